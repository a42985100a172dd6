"""The entries' amounts and unit prices in yuan, by the units that are printed."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from ingest.forms.costs.entries import Entry, Measure
from ingest.reading import Reading
from ingest.values import exactly, to_yuan

_SCALES = {"百": 100, "千": 1_000, "万": 10_000}
_SMALLEST_ASSUMED = Decimal(10_000)


def value_entries(entries: Sequence[Entry], form_unit: str | None, reading: Reading) -> list[Entry]:
    """The entries with amounts and unit prices in yuan.

    An amount without a printed unit is in the unit of the form's money, else in 元 where the
    amounts allow it (at most two decimals, the largest from 10,000 on); a read issue says so.
    In a scan none is assumed, and what is not certain there has no value.
    """
    default = _default_unit(entries, form_unit, reading)
    return [_valued(entry, default, reading) for entry in entries]


def _default_unit(entries: Iterable[Entry], form_unit: str | None, reading: Reading) -> str | None:
    bare = [entry for entry in entries if entry.money and not entry.money.unit]
    if not bare:
        return None
    is_scan = any(reading.is_recognised(entry.run) for entry in bare)
    numbers = [entry.money.number for entry in bare if entry.money]
    assumed = form_unit or (None if is_scan else _assumed_unit(numbers))
    code = "cost_unit_of_form" if form_unit else "money_unit_not_printed"
    reading.doubt(code if assumed else "money_unit_unknown", bare[0].run)
    return assumed


def _assumed_unit(numbers: Sequence[Decimal]) -> str | None:
    fits = all(exactly(number, 18, 2) is not None for number in numbers)
    return "元" if fits and max(numbers) >= _SMALLEST_ASSUMED else None


def _valued(entry: Entry, default: str | None, reading: Reading) -> Entry:
    yuan = None
    if entry.money is not None and not reading.is_faint(entry.amount):
        unit = entry.money.unit or default
        yuan = to_yuan(entry.money.number, unit) if unit else None
        if unit and yuan is None:
            reading.doubt("amount_does_not_fit", entry.amount)
    price = _price_in_yuan(entry, yuan, default, reading)
    return replace(entry, yuan=yuan, parts=replace(entry.parts, price=price))


def _price_in_yuan(
    entry: Entry, yuan: Decimal | None, default: str | None, reading: Reading
) -> Measure | None:
    """The unit price with its number in yuan; without a certain unit only its text stays."""
    price = entry.parts.price
    if price is None or price.number is None:
        return price
    number = price.number
    known = price.unit or _unit_of_amounts(entry, default)
    fitting = [u for u in ("元", "万元") if _makes_amount(entry, number, u, yuan)]
    unit = known or (fitting[0] if len(fitting) == 1 else None)
    if unit is None:
        reading.doubt("money_unit_unknown", price.run)
        return replace(price, number=None)
    return replace(price, number=exactly(number * _scale(unit), 18, 6))


def _unit_of_amounts(entry: Entry, default: str | None) -> str | None:
    """The unit of a bare price beside an amount that is in 元, or bare itself."""
    unit = entry.money.unit if entry.money else None
    return default if unit is None else unit if unit == "元" else None


def _makes_amount(entry: Entry, number: Decimal, unit: str, yuan: Decimal | None) -> bool:
    """Whether quantity and periods times the price in this unit are the printed amount."""
    counts = [part for part in (entry.parts.quantity, entry.parts.periods) if part]
    product = number * _scale(unit)
    for count in counts:
        product *= (count.number or 0) * _SCALES.get((count.unit or "")[:1], 1)
    return bool(counts) and product == yuan


def _scale(unit: str) -> Decimal:
    return to_yuan(Decimal(1), unit) or Decimal(1)
