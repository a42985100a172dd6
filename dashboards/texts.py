"""Every word of the interface, by key and language, from `texts.csv`."""

import csv
import string
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

LANGUAGES = ("zh", "en")
TEXTS = Path(__file__).with_name("texts.csv")


class _Counting(string.Formatter):
    """Fills `{count:form|forms}` with the number and the word that fits it."""

    def format_field(self, value: object, format_spec: str) -> str:
        """The value, and where two words are given, the one for it.

        >>> COUNTING.format("{n:form|forms}, {m:form|forms}", n=1, m="1,000")
        '1 form, 1,000 forms'
        """
        if "|" not in format_spec:
            return str(super().format_field(value, format_spec))
        one, many = format_spec.split("|")
        return f"{value} {one if str(value) == '1' else many}"


COUNTING = _Counting()


@dataclass(frozen=True)
class Words:
    """The words of one language: `t("home.wan")`, `t("home.count_projects", count=43)`.

    A place `{count:filing|filings}` takes the word that fits the number.
    """

    language: str

    def __call__(self, key: str, **values: object) -> str:
        """The text of `key` with its `{places}` filled. Raises KeyError on an unknown key."""
        return COUNTING.format(_texts()[self.language][key], **values)

    def code(self, column: str, value: object) -> str:
        """The word for a code of a column (`recurrence`, `one_off`); the code where none is."""
        return _texts()[self.language].get(f"{column}.{value}", str(value))

    def codes(self, column: str) -> Mapping[str, str]:
        """All codes of a column with their words."""
        start = f"{column}."
        known = _texts()[self.language].items()
        return {key[len(start) :]: text for key, text in known if key.startswith(start)}

    def year(self, year: int | None) -> str:
        """A fiscal year in a sentence; what no form prints is said to be missing."""
        return self("year.unknown") if year is None else self("year.said", year=year)

    def body(self, name: str | None) -> str:
        """The name of a body, or that no form prints one."""
        return name or self("body.unknown")

    def join(self, parts: list[str]) -> str:
        """A list in the words of the language: 、 or a comma."""
        return ("、" if self.language == "zh" else ", ").join(parts)

    def list_items(self, items: list[str]) -> str:
        """Items that may hold lists themselves: ； or a semicolon between them."""
        return ("；" if self.language == "zh" else "; ").join(items)


def choose_language(address: str | None, locale: str | None, accepted: str | None) -> str:
    """The language that the address names, else the browser's, else Chinese.

    >>> choose_language("xx", "en-GB", None), choose_language(None, None, "fr,en;q=0.5")
    ('en', 'en')
    """
    if address in LANGUAGES:
        return str(address)
    offered = [locale or "", *(accepted or "").split(",")]
    named = [tag.strip()[:2].lower() for tag in offered]
    return next((tag for tag in named if tag in LANGUAGES), LANGUAGES[0])


@lru_cache
def _texts() -> Mapping[str, Mapping[str, str]]:
    with TEXTS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {language: {row["key"]: row[language] for row in rows} for language in LANGUAGES}
