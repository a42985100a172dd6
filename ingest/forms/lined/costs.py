"""Tables of costs printed a cell a line: name, quantity, price and amount as rows of a table."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.document import Cell, Row, Run
from ingest.forms.costs.columns import read_heading
from ingest.values import fold, parse_money

_MOST_LINES = 400
_ROLES = ["name", "quantity", "price", "amount"]
_NAME, _QUANTITY, _PRICE, _AMOUNT = range(len(_ROLES))
_NUMBER_AND_UNIT = re.compile(r"[\d,.]+[^\d\s。，；,;]{0,4}")
_FULL = (_NAME, _QUANTITY, _PRICE, _AMOUNT)
_SHAPES = (_FULL, _FULL[1:], (_NAME, _AMOUNT))


def lay_costs(rows: Sequence[Row]) -> list[Row] | None:
    """The rows with those of cost tables put together; None where a line of one stays undecided.

    An amount alone beside a name is the amount: no price stands without one.
    """
    heads = list(_headings(rows))
    laid = list(rows[: heads[0]]) if heads else list(rows)
    for start, stop in itertools.pairwise([*heads, len(rows)]):
        laid.append(_joined(rows[start : start + len(_ROLES)], _FULL))
        below = rows[start + len(_ROLES) : stop]
        end = next((at for at, row in enumerate(below) if at and row.follows_gap), len(below))
        made = _rows_of(below[:end])
        if made is None or any(_is_heading(row) for row in below[end:]):
            return None
        laid += [*made, *below[end:]]
    return laid


def _headings(rows: Sequence[Row]) -> Iterator[int]:
    """Where the four headings of a table follow each other."""
    for at in range(len(rows) - len(_ROLES) + 1):
        lines = rows[at : at + len(_ROLES)]
        if any(row.is_table for row in lines) or not all(map(_is_heading, lines)):
            continue
        if [read_heading(row.cells[0]).role for row in lines] == _ROLES:
            yield at


def _is_heading(row: Row) -> bool:
    return not any(c.isdigit() for c in row.key) and bool(read_heading(row.cells[0]).role)


def _rows_of(lines: Sequence[Row]) -> list[Row] | None:
    """The rows that the lines make; None where they make none, or in several ways."""
    ways = list(itertools.islice(_ways(lines), 2)) if len(lines) <= _MOST_LINES else []
    if len(ways) != 1:
        return None
    made: list[Row] = []
    at = 0
    for shape in ways[0]:
        made.append(_joined(lines[at : at + len(shape)], shape))
        at += len(shape)
    return made


def _ways(lines: Sequence[Row]) -> Iterator[list[tuple[int, ...]]]:
    if not lines:
        yield []
        return
    for shape in _SHAPES:
        first = lines[: len(shape)]
        if len(first) == len(shape) and all(map(_may_stand_in, first, shape)):
            for rest in _ways(lines[len(shape) :]):
                yield [shape, *rest]


def _may_stand_in(line: Row, column: int) -> bool:
    key = fold(line.key)
    money = parse_money(line.run.text)
    if line.is_table or column == _NAME:
        return not line.is_table and not _NUMBER_AND_UNIT.fullmatch(key) and money is None
    if column == _QUANTITY:
        has_unit = money is not None and money.unit is not None
        return bool(_NUMBER_AND_UNIT.fullmatch(key)) and not has_unit
    return money is not None


def _joined(lines: Sequence[Row], columns: Sequence[int]) -> Row:
    """The lines as the cells of one row of a table."""
    cells = tuple(Cell(column, line.run) for column, line in zip(columns, lines))
    run = Run.joined((line.run for line in lines), "\t")
    return replace(lines[0], run=run, cells=cells, column_count=len(_ROLES), is_table=True)
