"""Whether the cells of a prepared text's table stand where its labels say they stand."""

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from ingest.document import Cell, Row, Run
from ingest.forms.cell_labels import field_named, is_label
from ingest.forms.find import title_of
from ingest.forms.levels import is_level_tail, level_words, parents_of, read_level
from ingest.forms.money import is_piece, looks_like_amount, unit_in
from ingest.forms.ruled.cells import end_of, fields_of, heads_values, labelled, last_side
from ingest.forms.ruled.indicators import level_name
from ingest.forms.ruled.money import measures_in
from ingest.forms.ruled.parts import closes, is_column_heading
from ingest.labels import Item, labels_of, split_at_labels, vocabulary
from ingest.values import parse_year

Span = tuple[int, int]
LABELLED = ("header", "fund", "measure", "goal", "column", "band")
_MONEY_AND_GOALS = ("fund", "measure", "goal")
_OWN_OF_PROJECT = ("header", "fund", "measure", "goal")
_LONGEST_MONEY_ROW = 120
_LEVELS = ("level1", "level2")
_TARGET_COLUMNS = (*_LEVELS, "name", "target")
_USUAL_COLUMNS = (_TARGET_COLUMNS, (*_TARGET_COLUMNS, "actual", "weight", "score", "remark"))


def heading_at(table: Sequence[Row]) -> int | None:
    """Where in a table the headings of the indicators stand; None where they do not."""
    return next((index for index, row in enumerate(table) if is_column_heading(row)), None)


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
    if not _keeps_labels_apart(rows):
        return False
    measures: list[Cell] = []
    are_labels = False
    for row, below in zip(rows, [*rows[1:], None]):
        if fields_of(row, "goal"):
            return True
        if title_of(row) or parse_year(row.key) or unit_in([], [row]):
            continue
        if fields_of(row, "header") and not _is_label(row.cells[0]):
            return False
        heads = [i.cell for i in labelled(row, "measure") if i.field]
        measures = heads or [cell for _, cell in measures_in(row, below)] or measures
        is_below = _stands_below(row, measures) if measures else _has_one_amount_each(row)
        is_opened = any(fields_of(row, part) for part in LABELLED) or bool(measures) or are_labels
        if not is_below or not is_opened:
            return False
        are_labels = all(map(_is_label, row.cells))
    return True


def _is_label(cell: Cell) -> bool:
    inside = cell.run.text.replace("：", ":").partition(":")[0]
    return any(is_label(text, LABELLED) for text in (cell.run.text, inside))


def _keeps_labels_apart(rows: Sequence[Row]) -> bool:
    """Whether no column holds labels of money and amounts, and no cell two labels."""
    rows = list(_without_heads(rows))
    items = [item for row in rows for item in labelled(row, "fund")]
    labels = {item.cell.column for item in items if item.field}
    amounts = {
        item.cell.column for item in items if not item.field and looks_like_amount(item.cell.run)
    }
    in_words = sum(len(_labels_in(row)) for row in rows)
    return not labels & amounts and in_words <= sum(1 for item in items if item.field)


def _without_heads(rows: Sequence[Row]) -> Iterator[Row]:
    """The rows but those of labels that stand over amounts, and the amounts below such labels."""
    is_below = False
    for row, below in zip(rows, [*rows[1:], None]):
        heads = not is_below and below is not None and heads_values(row, below, "fund")
        if not is_below and not heads and not measures_in(row, below):
            yield row
        is_below = heads


def _labels_in(row: Row) -> list[Item]:
    """The labels of money in a row, also those that stand within a cell."""
    if fields_of(row, "measure") or len(row.key) > _LONGEST_MONEY_ROW:
        return []
    return [item for item in split_at_labels(row, labels_of("fund")) if item.field]


def heads_measures(row: Row) -> bool:
    """Whether the row holds headings of the money's columns (年初预算数, 全年执行数 …)."""
    return len(fields_of(row, "measure")) > 1


def heads_sides(row: Row) -> bool:
    """Whether the row heads a column of the whole project's money and one of the year's."""
    sides = [i.cell for i in labelled(row, "fund") if i.field in ("total", "annual")]
    return len(sides) > 1 and sides[0].column + 1 == sides[1].column


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
    levels = {name: columns[name] for name in _LEVELS if name in columns}
    if names is None or not levels:
        return False
    listed = [cell.column for cell in heading.cells if _is_of_project(cell)]
    told = dict.fromkeys(_LEVELS, "")
    if any(_prints_again(one, two, names[0]) for one, two in itertools.pairwise(rows)):
        return False
    for index, row in enumerate(rows):
        if closes(row):
            return True
        if is_column_heading(row) or (index == 0 and row.cells[0].column > names[0]):
            continue
        own = [cell for cell in row.cells if cell.column not in listed]
        is_whole = all(any(s <= c.column < e for c in own) for s, e in _filled(columns))
        named = [cell for cell in own if names[0] <= cell.column < names[1]]
        if len(named) != 1 or not all(_keeps_column(c, levels, names[0], is_whole) for c in own):
            return False
        if not _agree(own, levels, told):
            return False
    return True


def _prints_again(row: Row, below: Row, names_from: int) -> bool:
    """Whether a row prints the cells of the row above it: extraction may have doubled it."""
    cells = [[(c.column, c.key) for c in r.cells if c.column >= names_from] for r in (row, below)]
    return cells[0] == cells[1] and len(cells[0]) > 1


def _filled(columns: Mapping[str | None, Span]) -> list[Span]:
    """The columns that a row with both its levels, a name and a target fills."""
    return [columns[name] for name in _TARGET_COLUMNS if name in columns]


def _agree(cells: Sequence[Cell], levels: Mapping[str, Span], told: dict[str, str]) -> bool:
    """Whether the first level that holds for a row can stand over its second one."""
    printed = {
        name: level_name(cell.run) or ""
        for name, (start, end) in levels.items()
        for cell in cells
        if start <= cell.column < end
    }
    if "level1" in printed and printed["level1"] != told["level1"]:
        told["level2"] = ""
    told.update(printed)
    parents = parents_of(told["level2"])
    return not parents or told["level1"] in parents or told["level1"] not in level_words(1)


def _is_of_project(cell: Cell) -> bool:
    """Whether a heading stands over what is the project's own: a list has a line an indicator."""
    return is_label(cell.run.text, _OWN_OF_PROJECT)


def _keeps_column(
    cell: Cell, levels: Mapping[str, Span], names_from: int, row_is_whole: bool
) -> bool:
    """Whether a level stands in a column of levels; an unknown one only in a row that is whole."""
    words = {*level_words(1), *level_words(2)}
    if any(start <= cell.column < end for start, end in levels.values()):
        is_damaged = bool(read_level(cell.key)) or is_level_tail(cell.key)
        return level_name(cell.run) in words or (row_is_whole and not is_damaged)
    is_band = bool(field_named(cell.run.text, "band"))
    return cell.key not in words and (cell.column >= names_from or is_band)
