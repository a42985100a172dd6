"""Cells as a file declares them -> tables with true spans, or what a table only frames."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.readers.assemble import Block, GridCell, Paragraph, Piece, Table
from ingest.readers.packages import BrokenFile

MOST_CELLS = 500_000
MOST_SQUARES = 4_000_000
MOST_CHARACTERS = 4_000_000
_UNSEEN = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\ufffc]")
_SPACES = re.compile("[\u00a0\u2002-\u200a\u202f]")


@dataclass(frozen=True)
class BlockCell:
    """A cell as declared, with the paragraphs and tables in it; none overlapping."""

    row: int
    column: int
    blocks: Sequence[Block]
    row_span: int = 1
    column_span: int = 1


def visible(text: str) -> str:
    """The text without characters that print nothing; every space is a plain one."""
    return text if text.isascii() else _SPACES.sub(" ", _UNSEEN.sub("", text))


def table_blocks(cells: Sequence[BlockCell]) -> list[Block]:
    """The table of the cells; what stands in them where the table only frames it."""
    if _is_frame(cells):
        return [block for cell in cells for block in cell.blocks]
    return [
        table_of(
            GridCell(c.row, c.column, list(_pieces(c.blocks)), c.row_span, c.column_span)
            for c in cells
        )
    ]


def _is_frame(cells: Sequence[BlockCell]) -> bool:
    """Whether no row holds two cells, or the table is there to place another one."""
    if max(Counter(cell.row for cell in cells).values(), default=1) == 1:
        return True
    if not any(isinstance(block, Table) for cell in cells for block in cell.blocks):
        return False
    filled = Counter(cell.row for cell in cells if any(map(has_text, cell.blocks)))
    return sum(count > 1 for count in filled.values()) <= 1


def has_text(block: Block) -> bool:
    """Whether any of the block is printed."""
    parts = [block] if isinstance(block, Paragraph) else block.cells
    return any(piece.text for part in parts for piece in part.pieces)


def _pieces(blocks: Iterable[Block]) -> Iterator[Piece]:
    """The lines of print of a cell; a row of a table within it is one line."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from block.pieces
        else:
            yield from _rows_as_pieces(block)


def _rows_as_pieces(table: Table) -> Iterator[Piece]:
    rows: dict[int, list[Piece]] = {}
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
        rows.setdefault(cell.row, []).extend(cell.pieces)
    for row in rows.values():
        text = " ".join(piece.text for piece in row if piece.text)
        yield Piece(text, left_out=tuple(code for piece in row for code in piece.left_out))


def table_of(cells: Iterable[GridCell]) -> Table:
    """The table of the cells that hold text; columns in which no cell begins are left out.

    Raises BrokenFile for tables beyond any form.
    """
    declared = list(cells)
    starts = sorted({cell.column for cell in declared})
    place = {column: index for index, column in enumerate(starts)}
    last_row = max((cell.row for cell in declared), default=-1)
    kept = []
    squares = 0
    for cell in declared:
        if not any(piece.text or piece.left_out for piece in cell.pieces):
            continue
        column = place[cell.column]
        wide = bisect_left(starts, cell.column + cell.column_span) - column
        high = min(cell.row_span, last_row + 1 - cell.row)
        squares += wide * high
        kept.append(GridCell(cell.row, column, cell.pieces, high, wide))
    if squares > MOST_SQUARES:
        raise BrokenFile("its table is larger than any form: split it into smaller files")
    return Table(kept, len(starts))


def bounded(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks as they come. Raises BrokenFile once they hold more than any filing."""
    cells = characters = 0
    for block in blocks:
        parts = [block] if isinstance(block, Paragraph) else block.cells
        cells += len(parts)
        characters += sum(len(piece.text) for part in parts for piece in part.pieces)
        if cells > MOST_CELLS or characters > MOST_CHARACTERS:
            raise BrokenFile(
                f"it holds more than {MOST_CELLS:,} cells or {MOST_CHARACTERS:,} characters:"
                " split it into smaller files"
            )
        yield block
