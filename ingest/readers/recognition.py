"""Lines of print found in a picture, and what each of them says, by RapidOCR (an optional extra).

All places are pixels of the picture, from its upper left corner.
"""

import importlib.util
import math
from functools import cache
from typing import Any, NamedTuple

UNREAD = "\ufffd"
_LEAST = 0.2
_LONGEST_SIDE = 1600  # of the picture in which lines are found; each is read at full size
_NARROWEST = 0.25  # of its longest side: recognition makes a narrow picture as much larger
_SETTINGS = {  # one thread: files are read side by side, and threads that wait for work take time
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    "Global.max_side_len": 100_000,
    "Rec.rec_batch_num": 1,  # a line is not widened to the widest of its batch
    "Rec.rec_img_shape": [3, 48, 160],  # nor a short one to twenty times its height
}


class Box(NamedTuple):
    """A part of a picture; right and bottom are the first pixels outside it."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top

    def cut(self, other: "Box") -> "Box":
        """What of the box lies in another; its width or height is 0 or less where nothing does."""
        return Box(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )

    def joined(self, other: "Box") -> "Box":
        """The box around both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def grown(self, by: int) -> "Box":
        """The box with so many pixels more on each side, fewer where it is negative."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)


class Words(NamedTuple):
    """What a line says, and how certain its least certain character is (0 to 1).

    UNREAD stands for a character that is more likely another one.
    """

    text: str
    score: float


NOTHING = Words("", 0.0)


def can_recognise() -> bool:
    """Whether the extra is installed."""
    return importlib.util.find_spec("rapidocr") is not None


@cache
def _engine() -> Any:
    import logging

    from rapidocr import RapidOCR

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return RapidOCR(params=_SETTINGS)


def find_lines(picture: Any) -> list[Box]:
    """The boxes around lines of print; a line may run over several cells of a table."""
    import cv2

    rows, columns = picture.shape
    longest = max(rows, columns)
    share = min(1.0, _LONGEST_SIDE / longest)
    below, beside = (max(0, math.ceil(_NARROWEST * longest) - side) for side in (rows, columns))
    wide = cv2.copyMakeBorder(picture, 0, below, 0, beside, cv2.BORDER_REPLICATE)
    small = cv2.resize(wide, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    found = _engine()(small, use_det=True, use_cls=False, use_rec=False)
    page = Box(0, 0, columns, rows)
    boxes = []
    for corners in () if found.boxes is None else found.boxes:
        (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
        low, high = (math.floor(left / share), math.floor(top / share)), (right, bottom)
        boxes.append(Box(*low, *(math.ceil(side / share) for side in high)).cut(page))
    return [box for box in boxes if box.width > 0 and box.height > 0]


def read_line(picture: Any, box: Box) -> Words:
    """What the part of the picture says, read as one line; NOTHING where it says nothing."""
    crop = picture[box.top : box.bottom, box.left : box.right]
    found = _engine()(crop, use_det=False, use_cls=False, use_rec=True, return_word_box=True)
    text = found.txts[0] if found.txts else ""
    if not text.strip():
        return NOTHING
    scores = found.word_results[0].confs
    told = [
        character if score >= _LEAST or character.isspace() else UNREAD
        for character, score in zip(text, scores, strict=True)
    ]
    if not set("".join(told)) - {UNREAD, " "}:
        return NOTHING
    return Words("".join(told).strip(), min(map(float, scores)))
