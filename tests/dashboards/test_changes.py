"""跨年比较: what is matched, what is not comparable, and what has no partner."""

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from dashboards import changes, queries_changes
from dashboards.charts_changes import dumbbells, waterfall
from dashboards.filters import Filters
from dashboards.texts import Words
from dashboards.warehouse import Build

from .conftest import APP, make_data_folder

OpenPage = Callable[..., AppTest]
ZH = Words("zh")
YEARS = (2021, 2026)
ANY = Filters()


def test_pairs_are_those_of_the_phase_and_the_years_chosen(build: Build) -> None:
    assert queries_changes.pairs_of_years(build, ANY) == [YEARS]
    assert queries_changes.pairs_of_years(build, Filters(phase="executed")) == []
    assert queries_changes.pairs_of_years(build, Filters(fiscal_years=(2021,))) == [YEARS]
    assert queries_changes.pairs_of_years(build, Filters(fiscal_years=(2021, 2023))) == []


def test_like_for_like_comes_first_and_only_it_has_a_rate(build: Build) -> None:
    matched = queries_changes.changes(build, ANY, YEARS, is_matched=True)
    assert matched["comparability"].to_list() == ["like_for_like", "scope_changed", "tail_payment"]
    assert matched["change_pct"].to_list() == [Decimal("0.0973"), None, None]


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        (Filters(text="（尾款）"), []),
        (Filters(text="尾 款"), ["尾款项目"]),
        (Filters(text="乙"), ["<b>$x$</b> 拆分"]),
        (Filters(text="%"), []),
        (Filters(department_ids=("org-water",)), []),
    ],
)
def test_text_and_body_restrict_both_sides(
    build: Build, filters: Filters, names: list[str]
) -> None:
    matched = queries_changes.changes(build, filters, YEARS, is_matched=True)
    assert matched["comparison_group"].to_list() == names


def test_steps_lead_from_one_total_to_the_other(build: Build) -> None:
    """3,596,500 + 100 + 8,340,000 against 3,600,000 + 300 + 50.01 + 1,200,000."""
    sums = queries_changes.sums_by_state(build, ANY, YEARS)
    steps = changes.steps(sums, YEARS, ZH)
    assert steps == [
        ("2021年合计", Decimal("11936600.00"), True),
        ("同口径", Decimal("3500.00"), False),
        ("范围变化", Decimal("200.00"), False),
        ("尾款", Decimal("50.01"), False),
        ("已结束", Decimal("-8340000.00"), False),
        ("新增", Decimal("1200000.00"), False),
        ("2026年合计", Decimal("4800350.01"), True),
    ]
    assert sum(amount for _, amount, is_total in steps[:-1]) == steps[-1][1]


def test_sentence_says_the_matched_share_of_both_years(build: Build) -> None:
    """3,596,600 of 11,936,600 and 3,600,350.01 of 4,800,350.01 are matched."""
    said = changes.shares_said(queries_changes.sums_by_state(build, ANY, YEARS), YEARS, ZH)
    assert "2021年金额的 30.1%、2026年金额的 75.0% 已对应" in said
    assert "由 359.65 万元变为 360.00 万元（+0.1%）" in said


def test_names_are_no_markup_in_a_picture(build: Build) -> None:
    matched = queries_changes.changes(build, ANY, YEARS, is_matched=True)
    figure = dumbbells(matched.head(2), ZH)
    assert figure.layout.annotations[1].text == "<b>&lt;b&gt;$x$&lt;/b&gt; 拆分</b>  —"
    assert [trace.name for trace in figure.data[1:]] == ["2021", "2026"]


def test_waterfall_is_as_long_as_the_amounts() -> None:
    figure = waterfall([("甲", Decimal(20000), True), ("乙", Decimal(-5000), False)], ZH)
    assert list(figure.data[0].x) == [2.0, -0.5]
    assert list(figure.data[0].text) == ["2.00", "-0.50"]


def test_page_shows_both_sides_and_keeps_the_pair_in_the_address(open_page: OpenPage) -> None:
    page = open_page("comparison", years="2021-2026")
    assert not page.exception
    tables = [set(table.value.columns) for table in page.dataframe]
    assert {"lineage_item", "change_state", "amount_yuan", "source_line"} <= tables[2]
    specs = [json.loads(chart.proto.spec) for chart in page.get("plotly_chart")]
    assert specs[1]["data"][0]["type"] == "waterfall"


def test_phase_without_two_years_says_so(open_page: OpenPage) -> None:
    page = open_page("comparison", phase="executed")
    assert any("不足两个年度" in info.value for info in page.info)


@pytest.mark.parametrize("name", ["comparison", "home"])
def test_a_phase_that_is_not_linked_says_which_are(open_page: OpenPage, name: str) -> None:
    page = open_page(name, phase="adjusted")
    assert any("只按申报口径" in info.value for info in page.info)
    assert not any("不足两个年度" in info.value for info in page.info)


def test_filters_that_do_not_apply_are_named(open_page: OpenPage) -> None:
    page = open_page("comparison", recurrence="recurring")
    assert any("在此不适用" in caption.value for caption in page.caption)


def test_build_of_an_older_program_is_named_and_nothing_breaks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_data_folder(tmp_path)
    with duckdb.connect(str(folder / "warehouse.duckdb")) as connection:
        connection.execute("drop table marts.fct_cost_changes")
    monkeypatch.setenv("JIXIAO_DATA", str(folder))
    page = AppTest.from_file(str(APP), default_timeout=60).run()
    assert not page.exception
    assert any("由较早的程序生成" in warning.value for warning in page.warning)


def test_years_without_a_link_are_not_said_to_have_changed(build: Build) -> None:
    sums = queries_changes.sums_by_state(build, ANY, YEARS)
    alone = sums.filter(sums["change_state"] != "matched")
    assert changes.shares_said(alone, YEARS, ZH) == ZH(
        "changes.none_of_years", left_year=YEARS[0], right_year=YEARS[1]
    )


def test_the_pairs_of_a_single_chosen_year_come_first(build: Build) -> None:
    pairs = queries_changes.pairs_of_years(build, ANY)
    for year in {year for pair in pairs for year in pair}:
        of_year = queries_changes.pairs_of_years(build, replace(ANY, fiscal_years=(year,)))
        assert set(of_year) == set(pairs)
        assert year in of_year[0]
