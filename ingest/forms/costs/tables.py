"""Tables of 六、年度预算安排 -> entries: each row's amount with its name, quantity and price."""

from collections.abc import Mapping
from dataclasses import replace

from ingest.document import EMPTY, Cell, Row, Run, mend
from ingest.forms.costs.blocks import NAMING, Block, caption_of, headings_of
from ingest.forms.costs.cells import (
    amount_in,
    bare_cells,
    measure_in,
    price_in_cell,
    with_period_cost,
)
from ingest.forms.costs.columns import is_heading
from ingest.forms.costs.entries import BARE_HEADING_RANK, Entry, Measure, Parts
from ingest.forms.costs.formulas import Formula, formula_of, formula_within
from ingest.forms.costs.phrases import (
    Phrase,
    claim_ordinal,
    rank_of_cell,
    read_phrase,
    sum_of_name,
    unit_line,
    unit_of_name,
)
from ingest.forms.costs.tokens import holds_money
from ingest.forms.costs.words import folded
from ingest.reading import LAYOUT, Reading
from ingest.values import Money, parse_money, says_no_amount

_Cells = Mapping[str, Cell]


class TableReader:
    """Adds the rows of one table after another to the entries of the section.

    A row under headings that name a column of amounts is an item; one whose name is 合计, 小计
    or ends so is a stated sum; one with a name alone is a heading, or goes on with the name above.
    Without headings a row is an item only where exactly one amount stands in it.
    """

    def __init__(self, entries: list[Entry], reading: Reading, year: int | None) -> None:
        self.unit: str | None = None
        self.caption: Run | None = None
        self._entries = entries
        self._reading = reading
        self._year = year
        self._count = 0
        self._block = Block(0)

    def read(self, row: Row) -> bool:
        """Add the row's entries; False where the row is no row of a table but words in a cell."""
        row = self._without_unit_cell(row)
        if not row.cells or self._block.takes_units(row):
            return True
        if is_heading(row):
            self._open(row)
        elif len(row.cells) == 1 and self._is_prose(row.cells[0]):
            return False
        elif self._block.roles:
            self._read_row(row)
        else:
            self._read_bare_row(row)
        return True

    def _without_unit_cell(self, row: Row) -> Row:
        """The row without a cell `单位：万元`, which holds for its table and those below."""
        kept = []
        for cell in row.cells:
            unit = unit_line(folded(cell.key))
            if unit and unit.group() == folded(cell.key):
                self._set_unit(unit.group(1))
            else:
                kept.append(cell)
        return replace(row, cells=tuple(kept)) if len(kept) < len(row.cells) else row

    def _set_unit(self, unit: str) -> None:
        """Take a unit for what follows, and for the rows of the table that print none."""
        self.unit = self._block.unit = unit
        index = len(self._entries) - 1
        while index >= 0 and self._entries[index].block == self._block.number > 0:
            money = self._entries[index].money
            if money and not money.unit:
                self._entries[index] = replace(
                    self._entries[index], money=Money(money.number, unit)
                )
            index -= 1

    def _is_prose(self, cell: Cell) -> bool:
        role = self._block.roles.get(cell.column, "name")
        return role in (*NAMING, "remark") and holds_money(mend(cell.run))

    def _open(self, row: Row) -> None:
        """Open a table; the same headings again without a caption go on with the table above."""
        for cell in row.cells:
            self._reading.claim(cell.run, LAYOUT, "heading")
        headings = headings_of(row)
        if self._block.repeats(headings) and self.caption is None:
            return
        both = self._block.with_lower(headings)
        if both is None:
            caption = caption_of(row.cells[0], headings[0], self.caption)
            self._begin(Block(0, unit=self.unit, caption=caption))
        self._block.set_headings(both or headings, row.column_count, self._year)

    def _begin(self, block: Block) -> None:
        self._count += 1
        self._block, self.caption = replace(block, number=self._count), None

    def _read_row(self, row: Row) -> None:
        block, cells = self._block, self._block.cells_of(row)
        phrase, rank = self._name(cells)
        kind = sum_of_name(phrase.name.text)
        if set(cells) <= set(NAMING) and kind is None:
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
            if "detail" in cells:
                block.details[len(self._entries)] = mend(cells["detail"].run)
            self._add(replace(entry, rank=rank, group=group))
        if "sum" in cells:
            self._entries.append(self._column_total(cells["sum"]))

    def _add(self, entry: Entry) -> None:
        self._entries.append(entry)
        self._block.name_may_go_on = entry.kind == "item"

    def _name(self, cells: _Cells) -> tuple[Phrase, int | None]:
        """The row's name without its number, and the depth of the number.

        合计 may stand in the column of numbers or of groups.
        """
        places = [cells[role] for role in (*NAMING, "detail") if role in cells]
        sums = [cell for cell in places if sum_of_name(cell.key)]
        if sums:
            return self._read_name(sums[0]), None
        rank = None
        if "ordinal" in cells:
            rank = rank_of_cell(folded(cells["ordinal"].key))
            self._reading.claim(cells["ordinal"].run, LAYOUT, "ordinal")
        named = cells.get("group" if _names_group_alone(cells) else "name")
        phrase = self._read_name(named) if named else Phrase()
        return phrase, rank or phrase.rank

    def _read_name(self, cell: Cell) -> Phrase:
        phrase = read_phrase(mend(cell.run), follows_amount=False)
        claim_ordinal(phrase, self._reading)
        return replace(phrase, name=phrase.words.strip(":："))

    def _with_detail(self, cells: _Cells, phrase: Phrase) -> Phrase:
        """The finer of two names, where a row without the first shows that it is of groups."""
        block = self._block
        detail = mend(cells["detail"].run) if "detail" in cells else EMPTY
        if not detail or sum_of_name(phrase.name.text):
            return phrase
        if not phrase.name and not block.name_is_group:
            self._take_names_for_groups(block)
        if block.name_is_group:
            block.group = phrase.name.text or block.group
            return replace(phrase, name=detail)
        block.name_above = phrase.name.text
        return phrase

    def _take_names_for_groups(self, block: Block) -> None:
        block.name_is_group = True
        block.group = block.name_above
        for index, name in block.details.items():
            entry = self._entries[index]
            self._entries[index] = replace(entry, name=name, group=entry.name.text)

    def _group(self, cells: _Cells) -> str | None:
        """The name in the column of groups, which holds for the rows below it too."""
        if _names_group_alone(cells):
            self._block.group = None
        elif "group" in cells and not sum_of_name(cells["group"].key):
            self._block.group = mend(cells["group"].run).text
        return self._block.group

    def _read_name_alone(self, row: Row, phrase: Phrase, rank: int | None) -> None:
        """A heading over rows; or the rest of the name above, where no heading was bare before."""
        block = self._block
        if rank is None and block.name_may_go_on and not block.has_bare_headings:
            last = self._entries[-1]
            self._entries[-1] = replace(last, name=mend(Run.joined([last.name, phrase.name])))
            return
        block.has_rows, block.name_may_go_on = True, False
        block.has_bare_headings = block.has_bare_headings or rank is None
        if phrase.name:
            rank = rank or BARE_HEADING_RANK
            self._entries.append(
                Entry(row.run, phrase.name, kind="heading", rank=rank, block=block.number)
            )

    def _amount_cell(self, cells: _Cells, kind: str | None) -> Cell | None:
        """The cell of the amount; without one the formula's, and of a sum the one that is one."""
        if "amount" in cells:
            return cells["amount"]
        if kind is not None:
            others = [cells[role] for role in ("remark", "price", "formula") if role in cells]
            found = [cell for cell in others if parse_money(cell.key)]
            return found[0] if len(found) == 1 else None
        if "amount" in self._block.roles.values() or "formula" not in cells:
            return None
        formula = formula_within(cells["formula"].run)
        return cells["formula"] if formula and formula.money else None

    def _entry(self, row: Row, phrase: Phrase, amount: Cell, cells: _Cells) -> Entry:
        is_amount = self._block.roles.get(amount.column) != "formula"
        formula = formula_of(amount.run) if is_amount else formula_within(amount.run)
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
        beside = [formula_within(cells[role].run) for role in ("formula", "price") if role in cells]
        for found in (formula, *beside):
            parts = parts.filled_from(found.parts) if found else parts
        cost = cells.get("period_cost")
        return with_period_cost(parts, cost.run, formula) if cost else parts

    def _quantity(self, cells: _Cells) -> Measure | None:
        cell, unit = cells.get("quantity"), cells.get("quantity_unit")
        if cell is None:
            return None
        printed = self._block.units.get(cell.column) or (unit.key if unit else None)
        return measure_in(cell.run, printed)

    def _column_total(self, cell: Cell) -> Entry:
        """The value of a column 合计 that spans the rows of the table."""
        money, figure = self._amount(cell, None, self._block.any_money_unit())
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
        cells = bare_cells(row, self.unit)
        if cells is None:
            self._reading.doubt("unread_cost_row", row.run)
            return
        if not self._block.number:
            self._begin(Block(0, unit=self.unit))
        phrase, rank = self._name(cells)
        self._add(replace(self._entry(row, phrase, cells["amount"], cells), rank=rank))


def _names_group_alone(cells: _Cells) -> bool:
    """Whether the column of groups holds the only name of the row: it is the item's own."""
    return "group" in cells and not {"name", "detail"} & set(cells)
