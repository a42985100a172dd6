"""The words of the made-up bodies and their projects, read from `words/*.csv`."""

import csv
import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

WORDS = Path(__file__).parent / "words"
NUMBER = re.compile(r"\{(\d+)\}")
TARGET = re.compile(r"(.+?)([=≥≤].+)")

Row = dict[str, str]


@dataclass(frozen=True)
class Indicator:
    """One indicator as a form prints it; `target_text` keeps operator and unit."""

    level2: str
    name: str
    target_text: str


@dataclass(frozen=True)
class Base:
    """One project as its first filing would have it; `parts` are names with their shares."""

    body: str
    name: str
    new_name: str
    subject: str
    clauses: tuple[str, ...]
    counts: str
    amount_yuan: int
    price_name: str
    recurrence: str
    indicators: tuple[Indicator, ...]
    parts: tuple[tuple[str, int], ...]
    purchase: str
    variant: str = ""


@cache
def read_words(table: str) -> tuple[Row, ...]:
    """The rows of one table of words."""
    with (WORDS / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


@cache
def list_bases(table: str) -> tuple[Base, ...]:
    """The projects of `projects` or `generic_projects`."""
    return tuple(_base(row) for row in read_words(table))


def list_namesakes(subject: str) -> tuple[Base, ...]:
    """Projects that have a subject in their name and other work."""
    rows = (
        {name: text.replace("{subject}", subject) for name, text in row.items()}
        for row in read_words("namesakes")
    )
    return tuple(replace(_base(row), subject=subject) for row in rows)


def list_indicators(table: str, **names: str) -> tuple[Indicator, ...]:
    """The indicators of a table of templates, with the names put in."""
    return tuple(
        Indicator(
            row["level2"],
            row["indicator_name"].format(**names),
            row["target_text"],
        )
        for row in read_words(table)
    )


def _base(row: Row) -> Base:
    return Base(
        body=row.get("body", ""),
        name=row["name"],
        new_name=row.get("new_name", ""),
        subject=row.get("subject", row["name"]),
        clauses=tuple(row["goal"].split("|")),
        counts=row["counts"],
        amount_yuan=int(row["amount_yuan"]),
        price_name=row.get("monthly_price", ""),
        recurrence=row.get("recurrence", "recurring"),
        indicators=tuple(_indicator(text) for text in row["indicators"].split("|")),
        parts=_parts(row.get("parts", "")),
        purchase=row.get("purchase", ""),
        variant=row.get("variant", ""),
    )


def _indicator(text: str) -> Indicator:
    level2, _, rest = text.partition(":")
    matched = TARGET.fullmatch(rest)
    assert matched, f"{text} has no target"
    name, target = matched.groups()
    is_number = any(sign.isdigit() for sign in target)
    return Indicator(level2, name, target if is_number else target.removeprefix("="))


def _parts(text: str) -> tuple[tuple[str, int], ...]:
    pairs = (part.split(":") for part in text.split("|") if part)
    return tuple((name, int(share)) for name, share in pairs)
