"""The money of a form: every printed cell by phase, basis and fund source."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from ingest.document import EMPTY, Row, Run, mend
from ingest.labels import Item, labels_of, split_at_labels
from ingest.reading import ISSUE, LAYOUT, TYPED, Reading
from ingest.values import (
    MONEY_UNITS,
    Money,
    exactly,
    fold,
    parse_money,
    parse_number,
    says_no_amount,
    to_yuan,
)

_UNIT_WORD = "|".join(r"\s*".join(unit) for unit in MONEY_UNITS)
_UNIT = re.compile(rf"(?:^|\s|[(（])(?:金额)?(?:单位[:：]?)?(?:人民币)?\s*({_UNIT_WORD})\s*[)）]")
_UNIT_LINE = re.compile(
    rf"[(（]?(?:金额|货币)?\s*单\s*位\s*[:：]?\s*(?:人民币)?\s*({_UNIT_WORD})(?![^\s)）])[)）]?"
)
_PIECE = re.compile(r"[\d,，.．]+")
_PREFIX = {"¥", "人民币", "RMB", "CNY"}
_SMALLEST_ASSUMED = Decimal(10_000)
_FIELDS = {
    "total": ("project_total", "total"),
    "total_fiscal": ("project_total", "fiscal"),
    "total_other": ("project_total", "other"),
    "annual": ("annual", "total"),
    "annual_fiscal": ("annual", "fiscal"),
    "annual_carryover": ("annual", "carryover"),
    "annual_other": ("annual", "other"),
}
_LEFT = {"total", "total_fiscal", "total_other"}
_SIDED = {"other": ("total_other", "annual_other"), "fiscal": ("total_fiscal", "annual_fiscal")}


@dataclass(frozen=True)
class Amount:
    """A printed money cell; `unit` is what its own label or heading prints."""

    phase: str
    basis: str
    fund_source: str
    run: Run
    unit: str | None = None


@dataclass(frozen=True)
class ExecutionRow:
    """The cells of the 年度资金总额 row that are not money."""

    rate: Run | None
    weight: Run | None
    score: Run | None
    row: Run


def looks_like_amount(run: Run) -> bool:
    """Whether a cell holds an amount, or a dash in its place."""
    return parse_money(run.text) is not None or says_no_amount(run.text)


def is_piece(run: Run) -> bool:
    """Whether a cell holds a piece of a number that was cut (`3,800,` or `000`)."""
    return bool(_PIECE.fullmatch(run.text)) and not looks_like_amount(run)


def unit_in(money: Iterable[Row], header: Iterable[Row] = ()) -> tuple[str, Run] | None:
    """The first unit of `units_in`."""
    return next(iter(units_in(money, header)), None)


def units_in(money: Iterable[Row], header: Iterable[Row] = ()) -> list[tuple[str, Run]]:
    """The units printed for the money, each once, and where.

    They stand among it (`(元)`) or in a line above (`单位：万元`). Brackets in the header are no
    unit: they may stand in a project's name; a unit behind an amount is that amount's alone.
    """
    money = list(money)
    cells = [(c, _UNIT) for row in money for c in row.cells if parse_money(c.run.text) is None]
    cells += [(cell, _UNIT_LINE) for row in (*header, *money) for cell in row.cells]
    found: dict[str, Run] = {}
    for cell, pattern in cells:
        for match in pattern.finditer(cell.run.text):
            found.setdefault(_unit_name(match), cell.run[slice(*match.span(1))])
    return list(found.items())


def unit_of_label(label: Run) -> str | None:
    """The unit that a label prints in brackets."""
    found = _UNIT.search(label.text)
    return _unit_name(found) if found else None


def _unit_name(found: re.Match[str]) -> str:
    return "".join(found.group(1).split())


def without_unit_line(run: Run, reading: Reading) -> Run:
    """The run without a `金额单位：万元` that stands in it."""
    found = _UNIT_LINE.search(run.text)
    if found is None:
        return run
    reading.claim(run[found.start() : found.end()], LAYOUT, "money_unit")
    return Run.joined([run[: found.start()], run[found.end() :]]).strip()


@dataclass
class _Labelled:
    """The labels that stand together in one cell and the stretches up to the next label."""

    labels: list[Item]
    values: list[Item] = field(default_factory=list)


def read_request(rows: Sequence[Row], reading: Reading) -> list[Amount]:
    """The money cells of a target form: project total and annual request with their parts."""
    found: dict[str, list[Run]] = {}
    unlabelled: list[tuple[int, bool, Run]] = []
    fiscal_row = None
    table = _sided([split_at_labels(row, labels_of("fund")) for row in rows])
    for index, items in enumerate(table):
        if any(item.field == "total_fiscal" for item in items):
            fiscal_row = index
        for name, run in _assign(items, reading):
            if name is None and not parse_money(run.text):
                if _holds_digits(run):
                    reading.reject("unread_amount", run)
            elif name is None:
                left = not any(
                    item.field and item.field not in _LEFT and item.run.start < run.start
                    for item in items
                )
                unlabelled.append((index, left, run))
            elif name in _SIDED:
                reading.reject("fund_side_unknown", run)
            else:
                found.setdefault(name, []).append(run)
    _take_beside(found, "total_fiscal", fiscal_row, unlabelled)
    for _, _, run in unlabelled:
        reading.reject("unlabelled_amount", run)
    return [request_amount(name, run) for name, runs in found.items() for run in runs]


def request_amount(name: str, run: Run) -> Amount:
    """The amount of a target form's cell, by the field its label stands for."""
    basis, source = _FIELDS[name]
    return Amount("proposed", basis, source, run)


def _sided(table: Sequence[list[Item]]) -> list[list[Item]]:
    """The rows with 其他资金 and 财政拨款 told apart: of the project (left) or of the year (right).

    A label that neither its row nor the columns of the other labels tell apart stays as it is.
    """
    sided = [list(items) for items in table]
    for items, printed in zip(sided, table):
        for index, item in enumerate(printed):
            if item.field in _SIDED:
                same = [other for other in printed if other.field == item.field]
                is_left = same[0] is item if len(same) > 1 else _is_left(item, items, sided)
                if is_left is not None:
                    name = _SIDED[item.field][0 if is_left else 1]
                    items[index] = Item(item.run, name, item.column, item.is_damaged)
    return sided


def _is_left(item: Item, items: Sequence[Item], table: Sequence[Sequence[Item]]) -> bool | None:
    """Whether a label is of the project total, by the labels of the row, else of the form."""
    known = [other for row in table for other in row if other.field in _FIELDS]
    left = [other for other in known if other.field in _LEFT]
    right = [other for other in known if other.field not in _LEFT]
    if not left or not right:
        return bool(left) if known else None
    before = [other.field in _LEFT for other in items if other in known and _after(item, other)]
    after = [other.field in _LEFT for other in items if other in known and _after(other, item)]
    if before and not before[-1]:
        return False
    if after:
        return True
    columns = [{other.column for other in side} for side in (left, right)]
    if columns[0] == columns[1]:
        return max((other for other in known if _after(item, other)), key=_start) in left
    return _nearer(item.column, *columns)


def _start(item: Item) -> int:
    return item.run.start


def _nearer(column: int, left: set[int], right: set[int]) -> bool | None:
    """Whether a column is nearer to the left ones; None where it is as near to the right ones."""
    to_left = min(abs(column - other) for other in left)
    to_right = min(abs(column - other) for other in right)
    return None if to_left == to_right else to_left < to_right


def _assign(items: list[Item], reading: Reading) -> Iterable[tuple[str | None, Run]]:
    """Each amount of a row with its label, None without one; a broken amount stays in pieces."""
    for group in _labelled(items):
        for label in group.labels:
            reading.claim(label.run, LAYOUT, "label")
        names = [label.field for label in group.labels]
        numbers = _numbers(group, reading)
        if len(names) == 1 and numbers:
            yield names[0], Run.joined(numbers, " ")
            continue
        if len(numbers) > len(names):
            yield from ((None, number) for number in numbers)
            continue
        yield from zip(names, numbers)
        for label in group.labels[len(numbers) :] if len(names) > 1 else ():
            reading.doubt("lost_amount", label.run)


def _numbers(group: _Labelled, reading: Reading) -> list[Run]:
    """The amounts and dashes that follow the labels, broken ones too.

    A cell of words is an unknown label: what follows it is not of these labels.
    """
    numbers: list[Run] = []
    words: list[Run] = []
    stray: list[Run] = []
    for cell in _amount_words(group.values):
        values = [word for word in cell if _holds_digits(word) or looks_like_amount(word)]
        others = [word for word in cell if word not in values and _is_text(word)]
        if values and others and len(group.labels) == 1 and not words:
            values, others = [Run.joined(cell, " ")], []
        (stray if words and group.labels else numbers).extend(values)
        words.extend(others)
    if len(group.labels) == 1 and words and not numbers and not stray:
        return [Run.joined(words, " ")]
    for word in words if group.labels else ():
        reading.reject("unread_text", word)
    for number in stray:
        reading.reject("unlabelled_amount", number)
    return numbers


def _holds_digits(word: Run) -> bool:
    return any(character.isdigit() for character in word.text)


def _is_text(word: Run) -> bool:
    is_unit = fold(word.text).strip("()") in MONEY_UNITS
    return not is_unit and any(character.isalnum() for character in word.text)


def _labelled(items: Sequence[Item]) -> list[_Labelled]:
    """The row's labels with what stands after them; labels of one cell go together."""
    groups = [_Labelled([])]
    for item in items:
        last = groups[-1]
        if item.field is None:
            last.values.append(item)
        elif last.values or not last.labels or last.labels[-1].column != item.column:
            groups.append(_Labelled([item]))
        else:
            last.labels.append(item)
    return groups


def _amount_words(values: Sequence[Item]) -> list[list[Run]]:
    """The words by cell; a unit goes with the number before it, `人民币` with the one after."""
    cells: list[list[Run]] = []
    before = EMPTY
    for item in values:
        cells.append([])
        for word in item.run.words():
            is_unit = before and fold(word.text).strip("()整") in MONEY_UNITS
            if fold(before.text) in _PREFIX or (is_unit and parse_money(before.text)):
                cell = next(cell for cell in reversed(cells) if cell)
                before = cell[-1] = Run.joined([before, word])
            else:
                cells[-1].append(word)
                before = word
    return [cell for cell in cells if cell]


def _take_beside(
    found: dict[str, list[Run]],
    name: str,
    row: int | None,
    unlabelled: list[tuple[int, bool, Run]],
) -> None:
    """Give a label without an amount the one amount on its left side a row above or below."""
    if found.get(name) or row is None:
        return
    beside = [entry for entry in unlabelled if entry[1] and abs(entry[0] - row) == 1]
    if len(beside) == 1:
        found[name] = [beside[0][2]]
        unlabelled.remove(beside[0])


@dataclass(frozen=True)
class _ResultRow:
    """A row of a self-evaluation's money: its fund source, its cells and the headings over it."""

    row: Row
    source: str
    cells: list[Item]
    measures: list[Item]

    @property
    def shift(self) -> int | None:
        """How far a full row stands from its headings; None where it does not run beside them."""
        shifts = {c.column - m.column for c, m in zip(self.cells, self.measures)}
        is_full = len(self.cells) == len(self.measures)
        return shifts.pop() if is_full and len(shifts) == 1 else None


def read_result(rows: Sequence[Row], reading: Reading) -> tuple[list[Amount], ExecutionRow | None]:
    """The money cells of a self-evaluation, and the execution row."""
    amounts: list[Amount] = []
    execution: ExecutionRow | None = None
    table = _result_rows(rows, reading)
    shifts = _shifts(table)
    for row in table:
        values = _by_measure(row, shifts)
        if values is None:
            reading.reject("unaligned_money", row.row.run)
            continue
        for measure, run in values.items():
            if measure in ("approved", "adjusted", "executed"):
                amounts.append(Amount(measure, "annual", row.source, run))
            elif row.source != "total":
                reading.claim(run, TYPED, f"{row.source}.{measure}")
        if row.source == "total":
            execution = ExecutionRow(
                values.get("rate"), values.get("weight"), values.get("score"), row.row.run
            )
    return amounts, execution


def _result_rows(rows: Sequence[Row], reading: Reading) -> list[_ResultRow]:
    """The rows below headings that open with a fund source; the others are noted."""
    measures: list[Item] = []
    found: list[_ResultRow] = []
    for row in rows:
        headings = [i for i in split_at_labels(row, labels_of("measure")) if i.field]
        if len(headings) >= 3:
            measures = headings
            reading.claim(row.run, LAYOUT, "heading")
            continue
        items = split_at_labels(row, labels_of("result"))
        source = next((item for item in items if item.field), None)
        if source is None or source.field is None or not measures:
            if without_unit_line(row.run, reading):
                reading.reject("unread_money_line", row.run)
            continue
        reading.claim(source.run, LAYOUT, "label")
        cells = [item for item in items if item.field is None and _after(item, source)]
        found.append(_ResultRow(row, source.field, cells, measures))
    return found


def _shifts(table: Sequence[_ResultRow]) -> set[int]:
    """How far the rows may stand from their headings: as the full ones do, where there are any."""
    full = {row.shift for row in table if row.shift is not None}
    ends_alike = any(r.cells and r.cells[-1].column == r.measures[-1].column for r in table)
    return full or ({0} if ends_alike else {0, 1, -1, 2})


def _after(item: Item, label: Item) -> bool:
    return item.run.start > label.run.start


def _by_measure(row: _ResultRow, shifts: set[int]) -> dict[str, Run] | None:
    """measure -> cell: by column at the one shift that fits, by order where cells stand in a row.

    None where neither does, or where a cell holds a piece of a number: then cells have moved.
    """
    if any(is_piece(cell.run) for cell in row.cells):
        return None
    names = [str(item.field) for item in row.measures]
    columns = [item.column for item in row.measures]
    fits = [s for s in shifts if all(c.column - s in columns for c in row.cells)]
    if len(fits) == 1:
        return {names[columns.index(c.column - fits[0])]: c.run for c in row.cells}
    places = [cell.column for cell in row.cells]
    if len(places) == len(names) and places[-1] - places[0] == len(places) - 1:
        return dict(zip(names, (cell.run for cell in row.cells)))
    return None if places else {}


@dataclass(frozen=True)
class ReadAmount:
    """An amount with its exact value in yuan (None: nothing printed, or not certain).

    `unit_basis` is None where no unit is printed and none can be assumed.
    """

    amount: Amount
    text: str
    yuan: Decimal | None
    unit: str | None
    unit_basis: str | None


def value_amounts(
    amounts: Sequence[Amount], form_units: Sequence[tuple[str, Run]], reading: Reading
) -> list[ReadAmount]:
    """The amounts in yuan, by the unit of the cell, of its label, of the form, else 元 if it fits.

    Where a form prints two units, an amount whose own label prints none has none; in a scan a
    unit that is not read may be printed, and none is assumed.
    """
    form_units = [(name, run) for name, run in form_units if not reading.is_faint(run)]
    numbers = [parse_money(amount.run.text) for amount in amounts]
    bare = [
        (a, n.number) for a, n in zip(amounts, numbers) if n and n.unit is None and a.unit is None
    ]
    is_open = form_units or any(reading.is_recognised(amount.run) for amount, _ in bare)
    assumed = None if is_open else _assumed_unit([number for _, number in bare])
    in_doubt = [amount for amount, number in bare if number and not form_units]
    if in_doubt:
        code = "money_unit_not_printed" if assumed else "money_unit_unknown"
        reading.doubt(code, in_doubt[0].run)
    unit: tuple[str | None, str | None] = (assumed, assumed and "assumed")
    if len(form_units) == 1:
        unit = (form_units[0][0], "printed")
    elif amounts and form_units:
        names = "、".join(name for name, _ in form_units)
        reading.doubt("money_units_differ", form_units[1][1], f"：{names}")
    return [_valued(amount, money, unit, reading) for amount, money in zip(amounts, numbers)]


def _valued(
    amount: Amount, money: Money | None, form_unit: tuple[str | None, str | None], reading: Reading
) -> ReadAmount:
    if reading.is_faint(amount.run):
        reading.claim(amount.run, ISSUE, "faint_text")
        return ReadAmount(amount, mend(amount.run).text, None, *form_unit)
    if money is None and not says_no_amount(amount.run.text):
        reading.reject("unread_amount", amount.run)
        return ReadAmount(amount, " ".join(amount.run.text.split()), None, *form_unit)
    reading.claim(amount.run, TYPED, f"{amount.phase}.{amount.basis}.{amount.fund_source}")
    own = (money.unit if money else None) or amount.unit
    unit, basis = (own, "printed") if own else form_unit
    yuan = _yuan(money.number, unit) if money else None
    if money and yuan is None and unit:
        reading.doubt("amount_does_not_fit", amount.run)
    return ReadAmount(amount, mend(amount.run).text, yuan, unit, basis)


def _yuan(number: Decimal, unit: str | None) -> Decimal | None:
    """The amount in yuan; 0 is 0 whatever the unit."""
    if unit is None:
        return None if number else Decimal("0.00")
    return to_yuan(number, unit)


def _assumed_unit(numbers: Sequence[Decimal]) -> str | None:
    """元 where the amounts can hardly be 万元: at most two decimals, the largest from 10,000 on."""
    fits = all(exactly(number, 18, 2) is not None for number in numbers)
    return "元" if numbers and fits and max(numbers) >= _SMALLEST_ASSUMED else None


def read_rate(run: Run | None, name: str, reading: Reading) -> Decimal | None:
    """A rate, weight or score of the form as a decimal; None where the cell prints none."""
    if run is None or says_no_amount(run.text):
        return None
    if reading.is_faint(run):
        reading.claim(run, ISSUE, "faint_text")
        return None
    number = exactly(parse_number(fold(run.text).strip().rstrip("%分")), 9, 4)
    if number is None:
        reading.reject("unread_number", run)
    else:
        reading.claim(run, TYPED, name)
    return number
