"""Readers: bytes -> document, one module a format; the bytes decide which, not the name."""

import re
from collections.abc import Callable
from dataclasses import replace

from ingest.document import Document
from ingest.readers.assemble import assemble
from ingest.readers.doc import read_doc
from ingest.readers.docx import read_docx
from ingest.readers.html import read_html
from ingest.readers.marked_text import holds_tables, read_marked_text
from ingest.readers.packages import REFUSALS, BrokenFile, kind_of_package
from ingest.readers.pages import blocks_of
from ingest.readers.pdf import BrokenPdf, read_pdf
from ingest.readers.scan import NoRecognition, picture_of, read_picture
from ingest.readers.spreadsheets import read_xls, read_xlsx
from ingest.readers.text import UnreadableText, decode, read_text

PDF = "application/pdf"
TEXT = "text/plain"
HTML = "text/html"
PNG = "image/png"
JPEG = "image/jpeg"
UNKNOWN = "application/octet-stream"
_OFFICE = "application/vnd.openxmlformats-officedocument"
_PACKAGES = {
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "ole-doc": "application/msword",
    "ole-xls": "application/vnd.ms-excel",
}
_SIGNATURE_WITHIN = 1024
_PICTURES = ((b"\x89PNG", PNG), (b"\xff\xd8\xff", JPEG))
_REFUSED = (
    (b"Rar!", "application/vnd.rar", "it is a RAR archive: unpack it and load the files"),
    (b"7z\xbc\xaf", "application/x-7z-compressed", "it is a 7z archive: unpack it, load the files"),
    (b"DUCK", "application/x-duckdb", "it is a database, not a filing"),
    (b"PAR1", "application/vnd.apache.parquet", "it is a Parquet table, not a filing"),
    (b"II*\x00", "image/tiff", "it is a TIFF picture: save it as PDF or PNG and load that"),
    (b"MM\x00*", "image/tiff", "it is a TIFF picture: save it as PDF or PNG and load that"),
)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta)\b", re.IGNORECASE)


class NotReadable(Exception):
    """No reader takes the bytes; the message says what they are and what to do."""

    def __init__(self, message: str, media_type: str = UNKNOWN) -> None:
        super().__init__(message, media_type)
        self.media_type = media_type

    def __str__(self) -> str:
        return str(self.args[0])


def media_type_of(data: bytes) -> str:
    """The media type of bytes that a reader takes. Raises NotReadable for others."""
    if not data.strip():
        raise NotReadable("it is empty", "application/x-empty")
    if b"%PDF-" in data[:_SIGNATURE_WITHIN]:
        return PDF
    picture = next((kind for signature, kind in _PICTURES if data.startswith(signature)), None)
    return picture or _package_type(data) or _text_type(data)


def _package_type(data: bytes) -> str | None:
    """The media type of a package, None for no package. Raises NotReadable where none is read."""
    for signature, media_type, reason in _REFUSED:
        if data.startswith(signature) or data[8:12] == signature:
            raise NotReadable(reason, media_type)
    kind = kind_of_package(data)
    if kind and kind not in _PACKAGES:
        raise NotReadable(REFUSALS.get(kind, "it is an archive: load it by itself"))
    return _PACKAGES.get(kind)


def _text_type(data: bytes) -> str:
    head = data[:_SIGNATURE_WITHIN].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if head.startswith(b"<") and _HTML.search(head):
        return HTML
    try:
        decode(data)
    except UnreadableText as error:
        raise NotReadable(f"it is no text that can be read: {error}") from None
    return TEXT


def is_archive(data: bytes) -> bool:
    """Whether the bytes are a zip of files, not a document that is packed as one."""
    return kind_of_package(data) in ("zip", "zip-damaged")


def read_bytes(data: bytes, may_hold_forms: Callable[[str], bool] = bool) -> Document:
    """The document of a filing's bytes; a page whose text cannot hold forms is read as lines only.

    Raises NotReadable where no reader takes the bytes.
    """
    media_type = media_type_of(data)
    try:
        if media_type == PDF:
            return read_pdf(data, may_hold_forms)
        return _READERS[media_type](data)
    except (BrokenPdf, BrokenFile, NoRecognition) as error:
        raise NotReadable(str(error), media_type) from None


def _read_prepared(data: bytes) -> Document:
    return read_marked_text(data) if holds_tables(data) else read_text(data)


def _read_picture(data: bytes) -> Document:
    """The document of one picture; its page is measured as if it were printed at the usual size."""
    page = read_picture(picture_of(data), 1)
    return replace(assemble(blocks_of([page])), page_count=1, recognised_pages=(1,))


_READERS: dict[str, Callable[[bytes], Document]] = {
    _PACKAGES["docx"]: read_docx,
    _PACKAGES["ole-doc"]: read_doc,
    _PACKAGES["xlsx"]: read_xlsx,
    _PACKAGES["ole-xls"]: read_xls,
    HTML: read_html,
    PNG: _read_picture,
    JPEG: _read_picture,
    TEXT: _read_prepared,
}
