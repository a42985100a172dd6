"""Cost tables whose cells only spaces part, as a text without ruling lines prints them."""

from collections.abc import Sequence
from dataclasses import replace

from ingest.document import Cell, Row
from ingest.forms.costs.columns import is_heading
from ingest.forms.costs.tokens import holds_money
from ingest.reading import Reading

_FEWEST_COLUMNS = 3


def with_spaced_tables(rows: Sequence[Row], reading: Reading) -> list[Row]:
    """The rows; lines below a line of headings are rows of its table, a word a cell.

    A line of more or fewer words has lost a blank cell or parts a name: it is in doubt.
    """
    found: list[Row] = []
    column_count = 0
    for row in rows:
        parted = _parted(row)
        if row.is_table or len(parted.cells) < 2:
            column_count = 0 if row.is_table else column_count
            found.append(row)
        elif len(parted.cells) >= _FEWEST_COLUMNS and is_heading(parted):
            column_count = parted.column_count
            found.append(parted)
        elif column_count == parted.column_count:
            found.append(parted)
        elif column_count and holds_money(row.run):
            reading.reject("unread_cost_row", row.run)
        else:
            found.append(row)
    return found


def _parted(row: Row) -> Row:
    """A line as a row of a table whose cells are its words."""
    cells = tuple(Cell(column, word) for column, word in enumerate(row.run.words()))
    return replace(row, cells=cells, column_count=len(cells), is_table=True)
