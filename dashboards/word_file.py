"""A briefing -> the bytes of a DOCX: A4, short tables with repeated heads, header and footer.

A text goes in as it is: Word runs no formula, and what XML cannot hold is left out.
"""

import io
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from dashboards.briefing import Briefing, BriefTable, Section

LATIN_FACE, CHINESE_FACE = "Times New Roman", "宋体"
HEADING_FACE = "黑体"
TEXT_WIDTH = 17.4
BODY, SMALL, TABLE = Pt(10.5), Pt(8), Pt(8.5)
MUTED = RGBColor(0x47, 0x55, 0x69)


def word_file(briefing: Briefing) -> bytes:
    """The bytes of the document."""
    document = Document()
    _set_page(document)
    _set_faces(document)
    _write_margins(document.sections[0], briefing)
    title = document.add_paragraph(style="Title")
    title.add_run(printable(briefing.title))
    for sentence in briefing.sentences:
        _write(document.add_paragraph(), sentence, SMALL)
    for section in briefing.sections:
        _write_section(document, section)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def printable(text: str) -> str:
    """The text on one line, without the characters that XML cannot hold.

    >>> printable("a\\x00b\\n c")
    'ab c'
    """
    held = "".join(char for char in text if char.isspace() or _is_in_xml(ord(char)))
    return " ".join(held.split())


def _is_in_xml(code: int) -> bool:
    return 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF


def _set_page(document: Any) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(1.8)
    page.top_margin, page.bottom_margin = Cm(1.9), Cm(1.7)
    page.header_distance = page.footer_distance = Cm(0.8)


def _set_faces(document: Any) -> None:
    """Faces that every Word and WPS has; styles of our own sizes, no colours."""
    for name, face, size in (
        ("Normal", CHINESE_FACE, BODY),
        ("Title", HEADING_FACE, Pt(16)),
        ("Heading 1", HEADING_FACE, Pt(12)),
    ):
        style = document.styles[name]
        style.font.name, style.font.size = LATIN_FACE, size
        style.font.color.rgb = RGBColor(0, 0, 0)
        faces = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            faces.attrib.pop(qn(f"w:{kind}"), None)
        faces.set(qn("w:ascii"), LATIN_FACE)
        faces.set(qn("w:hAnsi"), LATIN_FACE)
        faces.set(qn("w:eastAsia"), face)
        style.paragraph_format.space_before = Pt(6 if name == "Heading 1" else 0)
        style.paragraph_format.space_after = Pt(2)


def _write_margins(page: Any, briefing: Briefing) -> None:
    """What stands on every page: above what the figures are, below what they cover."""
    _write(page.header.paragraphs[0], briefing.header, SMALL)
    foot = page.footer.paragraphs[0]
    _write(foot, briefing.footer, SMALL)
    for between, field in ((" · ", "PAGE"), (" / ", "NUMPAGES")):
        foot.add_run(between).font.size = SMALL
        _write_field(foot.add_run(), field)


def _write_field(run: Any, name: str) -> None:
    """A field that the reading program fills: the page, or how many there are."""
    run.font.size = SMALL
    run.text = "1"
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run._r.addprevious(field)
    field.append(run._r)


def _write_section(document: Any, section: Section) -> None:
    document.add_heading(printable(section.title), level=1)
    for sentence in section.sentences:
        _write(document.add_paragraph(), sentence, BODY)
    if section.table:
        _write_table(document, section.table)
    for sentence in section.after:
        _write(document.add_paragraph(), sentence, SMALL)


def _write(paragraph: Any, text: str, size: Any, *, is_bold: bool = False) -> None:
    run = paragraph.add_run(printable(text))
    run.font.size, run.bold = size, is_bold or None


def _write_table(document: Any, table: BriefTable) -> None:
    drawn = document.add_table(rows=1 + len(table.rows), cols=len(table.heads))
    drawn.style, drawn.autofit = "Table Grid", False
    widths = [Cm(TEXT_WIDTH * width / sum(table.widths)) for width in table.widths]
    for column, width in zip(drawn.columns, widths, strict=True):
        column.width = width
    for row, texts in zip(drawn.rows, (table.heads, *table.rows), strict=True):
        _keep_whole(row)
        _write_row(row, texts, widths, table, is_head=texts is table.heads)
    _repeat(drawn.rows[0])


def _write_row(
    row: Any, texts: Sequence[str], widths: Sequence[Any], table: BriefTable, *, is_head: bool
) -> None:
    for number, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        cell.width = widths[number]
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(0)
        if number in table.numbers:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _write(paragraph, text, TABLE, is_bold=is_head)


def _keep_whole(row: Any) -> None:
    """A row that does not fit on a page goes to the next one."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _repeat(row: Any) -> None:
    """The heads stand on every page that the table reaches."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
