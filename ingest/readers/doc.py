"""DOC: an old Word file (Word 97-2003) -> the document of the .docx that it is converted into.

An optional extra: doc2docx is pure Python and works without a network. What it may not have
converted whole is refused: its remarks are known as harmless, or they count; the text of the file
is compared with that of the conversion; and each row must fill its table.
"""

import importlib.util
import struct
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from lxml import etree

from ingest.document import Document
from ingest.labels import vocabulary
from ingest.readers.doc_stories import DAMAGED, converted_stories, lost_stories, printed_stories
from ingest.readers.docx import read_docx
from ingest.readers.ooxml import child, children, number, value
from ingest.readers.packages import BrokenFile, Package

NO_EXTRA = (
    "it is an old Word file (.doc): install the extra for these (make old-word) and load it again,"
    " or save it as .docx and load that"
)
_FIELDS = "FIELDS_FLATTENED"
_PROPERTIES = "_SPRMS"
_FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    OSError,
    ParseError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)


def can_read_old_word() -> bool:
    """Whether the extra is installed."""
    return importlib.util.find_spec("doc2docx") is not None


def read_doc(data: bytes) -> Document:
    """The document of an old Word file. Raises BrokenFile where it cannot be read whole."""
    printed = printed_stories(data)
    if not can_read_old_word():
        raise BrokenFile(NO_EXTRA)
    converted, remarks = _converted(data)
    package = Package(converted)
    stories = converted_stories(package)
    lost = dict.fromkeys([*_lost(remarks), *lost_stories(printed, stories), *_misfits(package)])
    if lost:
        raise BrokenFile(
            f"it is an old Word file that cannot be read whole ({', '.join(lost)}):"
            " save it as .docx and load that"
        )
    return read_docx(converted)


def _converted(data: bytes) -> tuple[bytes, list[Any]]:
    """The Word package that the file is converted into, and the converter's remarks."""
    from doc2docx import convert
    from doc2docx.errors import Doc2DocxError

    with tempfile.TemporaryDirectory() as folder:
        source, made = Path(folder, "filing.doc"), Path(folder, "filing.docx")
        source.write_bytes(data)
        try:
            report = convert(source, made).report
        except (Doc2DocxError, *_FAULTS):
            raise BrokenFile(DAMAGED) from None
        return made.read_bytes(), report.diagnostics


def _lost(remarks: Iterable[Any]) -> Iterator[str]:
    """What the converter may not have kept of the text and where it stands, in its own words."""
    for remark in remarks:
        if remark.code.endswith(_PROPERTIES):
            found = _decisive().keys() & {int(code, 16) for code in remark.details["opcodes"]}
            yield from (_decisive()[code] for code in sorted(found))
        elif remark.code == _FIELDS:
            kinds = remark.details["field_types"]
            yield from (f"field {kind}" for kind in kinds if kind not in _kept("field"))
        elif remark.code not in _kept("remark"):
            yield remark.code.replace("_", " ").lower()


def _misfits(package: Package) -> Iterator[str]:
    """What is told where a row's cells do not fill the columns of its table."""
    for table in package.root(package.main_part("word/document.xml")).iter("{*}tbl"):
        count = len(list(children(child(table, "tblGrid"), "gridCol")))
        if any(_columns(row) != count for row in children(table, "tr")):
            yield "columns of a table"


def _columns(row: etree._Element) -> int:
    """The columns of the grid that a row takes, with those before and after its cells."""
    beside = sum(number(value(row, "trPr", name), 0) for name in ("gridBefore", "gridAfter"))
    cells = children(row, "tc")
    return beside + sum(number(value(child(cell, "tcPr"), "gridSpan"), 1) for cell in cells)


@cache
def _kept(kind: str) -> frozenset[str]:
    """The remarks that touch no text, or the fields whose result is all they print."""
    return frozenset(row["name"] for row in vocabulary("doc_harmless") if row["kind"] == kind)


@cache
def _decisive() -> dict[int, str]:
    """code -> name of the properties that tell what is printed, and in which cell."""
    return {int(row["code"], 16): row["name"] for row in vocabulary("doc_properties")}
