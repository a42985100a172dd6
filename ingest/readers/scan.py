"""Pictures of pages -> pages with ruled tables, by optical character recognition.

An optional extra: RapidOCR brings its models in its wheel and works without a network.
"""

import importlib.util
import io
import math
from collections.abc import Iterator
from functools import cache
from typing import Any

from ingest.readers.grid import Ruling, TooManyLines, find_grids
from ingest.readers.pages import Character, Page, into_tables, lines_of

DOTS_PER_INCH = 200
MOST_PIXELS = 40_000_000
CERTAIN = 0.9
NO_EXTRA = "it is a scan: install the extra for scans (make ocr) and load it again"
_POINTS_PER_INCH = 72.0
_SHORTEST_RULING = 0.2  # inches
_MOST_SKEW = 5.0  # degrees
_STRAIGHT = 0.15  # degrees
_SETTINGS = {  # one thread: files are read side by side, and threads that wait for work take time
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    "Rec.rec_batch_num": 1,  # a line is not widened to the widest of its batch
}


class NoRecognition(Exception):
    """Pictures cannot be read here: the extra is not installed, or the picture is too large."""


def can_read_pictures() -> bool:
    """Whether the extra is installed."""
    return importlib.util.find_spec("rapidocr") is not None


def picture_of(data: bytes) -> Any:
    """The picture as an array of rows of grey values (0 black), at its own resolution."""
    import numpy
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with Image.open(io.BytesIO(data)) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise NoRecognition("the picture is too large: save it with fewer pixels")
            return numpy.asarray(opened.convert("L"))
    except (OSError, ValueError, Image.DecompressionBombError):
        raise NoRecognition("it is a damaged picture: save it again") from None


def read_picture(picture: Any, number: int, dots_per_inch: float = DOTS_PER_INCH) -> Page:
    """The page of a picture of grey values. Raises NoRecognition without the extra."""
    if not can_read_pictures():
        raise NoRecognition(NO_EXTRA)
    straight = _straightened(picture)
    height = straight.shape[0]
    scale = _POINTS_PER_INCH / dots_per_inch
    try:
        grids = find_grids(_rulings(straight, height, scale, dots_per_inch))
    except TooManyLines:
        grids = []
    characters = list(_characters(straight, height, scale))
    outside, tables = into_tables(characters, grids, has_marks=False)
    width = straight.shape[1] * scale
    return Page(
        number, width, height * scale, tuple(lines_of(outside, has_marks=False)), tuple(tables)
    )


@cache
def _engine() -> Any:
    import logging

    from rapidocr import RapidOCR

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return RapidOCR(params=_SETTINGS)


def _characters(picture: Any, height: int, scale: float) -> Iterator[Character]:
    """The words that are recognised, with their places in points."""
    found = _engine()(picture, return_word_box=True)
    index = 0
    for words in found.word_results or ():
        for text, score, corners in words:
            across = [corner[0] for corner in corners]
            down = [corner[1] for corner in corners]
            yield Character(
                text,
                index,
                min(across) * scale,
                (height - max(down)) * scale,
                max(across) * scale,
                (height - min(down)) * scale,
                is_faint=float(score) < CERTAIN,
            )
            index += 1


def _rulings(picture: Any, height: int, scale: float, dots_per_inch: float) -> Iterator[Ruling]:
    """The long straight lines of the picture."""
    import cv2

    dark = cv2.adaptiveThreshold(
        picture, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 12
    )
    length = max(8, int(_SHORTEST_RULING * dots_per_inch))
    for is_horizontal in (True, False):
        shape = (length, 1) if is_horizontal else (1, length)
        kernel = cv2.getStructuringElement(cv2.MORPH_RECT, shape)
        kept = cv2.morphologyEx(dark, cv2.MORPH_OPEN, kernel)
        joined = cv2.dilate(kept, cv2.getStructuringElement(cv2.MORPH_RECT, (3, 3)))
        _, _, boxes, _ = cv2.connectedComponentsWithStats(joined)
        for left, top, width, tall, _ in boxes[1:].tolist():
            if is_horizontal and tall < length / 2:
                at = (height - (top + tall / 2)) * scale
                yield Ruling(True, at, left * scale, (left + width) * scale)
            elif not is_horizontal and width < length / 2:
                at = (left + width / 2) * scale
                yield Ruling(False, at, (height - top - tall) * scale, (height - top) * scale)


def _straightened(picture: Any) -> Any:
    """The picture turned by the angle at which most of its long lines lie."""
    import cv2

    edges = cv2.Canny(picture, 50, 150)
    shortest = picture.shape[1] // 4
    found = cv2.HoughLinesP(edges, 1, math.pi / 1800, 200, minLineLength=shortest, maxLineGap=10)
    if found is None:
        return picture
    angles = sorted(
        math.degrees(math.atan2(y1 - y0, x1 - x0)) for x0, y0, x1, y1 in found.reshape(-1, 4)
    )
    level = [angle for angle in angles if abs(angle) < _MOST_SKEW]
    skew = level[len(level) // 2] if level else 0.0
    if abs(skew) < _STRAIGHT:
        return picture
    rows, columns = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((columns / 2, rows / 2), skew, 1.0)
    return cv2.warpAffine(picture, turn, (columns, rows), borderValue=255)
