"""Forms that stand side by side in one table -> one below the other."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.document import Cell, Document, Row, Run
from ingest.forms.cell_labels import field_named
from ingest.forms.ruled.cells import end_of


def with_sides_apart(document: Document) -> Document:
    """The document with each table that holds two forms side by side parted between them."""
    numbers = itertools.count(1 + max((row.table or 0 for row in document.rows), default=0))
    rows: list[Row] = []
    for table, found in itertools.groupby(document.rows, key=lambda row: row.table):
        block = list(found)
        place = _place_of_second(block) if table is not None else None
        rows += block if place is None else _parted(block, place, numbers)
    return replace(document, rows=tuple(rows))


def _place_of_second(rows: Sequence[Row]) -> int | None:
    """The column where a second form begins: both print 项目名称 in a row and head a target.

    None where a cell reaches over it.
    """
    named = [cells for row in rows if (cells := _names(row))]
    places = {cells[1].column for cells in named if len(cells) == 2}
    if len(places) != 1 or any(len(cells) != 2 for cells in named):
        return None
    place = places.pop()
    cells = [cell for row in rows for cell in (*row.cells, *row.blanks)]
    is_crossed = any(cell.column < place < end_of(cell) for cell in cells)
    return place if not is_crossed and any(_heads_both(row, place) for row in rows) else None


def _names(row: Row) -> list[Cell]:
    found = [c for c in row.cells if field_named(c.run.text, "header") == "project_name"]
    return found if len({cell.key for cell in found}) == 1 else []


def _heads_both(row: Row, place: int) -> bool:
    heads = [c.column < place for c in row.cells if field_named(c.run.text, "column") == "target"]
    return set(heads) == {True, False}


def _parted(rows: Sequence[Row], place: int, numbers: Iterator[int]) -> list[Row]:
    """The rows of the first form, then those of the second as a table of its own."""
    table = next(numbers)
    first = [_between(row, 0, place) for row in rows]
    second = [_between(row, place, row.column_count) for row in rows]
    return [
        *(row for row in first if row.cells),
        *(replace(row, table=table) for row in second if row.cells),
    ]


def _between(row: Row, start: int, stop: int) -> Row:
    """The row with the cells that begin within a stretch of columns."""
    cells = tuple(cell for cell in row.cells if start <= cell.column < stop)
    blanks = tuple(cell for cell in row.blanks if start <= cell.column < stop)
    return replace(row, cells=cells, blanks=blanks, run=Run.joined(cell.run for cell in cells))
