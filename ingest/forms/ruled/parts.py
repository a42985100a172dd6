"""A ruled form's rows -> its parts, by the labels in them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.document import Cell, Row
from ingest.forms.cell_labels import field_named, is_label, period_named
from ingest.forms.levels import known_levels
from ingest.forms.money import unit_in
from ingest.forms.ruled.amounts import amounts_apart
from ingest.forms.ruled.cells import Covering, fields_of, labelled
from ingest.forms.ruled.indicators import level_name

_MONEY_MEASURES = {"approved", "adjusted", "executed"}
_INDICATOR_HEADINGS = {"level1", "level2", "name", "content", "indicator"}


@dataclass
class Parts:
    """The rows of a form by part, in order; `columns` are headings of the indicators.

    `between` are paragraphs that stand between the parts of the indicators' table.
    """

    header: list[Row] = field(default_factory=list)
    money: list[Row] = field(default_factory=list)
    goals: list[Row] = field(default_factory=list)
    columns: list[Row] = field(default_factory=list)
    indicators: list[Row] = field(default_factory=list)
    closing: list[Row] = field(default_factory=list)
    between: list[Row] = field(default_factory=list)


def split_ruled(rows: Sequence[Row]) -> Parts:
    """The rows by part; a row without labels belongs to the part before it."""
    parts = Parts()
    covering = Covering.of(rows)
    current = parts.header
    for row, below in zip(rows, [*rows[1:], None]):
        row = row if parts.columns else amounts_apart(row, current is parts.goals)
        if row.table is None and current is parts.indicators and not closes(row):
            parts.between.append(row)
            continue
        is_heading = below is not None and _heads_heading(row, below)
        current = parts.columns if is_heading else _part_of(row, parts, current, covering)
        if current is parts.money:
            beside, row = _header_beside(row)
            parts.header += [beside] if beside.cells else []
        current.append(row)
        if current is parts.columns:
            current = parts.indicators
    return parts


def _part_of(row: Row, parts: Parts, current: list[Row], covering: Covering) -> list[Row]:
    if row.table is None:
        if current is parts.indicators or current is parts.closing:
            return parts.closing
        is_money = set(fields_of(row, "fund")) - {"plain_total"} or _heads_money(row)
        return parts.money if is_money else parts.header
    if is_column_heading(row) or _goes_on_heading(row, parts, current):
        return parts.columns
    if current is parts.closing and not _goes_on_indicators(row):
        return parts.closing
    if current is parts.indicators or current is parts.closing:
        return parts.closing if _closes_table(row, parts, covering) else parts.indicators
    if _opens_money(row):
        return parts.money
    if "goal" in _opened(row):
        return parts.goals
    if "header" in _opened(row) and current is not parts.goals:
        return parts.header
    return current


def _heads_money(row: Row) -> bool:
    """Whether a line is a heading with a unit of money: `二、资金情况（万元）`."""
    return bool(field_named(row.run.text, "band") and unit_in([row]))


def is_column_heading(row: Row) -> bool:
    """Whether the row holds headings of the indicator columns."""
    found = set(fields_of(row, "column"))
    has_sides = len({period_named(cell.run.text) for cell in row.cells} - {None}) > 1
    return len(found & _INDICATOR_HEADINGS) >= 1 and (len(found) >= 2 or has_sides)


def _heads_heading(row: Row, below: Row) -> bool:
    """Whether headings that name no level begin in a row, and go on in the next that names one."""
    if row.table is None or row.table != below.table or not is_column_heading(below):
        return False
    is_headed = all(is_label(cell.run.text, ("column", "band")) for cell in row.cells)
    return is_headed and len(set(fields_of(row, "column"))) > 1


def _goes_on_heading(row: Row, parts: Parts, current: list[Row]) -> bool:
    """Whether the headings above, some over several rows, take in this row too."""
    if not parts.columns or current is not parts.indicators or parts.indicators:
        return False
    above = parts.columns[-1] if len(parts.columns) == 1 else parts.columns[0]
    if above.table != row.table or above.table_row is None or row.table_row is None:
        return False
    heads = [item.cell for item in labelled(above, "column") if item.field]
    return row.table_row < above.table_row + max(cell.row_span for cell in heads)


def closes(row: Row) -> bool:
    """Whether the row's first cell labels the total, the rating, a note or a person.

    A band that runs beside the table is no first cell, and a subtotal closes nothing.
    """
    first = _first_beside_bands(row)
    if first is None:
        return False
    told = field_named(_head(first.run.text), "closing")
    return told not in (None, "subtotal") or names_person(first.run.text)


def _first_beside_bands(row: Row) -> Cell | None:
    return next((cell for cell in row.cells if not field_named(cell.run.text, "band")), None)


def _closes_table(row: Row, parts: Parts, covering: Covering) -> bool:
    """Whether the row closes the indicators above it.

    Nothing does under a level that spans the row, and a note only in the table's first column.
    """
    first = _first_beside_bands(row)
    if first is None or not closes(row) or _is_under_level(row, first, covering):
        return False
    if field_named(_head(first.run.text), "closing") != "note":
        return True
    items = [item for heading in parts.columns for item in labelled(heading, "column")]
    starts = [item.cell.column for item in items if item.field in _INDICATOR_HEADINGS]
    return first.column <= min(starts, default=first.column)


def _is_under_level(row: Row, first: Cell, covering: Covering) -> bool:
    """Whether a level above spans the row before its first cell."""
    above = (covering.at(row, column) for column in range(first.column))
    cells = [cover[1] for cover in above if cover and cover[0].line != row.line]
    return any(level_name(cell.run) in known_levels() for cell in cells)


def _goes_on_indicators(row: Row) -> bool:
    """Whether indicators go on below a row of totals: the row prints a level."""
    return not closes(row) and any(level_name(cell.run) in known_levels() for cell in row.cells)


def names_person(text: str) -> bool:
    """Whether a cell is the label of a person or a telephone number, or opens with one."""
    return field_named(_head(text), "header") in ("person", "telephone")


def _head(text: str) -> str:
    return text.replace("：", ":").split(":")[0]


def _opens_money(row: Row) -> bool:
    measures = set(fields_of(row, "measure"))
    if measures & _MONEY_MEASURES:
        return True
    funds = set(_funds_of(row))
    is_told = any(field_named(cell.run.text, "band") for cell in row.cells)
    is_told = is_told or any(_names_money(cell) for cell in row.cells)
    return bool(funds - {"plain_total"}) or ("plain_total" in funds and is_told)


def _names_money(cell: Cell) -> bool:
    """Whether a label says of itself that it is of money: 资金总额, and not 合计."""
    return field_named(cell.run.text, "fund") == "plain_total" and "资金" in cell.key


def _funds_of(row: Row) -> list[str]:
    """The funds that a row names.

    Without figures one beside a label of the header is its value: `项目类型 上级专项`.
    """
    items = labelled(row, "fund")
    has_figures = any(map(str.isdigit, row.key))
    return [
        item.field
        for before, item in zip([None, *items], items)
        if item.field and (has_figures or before is None or not _is_of_header(before.cell))
    ]


def _is_of_header(cell: Cell) -> bool:
    return field_named(cell.run.text, "header") is not None


def _header_beside(row: Row) -> tuple[Row, Row]:
    """A row of money parted into what labels of the header name, and the rest."""
    told: list[Cell] = []
    rest: list[Cell] = []
    is_header = False
    for cell in row.cells:
        text = cell.run.text
        if field_named(text, "header"):
            is_header = True
        elif any(field_named(text, part) for part in ("fund", "measure", "band", "fund_beside")):
            is_header = False
        (told if is_header else rest).append(cell)
    return replace(row, cells=tuple(told)), replace(row, cells=tuple(rest))


def _opened(row: Row) -> set[str]:
    found = set()
    if fields_of(row, "goal"):
        found.add("goal")
    if fields_of(row, "header"):
        found.add("header")
    return found
