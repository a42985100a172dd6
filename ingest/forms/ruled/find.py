"""Where a form begins and ends among tables whose spans are known, titled or not."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.document import Cell, Row, Run, is_chinese, mend
from ingest.forms.cell_labels import field_named, is_label, label_key
from ingest.forms.header import split_code
from ingest.forms.levels import known_levels
from ingest.forms.organisations import is_body
from ingest.forms.ruled.cells import (
    LabelledCell,
    end_of,
    fields_of,
    labelled,
    numbers_columns,
    overlap,
)
from ingest.forms.ruled.indicators import level_name
from ingest.forms.ruled.money import PHASES
from ingest.forms.ruled.parts import closes, is_column_heading
from ingest.labels import vocabulary
from ingest.reading import TEXT, Reading

_ROWS_OF_LIST_HEADING = 2
_ROWS_TELLING = 3
_HEADINGS = ("header", "fund", "goal", "column", "band", "measure")
_MONEY = ("fund", "measure")
_RESULT_FIELDS = {"actual", "score"}


def opens_untitled(rows: Sequence[Row], index: int) -> bool:
    """Whether a form without a title begins at the row: it names a project, indicators follow."""
    row = rows[index]
    if row.table is None or "project_name" not in fields_of(row, "header"):
        return False
    for later in rows[index + 1 :]:
        if later.table != row.table or "project_name" in fields_of(later, "header"):
            return False
        if is_column_heading(later):
            return True
    return False


def opens_list(rows: Sequence[Row], index: int) -> bool:
    """Whether the row heads a list of projects: 项目名称 stands among headings of indicators.

    Without such a heading beside it or below its merged cell, its cells are labels and no more.
    """
    row = rows[index]
    if row.table is None or len(row.cells) < 3 or _name_heading(row) is None:
        return False
    if any(is_column_heading(r) for r in _block_of(rows[index:])):
        return True
    below = rows[index : index + _ROWS_OF_LIST_HEADING]
    return _holds_labels_only(row) and any(
        r.table == row.table and is_column_heading(r) for r in below
    )


def _name_heading(row: Row) -> Cell | None:
    """The cell that is the label of the projects' names and nothing else."""
    return next((c for c in row.cells if field_named(c.run.text, "header") == "project_name"), None)


def _block_of(rows: Sequence[Row]) -> list[Row]:
    """The rows that the merged heading of the projects' names spans."""
    first, heading = rows[0], _name_heading(rows[0])
    end = (first.table_row or 0) + (heading.row_span if heading else 1)
    return [row for row in rows if row.table == first.table and (row.table_row or 0) < end]


def _holds_labels_only(row: Row) -> bool:
    return all(is_label(cell.run.text, _HEADINGS) for cell in row.cells)


def list_headings(rows: Sequence[Row]) -> list[Row]:
    """The heading rows of a list of projects: its block, or those at its start of labels only."""
    block = _block_of(rows)
    headings = block if any(map(is_column_heading, block)) else []
    for row in rows[len(headings) : _ROWS_OF_LIST_HEADING]:
        if not _holds_labels_only(row):
            break
        headings.append(row)
    return headings


@dataclass
class Listed:
    """The rows of one project of a list, and what tells of it from rows that are not its own.

    `beside` are the rows of bodies and sums right above it, below it too where it is the last;
    `body` is the last body above it, `spanning` rows above whose merged cells reach into its own.
    """

    rows: list[Row] = field(default_factory=list)
    beside: list[Row] = field(default_factory=list)
    body: Run | None = None
    spanning: list[Row] = field(default_factory=list)


def split_list(headings: Sequence[Row], rows: Sequence[Row]) -> list[Listed]:
    """The projects of a list: a filled cell under 项目名称 opens the next."""
    place = next(cell for row in headings if (cell := _name_heading(row))).column
    groups: list[Listed] = []
    beside: list[Row] = []
    body: Run | None = None
    is_on_next_page = False
    for row in rows:
        is_on_next_page = is_on_next_page or row.follows_gap
        if _holds_labels_only(row) or numbers_columns(row):
            continue
        if is_over_projects(row, headings):
            beside.append(row)
            body = next((c.run for c in row.cells if _is_body(c)), body)
            continue
        if any(cell.column == place for cell in row.cells):
            before = groups[-1].rows if groups else []
            if not before or not (
                _repeats_name(before, row, place)
                or (is_on_next_page and _is_rest_of_project(headings[0], before, row))
            ):
                taken = _take_uncovered(before, place) if is_on_next_page else []
                groups.append(Listed(taken, beside, body))
                beside = []
        if groups:
            groups[-1].rows.append(replace(row, follows_gap=is_on_next_page))
        is_on_next_page = False
    if groups:
        groups[-1].beside = [*groups[-1].beside, *beside]
        _set_spanning(rows, groups)
    return groups


def is_over_projects(row: Row, headings: Sequence[Row]) -> bool:
    """Whether a row holds a body or the word of a sum, beside amounts, and nothing of a project."""
    items = [(i, part) for h in headings for part in ("column", "goal") for i in labelled(h, part)]
    own = [item.cell for item, part in items if _is_own(item, part)]
    if any(overlap(cell, head.column, end_of(head)) > 0 for cell in row.cells for head in own):
        return False
    words = [cell for cell in row.cells if any(map(is_chinese, cell.run.text))]
    return bool(words) and all(_is_body_or_sum(cell) for cell in words)


def _is_own(item: LabelledCell, part: str) -> bool:
    return item.field is not None and (part, item.field) != ("column", "number")


def _is_body_or_sum(cell: Cell) -> bool:
    return field_named(cell.run.text, "closing") in ("total", "subtotal") or _is_body(cell)


def _is_body(cell: Cell) -> bool:
    return is_body(mend(split_code(cell.run, is_body=True)[1]).text)


def _set_spanning(rows: Sequence[Row], groups: Sequence[Listed]) -> None:
    """For each project the rows above it with a cell that spans its first row."""
    reaching: list[Row] = []
    starts = {group.rows[0].line: group for group in groups}
    for row in rows:
        if row.line in starts:
            reaching = [above for above in reaching if _end_of(above) > (row.table_row or 0)]
            starts[row.line].spanning = list(reaching)
        if any(cell.row_span > 1 for cell in row.cells):
            reaching.append(row)


def _end_of(row: Row) -> int:
    """The row of the table behind the longest cell that begins in a row."""
    return (row.table_row or 0) + max(cell.row_span for cell in row.cells)


def _repeats_name(group: Sequence[Row], row: Row, place: int) -> bool:
    """Whether the row prints the group's project name again: a line an indicator, never merged."""
    names = [c.key for r in (group[0], row) for c in r.cells if c.column == place]
    return len(names) == 2 and names[0] == names[1]


def _is_rest_of_project(heading: Row, group: Sequence[Row], row: Row) -> bool:
    """Whether the first row of a page goes on with cells that the page before it breaks off.

    Codes and amounts are never broken: each stands on one of the two pages alone.
    """
    whole = [i.cell.column for i in labelled(heading, "fund") if i.field]
    whole += [i.cell.column for i in labelled(heading, "measure") if i.field in PHASES]
    whole += [i.cell.column for i in labelled(heading, "header") if i.field == "project_code"]
    before = {cell.column for r in group for cell in r.cells}
    here = {cell.column for cell in row.cells}
    return any(column in before | here for column in whole) and not any(
        column in before & here for column in whole
    )


def _take_uncovered(group: list[Row], place: int) -> list[Row]:
    """Take out the last rows that the group's merged name does not reach: the next page names them.

    The name of a project that stands in the middle of its cell may be printed on the page that
    the cell ends on.
    """
    named = [(row, cell) for row in group for cell in row.cells if cell.column == place]
    if not named or named[-1][1].row_span == 1:
        return []
    row, cell = named[-1]
    end = (row.table_row or 0) + cell.row_span
    taken = [row for row in group if (row.table_row or 0) >= end]
    del group[len(group) - len(taken) :]
    return taken


def read_beside(row: Row, headings: Sequence[Row], reading: Reading) -> None:
    """Note where a row of a body or a sum went: no table keeps amounts over projects."""
    heads = [i.cell for h in headings for part in _MONEY for i in labelled(h, part) if i.field]
    for cell in row.cells:
        is_money = any(overlap(cell, head.column, end_of(head)) > 0 for head in heads)
        if is_money and not any(map(is_chinese, cell.run.text)):
            reading.reject("unkept_amount", cell.run)
        else:
            reading.claim_rest(cell.run, TEXT, "over_projects")


def end_of_form(rows: Sequence[Row]) -> int:
    """How many of the rows after a title belong to the form: other tables after it do not."""
    table: int | None = None
    last = 0
    for index, row in enumerate(rows):
        if row.table is None:
            if table is None or _is_footer(row):
                last = index + 1
            continue
        if is_column_heading(row):
            table = row.table
        if table is None or row.table == table:
            last = index + 1
        elif _goes_on(rows[index:]):
            table, last = row.table, index + 1
        else:
            break
    return last


def _is_footer(row: Row) -> bool:
    return closes(row)


def _goes_on(rows: Sequence[Row]) -> bool:
    """Whether a further table carries on the indicators: it prints levels or closing labels."""
    return any(
        closes(row) or any(level_name(cell.run) in known_levels() for cell in row.cells)
        for row in rows[:_ROWS_TELLING]
        if row.table == rows[0].table
    )


def type_of(rows: Sequence[Row]) -> str:
    """The form type by what the rows print: actual values and scores make a self-evaluation."""
    found = {name for row in rows for name in fields_of(row, "column")}
    return "self_evaluation" if found & _RESULT_FIELDS else "target"


def is_refused(title: str) -> bool:
    """Whether a title names a form of another kind: mid-year monitoring or a whole department's."""
    return any(row["word"] in label_key(title) for row in vocabulary("refused_titles"))
