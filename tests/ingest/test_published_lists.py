"""Lists of projects as finance bureaus of several provinces publish them; names are made up."""

from decimal import Decimal

import pytest

from tests.ingest.test_ruled import codes, indicators, money, read, table

TITLE = "2024年项目支出绩效目标表"


def listed(rows: dict) -> list[tuple]:
    """Name, unit, goal and proposed money of each form."""
    return [
        (
            form.project_name,
            form.unit_name,
            form.annual_goal_text,
            [f.amount_yuan for f in rows["funding"] if f.form_id == form.form_id],
        )
        for form in rows["forms"]
    ]


NUMBERED_COLUMNS = """
项目名称 | 项目年度绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 指标属性 | 指标内容
1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10
某县水务局 | | | | | | | | |
河长制经费 | 完成巡查。 | 产出指标 | 数量指标 | 巡查河流 | = | 28 | 条 | 定量指标 | 反映巡查数量
^ | ^ | 满意度指标 | 服务对象满意度 | 群众满意度 | >= | 90 | % | 定量指标 | 反映满意度
饮水维修 | 维修管网。 | 产出指标 | 数量指标 | 管网长度 | >= | 12.5 | 公里 | 定量指标 | 反映维修长度
"""


def test_a_body_over_its_projects_is_their_unit_and_no_project() -> None:
    rows = read(TITLE, table(NUMBERED_COLUMNS))
    assert listed(rows) == [
        ("河长制经费", "某县水务局", "完成巡查。", []),
        ("饮水维修", "某县水务局", "维修管网。", []),
    ]


def test_what_an_indicator_means_is_not_its_name() -> None:
    rows = read(TITLE, table(NUMBERED_COLUMNS))
    assert indicators(rows) == [
        ("产出指标", "数量指标", "巡查河流", "=28条"),
        ("满意度指标", "服务对象满意度指标", "群众满意度", ">=90%"),
        ("产出指标", "数量指标", "管网长度", ">=12.5公里"),
    ]


def test_numbers_of_columns_are_no_row() -> None:
    heads, _, rest = NUMBERED_COLUMNS.strip().partition("\n")
    form = "项目名称 | 河堤 | < | < | < | < | < | < | < | <\n" + heads.replace("项目名称 | ", " | ")
    rows = read(
        TITLE, table(form + "\n" + rest.replace("某县水务局", "").replace("河长制经费", ""))
    )
    assert "3" not in [i.level1_name for i in rows["indicators"]]
    assert "4" not in str([i.level2_name for i in rows["indicators"]])


UNIT_ROWS = """
单位名称 | 项目名称 | 预算数 | 年度目标 | 绩效指标 | < | < | <
^ | ^ | ^ | ^ | 一级指标 | 二级指标 | 三级指标 | 指标值
331-某县商务局 | < | 62.57 | | | | |
331001-某县商务局机关 | 会展补助 | 50.00 | 办展。 | 产出指标 | 数量指标 | 场次 | =3场
331002-某县商务中心 | < | 12.59 | | | | |
331002-某县商务中心 | 电商培训 | 12.50 | 培训。 | 产出指标 | 数量指标 | 期数 | =2期
合计 | | 62.58 | | | | |
"""


def test_a_row_of_a_body_and_its_sum_belongs_to_no_project() -> None:
    rows = read("部门预算项目绩效目标表（2024年度）", "金额单位：万元", table(UNIT_ROWS))
    assert listed(rows) == [
        ("会展补助", "某县商务局机关", "办展。", [Decimal("500000.00")]),
        ("电商培训", "某县商务中心", "培训。", [Decimal("125000.00")]),
    ]


def test_sums_over_projects_are_not_lost_in_silence() -> None:
    rows = read("部门预算项目绩效目标表（2024年度）", "金额单位：万元", table(UNIT_ROWS))
    told = [i.raw_text for i in rows["read_issues"] if i.issue_code == "unkept_amount"]
    assert told == ["62.57", "12.59", "62.58"]
    assert "header_value_in_pieces" not in codes(rows)


def test_a_project_without_indicators_stays_one() -> None:
    text = UNIT_ROWS.replace(
        "331002-某县商务中心 | < | 12.59", "331002-某县商务中心 | 老楼加固 | 12.59"
    )
    rows = read("部门预算项目绩效目标表（2024年度）", "金额单位：万元", table(text))
    assert [form.project_name for form in rows["forms"]] == ["会展补助", "老楼加固", "电商培训"]


NAME_OF_UNIT_OR_PROJECT = """
单位代码 | 单位（专项）名称 | 资金总额 | 绩效目标 | 绩效指标 | < | < | < | < | < | <
^ | ^ | ^ | ^ | 一级指标 | 二级指标 | 三级指标 | 指标值 | 指标值内容 | 评（扣）分标准 | 度量单位
108001 | 某县水利局 | 126.00 | | | | | | | |
108001 | 采砂管理 | 26.00 | 规范采砂。 | 产出指标 | 数量指标 | 巡查次数 | ≥120 | 全年巡查次数 | 少一次扣1分 | 次
^ | ^ | ^ | ^ | ^ | 质量指标 | 查处率 | 100 | 查处案件占比 | 每低1%扣1分 | %
108001 | 山洪防治 | 100.00 | 设施运行。 | 产出指标 | 数量指标 | 站点 | ≥58 | 维护站点 | 少一处扣1分 | 处
"""


def test_units_and_projects_stand_in_one_column() -> None:
    rows = read(TITLE, "金额单位：万元", table(NAME_OF_UNIT_OR_PROJECT))
    assert listed(rows) == [
        ("采砂管理", "某县水利局", "规范采砂。", [Decimal("260000.00")]),
        ("山洪防治", "某县水利局", "设施运行。", [Decimal("1000000.00")]),
    ]
    assert [i.target_text for i in rows["indicators"]] == ["≥120次", "100%", "≥58处"]


LEVELS_SIDE_BY_SIDE = """
单位编码（项目编码） | 项目单位（项目名称） | 项目金额（万元） | < | < | 绩效目标 | < | < | < | < | <
^ | ^ | 资金总额 | 财政性资金 | 其他资金 | 成本指标 | < | 产出指标 | < | 满意度指标 | <
^ | ^ | ^ | ^ | ^ | 三级指标 | 指标值 | 三级指标 | 指标值 | 三级指标 | 指标值
035 | 某市文化局 | 45.7 | 45.7 | | | | | | |
410882240000000012345 | 图书馆开放 | 30.0 | 30.0 | | 总成本 | ≤30万元 | 开放天数 | ≥300天 | 读者满意度 | ≥95%
^ | ^ | ^ | ^ | ^ | | | 开放及时率 | 100% | |
410882240000000012346 | 送戏下乡 | 15.0 | 14.5 | 0.5 | 每场成本 | ≤5000元 | 场次 | ≥30场 | 观众满意度 | ≥90%
"""


def test_levels_may_stand_side_by_side_over_names_and_targets() -> None:
    rows = read(TITLE, table(LEVELS_SIDE_BY_SIDE))
    assert [(f.project_name, f.project_code, f.unit_name) for f in rows["forms"]] == [
        ("图书馆开放", "410882240000000012345", "某市文化局"),
        ("送戏下乡", "410882240000000012346", "某市文化局"),
    ]
    assert indicators(rows) == [
        ("成本指标", None, "总成本", "≤30万元"),
        ("产出指标", None, "开放天数", "≥300天"),
        ("满意度指标", None, "读者满意度", "≥95%"),
        ("产出指标", None, "开放及时率", "100%"),
        ("成本指标", None, "每场成本", "≤5000元"),
        ("产出指标", None, "场次", "≥30场"),
        ("满意度指标", None, "观众满意度", "≥90%"),
    ]
    assert {i.level1_basis for i in rows["indicators"]} == {"printed"}
    assert [f.amount_yuan for f in rows["funding"]] == [
        Decimal(amount) for amount in ("300000", "300000", "150000", "145000", "5000")
    ]


THREE_ROWS_OF_HEADINGS = """
预算单位 | 项目名称 | 项目总额 | 绩效目标 | 绩效指标 | < | < | < | < | <
^ | ^ | ^ | ^ | 一级指标 | 二级指标 | 三级指标 | 绩效度量标准 | < | <
^ | ^ | ^ | ^ | ^ | ^ | ^ | 指标性质 | 指标值 | 度量单位
141001-某区水务局(本级) | 11010824T000002871234-水质监测 | 1,286.30 | 监测断面。 | 产出指标 | 数量指标 | 断面 | ＝ | 25 | 个
^ | ^ | ^ | ^ | ^ | 时效指标 | 报告时间 | 定性 | 12月底前 |
"""


def test_a_list_may_have_headings_that_nobody_knows() -> None:
    rows = read(TITLE, "单位：万元", table(THREE_ROWS_OF_HEADINGS))
    (made,) = rows["forms"]
    assert (made.project_code, made.project_name) == ("11010824T000002871234", "水质监测")
    assert made.annual_goal_text == "监测断面。"
    assert [i.target_text for i in rows["indicators"]] == ["＝25个", "12月底前"]
    assert any(f.amount_text == "1,286.30" for f in rows["funding"]) or "1,286.30" in str(
        [i.raw_text for i in rows["read_issues"]]
    )


REPEATED = """
序号 | 预算单位 | 项目名称 | 项目资金 | < | < | 总体绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标值
^ | ^ | ^ | 合计 | 财政拨款 | 其他资金 | ^ | ^ | ^ | ^ | ^
1 | 205001-某县教育局 | 校舍维修 | 2150000.00 | 2150000.00 | 0.00 | 维修校舍 | 产出指标 | 数量指标 | 校舍 | ≥8所
1 | 205001-某县教育局 | 校舍维修 | 2150000.00 | 2150000.00 | 0.00 | 维修校舍 | 产出指标 | 质量指标 | 合格率 | ＝100%
2 | 205002-某县中学 | 食堂补助 | 345678.90 | 300000.00 | 45678.90 | 补助 | 产出指标 | 数量指标 | 人数 | ≥1260人
"""


def test_a_list_without_merged_cells_repeats_its_projects() -> None:
    rows = read("2025年部门预算项目支出绩效目标公开表", "单位：元", table(REPEATED))
    assert [(f.project_name, f.unit_name, f.total_goal_text) for f in rows["forms"]] == [
        ("校舍维修", "某县教育局", "维修校舍"),
        ("食堂补助", "某县中学", "补助"),
    ]
    assert [f.amount_yuan for f in rows["funding"]] == [
        Decimal(amount)
        for amount in ("2150000.00", "2150000.00", "0.00", "345678.90", "300000.00", "45678.90")
    ]


@pytest.mark.parametrize(
    "heading", ["单位名称、项目名称", "单位名称（项目名称）", "项目单位（项目名称）"]
)
def test_headings_of_a_column_of_units_and_projects(heading: str) -> None:
    text = NUMBERED_COLUMNS.replace("项目名称", heading)
    assert [f.project_name for f in read(TITLE, table(text))["forms"]] == ["河长制经费", "饮水维修"]


def test_what_stands_left_of_the_indicators_is_not_lost_in_silence() -> None:
    text = (
        "归口 | 一级指标 | 二级指标 | 三级指标 | 指标值\n农业股 | 产出指标 | 数量指标 | 面积 | ≥8亩"
    )
    heads = "项目名称 | 造林 | 年度资金总额（万元） | 12"
    rows = read(TITLE, table(heads), table(text))
    assert money(rows)["proposed", "annual", "total"] == Decimal("120000.00")
    assert "农业股" in [i.raw_text for i in rows["read_issues"]]


IN_A_SHEET = """
部门公开表22 | < | < | < | < | < | <
{title} | < | < | < | < | < | <
部门：108_某县水利局    金额单位：万元 | < | < | < | < | < | <
单位（专项）名称 | 资金总额 | 绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标值
采砂管理 | 26.00 | 规范采砂。 | 产出指标 | 数量指标 | 巡查次数 | ≥120次
"""


@pytest.mark.parametrize("title", [TITLE, "2024年项目支出绩效目标汇总表", "2024年绩效情况一览"])
def test_lines_over_a_list_in_its_own_sheet_tell_its_year_and_unit(title: str) -> None:
    rows = read(table(IN_A_SHEET.format(title=title)))
    (made,) = rows["forms"]
    assert (made.project_name, made.fiscal_year) == ("采砂管理", 2024)
    assert money(rows) == {("proposed", "annual", "total"): Decimal("260000.00")}


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("018001某县林业局", "某县林业局"),
        ("108_某县林业局", "某县林业局"),
        ("120急救中心", "120急救中心"),
        ("2024年某局", "2024年某局"),
    ],
)
def test_codes_of_bodies(printed: str, name: str) -> None:
    text = IN_A_SHEET.format(title=TITLE).replace("108_某县水利局", printed)
    assert read(table(text))["forms"][0].department_name == name


RESULTS = """
项目名称 | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 | 一级指标 | 三级指标 | 上年完成值 | 年度指标值 | 实际完成值 | 得分
高龄津贴 | 356.80 | 362.15 | 358.42 | 98.97% | 产出指标 | 发放人数 | 2098人 | ≥2150人 | 2167人 | 20
 | | | | | 效益指标 | 生活改善 | 改善 | 改善 | 改善 | 30
"""


def test_a_list_of_results_prints_a_rate_of_execution() -> None:
    rows = read("2023年度项目支出绩效自评表", "单位：万元", table(RESULTS))
    assert [row.execution_rate_pct for row in rows["execution"]] == [Decimal("98.97")]
    assert [i.actual_text for i in rows["indicators"]] == ["2167人", "改善"]
    assert set(codes(rows)) == {"unkept_column", "level2_not_found"}


@pytest.mark.parametrize(
    ("printed", "code", "name"),
    [
        ("51132521 T000012345678-校舍维修", "51132521T000012345678", "校舍维修"),
        ("5113 2521T0000 12345678 -2024年校舍维修", "51132521T000012345678", "2024年校舍维修"),
        ("202401 0001 AB-校舍维修", None, "202401 0001 AB-校舍维修"),
    ],
)
def test_a_code_may_be_cut_by_the_width_of_its_cell(printed: str, code: str, name: str) -> None:
    text = IN_A_SHEET.format(title=TITLE).replace("采砂管理", printed)
    (made,) = read(table(text))["forms"]
    assert (made.project_code, made.project_name) == (code, name)


def test_a_code_of_its_own_cell_holds_no_space() -> None:
    heads = "项目编码 | 13013324P 00DG2B1 0009X | 项目名称 | 造林\n"
    rest = "一级指标 | 二级指标 | 三级指标 | 指标值\n产出指标 | 数量指标 | 面积 | ≥8亩"
    (made,) = read(TITLE, table(heads + rest))["forms"]
    assert made.project_code == "13013324P00DG2B10009X"


def test_a_category_may_be_merged_over_several_projects() -> None:
    text = (
        "项目类别 | 项目名称 | 预算金额 | 一级指标 | 三级指标 | 指标值\n"
        "特定目标类 | 执法 | 12 | 产出指标 | 次数 | ≥360次\n"
        "^ | 环卫 | 86 | 产出指标 | 面积 | 126万平方米"
    )
    rows = read(TITLE, "单位：万元", table(text))
    assert [form.expenditure_category for form in rows["forms"]] == ["特定目标类", "特定目标类"]


def test_a_body_over_projects_fills_no_blank_of_their_own_column() -> None:
    text = UNIT_ROWS.replace("331002-某县商务中心 | < | 12.59 | | | | |\n", "")
    text = text.replace("331002-某县商务中心 | 电商培训", " | 电商培训")
    rows = read("部门预算项目绩效目标表（2024年度）", "金额单位：万元", table(text))
    assert [form.unit_name for form in rows["forms"]] == ["某县商务局机关", None]


MONITORED = """
项目名称 | 预算数 | 执行数 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | {actual}
公园养护 | 120 | 66 | 产出指标 | 数量指标 | 养护公园 | 8个 | 5个
"""


@pytest.mark.parametrize("actual", ["实际完成值", "1-7月完成值"])
@pytest.mark.parametrize(
    "title", ["2024年项目支出绩效目标执行监控表", "2024年部门整体支出绩效目标表"]
)
def test_a_list_of_another_kind_is_refused_by_its_title(title: str, actual: str) -> None:
    other = [TITLE, table(NUMBERED_COLUMNS)]
    rows = read(title, "单位：万元", table(MONITORED.format(actual=actual)), *other)
    assert [form.project_name for form in rows["forms"]] == ["河长制经费", "饮水维修"]
