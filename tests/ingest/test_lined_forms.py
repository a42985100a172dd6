"""Forms of a cell a line with blank and cut cells: read where one way is left, else told."""

import pytest

from tests.ingest.made_up import amounts, issues, read

TARGET = """项目支出绩效目标申报表
（2024年度）
项目名称
绿道养护
主管部门
某县住房和城乡建设局
实施单位
某县园林管理所
项目资金（万元）
年度资金总额
1,250.00
其中：财政拨款
1,000.00
其他资金
250.00
年度绩效目标
完成绿道养护，游客满意。
绩效指标
一级指标
二级指标
三级指标
指标值
分值
产出指标
数量指标
绿道长度
≥8公里
30
养护次数
≥12次
20
质量指标
养护合格率
=100%
20
满意度指标
服务对象满意度指标
游客满意度
≥90%
20
"""
RESULT = """项目支出绩效自评表
（2024年度）
项目名称
绿道养护
主管部门
某县住房和城乡建设局
实施单位
某县园林管理所
项目资金（万元）
年初预算数
全年预算数
全年执行数
分值
执行率
得分
年度资金总额
120.00
100.00
90.00
10
90.00%
9.00
其中：财政拨款
120.00
100.00
90.00
预期目标
完成绿道养护。
实际完成情况
绿道养护完成。
一级指标
二级指标
三级指标
指标值
实际完成值
分值
得分
偏差原因分析
产出指标
数量指标
绿道长度
≥8公里
8.2
30
30
养护次数
≥12次
11次
20
18
雨季减少一次
质量指标
养护合格率
=100%
100
20
20
满意度指标
服务对象满意度指标
游客满意度
≥90%
93
20
20
总分
100
97.00
"""


def indicators(text: str) -> list[tuple[str | None, ...]]:
    rows = read(text).rows["indicators"]
    return [(row.level2_name, row.indicator_name, row.target_text) for row in rows]


def results(text: str) -> list[tuple[object, ...]]:
    rows = read(text).rows["indicators"]
    return [
        (
            row.indicator_name,
            row.target_text,
            row.actual_text,
            _whole(row.weight),
            _whole(row.score),
            row.remark_text,
        )
        for row in rows
    ]


def _whole(number: object) -> str | None:
    return None if number is None else f"{number:.0f}"


def without(text: str, *lines: str) -> str:
    for line in lines:
        assert f"\n{line}\n" in text
        text = text.replace(f"\n{line}\n", "\n", 1)
    return text


def cut(text: str, line: str, at: int) -> str:
    assert f"\n{line}\n" in text
    return text.replace(f"\n{line}\n", f"\n{line[:at]}\n{line[at:]}\n", 1)


def is_left_undecided(text: str, *lines: str) -> bool:
    told = "\n".join(raw for code, raw in issues(read(text)) if code == "lines_not_told_apart")
    return all(line in told.split("\n") for line in lines)


WHOLE = [
    ("绿道长度", "≥8公里", "8.2", "30", "30", None),
    ("养护次数", "≥12次", "11次", "20", "18", "雨季减少一次"),
    ("养护合格率", "=100%", "100", "20", "20", None),
    ("游客满意度", "≥90%", "93", "20", "20", None),
]


def test_a_target_form_of_any_columns_is_read_whole() -> None:
    assert indicators(TARGET) == [
        ("数量指标", "绿道长度", "≥8公里"),
        ("数量指标", "养护次数", "≥12次"),
        ("质量指标", "养护合格率", "=100%"),
        ("服务对象满意度指标", "游客满意度", "≥90%"),
    ]
    assert amounts(read(TARGET)) == {
        "proposed.annual.total": "12500000.00",
        "proposed.annual.fiscal": "10000000.00",
        "proposed.annual.other": "2500000.00",
    }
    (form,) = read(TARGET).rows["forms"]
    assert form.annual_goal_text == "完成绿道养护，游客满意。"
    assert form.is_complete


def test_a_self_evaluation_is_read_whole() -> None:
    content = read(RESULT)
    assert results(RESULT) == WHOLE
    assert amounts(content) == {
        "approved.annual.total": "1200000.00",
        "adjusted.annual.total": "1000000.00",
        "executed.annual.total": "900000.00",
        "approved.annual.fiscal": "1200000.00",
        "adjusted.annual.fiscal": "1000000.00",
        "executed.annual.fiscal": "900000.00",
    }
    (form,) = content.rows["forms"]
    assert (form.expected_result_text, form.actual_result_text) == (
        "完成绿道养护。",
        "绿道养护完成。",
    )
    assert f"{form.total_score:.2f}" == "97.00"


def test_a_blank_target_stays_blank_where_the_weights_add_up() -> None:
    names = {name: target for _, name, target in indicators(without(TARGET, "≥12次"))}
    assert names == {
        "绿道长度": "≥8公里",
        "养护次数": None,
        "养护合格率": "=100%",
        "游客满意度": "≥90%",
    }


def test_a_blank_actual_value_stays_blank_where_the_weights_add_up() -> None:
    found = results(without(RESULT, "11次"))
    assert found == [WHOLE[0], ("养护次数", "≥12次", None, "20", "18", "雨季减少一次"), *WHOLE[2:]]


def test_one_value_of_two_blank_columns_is_neither() -> None:
    text = without(RESULT, "≥12次").replace("\n11次\n", "\n良好\n")
    found = results(text)
    assert found == [WHOLE[0], ("养护次数", None, None, "20", "18", "雨季减少一次"), *WHOLE[2:]]
    assert is_left_undecided(text, "良好")


def test_a_blank_score_is_no_reason_to_take_another_number_for_it() -> None:
    text = RESULT.replace("\n93\n20\n20\n总分", "\n93\n20\n总分")
    assert results(text) == WHOLE[:3]
    assert is_left_undecided(text, "游客满意度", "≥90%", "93", "20")


def test_scores_that_are_all_blank_leave_the_weights_that_add_up() -> None:
    text = without(RESULT, "雨季减少一次", "97.00").replace("\n18\n", "\n")
    for weight in ("30", "20"):
        text = text.replace(f"\n{weight}\n{weight}\n", f"\n{weight}\n")
    assert results(text) == [
        ("绿道长度", "≥8公里", "8.2", "30", None, None),
        ("养护次数", "≥12次", "11次", "20", None, None),
        ("养护合格率", "=100%", "100", "20", None, None),
        ("游客满意度", "≥90%", "93", "20", None, None),
    ]


def test_weights_that_are_all_blank_leave_names_and_targets() -> None:
    text = without(TARGET, "30", "20", "20", "20")
    assert [target for _, _, target in indicators(text)] == ["≥8公里", "≥12次", "=100%", "≥90%"]


@pytest.mark.parametrize(
    ("line", "at"), [("绿道长度", 2), ("养护合格率", 3), ("=100%", 2), ("93", 1)]
)
def test_a_cell_that_is_cut_is_read_nowhere_in_part(line: str, at: int) -> None:
    known = {cell for row in WHOLE for cell in row}
    for row in results(cut(RESULT, line, at)):
        assert set(row) <= known | {None}


def test_a_name_that_is_cut_is_not_the_remark_above_it() -> None:
    text = cut(RESULT, "养护次数", 2)
    assert results(text) == [WHOLE[0], *WHOLE[2:]]
    assert is_left_undecided(text, "养护", "次数")


def test_a_name_that_reads_like_a_level_is_a_name_below_both_levels() -> None:
    text = TARGET.replace("\n游客满意度\n", "\n满意度指标\n")
    assert indicators(text)[-1] == ("服务对象满意度指标", "满意度指标", "≥90%")


def test_a_level_that_nobody_knows_is_no_indicator() -> None:
    text = TARGET.replace("\n质量指标\n", "\n资金管理指标\n")
    names = [name for _, name, _ in indicators(text)]
    assert "资金管理指标" not in names
    assert is_left_undecided(text, "资金管理指标")


def test_a_fund_with_a_blank_amount_among_several_is_undecided() -> None:
    text = RESULT.replace("其中：财政拨款\n120.00\n100.00\n90.00", "其中：财政拨款\n100.00\n90.00")
    assert set(amounts(read(text))) == {
        "approved.annual.total",
        "adjusted.annual.total",
        "executed.annual.total",
    }
    assert is_left_undecided(text, "100.00", "90.00")


def test_labels_over_fewer_amounts_are_undecided() -> None:
    above = "年度资金总额\n其中：财政拨款\n其他资金\n1,250.00\n1,000.00\n"
    beside = "年度资金总额\n1,250.00\n其中：财政拨款\n1,000.00\n其他资金\n250.00\n"
    text = TARGET.replace(beside, above)
    assert amounts(read(text)) == {}
    assert is_left_undecided(text, "1,250.00", "1,000.00")


def test_an_amount_that_is_cut_is_undecided() -> None:
    text = cut(TARGET, "1,250.00", 2)
    assert "proposed.annual.total" not in amounts(read(text))


def test_goals_of_two_lines_below_one_that_is_blank_are_undecided() -> None:
    goals = "总体目标\n年度目标\n1、完成绿道养护；\n2、游客满意。\n"
    text = TARGET.replace("年度绩效目标\n完成绿道养护，游客满意。\n", goals)
    (form,) = read(text).rows["forms"]
    assert (form.total_goal_text, form.annual_goal_text) == (None, None)
    assert "goals_not_told_apart" in dict(issues(read(text)))


def test_a_label_that_nobody_knows_is_no_part_of_a_goal() -> None:
    text = TARGET.replace("完成绿道养护，游客满意。\n", "资金用途说明\n完成绿道养护。\n")
    (form,) = read(text).rows["forms"]
    assert form.annual_goal_text is None


def test_no_number_is_lost_in_silence() -> None:
    for line in ("≥12次", "11次", "18", "100.00", "8.2", "游客满意度"):
        assert not read(without(RESULT, line)).misplaced


def test_a_further_project_without_a_title_is_no_part_of_the_form_above() -> None:
    further = TARGET[TARGET.index("项目名称") :].replace("绿道", "河道")
    text = TARGET + further
    assert indicators(text) == indicators(TARGET)
    assert is_left_undecided(text, "河道长度")


def test_headings_that_a_page_prints_again_are_no_names() -> None:
    heads = "一级指标\n二级指标\n三级指标\n指标值\n分值\n"
    assert indicators(TARGET.replace("质量指标\n", heads + "质量指标\n")) == indicators(TARGET)


COSTS = """项目经费情况说明--绿道养护
一、项目概述
养护绿道。
六、年度预算安排
项目组成
数量
单价
资金需求
养护人员
12人
5万元
60万元
绿化补种
40万元
七、绩效目标
"""


def costs(text: str) -> list[tuple[str | None, str | None, str | None, str]]:
    return [
        (row.item_name, _whole(row.quantity), _whole(row.unit_price_yuan), str(row.amount_yuan))
        for row in read(text + RESULT).rows["cost_items"]
    ]


def test_costs_are_read_with_blank_quantities_and_prices() -> None:
    assert costs(COSTS) == [
        ("养护人员", "12", "50000", "600000.00"),
        ("绿化补种", None, None, "400000.00"),
    ]


@pytest.mark.parametrize("blank", ["5万元", "60万元", "养护人员"])
def test_costs_of_which_a_blank_cell_leaves_it_open_are_undecided(blank: str) -> None:
    text = COSTS.replace(f"\n{blank}\n", "\n")
    if blank == "养护人员":
        assert costs(text)[0] == (None, "12", "50000", "600000.00")
    else:
        assert costs(text) == []
        assert "lines_not_told_apart" in dict(issues(read(text + RESULT)))


def test_names_that_stand_behind_the_targets_are_no_reason_to_stop() -> None:
    content = read(TARGET.replace("三级指标\n指标值", "指标值\n三级指标"))
    assert len(content.rows["forms"]) == 1
    assert content.misplaced == []


def test_a_list_whose_only_project_has_no_indicators_is_no_reason_to_stop() -> None:
    heads = "项目名称\n预算数\n一级指标\n二级指标\n三级指标\n指标值\n"
    content = read(f"2024年项目支出绩效目标表\n单位：万元\n{heads}河道清淤\n12.00\n")
    assert content.rows["indicators"] == []
    assert content.misplaced == []


def test_a_name_above_lines_that_make_no_row_is_not_the_remark_of_the_row_before() -> None:
    lines = RESULT.splitlines()
    at = lines.index("养护次数")
    score = next(i for i in range(at + 1, len(lines)) if lines[i] == "18")
    content = read("\n".join([*lines[:score], *lines[score + 1 :]]) + "\n")
    assert "养护次数" not in [row.remark_text for row in content.rows["indicators"]]


def test_many_columns_of_one_kind_are_no_form_that_can_be_told() -> None:
    heads = "\n".join(["备注"] * 30)
    text = TARGET.replace("指标值\n分值", f"指标值\n{heads}\n分值")
    content = read(text.replace("≥8公里\n", "≥8公里\n" + "说明\n" * 30))
    assert content.rows["indicators"] == []


def test_the_name_of_a_fund_below_a_label_of_the_header_is_its_value() -> None:
    content = read(TARGET.replace("主管部门\n", "项目类型\n上级专项\n主管部门\n"))
    (form,) = content.rows["forms"]
    assert (form.expenditure_category, form.department_name) == (
        "上级专项",
        "某县住房和城乡建设局",
    )


def test_the_name_of_a_fund_above_its_amount_is_a_label() -> None:
    content = read(TARGET.replace("其他资金\n", "上级专项\n50.00\n其他资金\n"))
    assert [issue for _, issue in issues(content)] == ["50.00"]
