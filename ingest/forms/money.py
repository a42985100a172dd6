"""The money of a form: every printed cell by phase, basis and fund source."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.document import Row, Run, mend
from ingest.labels import Item, labels_of, split_at_labels
from ingest.reading import LAYOUT, TYPED, Reading
from ingest.values import exactly, fold, parse_money, parse_number, says_no_amount, to_yuan

_UNIT = re.compile(r"(?<!万)(万元|元)[)）]")
_UNIT_LINE = re.compile(r"单位[:：]?(?:人民币)?(万元|元)")
_LEADING_ZERO = re.compile(r"0\d")
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
_LEFT = ("total", "total_fiscal", "total_other")


@dataclass(frozen=True)
class Amount:
    """A printed money cell."""

    phase: str
    basis: str
    fund_source: str
    run: Run


@dataclass(frozen=True)
class ExecutionRow:
    """The cells of the 年度资金总额 row that are not money."""

    rate: Run | None
    weight: Run | None
    score: Run | None
    row: Run


def looks_like_amount(run: Run) -> bool:
    """Whether a cell holds an amount, or a dash in its place."""
    if _LEADING_ZERO.match(fold(run.text)):
        return False
    return parse_money(run.text) is not None or says_no_amount(run.text)


def unit_in(money: Iterable[Row], header: Iterable[Row] = ()) -> tuple[str, Run] | None:
    """The unit printed for the money: `(元)` among it, or a line `单位：万元` above; and where.

    Brackets in the header are no unit: they may stand in a project's name.
    """
    cells = [(cell, _UNIT) for row in money for cell in row.cells]
    cells += [(cell, _UNIT_LINE) for row in (*header, *money) for cell in row.cells]
    for cell, pattern in cells:
        found = pattern.search(cell.run.text)
        if found:
            return found.group(1), cell.run
    return None


def read_request(rows: Sequence[Row], reading: Reading) -> list[Amount]:
    """The money cells of a target form: project total and annual request with their parts."""
    found: dict[str, list[Run]] = {}
    unlabelled: list[tuple[int, bool, Run]] = []
    fiscal_row = None
    for index, row in enumerate(rows):
        items = _sided(split_at_labels(row, labels_of("fund")))
        if any(item.field == "total_fiscal" for item in items):
            fiscal_row = index
        for name, run in _assign(items, reading):
            if name is None:
                left = not any(
                    item.field and item.field not in _LEFT and item.run.start < run.start
                    for item in items
                )
                unlabelled.append((index, left, run))
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


def _sided(items: list[Item]) -> list[Item]:
    """The row with its 其他资金 told apart: the first of two, or one before all, is the left."""
    others = [index for index, item in enumerate(items) if item.field == "other"]
    sided = list(items)
    for place, index in enumerate(others):
        item = items[index]
        is_left = place == 0 and (len(others) > 1 or item.column <= 2)
        name = "total_other" if is_left else "annual_other"
        sided[index] = Item(item.run, name, item.column, item.is_damaged)
    return sided


def _assign(items: list[Item], reading: Reading) -> Iterable[tuple[str | None, Run]]:
    """Each amount of a row with its label: the label before it, in order within one cell."""
    waiting: list[Item] = []
    for item in items:
        if item.field is None and _is_broken(item.run, waiting):
            reading.reject("unread_amount", item.run)
            waiting = waiting[1:]
            continue
        if item.field is None:
            for word in item.run.words():
                yield from _take_amount(word, waiting, reading)
            continue
        reading.claim(item.run, LAYOUT, "label")
        if waiting and waiting[-1].column != item.column:
            waiting = []
        waiting.append(item)
    for item in waiting:
        if len([other for other in items if other.field and other.column == item.column]) > 1:
            reading.doubt("lost_amount", item.run)


def _is_broken(run: Run, waiting: list[Item]) -> bool:
    """Whether a cell for one label holds a number that is broken or printed in pieces."""
    numbers = [word for word in run.words() if any(c.isdigit() for c in word.text)]
    pieces = len(numbers) > max(1, len(waiting))
    return pieces or any(not looks_like_amount(word) for word in numbers)


def _take_amount(
    word: Run, waiting: list[Item], reading: Reading
) -> Iterable[tuple[str | None, Run]]:
    """The word with the label that waits for an amount; a word that is none is noted."""
    has_digits = any(character.isdigit() for character in word.text)
    if looks_like_amount(word):
        if waiting:
            yield waiting.pop(0).field, word
        elif has_digits:
            yield None, word
    elif has_digits:
        reading.reject("unread_text", word)
    else:
        reading.claim(word, LAYOUT, "label")


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


def read_result(rows: Sequence[Row], reading: Reading) -> tuple[list[Amount], ExecutionRow | None]:
    """The money cells of a self-evaluation, and the execution row."""
    measures: list[Item] = []
    amounts: list[Amount] = []
    execution: ExecutionRow | None = None
    for row in rows:
        headings = [i for i in split_at_labels(row, labels_of("measure")) if i.field]
        if len(headings) >= 3:
            measures = headings
            reading.claim(row.run, LAYOUT, "heading")
            continue
        items = split_at_labels(row, labels_of("result"))
        source = next((item for item in items if item.field), None)
        cells = [item for item in items if item.field is None and source and _after(item, source)]
        if source is None or source.field is None or not measures:
            reading.reject("unread_money_line", row.run)
            continue
        reading.claim(source.run, LAYOUT, "label")
        values = _by_measure(cells, measures)
        if values is None:
            reading.reject("unaligned_money", row.run)
            continue
        for measure, run in values.items():
            if measure in ("approved", "adjusted", "executed"):
                amounts.append(Amount(measure, "annual", source.field, run))
            elif source.field != "total":
                reading.claim(run, TYPED, f"{source.field}.{measure}")
        if source.field == "total":
            execution = ExecutionRow(
                values.get("rate"), values.get("weight"), values.get("score"), row.run
            )
    return amounts, execution


def _after(item: Item, label: Item) -> bool:
    return item.run.start > label.run.start


def _by_measure(cells: list[Item], measures: list[Item]) -> dict[str, Run] | None:
    """measure -> cell: by order where all are filled, else by column at the headings' distance."""
    names = [str(item.field) for item in measures]
    if len(cells) == len(measures):
        return dict(zip(names, (cell.run for cell in cells)))
    for shift in (0, 1, -1, 2):
        columns = {item.column + shift: str(item.field) for item in measures}
        if cells and all(cell.column in columns for cell in cells):
            return {columns[cell.column]: cell.run for cell in cells}
    return {} if not cells else None


@dataclass(frozen=True)
class ReadAmount:
    """An amount with its exact value in yuan (None: nothing printed, or not certain)."""

    amount: Amount
    text: str
    yuan: Decimal | None
    unit: str | None
    unit_basis: str


def value_amounts(
    amounts: Sequence[Amount], form_unit: tuple[str, Run] | None, reading: Reading
) -> list[ReadAmount]:
    """The amounts in yuan; the unit is the cell's own, else the form's, else 元 where it fits."""
    numbers = [parse_money(mend(amount.run).text) for amount in amounts]
    assumed = _assumed_unit([number.number for number in numbers if number])
    if form_unit is None and amounts and not all(n and n.unit for n in numbers if n):
        code = "money_unit_not_printed" if assumed else "money_unit_unknown"
        reading.doubt(code, amounts[0].run)
    read = []
    for amount, money in zip(amounts, numbers):
        unit = (money and money.unit) or (form_unit[0] if form_unit else assumed)
        basis = "printed" if (money and money.unit) or form_unit else "assumed"
        yuan = to_yuan(money.number, unit) if money and unit else None
        if money and unit and yuan is None:
            reading.doubt("amount_does_not_fit", amount.run)
        if money is None and not says_no_amount(amount.run.text):
            reading.reject("unread_amount", amount.run)
        else:
            reading.claim(amount.run, TYPED, f"{amount.phase}.{amount.basis}.{amount.fund_source}")
        read.append(ReadAmount(amount, mend(amount.run).text, yuan, unit, basis))
    return read


def _assumed_unit(numbers: Sequence[Decimal]) -> str | None:
    """元 where the amounts can hardly be 万元: at most two decimals, the largest from 10,000 on."""
    fits = all(exactly(number, 18, 2) is not None for number in numbers)
    return "元" if numbers and fits and max(numbers) >= _SMALLEST_ASSUMED else None


def read_rate(run: Run | None, name: str, reading: Reading) -> Decimal | None:
    """A rate, weight or score of the form as a decimal; None where the cell prints none."""
    if run is None or says_no_amount(run.text):
        return None
    number = exactly(parse_number(fold(run.text).strip().rstrip("%分")), 9, 4)
    if number is None:
        reading.reject("unread_number", run)
    else:
        reading.claim(run, TYPED, name)
    return number
