"""Where a form begins and ends among tables whose spans are known, titled or not."""

from collections.abc import Sequence

from ingest.document import Row
from ingest.forms.cell_labels import is_label, label_key
from ingest.forms.levels import known_levels
from ingest.forms.ruled.cells import fields_of, labelled
from ingest.forms.ruled.indicators import level_name
from ingest.forms.ruled.money import PHASES
from ingest.forms.ruled.parts import closes, is_column_heading
from ingest.labels import vocabulary

_ROWS_OF_LIST_HEADING = 2
_ROWS_TELLING = 3
_HEADINGS = ("header", "fund", "goal", "column", "band", "measure")
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
    """Whether the row heads a list of projects: its cells are labels of columns, nothing else."""
    row = rows[index]
    if row.table is None or "project_name" not in fields_of(row, "header"):
        return False
    if not all(is_label(cell.run.text, _HEADINGS) for cell in row.cells) or len(row.cells) < 3:
        return False
    below = rows[index : index + _ROWS_OF_LIST_HEADING]
    return any(r.table == row.table and is_column_heading(r) for r in below)


def list_headings(rows: Sequence[Row]) -> list[Row]:
    """The heading rows of a list of projects: those at its start that hold labels only."""
    headings: list[Row] = []
    for row in rows[:_ROWS_OF_LIST_HEADING]:
        if not all(is_label(cell.run.text, _HEADINGS) for cell in row.cells):
            break
        headings.append(row)
    return headings


def split_list(headings: Sequence[Row], rows: Sequence[Row]) -> list[list[Row]]:
    """The rows of each project of a list: a filled cell under 项目名称 opens the next."""
    place = next(
        item.cell.column for item in labelled(headings[0], "header") if item.field == "project_name"
    )
    groups: list[list[Row]] = []
    is_on_next_page = False
    for row in rows:
        is_on_next_page = is_on_next_page or row.follows_gap
        if all(is_label(cell.run.text, _HEADINGS) for cell in row.cells):
            continue
        if any(cell.column == place for cell in row.cells):
            before = groups[-1] if groups else []
            if not before or not (
                _repeats_name(before, row, place)
                or (is_on_next_page and _is_rest_of_project(headings[0], before, row))
            ):
                groups.append(_take_uncovered(before, place) if is_on_next_page else [])
        is_on_next_page = False
        if groups:
            groups[-1].append(row)
    return groups


def rows_spanning(rows: Sequence[Row], firsts: Sequence[Row]) -> list[tuple[Row, ...]]:
    """For each first row of a project the rows above it with a cell that spans it."""
    found: list[tuple[Row, ...]] = []
    reaching: list[Row] = []
    starts = {row.line for row in firsts}
    for row in rows:
        if row.line in starts:
            reaching = [above for above in reaching if _end_of(above) > (row.table_row or 0)]
            found.append(tuple(reaching))
        if any(cell.row_span > 1 for cell in row.cells):
            reaching.append(row)
    return found


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
