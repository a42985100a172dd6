"""The dashboard as a person meets it: a real server, a real headless Chromium."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlparse

import pytest

from dashboards.filters import PARAMETERS
from dashboards.page import PAGES

from .conftest import APP

playwright = pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.browser

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDTHS = (1440, 390)
SECONDS = 60
# opened at a page's own address, the client first looks for the server below that address
PROBE = "/_stcore/"


def page_address(name: str) -> str:
    return "" if name == PAGES[0] else name


@pytest.fixture(scope="module")
def served_folder(data_folder: Path) -> Path:
    """The data folder that is served; JIXIAO_TEST_DATA names another one."""
    return Path(os.environ.get("JIXIAO_TEST_DATA") or data_folder)


@pytest.fixture(scope="module")
def server(served_folder: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(APP), "--server.port", str(port)]
    command += ["--server.headless", "true", "--server.fileWatcherType", "none"]
    environment = {**os.environ, "JIXIAO_DATA": str(served_folder)}
    process = subprocess.Popen(command, cwd=APP.parent.parent, env=environment)
    try:
        _wait_for(f"http://127.0.0.1:{port}/_stcore/health")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=SECONDS)


def _wait_for(address: str) -> None:
    last = time.monotonic() + SECONDS
    while time.monotonic() < last:
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"no answer at {address}")


@pytest.fixture(scope="module")
def browser() -> Iterator["playwright.Browser"]:
    if not CHROMIUM:
        reason = "Chromium is missing: apt-get install chromium fonts-noto-cjk"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield opened
        opened.close()


class Visit:
    """One page in a window of a given width, with the errors it reported."""

    def __init__(self, browser: "playwright.Browser", width: int, locale: str = "zh-CN") -> None:
        self.page = browser.new_page(viewport={"width": width, "height": 900}, locale=locale)
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", self._note)

    def _note(self, message: "playwright.ConsoleMessage") -> None:
        if message.type == "error" and PROBE not in str(message.location.get("url")):
            self.errors.append(message.text)

    def open(self, address: str) -> "playwright.Page":
        self.page.goto(address)
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until the page is drawn and the server has no more to say."""
        self.page.wait_for_selector("h1", timeout=SECONDS * 1000)
        notice = "text=/系统提示|System notice/ >> visible=true"
        self.page.wait_for_selector(notice, timeout=SECONDS * 1000)
        self.page.wait_for_function(
            "document.querySelector('[data-testid=stApp]')?.dataset.testScriptState !== 'running'"
        )
        self.page.wait_for_timeout(500)


@pytest.fixture
def visit(browser: "playwright.Browser") -> Iterator[type[Visit]]:
    opened: list[Visit] = []

    class Counted(Visit):
        def __init__(self, width: int, locale: str = "zh-CN") -> None:
            super().__init__(browser, width, locale)
            opened.append(self)

    yield Counted
    for each in opened:
        each.page.close()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_drawn_whole(server: str, visit: type[Visit], name: str, width: int) -> None:
    seen = visit(width)
    page = seen.open(f"{server}/{page_address(name)}")
    assert page.locator("[data-testid=stException]").count() == 0
    assert page.locator("h1").inner_text()
    assert "系统提示，非审核结论" in page.locator("body").inner_text()
    overflow = "m => m.scrollWidth - m.clientWidth"
    assert page.locator("[data-testid=stMain]").evaluate(overflow) <= 0
    assert seen.errors == []


def test_a_filter_is_kept_in_the_address_and_opens_again(server: str, visit: type[Visit]) -> None:
    seen = visit(1440)
    page = seen.open(f"{server}/spending")
    page.locator("[data-testid=stSidebar]").get_by_text("全年执行数（执行口径）").click()
    page.wait_for_url("**phase=executed**")
    seen.settle()
    page.get_by_role("link", name="跨年比较").click()
    page.wait_for_url("**/comparison?**phase=executed**")
    seen.settle()
    other = visit(1440)
    copied = other.open(page.url)
    assert "全年执行数（执行口径） · 单位：万元" in copied.locator("body").inner_text()
    assert parse_qs(urlparse(copied.url).query)["phase"] == ["executed"]
    assert other.errors == seen.errors == []


EVERY_FILTER = (
    "year=2021&year=2026&phase=approved&class=it_operations&class=public_service"
    "&recurrence=recurring&form=target&q=%E8%BF%90"
)


def filters_of(address: str) -> dict[str, list[str]]:
    """The shared filters in an address, without the language and what belongs to a page."""
    params = parse_qs(urlparse(address).query)
    return {name: sorted(params[name]) for name in PARAMETERS if name in params}


def heading(seen: Visit) -> str:
    """The sentence under the headline, which says the filters."""
    return seen.page.locator(
        "[data-testid=stMain] [data-testid=stCaptionContainer]"
    ).first.inner_text()


def test_filters_survive_pages_and_languages_in_any_order(server: str, visit: type[Visit]) -> None:
    seen = visit(1440)
    page = seen.open(f"{server}/spending?{EVERY_FILTER}")
    page.get_by_label("主管部门").first.click()
    page.keyboard.press("Enter")
    page.wait_for_url("**body=**")
    page.keyboard.press("Escape")
    seen.settle()
    chosen = filters_of(page.url)
    assert set(chosen) == set(PARAMETERS) - {"stage"}  # one stage is loaded: no choice
    for name in (
        "English",
        "Comparison over years",
        "中文",
        "数据",
        "工作台",
        "English",
        "Project",
    ):
        page.locator("[data-testid=stSidebar]").get_by_text(name, exact=True).first.click()
        seen.settle()
        assert filters_of(page.url) == chosen, name
    page.get_by_text("中文", exact=True).click()
    page.locator(".st-key-links a").nth(PAGES.index("spending")).click()  # overtakes the answer
    page.wait_for_url("**/spending?**")
    seen.settle()
    assert filters_of(page.url) == chosen
    copied = visit(1440)
    copied.open(page.url)
    assert filters_of(copied.page.url) == chosen
    assert heading(copied) == heading(seen)
    assert "查找＝运" in heading(copied)


def test_one_view_is_one_entry_of_the_history(server: str, visit: type[Visit]) -> None:
    seen = visit(1440)
    page = seen.open(f"{server}/comparison")
    opened = page.evaluate("history.length")
    assert urlparse(page.url).query == ""
    page.locator("[data-testid=stSidebar]").get_by_text("全年执行数（执行口径）").click()
    page.wait_for_url("**phase=executed**")
    seen.settle()
    assert page.evaluate("history.length") == opened + 1
    page.get_by_role("link", name="资金用途").click()
    page.wait_for_url("**/spending?**phase=executed**")
    seen.settle()
    assert page.evaluate("history.length") == opened + 2
    page.go_back()
    page.wait_for_url("**/comparison?**phase=executed**")


def test_on_a_phone_a_link_closes_the_sidebar(server: str, visit: type[Visit]) -> None:
    seen = visit(390)
    page = seen.open(f"{server}/comparison")
    opener = page.get_by_test_id("stExpandSidebarButton")
    for name in ("资金用途", "数据"):
        opener.click()
        page.get_by_role("link", name=name, exact=True).click()
        seen.settle()
        opener.wait_for(timeout=SECONDS * 1000)


def test_what_a_page_chose_is_in_its_address(server: str, visit: type[Visit]) -> None:
    seen = visit(1440)
    page = seen.open(f"{server}/spending")
    page.get_by_text("项目性质", exact=True).nth(1).click()
    page.wait_for_url("**by=recurrence**")
    seen.settle()
    page.get_by_text("English", exact=True).click()
    page.wait_for_url("**lang=en**")
    seen.settle()
    assert "by=recurrence" in page.url
    page.get_by_role("link", name="Data", exact=True).click()
    page.wait_for_url("**/data?**")
    seen.settle()
    page.get_by_text("All phases").first.click()
    page.wait_for_url("**all_phases=1**")
    copied = visit(1440).open(page.url)
    assert copied.locator("[data-testid=stCheckbox] input").first.is_checked()


def test_the_browser_decides_the_language(server: str, visit: type[Visit]) -> None:
    page = visit(1440, "en-GB").page
    page.goto(server)
    page.wait_for_selector("text=not an audit conclusion", timeout=SECONDS * 1000)
    assert page.locator("h1").inner_text().startswith("Desk")


def test_a_download_arrives(server: str, visit: type[Visit]) -> None:
    page = visit(1440).open(f"{server}/spending")
    with page.expect_download(timeout=SECONDS * 1000) as arriving:
        page.locator(".st-key-download_spending_csv button").first.click()
    content = Path(arriving.value.path()).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert "预算年度" in content.decode("utf-8-sig")
    page.locator("[data-testid=stDataFrame]").first.hover()
    assert not page.get_by_label("Download as CSV").first.is_visible()
