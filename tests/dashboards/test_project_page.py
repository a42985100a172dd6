"""项目: the parts of one form, the lines that print them, and the page itself."""

import json
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from dashboards import queries_project
from dashboards.filters import Filters
from dashboards.source_lines import lines_html
from dashboards.warehouse import Build

from .conftest import BUILD_ID, make_rich_data_folder

OpenPage = Callable[..., AppTest]


@pytest.fixture(scope="module")
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_rich_data_folder(tmp_path_factory.mktemp("project"))


def shown(app: AppTest) -> str:
    parts = [
        *app.header,
        *app.subheader,
        *app.caption,
        *app.markdown,
        *app.text,
        *app.info,
        *app.warning,
    ]
    return "\n".join(str(part.value) for part in parts).replace("\\", "")


def test_options_are_the_current_forms_newest_first(build: Build) -> None:
    options = queries_project.project_options(build, Filters())
    assert options["form_id"].to_list() == ["f26-001", "f26-002", "f23-001", "f21-001", "f21-002"]


def test_the_header_says_what_is_printed_and_where(build: Build) -> None:
    header = queries_project.form_part(build, "header", "f21-002")
    said = {row["field"]: row for row in header.to_dicts()}
    assert said["department_name"]["said"] == "某区行政服务中心"
    assert said["department_name"]["header_text"] == "某区行政 服务中心"
    assert said["department_name"]["source_start"] == 19
    assert said["fiscal_year"]["source_line"] == 40
    assert "unit_name" not in said


@pytest.mark.parametrize("part", sorted(queries_project.PARTS))
def test_every_part_of_every_form_is_answered(build: Build, part: str) -> None:
    forms = build.query("select form_id from marts.dim_forms")["form_id"].to_list()
    frames = [queries_project.form_part(build, part, form_id) for form_id in forms]
    assert sum(len(frame) for frame in frames) > 0
    assert all("filing_id" in frame.columns for frame in frames)


def test_lines_of_a_place_come_with_two_around(build: Build) -> None:
    lines = queries_project.source_lines(build, "f21", 3, 29, 37)
    assert lines["line_number"].to_list() == [1, 2, 3, 4, 5]


def test_a_place_without_extent_marks_its_line(build: Build) -> None:
    lines = queries_project.source_lines(build, "f21", 4, None, None)
    assert lines["line_number"].to_list() == [2, 3, 4, 5, 6]
    assert "<mark>=1+1</mark>" in lines_html(lines, 4, None, None)


def test_the_cell_is_marked_over_line_ends(build: Build) -> None:
    html = lines_html(queries_project.source_lines(build, "f21", 2, 19, 70), 2, 19, 70)
    assert "<mark>某区行政 服务中心</mark>" in html and "<mark>=1+</mark>1" in html


def test_a_filing_cannot_write_markup(build: Build) -> None:
    html = lines_html(queries_project.source_lines(build, "f21", 3, 29, 37), 3, 29, 37)
    assert "<script" not in html
    assert "<mark>&lt;script&gt;</mark>" in html


def test_the_page_shows_all_of_a_form(open_page: OpenPage) -> None:
    app = open_page("project", project="f21-002")
    assert not app.exception
    assert "系统 **迁移**（运维） <b>$x$</b> [点](http" in app.header[0].value.replace("\\", "")
    assert "<script>" in [part.value for part in app.text]  # characters 29 to 37 of the filing
    tables = [table.value for table in app.dataframe]
    header, funding, items, totals, indicators = tables
    assert "某区行政 服务中心" in list(header["header_text"])
    assert list(funding["amount_yuan"]) == ["1,000,000.00"]
    assert list(items["item_name"]) == ["迁移实施"]
    assert list(totals["is_reconciled"]) == ["不符"]
    assert list(indicators["target_text"]) == [">=90%", "≤30分钟"]
    assert list(indicators["level2_alternative_name"]) == ["数量指标", "数量指标"]


def test_a_self_evaluation_shows_its_execution(open_page: OpenPage) -> None:
    app = open_page("project", project="f23-001")
    assert not app.exception
    execution = app.dataframe[2].value
    assert list(execution["execution_on_approved_pct"]) == ["86.805"]


def test_a_form_outside_the_filters_is_shown_and_said(open_page: OpenPage) -> None:
    app = open_page("project", project="f21-002", year="2026")
    assert app.selectbox(key="choose_project_zh").value == "f21-002"
    assert "不在当前筛选范围内" in shown(app)


def test_an_unknown_form_opens_the_first(open_page: OpenPage) -> None:
    app = open_page("project", project="<b>' or 1=1 --")
    assert not app.exception
    assert app.selectbox(key="choose_project_zh").value == "f26-001"
    assert "不在当前数据中" in shown(app)


def test_the_chosen_form_is_kept_in_the_address(open_page: OpenPage) -> None:
    app = open_page("project")
    app.selectbox(key="choose_project_zh").set_value("f21-001").run()
    assert app.query_params["project"] in ("f21-001", ["f21-001"])


def test_a_misprint_stands_beside_its_correction(open_page: OpenPage) -> None:
    corrections = open_page("project", project="f26-001").dataframe[-1].value
    assert list(corrections["raw_text"]) == ["免费刻张"]
    assert list(corrections["corrected_text"]) == ["免费刻章"]


def test_a_superseded_form_says_so(open_page: OpenPage) -> None:
    app = open_page("project", project="f26-003")
    assert "已被后来公开的文件取代（2026-a.txt）" in app.warning[0].value.replace("\\", "")
    assert "不在当前筛选范围内" not in shown(app)


def test_a_section_shows_its_cells_apart_and_its_blank_lines(open_page: OpenPage) -> None:
    texts = [part.value for part in open_page("project", project="f21-002").text]
    assert (
        "迁移内容 │ 次数 │ 单价 │ 金额\n迁移 实施 │ 2 次 │ 65万元/次 │ 130万元\n\n共130万元"
        in texts
    )


def test_a_value_of_a_sheet_or_a_page_says_which(
    tmp_path: Path, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_rich_data_folder(tmp_path)
    with duckdb.connect(str(folder / "builds" / f"{BUILD_ID}.duckdb")) as connection:
        connection.execute("update marts.fct_funding set source_sheet = '表一!C9'")
        connection.execute("update marts.fct_cost_items set source_page = 7")
    monkeypatch.setenv("JIXIAO_DATA", str(folder))
    tables = [table.value for table in open_page("project", project="f21-001").dataframe]
    funding = next(table for table in tables if "fund_source" in table.columns)
    assert set(funding["source_sheet"]) == {"表一!C9"} and "source_page" not in funding.columns
    items = next(table for table in tables if "item_name" in table.columns)
    assert set(items["source_page"]) == {7} and "source_sheet" not in items.columns


def test_a_table_that_is_cut_says_how_many_rows_it_has(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "可在表内滚动查看" not in shown(open_page("project", project="f21-002"))
    monkeypatch.setattr("dashboards.facts.TABLE_ROWS", 2)
    app = open_page("project", project="f21-002")
    header = len(app.dataframe[0].value)
    assert header > 2 and f"共 {header} 行，可在表内滚动查看" in shown(app)


def test_target_actual_and_score_are_seen_at_once(build: Build, open_page: OpenPage) -> None:
    printed = queries_project.form_part(build, "indicators", "f23-001").columns
    seen = printed[: printed.index("score") + 1]
    assert {"indicator_name", "target_text", "actual_text", "weight"} <= set(seen)
    tables = open_page("project", project="f23-001").dataframe
    columns = next(t.proto.columns for t in tables if "target_text" in t.value.columns)
    widths = {name: column.get("width") for name, column in json.loads(columns).items()}
    assert sum(widths.get(name) or 80 for name in seen) < 940
