"""Forms printed a cell a line, blank cells left out: their lines as rows of a table.

So a copy from a viewer of PDF prints them. Where each cell stood follows from the labels, their
order, and what each column takes; a blank cell may leave that open. Then the lines stay
undecided: they stand in rows without cells, and are named.
"""

from collections.abc import Sequence

from ingest.document import Row
from ingest.forms.cell_labels import is_label
from ingest.forms.lined.above import heading_starts, lay_above, with_whole_labels
from ingest.forms.lined.closing import ends_of_table, lay_closing
from ingest.forms.lined.columns import heading_of
from ingest.forms.lined.indicators import (
    Group,
    Table,
    groups_of,
    heading_rows,
    is_one_sided,
    lay_indicators,
    tables_of,
    tell_rows,
)
from ingest.forms.lined.kinds import ABOVE, field_of, is_label_above, is_level
from ingest.forms.lined.lists import part_projects
from ingest.forms.lined.rows import LaidRows
from ingest.text_tables import display_width

_MOST_UNKNOWN_HEADINGS = 3
_MOST_GAPS = 12  # tried; further ones have shown no table that ends
_WIDEST_LINE = 140

__all__ = ["laid_form"]


def laid_form(rows: Sequence[Row], table: int) -> LaidRows | None:
    """The rows of a form with its lines put together; None where it prints no cell a line."""
    starts = list(heading_starts(rows))
    if not starts or any(row.is_table or row.table is not None for row in rows[: starts[0]]):
        return None
    above = with_whole_labels(rows[: starts[0]])
    rows = [*above, *rows[starts[0] :]]
    start = _start_of_list(rows, len(above))
    is_list = start < len(above)
    first = start if is_list else _first_label(rows, start)
    stop = _end_of_heading(rows, start, is_list)
    rows, further = _without_further(rows, start, stop)
    end = _end_of_table(rows, start, stop)
    laid = LaidRows(table)
    if not is_list:
        lay_above(rows[first:start], laid)
    is_unwrapped = any(display_width(row.key) > _WIDEST_LINE for row in rows[first:end])
    how = _lay_table(rows[start:stop], rows[stop:end], is_unwrapped, laid)
    below = lay_closing(rows[end:], how, laid) if how else 0
    laid.leave(further)
    laid.rows = [*rows[:first], *laid.rows, *rows[end + below :]]
    return laid


def _without_further(rows: Sequence[Row], start: int, stop: int) -> tuple[list[Row], list[Row]]:
    """The lines of one form, its headings printed again left out, and those of what follows it."""
    heads = [row.key for row in rows[start:stop]]
    kept = list(rows[:stop])
    at = stop
    while at < len(rows):
        again = [row.key for row in rows[at : at + len(heads)]]
        if again == heads:
            at += len(heads)
            continue
        is_further = field_of(rows[at], "header") == "project_name"
        if is_further or next(heading_starts(rows[at : at + len(heads)]), None) == 0:
            return kept, list(rows[at:])
        kept.append(rows[at])
        at += 1
    return kept, []


def _end_of_table(rows: Sequence[Row], start: int, stop: int) -> int:
    """The line behind the indicators: behind a gap they go on where all lines make rows."""
    ends = ends_of_table(rows, stop)
    heading = heading_of(rows[start:stop])
    tables = tables_of(heading, False) if heading else []
    for end in ends[:-1][:_MOST_GAPS]:
        groups = groups_of(rows[stop:end])
        if groups and any(table.makes_rows(groups[-1].lines) for table in tables):
            return end
    return ends[-1]


def _first_label(rows: Sequence[Row], stop: int) -> int:
    """The first line that is a label by itself."""
    return next((at for at in range(stop) if is_label_above(rows[at])), stop)


def _start_of_list(rows: Sequence[Row], start: int) -> int:
    """Where the headings of a list of projects begin; the start where no list is headed."""
    first = start
    while first > 0 and is_label(rows[first - 1].run.text, ABOVE):
        first -= 1
    named = [field_of(row, "header") for row in rows[first:start]]
    above = [row for row in rows[:first] if is_label_above(row)]
    behind = _end_of_heading(rows, start, True)
    opens_with_level = behind < len(rows) and is_level(rows[behind])
    is_list = "project_name" in named and not above and not opens_with_level
    return first if is_list else start


def _end_of_heading(rows: Sequence[Row], start: int, is_list: bool) -> int:
    """The line behind the headings: in a form the first level stands there."""
    end = start
    while end < len(rows) and is_label(rows[end].run.text, (*ABOVE, "column")):
        if is_level(rows[end]):
            break
        end += 1
    if is_list:
        return end
    levels = (at for at in range(end, len(rows)) if is_level(rows[at]))
    first = next(levels, end)
    known = [at for at in range(start, first) if field_of(rows[at], "column")]
    is_near = first - known[-1] - 1 <= _MOST_UNKNOWN_HEADINGS
    return first if is_near else end


def _lay_table(
    heads: Sequence[Row], body: Sequence[Row], is_unwrapped: bool, laid: LaidRows
) -> Table | None:
    """Add the headings and the rows of the indicators; how they were read."""
    heading = heading_of(heads)
    groups = groups_of(body)
    if heading is None or not groups or (heading.is_doubled and not is_one_sided(groups)):
        laid.leave([*heads, *body])
        return None
    for cells, lines in heading_rows(heading):
        laid.add(cells, lines)
    tables = tables_of(heading, is_unwrapped)
    unsure: list[Row] = []
    if heading.first:
        groups, unsure = _listed(groups, tables[0])
    elif not groups[0].levels:
        groups, unsure = [], list(body)
    how = tell_rows(groups, tables)
    lay_indicators(groups, laid)
    laid.leave(unsure)
    return how


def _listed(groups: Sequence[Group], table: Table) -> tuple[list[Group], list[Row]]:
    """The groups of a list whose projects are certain, and the lines below them."""
    certain = part_projects(groups, table)
    rest = [line for group in groups[certain:] for line in (*group.levels, *group.lines)]
    return [group for group in groups[:certain] if group.levels], rest
