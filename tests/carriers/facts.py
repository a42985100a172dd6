"""What one project's form says, as a person would read it off the page.

`Form` holds only what is printed: a field that the page does not show is None or empty.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any

Key = tuple[str, str, str]

REQUEST: tuple[Key, ...] = (
    ("proposed", "project_total", "total"),
    ("proposed", "project_total", "fiscal"),
    ("proposed", "project_total", "other"),
    ("proposed", "annual", "total"),
    ("proposed", "annual", "fiscal"),
    ("proposed", "annual", "carryover"),
    ("proposed", "annual", "other"),
)
SOURCES = ("total", "fiscal", "carryover", "other")
PHASES = ("approved", "adjusted", "executed")
RESULT: tuple[Key, ...] = tuple((phase, "annual", source) for phase in PHASES for source in SOURCES)
_YUAN = {"元": Decimal(1), "万元": Decimal(10000)}


@dataclass(frozen=True)
class Money:
    """One money cell: the printed text and the unit it is printed in."""

    text: str
    unit: str = "元"

    @property
    def yuan(self) -> Decimal | None:
        """The amount in yuan, exact; None for a dash, a slash or a blank."""
        try:
            return Decimal(self.text.replace(",", "")) * _YUAN[self.unit]
        except InvalidOperation:
            return None


def printed_in(money: Money, unit: str, pattern: str) -> Money:
    """The same amount in another unit, printed like `1,234.00` or `1234`, with all its decimals.

    A printed zero, dash or blank keeps its text.
    """
    if not money.yuan:
        return replace(money, unit=unit)
    number = money.yuan / _YUAN[unit]
    needed = -int(number.normalize().as_tuple().exponent)
    decimals = max(needed, 2) if needed > 0 or "." in pattern else 0
    return Money(format(number, f"{',' if ',' in pattern else ''}.{decimals}f"), unit)


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One indicator; `target` is the printed cell, the three parts what it is made of.

    `also` holds other readings of the target that are as right as `target`.
    """

    level1: str | None = None
    level2: str | None = None
    name: str = ""
    target: str = ""
    operator: str = ""
    value: str = ""
    unit: str = ""
    actual: str | None = None
    weight: str | None = None
    score: str | None = None
    remark: str | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CostItem:
    """One leaf of 六、年度预算安排, as printed, and what it comes to."""

    group: str | None = None
    name: str | None = None
    quantity: str = ""
    unit_price: str = ""
    amount: str = ""
    quantity_value: Decimal | None = None
    unit_price_yuan: Decimal | None = None
    amount_yuan: Decimal | None = None


@dataclass(frozen=True)
class Section:
    """One section of 项目经费情况说明: its number, name and text."""

    number: int
    name: str
    text: str


@dataclass(frozen=True)
class Execution:
    """The execution rate of the total row with its weight and score, as printed."""

    rate: str
    weight: str
    score: str


@dataclass(frozen=True, kw_only=True)
class Form:
    """One project's form; `unsettled` money may be read or left, its phase is not clear."""

    form_type: str | None = None
    project_name: str | None = None
    code: str | None = None
    fiscal_year: int | None = None
    department: str | None = None
    department_code: str | None = None
    unit: str | None = None
    recurrence: str | None = None
    expenditure_category: str | None = None
    start_date: str | None = None
    end_date: str | None = None
    money: tuple[tuple[Key, Money], ...] = ()
    total_goal: str | None = None
    annual_goal: str | None = None
    expected_result: str | None = None
    actual_result: str | None = None
    indicators: tuple[Indicator, ...] = ()
    execution: Execution | None = None
    total_score: str | None = None
    rating: str | None = None
    sections: tuple[Section, ...] = ()
    cost_items: tuple[CostItem, ...] = ()
    unsettled: tuple[Key, ...] = ()

    def amount(self, phase: str, basis: str, source: str) -> Money:
        """The money cell of a key; a blank where the form has none."""
        return dict(self.money).get((phase, basis, source), Money(""))


def printed(form: Form, *fields: str, **changed: Any) -> Form:
    """The form with only the fields a page shows, some of them changed."""
    kept = {name: getattr(form, name) for name in (*fields, "project_name")}
    return Form(**(kept | changed))


def printed_money(
    form: Form, keys: tuple[Key, ...], unit: str, pattern: str | None = None
) -> tuple[tuple[Key, Money], ...]:
    """The money cells of the keys that hold a text, as a page prints them in a unit.

    Without a pattern a cell that is in this unit already keeps its text.
    """
    shown = []
    for key in keys:
        money = form.amount(*key)
        if pattern is not None or money.unit != unit:
            money = printed_in(money, unit, pattern or "1,234.00")
        if money.text:
            shown.append((key, money))
    return tuple(shown)


def changed_indicators(
    form: Form, change: Callable[[Indicator], Indicator]
) -> tuple[Indicator, ...]:
    """The indicators of the form, each changed in the same way."""
    return tuple(change(indicator) for indicator in form.indicators)


def without_result(indicator: Indicator) -> Indicator:
    """The indicator as a target form shows it."""
    return replace(indicator, actual=None, weight=None, score=None, remark=None)
