"""What an old Word file prints, as its own pieces hold it, beside what a conversion holds of it.

The body is compared cell by cell and character by character; notes, text boxes and the edges of
pages by their characters. White space, field instructions and marks of pictures do not count.
"""

import io
import re
import struct
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from lxml import etree
from xlrd.compdoc import CompDoc

from ingest.readers.ooxml import tag
from ingest.readers.packages import OLE_FAULTS, REFUSALS, BrokenFile, Package

DAMAGED = "it is a damaged old Word file: open it, save it as .docx and load that"
OTHER_WORD = "it is a Word file of before 1997: save it as .docx and load that"
_WORD_97 = 0xA5EC
_ENCRYPTED, _FIRST_TABLE = 0x0100, 0x0200
_LENGTHS, _PIECES = 76, 0x01A2
_NAMES = ("body", "footnotes", "headers", "macros", "comments", "endnotes", "boxes", "edge_boxes")
_PIECES_FOLLOW, _IS_ONE_BYTE = 2, 0x40000000
_CELL_ENDS = "\x07"
_FIELD_BEGINS, _RESULT_BEGINS, _FIELD_ENDS = "\x13", "\x14", "\x15"
_UNCOUNTED = re.compile(r"[\x00-\x06\x08-\x20\s(\ufffc]")
_EDGE = re.compile(r"word/(?:header|footer)\d*\.xml")


@dataclass(frozen=True)
class Stories:
    """What is printed of the body, with a mark at the end of cells, of notes, boxes and edges."""

    body: str
    boxes: str
    notes: str
    edges: str


def printed_stories(data: bytes) -> Stories:
    """The stories of an old Word file. Raises BrokenFile where it is damaged or encrypted."""
    try:
        told = dict(_stories(data))
    except (*OLE_FAULTS, TypeError):
        raise BrokenFile(DAMAGED) from None
    return Stories(
        told["body"],
        told["boxes"],
        told["footnotes"] + told["endnotes"],
        told["headers"] + told["edge_boxes"],
    )


def converted_stories(package: Package) -> Stories:
    """The stories of the Word package that a conversion made."""
    body, boxes = _flow(package, package.main_part("word/document.xml"))
    notes = [_flow(package, name) for name in ("word/footnotes.xml", "word/endnotes.xml")]
    edges = [_flow(package, name) for name in package.names if _EDGE.fullmatch(name)]
    return Stories(body, boxes, _together(notes), _together(edges))


def lost_stories(printed: Stories, converted: Stories) -> Iterator[str]:
    """The names of the stories of which something printed is not in the conversion."""
    if printed.body != converted.body:
        yield "text of the body"
    for name, before, after in (
        ("text boxes", printed.boxes, converted.boxes),
        ("notes", printed.notes, converted.notes),
        ("headers and footers", printed.edges, converted.edges),
    ):
        if _characters(before) - _characters(after):
            yield name


def _characters(story: str) -> Counter[str]:
    return Counter(story.replace(_CELL_ENDS, ""))


def _stories(data: bytes) -> Iterator[tuple[str, str]]:
    """The name and printed text of each story, in the order in which the pieces hold them."""
    opened = CompDoc(data, logfile=io.StringIO())
    head = opened.get_named_stream("WordDocument")
    kind, flags = struct.unpack_from("<H8xH", head)
    if kind != _WORD_97:
        raise BrokenFile(OTHER_WORD)
    if flags & _ENCRYPTED:
        raise BrokenFile(REFUSALS["ole-encrypted"])
    table = opened.get_named_stream("1Table" if flags & _FIRST_TABLE else "0Table")
    start, size = struct.unpack_from("<II", head, _PIECES)
    text = "".join(_pieces(head, table[start : start + size]))
    at = 0
    for name, length in zip(_NAMES, struct.unpack_from("<8I", head, _LENGTHS)):
        yield name, _counted(_shown(text[at : at + length]))
        at += length


def _pieces(head: bytes, told: bytes) -> Iterator[str]:
    """The texts of the pieces, one character a position; `told` is the table of pieces."""
    at = 0
    while told[at] != _PIECES_FOLLOW:
        at += 3 + struct.unpack_from("<H", told, at + 1)[0]
    count = (struct.unpack_from("<I", told, at + 1)[0] - 4) // 12
    places = struct.unpack_from(f"<{count + 1}I", told, at + 5)
    for number, (begin, end) in enumerate(pairwise(places)):
        (where,) = struct.unpack_from("<I", told, at + 9 + 4 * count + 8 * number + 2)
        yield _piece(head, where, end - begin)


def _piece(head: bytes, where: int, length: int) -> str:
    if where & _IS_ONE_BYTE:
        start = (where & ~_IS_ONE_BYTE) // 2
        return head[start : start + length].decode("cp1252", "replace")
    units = head[where : where + 2 * length]
    return "".join(map(chr, struct.unpack(f"<{length}H", units)))


def _shown(text: str) -> Iterator[str]:
    """The characters outside the instructions of fields."""
    fields: list[bool] = []
    for character in text:
        if character == _FIELD_BEGINS:
            fields.append(False)
        elif character == _RESULT_BEGINS and fields:
            fields[-1] = True
        elif character == _FIELD_ENDS and fields:
            fields.pop()
        elif all(fields):
            yield character


def _counted(characters: Iterable[str]) -> str:
    """What counts of the characters; ends of cells that follow each other are one."""
    text = "".join(characters).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return re.sub(f"{_CELL_ENDS}+", _CELL_ENDS, _UNCOUNTED.sub("", text))


def _flow(package: Package, name: str) -> tuple[str, str]:
    """The text of a part with a mark at the end of each outer cell, and that of its text boxes."""
    if not package.holds(name):
        return "", ""
    flow: list[str] = []
    boxes: list[str] = []
    cells = inside = 0
    for event, element in etree.iterwalk(package.root(name), events=("start", "end")):
        step = 1 if event == "start" else -1
        kind = tag(element)
        if kind == "txbxContent":
            inside += step
        elif kind == "tc" and not inside:
            cells += step
            if step < 0 and not cells:
                flow.append(_CELL_ENDS)
        elif kind in ("t", "delText") and step > 0:
            (boxes if inside else flow).append(element.text or "")
    return _counted(flow), _counted(boxes)


def _together(flows: Iterable[tuple[str, str]]) -> str:
    return "".join(part for flow in flows for part in flow)
