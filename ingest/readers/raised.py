"""Small characters set above or below the line they stand in: marks of notes, m², CO₂."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ingest.readers.marks import ABOVE, BELOW

if TYPE_CHECKING:
    from ingest.readers.pages import Character

_FLAT, _SMALL = 0.4, 0.9
_RAISED, _LOWERED = (0.25, 0.65), (-0.5, -0.2)
_CLOSE, _OVER = 0.35, 0.3
_MOST_IN_MARK = 4


def may_hold_marks(characters: Sequence["Character"]) -> bool:
    """Whether any character is as much smaller than another as a mark is."""
    heights = [top - bottom for _, _, _, bottom, _, top, _ in characters]
    return bool(heights) and min(heights) <= _SMALL * max(heights)


def levels_of(characters: Sequence["Character"]) -> list[int]:
    """The level of each character of a line from left to right: ABOVE, BELOW or 0."""
    levels = [0] * len(characters)
    heights = [character.top - character.bottom for character in characters]
    large = _SMALL * max(heights)
    if min(heights) > large:
        return levels
    for start, end in _small_stretches(characters, heights, large):
        beside = (*characters[max(0, start - 1) : start], *characters[end : end + 1])
        level = _level_beside(characters[start:end], beside)
        levels[start:end] = [level] * (end - start)
    return levels


def with_marks(rows: Sequence[list["Character"]]) -> list[list["Character"]]:
    """The rows of characters; marks so high or low that they made rows are back in theirs."""
    kept: list[list[Character]] = []
    pending = [list(row) for row in rows]
    for index, row in enumerate(pending):
        rest = row
        for other in (*pending[index + 1 : index + 2], *kept[-1:]):
            if _height(row) <= _SMALL * _height(other):
                rest = _moved_into(other, rest)
        if rest:
            kept.append(rest)
    return kept


def _height(row: Sequence["Character"]) -> float:
    return max(character.top - character.bottom for character in row)


def _moved_into(line: list["Character"], row: list["Character"]) -> list["Character"]:
    """What is left of a row once its marks beside characters of the line have gone to that."""
    left: list[Character] = []
    for mark in _runs(row):
        is_mark = any(_level_beside(mark, [character]) for character in line)
        (line if is_mark else left).extend(mark)
    return left


def _small_stretches(
    characters: Sequence["Character"], heights: Sequence[float], large: float
) -> Iterator[tuple[int, int]]:
    """The stretches of characters, without spaces, that are smaller than the line's."""
    start: int | None = None
    for index, character in enumerate(characters):
        is_small = heights[index] <= large and not character.text.isspace()
        if is_small and start is None:
            start = index
        elif not is_small and start is not None:
            yield start, index
            start = None
    if start is not None:
        yield start, len(characters)


def _runs(row: Sequence["Character"]) -> Iterator[list["Character"]]:
    """The characters of a row in groups set side by side."""
    run: list[Character] = []
    for character in sorted(row, key=lambda c: c.left):
        if run and character.left - run[-1].right > _CLOSE * (character.top - character.bottom):
            yield run
            run = []
        run.append(character)
    if run:
        yield run


def _level_beside(mark: Sequence["Character"], beside: Sequence["Character"]) -> int:
    """The level of a few characters beside larger ones of their line; 0 for what is no mark."""
    if len(mark) > _MOST_IN_MARK:
        return 0
    for base in beside:
        height = base.top - base.bottom
        if _are_closed_up(mark, base, height):
            levels = {_level(character, base, height) for character in mark}
            if len(levels) == 1:
                return levels.pop()
    return 0


def _are_closed_up(mark: Sequence["Character"], base: "Character", height: float) -> bool:
    gaps = (mark[0].left - base.right, base.left - mark[-1].right)
    return any(-_OVER * height <= gap <= _CLOSE * height for gap in gaps)


def _level(character: "Character", base: "Character", height: float) -> int:
    """Above or below where a smaller character begins a part of the other's height off its line."""
    size = (character.top - character.bottom) / height
    if not _FLAT < size <= _SMALL or base.text.isspace():
        return 0
    rise = (character.bottom - base.bottom) / height
    if _RAISED[0] <= rise <= _RAISED[1]:
        return ABOVE
    return BELOW if _LOWERED[0] <= rise <= _LOWERED[1] else 0
