"""The grammar of indicator targets: one cell's text -> its parts, or an issue; never a guess.

Texts are tried in this order: blank, number with an operator, deadline, frequency, bare number,
relation, standard, word, sentence. What is left is `unread` and carries no value.
"""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from ingest.target_dates import read_deadline
from ingest.target_quantities import (
    Bounds,
    Quantity,
    count_by_the_month,
    list_bounds,
    read_quantity,
    split_bounds,
)
from ingest.target_text import fold_text, mend_text, read_table
from ingest.target_units import (
    Unit,
    convert_to_base,
    find_name_period,
    join_unit,
    take_denominators,
)
from ingest.target_words import (
    count_bounds,
    find_word_type,
    has_digit,
    has_phrase,
    is_service_window,
    is_unfilled,
    names_standard,
)

LONGEST_TARGET = 2000
LONGEST_UNKNOWN_WORD = 8


@dataclass(frozen=True)
class TargetIssue:
    """What was not read with certainty in a target."""

    code: str
    message: str


@dataclass(frozen=True)
class Target:
    """A target's printed text and the parts read out of it; values keep their printed digits."""

    text: str | None
    kind: str
    operator: str | None = None
    value: Decimal | None = None
    value_max: Decimal | None = None
    unit: str | None = None
    date: dt.date | None = None
    value_base: Decimal | None = None
    value_max_base: Decimal | None = None
    base_unit: str | None = None
    base_unit_basis: str | None = None
    is_approximate: bool = False
    issues: tuple[TargetIssue, ...] = ()


@dataclass(frozen=True)
class Cell:
    """One target cell as the grammar sees it: folded text, and what stands around it."""

    text: str
    indicator_name: str = ""
    fiscal_year: int | None = None


_ISSUE_MESSAGES = {row["code"]: row["message"] for row in read_table("target_issues.csv")}
_SIGNS = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "=": "="}

_DASH = re.compile(r"[-/~]")
_YEAR_AND_MONTH = re.compile(r"(?:19|20)[0-9]{2}\.(?:0?[1-9]|1[0-2])")
_ASKS_FOR_TIME = re.compile("时间|时限|期限|日期|工期")
_FOREIGN = re.compile(r"(?![0-9])\d")  # digits of another script
_CHINESE = re.compile(r"[\u3400-\u9fff]")


def parse_target(
    text: str | None, *, indicator_name: str | None = None, fiscal_year: int | None = None
) -> Target:
    r"""The parts of one target cell; what is not understood is `unread`, with an issue.

    >>> target = parse_target("≤16.92(万/人)")
    >>> target.kind, target.operator, str(target.value), target.unit
    ('bound', '<=', '16.92', '万/人')
    >>> str(target.value_base), target.base_unit, target.issues[0].code
    ('169200.00', '/人', 'unit_without_thing')
    >>> monthly = parse_target("≤7.08(万元)", indicator_name="月租费")
    >>> str(monthly.value_base), monthly.base_unit, monthly.base_unit_basis
    ('70800.00', '元/月', 'name')
    >>> parse_target("当年内", fiscal_year=2026).date
    datetime.date(2026, 12, 31)
    >>> [parse_target(text).kind for text in ("48小时内", "90%-95%", "一季度一次", "$\\geq 90\\%$")]
    ['bound', 'range', 'frequency', 'bound']
    >>> [parse_target(text).kind for text in ("控制于预算内", "符合国家标准", "及时", "", "≥**人")]
    ['relation', 'standard', 'word', 'blank', 'unread']
    """
    printed = mend_text(text)
    if not printed:
        return Target(None, "blank")
    if len(printed) > LONGEST_TARGET:
        return _describe("sentence", "text_too_long", text=printed)
    cell = Cell(fold_text(printed), re.sub(r"\s", "", indicator_name or ""), fiscal_year)
    readings = (read(cell) for read in GRAMMAR)
    target = next((reading for reading in readings if reading), None)
    return replace(target or _describe("unread", "not_understood"), text=printed)


def parse_actual(text: str | None, *, indicator_name: str | None = None) -> Target:
    """The parts of an actual value; unlike a target it needs no operator.

    The name tells whether `2023.12` is a month, and nothing else.

    >>> actual = parse_actual("8.00(本)")
    >>> actual.kind, str(actual.value), actual.unit, actual.issues
    ('exact', '8.00', '本', ())
    >>> parse_actual("达成指标").kind, parse_actual("98.30(null)").issues[0].code
    ('word', 'unit_lost')
    """
    is_month = _YEAR_AND_MONTH.fullmatch(fold_text(mend_text(text)))
    actual = parse_target(text, indicator_name=indicator_name if is_month else None)
    issues = tuple(issue for issue in actual.issues if issue.code != "operator_missing")
    return replace(actual, issues=issues)


def format_target(target: Target) -> str:
    """One canonical printing of the parts; where they hold no value and no date, the text.

    >>> format_target(parse_target("不低于 95 % ")), format_target(parse_target("每周3-4篇"))
    ('≥95(%)', '3~4(篇/周)')
    >>> format_target(parse_target("12月底前", fiscal_year=2026))
    '2026-12-31前'
    """
    sign = _SIGNS.get(target.operator or "", "")
    if target.kind == "deadline" and target.date:
        printed = target.date.isoformat()
        return f"{printed}前" if target.operator == "<=" else f"{sign}{printed}"
    if target.value is None:
        return target.text or ""
    about = "约" if target.is_approximate else ""
    numbers = [number for number in (target.value, target.value_max) if number is not None]
    unit = f"({target.unit})" if target.unit else ""
    return f"{about}{sign}{'~'.join(f'{number:f}' for number in numbers)}{unit}"


def read_dash(cell: Cell) -> Target | None:
    """A lone dash or slash: nothing was filled in, but something is printed."""
    return _describe("blank", "dash_printed") if _DASH.fullmatch(cell.text) else None


def read_number_target(cell: Cell) -> Target | None:
    """A number with a printed operator before or after it, or a range inside such words."""
    for bounds in list_bounds(cell.text):
        quantity = read_quantity(bounds.core, may_be_unknown=bool(bounds.before))
        is_bounded = bounds.before or bounds.after or bounds.is_approximate
        if quantity and (is_bounded or quantity.has_more):
            return _measure(quantity, bounds, cell)
    return None


def read_deadline_target(cell: Cell) -> Target | None:
    """A date, or a word for one, by which something is done.

    `2023.12` is a month where the name asks for a time, else a number.
    """
    is_month = _YEAR_AND_MONTH.fullmatch(cell.text) and _ASKS_FOR_TIME.search(cell.indicator_name)
    text = cell.text.replace(".", "-") if is_month else cell.text
    deadline = read_deadline(text, cell.fiscal_year)
    if not deadline:
        return None
    described = _describe("deadline", *deadline.issue_codes)
    return replace(described, operator=deadline.operator, date=deadline.date)


def read_frequency(cell: Cell) -> Target | None:
    """So many things in a span of time (每月二次), or so much for each of something (每人200元)."""
    leads, rest = take_denominators(cell.text)
    bounds = split_bounds(rest)
    quantity = read_quantity(bounds.core) if leads else None
    if not quantity or not quantity.unit.word:
        return None
    printed = tuple(name for name, _ in leads)
    denominators = (*quantity.unit.denominators, *(denominator for _, denominator in leads))
    unit_text = join_unit(quantity.unit.text or "", printed)
    unit = replace(quantity.unit, text=unit_text, denominators=denominators)
    return _measure(count_by_the_month(replace(quantity, unit=unit)), bounds, cell)


def read_bare_number(cell: Cell) -> Target | None:
    """A number or a range without any operator, with or without its label (满意率100%)."""
    for bounds in list_bounds(cell.text):
        if quantity := read_quantity(bounds.core):
            return _measure(quantity, bounds, cell)
    return None


def read_unfilled(cell: Cell) -> Target | None:
    """An operator without one certain number beside it: unfilled, doubled or damaged."""
    if is_unfilled(cell.text):
        return _describe("unread", "template_unfilled")
    if count_bounds(cell.text) > 1:
        return _describe("unread", "two_bounds")
    bounds = split_bounds(cell.text)
    before = bounds.before
    if before and (has_digit(cell.text) or bounds.core.isnumeric() or _FOREIGN.search(cell.text)):
        return _describe("unread", "number_not_read")
    if before and not _CHINESE.search(cell.text):
        return _describe("unread", "number_missing")
    return None


def read_relation(cell: Cell) -> Target | None:
    """An operator inside a sentence, or a comparison with something that has no number here."""
    word = cell.text.removeprefix("=")
    if word != cell.text and find_word_type(word):
        return _describe("word", "operator_before_word")
    if find_word_type(word) or not _CHINESE.search(cell.text):
        return None
    is_compared = re.search("[≥≤<>=]", cell.text) or has_phrase(cell.text, "relation")
    return _describe("relation", *_numbers_left(cell.text)) if is_compared else None


def read_standard(cell: Cell) -> Target | None:
    """Conformity to a standard, rule or guide that is named."""
    if find_word_type(cell.text) or not names_standard(cell.text):
        return None
    return _describe("standard")


def read_word(cell: Cell) -> Target | None:
    """A word of the table, several of them, or another short text without digits."""
    if is_service_window(cell.text):
        return _describe("word")
    if find_word_type(cell.text):
        return _describe("word", *(["word_repeats_name"] if cell.text.endswith("性") else []))
    is_short = len(cell.text) <= LONGEST_UNKNOWN_WORD and _CHINESE.search(cell.text)
    if not is_short or has_digit(cell.text) or has_phrase(cell.text, "sentence"):
        return None
    return _describe("word", "word_unknown")


def read_sentence(cell: Cell) -> Target | None:
    """A longer text, or one that opens like a sentence: an activity, no target."""
    is_opened = has_phrase(cell.text, "sentence")
    is_long = len(cell.text) > LONGEST_UNKNOWN_WORD and _CHINESE.search(cell.text)
    return _describe("sentence", *_numbers_left(cell.text)) if is_opened or is_long else None


GRAMMAR: tuple[Callable[[Cell], Target | None], ...] = (
    read_dash,
    read_number_target,
    read_deadline_target,
    read_frequency,
    read_bare_number,
    read_unfilled,
    read_relation,
    read_standard,
    read_word,
    read_sentence,
)


def _describe(kind: str, *issue_codes: str, text: str | None = None) -> Target:
    return Target(text, kind, issues=_list_issues(issue_codes))


def _list_issues(codes: tuple[str, ...]) -> tuple[TargetIssue, ...]:
    return tuple(TargetIssue(code, _ISSUE_MESSAGES[code]) for code in dict.fromkeys(codes))


def _numbers_left(text: str) -> tuple[str, ...]:
    return ("number_in_sentence",) if has_digit(text) else ()


def _measure(quantity: Quantity, bounds: Bounds, cell: Cell) -> Target:
    """The target of a number: its kind, its operator, and its value in base units."""
    operators = bounds.before | bounds.after | ({">="} if quantity.has_more else set())
    is_range = quantity.value_max is not None
    if is_range and (bounds.before - {"="} or bounds.after - {"<="}):
        return _describe("unread", "operator_on_range")
    if len(operators) > 1:
        return _describe("unread", "operators_conflict")
    operator = None if is_range else next(iter(operators), "=" if bounds.is_approximate else None)
    kind = _find_kind(quantity, operator)
    issue_codes = list(quantity.unit.issue_codes)
    if kind == "exact" and operator is None:
        issue_codes.append("operator_missing")
    if quantity.value_max is not None and quantity.value > quantity.value_max:
        issue_codes.append("range_reversed")
    target = Target(
        text=None,
        kind=kind,
        operator=operator,
        value=quantity.value,
        value_max=quantity.value_max,
        unit=quantity.unit.text,
        is_approximate=bounds.is_approximate,
        issues=_list_issues(tuple(issue_codes)),
    )
    return _add_base(target, quantity.unit, cell)


def _find_kind(quantity: Quantity, operator: str | None) -> str:
    if operator:
        return "exact" if operator == "=" else "bound"
    if quantity.unit.is_frequency:
        return "frequency"
    return "exact" if quantity.value_max is None else "range"


def _add_base(target: Target, unit: Unit, cell: Cell) -> Target:
    """The target with its values in base units; a period the unit lacks comes from the name."""
    period, name_issues = find_name_period(cell.indicator_name, unit)
    full_unit = replace(unit, denominators=(*unit.denominators, period)) if period else unit
    is_frequency = target.kind == "frequency"

    def convert(value: Decimal | None) -> tuple[Decimal | None, str | None]:
        if value is None:
            return None, None
        return convert_to_base(value, full_unit, is_frequency=is_frequency)

    value_base, base_unit = convert(target.value)
    return replace(
        target,
        value_base=value_base,
        value_max_base=convert(target.value_max)[0],
        base_unit=base_unit or None,
        base_unit_basis=("name" if period else "unit") if unit.text else None,
        issues=target.issues + _list_issues(name_issues),
    )
