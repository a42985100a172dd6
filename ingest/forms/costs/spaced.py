"""Cost tables whose cells only spaces part, as a text without ruling lines prints them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.document import Cell, Row
from ingest.forms.costs.columns import is_heading, read_heading
from ingest.forms.costs.phrases import ordinal_of
from ingest.forms.costs.words import folded
from ingest.reading import Reading

_FEWEST_COLUMNS = 3
_VALUES = {"amount", "price", "quantity"}
_VALUE = re.compile(r"[¥￥约]?[\d,]*\d(?:\.\d+)?\D{0,6}")
_SENTENCE = re.compile(r"[。；;！!？?，,](?!\d)")


def with_spaced_tables(rows: Sequence[Row], reading: Reading) -> list[Row]:
    """The rows; lines below a line of headings are rows of its table, a word a cell.

    A line with figures whose words do not fit the headings has lost a blank cell or parts a name:
    it is in doubt. A sentence, a numbered heading and another table end the table.
    """
    found: list[Row] = []
    heads: Row | None = None
    for row in rows:
        parted = _parted(row)
        if row.is_table or _ends_table(row):
            heads = None
            found.append(row)
        elif len(parted.cells) >= _FEWEST_COLUMNS and is_heading(parted):
            heads = parted
            found.append(parted)
        elif heads is None or not any(map(str.isdigit, row.key)):
            found.append(row)
        elif _fits(parted, heads):
            found.append(parted)
        else:
            reading.reject("unread_cost_row", row.run)
    return found


def _ends_table(row: Row) -> bool:
    """Whether a line is a sentence or a numbered heading."""
    is_sentence = _SENTENCE.search(row.key) is not None
    return is_sentence or (len(row.run.words()) == 1 and ordinal_of(folded(row.key)) is not None)


def _fits(row: Row, heads: Row) -> bool:
    """Whether each heading has a word below it, a number where it asks for one."""
    if len(row.cells) != len(heads.cells):
        return False
    return all(
        read_heading(head).role not in _VALUES or _VALUE.fullmatch(folded(cell.key))
        for head, cell in zip(heads.cells, row.cells)
    )


def _parted(row: Row) -> Row:
    """A line as a row of a table whose cells are its words."""
    cells = tuple(Cell(column, word) for column, word in enumerate(row.run.words()))
    return replace(row, cells=cells, column_count=len(cells), is_table=True)
