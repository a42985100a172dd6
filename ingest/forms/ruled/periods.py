"""Of two tables of indicators, of the year and of a longer period, the one that is the year's."""

from collections.abc import Sequence

from ingest.document import Row, Run
from ingest.forms.cell_labels import field_named, period_named
from ingest.forms.levels import known_levels
from ingest.forms.ruled.indicators import level_name
from ingest.reading import LAYOUT, Reading

_YEAR, _LONGER = "annual", "total"


def table_of_year(
    headings: Sequence[Row], rows: Sequence[Row], reading: Reading
) -> tuple[Sequence[Row], Sequence[Row]]:
    """The headings and rows of the year's table; all where the tables name no two periods.

    A year's table without values gives way to the longer period's.
    """
    told = [_period(row) for row in headings]
    if not {_YEAR, _LONGER} <= set(told):
        return headings, rows
    tables = {name: _rows_of(name, headings, rows) for name in (_YEAR, _LONGER)}
    kept = _YEAR if any(map(_is_filled, tables[_YEAR])) else _LONGER
    left = [row for row in rows if row not in tables[kept]]
    if any(map(_is_filled, left)):
        reading.reject("unkept_column", Run.joined((row.run for row in left), "\n"))
    for row in (*headings, *(row for row in left if not _is_filled(row))):
        reading.claim_rest(row.run, LAYOUT, "heading")
    return _rows_of(kept, headings, headings), tables[kept]


def _period(heading: Row) -> str | None:
    """The period that a band beside the headings names."""
    bands = (c.run.text for c in heading.cells if not field_named(c.run.text, "column"))
    return next((period for text in bands if (period := period_named(text))), None)


def _rows_of(period: str, headings: Sequence[Row], rows: Sequence[Row]) -> list[Row]:
    """The rows from a heading that names the period to the next one that names another."""
    named = [(row.line, name) for row in headings if (name := _period(row))]
    return [row for row in rows if _last(named, row.line) == period]


def _last(named: Sequence[tuple[int, str]], line: int) -> str | None:
    return next((name for start, name in reversed(named) if start <= line), None)


def _is_filled(row: Row) -> bool:
    """Whether the row prints more than levels and an ellipsis."""
    words = (cell.run for cell in row.cells if any(c.isalnum() for c in cell.run.text))
    return any(level_name(run) not in known_levels() for run in words)
