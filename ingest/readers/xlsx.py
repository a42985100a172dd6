"""XLSX: the parts of an Excel package -> visible sheets, their cells as they are shown."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from ingest.readers.number_formats import (
    BUILT_IN,
    GENERAL,
    hides_digits,
    shown,
    shown_text,
    stored_number,
)
from ingest.readers.ooxml import attribute, child, children, number, tag, value
from ingest.readers.packages import BrokenFile, Package, not_well_formed
from ingest.readers.sheets import Merge, Sheet, SheetCell
from ingest.readers.symbols import UNKNOWN, printed

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_SIDES = ("left", "right", "top", "bottom")
_YES = ("1", "true")


class _String(NamedTuple):
    """A string; where it is rich its parts have their own fonts, which are applied."""

    text: str
    is_rich: bool


class _Style(NamedTuple):
    """How cells of one style are shown."""

    code: str = GENERAL
    font: str | None = None
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
    strings = []
    if part is not None and package.holds(part):
        for element in _elements(package, part, "si"):
            strings.append(_string(element))
            _let_go(element)
    return strings


def _string(element: etree._Element) -> _String:
    """The text of a string; how it is pronounced is left out."""
    runs = list(children(element, "r"))
    if not runs:
        return _String(_unescaped(_text(child(element, "t"))), is_rich=False)
    parts = (
        printed(_unescaped(_text(child(run, "t"))), value(run, "rPr", "rFont")) for run in runs
    )
    return _String("".join(parts), is_rich=True)


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
    fonts = [value(font, "name") for font in children(child(root, "fonts"), "font")]
    styles = []
    for element in children(child(root, "cellXfs"), "xf"):
        border = number(attribute(element, "borderId"), 0)
        font = number(attribute(element, "fontId"), 0)
        styles.append(
            _Style(
                codes.get(number(attribute(element, "numFmtId"), 0), GENERAL) or GENERAL,
                fonts[font] if 0 <= font < len(fonts) else None,
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
            elif name == "mergeCell":
                self.sheet.merges.append(_range(attribute(element, "ref") or ""))
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
        text = self._shown(element, style)
        hides = self._hides_digits(element, style)
        if text or style.is_ruled or hides:
            self._cells.append(SheetCell(self.row, self.column, text, style.is_ruled, hides))
        self.column += 1

    def _end_row(self, element: etree._Element) -> None:
        """Add the row's cells to the sheet."""
        index = number(attribute(element, "r"), self.row + 1) - 1
        if attribute(element, "hidden") in _YES or _is_zero(attribute(element, "ht")):
            self.sheet.hidden_rows.add(index)
        self.sheet.add_row(self._cells)
        self._cells = []
        self.row, self.column = index + 1, 0

    def _read_column(self, element: etree._Element) -> None:
        if attribute(element, "hidden") in _YES or _is_zero(attribute(element, "width")):
            first = number(attribute(element, "min"), 1)
            last = min(number(attribute(element, "max"), first), MOST_COLUMNS)
            self.sheet.hidden_columns.update(range(max(first, 1) - 1, last))

    def _style(self, element: etree._Element) -> _Style:
        index = number(element.get("s"), 0)
        styles = self.workbook.styles
        return styles[index] if 0 <= index < len(styles) else _Style()

    def _shown(self, element: etree._Element, style: _Style) -> str:
        """What the cell shows; U+FFFD for a formula whose result the workbook does not keep."""
        kind = element.get("t") or "n"
        parts = {tag(part): part for part in element}
        text = _text(parts.get("v"))
        if "f" in parts and self._is_lost(kind, text, is_kept="v" in parts):
            return UNKNOWN
        if kind == "inlineStr":
            return self._string(_string(parts["is"]), style) if "is" in parts else ""
        if kind == "s":
            return self._string(self._shared(text), style) if text else ""
        if kind == "b":
            return "TRUE" if text.strip() in _YES else "FALSE" if text else ""
        if kind == "n":
            return _number_text(text.strip(), style.code, self.workbook.is_1904)
        return self._string(_String(_unescaped(text), is_rich=False), style)

    def _hides_digits(self, element: etree._Element, style: _Style) -> bool:
        """Whether the cell holds a number of which its format shows less."""
        if style.code == GENERAL or (element.get("t") or "n") != "n":
            return False
        try:
            stored = stored_number(float(_text(child(element, "v"))))
        except ValueError:
            return False
        return hides_digits(stored, style.code)

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

    def _string(self, string: _String, style: _Style) -> str:
        text = string.text if string.is_rich else printed(string.text, style.font)
        return shown_text(text, style.code) if text else ""


def _number_text(text: str, code: str, is_1904: bool) -> str:
    """What the sheet shows of a stored number; a text that is none stays as it is."""
    try:
        stored = stored_number(float(text))
    except ValueError:
        return text
    return shown(stored, code, is_1904) if stored.is_finite() else text


def _is_zero(size: str | None) -> bool:
    return size is not None and re.fullmatch(r"0+(?:\.0*)?", size) is not None


def _place(text: str) -> tuple[int, int]:
    """The row and column, from 0, of a cell by its name. Raises BrokenFile for none."""
    found = _REFERENCE.fullmatch(text)
    column = 0
    for letter in found.group(1).upper() if found else "":
        column = 26 * column + ord(letter) - ord("A") + 1
    row = int(found.group(2)) if found else 0
    if not (1 <= row <= MOST_ROWS and 1 <= column <= MOST_COLUMNS):
        raise BrokenFile(f"it names a cell {text[:20]!r}, which is none: open it and save it again")
    return row - 1, column - 1


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
