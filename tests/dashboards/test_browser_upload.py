"""Files are dragged in, checked, discarded or accepted: real programs, a real Chromium."""

import hashlib
import io
from pathlib import Path
from typing import TypedDict

import openpyxl
import pytest

from dashboards.reviews import read_reviews

from .conftest import make_data_folder
from .test_browser import SECONDS, Visit, browser, server, visit  # noqa: F401
from .test_browser_data import select_row

pytestmark = pytest.mark.browser
BUILT_WITHIN = 120_000  # milliseconds; two cores at work with other tests
FILINGS = Path(__file__).parent.parent.parent / "data" / "filings"
TEXT = FILINGS / "2021-songjiang-service-centre.target.txt"
PROJECT = "访客引导服务"
EVALUATION: tuple[tuple[str, ...], ...] = (
    ("预算项目绩效自评表",),
    ("（2024年度）",),
    ("项目名称", PROJECT),
    ("主管部门", "云溪市南屏区档案局", "", "", "项目单位", "云溪市南屏区档案馆"),
    ("资金情况\n（万元）", "资金来源", "", "预算数", "到位数", "执行数", "执行率", "得分"),
    ("", "总额", "", "60.00", "60.00", "54.00", "90.00%", "9.00"),
    ("", "财政拨款", "", "50.00", "50.00", "44.00"),
    ("", "上年结转", "", "0.00", "0.00", "0.00"),
    ("", "其他资金", "", "9.00", "9.00", "10.00"),
    ("预期目标", "全年引导访客不少于3万人次。"),
    ("目标实际完成情况", "全年引导访客3.1万人次。"),
    ("绩效指标", "一级指标", "二级指标", "三级指标", "目标值", "实际完成值", "分值", "得分"),
    ("", "产出指标", "数量指标", "引导访客人次", "≥30000(人次)", "31000", "60.00", "60.00"),
    ("", "满意度指标", "服务对象满意度指标", "访客满意度", "≥95.00(%)", "96.20", "30.00", "30.00"),
    ("总分", "", "", "", "", "", "100", "99.00"),
)
MERGED = "A1:H1 A2:H2 B3:H3 B4:D4 F4:H4 A5:A9 B5:C5 B6:C6 B7:C7 B8:C8 B9:C9 B10:H10 B11:H11 A12:A14"


class Dragged(TypedDict):
    """A file as a browser hands it over."""

    name: str
    mimeType: str
    buffer: bytes


def workbook(project: str) -> bytes:
    """A self-evaluation as a workbook; its 财政拨款 and 其他资金 make 59.00, not 60.00."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in EVALUATION:
        sheet.append([project if text == PROJECT else text or None for text in row])
    for cells in [*MERGED.split(), "A15:F15"]:
        sheet.merge_cells(cells)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def dragged(name: str, content: bytes) -> Dragged:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


@pytest.fixture(scope="module")
def served_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_data_folder(tmp_path_factory.mktemp("browser_upload"))


def upload(seen: Visit, files: list[Dragged]) -> None:
    """Drag files in, have them read, and leave the page for another and come back meanwhile."""
    seen.page.locator("[data-testid=stFileUploader] input").set_input_files(list(files))
    seen.page.get_by_role("button", name="读入并核对").click()
    seen.page.wait_for_url("**upload=**")
    seen.page.get_by_role("link", name="数据", exact=True).click()
    seen.page.wait_for_url("**/data**")
    seen.settle()
    seen.page.get_by_role("link", name="上传", exact=True).click()
    seen.page.get_by_role("button", name="放弃").wait_for(timeout=BUILT_WITHIN)
    seen.settle()


def cells(seen: Visit, key: str = "") -> list[str]:
    """The texts in a table of facts (the first on the page without a key), as they are read out."""
    inside = f".st-key-facts_{key}" if key else "[data-testid=stMain]"
    table = seen.page.locator(f"{inside} [data-testid=stDataFrame]").first
    table.locator("[role=gridcell]").first.wait_for(state="attached", timeout=SECONDS * 1000)
    return [text.strip() for text in table.locator("[role=gridcell]").all_text_contents()]


def said(seen: Visit) -> str:
    return seen.page.locator("[data-testid=stMain]").inner_text()


def folders(data: Path) -> list[str]:
    return sorted(path.name for path in (data / "uploads").iterdir())


def test_files_are_checked_reviewed_and_accepted(
    server: str,  # noqa: F811
    visit: type[Visit],  # noqa: F811
    served_folder: Path,
) -> None:
    seen = visit(1440)
    seen.open(f"{server}/upload")
    letter = "关于放假的通知：明日休息。".encode()
    books = [workbook(PROJECT), workbook("文书销毁")]
    files = [dragged("自评表.xlsx", book) for book in books]
    upload(seen, [dragged(TEXT.name, TEXT.read_bytes()), *files, dragged("通知.txt", letter)])
    listed = cells(seen)
    assert {TEXT.name, "自评表.xlsx", "自评表 (2).xlsx", "通知.txt", "未见表格"} <= set(listed)
    assert "没有找到绩效目标表、绩效自评表或项目经费情况说明" in listed

    filing_id = hashlib.sha256(TEXT.read_bytes()).hexdigest()[:16]
    assert {"窗口业务管理", "3,596,500.00"} <= set(cells(seen, f"forms_{filing_id}"))
    assert "金额合计 10 处：相符 10，不符 0，无法核验 0。" in said(seen)
    select_row(seen, f"issues_{filing_id}")
    seen.page.get_by_label("核对人姓名").fill("王核")
    seen.page.get_by_role("button", name="保存核对意见").click()
    seen.page.get_by_text("核对意见已保存。").wait_for(timeout=SECONDS * 1000)
    assert read_reviews(served_folder)["decision"].to_list() == ["confirmed"]

    book_id = hashlib.sha256(books[0]).hexdigest()[:16]
    other = visit(1440)
    other.open(f"{seen.page.url.split('&file=')[0]}&file={book_id}")
    assert {PROJECT, "600,000.00", "540,000.00"} <= set(cells(other, f"forms_{book_id}"))
    checks = cells(other, f"money_checks_{book_id}")
    assert {"600,000.00", "590,000.00", "10,000.00", "不符"} <= set(checks)

    seen.page.get_by_role("button", name="入库", exact=True).click()
    seen.page.get_by_text("已入库，数据版本").wait_for(timeout=BUILT_WITHIN)
    assert folders(served_folder) == ["accepted"]
    (kept,) = (served_folder / "uploads" / "accepted").glob(f"*/{TEXT.name}")
    assert kept.read_bytes() == TEXT.read_bytes()
    other.page.get_by_role("button", name="放弃").click()  # a window that is behind
    other.page.get_by_text("已入库，数据版本").wait_for(timeout=SECONDS * 1000)
    seen.page.get_by_role("link", name="工作台", exact=True).click()
    seen.settle()
    department = seen.page.locator("[role=gridcell]", has_text="云溪市南屏区档案局").first
    department.wait_for(state="attached", timeout=SECONDS * 1000)
    assert seen.errors == other.errors == []


def test_a_discarded_upload_leaves_nothing(
    server: str,  # noqa: F811
    visit: type[Visit],  # noqa: F811
    served_folder: Path,
) -> None:
    seen = visit(390)
    seen.open(f"{server}/upload")
    uploads = served_folder / "uploads"
    kept = sorted(uploads.rglob("*")) if uploads.exists() else []
    before = (served_folder / "warehouse.duckdb").stat().st_mtime_ns
    field = seen.page.locator("[data-testid=stFileUploader] input")
    field.set_input_files([dragged("<b>\n坏.pdf", b"%PDF-1.4\nno more")])
    seen.page.get_by_role("button", name="读入并核对").click()
    seen.page.get_by_role("button", name="放弃").wait_for(timeout=BUILT_WITHIN)
    seen.page.reload()
    seen.settle()
    assert "PDF 已损坏：请重新下载，或打印成新的 PDF" in said(seen)
    assert not seen.page.get_by_role("button", name="入库", exact=True).count()
    seen.page.get_by_role("button", name="放弃").click()
    seen.page.locator("[data-testid=stFileUploader]").wait_for()
    assert [path for path in sorted(uploads.rglob("*")) if path not in kept] == []
    assert (served_folder / "warehouse.duckdb").stat().st_mtime_ns == before
    assert seen.errors == []


def test_a_file_that_is_too_large_says_so(
    server: str,  # noqa: F811
    visit: type[Visit],  # noqa: F811
    tmp_path: Path,
) -> None:
    huge = tmp_path / "厚.pdf"
    with huge.open("wb") as file:
        file.truncate(64 * 1024**2 + 1)
    seen = visit(390)
    seen.open(f"{server}/upload")
    seen.page.locator("[data-testid=stFileUploader] input").set_input_files(str(huge))
    refused = seen.page.locator("[data-testid=stFileChip][aria-invalid=true]")
    refused.wait_for(timeout=SECONDS * 1000)
    shown = refused.evaluate("chip => getComputedStyle(chip, '::after').content")
    assert shown == '"太大，未收：每个文件至多 64 MB，请拆分后上传。"'
    assert not seen.page.get_by_role("button", name="读入并核对").count()
