"""Tables of DOCX: rows and cells as written -> cells with their places and spans."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from lxml import etree

from ingest.readers.ooxml import attribute, child, number, tag, value

_WRAPPERS = {"customXml", "ins", "moveTo", "sdt", "sdtContent", "smartTag"}
_MOST_COLUMNS = 1_000
_SAME_EDGE = 60


@dataclass
class PlacedCell:
    """A cell with its place; `elements` are its paragraphs and tables."""

    row: int
    column: int
    elements: etree._Element
    row_span: int
    column_span: int
    is_merged_down: bool


@dataclass
class _Written:
    """A cell as written: `width` in twentieths of a point, None where none is told."""

    element: etree._Element
    columns: int
    width: int | None
    merge: str | None


@dataclass
class _WrittenRow:
    before: int
    cells: list[_Written]


def placed_cells(table: etree._Element) -> list[PlacedCell]:
    """The cells of a table in order; one that is merged down is there once, in its first row."""
    rows = [_row(row) for row in _below(table, "tr") if child(row, "trPr", "del") is None]
    edges = _met_edges(_edges_by_grid(rows), _column_widths(table))
    if len({places[-1] for places in edges}) > 1:
        edges = _edges_by_width(rows) or edges
    placed: list[PlacedCell] = []
    above: dict[int, PlacedCell] = {}
    for index, (row, places) in enumerate(zip(rows, edges)):
        begun: dict[int, PlacedCell] = {}
        for cell, start, end in zip(row.cells, places, places[1:]):
            over = above.get(start)
            if cell.merge == "continue" and over and over.column_span == end - start:
                over.row_span += 1
                begun[start] = over
                continue
            is_merged = cell.merge is not None
            begun[start] = PlacedCell(index, start, cell.element, 1, end - start, is_merged)
            placed.append(begun[start])
        above = {column: cell for column, cell in begun.items() if cell.is_merged_down}
    return placed


def has_deleted_rows(table: etree._Element) -> bool:
    """Whether rows that are not printed any more are kept as deleted."""
    return any(child(row, "trPr", "del") is not None for row in _below(table, "tr"))


def _below(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """The elements of that name below another, through what only wraps them."""
    for part in element:
        if tag(part) == name:
            yield part
        elif tag(part) in _WRAPPERS:
            yield from _below(part, name)


def _row(row: etree._Element) -> _WrittenRow:
    cells: list[_Written] = []
    for element in _below(row, "tc"):
        properties = child(element, "tcPr")
        columns = min(max(number(value(properties, "gridSpan"), 1), 1), _MOST_COLUMNS)
        cell = _Written(element, columns, _width(properties), _merge(properties, "vMerge"))
        if cells and _merge(properties, "hMerge") == "continue":
            cells[-1] = _joined(cells[-1], cell)
        else:
            cells.append(cell)
    before = min(max(number(value(row, "trPr", "gridBefore"), 0), 0), _MOST_COLUMNS)
    return _WrittenRow(before, cells)


def _merge(properties: etree._Element | None, name: str) -> str | None:
    """`restart` or `continue`, which goes without saying; None where the cell is not merged."""
    found = child(properties, name)
    return None if found is None else attribute(found, "val") or "continue"


def _width(properties: etree._Element | None) -> int | None:
    found = child(properties, "tcW")
    if attribute(found, "type") not in ("dxa", None):
        return None
    return number(attribute(found, "w"), 0) or None


def _joined(left: _Written, right: _Written) -> _Written:
    width = left.width + right.width if left.width and right.width else None
    return _Written(left.element, left.columns + right.columns, width, left.merge)


def _edges_by_grid(rows: Iterable[_WrittenRow]) -> list[list[int]]:
    """The column edges of each row's cells, by the columns they say they span."""
    edges = []
    for row in rows:
        places = [row.before]
        for cell in row.cells:
            places.append(places[-1] + cell.columns)
        edges.append(places)
    return edges


def _edges_by_width(rows: Sequence[_WrittenRow]) -> list[list[int]] | None:
    """The same by the cells' widths, for rows that disagree; None where these are no help."""
    positions = []
    for row in rows:
        places = [0]
        for cell in row.cells:
            if cell.width is None or row.before:
                return None
            places.append(places[-1] + cell.width)
        positions.append(places)
    ends = [places[-1] for places in positions if len(places) > 1]
    if not ends or max(ends) - min(ends) > _SAME_EDGE:
        return None
    column_of = _columns_of({place for places in positions for place in places})
    return [[column_of[place] for place in places] for places in positions]


def _column_widths(table: etree._Element) -> list[int]:
    """The widths of the grid's columns, in twentieths of a point."""
    told = child(table, "tblGrid")
    columns = [] if told is None else told
    return [number(attribute(column, "w"), 0) for column in columns if tag(column) == "gridCol"]


def _met_edges(edges: list[list[int]], widths: Sequence[int]) -> list[list[int]]:
    """The edges, those as one that nearly meet; as they were where a cell would have no width."""
    positions = [0, *accumulate(widths)]
    used = {place for places in edges for place in places}
    if max(used, default=0) >= len(positions):
        return edges
    column_of = _columns_of({positions[place] for place in used})
    met = [[column_of[positions[place]] for place in places] for places in edges]
    has_all = all(start < end for places in met for start, end in pairwise(places))
    is_met = len(set(column_of.values())) < len(used)
    return met if is_met and has_all else edges


def _columns_of(positions: Iterable[int]) -> dict[int, int]:
    """position -> column, where positions that nearly meet are the edge of one column."""
    column_of: dict[int, int] = {}
    column, last = -1, -2 * _SAME_EDGE
    for position in sorted(positions):
        if position - last > _SAME_EDGE:
            column, last = column + 1, position
        column_of[position] = column
    return column_of
