"""Whether the cells of a prepared text's table stand where its labels say they stand."""

import re
from collections.abc import Sequence
from functools import cache

from ingest.document import Cell, Row, Run
from ingest.forms.find import title_of
from ingest.forms.levels import level_words
from ingest.forms.money import is_piece, looks_like_amount, unit_in
from ingest.forms.ruled.cells import end_of, field_named, fields_of, labelled, last_side
from ingest.forms.ruled.indicators import level_name
from ingest.forms.ruled.parts import closes, is_column_heading
from ingest.labels import labels_of, vocabulary
from ingest.values import parse_year

LABELLED = ("header", "fund", "measure", "goal", "column", "band")
_MONEY_AND_GOALS = ("fund", "measure", "goal")
_OWN_OF_PROJECT = ("header", "fund", "measure", "goal")
_LEVELS = ("level1", "level2")
_TARGET_COLUMNS = (*_LEVELS, "name", "target")
_USUAL_COLUMNS = (_TARGET_COLUMNS, (*_TARGET_COLUMNS, "actual", "weight", "score", "remark"))


def heading_at(table: Sequence[Row]) -> int | None:
    """Where in a table the headings of the indicators stand; None where they do not."""
    return next((index for index, row in enumerate(table) if is_column_heading(row)), None)


def is_foreign(table: Sequence[Row]) -> bool:
    """Whether a table prints labels, or an order of columns, that `labels.csv` does not know."""
    at = heading_at(table)
    if at is not None:
        is_list = "project_name" in fields_of(table[at], "header")
        if is_list or tuple(fields_of(table[at], "column")) not in _USUAL_COLUMNS:
            return True
    return bool(foreign_labels(table))


def foreign_labels(table: Sequence[Row]) -> list[Run]:
    """The labels below the header that `labels.csv` does not know, or knows in another order."""
    at = heading_at(table)
    above = table if at is None else table[:at]
    is_measured = any(fields_of(row, "measure") for row in above)
    known = _plain_labels(is_measured)
    found = [
        item.cell.run
        for row in above
        for part in _MONEY_AND_GOALS
        for item in labelled(row, part)
        if item.field and _plain(item.cell.key) not in known
    ]
    if at is not None:
        heads = [item.cell for item in labelled(table[at], "column") if item.field]
        found.extend(cell.run for cell in heads if _plain(cell.key) not in known)
    if at is not None and not _is_in_order(fields_of(table[at], "column")):
        found.extend(cell.run for cell in table[at].cells)
    return found


def _is_in_order(fields: Sequence[str]) -> bool:
    """Whether headings stand in the usual order; some may be damaged and unread."""
    usual = iter(_USUAL_COLUMNS[-1])
    return all(field in usual for field in fields)


def printed_labels(rows: Sequence[Row]) -> list[str]:
    """The labels of forms that stand in cells of their own, in order, each once."""
    found = (
        item.cell.run.text
        for row in rows
        for part in LABELLED
        for item in labelled(row, part)
        if item.field
    )
    return list(dict.fromkeys(found))


@cache
def _plain_labels(is_measured: bool) -> set[str]:
    parts = {row["part"] for row in vocabulary("labels")} - (
        {"fund"} if is_measured else {"result"}
    )
    return {_plain(label) for part in parts for label in labels_of(part)}


def _plain(label: str) -> str:
    return re.sub(r"[:：]|[(（]20\d{2}年.*$", "", label)


def is_unmoved(table: Sequence[Row]) -> bool:
    """Whether no cell of the table stands out of the place that its labels give it."""
    at = heading_at(table)
    if at is None:
        return _is_labelled(table)
    return _is_labelled(table[:at]) and keeps_columns(table[at], table[at + 1 :])


def _is_labelled(rows: Sequence[Row]) -> bool:
    """Whether each row above the indicators opens with a label and has its amounts in place."""
    measures: list[Cell] = []
    are_labels = False
    for row in rows:
        if fields_of(row, "goal"):
            return True
        if title_of(row) or parse_year(row.key) or unit_in([], [row]):
            continue
        measures = [i.cell for i in labelled(row, "measure") if i.field] or measures
        is_below = _stands_below(row, measures) if measures else _has_one_amount_each(row)
        is_opened = any(fields_of(row, part) for part in LABELLED) or bool(measures) or are_labels
        if not is_below or not is_opened:
            return False
        are_labels = all(any(field_named(c.run.text, p) for p in LABELLED) for c in row.cells)
    return True


def _has_one_amount_each(row: Row) -> bool:
    """Whether no label is followed by two amounts, as one that was cut over two cells looks."""
    count = 0
    for item in labelled(row, "fund"):
        if item.field is None and (looks_like_amount(item.cell.run) or is_piece(item.cell.run)):
            count += 1
        else:
            count = 0
        if count > 1 and fields_of(row, "fund"):
            return False
    return True


def _stands_below(row: Row, measures: Sequence[Cell]) -> bool:
    """Whether each amount stands below a heading of its own, and none is a piece of one."""
    cells = [cell for cell in row.cells if looks_like_amount(cell.run)]
    heads = [h.column for c in cells for h in measures if h.column <= c.column < end_of(h)]
    is_whole = not any(is_piece(cell.run) for cell in row.cells)
    return is_whole and len(heads) == len(set(heads)) == len(cells)


def keeps_columns(heading: Row, rows: Sequence[Row]) -> bool:
    """Whether levels stand under their headings and nowhere else, and names under theirs."""
    heading, rows = last_side(heading, rows)
    columns = {i.field: (i.cell.column, end_of(i.cell)) for i in labelled(heading, "column")}
    names = columns.get("name")
    levels = [columns[name] for name in _LEVELS if name in columns]
    if names is None or not levels:
        return False
    listed = [cell.column for cell in heading.cells if _is_of_project(cell)]
    for index, row in enumerate(rows):
        if closes(row):
            return True
        if is_column_heading(row) or (index == 0 and row.cells[0].column > names[0]):
            continue
        own = [cell for cell in row.cells if cell.column not in listed]
        is_named = any(names[0] <= cell.column < names[1] for cell in own)
        if not is_named or not all(_keeps_column(cell, levels, names[0]) for cell in own):
            return False
    return True


def _is_of_project(cell: Cell) -> bool:
    """Whether a heading stands over what is the project's own: a list has a line an indicator."""
    return any(field_named(cell.run.text, part) for part in _OWN_OF_PROJECT)


def _keeps_column(cell: Cell, levels: Sequence[tuple[int, int]], names_from: int) -> bool:
    words = {*level_words(1), *level_words(2)}
    if any(start <= cell.column < end for start, end in levels):
        return level_name(cell.run) in words
    is_band = bool(field_named(cell.run.text, "band"))
    return cell.key not in words and (cell.column >= names_from or is_band)
