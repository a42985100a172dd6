"""DOCX: the body of a Word package -> paragraphs and tables in order; pages are not known."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from lxml import etree

from ingest.document import EMPTY, Document, ReaderDoubt
from ingest.readers.assemble import Block, Paragraph, Piece, Table, assemble
from ingest.readers.docx_numbering import Numbering
from ingest.readers.docx_tables import has_deleted_rows, placed_cells
from ingest.readers.html import html_blocks
from ingest.readers.marks import HIDDEN, STRUCK, joined, level_of
from ingest.readers.ooxml import (
    attribute,
    child,
    children,
    is_on,
    is_switched_on,
    number,
    tag,
    value,
)
from ingest.readers.packages import BrokenFile, Package
from ingest.readers.spans import BlockCell, bounded, has_text, table_blocks, visible
from ingest.readers.symbols import UNKNOWN, printed, symbol

_WRAPPERS = {
    "AlternateContent",
    "Choice",
    "Fallback",
    "bdo",
    "customXml",
    "dir",
    "fldSimple",
    "hyperlink",
    "ins",
    "moveTo",
    "sdt",
    "sdtContent",
    "smartTag",
}
_PAGE_FIELD = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)
_ONLY_PAGE_NUMBER = re.compile(
    r"[-—–－·.\s/第页共of]*(?:\d{1,4}\s*/\s*\d{1,4}|\d{1,4})?[-—–－·.\s页]*"
)
_HTML = (".htm", ".html", ".xhtml")


def read_docx(data: bytes) -> Document:
    """The document of a Word package. Raises BrokenFile where it cannot be read."""
    package = Package(data)
    word = _Word(package)
    blocks = list(bounded(word.blocks()))
    if not blocks and any(name.startswith("word/media/") for name in package.names):
        raise BrokenFile("its pages are pictures without text: save it as PDF and load that")
    document = assemble(blocks)
    deletions = (ReaderDoubt(STRUCK, EMPTY),) if word.has_deletions else ()
    return replace(document, doubts=tuple(dict.fromkeys((*deletions, *document.doubts))))


@dataclass
class _Field:
    """A field that has begun: its instruction as far as read, and whether its result runs."""

    instruction: str = ""
    is_result: bool = False


class _Look(NamedTuple):
    """How a run is shown: its font, its level on the line, and whether it is struck out."""

    font: str | None
    level: int
    is_struck: bool


@dataclass
class _LineParts:
    """A line's parts with their levels, and the codes of what is not read of it."""

    texts: list[tuple[str, int]] = field(default_factory=list)
    left_out: dict[str, None] = field(default_factory=dict)


@dataclass
class _Lines:
    """The lines of print of a paragraph as they grow, and the boxes anchored in it."""

    boxes: list[Block] = field(default_factory=list)
    _lines: list[_LineParts] = field(default_factory=lambda: [_LineParts()])

    def add(self, text: str, level: int = 0) -> None:
        self._lines[-1].texts.append((text, level))

    def leave_out(self, code: str) -> None:
        """Note that something of the line is not read."""
        self._lines[-1].left_out[code] = None

    def begin(self) -> None:
        """Begin the next line."""
        self._lines.append(_LineParts())

    def pieces(self, mark: str = "") -> list[Piece]:
        """The lines that hold something, the first with its mark."""
        texts = [visible(joined(line.texts)) for line in self._lines]
        texts[0] = mark + texts[0]
        return [
            Piece(text if text.strip() else "", left_out=tuple(line.left_out))
            for text, line in zip(texts, self._lines, strict=True)
            if text.strip() or line.left_out
        ]


class _Word:
    """The parts of a Word package, read in the order of the body.

    `has_deletions` once text was met that is kept as deleted.
    """

    def __init__(self, package: Package) -> None:
        self._package = package
        self._part = package.main_part("word/document.xml")
        self._named = package.relationships(self._part)
        self._numbering = Numbering(self._other("numbering"), self._other("styles"))
        self._has_even_pages = is_on(self._other("settings"), "evenAndOddHeaders")
        self._fields: list[_Field] = []
        self._notes: list[tuple[str, str]] = []
        self._edges: set[str] = set()
        self.has_deletions = False

    def blocks(self) -> Iterator[Block]:
        """The blocks of the body, section by section, then the notes at its foot."""
        body = child(self._package.root(self._part), "body")
        if body is None:
            raise BrokenFile("its Word document has no body: open it and save it again")
        for elements, section in _sections(body):
            blocks = self._blocks(elements)
            yield from self._edge(section, "headerReference")
            yield from blocks
            yield from self._edge(section, "footerReference")
        yield from self._note_blocks()

    def _other(self, kind: str) -> etree._Element | None:
        """The root of the part of that kind which the body names; None without one."""
        found = (named.target for named in self._named.values() if named.type == kind)
        target = next((name for name in found if self._package.holds(name)), None)
        return None if target is None else self._package.root(target)

    def _edge(self, section: etree._Element | None, kind: str) -> Iterator[Block]:
        """What a section prints at the edge of its pages, each text once; no page numbers."""
        for reference in children(section, kind):
            which = attribute(reference, "type")
            if which == "first" and not is_on(section, "titlePg"):
                continue
            if which == "even" and not self._has_even_pages:
                continue
            named = self._named.get(attribute(reference, "id") or "")
            if named is None or not self._package.holds(named.target):
                continue
            for block in self._blocks(self._package.root(named.target)):
                text = _text_of(block)
                if not _ONLY_PAGE_NUMBER.fullmatch(text) and text not in self._edges:
                    self._edges.add(text)
                    yield block

    def _note_blocks(self) -> Iterator[Block]:
        for kind in ("footnotes", "endnotes"):
            wanted = [note for of_kind, note in self._notes if of_kind == kind]
            root = self._other(kind) if wanted else None
            notes = {attribute(note, "id"): note for note in ([] if root is None else root)}
            for note in dict.fromkeys(wanted):
                if note in notes:
                    yield from self._blocks(notes[note])

    def _blocks(self, elements: Iterable[etree._Element]) -> list[Block]:
        """The blocks of the elements; an empty paragraph only parts what is beside it."""
        blocks: list[Block] = []
        follows_gap = False
        for element in elements:
            found = self._blocks_of(element)
            if found and follows_gap and isinstance(found[0], Paragraph):
                found[0] = replace(found[0], follows_gap=True)
            follows_gap = not any(map(has_text, found)) and tag(element) == "p"
            blocks.extend(found)
        return blocks

    def _blocks_of(self, element: etree._Element) -> list[Block]:
        name = tag(element)
        if name == "p":
            return self._paragraph(element)
        if name == "tbl":
            return self._table(element)
        if name == "altChunk":
            return self._chunk(element)
        if name in _WRAPPERS:
            return self._blocks(_inside(element))
        return []

    def _chunk(self, element: etree._Element) -> list[Block]:
        """What a foreign file within the package holds: only HTML can be read."""
        named = self._named.get(attribute(element, "id") or "")
        if named is None or not named.target.lower().endswith(_HTML):
            raise BrokenFile("it embeds another document: open it in Word and save it again")
        return html_blocks(self._package.read(named.target))

    def _table(self, element: etree._Element) -> list[Block]:
        cells = []
        for placed in placed_cells(element):
            self._fields.clear()
            blocks = self._blocks(placed.elements)
            cells.append(
                BlockCell(placed.row, placed.column, blocks, placed.row_span, placed.column_span)
            )
        self.has_deletions |= has_deleted_rows(element)
        return table_blocks(cells)

    def _paragraph(self, element: etree._Element) -> list[Block]:
        """A paragraph for each line that the author ended, then the boxes anchored in it."""
        lines = _Lines()
        properties = child(element, "pPr")
        self._inline(element, lines)
        is_empty = not any(piece.text for piece in lines.pieces())
        is_deleted = child(properties, "rPr", "del") is not None and is_empty
        mark = "" if is_deleted else self._numbering.next_number(properties)
        return [*(Paragraph([piece]) for piece in lines.pieces(mark)), *lines.boxes]

    def _inline(self, element: etree._Element, lines: _Lines) -> None:
        for part in _inside(element):
            name = tag(part)
            if name == "r":
                if not is_on(part, "rPr", "vanish"):
                    self._run(part, lines)
                elif _holds_text(part, "t"):
                    lines.leave_out(HIDDEN)
            elif name == "del":
                self.has_deletions |= _holds_text(part, "delText")
            elif name == "fldSimple" and _PAGE_FIELD.match(attribute(part, "instr") or ""):
                continue
            elif name in _WRAPPERS:
                self._inline(part, lines)
            elif name in ("oMath", "oMathPara"):
                lines.add(_formula(part))

    def _run(self, run: etree._Element, lines: _Lines) -> None:
        look = _look_of(run)
        for part in _inside(run):
            name = tag(part)
            if name == "fldChar":
                self._field(part, lines)
            elif name == "instrText" and self._fields:
                self._fields[-1].instruction += part.text or ""
            elif name in ("AlternateContent", "Choice", "Fallback"):
                self._run(part, lines)
            elif name in ("drawing", "pict", "object"):
                self._drawing(part, lines)
            elif name in ("footnoteReference", "endnoteReference"):
                self._notes.append((name.replace("Reference", "s"), attribute(part, "id") or ""))
            elif not self._is_silent():
                if look.is_struck and _holds_text(part, "t"):
                    lines.leave_out(STRUCK)
                    lines.add(" ")
                else:
                    _add_text(part, name, look, lines)

    def _is_silent(self) -> bool:
        """Whether text stands where a field prints none: a page number, or a field's own words."""
        running = self._fields
        if any(f.is_result and _PAGE_FIELD.match(f.instruction) for f in running):
            return True
        return any(not f.is_result for f in running[:-1])

    def _field(self, element: etree._Element, lines: _Lines) -> None:
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            self._fields.append(_Field())
            lines.add(_form_field(child(element, "ffData")))
        elif kind == "separate" and self._fields:
            self._fields[-1].is_result = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _drawing(self, element: etree._Element, lines: _Lines) -> None:
        boxes = list(_text_boxes(element))
        for box in boxes:
            lines.boxes.extend(self._blocks(box))
        if not boxes and tag(element) == "object":
            lines.add(UNKNOWN)


def _sections(
    body: etree._Element,
) -> Iterator[tuple[Sequence[etree._Element], etree._Element | None]]:
    """The body's elements by section, each with the properties that stand at its end."""
    elements: list[etree._Element] = []
    for element in body:
        elements.append(element)
        ends = element if tag(element) == "sectPr" else child(element, "pPr", "sectPr")
        if ends is not None:
            yield elements, ends
            elements = []
    if elements:
        yield elements, None


def _inside(element: etree._Element) -> list[etree._Element]:
    """The children; of alternatives only the first, which is the one Word takes."""
    inside = list(element)
    if tag(element) == "AlternateContent":
        return [part for part in inside if tag(part) in ("Choice", "Fallback")][:1]
    return inside


def _text_boxes(element: etree._Element) -> Iterator[etree._Element]:
    """The text boxes in a drawing, from the outside, each once."""
    for part in _inside(element):
        if tag(part) == "txbxContent":
            yield part
        else:
            yield from _text_boxes(part)


def _holds_text(element: etree._Element, name: str) -> bool:
    """Whether an element of that name in it, or it itself, holds text."""
    return any(tag(part) == name and (part.text or "").strip() for part in element.iter())


def _parts(element: etree._Element | None) -> Iterable[etree._Element]:
    return () if element is None else element


def _look_of(run: etree._Element) -> _Look:
    told = {tag(part): part for part in _parts(child(run, "rPr"))}
    fonts = told.get("rFonts")
    return _Look(
        attribute(fonts, "ascii") or attribute(fonts, "hAnsi"),
        level_of(attribute(told.get("vertAlign"), "val")),
        any(is_switched_on(told.get(name)) for name in ("strike", "dstrike")),
    )


def _add_text(part: etree._Element, name: str, look: _Look, lines: _Lines) -> None:
    """Add what one part of a run prints."""
    if name == "t":
        lines.add(printed(part.text or "", look.font), look.level)
    elif name in ("tab", "ptab"):
        lines.add(" ")
    elif name in ("br", "cr"):
        lines.begin()
    elif name == "noBreakHyphen":
        lines.add("-")
    elif name == "sym":
        code = attribute(part, "char") or ""
        lines.add(symbol(attribute(part, "font"), int(code, 16)) if _is_hex(code) else UNKNOWN)
    elif name == "ruby":
        base = child(part, "rubyBase")
        texts = [] if base is None else [t.text or "" for t in base.iter() if tag(t) == "t"]
        lines.add("".join(texts))


def _is_hex(code: str) -> bool:
    return re.fullmatch(r"[0-9A-Fa-f]{1,4}", code) is not None


def _form_field(data: etree._Element | None) -> str:
    """What an old form field prints by itself: a check box, or the chosen entry of a list."""
    box = child(data, "checkBox")
    if box is not None:
        told = child(box, "checked")
        is_checked = is_on(box, "checked") if told is not None else is_on(box, "default")
        return "☑" if is_checked else "□"
    entries = [
        attribute(entry, "val") or "" for entry in children(child(data, "ddList"), "listEntry")
    ]
    chosen = number(value(data, "ddList", "result"), 0)
    return entries[chosen] if chosen < len(entries) else ""


def _formula(element: etree._Element) -> str:
    """A formula on one line: a fraction with a slash."""
    if tag(element) == "t":
        return element.text or ""
    if tag(element) == "f":
        above, below = child(element, "num"), child(element, "den")
        return "/".join(_formula(part) for part in (above, below) if part is not None)
    return "".join(_formula(part) for part in element)


def _text_of(block: Block) -> str:
    cells = block.cells if isinstance(block, Table) else (block,)
    return " ".join(piece.text for cell in cells for piece in cell.pieces)
