"""数据: what the filters leave of each table, and downloads read back."""

import csv
import io
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import duckdb
import openpyxl
import polars as pl
import pytest
import yaml
from streamlit.testing.v1 import AppTest

from dashboards import queries_data
from dashboards.extracts import FORMATS, notes_text, write_extract
from dashboards.filters import Filters
from dashboards.notes_data import extract_notes
from dashboards.page import Page
from dashboards.queries_data import WHOLE, Slice
from dashboards.texts import Words
from dashboards.warehouse import Build

from .conftest import APP, BUILD_ID, make_rich_data_folder

OpenPage = Callable[..., AppTest]
TABLES = sorted(queries_data.EXTRACTS)
MODELS = APP.parent.parent / "dbt_project" / "models" / "marts" / "_marts__models.yml"


@pytest.fixture(scope="module")
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_rich_data_folder(tmp_path_factory.mktemp("data_page"))


def extract(build: Build, table: str, part: Slice = WHOLE, **filters: object) -> pl.DataFrame:
    return queries_data.read_extract(build, Filters(**filters), table, part)  # type: ignore[arg-type]


def read_csv(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_table_has_words(build: Build, table: str, language: str) -> None:
    t = Words(language)
    assert t(f"data.{table}") and t(f"table.{table}")
    columns = [*queries_data.CONTEXT, *queries_data.extract_columns(build, table)]
    assert [name for name in columns if name not in t.codes("column")] == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_documented_column_has_a_label(language: str) -> None:
    models = yaml.safe_load(MODELS.read_text("utf-8"))["models"]
    columns = {
        column["name"]
        for model in models
        if model["name"] in queries_data.EXTRACTS
        for column in model["columns"]
    }
    assert columns - set(Words(language).codes("column")) == set()


@pytest.mark.parametrize("table", TABLES)
def test_count_and_rows_agree_and_no_column_is_missing(build: Build, table: str) -> None:
    for filters in (Filters(), Filters(fiscal_years=(2021,), text="迁移")):
        frame = queries_data.read_extract(build, filters, table)
        assert len(frame) == queries_data.count_extract(build, filters, table)
        assert set(queries_data.extract_columns(build, table)) <= set(frame.columns)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("kind", FORMATS)
def test_downloads_hold_every_row(build: Build, table: str, kind: str) -> None:
    frame = extract(build, table)
    content = write_extract(frame, kind, {"说明": "x"})  # type: ignore[arg-type]
    if kind == "csv":
        assert content.startswith(b"\xef\xbb\xbf")
        read = read_csv(content)
        assert len(read) == len(frame)
    elif kind == "parquet":
        assert pl.read_parquet(io.BytesIO(content)).equals(frame)
    else:
        sheet = openpyxl.load_workbook(io.BytesIO(content))["数据"]
        assert sheet.max_row == len(frame) + 1
        assert [cell.value for cell in sheet[1]] == frame.columns


def test_a_project_is_named_beside_its_facts(build: Build) -> None:
    row = extract(build, "fct_cost_items", fiscal_years=(2021,), text="迁移").row(0, named=True)
    assert row["project_name"].startswith("系统 **迁移**")
    assert row["department_name"] == "某区政务服务中心"
    assert row["file_name"] == "2021-a.txt"
    assert row["fiscal_year"] == 2021


def test_superseded_forms_are_left_out(build: Build) -> None:
    assert "f26-003" not in extract(build, "fct_funding")["form_id"].to_list()


def test_one_phase_at_a_time_unless_all_are_asked_for(build: Build) -> None:
    one = extract(build, "fct_funding", Slice(), phase="executed")
    assert one["phase"].to_list() == ["executed"]
    assert len(extract(build, "fct_funding", WHOLE, phase="executed")) == 9


@pytest.mark.parametrize(
    ("part", "amounts"),
    [
        (Slice(), ["3596500.00", "5000000.00", "96500.00"]),
        (Slice(basis="annual"), ["3596500.00", "96500.00"]),
        (Slice(basis="annual", fund_source="total"), ["3596500.00"]),
        (Slice(basis="project_total"), ["5000000.00"]),
        (Slice(fund_source="carryover"), ["96500.00"]),
    ],
)
def test_basis_and_fund_source_can_be_chosen(build: Build, part: Slice, amounts: list[str]) -> None:
    funding = extract(build, "fct_funding", part, text="窗口业务")
    assert sorted(str(amount) for amount in funding["amount_yuan"]) == amounts


def test_amounts_that_must_not_be_added_up_are_named(build: Build) -> None:
    here = Page(Words("zh"), build, Filters(), "data")
    mixed = extract_notes(here, "fct_funding", Slice(), 1)["可否相加"]
    assert "不可相加" in mixed and "资金层次：全部" in mixed
    one = Slice(basis="annual", fund_source="total")
    assert "不可相加" not in extract_notes(here, "fct_funding", one, 1)["可否相加"]


def test_the_basis_is_chosen_on_the_page_and_in_the_address(open_page: OpenPage) -> None:
    app = open_page("data", table="fct_funding", funding_basis="annual", funding_source="total")
    assert set(app.dataframe[0].value["fund_source"]) == {"合计"}
    assert len(app.dataframe[0].value) == 4
    shown = "\n".join(part.value for part in app.markdown)
    assert "资金层次：年度；资金来源：合计" in shown.replace("\\", "") and "不可相加" not in shown


@pytest.mark.parametrize(
    ("table", "text", "part", "files"),
    [
        ("fct_funding", "", Slice(), ["2021-a.txt", "2026-a.txt"]),
        ("fct_indicators", "响应时间", WHOLE, ["2021-a.txt"]),
        ("fct_execution", "", WHOLE, ["2023-b.txt"]),
        ("dim_indicators", "＝１＋1", WHOLE, ["2023-b.txt"]),
        ("fct_spending_by_category", "", WHOLE, ["2026-a.txt"]),
        ("dim_functional_classes", "", WHOLE, []),
        ("dim_filings", "", WHOLE, ["2021-a.txt", "2023-b.txt", "2026-a.txt", "=读不出.doc"]),
    ],
)
def test_the_sources_are_the_filings_of_the_extract(
    build: Build, table: str, text: str, part: Slice, files: list[str]
) -> None:
    here = Page(Words("zh"), build, Filters(text=text), "data")
    notes = extract_notes(here, table, part, 1)
    assert sorted(notes["来源文件"].split("、")) == sorted(files or [""])
    read = {name.split(" ")[-1] for name in notes if name.startswith("数字归位率")}
    assert read == set(files)


def test_a_download_says_its_own_unit(build: Build) -> None:
    here = Page(Words("zh"), build, Filters(), "data")
    assert extract_notes(here, "fct_funding", WHOLE, 1)["金额单位"] == "元"
    assert extract_notes(here, "fct_indicators", WHOLE, 1)["金额单位"] == "本表没有金额列"
    assert all("万元" not in text for text in extract_notes(here, "fct_funding", WHOLE, 1).values())


@pytest.mark.parametrize("text", ["100%_", "_a", "$x$", "'", '"', "\\", "=1+1"])
def test_signs_in_a_search_mean_themselves(build: Build, text: str) -> None:
    found = extract(build, "dim_forms", text=text)["form_id"].to_list()
    expected = {
        "100%_": ["f21-002", "f26-001"],
        "_a": ["f21-002"],
        "$x$": ["f21-002"],
        "=1+1": ["f23-001"],
    }
    assert found == expected.get(text, ["f26-001"])


def test_files_that_were_not_read_are_listed_until_a_filter_is_set(build: Build) -> None:
    assert "f99" in extract(build, "dim_filings")["filing_id"].to_list()
    assert "f99-r1" in extract(build, "fct_read_issues")["issue_id"].to_list()
    assert extract(build, "dim_filings", fiscal_years=(2021,))["filing_id"].to_list() == ["f21"]


def test_filters_that_cannot_apply_are_named(build: Build) -> None:
    filters = Filters(text="x", recurrences=("recurring",), fiscal_years=(2026,))
    unused = queries_data.unused_filters
    assert unused(build, filters, "fct_spending_by_category") == ["text"]
    assert unused(build, filters, "fct_indicator_reuse") == ["recurrences", "text"]
    assert unused(build, filters, "fct_funding") == []


def test_a_mart_of_its_own_grain_follows_its_own_columns(build: Build) -> None:
    assert len(extract(build, "fct_spending_by_category", fiscal_years=(2026,))) == 1
    assert extract(build, "fct_spending_by_category", fiscal_years=(2021,)).is_empty()
    assert extract(build, "fct_spending_by_category", recurrences=("not_filed",)).is_empty()


def test_hostile_text_is_harmless_and_numbers_stay_numbers(build: Build) -> None:
    frame = extract(build, "fct_indicators")
    names = {row["indicator_name"] for row in read_csv(write_extract(frame, "csv", {}))}
    targets = {row["target_text"] for row in read_csv(write_extract(frame, "csv", {}))}
    assert "'=1+1" in names and "'@x" in targets and "'＝1" in targets
    sheet = openpyxl.load_workbook(io.BytesIO(write_extract(frame, "xlsx", {})))["数据"]
    cells = {cell.value: cell for row in sheet.iter_rows(min_row=2) for cell in row}
    assert cells["=1+1"].data_type == "s" and cells["@x"].data_type == "s"
    column = frame.columns.index("target_value_base") + 1
    values = [sheet.cell(row, column).value for row in range(2, sheet.max_row + 1)]
    assert sorted(value for value in values if value is not None) == [0.5, 1, 2, 85, 90, 95]


def test_amounts_are_exact_to_the_fen(build: Build) -> None:
    frame = extract(build, "fct_funding", fiscal_years=(2026,))
    assert Decimal("12323857.31") in frame["amount_yuan"].to_list()
    read = read_csv(write_extract(frame, "csv", {}))
    assert "12323857.31" in {row["amount_yuan"] for row in read}


def test_the_notes_say_all_that_a_reader_needs(build: Build) -> None:
    here = Page(Words("zh"), build, Filters(fiscal_years=(2021,), text="迁移"))
    notes = extract_notes(here, "fct_funding", Slice(), 1)
    text = notes_text(notes).decode("utf-8-sig")
    for said in (
        "系统提示，非审核结论",
        BUILD_ID,
        "2021-a.txt",
        "迁移",
        "marts.fct_funding",
        "共 100 个数字",
    ):
        assert said in text
    assert "字段 70.0%" in text and "未读清 2.0%" in text
    assert "列 amount_yuan: 金额（元）" in text
    assert "proposed = " in notes["列 phase"]


def test_the_page_counts_what_it_shows(open_page: OpenPage) -> None:
    app = open_page("data", table="fct_indicators")
    assert not app.exception
    assert app.selectbox(key="choose_table_zh").value == "fct_indicators"
    assert len(app.dataframe[0].value) == 8
    assert any("共 8 行" in part.value for part in app.markdown)
    assert len(app.get("download_button")) == len(FORMATS) + 1


def test_numbers_are_shown_with_their_own_digits_and_no_more(open_page: OpenPage) -> None:
    app = open_page("data", table="fct_funding", year="2021")
    columns = json.loads(app.dataframe[0].proto.columns)
    year, amount = columns["fiscal_year"]["type_config"], columns["amount_yuan"]["type_config"]
    assert year["format"] == "%d"
    assert amount == {"type": "number", "format": "localized", "step": 0.01}


def test_a_table_shows_first_what_is_looked_for_first(open_page: OpenPage) -> None:
    shown = open_page("data", table="fct_funding").dataframe[0].value
    first = "fiscal_year department_name project_name phase basis fund_source amount_yuan"
    assert list(shown.columns[:7]) == first.split()
    assert set(shown.columns[-3:]) == {"funding_id", "form_id", "filing_id"}
    indicators = open_page("data", table="fct_indicators").dataframe[0].value
    assert list(indicators.columns[5:9]) == [
        "indicator_name",
        "target_text",
        "actual_text",
        "weight",
    ]


def test_a_table_and_its_download_hold_the_same_columns(build: Build) -> None:
    for table in TABLES:
        columns = extract(build, table).columns
        assert sorted(queries_data.reading_order(columns)) == sorted(columns)


@pytest.mark.parametrize(("language", "said"), [("zh", "文件是空的"), ("en", "it is empty")])
def test_the_reason_of_a_status_is_in_the_words_of_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, said: str
) -> None:
    folder = make_rich_data_folder(tmp_path)
    with duckdb.connect(str(folder / "builds" / f"{BUILD_ID}.duckdb")) as connection:
        connection.execute(
            "update marts.dim_filings set status_reason = 'it is empty' where filing_id = 'f99'"
        )
    monkeypatch.setenv("JIXIAO_DATA", str(folder))
    app = AppTest.from_file(str(APP), default_timeout=60).switch_page("app_pages/data.py")
    app.query_params["table"], app.query_params["lang"] = "dim_filings", language
    assert said in list(app.run().dataframe[0].value["status_reason"])


def test_a_filter_reaches_the_page(open_page: OpenPage) -> None:
    app = open_page("data", table="fct_indicators", q="100%_\"'\\")
    assert list(app.dataframe[0].value["indicator_id"]) == ["f26-001-i002"]
    assert any("只留本行文字" in part.value for part in app.markdown)


@pytest.mark.parametrize(
    ("table", "text", "ids"),
    [
        ("fct_indicators", "响应 时间", ["f21-001-i002", "f21-002-i002"]),
        ("fct_indicators", "≤30分钟", ["f21-002-i002"]),
        ("fct_indicators", "免费刻章", ["f26-001-i001", "f26-001-i002"]),  # a project's name
        ("fct_cost_items", "志愿者", ["f21-001-c001"]),
        ("dim_indicators", "用户", ["ind-m"]),
    ],
)
def test_a_search_in_a_table_of_texts_keeps_the_rows_that_hold_it(
    build: Build, table: str, text: str, ids: list[str]
) -> None:
    found = extract(build, table, text=text)
    key = {"fct_cost_items": "cost_item_id", "dim_indicators": "standard_indicator_id"}
    assert found[key.get(table, "indicator_id")].to_list() == ids


def test_a_search_keeps_all_amounts_of_a_project_with_such_an_indicator(build: Build) -> None:
    assert set(extract(build, "fct_funding", text="响应时间")["form_id"]) == {"f21-001", "f21-002"}


def test_a_filter_that_cannot_apply_is_said(open_page: OpenPage) -> None:
    app = open_page("data", table="fct_indicator_reuse", q="迁移")
    assert any("查找文字" in warning.value for warning in app.warning)


def test_an_unknown_table_opens_the_first(open_page: OpenPage) -> None:
    app = open_page("data", table="sqlite_master; drop table x")
    assert not app.exception
    assert app.selectbox(key="choose_table_zh").value == "fct_funding"
    assert any("链接中的数据表不存在" in said.value for said in app.caption)
