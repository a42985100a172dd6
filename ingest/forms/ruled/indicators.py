"""The indicators of a ruled form: each row's cells under the headings above them."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.document import EMPTY, Cell, Row, Run, mend
from ingest.forms.cell_labels import field_named, label_key, period_named
from ingest.forms.indicators import IndicatorRow
from ingest.forms.levels import (
    CARRIED,
    INFERRED,
    PRINTED,
    Levels,
    known_levels,
    level_words,
    parents_of,
)
from ingest.forms.ruled.cells import Covering, end_of, labelled, numbers_columns, overlap
from ingest.reading import LAYOUT, TEXT, Reading
from ingest.values import fold

_TEMPLATE = re.compile(r"^(?:[…—_\-/.*()\s]+|指标\d*[:：]?[…/\s]*)$")
_UNFILLED = re.compile(r"\*{2}|×{2}")
_NAME_NUMBER = re.compile(r"^(?:指标\s*\d+\s*[:：.、]?|[★☆*]+)\s*(?=\S)")
_WEIGHT = re.compile(r"[(][^()]*\d[^()]*[)]分?$")
_BESIDE_LEVEL = re.compile(r"(?:[(][^()]*[)]|等)$")
_OPERATOR = re.compile(
    r"[<>=≤≥≦≧＜＞＝═]+|(?:大于|小于)(?:等于|或等于)?|等于|不(?:低于|高于|少于|超过|大于|小于)"
)
_LEVELS = ("level1", "level2")
_OPERATED = ("operator", "direction")
_PERIODS = ("total", "annual")
_PARTS = ("name", "target", "actual", "weight", "score", "remark")


@dataclass(frozen=True)
class _Column:
    """A heading of the table: its field, the columns it stands over, and what period it names."""

    field: str
    start: int
    end: int
    run: Run
    period: str | None = None


@dataclass
class RuledIndicators:
    """The indicators, their levels side by side, and the total row if one stands among them."""

    rows: list[IndicatorRow] = field(default_factory=list)
    levels: list[Levels] = field(default_factory=list)


def read_ruled_indicators(
    headings: Sequence[Row],
    rows: Sequence[Row],
    covering: Covering,
    reading: Reading,
    goals: Sequence[Row] = (),
) -> RuledIndicators:
    """The indicators of the rows, in order; `headings` are the rows of headings above them.

    Where two sides print no period, they stand in the order of the goals.
    """
    found = RuledIndicators()
    for row in headings:
        _claim(row.cells, LAYOUT, "heading", reading)
    rows = _without_headings(rows, reading)
    printed = _columns(headings)
    bands = _bands(headings, printed)
    unkept: dict[str, list[Run]] = {}
    if bands:
        _read_bands(rows, bands, covering, unkept, found, reading)
    else:
        columns = _with_names(_year_side(printed, rows, _has_year_first(goals)), rows)
        _read_rows(rows, columns, covering, unkept, found, reading)
    for runs in unkept.values():
        reading.reject("unkept_column", Run.joined(runs, " "))
    return found


def _read_rows(
    rows: Sequence[Row],
    columns: list[_Column],
    covering: Covering,
    unkept: dict[str, list[Run]],
    found: RuledIndicators,
    reading: Reading,
) -> None:
    carried: dict[str, str | None] = {}
    page_starts = [row for row in rows if row.follows_gap]
    cut = _cut_levels(rows, columns, covering)
    for row, below in zip(rows, [*rows[1:], None]):
        if page_starts and row.line > page_starts[0].line:
            page_starts.pop(0)
        next_page = page_starts[0] if page_starts else None
        is_last = below is not None and below is next_page
        table = _Table(columns, covering, next_page, is_last, cut)
        _read_row(row, table, carried, unkept, found, reading)


def _without_headings(rows: Sequence[Row], reading: Reading) -> list[Row]:
    """The rows without headings printed again; the row below those of a page begins the page."""
    kept: list[Row] = []
    is_page = False
    for row in rows:
        is_page = is_page or row.follows_gap
        if all(field_named(cell.run.text, "column") for cell in row.cells):
            _claim(row.cells, LAYOUT, "heading", reading)
        else:
            kept.append(replace(row, follows_gap=is_page))
            is_page = False
    return kept


def _bands(headings: Sequence[Row], columns: Sequence[_Column]) -> list[tuple[str, list[_Column]]]:
    """Levels that stand side by side over a name and a target each: the level and its columns."""
    found = []
    for cell in (cell for row in headings for cell in row.cells):
        level = level_name(cell.run)
        inside = [c for c in columns if cell.column <= c.start and c.end <= end_of(cell)]
        if level in known_levels() and {"name", "target"} <= {c.field for c in inside}:
            found.append((level or "", inside))
    return found if len(found) > 1 else []


def _read_bands(
    rows: Sequence[Row],
    bands: Sequence[tuple[str, list[_Column]]],
    covering: Covering,
    unkept: dict[str, list[Run]],
    found: RuledIndicators,
    reading: Reading,
) -> None:
    """The indicators of each row under its levels, from left to right."""
    for row in rows:
        left = row
        for level, columns in bands:
            start, end = columns[0].start, columns[-1].end
            cells = tuple(c for c in row.cells if start <= c.column < end)
            left = replace(left, cells=tuple(c for c in left.cells if c not in cells))
            table = _Table(columns, covering, None, False, {})
            before = len(found.rows)
            if cells:
                over: dict[str, str | None] = {"level1": level}
                _read_row(replace(row, cells=cells), table, over, unkept, found, reading)
            found.levels[before:] = [_as_printed(levels) for levels in found.levels[before:]]
        for cell in left.cells:
            reading.reject("unread_text", cell.run)


def _as_printed(levels: Levels) -> Levels:
    """The levels of a band: they are printed over the row."""
    bases = (levels.level1_basis, levels.level2_basis)
    told = [PRINTED if basis == CARRIED else basis for basis in bases]
    return replace(levels, level1_basis=told[0], level2_basis=told[1])


def _columns(headings: Sequence[Row]) -> list[_Column]:
    """The headings by column; a heading below another stands for its part of it."""
    columns: list[_Column] = []
    periods = [c for row in headings for c in row.cells if period_named(c.run.text)]
    for row in headings:
        for item in labelled(row, "column"):
            start, end = item.cell.column, end_of(item.cell)
            above = [c for c in columns if c.start <= start and end <= c.end]
            name = item.field or _inherited(above)
            if name is None:
                continue
            columns = [c for c in columns if c not in above]
            columns += _beside(above, start, end)
            over = [c for c in periods if overlap(c, start, end) == end - start]
            period = period_named(over[-1].run.text) if over else None
            columns.append(_Column(name, start, end, item.cell.run, period))
    return sorted(_named(columns), key=lambda column: column.start)


def _named(columns: Sequence[_Column]) -> list[_Column]:
    """The columns; one headed 指标 holds names, or levels beside names, or is a band.

    指标内容 is the name where no other heading is; beside one it says what the name means.
    """
    known = {column.field for column in columns}
    columns = [
        replace(column, field="unkept" if "name" in known else "name")
        if column.field == "content"
        else column
        for column in columns
    ]
    known = {column.field for column in columns}
    stands_for = "name" if "name" not in known else "level1"
    return [
        replace(column, field=stands_for) if column.field == "indicator" else column
        for column in columns
        if column.field != "indicator" or stands_for not in known
    ]


def _with_names(columns: list[_Column], rows: Sequence[Row]) -> list[_Column]:
    """The columns; where none is headed as names, the last level that prints no level holds them.

    So a form prints 数量指标 as its first level and what it counts as its second.
    """
    if any(column.field == "name" for column in columns):
        return columns
    levels = sorted((c for c in columns if c.field in _LEVELS), key=lambda c: c.field)
    last = levels[-1] if levels else None
    cells = [c for row in rows for c in row.cells if last and _column_of(c, columns) is last]
    if not cells or any(level_name(cell.run) in known_levels() for cell in cells):
        return columns
    return [replace(c, field="name") if c is last else c for c in columns]


def _inherited(above: Sequence[_Column]) -> str | None:
    """What an unknown heading below another stands for: reasons by kind are not kept apart."""
    if not above:
        return None
    return "unkept" if above[0].field == "remark" else above[0].field


def _beside(above: Sequence[_Column], start: int, end: int) -> list[_Column]:
    """What is left of headings on both sides of the narrower one below them."""
    left = [_Column(c.field, c.start, start, c.run, c.period) for c in above if c.start < start]
    return left + [_Column(c.field, end, c.end, c.run, c.period) for c in above if end < c.end]


def _year_side(
    columns: Sequence[_Column], rows: Sequence[Row], is_year_first: bool
) -> list[_Column]:
    """The columns; of those of a field printed for two periods only the year's is kept.

    Where neither side names its period and one is blank, the other is the year's.
    """
    is_year_first = _is_first_filled(columns, rows, is_year_first)
    kept = []
    for column in columns:
        twins = [c for c in columns if c.field == column.field]
        is_kept = column.field in ("unkept", "remark") or column is _of_year(twins, is_year_first)
        if not is_kept:
            name = "unkept_level" if column.field in _LEVELS else "unkept"
            column = replace(column, field=name)
        kept.append(column)
    return kept


def _is_first_filled(columns: Sequence[_Column], rows: Sequence[Row], is_first: bool) -> bool:
    """Whether of two sides the first counts: it is the filled one, else as the form's goals say."""
    names = [column for column in columns if column.field == "name"]
    if len(names) < 2 or any(column.period for column in columns):
        return is_first
    filled = [
        any(cell.run and overlap(cell, c.start, c.end) > 0 for row in rows for cell in row.cells)
        for c in names
    ]
    return filled[0] if sum(filled) == 1 else is_first


def _of_year(twins: Sequence[_Column], is_year_first: bool) -> _Column:
    """The column that names the year, or the one that names no longer period."""
    for kept in (
        [column for column in twins if column.period == "annual"],
        [column for column in twins if column.period != "total"],
    ):
        if len(kept) == 1:
            return kept[0]
    return twins[0 if is_year_first else -1]


def _has_year_first(goals: Sequence[Row]) -> bool:
    """Whether the year's goal is printed left of the longer period's."""
    for row in goals:
        places = {i.field: i.cell.column for i in labelled(row, "goal") if i.field in _PERIODS}
        if len(places) == len(_PERIODS):
            return places["annual"] < places["total"]
    return False


@dataclass(frozen=True)
class _Table:
    """What a row is read with: the headings, what covers it, and the next page's first row.

    `is_last`: that page begins right below; `cut`: the level of each cell that a page cuts.
    """

    columns: Sequence[_Column]
    covering: Covering
    next_page: Row | None
    is_last: bool
    cut: dict[int, str]


def _cut_levels(
    rows: Sequence[Row], columns: Sequence[_Column], covering: Covering
) -> dict[int, str]:
    """start of a cell -> its level, for the two parts of each level name that a page cuts."""
    found: dict[int, str] = {}
    known = known_levels()
    starts = [column.start for column in columns if column.field in _LEVELS]
    for above, row in itertools.pairwise(rows):
        for start in starts if row.follows_gap else ():
            covers = covering.at(above, start), covering.at(row, start)
            if covers[0] is None or covers[1] is None:
                continue
            parts = [cover[1].run for cover in covers if cover]
            name = level_name(Run.joined(parts))
            is_cut = any(level_name(part) not in known for part in parts)
            if all(parts) and name in known and is_cut:
                found.update({part.start: name for part in parts})
    return found


def _read_row(
    row: Row,
    table: _Table,
    carried: dict[str, str | None],
    unkept: dict[str, list[Run]],
    found: RuledIndicators,
    reading: Reading,
) -> None:
    if numbers_columns(row) or all(field_named(c.run.text, "column") for c in row.cells):
        _claim(row.cells, LAYOUT, "heading", reading)
        return
    if _is_sum(row):
        _put_subtotal_aside(row, reading)
        return
    columns, covering = table.columns, table.covering
    if _is_note(row, columns):
        _claim(row.cells, TEXT, "closing_note", reading)
        return
    levels = _levels(row, table, carried)
    cells = _own_cells(row, columns, unkept, reading)
    parts = {name: _joined(cells.get(name, [])) for name in _PARTS}
    if not parts["name"]:
        parts["name"] = _covering_name(row, columns, covering)
    parts["target"] = _target(cells, reading)
    if _is_template(parts):
        for run in parts.values():
            reading.claim_rest(run, LAYOUT, "template")
        return
    if _continues(row, parts, found):
        _continue(found.rows[-1], parts, reading)
        return
    indicator = IndicatorRow(row, parts["name"])
    indicator.target_is_lost = not any(column.field == "target" for column in columns)
    for name in _PARTS[1:]:
        setattr(indicator, name, parts[name])
    indicator.name = _bare_name(indicator.name, reading)
    if not _are_known(levels):
        indicator.doubts.append("unknown_level")
    found.rows.append(indicator)
    found.levels.append(levels)


def _is_note(row: Row, columns: Sequence[_Column]) -> bool:
    """Whether the row is a label and one text over levels, names and targets: no indicator."""
    sides = [[c for c in columns if c.field == name] for name in ("name", "target")]
    labels = [cell for cell in row.cells if columns and end_of(cell) <= columns[0].start]
    texts = [cell for cell in row.cells if cell not in labels]
    is_labelled = any(not field_named(cell.run.text, "band") for cell in labels)
    return (
        is_labelled
        and len(texts) == 1
        and all(any(overlap(texts[0], c.start, c.end) > 0 for c in side) for side in sides)
    )


def _is_sum(row: Row) -> bool:
    """Whether the row is a subtotal, or opens with the label of a total."""
    told = [field_named(cell.run.text, "closing") for cell in row.cells]
    return "subtotal" in told or told[0] == "total"


def _put_subtotal_aside(row: Row, reading: Reading) -> None:
    for item in labelled(row, "closing"):
        if item.field is not None or not any(c.isdigit() for c in item.cell.run.text):
            reading.claim(item.cell.run, LAYOUT, "label")
        else:
            reading.reject("unkept_column", item.cell.run)


def _claim(cells: Sequence[Cell], kind: str, name: str, reading: Reading) -> None:
    for cell in cells:
        reading.claim_rest(cell.run, kind, name)


def _joined(runs: Sequence[Run]) -> Run:
    return Run.joined(runs, " ")


def _own_cells(
    row: Row, columns: Sequence[_Column], unkept: dict[str, list[Run]], reading: Reading
) -> dict[str, list[Run]]:
    """field -> the row's own cells under its heading; cells under no heading are noted."""
    cells: dict[str, list[Run]] = {}
    for cell in row.cells:
        column = _column_of(cell, columns)
        name = column.field if column else None
        if name in _LEVELS and _is_name(cell, columns):
            name = "name"
        if name in _OPERATED and _is_operator(cell.run):
            cells.setdefault("operator", []).append(cell.run)
        elif name == "operator":
            reading.claim(cell.run, TEXT, "target_kind_text")
        elif column is not None and name in ("unkept", "direction"):
            unkept.setdefault(column.run.text, []).append(cell.run)
        elif name in (*_LEVELS, "unkept_level", "number"):
            reading.claim(cell.run, LAYOUT, "level")
        elif name is None and _is_band(cell, columns):
            reading.claim(cell.run, LAYOUT, "label")
        elif name is None:
            reading.reject("unread_text", cell.run)
        else:
            cells.setdefault(name, []).append(cell.run)
    return cells


def _is_band(cell: Cell, columns: Sequence[_Column]) -> bool:
    """Whether a cell left of the indicators only names them, or is one word for many rows."""
    is_left = not columns or end_of(cell) <= columns[0].start
    is_named = any(field_named(cell.run.text, part) for part in ("band", "goal", "closing"))
    return is_left and (is_named or cell.key.isdigit() or cell.row_span > 1)


def _column_of(cell: Cell, columns: Sequence[_Column]) -> _Column | None:
    """The heading over a cell: the one that covers most of it, the first of several."""
    shares = [(min(end_of(cell), c.end) - max(cell.column, c.start), c) for c in columns]
    best = max(shares, key=lambda share: share[0], default=None)
    return best[1] if best and best[0] > 0 else None


def _is_name(cell: Cell, columns: Sequence[_Column]) -> bool:
    """Whether a cell that reaches over levels and names holds a name: it is no word of a level."""
    names = [c for c in columns if c.field == "name"]
    is_over = any(overlap(cell, c.start, c.end) > 0 for c in names)
    return is_over and bool(cell.run) and level_name(cell.run) not in known_levels()


def _levels(row: Row, table: _Table, carried: dict[str, str | None]) -> Levels:
    """The levels that the cells covering the row print; one without a cell is carried from above.

    A cell without text that begins within a page has its text on the next page, or nowhere.
    """
    names: dict[str, tuple[str | None, str | None]] = {}
    for level in _LEVELS:
        column = next((c for c in table.columns if c.field == level), None)
        cover = table.covering.at(row, column.start) if column else None
        if cover and _is_name(cover[1], table.columns):
            names[level] = (None, None)
            continue
        told = _level_of(cover[1], table) if cover else None
        is_open = bool(cover and not cover[1].run and not cover[0].follows_gap)
        is_open = is_open or (cover is None and _ends_page_without(row, column, table))
        if is_open and column and table.next_page:
            further = table.covering.at(table.next_page, column.start)
            told = _level_of(further[1], table) if further else None
        if told:
            if level == "level1" and told != carried.get("level1"):
                carried["level2"] = None
            carried[level] = told
            names[level] = (told, PRINTED)
        else:
            kept = None if is_open else carried.get(level)
            names[level] = (kept, CARRIED if kept else None)
    if _is_second(names["level1"][0], table):
        names = {"level1": (None, None), "level2": names["level1"]}
    if names["level1"][0] is None:
        names["level1"] = _parent(names["level2"][0], carried.get("level1"))
    return Levels(*names["level1"], *names["level2"])


def _is_second(level1: str | None, table: _Table) -> bool:
    """Whether the only level of a table is a second one and no first: 数量指标 and not 成本指标."""
    is_alone = not any(column.field == "level2" for column in table.columns)
    return bool(is_alone and level1 and parents_of(level1) and level1 not in level_words(1))


def _level_of(cell: Cell, table: _Table) -> str | None:
    known = table.cut.get(cell.run.start) if cell.run else None
    return known or level_name(cell.run)


def _ends_page_without(row: Row, column: _Column | None, table: _Table) -> bool:
    """Whether the level's cell of a page's last row is empty: its text is on the next page.

    So it is where cells of the level are merged; where none is, an empty one repeats.
    """
    if not table.is_last or column is None or row.table is None:
        return False
    return any(
        cell.row_span > 1 and not field_named(cell.run.text, "column")
        for (number, _, start), (_, cell) in table.covering.cells.items()
        if number == row.table and start == column.start
    )


def _parent(level2: str | None, before: str | None) -> tuple[str | None, str | None]:
    """The first level that a second one stands under, of several the one printed above."""
    parents = parents_of(level2) if level2 else ()
    if not parents:
        return None, None
    return before if before in parents else parents[0], INFERRED


def _are_known(levels: Levels) -> bool:
    """Whether the levels are words of the forms, as far as any is printed."""
    return {levels.level1, levels.level2} <= {None, *known_levels()}


def level_name(run: Run) -> str | None:
    """A level's name without its weight, a known one with 指标; None where empty.

    >>> [level_name(Run.printed(t, 0)) for t in ("产出指标(50分)", "社会效益(必填)", "其他(必填)")]
    ['产出指标', '社会效益指标', '其他(必填)']
    """
    name = _WEIGHT.sub("", "".join(fold(mend(run).text).split()))
    names = (label_key(name), label_key(_BESIDE_LEVEL.sub("", name)))
    spelled = (whole for bare in names for whole in (bare, f"{bare}指标"))
    return next((whole for whole in spelled if whole in known_levels()), names[0]) or None


def _covering_name(row: Row, columns: Sequence[_Column], covering: Covering) -> Run:
    """The name of a cell that spans this row from above and reaches over no value."""
    column = next((c for c in columns if c.field == "name"), None)
    cover = covering.at(row, column.start) if column else None
    if cover is None or cover[0].line == row.line:
        return EMPTY
    values = [c for c in columns if c.field not in (*_LEVELS, "name")]
    is_over = any(overlap(cover[1], c.start, c.end) > 0 for c in values)
    return EMPTY if is_over else cover[1].run


def _target(cells: dict[str, list[Run]], reading: Reading) -> Run:
    """The target with its operator before and its unit after it, where they stand apart."""
    target = _joined(cells.get("target", []))
    operator = _joined(cells.get("operator", []))
    unit = _joined(cells.get("unit", []))
    if unit and target and target.text.strip().endswith(unit.text.strip()):
        reading.claim(unit, LAYOUT, "unit")
        unit = EMPTY
    if not target:
        return EMPTY if not operator else _joined([operator, unit])
    return Run.joined([operator, target, unit])


def _is_operator(run: Run) -> bool:
    return bool(_OPERATOR.fullmatch(fold("".join(run.text.split()))))


def _is_template(parts: dict[str, Run]) -> bool:
    """Whether the row is an unfilled one: no name but a pattern's, and no value."""
    name = parts["name"].text.strip()
    filled = [run for key, run in parts.items() if key != "name" and run.text.strip()]
    return (not name or bool(_TEMPLATE.match(name))) and all(
        _TEMPLATE.match(run.text.strip()) or _UNFILLED.search(run.text) for run in filled
    )


def _continues(row: Row, parts: dict[str, Run], found: RuledIndicators) -> bool:
    """Whether the row is the rest of one that a page's end cut: one of the halves is no whole row.

    A row above that lacks its target alone stays: its text may be lost. One that prints a name
    alone, where rows are scored, is the upper half. A weight or a score is
    never cut: two rows that print one each are two.
    """
    if not row.follows_gap or not found.rows:
        return False
    above = found.rows[-1]
    if any(parts[name] and getattr(above, name) for name in ("weight", "score")):
        return False
    is_scored = any(indicator.weight for indicator in found.rows)
    is_whole = parts["name"] and parts["target"] and (parts["weight"] or not is_scored)
    is_half = is_scored and not any((above.target, above.actual, above.weight, above.score))
    return not is_whole or not above.name or is_half


def _continue(above: IndicatorRow, parts: dict[str, Run], reading: Reading) -> None:
    for name, rest in parts.items():
        if rest:
            before: Run = getattr(above, name)
            setattr(above, name, Run.joined([before, rest], " " if before else ""))
    reading.doubt("row_cut_by_page", _joined([run for run in parts.values() if run]))


def _bare_name(name: Run, reading: Reading) -> Run:
    """The name without `指标1：` and stars before it."""
    mark = _NAME_NUMBER.match(name.text)
    if mark is None:
        return name
    reading.claim(name[: mark.end()], LAYOUT, "ordinal")
    return name[mark.end() :]
