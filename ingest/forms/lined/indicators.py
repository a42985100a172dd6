"""The indicators of a form printed a cell a line: rows told by what each column takes.

Names of levels part the lines into groups. A group's lines are put under the headings where that
goes in one way only; what a blank cell leaves open is left undecided.
"""

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache

from ingest.document import Cell, Row
from ingest.forms.levels import known_levels, level_words, parents_of
from ingest.forms.lined.columns import LEVELS, Freedom, Grammar, Heading
from ingest.forms.lined.kinds import is_level, is_numeric, level_of, may_be_name, words
from ingest.forms.lined.rows import LaidRows
from ingest.forms.lined.search import Found, Told, rows_above, rows_of
from ingest.text_tables import display_width
from ingest.values import parse_number

_WHOLE = Decimal(100)
_OF_EXECUTION = (Decimal(0), Decimal(10), Decimal(20))
_SENTENCE_MARKS = "，。；,;"


@dataclass
class Group:
    """Lines below names of levels, up to the next ones.

    `cells` are the levels, and in a list what is the project's own; `found` are the rows.
    """

    levels: list[Row] = field(default_factory=list)
    lines: list[Row] = field(default_factory=list)
    cells: dict[int, Row] = field(default_factory=dict)
    found: Found = field(default_factory=Found)


def groups_of(lines: Sequence[Row]) -> list[Group]:
    """The groups of the lines; the first one's levels are none where a list begins."""
    groups = [Group()]
    for line in lines:
        if not is_level(line):
            groups[-1].lines.append(line)
            continue
        if groups[-1].lines or not groups[-1].levels:
            groups.append(Group())
        groups[-1].levels.append(line)
    return groups if groups[0].lines else groups[1:]


@dataclass(frozen=True)
class Table:
    """How a table is read: its headings, and what holds for all of its rows.

    `blank` are columns of numbers in which no row prints any; `has_numbers`: columns that nobody
    knows hold numbers; `is_unwrapped`: no cell of the form is cut over several lines.
    """

    heading: Heading
    blank: tuple[str, ...] = ()
    has_numbers: bool = False
    is_unwrapped: bool = False

    def grammar(self, freedom: Freedom) -> Grammar:
        """What the columns behind the levels take; of two sides those of the first."""
        fields = self.heading.fields
        last = fields.index("target") if self.heading.is_doubled else len(fields)
        columns = tuple(
            (at, name)
            for at, name in enumerate(fields)
            if self.heading.first < at <= last and name not in (*LEVELS, *self.blank)
        )
        blank = "weight" in self.blank
        return Grammar(columns, freedom, self.has_numbers, self.is_unwrapped, blank)

    def makes_rows(self, lines: Sequence[Row]) -> bool:
        """Whether all of the lines make rows."""
        return any(rows_of(lines, self.grammar(freedom)) is not None for freedom in Freedom)


def tables_of(heading: Heading, is_unwrapped: bool) -> list[Table]:
    """How a table may be read, the fullest way first."""
    blanks: list[tuple[str, ...]] = [()]
    if "score" in heading.fields:
        blanks.append(("score",))
    if "weight" in heading.fields:
        blanks.append(("weight", "score"))
    has_unknown = "unknown" in heading.fields
    return [
        Table(heading, blank, has_numbers, is_unwrapped)
        for blank in blanks
        for has_numbers in ((True, False) if has_unknown else (False,))
    ]


def tell_rows(groups: Sequence[Group], tables: Sequence[Table]) -> Table:
    """Find the rows of each group; how the table is read."""
    place_levels(groups, tables[0].heading)
    for table in tables:
        _find_rows(groups, table)
        if _is_certain(groups, table):
            break
    else:
        table = tables[0]
        _find_rows(groups, table)
        if not _adds_up(groups, table.heading):
            _open_rows_with_blanks(groups, table.heading)
    for group in groups:
        _check_remarks(group, table)
    return table


def _find_rows(groups: Sequence[Group], table: Table) -> None:
    for group in groups:
        group.found = _found(group.lines, table)


def place_levels(groups: Sequence[Group], heading: Heading) -> None:
    """Put the names of levels under their headings; what stands below them is a name."""
    above: str | None = None
    for group in groups:
        names = [level_of(row) or "" for row in group.levels]
        places = _places_of(names, heading, above)
        group.cells |= dict(zip(places, group.levels))
        group.lines = [*group.levels[len(places) :], *group.lines]
        if heading.first in places:
            above = names[0]


def _places_of(names: Sequence[str], heading: Heading, above: str | None) -> list[int]:
    """The columns of the first names that follow each other, below the first level above."""
    places = heading.level_places[:2]
    if not names or heading.fields.count("level1") + heading.fields.count("level2") < 2:
        return places[: len(names)]
    has_both = len(names) > 1 and names[0] not in _seconds_only() and bool(parents_of(names[1]))
    if has_both and (names[0] in parents_of(names[1]) or not parents_of(names[0])):
        return places
    is_second = names[0] in _seconds_only() or above in parents_of(names[0])
    return places[1:] if is_second else places[:1]


@cache
def _seconds_only() -> frozenset[str]:
    """The names that are second levels and no first ones."""
    return frozenset(n for n in known_levels() if parents_of(n) and n not in level_words(1))


def _found(lines: Sequence[Row], table: Table) -> Found:
    if not lines:
        return Found()
    for freedom in Freedom:
        found = rows_of(lines, table.grammar(freedom))
        if found is not None:
            return found
    return rows_above(lines, table.grammar(Freedom.FULL))


def is_one_sided(groups: Sequence[Group]) -> bool:
    """Whether one of two sides is blank: no second level is printed twice below a first one.

    Where each row prints its second level, no name is printed twice, and below one of the first
    levels the rows are of an odd number.
    """
    counts: list[Counter[str]] = []
    for group in groups:
        names = [level_of(row) or "" for row in group.levels]
        if len(names) > 1 or not counts:
            counts.append(Counter())
        counts[-1][names[-1] if names else ""] += 1
    if all(max(count.values()) == 1 for count in counts):
        return True
    named = Counter(line.key for group in groups for line in group.lines if may_be_name(line))
    is_odd = any(count.total() % 2 for count in counts)
    return is_odd and max(named.values(), default=0) == 1


def _is_certain(groups: Sequence[Group], table: Table) -> bool:
    """Whether all lines make rows, and those with blank cells make weights that add up."""
    if any(group.found.rest for group in groups):
        return False
    if "weight" in table.blank:
        return True
    is_full = "score" not in table.blank and not _has_blanks(groups, table.heading)
    return is_full or _adds_up(groups, table.heading)


def _has_blanks(groups: Sequence[Group], heading: Heading) -> bool:
    rows = [row for group in groups for row in group.found.rows]
    return any(_lacks_cells(row, heading) for row in rows)


def _lacks_cells(row: Told, heading: Heading) -> bool:
    """Whether a row of a table with weights leaves a cell blank that others fill.

    A target in words has no unit.
    """
    if "weight" not in heading.fields:
        return False
    places = {name: at for at, name in enumerate(heading.fields)}
    target = row.cells.get(places["target"])
    asked = ["target", "actual"] + (["unit"] if target and is_numeric(target) else [])
    return bool(row.open) or any(n in places and places[n] not in row.cells for n in asked)


def _adds_up(groups: Sequence[Group], heading: Heading) -> bool:
    """Whether the weights of all rows make 100, or what is left of it beside the execution."""
    if "weight" not in heading.fields:
        return True
    at = heading.fields.index("weight")
    rows = [row for group in groups for row in group.found.rows]
    printed = [row.cells[at] for row in rows if at in row.cells]
    total = sum((parse_number(line.key) or Decimal() for line in printed), Decimal())
    is_whole = not any(group.found.rest for group in groups)
    return is_whole and any(total + part == _WHOLE for part in _OF_EXECUTION)


def _open_rows_with_blanks(groups: Sequence[Group], heading: Heading) -> None:
    """Leave open what rows with blank cells print."""
    for row in [row for group in groups for row in group.found.rows]:
        if _lacks_cells(row, heading):
            row.open += row.cells.values()
            row.cells = {}


def _check_remarks(group: Group, table: Table) -> None:
    """Leave open a remark that may be the first line of the name below it, with that row."""
    heading = table.heading
    if "remark" not in heading.fields:
        return
    remark, name = heading.fields.index("remark"), heading.fields.index("name")
    rows = group.found.rows
    widths = [display_width(row.cells[name].key) for row in rows if name in row.cells]
    for row, below in itertools.pairwise(rows):
        line = row.cells.get(remark)
        if line is None or name not in below.cells:
            continue
        is_narrow = table.is_unwrapped or display_width(line.key) < max(widths)
        is_told = is_narrow or any(word in line.key for word in words("reason"))
        if _is_sentence(line) or (is_told and _is_below_weight(row, heading)):
            continue
        row.open.append(row.cells.pop(remark))
        below.open += below.cells.values()
        below.cells = {}
    last = rows[-1] if rows and group.found.rest else None
    if last and remark in last.cells and not _is_sentence(last.cells[remark]):
        last.open.append(last.cells.pop(remark))


def _is_sentence(line: Row) -> bool:
    return any(mark in line.key for mark in _SENTENCE_MARKS)


def _is_below_weight(row: Told, heading: Heading) -> bool:
    """Whether a row's score is not its weight: a remark tells why."""
    numbers = [
        parse_number(row.cells[at].key)
        for at, name in enumerate(heading.fields)
        if name in ("weight", "score") and at in row.cells
    ]
    return len(set(numbers)) > 1


def lay_indicators(groups: Sequence[Group], laid: LaidRows) -> None:
    """Add the rows of the groups; a level spans the rows up to the next one."""
    begun: dict[int, int] = {}
    for group in groups:
        for column in [c for c in begun if group.cells and c >= min(group.cells)]:
            _close_level(begun.pop(column), column, laid)
        begun |= dict.fromkeys(group.cells, len(laid.rows))
        rows = group.found.rows or [Told()]
        for row, cells in zip(rows, [group.cells, *({} for _ in rows[1:])]):
            laid.put(cells | row.cells)
            laid.leave(row.open)
        laid.leave(group.found.rest)
    for column, at in begun.items():
        _close_level(at, column, laid)


def _close_level(at: int, column: int, laid: LaidRows) -> None:
    """Let the level's cell span the rows down to the last one."""
    row = laid.rows[at]
    span = len(laid.rows) - at
    cells = tuple(replace(c, row_span=span) if c.column == column else c for c in row.cells)
    laid.rows[at] = replace(row, cells=cells)


def heading_rows(heading: Heading) -> Iterator[tuple[list[Cell], list[Row]]]:
    """The rows of headings, those below a wider one in a second row."""
    below = {at for _, start, end in heading.over for at in range(start, end)}
    high = 2 if below else 1
    own = [
        (Cell(at, column.line.run, 1, 1 if at in below else high), column.line)
        for at, column in enumerate(heading.columns)
    ]
    upper = [(Cell(s, line.run, e - s), line) for line, s, e in heading.over]
    upper += [item for at, item in enumerate(own) if at not in below]
    for items in (upper, [item for at, item in enumerate(own) if at in below]):
        if items:
            yield [cell for cell, _ in items], [line for _, line in items]
