"""What a whole cell or line is the label of, as `cell_labels.csv` spells it."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from ingest.labels import vocabulary
from ingest.values import fold

_NUMBERING = re.compile(
    r"^(?:[一二三四五六七八九十]{1,2}[、.]|[(][一二三四五六七八九十\d]{1,2}[)]|\d{1,2}[.、])"
)
_OF_WHICH = re.compile(r"^其中:?")
_LAST_BRACKET = re.compile(r"^(.+?)[(][^()]*[)]$")
_LONGEST_LABEL = 16


@lru_cache(maxsize=65536)
def label_key(text: str) -> str:
    """The text as labels are compared: half width, without space, numbering, 其中 and colons."""
    key = "".join(fold(text).split()).replace("*", "")
    key = _NUMBERING.sub("", key)
    return _OF_WHICH.sub("", key).strip(":-—.、")


@cache
def _fields(part: str) -> dict[str, str]:
    rows = (row for row in vocabulary("cell_labels") if row["part"] == part)
    return {label_key(row["label"]): row["field"] for row in rows if "%" not in row["label"]}


@cache
def _fields_by_word(part: str) -> tuple[tuple[str, str], ...]:
    """Words (written `%原因%`) that make any short text that holds them a label of the field."""
    rows = (row for row in vocabulary("cell_labels") if row["part"] == part)
    return tuple((row["label"].strip("%"), row["field"]) for row in rows if "%" in row["label"])


@lru_cache(maxsize=65536)
def field_named(text: str, part: str) -> str | None:
    """The field that a whole text is the label of; notes in brackets at its end are left out.

    >>> field_named("其中：财政拨款（万元）", "fund")
    'fiscal'
    """
    key = label_key(text)
    known = _fields(part)
    while key not in known:
        bracket = _LAST_BRACKET.match(key)
        if bracket is None:
            return _field_by_word(key, part)
        key = bracket.group(1)
    return known[key]


def _field_by_word(key: str, part: str) -> str | None:
    if len(key) > _LONGEST_LABEL:
        return None
    return next((name for word, name in _fields_by_word(part) if word in key), None)


def period_named(text: str) -> str | None:
    """The period that a heading names: `annual` or, for a longer one, `total`.

    >>> period_named("指标值（中期）")
    'total'
    """
    return _field_by_word(label_key(text), "period")


def is_label(text: str, parts: Iterable[str]) -> bool:
    """Whether a whole text is a label of one of the parts."""
    return any(field_named(text, part) for part in parts)
