"""A PDF's pages as pictures in a PDF without text, as a scanner leaves them."""

import io

import numpy
import pypdfium2
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas


def pictures(data: bytes, dpi: int) -> list[Image.Image]:
    """Each page of a PDF in grey."""
    document = pypdfium2.PdfDocument(data)
    return [page.render(scale=dpi / 72).to_pil().convert("L") for page in document]


def _worn(picture: Image.Image, seed: int, angle: float) -> Image.Image:
    """The picture slightly turned, greyed and noisy."""
    turned = picture.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    noise = numpy.random.default_rng(seed).normal(0, 6, (turned.height, turned.width))
    grey = numpy.clip(numpy.asarray(turned, dtype=float) * 0.94 + 8 + noise, 0, 255)
    return Image.fromarray(grey.astype("uint8"))


def write_scan(data: bytes, dpi: int = 200, angle: float = 0.3) -> bytes:
    """The PDF as JPEG pictures, one a page, without any text."""
    written = io.BytesIO()
    canvas = Canvas(written, invariant=1)
    for number, picture in enumerate(pictures(data, dpi)):
        jpeg = io.BytesIO()
        _worn(picture, number, angle).save(jpeg, "JPEG", quality=75)
        size = picture.width * 72 / dpi, picture.height * 72 / dpi
        canvas.setPageSize(size)
        canvas.drawImage(ImageReader(jpeg), 0, 0, *size)
        canvas.showPage()
    canvas.save()
    return written.getvalue()
