"""Cells of tables whose spans are known: what they label, and what covers a place of the table."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from ingest.document import EMPTY, Cell, Row, Run
from ingest.labels import vocabulary
from ingest.values import fold

_NUMBERING = re.compile(
    r"^(?:[一二三四五六七八九十]{1,2}、|[(][一二三四五六七八九十\d]{1,2}[)]|\d{1,2}[.、])"
)
_OF_WHICH = re.compile(r"^其中:?")
_LAST_BRACKET = re.compile(r"^(.+?)[(][^()]*[)]$")
_LONGEST_LABEL = 16
_LABEL_AND_VALUE = re.compile(r"^([^:：]{2,14})[:：]\s*(?=\S)")


@dataclass(frozen=True)
class LabelledCell:
    """A cell with the field it labels, None where it holds a value."""

    cell: Cell
    field: str | None


@lru_cache(maxsize=65536)
def label_key(text: str) -> str:
    """The text as labels are compared: half width, without space, numbering, 其中 and colons."""
    key = "".join(fold(text).split()).replace("*", "")
    key = _NUMBERING.sub("", key)
    return _OF_WHICH.sub("", key).strip(":-—.、")


@cache
def _fields(part: str) -> dict[str, str]:
    rows = (row for row in vocabulary("cell_labels") if row["part"] == part)
    return {label_key(row["label"]): row["field"] for row in rows if "%" not in row["label"]}


@cache
def _fields_by_word(part: str) -> tuple[tuple[str, str], ...]:
    """Words (written `%原因%`) that make any short text that holds them a label of the field."""
    rows = (row for row in vocabulary("cell_labels") if row["part"] == part)
    return tuple((row["label"].strip("%"), row["field"]) for row in rows if "%" in row["label"])


@lru_cache(maxsize=65536)
def field_named(text: str, part: str) -> str | None:
    """The field that a whole text is the label of; notes in brackets at its end are left out.

    >>> field_named("其中：财政拨款（万元）", "fund")
    'fiscal'
    """
    key = label_key(text)
    known = _fields(part)
    while key not in known:
        bracket = _LAST_BRACKET.match(key)
        if bracket is None:
            return _field_by_word(key, part)
        key = bracket.group(1)
    return known[key]


def _field_by_word(key: str, part: str) -> str | None:
    if len(key) > _LONGEST_LABEL:
        return None
    return next((name for word, name in _fields_by_word(part) if word in key), None)


def period_named(text: str) -> str | None:
    """The period that a heading names: `annual` or, for a longer one, `total`.

    >>> period_named("指标值（中期）")
    'total'
    """
    return _field_by_word(label_key(text), "period")


def labelled(row: Row, part: str) -> list[LabelledCell]:
    """The row's cells in order, each with what it labels; `label：value` counts as two cells."""
    found: list[LabelledCell] = []
    for cell in row.cells:
        name = field_named(cell.run.text, part)
        inside = None if name else _LABEL_AND_VALUE.match(cell.run.text)
        told = inside and field_named(inside.group(1), part)
        if inside is None or told is None:
            found.append(LabelledCell(cell, name))
            continue
        label = Cell(cell.column, cell.run[: inside.end()].strip(), cell.column_span, cell.row_span)
        value = Cell(cell.column, cell.run[inside.end() :], cell.column_span, cell.row_span)
        found += [LabelledCell(label, told), LabelledCell(value, None)]
    return found


def fields_of(row: Row, part: str) -> list[str]:
    """The fields that the row's cells are labels of, in order."""
    return [item.field for item in labelled(row, part) if item.field]


def heads_values(row: Row, below: Row, part: str) -> bool:
    """Whether a row holds two labels or more and nothing else, and the row below no label."""
    items = labelled(row, part)
    if len(items) < 2 or not all(item.field for item in items) or below.table != row.table:
        return False
    return not any(fields_of(below, name) for name in ("header", "fund", "goal", "column", "band"))


def last_side(heading: Row, rows: Sequence[Row]) -> tuple[Row, Sequence[Row]]:
    """The table without the first of two sides that each print level 2, name and target."""
    seconds = [i.cell.column for i in labelled(heading, "column") if i.field == "level2"]
    if len(seconds) < 2:
        return heading, rows
    first, last = seconds[0], seconds[-1]
    kept = [
        replace(row, cells=tuple(c for c in row.cells if not first <= c.column < last))
        for row in (heading, *rows)
    ]
    return kept[0], [row for row in kept[1:] if row.cells]


def end_of(cell: Cell) -> int:
    """The column after the cell."""
    return cell.column + cell.column_span


def overlap(cell: Cell, start: int, end: int) -> int:
    """How many columns the cell shares with a stretch of columns."""
    return min(end_of(cell), end) - max(cell.column, start)


@dataclass(frozen=True)
class Covering:
    """Which cell covers a place of the form's tables."""

    cells: dict[tuple[int, int, int], tuple[Row, Cell]] = field(default_factory=dict)

    @staticmethod
    def of(rows: Iterable[Row]) -> "Covering":
        """The covering cells of the rows."""
        cells: dict[tuple[int, int, int], tuple[Row, Cell]] = {}
        for row in rows:
            if row.table is None or row.table_row is None:
                continue
            for cell in (*row.cells, *row.blanks):
                for down in range(cell.row_span):
                    for column in range(cell.column, end_of(cell)):
                        cells[row.table, row.table_row + down, column] = (row, cell)
        return Covering(cells)

    def at(self, row: Row, column: int) -> tuple[Row, Cell] | None:
        """The cell that covers a column of the row, and the row it begins in."""
        if row.table is None or row.table_row is None:
            return None
        return self.cells.get((row.table, row.table_row, column))


def runs_between(row: Row, start: int, end: int) -> Run:
    """The text of the row's own cells that begin in a stretch of columns."""
    return Run.joined((c.run for c in row.cells if start <= c.column < end), " ") or EMPTY


def is_ruled(rows: Sequence[Row]) -> bool:
    """Whether the rows hold a table whose spans are known."""
    return any(row.table is not None for row in rows)
