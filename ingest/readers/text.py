"""Prepared text: lines whose cells are parted by tabs, in UTF-8, UTF-16 or GB18030."""

import codecs
import re

from ingest.document import Cell, Document, Row, Run

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


def read_text(data: bytes) -> Document:
    """The document of a prepared text; line ends are read as line feeds."""
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n")
    rows: list[Row] = []
    follows_gap = False
    start = 0
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            rows.append(_row(number, line, start, follows_gap))
        follows_gap = not line.strip()
        start += len(line) + 1
    return Document(text, tuple(rows))


def _row(number: int, line: str, start: int, follows_gap: bool) -> Row:
    run = Run.printed(line, start)
    columns = [run[found.start() : found.end()] for found in _CELL.finditer(line)]
    cells = tuple(
        Cell(column, cell.strip()) for column, cell in enumerate(columns) if cell.text.strip()
    )
    return Row(number, run.strip(), cells, len(columns), "\t" in line, follows_gap)
