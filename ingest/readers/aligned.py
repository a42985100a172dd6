"""Lines whose cells are parted by pipes or by blanks: where each cell stands.

Lines count as a table only beside others of the same kind; one line with blanks or a pipe in it is
a paragraph.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.text_tables import display_width

PIPES = "|｜│┃"
_PIPE = re.compile(rf"[{PIPES}]")
_RULE = re.compile(r"[\s|｜│┃+\-=:─━┄┅┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬═║]+")
_BLANKS = re.compile(r"(?: {2,}|\u3000+|\u00a0{2,})")
_FEWEST_LINES = 2


@dataclass(frozen=True)
class CutLine:
    """A line of a table: its cells as (column, start, end), and how many columns it has."""

    cells: tuple[tuple[int, int, int], ...]
    column_count: int
    has_pipes: bool = False


def cut_lines(lines: Sequence[str]) -> dict[int, CutLine]:
    """index of a line -> its cells, for the lines of tables in pipes or blanks."""
    found: dict[int, CutLine] = {}
    for first, block in _blocks(lines):
        cut = _cut_at_pipes(block) or _cut_at_blanks(block)
        found.update({first + index: line for index, line in cut.items()})
    return found


def _blocks(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """The runs of lines that are neither blank nor hold tabs, with the index of the first."""
    block: list[str] = []
    for index, line in enumerate([*lines, ""]):
        if line.strip() and "\t" not in line:
            block.append(line)
        elif block:
            yield index - len(block), block
            block = []


def _cut_at_pipes(block: Sequence[str]) -> dict[int, CutLine]:
    """The lines with pipes, where two of them have as many; a line that only rules has no cells."""
    counts = Counter(len(_PIPE.findall(line)) for line in block if not _RULE.fullmatch(line))
    usual = max((count for count in counts if count and counts[count] >= _FEWEST_LINES), default=0)
    if not usual:
        return {}
    return {index: _piped(line) for index, line in enumerate(block) if _PIPE.search(line)} | {
        index: CutLine((), 0) for index, line in enumerate(block) if _RULE.fullmatch(line)
    }


def _piped(line: str) -> CutLine:
    """The cells between the pipes; pipes at the line's ends are its border."""
    start = len(line) - len(line.lstrip())
    stop = len(line.rstrip())
    start += line[start] in PIPES
    stop -= line[stop - 1] in PIPES and stop > start
    cells = []
    for column, part in enumerate(_PIPE.split(line[start:stop])):
        cells.append((column, start, start + len(part)))
        start += len(part) + 1
    return CutLine(tuple(cells), len(cells), has_pipes=True)


def _cut_at_blanks(block: Sequence[str]) -> dict[int, CutLine]:
    """The lines cut at wide blanks, where at least two neighbours hold some."""
    words = [_words(line) for line in block]
    are_cut = [len(found) > 1 for found in words]
    if not any(one and other for one, other in itertools.pairwise(are_cut)):
        return {}
    separator = _separator(block)
    parted = [_parted(line, separator) for line in block] if separator else []
    if parted and len({line.column_count for line in parted}) == 1:
        return dict(enumerate(parted))
    columns = _columns(block, words)
    placed = [_placed(found, columns, index) for index, found in enumerate(words)]
    if parted and not all(placed):
        return dict(enumerate(parted))
    return {index: line or _in_order(words[index]) for index, line in enumerate(placed)}


def _words(line: str) -> list[tuple[int, int]]:
    """Where the words that wide blanks part begin and end."""
    places = []
    start = 0
    for blanks in [*_BLANKS.finditer(line), None]:
        stop = blanks.start() if blanks else len(line)
        if line[start:stop].strip():
            places.append((start, stop))
        start = blanks.end() if blanks else stop
    return places


def _separator(block: Sequence[str]) -> str | None:
    """The blanks that stand for one border of a column; None where the blanks only align words."""
    blanks = [found.group() for line in block for found in _BLANKS.finditer(line)]
    shortest = min(blanks, key=len)
    is_even = all(len(b) % len(shortest) == 0 and b[0] == shortest[0] for b in blanks)
    return shortest if is_even else None


def _parted(line: str, separator: str) -> CutLine:
    """The cells of a line in which a separator stands for each border, so that empty ones count."""
    cells: list[tuple[int, int, int]] = []
    for column, part in enumerate(line.split(separator)):
        start = cells[-1][2] + len(separator) if cells else 0
        cells.append((column, start, start + len(part)))
    return CutLine(tuple(cells), len(cells))


def _columns(
    block: Sequence[str], words: Sequence[Sequence[tuple[int, int]]]
) -> dict[tuple[int, int], int]:
    """(line, place in the line) -> the column of a word: words of one column begin or end alike.

    A word that neither begins nor ends as one of another line is in no column.
    """
    edges: dict[tuple[str, int], list[tuple[int, int]]] = {}
    begins: dict[tuple[int, int], int] = {}
    for number, (line, found) in enumerate(zip(block, words)):
        for place, (start, stop) in enumerate(found):
            begins[number, place] = display_width(line[:start])
            edges.setdefault(("start", begins[number, place]), []).append((number, place))
            edges.setdefault(("stop", display_width(line[:stop])), []).append((number, place))
    groups = _linked([alike for alike in edges.values() if len(alike) > 1])
    groups.sort(key=lambda group: min(begins[word] for word in group))
    return {word: column for column, group in enumerate(groups) for word in group}


def _linked(groups: Iterable[list[tuple[int, int]]]) -> list[set[tuple[int, int]]]:
    """The groups with those joined that share a word."""
    joined: list[set[tuple[int, int]]] = []
    for group in map(set, groups):
        apart = [other for other in joined if not other & group]
        joined = [*apart, group.union(*(other for other in joined if other & group))]
    return joined


def _placed(
    words: Sequence[tuple[int, int]], columns: dict[tuple[int, int], int], line: int
) -> CutLine | None:
    """The cells of a line by column; None where a word is in none, or two are in one."""
    places = [columns.get((line, place)) for place in range(len(words))]
    if None in places or len(set(places)) != len(places):
        return None
    cells = [(column or 0, *word) for column, word in zip(places, words)]
    return CutLine(tuple(cells), max(columns.values()) + 1)


def _in_order(words: Sequence[tuple[int, int]]) -> CutLine:
    cells = [(column, *word) for column, word in enumerate(words)]
    return CutLine(tuple(cells), len(cells))
