"""The parts that layouts of other bodies share: indicator columns, levels, money, fields."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from tests.carriers.blocks import Row, leveled, row
from tests.carriers.facts import (
    REQUEST,
    SOURCES,
    Form,
    Indicator,
    Key,
    changed_indicators,
    printed,
    printed_money,
    without_result,
)
from tests.carriers.layouts import levels, text

Column = tuple[str, int, Callable[[Indicator], str]]

NAME: Column = ("三级指标", 1, lambda item: item.name)
TARGET: Column = ("指标值", 1, lambda item: item.target)
ACTUAL: Column = ("实际完成值", 1, lambda item: text(item.actual))
WEIGHT: Column = ("分值", 1, lambda item: text(item.weight))
SCORE: Column = ("得分", 1, lambda item: text(item.score))
REMARK: Column = ("偏差原因分析及改进措施", 1, lambda item: text(item.remark))
OPERATOR: Column = ("指标性质", 1, lambda item: nature(item))
VALUE: Column = ("指标值", 1, lambda item: item.value)
UNIT: Column = ("度量单位", 1, lambda item: item.unit)
ANNUAL = REQUEST[3:]


def nature(item: Indicator) -> str:
    """The operator as its own column prints it; 定性 for a word, blank for a blank target."""
    return item.operator or ("定性" if item.value else "")


def wide(column: Column, span: int) -> Column:
    """The column over so many columns of the grid."""
    return column[0], span, column[2]


def named(column: Column, heading: str) -> Column:
    """The column under another heading."""
    return heading, column[1], column[2]


def indicator_rows(
    form: Form,
    columns: Sequence[Column],
    paths: Sequence[tuple[str, ...]] | None = None,
    headings: Sequence[str] = ("一级指标", "二级指标"),
) -> list[Row]:
    """A heading, then a row for each indicator with level cells that span."""
    paths = levels(form) if paths is None else paths
    heading = row(*headings, *[(name, span) for name, span, _ in columns])
    rest = [row(*[(cell(item), span) for _, span, cell in columns]) for item in form.indicators]
    return [heading, *leveled(paths, rest)]


def weighed_levels(form: Form) -> list[tuple[str, str]]:
    """Level 1 with its weight inside the name, `产出指标(50分)`, and level 2."""
    sums: dict[str, Decimal] = {}
    for item in form.indicators:
        level = text(item.level1)
        sums[level] = sums.get(level, Decimal()) + Decimal(item.weight or 0)
    return [(f"{one}({sums[one].normalize():f}分)", two) for one, two in levels(form)]


def bare_levels(form: Form) -> list[tuple[str, str]]:
    """Both levels without 指标."""
    return [(one.removesuffix("指标"), two.removesuffix("指标")) for one, two in levels(form)]


def in_parts(item: Indicator) -> Indicator:
    """The indicator as a form reads whose operator, value and unit are cells of their own."""
    if not item.operator:
        whole = f"{item.value}{item.unit}"
        return replace(item, target=whole, also=(f"定性{whole}",))
    parts = f"{item.operator}{item.value}{item.unit}"
    return replace(item, target=parts, also=(f"{item.operator}{item.value}({item.unit})",))


def without_score(item: Indicator) -> Indicator:
    """The indicator as a target form with weights shows it."""
    return replace(item, actual=None, score=None, remark=None)


def cell_of(form: Form) -> Callable[[Key], str]:
    """The printed text of a money key; empty where the form has none."""
    found = dict(form.money)
    return lambda key: found[key].text if key in found else ""


def money_column(form: Form, labels: Sequence[str], span: int = 1) -> list[Row]:
    """Annual money below each other: total and its sources."""
    cell = cell_of(form)
    return [
        row(label, (cell(("proposed", "annual", source)), span))
        for label, source in zip(labels, SOURCES)
    ]


def coded(code: str | None, name: str | None, pattern: str) -> str:
    """Code and name in one cell; the name alone where there is no code."""
    return pattern.format(code, text(name)) if code and name else text(name)


SHOWN = ("fiscal_year", "department", "unit", "start_date", "end_date", "total_goal", "annual_goal")


def target_form(
    form: Form,
    *fields: str,
    keys: tuple[Key, ...] = REQUEST,
    unit: str = "万元",
    weights: bool = False,
    **changed: object,
) -> Form:
    """What a target form shows: the named fields, money of the keys, indicators."""
    cut = without_score if weights else without_result
    shown = {
        "form_type": "target",
        "money": printed_money(form, keys, unit),
        "indicators": changed_indicators(form, cut),
    }
    return printed(form, *fields, **(shown | changed))
