"""Lines of a prepared text that hold the page and the count of pages, as `1/36`, and no more."""

import re
from dataclasses import replace

from ingest.document import Document, Row

_PAGE_OF_PAGES = re.compile(r"(\d{1,3})/(\d{1,3})")


def without_page_numbers(document: Document) -> Document:
    """The document with those lines set apart; a page ends where one stood.

    A line `36/1` is none: no page comes after the last.
    """
    kept: list[Row] = []
    numbers = list(document.page_numbers)
    is_page_end = False
    for row in document.rows:
        if _is_page_number(row):
            numbers.append(row.run)
            is_page_end = True
            continue
        kept.append(replace(row, follows_gap=True) if is_page_end else row)
        is_page_end = False
    return replace(document, rows=tuple(kept), page_numbers=tuple(numbers))


def _is_page_number(row: Row) -> bool:
    found = None if row.is_table or row.table is not None else _PAGE_OF_PAGES.fullmatch(row.key)
    return found is not None and int(found[1]) <= int(found[2])
