"""The print of a page's picture: each piece of it within one cell, and whether it is certain."""

import re
from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import pairwise
from typing import Any, NamedTuple

from ingest.readers.ink import UPRIGHT, Ink, around, is_inside, rows_of, shape_of
from ingest.readers.recognition import NOTHING, UNREAD, Box, Words, find_lines, read_line

CERTAIN = 0.9
_BORDER = 2  # pixels
_EDGE = 1.5  # points around the ink of a piece
_HIGH = 0.55  # of the highest blot: a figure, not a point
_DOT, _BELOW = 0.13, 0.3  # of a figure's height
_WIDEST, _SPREAD = 0.8, 0.15  # of a figure's height from one to the next
_POINT, _FREE, _OFF = 0.45, 0.3, 0.3  # of that step: a point, beside a 1, not exact
_LIKE_STROKES = frozenset("1lI|i!/\\丨-_一—－~.=二")
_NUMBER = re.compile(r"[0-9]+(?:[,.][0-9]+)*")
_SMALL = 0.6  # of the usual height of a line
_UPRIGHT, _SQUARE = 1.5, 1.1  # heights of a width
_NARROWEST = 4.0  # points: a character, not a mark
_DIFFER = 0.5


class Said(NamedTuple):
    """What one piece of print says; `is_faint` where that is not certain."""

    text: str
    box: Box
    is_faint: bool


class _Piece(NamedTuple):
    """A part of a line; `cell` is the cell that it stands in, None outside all tables."""

    box: Box
    cell: Box | None


class _Read(NamedTuple):
    """What was read of a piece, how certain it is, and its blots."""

    piece: _Piece
    words: Words
    blots: Any


def read_print(picture: Any, cells: Sequence[Box], ink: Ink) -> list[Said]:
    """What the picture says; ink in a cell that nothing was read of is UNREAD, never left out."""
    pieces = [piece for line in find_lines(picture) for piece in _pieces(line, cells, ink)]
    read = [found for piece in pieces if (found := _read(picture, piece, ink))]
    boxes = [around(each.blots) for each in read]
    lost = [_Piece(box, cell) for cell in cells for box in _lost(cell, boxes, ink)]
    least = _SMALL * sorted(box.height for box in boxes)[len(boxes) // 2] if boxes else 0.0
    for piece in lost:
        beside = [each for each in read if _stand_beside(each.piece, piece)]
        read = [each for each in read if not _stand_beside(each.piece, piece)]
        whole = reduce(_joined, (each.piece for each in beside), piece)
        read.append(_read_again(picture, whole, ink, least))
    pitch = _pitch_of([each.blots for each in read if _NUMBER.fullmatch(each.words.text)])
    return [_said(each, pitch) for each in read]


def _stand_beside(one: _Piece, other: _Piece) -> bool:
    """Whether two pieces are parts of one line of a cell."""
    together = min(one.box.bottom, other.box.bottom) - max(one.box.top, other.box.top)
    return one.cell == other.cell and together >= min(one.box.height, other.box.height) / 2


def _joined(one: _Piece, other: _Piece) -> _Piece:
    return one._replace(box=one.box.joined(other.box))


def _read_again(picture: Any, piece: _Piece, ink: Ink, least: float) -> _Read:
    """What is read of ink that no line was found around; small marks are never certain."""
    blots = ink.within(piece.box)
    read = _read(picture, piece, ink) or _Read(piece, Words(UNREAD, 0.0), blots)
    is_small = around(blots).height < least and shape_of(blots, ink) is None
    return read._replace(words=read.words._replace(score=0.0)) if is_small else read


def _pieces(line: Box, cells: Sequence[Box], ink: Ink) -> Iterator[_Piece]:
    """The parts of a line that hold ink: one in each cell, one on each side of a table."""
    inside = [cell for cell in cells if _is_in(line, cell)]
    parts = [_Piece(cell.grown(-_BORDER).cut(line), cell) for cell in inside] or [
        _Piece(line, None)
    ]
    if inside:
        left, right = min(cell.left for cell in inside), max(cell.right for cell in inside)
        sides = [line._replace(right=left), line._replace(left=right)]
        parts += [_Piece(side, None) for side in sides if side.width > line.height]
    for part in parts:
        blots = ink.within(part.box)
        if len(blots):
            yield from _one_below_another(part, blots, _NARROWEST * ink.dots_per_point)


def _one_below_another(piece: _Piece, blots: Any, narrowest: float) -> Iterator[_Piece]:
    """A piece that is higher than wide as one piece a character, another as it is."""
    whole = around(blots)
    if whole.height < _UPRIGHT * whole.width or whole.width < narrowest:
        yield piece
        return
    rows = rows_of(blots, least=_SQUARE * whole.width)
    tops = [piece.box.top, *((a.bottom + b.top) // 2 for a, b in pairwise(rows)), piece.box.bottom]
    for top, bottom in pairwise(tops):
        yield piece._replace(box=piece.box._replace(top=top, bottom=bottom))


def _is_in(line: Box, cell: Box) -> bool:
    """Whether a part of a line stands in a cell."""
    if line.bottom <= cell.top or line.top >= cell.bottom:
        return False
    part = line.cut(cell)
    return part.width > 2 * _BORDER and part.height >= min(line.height, cell.height) / 2


def _read(picture: Any, piece: _Piece, ink: Ink) -> _Read | None:
    """What is read of a piece; None where nothing can be told of what stands there.

    Of a lone stroke its shape tells more than recognition; an upright one is never certain.
    """
    blots = ink.within(piece.box)
    if not len(blots):
        return None
    words = _words(picture, piece.box, around(blots), ink)
    is_stroke = words.text in _LIKE_STROKES or words.score < CERTAIN
    alone = ink.within(piece.cell) if piece.cell else blots
    shape = shape_of(alone, ink) if is_stroke else None
    if shape is not None:
        words = Words(words.text or UNREAD, 0.0) if shape == UPRIGHT else Words(shape, 1.0)
    return None if words == NOTHING else _Read(piece, words, blots)


def _words(picture: Any, box: Box, inked: Box, ink: Ink) -> Words:
    """What a piece says; where that is not certain, whichever of two readings is more so.

    Where they differ, neither is certain.
    """
    edge = max(2, round(_EDGE * ink.dots_per_point))
    page = Box(0, 0, picture.shape[1], picture.shape[0])
    first = read_line(picture, inked.grown(edge).cut(box.grown(edge)).cut(page))
    if first.score >= CERTAIN:
        return first
    second = read_line(picture, inked.grown(2 * edge).cut(box.grown(2 * edge)).cut(page))
    better = max(first, second, key=lambda words: words.score)
    return better if first.text == second.text else Words(better.text, min(better.score, _DIFFER))


def _said(read: _Read, pitch: float | None) -> Said:
    """What a piece says; a number that has not as many figures as its ink is not certain."""
    text, score = read.words
    is_certain = score >= CERTAIN
    if is_certain and _NUMBER.fullmatch(text):
        blots = _of_number(read.blots)
        is_certain = _counts_agree(text, blots) or _is_as_wide(text, blots, pitch)
    return Said(text, around(read.blots), not is_certain)


def _of_number(blots: Any) -> Any:
    """The rows of the blots that are figures or points; dirt beside them is left out."""
    high = blots[_is_high(blots)]
    tops, heights = high[:, 1], high[:, 3]
    least, top, bottom = _DOT * heights.max(), tops.min(), (tops + heights).max()
    middles = blots[:, 1] + blots[:, 3] / 2
    is_level = (middles >= top) & (middles <= bottom + _BELOW * heights.max())
    return blots[is_level & (blots[:, 2:4].min(axis=1) >= least)]


def _is_high(blots: Any) -> Any:
    """Of each row of a blot whether it is as high as a figure."""
    return blots[:, 3] >= _HIGH * blots[:, 3].max()


def _counts_agree(text: str, blots: Any) -> bool:
    """Whether there are as many high and low blots as figures and points."""
    is_high = _is_high(blots)
    figures = sum(character.isdigit() for character in text)
    return bool(is_high.sum() == figures and (~is_high).sum() == len(text) - figures)


def _pitch_of(numbers: Sequence[Any]) -> float | None:
    """How far one figure stands from the next, in heights of a figure, by the blots of numbers."""
    steps: list[float] = []
    for blots in map(_of_number, numbers):
        height = _height_of(blots)
        figures = blots[(blots[:, 2] < height) & _is_high(blots)]
        middles = sorted((figures[:, 0] + figures[:, 2] / 2).tolist())
        steps += [(b - a) / height for a, b in pairwise(middles)]
    near = sorted(step for step in steps if step < _WIDEST)
    middle = near[len(near) // 2] if near else 0.0
    usual = [step for step in near if abs(step - middle) <= _SPREAD * middle]
    return sum(usual) / len(usual) if usual else None


def _height_of(blots: Any) -> float:
    """The usual height of a number's figures."""
    heights = sorted(blots[_is_high(blots), 3].tolist())
    return float(heights[len(heights) // 2])


def _is_as_wide(text: str, blots: Any, pitch: float | None) -> bool:
    """Whether a number, whose figures may touch, is as wide as so many figures and points are."""
    if pitch is None:
        return False
    points = sum(not character.isdigit() for character in text)
    ends = (text[0] == "1") + (text[-1] == "1")
    most = len(text) - points * (1 - _POINT)
    steps = around(blots).width / (_height_of(blots) * pitch)
    return most - ends * _FREE - _OFF <= steps <= most + _OFF


def _lost(cell: Box, taken: Sequence[Box], ink: Ink) -> list[Box]:
    """The boxes around the ink of a cell that no piece was read of, one a line."""
    inner = cell.grown(-_BORDER)
    blots = ink.without_specks(ink.within(inner))
    for box in taken:
        if len(blots) and box.cut(inner).width > 0:
            blots = blots[~is_inside(blots, box)]
    return [box.grown(1).cut(inner) for box in rows_of(blots)]
