"""HTML: what a page shows -> paragraphs and tables in order; tables for layout are undone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree
from lxml import html as lxml_html

from ingest.document import Document
from ingest.readers.assemble import Block, Paragraph, Piece, assemble
from ingest.readers.html_source import without_ends
from ingest.readers.html_tables import TableParts, parts_of, placed_cells
from ingest.readers.numerals import numeral
from ingest.readers.packages import BrokenFile
from ingest.readers.spans import BlockCell, bounded, table_blocks, visible
from ingest.readers.symbols import printed
from ingest.readers.text import UnreadableText, decode

_BLOCKS = set(
    "address article aside blockquote body caption center dd details dir div dl dt fieldset"
    " figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu ol"
    " optgroup p pre section summary tbody td tfoot th thead tr ul".split()
)
_UNSEEN = set(
    "applet audio base button canvas colgroup datalist embed frameset head iframe link map math"
    " meta nav noframes noscript object param rp rt script style svg template title video".split()
)
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.I)
_FONT = re.compile(r"font-family\s*:\s*[\"']?([^\"';,]+)", re.I)
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.I)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.I)
_FOREIGN = ("big5", "euc-jp", "euc-kr", "euc-tw", "iso-2022", "koi8", "shift", "x-sjis")
_ALREADY_NUMBERED = re.compile(r"\s*[(（]?[0-9一二三四五六七八九十]+[)）、.．]")
_LIST_STYLES = {
    "1": ("decimal", ". "),
    "decimal": ("decimal", ". "),
    "a": ("lowerLetter", ". "),
    "lower-alpha": ("lowerLetter", ". "),
    "lower-latin": ("lowerLetter", ". "),
    "A": ("upperLetter", ". "),
    "upper-alpha": ("upperLetter", ". "),
    "upper-latin": ("upperLetter", ". "),
    "i": ("lowerRoman", ". "),
    "lower-roman": ("lowerRoman", ". "),
    "I": ("upperRoman", ". "),
    "upper-roman": ("upperRoman", ". "),
    "cjk-ideographic": ("chineseCounting", "、"),
    "simp-chinese-informal": ("chineseCounting", "、"),
    "trad-chinese-informal": ("chineseCounting", "、"),
}


def read_html(data: bytes) -> Document:
    """The document of a page. Raises BrokenFile where it cannot be read whole."""
    return assemble(bounded(html_blocks(data)))


def html_blocks(data: bytes) -> list[Block]:
    """The blocks that a page shows, in order. Raises BrokenFile."""
    text = without_ends(_decoded(data))
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=False, remove_comments=True)
    try:
        root = lxml_html.document_fromstring(text.encode("utf-8"), parser=parser)
    except etree.ParserError:
        return []
    if any(entry.level_name == "FATAL" for entry in parser.error_log):
        raise BrokenFile("its HTML is nested too deeply: save the page as PDF and load that")
    flow = _Flow()
    _walk(root, flow, _Look())
    return flow.ended()


def _decoded(data: bytes) -> str:
    """The text, which is UTF-8 or else what prepared text may be, whatever the page declares."""
    try:
        text = decode(data)
    except UnreadableText as error:
        raise BrokenFile(f"its HTML is no text that can be read: {error}") from None
    declared = _CHARSET.search(data[:4096])
    encoding = declared.group(1).decode().lower() if declared else ""
    if encoding.startswith(_FOREIGN) and text.encode() != data:
        raise BrokenFile(f"its HTML is written in {encoding}: save the page as UTF-8")
    return text


@dataclass(frozen=True)
class _Look:
    """How text is shown: its font, and whether its white space stays."""

    font: str | None = None
    is_pre: bool = False


@dataclass
class _Flow:
    """Blocks as they grow: text runs on until a line or a block ends it; `mark` opens the next."""

    blocks: list[Block] = field(default_factory=list)
    mark: str = ""
    _text: list[str] = field(default_factory=list)
    _follows_gap: bool = False

    def add(self, text: str) -> None:
        self._text.append(text)

    def end_line(self, is_break: bool = False) -> None:
        """End the line; an empty one that a break ends is a gap."""
        text = " ".join(visible("".join(self._text)).split())
        self._text.clear()
        if text:
            piece = Piece(self.mark + text)
            self.mark = ""
            self.blocks.append(Paragraph([piece], follows_gap=self._follows_gap))
        self._follows_gap = is_break and not text

    def insert(self, blocks: list[Block]) -> None:
        """Add blocks that are whole."""
        self.end_line()
        self.blocks.extend(blocks)

    def ended(self) -> list[Block]:
        """All blocks, the last line ended."""
        self.end_line()
        return self.blocks


def _walk(element: etree._Element, flow: _Flow, look: _Look) -> None:
    """Add what an element shows."""
    name = _name(element)
    if not name or name in _UNSEEN or _is_hidden(element):
        return
    if name == "table":
        flow.insert(_table(element, look))
    elif name == "br":
        flow.end_line(is_break=True)
    elif name in _CONTROLS:
        flow.add(_CONTROLS[name](element))
    else:
        look = _look_in(element, name, look)
        if name in _BLOCKS:
            flow.end_line()
        _walk_inside(element, flow, look)
        if name in _BLOCKS:
            flow.end_line()


def _walk_inside(element: etree._Element, flow: _Flow, look: _Look) -> None:
    _add_text(element.text, flow, look)
    markers = _markers(element)
    for child in element:
        if _name(child) == "li":
            flow.end_line()
            flow.mark = next(markers, "")
        _walk(child, flow, look)
        _add_text(child.tail, flow, look)


def _name(element: etree._Element) -> str:
    return element.tag.lower() if isinstance(element.tag, str) else ""


def _is_hidden(element: etree._Element) -> bool:
    if element.get("hidden") is not None:
        return True
    return _HIDDEN.search(element.get("style") or "") is not None


def _look_in(element: etree._Element, name: str, look: _Look) -> _Look:
    font = _FONT.search(element.get("style") or "")
    face = font.group(1).strip() if font else element.get("face") if name == "font" else None
    if face is None and name != "pre":
        return look
    return replace(look, font=face or look.font, is_pre=look.is_pre or name == "pre")


def _add_text(text: str | None, flow: _Flow, look: _Look) -> None:
    if not text:
        return
    lines = text.split("\n") if look.is_pre else [text]
    for index, line in enumerate(lines):
        if index:
            flow.end_line(is_break=True)
        flow.add(printed(line, look.font))


def _markers(element: etree._Element) -> Iterator[str]:
    """The number before each item of a numbered list; none where the item prints its own."""
    if _name(element) != "ol":
        return
    told = _LIST_STYLE.search(element.get("style") or "")
    style = told.group(1).lower() if told else element.get("type") or "1"
    if style not in _LIST_STYLES:
        return
    form, end = _LIST_STYLES[style]
    count = _number(element.get("start"), 1)
    for item in element:
        if _name(item) != "li":
            continue
        count = _number(item.get("value"), count)
        has_own = _ALREADY_NUMBERED.match("".join(item.itertext())[:40])
        yield "" if has_own else numeral(count, form) + end
        count += 1


def _number(text: str | None, default: int) -> int:
    found = re.match(r"\s*(-?\d{1,9})", text or "")
    return int(found.group(1)) if found else default


def _table(element: etree._Element, look: _Look) -> list[Block]:
    """The table's caption and what stands between its cells, then the table itself."""
    parts: TableParts = parts_of(element, _is_hidden)
    before = _Flow()
    for caption in parts.captions:
        _walk(caption, before, look)
    for text in parts.stray:
        before.add(text)
        before.end_line()
    cells = []
    for placed in placed_cells(parts):
        flow = _Flow()
        _walk_inside(placed.element, flow, _look_in(placed.element, "td", look))
        cells.append(
            BlockCell(placed.row, placed.column, flow.ended(), placed.row_span, placed.column_span)
        )
    return [*before.ended(), *table_blocks(cells)]


def _input(element: etree._Element) -> str:
    """What a form field shows."""
    kind = (element.get("type") or "text").lower()
    if kind in ("checkbox", "radio"):
        return "☑" if element.get("checked") is not None else "□"
    return element.get("value") or "" if kind in ("text", "number", "date", "tel", "url") else ""


def _select(element: etree._Element) -> str:
    """The chosen entry of a list."""
    options = [option for option in element.iter() if _name(option) == "option"]
    chosen = [option for option in options if option.get("selected") is not None] or options[:1]
    return " ".join("".join(option.itertext()) for option in chosen)


def _text_area(element: etree._Element) -> str:
    return "".join(element.itertext())


_CONTROLS = {"input": _input, "select": _select, "textarea": _text_area}
