"""Printed formulas -> their result, and which factors are quantity, unit price and periods."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.document import Run, mend
from ingest.forms.costs.entries import Measure, Parts
from ingest.forms.costs.tokens import (
    NUMBER,
    TIMES,
    formulas_at,
    is_broken,
    is_formula,
    money_in,
    price_in,
)
from ingest.forms.costs.words import folded, plain, says
from ingest.values import Money, parse_number

_UNCERTAIN = re.compile(r"[(+\-÷%]")
_PER_IN_BRACKETS = re.compile(r"/\([^()]*\)")
_COUNT = re.compile(rf"({NUMBER})\s?([^0-9元]+)")


@dataclass(frozen=True)
class Formula:
    """A printed formula: its factors as parts, and its result where one is printed."""

    run: Run
    factors: tuple[Run, ...]
    parts: Parts
    result: Run | None
    money: Money | None
    has_price: bool


def formula_in(run: Run) -> Formula:
    """The formula that a run (folded a formula by the grammar) is.

    A factor with a money unit is the unit price, one with 月 or 期 counts periods, one with
    another unit is the quantity; bare factors, and those of a sum, say nothing.

    >>> formula_in(Run.printed("12人×8500元/月×12月=1224000元", 0)).parts.periods.number
    Decimal('12')
    """
    expression, *results = _split(run, "=")
    factors = _factors(expression)
    prices = [price for price in map(price_in, factors) if price]
    counts = [count for count in map(_count, factors) if count]
    printed = run.without_space()
    parts = share_out(counts, prices[0] if len(prices) == 1 else None)
    result = results[0].strip() if results else None
    return Formula(
        run=printed,
        factors=tuple(factors),
        parts=parts.filled_from(Parts(formula=printed)),
        result=result,
        money=_money(result) if result else None,
        has_price=bool(prices),
    )


def formula_of(run: Run) -> Formula | None:
    """The formula that all of a cell is; None where it is anything else."""
    clean = mend(plain(run)).strip()
    return formula_in(clean) if is_formula(folded(clean.text)) else None


def formula_within(run: Run) -> Formula | None:
    """The first formula in a cell's text; None without one."""
    clean = mend(plain(run))
    found = next(formulas_at(folded(clean.text)), None)
    return formula_in(clean[found.start() : found.end()]) if found else None


def share_out(counts: Sequence[Measure], price: Measure | None) -> Parts:
    """The counts as quantity and periods by their units; what is not certain is left out.

    次 and 天 count periods only beside another quantity: 3次 alone is a quantity.
    """
    periods = [count for count in counts if says("period_unit", count.unit or "")]
    things = [count for count in counts if count not in periods]
    beside = [count for count in things if says("side_period_unit", count.unit or "")]
    if len(things) - len(beside) == 1:
        things, periods = [c for c in things if c not in beside], periods + beside
    return Parts(
        quantity=things[0] if len(things) == 1 else None,
        price=price,
        periods=periods[0] if len(periods) == 1 else None,
    )


def _split(run: Run, mark: str) -> list[Run]:
    parts = []
    position = 0
    for found in re.finditer(mark, folded(run.text)):
        parts.append(run[position : found.start()].strip())
        position = found.end()
    return [*parts, run[position:].strip()]


def _factors(expression: Run) -> list[Run]:
    """The factors of a plain product; none of an expression with brackets, + or %."""
    text = _PER_IN_BRACKETS.sub("/", folded(expression.text))
    return [] if _UNCERTAIN.search(text) else _split(expression, TIMES)


def _count(factor: Run) -> Measure | None:
    """The count that a factor with a unit of any kind is."""
    found = _COUNT.fullmatch(folded(factor.text))
    number = parse_number(found.group(1)) if found else None
    return Measure(factor, number, found.group(2)) if found and number is not None else None


def _money(result: Run) -> Money | None:
    money = money_in(result)
    if money is not None or is_broken(result):
        return money
    number = parse_number(folded(result.text))
    return Money(number, None) if number is not None else None
