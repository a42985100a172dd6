"""Cells of tables whose spans are known: what they label, and what covers a place of the table."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from ingest.document import Cell, Row
from ingest.forms.cell_labels import field_named

_FIGURES = re.compile(r"[\d.,% -]+")
_LABEL_AND_VALUE = re.compile(r"^([^:：]{2,14})[:：]\s*(?=\S)")


@dataclass(frozen=True)
class LabelledCell:
    """A cell with the field it labels, None where it holds a value."""

    cell: Cell
    field: str | None


def labelled(row: Row, part: str) -> list[LabelledCell]:
    """The row's cells in order, each with what it labels; `label：value` counts as two cells."""
    found: list[LabelledCell] = []
    for cell in row.cells:
        if _FIGURES.fullmatch(cell.run.text):
            found.append(LabelledCell(cell, None))
            continue
        name = field_named(cell.run.text, part)
        inside = None if name else _LABEL_AND_VALUE.match(cell.run.text)
        told = inside and field_named(inside.group(1), part)
        if inside is None or told is None:
            found.append(LabelledCell(cell, name))
            continue
        label = Cell(cell.column, cell.run[: inside.end()].strip(), cell.column_span, cell.row_span)
        value = Cell(cell.column, cell.run[inside.end() :], cell.column_span, cell.row_span)
        found += [LabelledCell(label, told), LabelledCell(value, None)]
    return found


def fields_of(row: Row, part: str) -> list[str]:
    """The fields that the row's cells are labels of, in order."""
    return [item.field for item in labelled(row, part) if item.field]


def heads_values(row: Row, below: Row, part: str) -> bool:
    """Whether a row holds two labels or more and nothing else, and the row below no label.

    A word that spans both rows may stand left of them.
    """
    items = labelled(row, part)
    if items and items[0].field is None and items[0].cell.row_span > 1:
        items = items[1:]
    if len(items) < 2 or not all(item.field for item in items) or below.table != row.table:
        return False
    return not any(fields_of(below, name) for name in ("header", "fund", "goal", "column", "band"))


def last_side(heading: Row, rows: Sequence[Row]) -> tuple[Row, Sequence[Row]]:
    """The table without the first of two sides that each print level 2, name and target."""
    seconds = [i.cell.column for i in labelled(heading, "column") if i.field == "level2"]
    if len(seconds) < 2:
        return heading, rows
    first, last = seconds[0], seconds[-1]
    kept = [
        replace(row, cells=tuple(c for c in row.cells if not first <= c.column < last))
        for row in (heading, *rows)
    ]
    return kept[0], [row for row in kept[1:] if row.cells]


def numbers_columns(row: Row) -> bool:
    """Whether a row only numbers the columns of its table: 1, 2, 3 and so on."""
    words = [cell.key for cell in row.cells]
    return len(words) > 2 and words == [str(number) for number in range(1, len(words) + 1)]


def end_of(cell: Cell) -> int:
    """The column after the cell."""
    return cell.column + cell.column_span


def overlap(cell: Cell, start: int, end: int) -> int:
    """How many columns the cell shares with a stretch of columns."""
    return min(end_of(cell), end) - max(cell.column, start)


def labels_over(cell: Cell, labels: Iterable[LabelledCell]) -> list[LabelledCell]:
    """Those of the labels in the row above that stand over a part of the cell."""
    return [label for label in labels if overlap(cell, label.cell.column, end_of(label.cell)) > 0]


@dataclass(frozen=True)
class Covering:
    """Which cell covers a place of the form's tables."""

    cells: dict[tuple[int, int, int], tuple[Row, Cell]] = field(default_factory=dict)

    @staticmethod
    def of(rows: Iterable[Row]) -> "Covering":
        """The covering cells of the rows."""
        cells: dict[tuple[int, int, int], tuple[Row, Cell]] = {}
        for row in rows:
            if row.table is None or row.table_row is None:
                continue
            for cell in (*row.cells, *row.blanks):
                for down in range(cell.row_span):
                    for column in range(cell.column, end_of(cell)):
                        cells[row.table, row.table_row + down, column] = (row, cell)
        return Covering(cells)

    def at(self, row: Row, column: int) -> tuple[Row, Cell] | None:
        """The cell that covers a column of the row, and the row it begins in."""
        if row.table is None or row.table_row is None:
            return None
        return self.cells.get((row.table, row.table_row, column))


def is_ruled(rows: Sequence[Row]) -> bool:
    """Whether the rows hold a table whose spans are known."""
    return any(row.table is not None for row in rows)
