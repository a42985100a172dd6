"""Blocks as a workbook: one sheet, cells merged, numbers as text or as true numbers."""

import io
import re
from datetime import date
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tests.carriers.archive import with_fixed_times
from tests.carriers.blocks import Block, Cell, PageBreak, Paragraph, Table

_NUMBER = re.compile(r"(?:0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,11})(?:\.(\d+))?")
_PERCENT = re.compile(r"(\d{1,3})(?:\.(\d+))?%")
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_THIN = Side(style="thin")


def write_xlsx(blocks: list[Block], numbers: bool = False, sheets: bool = False) -> bytes:
    """The blocks below each other, plain numbers typed or as text.

    With `sheets` each page break begins a new sheet; otherwise all stand on one.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    parts = _parts(blocks) if sheets else [blocks]
    for number, part in enumerate(parts, 1):
        _fill(book.create_sheet(f"Sheet{number}"), part, numbers)
    return saved(book)


def write_handled_xlsx(blocks: list[Block]) -> bytes:
    """A workbook as people leave it.

    An empty sheet first, a hidden draft, the form in from the corner, its amounts as numbers
    without a format and its dates shown with slashes.
    """
    book = Workbook()
    book.worksheets[0].title = "说明"
    draft = book.create_sheet("草稿")
    draft.sheet_state = "hidden"
    draft["A1"], draft["B1"] = "项目名称", "草稿项目（作废）"
    sheet = book.create_sheet("公开表")
    _fill(sheet, blocks, True, corner=(3, 2))
    for cell in (cell for line in sheet.iter_rows() for cell in line):
        if cell.number_format.startswith("#,##0"):
            cell.number_format = "General"
        elif cell.number_format == "yyyy-mm-dd":
            cell.number_format = "yyyy/m/d"
    return saved(book)


def _parts(blocks: list[Block]) -> list[list[Block]]:
    """The blocks cut at page breaks."""
    found: list[list[Block]] = [[]]
    for block in blocks:
        if isinstance(block, PageBreak):
            found.append([])
        else:
            found[-1].append(block)
    return [part for part in found if part]


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    written = io.BytesIO()
    book.save(written)
    return with_fixed_times(written.getvalue())


def _fill(
    sheet: Worksheet, blocks: list[Block], numbers: bool, corner: tuple[int, int] = (1, 1)
) -> None:
    width = max([len(block.widths) for block in blocks if isinstance(block, Table)], default=6)
    line, column = corner
    _set_widths(sheet, blocks, column)
    for block in blocks:
        if isinstance(block, Table):
            _put_table(sheet, block, (line, column), numbers)
            line += len(block.rows) + 1
        elif isinstance(block, Paragraph):
            _put_paragraph(sheet, block, (line, column), width)
            line += 1
    sheet.page_setup.orientation = "portrait"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.page_setup.paperSize = 9
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _put_paragraph(sheet: Worksheet, block: Paragraph, place: tuple[int, int], width: int) -> None:
    line, column = place
    cell = sheet.cell(line, column, block.text)
    is_title = block.style in ("title", "subtitle")
    cell.font = Font(
        name="宋体", size=16 if block.style == "title" else 11, bold=block.style == "title"
    )
    cell.alignment = Alignment(
        horizontal="center" if is_title else "left", vertical="center", wrap_text=True
    )
    if width > 1:
        last = column + width - 1
        sheet.merge_cells(start_row=line, start_column=column, end_row=line, end_column=last)
    sheet.row_dimensions[line].height = 16 * (1 + len(block.text) // 45)


def _set_widths(sheet: Worksheet, blocks: list[Block], first: int) -> None:
    """Column widths after the table with the most columns."""
    tables = [block for block in blocks if isinstance(block, Table)]
    widths = max((block.widths for block in tables), key=len, default=())
    for number, width in enumerate(widths, first):
        share = width / sum(widths)
        sheet.column_dimensions[get_column_letter(number)].width = max(8, round(share * 100))


def _put_table(sheet: Worksheet, block: Table, place: tuple[int, int], numbers: bool) -> None:
    top, first = place
    for placed in block.placed():
        line, column = top + placed.row, first + placed.column
        _put(sheet.cell(line, column), placed.cell, numbers)
        _frame(sheet, placed.cell, line, column)
    for number, cells in enumerate(block.rows):
        longest = max((_height(cell, block) for cell in cells if cell.row_span == 1), default=1)
        sheet.row_dimensions[top + number].height = 15 * max(longest, 1.3)


def _height(cell: Cell, block: Table) -> float:
    room = max(4, 50 * cell.column_span / len(block.widths))
    return sum(1 + len(words) // room for words in cell.text.split("\n"))


def _frame(sheet: Worksheet, cell: Cell, line: int, column: int) -> None:
    last_line, last_column = line + cell.row_span - 1, column + cell.column_span - 1
    if (last_line, last_column) != (line, column):
        sheet.merge_cells(
            start_row=line, start_column=column, end_row=last_line, end_column=last_column
        )
    border = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
    for each in sheet.iter_rows(line, last_line, column, last_column):
        for inner in each:
            inner.border = border


def _put(cell: SheetCell, content: Cell, numbers: bool) -> None:
    cell.alignment = Alignment(horizontal=content.align, vertical="center", wrap_text=True)
    cell.font = Font(name="宋体", size=10)
    if numbers and put_number(cell, content.text):
        return
    if content.text:
        cell.value = content.text
        cell.data_type = "s"


def put_number(cell: SheetCell, words: str) -> bool:
    """Whether the text was put in as a number, percent or date that is shown as this text."""
    if found := _NUMBER.fullmatch(words):
        cell.value = float(Decimal(words.replace(",", "")))
        decimals = f".{'0' * len(found[1])}" if found[1] else ""
        cell.number_format = ("#,##0" if "," in words else "0") + decimals
    elif found := _PERCENT.fullmatch(words):
        cell.value = float(Decimal(words[:-1]) / 100)
        cell.number_format = f"0.{'0' * len(found[2])}%" if found[2] else "0%"
    elif found := _DATE.fullmatch(words):
        cell.value = date(*map(int, found.groups()))
        cell.number_format = "yyyy-mm-dd"
    else:
        return False
    return True
