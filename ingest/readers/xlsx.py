"""XLSX: the parts of an Excel package -> visible sheets, their cells as they are shown."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from ingest.readers.marks import STRUCK, joined, level_of
from ingest.readers.number_formats import (
    BUILT_IN,
    GENERAL,
    doubts_about,
    read_from,
    shown_text,
    stored_number,
)
from ingest.readers.ooxml import attribute, child, children, is_on, number, tag, value
from ingest.readers.packages import BrokenFile, Package, not_well_formed
from ingest.readers.sheets import Merge, Sheet, SheetCell
from ingest.readers.spans import MOST_CHARACTERS
from ingest.readers.symbols import UNKNOWN, printed

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
MOST_STRINGS = 500_000
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_SIDES = ("left", "right", "top", "bottom")
_YES = ("1", "true")


class _Font(NamedTuple):
    """A font: its name, whether it strikes its text out, and its level on the line."""

    name: str | None = None
    is_struck: bool = False
    level: int = 0


class _String(NamedTuple):
    """A string as parts, each with its font; None for the font of the cell."""

    parts: tuple[tuple[str, _Font | None], ...]


class _Style(NamedTuple):
    """How cells of one style are shown."""

    code: str = GENERAL
    font: _Font = _Font()
    is_ruled: bool = False


@dataclass(frozen=True)
class _Workbook:
    """What all sheets of a workbook share; `is_recalculated` where it does not keep its results."""

    package: Package
    strings: list[_String]
    styles: list[_Style]
    is_1904: bool
    is_recalculated: bool


def sheets_of_xlsx(data: bytes) -> Iterator[Sheet]:
    """The sheets in order, hidden ones unread. Raises BrokenFile for a workbook that is broken."""
    package = Package(data)
    main = package.main_part("xl/workbook.xml")
    root = package.root(main)
    named = package.relationships(main)
    parts = {one.type: one.target for one in named.values()}
    workbook = _Workbook(
        package,
        _strings(package, parts.get("sharedStrings")),
        _styles(package, parts.get("styles")),
        attribute(child(root, "workbookPr"), "date1904") in _YES,
        attribute(child(root, "calcPr"), "fullCalcOnLoad") in _YES,
    )
    for element in children(child(root, "sheets"), "sheet"):
        sheet = named.get(attribute(element, "id") or "")
        name = attribute(element, "name") or ""
        is_visible = (attribute(element, "state") or "visible") == "visible"
        if sheet and sheet.type == "worksheet" and is_visible:
            yield _SheetReader(workbook, Sheet(name)).read(sheet.target)
        elif sheet and sheet.type == "worksheet":
            yield Sheet(name, is_hidden=True)


def _elements(package: Package, part: str, *names: str) -> Iterator[etree._Element]:
    """The elements of those names as they end; those before an outermost one are let go."""
    source = io.BytesIO(package.read_xml(part))
    tags = [f"{{*}}{name}" for name in names]
    try:
        yield from (
            element
            for _, element in etree.iterparse(
                source, tag=tags, resolve_entities=False, no_network=True, huge_tree=False
            )
        )
    except etree.XMLSyntaxError as error:
        raise not_well_formed(part, error) from None


def _let_go(element: etree._Element) -> None:
    """Empty an element that has been read, and drop those before it."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def _strings(package: Package, part: str | None) -> list[_String]:
    """The strings that cells name by number."""
    strings: list[_String] = []
    if part is not None and package.holds(part):
        for element in _elements(package, part, "si"):
            if len(strings) >= MOST_STRINGS:
                raise BrokenFile(f"it holds over {MOST_STRINGS:,} texts: split it")
            strings.append(_string(element))
            _let_go(element)
    return strings


def _string(element: etree._Element) -> _String:
    """The text of a string; how it is pronounced is left out."""
    runs = list(children(element, "r"))
    if not runs:
        return _plain(_text(child(element, "t")))
    return _String(tuple((_unescaped(_text(child(run, "t"))), _font_of(run)) for run in runs))


def _plain(text: str) -> _String:
    return _String(((_unescaped(text), None),))


def _font_of(run: etree._Element) -> _Font | None:
    properties = child(run, "rPr")
    return None if properties is None else _font(properties, "rFont")


def _font(properties: etree._Element, name: str) -> _Font:
    level = level_of(value(properties, "vertAlign"))
    return _Font(value(properties, name), is_on(properties, "strike"), level)


def _in_fonts(string: _String, of_cell: _Font) -> tuple[str, bool]:
    """The text as its fonts print it, and whether some is struck out."""
    parts: list[tuple[str, int]] = []
    is_struck = False
    for text, own in string.parts:
        font = own or of_cell
        if font.is_struck and text.strip():
            is_struck = True
            parts.append((" ", 0))
        else:
            parts.append((printed(text, font.name), font.level))
    return joined(parts), is_struck


def _text(element: etree._Element | None) -> str:
    return "" if element is None else element.text or ""


def _unescaped(text: str) -> str:
    """The text with `_x000D_` and the like as the characters they stand for."""
    return _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text) if "_x" in text else text


def _styles(package: Package, part: str | None) -> list[_Style]:
    """The styles that cells name by number."""
    if part is None or not package.holds(part):
        return []
    root = package.root(part)
    codes = dict(BUILT_IN)
    for element in children(child(root, "numFmts"), "numFmt"):
        codes[number(attribute(element, "numFmtId"), 0)] = attribute(element, "formatCode") or ""
    ruled = [_is_ruled(border) for border in children(child(root, "borders"), "border")]
    fonts = [_font(font, "name") for font in children(child(root, "fonts"), "font")]
    styles = []
    for element in children(child(root, "cellXfs"), "xf"):
        border = number(attribute(element, "borderId"), 0)
        font = number(attribute(element, "fontId"), 0)
        styles.append(
            _Style(
                codes.get(number(attribute(element, "numFmtId"), 0), GENERAL) or GENERAL,
                fonts[font] if 0 <= font < len(fonts) else _Font(),
                0 <= border < len(ruled) and ruled[border],
            )
        )
    return styles


def _is_ruled(border: etree._Element) -> bool:
    return any(
        tag(side) in _SIDES and (attribute(side, "style") or "none") != "none" for side in border
    )


@dataclass
class _SheetReader:
    """Reads one sheet; `row` and `column` are those of the next cell that does not tell its own."""

    workbook: _Workbook
    sheet: Sheet
    row: int = 0
    column: int = 0
    _cells: list[SheetCell] = field(default_factory=list)
    _characters: int = 0

    def read(self, part: str) -> Sheet:
        """The sheet of a part. Raises BrokenFile."""
        package = self.workbook.package
        for element in _elements(package, part, "c", "row", "col", "mergeCell", "drawing"):
            name = tag(element)
            if name == "c":
                self._read_cell(element)
            elif name == "row":
                self._end_row(element)
                _let_go(element)
            elif name == "col":
                self._read_column(element)
                _let_go(element)
            elif name == "mergeCell":
                self.sheet.add_merge(_range(attribute(element, "ref") or ""))
                _let_go(element)
            else:
                named = package.relationships(part).get(attribute(element, "id") or "")
                if named and package.holds(named.target):
                    self.sheet.boxes.extend(_boxes(package.root(named.target)))
        return self.sheet

    def _read_cell(self, element: etree._Element) -> None:
        told = element.get("r")
        if told:
            self.row, self.column = _place(told)
        style = self._style(element)
        text, doubts = self._text_and_doubts(element, style)
        if text or style.is_ruled or doubts:
            self._add(SheetCell(self.row, self.column, text, style.is_ruled, doubts))
        self.column += 1

    def _add(self, cell: SheetCell) -> None:
        self._cells.append(cell)
        self._characters += len(cell.text)
        if self._characters > MOST_CHARACTERS:
            raise BrokenFile(
                f"its sheet {self.sheet.name} holds over {MOST_CHARACTERS:,} characters: split it"
            )

    def _end_row(self, element: etree._Element) -> None:
        """Add the row's cells to the sheet."""
        index = number(attribute(element, "r"), self.row + 1) - 1
        is_hidden = attribute(element, "hidden") in _YES or _is_zero(attribute(element, "ht"))
        if is_hidden and 0 <= index < MOST_ROWS:
            self.sheet.hidden_rows.add(index)
        self.sheet.add_row(self._cells)
        self._cells = []
        self.row, self.column = index + 1, 0

    def _read_column(self, element: etree._Element) -> None:
        if attribute(element, "hidden") in _YES or _is_zero(attribute(element, "width")):
            if len(self.sheet.hidden_columns) >= MOST_COLUMNS:
                return
            first = number(attribute(element, "min"), 1)
            last = min(number(attribute(element, "max"), first), MOST_COLUMNS)
            self.sheet.hidden_columns.update(range(max(first, 1) - 1, last))

    def _style(self, element: etree._Element) -> _Style:
        index = number(element.get("s"), 0)
        styles = self.workbook.styles
        return styles[index] if 0 <= index < len(styles) else _Style()

    def _text_and_doubts(
        self, element: etree._Element, style: _Style
    ) -> tuple[str, tuple[str, ...]]:
        """What the cell shows, and the codes of what it does not.

        U+FFFD stands for a formula whose result the workbook does not keep.
        """
        kind = element.get("t") or "n"
        parts = {tag(part): part for part in element}
        text = _text(parts.get("v"))
        if "f" in parts and self._is_lost(kind, text, is_kept="v" in parts):
            return UNKNOWN, ()
        if kind == "inlineStr":
            return _shown(_string(parts["is"]), style) if "is" in parts else ("", ())
        if kind == "s":
            return _shown(self._shared(text), style) if text else ("", ())
        if kind not in ("b", "n"):
            return _shown(_plain(text), style)
        if style.font.is_struck and text.strip():
            return "", (STRUCK,)
        if kind == "b":
            return "TRUE" if text.strip() in _YES else "FALSE" if text else "", ()
        return _number_shown(text.strip(), style.code, self.workbook.is_1904)

    def _is_lost(self, kind: str, text: str, is_kept: bool) -> bool:
        """Whether the workbook does not keep a formula's result, or a zero not yet worked out."""
        if not is_kept or (kind != "str" and not text):
            return True
        return self.workbook.is_recalculated and kind == "n" and text.strip() == "0"

    def _shared(self, text: str) -> _String:
        index = number(text, -1)
        if not 0 <= index < len(self.workbook.strings):
            raise BrokenFile(
                f"its sheet {self.sheet.name} names a missing text: open it and save it again"
            )
        return self.workbook.strings[index]


def _shown(string: _String, style: _Style) -> tuple[str, tuple[str, ...]]:
    """What a cell shows of a text, and the codes of what it does not."""
    text, is_struck = _in_fonts(string, style.font)
    is_left = bool(text.strip() if is_struck else text)
    return shown_text(text, style.code) if is_left else "", (STRUCK,) if is_struck else ()


def _number_shown(text: str, code: str, is_1904: bool) -> tuple[str, tuple[str, ...]]:
    """What the sheet shows of a stored number, and the codes of what it does not.

    A text that is none stays as it is.
    """
    try:
        stored = stored_number(float(text))
    except ValueError:
        return text, ()
    if not stored.is_finite():
        return text, ()
    return read_from(stored, code, is_1904), () if code == GENERAL else doubts_about(stored, code)


def _is_zero(size: str | None) -> bool:
    return size is not None and re.fullmatch(r"0+(?:\.0*)?", size) is not None


def _place(text: str) -> tuple[int, int]:
    """The row and column, from 0, of a cell by its name. Raises BrokenFile for none."""
    found = _REFERENCE.fullmatch(text)
    column = _column(found.group(1)) if found else 0
    row = int(found.group(2)) if found else 0
    if not (1 <= row <= MOST_ROWS and 1 <= column <= MOST_COLUMNS):
        raise BrokenFile(f"it names a cell {text[:20]!r}, which is none: open it and save it again")
    return row - 1, column - 1


@lru_cache(maxsize=MOST_COLUMNS)
def _column(letters: str) -> int:
    """The number, from 1, of the column of those letters."""
    number_so_far = 0
    for letter in letters.upper():
        number_so_far = 26 * number_so_far + ord(letter) - ord("A") + 1
    return number_so_far


def _range(text: str) -> Merge:
    first, _, last = text.partition(":")
    row, column = _place(first)
    end_row, end_column = _place(last or first)
    return Merge(row, column, end_row + 1, end_column + 1)


def _boxes(drawing: etree._Element) -> Iterator[str]:
    """The paragraphs of the text boxes that lie on a sheet."""
    for body in drawing.iter("{*}txBody"):
        for paragraph in children(body, "p"):
            text = "".join(_text(part) for part in paragraph.iter("{*}t"))
            if text.strip():
                yield text
