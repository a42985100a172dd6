"""Lines of a prepared text that only number a page.

A number in dashes or as 第3页 numbers a page wherever it stands alone. A bare number does where it
stands below a table and all numbers so found grow from page to page; else it stays in the text.
"""

import itertools
import re
from collections.abc import Iterator, Sequence

from ingest.document import Row
from ingest.values import fold_in_place

_DASH = "[-—－–―‐]+"
_MARKED = re.compile(
    rf"{_DASH}\s*(\d{{1,4}})\s*{_DASH}|第\s*(\d{{1,4}})\s*页(?:[,/]?\s*共\s*\d{{1,4}}\s*页)?"
)
_BARE = re.compile(r"(\d{1,4})")


def page_number_rows(rows: Sequence[Row]) -> list[Row]:
    """The rows that number a page, in order."""
    marked = {row.line: number for row in rows if (number := _number(row, _MARKED)) is not None}
    bare = {row.line: number for row in _below_tables(rows) if (number := _number(row, _BARE))}
    numbers = [number for _, number in sorted((marked | bare).items())]
    is_growing = len(numbers) > 1 and all(a < b for a, b in itertools.pairwise(numbers))
    found = marked | bare if is_growing else marked
    return [row for row in rows if row.line in found]


def _number(row: Row, pattern: re.Pattern[str]) -> int | None:
    """The number of a paragraph that holds nothing else."""
    found = None if row.is_table else pattern.fullmatch(fold_in_place(row.run.text))
    return int(next(group for group in found.groups() if group)) if found else None


def _below_tables(rows: Sequence[Row]) -> Iterator[Row]:
    """The paragraphs right below a table's row, at the end of the text or above a gap or table."""
    for before, row, after in zip(rows, rows[1:], [*rows[2:], None]):
        if before.is_table and (after is None or after.follows_gap or after.is_table):
            yield row
