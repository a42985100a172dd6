"""The ink of a picture: what stands between the rulings, and what shape it has.

All places are pixels of the picture; what is so small that it may be dirt is left out.
"""

from collections.abc import Iterable
from operator import attrgetter
from typing import Any, NamedTuple

from ingest.readers.recognition import Box

SHORTEST_RULING = 0.2  # inches
_BORDER, _BESIDE = 1.2, 4.0  # points on each side of a ruling
_SMALLEST = 0.5  # points: a decimal point is larger
_SPECK = 2.2  # points: a dash is longer
_FLAT = 0.5
_LONG_DASH = 6.0  # points
_SLANT = 0.14  # of a dot to the left for each dot down
_EVEN, _BENT = 1.7, 0.12
_ALIKE = 0.1
_POINTS_PER_INCH = 72.0
UPRIGHT = "|"
_TOP = attrgetter("top")


class Ink(NamedTuple):
    """The dark pixels of a picture between its rulings, in blots that hang together.

    `labels` gives each pixel its blot's number, 0 for none; `boxes` holds one row a blot: left,
    top, width, height, area, number.
    """

    labels: Any
    boxes: Any
    dots_per_point: float

    def within(self, box: Box) -> Any:
        """The rows of the blots whose middle lies in a box."""
        return self.boxes[is_inside(self.boxes, box)]

    def without_specks(self, blots: Any) -> Any:
        """The rows of the blots that are too large to be dirt."""
        return blots[blots[:, 2:4].max(axis=1) >= _SPECK * self.dots_per_point]


def is_inside(blots: Any, box: Box) -> Any:
    """Of each row of a blot whether its middle lies in a box."""
    across, down = blots[:, 0] + blots[:, 2] / 2, blots[:, 1] + blots[:, 3] / 2
    is_beside = (box.left <= across) & (across < box.right)
    return is_beside & (box.top <= down) & (down < box.bottom)


def around(blots: Any) -> Box:
    """The box around blots."""
    right, bottom = blots[:, 0] + blots[:, 2], blots[:, 1] + blots[:, 3]
    return Box(*map(int, (blots[:, 0].min(), blots[:, 1].min(), right.max(), bottom.max())))


def rows_of(blots: Any, least: float = 0.0) -> list[Box]:
    """The boxes around blots that stand beside each other, from top to bottom.

    What is below a row belongs to it as long as they are no more than `least` high together.
    """
    rows: list[Box] = []
    for box in sorted((around(blots[[index]]) for index in range(len(blots))), key=_TOP):
        if rows and (box.top < rows[-1].bottom or rows[-1].joined(box).height <= least):
            rows[-1] = rows[-1].joined(box)
        else:
            rows.append(box)
    return rows


def dark_pixels(picture: Any) -> Any:
    """255 where the picture is darker than around it, else 0."""
    import cv2

    return cv2.adaptiveThreshold(
        picture, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 12
    )


def long_strokes(dark: Any, dots_per_inch: float) -> tuple[Any, Any]:
    """The dark pixels of level and of upright strokes that are as long as a ruling."""
    import cv2

    length = max(8, int(SHORTEST_RULING * dots_per_inch))
    level = cv2.getStructuringElement(cv2.MORPH_RECT, (length, 1))
    upright = cv2.getStructuringElement(cv2.MORPH_RECT, (1, length))
    return (
        cv2.morphologyEx(dark, cv2.MORPH_OPEN, level),
        cv2.morphologyEx(dark, cv2.MORPH_OPEN, upright),
    )


def ink_between(
    dark: Any, strokes: tuple[Any, Any], cells: Iterable[Box], dots_per_inch: float
) -> Ink:
    """The ink of a page without the borders of its cells and the rulings close beside them."""
    import cv2
    import numpy

    dots_per_point = dots_per_inch / _POINTS_PER_INCH
    kept, beside = dark.copy(), numpy.zeros_like(dark)
    for cell in cells:
        cv2.rectangle(kept, cell[:2], cell[2:], 0, 2 * round(_BORDER * dots_per_point) + 1)
        cv2.rectangle(beside, cell[:2], cell[2:], 255, 2 * round(_BESIDE * dots_per_point) + 1)
    rulings = cv2.dilate((strokes[0] | strokes[1]) & beside, numpy.ones((3, 3), numpy.uint8))
    kept[rulings > 0] = 0
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(kept)
    numbered = numpy.column_stack([boxes, numpy.arange(count)])[1:]
    least = max(2, round(_SMALLEST * dots_per_point))
    return Ink(labels, numbered[numbered[:, 2:4].max(axis=1) >= least], dots_per_point)


def shape_of(blots: Any, ink: Ink) -> str | None:
    """`-`, `—`, `/`, `=` or UPRIGHT where blots are bare strokes; None where they are more."""
    blots = ink.without_specks(blots)
    if len(blots) == 2 and _are_alike(blots):
        return "="
    if len(blots) != 1:
        return None
    left, top, width, height, _, number = blots[0].tolist()
    if height <= _FLAT * width:
        return "-" if width < _LONG_DASH * ink.dots_per_point else "—"
    stroke = ink.labels[top : top + height, left : left + width] == number
    return _slant(stroke) if height >= width else None


def _are_alike(strokes: Any) -> bool:
    """Whether two level strokes are as long, and one stands below the other."""
    lefts, widths, heights = strokes[:, 0], strokes[:, 2], strokes[:, 3]
    least = widths.min()
    is_level = bool((heights <= _FLAT * widths).all())
    is_below = abs(int(lefts[0] - lefts[1])) <= _ALIKE * least + 1
    return is_level and is_below and widths.max() - least <= _ALIKE * least + 1


def _slant(stroke: Any) -> str | None:
    """`/` or UPRIGHT of a high blot that is as wide all the way down, in a straight line."""
    import numpy

    widths = stroke.sum(axis=1)
    middles = (stroke * numpy.arange(stroke.shape[1])).sum(axis=1) / widths
    rows = numpy.arange(len(middles))
    slope, start = numpy.polyfit(rows, middles, 1)
    bend = numpy.abs(middles - slope * rows - start).max()
    if widths.max() > _EVEN * numpy.median(widths) + 1 or bend > _BENT * len(rows) / 2 + 1:
        return None
    if slope <= -_SLANT:
        return "/"
    return UPRIGHT if abs(slope) < _SLANT else None
