"""Rows of a prepared text that leave out what a cell from above covers, moved to their columns.

Some programs print only the cells that begin in a row: below a cell that spans rows the line starts
farther left. Where no line of a table starts with an empty cell and the lines are of several
lengths, what a line lacks of its headings' length is what is covered, on its left.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.document import Row
from ingest.forms.cell_labels import field_named
from ingest.forms.ruled.cells import fields_of
from ingest.forms.ruled.parts import closes, is_column_heading


def realigned(rows: Sequence[Row]) -> list[Row]:
    """The rows, those of tables that lack covered cells in their columns."""
    return [row for table in _tables(rows) for row in _realigned_table(table)]


def _tables(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """The rows between gaps, those of tables apart from paragraphs."""
    numbers = itertools.count()
    number = 0
    kinds = [None, *(row.is_table for row in rows)]
    keyed = []
    for before, row in zip(kinds, rows):
        if row.follows_gap or before != row.is_table:
            number = next(numbers)
        keyed.append((number, row))
    for _, group in itertools.groupby(keyed, key=lambda item: item[0]):
        yield [row for _, row in group]


def _realigned_table(rows: list[Row]) -> list[Row]:
    at = next((index for index, row in enumerate(rows) if is_column_heading(row)), None)
    if at is None or not rows[0].is_table or not _lacks_covered_cells(rows[at:]):
        return rows
    above = list(_below_bands(rows[:at]))
    below = [rows[at], *(_moved(row, rows[at].column_count) for row in rows[at + 1 :])]
    width = max(row.column_count for row in (*above, *below))
    return [replace(row, column_count=width) for row in (*above, *below)]


def _lacks_covered_cells(rows: Sequence[Row]) -> bool:
    """Whether the lines below a heading start with their first cell and differ in length."""
    width = rows[0].column_count
    listed = list(itertools.takewhile(lambda row: not closes(row), rows[1:]))
    starts = {row.cells[0].column for row in listed}
    lengths = {row.column_count for row in listed}
    return starts == {0} and len(lengths) > 1 and max(lengths) <= width


def _below_bands(rows: Sequence[Row]) -> Iterator[Row]:
    """The rows above the indicators, those beside a band (项目资金, 绩效目标) moved right of it."""
    width = 0
    for row in rows:
        if field_named(row.cells[0].run.text, "band") or _heads_goals(row):
            width = row.column_count
        elif fields_of(row, "header") or (fields_of(row, "goal") and not _is_beside(row, width)):
            width = 0
        yield _moved(row, width)


def _heads_goals(row: Row) -> bool:
    """Whether the row opens with the label of all goals, beside the headings of each."""
    named = [field_named(cell.run.text, "goal") for cell in row.cells[:2]]
    return named[0] == "total" and len(named) > 1 and named[1] is not None


def _is_beside(row: Row, width: int) -> bool:
    return row.column_count == width - 1


def _moved(row: Row, width: int) -> Row:
    """The row with its cells moved right by what it lacks of a width."""
    step = max(0, width - row.column_count)
    cells = tuple(replace(cell, column=cell.column + step) for cell in row.cells)
    return replace(row, cells=cells, column_count=row.column_count + step)
