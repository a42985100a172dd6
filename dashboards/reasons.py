"""What the programs say of files in English -> the same in Chinese, from `reasons.csv`."""

import csv
import re
from functools import cache
from pathlib import Path

REASONS = Path(__file__).with_name("reasons.csv")
PLACE = re.compile(r"\{(\w+)\}")
BETWEEN, BETWEEN_ZH = "; ", "；"


def said_in(language: str, said: str) -> str:
    """The sentences in the language; one that the table does not know stays as it is.

    >>> said_in("zh", "it is empty; page 3, 4 is a picture that was not read")
    '文件是空的；第 3, 4 页是图片，没有读出'
    >>> said_in("zh", "something new"), said_in("en", "it is empty")
    ('something new', 'it is empty')
    """
    if language == "en":
        return said
    parts, rest = [], said
    while rest:
        part, rest = _first(rest)
        parts.append(part)
    return BETWEEN_ZH.join(parts)


def _first(said: str) -> tuple[str, str]:
    """The first sentence in Chinese, and what follows it."""
    for pattern, zh in _table():
        if found := pattern.match(said):
            values = {name: said_in("zh", text) for name, text in found.groupdict().items()}
            return zh.format(**values), said[found.end() :]
    return said, ""


@cache
def _table() -> list[tuple[re.Pattern[str], str]]:
    with REASONS.open(encoding="utf-8", newline="") as file:
        return [(_pattern(row["said"]), row["zh"]) for row in csv.DictReader(file)]


def _pattern(said: str) -> re.Pattern[str]:
    """The pattern of a sentence that ends the text or is followed by another."""
    texts = PLACE.split(said)
    parts = (f"(?P<{t}>.+?)" if number % 2 else re.escape(t) for number, t in enumerate(texts))
    return re.compile(f"{''.join(parts)}(?:{BETWEEN}|$)", re.DOTALL)
