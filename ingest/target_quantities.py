"""Numbers with what stands around them: words of comparison, units, the two ends of a range."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from ingest.target_numbers import take_number
from ingest.target_text import read_table
from ingest.target_units import Period, Unit, read_unit

_OPERATOR_WORDS = sorted(
    read_table("target_operators.csv"), key=lambda row: len(row["text"]), reverse=True
)
_LABEL_ENDINGS = "|".join(row["text"] for row in _OPERATOR_WORDS if row["position"] == "label")
_LABEL = re.compile(rf"[A-Za-z\u4e00-\u9fff]{{0,12}}(?:{_LABEL_ENDINGS}):?(?=.)")
_PERIOD_LABEL = re.compile("每|(?:年|月|季)[度均]:?$")
_COMPARING_WORDS = tuple(
    row["text"] for row in _OPERATOR_WORDS if row["operator"] and len(row["text"]) > 1
) + tuple(row["phrase"] for row in read_table("target_phrases.csv") if row["kind"] == "relation")
_RANGE = re.compile(r"(?P<first>[^-~至到±]{0,24})(?P<sign>[-~至到±])(?P<second>.+)")
_FOUR_DIGIT_YEAR = re.compile(r"(?:19|20)[0-9]{2}年")


@dataclass(frozen=True)
class Bounds:
    """The words of comparison around a text, and the text without them."""

    before: frozenset[str]
    after: frozenset[str]
    is_approximate: bool
    core: str


@dataclass(frozen=True)
class Quantity:
    """A number, or the two ends of a range, with its unit; `has_more` where 余 or 多 follows."""

    value: Decimal
    value_max: Decimal | None
    unit: Unit
    has_more: bool = False


def list_bounds(text: str) -> tuple[Bounds, ...]:
    """The bounds of the whole text and, where it opens with a label (满意率≥90%), those after it.

    >>> [bounds.core for bounds in list_bounds("满意率达到100%")]
    ['满意率达到100%', '100%']
    """
    label = _LABEL.match(text)
    if (
        not label
        or _PERIOD_LABEL.search(label[0])
        or any(word in label[0] for word in _COMPARING_WORDS)
    ):
        return (split_bounds(text),)
    return split_bounds(text), split_bounds(text[label.end() :])


def split_bounds(text: str) -> Bounds:
    """The words of comparison before and after a text, at most four on a side.

    >>> split_bounds("不低于95%以上").core, split_bounds("约100人").is_approximate
    ('95%', True)
    """
    before, core = _strip_operator_words(text, "prefix")
    after, core = _strip_operator_words(core, "suffix")
    without_bound = {"", "~"}
    return Bounds(before - without_bound, after - without_bound, "~" in before | after, core)


def read_quantity(core: str, *, may_be_unknown: bool = False) -> Quantity | None:
    """The number or range that the whole text is; 2026年 is a date and no number.

    >>> read_quantity("10±2(%)").value_max, read_quantity("1864余卷").has_more
    (Decimal('12'), True)
    >>> read_quantity("2026年"), read_quantity("4小时-2天"), read_quantity("3人参加培训")
    (None, None, None)
    """
    if _FOUR_DIGIT_YEAR.match(core):
        return None
    if core.startswith("百分之"):
        return _read_percent(core.removeprefix("百分之"))
    if core.startswith("±"):
        core = f"0{core}"
    if not (taken := take_number(core)):
        return None
    value, tail = taken
    has_more = tail.startswith(("余", "多"))
    tail = tail[1:] if has_more else tail
    if parts := _RANGE.fullmatch(tail):
        return None if has_more else _read_range(value, parts)
    is_digits = core[0] in "-0123456789"
    unit = read_unit(tail, may_be_unknown=may_be_unknown and is_digits)
    return Quantity(value, None, unit, has_more) if unit and (unit.word or is_digits) else None


def count_by_the_month(quantity: Quantity) -> Quantity:
    """Once in half a month is twice a month; every other count stays as printed."""
    *others, last = quantity.unit.denominators
    if not isinstance(last, Period) or last.base_name != "半月" or quantity.unit.text is None:
        return quantity
    text = f"{quantity.unit.text.removesuffix('/半月')}/月"
    unit = replace(quantity.unit, text=text, denominators=(*others, Period("月", 12)))
    value_max = None if quantity.value_max is None else quantity.value_max * 2
    return Quantity(quantity.value * 2, value_max, unit, quantity.has_more)


def _read_percent(printed: str) -> Quantity | None:
    taken = (Decimal(100), "") if printed == "百" else take_number(printed)
    unit = read_unit("百分之")
    return Quantity(taken[0], None, unit) if taken and not taken[1] and unit else None


def _read_range(first: Decimal, parts: re.Match[str]) -> Quantity | None:
    if not (taken := take_number(parts["second"])):
        return None
    second, tail = taken
    first_unit, unit = read_unit(parts["first"]), read_unit(tail)
    if first_unit is None or unit is None:
        return None
    if first_unit.text and not (tail and (unit.text or "").startswith(first_unit.text)):
        if tail:
            return None
        unit = first_unit
    if parts["sign"] == "±":
        return Quantity(first - second, first + second, unit)
    return Quantity(first, second, unit)


def _strip_operator_words(text: str, position: str) -> tuple[frozenset[str], str]:
    operators: set[str] = set()
    words = _operator_words(position)
    for _ in range(4):
        is_there = text.startswith if position == "prefix" else text.endswith
        if not is_there(tuple(words)):
            break
        word = next(word for word in words if is_there(word))
        operators.add(words[word])
        text = text[len(word) :] if position == "prefix" else text[: -len(word)]
    return frozenset(operators), text


@cache
def _operator_words(position: str) -> dict[str, str]:
    """word -> operator of the words that stand before or behind a number, in their order."""
    return {row["text"]: row["operator"] for row in _OPERATOR_WORDS if row["position"] == position}
