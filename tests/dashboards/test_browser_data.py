"""Downloads of the data page and the printed lines of the project page, in a real Chromium."""

import csv
import io
from pathlib import Path

import duckdb
import openpyxl
import polars as pl
import pytest

from dashboards.reviews import read_reviews
from tests.carriers.blocks import Paragraph
from tests.carriers.pdf import write_pdf

from .conftest import BUILD_ID, make_rich_data_folder
from .test_browser import SECONDS, Visit, browser, server, visit  # noqa: F401

pytestmark = pytest.mark.browser
PAGED = "00112233445566aa"


@pytest.fixture(scope="module")
def served_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_rich_data_folder(tmp_path_factory.mktemp("browser_data"))
    (folder / "received").mkdir()
    (folder / "received" / PAGED).write_bytes(write_pdf([Paragraph("项目支出绩效目标表")]))
    with duckdb.connect(str(folder / "builds" / f"{BUILD_ID}.duckdb")) as connection:
        connection.execute(
            "update marts.fct_funding set filing_id = ?, source_page = 1,"
            " source_box = '100 700 200 720' where form_id = 'f26-001'",
            [PAGED],
        )
    return folder


def download(seen: Visit, kind: str) -> tuple[str, bytes]:
    with seen.page.expect_download(timeout=SECONDS * 1000) as arriving:
        seen.page.locator(f".st-key-data_download_{kind} button").first.click()
    return arriving.value.suggested_filename, Path(arriving.value.path()).read_bytes()


def test_every_format_arrives_whole(server: str, visit: type[Visit]) -> None:  # noqa: F811
    seen = visit(1440)
    seen.open(f"{server}/data?table=fct_indicators&year=2021")
    name, content = download(seen, "csv")
    assert name == f"jixiao-fct_indicators-{BUILD_ID}.csv"
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert [row["fiscal_year"] for row in rows] == ["2021"] * 4
    book = openpyxl.load_workbook(io.BytesIO(download(seen, "xlsx")[1]))
    assert book["数据"].max_row == 5
    assert "系统提示，非审核结论" in [cell.value for cell in book["说明"]["B"]]
    assert len(pl.read_parquet(io.BytesIO(download(seen, "parquet")[1]))) == 4
    assert "2021-a.txt" in download(seen, "notes")[1].decode("utf-8-sig")
    assert seen.errors == []


def test_a_selected_row_shows_its_printed_line(server: str, visit: type[Visit]) -> None:  # noqa: F811
    seen = visit(1440)
    page = seen.open(f"{server}/project?project=f21-002")
    select_row(seen, "header", number=3)  # name, year, then the department
    mark = page.locator(".jixiao-lines mark").first
    mark.wait_for(timeout=SECONDS * 1000)
    assert mark.inner_text() == "某区行政 服务中心"
    assert seen.errors == []


def test_a_selected_row_shows_its_page_marked(server: str, visit: type[Visit]) -> None:  # noqa: F811
    seen = visit(1440)
    page = seen.open(f"{server}/project?project=f26-001")
    select_row(seen, "funding")
    picture = page.locator("[data-testid=stImage] img").first
    picture.wait_for(timeout=SECONDS * 1000)
    assert picture.get_attribute("alt") == "原件第 1 页，出处已标出"
    assert seen.errors == []


def select_row(seen: Visit, key: str, number: int = 1) -> None:
    """Select a row (from 1) of a table of facts, once the page stands still."""
    table = seen.page.locator(f".st-key-facts_{key} [data-testid=stDataFrame]").first
    table.locator("canvas").first.wait_for(timeout=SECONDS * 1000)
    box = None
    while box is None or box != table.bounding_box():
        table.scroll_into_view_if_needed()
        box = table.bounding_box()
        seen.page.wait_for_timeout(300)
    seen.page.mouse.click(box["x"] + 18, box["y"] + 35 * number + 17)


def test_a_read_issue_is_corrected_by_a_person(
    server: str,  # noqa: F811
    visit: type[Visit],  # noqa: F811
    served_folder: Path,
) -> None:
    seen = visit(1440)
    page = seen.open(f"{server}/project?project=f26-002")
    select_row(seen, "issues")
    page.get_by_text("已核原件，应予更正").click()
    page.get_by_label("应为").fill("=95%")
    page.get_by_label("理由或依据").fill("原件第3页")
    page.get_by_role("button", name="保存核对意见").click()
    page.get_by_text("请填写核对人姓名。").wait_for(timeout=SECONDS * 1000)
    page.get_by_label("核对人姓名").fill("王核")
    page.get_by_role("button", name="保存核对意见").click()
    page.get_by_text("核对意见已保存。").wait_for(timeout=SECONDS * 1000)
    kept = read_reviews(served_folder)
    assert kept.select("corrected_text", "reason", "reviewer_name").rows() == [
        ("=95%", "原件第3页", "王核")
    ]
    assert seen.errors == []
