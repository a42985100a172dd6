"""Lines of a prepared text that hold the page and the count of pages, as `1/36`, and no more."""

import re

from ingest.document import Document, Row

_PAGE_OF_PAGES = re.compile(r"(\d{1,3})/(\d{1,3})")


def without_page_numbers(document: Document) -> Document:
    """The document with those lines set apart.

    A line `36/1` is none: no page comes after the last.
    """
    return document.without_page_rows(filter(_is_page_number, document.rows))


def _is_page_number(row: Row) -> bool:
    found = None if row.is_table or row.table is not None else _PAGE_OF_PAGES.fullmatch(row.key)
    return found is not None and int(found[1]) <= int(found[2])
