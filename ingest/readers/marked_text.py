"""Prepared text whose tables are written as HTML between its lines, as PDF converters write it."""

import re
from collections.abc import Iterator

from ingest.document import Document
from ingest.readers.assemble import Block, Paragraph, Piece, assemble
from ingest.readers.html import html_blocks
from ingest.readers.page_numbers import page_number_rows
from ingest.readers.spans import bounded
from ingest.readers.text import decode, text_of

_TABLE = re.compile(r"<table\b.*?</table\s*>", re.IGNORECASE | re.DOTALL)
_CELL = re.compile(r"<t[dh]\b", re.IGNORECASE)
_HEADING = re.compile(r"^#{1,6}\s+|\*\*|^</?(?:html|body|div|p|center)\b[^<>]{0,200}>$", re.I)


def holds_tables(data: bytes) -> bool:
    """Whether a text writes tables as HTML."""
    text = decode(data)
    return any(_CELL.search(found.group()) for found in _TABLE.finditer(text))


def read_marked_text(data: bytes) -> Document:
    """The document of the text; a line is a paragraph, a table keeps its spans.

    Raises BrokenFile where a table cannot be read.
    """
    document = assemble(bounded(list(_blocks(text_of(data)))))
    return document.without_page_rows(page_number_rows(document.rows))


def _blocks(text: str) -> Iterator[Block]:
    start = 0
    for found in _TABLE.finditer(text):
        yield from _lines(text[start : found.start()])
        yield from html_blocks(found.group().encode())
        start = found.end()
    yield from _lines(text[start:])


def _lines(text: str) -> Iterator[Block]:
    for line in text.split("\n"):
        printed = _HEADING.sub("", line.strip()).strip()
        if printed:
            yield Paragraph([Piece(printed)])
