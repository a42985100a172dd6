"""Forms in tables whose row and column spans are known: read by cell, no place is inferred."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ingest.document import EMPTY, Cell, Row, Run
from ingest.forms.cell_labels import field_named
from ingest.forms.header import Header, without_seal
from ingest.forms.indicators import IndicatorRow
from ingest.forms.levels import Levels
from ingest.forms.money import Amount, ExecutionRow, units_in, without_unit_line
from ingest.forms.ruled.cells import Covering, LabelledCell, end_of, fields_of, is_ruled, labelled
from ingest.forms.ruled.closing import Closing, read_closing
from ingest.forms.ruled.find import Listed, read_beside
from ingest.forms.ruled.goals import read_goal, read_ruled_goals
from ingest.forms.ruled.header import read_ruled_header
from ingest.forms.ruled.indicators import read_ruled_indicators
from ingest.forms.ruled.money import PHASES, Bases, listed_amounts, read_ruled_money
from ingest.forms.ruled.page_cuts import with_cut_rows_joined
from ingest.forms.ruled.parts import split_ruled
from ingest.forms.ruled.periods import table_of_year
from ingest.reading import LAYOUT, TEXT, Reading
from ingest.values import parse_year

_RESULT = {"adjusted", "executed", "actual", "score"}
_RESULT_PARTS = ("measure", "column")
_BODIES = ("department", "unit")
_OF_SEVERAL = ("department", "unit", "parent_project", "fiscal_year", "category", "nature")

__all__ = ["RuledForm", "is_ruled", "read_listed", "read_ruled"]


@dataclass
class RuledForm(Closing):
    """What a ruled form prints, cell by cell."""

    header: Header = field(default_factory=Header)
    amounts: list[Amount] = field(default_factory=list)
    execution: ExecutionRow | None = None
    money_units: list[tuple[str, Run]] = field(default_factory=list)
    goals: dict[str, Run] = field(default_factory=dict)
    indicators: list[IndicatorRow] = field(default_factory=list)
    levels: list[Levels] = field(default_factory=list)


def read_ruled(rows: Sequence[Row], form_type: str, reading: Reading) -> RuledForm:
    """The form of the rows below its title.

    A self-evaluation that prints one goal beside what was done prints the expected result.
    """
    parts = split_ruled(with_cut_rows_joined(rows, reading))
    form = RuledForm(header=read_ruled_header(parts.header, reading))
    form.money_units = units_in(parts.money, parts.header)
    money = read_ruled_money(parts.money, reading)
    form.amounts, form.execution = money.amounts, money.execution
    form.goals = read_ruled_goals(parts.goals, reading)
    if form_type == "self_evaluation" and "expected" not in form.goals:
        only = next((name for name in _plans_of(form.goals)), None)
        form.goals |= {"expected": form.goals.pop(only)} if only else {}
    form.total_score = _single(form.header.values.pop("total_score", []))
    form.rating = _single(form.header.values.pop("rating", []))
    reading.claim(form.rating or EMPTY, TEXT, "rating")
    covering = Covering.of([*parts.columns, *parts.indicators, *parts.closing])
    headings, rows_below = table_of_year(parts.columns, parts.indicators, reading)
    table = read_ruled_indicators(headings, rows_below, covering, reading, parts.goals)
    form.indicators, form.levels = table.rows, table.levels
    for row in parts.between:
        if row.is_table:
            reading.reject("unread_text", row.run)
        else:
            reading.claim(row.run, TEXT, "between_tables")
    has_scores = any("score" in fields_of(row, "column") for row in parts.columns)
    is_scored = any(row.score for row in table.rows) or not has_scores
    read_closing(parts.closing, parts.columns, is_scored, form, reading)
    return form


def _plans_of(goals: Mapping[str, Run]) -> list[str]:
    """The goals of a self-evaluation that say what was expected: the year's, or the only one."""
    if "annual" in goals:
        return ["annual"]
    return ["total"] if {"total", "actual"} <= goals.keys() else []


def _single(runs: Sequence[Run]) -> Run | None:
    return runs[0] if runs else None


def read_listed(
    above: Sequence[Row], headings: Sequence[Row], listed: Listed, reading: Reading
) -> RuledForm:
    """The project that a list prints, a line an indicator; `above` is over the list.

    A body may be merged over several projects, or stand in a row over them.
    """
    rows = listed.rows
    covering = Covering.of([*headings, *listed.spanning, *rows])
    year = next((row.run for row in above if parse_year(row.key)), None)
    form = RuledForm(header=Header(year=year))
    taken = _read_list_cells(headings, rows, form, covering, reading)
    for name, runs in _bodies_above(above, reading).items():
        form.header.values.setdefault(name, runs)
    has_column = any("unit" in fields_of(row, "header") for row in headings)
    if listed.body and not has_column and not form.header.run("unit"):
        form.header.values["unit"] = [listed.body]
    for row in listed.beside:
        read_beside(row, headings, reading)
    if not any(cell.run.start in taken for cell in rows[0].cells):
        reading.doubt("row_cut_by_page", rows[0].run)
    form.money_units = units_in(headings, above)
    left = _without_unknown([_without(row, taken) for row in rows], headings, reading)
    table = read_ruled_indicators(headings, left, covering, reading)
    form.indicators, form.levels = table.rows, table.levels
    return form


def _bodies_above(above: Sequence[Row], reading: Reading) -> dict[str, list[Run]]:
    """The bodies that lines above a list name for all its projects: `单位名称：某局`."""
    found: dict[str, list[Run]] = {}
    for row in above:
        for label, value in itertools.pairwise(labelled(row, "header")):
            if label.field in _BODIES and value.field is None and label.field not in found:
                reading.claim(label.cell.run, LAYOUT, "label")
                named = without_seal(without_unit_line(value.cell.run, reading), reading)
                found |= {label.field: [named]} if named else {}
    return found


def _read_list_cells(
    headings: Sequence[Row],
    rows: Sequence[Row],
    form: RuledForm,
    covering: Covering,
    reading: Reading,
) -> set[int]:
    """The starts of the cells that print what is the project's own, which are read here."""
    taken: set[int] = set()
    bases = Bases()
    is_result = any(_RESULT & {*fields_of(row, p)} for row in headings for p in _RESULT_PARTS)
    for heading in headings:
        for part in ("header", "fund", "goal", "measure"):
            for item in labelled(heading, part):
                if item.field is None or not _is_of_project(item, part):
                    continue
                if _is_over_headings(item.cell, heading, headings):
                    continue
                reading.claim(item.cell.run, LAYOUT, "heading")
                cells = _cells_under(item.cell, rows)
                if not cells and item.field in _OF_SEVERAL:
                    cells = _cells_over(item.cell, rows[0], covering)
                taken |= {cell.run.start for cell in cells}
                phase = item.field if is_result and part == "measure" else "proposed"
                _take_listed(part, item, (phase, bases), cells, form, reading)
    return taken


def _is_of_project(item: LabelledCell, part: str) -> bool:
    """Whether a heading of a list stands over what is the project's own, and no measure beside."""
    is_column = field_named(item.cell.run.text, "column") is not None
    return not is_column and (part != "measure" or item.field in (*PHASES, "rate"))


def _is_over_headings(cell: Cell, row: Row, headings: Sequence[Row]) -> bool:
    """Whether headings of the indicators stand below a heading: it names them all."""
    below = [
        item.cell for other in headings if other.line > row.line for item in _columns_of(other)
    ]
    return any(cell.column <= head.column and end_of(head) <= end_of(cell) for head in below)


def _columns_of(heading: Row) -> list[LabelledCell]:
    items = labelled(heading, "column")
    return [item for item in items if item.field not in (None, "number")]


def _without_unknown(rows: Sequence[Row], headings: Sequence[Row], reading: Reading) -> list[Row]:
    """The rows without cells left of the indicators, which stand under headings nobody knows."""
    places = [item.cell.column for row in headings for item in _columns_of(row)]
    first = min(places, default=0)
    left = []
    for row in rows:
        unknown = [c for c in row.cells if end_of(c) <= first and not c.key.isdigit()]
        for cell in unknown:
            reading.reject("unread_text", cell.run)
        left.append(replace(row, cells=tuple(c for c in row.cells if c not in unknown)))
    return [row for row in left if row.cells]


def _cells_under(heading: Cell, rows: Sequence[Row]) -> list[Cell]:
    """The cells under a heading, those that only repeat the one above left out."""
    found: list[Cell] = []
    for row in rows:
        found += [c for c in row.cells if heading.column <= c.column < end_of(heading)]
    return found


def _cells_over(heading: Cell, row: Row, covering: Covering) -> list[Cell]:
    """The cell under a heading that spans the row from a project above."""
    cover = covering.at(row, heading.column)
    return [cover[1]] if cover and cover[1].row_span > 1 and cover[1].run else []


def _take_listed(
    part: str,
    heading: LabelledCell,
    money: tuple[str, Bases],
    cells: Sequence[Cell],
    form: RuledForm,
    reading: Reading,
) -> None:
    name = heading.field or ""
    runs = _distinct(cells, reading)
    if part == "header":
        form.header.labels[name] = heading.cell.run
    if not runs:
        return
    if part == "header" and name in ("person", "telephone"):
        for run in runs:
            reading.withhold(run)
    elif part == "header":
        form.header.values[name] = runs
        if len(runs) > 1:
            reading.doubt("header_value_in_pieces", form.header.run(name))
    elif part == "goal":
        form.goals[name] = read_goal(name, runs, reading)
    elif name == "rate" and len(runs) == 1:
        form.execution = ExecutionRow(runs[0], None, None, runs[0])
    elif name == "rate":
        reading.reject("unaligned_money", Run.joined(runs, " "))
    else:
        form.amounts += listed_amounts(heading, money, runs, reading)


def _distinct(cells: Sequence[Cell], reading: Reading) -> list[Run]:
    """The texts of cells of one column, those that print the first one again left out."""
    runs: list[Run] = []
    for cell in cells:
        if runs and "".join(runs[0].text.split()) == cell.key:
            reading.claim(cell.run, LAYOUT, "printed_again")
        else:
            runs.append(cell.run)
    return runs


def _without(row: Row, taken: set[int]) -> Row:
    return replace(row, cells=tuple(cell for cell in row.cells if cell.run.start not in taken))
