"""Pictures of pages -> pages with ruled tables, by optical character recognition.

An optional extra: RapidOCR brings its models in its wheel and works without a network.
"""

import io
import math
from collections.abc import Iterator
from typing import Any

from ingest.readers.grid import Ruling, TooManyLines, find_grids
from ingest.readers.ink import SHORTEST_RULING, dark_pixels, ink_between, long_strokes
from ingest.readers.pages import Character, Page, into_tables, lines_of
from ingest.readers.printed import Said, read_print
from ingest.readers.recognition import Box, can_recognise
from ingest.readers.seals import without_seals

DOTS_PER_INCH = 200
MOST_PIXELS = 40_000_000
NO_EXTRA = "it is a scan: install the extra for scans (make ocr) and load it again"
_POINTS_PER_INCH = 72.0
_MOST_SKEW = 5.0  # degrees
_STRAIGHT = 0.05  # degrees
_SHORTEST_LEVEL = 15  # dots at half the size
_SKEW_STEPS = (0.2, 0.04)


class NoRecognition(Exception):
    """Pictures cannot be read here: the extra is not installed, or the picture is too large."""


def can_read_pictures() -> bool:
    """Whether the extra is installed."""
    return can_recognise()


def picture_of(data: bytes) -> Any:
    """The picture as an array of rows of colours, at its own resolution."""
    import numpy

    return numpy.asarray(opened_picture(data))


def opened_picture(data: bytes) -> Any:
    """The picture in red, green and blue, on white paper where it lets light through.

    Raises NoRecognition where it is damaged or too large.
    """
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with Image.open(io.BytesIO(data)) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise NoRecognition("the picture is too large: save it with fewer pixels")
            if not opened.has_transparency_data:
                return opened.convert("RGB")
            paper = Image.new("RGBA", opened.size, "white")
            paper.alpha_composite(opened.convert("RGBA"))
            return paper.convert("RGB")
    except (OSError, ValueError, Image.DecompressionBombError):
        raise NoRecognition("it is a damaged picture: save it again") from None


def read_picture(picture: Any, number: int, dots_per_inch: float = DOTS_PER_INCH) -> Page:
    """The page of a picture of colours. Raises NoRecognition without the extra."""
    if not can_read_pictures():
        raise NoRecognition(NO_EXTRA)
    straight = _straightened(without_seals(picture, dots_per_inch))
    dark = dark_pixels(straight)
    strokes = long_strokes(dark, dots_per_inch)
    height = straight.shape[0]
    scale = _POINTS_PER_INCH / dots_per_inch
    try:
        grids = find_grids(_rulings(strokes, height, scale, dots_per_inch))
    except TooManyLines:
        grids = []
    cells = [_in_pixels(g.box_of(region), height, scale) for g in grids for region in g.regions]
    ink = ink_between(dark, strokes, cells, dots_per_inch)
    said = read_print(straight, cells, ink)
    characters = [_character(index, words, height, scale) for index, words in enumerate(said)]
    outside, tables = into_tables(characters, grids, has_marks=False)
    width = straight.shape[1] * scale
    lines = tuple(lines_of(outside, has_marks=False))
    return Page(number, width, height * scale, lines, tuple(tables), is_recognised=True)


def _in_pixels(box: tuple[float, float, float, float], height: int, scale: float) -> Box:
    left, bottom, right, top = (side / scale for side in box)
    return Box(round(left), round(height - top), round(right), round(height - bottom))


def _character(index: int, said: Said, height: int, scale: float) -> Character:
    left, top, right, bottom = said.box
    low, high = (height - bottom) * scale, (height - top) * scale
    return Character(said.text, index, left * scale, low, right * scale, high, said.is_faint)


def _rulings(
    strokes: tuple[Any, Any], height: int, scale: float, dots_per_inch: float
) -> Iterator[Ruling]:
    """The long straight lines of the picture."""
    import cv2

    thickest = max(8, int(SHORTEST_RULING * dots_per_inch)) / 2
    for is_horizontal, kept in zip((True, False), strokes):
        joined = cv2.dilate(kept, cv2.getStructuringElement(cv2.MORPH_RECT, (3, 3)))
        _, _, boxes, _ = cv2.connectedComponentsWithStats(joined)
        for left, top, width, tall, _ in boxes[1:].tolist():
            if is_horizontal and tall < thickest:
                at = (height - (top + tall / 2)) * scale
                yield Ruling(True, at, left * scale, (left + width) * scale)
            elif not is_horizontal and width < thickest:
                at = (left + width / 2) * scale
                yield Ruling(False, at, (height - top - tall) * scale, (height - top) * scale)


def _straightened(picture: Any) -> Any:
    """The picture turned by the angle at which most of its long lines lie."""
    import cv2

    rows, columns = picture.shape
    half = max(1, columns // 2), max(1, rows // 2)
    small = cv2.resize(picture, half, interpolation=cv2.INTER_AREA)
    level = cv2.getStructuringElement(cv2.MORPH_RECT, (_SHORTEST_LEVEL, 1))
    skew = _skew(cv2.morphologyEx(dark_pixels(small), cv2.MORPH_OPEN, level))
    if abs(skew) < _STRAIGHT:
        return picture
    turn = cv2.getRotationMatrix2D((columns / 2, rows / 2), skew, 1.0)
    return cv2.warpAffine(
        picture, turn, (columns, rows), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )


def _skew(strokes: Any) -> float:
    """The angle in degrees at which most pixels of level strokes lie on lines; 0 without any."""
    import numpy

    down, across = numpy.nonzero(strokes)
    if not len(down):
        return 0.0
    best = 0.0
    for step in _SKEW_STEPS:
        nearest = round(_MOST_SKEW / step) if step == _SKEW_STEPS[0] else 6
        angles = [best + step * index for index in range(-nearest, nearest + 1)]
        heights = [_piled(down - across * math.tan(math.radians(angle))) for angle in angles]
        best = angles[heights.index(max(heights))]
    return best


def _piled(heights: Any) -> int:
    """How much the heights fall together: the sum of the squares of their counts."""
    import numpy

    counts = numpy.bincount(numpy.rint(heights - heights.min()).astype(int))
    return int((counts * counts).sum())
