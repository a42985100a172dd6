"""Where the forms of a filing stand: found by their titles, labels and narratives."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.document import Document, Row, Run, mend
from ingest.forms.header import read_header
from ingest.forms.indicators import Columns, read_indicators
from ingest.forms.money import read_request, read_result
from ingest.forms.ruled import RuledForm, read_ruled
from ingest.forms.ruled.cells import fields_of, is_ruled
from ingest.forms.ruled.find import (
    Listed,
    end_of_form,
    is_refused,
    list_headings,
    opens_list,
    opens_untitled,
    split_list,
    type_of,
)
from ingest.forms.sections import opens_indicators, split_into_parts
from ingest.forms.text_ends import end_of_text_form, opens_project
from ingest.labels import holds_label, titles, vocabulary
from ingest.reading import Reading
from ingest.values import fold

_NARRATIVE_TITLE = re.compile(r"项目经费情况说明?(?:表)?\s*(?:[-—－–:：]+\s*(.*))?$")
_LABELS_NEEDED_NEAR = ("项目名称", "主管部门", "实施单位", "项目单位", "预算单位")
_OPENING_FIELDS = {"project_name", "project_code", "department", "unit"}
_LINES_ABOVE = 3
_ROWS_WITH_YEAR = 3
_ROWS_TO_FIRST_LABEL = 6
_LONGEST_TITLE_ROW = 60
_AFTER_TITLE = re.compile(r"(?:[(（].*|\d{4}年度?|[-—－:：].*)?")
_STATEMENT_WORDS = ("编报绩效目标的项目", "涉及项目预算资金", "绩效目标编报工作")


@dataclass(frozen=True)
class FormSource:
    """The rows of one project: its narrative (may be empty), its form (may be empty).

    A form without a title has its first row in the title's place, and among its rows; a project
    of a list has its headings beside it, what stands above the list, and what tells of it from
    other rows of the list.
    """

    number: int
    form_type: str
    narrative_title: Run | None
    narrative: tuple[Row, ...]
    title: Row | None
    rows: tuple[Row, ...]
    headings: tuple[Row, ...] = ()
    above: tuple[Row, ...] = ()
    listed: Listed | None = None

    @property
    def first_row(self) -> Row:
        """The form's own title line, or the narrative's where there is no form."""
        return self.title or self.narrative[0]

    @property
    def all_rows(self) -> tuple[Row, ...]:
        is_apart = self.title is not None and self.title not in self.rows
        title = (self.title,) if self.title and is_apart else ()
        beside = self.listed.beside if self.listed else ()
        return (*self.narrative, *title, *self.rows, *beside)


REFUSED = "refused"
_WORDS_OF_FORMS = ("绩效", "指标", "情况说明", "满意度")


def may_hold_forms(text: str) -> bool:
    """Whether a page's text holds words that forms and narratives print."""
    key = "".join(text.split())
    return any(word in key for word in _WORDS_OF_FORMS)


def title_of(row: Row) -> tuple[str, str] | None:
    """The form title a row holds, and the form type it stands for.

    A year, a place or the number of an annex may stand before it, a year or brackets after it.
    """
    if len(row.key) > _LONGEST_TITLE_ROW:
        return next((found for found in titles().items() if row.key.startswith(found[0])), None)
    for title, form_type in titles().items():
        if title not in row.key:
            continue
        rest = row.key.partition(title)[2]
        if _AFTER_TITLE.fullmatch(rest):
            return title, REFUSED if is_refused(row.key) else form_type
    return (row.key, REFUSED) if is_refused(row.key) and row.key.endswith("表") else None


def narrative_title(row: Row) -> Run | None:
    """The row's text where it is the title of a 项目经费情况说明, its label possibly cut."""
    if row.is_table or len(row.key) > _LONGEST_TITLE_ROW:
        return None
    return row.run if _NARRATIVE_TITLE.search(row.key) and "说" in row.key else None


def narrative_project_name(title: Run) -> Run | None:
    """The project name in `项目经费情况说明--法律咨询`; None where none stands there."""
    found = re.search(r"情况说明?\s*[-—－–:：]+\s*", title.text)
    name = mend(title[found.end() :].strip()) if found else None
    return name or None


def find_forms(document: Document) -> list[FormSource]:
    """The projects of a document in order; each row belongs to at most one of them."""
    starts = _starts(document.rows)
    sources: list[FormSource] = []
    pending: tuple[Run, tuple[Row, ...]] | None = None
    titled: tuple[Row, ...] = ()
    for (kind, first), (_, stop) in zip(starts, [*starts[1:], ("end", len(document.rows))]):
        rows = document.rows[first:stop]
        if kind == "narrative":
            if pending:
                sources.append(_narrative_alone(pending, len(sources) + 1))
            pending = (rows[0].run, rows)
            continue
        if kind == REFUSED:
            titled = ()
            continue
        above = _lines_above(document.rows, first, kind == "list")
        if kind == "form":
            titled = rows[:_ROWS_WITH_YEAR]
        elif kind == "untitled":
            above = (*above, *titled)
        for source in _sources_at(kind, rows, above, len(sources) + 1):
            if not pending and _is_template(source, document):
                continue
            told, narrative = pending or (None, ())
            sources.append(replace(source, narrative_title=told, narrative=narrative))
            pending = None
    if pending:
        sources.append(_narrative_alone(pending, len(sources) + 1))
    return [_without_trailing_statement(source) for source in sources]


def _lines_above(rows: Sequence[Row], first: int, is_list: bool) -> tuple[Row, ...]:
    """The last lines right above a row: they may hold a year or a unit.

    They are paragraphs or, over a list, rows of its own table that tell themselves.
    """
    start = first
    table = rows[first].table if is_list else None
    while start > max(0, first - _LINES_ABOVE) and _is_line(rows[start - 1], table):
        start -= 1
    return tuple(rows[start:first])


def _is_line(row: Row, table: int | None) -> bool:
    return row.table is None or (row.table == table and _tells_itself(row))


def _sources_at(
    kind: str, rows: tuple[Row, ...], above: tuple[Row, ...], number: int
) -> list[FormSource]:
    """The forms that begin at the first of the rows, numbered from `number`."""
    if kind == "list":
        first = next(index for index in range(len(rows)) if opens_list(rows, index))
        headings = tuple(list_headings(rows[first:]))
        below = rows[first + len(headings) :]
        printed = [row for row in below if row.table == headings[0].table]
        form_type = type_of(headings)
        return [
            FormSource(
                number + at,
                form_type,
                None,
                (),
                listed.rows[0],
                tuple(listed.rows),
                headings,
                rows[:first] or above,
                listed,
            )
            for at, listed in enumerate(split_list(headings, printed))
        ]
    if kind == "untitled":
        inside = _rows_of_form(rows)
        return [FormSource(number, type_of(inside), None, (), rows[0], inside, (), above)]
    found = title_of(rows[0])
    assert found is not None
    below = _rows_of_form(rows[1:])
    return [FormSource(number, found[1], None, (), rows[0], below)]


def _rows_of_form(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Those of the rows below a title that belong to its form."""
    return rows[: end_of_form(rows) if is_ruled(rows) else end_of_text_form(rows)]


def _is_template(source: FormSource, document: Document) -> bool:
    """Whether a form is an unfilled one: it names no project and holds no value."""
    if source.headings or source.title is None or len(source.title.key) > _LONGEST_TITLE_ROW:
        return False
    reading = Reading(document)
    if is_ruled(source.rows):
        form = read_ruled(source.rows, source.form_type, reading)
        is_filled = bool(form.indicators) and not _names_nothing(form)
        return not form.header.run("project_name") and not form.amounts and not is_filled
    if read_header(source.rows[:_ROWS_TO_FIRST_LABEL], reading).run("project_name"):
        return False
    parts = split_into_parts(source.rows)
    if read_header(parts.header, reading).run("project_name"):
        return False
    columns = Columns.of(parts.columns, source.form_type)
    amounts = read_request(parts.money, reading) + read_result(parts.money, reading)[0]
    printed = [row for row in parts.indicators if row.is_table]
    found = read_indicators(printed, columns, reading)
    return not amounts and not any(row.target or row.weight for row in found)


def _names_nothing(form: RuledForm) -> bool:
    """Whether the places of project, bodies and goals are printed and blank."""
    fields = ("project_name", "department", "unit")
    is_asked = "project_name" in form.header.values
    return is_asked and not form.goals and not any(form.header.run(name) for name in fields)


def set_aside_forms(document: Document) -> list[tuple[Row, ...]]:
    """The rows of each form that is refused by name: its title, and the rows of its tables."""
    starts = _starts(document.rows)
    return [
        (rows[0], *(row for row in rows[1:] if row.is_table))
        for (kind, first), (_, stop) in zip(starts, [*starts[1:], ("end", len(document.rows))])
        if kind == REFUSED
        for rows in [document.rows[first:stop]]
    ]


def _narrative_alone(pending: tuple[Run, tuple[Row, ...]], number: int) -> FormSource:
    return FormSource(number, "target", pending[0], pending[1], None, ())


def _starts(rows: Sequence[Row]) -> list[tuple[str, int]]:
    """What begins where: narratives, forms, lists of projects, and forms that are refused."""
    starts: list[tuple[str, int]] = []
    listed: int | None = None
    refused: int | None = None
    is_named = True
    further = _further_projects(rows)
    for index, row in enumerate(rows):
        found = title_of(row)
        names = row.table is not None and "project_name" in fields_of(row, "header")
        if narrative_title(row) is not None and _has_section(rows[index + 1 : index + 8]):
            starts.append(("narrative", index))
        elif found and found[1] == REFUSED and any(r.is_table for r in rows[index + 1 : index + 7]):
            starts.append((REFUSED, index))
            is_named = False
            refused = next((r.table for r in rows[index : index + 7] if r.table is not None), None)
        elif names and opens_list(rows, index):
            if listed != row.table and not (row.table == refused and starts[-1][0] == REFUSED):
                if starts and starts[-1][0] == "form" and _only_title(rows, starts[-1][1], index):
                    starts[-1] = ("list", starts[-1][1])
                else:
                    starts.append(("list", index))
            listed, is_named = row.table, True
        elif found and found[1] != REFUSED and _opens_form(rows, index):
            starts.append(("form", index))
            is_named = False
        elif (index in further and starts and starts[-1][0] != REFUSED) or (
            names and is_named and row.table != listed and opens_untitled(rows, index)
        ):
            starts.append(("untitled", index))
        is_named = is_named or names
    return starts


def _further_projects(rows: Sequence[Row]) -> set[int]:
    """Where a text without spans names a project again below one form's indicators, untitled."""
    found: set[int] = set()
    is_below = False
    project: int | None = None
    for index, row in enumerate(rows):
        if title_of(row) or narrative_title(row):
            is_below, project = False, None
        elif row.table is None and opens_project(row):
            project, is_below = index if is_below else None, False
        elif opens_indicators(row):
            found |= {project} if project is not None else set()
            is_below = True
    return found


def _only_title(rows: Sequence[Row], first: int, stop: int) -> bool:
    """Whether paragraphs alone stand above a list, or in its own table rows of what tells itself.

    Such a row is one cell, or holds nothing but labels with their values: `单位：万元`.
    """
    table = rows[stop].table
    return all(_is_line(row, table) for row in rows[first:stop])


def _tells_itself(row: Row) -> bool:
    return len(row.cells) == 1 or all(":" in fold(cell.run.text) for cell in row.cells)


def _has_section(rows: Sequence[Row]) -> bool:
    names = tuple(f"{row['numeral']}、{row['section_name']}" for row in vocabulary("narrative"))
    return any(holds_label(row, names) for row in rows)


def _opens_form(rows: Sequence[Row], index: int) -> bool:
    """Whether the labels of a form's header follow the title, before the next title."""
    if not rows[index].is_table and len(rows[index].key) > _LONGEST_TITLE_ROW:
        return holds_label(rows[index], _LABELS_NEEDED_NEAR)
    opens_with_title = rows[index].key.startswith(tuple(titles()))
    for at in range(index + 1, min(len(rows), index + 1 + _ROWS_TO_FIRST_LABEL)):
        row = rows[at]
        if title_of(row):
            return False
        if opens_list(rows, at):
            return True
        if not opens_with_title:
            if _OPENING_FIELDS & set(fields_of(row, "header")):
                return True
            continue
        if row.key.startswith(_LABELS_NEEDED_NEAR):
            return True
        if row.is_table and holds_label(row, _LABELS_NEEDED_NEAR):
            return True
    return False


def _without_trailing_statement(source: FormSource) -> FormSource:
    """The source without rows after its form that speak of the department, not the project."""
    for index, row in enumerate(source.rows):
        if not row.is_table and is_statement(row):
            return replace(source, rows=source.rows[:index])
    return source


def is_statement(row: Row) -> bool:
    """Whether a paragraph states how many projects a department filed and for how much."""
    return not row.is_table and sum(word in row.key for word in _STATEMENT_WORDS) >= 2
