"""Rows of a form's header, money and goals that the end of a page cut in two: one row again.

A label proves it that only both halves make, or that stands beside the lower half of a goal alone.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.document import Cell, Row, Run
from ingest.forms.cell_labels import field_named
from ingest.forms.ruled.cells import Covering, end_of, fields_of
from ingest.reading import Reading

_LABELS = ("header", "fund", "goal")
_YEAR = "fiscal_year"
_YEAR_NUMBER = re.compile(r"^(?:19|20)\d{2}(?:\D|$)")
_FIGURE = re.compile(r"[-+]?[\d,]*\d(?:\.\d+)?(?:亿元|万元|元|%)?")
_OPENS = re.compile(r"[^:：]{2,8}[:：]")
_ENDS = tuple("。；;！!？?")
_ALL_LABELS = (*_LABELS, "measure", "column", "band", "closing")


def with_cut_rows_joined(rows: Sequence[Row], reading: Reading) -> list[Row]:
    """The rows; the halves of one that a page cut are one."""
    covering = Covering.of(rows)
    joined: list[Row] = []
    for row in rows:
        before = joined[-2] if len(joined) > 1 else None
        if not joined or not _may_be_cut(joined[-1], row):
            joined.append(row)
        elif _cuts_label(joined[-1], row) or _cuts_goal(before, joined[-1], row, covering):
            row = _whole(joined.pop(), row)
            reading.doubt("row_cut_by_page", row.run)
            joined.append(row)
        elif _cuts_side(joined[-1], row, covering):
            joined += _with_side_above(joined.pop(), row)
        else:
            joined.append(row)
    return joined


def _may_be_cut(upper: Row, lower: Row) -> bool:
    """Whether a page ends between two rows of a table whose cells stand below each other."""
    if not lower.follows_gap or lower.table is None or upper.table != lower.table:
        return False
    if (upper.table_row or 0) + 1 != lower.table_row or any(c.row_span > 1 for c in upper.cells):
        return False
    halves = ((cell, _at(lower, cell)) for cell in upper.cells)
    if any(rest and _is_figure(cell) and _is_figure(rest) for cell, rest in halves):
        return False
    return all(_at(lower, cell) or not _overlaps(lower, cell) for cell in upper.cells)


def _cuts_label(upper: Row, lower: Row) -> bool:
    """Whether two cells, one below the other, make a label that the upper alone is not.

    A whole label above a text heads it: the two are two rows.
    """
    halves = [(cell, rest) for cell in upper.cells if (rest := _at(lower, cell))]
    labels = {cell for cell, rest in halves if _names(cell.run.text + rest.run.text, _LABELS)}
    if any(_is_label(cell) and cell not in labels for cell, _ in halves):
        return False
    is_year = any(_YEAR_NUMBER.search(cell.key) for cell in upper.cells)
    return any(
        not _is_label(cell) or (not is_year and field_named(cell.run.text, "header") == _YEAR)
        for cell in labels
    )


def _cuts_goal(before: Row | None, upper: Row, lower: Row, covering: Covering) -> bool:
    """Whether the upper row is the text of the goal whose label stands in the lower one.

    Below another goal it may be the rest of that one's text; a text that ends, or opens with a
    label of its own, is no half of another.
    """
    if any(_is_label(cell) or _is_whole(cell) for cell in upper.cells):
        return False
    if before is not None and (before.table != upper.table or fields_of(before, "goal")):
        return False
    labels = [cell for cell in lower.cells if field_named(cell.run.text, "goal")]
    texts = [cell for cell in lower.cells if not _is_label(cell)]
    return (
        len(labels) == 1
        and covering.at(upper, labels[0].column) is None
        and [c.column for c in upper.cells] == [c.column for c in texts]
        and all(cell.column >= end_of(labels[0]) for cell in texts)
    )


def _is_figure(cell: Cell) -> bool:
    """Whether a cell holds a number alone that goes on in no other."""
    return bool(_FIGURE.fullmatch(cell.key))


def _is_whole(cell: Cell) -> bool:
    return bool(_is_figure(cell) or _OPENS.match(cell.key) or cell.key.endswith(_ENDS))


def _cuts_side(upper: Row, lower: Row, covering: Covering) -> bool:
    """Whether the upper row heads the texts of the lower one, where a label beside both stands."""
    side, *texts = lower.cells or (None,)
    return (
        side is not None
        and all(field_named(cell.run.text, "goal") for cell in upper.cells)
        and field_named(side.run.text, "goal") is not None
        and covering.at(upper, side.column) is None
        and len(texts) > 1
        and not any(_is_label(cell) for cell in texts)
        and [_at(lower, cell) for cell in upper.cells] == texts
    )


def _with_side_above(upper: Row, lower: Row) -> list[Row]:
    """The two rows, the label beside them in the upper one, as where no page cuts it."""
    side, *texts = lower.cells
    return [replace(upper, cells=(side, *upper.cells)), replace(lower, cells=tuple(texts))]


def _at(row: Row, cell: Cell) -> Cell | None:
    """The row's cell in the same columns."""
    place = (cell.column, cell.column_span)
    return next((c for c in row.cells if (c.column, c.column_span) == place), None)


def _overlaps(row: Row, cell: Cell) -> bool:
    return any(c.column < end_of(cell) and cell.column < end_of(c) for c in row.cells)


def _is_label(cell: Cell) -> bool:
    return _names(cell.run.text, _ALL_LABELS)


def _names(text: str, parts: Sequence[str]) -> bool:
    return any(field_named(text, part) for part in parts)


def _whole(upper: Row, lower: Row) -> Row:
    """The lower row with what the upper one prints before it."""
    rests = {cell.column: cell for cell in lower.cells}
    cells = {cell.column: cell for cell in upper.cells} | rests
    for cell in upper.cells:
        if cell.column in rests:
            rest = rests[cell.column]
            cells[cell.column] = replace(rest, run=Run.joined([cell.run, rest.run]))
    ordered = tuple(cells[column] for column in sorted(cells))
    return replace(lower, run=Run.joined([upper.run, lower.run], " "), cells=ordered)
