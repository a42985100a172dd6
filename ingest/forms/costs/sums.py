"""Entries -> leaf items and stated sums, each sum with the items it covers."""

from collections.abc import Sequence

from ingest.forms.costs.entries import Entry, Item, StatedSum
from ingest.forms.costs.ledger import Ledger, Scope
from ingest.forms.costs.nesting import Ranges, marked_parts, numbered_parents, ranked_ranges


def tell_sums_apart(entries: Sequence[Entry]) -> tuple[list[Item], list[StatedSum]]:
    """The leaf items in document order, and the stated sums.

    An amount is a stated sum where its words say so (合计, 小计, 总预算), where a finer breakdown
    is printed with it (其中, list numbers), and where it repeats the sum of the table beside it or
    of the items its words add up (A和B共计). With nothing to add up it is itself the leaf.
    """
    marked = marked_parts(entries)
    ranges = ranked_ranges(entries)
    parents = {**marked, **numbered_parents(entries, ranges, marked)}
    ledger = Ledger(entries, ranges, parents)
    for index in range(len(entries)):
        ledger.enter(index)
    scopes = ledger.scopes()
    groups = _groups(entries, ranges, parents)
    items = [Item(entries[index], groups[index]) for index in ledger.leaves]
    return items, [_stated(entries[index], scopes[index]) for index in sorted(scopes)]


def _stated(entry: Entry, scope: Scope) -> StatedSum:
    start, end = scope
    first, last = (start + 1, end) if start < end else (None, None)
    return StatedSum(entry, entry.sum_name.text or None, first, last)


def _groups(entries: Sequence[Entry], ranges: Ranges, parents: Ranges) -> list[str | None]:
    """The group of each entry: of its column, of the heading in its table, its table's, any."""
    groups: list[str | None] = []
    open_headings: list[tuple[int, Entry]] = []
    for index, entry in enumerate(entries):
        while open_headings and open_headings[-1][0] < index:
            open_headings.pop()
        heading = open_headings[-1][1] if open_headings else None
        above = (heading.name.text or None) if heading else None
        in_table = above if heading and heading.block == entry.block else None
        groups.append(entry.group or in_table or entry.caption or above)
        if index in ranges and (entry.kind == "heading" or index in parents):
            open_headings.append((ranges[index], entry))
    return groups
