"""What `_exposures.yml` says a page reads is what the page asks for."""

import datetime as dt
import re
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
import yaml
from streamlit.testing.v1 import AppTest

from dashboards import queries, queries_data, queries_project, queries_reuse, warehouse
from dashboards.briefing import briefing
from dashboards.filters import Filters
from dashboards.page import PAGES, Page
from dashboards.texts import Words
from dashboards.warehouse import Build, current_build

from .conftest import APP, make_checked_upload, make_rich_data_folder

MARTS = Path(__file__).parent.parent.parent / "dbt_project" / "models" / "marts"
EXPOSURES = {
    exposure["name"]: exposure
    for exposure in yaml.safe_load((MARTS / "_exposures.yml").read_text("utf-8"))["exposures"]
}
UPLOAD = "0123456789abcdef" * 2
MODELS = {path.stem for path in MARTS.glob("*.sql")}
FORMS = ("f21-001", "f21-002", "f23-001", "f26-001", "f26-003")
# the views of a page that together ask all that it can ask
VIEWS: dict[str, list[dict[str, str]]] = {
    "home": [{}, {"year": "2023"}],
    "findings": [{}, {"severity": "note"}],
    "spending": [{"by": by, "grain": "cost_item"} for by in ("recurrence", "functional_class")],
    "comparison": [{}, {"by": "expenditure_category"}],
    "review": [{}, {"queue": "linked"}],
    "reuse": [
        {"indicator": "ind-t"},
        *({"aspect": aspect} for aspect in ("sets", "goals", "changes")),
        {"target_class": "number"},
    ],
    "execution": [{}, {"year": "2026"}],
    "project": [{"project": form} for form in FORMS],
    "data": [{"table": table} for table in queries_data.EXTRACTS],
    "upload": [{}, {"upload": UPLOAD}],
}

ASKED_ON_CLICK: dict[str, Callable[[Build], object]] = {
    "home": lambda build: briefing(Page(Words("zh"), build, Filters()), dt.datetime(2026, 3, 2)),
    "findings": lambda build: queries_project.source_lines(build, "f26", 6, 6, 7),
    "comparison": lambda build: queries.source_files(build, Filters()),
    "execution": lambda build: queries_project.source_lines(build, "f23", 20, None, None),
    "reuse": lambda build: queries_reuse.source_files(build, Filters(), ["ind-t"]),
}


@pytest.fixture(scope="module")
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_rich_data_folder(tmp_path_factory.mktemp("exposures"))
    make_checked_upload(folder, UPLOAD)
    return folder


def marts_asked_for() -> set[str]:
    """The marts in the questions that were put since nothing was remembered."""
    asked = " ".join(sql for _, sql, _ in warehouse._pool.results)
    return set(re.findall(r"\bmarts\.(\w+)", asked)) & MODELS


@pytest.mark.parametrize("name", PAGES)
def test_a_page_reads_what_its_exposure_says(
    data_folder: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("JIXIAO_DATA", str(data_folder))
    warehouse._pool.results.clear()
    queries.choices.cache_clear()
    for view, text in product(VIEWS[name], ("", "用户")):
        app = AppTest.from_file(str(APP), default_timeout=60)
        if name != PAGES[0]:
            app.switch_page(f"app_pages/{name}.py")
        app.query_params.update({**view, "q": text})
        assert not app.run().exception
        assert app.title[0].value == Words("zh")(f"{name}.headline")
    if name in ASKED_ON_CLICK:
        ASKED_ON_CLICK[name](current_build(data_folder))
    declared = {ref.split("'")[1] for ref in EXPOSURES[name]["depends_on"]}
    assert declared == marts_asked_for()


def test_every_page_has_an_exposure_at_its_address() -> None:
    paths = {name: exposure["url"].split(":8501/")[1] for name, exposure in EXPOSURES.items()}
    assert paths == {name: "" if name == PAGES[0] else name for name in PAGES}
