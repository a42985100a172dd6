"""The buttons of the desk and the lineage diagram, in a real Chromium."""

import io
from pathlib import Path
from urllib.parse import parse_qs, urlparse

import docx
import openpyxl
import pytest

from .conftest import BUILD_ID
from .test_browser import SECONDS, WIDTHS, Visit, browser, server, visit  # noqa: F401

pytestmark = pytest.mark.browser
# labels that reach over the sides of their diagram, or over another label of their column
LABELS = """
figure => {
    const frame = figure.getBoundingClientRect();
    const boxes = [...figure.querySelectorAll('.sankey-node .node-label')]
        .filter(label => label.textContent)
        .map(label => label.getBoundingClientRect());
    const overlap = (a, b) => a.left < b.right - 1 && b.left < a.right - 1
        && a.top < b.bottom - 2 && b.top < a.bottom - 2;
    return {
        count: boxes.length,
        outside: boxes.filter(box => box.left < frame.left - 1 || box.right > frame.right + 1).length,
        overlapping: boxes.filter((a, n) => boxes.some((b, m) => m > n && overlap(a, b))).length,
    };
}
"""


@pytest.fixture(scope="module")
def served_folder(data_folder: Path) -> Path:
    """The made-up data folder: what is counted here is counted from its rows."""
    return data_folder


def pressed(seen: Visit, key: str) -> tuple[str, bytes]:
    with seen.page.expect_download(timeout=SECONDS * 1000) as arriving:
        seen.page.locator(f".st-key-{key} button >> visible=true").click()
    return arriving.value.suggested_filename, Path(arriving.value.path()).read_bytes()


def test_buttons_of_the_desk_write_what_the_filters_choose(
    server: str,  # noqa: F811
    visit: type[Visit],  # noqa: F811
) -> None:
    seen = visit(1440)
    page = seen.open(f"{server}/?year=2026")
    name, content = pressed(seen, "make_briefing")
    assert name == f"jixiao-briefing-{BUILD_ID}.docx"
    read = docx.Document(io.BytesIO(content))
    assert "预算年度＝2026" in read.paragraphs[1].text
    assert "系统提示，非审核结论" in read.sections[0].header.paragraphs[0].text
    name, content = pressed(seen, "make_review_sheet")
    assert name == f"jixiao-review-sheet-{BUILD_ID}.xlsx"
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert [sheet.cell(row, 9).value for row in (6, 7, 8)] == [42000, None, 1250.5]
    page.locator(".st-key-documents a >> visible=true").click()
    page.wait_for_url("**/data?**")
    seen.settle()
    assert parse_qs(urlparse(page.url).query)["year"] == ["2026"]
    assert seen.errors == []


def test_findings_of_one_severity_are_written(server: str, visit: type[Visit]) -> None:  # noqa: F811
    seen = visit(390)
    seen.open(f"{server}/findings?severity=must_check")
    _, content = pressed(seen, "make_review_sheet")
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert [sheet.cell(row, 4).value for row in (6, 7)] == ["必核", None]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_the_lineage_is_read_whole(
    server: str,  # noqa: F811
    visit: type[Visit],  # noqa: F811
    width: int,
    scheme: str,
) -> None:
    seen = visit(width)
    seen.page.emulate_media(color_scheme=scheme)
    page = seen.open(f"{server}/comparison")
    diagram = page.locator(".st-key-chart_lineage_0")
    diagram.scroll_into_view_if_needed()
    page.wait_for_selector(".sankey-link", timeout=SECONDS * 1000)
    found = diagram.evaluate(LABELS)
    assert found == {"count": 11, "outside": 0, "overlapping": 0}
    page.get_by_text("只看高", exact=True).click()
    page.wait_for_url("**link_confidence=high**")
    seen.settle()
    assert "有对应关系，未选此把握程度" in diagram.text_content().replace("\n", "")
    assert seen.errors == []
