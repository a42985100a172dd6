"""Where a form of a prepared text ends: other tables and further projects may follow it."""

import re
from collections.abc import Sequence

from ingest.document import Row
from ingest.forms.cell_labels import field_named
from ingest.forms.sections import closes_form, opens_indicators

_TABLE_TITLE = re.compile(r"\S{2,58}表(?:[(（].*[)）])?")
_MONEY_UNIT = re.compile(r".{0,40}(?:金额)?单位[:：](?:人民币)?[百千万亿]*元.{0,4}")
_OPENING = ("project_name", "project_code", "department", "unit", "parent_project")


def end_of_text_form(rows: Sequence[Row]) -> int:
    """How many of the rows after a title belong to the form.

    Below the headings of the indicators a form ends where the title of a table, a line that only
    prints a money unit, or a label of a project's header begins something else.
    """
    headings = next((index for index, row in enumerate(rows) if opens_indicators(row)), None)
    if headings is None or not rows[headings].is_table:
        return len(rows)
    below = range(headings + 1, len(rows))
    return next((index for index in below if _opens_other(rows[index])), len(rows))


def opens_project(row: Row) -> bool:
    """Whether a table's row opens the header of a project."""
    return row.is_table and field_named(row.cells[0].run.text, "header") == "project_name"


def _opens_other(row: Row) -> bool:
    if closes_form(row):
        return False
    if row.is_table:
        return field_named(row.cells[0].run.text, "header") in _OPENING
    return bool(_TABLE_TITLE.fullmatch(row.key) or _MONEY_UNIT.fullmatch(row.key))
