"""Files are dragged in, checked, discarded or accepted: real programs, a real Chromium."""

from pathlib import Path

import duckdb
import pytest

from tests.carriers.samples import samples

from .conftest import make_data_folder
from .test_browser import Visit, browser, server, visit  # noqa: F401

pytestmark = pytest.mark.browser
BUILT_WITHIN = 300_000  # milliseconds; two cores at work with other tests
PROJECT = "窗口服务外包"


@pytest.fixture(scope="module")
def served_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_data_folder(tmp_path_factory.mktemp("browser_upload"))


@pytest.fixture(scope="module")
def filings(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The same form as a Word file and as a PDF."""
    folder = tmp_path_factory.mktemp("dragged")
    paths = []
    for carrier in ("docx", "pdf"):
        sample = next(samples([carrier], only="arrived-money-self-evaluation.window"))
        paths.append(folder / sample.name)
        paths[-1].write_bytes(sample.data)
    return paths


def upload(seen: Visit, address: str, path: Path) -> None:
    """Drag a file in and wait for what was read of it."""
    seen.open(f"{address}/upload")
    seen.page.locator("[data-testid=stFileUploader] input").set_input_files(str(path))
    seen.page.get_by_role("button", name="读入并核对").click()
    seen.page.get_by_role("button", name="放弃").wait_for(timeout=BUILT_WITHIN)
    seen.settle()


def folders(data: Path) -> list[str]:
    return sorted(path.name for path in (data / "uploads").iterdir())


def test_an_upload_is_checked_discarded_and_accepted(
    server: str,  # noqa: F811
    visit: type[Visit],  # noqa: F811
    served_folder: Path,
    filings: list[Path],
) -> None:
    word, pdf = filings
    seen = visit(1440)
    upload(seen, server, word)
    assert "读出的表" in seen.page.locator("body").inner_text()
    assert len(folders(served_folder)) == 1
    seen.page.get_by_role("button", name="放弃").click()
    seen.page.locator("[data-testid=stFileUploader]").wait_for()
    assert folders(served_folder) == []

    upload(seen, server, pdf)
    seen.page.get_by_role("button", name="入库", exact=True).click()
    seen.page.get_by_text("已入库，数据版本").wait_for(timeout=BUILT_WITHIN)
    assert folders(served_folder) == ["accepted"]
    (kept,) = (served_folder / "uploads" / "accepted").glob("*/*")
    assert kept.read_bytes() == pdf.read_bytes()
    with duckdb.connect(str(served_folder / "warehouse.duckdb"), read_only=True) as warehouse:
        forms = warehouse.execute("select project_name from marts.dim_forms").fetchall()
    assert forms == [(PROJECT,)]
    assert seen.errors == []
