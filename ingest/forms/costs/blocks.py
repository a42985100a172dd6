"""A table of costs while it is read: what its columns hold, in which units, what is left open."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.document import Cell, Row, Run, mend
from ingest.forms.costs.columns import (
    Heading,
    below,
    block_name,
    is_unit_cell,
    money_unit,
    read_heading,
    roles_of,
    spread,
)
from ingest.forms.costs.words import folded, word_in

NAMING = ("name", "group", "ordinal")


@dataclass
class Block:
    """A table.

    `group` is the last name in its column of groups. `details` are, by entry, the names of a
    second column of names; the first holds groups (`name_is_group`) if a row leaves it blank.
    """

    number: int
    headings: Sequence[Heading] = ()
    roles: dict[int, str] = field(default_factory=dict)
    units: dict[int, str] = field(default_factory=dict)
    unit: str | None = None
    caption: str | None = None
    group: str | None = None
    name_above: str | None = None
    details: dict[int, Run] = field(default_factory=dict)
    name_is_group: bool = False
    has_rows: bool = False
    has_bare_headings: bool = False
    name_may_go_on: bool = False

    def set_headings(
        self, headings: Sequence[Heading], column_count: int, year: int | None
    ) -> None:
        self.headings = headings
        self.roles = roles_of(headings, column_count, year)
        units = {heading.column: heading.unit for heading in headings if heading.unit}
        self.units = spread(units, headings)

    def repeats(self, headings: Sequence[Heading]) -> bool:
        """Whether the headings are the table's own, printed again."""
        return [h.text for h in headings] == [h.text for h in self.headings]

    def with_lower(self, headings: Sequence[Heading]) -> list[Heading] | None:
        """The headings with a second row of them; None where the row begins a table."""
        goes_on = self.headings and not self.has_rows and headings[0].column > 0
        return below(self.headings, headings) if goes_on else None

    def cells_of(self, row: Row) -> dict[str, Cell]:
        """What a column holds -> the row's first cell that holds it."""
        return {self.roles.get(cell.column, "remark"): cell for cell in reversed(row.cells)}

    def money_unit_of(self, cell: Cell) -> str | None:
        """The money unit of a cell's column, else of the table."""
        return money_unit(self.units.get(cell.column)) or self.unit

    def any_money_unit(self) -> str | None:
        """The money unit of the first column that has one, else of the table."""
        return next((unit for unit in map(money_unit, self.units.values()) if unit), self.unit)

    def takes_units(self, row: Row) -> bool:
        """Whether a row only goes on with the headings above it: `(元)`, `(件)`, `本`."""
        if not self.roles or self.has_rows:
            return False
        if not all(is_unit_cell(c) and self.roles.get(c.column) != "name" for c in row.cells):
            return False
        for cell in row.cells:
            self.units.setdefault(cell.column, folded(cell.key).strip("()"))
        return True


def headings_of(row: Row) -> list[Heading]:
    """The headings a row of them holds."""
    return [read_heading(cell) for cell in row.cells]


def caption_of(first: Cell, heading: Heading, above: Run | None) -> str | None:
    """A table's own name: what its first heading says beside 项目组成, else the line above it."""
    name = block_name(mend(first.run).text) if heading.role in ("name", None) else None
    if name or above is None:
        return name
    text = mend(above).text.rstrip("。:：")
    tail = word_in("caption_tail", text)
    return text.removesuffix(tail.text) or None if tail else None
