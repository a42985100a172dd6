"""A form printed a cell a line: a label, then its value on the next line; no empty cell is printed.

The lines are put together to rows again where their number leaves one reading; where it does not,
they are reported and become no fact.
"""

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from ingest.document import Cell, Row, Run
from ingest.forms.cell_labels import is_label
from ingest.forms.header import OTHER_PARTS
from ingest.forms.levels import level_words
from ingest.forms.money import unit_in
from ingest.forms.sections import FormParts, split_into_parts
from ingest.labels import labels_of, vocabulary
from ingest.reading import Reading
from ingest.targets import parse_target
from ingest.values import parse_number

_PARTS = ("header", "fund", "result", "measure", "goal", "column", "closing")
_MONEY = ("fund", "measure", "band")
_FEWEST_LABELS = 8
_LONGEST_HEADING = 12
_YEARS = re.compile(r"[(（]20\d{2}年.*[)）]$")
_OUT_OF_PLACE = 100
_ENDS = ("。", "；", ";", "！", "!")
_NOT_TARGETS = ("sentence", "unread", "blank")
_SCORED_CELLS = 5


def parts_of_form(rows: Sequence[Row], reading: Reading) -> FormParts:
    """The parts of a form, its lines put together to rows where it was printed a cell a line."""
    labelled = sum(any(_field(row, part) for part in _PARTS) for row in rows)
    if any(row.is_table for row in rows) or labelled < _FEWEST_LABELS:
        return split_into_parts(rows)
    header, money, goals, columns, closing = _starts(rows)
    measured = any(_field(row, "measure") for row in rows[money:goals])
    told = tuple(_goals(rows[goals:columns], reading))
    table = tuple(_indicators(rows[columns:closing], reading))
    return FormParts(
        header=(*rows[:header], *_pairs(rows[header:money], "header")),
        money=tuple((_measured if measured else _requested)(rows[money:goals])),
        goal_header=told[0] if told else None,
        goals=told[1:],
        columns=table[0] if table else None,
        indicators=table[1:],
        closing=tuple(_pairs(rows[closing:], "closing")),
    )


def lines_of_costs(rows: Sequence[Row]) -> list[Row]:
    """The lines of a cost table that was printed a cell a line, from its headings on."""
    heads = [not row.is_table and _heads_costs(row) for row in rows]
    at = next((i for i, (one, two) in enumerate(itertools.pairwise(heads)) if one and two), None)
    return [] if at is None else [row for row in rows[at:] if not row.is_table]


def _heads_costs(row: Row) -> bool:
    """Whether a line is a heading of quantities, prices or amounts."""
    if len(row.key) > _LONGEST_HEADING or any(character.isdigit() for character in row.key):
        return False
    rows = vocabulary("cost_words")
    return any(r["word"] in row.key for r in rows if r["role"] in ("quantity", "price", "amount"))


@cache
def _labels(part: str) -> dict[str, str]:
    found = {label.replace(":", "").replace("：", ""): f for label, f in labels_of(part).items()}
    rows = vocabulary("cell_labels") if part == "header" else ()
    return {row["label"]: row["field"] for row in rows if row["part"] == part} | found


def _field(row: Row, part: str) -> str | None:
    return _labels(part).get(_YEARS.sub("", row.key.replace(":", "").replace("：", "")))


def _starts(rows: Sequence[Row]) -> tuple[int, int, int, int, int]:
    """Where the header, the money, the goals, the indicators and the closing begin."""
    stop = len(rows)
    header = _first(rows, 0, stop, lambda row: _field(row, "header") is not None)
    columns = _first(rows, header, stop, lambda row: _field(row, "column") == "level1")
    goals = _first(rows, header, columns, lambda row: _field(row, "goal") is not None)
    money = _first(rows, header, goals, _opens_money)
    closing = _first(rows, columns, stop, lambda row: _field(row, "closing") is not None)
    return header, money, goals, columns, closing


def _opens_money(row: Row) -> bool:
    is_known = any(_field(row, part) for part in ("fund", "result", "measure", "band"))
    return is_known or is_label(row.key, _MONEY)


def _first(rows: Sequence[Row], start: int, stop: int, opens: Callable[[Row], bool]) -> int:
    return next((index for index in range(start, stop) if opens(rows[index])), stop)


@dataclass
class _Made:
    """A row in the making: the lines it is made of, each in a column."""

    lines: list[Row] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)

    def add(self, line: Row, column: int) -> None:
        self.lines.append(line)
        self.columns.append(column)

    def row(self, column_count: int) -> Row:
        run = Run.joined((line.run for line in self.lines), "\t")
        cells = tuple(Cell(c, line.run) for c, line in zip(self.columns, self.lines))
        return Row(self.lines[0].line, run, cells, column_count, True, False)


def _groups(rows: Sequence[Row], part: str) -> Iterator[list[Row]]:
    """Each label with the lines up to the next one; lines before the first by themselves.

    A header's value ends where any label stands, also one over two lines.
    """
    group: list[Row] = []
    for row, below in zip(rows, [*rows[1:], None]):
        if group and (_field(row, part) or (part == "header" and _is_label(row, below))):
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def _is_label(row: Row, below: Row | None) -> bool:
    """Whether a line is a label of another part, or with the line below it one of the header."""
    if is_label(row.key, OTHER_PARTS):
        return True
    return below is not None and is_label(row.key + below.key, ("header",))


def _pairs(rows: Sequence[Row], part: str) -> Iterator[Row]:
    """A row for each label with its value, which may take several lines."""
    for group in _groups(rows, part):
        yield _Made(group, list(range(len(group)))).row(len(group))


def _requested(rows: Sequence[Row]) -> Iterator[Row]:
    """The money of a target form as one row, in which the first of two 其他资金 is the left one."""
    rows = [row for row in rows if not _is_band(row)]
    if rows:
        yield _Made(rows, list(range(len(rows)))).row(len(rows))


def _is_band(row: Row) -> bool:
    """Whether a line is the label that runs beside a part, and prints no unit."""
    return _field(row, "band") is not None and unit_in([row]) is None


def _measured(rows: Sequence[Row]) -> Iterator[Row]:
    """The money of a self-evaluation: headings, and a row a fund; a short one has no columns."""
    heads = [row for row in rows if _field(row, "measure")]
    last = max(index for index, row in enumerate(rows) if _field(row, "measure"))
    before = [row for row in rows[: last + 1] if row not in heads]
    made = _Made(before[:1], [0] * len(before[:1]))
    for column, head in enumerate(heads, start=1):
        made.add(head, column)
    yield made.row(len(heads) + 1)
    yield from before[1:]
    for group in _groups(rows[last + 1 :], "result"):
        first = 1 if len(group) == len(heads) + 1 else _OUT_OF_PLACE
        columns = [0, *range(first, first + len(group) - 1)]
        yield _Made(group, columns).row(len(heads) + 1)


def _goals(rows: Sequence[Row], reading: Reading) -> Iterator[Row]:
    """The goals below their headings: one each, where two headings stand over two texts."""
    heads = [row for row in rows if _field(row, "goal")]
    if any(_field(row, "goal") == "expected" for row in heads):
        heads = [row for row in heads if _field(row, "goal") in ("expected", "actual")]
    texts = [row for row in rows if not _field(row, "goal") and not _is_band(row)]
    if not heads:
        yield from rows
        return
    yield _Made(heads, list(range(len(heads)))).row(len(heads))
    yield from (row for row in texts if _YEARS.fullmatch(row.key))
    texts = [row for row in texts if not _YEARS.fullmatch(row.key)]
    if len(texts) == len(heads) and (len(texts) == 1 or all(map(_is_sentence, texts))):
        yield _Made(texts, list(range(len(texts)))).row(len(texts))
    elif texts:
        reading.reject("goals_not_told_apart", Run.joined((row.run for row in texts), "\n"))


def _is_sentence(row: Row) -> bool:
    return row.key.endswith(_ENDS)


def _indicators(rows: Sequence[Row], reading: Reading) -> Iterator[Row]:
    """The headings of the columns, then a row an indicator."""
    heads = [row for row in rows if _field(row, "column")]
    if not heads:
        yield from rows
        return
    yield _Made(heads, list(range(len(heads)))).row(len(heads))
    is_scored = any(_field(row, "column") == "weight" for row in heads)
    words = {*level_words(1), *level_words(2)}
    levels: list[Row] = []
    group: list[Row] = []
    for row in [row for row in rows if row not in heads and not _is_band(row)]:
        if row.key in words and group:
            yield from _told(levels, group, is_scored, len(heads), reading)
            levels, group = [], []
        (levels if row.key in words else group).append(row)
    yield from _told(levels, group, is_scored, len(heads), reading)


def _told(
    levels: Sequence[Row], group: Sequence[Row], is_scored: bool, width: int, reading: Reading
) -> Iterator[Row]:
    """A row for each indicator of a group; the group is reported where its lines do not add up."""
    sizes = _scored_sizes(group) if is_scored else _target_sizes(group)
    if sizes is None:
        reading.reject("lines_not_told_apart", Run.joined((row.run for row in group), "\n"))
        sizes = []
    position = 0
    for number, size in enumerate(sizes or [0]):
        made = _Made()
        for level in levels if number == 0 else ():
            made.add(level, 0 if level.key in level_words(1) else 1)
        for column, line in enumerate(group[position : position + size], start=2):
            made.add(line, column)
        position += size
        if made.lines:
            yield made.row(width)


def _target_sizes(group: Sequence[Row]) -> list[int] | None:
    """2 for each name and target; None where a line is neither."""
    names, targets = group[::2], group[1::2]
    are_pairs = len(names) == len(targets) and not any(map(_is_target, names))
    return [2] * len(names) if are_pairs and all(map(_is_target, targets)) else None


def _is_target(row: Row) -> bool:
    target = parse_target(row.run.text)
    return target.kind not in _NOT_TARGETS and not any(
        i.code == "word_unknown" for i in target.issues
    )


def _scored_sizes(group: Sequence[Row]) -> list[int] | None:
    """5 for each name, target, actual, weight and score, 6 with a remark; None for other lines."""
    sizes: list[int] = []
    position = 0
    while position < len(group):
        after = group[position + _SCORED_CELLS :]
        goes_on = not after or _is_scored(after)
        has_remark = bool(after) and (len(after) == 1 or _is_scored(after[1:]))
        if not _is_scored(group[position:]) or goes_on == has_remark:
            return None
        sizes.append(_SCORED_CELLS + has_remark)
        position += sizes[-1]
    return sizes


def _is_scored(lines: Sequence[Row]) -> bool:
    """Whether the lines open with three texts, a weight and no higher a score."""
    numbers = [parse_number(row.key) for row in lines[:_SCORED_CELLS]]
    if len(numbers) < _SCORED_CELLS or numbers[0] is not None:
        return False
    weight, score = numbers[3], numbers[4]
    return weight is not None and score is not None and score <= weight
