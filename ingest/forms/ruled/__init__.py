"""Forms in tables whose row and column spans are known: read by cell, no place is inferred."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.document import EMPTY, Cell, Row, Run
from ingest.forms.header import Header
from ingest.forms.indicators import IndicatorRow
from ingest.forms.levels import Levels
from ingest.forms.money import Amount, ExecutionRow, unit_in
from ingest.forms.ruled.cells import Covering, end_of, field_named, is_ruled, labelled
from ingest.forms.ruled.goals import read_goal, read_ruled_goals
from ingest.forms.ruled.header import read_ruled_header
from ingest.forms.ruled.indicators import read_ruled_indicators
from ingest.forms.ruled.money import listed_amounts, read_ruled_money
from ingest.forms.ruled.parts import names_person, split_ruled
from ingest.reading import LAYOUT, TEXT, Reading
from ingest.values import parse_year

__all__ = ["RuledForm", "is_ruled", "read_listed", "read_ruled"]


@dataclass
class RuledForm:
    """What a ruled form prints, cell by cell."""

    header: Header
    amounts: list[Amount] = field(default_factory=list)
    execution: ExecutionRow | None = None
    money_unit: tuple[str, Run] | None = None
    goals: dict[str, Run] = field(default_factory=dict)
    indicators: list[IndicatorRow] = field(default_factory=list)
    levels: list[Levels] = field(default_factory=list)
    total_weight: Run | None = None
    total_score: Run | None = None
    rating: Run | None = None


def read_ruled(rows: Sequence[Row], form_type: str, reading: Reading) -> RuledForm:
    """The form of the rows below its title.

    A self-evaluation that prints one goal beside what was done prints the expected result.
    """
    parts = split_ruled(rows)
    form = RuledForm(read_ruled_header(parts.header, reading))
    form.money_unit = unit_in(parts.money, parts.header)
    money = read_ruled_money(parts.money, reading)
    form.amounts, form.execution = money.amounts, money.execution
    form.goals = read_ruled_goals(parts.goals, reading)
    if form_type == "self_evaluation" and "expected" not in form.goals and "annual" in form.goals:
        form.goals["expected"] = form.goals.pop("annual")
    form.total_score = _single(form.header.values.pop("total_score", []))
    form.rating = _single(form.header.values.pop("rating", []))
    reading.claim(form.rating or EMPTY, TEXT, "rating")
    covering = Covering.of([*parts.columns, *parts.indicators, *parts.closing])
    table = read_ruled_indicators(parts.columns, parts.indicators, covering, reading)
    form.indicators, form.levels = table.rows, table.levels
    for row in parts.between:
        reading.claim(row.run, TEXT, "between_tables")
    for row in parts.closing:
        _read_closing(row, parts.columns, form, reading)
    return form


def _single(runs: Sequence[Run]) -> Run | None:
    return runs[0] if runs else None


def read_listed(
    above: Sequence[Row], headings: Sequence[Row], rows: Sequence[Row], reading: Reading
) -> RuledForm:
    """The project that a list prints in the rows, a line an indicator; `above` is over the list."""
    covering = Covering.of([*headings, *rows])
    form = RuledForm(Header(year=next((row.run for row in above if parse_year(row.key)), None)))
    taken = _read_list_cells(headings, rows, form, reading)
    form.money_unit = unit_in(headings, above)
    left = [_without(row, taken) for row in rows]
    table = read_ruled_indicators(headings, [row for row in left if row.cells], covering, reading)
    form.indicators, form.levels = table.rows, table.levels
    return form


def _read_list_cells(
    headings: Sequence[Row], rows: Sequence[Row], form: RuledForm, reading: Reading
) -> set[int]:
    """The starts of the cells that print what is the project's own, which are read here."""
    taken: set[int] = set()
    for heading in headings:
        for part in ("header", "fund", "goal"):
            for item in labelled(heading, part):
                if item.field is None or field_named(item.cell.run.text, "column"):
                    continue
                reading.claim(item.cell.run, LAYOUT, "heading")
                cells = _cells_under(item.cell, rows)
                taken |= {cell.run.start for cell in cells}
                _take_listed(part, item.field, cells, form, reading)
    return taken


def _cells_under(heading: Cell, rows: Sequence[Row]) -> list[Cell]:
    """The cells under a heading, those that only repeat the one above left out."""
    found: list[Cell] = []
    for row in rows:
        found += [c for c in row.cells if heading.column <= c.column < end_of(heading)]
    return found


def _take_listed(
    part: str, name: str, cells: Sequence[Cell], form: RuledForm, reading: Reading
) -> None:
    runs: list[Run] = []
    for cell in cells:
        repeats = bool(runs) and "".join(runs[0].text.split()) == cell.key
        if repeats:
            reading.claim(cell.run, LAYOUT, "printed_again")
        else:
            runs.append(cell.run)
    if not runs:
        return
    if part == "header" and name in ("person", "telephone"):
        for run in runs:
            reading.withhold(run)
    elif part == "header":
        form.header.values[name] = runs
    elif part == "goal":
        form.goals[name] = read_goal(name, runs, reading)
    else:
        form.amounts += listed_amounts(name, runs, reading)


def _without(row: Row, taken: set[int]) -> Row:
    return replace(row, cells=tuple(cell for cell in row.cells if cell.run.start not in taken))


def _read_closing(row: Row, headings: Sequence[Row], form: RuledForm, reading: Reading) -> None:
    """The total score and the rating; notes are text, persons and telephones are withheld."""
    kind: str | None = None
    for item in labelled(row, "closing"):
        run = item.cell.run
        if item.field is not None:
            kind = item.field
            reading.claim(run, LAYOUT, "label")
        elif names_person(run.text):
            kind = "withheld"
            _withhold_person(run, reading)
        elif kind == "withheld":
            reading.withhold(run)
        elif kind == "rating" and form.rating is None:
            form.rating = run
            reading.claim(run, TEXT, "rating")
        elif kind == "total":
            above = [heading for heading in headings if heading.table == row.table]
            _take_total(item.cell.column, run, above, form, reading)
        else:
            reading.claim_rest(run, TEXT, "closing_note")


def _withhold_person(run: Run, reading: Reading) -> None:
    """Mask what stands after the colon of `填报人：…`, where one stands in the cell."""
    colon = max(run.text.find("："), run.text.find(":"))
    reading.claim(run[: colon + 1] if colon >= 0 else run, LAYOUT, "label")
    if colon >= 0:
        reading.withhold(run[colon + 1 :])


def _take_total(
    column: int, run: Run, headings: Sequence[Row], form: RuledForm, reading: Reading
) -> None:
    """The total weight or score, by the heading over it; without headings the last is the score."""
    names = {
        item.cell.column: item.field
        for heading in headings
        for item in labelled(heading, "column")
        if item.field in ("weight", "score")
    }
    if names.get(column) == "weight":
        form.total_weight = run
    elif names.get(column) == "score" or (not names and form.total_score is None):
        form.total_score = run
    elif not names:
        form.total_weight, form.total_score = form.total_score, run
    else:
        reading.reject("unkept_column", run)
