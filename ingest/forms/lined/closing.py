"""What stands below the indicators of a form printed a cell a line: total and rating."""

import itertools
from collections.abc import Sequence

from ingest.document import Row
from ingest.forms.lined.indicators import Table
from ingest.forms.lined.kinds import field_of, is_level, is_number
from ingest.forms.lined.rows import LaidRows

_CLOSES = ("total", "rating")


def ends_of_table(rows: Sequence[Row], start: int) -> list[int]:
    """Where the indicators may end, the farthest place first.

    They end at a label of the closing, or at a gap below the last level; paragraphs that gaps
    part are none of them.
    """
    last = max((at for at in range(start, len(rows)) if is_level(rows[at])), default=start)
    closing = (at for at in range(last + 1, len(rows)) if field_of(rows[at], "closing"))
    end = next(closing, len(rows))
    gaps = [at for at in range(last + 1, end) if rows[at].follows_gap]
    are_paragraphs = any(below - at == 1 for at, below in itertools.pairwise([*gaps, end]))
    return gaps[:1] if are_paragraphs else [end, *reversed(gaps)]


def lay_closing(rows: Sequence[Row], table: Table, laid: LaidRows) -> int:
    """Add the rows of the total and the rating; how many lines they take."""
    at = 0
    while at < len(rows) and field_of(rows[at], "closing") in _CLOSES:
        label = rows[at]
        if field_of(label, "closing") == "total":
            numbers = _numbers_below(rows[at + 1 :])
            _lay_total(label, numbers, table, laid)
            at += 1 + len(numbers)
        else:
            values = [row for row in rows[at + 1 : at + 2] if not field_of(row, "closing")]
            laid.put({0: label} | dict(zip([1], values)))
            at += 1 + len(values)
    return at


def _numbers_below(rows: Sequence[Row]) -> list[Row]:
    end = next((at for at, row in enumerate(rows) if not is_number(row)), len(rows))
    return list(rows[:end])


def _lay_total(
    label: Row,
    numbers: Sequence[Row],
    table: Table,
    laid: LaidRows,
) -> None:
    """A total under each column of numbers; undecided where one of several is blank."""
    kinds = ("weight", "score", "unknown") if table.has_numbers else ("weight", "score")
    columns = [at for at, name in enumerate(table.heading.fields) if name in kinds]
    if len(columns) == len(numbers):
        laid.put({0: label} | dict(zip(columns, numbers)))
        return
    laid.put({0: label})
    laid.leave(numbers)
