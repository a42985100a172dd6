"""六、年度预算安排: its leaf items and stated sums, from tables, prose and formulas."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ingest.document import EMPTY, Cell, Row, Run, mend
from ingest.forms.narrative import Section
from ingest.labels import vocabulary
from ingest.reading import LAYOUT, TEXT, TYPED, Reading
from ingest.values import Money, exactly, fold, parse_money, parse_number, to_yuan

_AMOUNT = re.compile(r"(\d+(?:[,，]\d{3})*(?:\.\d+)?)(亿元|万元|元)(?!/)")
_FORMULA = re.compile(r"^([\d.,]+)[×xX*]([\d.,]+)(?:[×xX*]([\d.,]+))?=([\d.,]+)(万元|元)?$")
_UNIT_IN_HEADING = re.compile(r"[（(](.{1,3})[)）](/[^\s（()）]{1,3})?")
_UNIT_ROW = re.compile(r"[（(]?[^\d（()）]{1,3}[)）]?")
_QUANTITY = re.compile(r"^(\d+(?:[,，]\d{3})*(?:\.\d+)?)([^\d.,，]{0,4})$")
_PRICE = re.compile(r"^(\d+(?:[,，]\d{3})*(?:\.\d+)?)(亿元|万元|元)?(?:/[^\d]{1,4})*$")
_ORDINAL = re.compile(r"^(?:\d{1,3}[、.．]|[（(]\d{1,3}[)）])\s*(?=\D)")
_NAME_START = re.compile(r"^[\s,，、;；。:：]+|^(?:其中|以及|和|及|预计涵盖|包括)[:：]?")
_NAME_END = re.compile(r"(?:约为|约|为|是|共计|合计|总计|共|计|[:：\s])+$")
_SENTENCE_PART = re.compile(r"[,，;；。]")
_HEADING_TAILS = ("项目组成", "组成", "项目")
_MONEY_UNITS = ("亿元", "万元", "元")


@dataclass(frozen=True)
class Item:
    """A leaf item of the year's budget, or (`is_sum`) a stated sum; money in yuan."""

    run: Run
    name: Run
    amount_text: str
    amount_yuan: Decimal | None
    block: int
    group_name: str | None = None
    quantity: Decimal | None = None
    quantity_unit: str | None = None
    quantity_text: str | None = None
    unit_price_yuan: Decimal | None = None
    unit_price_text: str | None = None
    period_count: Decimal | None = None
    formula_text: str | None = None
    is_sum: bool = False
    has_sum_word: bool = False
    is_other_sum: bool = False


@dataclass(frozen=True)
class StatedSum:
    """A stated sum and the numbers of the first and last item it covers (None: others)."""

    item: Item
    first: int | None
    last: int | None


@dataclass
class _Block:
    """A table within the section: roles and units of its columns, and the name of its group."""

    number: int
    roles: dict[int, str]
    units: dict[int, str]
    group: str | None
    items: list[Item] = field(default_factory=list)


def _words(role: str) -> tuple[str, ...]:
    return tuple(row["word"] for row in vocabulary("cost_words") if row["role"] == role)


def read_costs(section: Section, reading: Reading) -> tuple[list[Item], list[StatedSum]]:
    """The leaf items in document order, and the stated sums with the items they cover."""
    entries: list[Item] = []
    blocks: list[_Block] = []
    prose: list[Row] = []
    caption: Run | None = None
    for row in section.rows:
        if not row.is_table:
            entries.extend(_read_prose(prose, row, reading))
            caption = row.run if not _AMOUNT.search(mend(row.run).text) else None
            continue
        prose = []
        if _is_heading(row):
            blocks.append(_open_block(row, len(blocks) + 1, caption, reading))
            caption = None
        elif blocks:
            entries.extend(_read_table_row(row, blocks[-1], entries, reading))
        else:
            reading.doubt("unread_cost_row", row.run)
    for row in section.rows:
        reading.claim_rest(row.run, TEXT, "section_6")
    return _tell_sums_apart(_last_versions(entries))


def _last_versions(entries: Iterable[Item]) -> list[Item]:
    """The entries in document order; a row whose name goes on below replaces its upper half."""
    latest = {entry.run.start: entry for entry in entries}
    return [latest[start] for start in sorted(latest)]


def _is_heading(row: Row) -> bool:
    """Whether a row names columns: at least one of money or quantity, and no number."""
    if len(row.cells) < 2 or any(_holds_value(cell) for cell in row.cells):
        return False
    return any(_role(cell.key) in ("amount", "price", "quantity") for cell in row.cells[1:])


def _holds_value(cell: Cell) -> bool:
    text = _plain(cell.run)
    return any(character.isdigit() for character in text)


def _role(key: str) -> str | None:
    """What a column heading says its column holds: the longest word it holds decides."""
    bare = _UNIT_IN_HEADING.sub("", key)
    best: tuple[int, str] | None = None
    for row in vocabulary("cost_words"):
        role = row["role"]
        if role not in ("name", "quantity", "price", "amount", "issue_cost", "sum"):
            continue
        holds = bare == row["word"] if role in ("sum", "name") else row["word"] in bare
        if holds and (best is None or len(row["word"]) > best[0]):
            best = (len(row["word"]), role)
    return best[1] if best else None


def _open_block(row: Row, number: int, caption: Run | None, reading: Reading) -> _Block:
    roles: dict[int, str] = {}
    units: dict[int, str] = {}
    for cell in row.cells:
        role = _role(cell.key) or "name"
        if role == "sum" and "amount" not in {_role(other.key) for other in row.cells}:
            role = "amount"
        roles[cell.column] = role
        found = _UNIT_IN_HEADING.search(cell.key)
        if found:
            units[cell.column] = found.group(1) + (found.group(2) or "")
        reading.claim(cell.run, LAYOUT, "heading")
    if "name" in roles.values() and list(roles.values()).count("name") > 1:
        names = [column for column, role in roles.items() if role == "name"]
        roles.update(dict.fromkeys(names[1:], "remark"))
    return _Block(number, roles, units, _group_name(row, roles, caption))


def _group_name(row: Row, roles: dict[int, str], caption: Run | None) -> str | None:
    """The block's own name: what its first heading says beside 项目组成, else its caption."""
    heading = mend(row.cells[0].run).text
    if roles.get(row.cells[0].column) == "name":
        tail = next((tail for tail in _HEADING_TAILS if heading.endswith(tail)), None)
        if tail and heading != tail:
            return heading.removesuffix(tail)
    if caption is None:
        return None
    text = mend(caption).text.rstrip("。:：")
    tail = next((word for word in _words("caption_tail") if text.endswith(word)), None)
    return text.removesuffix(tail) or None if tail else None


def _read_table_row(
    row: Row, block: _Block, entries: Sequence[Item], reading: Reading
) -> list[Item]:
    cells = {block.roles.get(cell.column, "remark"): cell for cell in reversed(row.cells)}
    if _is_unit_row(row, block):
        for cell in row.cells:
            block.units.setdefault(cell.column, cell.key.strip("()（）"))
        return []
    if set(cells) == {"name"} and block.items:
        return [_with_longer_name(block, cells["name"])]
    found = []
    name = cells["name"].run if "name" in cells else EMPTY
    amount = cells.get("amount")
    if amount is not None:
        item = _item(row, name, amount, cells, block, reading)
        found.append(item)
        if not item.is_sum:
            block.items.append(item)
    elif "name" in cells:
        reading.doubt("lost_amount", row.run)
        item = Item(row.run, mend(name), "", None, block.number, block.group)
        found.append(item)
        block.items.append(item)
    if "sum" in cells:
        found.append(_sum_of(cells["sum"], block, reading))
    return found


def _is_unit_row(row: Row, block: _Block) -> bool:
    """Whether the row only goes on with the headings above it: `(元)`, `(件)`, `本`."""
    return not block.items and all(
        _UNIT_ROW.fullmatch(cell.key) and block.roles.get(cell.column) != "name"
        for cell in row.cells
    )


def _with_longer_name(block: _Block, rest: Cell) -> Item:
    """The last item with the rest of its name, which a line of its own prints."""
    item = block.items[-1]
    longer = replace(item, name=mend(Run.joined([item.name, rest.run])))
    block.items[-1] = longer
    return longer


def _item(
    row: Row, name: Run, amount: Cell, cells: dict[str, Cell], block: _Block, reading: Reading
) -> Item:
    bare, is_sum = _item_name(name, reading)
    text = _plain(amount.run)
    money, formula = _read_amount(text)
    unit = (money.unit if money else None) or _money_unit(block.units.get(amount.column))
    yuan = to_yuan(money.number, unit or "元") if money else None
    if money is not None and unit is None:
        reading.doubt("money_unit_not_printed", row.run)
    if yuan is None:
        reading.doubt("unread_amount", amount.run)
    else:
        reading.claim(amount.run, TYPED, "cost_item.amount")
    price, price_text, formula = _price(cells, block, formula, reading)
    quantity, quantity_unit, quantity_text = _quantity(cells, block, reading)
    periods = _periods(text, cells)
    return Item(
        run=row.run,
        name=bare,
        amount_text=mend(amount.run).text,
        amount_yuan=yuan,
        block=block.number,
        group_name=block.group,
        quantity=quantity,
        quantity_unit=quantity_unit,
        quantity_text=quantity_text,
        unit_price_yuan=price,
        unit_price_text=price_text,
        period_count=periods,
        formula_text=formula,
        is_sum=is_sum,
        has_sum_word=is_sum,
    )


def _item_name(name: Run, reading: Reading) -> tuple[Run, bool]:
    ordinal = _ORDINAL.match(name.text)
    if ordinal:
        reading.claim(name[: ordinal.end()], LAYOUT, "ordinal")
        name = name[ordinal.end() :]
    bare = mend(name)
    return bare, bare.text.strip(":：") in _words("sum")


def _plain(run: Run) -> str:
    """A cell's text for reading: half width, no white space, LaTeX signs as plain ones."""
    text = fold(run.text).replace("$", "").replace("\\times", "×").replace("\\", "")
    return "".join(text.split())


def _read_amount(text: str) -> tuple[Money | None, str | None]:
    """The amount of a cell and the formula that gives it, if one is printed."""
    money = parse_money(text)
    if money is not None:
        return money, None
    formula = _FORMULA.match(text)
    if formula is None:
        return None, None
    number = parse_number(formula.group(4))
    return (Money(number, formula.group(5)) if number is not None else None), text


def _money_unit(text: str | None) -> str | None:
    head = (text or "").split("/")[0]
    return head if head in _MONEY_UNITS else None


def _price(
    cells: dict[str, Cell], block: _Block, formula: str | None, reading: Reading
) -> tuple[Decimal | None, str | None, str | None]:
    """The unit price in yuan, its text, and the row's formulas together."""
    issue = cells.get("issue_cost")
    if issue is not None:
        formula = "; ".join(part for part in (_plain(issue.run), formula) if part)
        reading.claim(issue.run, TYPED, "cost_item.formula")
    cell = cells.get("price")
    if cell is None:
        return None, None, formula
    found = _PRICE.match(_plain(cell.run))
    unit = found and (found.group(2) or _money_unit(block.units.get(cell.column)) or "元")
    number = parse_number(found.group(1)) if found else None
    if number is None or unit is None:
        reading.claim(cell.run, TEXT, "cost_item.unit_price_text")
        return None, mend(cell.run).text, formula
    reading.claim(cell.run, TYPED, "cost_item.unit_price")
    scale = Decimal(10_000) if unit.startswith("万") else Decimal(1)
    return exactly(number * scale, 18, 6), mend(cell.run).text, formula


def _quantity(
    cells: dict[str, Cell], block: _Block, reading: Reading
) -> tuple[Decimal | None, str | None, str | None]:
    cell = cells.get("quantity")
    if cell is None:
        return None, None, None
    found = _QUANTITY.match(_plain(cell.run))
    if found is None:
        reading.claim(cell.run, TEXT, "cost_item.quantity_text")
        return None, None, mend(cell.run).text
    reading.claim(cell.run, TYPED, "cost_item.quantity")
    unit = found.group(2) or block.units.get(cell.column) or None
    return parse_number(found.group(1)), unit, mend(cell.run).text


def _periods(text: str, cells: dict[str, Cell]) -> Decimal | None:
    """How many periods the amount covers: the factor beside the cost of one period."""
    issue, formula = cells.get("issue_cost"), _FORMULA.match(text)
    if issue is None or formula is None or formula.group(3):
        return None
    one_period, _ = _read_amount(_plain(issue.run))
    factors = [parse_number(formula.group(1)), parse_number(formula.group(2))]
    if one_period is None or one_period.number not in factors:
        return None
    factors.remove(one_period.number)
    return factors[0]


def _sum_of(cell: Cell, block: _Block, reading: Reading) -> Item:
    """The value of a column 合计 that spans the rows of the block."""
    money = parse_money(_plain(cell.run))
    unit = (money.unit if money else None) or next(
        (unit for unit in map(_money_unit, block.units.values()) if unit), "元"
    )
    reading.claim(cell.run, TYPED, "cost_total.amount")
    return Item(
        run=cell.run,
        name=Run("合计", cell.run.offsets[:1] * 2),
        amount_text=mend(cell.run).text,
        amount_yuan=to_yuan(money.number, unit) if money else None,
        block=block.number,
        group_name=block.group,
        is_sum=True,
        has_sum_word=True,
    )


def _read_prose(prose: list[Row], row: Row, reading: Reading) -> list[Item]:
    """The amounts of a paragraph, each with the words before it; a broken paragraph goes on."""
    goes_on = bool(prose) and row.follows_gap and not prose[-1].key.endswith(("。", "；", ";", ":"))
    prose[:] = [*prose, row] if goes_on else [row]
    text = mend(Run.joined(part.run for part in prose))
    found = []
    position = 0
    for amount in _AMOUNT.finditer(text.text):
        before = text[position : amount.start()]
        position = amount.end()
        run = text[amount.start() : amount.end()]
        if run.start < row.run.start:
            continue
        found.append(_prose_item(before, run, reading))
    return found


def _prose_item(before: Run, amount: Run, reading: Reading) -> Item:
    name, has_sum_word = _prose_name(before)
    money = parse_money(amount.text)
    yuan = to_yuan(money.number, money.unit or "元") if money else None
    reading.claim(amount, TYPED, "cost_item.amount")
    return Item(
        run=Run.joined([name, amount]) if name else amount,
        name=name,
        amount_text=amount.text,
        amount_yuan=yuan,
        block=0,
        has_sum_word=has_sum_word,
        is_other_sum=any(word in name.text for word in _words("other_sum")),
    )


def _prose_name(before: Run) -> tuple[Run, bool]:
    """The words that name an amount in prose, and whether they say it is a sum."""
    start = 0
    for mark in _SENTENCE_PART.finditer(before.text):
        if before.text[mark.end() :].strip() and not _inside_brackets(before.text, mark.start()):
            start = mark.end()
    name = before[start:].strip()
    opening = _NAME_START.match(name.text)
    while opening and opening.end():
        name = name[opening.end() :]
        opening = _NAME_START.match(name.text)
    ending = _NAME_END.search(name.text)
    sum_word = ending is not None and any(w in ending.group() for w in _words("sum_word"))
    bare = name[: ending.start()] if ending else name
    return bare, sum_word or bare.text.endswith(_words("sum_word"))


def _inside_brackets(text: str, position: int) -> bool:
    opened = sum(text[:position].count(mark) for mark in "(（《")
    return opened > sum(text[:position].count(mark) for mark in ")）》")


def _tell_sums_apart(entries: Sequence[Item]) -> tuple[list[Item], list[StatedSum]]:
    """The entries as leaf items and stated sums.

    A sum in prose is one only where the items it repeats are printed beside it: otherwise no
    finer breakdown stands there and it is itself the leaf.
    """
    tables = [entry for entry in entries if entry.block and not entry.is_sum]
    sums = [entry for entry in entries if entry.is_sum or entry.is_other_sum]
    open_entries = [e for e in entries if not e.block and not e.is_other_sum]
    for entry in open_entries:
        if _repeats_items(entry, tables, open_entries):
            sums.append(entry)
    leaves = [entry for entry in entries if entry not in sums]
    numbers = {id(leaf): number for number, leaf in enumerate(leaves, start=1)}
    stated = []
    for entry in sorted(sums, key=lambda entry: entry.run.start):
        covered = [numbers[id(leaf)] for leaf in _covered(entry, leaves)]
        stated.append(StatedSum(entry, min(covered, default=None), max(covered, default=None)))
    return leaves, stated


def _total(items: Iterable[Item]) -> Decimal:
    return sum((item.amount_yuan or Decimal(0) for item in items), Decimal(0))


def _repeats_items(entry: Item, tables: Sequence[Item], prose: Sequence[Item]) -> bool:
    blocks = {item.block for item in tables}
    if tables and entry.amount_yuan == _total(tables):
        return True
    if any(entry.amount_yuan == _total(i for i in tables if i.block == b) for b in blocks):
        return True
    before = [other for other in prose if other.run.start < entry.run.start]
    return entry.has_sum_word and len(before) > 1 and entry.amount_yuan == _total(before)


def _covered(entry: Item, leaves: Sequence[Item]) -> list[Item]:
    """The leaf items a stated sum adds up: its block's, or those whose sum it repeats."""
    if entry.is_other_sum:
        return []
    if entry.block:
        return [leaf for leaf in leaves if leaf.block == entry.block]
    tables = [leaf for leaf in leaves if leaf.block]
    for block in dict.fromkeys(leaf.block for leaf in tables):
        members = [leaf for leaf in tables if leaf.block == block]
        if _total(members) == entry.amount_yuan:
            return members
    if tables and _total(tables) == entry.amount_yuan:
        return tables
    return [leaf for leaf in leaves if not leaf.block and leaf.run.start < entry.run.start]
