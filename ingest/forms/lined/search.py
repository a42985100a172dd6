"""The one way in which lines make rows of a table; where there are several, what they share."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from ingest.document import Row
from ingest.forms.lined.columns import Freedom, Grammar
from ingest.forms.lined.kinds import (
    is_numbered,
    is_short_value,
    is_template,
    is_whole_name,
    may_be_name,
)

_MOST_LINES = 400
_LONGEST_TAIL = 4
_Way = tuple[int, ...]


@dataclass
class Told:
    """A row of the table: column -> line; `open` are its lines whose column nothing tells."""

    cells: dict[int, Row] = field(default_factory=dict)
    open: list[Row] = field(default_factory=list)


@dataclass
class Found:
    """The rows that lines make, in order, and the lines below them that make none."""

    rows: list[Told] = field(default_factory=list)
    rest: list[Row] = field(default_factory=list)


def rows_of(lines: Sequence[Row], grammar: Grammar) -> Found | None:
    """The rows of all the lines; None where they make none, or rows begin at several places."""
    if len(lines) > _MOST_LINES:
        return None
    search = _Search(lines, grammar)
    starts = search.starts_to(len(lines))
    return None if starts is None else Found(search.rows(starts, len(lines)))


def rows_above(lines: Sequence[Row], grammar: Grammar) -> Found:
    """The rows of the first lines, as far as they are certain, and the rest of the lines.

    The last row may go on in the line below it, unless that line is a whole name below a value
    that was not cut.
    """
    if len(lines) > _MOST_LINES:
        return Found([], list(lines))
    search = _Search(lines, grammar)
    for end in range(len(lines) - 1, 0, -1):
        starts = search.starts_to(end)
        if starts is None:
            continue
        if not (is_whole_name(lines[end]) and is_short_value(lines[end - 1])):
            end = starts.pop()
        return Found(search.rows(starts, end) if end else [], list(lines[end:]))
    return Found([], list(lines))


def _opens_row(line: Row) -> bool:
    """Whether a line is a whole name, and not only the end of one."""
    return may_be_name(line) and is_whole_name(line) and len(line.key) > _LONGEST_TAIL


class _Search:
    """The ways in which rows can begin and end among the lines."""

    def __init__(self, lines: Sequence[Row], grammar: Grammar) -> None:
        self.lines = lines
        self.grammar = grammar
        self.ways = cache(self._ways)
        self._name = next(at for at, name in grammar.columns if name == "name")

    def starts_to(self, end: int) -> list[int] | None:
        """Where the rows of the lines before `end` begin; None where there is no one way."""
        counts = {end: 1}
        after: dict[int, int] = {}
        for start in range(end - 1, -1, -1):
            stops = [stop for stop in self.ways(start) if counts.get(stop)]
            counts[start] = sum(counts[stop] for stop in stops)
            if stops:
                after[start] = stops[0]
        if counts[0] != 1:
            return None
        starts = [0]
        while after[starts[-1]] != end:
            starts.append(after[starts[-1]])
        return starts

    def rows(self, starts: Sequence[int], end: int) -> list[Told]:
        """The rows that begin at the starts."""
        stops = [*starts[1:], end]
        return [self._row(start, stop) for start, stop in zip(starts, stops)]

    def _row(self, start: int, stop: int) -> Told:
        """A row with the lines that all its ways put under one field."""
        told = Told()
        names = dict(self.grammar.columns)
        ways = self.ways(start)[stop]
        for at, line in enumerate(self.lines[start:stop]):
            places = [way[at] for way in ways]
            if len({names[place] for place in places}) == 1:
                told.cells[places[0]] = line
            else:
                told.open.append(line)
        return told

    def _ways(self, start: int) -> Mapping[int, list[_Way]]:
        """end -> the columns of the lines of one row that begins at `start`."""
        found: dict[int, list[_Way]] = {}
        if is_template(self.lines[start]):
            return {start + 1: [(self._name,)]}
        for way in self._from(start, 0, {}):
            if way:
                found.setdefault(start + len(way), []).append(way)
        if self._is_name_alone(start):
            found.setdefault(start + 1, []).append((self._name,))
        return found

    def _is_name_alone(self, start: int) -> bool:
        """Whether a row may be a whole name without a target: what is below begins anew."""
        names = {name for _, name in self.grammar.columns}
        if self.grammar.freedom < Freedom.BLANKS or names != {"name", "target"}:
            return False
        line, below = self.lines[start], next(iter(self.lines[start + 1 : start + 2]), None)
        if not may_be_name(line) or not is_whole_name(line):
            return False
        if is_numbered(line):
            return below is None or is_template(below) or is_numbered(below)
        if start and not is_short_value(self.lines[start - 1]):
            return False
        return below is None or _opens_row(below)

    def _from(self, line: int, place: int, row: dict[str, Row]) -> Iterator[_Way]:
        if place == len(self.grammar.columns):
            yield ()
            return
        column, name = self.grammar.columns[place]
        if not self.grammar.needs(name):
            yield from self._from(line, place + 1, row)
        if line < len(self.lines) and self.grammar.takes(name, self.lines[line], row):
            for rest in self._from(line + 1, place + 1, row | {name: self.lines[line]}):
                yield (column, *rest)
