"""Prepared text: lines of cells parted by tabs, pipes or blanks, in UTF-8, UTF-16 or GB18030."""

import codecs
import re

from ingest.document import Cell, Document, Row, Run
from ingest.readers.aligned import PIPES, CutLine, cut_lines
from ingest.readers.page_numbers import page_number_rows

_TO_TABS = str.maketrans(dict.fromkeys(PIPES, "\t"))
_CELL = re.compile(r"(?:^|(?<=\t))[^\t]*")


class UnreadableText(Exception):
    """The bytes are no text in a known encoding; the message says what was tried."""


def decode(data: bytes) -> str:
    """The text of the bytes, read strictly: no character is replaced or dropped.

    Raises UnreadableText when the bytes hold NUL or fit none of the encodings.
    """
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return _strict(data, encoding)
    if b"\x00" in data:
        raise UnreadableText("it holds NUL bytes, so it is no text file")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _strict(data, "gb18030")


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableText(f"its bytes fit neither UTF-8, UTF-16 nor GB18030 ({error})") from None


def text_of(data: bytes) -> str:
    """The text of the bytes with line feeds at its line ends. Raises UnreadableText."""
    return decode(data).replace("\r\n", "\n").replace("\r", "\n")


def read_text(data: bytes) -> Document:
    """The document of a prepared text; line ends are read as line feeds.

    Where no tabs part the cells of a table, pipes or wide blanks may.
    """
    text = text_of(data)
    lines = text.split("\n")
    cut = cut_lines(lines)
    rows: list[Row] = []
    follows_gap = False
    start = 0
    for index, line in enumerate(lines):
        cells = cut.get(index) or _at_tabs(line)
        if line.strip() and cells.column_count:
            rows.append(_row(index + 1, line, start, cells, follows_gap))
        follows_gap = not line.strip()
        start += len(line) + 1
    return Document(text, tuple(rows)).without_page_rows(page_number_rows(rows))


def _at_tabs(line: str) -> CutLine:
    places = [found.span() for found in _CELL.finditer(line)]
    cells = tuple((column, first, last) for column, (first, last) in enumerate(places))
    return CutLine(cells, len(cells))


def _row(number: int, line: str, start: int, cut: CutLine, follows_gap: bool) -> Row:
    run = Run.printed(line.translate(_TO_TABS) if cut.has_pipes else line, start)
    cells = tuple(
        Cell(column, run[first:last].strip())
        for column, first, last in cut.cells
        if line[first:last].strip()
    )
    is_table = cut.column_count > 1
    return Row(number, run.strip(), cells, cut.column_count, is_table, follows_gap)
