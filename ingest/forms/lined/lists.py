"""Lists of projects printed a cell a line: each project's own cells above its indicators."""

import itertools
from collections.abc import Sequence

from ingest.document import Row
from ingest.forms.lined.columns import Freedom, Heading
from ingest.forms.lined.indicators import Group, Table
from ingest.forms.lined.kinds import field_of, is_level, may_be_name
from ingest.forms.lined.search import rows_of
from ingest.forms.money import looks_like_amount

_SHORTEST_CODE = 6


def part_projects(groups: Sequence[Group], table: Table) -> int:
    """Give each project's own cells to its first group; how many groups are certain."""
    heading = table.heading
    width = heading.first
    if len(groups) < 2 or groups[0].levels or not _are_of_project(groups[0].lines, heading):
        return 0
    groups[1].cells |= dict(enumerate(groups[0].lines))
    groups[0].lines = []
    for at, (group, below) in enumerate(itertools.pairwise(groups[1:]), start=1):
        opens = _opens_project(group.lines, table)
        if opens is None:
            return at
        if opens:
            below.cells |= dict(enumerate(group.lines[-width:]))
            group.lines = group.lines[:-width]
    return len(groups)


def _opens_project(lines: Sequence[Row], table: Table) -> bool | None:
    """Whether the last lines of a group are the next project's own cells; None: nothing tells."""
    width = table.heading.first
    is_own = len(lines) > width and _are_of_project(lines[-width:], table.heading)
    for freedom in Freedom:
        grammar = table.grammar(freedom)
        goes_on = rows_of(lines, grammar) is not None
        ends = is_own and rows_of(lines[:-width], grammar) is not None
        if goes_on or ends:
            return None if goes_on and ends else ends
    return None


def _are_of_project(lines: Sequence[Row], heading: Heading) -> bool:
    columns = heading.columns[: heading.first]
    return len(lines) == len(columns) and all(
        _may_stand_under(line, column.line) for line, column in zip(lines, columns)
    )


def _may_stand_under(line: Row, label: Row) -> bool:
    """Whether a line is of the kind that the heading of a list asks for."""
    if is_level(line):
        return False
    if field_of(label, "fund") or field_of(label, "measure"):
        return looks_like_amount(line.run)
    name = field_of(label, "header")
    if name == "project_code":
        return line.key.isalnum() and sum(map(str.isdigit, line.key)) >= _SHORTEST_CODE
    return name not in ("project_name", "department", "unit") or may_be_name(line)
