"""The headings of a table printed a cell a line: what each column is, and which lines it takes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from ingest.document import Row
from ingest.forms.cell_labels import label_key, period_named
from ingest.forms.lined.kinds import (
    ends_as_level,
    field_of,
    is_bound,
    is_dash,
    is_direction,
    is_level,
    is_mark,
    is_number,
    is_numbered,
    is_numeric,
    is_operator,
    is_template,
    is_unit,
    is_value,
    is_whole_name,
    may_be_name,
    words,
)
from ingest.values import parse_number

LEVELS = ("level1", "level2")
_OPTIONAL = ("remark", "operator", "unit", "direction", "half", "tick")
# the ways to fill more columns of a kind are without number; ticks are of reasons
_MOST_ALIKE = dict.fromkeys(_OPTIONAL, 2) | {"tick": 6}


class Freedom(IntEnum):
    """What a row may lack: nothing but remarks and parts of targets, then whole words, cells."""

    FULL = 0
    WORDS = 1
    BLANKS = 2


@dataclass(frozen=True)
class Column:
    """A heading with what it stands over: a field of the form, or a kind that is not kept."""

    field: str
    line: Row


@dataclass(frozen=True)
class Heading:
    """The headings of a table in order; `over` are those that stand over several others."""

    columns: tuple[Column, ...]
    over: tuple[tuple[Row, int, int], ...] = ()
    is_doubled: bool = False

    @property
    def fields(self) -> list[str]:
        return [column.field for column in self.columns]

    @property
    def level_places(self) -> list[int]:
        return [at for at, name in enumerate(self.fields) if name in LEVELS]

    @property
    def first(self) -> int:
        """The column of the first level: what stands before it is the project's own."""
        return min(self.level_places)


def heading_of(lines: Sequence[Row]) -> Heading | None:
    """The columns of the lines of headings; None where they are of no order that can be read."""
    columns: list[Column] = []
    over: list[tuple[Row, int, int]] = []
    known = [field_of(line, "column") for line in lines]
    for at, (line, name) in enumerate(zip(lines, known)):
        rest = known[at + 1 :]
        if name == "remark" and rest and rest[0] is None and "remark" in rest:
            over.append((line, len(columns), len(columns) + rest.index("remark") + 1))
            continue
        is_tick = bool(over) and name is None and at < _end_of(lines, over)
        columns.append(Column("tick" if is_tick else _kind(line, name), line))
    heading = Heading(tuple(columns), tuple(over))
    names = [at for at, name in enumerate(heading.fields) if name == "name"]
    levels = heading.level_places
    if not levels or not names or min(names) < min(levels) or "number" in heading.fields:
        return None
    if any(heading.fields.count(name) > most for name, most in _MOST_ALIKE.items()):
        return None
    return heading if len(names) == 1 else _one_side(heading, lines)


def _end_of(lines: Sequence[Row], over: Sequence[tuple[Row, int, int]]) -> int:
    """The line behind the columns that the last heading stands over."""
    _, start, end = over[-1]
    return lines.index(over[-1][0]) + 1 + end - start


def _kind(line: Row, name: str | None) -> str:
    key = label_key(line.run.text)
    if name == "unkept" and any(word in key for word in words("heading_of_direction")):
        return "direction"
    if name == "unkept" and any(key.endswith(word) for word in words("heading_of_value")):
        return "half"
    return name or "unknown"


def _one_side(heading: Heading, lines: Sequence[Row]) -> Heading | None:
    """Two sides with the same columns, neither of which names its period; else None."""
    if any(period_named(line.run.text) for line in lines):
        return None
    own = [name for name in heading.fields if name != "level1"]
    half = len(own) // 2
    if own[:half] != own[half:]:
        return None
    return Heading(heading.columns, heading.over, is_doubled=True)


@dataclass(frozen=True)
class Grammar:
    """Which lines the columns behind the levels take, and which of them a row may lack."""

    columns: tuple[tuple[int, str], ...]
    freedom: Freedom
    has_numbers: bool = False
    is_unwrapped: bool = False
    has_blank_weights: bool = False

    @property
    def is_anchored(self) -> bool:
        """Whether every row prints a weight."""
        return any(name == "weight" for _, name in self.columns)

    def needs(self, name: str) -> bool:
        """Whether each row has a cell in a column."""
        if name in _OPTIONAL:
            return False
        if name == "target":
            return self.freedom < Freedom.BLANKS or not self.is_anchored
        if name == "actual":
            return self.freedom < Freedom.BLANKS
        if name == "score":
            return self.freedom < Freedom.BLANKS or self._stands_beside_weight()
        return name != "unknown" or self.has_numbers

    def _stands_beside_weight(self) -> bool:
        """Whether the score follows its weight: no number reached can stand for it."""
        names = [name for _, name in self.columns]
        return "weight" in names and names.index("weight") + 1 == names.index("score")

    def takes(self, name: str, line: Row, row: Mapping[str, Row]) -> bool:
        """Whether a column takes a line, beside those that stand before it in the row."""
        if is_template(line) or (is_numbered(line) and name != "name"):
            return False
        if name == "name":
            return may_be_name(line)
        if is_level(line) and name != "target":
            return False
        return self._takes_cell(name, line, row)

    def _takes_cell(self, name: str, line: Row, row: Mapping[str, Row]) -> bool:
        if name in _KINDS:
            return _KINDS[name](line)
        match name:
            case "score":
                return is_number(line) and not _exceeds(line, row.get("weight"))
            case "unit":
                return is_unit(line) and "target" in row and is_numeric(row["target"])
            case "target":
                return self._takes_target(line, row)
            case "actual":
                return self._takes_actual(line, row)
            case "unknown":
                return is_number(line) if self.has_numbers else not is_number(line)
        return not is_direction(line)

    def _takes_target(self, line: Row, row: Mapping[str, Row]) -> bool:
        if is_operator(line) or is_mark(line):
            return False
        if is_number(line) and not self.is_anchored and self.has_blank_weights:
            return "operator" in row
        if is_bound(line):
            return is_value(line)
        if self._is_for_half_a_year(row):
            return False
        if is_value(line) or is_dash(line) or is_number(line):
            return True
        if "operator" in row:
            return is_numeric(line) or row["operator"].key in words("operator")
        is_told = self.is_anchored or "unkept" in row
        is_whole = "name" in row and is_whole_name(row["name"])
        is_target = is_whole or (self.is_unwrapped and not is_whole_name(line))
        return self.freedom > Freedom.FULL and is_told and is_target

    def _is_for_half_a_year(self, row: Mapping[str, Row]) -> bool:
        """Whether a word may be the half year's: that column stands before, and is blank."""
        return any(name == "half" for _, name in self.columns) and "half" not in row

    def _takes_actual(self, line: Row, row: Mapping[str, Row]) -> bool:
        """Whether a line is what was reached: a bound only beside a bound, no unit of a target."""
        if is_mark(line) or (is_number(line) and self.has_blank_weights):
            return False
        target = row.get("target")
        has_units = any(name == "unit" for _, name in self.columns)
        if has_units and target and is_numeric(target) and "unit" not in row and is_unit(line):
            return False
        return not is_bound(line) or (target is not None and is_value(target))


def _is_remark(line: Row) -> bool:
    """Whether a line may be a remark: no number, and no level that nobody knows."""
    return not (is_number(line) or is_mark(line) or ends_as_level(line))


_KINDS: Mapping[str, Callable[[Row], bool]] = {
    "weight": is_number,
    "operator": is_operator,
    "direction": is_direction,
    "tick": is_mark,
    "remark": _is_remark,
}


def _exceeds(score: Row, weight: Row | None) -> bool:
    numbers = [parse_number(row.key) for row in (score, weight) if row is not None]
    return len(numbers) == 2 and numbers[0] > numbers[1]  # type: ignore[operator]
