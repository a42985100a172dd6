"""Readers: bytes -> document, one module a format; the bytes decide which, not the name."""

from collections.abc import Callable

from ingest.document import Document
from ingest.readers.packages import kind_of_package
from ingest.readers.pdf import BrokenPdf, read_pdf
from ingest.readers.text import UnreadableText, decode, read_text

PDF = "application/pdf"
TEXT = "text/plain"
_SIGNATURE_WITHIN = 1024
_SIGNATURES = (
    (b"PK\x03\x04", "application/zip", "a Word, Excel or zip file"),
    (b"\xd0\xcf\x11\xe0", "application/x-ole-storage", "an old Word or Excel file"),
    (b"Rar!", "application/vnd.rar", "a RAR archive"),
    (b"7z\xbc\xaf", "application/x-7z-compressed", "a 7z archive"),
    (b"\x89PNG", "image/png", "a picture"),
    (b"\xff\xd8\xff", "image/jpeg", "a picture"),
    (b"DUCK", "application/x-duckdb", "a database"),
)


class NotReadable(Exception):
    """No reader takes the bytes; the message says what they are and what to do."""

    def __init__(self, message: str, media_type: str = "application/octet-stream") -> None:
        super().__init__(message, media_type)
        self.media_type = media_type

    def __str__(self) -> str:
        return str(self.args[0])


def media_type_of(data: bytes) -> str:
    """The media type of bytes that a reader takes. Raises NotReadable for others."""
    if b"%PDF-" in data[:_SIGNATURE_WITHIN]:
        return PDF
    for signature, media_type, what in _SIGNATURES:
        if data.startswith(signature) or data[8:12] == signature:
            raise NotReadable(
                f"it is {what}; this version reads prepared text: save its text and load that",
                media_type,
            )
    if not data.strip():
        raise NotReadable("it is empty", "application/x-empty")
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
    if media_type != PDF:
        return read_text(data)
    try:
        return read_pdf(data, may_hold_forms)
    except BrokenPdf as error:
        raise NotReadable(str(error), media_type) from None
