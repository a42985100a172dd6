"""Where on its page a stretch of text can stand: what a picture covers to withhold it."""

import math
import unicodedata
from collections.abc import Iterator

from ingest.document import Box, Document, Place, Run, box_text

_WHOLE_PAGE: Box = (0.0, 0.0, 14_400.0, 14_400.0)  # points: no page of a PDF is larger
_NARROW, _WIDE = 0.25, 0.7  # half a Chinese character, in heights of its line


def boxes_of(run: Run, document: Document) -> Iterator[tuple[int, str]]:
    """The pages and boxes that hold a run: of a line the part in which it can stand.

    Of a page whose places were not read it is the whole page.
    """
    for start, end in run.pieces():
        for place in document.places_of(Run.printed(document.text[start:end], start)):
            if place.page is not None:
                box = _box_of(document.text, place, start, end) if place.box else _WHOLE_PAGE
                yield place.page, box_text(box)


def _box_of(text: str, place: Place, start: int, end: int) -> Box:
    """The part of a place's box in which a stretch of its text can stand."""
    left, bottom, right, top = place.box or _WHOLE_PAGE
    first, last = max(start, place.start), min(end, place.end)
    before = _widths(text[place.start : first])
    inside, after = _widths(text[first:last]), _widths(text[last : place.end])
    least, most = (sum(widths) for widths in zip(before, inside, after))
    narrow = max((right - left) / max(most, 1.0), _NARROW * (top - bottom))
    wide = min((right - left) / max(least, 1.0), _WIDE * (top - bottom))
    begins = max(left + before[0] * narrow, right - (inside[1] + after[1]) * wide) - wide
    ends = min(right - after[0] * narrow, left + (before[1] + inside[1]) * wide) + wide
    return max(left, begins), bottom, min(right, ends), top


def _widths(text: str) -> tuple[float, float]:
    """The least and the most width of printed text, in half characters."""
    least, most = zip((0.0, 0.0), *map(_width, text))
    return sum(least), sum(most)


def _width(character: str) -> tuple[float, float]:
    if character.isspace():
        return 0.0, math.inf
    if character.isdecimal():
        return 1.0, 1.12
    is_wide = unicodedata.east_asian_width(character) in "WF"
    return (2.0, 2.0) if is_wide else (0.4, 2.0)
