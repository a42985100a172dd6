"""A small warehouse of marts, and the dashboard opened on it."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from dashboards.uploads import Upload
from dashboards.warehouse import Build, current_build

HERE = Path(__file__).parent
APP = HERE.parent.parent / "dashboards" / "app.py"
OLD_WORD = "it is a damaged old Word file: open it, save it as .docx and load that"
BUILD_ID = "20260302T090000000Z"


def make_data_folder(folder: Path, build_id: str = BUILD_ID) -> Path:
    """A data folder whose `warehouse.duckdb` is a hard link to a build with a few rows."""
    builds = folder / "builds"
    builds.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(builds / f"{build_id}.duckdb")) as connection:
        connection.execute((HERE / "marts.sql").read_text(encoding="utf-8"))
    publish(folder, build_id)
    return folder


def make_rich_data_folder(folder: Path) -> Path:
    """The same with what the pages on reuse, projects and data show, and hostile texts."""
    made = make_data_folder(folder)
    with duckdb.connect(str(made / "builds" / f"{BUILD_ID}.duckdb")) as connection:
        connection.execute((HERE / "more_marts.sql").read_text(encoding="utf-8"))
    return made


def make_checked_upload(folder: Path, token: str, names: Sequence[str] = ("a.pdf",)) -> Upload:
    """An upload that has been checked: a filing under some names, and a file set aside."""
    upload = Upload(folder, token)
    upload.files.mkdir(parents=True)
    same = f"the same bytes as {upload.files}/{names[0]}"
    lines = [_outcome(upload, name, skipped=name != names[0]) for name in names]
    lines[1:] = [{**line, "status_reason": same} for line in lines[1:]]
    aside = {"filing_id": "f99", "status": "set_aside", "status_reason": OLD_WORD, "form_count": 0}
    lines.append({**_outcome(upload, "x.doc"), **aside})
    written = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    upload.outcomes.write_text(written, encoding="utf-8")
    make_data_folder(upload.data)
    with duckdb.connect(str(upload.data / "builds" / f"{BUILD_ID}.duckdb")) as connection:
        connection.execute("update marts.fct_read_issues set filing_id = 'f21'")
    return upload


def _outcome(upload: Upload, name: str, skipped: bool = False) -> dict[str, object]:
    return {
        "path": f"{upload.files}/{name}",
        "filing_id": "f21",
        "status": "loaded",
        "status_reason": None,
        "form_count": 2,
        "skipped": skipped,
        "page_count": None,
        "file_number": 1,
        "file_count": 2,
    }


def publish(folder: Path, build_id: str) -> None:
    """Point `warehouse.duckdb` at a build in one step, as `jixiao build` does."""
    link = folder / "warehouse.next"
    link.hardlink_to(folder / "builds" / f"{build_id}.duckdb")
    link.replace(folder / "warehouse.duckdb")


@pytest.fixture(scope="session")
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_data_folder(tmp_path_factory.mktemp("data"))


@pytest.fixture
def build(data_folder: Path) -> Build:
    return current_build(data_folder)


@pytest.fixture
def open_page(data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """`open_page("spending", year="2021")`: the page as it stands after its first run."""
    monkeypatch.setenv("JIXIAO_DATA", str(data_folder))

    def opened(name: str = "home", **params: str | list[str]) -> AppTest:
        app = AppTest.from_file(str(APP), default_timeout=60)
        if name != "home":
            app.switch_page(f"app_pages/{name}.py")
        for key, value in params.items():
            app.query_params[key] = value
        return app.run()

    return opened
