"""Coloured seals in a picture of a page: what is printed below them shows without them."""

from typing import Any

_COLOURED = 40  # between the lightest and the darkest of a pixel's three values
_SMALLEST = 50.0  # points of width and height: a seal, not a coloured word
_FULLEST = 0.6  # of its box: a seal, not a coloured cell
_PALE = 0.75  # of the paper: the edge of a seal, not print
_NEAR = 3.0  # points between the parts of one seal
_POINTS_PER_INCH = 72.0


def without_seals(colours: Any, dots_per_inch: float) -> Any:
    """The grey values of a picture (rows, columns, red green blue), its seals as bright as paper.

    Red ink over black print leaves the print.
    """
    import cv2
    import numpy

    grey = cv2.cvtColor(colours, cv2.COLOR_RGB2GRAY)
    brightest = colours.max(axis=2)
    is_coloured = ((brightest - colours.min(axis=2)) > _COLOURED).astype(numpy.uint8)
    dots_per_point = dots_per_inch / _POINTS_PER_INCH
    near = numpy.ones((round(_NEAR * dots_per_point),) * 2, numpy.uint8)
    _, _, boxes, _ = cv2.connectedComponentsWithStats(cv2.dilate(is_coloured, near))
    for left, top, width, height, _ in boxes[1:].tolist():
        part = (slice(top, top + height), slice(left, left + width))
        is_large = min(width, height) >= _SMALLEST * dots_per_point
        if is_large and is_coloured[part].mean() <= _FULLEST:
            grey[part] = _bleached(grey[part], brightest[part], is_coloured[part])
    return grey


def _bleached(grey: Any, brightest: Any, is_coloured: Any) -> Any:
    """The grey values with coloured ink as bright as the paper around it."""
    import cv2
    import numpy

    is_seal = cv2.dilate(is_coloured, numpy.ones((5, 5), numpy.uint8)) > 0
    paper = float(numpy.median(grey[~is_seal])) if not is_seal.all() else 255.0
    ink = max(1.0, float(numpy.median(brightest[is_coloured > 0])))
    raised = brightest * max(1.0, paper / ink)
    raised[raised > _PALE * paper] = paper
    return numpy.where(is_seal, numpy.minimum(raised, paper).astype(grey.dtype), grey)
