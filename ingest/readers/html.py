"""HTML: what a page shows -> paragraphs and tables in order; tables for layout are undone."""

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from lxml import etree
from lxml import html as lxml_html

from ingest.document import Document
from ingest.readers.assemble import Block, Paragraph, Piece, assemble
from ingest.readers.html_source import without_ends
from ingest.readers.html_tables import TableParts, parts_of, placed_cells
from ingest.readers.marks import HIDDEN, STRUCK, joined, level_of
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
_ZERO = r"(?:0+\.?0*|\.0+)%?"
_SIZE = re.compile(r"(\d*\.?\d+)\s*([a-z%]*)")
_NO_SIZE = re.compile(r"0[a-z%]*[\s/]")
_CLEAR = re.compile(
    rf"transparent|#\w{{3}}0|#\w{{6}}00|(?:rgb|hsl)a?\((?:[^,/]*,){{3}}\s*{_ZERO}\s*\)"
    rf"|(?:rgb|hsl)a?\([^/]*/\s*{_ZERO}\s*\)"
)
_RELATIVE_SIZES = ("em", "ex", "ch", "%")
_MOST_TOLD = 100
_STRUCK_NAMES = ("s", "strike", "del")
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
    """How text is shown: its font, whether its white space stays, its level, what hides it."""

    font: str | None = None
    is_pre: bool = False
    level: int = 0
    is_struck: bool = False
    is_sizeless: bool = False
    is_invisible: bool = False
    is_clear: bool = False

    @property
    def left_out(self) -> str | None:
        """The code of text so shown that is not read."""
        is_hidden = self.is_sizeless or self.is_invisible or self.is_clear
        return HIDDEN if is_hidden else STRUCK if self.is_struck else None


@dataclass
class _Flow:
    """Blocks as they grow: text runs on until a line or a block ends it; `mark` opens the next."""

    blocks: list[Block] = field(default_factory=list)
    mark: str = ""
    _text: list[tuple[str, int]] = field(default_factory=list)
    _left_out: dict[str, None] = field(default_factory=dict)
    _follows_gap: bool = False

    def add(self, text: str, level: int = 0) -> None:
        self._text.append((text, level))

    def leave_out(self, code: str) -> None:
        """Note that something of the line is not read; struck text takes room in it."""
        self._left_out[code] = None
        if code == STRUCK:
            self.add(" ")

    def end_line(self, is_break: bool = False) -> None:
        """End the line; an empty one that a break ends is a gap."""
        text = " ".join(visible(joined(self._text)).split())
        self._text.clear()
        if text or self._left_out:
            piece = Piece(self.mark + text if text else "", left_out=tuple(self._left_out))
            self._left_out.clear()
            self.mark = "" if text else self.mark
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
    if not name or name in _UNSEEN:
        return
    if _is_hidden(element):
        _leave_out(element, name, flow)
    elif name == "table":
        flow.insert(_table(element, look))
    elif name == "br":
        flow.end_line(is_break=True)
    elif name in _CONTROLS:
        _add_text(_CONTROLS[name](element), flow, _look_in(element, name, look))
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
    style = element.get("style")
    if not style:
        return False
    told = _declared(style)
    return (
        told.get("display", "").startswith("none")
        or told.get("mso-hide", "").startswith("all")
        or re.fullmatch(_ZERO, told.get("opacity", "1")) is not None
    )


@lru_cache(maxsize=4096)
def _declared(style: str) -> Mapping[str, str]:
    """Property -> value of a style, in lower case; of a long value its beginning."""
    pairs = (part.partition(":") for part in style.lower().split(";"))
    return {name.strip(): value.strip()[:_MOST_TOLD] for name, _, value in pairs}


def _leave_out(element: etree._Element, name: str, flow: _Flow) -> None:
    """Note a hidden element that holds text; one that is a block stands in no line."""
    if not _holds_text(element):
        return
    is_block = name in _BLOCKS or name == "table"
    if is_block:
        flow.end_line()
    flow.leave_out(HIDDEN)
    if is_block:
        flow.end_line()


def _holds_text(element: etree._Element) -> bool:
    """Whether the element would show text if it were not hidden."""
    if not _name(element) or _name(element) in _UNSEEN:
        return False
    if (element.text or "").strip():
        return True
    return any(_holds_text(child) or (child.tail or "").strip() for child in element)


def _look_in(element: etree._Element, name: str, look: _Look) -> _Look:
    """How an element shows its text, within one that shows it so."""
    style = element.get("style")
    if name in _STRUCK_NAMES:
        look = replace(look, is_struck=True)
    elif name in ("sup", "sub"):
        look = replace(look, level=level_of(name.replace("sup", "super")))
    elif name == "pre":
        look = replace(look, is_pre=True)
    elif name == "font" and element.get("face"):
        look = replace(look, font=element.get("face"))
    return _look_styled(style, name, look) if style else look


@lru_cache(maxsize=4096)
def _look_styled(style: str, name: str, look: _Look) -> _Look:
    told = _declared(style)
    if font := _FONT.search(style):
        look = replace(look, font=font.group(1).strip())
    if "line-through" in told.get("text-decoration", "") + told.get("text-decoration-line", ""):
        look = replace(look, is_struck=True)
    if name not in ("td", "th") and "vertical-align" in told:
        look = replace(look, level=level_of(told["vertical-align"]))
    if "visibility" in told:
        look = replace(look, is_invisible=told["visibility"] in ("hidden", "collapse"))
    if "color" in told:
        look = replace(look, is_clear=_CLEAR.fullmatch(told["color"]) is not None)
    return replace(look, is_sizeless=_is_sizeless(told, look))


def _is_sizeless(told: Mapping[str, str], look: _Look) -> bool:
    """Whether text has no size: a size of its own brings it back, a share of none does not."""
    if "font" in told:
        return _NO_SIZE.match(told["font"]) is not None
    size = _SIZE.match(told.get("font-size", ""))
    if size is None:
        return look.is_sizeless and told.get("font-size", "inherit") == "inherit"
    return float(size[1]) == 0 or (look.is_sizeless and size[2] in _RELATIVE_SIZES)


def _add_text(text: str | None, flow: _Flow, look: _Look) -> None:
    if not text:
        return
    if look.left_out and text.strip():
        flow.leave_out(look.left_out)
        return
    lines = text.split("\n") if look.is_pre else [text]
    for index, line in enumerate(lines):
        if index:
            flow.end_line(is_break=True)
        flow.add(printed(line, look.font), look.level)


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
    for hidden in parts.hidden:
        _leave_out(hidden, "table", before)
    look_here = _look_in(element, "table", look)
    for caption in parts.captions:
        _walk(caption, before, look_here)
    for text in parts.stray:
        _add_text(text, before, look_here)
        before.end_line()
    cells = []
    for placed in placed_cells(parts):
        flow = _Flow()
        _walk_inside(placed.element, flow, _look_of_cell(placed.element, element, look_here))
        cells.append(
            BlockCell(placed.row, placed.column, flow.ended(), placed.row_span, placed.column_span)
        )
    return [*before.ended(), *table_blocks(cells)]


def _look_of_cell(cell: etree._Element, table: etree._Element, look: _Look) -> _Look:
    """How a cell shows its text: as its row and the row's group do, and then as it says itself."""
    above = list(itertools.takewhile(lambda one: one is not table, cell.iterancestors()))
    for element in [*reversed(above), cell]:
        if element.get("style"):
            look = _look_in(element, _name(element), look)
    return look


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
