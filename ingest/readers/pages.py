"""Pages of characters and ruled tables -> blocks: running heads, paragraphs, tables over pages."""

import itertools
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from operator import attrgetter
from typing import NamedTuple

from ingest.document import Box
from ingest.readers.assemble import Block, GridCell, Paragraph, Piece, Table
from ingest.readers.grid import Grid, Region
from ingest.readers.marks import joined
from ingest.readers.raised import levels_of, may_hold_marks, with_marks

_EDGE_SHARE = 0.12
_SAME_TABLE = 6.0
_PADDING = 14.0
_FLAT = 0.25
_OVERPRINT = 0.5
_LEFT = attrgetter("left")
_NUMBER_CHARACTERS = "0123456789.,"
_NUMBERED = re.compile(r"[一二三四五六七八九十]{1,3}、")
_PAGE_NUMBER = re.compile(
    r"[-—–－·\s]*(?:第?\s*\d{1,4}\s*页?|\d{1,4}\s*(?:/|of)\s*\d{1,4}|page\s*\d{1,4}"
    r"|第\s*\d{1,4}\s*页[\s,，/]*(?:共|总)\s*\d{1,4}\s*页|共\s*\d{1,4}\s*页[\s,，/]*第\s*\d{1,4}\s*页"
    r"|page\s*\d{1,4}\s*of\s*\d{1,4})[-—–－·\s]*",
    re.IGNORECASE,
)


class Character(NamedTuple):
    """A printed character (or a word that was recognised whole) and its box on the page as shown.

    `number` counts the page's characters from 0; `is_faint` where recognition is not certain of it.
    """

    text: str
    number: int
    left: float
    bottom: float
    right: float
    top: float
    is_faint: bool = False

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2


class Line(NamedTuple):
    """A line of print: its text and box; `is_faint` where a part of it is not certain."""

    text: str
    box: Box
    is_faint: bool = False


@dataclass(frozen=True)
class PageTable:
    """A table on one page: its grid, and the lines of print of each cell that has any."""

    grid: Grid
    lines: dict[Region, list[Line]]


@dataclass(frozen=True)
class Page:
    """A page: its tables and the lines of print outside them, from top to bottom.

    The height is 0 where only the page's text was read; a page that is a picture `is_recognised`
    or `is_unread`.
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    tables: tuple[PageTable, ...]
    is_unread: bool = False
    is_recognised: bool = False


def _height(character: Character) -> float:
    return character.top - character.bottom


Drawing = Callable[[Character], int | None]
_CellPlace = tuple[int, Region] | None


def into_tables(
    characters: Sequence[Character],
    grids: Sequence[Grid],
    drawing_of: Drawing | None = None,
    has_marks: bool = True,
) -> tuple[list[Character], list[PageTable]]:
    """The characters outside all grids, and the tables with what stands in their cells.

    Characters side by side that `drawing_of` says were drawn in one go stand in one cell;
    `has_marks` is as for `lines_of`.
    """
    held: list[dict[Region, list[Character]]] = [defaultdict(list) for _ in grids]
    by_size = sorted(range(len(grids)), key=lambda index: _area(grids[index].box))
    outside: list[Character] = []
    for chunk in _chunks(characters):
        place = _place_of_all(chunk, grids, by_size)
        if place is not None:
            held[place[0]][place[1]].extend(chunk)
            continue
        places = [_place_at(character.middle, grids, by_size) for character in chunk]
        if drawing_of is not None and len(set(places)) > 1:
            places = _places_together(chunk, places, drawing_of)
        for character, place in zip(chunk, places, strict=True):
            inside = outside if place is None else held[place[0]][place[1]]
            inside.append(character)
    tables = [
        PageTable(grid, {region: lines_of(inside, has_marks) for region, inside in cells.items()})
        for grid, cells in zip(grids, held, strict=True)
    ]
    return outside, [table for table in tables if any(table.lines.values())]


def _place_of_all(
    chunk: Sequence[Character], grids: Sequence[Grid], by_size: Sequence[int]
) -> _CellPlace:
    """The cell that a whole chunk stands in; None where it does not stand in one."""
    if not grids:
        return None
    left, bottom, right, top = _around(chunk)
    place = _place_at((left, bottom), grids, by_size)
    return place if place == _place_at((right, top), grids, by_size) else None


def _around(characters: Sequence[Character]) -> Box:
    """The box around characters."""
    _, _, lefts, bottoms, rights, tops, _ = zip(*characters, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _place_at(
    point: tuple[float, float], grids: Sequence[Grid], by_size: Sequence[int]
) -> _CellPlace:
    """The smallest table around the point, and the cell in it."""
    for index in by_size:
        region = grids[index].region_at(*point)
        if region is not None:
            return index, region
    return None


def _chunks(characters: Sequence[Character]) -> Iterator[list[Character]]:
    """The characters in groups set side by side without a gap."""
    chunk: list[Character] = []
    before_right = before_bottom = 0.0
    for character in characters:
        _, _, left, bottom, right, top, _ = character
        height = top - bottom
        is_beside = -0.5 * height <= left - before_right <= 0.35 * height
        if chunk and not (is_beside and abs(bottom - before_bottom) <= 0.3 * height):
            yield chunk
            chunk = []
        before_right, before_bottom = right, bottom
        chunk.append(character)
    if chunk:
        yield chunk


def _places_together(
    chunk: Sequence[Character], places: Sequence[_CellPlace], drawing_of: Drawing
) -> list[_CellPlace]:
    """One cell for characters drawn in one go: text wider than its cell runs over the border."""
    by_drawing: dict[int | None, list[int]] = defaultdict(list)
    for position, character in enumerate(chunk):
        by_drawing[drawing_of(character)].append(position)
    together = list(places)
    for positions in by_drawing.values():
        most = Counter(places[position] for position in positions).most_common(1)[0][0]
        for position in positions:
            together[position] = most
    return together


def _area(box: Box) -> float:
    left, bottom, right, top = box
    return (right - left) * (top - bottom)


def lines_of(characters: Sequence[Character], has_marks: bool = True) -> list[Line]:
    """The characters as lines of print from top to bottom, each from left to right.

    `has_marks` where their boxes are exact enough to tell a raised mark from a figure.
    """
    if len({(character.bottom, character.top) for character in characters}) == 1:
        line = _line(sorted(characters, key=_LEFT), has_marks=False)
        return [line] if line.text else []
    has_marks = has_marks and may_hold_marks(characters)
    rows = _rows(characters, has_marks)
    rows = with_marks(rows) if has_marks else rows
    lines = [_line(sorted(row, key=_LEFT), has_marks) for row in rows]
    return [line for line in lines if line.text]


def _rows(characters: Sequence[Character], has_marks: bool) -> list[list[Character]]:
    """The characters by lines of print, each held against the line's first or, where small ones
    may be marks, its tallest."""
    rows: list[list[Character]] = []
    held_against: list[Character] = []
    for character in sorted(characters, key=lambda c: (-(c.bottom + c.top), c.left)):
        if rows and _on_one_line(held_against[-1], character):
            rows[-1].append(character)
            if has_marks:
                held_against[-1] = max(held_against[-1], character, key=_height)
        else:
            rows.append([character])
            held_against.append(character)
    return rows


def _on_one_line(first: Character, character: Character) -> bool:
    """Whether two characters stand on one line of print; a flat one (一) stands within another."""
    bottom, top = character.bottom, character.top
    low, high = sorted((first.top - first.bottom, top - bottom))
    height = high if low < _FLAT * high else low
    return abs(first.bottom + first.top - bottom - top) < max(height, 1.0)


def _line(characters: Sequence[Character], has_marks: bool) -> Line:
    """A line's text: a gap of half a character's height is a space."""
    levels = levels_of(characters) if has_marks else [0] * len(characters)
    parts: list[tuple[str, int]] = [(characters[0].text, levels[0])]
    for (before, character), level in zip(itertools.pairwise(characters), levels[1:]):
        gap = character.left - before.right
        if gap > 0.5 * (character.top - character.bottom) and not parts[-1][0].isspace():
            parts.append((" ", 0))
        parts.append((character.text, level))
    seen = [character for character in characters if not character.text.isspace()] or characters
    _, _, lefts, bottoms, rights, tops, faint = zip(*seen, strict=True)
    box = (min(lefts), min(bottoms), max(rights), max(tops))
    return Line(joined(parts).strip(), box, any(faint) or _is_overprinted(seen))


def _is_overprinted(characters: Sequence[Character]) -> bool:
    """Whether characters stand on each other: two cells' texts run together on the page.

    Marks do not tell: their boxes are wider than they are and may be set closer (`》、《`).
    """
    if all(before.right <= after.left for before, after in itertools.pairwise(characters)):
        return False
    characters = [character for character in characters if character.text.isalnum()]
    return any(
        before.right - after.left
        > _OVERPRINT * min(before.right - before.left, after.right - after.left)
        for before, after in itertools.pairwise(characters)
        if after.left < before.right > before.left and after.right > after.left
    )


@dataclass(frozen=True)
class _Placed:
    """A block with the page it stands on and, where it is a table, its grid's vertical edges."""

    block: Block
    page: int
    edges: tuple[float, ...] = ()


def blocks_of(
    pages: Sequence[Page], may_be_title: Callable[[str], bool] = lambda text: True
) -> list[Block]:
    """The blocks of all pages in reading order; a table that goes on is one.

    A line that may be a title is no running head, however often pages repeat it.
    """
    edges_of_pages = _repeated_lines(pages, may_be_title)
    placed: list[_Placed] = []
    for page in pages:
        is_first = True
        for block in _page_blocks(page, edges_of_pages):
            before = _last_of_page(placed)
            if is_first and before is not None and _goes_on(placed[before], block):
                placed[before] = _joined(placed[before], block)
            else:
                placed.append(block)
            is_first = is_first and _is_edge(block.block)
    return [entry.block for entry in placed]


def _is_edge(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.is_page_number


def _last_of_page(placed: Sequence[_Placed]) -> int | None:
    """The last block that is no page number."""
    for index in range(len(placed) - 1, -1, -1):
        if not _is_edge(placed[index].block):
            return index
    return None


def _goes_on(before: _Placed, block: _Placed) -> bool:
    """Whether a table at a page's head goes on from the one at the foot of the page before."""
    if not before.edges or not block.edges or block.page != before.page + 1:
        return False
    return (
        abs(before.edges[0] - block.edges[0]) < _SAME_TABLE
        and abs(before.edges[-1] - block.edges[-1]) < _SAME_TABLE
    )


def _joined(before: _Placed, block: _Placed) -> _Placed:
    """Two parts of a table as one: the columns are those that either of them draws."""
    upper, lower = before.block, block.block
    assert isinstance(upper, Table) and isinstance(lower, Table)
    edges = _all_edges(before.edges, block.edges)
    first = 1 + max((c.row + c.row_span - 1 for c in upper.cells), default=-1)
    cells = [_on_edges(cell, before.edges, edges) for cell in upper.cells]
    for cell in lower.cells:
        cells.append(replace(_on_edges(cell, block.edges, edges), row=cell.row + first))
    starts = {first + min((cell.row for cell in lower.cells), default=0)}
    return _Placed(
        Table(cells, len(edges) - 1, upper.page_rows | frozenset(starts)), block.page, edges
    )


def _all_edges(one: Sequence[float], other: Sequence[float]) -> tuple[float, ...]:
    edges: list[float] = list(one)
    edges += [at for at in other if all(abs(at - known) >= _SAME_TABLE for known in one)]
    return tuple(sorted(edges))


def _on_edges(cell: GridCell, old: Sequence[float], new: Sequence[float]) -> GridCell:
    left = _nearest(new, old[cell.column])
    right = _nearest(new, old[cell.column + cell.column_span])
    return replace(cell, column=left, column_span=max(1, right - left))


def _nearest(edges: Sequence[float], at: float) -> int:
    index = bisect_left(edges, at)
    near = [i for i in (index - 1, index) if 0 <= i < len(edges)]
    return min(near, key=lambda i: abs(edges[i] - at))


def _repeated_lines(pages: Sequence[Page], may_be_title: Callable[[str], bool]) -> set[str]:
    """The lines at the pages' edges that most pages repeat, numbers aside: running heads."""
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update({_pattern(line) for line in _apart_from_titles(page, may_be_title)})
    read = sum(page.height > 0 for page in pages)
    return {text for text, count in counts.items() if count >= 2 and count > read / 2}


def _apart_from_titles(page: Page, may_be_title: Callable[[str], bool]) -> Iterator[Line]:
    """The lines at a page's edges but titles and what stands right below one: its year or unit."""
    is_below_title = False
    for line in page.lines:
        is_title = may_be_title(line.text)
        if _at_edge(line, page) and not is_title and not is_below_title:
            yield line
        is_below_title = is_title


def _pattern(line: Line) -> str:
    return re.sub(r"\d+", "#", "".join(line.text.split()))


def _at_edge(line: Line, page: Page) -> bool:
    if page.height <= 0:
        return False
    return not _EDGE_SHARE * page.height < _middle(line) < (1 - _EDGE_SHARE) * page.height


def _page_blocks(page: Page, repeated: set[str]) -> list[_Placed]:
    """The blocks of one page from top to bottom."""
    blocks: list[tuple[float, _Placed]] = []
    text: list[Line] = []
    edges = _edge_lines(page, repeated)
    for line in page.lines:
        if line in edges:
            edge = Paragraph([_piece(line, page)], is_page_number=True)
            blocks.append((line.box[3], _Placed(edge, page.number)))
        else:
            text.append(line)
    tops = [table.grid.ys[0] for table in page.tables]
    for top, paragraph in _paragraphs(text, tops, page):
        blocks.append((top, _Placed(paragraph, page.number)))
    for table in page.tables:
        blocks.append((table.grid.ys[0], _table_block(table, page)))
    if page.height > 0:
        blocks.sort(key=lambda block: -block[0])
    return [block for _, block in blocks]


def _edge_lines(page: Page, repeated: set[str]) -> set[Line]:
    """The page numbers and running heads: the outermost lines, up to the first that is neither."""
    edge = [line for line in page.lines if _at_edge(line, page)]
    head = [line for line in edge if _middle(line) > page.height / 2]
    foot = [line for line in reversed(edge) if _middle(line) <= page.height / 2]
    is_edge = partial(_is_number_or_head, repeated=repeated)
    return {*itertools.takewhile(is_edge, head), *itertools.takewhile(is_edge, foot)}


def _is_number_or_head(line: Line, repeated: set[str]) -> bool:
    return bool(_PAGE_NUMBER.fullmatch(line.text)) or _pattern(line) in repeated


def _middle(line: Line) -> float:
    return (line.box[1] + line.box[3]) / 2


def _piece(line: Line, page: Page, goes_on: bool = False) -> Piece:
    box = line.box if page.height > 0 else None
    return Piece(line.text, page.number, box, None, line.is_faint, goes_on)


def _table_block(table: PageTable, page: Page) -> _Placed:
    cells = [
        GridCell(
            region.row,
            region.column,
            _cell_pieces(table.lines.get(region, []), table.grid.box_of(region), page),
            region.row_span,
            region.column_span,
        )
        for region in table.grid.regions
        if region in table.lines or region.row_span > 1
    ]
    return _Placed(Table(cells, len(table.grid.xs) - 1), page.number, table.grid.xs)


def _cell_pieces(lines: Sequence[Line], box: Box, page: Page) -> list[Piece]:
    """The lines of a cell; a number that was broken because the cell is narrow goes on."""
    pieces: list[Piece] = []
    for index, line in enumerate(lines):
        goes_on = index > 0 and _breaks_number(lines[index - 1], line, box)
        pieces.append(_piece(line, page, goes_on))
    return pieces


def _breaks_number(above: Line, line: Line, box: Box) -> bool:
    """Whether a line fills its cell and ends within a number that the next line carries on."""
    if not (above.text[-1] in _NUMBER_CHARACTERS and line.text[0] in _NUMBER_CHARACTERS):
        return False
    free = (box[2] - box[0]) - (above.box[2] - above.box[0])
    return free <= _PADDING + (above.box[3] - above.box[1])


def _paragraphs(
    lines: Sequence[Line], tops: Sequence[float], page: Page
) -> Iterator[tuple[float, Paragraph]]:
    """The lines as paragraphs, with their tops: a full line goes on in the next unless indented."""
    if not lines:
        return
    left, right = _text_area(lines, page)
    group: list[Line] = []
    for line in lines:
        if group and not _belongs(group[-1], line, left, right, tops, page):
            yield group[0].box[3], Paragraph([_piece(part, page) for part in group])
            group = []
        group.append(line)
    yield group[0].box[3], Paragraph([_piece(part, page) for part in group])


def _text_area(lines: Sequence[Line], page: Page) -> tuple[float, float]:
    """The left and right edge of the page's text: a page has like margins on both sides."""
    left = min(line.box[0] for line in lines)
    right = max(line.box[2] for line in lines)
    edges = [table.grid.box for table in page.tables]
    left = min([left, *(box[0] for box in edges)])
    return left, max([right, page.width - left, *(box[2] for box in edges)])


def _belongs(
    above: Line, line: Line, left: float, right: float, tops: Sequence[float], page: Page
) -> bool:
    """Whether a line is the rest of the paragraph above it."""
    if page.height <= 0:
        return False
    size = above.box[3] - above.box[1]
    is_full = above.box[2] > right - 2.5 * size
    is_indented = line.box[0] > left + 1.2 * size
    is_near = above.box[1] - line.box[3] < 1.8 * size
    between = any(line.box[3] <= top <= above.box[1] for top in tops)
    is_numbered = _NUMBERED.match(line.text) is not None
    return is_full and is_near and not (is_indented or between or is_numbered)
