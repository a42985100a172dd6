"""The headings of a table of costs -> what its columns hold, and in which units."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from ingest.document import Cell, Row
from ingest.forms.costs.words import Word, folded, says, units, word_in
from ingest.values import MONEY_UNITS

_ROLES = (
    "ordinal",
    "group",
    "name",
    "price",
    "periods",
    "quantity_unit",
    "quantity",
    "formula",
    "remark",
    "aside",
    "fund",
    "amount",
    "sum",
)
_WITH_VALUES = {"amount", "price", "quantity", "periods", "formula", "sum", "fund"}
_YEAR = re.compile(r"(20[0-9]{2})年度?")
_BRACKETED = re.compile(r"\(([^()]{1,8})\)(/[^\s()/]{0,3})?")
_MONEY_BEHIND = re.compile(r"(?<=.)[:/]?((?:亿|百万|万|千)元|(?<=[:/])元)$")
_UNIT_CELL = re.compile(r"\([^0-9()]{1,3}\)")
_LONGEST_HEADING = 20


@dataclass(frozen=True)
class Heading:
    """A column's heading: what it says its column holds, the unit and the year printed in it."""

    column: int
    text: str
    role: str | None
    unit: str | None
    year: int | None
    order: int = 0
    span: int = 1


@cache
def _unit_pattern() -> re.Pattern[str]:
    money = "|".join(sorted(MONEY_UNITS, key=len, reverse=True))
    return re.compile(rf"(?:人民币)?(?:单位:)?((?:{money}|[万千百]?{units()})(?:/.{{1,4}})?)")


def money_unit(unit: str | None) -> str | None:
    """The money unit of a column: 元 of `元/人`; None for any other unit."""
    head = (unit or "").split("/")[0]
    return head if head in MONEY_UNITS else None


def read_heading(cell: Cell) -> Heading:
    """The heading a cell is: its unit stands in brackets or at its end."""
    key = folded(cell.key)
    bare, unit, is_per = _without_unit(key)
    year = _YEAR.search(bare)
    bare = _YEAR.sub("", bare)
    role, order = _role(bare, unit, is_per)
    if year and not bare:
        role = "amount"
    printed_year = int(year.group(1)) if year else None
    return Heading(cell.column, cell.key, role, unit, printed_year, order, cell.column_span)


def _without_unit(key: str) -> tuple[str, str | None, bool]:
    """The heading without its unit, the unit, and whether the unit is one of a price."""
    for found in _BRACKETED.finditer(key):
        unit = _unit_pattern().fullmatch(found.group(1))
        if unit:
            per = found.group(2) or ""
            rest = key[: found.start()] + key[found.end() :]
            return rest, unit.group(1) + per.rstrip("/"), bool(per) or "/" in unit.group(1)
    behind = _MONEY_BEHIND.search(key)
    if behind:
        return key[: behind.start()], behind.group(1), False
    return key, None, False


def _role(bare: str, unit: str | None, is_per: bool) -> tuple[str | None, int]:
    """What the column holds: the longest known word decides, else the unit."""
    found = [word for word in (word_in(role, bare) for role in _ROLES) if word]
    names = says("name", bare)
    best = max(found, key=lambda word: _weight(word, names), default=None)
    is_money = money_unit(unit) is not None
    if best is None or (best.role in ("name", "group") and is_money):
        if is_money:
            return ("price" if is_per else "amount"), 10_000
        return ("quantity" if unit else None), 10_000
    if best.role == "amount" and is_per:
        return "price", best.order
    return best.role, best.order


def _weight(word: Word, names: bool) -> tuple[bool, int, int]:
    """The words that say most come first: 单 and 每 but before 名称, then the longest."""
    says_one = word.role == "price" and word.place != "end" and not names
    return says_one or word.place == "whole", len(word.text), -word.order


def is_heading(row: Row) -> bool:
    """Whether a row names columns: no number but a year, most cells known, one of values.

    The first column may have no heading: it holds the names.
    """
    if row.column_count < 2 or any(_is_no_heading(cell) for cell in row.cells):
        return False
    roles = {cell.column: read_heading(cell).role for cell in row.cells}
    if len(roles) == 1:
        return max(roles) > 0 and set(roles.values()) == {"amount"}
    known = [role for role in roles.values() if role]
    values = {role for column, role in roles.items() if column > row.cells[0].column}
    return bool(_WITH_VALUES & values) and len(known) * 2 >= len(roles)


def _is_no_heading(cell: Cell) -> bool:
    text = _YEAR.sub("", folded(cell.key))
    return len(text) > _LONGEST_HEADING or any(character.isdigit() for character in text)


def roles_of(headings: Sequence[Heading], column_count: int, year: int | None) -> dict[int, str]:
    """column -> what it holds, each of a row's values once; `aside` and `remark` stay text."""
    roles = dict.fromkeys(range(column_count), "unknown")
    roles.update({heading.column: heading.role or "unknown" for heading in headings})
    for heading in headings:
        if heading.year and year and heading.year != year:
            roles[heading.column] = "aside"
    _choose_names(roles)
    _choose_prices(roles, headings)
    _choose_amounts(roles, headings)
    for role in ("ordinal", "group", "quantity", "quantity_unit", "periods", "formula"):
        for column in _columns(roles, role)[1:]:
            roles[column] = "remark"
    return spread(roles, headings)


def spread(values: dict[int, str], headings: Iterable[Heading]) -> dict[int, str]:
    """The values of columns also for those that their headings span and no other heading has."""
    own = {heading.column for heading in headings}
    for heading in headings:
        for column in range(heading.column + 1, heading.column + heading.span):
            if column not in own and heading.column in values:
                values[column] = values[heading.column]
    return values


def _columns(roles: Mapping[int, str], role: str) -> list[int]:
    return [column for column, found in roles.items() if found == role]


def _choose_names(roles: dict[int, str]) -> None:
    """The first heading for names, else the first that is not known; a second is its detail."""
    names, unknown = _columns(roles, "name"), _columns(roles, "unknown")
    _relabel(roles, unknown, "remark")
    _relabel(roles, names[1:], "remark")
    _relabel(roles, names[1:2], "detail")
    _relabel(roles, (names or unknown)[:1], "name")


def _choose_prices(roles: dict[int, str], headings: Iterable[Heading]) -> None:
    """Of two prices the one 每期 is the cost of a period, and the amount covers several."""
    prices = _columns(roles, "price")
    texts = {heading.column: heading.text for heading in headings}
    for column in prices if len(prices) > 1 else ():
        if texts[column].startswith("每"):
            roles[column] = "period_cost"
    for column in _columns(roles, "price")[1:]:
        roles[column] = "remark"


def _choose_amounts(roles: dict[int, str], headings: Iterable[Heading]) -> None:
    """One amount: 合计 where nothing else is one, or where it adds up the row's own."""
    amounts, sums = _columns(roles, "amount"), _columns(roles, "sum")
    has_price = bool(_columns(roles, "price"))
    if sums and (not amounts or len(amounts) > 1):
        _relabel(roles, amounts, "aside")
        roles[sums.pop(0)] = "amount"
    elif sums and _columns(roles, "quantity") and not has_price:
        roles[amounts[0]], roles[sums.pop(0)] = "price", "amount"
    elif len(amounts) > 1:
        orders = {heading.column: heading.order for heading in headings}
        best = min(amounts, key=lambda column: (orders[column], -column))
        _relabel(roles, [column for column in amounts if column != best], "aside")
    elif not amounts and len(_columns(roles, "fund")) == 1:
        roles[_columns(roles, "fund")[0]] = "amount"
    _relabel(roles, sums[1:], "aside")


def _relabel(roles: dict[int, str], columns: Iterable[int], role: str) -> None:
    for column in columns:
        roles[column] = role


def below(headings: Sequence[Heading], under: Sequence[Heading]) -> list[Heading]:
    """Two rows of headings as one: the lower ones count, with the units of those above them."""
    merged = {heading.column: heading for heading in headings}
    for heading in under:
        above = max((h for h in headings if h.column <= heading.column), key=_column, default=None)
        unit = heading.unit or (above.unit if above else None)
        merged[heading.column] = replace(heading, unit=unit)
    return list(merged.values())


def _column(heading: Heading) -> int:
    return heading.column


def block_name(text: str) -> str | None:
    """What a heading over names says beside 项目组成 or 项目, if that names the table."""
    tail = word_in("name_tail", text)
    name = text.removesuffix(tail.text) if tail else ""
    return name if name and not says("no_block", name) else None


def is_unit_cell(cell: Cell) -> bool:
    """Whether a cell below the headings holds a unit and nothing else: `(元)`, `本`."""
    key = folded(cell.key)
    return bool(_UNIT_CELL.fullmatch(key) or _unit_pattern().fullmatch(key))
