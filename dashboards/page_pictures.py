"""A page of a filing as a picture with a place marked, drawn by the loader's program.

The filing is whatever was received: its bytes are read and drawn in a process of its own, never
here. What was drawn is remembered, as the bytes of a filing never change.
"""

import re
import subprocess
import sys
from functools import lru_cache
from pathlib import Path

from dashboards.warehouse import PROJECT_ROOT, Build

SECONDS_ALLOWED = 40
PICTURES_KEPT = 32
PNG = b"\x89PNG\r\n\x1a\n"
FILING_ID = re.compile(r"[0-9a-f]{16}")


class PageNotDrawn(Exception):
    """There is no picture of the page; `str()` is the key of the text that says why."""


def page_picture(
    build: Build, filing_id: str, page: int, box: str | None, covered: str | None
) -> bytes:
    """The PNG of a page (from 1) of a filing of this build, the box marked and others covered.

    Raises PageNotDrawn where the filing's bytes are gone or its page cannot be drawn.
    """
    received = build.folder / "received" / filing_id
    if not FILING_ID.fullmatch(filing_id) or not received.is_file():
        raise PageNotDrawn("project.page_gone")
    return _draw(received, page, box or "", covered or "")


@lru_cache(maxsize=PICTURES_KEPT)
def _draw(received: Path, page: int, box: str, covered: str) -> bytes:
    try:
        finished = subprocess.run(
            [sys.executable, "-m", "ingest.pictures", str(page), box],
            input=f"{covered}\n".encode() + received.read_bytes(),
            capture_output=True,
            timeout=SECONDS_ALLOWED,
            cwd=PROJECT_ROOT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise PageNotDrawn("project.page_slow") from None
    if finished.returncode != 0 or not finished.stdout.startswith(PNG):
        raise PageNotDrawn("project.page_not_drawn")
    return finished.stdout
