"""The money of a ruled form: labels with their amounts, or rows of funds under measures."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.document import EMPTY, Cell, Row, Run
from ingest.forms.cell_labels import field_named, is_label
from ingest.forms.money import Amount, ExecutionRow, looks_like_amount, unit_of_label
from ingest.forms.ruled.cells import (
    LabelledCell,
    end_of,
    fields_of,
    heads_values,
    labelled,
    labels_over,
    overlap,
)
from ingest.reading import LAYOUT, TYPED, Reading
from ingest.values import MONEY_UNITS, fold

_BASES = {"total": "project_total", "annual": "annual"}
PHASES = ("approved", "adjusted", "executed")
_LABELS = ("fund", "measure", "band")
_EXECUTION = ("rate", "weight", "score")
_SENTENCE = re.compile("[，。；、]")
_SOURCES = {"fiscal": "fiscal", "other": "other", "carryover": "carryover"}


@dataclass
class RuledMoney:
    """The money cells and, of a self-evaluation, the execution row; `of_parts`: of single funds."""

    amounts: list[Amount] = field(default_factory=list)
    execution: ExecutionRow | None = None
    of_parts: list[tuple[str, ExecutionRow]] = field(default_factory=list)


@dataclass
class Bases:
    """Which basis (project total or annual) the labels in a column belong to, and their units."""

    by_column: dict[int, str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)

    def of(self, name: str, column: int) -> tuple[str, str] | None:
        """The basis and fund source a label stands for; None where the form does not tell."""
        head, _, tail = name.partition("_")
        if head in _BASES:
            if not tail:
                self.by_column[column] = _BASES[head]
            return _BASES[head], _SOURCES.get(tail, "total")
        if name == "plain_total":
            self.by_column.setdefault(column, "annual")
            return self.by_column[column], "total"
        basis = self._side_of(column)
        return (basis, _SOURCES[name]) if basis else None

    def unit_of(self, place: tuple[str, str] | None, label: Run) -> str | None:
        """The unit of a label, or of the total it is a part of."""
        if place is None:
            return None
        basis, source = place
        unit = unit_of_label(label)
        if unit and source == "total":
            self.units[basis] = unit
        return unit or self.units.get(basis)

    def _side_of(self, column: int) -> str | None:
        """The basis of a column: its own, the only one, or what stands farthest right before it."""
        known = set(self.by_column.values())
        if column in self.by_column:
            return self.by_column[column]
        if len(known) == 1:
            return known.pop()
        last = max(self.by_column, default=column)
        return self.by_column[last] if column > last else None


def read_ruled_money(rows: Sequence[Row], reading: Reading) -> RuledMoney:
    """The money of the rows; amounts whose row or column the warehouse does not keep are issues."""
    money = RuledMoney()
    measures: list[tuple[str, Cell]] = []
    beside: Cell | None = None
    bases = Bases()
    heading: Row | None = None
    alone = _only_measured(rows)
    for row, below in zip(rows, [*rows[1:], None]):
        if heading is not None:
            _read_below(heading, row, bases, money, reading)
            heading = None
            continue
        if below is not None and heads_values(row, below, "fund"):
            heading = row
            continue
        found = measures_in(row, below)
        if found:
            measures, beside = found, _fund_beside(row, found)
            _claim_labels(row, reading)
        elif measures:
            _read_measured(row, measures, beside, money, reading, row is alone)
        else:
            _read_labelled(row, bases, money, reading)
    _close_parts(money, reading)
    return money


def _only_measured(rows: Sequence[Row]) -> Row | None:
    """The only row of amounts below measures that no label stands beside: it is of the total."""
    headings = [at for at, row in enumerate(rows) if measures_in(row, None)]
    below = rows[headings[0] + 1 :] if len(headings) == 1 else []
    if len(below) != 1:
        return None
    first = min(cell.column for _, cell in measures_in(rows[headings[0]], None))
    told = [*fields_of(rows[headings[0]], "fund"), *fields_of(below[0], "fund")]
    is_bare = not told and all(cell.column >= first for cell in below[0].cells)
    return below[0] if is_bare else None


def _close_parts(money: RuledMoney, reading: Reading) -> None:
    """The execution of the only fund is the form's; those of several beside no total are kept."""
    if money.execution is None and len(money.of_parts) == 1:
        money.execution = money.of_parts[0][1]
        return
    for source, row in money.of_parts:
        for name in ("rate", "weight", "score"):
            reading.claim(getattr(row, name) or EMPTY, TYPED, f"{source}.{name}")


def measures_in(row: Row, below: Row | None) -> list[tuple[str, Cell]]:
    """The headings of measures over rows of funds; none where the row holds an amount.

    Both 项目资金总额 and 年度资金申请总额 side by side head columns too.
    """
    if any(_is_amount(cell) for cell in row.cells):
        return []
    found = [(i.field, i.cell) for i in labelled(row, "measure") if i.field]
    if any(name in PHASES for name, _ in found):
        return found
    sides = [(i.field, i.cell) for i in labelled(row, "fund") if i.field in _BASES]
    is_heading = len({name for name, _ in sides}) > 1 and _holds_labels_only(row, sides[0][1])
    return sides if is_heading and below and not _has_label_under(sides, below) else []


def _fund_beside(row: Row, measures: Sequence[tuple[str, Cell]]) -> Cell | None:
    """The label of a fund that spans the row of measures and the amounts below them."""
    first = min(cell.column for _, cell in measures)
    labels = [item.cell for item in labelled(row, "fund") if item.field]
    return next((c for c in labels if c.column < first and c.row_span > 1), None)


def _holds_labels_only(row: Row, first: Cell) -> bool:
    """Whether the cells from the first head on are labels; what heads the funds may be any word."""
    cells = [cell for cell in row.cells if cell.column >= first.column]
    return all(is_label(c.run.text, _LABELS) for c in cells)


def _has_label_under(heads: Sequence[tuple[str, Cell]], row: Row) -> bool:
    """Whether the row prints a label in a column of the heads: its amounts stand beside it."""
    labels = [item.cell for item in labelled(row, "fund") if item.field]
    return any(overlap(cell, head.column, end_of(head)) > 0 for cell in labels for _, head in heads)


def _is_amount(cell: Cell) -> bool:
    return any(c.isdigit() for c in cell.run.text) and looks_like_amount(cell.run)


def _claim_labels(row: Row, reading: Reading) -> None:
    for cell in row.cells:
        reading.claim(cell.run, LAYOUT, "heading")


def _read_labelled(row: Row, bases: Bases, money: RuledMoney, reading: Reading) -> None:
    """Each label of the row with the amount to its right; its unit may stand in the next cell."""
    place: tuple[str, str] | None = None
    unit: str | None = None
    is_open, is_taken = False, False
    items = [_as_fund(item) for item in labelled(row, "fund")]
    for item, after in zip(items, [*items[1:], None]):
        run = item.cell.run
        is_unit = is_taken and _is_unit(run)
        is_taken = False
        if item.field is not None:
            place = bases.of(item.field, item.cell.column) if item.field != "unkept" else None
            unit = bases.unit_of(place, run)
            is_open = True
            reading.claim(run, LAYOUT, "label")
        elif field_named(run.text, "band") or field_named(run.text, "measure") == "amount":
            reading.claim(run, LAYOUT, "label")
            is_open = is_open and field_named(run.text, "measure") != "amount"
        elif is_unit:
            money.amounts[-1] = replace(
                money.amounts[-1], run=Run.joined([money.amounts[-1].run, run], " ")
            )
        elif not is_open or _labels_next(item, after) or _is_one_of_two(item, after):
            is_open = False
            _put_aside(run, reading)
        else:
            is_taken = _take(place, "proposed", run, money, reading, unit)
            is_open = False


def _as_fund(item: LabelledCell) -> LabelledCell:
    """The cell with the fund it labels where its amount stands beside it (`预算数`)."""
    return LabelledCell(item.cell, item.field or field_named(item.cell.run.text, "fund_beside"))


def _is_unit(run: Run) -> bool:
    return fold(run.text).strip(" ()") in MONEY_UNITS


def _labels_next(item: LabelledCell, after: LabelledCell | None) -> bool:
    """Whether a text that nobody knows stands before an amount, as a label does."""
    has_digits = any(character.isdigit() for character in item.cell.run.text)
    return not has_digits and after is not None and after.field is None and _is_amount(after.cell)


def _is_one_of_two(item: LabelledCell, after: LabelledCell | None) -> bool:
    """Whether two amounts stand beside one label: nothing tells which of them it names."""
    return (
        after is not None and after.field is None and all(map(_is_amount, (item.cell, after.cell)))
    )


def _read_below(heading: Row, row: Row, bases: Bases, money: RuledMoney, reading: Reading) -> None:
    """Labels side by side, each with its amount in the row below; one below two is of neither."""
    items = labelled(heading, "fund")
    if items[0].field is None:
        reading.claim(items.pop(0).cell.run, LAYOUT, "label")
    over = [labels_over(cell, items) for cell in row.cells]
    for item in items:
        reading.claim(item.cell.run, LAYOUT, "label")
        name = item.field or "unkept"
        place = bases.of(name, item.cell.column) if name != "unkept" else None
        unit = bases.unit_of(place, item.cell.run)
        for cell, labels in zip(row.cells, over):
            if labels == [item]:
                _take(place, "proposed", cell.run, money, reading, unit)
    for cell, labels in zip(row.cells, over):
        if len(labels) > 1:
            _put_aside(cell.run, reading)


def _take(
    place: tuple[str, str] | None,
    phase: str,
    run: Run,
    money: RuledMoney,
    reading: Reading,
    unit: str | None = None,
) -> bool:
    """Whether the amount was taken; a cell that holds none that is readable counts as one, too."""
    if place is None:
        reading.reject("unkept_amount", run)
        return False
    basis, source = place
    known = {(a.phase, a.basis, a.fund_source): a for a in money.amounts}
    before = known.get((phase, basis, source))
    if before is None:
        money.amounts.append(Amount(phase, basis, source, run, unit))
    else:
        reading.reject("amount_printed_twice", run)
    return before is None


def _put_aside(run: Run, reading: Reading) -> None:
    if any(character.isdigit() for character in run.text):
        reading.reject("unlabelled_amount", run)
    elif _SENTENCE.search(run.text):
        reading.reject("unread_text", run)
    else:
        reading.claim(run, LAYOUT, "label")


def _read_measured(
    row: Row,
    measures: Sequence[tuple[str, Cell]],
    beside: Cell | None,
    money: RuledMoney,
    reading: Reading,
    is_alone: bool,
) -> None:
    """A row of one fund, its own label's or the one beside: its cells under the measures."""
    first = min(cell.column for _, cell in measures)
    source = _source(field_named(beside.run.text, "fund")) if beside else None
    source = "total" if is_alone else source
    unit = unit_of_label(beside.run) if beside else None
    for cell in row.cells:
        if cell.column < first:
            source = _source(field_named(cell.run.text, "fund")) or source
            if source and field_named(cell.run.text, "fund"):
                unit = unit_of_label(cell.run)
            reading.claim(cell.run, LAYOUT, "label")
    cells = _by_measure([c for c in row.cells if c.column >= first], measures, reading)
    units = {name: unit_of_label(head.run) for name, head in measures}
    for name, run in cells.items():
        if name not in PHASES and name not in _BASES:
            continue
        phase, basis = (name, "annual") if name in PHASES else ("proposed", _BASES[name])
        place = (basis, source) if source else None
        _take(place, phase, run, money, reading, units.get(name) or unit)
    _close_measured(row, source, cells, money, reading)


def _by_measure(
    amounts: Sequence[Cell], measures: Sequence[tuple[str, Cell]], reading: Reading
) -> dict[str, Run]:
    """measure -> the cell under it.

    Of two amounts under one measure nothing tells which is the measure's: neither is taken.
    """
    cells: dict[str, Run] = {}
    doubled: set[str] = set()
    for cell in amounts:
        name = _measure_over(cell, measures)
        if name is None or name in cells:
            reading.reject("unaligned_money", cell.run)
            doubled |= {name} if name and _is_amount(cell) else set()
        else:
            cells[name] = cell.run
    for name in doubled & cells.keys():
        reading.reject("unaligned_money", cells.pop(name))
    return cells


def _measure_over(cell: Cell, measures: Sequence[tuple[str, Cell]]) -> str | None:
    """The measure whose heading stands over most of a cell; None where none does."""
    shares = [(overlap(cell, head.column, end_of(head)), name) for name, head in measures]
    share, name = max(shares)
    return name if share > 0 else None


def _source(name: str | None) -> str | None:
    if name is None or name == "unkept":
        return None
    tail = name.rpartition("_")[2]
    return _SOURCES.get(tail, "total")


def _close_measured(
    row: Row, source: str | None, cells: dict[str, Run], money: RuledMoney, reading: Reading
) -> None:
    """The cells of a fund's row that are not money: those of the total row are the execution."""
    execution = ExecutionRow(cells.get("rate"), cells.get("weight"), cells.get("score"), row.run)
    if source and source != "total" and (execution.rate or execution.score):
        money.of_parts.append((source, execution))
    if source == "total" and money.execution is None:
        money.execution = execution
    is_told = any(field_named(cell.run.text, "fund") for cell in row.cells)
    is_kept = money.execution is execution or any(part is execution for _, part in money.of_parts)
    if is_kept:
        cells = {name: run for name, run in cells.items() if name == "unkept_measure"}
    for name, run in cells.items():
        if name == "unkept_measure" or (name in _EXECUTION and not source and not is_told):
            reading.reject("unkept_amount", run)
        elif name not in PHASES and name not in _BASES:
            reading.claim(run, TYPED, f"{source}.{name}")


def listed_amounts(
    heading: LabelledCell, money: tuple[str, Bases], runs: Sequence[Run], reading: Reading
) -> list[Amount]:
    """The amounts of one column of a list of projects: of a phase, by what its heading names.

    `Bases` knows what the columns left of it are.
    """
    phase, bases = money
    name, column = heading.field or "unkept", heading.cell.column
    place = ("annual", "total") if name in PHASES else None
    if place is None and name != "unkept":
        place = bases.of(name, column)
    unit = bases.unit_of(place, heading.cell.run)
    found = RuledMoney()
    for run in runs:
        _take(place, phase, run, found, reading, unit)
    return found.amounts
