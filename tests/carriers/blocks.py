"""A page without a carrier: paragraphs, and tables with true spans."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Cell:
    """One cell; `align` is left, center or right."""

    text: str = ""
    row_span: int = 1
    column_span: int = 1
    align: str = "center"


@dataclass(frozen=True)
class Placed:
    """A cell with the row and column of its upper left corner, from 0."""

    row: int
    column: int
    cell: Cell


@dataclass(frozen=True)
class Table:
    """Rows of the cells that begin in them; `widths` are relative, one a column.

    `heading_rows` leading rows are printed again on top of every further page.
    """

    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    heading_rows: int = 0

    def placed(self) -> Iterator[Placed]:
        """Every cell with its place; ValueError where cells overlap or leave a hole."""
        taken: set[tuple[int, int]] = set()
        for row, cells in enumerate(self.rows):
            column = 0
            for cell in cells:
                while (row, column) in taken:
                    column += 1
                taken |= self._covered(row, column, cell, taken)
                yield Placed(row, column, cell)
        if len(taken) != len(self.rows) * len(self.widths):
            raise ValueError(f"the cells leave a hole in the table: {self.rows[0]}")

    def _covered(
        self, row: int, column: int, cell: Cell, taken: set[tuple[int, int]]
    ) -> set[tuple[int, int]]:
        slots = {
            (r, c)
            for r in range(row, row + cell.row_span)
            for c in range(column, column + cell.column_span)
        }
        outside = row + cell.row_span > len(self.rows)
        if slots & taken or outside or column + cell.column_span > len(self.widths):
            raise ValueError(f"the cell {cell} does not fit at row {row}, column {column}")
        return slots

    def grid(self) -> list[list[Placed | None]]:
        """The cell that begins at each row and column; None where a span covers it."""
        found: list[list[Placed | None]] = [[None] * len(self.widths) for _ in self.rows]
        for placed in self.placed():
            found[placed.row][placed.column] = placed
        return found


@dataclass(frozen=True)
class Paragraph:
    """One paragraph; `style` is title, subtitle, heading, body or right."""

    text: str
    style: str = "body"


@dataclass(frozen=True)
class PageBreak:
    """The next block begins a new page."""


Block = Paragraph | Table | PageBreak
Row = list[Cell]


def row(*cells: str | Cell | tuple[str, int]) -> Row:
    """Cells of one row: a text, a text with its column span, or a cell."""
    return [_cell(cell) for cell in cells]


def _cell(cell: str | Cell | tuple[str, int]) -> Cell:
    if isinstance(cell, Cell):
        return cell
    text, span = (cell, 1) if isinstance(cell, str) else cell
    return Cell(text, column_span=span, align="left" if len(text) > 24 else "center")


def banded(label: str, rows: Sequence[Row], span: int = 1) -> list[Row]:
    """The rows with one cell at their left that spans them all."""
    band = Cell(label, row_span=len(rows), column_span=span)
    return [[band, *first] if not number else first for number, first in enumerate(rows)]


def spans(values: Sequence[object]) -> list[int]:
    """For each value how many equal ones begin there; 0 where an earlier one covers it."""
    found = [1] * len(values)
    for index in range(len(values) - 1, 0, -1):
        if values[index] == values[index - 1]:
            found[index - 1] += found[index]
            found[index] = 0
    return found


def leveled(levels: Sequence[Sequence[str]], rest: Sequence[Row]) -> list[Row]:
    """Rows whose leading cells span the rows below that hold the same path of levels."""
    made = [list(cells) for cells in rest]
    for depth in reversed(range(len(levels[0]))):
        paths = [tuple(path[: depth + 1]) for path in levels]
        for index, count in enumerate(spans(paths)):
            if count:
                made[index].insert(0, Cell(levels[index][depth], row_span=count))
    return made


def table(rows: Iterable[Row], widths: Sequence[float], heading_rows: int = 0) -> Table:
    """A table whose spans are checked."""
    made = Table(tuple(tuple(cells) for cells in rows), tuple(widths), heading_rows)
    list(made.placed())
    return made


def widened(cell: Cell, span: int) -> Cell:
    """The cell over so many columns."""
    return replace(cell, column_span=span)
