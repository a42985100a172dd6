"""What stands above the indicators of a form printed a cell a line: header, money and goals.

Labels and values follow each other in stretches. A value that follows one label is that label's;
labels side by side over values of the same number, and measures over the amounts of each fund,
are put side by side again. What a blank cell leaves open stays undecided.
"""

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from ingest.document import Cell, Row, Run
from ingest.forms.cell_labels import is_label
from ingest.forms.lined.kinds import field_of, is_dash, is_label_above, is_number
from ingest.forms.lined.rows import LaidRows
from ingest.forms.money import is_piece, looks_like_amount
from ingest.forms.ruled.money import PHASES

_SIDES = ("total", "annual")
_AMOUNTS = (*PHASES, "unkept_measure", *_SIDES)
_MARKS = ("weight", "rate", "score")
_PAIRS = (("total", "annual"), ("annual", "total"), ("expected", "actual"), ("annual", "actual"))
_YEARS = re.compile(r"[(（]?20\d{2}年?[-—－–~至]+20\d{2}年[)）]?")
_ENDS = ("。", "；", ";", "！", "!")
_ORDINAL = re.compile(r"[(（]?(?:[二三四五六七八九]|十[一二]?|[2-9]|1\d)[)）、.．]|[②-⑳]")
_FIRST = re.compile(r"[(（]?[一1][)）、.．]|①")
_FEWEST_HEADS = 3
_WIDE_LINE = 12
_LONG_LINE = 18
_MARKS_AT_END = ("。", "；", ";", "！", "!", "：", ":", "，", ",", "、")
_SHORTEST_CODE = 6
_DATE = re.compile(r"\d{1,4}(?:[-/.年]|个月)[-/.年月日\d至—－~]*")
_LABEL, _VALUE, _RIGHT = 2, 3, 4


@dataclass
class Stretch:
    """Labels that follow each other, and the lines up to the next label."""

    labels: list[Row] = field(default_factory=list)
    values: list[Row] = field(default_factory=list)


def with_whole_labels(rows: Sequence[Row]) -> list[Row]:
    """The lines, those two made one that print one label: `主管部` and `门及代码`."""
    whole: list[Row] = []
    for row in rows:
        above = whole[-1] if whole else None
        if above is not None and _is_cut_label(above, row):
            run = Run.joined([above.run, row.run])
            cells = (replace(above.cells[0], run=run),)
            whole[-1] = replace(above, run=run, cells=cells)
        else:
            whole.append(row)
    return whole


def _is_cut_label(above: Row, row: Row) -> bool:
    is_apart = is_label_above(above) or is_label_above(row)
    return not is_apart and is_label(above.key + row.key, ("header", "fund"))


def stretches(rows: Sequence[Row]) -> list[Stretch]:
    """The stretches of the lines, the first of which is a label."""
    found: list[Stretch] = []
    told = [is_label_above(row) for row in rows]
    labels = [is_told and not _is_value(rows, told, at) for at, is_told in enumerate(told)]
    for are_labels, group in itertools.groupby(zip(rows, labels), key=lambda pair: pair[1]):
        if are_labels:
            found.append(Stretch([row for row, _ in group]))
        elif found:
            found[-1].values = [row for row, _ in group]
    return found


def _is_value(rows: Sequence[Row], told: Sequence[bool], at: int) -> bool:
    """Whether the name of a fund is the value of the header's label above: no amount is below."""
    if at == 0 or field_of(rows[at], "fund") != "unkept" or _is_fund(rows[at - 1]):
        return False
    return _named(rows[at - 1], "header") and all(told[at + 1 : at + 2])


@dataclass(frozen=True)
class _Labels:
    """The labels of a stretch in order, and those of them that run beside or over others."""

    rows: Sequence[Row]
    bands: Sequence[Row]

    @cached_property
    def own(self) -> list[Row]:
        return [row for row in self.rows if not self.is_band(row)]

    @cached_property
    def _lines_of_bands(self) -> frozenset[int]:
        return frozenset(row.line for row in self.bands)

    def is_band(self, row: Row) -> bool:
        return row.line in self._lines_of_bands

    def lay_before(self, label: Row, laid: LaidRows) -> dict[int, Row]:
        """Add the labels above one, whose cells are blank; the bands that stand beside it."""
        beside: list[Row] = []
        for row in self.rows[: self.rows.index(label)]:
            if self.is_band(row):
                beside.append(row)
                continue
            _lay_bands(beside, laid)
            laid.put({_LABEL: row})
            beside = []
        _lay_bands(beside[:-_LABEL], laid)
        return dict(enumerate(beside[-_LABEL:]))


def lay_above(rows: Sequence[Row], laid: LaidRows) -> None:
    """Add the rows above the indicators."""
    found = stretches(rows)
    heads: list[Row] = []
    money = _Money(found)
    for at, stretch in enumerate(found):
        labels = _Labels(stretch.labels, _bands_of(stretch.labels))
        own = labels.own
        if _is_matrix(own):
            heads = _lay_heads(labels, stretch.values, laid)
        elif heads and own and _is_fund(own[-1]):
            beside = labels.lay_before(own[-1], laid)
            are_blank = _marks_are_blank(found[at:], heads)
            _lay_fund(own[-1], stretch.values, heads, are_blank, laid, beside)
        else:
            heads = []
            _lay_labelled(labels, stretch.values, money, laid)


def _lay_labelled(labels: _Labels, values: Sequence[Row], money: "_Money", laid: LaidRows) -> None:
    """Labels with their values, which are no rows of funds under measures."""
    own = labels.own
    if not own:
        _lay_bands(labels.rows, laid)
        laid.leave(values)
        return
    below = places_below(own, values)
    if below is not None:
        _lay_bands(labels.bands, laid)
        laid.put(dict(enumerate(own)))
        laid.put(dict(zip(below, values)))
    elif field_of(own[-1], "goal") and not _is_fund(own[-1]):
        _lay_goals(labels, values, laid)
    elif _is_fund(own[-1]):
        money.lay(labels, values, laid)
    else:
        _lay_header(own[-1], values, labels.lay_before(own[-1], laid), laid)


def _named(row: Row, part: str) -> bool:
    return field_of(row, part) is not None


def _is_fund(row: Row) -> bool:
    return _named(row, "fund") and not _named(row, "header")


def _bands_of(labels: Sequence[Row]) -> list[Row]:
    """Those of the labels that run beside or over others, and have no value of their own."""
    bands = [row for row in labels if _is_band_only(row)]
    rest = [row for row in labels if row not in bands]
    named = [field_of(row, "goal") for row in rest]
    results = [at for at, name in enumerate(named) if name in ("expected", "actual")]
    if len(results) == 2 and results[0]:
        return bands + [row for row in rest[: results[0]] if _named(row, "goal")]
    if len(rest) >= _FEWEST_HEADS and all(named[-3:]) and tuple(named[-2:]) in _PAIRS:
        return [*bands, rest[-3]]
    if len(rest) > 1 and all(named[-2:]) and _named(rest[-2], "band"):
        return [*bands, rest[-2]]
    return bands


def _is_band_only(row: Row) -> bool:
    parts = ("header", "goal", "fund", "measure")
    return _named(row, "band") and not any(_named(row, part) for part in parts)


def _is_matrix(labels: Sequence[Row]) -> bool:
    """Whether the labels are measures, or both sides of the money over rows of funds."""
    measures = [field_of(row, "measure") for row in labels]
    if sum(name in (*PHASES, "unkept_measure") for name in measures) > 1:
        return True
    funds = [field_of(row, "fund") for row in labels]
    return len(funds) >= _FEWEST_HEADS and (
        tuple(funds[-3:-1]) == _SIDES and funds[-1] == "plain_total"
    )


def _lay_heads(labels: _Labels, values: Sequence[Row], laid: LaidRows) -> list[Row]:
    """Add the row of measures and that of the first fund; the measures."""
    own = labels.own
    heads = [row for row in own if _named(row, "measure")]
    if not any(field_of(row, "measure") in PHASES for row in heads):
        heads = own[-3:-1]
    after = own[own.index(heads[-1]) + 1 :]
    beside = labels.lay_before(heads[0], laid)
    laid.put(beside | dict(enumerate(heads, start=_VALUE)))
    _lay_blank(after[:-1], laid)
    if after:
        _lay_fund(after[-1], values, heads, None, laid, {})
    else:
        laid.leave(values)
    return heads


def _lay_bands(bands: Sequence[Row], laid: LaidRows) -> None:
    """A row for each label that runs beside or over others."""
    for band in bands:
        laid.put({0: band})


def _lay_blank(labels: Sequence[Row], laid: LaidRows) -> None:
    """A row for each label whose cell is blank."""
    for label in labels:
        laid.put({_LABEL: label})


def _marks_are_blank(found: Sequence[Stretch], heads: Sequence[Row]) -> bool | None:
    """Whether funds below the total print amounts alone; None where nothing tells."""
    counts = set()
    are_numbers = False
    for stretch in found:
        if not _is_fund(stretch.labels[-1]):
            break
        counts.add(len(stretch.values))
        are_numbers = are_numbers or all(is_number(row) for row in stretch.values)
    amounts = sum(_is_amount_head(head) for head in heads)
    return True if counts == {amounts} and are_numbers else None


def _is_amount_head(head: Row) -> bool:
    return (field_of(head, "measure") or field_of(head, "fund")) in _AMOUNTS


def _lay_fund(
    label: Row,
    values: Sequence[Row],
    heads: Sequence[Row],
    marks_are_blank: bool | None,
    laid: LaidRows,
    beside: Mapping[int, Row],
) -> None:
    """A row of one fund under the measures; undecided where a cell of it is blank."""
    columns = list(range(_VALUE, _VALUE + len(heads)))
    if len(values) != len(heads):
        kept = [c for c, head in zip(columns, heads) if _is_amount_head(head)]
        columns = kept if marks_are_blank and len(kept) == len(values) else []
    if len(columns) == len(values) and all(map(_is_cell_of_money, values)):
        laid.put({**beside, _LABEL: label, **dict(zip(columns, values))})
        return
    laid.put({**beside, _LABEL: label})
    laid.leave(values)


def _is_cell_of_money(row: Row) -> bool:
    return is_number(row) or is_dash(row) or looks_like_amount(row.run) or row.key.endswith("%")


def places_below(labels: Sequence[Row], values: Sequence[Row]) -> Sequence[int] | None:
    """Under which of the labels side by side each value stands; None where nothing tells it.

    Of a header a value may be blank where the kinds of the others leave one place for each.
    """
    if len(labels) < 2 or not 1 < len(values) <= len(labels):
        return None
    if all(map(_is_fund, labels)):
        is_whole = len(labels) == len(values)
        amounts = all(looks_like_amount(row.run) for row in values)
        return range(len(values)) if is_whole and amounts else None
    if len(labels) < _FEWEST_HEADS or not all(_named(row, "header") for row in labels):
        return None
    ways = [
        places
        for places in itertools.combinations(range(len(labels)), len(values))
        if all(is_of_kind(row, labels[at]) for at, row in zip(places, values))
    ]
    return ways[0] if len(ways) == 1 and len(labels) - len(values) <= 1 else None


def is_of_kind(value: Row, label: Row) -> bool:
    """Whether a value is of the kind that a label of the header asks for."""
    name = field_of(label, "header")
    digits = sum(map(str.isdigit, value.key))
    is_code = digits >= _SHORTEST_CODE and value.key.isascii() and value.key.isalnum()
    is_date = bool(_DATE.match(value.key))
    if name == "project_code":
        return is_code
    if name in ("start_date", "end_date", "period", "fiscal_year"):
        return is_date
    return not is_code and not is_date


def _lay_header(
    label: Row, values: Sequence[Row], beside: Mapping[int, Row], laid: LaidRows
) -> None:
    """A label of the header with its value, which may go on in a second line."""
    is_long = field_of(label, "header") == "other"
    if len(values) > 1 and (is_long or _goes_on(values)):
        cells = [Cell(column, row.run) for column, row in beside.items()]
        cells += [Cell(_LABEL, label.run), Cell(_VALUE, Run.joined([r.run for r in values], " "))]
        laid.add(cells, [*beside.values(), label, *values])
        if not is_long:
            laid.note("header_value_in_pieces", values)
    elif len(values) > 1:
        laid.put({**beside, _LABEL: label})
        laid.leave(values)
    else:
        laid.put({**beside, _LABEL: label, **dict(zip([_VALUE], values))})


def _goes_on(values: Sequence[Row]) -> bool:
    """Whether two lines are one value: the first is as wide as a cell that was cut is."""
    return len(values) == 2 and len(values[0].key) >= _WIDE_LINE > len(values[1].key)


@dataclass
class _Money:
    """The labels of money with an amount beside each, of one side or two."""

    found: Sequence[Stretch]
    sides: list[int] = field(default_factory=list)
    at: int = 0
    are_beside: bool = False

    def __post_init__(self) -> None:
        labels = [row for stretch in self.found for row in stretch.labels if _is_fund(row)]
        self.sides = _sides([field_of(row, "fund") or "" for row in labels])
        of_funds = [s for s in self.found if _is_fund(s.labels[-1])]
        singles = [s for s in of_funds if len(_funds(s.labels)) == 1 and s.values]
        self.are_beside = bool(singles) or _RIGHT in self.sides

    def lay(self, labels: _Labels, values: Sequence[Row], laid: LaidRows) -> None:
        """A row for each label, its amount beside the last one."""
        beside: dict[int, Row] = {}
        is_cut = len(values) > 1 and any(is_piece(row.run) for row in values)
        is_told = all(looks_like_amount(row.run) for row in values[:1]) and not is_cut
        are_beside = is_told and (self.are_beside or len(_funds(labels.rows)) == 1)
        for label in labels.rows:
            if labels.is_band(label):
                beside[len(beside)] = label
                continue
            column = _LABEL
            if _is_fund(label):
                column = self.sides[self.at]
                self.at += 1
            cells = _cells_beside(beside, laid) | {column: label}
            if label is labels.own[-1] and are_beside:
                cells |= dict(enumerate(values, start=column + 1))
            laid.put(cells)
            beside = {}
        if not are_beside:
            laid.leave(values)


def _cells_beside(bands: Mapping[int, Row], laid: LaidRows) -> dict[int, Row]:
    """The last bands, in the columns left of the labels; those above get rows of their own."""
    rows = list(bands.values())
    _lay_bands(rows[:-_LABEL], laid)
    return dict(enumerate(rows[-_LABEL:]))


def _funds(labels: Sequence[Row]) -> list[Row]:
    return [row for row in labels if _is_fund(row)]


def _sides(names: Sequence[str]) -> list[int]:
    """The column of each label of money: those of the year right of those of the whole project.

    Where rows hold both sides, the first of two labels of one source is the left one; where the
    sides follow each other, all below the second total are right.
    """
    if not {"total", "annual"} <= set(names):
        return [_LABEL] * len(names)
    first, second = names.index("total"), names.index("annual")
    if abs(first - second) > 1:
        right = min(first, second) if second < first else second
        return [_RIGHT if at >= right else _LABEL for at in range(len(names))]
    columns: list[int] = []
    for name, before, below in zip(names, [None, *names], [*names[1:], None]):
        source = _source(name)
        is_second = before is not None and _source(before) == source and columns[-1] == _LABEL
        is_first = below is not None and _source(below) == source
        is_left = name in ("total", "total_fiscal") or (is_first and not is_second)
        is_alone = name in ("fiscal", "other", "unkept") and not is_first and not is_second
        columns.append(_LABEL if is_left and name != "annual" else 0 if is_alone else _RIGHT)
    return columns


def _source(name: str) -> str:
    return {"total": "whole", "annual": "whole"}.get(name, name.rpartition("_")[2])


def _lay_goals(labels: _Labels, values: Sequence[Row], laid: LaidRows) -> None:
    """The goals: one text beside one label, or two below two labels."""
    goals = [row for row in labels.own if _named(row, "goal")]
    _lay_bands(list(labels.lay_before(goals[0], laid).values()), laid)
    texts = [row for row in values if not _YEARS.fullmatch(row.key)]
    years = [row for row in values if row not in texts]
    if len(goals) == 1:
        if len(texts) > 1 and not all(map(_goes_on_below, texts[:-1])):
            laid.put({_LABEL: goals[0]})
            laid.leave(values, "goals_not_told_apart")
            return
        _lay_text(goals[0], texts, laid)
        laid.put(dict(zip([_VALUE if texts else _LABEL], years)))
        return
    laid.put(dict(zip(itertools.count(_LABEL, 2), goals)))
    if years:
        laid.put(dict(zip(itertools.count(_LABEL, 2), years)))
    if len(goals) == len(texts) == 2 and _are_apart(*texts):
        laid.put(dict(zip(itertools.count(_LABEL, 2), texts)))
    else:
        laid.leave(texts, "goals_not_told_apart")


def _goes_on_below(line: Row) -> bool:
    """Whether a line of a text may go on in the next: a label that nobody knows is short."""
    return len(line.key) >= _LONG_LINE or line.key.endswith(_MARKS_AT_END)


def _lay_text(goal: Row, texts: Sequence[Row], laid: LaidRows) -> None:
    """The lines of one goal's text as one cell beside its label."""
    text = Run.joined((row.run for row in texts), " ")
    cells = [Cell(_LABEL, goal.run), *([Cell(_VALUE, text)] if text else [])]
    laid.add(cells, [goal, *texts])


def _are_apart(first: Row, second: Row) -> bool:
    """Whether two texts are two goals: each ends a sentence, and the second counts no further."""
    if not all(row.key.endswith(_ENDS) for row in (first, second)):
        return False
    return not _ORDINAL.match(second.key) and (
        first.key.endswith("。") or bool(_FIRST.match(second.key))
    )


def heading_starts(rows: Sequence[Row]) -> Iterator[int]:
    """Where labels of columns follow each other that name indicators and their targets."""
    at = 0
    while at < len(rows):
        end = at
        while end < len(rows) and field_of(rows[end], "column"):
            end += 1
        fields = {field_of(row, "column") for row in rows[at:end]}
        if end - at >= _FEWEST_HEADS and "target" in fields and "name" in fields:
            yield at
        at = max(end, at + 1)
