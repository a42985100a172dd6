"""The words of 六、年度预算安排 as `vocabulary/cost_words.csv` lists them, by what they say."""

import re
from dataclasses import dataclass
from functools import cache

from ingest.document import Run
from ingest.labels import vocabulary

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {ord("￥"): "¥"}
_LATEX = re.compile(r"\\times\s?|\\div\s?|[$\\{}]")
_LATEX_SIGNS = {"\\times": "×", "\\div": "÷"}


@dataclass(frozen=True)
class Word:
    """A word, what it says (`role`), and where it must stand (whole, start, end, any)."""

    role: str
    place: str
    text: str
    order: int

    def stands_in(self, text: str) -> bool:
        if self.place == "whole":
            return text == self.text
        if self.place == "start":
            return text.startswith(self.text)
        if self.place == "end":
            return text.endswith(self.text)
        return self.text in text


@cache
def words(role: str) -> tuple[Word, ...]:
    """The words of a role, longest first."""
    found = [
        Word(row["role"], row["place"], row["word"], order)
        for order, row in enumerate(vocabulary("cost_words"))
        if row["role"] == role
    ]
    return tuple(sorted(found, key=lambda word: -len(word.text)))


def word_in(role: str, text: str) -> Word | None:
    """The longest word of the role that the text holds in its place."""
    return next((word for word in words(role) if word.stands_in(text)), None)


def says(role: str, text: str) -> bool:
    """Whether the text holds a word of the role in its place."""
    return word_in(role, text) is not None


@cache
def one_of(*roles: str) -> str:
    """A pattern for any word of the roles, longest first."""
    found = {word.text for role in roles for word in words(role)}
    return "(?:" + "|".join(sorted(map(re.escape, found), key=len, reverse=True)) + ")"


@cache
def words_at(role: str, place: str) -> str:
    """A pattern for any word of the role that must stand in the place, longest first."""
    return "(?:" + "|".join(re.escape(w.text) for w in words(role) if w.place == place) + ")"


@cache
def approximate() -> str:
    """A pattern for a word before an amount that makes it approximate or a bound: 约, not 节约."""
    found = (w.text for w in words("approximate") if w.place == "end")
    return "(?:" + "|".join(_not_within_exact(text) + re.escape(text) for text in found) + ")"


def _not_within_exact(word: str) -> str:
    """A pattern that fails where the word stands within one that says nothing of an amount."""
    cuts = [(w.text, w.text.find(word)) for w in words("exact") if word in w.text]
    return "".join(rf"(?!(?<={text[:at]}){text[at:]})" for text, at in cuts)


@cache
def units() -> str:
    """A pattern for a unit of quantity: of the targets' table, and the costs' own."""
    known = {
        row["unit"]
        for row in vocabulary("target_units")
        if row["quantity"] in ("count", "measure", "time")
    }
    known |= {word.text for word in words("unit")}
    return "(?:" + "|".join(sorted(map(re.escape, known), key=len, reverse=True)) + ")"


def folded(text: str) -> str:
    """The text in half width, character by character: places stay the same."""
    return text.translate(_FULL_WIDTH)


@cache
def year() -> re.Pattern[str]:
    """Finds a year, printed as a number (group 1) or said as 上年."""
    return re.compile(rf"(20[0-9]{{2}})年度?|{one_of('other_year')}")


def any_year(text: str) -> str:
    """The text with every year as 某年, which the table of words writes for it."""
    return year().sub("某年", text)


def plain(run: Run) -> Run:
    """The run with LaTeX as the plain signs it stands for.

    >>> plain(Run.printed(r"$800 \\times 50$", 0)).text
    '800 ×50'
    """
    parts = []
    position = 0
    for found in _LATEX.finditer(run.text):
        parts.append(run[position : found.start()])
        sign = _LATEX_SIGNS.get(found.group().rstrip())
        if sign:
            parts.append(Run(sign, run.offsets[found.start() : found.start() + 1]))
        position = found.end()
    return Run.joined([*parts, run[position:]])
