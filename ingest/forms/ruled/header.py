"""The header of a ruled form: label cells, each with the value to its right."""

from collections.abc import Sequence
from dataclasses import replace

from ingest.document import Row, Run, mend
from ingest.forms.cell_labels import field_named
from ingest.forms.header import Header, read_header, split_code, without_seal
from ingest.forms.money import unit_in, without_unit_line
from ingest.forms.organisations import is_body
from ingest.forms.ruled.cells import heads_values, labelled, labels_over
from ingest.reading import LAYOUT, TEXT, Reading
from ingest.values import parse_year

_WITHHELD = ("person", "telephone")
_CLOSING = {"total": "total_score", "rating": "rating"}
_UNKEPT = ("other", "parent_project")


def read_ruled_header(rows: Sequence[Row], reading: Reading) -> Header:
    """The header's values by field; persons and telephones are withheld."""
    headings = [row for row in rows if row.table is None and field_named(row.run.text, "band")]
    for row in headings:
        reading.claim(row.run, LAYOUT, "heading")
    lines = [row for row in rows if row.table is None and row not in headings]
    header = read_header(lines, reading)
    above, header.values = header.values, {}
    corner, ruled = _corner_apart([row for row in rows if row.table is not None])
    if corner and above.get("unit"):
        reading.claim_rest(corner, TEXT, "header_unit")
    elif corner:
        above["unit"] = [corner]
    heading: Row | None = None
    for row, below in zip(ruled, [*ruled[1:], None]):
        if heading is not None:
            _read_below(heading, row, header, reading)
            heading = None
        elif below is not None and heads_values(row, below, "header"):
            heading = row
        else:
            _read_row(row, header, reading)
    header.settle(reading)
    for name, runs in above.items():
        if header.values.get(name):
            reading.claim_rest(Run.joined(runs), TEXT, f"header_{name}")
        else:
            header.values[name] = runs
    return header


def _read_below(heading: Row, row: Row, header: Header, reading: Reading) -> None:
    """Labels side by side, each with its value in the row below; one below two is of neither."""
    for item in labelled(heading, "header"):
        reading.claim(item.cell.run, LAYOUT, "label")
    items = [item for item in labelled(heading, "header") if item.field]
    for item in items:
        header.labels[item.field or ""] = item.cell.run
        header.values.setdefault(item.field or "", [])
    for cell in row.cells:
        over = labels_over(cell, items)
        if len(over) == 1 and over[0].field:
            _take(over[0].field, cell.run, header, reading)
        elif len(over) > 1:
            reading.reject("unread_header_word", cell.run)


def _read_row(row: Row, header: Header, reading: Reading) -> None:
    if header.year is None and len(row.cells) == 1 and len(row.key) <= 12 and parse_year(row.key):
        header.year = row.run
        reading.claim(row.run, "typed", "fiscal_year")
        return
    if len(row.cells) == 1 and unit_in([], [row]):
        reading.claim(row.run, LAYOUT, "money_unit")
        return
    name: str | None = None
    for item in labelled(row, "header"):
        run = item.cell.run
        if item.field is not None:
            name = item.field
            header.open(name, run, "project_name" in header.values)
            reading.claim(run, LAYOUT, "label")
        elif field_named(run.text, "closing") in _CLOSING and not field_named(run.text, "fund"):
            name = _CLOSING[field_named(run.text, "closing") or ""]
            header.values.setdefault(name, [])
            reading.claim(run, LAYOUT, "label")
        elif field_named(run.text, "band"):
            reading.claim(run, LAYOUT, "label")
        elif not without_unit_line(run, reading):
            continue
        elif name is None:
            reading.reject("unread_header_word", run)
        elif not header.values[name] or name in (*_WITHHELD, *_UNKEPT):
            _take(name, run, header, reading)
        else:
            reading.reject("unread_header_word", run)
            name = None


def _corner_apart(rows: Sequence[Row]) -> tuple[Run | None, Sequence[Row]]:
    """The body with its code that opens the form without a label, and the rows without it."""
    first = rows[0].cells[0] if rows else None
    if first is None or first.column > 0:
        return None, rows
    code, name = split_code(first.run, is_body=True)
    if code is None or not is_body(mend(name).text):
        return None, rows
    rest = replace(rows[0], cells=rows[0].cells[1:])
    return first.run, [*([rest] if rest.cells else []), *rows[1:]]


def _take(name: str, run: Run, header: Header, reading: Reading) -> None:
    run = without_seal(run, reading)
    if not run:
        return
    header.values[name].append(run)
    if name in _WITHHELD:
        reading.withhold(run)
    elif name in _UNKEPT:
        reading.claim(run, TEXT, f"header_{name}")
    elif name == "fiscal_year" and header.year is None:
        header.year = run
        reading.claim(run, "typed", "fiscal_year")
