"""Blocks as a Word document with true merged cells."""

import io

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


def write_docx(blocks: list[Block]) -> bytes:
    """A DOCX whose table cells are merged by gridSpan and vMerge."""
    document = Document()
    document.styles["Normal"].font.name = "宋体"
    fonts = document.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), "宋体")
    for block in blocks:
        _add(document, block)
    written = io.BytesIO()
    document.save(written)
    return with_fixed_times(written.getvalue())


def _add(document: DocumentType, block: Block) -> None:
    if isinstance(block, Paragraph):
        paragraph = document.add_paragraph()
        run = paragraph.add_run(block.text)
        run.font.size = Pt(_SIZES.get(block.style, 10.5))
        run.bold = block.style in ("title", "heading")
        if block.style in _ALIGN:
            paragraph.alignment = _ALIGN[block.style]
    elif isinstance(block, Table):
        document.element.body.insert(len(document.element.body) - 1, _table(block))
        document.add_paragraph()
    else:
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _element(parent: _Element, tag: str, **attributes: str) -> _Element:
    child = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        child.set(qn(f"w:{name}"), value)
    parent.append(child)
    return child


def _table(block: Table) -> _Element:
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
    _rows(made, block, widths)
    return made


def _rows(made: _Element, block: Table, widths: list[int]) -> None:
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
                _cell(line, covering[number, column], number, widths)


def _cell(line: _Element, placed: Placed, number: int, widths: list[int]) -> None:
    cell = placed.cell
    made = _element(line, "tc")
    properties = _element(made, "tcPr")
    width = sum(widths[placed.column : placed.column + cell.column_span])
    _element(properties, "tcW", w=str(width), type="dxa")
    if cell.column_span > 1:
        _element(properties, "gridSpan", val=str(cell.column_span))
    is_first = placed.row == number
    if cell.row_span > 1:
        _element(properties, "vMerge", **({"val": "restart"} if is_first else {}))
    _element(properties, "vAlign", val="center")
    _paragraphs(made, cell if is_first else Cell())


def _paragraphs(made: _Element, cell: Cell) -> None:
    for words in cell.text.split("\n"):
        paragraph = _element(made, "p")
        _element(_element(paragraph, "pPr"), "jc", val=cell.align)
        if words:
            run = _element(paragraph, "r")
            _element(_element(run, "rPr"), "sz", val="18")
            content = _element(run, "t")
            content.text = words
            content.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
