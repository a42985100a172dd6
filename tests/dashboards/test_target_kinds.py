"""指标复用, whether targets can be measured: the rows of one class of target and one level 2."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from dashboards.filters import Filters
from dashboards.queries_target_kinds import NO_LEVEL, targets_of_class
from dashboards.warehouse import Build, current_build

from .conftest import make_data_folder

OpenPage = Callable[..., AppTest]
# of the five targets four are numbers: two read with a level 2, two without
LEVELS = """
    update marts.fct_indicators set standard_level2 = case indicator_name
        when '资金使用率' then '经济成本指标' when '验收合格率' then '质量指标' end
"""


@pytest.fixture
def levelled(tmp_path: Path) -> Build:
    build = current_build(make_data_folder(tmp_path))
    with duckdb.connect(str(build.path)) as connection:
        connection.execute(LEVELS)
    return build


@pytest.mark.parametrize(
    ("level", "names"),
    [
        (None, {"印章刻制成本", "验收合格率", "资金使用率", '=HYPERLINK("http://example.org")'}),
        ("质量指标", {"验收合格率"}),
        (NO_LEVEL, {"印章刻制成本", '=HYPERLINK("http://example.org")'}),
        ("时效指标", set()),
    ],
)
def test_a_level_lists_its_own_rows_alone(
    levelled: Build, level: str | None, names: set[str]
) -> None:
    rows = targets_of_class(levelled, Filters(), level, "number", 10)
    assert set(rows["indicator_name"]) == names
    assert rows["total_count"].to_list() == [len(names)] * len(names)


@pytest.mark.parametrize(("lang", "word"), [("zh", "未读出级别"), ("en", "Level not read")])
def test_rows_without_a_level_can_be_chosen(
    levelled: Build,
    tmp_path: Path,
    open_page: OpenPage,
    monkeypatch: pytest.MonkeyPatch,
    lang: str,
    word: str,
) -> None:
    monkeypatch.setenv("JIXIAO_DATA", str(tmp_path))
    page = open_page("reuse", level2=NO_LEVEL, target_class="number", lang=lang)
    assert not page.exception
    select = page.selectbox(key=f"choose_level2_{lang}")
    assert word in select.options and select.value == NO_LEVEL
    (rows,) = [table.value for table in page.dataframe if "target_text" in table.value.columns]
    assert sorted(rows["target_text"]) == ["≤83.00(元/套)", "≥98.00(%)"]


def test_where_every_level_is_read_there_is_no_such_choice(
    levelled: Build, tmp_path: Path, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    with duckdb.connect(str(levelled.path)) as connection:
        connection.execute("update marts.fct_indicators set standard_level2 = '质量指标'")
    monkeypatch.setenv("JIXIAO_DATA", str(tmp_path))
    page = open_page("reuse", target_class="number")
    assert "未读出级别" not in page.selectbox(key="choose_level2_zh").options
