"""Tables of HTML: rows and cells as written -> cells with their places and spans."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from ingest.readers.packages import BrokenFile
from ingest.readers.spans import MOST_SQUARES

_GROUPS = ("thead", "tbody", "tfoot")
_DROPPED = ("colgroup", "col", "script", "style", "template", "noscript")
_MOST_COLUMNS_SPANNED = 1_000
_MOST_ROWS_SPANNED = 65_534

_Row = list[etree._Element]


@dataclass
class TableParts:
    """The rows of a table by group, each a list of its cells; captions, and text outside cells.

    `hidden` are the groups, rows and cells that are not shown.
    """

    heads: list[list[_Row]] = field(default_factory=list)
    bodies: list[list[_Row]] = field(default_factory=list)
    feet: list[list[_Row]] = field(default_factory=list)
    captions: list[etree._Element] = field(default_factory=list)
    stray: list[str] = field(default_factory=list)
    hidden: list[etree._Element] = field(default_factory=list)

    @property
    def groups(self) -> list[list[_Row]]:
        """The groups as they are shown: heads first, feet last."""
        return [*self.heads, *self.bodies, *self.feet]


@dataclass(frozen=True)
class PlacedCell:
    """A cell with its place; rows count through all groups."""

    row: int
    column: int
    element: etree._Element
    row_span: int
    column_span: int


def parts_of(table: etree._Element, is_hidden: Callable[[etree._Element], bool]) -> TableParts:
    """The parts of a table that are shown."""
    parts = TableParts()
    _Sorter(parts, is_hidden).sort(table, None)
    return parts


@dataclass
class _Sorter:
    """Sorts a table's elements into its parts, through whatever wrongly wraps them."""

    parts: TableParts
    is_hidden: Callable[[etree._Element], bool]

    def sort(self, element: etree._Element, group: list[_Row] | None) -> None:
        """Sort what stands in a table or in one of its groups."""
        self._keep_text(element.text)
        is_in_own_row = False
        for child in element:
            name = child.tag.lower() if isinstance(child.tag, str) else ""
            is_cell = name in ("td", "th")
            if name and name not in _DROPPED and self._shows(child):
                group = self._sort_child(child, name, group, is_in_own_row)
            is_in_own_row = is_cell
            self._keep_text(child.tail)

    def _sort_child(
        self, child: etree._Element, name: str, group: list[_Row] | None, goes_on: bool
    ) -> list[_Row] | None:
        if name in _GROUPS:
            self.sort(child, self._new_group(name))
            return None
        if name == "caption":
            self.parts.captions.append(child)
            return group
        group = self._new_group("tbody") if group is None else group
        if name == "tr":
            group.append(self._cells(child))
        elif name in ("td", "th"):
            if goes_on and group:
                group[-1].append(child)
            else:
                group.append([child])
        else:
            self.sort(child, group)
        return group

    def _new_group(self, name: str) -> list[_Row]:
        groups = {"thead": self.parts.heads, "tbody": self.parts.bodies, "tfoot": self.parts.feet}
        groups[name].append([])
        return groups[name][-1]

    def _cells(self, row: etree._Element) -> _Row:
        cells: _Row = []
        self._keep_text(row.text)
        for child in row:
            name = child.tag.lower() if isinstance(child.tag, str) else ""
            if name in ("td", "th"):
                if self._shows(child):
                    cells.append(child)
            elif name and name not in _DROPPED and self._shows(child):
                cells.extend(self._cells(child))
            self._keep_text(child.tail)
        return cells

    def _shows(self, element: etree._Element) -> bool:
        """Whether the element is shown; a hidden one is noted."""
        if self.is_hidden(element):
            self.parts.hidden.append(element)
            return False
        return True

    def _keep_text(self, text: str | None) -> None:
        if text and text.strip():
            self.parts.stray.append(text)


def placed_cells(parts: TableParts) -> Iterator[PlacedCell]:
    """The cells in order, none overlapping: a span ends where another cell stands.

    Raises BrokenFile for tables beyond any form.
    """
    first_row = 0
    work = 0
    for group in parts.groups:
        free_from: dict[int, int] = {}
        for index, row in enumerate(group):
            column = 0
            for element in row:
                while free_from.get(column, 0) > index:
                    column += 1
                wide = _free_columns(element, column, index, free_from)
                high = _rows_spanned(element, len(group) - index)
                free_from.update(dict.fromkeys(range(column, column + wide), index + high))
                yield PlacedCell(first_row + index, column, element, high, wide)
                column += wide
                work += wide
            work += column
            if work > MOST_SQUARES:
                raise BrokenFile("its table is larger than any form: split it into smaller files")
        first_row += len(group)


def _free_columns(element: etree._Element, column: int, row: int, free_from: dict[int, int]) -> int:
    """How many columns the cell spans before it meets one that reaches down from above."""
    wide = min(max(_declared(element, "colspan"), 1), _MOST_COLUMNS_SPANNED)
    taken = (at for at in range(column + 1, column + wide) if free_from.get(at, 0) > row)
    return next(taken, column + wide) - column


def _rows_spanned(element: etree._Element, rows_left: int) -> int:
    """How many rows of its group the cell spans; 0 means all that are left."""
    high = min(_declared(element, "rowspan"), _MOST_ROWS_SPANNED)
    return rows_left if high == 0 else min(high, rows_left)


def _declared(element: etree._Element, name: str) -> int:
    """The span as written, as browsers read it; 1 where it is none."""
    found = re.match(r"\s*\+?(\d{1,9})", element.get(name) or "")
    return int(found.group(1)) if found else 1
