"""Tables of 六、年度预算安排 -> entries: each row's amount with its name, quantity and price."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ingest.document import EMPTY, Cell, Row, Run, mend
from ingest.forms.costs.cells import amount_in, measure_in, price_in_cell, with_period_cost
from ingest.forms.costs.columns import (
    Heading,
    below,
    block_name,
    is_heading,
    is_unit_cell,
    money_unit,
    read_heading,
    roles_of,
)
from ingest.forms.costs.entries import Entry, Measure, Parts
from ingest.forms.costs.formulas import Formula, formula_within
from ingest.forms.costs.phrases import (
    Phrase,
    rank_of_cell,
    read_phrase,
    sum_of_name,
    unit_of_name,
)
from ingest.forms.costs.tokens import count_in, holds_money, per_of
from ingest.forms.costs.words import folded, plain, word_in
from ingest.reading import LAYOUT, Reading
from ingest.values import Money, parse_money, says_no_amount

_NAMING = ("name", "group", "ordinal")
_HEADING_RANK = 2
_Cells = Mapping[str, Cell]


@dataclass
class _Block:
    """A table: what its columns hold, in which units, and what its last row leaves open."""

    number: int
    keys: tuple[str, ...] = ()
    headings: list[Heading] = field(default_factory=list)
    roles: dict[int, str] = field(default_factory=dict)
    units: dict[int, str] = field(default_factory=dict)
    unit: str | None = None
    caption: str | None = None
    group: str | None = None
    has_rows: bool = False
    has_bare_headings: bool = False
    details: dict[int, Run] = field(default_factory=dict)
    name_is_group: bool = False
    name_may_go_on: bool = False

    def money_unit_of(self, cell: Cell) -> str | None:
        """The money unit of a cell's column, else of the table."""
        return money_unit(self.units.get(cell.column)) or self.unit


class TableReader:
    """Adds the rows of one table after another to the entries of the section.

    A row under headings that name a column of amounts is an item; one whose name is 合计, 小计
    or ends so is a stated sum; one with a name alone is a heading, or goes on with the name above.
    Without headings a row is an item only where exactly one amount stands in it.
    """

    def __init__(self, entries: list[Entry], reading: Reading, year: int | None) -> None:
        self.entries = entries
        self.unit: str | None = None
        self.caption: Run | None = None
        self._reading = reading
        self._year = year
        self._count = 0
        self._block = _Block(0)

    def read(self, row: Row) -> bool:
        """Add the row's entries; False where the row is no row of a table but words in a cell."""
        if self._takes_units(row):
            return True
        if is_heading(row):
            self._open(row)
        elif len(row.cells) == 1 and self._is_prose(row.cells[0]):
            return False
        elif not self._block.roles:
            self._read_bare_row(row)
        else:
            self._read_row(row)
        return True

    def _is_prose(self, cell: Cell) -> bool:
        role = self._block.roles.get(cell.column, "name")
        return role in (*_NAMING, "remark") and holds_money(mend(cell.run))

    def _open(self, row: Row) -> None:
        """Open a table; the same headings again without a caption go on with the table above."""
        keys = tuple(cell.key for cell in row.cells)
        for cell in row.cells:
            self._reading.claim(cell.run, LAYOUT, "heading")
        block, headings = self._block, [read_heading(cell) for cell in row.cells]
        if block.keys == keys and self.caption is None:
            return
        if block.headings and not block.has_rows and row.cells[0].column > 0:
            block.headings = below(block.headings, headings)
        else:
            self._count += 1
            caption = self._caption(row.cells[0], headings[0])
            block = _Block(self._count, keys, headings, unit=self.unit, caption=caption)
            self._block, self.caption = block, None
        block.roles = roles_of(block.headings, row.column_count, self._year)
        block.units = {h.column: h.unit for h in block.headings if h.unit}

    def _caption(self, first: Cell, heading: Heading) -> str | None:
        """The table's own name: what its first heading says beside 项目组成, else its caption."""
        name = block_name(mend(first.run).text) if heading.role in ("name", None) else None
        if name or self.caption is None:
            return name
        text = mend(self.caption).text.rstrip("。:：")
        tail = word_in("caption_tail", text)
        return text.removesuffix(tail.text) or None if tail else None

    def _takes_units(self, row: Row) -> bool:
        """Whether the row only goes on with the headings above it: `(元)`, `(件)`, `本`."""
        block = self._block
        is_units = (
            bool(block.roles)
            and not block.has_rows
            and all(
                is_unit_cell(cell) and block.roles.get(cell.column) != "name" for cell in row.cells
            )
        )
        for cell in row.cells if is_units else ():
            block.units.setdefault(cell.column, folded(cell.key).strip("()"))
        return is_units

    def _read_row(self, row: Row) -> None:
        block = self._block
        cells = {block.roles.get(cell.column, "remark"): cell for cell in reversed(row.cells)}
        phrase, rank = self._name(cells)
        kind = sum_of_name(phrase.name.text)
        if set(cells) <= set(_NAMING) and kind is None:
            self._read_name_alone(row, phrase, rank)
            return
        block.has_rows = True
        phrase = self._with_detail(cells, phrase)
        group = self._group(cells)
        amount = self._amount_cell(cells, kind)
        if amount is None:
            self._reading.doubt("lost_amount", row.run)
            block.name_may_go_on = False
        else:
            entry = self._entry(row, phrase, amount, cells)
            self._add(replace(entry, rank=rank, group=group))
        if "sum" in cells:
            self.entries.append(self._column_total(cells["sum"]))

    def _with_detail(self, cells: _Cells, phrase: Phrase) -> Phrase:
        """The finer of two names, where a row without the first shows that it is of groups."""
        block = self._block
        detail = mend(cells["detail"].run) if "detail" in cells else EMPTY
        if not detail or sum_of_name(phrase.name.text):
            return phrase
        if not phrase.name and not block.name_is_group:
            block.name_is_group = True
            for index, name in block.details.items():
                entry = self.entries[index]
                block.group = entry.name.text
                self.entries[index] = replace(entry, name=name, group=block.group)
        block.details[len(self.entries)] = detail
        if block.name_is_group:
            block.group = phrase.name.text or block.group
            return replace(phrase, name=detail)
        return phrase

    def _add(self, entry: Entry) -> None:
        self.entries.append(entry)
        self._block.name_may_go_on = entry.kind == "item"

    def _name(self, cells: _Cells) -> tuple[Phrase, int | None]:
        """The row's name without its number, and the depth of the number.

        合计 may stand in the column of numbers or of groups.
        """
        places = [cells[role] for role in (*_NAMING, "detail") if role in cells]
        sums = [cell for cell in places if sum_of_name(cell.key)]
        if sums:
            return self._read_name(sums[0]), None
        rank = None
        if "ordinal" in cells:
            rank = rank_of_cell(folded(cells["ordinal"].key))
            self._reading.claim(cells["ordinal"].run, LAYOUT, "ordinal")
        phrase = self._read_name(cells["name"]) if "name" in cells else Phrase()
        return phrase, rank or phrase.rank

    def _read_name(self, cell: Cell) -> Phrase:
        phrase = read_phrase(mend(cell.run), follows_amount=False)
        self._reading.claim(phrase.ordinal, LAYOUT, "ordinal")
        return replace(phrase, name=phrase.words.strip(":："))

    def _group(self, cells: _Cells) -> str | None:
        """The name in the column of groups, which holds for the rows below it too."""
        if "group" in cells and not sum_of_name(cells["group"].key):
            self._block.group = mend(cells["group"].run).text
        return self._block.group

    def _read_name_alone(self, row: Row, phrase: Phrase, rank: int | None) -> None:
        """A heading over rows; or the rest of the name above, where no heading was bare before."""
        block = self._block
        if rank is None and block.name_may_go_on and not block.has_bare_headings:
            last = self.entries[-1]
            self.entries[-1] = replace(last, name=mend(Run.joined([last.name, phrase.name])))
            return
        block.has_rows, block.name_may_go_on = True, False
        block.has_bare_headings = block.has_bare_headings or rank is None
        if phrase.name:
            rank = rank or _HEADING_RANK
            self.entries.append(
                Entry(row.run, phrase.name, kind="heading", rank=rank, block=block.number)
            )

    def _amount_cell(self, cells: _Cells, kind: str | None) -> Cell | None:
        """The cell of the amount; without one the formula's, and of a sum the one that is one."""
        if "amount" in cells:
            return cells["amount"]
        if kind is not None:
            others = [
                cell for role, cell in cells.items() if role in ("remark", "price", "formula")
            ]
            found = [cell for cell in others if parse_money(cell.key)]
            return found[0] if len(found) == 1 else None
        if "amount" in self._block.roles.values() or "formula" not in cells:
            return None
        formula = formula_within(cells["formula"].run)
        return cells["formula"] if formula and formula.money else None

    def _entry(self, row: Row, phrase: Phrase, amount: Cell, cells: _Cells) -> Entry:
        formula = formula_within(amount.run)
        kind = sum_of_name(phrase.name.text)
        unit = unit_of_name(phrase.name.text) if kind else None
        money, figure = self._amount(amount, formula, unit or self._block.money_unit_of(amount))
        return Entry(
            run=row.run,
            name=phrase.name,
            amount=mend(amount.run),
            figure=figure,
            money=money,
            parts=self._parts(cells, formula),
            kind=kind if kind in ("subtotal", "total") else "item",
            sum_name=phrase.name,
            has_sum_word=kind is not None,
            is_part=phrase.is_part,
            block=self._block.number,
            caption=self._block.caption,
        )

    def _amount(
        self, cell: Cell, formula: Formula | None, unit: str | None
    ) -> tuple[Money | None, Run]:
        """The amount of a cell and where it stands; what is neither amount nor dash is in doubt."""
        money, figure = amount_in(cell.run, formula)
        if money is None and not says_no_amount(cell.run.text):
            self._reading.reject("unread_amount", cell.run)
        if money is not None and money.unit is None:
            money = Money(money.number, unit)
        return money, figure

    def _parts(self, cells: _Cells, formula: Formula | None) -> Parts:
        """The row's quantity, unit price, periods and formula; of a formula what no column says."""
        price, periods = cells.get("price"), cells.get("periods")
        count = measure_in(periods.run) if periods else None
        parts = Parts(
            self._quantity(cells),
            price_in_cell(price.run, self._block.money_unit_of(price)) if price else None,
            count if count and count.number is not None else None,
        )
        beside = formula_within(cells["formula"].run) if "formula" in cells else None
        standard = formula_within(price.run) if price else None
        for found in (formula, beside, standard):
            parts = parts.filled_from(found.parts) if found else parts
        cost = cells.get("period_cost")
        return with_period_cost(parts, cost.run, formula) if cost else parts

    def _quantity(self, cells: _Cells) -> Measure | None:
        cell, unit = cells.get("quantity"), cells.get("quantity_unit")
        if cell is None:
            return None
        return measure_in(cell.run, self._block.units.get(cell.column) or (unit and unit.key))

    def _column_total(self, cell: Cell) -> Entry:
        """The value of a column 合计 that spans the rows of the table."""
        units = [unit for unit in map(money_unit, self._block.units.values()) if unit]
        money, figure = self._amount(cell, None, units[0] if units else self._block.unit)
        name = Run("合计", cell.run.offsets[:1] * 2)
        return Entry(
            run=cell.run,
            name=name,
            amount=mend(cell.run),
            figure=figure,
            money=money,
            kind="column_total",
            sum_name=name,
            block=self._block.number,
        )

    def _read_bare_row(self, row: Row) -> None:
        """A row of a table without headings: its one amount, with the first words as its name."""
        cells = self._bare_cells(row)
        if cells is None:
            self._reading.doubt("unread_cost_row", row.run)
            return
        if not self._block.number:
            self._count += 1
            self._block = _Block(self._count, unit=self.unit)
        phrase, rank = self._name(cells)
        self._add(replace(self._entry(row, phrase, cells["amount"], cells), rank=rank))

    def _bare_cells(self, row: Row) -> _Cells | None:
        """The cells by what they hold; None where not exactly one is an amount."""
        cells: dict[str, Cell] = {}
        amounts = []
        for cell in row.cells:
            role = self._bare_role(cell, is_first=cell is row.cells[0])
            if role == "amount":
                amounts.append(cell)
            else:
                cells.setdefault(role, cell)
        if len(amounts) != 1 or "name" not in cells:
            return None
        return {**cells, "amount": amounts[0]}

    def _bare_role(self, cell: Cell, is_first: bool) -> str:
        run, money = mend(plain(cell.run)), parse_money(cell.run.text)
        if is_first and rank_of_cell(folded(cell.key)):
            return "ordinal"
        if money and (money.unit or self.unit):
            return "amount"
        if per_of(run):
            return "price"
        return "quantity" if count_in(run) else "name"
