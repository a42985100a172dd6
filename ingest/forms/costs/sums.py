"""Entries -> leaf items and stated sums, each sum with the items it covers."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from ingest.forms.costs.entries import SENTENCE, Entry, Item, StatedSum
from ingest.forms.costs.nesting import (
    Ranges,
    marked_parts,
    numbered_parents,
    ranked_ranges,
    total_of,
)
from ingest.forms.costs.words import folded, says

_Scope = tuple[int, int]


def tell_sums_apart(entries: Sequence[Entry]) -> tuple[list[Item], list[StatedSum]]:
    """The leaf items in document order, and the stated sums.

    An amount is a stated sum where its words say so (合计, 小计, 总预算), where a finer breakdown is
    printed with it (其中, list numbers), and where it repeats the sum of the table beside it or of
    the items its words add up (A和B共计). With nothing to add up it is itself the leaf.
    """
    marked = marked_parts(entries)
    ranges = ranked_ranges(entries)
    parents = {**marked, **numbered_parents(entries, ranges, marked)}
    ledger = _Ledger(entries, ranges, parents)
    for index in range(len(entries)):
        ledger.enter(index)
    ledger.close()
    groups = _groups(entries, ranges, parents)
    items = [Item(entries[index], groups[index]) for index in ledger.leaves]
    return items, [_stated(entries[i], ledger.scopes[i]) for i in sorted(ledger.scopes)]


def _stated(entry: Entry, scope: _Scope | None) -> StatedSum:
    name = entry.sum_name.text or None
    if scope is None or scope[0] >= scope[1]:
        return StatedSum(entry, name, None, None)
    return StatedSum(entry, name, scope[0] + 1, scope[1])


def _groups(entries: Sequence[Entry], ranges: Ranges, parents: Ranges) -> list[str | None]:
    """The group of each entry: its column's, its heading's, its table's."""
    groups: list[str | None] = []
    open_headings: list[tuple[int, Entry]] = []
    for index, entry in enumerate(entries):
        while open_headings and open_headings[-1][0] < index:
            open_headings.pop()
        heading = open_headings[-1][1] if open_headings else None
        above = heading.name.text or None if heading else None
        is_of_table = heading is not None and heading.block == entry.block
        groups.append(entry.group or (above if is_of_table else None) or entry.caption or above)
        if entry.kind == "heading" or (index in ranges and index in parents):
            open_headings.append((ranges[index], entry))
    return groups


@dataclass
class _Ledger:
    """The leaves so far, and for each stated sum the leaves it covers, as (from, to) counts.

    小计 covers the leaves since the last sum or heading. 合计 covers those since the last 合计, which
    is all where none stands before. Where that does not add up but its table, its sentence or all
    leaves before it do, it covers these. A sum above its items covers those below.
    """

    entries: Sequence[Entry]
    ranges: Ranges
    parents: Ranges
    leaves: list[int] = field(default_factory=list)
    scopes: dict[int, _Scope | None] = field(default_factory=dict)
    _totals: list[Decimal] = field(default_factory=lambda: [Decimal(0)])
    _plain_leaves: list[int] = field(default_factory=lambda: [0])
    _block_leaves: dict[int, _Scope] = field(default_factory=dict)
    _headings: list[tuple[int, int]] = field(default_factory=list)
    _last_sum: int = 0
    _last_total: int = 0
    _sentence: int = 0
    _above: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        candidates = [i for i, entry in enumerate(self.entries) if self._may_be_leaf(i, entry)]
        self._left = len(candidates)
        self._left_yuan = total_of(self.entries[i] for i in candidates)
        self._block_first: dict[int, int] = {}
        self._block_yuan: dict[int, Decimal] = {}
        for index in candidates:
            block = self.entries[index].block
            before = self._block_yuan.get(block, Decimal(0))
            self._block_yuan[block] = before + (self.entries[index].yuan or 0)

    def _may_be_leaf(self, index: int, entry: Entry) -> bool:
        return entry.kind == "item" and index not in self.parents

    @property
    def _count(self) -> int:
        return len(self.leaves)

    def enter(self, index: int) -> None:
        """Take the next entry as a leaf, a heading or a stated sum."""
        entry = self.entries[index]
        self._open_scopes(entry)
        while self._headings and self._headings[-1][1] < index:
            self._headings.pop()
        if entry.kind == "heading" or (index in self.ranges and index in self.parents):
            self._headings.append((self._count, self.ranges[index]))
        if entry.kind in ("contract", "column_total") or index in self.parents:
            self.scopes[index] = None
        elif entry.kind in ("subtotal", "total"):
            self._enter_sum(index, entry)
        elif entry.kind == "item":
            self._enter_item(index, entry)

    def _open_scopes(self, entry: Entry) -> None:
        self._block_first.setdefault(entry.block, self._count)
        if entry.gap >= SENTENCE:
            self._sentence = self._count

    def _keep(self, index: int) -> None:
        entry = self.entries[index]
        self._block_leaves.setdefault(entry.block, (self._count, 0))
        self.leaves.append(index)
        self._block_leaves[entry.block] = (self._block_leaves[entry.block][0], self._count)
        self._plain_leaves.append(self._plain_leaves[-1] + (not entry.has_sum_word))
        self._totals.append(self._totals[-1] + (self.entries[index].yuan or 0))

    def _enter_item(self, index: int, entry: Entry) -> None:
        self._left -= 1
        self._left_yuan -= entry.yuan or 0
        scope = self._repeated(index, entry)
        if scope is None:
            self._keep(index)
        else:
            self.scopes[index] = scope
            self._last_sum = self._count

    def _repeated(self, index: int, entry: Entry) -> _Scope | None:
        """The leaves whose sum the item repeats, if its words and its amount say that it does."""
        if entry.parts or entry.is_part or entry.yuan is None:
            return None
        if entry.block:
            return self._named_sum(entry) if entry.has_sum_word else None
        return self._table_beside(index, entry) or self._items_beside(index, entry)

    def _table_beside(self, index: int, entry: Entry) -> _Scope | None:
        after = self.entries[index + 1].block if index + 1 < len(self.entries) else 0
        if after and self._block_yuan.get(after) == entry.yuan and after not in self._block_first:
            self._above.append(index)
            return self._count, self._count
        before = self.entries[index - 1].block if index else 0
        if before and entry.has_sum_word and self._block_yuan.get(before) == entry.yuan:
            return self._block_first[before], self._count
        return None

    def _items_beside(self, index: int, entry: Entry) -> _Scope | None:
        says_whole = says("whole_word", folded(entry.name.text))
        least = 1 if entry.is_filler else 2
        if entry.has_sum_word or entry.is_filler:
            for start in (self._sentence, self._last_sum, self._last_total, 0):
                if self._count - start >= least and self._adds_up(start, entry):
                    return start, self._count
        is_opening = self._count == 0 and self._next_gap(index) == SENTENCE
        if not is_opening or self._left < least or self._left_yuan != entry.yuan:
            return None
        if entry.has_sum_word or entry.is_filler or (says_whole and self._is_only_whole(index)):
            self._above.append(index)
            return 0, 0
        return None

    def _next_gap(self, index: int) -> int:
        return self.entries[index + 1].gap if index + 1 < len(self.entries) else 0

    def _is_only_whole(self, index: int) -> bool:
        others = (entry for entry in self.entries[index + 1 :] if entry.kind == "item")
        return not any(says("whole_word", folded(entry.name.text)) for entry in others)

    def _adds_up(self, start: int, entry: Entry, end: int | None = None) -> bool:
        end = self._count if end is None else end
        return end > start and self._totals[end] - self._totals[start] == entry.yuan

    def _enter_sum(self, index: int, entry: Entry) -> None:
        scope = self._named_sum(entry) if not entry.is_filler else self._bare_sum(entry)
        if scope is None and not self._left:
            self._keep(index)
            return
        if scope is None:
            self._above.append(index)
        self.scopes[index] = scope or (self._count, self._count)
        self._last_sum = self._count
        if entry.kind == "total":
            self._last_total = self._count

    def _bare_sum(self, entry: Entry) -> _Scope | None:
        """The leaves before a sum that it covers; None where it stands above them."""
        starts = self._subtotal_starts(entry) if entry.kind == "subtotal" else self._starts(entry)
        fitting = [start for start in starts if self._adds_up(start, entry)]
        if fitting:
            return fitting[0], self._count
        block_first = self._block_first[entry.block]
        if entry.block and block_first == self._count and self._has_rows_below(entry):
            return None
        usual = [start for start in starts if start < self._count]
        return (usual[0], self._count) if usual else None

    def _has_rows_below(self, entry: Entry) -> bool:
        return entry.block in self._block_yuan

    def _subtotal_starts(self, entry: Entry) -> list[int]:
        heading = self._headings[-1][0] if self._headings else 0
        block = self._block_first[entry.block] if entry.block else 0
        return [max(self._last_sum, heading, block), heading, block, self._last_total]

    def _starts(self, entry: Entry) -> list[int]:
        block = [self._block_first[entry.block]] if entry.block else [self._sentence]
        return [self._last_total, *block, self._last_sum, 0]

    def _named_sum(self, entry: Entry) -> _Scope | None:
        """The leaves that a row like 人员费用小计 adds up; None where it stands for them itself."""
        starts = self._subtotal_starts(entry)
        fitting = [start for start in starts if self._adds_up(start, entry)]
        start = fitting[0] if fitting else starts[0]
        names_sums_only = self._plain_leaves[self._count] == self._plain_leaves[start]
        return None if names_sums_only else (start, self._count)

    def close(self) -> None:
        """Settle the sums whose items stand below them or around them."""
        for index in self.scopes:
            entry = self.entries[index]
            if index in self.parents:
                self.scopes[index] = self._within(index, self.parents[index])
            elif entry.kind == "column_total":
                self.scopes[index] = self._of_block(entry.block)
        for index in self._above:
            self.scopes[index] = self._below(index)

    def _within(self, index: int, last: int) -> _Scope:
        return bisect_right(self.leaves, index), bisect_right(self.leaves, last)

    def _of_block(self, block: int) -> _Scope:
        return self._block_leaves.get(block, (0, 0))

    def _below(self, index: int) -> _Scope:
        """The leaves below a sum: of its table, of the next, or all, whichever adds up."""
        entry = self.entries[index]
        start = bisect_right(self.leaves, index)
        following = self.entries[index + 1].block if index + 1 < len(self.entries) else 0
        ends = [self._of_block(block)[1] for block in (entry.block, following) if block]
        ends = [end for end in (*ends, self._count) if end > start]
        fitting = [end for end in ends if self._adds_up(start, entry, end)]
        return start, (fitting or ends or [start])[0]


__all__ = ["Iterable", "tell_sums_apart"]
