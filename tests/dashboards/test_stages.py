"""Filings of several stages: one is chosen as the phase is, and nothing adds up two of them."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import duckdb
import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboards import queries, queries_data, queries_home, queries_reuse, queries_spending
from dashboards.filters import Choices, Filters, read_filters, write_filters
from dashboards.notes_data import extract_notes
from dashboards.page import PAGES, Page
from dashboards.queries_data import WHOLE
from dashboards.texts import Words
from dashboards.warehouse import Build

from .conftest import BUILD_ID, make_rich_data_folder

OpenPage = Callable[..., AppTest]
# 免费刻章 of 2026 asked for 220万元 in the 公开稿; its 送审稿 had asked for 250万元
SUBMITTED = """
    insert into marts.dim_filings by name
    select
        'f26s' as filing_id, '2026-送审.txt' as file_name, 'submitted' as document_stage,
        'told' as document_stage_basis, 'loaded' as status, 1 as form_count;
    insert into marts.dim_forms by name
    select forms.* replace (
        'f26s-001' as form_id, 'f26s' as filing_id, 'submitted' as document_stage,
        false as is_current
    )
    from marts.dim_forms as forms where forms.form_id = 'f26-001';
    insert into marts.fct_funding by name
    select funding.* replace (
        'f26s-001-proposed' as funding_id, 'f26s-001' as form_id, 'f26s' as filing_id,
        2500000.00 as amount_yuan
    )
    from marts.fct_funding as funding where funding.form_id = 'f26-001';
    insert into marts.fct_indicators by name
    select indicators.* replace (
        replace(indicator_id, 'f26-', 'f26s-') as indicator_id, 'f26s-001' as form_id,
        'f26s' as filing_id
    )
    from marts.fct_indicators as indicators where indicators.form_id = 'f26-001';
    insert into marts.fct_source_lines by name
    select 'f26s' as filing_id, '送审稿' as line_text, 1 as line_number;
    update marts.dim_filings set document_stage_basis = 'assumed' where filing_id = 'f21';
"""


@pytest.fixture(scope="module")
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_rich_data_folder(tmp_path_factory.mktemp("stages"))
    with duckdb.connect(str(folder / "builds" / f"{BUILD_ID}.duckdb")) as connection:
        connection.execute(SUBMITTED)
    return folder


def amounts(frame: pl.DataFrame) -> set[Decimal]:
    return set(frame["amount_yuan"])


def test_the_address_names_one_stage_and_the_first_stands_in() -> None:
    choices = Choices(departments={}, stages=("published", "submitted"))
    assert read_filters({}, choices).stage == "published"
    assert read_filters({"stage": ["submitted"]}, choices).stage == "submitted"
    assert read_filters({"stage": ["' or 1=1 --"]}, choices).stage == "published"
    assert write_filters(Filters(stage="submitted")) == {"stage": ["submitted"]}
    alone = Choices(departments={}, stages=("submitted",))
    assert read_filters({"stage": ["published"]}, alone).stage is None


def test_the_stage_with_most_forms_comes_first(build: Build) -> None:
    assert queries.choices(build).stages == ("published", "submitted")


@pytest.mark.parametrize(("stage", "amount"), [("published", 2200000), ("submitted", 2500000)])
def test_no_page_adds_two_stages(build: Build, stage: str, amount: int) -> None:
    filters = Filters(stage=stage, fiscal_years=(2026,), text="免费刻章")
    assert queries.coverage(build, filters)["projects"] == 1
    by_form = queries_spending.spending_by_form(build, filters, "functional_class")
    assert amounts(by_form) == {amount}
    assert amounts(queries_spending.projects(build, filters)) == {amount}
    assert queries_home.filing_scope(build, filters)["proposed_yuan"].to_list() == [amount]
    assert queries_reuse.reuse_totals(build, filters)["form_count"] == 1


@pytest.mark.parametrize("table", sorted(queries_data.EXTRACTS))
def test_no_extract_mixes_stages(build: Build, table: str) -> None:
    of_stage = {"published": {"f21", "f23", "f26", "f99"}, "submitted": {"f26s"}}
    for stage, filings in of_stage.items():
        frame = queries_data.read_extract(build, Filters(stage=stage), table, WHOLE)
        if "filing_id" in frame.columns:
            assert set(frame["filing_id"]) <= filings
        if "document_stage" in frame.columns:
            assert set(frame["document_stage"]) <= {stage}


def test_the_notes_say_the_stage_and_what_was_not_told(build: Build) -> None:
    submitted = Page(Words("zh"), build, Filters(stage="submitted"), "data")
    notes = extract_notes(submitted, "fct_funding", WHOLE, 1)
    assert (notes["文件阶段"], notes["来源文件"]) == ("送审稿", "2026-送审.txt")
    published = Page(Words("zh"), build, Filters(stage="published"), "data")
    assert "1 份未注明阶段" in extract_notes(published, "fct_funding", WHOLE, 1)["文件阶段"]
    counts = extract_notes(published, "dim_indicators", WHOLE, 1)
    assert "不分阶段" in counts["文件阶段"]


@pytest.mark.parametrize("name", [name for name in PAGES if name != "upload"])
def test_every_page_offers_the_stage_and_says_it(open_page: OpenPage, name: str) -> None:
    app = open_page(name, stage="submitted", lang="zh")
    assert not app.exception
    assert [radio.value for radio in app.radio if radio.label == "文件阶段"] == ["submitted"]
    heading = app.main.caption[0].value
    assert "文件阶段：送审稿" in heading and "公开稿" in heading.split("其他阶段的资料未计入")[1]


def test_a_chosen_stage_goes_into_the_address(open_page: OpenPage) -> None:
    app = open_page()
    assert app.query_params["stage"] == "published"
    radio = next(radio for radio in app.radio if radio.label == "文件阶段")
    radio.set_value("submitted").run()
    assert app.query_params["stage"] == "submitted"
    app.switch_page("app_pages/spending.py").run()
    assert app.query_params["stage"] == "submitted"


def test_clearing_the_filters_shows_the_first_stage_again(open_page: OpenPage) -> None:
    app = open_page(stage="submitted", lang="zh")
    next(button for button in app.button if button.label == "清除筛选").click().run()
    assert app.query_params["stage"] == "published"


def test_a_form_of_an_earlier_stage_is_not_called_superseded(open_page: OpenPage) -> None:
    app = open_page("project", stage="submitted", project="f26s-001", lang="zh")
    assert not app.exception
    assert not [warning.value for warning in app.warning if "取代" in warning.value]
