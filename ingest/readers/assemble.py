"""Blocks of a page or sheet -> document: the one way in which a carrier's layout becomes text."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.document import EMPTY, Cell, Document, Place, ReaderDoubt, Row, Run

_BREAKS = re.compile(r"[\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")


@dataclass(frozen=True)
class Piece:
    """A line of print within a paragraph or a cell; its place is as in `document.Place`.

    `goes_on` where it carries on a number that the line above it breaks; `is_faint` where it was
    recognised in a picture, or printed over other text, and is not certain. `left_out` are the
    codes of what stands with it and is not read.
    """

    text: str
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    sheet: str | None = None
    is_faint: bool = False
    goes_on: bool = False
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Paragraph:
    """A paragraph outside tables; `is_page_number` where it only numbers its page."""

    pieces: Sequence[Piece]
    follows_gap: bool = False
    is_page_number: bool = False


@dataclass(frozen=True)
class GridCell:
    """A cell of a ruled table: its first row and column from 0, its spans, its lines of print."""

    row: int
    column: int
    pieces: Sequence[Piece]
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True)
class Table:
    """A table with its true spans; cells in any order, none overlapping.

    `page_rows` are the rows that stand first on a further page.
    """

    cells: Sequence[GridCell]
    column_count: int
    page_rows: frozenset[int] = frozenset()


Block = Paragraph | Table


def assemble(blocks: Iterable[Block], page_count: int | None = None) -> Document:
    """The document of the blocks in reading order.

    A paragraph is one line of the extracted text, and so is a row of a table: its cells, each in
    its first row, are parted by tabs, and a line break within a cell is a single space.
    """
    text = _Text()
    rows: list[Row] = []
    page_numbers: list[Run] = []
    tables = 0
    for block in blocks:
        if isinstance(block, Paragraph):
            run = text.add_run(block.pieces)
            if block.is_page_number:
                page_numbers.append(run)
            elif run.text.strip():
                cell = Cell(0, run.strip())
                rows.append(Row(text.line, run.strip(), (cell,), 1, False, block.follows_gap))
            text.end_line()
        else:
            tables += 1
            rows.extend(_table_rows(block, tables, text))
    return Document(
        text.text,
        tuple(rows),
        page_count,
        tuple(text.places),
        tuple(page_numbers),
        tuple(text.faint),
        doubts=tuple(dict.fromkeys(text.doubts)),
    )


def _table_rows(table: Table, number: int, text: "_Text") -> Iterable[Row]:
    by_row: dict[int, list[GridCell]] = defaultdict(list)
    for cell in table.cells:
        by_row[cell.row].append(cell)
    for row in sorted(by_row):
        cells: list[Cell] = []
        blanks: list[Cell] = []
        start, column = text.length, 0
        for cell in sorted(by_row[row], key=lambda cell: cell.column):
            text.add("\t" * (cell.column - column))
            column = cell.column
            run = text.add_run(cell.pieces).strip()
            if run:
                cells.append(Cell(cell.column, run, cell.column_span, cell.row_span))
            elif cell.row_span > 1:
                blanks.append(Cell(cell.column, EMPTY, cell.column_span, cell.row_span))
        if cells:
            line = Run.printed(text.since(start), start).strip()
            follows_gap = row in table.page_rows
            width = table.column_count
            place = (number, row)
            yield Row(
                text.line, line, tuple(cells), width, True, follows_gap, *place, tuple(blanks)
            )
        text.end_line()


class _Text:
    """The extracted text as it grows, with the places of its stretches."""

    def __init__(self) -> None:
        self.line = 1
        self.length = 0
        self.places: list[Place] = []
        self.faint: list[Run] = []
        self.doubts: list[ReaderDoubt] = []
        self._parts: list[str] = []
        self._line_start = 0
        self._left_out: list[tuple[str, Run]] = []

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def since(self, start: int) -> str:
        """The text from an offset within the line that is being written."""
        taken: list[str] = []
        length = self.length
        for part in reversed(self._parts):
            if length <= start:
                break
            taken.append(part)
            length -= len(part)
        return "".join(reversed(taken))

    def add(self, text: str) -> None:
        self._parts.append(text)
        self.length += len(text)

    def add_run(self, pieces: Sequence[Piece]) -> Run:
        """The run of the pieces, a single space between them."""
        start = self.length
        for index, piece in enumerate(pieces):
            if index and not piece.goes_on:
                self.add(" ")
            begin = self.length
            self.add(_BREAKS.sub(" ", piece.text))
            if piece.is_faint:
                self.faint.append(Run.printed(piece.text, begin))
            for code in piece.left_out:
                self._left_out.append((code, Run.printed(piece.text, begin).strip()))
            if self.length > begin and (piece.page is not None or piece.sheet is not None):
                place = Place(begin, self.length, piece.page, piece.box, piece.sheet)
                self.places.append(place)
        return Run.printed(self.since(start), start)

    def end_line(self) -> None:
        """End the line; what is left out of it without text beside it is its own."""
        if self._left_out:
            line = Run.printed(self.since(self._line_start), self._line_start).strip()
            self.doubts += [ReaderDoubt(code, run or line) for code, run in self._left_out]
            self._left_out.clear()
        self.add("\n")
        self.line += 1
        self._line_start = self.length
