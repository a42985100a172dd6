"""Blocks as a Word document with true merged cells."""

import io
from itertools import groupby

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from lxml.etree import _Element

from tests.carriers.archive import with_fixed_times
from tests.carriers.blocks import Block, Cell, Paragraph, Placed, Table

_ALIGN = {
    "title": WD_ALIGN_PARAGRAPH.CENTER,
    "subtitle": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}
_SIZES = {"title": 18, "subtitle": 12, "heading": 14}
_WIDTH = 9000
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def write_docx(blocks: list[Block], edited: bool = False) -> bytes:
    """A DOCX whose table cells are merged by gridSpan and vMerge.

    With `edited` it looks as after much handling: tables in content controls, text in several
    runs, lines ended by breaks, tracked changes, hidden text, a page number in the footer.
    """
    document = Document()
    document.styles["Normal"].font.name = "宋体"
    fonts = document.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), "宋体")
    for block in blocks:
        _add(document, block, edited)
    if edited:
        document.sections[0].footer.paragraphs[0].text = "第 1 页"
        document.add_paragraph().add_run("经办：第3稿，金额待核 123456.78 元").font.hidden = True
    written = io.BytesIO()
    document.save(written)
    return with_fixed_times(written.getvalue())


def _add(document: DocumentType, block: Block, edited: bool) -> None:
    if isinstance(block, Paragraph):
        paragraph = document.add_paragraph()
        run = paragraph.add_run(block.text)
        run.font.size = Pt(_SIZES.get(block.style, 10.5))
        run.bold = block.style in ("title", "heading")
        if block.style in _ALIGN:
            paragraph.alignment = _ALIGN[block.style]
    elif isinstance(block, Table):
        made = _table(block, edited)
        document.element.body.insert(
            len(document.element.body) - 1, _controlled(made) if edited else made
        )
        document.add_paragraph()
    else:
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _controlled(made: _Element) -> _Element:
    """The table inside a content control."""
    control: _Element = OxmlElement("w:sdt")
    _element(_element(control, "sdtPr"), "tag", val="form")
    _element(control, "sdtContent").append(made)
    return control


def _element(parent: _Element, tag: str, **attributes: str) -> _Element:
    child = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        child.set(qn(f"w:{name}"), value)
    parent.append(child)
    return child


def _table(block: Table, edited: bool) -> _Element:
    made: _Element = OxmlElement("w:tbl")
    properties = _element(made, "tblPr")
    _element(properties, "tblStyle", val="TableGrid")
    _element(properties, "tblW", w=str(_WIDTH), type="dxa")
    borders = _element(properties, "tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        _element(borders, side, val="single", sz="4", space="0", color="000000")
    widths = [round(width / sum(block.widths) * _WIDTH) for width in block.widths]
    columns = _element(made, "tblGrid")
    for width in widths:
        _element(columns, "gridCol", w=str(width))
    _rows(made, block, widths, edited)
    return made


def _rows(made: _Element, block: Table, widths: list[int], edited: bool) -> None:
    covering: dict[tuple[int, int], Placed] = {}
    for placed in block.placed():
        for number in range(placed.cell.row_span):
            covering[placed.row + number, placed.column] = placed
    for number in range(len(block.rows)):
        line = _element(made, "tr")
        if number < block.heading_rows:
            _element(_element(line, "trPr"), "tblHeader")
        for column in range(len(widths)):
            if (number, column) in covering:
                placed = covering[number, column]
                cell = placed.cell
                width = sum(widths[column : column + cell.column_span])
                made_cell = _cell(line, placed, number, width)
                write = _edited_paragraph if edited else _paragraphs
                write(made_cell, cell if placed.row == number else Cell())


def _cell(line: _Element, placed: Placed, number: int, width: int) -> _Element:
    cell = placed.cell
    made = _element(line, "tc")
    properties = _element(made, "tcPr")
    _element(properties, "tcW", w=str(width), type="dxa")
    if cell.column_span > 1:
        _element(properties, "gridSpan", val=str(cell.column_span))
    if cell.row_span > 1:
        _element(properties, "vMerge", **({"val": "restart"} if placed.row == number else {}))
    _element(properties, "vAlign", val="center")
    return made


def _paragraphs(made: _Element, cell: Cell) -> None:
    """A paragraph for each line of the cell, its text in one run."""
    for words in cell.text.split("\n"):
        paragraph = _element(made, "p")
        _element(_element(paragraph, "pPr"), "jc", val=cell.align)
        if words:
            _run(paragraph, words)


def _run(parent: _Element, words: str, tag: str = "t") -> None:
    run = _element(parent, "r")
    _element(_element(run, "rPr"), "sz", val="18")
    content = _element(run, tag)
    content.text = words
    content.set(_SPACE, "preserve")


def _edited_paragraph(made: _Element, cell: Cell) -> None:
    """One paragraph: a run for each script, breaks between lines, a tracked change in numbers."""
    paragraph = _element(made, "p")
    _element(_element(paragraph, "pPr"), "jc", val=cell.align)
    for number, words in enumerate(cell.text.split("\n")):
        if number:
            _element(_element(paragraph, "r"), "br")
        for is_ascii, chars in groupby(words, str.isascii):
            run = "".join(chars)
            if is_ascii and run[:2].isdigit():
                _tracked(paragraph, run)
            else:
                _run(paragraph, run)


def _tracked(paragraph: _Element, words: str) -> None:
    """The words as inserted in place of others that are deleted."""
    author = {"id": "1", "author": "经办人", "date": "2024-01-01T00:00:00Z"}
    _run(_element(paragraph, "del", **author), "99999", "delText")
    _run(_element(paragraph, "ins", **author), words)
