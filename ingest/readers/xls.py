"""XLS: an old Excel workbook -> visible sheets, their cells as they are shown."""

import io
import struct
from collections.abc import Iterator
from typing import Any

import xlrd
from xlrd.book import Book
from xlrd.compdoc import CompDoc, CompDocError
from xlrd.formatting import XF
from xlrd.sheet import Sheet as OldSheet

from ingest.readers.marks import ABOVE, BELOW, STRUCK, joined
from ingest.readers.number_formats import (
    BUILT_IN,
    GENERAL,
    LOCAL_DATES,
    doubts_about,
    read_from,
    shown_text,
    stored_number,
)
from ingest.readers.packages import BrokenFile
from ingest.readers.sheets import Merge, Sheet, SheetCell
from ingest.readers.symbols import printed

_OLE = b"\xd0\xcf\x11\xe0"
_STREAM = 2
_LEVELS = {1: ABOVE, 2: BELOW}
_FAULTS = (
    xlrd.XLRDError,
    CompDocError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    OverflowError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
)


def sheets_of_xls(data: bytes) -> Iterator[Sheet]:
    """The sheets in order, hidden ones unread. Raises BrokenFile for a workbook that is broken."""
    try:
        _check_chains(data)
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, ragged_rows=True, logfile=io.StringIO()
        )
        for opened in book.sheets():
            is_visible = opened.visibility == 0
            yield _sheet(book, opened) if is_visible else Sheet(opened.name, is_hidden=True)
    except _FAULTS as error:
        raise BrokenFile(_why(error)) from None


def _check_chains(data: bytes) -> None:
    """Raise CompDocError where a short stream's sectors lead in a circle: xlrd follows them."""
    if not data.startswith(_OLE):
        return
    opened = CompDoc(data, logfile=io.StringIO())
    for node in opened.dirlist:
        sector, steps = node.first_SID, 0
        is_short = node.etype == _STREAM and node.tot_size < opened.min_size_std_stream
        while is_short and 0 <= sector < len(opened.SSAT):
            sector, steps = opened.SSAT[sector], steps + 1
            if steps > len(opened.SSAT):
                raise CompDocError("a stream's sectors lead in a circle")


def _why(error: Exception) -> str:
    if "encrypted" in str(error).lower():
        return "it is encrypted: save it without its password and load that"
    return "it is a damaged old Excel file: open it, save it as .xlsx and load that"


def _sheet(book: Book, opened: OldSheet) -> Sheet:
    sheet = Sheet(opened.name)
    sheet.hidden_rows = {row for row, info in opened.rowinfo_map.items() if info.hidden}
    sheet.hidden_columns = {column for column, info in opened.colinfo_map.items() if info.hidden}
    for row, end, left, right in opened.merged_cells:
        sheet.add_merge(Merge(row, left, end, right))
    for row in range(opened.nrows):
        cells = (_cell(book, opened, row, column) for column in range(opened.row_len(row)))
        sheet.add_row([c for c in cells if c.is_filled or c.is_ruled])
    return sheet


def _cell(book: Book, opened: OldSheet, row: int, column: int) -> SheetCell:
    style: XF = book.xf_list[opened.cell_xf_index(row, column)]
    border = style.border
    is_ruled = any(
        (
            border.left_line_style,
            border.right_line_style,
            border.top_line_style,
            border.bottom_line_style,
        )
    )
    text, doubts = _text_and_doubts(book, opened, row, column, style)
    return SheetCell(row, column, text, is_ruled, doubts)


def _text_and_doubts(
    book: Book, opened: OldSheet, row: int, column: int, style: XF
) -> tuple[str, tuple[str, ...]]:
    """What the cell shows, and the codes of what it does not."""
    kind, stored = opened.cell_type(row, column), opened.cell_value(row, column)
    if kind == xlrd.XL_CELL_TEXT:
        runs = opened.rich_text_runlist_map.get((row, column)) or []
        text, is_struck = _in_fonts(stored, [(0, style.font_index), *runs], book)
        shows = shown_text(text, _code(book, style)) if text.strip() else ""
        return shows, (STRUCK,) if is_struck else ()
    shows = _shown(book, kind, stored, style)
    if shows and book.font_list[style.font_index].struck_out:
        return "", (STRUCK,)
    is_number = kind == xlrd.XL_CELL_NUMBER
    return shows, doubts_about(stored_number(stored), _code(book, style)) if is_number else ()


def _shown(book: Book, kind: int, stored: Any, style: XF) -> str:
    """What a cell that holds no text shows."""
    if kind in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        return read_from(stored_number(stored), _code(book, style), book.datemode == 1)
    if kind == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if stored else "FALSE"
    if kind == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(stored, "#N/A"))
    return ""


def _in_fonts(text: str, runs: list[tuple[int, int]], book: Book) -> tuple[str, bool]:
    """The text as its fonts print it, and whether some is struck out.

    Each run tells where it begins and its font.
    """
    ends = [*(start for start, _ in runs[1:]), len(text)]
    parts: list[tuple[str, int]] = []
    is_struck = False
    for (start, index), end in zip(runs, ends):
        font, part = book.font_list[index], text[start:end]
        if font.struck_out and part.strip():
            is_struck = True
            parts.append((" ", 0))
        else:
            parts.append((printed(part, font.name), _LEVELS.get(font.escapement, 0)))
    return joined(parts), is_struck


def _code(book: Book, style: XF) -> str:
    """The style's number format; those that follow the country are the Chinese ones."""
    if style.format_key in LOCAL_DATES:
        return BUILT_IN[style.format_key]
    return str(book.format_map[style.format_key].format_str) or GENERAL
