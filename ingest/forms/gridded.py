"""Tables of a prepared text in which every cell stands in its own column: their spans are told.

A text keeps no spans. Where all rows of a form have the same number of columns and nothing stands
out of its place, they follow from what is empty: a cell reaches right over empty columns, and down
over those left of the next rows' first cells. A form whose cells have moved stays as it is.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.document import Cell, Document, ReaderDoubt, Row
from ingest.forms.find import narrative_title, title_of
from ingest.forms.levels import level_words
from ingest.forms.lined import laid_form
from ingest.forms.realigned import realigned
from ingest.forms.ruled.cells import end_of, fields_of
from ingest.forms.ruled.parts import closes, is_column_heading
from ingest.forms.unmoved import (
    LABELLED,
    heading_at,
    heads_measures,
    heads_sides,
    is_unmoved,
    keeps_columns,
)

Block = list[Row]
_NUMBERED = re.compile(r"[一二三四五六七八九十]{1,2}、|[(（][一二三四五六七八九十]{1,2}[)）]")


def with_grids(document: Document) -> Document:
    """The document with the spans of those forms in which no cell has moved.

    A form that prints a cell a line has its lines put together to rows.
    """
    if any(row.table is not None for row in document.rows):
        return document
    rows: list[Row] = []
    undecided: list[ReaderDoubt] = []
    doubts = list(document.doubts)
    numbers = itertools.count()
    for region in _regions(document.rows):
        laid = laid_form(region, next(numbers)) if document.page_count is None else None
        if laid is not None:
            rows += laid.rows
            undecided += laid.undecided
            doubts += laid.doubts
            continue
        blocks = list(_joined(_blocks(realigned(region))))
        tables = _tables_of_form(blocks)
        is_unbroken = all(is_unmoved(gridded(blocks[index])) for index in tables)
        tables += _closing_tables(blocks, tables)
        is_unbroken = is_unbroken and not _is_interrupted(blocks, tables)
        if tables and is_unbroken and not _goes_on_beyond(blocks, tables[-1]):
            for index in tables:
                blocks[index] = _numbered(gridded(blocks[index]), next(numbers))
            region = [row for block in blocks for row in block]
        rows.extend(region)
    return replace(document, rows=tuple(rows), undecided=tuple(undecided), doubts=tuple(doubts))


def _regions(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """The rows of each form: from its title to the next one, or to a narrative."""
    starts = [i for i, r in enumerate(rows) if i == 0 or title_of(r) or narrative_title(r)]
    for start, stop in itertools.pairwise([*starts, len(rows)]):
        yield rows[start:stop]


def _blocks(rows: Sequence[Row]) -> Iterator[Block]:
    """The rows of each table, and those between tables."""
    block: Block = []
    for row in rows:
        goes_on = block and row.is_table == block[-1].is_table and not row.follows_gap
        if block and not (goes_on and row.column_count == block[-1].column_count):
            yield block
            block = []
        block.append(row)
    if block:
        yield block


def _joined(blocks: Iterator[Block]) -> Iterator[Block]:
    """The tables with those joined that a page cut, where the lower part keeps the columns."""
    before: Block = []
    for block in blocks:
        at = heading_at(gridded(before)) if before and before[0].is_table else None
        is_alike = at is not None and block[0].column_count == before[0].column_count
        if at is not None and is_alike and keeps_columns(gridded(before)[at], gridded(block)):
            before += block
            continue
        if before:
            yield before
        before = block
    if before:
        yield before


def _tables_of_form(blocks: Sequence[Block]) -> list[int]:
    """Which blocks are the form's tables: those with its labels, down to the last indicators."""
    tables = [index for index, block in enumerate(blocks) if block[0].is_table]
    headed = [index for index in tables if heading_at(gridded(blocks[index])) is not None]
    return [i for i in tables if headed and i <= headed[-1] and _has_labels(blocks[i])]


def _is_interrupted(blocks: Sequence[Block], tables: Sequence[int]) -> bool:
    """Whether rows of another kind stand among the form's tables: a cell was cut into lines."""
    between = set(range(tables[0], tables[-1])) - set(tables) if tables else set()
    return any(blocks[i][0].is_table or not _heads_table(blocks[i]) for i in between)


def _heads_table(block: Block) -> bool:
    """Whether paragraphs stand by themselves, or are numbered headings (`四、绩效指标`)."""
    return block[0].follows_gap or all(_NUMBERED.match(row.key) for row in block)


def _closing_tables(blocks: Sequence[Block], tables: Sequence[int]) -> list[int]:
    """Which blocks below the form's tables hold its total and rating and nothing else."""
    below = range(tables[-1] + 1, len(blocks)) if tables else ()
    return [i for i in below if blocks[i][0].is_table and all(map(closes, blocks[i]))]


def _goes_on_beyond(blocks: Sequence[Block], last: int) -> bool:
    """Whether indicators stand below the form's last table, in rows that have moved."""
    words = {*level_words(1), *level_words(2)}
    below = [block for block in blocks[last + 1 :] if block[0].is_table]
    is_beside = bool(below) and below[0] is blocks[last + 1] and not below[0][0].follows_gap
    return is_beside or any(c.key in words for block in below for row in block for c in row.cells)


def _has_labels(block: Block) -> bool:
    return any(fields_of(row, part) for row in block for part in LABELLED)


def gridded(block: Block) -> Block:
    """The rows with the spans that empty columns tell; below headings a cell ends with its own."""
    above: dict[int, list[int]] = {}
    spans: list[list[list[int]]] = []
    for number, row in enumerate(block):
        first = row.cells[0].column
        ends = [*(cell.column for cell in row.cells[1:]), row.column_count]
        for column in above:
            if column < first:
                above[column][1] = number - above[column][2] + 1
        here = [[end - cell.column, 1, number] for cell, end in zip(row.cells, ends)]
        above = {column: span for column, span in above.items() if column < first}
        above.update({cell.column: span for cell, span in zip(row.cells, here)})
        spans.append(here)
    return list(_below_headings([_spanned(row, here) for row, here in zip(block, spans)]))


def _spanned(row: Row, spans: Sequence[Sequence[int]]) -> Row:
    cells = (Cell(c.column, c.run, wide, high) for c, (wide, high, _) in zip(row.cells, spans))
    return replace(row, cells=tuple(cells))


def _below_headings(rows: Sequence[Row]) -> Iterator[Row]:
    """The rows, each cell below a heading of a column no wider than the heading."""
    heads: tuple[Cell, ...] = ()
    for row in rows:
        is_heading = is_column_heading(row) or heads_measures(row) or heads_sides(row)
        if is_heading or fields_of(row, "goal"):
            heads = row.cells if is_heading else ()
            yield row
            continue
        ends = {column: end_of(head) for head in heads for column in _columns_of(head)}
        cells = (
            replace(cell, column_span=min(end_of(cell), ends[cell.column]) - cell.column)
            if cell.column in ends
            else cell
            for cell in row.cells
        )
        yield replace(row, cells=tuple(cells))


def _columns_of(cell: Cell) -> range:
    return range(cell.column, end_of(cell))


def _numbered(block: Block, table: int) -> Block:
    return [replace(row, table=table, table_row=number) for number, row in enumerate(block)]
