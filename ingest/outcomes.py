"""What became of each page of a filing and of each form in it: a code, and the sentence for it."""

import math
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from ingest.document import Document, Place, Row, Run
from ingest.labels import vocabulary

READ, COMPLETE, INCOMPLETE = "read", "complete", "incomplete"
Page = tuple[int | None, str | None]
Box = tuple[float, float, float, float]
_WHOLE_PAGE: Box = (0.0, 0.0, 14_400.0, 14_400.0)  # points: no page of a PDF is larger
_NARROW, _WIDE = 0.25, 0.7  # half a Chinese character, in heights of its line


@dataclass
class _Seen:
    """What stands on a page: numbers of its forms, rows of tables in none, refused titles."""

    forms: set[int] = field(default_factory=set)
    has_statement: bool = False
    has_other_form: bool = False
    has_rows: bool = False
    outside_table_row_count: int = 0
    withheld_count: int = 0
    withheld_boxes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class PageOutcome:
    """A page (or sheet) and what became of it; `source_page` is NULL for what has no pages.

    `withheld_count` says how many names, telephone numbers and the like are starred on it, and
    `withheld_boxes` where it is a drawn page: `left bottom right top` in points, parted by `;`.
    """

    source_page: int | None
    sheet_name: str | None
    outcome: str
    form_count: int
    outside_table_row_count: int
    withheld_count: int
    withheld_boxes: str | None


@cache
def outcome_messages(subject: str) -> Mapping[str, str]:
    """code -> what it says, in Chinese, of a `page` or a `form`."""
    rows = vocabulary("outcomes")
    return {row["code"]: row["message"] for row in rows if row["subject"] == subject}


def reasons_said(codes: Sequence[str]) -> str:
    """The sentences of why a form is incomplete, or that it is complete."""
    messages = outcome_messages("form")
    return "；".join(messages[code] for code in codes or (COMPLETE,))


def page_outcomes(
    document: Document,
    form_rows: Iterable[tuple[int, Row]],
    statement_lines: set[int],
    refused_lines: set[int],
    withheld: Iterable[Run] = (),
    printed: str | None = None,
) -> list[PageOutcome]:
    """One outcome per page, then one per sheet; one for all of a filing that has neither.

    `form_rows` are the rows of forms with the number of their form; the lines are those of
    statements, and of forms of another kind; `withheld` is what is starred, `printed` the text
    before that.
    """
    numbers = {row.line: number for number, row in form_rows}
    seen: dict[Page, _Seen] = {page: _Seen() for page in _pages_in(document)}
    for row in document.rows:
        for page in _pages_of(row.run, document):
            _note(seen.setdefault(page, _Seen()), row, numbers, statement_lines, refused_lines)
    as_printed = replace(document, text=printed or document.text)
    for run in withheld:
        for page in _pages_of(run, document)[:1]:
            seen.setdefault(page, _Seen()).withheld_count += 1
        for number, box in boxes_of(run, as_printed):
            seen.setdefault((number, None), _Seen()).withheld_boxes.append(box)
    return [_outcome(page, on_page, document) for page, on_page in seen.items()]


def _pages_in(document: Document) -> list[Page]:
    """The pages and sheets that the filing says it has."""
    pages: list[Page] = [(number, None) for number in range(1, (document.page_count or 0) + 1)]
    pages += [(None, name) for name in document.sheets]
    return pages or [(None, None)] if not document.places else pages


def _pages_of(run: Run, document: Document) -> list[Page]:
    """The pages or sheets on which a run is printed; the one that stands for a filing without."""
    places = document.places_of(run)
    found = ((p.page, p.sheet.rsplit("!", 1)[0] if p.sheet else None) for p in places)
    pages = [page for page in dict.fromkeys(found) if page != (None, None)]
    return pages if document.places else [(None, None)]


def boxes_of(run: Run, document: Document) -> Iterator[tuple[int, str]]:
    """The pages and boxes that hold a run: of a line the part in which it can stand.

    Of a page whose places were not read it is the whole page.
    """
    for start, end in run.pieces():
        for place in document.places_of(Run.printed(document.text[start:end], start)):
            if place.page is not None:
                box = _box_of(document.text, place, start, end) if place.box else _WHOLE_PAGE
                yield place.page, " ".join(f"{side:.1f}" for side in box)


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


def _note(
    seen: _Seen,
    row: Row,
    numbers: Mapping[int, int],
    statement_lines: set[int],
    refused_lines: set[int],
) -> None:
    seen.has_rows = True
    if row.line in numbers:
        seen.forms.add(numbers[row.line])
    elif row.line in refused_lines:
        seen.has_other_form = True
    elif row.line in statement_lines:
        seen.has_statement = True
    elif row.is_table:
        seen.outside_table_row_count += 1


def _outcome(page: Page, seen: _Seen, document: Document) -> PageOutcome:
    number, sheet = page
    return PageOutcome(
        number,
        sheet,
        _code(page, seen, document),
        len(seen.forms),
        seen.outside_table_row_count,
        seen.withheld_count,
        ";".join(seen.withheld_boxes) or None,
    )


def _code(page: Page, seen: _Seen, document: Document) -> str:
    number, sheet = page
    if number in document.unread_pages:
        return "picture_unread"
    if sheet in document.hidden_sheets:
        return "hidden_sheet"
    if seen.forms or seen.has_statement:
        return READ
    if seen.has_other_form:
        return "other_form"
    if seen.outside_table_row_count:
        return "table_without_form"
    return "no_form" if seen.has_rows else "blank"
