"""指标复用: pairs of forms that are alike, both sides shown, and the targets of linked projects."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboards import queries_alike
from dashboards.charts_alike import change_bars
from dashboards.filters import Filters
from dashboards.marked_text import marked_html
from dashboards.texts import Words
from dashboards.warehouse import Build

from .conftest import make_rich_data_folder

OpenPage = Callable[..., AppTest]


@pytest.fixture(scope="module")
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_rich_data_folder(tmp_path_factory.mktemp("alike"))


def test_most_alike_come_first_and_the_limit_says_how_many_there_are(build: Build) -> None:
    pairs = queries_alike.sets_alike(build, Filters(), "every", 1)
    assert pairs.select("form_id", "other_form_id", "total_count").rows() == [
        ("f21-001", "f21-002", 2)
    ]


def test_a_pair_stays_where_either_form_is_in_the_filters(build: Build) -> None:
    pairs = queries_alike.sets_alike(build, Filters(fiscal_years=(2026,)), "every", 9)
    assert pairs.select("form_id", "other_form_id").rows() == [("f21-001", "f26-001")]
    assert queries_alike.sets_alike(build, Filters(fiscal_years=(2023,)), "every", 9).is_empty()


def test_a_scope_narrows_the_pairs(build: Build) -> None:
    pairs = queries_alike.sets_alike(build, Filters(), "other_year", 9)
    assert pairs["pair_scope"].to_list() == ["other_year"]


def test_both_sets_stand_side_by_side_shared_names_first(build: Build) -> None:
    rows = queries_alike.rows_of_sets(build, "f21-001", "f26-001")
    assert rows.select("set_state", "target_text", "other_target_text").rows() == [
        ("other_target", ">=85%", "≥95%"),
        ("own_only", "≤2小时", None),
        ("other_only", None, "＝1"),
    ]


def test_common_wording_is_listed_only_where_it_is_asked_for(build: Build) -> None:
    filters = Filters()
    without = queries_alike.goals_alike(build, filters, "every", False, 9)
    everything = queries_alike.goals_alike(build, filters, "every", True, 9)
    assert without["other_form_id"].to_list() == ["f26-002"]
    assert everything["other_form_id"].to_list() == ["f26-002", "f26-001"]


@pytest.mark.parametrize(
    ("text", "stretches", "shown"),
    [
        ("<b>完成</b>", [(1, 5)], "<mark>&lt;b&gt;完成</mark>&lt;/b&gt;"),
        ("甲乙丙丁", [(3, 4), (1, 2)], "<mark>甲乙丙丁</mark>"),
        ("甲&乙", [(2, 2)], "甲<mark>&amp;</mark>乙"),
    ],
)
def test_a_marked_text_is_escaped(text: str, stretches: list[tuple[int, int]], shown: str) -> None:
    assert marked_html(text, stretches) == f'<div class="jixiao-marked">{shown}</div>'


def test_the_bars_count_each_change(build: Build) -> None:
    figure = change_bars(queries_alike.target_changes(build, Filters()), Words("zh"))
    assert {bar.name: list(bar.x) for bar in figure.data} == {
        "变严": [1],
        "变宽": [0],
        "相同": [0],
        "不可比": [1],
    }
    assert list(figure.layout.yaxis.ticktext) == ["2021年 → 2026年"]


def test_the_page_opens_the_pair_of_the_address(open_page: OpenPage) -> None:
    app = open_page("reuse", aspect="sets", sets_pair="f21-001~f26-001")
    assert not app.exception
    assert list(app.dataframe[1].value["set_state"]) == ["同名", "仅本表", "仅另一表"]
    assert app.query_params["sets_pair"] in ("f21-001~f26-001", ["f21-001~f26-001"])


def test_a_pair_that_is_not_there_opens_the_first_and_is_said(open_page: OpenPage) -> None:
    app = open_page("reuse", aspect="sets", sets_pair="<b>")
    assert not app.exception
    assert app.selectbox(key="choose_sets_pair_zh").value == "f21-001~f21-002"
    assert any("已显示第一对" in said.value for said in app.caption)


def test_both_goals_are_shown_with_their_marks(open_page: OpenPage) -> None:
    app = open_page("reuse", aspect="goals")
    assert not app.exception
    shown = [
        element.proto.body for element in app.get("html") if 'jixiao-marked"' in element.proto.body
    ]
    assert len(shown) == 2
    assert all("<mark>&lt;b&gt;完成</mark>" not in body or "<b>" not in body for body in shown)
    assert all("&lt;b&gt;完" in body for body in shown)


def test_targets_of_linked_projects_are_told(open_page: OpenPage) -> None:
    app = open_page("reuse", aspect="changes")
    assert not app.exception
    assert any("变严 1 项，变宽 0 项，相同 0 项，不可比 1 项" in m.value for m in app.markdown)
    assert list(app.dataframe[0].value["target_change"]) == ["变严", "不可比"]


@pytest.mark.parametrize("aspect", ["sets", "goals", "changes"])
def test_nothing_in_the_filters_is_said(open_page: OpenPage, aspect: str) -> None:
    app = open_page("reuse", aspect=aspect, year="2023")
    assert not app.exception
    assert app.info
