"""A page of a filing as a picture with a fact's place marked, drawn in a process of its own.

`python -m ingest.pictures PAGE "LEFT BOTTOM RIGHT TOP"` takes on its input a line with the boxes of
what is withheld, parted by `;`, and the filing's bytes, and writes a PNG with them covered.
"""

import io
import subprocess
import sys
from collections.abc import Sequence

import pypdfium2
from PIL import Image, ImageDraw

from ingest.apart import limit_memory
from ingest.document import Box
from ingest.errors import CannotProceed
from ingest.folders import PROJECT_ROOT
from ingest.readers.scan import DOTS_PER_INCH, opened_picture

SECONDS_ALLOWED = 30
_SCALE = 2.0
_MOST_PIXELS = 40_000_000
_MARGIN = 3.0
_MARK = (200, 30, 30)
_VEIL = (255, 230, 0, 70)
_COVER = (90, 90, 90)


def page_picture(data: bytes, page: int, box: str | None, covered: str | None = None) -> bytes:
    """The PNG of a page (from 1) with a box marked, in points as in `source_box`.

    `covered` are the boxes of what is withheld, parted by `;`.

    Raises CannotProceed where the filing has no such page or cannot be drawn.
    """
    try:
        finished = subprocess.run(
            [sys.executable, "-m", "ingest.pictures", str(page), box or ""],
            input=f"{covered or ''}\n".encode() + data,
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


def draw_page(data: bytes, page: int, box: Box | None, covered: Sequence[Box] = ()) -> bytes:
    """The PNG of one page of a PDF, or of a picture, with the box marked and others covered."""
    if data[:1024].find(b"%PDF-") >= 0:
        drawn, scale = _pdf_page(data, page)
    else:
        drawn, scale = opened_picture(data), DOTS_PER_INCH / 72
    for hidden in covered:
        ImageDraw.Draw(drawn).rectangle(_corners(drawn, hidden, scale), fill=_COVER)
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
    wider = (left - _MARGIN, bottom - _MARGIN, right + _MARGIN, top + _MARGIN)
    veil = Image.new("RGBA", drawn.size)
    corners = _corners(drawn, wider, scale)
    ImageDraw.Draw(veil).rectangle(corners, fill=_VEIL, outline=_MARK, width=3)
    return Image.alpha_composite(drawn.convert("RGBA"), veil).convert("RGB")


def _corners(drawn: Image.Image, box: Box, scale: float) -> Box:
    """The box in dots from the upper left corner."""
    left, bottom, right, top = box
    return left * scale, drawn.height - top * scale, right * scale, drawn.height - bottom * scale


def read_boxes(text: str) -> list[Box]:
    """The boxes of a text that parts them by `;`."""
    return [box for part in text.split(";") if (box := read_box(part)) is not None]


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
    page, box = sys.argv[1:]
    covered = read_boxes(sys.stdin.buffer.readline().decode())
    picture = draw_page(sys.stdin.buffer.read(), int(page), read_box(box), covered)
    sys.stdout.buffer.write(picture)
    return 0


if __name__ == "__main__":
    sys.exit(main())
