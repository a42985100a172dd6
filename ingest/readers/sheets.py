"""A sheet's cells -> a table for each block of rows that touch, and the lines of text beside it.

Hidden sheets, rows and columns are not printed and not read. A number is read as its format shows
it; a formula whose value the workbook does not keep is U+FFFD.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from ingest.readers.assemble import Block, GridCell, Paragraph, Piece
from ingest.readers.marks import STRUCK
from ingest.readers.packages import BrokenFile
from ingest.readers.spans import MOST_CELLS, MOST_CHARACTERS, MOST_SQUARES, table_of, visible

_MOST_BLANKS_KEPT = 20_000
_MOST_MERGES = 100_000


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell with its row and column from 0, what it shows, and whether a border is drawn on it.

    `doubts` are the codes of what it holds and does not show, or shows in doubt.
    """

    row: int
    column: int
    text: str
    is_ruled: bool = False
    doubts: tuple[str, ...] = ()

    @property
    def is_filled(self) -> bool:
        """Whether it holds something, be it hidden."""
        return bool(self.text or self.doubts)


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range: its first row and column, and those after its last."""

    row: int
    column: int
    end_row: int
    end_column: int


@dataclass
class Sheet:
    """A sheet: its cells that show text or are ruled, and its text boxes; a hidden one has none."""

    name: str
    is_hidden: bool = False
    cells: list[SheetCell] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    boxes: list[str] = field(default_factory=list)
    _blanks: list[SheetCell] = field(default_factory=list)
    _characters: int = 0

    def add_row(self, cells: Sequence[SheetCell]) -> None:
        """Add a row's cells; ruled rows without text stay where text follows them.

        Raises BrokenFile once there are more cells than in any filing.
        """
        if any(cell.is_filled for cell in cells):
            self.cells += [*self._blanks, *cells]
            self._blanks = []
        elif len(self._blanks) < _MOST_BLANKS_KEPT:
            self._blanks += cells
        self._characters += sum(len(cell.text) for cell in cells)
        if len(self.cells) > MOST_CELLS or self._characters > MOST_CHARACTERS:
            raise BrokenFile(
                f"its sheet {self.name} holds over {MOST_CELLS:,} cells or {MOST_CHARACTERS:,}"
                " characters: split it"
            )

    def add_merge(self, merge: Merge) -> None:
        """Add a merged range. Raises BrokenFile once there are more than in any filing."""
        self.merges.append(merge)
        if len(self.merges) > _MOST_MERGES:
            raise BrokenFile(f"its sheet {self.name} merges over {_MOST_MERGES:,} ranges: split it")


@dataclass
class _SheetRows:
    """Rows that touch each other, by number among the visible ones; which of them are ruled."""

    rows: dict[int, list[GridCell]] = field(default_factory=dict)
    ruled: set[int] = field(default_factory=set)

    def filled(self, row: int) -> int:
        """How many of the row's cells hold text."""
        return sum(bool(cell.pieces) for cell in self.rows[row])


def sheet_blocks(sheet: Sheet) -> Iterator[Block]:
    """The blocks of a sheet in order. Raises BrokenFile where its cells cannot be placed."""
    for number, rows in enumerate(_touching(_placed_cells(sheet))):
        blocks = _row_blocks(rows)
        for index, block in enumerate(blocks):
            if isinstance(block, Paragraph) and number > 0 and index == 0:
                block = replace(block, follows_gap=True)
            yield block
    for text in sheet.boxes:
        yield Paragraph([Piece(text, sheet=sheet.name)])


def half_shown(sheet: Sheet) -> dict[str, tuple[str, ...]]:
    """The places of the visible cells that do not show all they hold -> codes of what is not."""
    return {
        _place(sheet, cell): cell.doubts
        for cell in sheet.cells
        if cell.doubts and cell.text and not _is_hidden(sheet, cell)
    }


def all_struck(sheet: Sheet) -> list[str]:
    """The names of the visible cells of which all is struck out."""
    return [
        reference(cell.row, cell.column)
        for cell in sheet.cells
        if STRUCK in cell.doubts and not cell.text and not _is_hidden(sheet, cell)
    ]


def unseen(sheet: Sheet) -> list[str]:
    """The rows, columns and cells that hold something and are hidden, by name and in order."""
    filled = [cell for cell in sheet.cells if cell.is_filled]
    rows = sorted({cell.row for cell in filled} & sheet.hidden_rows)
    columns = sorted({cell.column for cell in filled} & sheet.hidden_columns)
    cells = [cell for cell in filled if _shows_nothing(cell) and not _is_hidden(sheet, cell)]
    return [
        *(f"第{row + 1}行" for row in rows),
        *(f"{_letters(column)}列" for column in columns),
        *(reference(cell.row, cell.column) for cell in cells),
    ]


def _shows_nothing(cell: SheetCell) -> bool:
    return not cell.text and STRUCK not in cell.doubts


def _is_hidden(sheet: Sheet, cell: SheetCell) -> bool:
    return cell.row in sheet.hidden_rows or cell.column in sheet.hidden_columns


def _place(sheet: Sheet, cell: SheetCell) -> str:
    return f"{sheet.name}!{reference(cell.row, cell.column)}"


def _placed_cells(sheet: Sheet) -> _SheetRows:
    """The cells by visible rows, with their spans; what a merged range covers is not seen."""
    rows, columns = _Visible(sheet.hidden_rows), _Visible(sheet.hidden_columns)
    covering = _Covering(sheet.merges)
    placed = _SheetRows()
    before: SheetCell | None = None
    for cell in sorted(sheet.cells, key=lambda cell: (cell.row, cell.column)):
        if before and (before.row, before.column) == (cell.row, cell.column):
            raise BrokenFile(
                f"its sheet {sheet.name} holds a cell twice: open it and save it again"
            )
        before = cell
        span = covering.at(cell.row, cell.column) or _square(cell)
        top, left = rows.before(cell.row), columns.before(cell.column)
        if cell.is_ruled and cell.row not in sheet.hidden_rows:
            placed.ruled.add(top)
        high, wide = rows.before(span.end_row) - top, columns.before(span.end_column) - left
        if (span.row, span.column) == (cell.row, cell.column) and high and wide:
            pieces = _pieces(cell, _place(sheet, cell))
            placed.rows.setdefault(top, []).append(GridCell(top, left, pieces, high, wide))
    return placed


def _square(cell: SheetCell) -> Merge:
    return Merge(cell.row, cell.column, cell.row + 1, cell.column + 1)


def _pieces(cell: SheetCell, place: str) -> list[Piece]:
    lines = (visible(line).strip() for line in cell.text.split("\n"))
    return [Piece(line, sheet=place) for line in lines if line]


def reference(row: int, column: int) -> str:
    """The name of a cell.

    >>> reference(6, 1), reference(0, 27)
    ('B7', 'AB1')
    """
    return f"{_letters(column)}{row + 1}"


@lru_cache(maxsize=16_384)
def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


class _Visible:
    """Counts what is not hidden."""

    def __init__(self, hidden: Iterable[int]) -> None:
        self._hidden = sorted(hidden)

    def before(self, index: int) -> int:
        """How many visible ones stand before the index."""
        return index - bisect_left(self._hidden, index)


class _Covering:
    """Which merged range covers a cell; asked for row after row."""

    def __init__(self, merges: Sequence[Merge]) -> None:
        self._waiting = sorted(merges, key=lambda merge: (merge.row, merge.column), reverse=True)
        self._at: dict[int, Merge] = {}
        if sum(merge.end_column - merge.column for merge in merges) > MOST_SQUARES:
            raise BrokenFile("it merges more cells than any form: split it into smaller files")

    def at(self, row: int, column: int) -> Merge | None:
        """The range over a cell of this row or a later one than asked for before."""
        while self._waiting and self._waiting[-1].row <= row:
            self._begin(self._waiting.pop())
        found = self._at.get(column)
        return found if found and found.end_row > row else None

    def _begin(self, merge: Merge) -> None:
        """Take up a range; one that overlaps another is no range."""
        columns = range(merge.column, merge.end_column)
        over = (self._at.get(column) for column in columns)
        if not any(other and other.end_row > merge.row for other in over):
            self._at.update(dict.fromkeys(columns, merge))


def _touching(placed: _SheetRows) -> Iterator[_SheetRows]:
    """The rows in groups without a blank row between; groups without text are left out."""
    group = _SheetRows()
    end = 0
    for row, cells in sorted(placed.rows.items()):
        if row > end and group.rows:
            yield from _trimmed(group)
            group = _SheetRows()
        group.rows[row] = cells
        group.ruled |= placed.ruled & {row}
        end = max(end, row + 1, *(cell.row + cell.row_span for cell in cells if cell.pieces))
    yield from _trimmed(group)


def _trimmed(group: _SheetRows) -> Iterator[_SheetRows]:
    """The rows without blank ones at their ends."""
    filled = [row for row in group.rows if group.filled(row)]
    if filled:
        kept = {row: cells for row, cells in group.rows.items() if filled[0] <= row <= filled[-1]}
        yield _SheetRows(kept, group.ruled)


def _row_blocks(group: _SheetRows) -> list[Block]:
    """A table of the rows, parted by lines: a single cell outside the frame, or at an end."""
    lines = _lines(group)
    blocks: list[Block] = []
    table: list[GridCell] = []
    for row, cells in group.rows.items():
        if row in lines:
            blocks += _table(table)
            table = []
            blocks += [Paragraph([piece]) for cell in cells for piece in cell.pieces]
        else:
            table += cells
    return blocks + _table(table)


def _table(cells: Sequence[GridCell]) -> list[Block]:
    if not any(cell.pieces for cell in cells):
        return []
    first = cells[0].row
    return [
        table_of(
            GridCell(c.row - first, c.column, c.pieces, c.row_span, c.column_span) for c in cells
        )
    ]


def _lines(group: _SheetRows) -> set[int]:
    """The rows that are lines of text and no rows of a table."""
    alone, crowded = _alone_and_crowded(group)
    if not crowded:
        return alone
    if group.ruled:
        first, last = min(group.ruled), max(group.ruled)
        inside = [row for row in crowded if first <= row <= last]
        if inside and group.ruled.issuperset(inside):
            return alone - group.ruled
    return {row for row in alone if not crowded[0] < row < crowded[-1]}


def _alone_and_crowded(group: _SheetRows) -> tuple[set[int], list[int]]:
    """The rows with a single filled cell that no other cell stands beside; the fuller rows."""
    filled = [row for row in group.rows if group.filled(row)]
    following = [*filled[1:], filled[-1] + 1]
    alone: set[int] = set()
    crowded: list[int] = []
    end = 0
    for row, following_row in zip(filled, following):
        ends = [cell.row + cell.row_span for cell in group.rows[row] if cell.pieces]
        is_alone = len(ends) == 1 and row >= end and (ends[0] <= following_row or row == filled[-1])
        end = max(end, *ends)
        if is_alone:
            alone.add(row)
        else:
            crowded.append(row)
    return alone, crowded
