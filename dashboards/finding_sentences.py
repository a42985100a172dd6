"""The sentences of findings: their English, and the unit of both values that they speak of.

The warehouse writes a finding's sentence in Chinese. `finding_sentences.csv` has a row for each
sentence, and for each wording that a place of it can take (`place`). A sentence that the table
does not know stays as it is.
"""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

SENTENCES = Path(__file__).with_name("finding_sentences.csv")
PLACE = re.compile(r"\{(\w+)\}")
WORDED = "[^、；，]{1,200}?"  # a value within a wording: bounded, so that no match runs away
BETWEEN = {"、": ", ", "；": "; "}


@dataclass(frozen=True)
class _Sentence:
    """A sentence with the wordings that its places can take, by place."""

    pattern: re.Pattern[str]
    en: str
    value_unit: str | None
    wordings: dict[str, list["_Sentence"]]


def finding_said(language: str, said: str) -> str:
    """The sentence in the language, what the filing prints kept as it is.

    >>> finding_said("en", "全年预算数 9.00 元较年初预算数 8.00 元变动 1.00 元，文中未见说明")
    'The final budget of 9.00 yuan differs from the initial one of 8.00 yuan by 1.00 yuan; the text gives no reason'
    >>> finding_said("en", "新的说法")
    '新的说法'
    """  # noqa: E501
    found = None if language == "zh" else _found(said)
    return _in_english(*found) if found else said


def value_unit(said: str) -> str | None:
    """The unit of the printed and the computed value; None where the sentence has none.

    >>> value_unit("目标文字与项目“甲”有 32 字连续相同"), value_unit("新的说法")
    ('characters', None)
    """
    found = _found(said)
    return found[0].value_unit if found else None


@lru_cache(maxsize=50_000)
def _found(said: str) -> tuple[_Sentence, re.Match[str]] | None:
    may_be = _sentences_by_start().get(said[:1], ()) or _sentences_by_start().get("", ())
    matches = ((sentence, sentence.pattern.fullmatch(said)) for sentence in may_be)
    return next(((sentence, match) for sentence, match in matches if match), None)


def _in_english(sentence: _Sentence, match: re.Match[str]) -> str:
    values = {
        place: _wordings_in_english(sentence.wordings[place], text)
        if place in sentence.wordings
        else text
        for place, text in match.groupdict().items()
    }
    return sentence.en.format(**values)


def _wordings_in_english(wordings: Sequence[_Sentence], said: str) -> str:
    """One wording after another, with what stands between them."""
    parts: list[str] = []
    while said:
        matches = ((wording, wording.pattern.match(said)) for wording in wordings)
        known = next(((wording, match) for wording, match in matches if match), None)
        parts.append(_in_english(*known) if known else BETWEEN.get(said[0], said[0]))
        said = said[known[1].end() if known else 1 :]
    return "".join(parts)


@cache
def _sentences_by_start() -> dict[str, list[_Sentence]]:
    """first character -> the sentences that may begin so; "" -> those that begin with a place."""
    with SENTENCES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found: dict[str, list[_Sentence]] = {}
    for row in rows:
        if not row["place"]:
            start = "" if row["zh"].startswith("{") else row["zh"][0]
            found.setdefault(start, []).append(_sentence(row, rows))
    open_ended = found.get("", [])
    return {start: part if not start else part + open_ended for start, part in found.items()}


def _sentence(row: dict[str, str], rows: list[dict[str, str]]) -> _Sentence:
    of_places: dict[str, list[dict[str, str]]] = {}
    for other in rows:
        if other["place"] and other["rule_code"] == row["rule_code"]:
            of_places.setdefault(other["place"], []).append(other)
    known = {place: "|".join(_open(part["zh"]) for part in of_places[place]) for place in of_places}
    texts = PLACE.split(row["zh"])
    parts = [_place(text, known) if number % 2 else re.escape(text)
             for number, text in enumerate(texts)]  # fmt: skip
    wordings = {
        place: [_Sentence(_wording(part["zh"]), part["en"], None, {}) for part in parts_of]
        for place, parts_of in of_places.items()
        if place in texts[1::2]
    }
    return _Sentence(
        re.compile("".join(parts), re.DOTALL), row["en"], row["value_unit"] or None, wordings
    )


def _place(name: str, wordings: dict[str, str]) -> str:
    if name not in wordings:
        return f"(?P<{name}>.+?)"
    return f"(?P<{name}>(?:(?:{wordings[name]})(?:(?:[、；]|(?=[，；]))(?:{wordings[name]}))*)?)"


def _open(zh: str) -> str:
    """The pattern of a wording within a sentence, its places without names."""
    return WORDED.join(re.escape(text) for text in PLACE.split(zh)[::2])


def _wording(zh: str) -> re.Pattern[str]:
    texts = PLACE.split(zh)
    parts = (f"(?P<{t}>{WORDED})" if number % 2 else re.escape(t) for number, t in enumerate(texts))
    return re.compile(f"{''.join(parts)}(?=[、；，]|$)")
