"""PDF with a text layer: characters and ruling lines -> paragraphs and tables with true spans.

PDFium is not thread-safe: this module is used by one thread of a process only.
"""

import ctypes
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.document import Box, Document
from ingest.readers.assemble import assemble
from ingest.readers.grid import Ruling, TooManyLines, find_grids
from ingest.readers.pages import Character, Drawing, Line, Page, blocks_of, into_tables, lines_of
from ingest.readers.scan import (
    DOTS_PER_INCH,
    MOST_PIXELS,
    NO_EXTRA,
    can_read_pictures,
    read_picture,
)

MOST_PAGES = 2_000
_MOST_CHARACTERS = 60_000
_MOST_OBJECTS = 60_000
_THIN = 3.0
_BEYOND = 2 * _THIN
_QUARTER_TURN = math.pi / 2
_SLANT = 0.1
_DEEPEST_FORM = 6
_MOST_CLIP_SEGMENTS = 64
_GAP = 4
_MOVE, _LINE = pdfium.FPDF_SEGMENT_MOVETO, pdfium.FPDF_SEGMENT_LINETO
_UNKNOWN = "\ufffd"


class BrokenPdf(Exception):
    """The PDF cannot be opened; the message says why and what to do."""


def read_pdf(data: bytes, may_hold_forms: Callable[[str], bool] = lambda text: True) -> Document:
    """The document of a PDF's text layer; tables are read on pages that may hold forms.

    Raises BrokenPdf where the PDF is damaged, encrypted, too long, or a scan without text.
    """
    try:
        opened = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise BrokenPdf(_why(error)) from None
    try:
        if len(opened) > MOST_PAGES:
            raise BrokenPdf(f"it has {len(opened)} pages: split it into parts of {MOST_PAGES}")
        pages = _pages(opened, may_hold_forms)
    finally:
        opened.close()
    unread = tuple(page.number for page in pages if page.is_unread)
    if len(unread) == len(pages):
        raise BrokenPdf(NO_EXTRA)
    recognised = tuple(page.number for page in pages if page.is_recognised)
    document = assemble(blocks_of(pages, may_hold_forms), len(pages))
    return replace(document, recognised_pages=recognised, unread_pages=unread)


def _why(error: pypdfium2.PdfiumError) -> str:
    if "password" in str(error).lower():
        return "it is encrypted: save it without its password and load that"
    return "it is a damaged PDF: download it again, or print it to a new PDF"


def _pages(opened: pypdfium2.PdfDocument, may_hold_forms: Callable[[str], bool]) -> list[Page]:
    """The pages in order; those near a page that may hold forms are read with their tables too.

    A page is opened once, unless a later one shows that its tables are needed.
    """
    pages: list[Page] = []
    wanted: list[bool] = []
    for index in range(len(opened)):
        with _opened_page(opened, index) as (page, text_page):
            text = str(text_page.get_text_range())
            is_scan = not text.strip() and _shows_picture(page)
            wanted.append(is_scan or may_hold_forms(text))
            if is_scan:
                pages.append(_scanned_page(page, index + 1))
            elif any(wanted[-2:]):
                pages.append(_page(page, text_page, index + 1))
            else:
                pages.append(_page_without_tables(index + 1, text))
    for index, page in enumerate(pages):
        if page.height <= 0 and not page.is_unread and _is_near(wanted, index):
            with _opened_page(opened, index) as (again, text_page):
                pages[index] = _page(again, text_page, index + 1)
    return pages


def _shows_picture(page: pypdfium2.PdfPage) -> bool:
    """Whether the page, which has no text, shows a picture at all."""
    kinds = (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM)
    return next(page.get_objects(filter=kinds, max_depth=2), None) is not None


def _scanned_page(page: pypdfium2.PdfPage, number: int) -> Page:
    """The page read from its picture; unread where the extra for scans is not installed."""
    if not can_read_pictures():
        return Page(number, 0.0, 0.0, (), (), is_unread=True)
    width, height = page.get_size()
    inches = (width / 72.0) * (height / 72.0)
    dots = min(DOTS_PER_INCH, (MOST_PIXELS / max(inches, 1.0)) ** 0.5)
    bitmap = page.render(scale=dots / 72.0, rev_byteorder=True)
    return read_picture(bitmap.to_numpy()[:, :, :3], number, dots)


@contextmanager
def _opened_page(
    opened: pypdfium2.PdfDocument, index: int
) -> Iterator[tuple[pypdfium2.PdfPage, pypdfium2.PdfTextPage]]:
    page = opened[index]
    text_page = page.get_textpage()
    try:
        yield page, text_page
    finally:
        text_page.close()
        page.close()


def _is_near(wanted: Sequence[bool], index: int) -> bool:
    """Whether the page is wanted, next to one that is, or in a short gap between two."""
    if any(wanted[max(0, index - 1) : index + 2]):
        return True
    before, after = wanted[max(0, index - _GAP) : index], wanted[index + 1 : index + 1 + _GAP]
    return any(before) and any(after)


def _page_without_tables(number: int, text: str) -> Page:
    lines = (" ".join(line.split()) for line in text.splitlines())
    box = (0.0, 0.0, 0.0, 0.0)
    return Page(number, 0.0, 0.0, tuple(Line(line, box) for line in lines if line), ())


def _page(page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage, number: int) -> Page:
    shown = _Shown.of(page)
    characters = _characters(text_page.raw, shown, _clips(page.raw, shown))
    try:
        grids = find_grids(_rulings(page.raw, shown))
    except TooManyLines:
        grids = []
    outside, tables = into_tables(characters, grids, _drawing_of(text_page.raw))
    return Page(number, shown.width, shown.height, tuple(lines_of(outside)), tuple(tables))


@dataclass(frozen=True)
class _Shown:
    """How a page is shown: its visible box, and the quarter turns to the right it is given."""

    box: Box
    turns: int

    @staticmethod
    def of(page: pypdfium2.PdfPage) -> "_Shown":
        return _Shown(page.get_bbox(), page.get_rotation() // 90 % 4)

    @cached_property
    def height(self) -> float:
        left, bottom, right, top = self.box
        return right - left if self.turns % 2 else top - bottom

    @cached_property
    def width(self) -> float:
        left, bottom, right, top = self.box
        return top - bottom if self.turns % 2 else right - left

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the page's own space is shown, from the lower left corner."""
        left, bottom, right, top = self.box
        if self.turns == 1:
            return y - bottom, right - x
        if self.turns == 2:
            return right - x, top - y
        if self.turns == 3:
            return top - y, x - left
        return x - left, y - bottom

    def rectangle(self, left: float, bottom: float, right: float, top: float) -> Box:
        if self.turns == 0:
            x, y = self.box[0], self.box[1]
            return left - x, bottom - y, right - x, top - y
        one, other = self.point(left, bottom), self.point(right, top)
        return (
            min(one[0], other[0]),
            min(one[1], other[1]),
            max(one[0], other[0]),
            max(one[1], other[1]),
        )

    @cached_property
    def matrix(self) -> "Matrix":
        """What takes a point of the page's own space to where it is shown."""
        x, y = self.point(0.0, 0.0)
        right, up = self.point(1.0, 0.0), self.point(0.0, 1.0)
        return right[0] - x, right[1] - y, up[0] - x, up[1] - y, x, y


def _characters(
    text_page: pdfium.FPDF_TEXTPAGE, shown: _Shown, clips: Mapping[int | None, Box]
) -> list[Character]:
    """The visible characters in the order of the file, each once though it is drawn twice.

    One that is cut stands where its visible part is.
    """
    count = pdfium.FPDFText_CountChars(text_page)
    if count > _MOST_CHARACTERS:
        raise BrokenPdf(f"a page holds {count} characters: it is no printed page")
    box = pdfium.FS_RECTF()
    place = ctypes.byref(box)
    found: list[Character] = []
    drawn: set[tuple[str, int, int]] = set()
    upright_left = upright_bottom = 0.0
    unicode_of, box_of = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox
    rectangle = shown.rectangle
    widest, highest = 2 * (shown.width + _THIN), 2 * (shown.height + _THIN)
    for index in range(count):
        code = unicode_of(text_page, index)
        if code in (0x20, 0x0D, 0x0A, 0x02) and pdfium.FPDFText_IsGenerated(text_page, index):
            continue
        if not box_of(text_page, index, place):
            continue
        text = chr(code) if 0x20 <= code < 0x110000 and not 0xD800 <= code < 0xE000 else _UNKNOWN
        left, bottom, right, top = rectangle(box.left, box.bottom, box.right, box.top)
        clip = _clip_of(text_page, index, clips) if clips else None
        if clip is not None:
            left, bottom, right, top = _common((left, bottom, right, top), clip)
            if right <= left or top <= bottom:
                continue
        if not (-_BEYOND <= left + right <= widest and -_BEYOND <= bottom + top <= highest):
            continue
        is_beside = bottom == upright_bottom or left == upright_left
        if not is_beside and _is_slanted(text_page, index):
            continue
        upright_left, upright_bottom = left, bottom
        x, y = round(left), round(bottom)
        spot = (text, x, y)
        if text != " " and (
            spot in drawn or (text, x - 1, y) in drawn or (text, x + 1, y) in drawn
        ):
            continue
        drawn.add(spot)
        found.append(Character(text, index, left, bottom, right, top))
    return found


def _clip_of(
    text_page: pdfium.FPDF_TEXTPAGE, index: int, clips: Mapping[int | None, Box]
) -> Box | None:
    return clips.get(_address(pdfium.FPDFText_GetTextObject(text_page, index)))


def _address(item: pdfium.FPDF_PAGEOBJECT) -> int | None:
    return ctypes.cast(item, ctypes.c_void_p).value


def _common(one: Box, other: Box) -> Box:
    """What two boxes share; it has no width or height where they share nothing."""
    left, bottom = max(one[0], other[0]), max(one[1], other[1])
    return left, bottom, min(one[2], other[2]), min(one[3], other[3])


def _clips(page: pdfium.FPDF_PAGE, shown: _Shown) -> dict[int | None, Box]:
    """The box that is visible of each drawing of text that is cut, by the drawing's address.

    A spreadsheet prints a cell that two pages share on both and cuts what is beyond the page.
    """
    clips: dict[int | None, Box] = {}
    for index in range(min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        item = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        clip = pdfium.FPDFPageObj_GetClipPath(item)
        if not clip or pdfium.FPDFClipPath_CountPaths(clip) <= 0:
            continue
        visible, drawn = _clip_box(clip, shown), _bounds_of(item, shown)
        if visible and drawn and _common(visible, drawn) != drawn:
            clips[_address(item)] = visible
    return clips


def _bounds_of(item: pdfium.FPDF_PAGEOBJECT, shown: _Shown) -> Box | None:
    box = _Sides().of(item)
    return shown.rectangle(*box) if box else None


def _clip_box(clip: pdfium.FPDF_CLIPPATH, shown: _Shown) -> Box | None:
    """The box around what all paths of a clip let through; None where they are too many."""
    x, y = ctypes.c_float(), ctypes.c_float()
    box: Box | None = None
    for path in range(pdfium.FPDFClipPath_CountPaths(clip)):
        count = pdfium.FPDFClipPath_CountPathSegments(clip, path)
        if not 0 < count <= _MOST_CLIP_SEGMENTS:
            continue
        points = []
        for index in range(count):
            segment = pdfium.FPDFClipPath_GetPathSegment(clip, path, index)
            pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
            points.append(shown.point(x.value, y.value))
        xs, ys = zip(*points, strict=True)
        around = (min(xs), min(ys), max(xs), max(ys))
        box = around if box is None else _common(box, around)
    return box


def _is_slanted(text_page: pdfium.FPDF_TEXTPAGE, index: int) -> bool:
    """Whether a character stands at an angle to the page's sides: a watermark's do."""
    turn = pdfium.FPDFText_GetCharAngle(text_page, index) % _QUARTER_TURN
    return bool(_SLANT < turn < _QUARTER_TURN - _SLANT)


def _rulings(page: pdfium.FPDF_PAGE, shown: _Shown) -> list[Ruling]:
    """The straight lines along the page's sides that its paths and thin boxes draw."""
    count = pdfium.FPDFPage_CountObjects(page)
    objects = (pdfium.FPDFPage_GetObject(page, index) for index in range(count))
    found: list[Ruling] = []
    sides = _Sides()
    for number, (item, kind, matrix) in enumerate(_drawn(objects, _IDENTITY, 0)):
        if number > _MOST_OBJECTS:
            raise TooManyLines
        found.extend(_path_rulings(item, kind, matrix, shown, sides))
    return found


class _Sides:
    """What PDFium writes the bounds of one object after another to."""

    def __init__(self) -> None:
        self.values = [ctypes.c_float() for _ in range(4)]
        self.places = [ctypes.byref(value) for value in self.values]

    def of(self, item: pdfium.FPDF_PAGEOBJECT) -> Box | None:
        """Left, bottom, right and top in the page's own space; None for an object without."""
        if not pdfium.FPDFPageObj_GetBounds(item, *self.places):
            return None
        left, bottom, right, top = self.values
        return left.value, bottom.value, right.value, top.value


Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _drawn(
    objects: Iterable[pdfium.FPDF_PAGEOBJECT], outer: Matrix, depth: int
) -> Iterator[tuple[pdfium.FPDF_PAGEOBJECT, int, Matrix]]:
    """The paths and pictures, with their kind and the matrix of what they stand in."""
    for item in objects:
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE):
            yield item, kind, outer
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
            count = pdfium.FPDFFormObj_CountObjects(item)
            inner = (pdfium.FPDFFormObj_GetObject(item, index) for index in range(count))
            yield from _drawn(inner, _times(_matrix_of(item), outer), depth + 1)


def _matrix_of(item: pdfium.FPDF_PAGEOBJECT) -> Matrix:
    m = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(m)):
        return _IDENTITY
    return m.a, m.b, m.c, m.d, m.e, m.f


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    if inner == _IDENTITY or outer == _IDENTITY:
        return outer if inner == _IDENTITY else inner
    a, b, c, d, e, f = inner
    oa, ob, oc, od, oe, of = outer
    return (
        a * oa + b * oc,
        a * ob + b * od,
        c * oa + d * oc,
        c * ob + d * od,
        e * oa + f * oc + oe,
        e * ob + f * od + of,
    )


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _path_rulings(
    item: pdfium.FPDF_PAGEOBJECT, kind: int, outer: Matrix, shown: _Shown, sides: _Sides
) -> list[Ruling]:
    """The rulings of one path: itself where it is thin, else its straight strokes."""
    box = sides.of(item)
    if box is None:
        return []
    if outer is not _IDENTITY:
        box = *_apply(outer, *box[:2]), *_apply(outer, *box[2:])
    thin = _thin(*shown.rectangle(*box))
    if thin or kind != pdfium.FPDF_PAGEOBJ_PATH or not _is_stroked(item):
        return thin
    return _strokes(item, _times(_times(_matrix_of(item), outer), shown.matrix))


def _thin(left: float, bottom: float, right: float, top: float) -> list[Ruling]:
    """The ruling that a box is where it is thin."""
    if top - bottom <= _THIN < right - left:
        return [Ruling(True, (bottom + top) / 2, left, right)]
    if right - left <= _THIN < top - bottom:
        return [Ruling(False, (left + right) / 2, bottom, top)]
    return []


def _is_stroked(path: pdfium.FPDF_PAGEOBJECT) -> bool:
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, mode, stroke)
    return bool(stroke.value)


def _strokes(path: pdfium.FPDF_PAGEOBJECT, matrix: Matrix) -> list[Ruling]:
    """The straight strokes of a path along the page's sides."""
    x, y = ctypes.c_float(), ctypes.c_float()
    here_x, here_y = ctypes.byref(x), ctypes.byref(y)
    segment_of, point_of = pdfium.FPDFPath_GetPathSegment, pdfium.FPDFPathSegment_GetPoint
    kind_of, is_closing = pdfium.FPDFPathSegment_GetType, pdfium.FPDFPathSegment_GetClose
    a, b, c, d, e, f = matrix
    found: list[Ruling] = []
    first = last = None
    for index in range(min(pdfium.FPDFPath_CountSegments(path), _MOST_OBJECTS)):
        segment = segment_of(path, index)
        point_of(segment, here_x, here_y)
        u, v = x.value, y.value
        point = a * u + c * v + e, b * u + d * v + f
        kind = kind_of(segment)
        if kind == _MOVE:
            first = last = point
            continue
        if kind == _LINE and last is not None:
            found += _stroke(last, point)
        last = point
        if first is not None and is_closing(segment):
            found += _stroke(point, first)
            last = first
    return found


def _stroke(one: tuple[float, float], other: tuple[float, float]) -> tuple[Ruling, ...]:
    (x, y), (to_x, to_y) = one, other
    wide, high = abs(to_x - x), abs(to_y - y)
    if high <= _THIN < wide:
        return (Ruling(True, (y + to_y) / 2, *((x, to_x) if x < to_x else (to_x, x))),)
    if wide <= _THIN < high:
        return (Ruling(False, (x + to_x) / 2, *((y, to_y) if y < to_y else (to_y, y))),)
    return ()


def _drawing_of(text_page: pdfium.FPDF_TEXTPAGE) -> Drawing:
    """Which drawing a character belongs to: those drawn in one go stand in one cell."""

    def drawing(character: Character) -> int | None:
        return _address(pdfium.FPDFText_GetTextObject(text_page, character.number))

    return drawing
