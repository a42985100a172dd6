"""Which amounts are broken down by those below them: by 其中 and the like, and by list numbers."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from ingest.forms.costs.entries import (
    BARE_HEADING_RANK,
    COMMA,
    SEMICOLON,
    SENTENCE,
    Entry,
)

Ranges = dict[int, int]


def marked_parts(entries: Sequence[Entry]) -> Ranges:
    """Index of each amount followed by its parts -> index of the last of them.

    其中 (包括, 分别为, a colon, brackets) before an amount makes the one before it their sum,
    whether or not they add up to it. The parts end where they do add up; else with the list they
    stand in: the same separators to the end of the sentence, the same list numbers, the brackets,
    or in a table the rows that say 其中.
    """
    found: Ranges = {}
    for index in range(len(entries) - 1, 0, -1):
        entry, before = entries[index], entries[index - 1]
        goes_on = entry.block > 0 and before.is_part
        if entry.is_part and not goes_on and _may_have_parts(before, entry):
            last = _last_part(entries, index, found)
            found[index - 1] = found.get(last, last)
    return found


def _may_have_parts(entry: Entry, part: Entry) -> bool:
    return entry.kind in ("item", "subtotal", "total") and entry.block == part.block


def _last_part(entries: Sequence[Entry], first: int, found: Ranges) -> int:
    whole = entries[first - 1].yuan
    total = Decimal(0)
    for index in _possible_parts(entries, first, found):
        total += entries[index].yuan or 0
        if total == whole:
            return index
        if whole is None or total > whole:
            break
    return _last_of_list(entries, first, found)


def _last_of_list(entries: Sequence[Entry], first: int, found: Ranges) -> int:
    """The last part of a list that does not add up: it goes on as it begins."""
    last, widest_gap = first, 0
    for number, index in enumerate(_possible_parts(entries, first, found)):
        entry = entries[index]
        if number == 1:
            widest_gap = SENTENCE if entry.rank is not None else max(1, entry.gap)
        stands_apart = index in found and not entries[first].is_list
        if number and (
            entry.gap > widest_gap or stands_apart or (entry.block and not entry.is_part)
        ):
            break
        last = index
    return last


def _possible_parts(entries: Sequence[Entry], first: int, found: Ranges) -> Iterator[int]:
    """The entries that words and marks allow to be parts, without the parts of these."""
    head = entries[first]
    index = first
    while index < len(entries):
        entry = entries[index]
        if index > first and (entry.bracket != head.bracket or not _may_follow(head, entry)):
            return
        yield index
        index = found.get(index, index) + 1


def _may_follow(head: Entry, entry: Entry) -> bool:
    if entry.kind != "item" or entry.block != head.block:
        return False
    if head.block:
        return entry.rank is None or (head.rank is not None and entry.rank >= head.rank)
    if head.rank is not None:
        return entry.rank == head.rank or (entry.rank is None and entry.gap <= COMMA)
    return entry.rank is None and entry.gap <= (SEMICOLON if head.is_list else COMMA)


def ranked_ranges(entries: Sequence[Entry]) -> Ranges:
    """Index of each numbered amount or heading -> index of the last entry under it.

    It ends before the next of its depth or above, before 合计, and with its table.
    """
    found: Ranges = {}
    open_indexes: list[int] = []
    for index, entry in enumerate(entries):
        while open_indexes and _ends(entries[open_indexes[-1]], entry):
            found[open_indexes.pop()] = index - 1
        if entry.rank is not None and entry.kind in ("item", "heading"):
            open_indexes.append(index)
    for index in open_indexes:
        found[index] = len(entries) - 1
    return found


def _ends(opened: Entry, entry: Entry) -> bool:
    if entry.kind == "total" or (opened.block and opened.block != entry.block):
        return True
    return entry.rank is not None and opened.rank is not None and entry.rank <= opened.rank


def numbered_parents(entries: Sequence[Entry], ranges: Ranges, marked: Ranges) -> Ranges:
    """Of the numbered amounts those with a breakdown below them -> index of the last part.

    Below stand amounts with deeper numbers; or amounts without numbers: in a table under 一、 or
    （一）, elsewhere where at least two in a sentence or rows of their own add up exactly.
    """
    found: Ranges = {}
    for index, last in ranges.items():
        if entries[index].kind != "item" or index in marked:
            continue
        below = [i for i in range(index + 1, last + 1) if entries[i].kind == "item"]
        leaves = [entries[i] for i in below if i not in marked]
        if any(entries[i].rank is not None for i in below) or _adds_up(entries[index], leaves):
            found[index] = last
    return found


def _adds_up(entry: Entry, leaves: Sequence[Entry]) -> bool:
    if not leaves or leaves[0].gap < SENTENCE or leaves[0].block != entry.block:
        return False
    if entry.block and entry.rank is not None and entry.rank <= BARE_HEADING_RANK:
        return not entry.parts
    return len(leaves) > 1 and total_of(leaves) == entry.yuan


def total_of(entries: Iterable[Entry]) -> Decimal:
    """The sum of the entries' amounts; one without an amount adds nothing."""
    return sum((entry.yuan or Decimal(0) for entry in entries), Decimal(0))
