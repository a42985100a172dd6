"""A page of a filing as a picture with a fact's place marked, drawn in a process of its own.

`python -m ingest.pictures PAGE "LEFT BOTTOM RIGHT TOP"` takes the filing's bytes on its input and
writes a PNG to its output.
"""

import io
import subprocess
import sys

import pypdfium2
from PIL import Image, ImageDraw

from ingest.apart import limit_memory
from ingest.errors import CannotProceed
from ingest.folders import PROJECT_ROOT

SECONDS_ALLOWED = 30
_SCALE = 2.0
_MOST_PIXELS = 40_000_000
_MARGIN = 3.0
_MARK = (200, 30, 30)
_VEIL = (255, 230, 0, 70)

Box = tuple[float, float, float, float]


def page_picture(data: bytes, page: int, box: str | None) -> bytes:
    """The PNG of a page (from 1) with a box marked, in points as in `source_box`.

    Raises CannotProceed where the filing has no such page or cannot be drawn.
    """
    try:
        finished = subprocess.run(
            [sys.executable, "-m", "ingest.pictures", str(page), box or ""],
            input=data,
            capture_output=True,
            timeout=SECONDS_ALLOWED,
            cwd=PROJECT_ROOT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise CannotProceed(
            f"Page {page} was not drawn within {SECONDS_ALLOWED} seconds."
        ) from None
    if finished.returncode != 0 or not finished.stdout:
        raise CannotProceed(f"Page {page} of the filing cannot be drawn.")
    return finished.stdout


def draw_page(data: bytes, page: int, box: Box | None) -> bytes:
    """The PNG of one page of a PDF, or of a picture, with the box marked."""
    if data[:1024].find(b"%PDF-") >= 0:
        drawn, scale = _pdf_page(data, page)
    else:
        drawn, scale = Image.open(io.BytesIO(data)).convert("RGB"), 200 / 72
    if box is not None:
        drawn = _marked(drawn, box, scale)
    output = io.BytesIO()
    drawn.save(output, "PNG")
    return output.getvalue()


def _pdf_page(data: bytes, page: int) -> tuple[Image.Image, float]:
    opened = pypdfium2.PdfDocument(data)
    shown = opened[page - 1]
    width, height = shown.get_size()
    scale = min(_SCALE, (_MOST_PIXELS / max(1.0, width * height)) ** 0.5)
    return shown.render(scale=scale).to_pil().convert("RGB"), scale


def _marked(drawn: Image.Image, box: Box, scale: float) -> Image.Image:
    left, bottom, right, top = box
    corners = (
        (left - _MARGIN) * scale,
        drawn.height - (top + _MARGIN) * scale,
        (right + _MARGIN) * scale,
        drawn.height - (bottom - _MARGIN) * scale,
    )
    veil = Image.new("RGBA", drawn.size)
    ImageDraw.Draw(veil).rectangle(corners, fill=_VEIL, outline=_MARK, width=3)
    return Image.alpha_composite(drawn.convert("RGBA"), veil).convert("RGB")


def read_box(text: str) -> Box | None:
    """The four numbers of a `source_box`; None where it holds none."""
    parts = text.split()
    if len(parts) != 4:
        return None
    left, bottom, right, top = map(float, parts)
    return left, bottom, right, top


def main() -> int:
    """0; draws the page that the arguments name of the filing on the input."""
    limit_memory()
    picture = draw_page(sys.stdin.buffer.read(), int(sys.argv[1]), read_box(sys.argv[2]))
    sys.stdout.buffer.write(picture)
    return 0


if __name__ == "__main__":
    sys.exit(main())
