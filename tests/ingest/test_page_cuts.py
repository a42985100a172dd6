"""Rows and cells that the end of a page cuts in two, in tables with true spans."""

import pytest

from tests.ingest.test_ruled import codes, indicators, read, table

TITLE = ("项目支出绩效目标表", "（2024年度）")


def cut(text: str, *page_rows: int) -> dict:
    """What is read of a form whose further pages begin with these rows, counted from 0."""
    return read(*TITLE, table(text, frozenset(page_rows)))


GOAL = """
项目名称 | 河道清淤 | < | <
年度资金总额（万元） | 120.00 | < | <
{goal}
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 清淤长度 | ≥2公里
"""


def test_a_goal_whose_label_stands_on_the_next_page_is_whole() -> None:
    rows = cut(GOAL.format(goal=" | 完成河道清 | < | <\n年度目标 | 淤，水质变好 | < | <"), 3)
    assert rows["forms"][0].annual_goal_text == "完成河道清淤，水质变好"
    assert codes(rows) == ["row_cut_by_page"]


def test_a_text_below_a_goal_is_not_taken_for_the_next_goals() -> None:
    goals = "项目总目标 | 全县河道整治 | < | <\n | 分三年实施 | < | <\n年度目标 | 完成清淤 | < | <"
    rows = cut(GOAL.format(goal=goals), 4)
    assert rows["forms"][0].annual_goal_text == "完成清淤"


def test_a_row_that_no_page_cuts_is_not_joined_to_the_goal() -> None:
    rows = cut(GOAL.format(goal=" | 完成河道清 | < | <\n年度目标 | 淤，水质变好 | < | <"))
    assert rows["forms"][0].annual_goal_text == "淤，水质变好"


def test_a_label_that_a_page_cuts_is_one() -> None:
    rows = cut(
        """
        项目名称 | 河道清淤 | < | <
        计划开始日 | | 计划完成日 |
        期 | 2024-01-01 | 期 | 2024-12-31
        一级指标 | 二级指标 | 三级指标 | 指标值
        产出指标 | 数量指标 | 清淤长度 | ≥2公里
        """,
        2,
    )
    (form,) = rows["forms"]
    assert (str(form.start_date), str(form.end_date)) == ("2024-01-01", "2024-12-31")
    assert codes(rows) == ["row_cut_by_page"]


def test_values_of_a_row_whose_label_a_page_cuts_are_joined() -> None:
    rows = cut(
        """
        项目名称 | 河道清淤 | < | <
        主管部 | 某县水 | 实施单 | 某县河道
        门 | 利局 | 位 | 管理所
        一级指标 | 二级指标 | 三级指标 | 指标值
        产出指标 | 数量指标 | 清淤长度 | ≥2公里
        """,
        2,
    )
    (form,) = rows["forms"]
    assert (form.department_name, form.unit_name) == ("某县水利局", "某县河道管理所")


@pytest.mark.parametrize("text", ["20.00", "说明：本项目为延续项目", "本项目为延续项目。"])
def test_what_is_no_half_of_a_goal_is_not_joined_to_it(text) -> None:
    rows = cut(GOAL.format(goal=f" | {text} | < | <\n年度目标 | 完成清淤 | < | <"), 3)
    assert rows["forms"][0].annual_goal_text == "完成清淤"


def test_amounts_on_both_sides_of_a_page_end_are_two() -> None:
    rows = cut(GOAL.format(goal="财政 | 100 | < | <\n拨款（万元） | 200 | < | <"), 3)
    assert not any("100200" in str(row.amount_text) for row in rows["funding"])
    assert not any("100200" in row.raw_text for row in rows["read_issues"])


def test_a_year_without_its_word_is_no_half_of_a_goal() -> None:
    rows = cut(GOAL.format(goal="年度 | 2024 | < | <\n目标 | 完成清淤 | < | <"), 3)
    assert "2024" not in str(rows["forms"][0].annual_goal_text)


def test_labels_above_their_texts_stay_apart_where_the_label_beside_them_is_cut() -> None:
    goals = "年度总 | 预期目标 | < | 年度目标\n体目标 | 完成清淤 | < | 水质变好"
    rows = cut(GOAL.format(goal=goals), 3)
    (form,) = rows["forms"]
    assert (form.expected_result_text, form.annual_goal_text) == ("完成清淤", "水质变好")


def test_a_label_is_whole_whose_upper_half_is_the_label_of_the_year() -> None:
    rows = cut(GOAL.format(goal="年度 | 完成河道清 | < | <\n总体目标 | 淤，水质变好 | < | <"), 3)
    assert rows["forms"][0].annual_goal_text == "完成河道清淤，水质变好"


def test_a_year_above_a_goal_is_no_half_of_its_label() -> None:
    rows = cut(GOAL.format(goal="年度 | 2024年 | < | <\n总体目标 | 水质变好 | < | <"), 3)
    assert "2024" not in str(rows["forms"][0].annual_goal_text)


def test_labels_at_the_foot_of_a_page_head_the_texts_beside_the_label_of_both() -> None:
    text = """
    项目名称 | 河道清淤 | < | <
    年度资金总额（万元） | 120.00 | < | <
     | 预期目标 | < | 实际完成情况
    年度总体目标 | 完成清淤 | < | 已完成清淤
    一级指标 | 二级指标 | 三级指标 | 年度指标值
    产出指标 | 数量指标 | 清淤长度 | ≥2公里
    """
    rows = read("项目支出绩效自评表", "（2024年度）", table(text, frozenset({3})))
    (form,) = rows["forms"]
    assert (form.expected_result_text, form.actual_result_text) == ("完成清淤", "已完成清淤")


LEVELS = """
项目名称 | 河道清淤 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
{rows}
"""


def test_a_level_whose_lower_half_is_a_level_too_is_whole() -> None:
    rows = cut(
        LEVELS.format(
            rows="产出指标 | 数量指标 | 清淤长度 | ≥2公里\n"
            " | 服务对象 | | \n"
            "满意度指标 | 满意度指标 | 村民满意度 | ≥90%"
        ),
        4,
    )
    assert indicators(rows)[-1] == ("满意度指标", "服务对象满意度指标", "村民满意度", "≥90%")


def test_two_levels_that_a_page_parts_stay_two() -> None:
    rows = cut(
        LEVELS.format(
            rows="产出指标 | 数量指标 | 清淤长度 | ≥2公里\n"
            "效益指标 | 社会效益指标 | 受益人口 | ≥1万人\n"
            "满意度指标 | 满意度指标 | 村民满意度 | ≥90%"
        ),
        4,
    )
    assert [row[1] for row in indicators(rows)] == ["数量指标", "社会效益指标", "满意度指标"]


def test_the_first_row_of_a_group_at_the_foot_of_a_page_has_the_level_of_the_next_page() -> None:
    rows = cut(
        LEVELS.format(
            rows="产出指标 | 数量指标 | 清淤长度 | ≥2公里\n"
            "^ | ^ | 清淤河道 | ≥3条\n"
            "效益指标 | 经济效益指标 | 减少损失 | ≤20万元\n"
            "^ | | 责任事故 | =0起\n"
            "^ | 社会效益指标 | 受益人口 | ≥1万人\n"
            "^ | ^ | 受益村 | ≥4个"
        ),
        6,
    )
    assert [row[1] for row in indicators(rows)] == [
        "数量指标",
        "数量指标",
        "经济效益指标",
        "社会效益指标",
        "社会效益指标",
        "社会效益指标",
    ]


def test_a_row_right_below_the_headings_has_the_levels_of_the_next_page() -> None:
    rows = cut(
        LEVELS.format(
            rows=" | | 清淤长度 | ≥2公里\n产出指标 | 数量指标 | 清淤河道 | ≥3条\n^ | ^ | 清淤方量 | ≥5方"
        ),
        3,
    )
    assert [row[:2] for row in indicators(rows)] == [("产出指标", "数量指标")] * 3


def test_empty_levels_of_a_table_without_merged_cells_repeat_the_one_above() -> None:
    rows = cut(
        LEVELS.format(
            rows="产出指标 | 数量指标 | 清淤长度 | ≥2公里\n | | 清淤河道 | ≥3条\n"
            "效益指标 | 社会效益指标 | 受益人口 | ≥1万人"
        ),
        4,
    )
    assert [row[:2] for row in indicators(rows)][1] == ("产出指标", "数量指标")


LIST_HEADS = "项目名称 | 预算数 | 绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标值\n"


def test_a_row_of_a_list_goes_on_below_the_headings_of_the_next_page() -> None:
    text = (
        LIST_HEADS
        + "窗口外包 | 8.00 | 窗口正常。 | 产出指标 | 时效指标 | 发放及时率 | 每月10日\n"
        + LIST_HEADS
        + " | | | | | | 前\n"
        + "绿道提升 | 1,250 | 建成绿道。 | 产出指标 | 数量指标 | 绿道长度 | ≥8公里\n"
    )
    rows = read("2024年项目支出绩效目标公开表", "单位：万元", table(text, frozenset({2})))
    assert indicators(rows) == [
        ("产出指标", "时效指标", "发放及时率", "每月10日前"),
        ("产出指标", "数量指标", "绿道长度", "≥8公里"),
    ]
    assert "row_cut_by_page" in codes(rows)


def test_a_level_of_a_list_goes_on_below_the_headings_of_the_next_page() -> None:
    text = (
        LIST_HEADS
        + "窗口外包 | 8.00 | 窗口正常。 | 产出指标 | 数量指标 | 窗口数量 | =45个\n"
        + "^ | ^ | ^ | 满意度指标 | 服务对象满意 | 群众满意度 | ≥90%\n"
        + LIST_HEADS
        + " | | | | 度指标 | | \n"
        + "绿道提升 | 1,250 | 建成绿道。 | 产出指标 | 数量指标 | 绿道长度 | ≥8公里\n"
    )
    rows = read("2024年项目支出绩效目标公开表", "单位：万元", table(text, frozenset({3})))
    assert [row[1] for row in indicators(rows)] == ["数量指标", "服务对象满意度指标", "数量指标"]


def test_the_name_of_a_fund_beside_a_label_of_the_header_is_a_value() -> None:
    text = """
    项目名称 | 河道清淤 | < | <
    项目类型 | 上级专项 | < | <
    年度资金总额（万元） | 120.00 | < | <
    一级指标 | 二级指标 | 三级指标 | 指标值
    产出指标 | 数量指标 | 清淤长度 | ≥2公里
    """
    assert cut(text)["forms"][0].expenditure_category == "上级专项"
