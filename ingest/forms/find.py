"""Where the forms of a filing stand: found by their titles, labels and narratives."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.document import Document, Row, Run, mend
from ingest.labels import holds_label, titles, vocabulary

_NARRATIVE_TITLE = re.compile(r"项目经费情况说明?(?:表)?\s*(?:[-—－–:：]+\s*(.*))?$")
_LABELS_NEEDED_NEAR = ("项目名称", "主管部门", "实施单位", "项目单位", "预算单位")
_ROWS_TO_FIRST_LABEL = 6
_LONGEST_TITLE_ROW = 60
_STATEMENT_WORDS = ("编报绩效目标的项目", "涉及项目预算资金", "绩效目标编报工作")


@dataclass(frozen=True)
class FormSource:
    """The rows of one project: its narrative (may be empty), its form (may be empty)."""

    number: int
    form_type: str
    narrative_title: Run | None
    narrative: tuple[Row, ...]
    title: Row | None
    rows: tuple[Row, ...]

    @property
    def first_row(self) -> Row:
        """The form's own title line, or the narrative's where there is no form."""
        return self.title or self.narrative[0]

    @property
    def all_rows(self) -> tuple[Row, ...]:
        return (*self.narrative, *((self.title,) if self.title else ()), *self.rows)


def title_of(row: Row) -> tuple[str, str] | None:
    """The form title a row opens with, and the form type it stands for."""
    for title, form_type in titles().items():
        if row.key.startswith(title):
            return title, form_type
    return None


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
    for (kind, first), (_, stop) in zip(starts, [*starts[1:], ("end", len(document.rows))]):
        rows = document.rows[first:stop]
        if kind == "narrative":
            if pending:
                sources.append(_narrative_alone(pending, len(sources) + 1))
            pending = (rows[0].run, rows)
            continue
        found = title_of(rows[0])
        assert found is not None
        sources.append(
            FormSource(
                number=len(sources) + 1,
                form_type=found[1],
                narrative_title=pending[0] if pending else None,
                narrative=pending[1] if pending else (),
                title=rows[0],
                rows=rows[1:],
            )
        )
        pending = None
    if pending:
        sources.append(_narrative_alone(pending, len(sources) + 1))
    return [_without_trailing_statement(source) for source in sources]


def _narrative_alone(pending: tuple[Run, tuple[Row, ...]], number: int) -> FormSource:
    return FormSource(number, "target", pending[0], pending[1], None, ())


def _starts(rows: Sequence[Row]) -> list[tuple[str, int]]:
    starts = []
    for index, row in enumerate(rows):
        if narrative_title(row) is not None and _has_section(rows[index + 1 : index + 8]):
            starts.append(("narrative", index))
        elif title_of(row) and _opens_form(rows, index):
            starts.append(("form", index))
    return starts


def _has_section(rows: Sequence[Row]) -> bool:
    names = tuple(f"{row['numeral']}、{row['section_name']}" for row in vocabulary("narrative"))
    return any(holds_label(row, names) for row in rows)


def _opens_form(rows: Sequence[Row], index: int) -> bool:
    """Whether the labels of a form's header follow the title, before the next title."""
    if not rows[index].is_table and len(rows[index].key) > _LONGEST_TITLE_ROW:
        return holds_label(rows[index], _LABELS_NEEDED_NEAR)
    for row in rows[index + 1 : index + 1 + _ROWS_TO_FIRST_LABEL]:
        if title_of(row):
            return False
        if holds_label(row, _LABELS_NEEDED_NEAR) or row.key.startswith(("项目名称", "主管部门")):
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
