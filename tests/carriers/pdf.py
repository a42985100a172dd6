"""Blocks as a PDF: ruled tables that break over pages, cells wrapped over lines."""

import io
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tests.carriers.blocks import Block, Cell, PageBreak, Paragraph, Table

FONT = "STSong-Light"
_SIZES = {"title": 16.0, "subtitle": 11.0, "heading": 12.0, "body": 10.5, "right": 10.0}
_PAGE = (595.28, 841.89)
_PAD = 3.0


@dataclass(frozen=True, kw_only=True)
class Style:
    """How the pages are drawn.

    `ruling` is lines (a box for each cell), rects (thin filled boxes), long (each line once, over
    all cells beside it) or none; `spanning` says where the text of a cell
    over several rows is printed that a page end cuts: first (on its first page) or middle (where
    its middle falls). `page_number` is a pattern of the page's number and count. With
    `breaks_rows` a page may end inside a row, with `turned` pages are landscape by their
    rotation, with `single_chars` each character is placed by itself and short cells are printed
    twice for bold.
    """

    size: float = 9.0
    ruling: str = "lines"
    spanning: str = "first"
    page_number: str = "- {page} -"
    running_head: str = ""
    landscape: bool = False
    margin: float = 50.0
    breaks_rows: bool = False
    turned: bool = False
    single_chars: bool = False
    watermark: str = ""


def _font() -> None:
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def wrapped(words: str, width: float, size: float) -> list[str]:
    """The lines that the text takes in a width, cut between any two characters."""
    lines = []
    for part in words.split("\n"):
        line, used = "", 0.0
        for char in part:
            advance = pdfmetrics.stringWidth(char, FONT, size)
            if line and used + advance > width:
                lines.append(line)
                line, used = "", 0.0
            line, used = line + char, used + advance
        lines.append(line)
    return lines


@dataclass
class _Box:
    """A cell with its lines, place and the rows it covers; `drawn` lines stand on pages before."""

    row: int
    last_row: int
    x: float
    width: float
    cell: Cell
    lines: list[str]
    drawn: int = 0


@dataclass
class _Writer:
    """A canvas and how far down its page is filled."""

    canvas: Canvas
    style: Style
    page: int = 1
    y: float = 0.0

    @property
    def page_size(self) -> tuple[float, float]:
        return (_PAGE[1], _PAGE[0]) if self.style.landscape or self.style.turned else _PAGE

    @property
    def width(self) -> float:
        return self.page_size[0] - 2 * self.style.margin

    @property
    def bottom(self) -> float:
        return self.style.margin

    @property
    def top(self) -> float:
        return self.page_size[1] - self.style.margin

    @property
    def leading(self) -> float:
        return self.style.size * 1.35

    def new_page(self, count: int) -> None:
        self.finish(count)
        self.canvas.showPage()
        self.page += 1
        self.begin()

    def begin(self) -> None:
        """Sets up an empty page."""
        self.y = self.top
        if self.style.turned:
            self.canvas.setPageRotation(90)
            self.canvas.translate(_PAGE[0], 0)
            self.canvas.rotate(90)
        if self.style.watermark:
            self._mark()

    def _mark(self) -> None:
        self.canvas.saveState()
        self.canvas.translate(self.page_size[0] / 2, self.page_size[1] / 2)
        self.canvas.rotate(45)
        self.canvas.setFillGray(0.85)
        self.canvas.setFont(FONT, 48)
        self.canvas.drawCentredString(0, 0, self.style.watermark)
        self.canvas.restoreState()

    def finish(self, count: int) -> None:
        self.canvas.setFont(FONT, 9)
        middle = self.page_size[0] / 2
        if self.style.page_number:
            number = self.style.page_number.format(page=self.page, count=count)
            self.canvas.drawCentredString(middle, self.bottom / 2, number)
        if self.style.running_head:
            self.canvas.drawCentredString(middle, self.top + 15, self.style.running_head)


def write_pdf(blocks: list[Block], style: Style | None = None) -> bytes:
    """The blocks on A4 pages; drawn twice where a page number names the count."""
    style = style or Style()
    data, count = _drawn(blocks, style, 0)
    return _drawn(blocks, style, count)[0] if "{count}" in style.page_number else data


def _drawn(blocks: list[Block], style: Style, count: int) -> tuple[bytes, int]:
    _font()
    written = io.BytesIO()
    size = (_PAGE[1], _PAGE[0]) if style.landscape or style.turned else _PAGE
    writer = _Writer(Canvas(written, pagesize=size, invariant=1), style)
    writer.begin()
    for block in blocks:
        if isinstance(block, Paragraph):
            _draw_paragraph(writer, block, count)
        elif isinstance(block, Table):
            _draw_table(writer, block, count)
        elif isinstance(block, PageBreak):
            writer.new_page(count)
    writer.finish(count)
    writer.canvas.save()
    return written.getvalue(), writer.page


def _draw_paragraph(writer: _Writer, block: Paragraph, count: int) -> None:
    size = _SIZES[block.style]
    indent = "\u3000\u3000" if block.style in ("body", "heading") else ""
    for line in wrapped(indent + block.text, writer.width, size):
        if writer.y - size * 1.6 < writer.bottom:
            writer.new_page(count)
        writer.y -= size * 1.6
        writer.canvas.setFont(FONT, size)
        left, width = writer.style.margin, pdfmetrics.stringWidth(line, FONT, size)
        if block.style in ("title", "subtitle"):
            left += (writer.width - width) / 2
        elif block.style == "right":
            left += writer.width - width
        writer.canvas.drawString(left, writer.y, line)
    writer.y -= 4


def _boxes(writer: _Writer, block: Table) -> list[_Box]:
    scale = writer.width / sum(block.widths)
    edges = [sum(block.widths[:number]) * scale for number in range(len(block.widths) + 1)]
    found = []
    for placed in block.placed():
        cell = placed.cell
        left, right = edges[placed.column], edges[placed.column + cell.column_span]
        lines = wrapped(cell.text, right - left - 2 * _PAD, writer.style.size) if cell.text else []
        last = placed.row + cell.row_span - 1
        found.append(_Box(placed.row, last, writer.style.margin + left, right - left, cell, lines))
    return found


def _heights(writer: _Writer, block: Table, boxes: list[_Box]) -> list[float]:
    """The height of each row: its own cells, then what cells over several rows need more."""
    found = [writer.leading + 2 * _PAD] * len(block.rows)
    for box in sorted(boxes, key=lambda each: each.last_row - each.row):
        need = len(box.lines) * writer.leading + 2 * _PAD
        rows = range(box.row, box.last_row + 1)
        missing = need - sum(found[row] for row in rows)
        room = writer.top - writer.bottom
        if missing > 0 and (len(rows) == 1 or need < room):
            for row in rows:
                found[row] += missing / len(rows)
    return found


@dataclass(frozen=True)
class _Strip:
    """A part of a row that one page shows: from and to in points below the row's upper edge."""

    row: int
    start: float
    end: float


def _pages(writer: _Writer, block: Table, heights: list[float]) -> Iterator[list[_Strip]]:
    """The strips of each page that the table takes."""
    strips: list[_Strip] = []
    room = writer.y - writer.bottom
    again = sum(heights[: block.heading_rows])
    full = writer.top - writer.bottom - again
    for row, height in enumerate(heights):
        start = 0.0
        while height - start > room + 0.01:
            splits = writer.style.breaks_rows or height - start > full
            lines = int((room - _PAD) / writer.leading) if splits else 0
            if lines > 0:
                end = (
                    start + _PAD + lines * writer.leading
                    if not start
                    else start + lines * writer.leading
                )
                strips.append(_Strip(row, start, end))
                start = end
            yield strips
            strips, room = [], full
        strips.append(_Strip(row, start, height))
        room -= height - start
    yield strips


def _draw_table(writer: _Writer, block: Table, count: int) -> None:
    boxes = _boxes(writer, block)
    heights = _heights(writer, block, boxes)
    pages = list(_pages(writer, block, heights))
    for number, strips in enumerate(pages):
        if number:
            writer.new_page(count)
            repeated = [_Strip(row, 0, heights[row]) for row in range(block.heading_rows)]
            _draw_strips(
                writer,
                [box for box in boxes if box.last_row < block.heading_rows],
                heights,
                repeated,
            )
        _draw_strips(writer, boxes, heights, strips)
    writer.y -= writer.leading


def _draw_strips(
    writer: _Writer, boxes: list[_Box], heights: list[float], strips: list[_Strip]
) -> None:
    if not strips:
        return
    tops = [sum(heights[:row]) for row in range(len(heights) + 1)]
    upper = tops[strips[0].row] + strips[0].start
    lower = tops[strips[-1].row] + strips[-1].end
    edges: list[_Edges] = []
    for box in boxes:
        start, end = max(tops[box.row], upper), min(tops[box.last_row + 1], lower)
        if end - start > 0.01:
            top, bottom = writer.y - (start - upper), writer.y - (end - upper)
            edges.append(_Edges(box.x, box.x + box.width, bottom, top))
            whole = tops[box.row], tops[box.last_row + 1]
            _draw_lines(writer, box, whole, (start, end), writer.y + upper)
    _RULINGS[writer.style.ruling](writer.canvas, edges)
    writer.y -= lower - upper


class _Edges(NamedTuple):
    """The outline of a cell on the page, in points."""

    left: float
    right: float
    bottom: float
    top: float


def _rule_boxes(canvas: Canvas, edges: list[_Edges]) -> None:
    """A box around each cell."""
    canvas.setLineWidth(0.5)
    for left, right, bottom, top in edges:
        canvas.rect(left, bottom, right - left, top - bottom)


def _rule_filled(canvas: Canvas, edges: list[_Edges]) -> None:
    """Four thin filled boxes around each cell, as word processors draw."""
    for left, right, bottom, top in edges:
        width, height = right - left, top - bottom
        canvas.rect(left, top, width, 0.48, stroke=0, fill=1)
        canvas.rect(left, bottom, width, 0.48, stroke=0, fill=1)
        canvas.rect(left, bottom, 0.48, height, stroke=0, fill=1)
        canvas.rect(right, bottom, 0.48, height, stroke=0, fill=1)


def _rule_long(canvas: Canvas, edges: list[_Edges]) -> None:
    """Every line once, as long as cells lie beside it."""
    canvas.setLineWidth(0.75)
    across: dict[float, list[tuple[float, float]]] = defaultdict(list)
    down: dict[float, list[tuple[float, float]]] = defaultdict(list)
    for left, right, bottom, top in edges:
        for y in (bottom, top):
            across[round(y, 1)].append((left, right))
        for x in (left, right):
            down[round(x, 1)].append((bottom, top))
    for y, parts in across.items():
        for start, end in _joined(parts):
            canvas.line(start, y, end, y)
    for x, parts in down.items():
        for start, end in _joined(parts):
            canvas.line(x, start, x, end)


def _joined(parts: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Stretches that touch or overlap made one."""
    found: list[tuple[float, float]] = []
    for start, end in sorted(parts):
        if found and start <= found[-1][1] + 0.1:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


_RULINGS: dict[str, Callable[[Canvas, list[_Edges]], None]] = {
    "lines": _rule_boxes,
    "rects": _rule_filled,
    "long": _rule_long,
    "none": lambda canvas, edges: None,
}


def _draw_lines(
    writer: _Writer,
    box: _Box,
    whole: tuple[float, float],
    part: tuple[float, float],
    origin: float,
) -> None:
    """The lines of a cell that fall in the part which this page shows."""
    leading = writer.leading
    if part != whole and box.last_row > box.row and writer.style.spanning == "first":
        lines = _next_lines(box, part, whole, leading)
        part = whole = part
    else:
        lines = box.lines
    first = whole[0] + max(_PAD, (whole[1] - whole[0] - len(lines) * leading) / 2)
    for number, line in enumerate(lines):
        middle = first + (number + 0.5) * leading
        if part == whole or part[0] <= middle < part[1]:
            _draw_line(writer, box, line, origin - first - number * leading - writer.style.size)


def _next_lines(
    box: _Box, part: tuple[float, float], whole: tuple[float, float], leading: float
) -> list[str]:
    """The lines not yet drawn that fit in the part; in the last part all that are left."""
    room = int((part[1] - part[0] - _PAD) / leading)
    if abs(part[1] - whole[1]) < 0.01:
        room = len(box.lines)
    lines = box.lines[box.drawn : box.drawn + room]
    box.drawn += len(lines)
    return lines


def _draw_line(writer: _Writer, box: _Box, line: str, y: float) -> None:
    size = writer.style.size
    writer.canvas.setFont(FONT, size)
    x = box.x + _PAD
    spare = box.width - 2 * _PAD - pdfmetrics.stringWidth(line, FONT, size)
    x += {"left": 0.0, "center": spare / 2, "right": spare}[box.cell.align]
    if not writer.style.single_chars:
        writer.canvas.drawString(x, y, line)
        return
    for shift in (0.0, 0.25) if len(box.cell.text) < 8 else (0.0,):
        at = x + shift
        for char in line:
            writer.canvas.drawString(at, y, char)
            at += pdfmetrics.stringWidth(char, FONT, size)
