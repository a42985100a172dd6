"""One cell of a table of costs -> amount, quantity or unit price."""

import re
from dataclasses import replace

from ingest.document import Cell, Row, Run, mend
from ingest.forms.costs.entries import Measure, Parts
from ingest.forms.costs.formulas import Formula, formula_within
from ingest.forms.costs.phrases import rank_of_cell
from ingest.forms.costs.tokens import NUMBER, count_in, per_of
from ingest.forms.costs.words import folded, plain
from ingest.values import MONEY_UNITS, Money, parse_money, parse_number

_BROKEN = re.compile(r"[0-9]\s+[0-9]")
_QUANTITY = re.compile(rf"({NUMBER})([^0-9.,]{{0,6}})")
_PRICE = re.compile(rf"¥?({NUMBER})({'|'.join(MONEY_UNITS)})?(?:/[^0-9]{{1,6}})*")


def amount_in(run: Run, formula: Formula | None) -> tuple[Money | None, Run]:
    """The amount of a cell and where its number stands; None where the cell is no amount.

    >>> amount_in(Run.printed("30 万元", 0), None)[0], amount_in(Run.printed("12 345", 0), None)[0]
    (Money(number=Decimal('30'), unit='万元'), None)
    """
    if formula and formula.result and formula.money:
        return formula.money, formula.result
    text = folded(plain(run).text).strip().removesuffix("/年")
    return (None if _BROKEN.search(text) else parse_money("".join(text.split()))), run


def measure_in(run: Run, unit: str | None = None) -> Measure:
    """The quantity of a cell, with the column's unit where it prints none; else only its text."""
    text = folded("".join(plain(run).text.split()))
    found = None if _BROKEN.search(folded(run.text)) else _QUANTITY.fullmatch(text)
    number = parse_number(found.group(1)) if found else None
    if found is None or number is None:
        return Measure(mend(run), None)
    return Measure(mend(run), number, found.group(2) or unit)


def price_in_cell(run: Run, unit: str | None) -> Measure:
    """The unit price of a cell, in the money unit it prints or the column's; else only its text."""
    text = folded("".join(plain(run).text.split()))
    found = None if _BROKEN.search(folded(run.text)) else _PRICE.fullmatch(text)
    number = parse_number(found.group(1)) if found else None
    if found is None or number is None:
        return Measure(mend(run), None)
    return Measure(mend(run), number, found.group(2) or unit)


def with_period_cost(parts: Parts, cost: Run, formula: Formula | None) -> Parts:
    """The parts with the cost of one period: its formula, and how often the amount counts it."""
    inner = formula_within(cost)
    text = mend(plain(cost)).without_space()
    one = inner.money if inner else parse_money(folded(text.text))
    both = Run.joined([text, parts.formula], "; ")
    numbers = {parse_number(folded(f.text)): f for f in (formula.factors if formula else ())}
    others = [run for number, run in numbers.items() if one and number != one.number]
    if len(numbers) != 2 or len(others) != 1:
        return replace(parts, formula=both)
    periods = Measure(others[0], parse_number(folded(others[0].text)))
    return replace(parts, formula=both, periods=parts.periods or periods)


def bare_cells(row: Row, unit: str | None) -> dict[str, Cell] | None:
    """A row's cells by what they hold, without headings; None where not just one is an amount.

    A number without a unit is an amount where the unit is printed above the table.
    """
    cells: dict[str, Cell] = {}
    amounts = []
    for cell in row.cells:
        role = _role(cell, unit)
        if role == "amount":
            amounts.append(cell)
        else:
            cells.setdefault(role, cell)
    if len(amounts) != 1 or "name" not in cells:
        return None
    return {**cells, "amount": amounts[0]}


def _role(cell: Cell, unit: str | None) -> str:
    run, money = mend(plain(cell.run)), parse_money(cell.run.text)
    if cell.column == 0 and rank_of_cell(folded(cell.key)):
        return "ordinal"
    if money and (money.unit or unit):
        return "amount"
    if per_of(run):
        return "price"
    return "quantity" if count_in(run) else "name"
