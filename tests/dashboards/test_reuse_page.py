"""指标复用: counts, ranking, targets from tightest to loosest, and the page itself."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import duckdb
import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboards import charts_projects, queries_reuse
from dashboards.charts_reuse import largest_columns, reuse_heat_map
from dashboards.filters import Filters
from dashboards.texts import Words
from dashboards.warehouse import Build

from .conftest import BUILD_ID, make_rich_data_folder

OpenPage = Callable[..., AppTest]


@pytest.fixture(scope="module")
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_rich_data_folder(tmp_path_factory.mktemp("reuse"))


def test_totals_count_current_forms_only(build: Build) -> None:
    totals = queries_reuse.reuse_totals(build, Filters())
    assert totals == {
        "form_count": 5,
        "use_count": 8,
        "unnamed_count": 0,
        "name_count": 4,
        "recurring_count": 2,
        "recurring_use_count": 6,
        "cross_department_count": 0,
        "cross_year_count": 1,
    }


def test_ranking_puts_most_forms_first(build: Build) -> None:
    ranking = queries_reuse.reuse_ranking(build, Filters(), min_forms=2)
    assert ranking["standard_name"].to_list() == ["用户满意度", "响应时间"]
    assert ranking["form_count"].to_list() == [4, 2]
    assert ranking["fiscal_years"].to_list() == [["2021", "2026"], ["2021"]]


def test_a_limit_says_how_many_there_are(build: Build) -> None:
    ranking = queries_reuse.reuse_ranking(build, Filters(), limit=1)
    assert len(ranking) == 1 and ranking["total_count"].to_list() == [4]


@pytest.mark.parametrize("text", ["%", "_", '"', "'", "\\", "100%_", "＝全角"])
def test_signs_in_a_search_mean_themselves(build: Build, text: str) -> None:
    found = queries_reuse.reuse_ranking(build, Filters(), text)
    assert found["standard_indicator_id"].to_list() == ["ind-p"]


def test_a_search_without_a_hit_finds_nothing(build: Build) -> None:
    assert queries_reuse.reuse_ranking(build, Filters(), "满%度").is_empty()


def test_cells_agree_with_the_reuse_mart(build: Build) -> None:
    ids = ["ind-h", "ind-m", "ind-p", "ind-t"]
    cells = queries_reuse.reuse_cells(build, Filters(), ids)
    counted = {
        (row["standard_indicator_id"], row["department_id"], row["fiscal_year"]): (
            row["form_count"],
            row["distinct_target_count"],
        )
        for row in cells.to_dicts()
    }
    mart = build.query("select * from marts.fct_indicator_reuse").to_dicts()
    assert counted == {
        (row["standard_indicator_id"], row["department_id"], row["fiscal_year"]): (
            row["form_count"],
            row["distinct_target_count"],
        )
        for row in mart
    }
    assert (
        cells.filter(cells["standard_indicator_id"] == "ind-m")["share_pct"].to_list()
        == [Decimal("100.0000")] * 2
    )


@pytest.mark.parametrize(
    ("indicator", "texts", "ranks"),
    [
        ("ind-m", ["≥95%", ">=90%", ">=85%", "满意"], [1, 2, 3, None]),
        ("ind-t", ["≤30分钟", "≤2小时"], [1, 2]),
        ("ind-p", ["＝1"], [None]),
    ],
)
def test_targets_go_from_tightest_to_loosest(
    build: Build, indicator: str, texts: list[str], ranks: list[int | None]
) -> None:
    targets = queries_reuse.indicator_targets(build, Filters(), indicator)
    assert targets["target_text"].to_list() == texts
    assert targets["tightness_rank"].to_list() == ranks


def test_names_recur_in_scopes_alone_and_with_one_target(build: Build) -> None:
    """用户满意度 and 响应时间 stand in both forms of 2021, each time with another target."""
    assert queries_reuse.reuse_by_scope(build, Filters()).rows() == [
        ("same_filing", 2, 0),
        ("other_body", 0, 0),
        ("other_year", 1, 0),
    ]


def test_filters_narrow_the_targets(build: Build) -> None:
    targets = queries_reuse.indicator_targets(build, Filters(fiscal_years=(2021,)), "ind-m")
    assert targets["target_text"].to_list() == [">=90%", ">=85%"]


def test_the_heat_map_shows_counts_and_shares(build: Build) -> None:
    top = queries_reuse.reuse_ranking(build, Filters(), limit=20)
    cells = queries_reuse.reuse_cells(build, Filters(), top["standard_indicator_id"].to_list())
    figure = reuse_heat_map(top, cells, Words("zh"))
    heat = figure.data[0]
    assert list(heat.text[0]) == ["2<br>100.0%", "2<br>100.0%", ""]
    assert list(heat.z[0]) == [100.0, 100.0, None]
    assert [label.split("<br>")[-2:] for label in figure.layout.xaxis.ticktext] == [
        ["<b>2021</b>", "2 张表"],
        ["<b>2026</b>", "2 张表"],
        ["<b>2023</b>", "1 张表"],
    ]


def test_the_page_opens_the_indicator_of_the_address(open_page: OpenPage) -> None:
    app = open_page("reuse", indicator="ind-t")
    assert not app.exception
    assert [metric.value for metric in app.metric] == ["4", "2", "1", "0"]
    assert list(app.dataframe[3].value["target_text"]) == ["≤30分钟", "≤2小时"]
    assert app.query_params["indicator"] in ("ind-t", ["ind-t"])


def test_another_indicator_is_chosen_and_kept_in_the_address(open_page: OpenPage) -> None:
    app = open_page("reuse")
    app.selectbox(key="choose_indicator_zh").set_value("ind-t").run()
    assert not app.exception
    assert app.query_params["indicator"] in ("ind-t", ["ind-t"])
    assert len(app.dataframe[4].value) == 2


def test_an_unknown_indicator_opens_the_first(open_page: OpenPage) -> None:
    app = open_page("reuse", indicator="'; drop table x")
    assert not app.exception
    assert app.selectbox(key="choose_indicator_zh").value == "ind-m"
    assert any("链接中的指标不在当前数据中" in said.value for said in app.caption)


def test_a_search_that_finds_nothing_is_said(open_page: OpenPage) -> None:
    app = open_page("reuse")
    app.text_input(key="choose_find_zh").set_value("没有").run()
    assert not app.exception
    assert any("没有符合的指标" in info.value for info in app.info)


def test_many_bodies_are_cut_to_those_with_most_forms(build: Build) -> None:
    cells = pl.DataFrame(
        {
            "standard_indicator_id": ["ind-m"] * 9,
            "department_id": [f"org-{number}" for number in range(9)],
            "department_name": [f"第{number}局" for number in range(9)],
            "fiscal_year": [2023] * 9,
            "selected_form_count": list(range(1, 10)),
            "form_count": [1] * 9,
            "distinct_target_count": [1] * 9,
            "share_pct": [Decimal("50")] * 9,
        }
    )
    largest = largest_columns(cells, 8)
    assert largest["department_name"].to_list() == [f"第{number}局" for number in range(1, 9)]
    top = queries_reuse.reuse_ranking(build, Filters(), limit=1)
    labels = reuse_heat_map(top, largest, Words("zh")).layout.xaxis
    assert labels.ticktext[0] == "第1局  <b>2023</b>  2 张表"
    assert labels.tickangle == -90


def test_an_indicator_of_many_projects_stands_beside_each_of_them(build: Build) -> None:
    uses = queries_reuse.indicators_in_projects(build, Filters(), 3)
    assert set(uses["standard_name"]) == {"用户满意度"}
    assert {row["form_id"]: row["target_text"] for row in uses.to_dicts()} == {
        "f21-001": ">=85%",
        "f21-002": ">=90%",
        "f26-001": "≥95%",
        "f26-002": "满意",
    }
    assert set(uses.filter(pl.col("target_text") != "满意")["target_sharing"]) == {"own"}
    assert queries_reuse.indicators_in_projects(build, Filters(), 5).is_empty()


def test_a_target_of_two_projects_is_shared_and_one_of_another_year_is_not(tmp_path: Path) -> None:
    same = """
        update marts.fct_indicators
        set comparable_target = '>= 90 %', target_text = '≥90%'
        where indicator_name = '用户满意度' and form_id in ('f21-001', 'f21-002')
    """
    path = make_rich_data_folder(tmp_path) / "builds" / f"{BUILD_ID}.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(same)
    build = Build(BUILD_ID, path)
    uses = queries_reuse.indicators_in_projects(build, Filters(), 3)
    told = dict(uses.select("form_id", "target_sharing").rows())
    assert (told["f21-001"], told["f21-002"], told["f26-001"]) == ("shared", "shared", "own")


def test_the_grid_draws_the_fullest_projects_and_a_colour_for_each_kind_of_target() -> None:
    def use(name: str, form: str, sharing: str) -> dict[str, object]:
        names = {"standard_indicator_id": name, "standard_name": f"指标{name}", "form_id": form}
        place = {"project_name": f"项目{form}", "fiscal_year": 2026, "department_name": "某局"}
        return {**names, **place, "target_text": "≥1", "target_sharing": sharing}

    uses = pl.DataFrame(
        [use("a", form, "shared") for form in "123"]
        + [use("b", "1", "own"), use("b", "3", "not_comparable"), use("c", "3", "own")]
    )
    drawn = charts_projects.fullest(uses, rows=2, columns=2)
    assert set(drawn["form_id"]) == {"1", "3"}
    figure = charts_projects.project_grid(drawn, Words("zh"))
    fields = {trace.name: sorted(zip(trace.x, trace.y, strict=True)) for trace in figure.data}
    assert fields == {
        "与另一项目的指标值相同": [(0, 0), (1, 0)],
        "只有本项目用此指标值": [(0, 1)],
        "指标值空白或不可比": [(1, 1)],
    }
    assert list(figure.layout.yaxis.ticktext) == ["指标a", "指标b"]


def test_projects_of_the_grid_stand_by_body_then_year_then_name() -> None:
    projects = [("乙局", 2021, "b"), ("甲局", 2026, "b"), ("甲局", 2026, "a"), ("甲局", 2021, "c")]
    uses = pl.DataFrame(
        {
            "department_name": [body for body, _, _ in projects],
            "fiscal_year": [year for _, year, _ in projects],
            "project_name": [name for _, _, name in projects],
            "form_id": ["1", "2", "3", "4"],
            "standard_indicator_id": ["x"] * 4,
            "standard_name": ["指标"] * 4,
            "target_text": ["≥1"] * 4,
            "target_sharing": ["own"] * 4,
        }
    )
    figure = charts_projects.project_grid(uses, Words("zh"))
    assert list(figure.layout.xaxis.ticktext) == [
        "<b>2021年</b> b",
        "<b>2021年</b> c",
        "<b>2026年</b> a",
        "<b>2026年</b> b",
    ]
    assert dict(zip(uses["form_id"], figure.data[0].x, strict=True)) == {
        "1": 0, "4": 1, "3": 2, "2": 3
    }  # fmt: skip
