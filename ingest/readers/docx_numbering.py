"""Automatic numbers of DOCX paragraphs: `一、`, `1.`, `(二)`, counted as Word counts them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

from ingest.document import is_chinese
from ingest.readers.numerals import numeral
from ingest.readers.ooxml import attribute, child, children, is_on, number, tag, value
from ingest.readers.symbols import UNKNOWN, printed

_PLACE_OF_LEVEL = re.compile(r"%([1-9])")
_LEVELS = 9
_MOST_STYLES_DEEP = 20


@dataclass(frozen=True)
class Level:
    """How the paragraphs of one level of a list are numbered."""

    style: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    suffix: str = "tab"
    is_legal: bool = False
    width: int = 0
    paragraph_style: str | None = None

    def written(self, count: int, is_legal: bool = False) -> str:
        """The count as this level writes it."""
        if self.style == "none":
            return ""
        return numeral(count, "decimal" if is_legal else self.style).zfill(self.width)


@dataclass
class _List:
    """A list's levels, and the overrides that its own first paragraph sets."""

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The numbers of paragraphs, which have to be asked for in the order of the document."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._styles = {attribute(s, "styleId") or "": s for s in children(styles, "style")}
        defaults = (s for s in children(styles, "style") if _is_default(s))
        self._default_style = attribute(next(defaults, None), "styleId")
        self._lists = _lists(numbering, self._styles)
        self._counts: dict[str, dict[int, int]] = {}
        self._started: set[str] = set()

    def next_number(self, properties: etree._Element | None) -> str:
        """The number of the next paragraph, with the space after it; "" where it has none."""
        place = self._place(properties)
        if place is None:
            return ""
        list_id, at = place
        found = self._lists[list_id]
        level = found.levels[at]
        counts = self._counts.setdefault(found.abstract, {})
        if list_id not in self._started:
            self._started.add(list_id)
            for other, start in found.starts.items():
                counts[other] = start - 1
        counts[at] = counts.get(at, level.start - 1) + 1
        for deeper in [other for other in counts if other > at]:
            restart = found.levels[deeper].restart if deeper in found.levels else None
            if at < (deeper if restart is None else restart):
                del counts[deeper]
        return _spaced(_text(level, found.levels, counts), level.suffix)

    def _place(self, properties: etree._Element | None) -> tuple[str, int] | None:
        """The paragraph's list and level, by itself or by its style."""
        told = child(properties, "numPr")
        style = value(properties, "pStyle") or self._default_style
        list_id, at = value(told, "numId"), value(told, "ilvl")
        if list_id is None:
            list_id, by_style = self._place_of_style(style)
            at = at or by_style
        if list_id is None or list_id not in self._lists:
            return None
        level = min(max(number(at, 0), 0), _LEVELS - 1)
        return (list_id, level) if level in self._lists[list_id].levels else None

    def _place_of_style(self, style: str | None) -> tuple[str | None, str | None]:
        for _ in range(_MOST_STYLES_DEEP):
            found = self._styles.get(style or "")
            told = child(found, "pPr", "numPr")
            list_id = value(told, "numId")
            if list_id is not None:
                linked = _level_of_style(self._lists.get(list_id), style)
                return list_id, linked or value(told, "ilvl")
            if found is None:
                break
            style = value(found, "basedOn")
        return None, None


def _is_default(style: etree._Element) -> bool:
    return attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true")


def _level_of_style(found: _List | None, style: str | None) -> str | None:
    levels = found.levels.items() if found else ()
    return next((str(at) for at, level in levels if level.paragraph_style == style), None)


def _lists(numbering: etree._Element | None, styles: dict[str, etree._Element]) -> dict[str, _List]:
    abstracts = {attribute(a, "abstractNumId") or "": a for a in children(numbering, "abstractNum")}
    nums = {attribute(num, "numId") or "": num for num in children(numbering, "num")}
    lists = {}
    for list_id, num in nums.items():
        if list_id == "0":
            continue
        abstract = _linked(value(num, "abstractNumId") or "", abstracts, nums, styles)
        levels = _levels(children(abstracts.get(abstract), "lvl"))
        overrides = list(children(num, "lvlOverride"))
        starts = {
            number(attribute(o, "ilvl"), 0): number(value(o, "startOverride"), 1)
            for o in overrides
            if child(o, "startOverride") is not None
        }
        levels.update(_levels(level for o in overrides for level in children(o, "lvl")))
        lists[list_id] = _List(abstract, levels, starts)
    return lists


def _linked(
    abstract: str,
    abstracts: dict[str, etree._Element],
    nums: dict[str, etree._Element],
    styles: dict[str, etree._Element],
) -> str:
    """The definition that holds the levels: a list may borrow them through a style."""
    style = value(abstracts.get(abstract), "numStyleLink")
    if style is None:
        return abstract
    list_id = value(styles.get(style), "pPr", "numPr", "numId")
    return value(nums.get(list_id or ""), "abstractNumId") or abstract


def _levels(elements: Iterable[etree._Element]) -> dict[int, Level]:
    return {number(attribute(element, "ilvl"), 0): _level(element) for element in elements}


def _level(element: etree._Element) -> Level:
    formats = [found for found in element.iter() if tag(found) == "numFmt"]
    style = attribute(formats[-1], "val") or "decimal" if formats else "decimal"
    custom = attribute(formats[0], "format") if formats else None
    text = value(element, "lvlText") or ""
    if style == "bullet":
        font = attribute(child(element, "rPr", "rFonts"), "ascii")
        text = printed(text, font).replace(UNKNOWN, "•")
    restart = value(element, "lvlRestart")
    return Level(
        style=style,
        text="" if is_on(element, "rPr", "vanish") else text,
        start=number(value(element, "start"), 0),
        restart=None if restart is None else number(restart, 0),
        suffix=value(element, "suff") or "tab",
        is_legal=is_on(element, "isLgl"),
        width=len(custom.partition(",")[0].strip()) if custom else 0,
        paragraph_style=value(element, "pStyle"),
    )


def _text(level: Level, levels: dict[int, Level], counts: dict[int, int]) -> str:
    def written(place: re.Match[str]) -> str:
        at = int(place.group(1)) - 1
        other = levels.get(at, level)
        return other.written(counts.get(at, other.start), level.is_legal)

    return level.text if level.style == "bullet" else _PLACE_OF_LEVEL.sub(written, level.text)


def _spaced(text: str, suffix: str) -> str:
    """The number and what parts it from the text: nothing beside Chinese punctuation."""
    if not text or suffix == "nothing" or is_chinese(text[-1]) or text[-1] == "、":
        return text
    return text + " "
