"""执行与得分: differences first, lost points by cause, ratings, plan and result, and the page."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import duckdb
import polars as pl
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboards import charts_scores, queries_scores
from dashboards.filters import Filters
from dashboards.texts import Words
from dashboards.warehouse import Build, current_build

from .conftest import BUILD_ID, make_data_folder, make_rich_data_folder

OpenPage = Callable[..., AppTest]
T = Words("zh")


@pytest.fixture(scope="module")
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_data_folder(tmp_path_factory.mktemp("execution"))


@pytest.fixture
def open_rich(tmp_path: Path, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch) -> OpenPage:
    """`open_rich("execution")`: the page on the warehouse that holds a pair."""
    monkeypatch.setenv("JIXIAO_DATA", str(make_rich_data_folder(tmp_path)))
    return open_page


def said(app: AppTest) -> str:
    return " ".join(element.value.replace("\\", "") for element in [*app.markdown, *app.info])


def test_scores_that_differ_come_first_then_those_not_recomputed(build: Build) -> None:
    rows = queries_scores.indicator_scores(build, Filters())
    assert rows["score_state"].to_list() == ["differs", "not_recomputed", "within_range"]
    assert rows["score_difference"].to_list()[0] == Decimal("-0.5")


def test_points_are_lost_by_execution_and_by_indicators(build: Build) -> None:
    lost = queries_scores.lost_rows(build, Filters())
    assert lost.select("lost_cause", "lost_level", "lost_points", "source_line").rows() == [
        ("execution", "execution", Decimal("0.54"), 8),
        ("unexplained", "满意度", Decimal("0.5"), 20),
    ]
    sums = queries_scores.lost_sums(lost)
    assert sum(sums["lost_points"]) == Decimal("1.04")


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        (Filters(), 1),
        (Filters(fiscal_years=(2026,)), 0),
        (Filters(form_type="target"), 1),
        (Filters(department_ids=("org-centre",)), 0),
    ],
)
def test_the_shared_filters_choose_self_evaluations(
    build: Build, filters: Filters, count: int
) -> None:
    assert len(queries_scores.form_scores(build, filters)) == count


def test_forms_without_a_partner_say_why_those_in_doubt_first(build: Build) -> None:
    alone = queries_scores.plan_forms(build, Filters(), is_paired=False)
    assert alone["pair_state"].to_list() == ["not_told_apart", "evaluation_only", "target_only"]
    assert queries_scores.plan_forms(build, Filters(), is_paired=True).is_empty()
    chosen = queries_scores.plan_forms(build, Filters(fiscal_years=(2023,)), is_paired=False)
    assert chosen["form_id"].to_list() == ["f23-001"]


def test_a_request_is_no_budget_of_its_own_form(build: Build) -> None:
    alone = queries_scores.plan_forms(build, Filters(fiscal_years=(2021,)), is_paired=False)
    assert alone["approved_yuan"].to_list() == [None, None]
    assert alone["requested_yuan"].null_count() == 0


def test_bullets_show_both_rates_cut_after_two_decimals(build: Build) -> None:
    figure = charts_scores.execution_bullets(queries_scores.execution(build, Filters()), T)
    widths = {bar.name: bar.width for bar in figure.data}
    assert sorted(bar.customdata[0][1] for bar in figure.data) == ["86.8%", "94.68%"]
    assert widths["预算执行率%（对全年预算）"] < widths["执行率%（对年初预算）"]
    assert "94.68% / 86.8%" in figure.layout.annotations[0].text


def test_a_total_without_range_shows_the_printed_one_alone(build: Build) -> None:
    figure = charts_scores.totals(queries_scores.form_scores(build, Filters()), T)
    ranges, printed = figure.data
    assert list(ranges.x) == [] and list(printed.x) == [99.46]


def test_a_range_is_drawn_from_its_least_to_its_most() -> None:
    frame = pl.DataFrame(
        {
            "project_name": ["甲"],
            "total_score": [Decimal("99.46")],
            "recomputed_total_min": [Decimal("94.66")],
            "recomputed_total_max": [Decimal("99.46")],
        }
    )
    figure = charts_scores.totals(frame, T)
    assert list(figure.data[0].x) == [94.66, 99.46, None]
    assert "94.66–99.46" in figure.layout.annotations[0].text


def test_lost_points_are_stacked_by_cause(build: Build) -> None:
    sums = queries_scores.lost_sums(queries_scores.lost_rows(build, Filters()))
    figure = charts_scores.lost_bars(sums, T)
    assert {bar.name: list(bar.x) for bar in figure.data} == {
        "预算执行": [0.54],
        "已达到，失分未说明": [0.5],
    }


def test_a_long_name_is_cut_in_the_figure_and_whole_on_hovering() -> None:
    name = "行" * 40
    row = {"project_name": name, "total_score": Decimal(90)}
    frame = pl.DataFrame([{**row, "recomputed_total_min": None, "recomputed_total_max": None}])
    figure = charts_scores.totals(frame, T)
    assert figure.layout.annotations[0].text.startswith("行" * 23 + "…")
    assert figure.data[1].customdata[0][0].replace("<br>", "") == name


def test_the_page_counts_what_the_formulas_give(open_page: OpenPage) -> None:
    app = open_page("execution")
    assert not app.exception
    text = said(app)
    assert "失分共 1.04 分，2 处" in text
    assert "一个数的 1 项，只能给出区间的 1 项，无法测算的 1 项" in text
    assert "没有可以并列的申报表与自评表" in text
    assert "不能区分项目" not in text


def test_a_year_without_self_evaluation_says_which_has_one(open_page: OpenPage) -> None:
    app = open_page("execution", year="2026")
    assert "最近的自评表为 2023年" in said(app)
    assert not app.get("plotly_chart")


def test_a_pair_shows_its_targets_and_both_places(tmp_path: Path) -> None:
    build = current_build(make_rich_data_folder(tmp_path))
    (row,) = queries_scores.plan_results(build, Filters()).to_dicts()
    assert (row["planned_target_text"], row["repeated_target_text"]) == ("≥95%", "≥90%")
    assert (row["source_line"], row["other_source_line"]) == (17, 20)


def test_the_page_shows_pairs(open_rich: OpenPage) -> None:
    app = open_rich("execution")
    assert not app.exception
    assert "1 个项目同时有申报表和自评表" in said(app)


def test_a_selected_row_shows_both_places(
    open_rich: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = st.dataframe

    def selected(*args: object, **more: object) -> object:
        drawn(*args, **more)
        return {"selection": {"rows": [0]}}

    monkeypatch.setattr(st, "dataframe", selected)
    app = open_rich("execution")
    assert not app.exception
    shown = [caption.value for caption in app.caption]
    assert "申报表" in shown and "自评表" in shown


def test_a_long_table_says_that_it_is_cut(
    tmp_path: Path, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_data_folder(tmp_path)
    monkeypatch.setenv("JIXIAO_DATA", str(folder))
    with duckdb.connect(str(folder / "builds" / f"{BUILD_ID}.duckdb")) as connection:
        connection.execute(
            """
            insert into marts.fct_indicator_scores by name
            select scores.* replace (concat('f23-001-i', number + 10) as indicator_id)
            from marts.fct_indicator_scores as scores, range(998) as numbers (number)
            where scores.indicator_number = 2
            """
        )
    shown = " ".join(caption.value for caption in open_page("execution").caption)
    assert "表中为前 1000 行，共 1001 行" in shown


UNSCORED = """
    update marts.fct_form_scores
    set unscored_count = 2, execution_lost_points = null, indicator_lost_points = null
"""


def without_scores(folder: Path, monkeypatch: pytest.MonkeyPatch, sql: str = "") -> None:
    """A data folder whose form prints no score of two indicators nor of its execution."""
    made = make_data_folder(folder)
    monkeypatch.setenv("JIXIAO_DATA", str(made))
    with duckdb.connect(str(made / "builds" / f"{BUILD_ID}.duckdb")) as connection:
        connection.execute(UNSCORED + ";" + sql)


@pytest.mark.parametrize(
    "sql",
    ["", "delete from marts.fct_indicator_scores; update marts.fct_execution set score = null"],
)
def test_lost_points_say_which_scores_are_not_printed(
    tmp_path: Path, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, sql: str
) -> None:
    without_scores(tmp_path, monkeypatch, sql)
    app = open_page("execution")
    assert not app.exception
    assert ("失分共" in said(app)) == (not sql)
    assert "2 个指标未印得分" in said(app) and "1 张自评表的预算执行" in said(app)
    assert any("unscored_count" in table.value.columns for table in app.dataframe)
    english = open_page("execution", lang="en")
    assert "2 indicators print no score" in said(english)


def test_where_every_score_is_printed_nothing_is_said_of_missing_ones(open_page: OpenPage) -> None:
    assert "未印得分，失了多少" not in said(open_page("execution"))


def test_sums_of_lost_points_bear_what_is_not_known() -> None:
    lost = pl.DataFrame(
        {
            "lost_level": ["产出", "产出", "效益"],
            "lost_cause": ["unexplained"] * 3,
            "lost_points": [Decimal("0.5"), None, None],
        },
        schema_overrides={"lost_points": pl.Decimal(9, 4)},
    )
    sums = queries_scores.lost_sums(lost)
    assert sums.select("lost_level", "row_count", "lost_points").rows() == [
        ("产出", 2, Decimal("0.5")),
        ("效益", 1, None),
    ]
    (bar,) = charts_scores.lost_bars(sums, T).data
    assert list(bar.x) == [0.5]


def test_the_desk_does_not_say_that_nothing_was_lost_where_a_score_is_not_known(
    tmp_path: Path, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    unread = "delete from marts.fct_execution; delete from marts.fct_indicators"
    without_scores(tmp_path, monkeypatch, unread)
    app = open_page("home")
    assert not app.exception
    assert "未见失分" not in said(app)
    assert "另有 1 张自评表的预算执行得分或分值未印或未读清" in said(app)
