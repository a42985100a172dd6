"""The leaves of a section in order, and which of them each stated sum covers."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from ingest.forms.costs.entries import SENTENCE, Entry
from ingest.forms.costs.nesting import Ranges
from ingest.forms.costs.words import folded, says

Scope = tuple[int, int]
NOTHING: Scope = (0, 0)


class Ledger:
    """Takes entries one after another; a scope (from, to) counts the leaves before each end.

    小计 covers the leaves since the last sum or heading; 合计 covers those since the last 合计,
    which is all of them where none stands before. Where that does not add up but its table, its
    sentence or all leaves before do, it covers these. A sum above its items covers those below.
    """

    def __init__(self, entries: Sequence[Entry], ranges: Ranges, parents: Ranges) -> None:
        self.leaves: list[int] = []
        self._entries = entries
        self._ranges = ranges
        self._parents = parents
        self._scopes: dict[int, Scope] = {}
        self._above: list[int] = []
        self._yuan = [Decimal(0)]
        self._plain = [0]
        self._headings: list[tuple[int, int]] = []
        self._block_starts: dict[int, int] = {}
        self._block_leaves: dict[int, Scope] = {}
        self._last_sum = self._last_total = self._sentence = 0
        self._said_twice: dict[int, int] = {}
        self._count_ahead()

    def _count_ahead(self) -> None:
        """Count what may become a leaf: how many are left, and how much a table holds."""
        self._left, self._left_yuan = 0, Decimal(0)
        self._block_yuan: dict[int, Decimal] = defaultdict(Decimal)
        self._rows: dict[tuple[str, Decimal | None], int] = {}
        for index, entry in enumerate(self._entries):
            if entry.kind == "item" and entry.block and entry.name:
                self._rows.setdefault(_key(entry), index)
            if entry.kind == "item" and index not in self._parents:
                self._left += 1
                self._left_yuan += entry.yuan or 0
                self._block_yuan[entry.block] += entry.yuan or 0

    @property
    def _count(self) -> int:
        return len(self.leaves)

    def enter(self, index: int) -> None:
        """Take the next entry as a leaf, a heading or a stated sum."""
        entry = self._entries[index]
        self._open(index, entry)
        if index in self._parents or entry.kind in ("contract", "column_total"):
            self._scopes[index] = NOTHING
        elif entry.kind in ("subtotal", "total"):
            self._enter_sum(index, entry)
        elif entry.kind == "item":
            self._enter_item(index, entry)

    def _open(self, index: int, entry: Entry) -> None:
        """Note where a table, a sentence, the rows under a heading begin."""
        self._block_starts.setdefault(entry.block, self._count)
        if entry.gap >= SENTENCE:
            self._sentence = self._count
        while self._headings and self._headings[-1][1] < index:
            self._headings.pop()
        if index in self._ranges and (entry.kind == "heading" or index in self._parents):
            self._headings.append((self._count, self._ranges[index]))

    def _keep(self, index: int) -> None:
        entry = self._entries[index]
        start, _ = self._block_leaves.get(entry.block, (self._count, 0))
        self.leaves.append(index)
        self._yuan.append(self._yuan[-1] + (entry.yuan or 0))
        self._plain.append(self._plain[-1] + (not entry.has_sum_word))
        self._block_leaves[entry.block] = (start, self._count)

    def _adds_up(self, start: int, end: int, entry: Entry) -> bool:
        return start < end and self._yuan[end] - self._yuan[start] == entry.yuan

    def _enter_item(self, index: int, entry: Entry) -> None:
        self._left -= 1
        self._left_yuan -= entry.yuan or 0
        scope = self._repeated(index, entry)
        if scope is None:
            self._keep(index)
        else:
            self._scopes[index] = scope
            self._last_sum = self._count

    def _repeated(self, index: int, entry: Entry) -> Scope | None:
        """The leaves whose sum an item repeats, if its words and its amount say that it does."""
        if entry.parts or entry.is_part or entry.yuan is None:
            return None
        if entry.block:
            return self._named_sum(entry) if entry.has_sum_word else None
        return (
            self._row_of_table(index, entry)
            or self._table_beside(index, entry)
            or self._items_before(entry)
            or self._items_after(index, entry)
        )

    def _row_of_table(self, index: int, entry: Entry) -> Scope | None:
        """The row of a table that a sentence says too, with the same name and amount."""
        row = self._rows.get(_key(entry)) if entry.name else None
        if row is None:
            return None
        self._said_twice[index] = row
        return NOTHING

    def _table_beside(self, index: int, entry: Entry) -> Scope | None:
        """The table that follows, or with 共计 the one before, where the amount is its sum."""
        after, before = self._beside(index)
        if after not in self._block_starts and self._block_yuan.get(after) == entry.yuan:
            self._above.append(index)
            return NOTHING
        if before and entry.has_sum_word and self._block_yuan.get(before) == entry.yuan:
            return self._block_starts[before], self._count
        return None

    def _beside(self, index: int) -> tuple[int, int]:
        """The tables directly after and before an entry; 0 where none is."""
        after = self._entries[index + 1].block if index + 1 < len(self._entries) else 0
        return after, self._entries[index - 1].block if index else 0

    def _items_before(self, entry: Entry) -> Scope | None:
        if not (entry.has_sum_word or entry.is_filler):
            return None
        least = 1 if entry.is_filler else 2
        for start in (self._sentence, self._last_sum, self._last_total, 0):
            if self._count - start >= least and self._adds_up(start, self._count, entry):
                return start, self._count
        return None

    def _items_after(self, index: int, entry: Entry) -> Scope | None:
        """The leaves of the section, where the first sentence says their sum."""
        least = 1 if entry.is_filler else 2
        is_first = self._count == 0 and index + 1 < len(self._entries)
        if not is_first or self._entries[index + 1].gap < SENTENCE:
            return None
        if self._left < least or self._left_yuan != entry.yuan:
            return None
        if not (entry.has_sum_word or entry.is_filler or self._alone_says_whole(index)):
            return None
        self._above.append(index)
        return NOTHING

    def _alone_says_whole(self, index: int) -> bool:
        """Whether the entry is named 预算, 经费 or 资金 and none after it is."""
        own, *others = (e for e in self._entries[index:] if e.kind == "item")
        return _says_whole(own) and not any(map(_says_whole, others))

    def _enter_sum(self, index: int, entry: Entry) -> None:
        is_named = not entry.is_filler and not entry.block
        scope = self._named_sum(entry) if is_named else self._bare_sum(entry)
        may_be_leaf = is_named or entry.is_labelled or not self._left
        if scope is None and may_be_leaf:
            self._keep(index)
            return
        if scope is None:
            self._above.append(index)
        self._scopes[index] = scope or NOTHING
        self._last_sum = self._count
        if entry.kind == "total":
            self._last_total = self._count

    def _bare_sum(self, entry: Entry) -> Scope | None:
        """The leaves before a sum that it covers; None where it stands above them."""
        starts = self._subtotal_starts(entry) if entry.kind == "subtotal" else self._starts(entry)
        least = 2 if entry.is_labelled else 1
        for start in starts:
            if self._count - start >= least and self._adds_up(start, self._count, entry):
                return start, self._count
        if entry.is_labelled or self._stands_above_rows(entry):
            return None
        usual = [start for start in starts if start < self._count]
        return (usual[0], self._count) if usual else None

    def _stands_above_rows(self, entry: Entry) -> bool:
        is_first = self._block_starts[entry.block] == self._count
        return entry.block > 0 and is_first and entry.block in self._block_yuan

    def _subtotal_starts(self, entry: Entry) -> list[int]:
        heading = self._headings[-1][0] if self._headings else 0
        block = self._block_starts[entry.block] if entry.block else 0
        return [max(self._last_sum, heading, block), heading, block, self._last_total]

    def _starts(self, entry: Entry) -> list[int]:
        near = self._block_starts[entry.block] if entry.block else self._sentence
        return [self._last_total, near, self._last_sum, 0]

    def _named_sum(self, entry: Entry) -> Scope | None:
        """The leaves that a sum like 人员费用小计 adds up; None where it stands for them itself."""
        starts = self._subtotal_starts(entry)
        fitting = [start for start in starts if self._adds_up(start, self._count, entry)]
        start = fitting[0] if fitting else starts[0]
        only_sums = self._plain[self._count] == self._plain[start]
        return None if only_sums else (start, self._count)

    def scopes(self) -> dict[int, Scope]:
        """Index of each stated sum -> the leaves it covers."""
        for index in self._scopes:
            entry = self._entries[index]
            if index in self._parents:
                self._scopes[index] = self._within(index, self._parents[index])
            elif entry.kind == "column_total":
                self._scopes[index] = self._block_leaves.get(entry.block, NOTHING)
        for index in self._above:
            self._scopes[index] = self._below(index)
        for index, row in self._said_twice.items():
            self._scopes[index] = self._within(row - 1, self._parents.get(row, row))
        return self._scopes

    def _within(self, index: int, last: int) -> Scope:
        return bisect_right(self.leaves, index), bisect_right(self.leaves, last)

    def _below(self, index: int) -> Scope:
        """The leaves below a sum: of its table, of the next, or all, whichever adds up."""
        entry, (after, _) = self._entries[index], self._beside(index)
        start = bisect_right(self.leaves, index)
        tables = [self._block_leaves.get(block, NOTHING) for block in (entry.block, after) if block]
        ends = [end for end in (*(end for _, end in tables), self._count) if end > start]
        fitting = [end for end in ends if self._adds_up(start, end, entry)]
        return start, (fitting or ends or [start])[0]


def _key(entry: Entry) -> tuple[str, Decimal | None]:
    return folded(entry.name.text), entry.yuan


def _says_whole(entry: Entry) -> bool:
    return says("whole_word", folded(entry.name.text))
