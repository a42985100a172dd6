"""The indicator rows of made-up forms: which cell is the name, and what its brackets say."""

import pytest

from ingest.forms.sub_projects import bracket_at_end, sub_projects
from tests.ingest.made_up import issues, self_evaluation, target_form

HEADING = "→一级指标→二级指标→三级指标→→指标值→\n"


def rows_of(indicators: str) -> list[tuple[str | None, str | None]]:
    content = target_form(indicators=HEADING + indicators)
    return [(row.indicator_name, row.target_text) for row in content.rows["indicators"]]


@pytest.mark.parametrize(
    "name", ["PM2.5", "APP", "VR", "5G", "IPv6", "CO2", "GB/T 22239", "Wi-Fi 6", "PM₂.₅", "α"]
)
@pytest.mark.parametrize("target", ["≤35(微克/立方米)", "达标", "=100%"])
def test_a_name_in_latin_letters_is_a_name(name: str, target: str) -> None:
    found = rows_of(f"→产出指标→数量指标→{name}→→{target}→\n→→→道路数→→=12条→\n")
    assert found == [(name, target), ("道路数", "=12条")]


def test_a_latin_name_may_stand_in_the_cell_of_its_level() -> None:
    assert rows_of("→产出指标→数量指标 PM2.5→→→达标→\n") == [("PM2.5", "达标")]


def test_a_stray_mark_before_a_name_is_reported_not_read() -> None:
    content = target_form(indicators=HEADING + "→产出指标→数量指标→Ī→道路数→=12条→\n")
    (row,) = content.rows["indicators"]
    assert (row.indicator_name, row.target_text) == ("道路数", "=12条")
    assert issues(content) == [("unread_text", "Ī")]


def test_latin_names_of_a_self_evaluation() -> None:
    content = self_evaluation(
        indicators="产出指标→数量指标→PM2.5→≤35(微克)→33(微克)→20→20→→\n"
        "→质量指标→APP→达标→达成指标→40→38→完善中→\n"
        "→→5G→合格→→30→0→未建→\n"
    )
    found = [
        (r.indicator_name, r.target_text, r.actual_text, int(r.weight), int(r.score), r.remark_text)
        for r in content.rows["indicators"]
    ]
    assert found == [
        ("PM2.5", "≤35(微克)", "33(微克)", 20, 20, None),
        ("APP", "达标", "达成指标", 40, 38, "完善中"),
        ("5G", "合格", None, 30, 0, "未建"),
    ]


def test_a_row_without_target_and_actual_keeps_weight_and_score() -> None:
    content = self_evaluation(indicators="产出指标→数量指标→录入率→→→10→9→→\n")
    (row,) = content.rows["indicators"]
    assert (row.target_text, row.actual_text, int(row.weight), int(row.score)) == (
        None,
        None,
        10,
        9,
    )


def test_the_first_level_is_the_one_the_form_prints() -> None:
    content = target_form(indicators=HEADING + "→效果指标→社会效益指标→知晓率→→≥90%→\n")
    assert content.rows["indicators"][0].level1_name == "效果指标"


NOTES = "\n填报说明：\n\n1.三级指标不少于8个。\n"


def test_notes_below_the_table_are_no_indicators() -> None:
    assert rows_of("→产出指标→数量指标→道路数→→=12条→\n" + NOTES) == [("道路数", "=12条")]


def test_an_unfilled_form_is_none() -> None:
    content = target_form(
        "项目名称→→→项目性质→→项目类别→\n主管部门→→→实施单位→→→\n",
        "项目资金→项目资金总额→→年度资金申请总额→→→\n",
        "项目绩效目标→项目总目标→→→年度总体目标→→\n",
        HEADING + "→产出指标→数量指标→→→→\n" + NOTES,
    )
    assert content.form_count == 0


# --- sub-projects -----------------------------------------------------------------------------


def test_brackets_that_say_what_is_counted_are_no_sub_project() -> None:
    content = self_evaluation(
        indicators="产出指标→质量指标→设备完好率（冷藏车、冰箱）→=100(%)→100(%)→50→50→→\n"
        "→→设备维护次数（冷藏车、冰箱）→=2(次)→2(次)→20→20→→\n"
        "→→温度达标率→=100(%)→99(%)→20→19→→\n",
        goals="做好冷藏车、冰箱的维护。",
    )
    assert [row.sub_project_name for row in content.rows["indicators"]] == [None] * 3


def test_a_sub_project_is_a_heading_of_the_goals() -> None:
    content = self_evaluation(
        indicators="产出指标→质量指标→验收合格率（档案整理）→合格→达成指标→90→90→→\n",
        goals="1、档案整理：完成归档。2、视频会议建设：完成验收。",
    )
    assert content.rows["indicators"][0].sub_project_name == "档案整理"
    assert content.rows["indicators"][0].indicator_name == "验收合格率（档案整理）"


def test_a_bracket_that_most_names_end_with_is_a_sub_project() -> None:
    names = [f"{name}(委托评审)" for name in ("评审数量", "准时率", "满意度")]
    assert sub_projects([*names, "成本"], []) == ["委托评审"] * 3 + [None]
    assert sub_projects([*names, "甲", "乙", "丙", "丁"], []) == [None] * 7


@pytest.mark.parametrize(
    ("name", "bracket"),
    [
        ("完好率（冷藏车（2辆））", "冷藏车（2辆）"),
        ("（冷藏车）完好率", None),
        ("（冷藏车）", None),
        ("完好率（）", None),
        ("完好率", None),
    ],
)
def test_the_bracket_at_the_end_of_a_name(name: str, bracket: str | None) -> None:
    assert bracket_at_end(name) == bracket
