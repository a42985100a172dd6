"""What became of each page of a filing and of each form in it: a code, and the sentence for it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from ingest.covers import boxes_of
from ingest.document import Document, Row, Run
from ingest.labels import vocabulary

READ, COMPLETE, INCOMPLETE = "read", "complete", "incomplete"
Page = tuple[int | None, str | None]


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
