"""Makes docs/pictures from the running dashboard: `make pictures`."""

import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
PORT = 8654
ADDRESS = f"http://127.0.0.1:{PORT}"
PAGES = {"home": "", "spending": "spending", "comparison": "comparison", "project": "project"}
CHROMIUM = "/usr/bin/chromium"
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking")
SETTLED_MS = 4_000
# the server has no more to say, and no part still waits to be drawn
DRAWN = """
    document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning'
    && !document.querySelector('[data-testid=stSkeleton]')
"""


def main() -> int:
    """0; writes one PNG a page."""
    command = [sys.executable, "-m", "ingest.cli", "dashboard", "--port", str(PORT), "--no-browser"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        _wait()
        PICTURES.mkdir(parents=True, exist_ok=True)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
            page = browser.new_page(viewport={"width": 1440, "height": 1080}, locale="zh-CN")
            for name, path in PAGES.items():
                _take(page, name, path)
            browser.close()
    finally:
        server.terminate()
        server.wait()
    return 0


def _wait() -> None:
    """Nothing, as soon as the dashboard answers. Raises TimeoutError after a minute."""
    for _ in range(120):
        try:
            urllib.request.urlopen(f"{ADDRESS}/_stcore/health", timeout=1).close()  # noqa: S310 our own
            return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.5)
    raise TimeoutError("the dashboard did not start within a minute")


def _take(page: Page, name: str, path: str) -> None:
    page.goto(f"{ADDRESS}/{path}")
    page.wait_for_selector('[data-testid="stMain"] h1, [data-testid="stMain"] h2')
    page.wait_for_function(DRAWN)
    page.wait_for_timeout(SETTLED_MS)
    page.screenshot(path=str(PICTURES / f"{name}.png"))


if __name__ == "__main__":
    sys.exit(main())
