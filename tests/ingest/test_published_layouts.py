"""Wording and layouts of forms that bodies of many places publish; names and numbers are made up."""

from decimal import Decimal

import pytest

from ingest.targets import parse_target
from tests.ingest import made_up
from tests.ingest.test_ruled import codes, indicators, money, read, table

LEVELS = """
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值
^ | 产出指标 | 数量指标 | 修补路面 | ≥30公里
"""


def form(text: str, title: str = "项目支出绩效目标表", *above: str) -> dict:
    return read(title, "（2024年度）", *above, table(text))


def printed(rows: dict) -> str:
    """All that is kept of the filing's texts."""
    return str([vars(row) for name in rows if name != "lines" for row in rows[name]])


PERSONS = """
项目名称 | 河堤加固 | {label} | {value}
主管部门 | 某县水利局 | 实施单位 | 某县河道所
绩效指标 | 二级指标 | 三级指标 | 指标值
^ | 数量指标 | 加固长度 | ≥2公里
"""


@pytest.mark.parametrize(
    "label",
    ["项目负责人及电话", "项目负责人及联系电话", "项目责任人", "项目联系人及电话", "填报人及电话"],
)
def test_a_person_and_telephone_in_one_cell_are_kept_nowhere(label: str) -> None:
    rows = form(PERSONS.format(label=label, value="甲乙丙13900001111"))
    assert "甲乙丙" not in printed(rows) and "13900001111" not in printed(rows)
    assert rows["forms"][0].project_name == "河堤加固"


def test_a_person_who_signs_in_the_form_is_kept_nowhere() -> None:
    signed = (
        "项目责任人(签字):甲乙丙 | < | 单位(盖章): | <\n"
        + PERSONS.format(label="", value="").strip()
    )
    assert "甲乙丙" not in printed(form(signed))


def test_a_person_of_a_text_is_no_part_of_the_project_name() -> None:
    content = made_up.read(
        "绩效目标申报表\n(2024年度)\n项目名称→河堤加固→项目负责人及电话→甲乙丙13900001111\n"
        "主管部门→某县水利局→实施单位→某县河道所\n"
        "一级指标→二级指标→三级指标→指标值\n产出指标→数量指标→加固长度→≥2公里\n"
    )
    assert content.rows["forms"][0].project_name == "河堤加固"
    assert "甲乙丙" not in str(content.rows["read_issues"])


TWO_ROWS_OF_HEADINGS = """
部门:某县第一中学 | < | < | < | < | < | < | 公开14表 | < | <
项目名称 | < | 营养改善计划 | < | < | < | < | < | < | <
主管部门 | < | 某县教育局 | < | < | < | 实施单位 | < | 某县第一中学 | <
项目资金 (元) | < |  | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 | <
^ | < | 年度资金总额 |  | 5120.50 | 5120.50 | 10 | 100% | 10 | <
^ | < | 其他资金 | — | — | — | — |  | — | <
年度 总体 目标 | < | 预期目标 | < | < | < | 实际完成情况 | < | < | <
^ | < | 让学生吃好 | < | < | < | 学生吃好了 | < | < | <
绩效指标 | < | < | 年度指标值 | < | < | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施
一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | ^ | ^ | ^ | ^
产出指标 | 数量指标 | 受助人数 | ≧ | 735 | 人次 | 740 | 40 | 40 |
^ | 质量指标 | 达标率 | ═ | 100 | % | 98% | 40 | 36 | 食材涨价
满意度指标 | 服务对象满意度指标等 | 家长满意度 | ≧ | 95 | % | 96% | 10 | 10 |
其他需要说明事项 | < | < | 无 | < | < | < | < | < | <
总分 | < | < | < | < | < | < | 100 | 96 | 优
"""


def test_headings_begin_in_a_row_that_names_no_level() -> None:
    rows = form(TWO_ROWS_OF_HEADINGS, "2024年度项目支出绩效自评表")
    made = rows["forms"][0]
    assert (made.expected_result_text, made.actual_result_text) == ("让学生吃好", "学生吃好了")
    assert [
        (i.indicator_name, i.target_text, i.actual_text, i.weight, i.score, i.remark_text)
        for i in rows["indicators"]
    ] == [
        ("受助人数", "≧735人次", "740", 40, 40, None),
        ("达标率", "═100%", "98%", 40, 36, "食材涨价"),
        ("家长满意度", "≧95%", "96%", 10, 10, None),
    ]
    assert [i.target_operator for i in rows["indicators"]] == [">=", "=", ">="]
    assert (made.total_weight, made.total_score, made.rating) == (100, 96, "优")
    assert "goal_in_pieces" not in codes(rows)


LIST_WITH_DIRECTION = """
项目名称 | 项目单位 | 项目类别 | 预算数 | 年度绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标方向 | 目标值 | 计量单位 | 分值
装备经费 | 776001-某旗检察院 | 专项资金 | 30,700.00 | 保障装备需要。 | 效益指标(30分) | 社会效益 | 提升效率 | 定性 |  | 有效提升 |  | 15
^ | ^ | ^ | ^ | ^ | 产出指标(50分) | 成本指标 | 购置成本 | 反向 | 小于等于 | 12 | 万元 | 5
^ | ^ | ^ | ^ | ^ | ^ | 质量指标 | 验收合格率 | 正向 | 等于 | 98 | % | 7.5
"""


def test_the_operator_may_stand_under_the_direction() -> None:
    rows = read("项目绩效目标表", "单位：元", table(LIST_WITH_DIRECTION))
    assert [(i.target_text, i.target_operator) for i in rows["indicators"]] == [
        ("有效提升", None),
        ("小于等于12万元", "<="),
        ("等于98%", "="),
    ]


def test_an_operator_may_be_cut_by_the_width_of_its_cell() -> None:
    text = LIST_WITH_DIRECTION.replace("小于等于", "小于 等于")
    rows = read("项目绩效目标表", "单位：元", table(text))
    assert rows["indicators"][1].target_operator == "<="


SCORED_BY_A_COUNTY = """
部门预算项目支出绩效自评表(2024年度) | < | < | < | < | < | < | < | < | <
项目名称 | < | 51000024T000010263357-2024年办公设备补助 | < | < | < | < | < | < | <
主管部门 | < | 某县司法局部门 | < | < | < | 实施单位 (盖章) | < | 某县司法局 | <
项目基本情况 | 1.项目年度目标完成情况 | < | 项目年度目标 | < | < | < | 年度目标完成情况 | < | <
^ | ^ | < | 购置设备。 | < | < | < | {actual} | < | <
^ | 2.项目实施内容及过程概述 | < | 2024年购置13台电脑,并于12月前付款。 | < | < | < | < | < | <
预算执行情况(10分) | 年度预算数(万元) | < | 年初预算 | 调整后预算数 | 预算执行数 | 预算执行率 | 权重 | 得分 | 原因
^ | 总额 | < | 0.00 | 4.32 | 4.32 | 100.00% | 10 | 10 | 1.执行率未达到90%的需说明原因(100字以内)
^ | 其中:财政资金 | < | 0.00 | 4.32 | 4.32 | 100.00% | / | / | ^
绩效指标(90分) | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 完成值 | 权重 | 得分
^ | 产出指标 | 质量指标 | 验收合格率 | = | 100 | % | 100 | 90 | 90
合计 | < | < | < | < | < | < | < | 100 | 100
"""


def test_how_the_project_went_is_no_part_of_its_goal() -> None:
    rows = read(table(SCORED_BY_A_COUNTY.format(actual="购置完成")))
    made = rows["forms"][0]
    assert (made.expected_result_text, made.actual_result_text) == ("购置设备。", "购置完成")


def test_a_code_stands_before_a_name_that_opens_with_a_year() -> None:
    made = read(table(SCORED_BY_A_COUNTY.format(actual="完成")))["forms"][0]
    assert (made.project_code, made.project_name) == (
        "51000024T000010263357",
        "2024年办公设备补助",
    )


@pytest.mark.parametrize(
    "told",
    [
        "对照年度目标,说明相关任务目标的完成情况(100字以内)",
        "（500字以内）",
        "请填写（200 字左右）。",
    ],
)
def test_an_instruction_in_the_place_of_a_text_is_no_text(told: str) -> None:
    rows = read(table(SCORED_BY_A_COUNTY.format(actual=told)))
    assert rows["forms"][0].actual_result_text is None


@pytest.mark.parametrize(
    "told",
    [
        "编写舆情简报12期（2000字以内）。",
        "编写舆情简报（2000字以内）",
        "简要说明：完成舆情简报的编写（2000字以内）。",
    ],
)
def test_a_text_that_ends_in_a_number_of_characters_is_no_instruction(told: str) -> None:
    rows = read(table(SCORED_BY_A_COUNTY.format(actual=told)))
    assert rows["forms"][0].actual_result_text == told


APPROVED = """
项目名称 | < | 河堤加固 | < | <
主管部门 | < | 某县水利局 | 实施单位 | 某县河道所
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值
^ | 产出指标 | 数量指标 | 加固长度 | ≥2公里
财政部门支出股室初审意见 | (盖章) | < | < | <
财政部门绩效评价股审核意见 | (盖章) 年 月 日 | < | < | <
保障绩效目标实现措施 | 加强考核 | < | < | <
"""


def test_opinions_below_the_indicators_are_no_indicators() -> None:
    rows = form(APPROVED)
    assert [i.indicator_name for i in rows["indicators"]] == ["加固长度"]


MERGED_LEVELS = """
项目名称 | 法律服务 | < | < | <
主管部门 | 某县司法局 | 实施单位 | 某县法律服务所 | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值
^ | 产出指标 | 数量指标 | 服务次数 | ≥12次
^ | ^ | ^ | {name} | {target}
^ | ^ | 质量指标 | 服务合格率 | ≥95%
^ | 总分 | < | < | 100
"""


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("出具审核意见数量", "≥100份"),
        ("初审意见反馈数", "≥20件"),
        ("审核意见", "≥8份"),
        ("改进措施", "≥3条"),
        ("其他说明", "完整"),
        ("存在问题", "≤2个"),
    ],
)
def test_nothing_closes_under_a_merged_level(name: str, target: str) -> None:
    found = [("产出指标", "数量指标", "服务次数", "≥12次"), ("产出指标", "数量指标", name, target)]
    found.append(("产出指标", "质量指标", "服务合格率", "≥95%"))
    assert indicators(form(MERGED_LEVELS.format(name=name, target=target))) == found


def test_a_sum_under_a_merged_level_is_reported_and_closes_nothing() -> None:
    rows = form(MERGED_LEVELS.format(name="合计", target="14"))
    assert [row[2] for row in indicators(rows)] == ["服务次数", "服务合格率"]
    assert [i.raw_text for i in rows["read_issues"]] == ["14"]


def test_a_note_closes_only_in_the_first_column_of_the_table() -> None:
    text = MERGED_LEVELS.replace("^ | ^ | ^ |", "^ | | |").format(name="改进措施", target="≥3条")
    assert ("改进措施", "≥3条") in [row[2:] for row in indicators(form(text))]


def test_a_name_that_speaks_of_opinions_closes_nothing() -> None:
    text = MERGED_LEVELS.replace("^ | ^ | ^ |", "^ | 效益指标 | 社会效益指标 |")
    text = text.replace("效益指标 | 社会效益指标", "出具审核意见数量 | <")
    names = [row[2] for row in indicators(form(text.format(name="出具份数", target="≥9份")))]
    assert names == ["服务次数", "出具份数", "服务合格率"]


@pytest.mark.parametrize("line", ["填报单位:(盖章)", "填报单位：（公章）  单位：万元"])
def test_the_place_of_a_seal_is_no_body(line: str) -> None:
    rows = form(
        "项目名称 | 河堤加固 | <\n绩效指标 | 三级指标 | 指标值\n^ | 加固长度 | ≥2公里",
        "项目支出绩效目标表",
        line,
    )
    assert rows["forms"][0].unit_name is None


def test_a_seal_is_no_part_of_a_body() -> None:
    content = made_up.read(
        "项目支出绩效目标表\n(2024年度)\n项目名称→河堤加固\n主管部门→某县水利局→实施单位 (盖章)→某县河道所\n"
        "一级指标→二级指标→三级指标→指标值\n产出指标→数量指标→加固长度→≥2公里\n"
    )
    assert content.rows["forms"][0].unit_name == "某县河道所"


@pytest.mark.parametrize("text", ["2023.07-2024.01", "2023.7~2024.1", "2023-07至2024-01"])
def test_months_of_two_years_are_no_numbers(text: str) -> None:
    target = parse_target(text)
    assert (target.kind, target.value, target.value_max) == ("deadline", None, None)
    assert target.date is not None and target.date.isoformat() == "2024-01-31"


TEMPLATE = """
财政支出绩效目标申报表 | < | < | < | < | < | <
(2024年度) | < | < | < | < | < | <
填报单位: | < | < | < | < | < | <
项目名称 | < |  | < | 项目类型 |  | <
主管部门编码 | < |  | < | 主管部门名称 |  | <
项目实施单位 | < |  | 项目负责人 |  | 联系电话 |
项目起止时间(如20190101) | < |  | < | 到 |  | <
项目资金申请(万元) | < | 资金总额: | < |  | < | <
项目绩效目标 | < | 长期目标(450字内) | < | 年度目标(450字内) | < | <
^ | < |  | < |  | < | <
绩效指标 | 一级指标 | 二级指标 | 分值 | 指标内容(150字内) | 指标值(150字内) | 评分细则(150字内)
^ | 投入指标 | 资金到位率 | 5 | 资金到位率=(实际到位资金/计划投入资金)×100%。 | 资金到位率达100% | 到位率100%得5分。
"""


def test_a_form_of_no_project_is_a_template_though_its_indicators_are_filled() -> None:
    assert read(table(TEMPLATE))["forms"] == []


STACKED = """
项目名称 | 乡村道路 | < | 项目属性 | 新增项目
主管部门 | 某镇 | < | 项目单位 | 某镇人民政府
项目绩效目标 | 长期目标 | < | 年度目标 | <
^ | 路路相通 | < | 今年修好 | <
长期绩效指标 | 一级指标 | 二级指标 | 指标内容 | 指标值
^ | 产出指标 | 数量指标 | 五年里程 | {long}
年度绩效指标 | 一级指标 | 二级指标 | 指标内容 | 指标值
^ | 产出指标 | 数量指标 | 今年里程 | {year}
"""


def test_of_two_tables_of_indicators_the_year_counts() -> None:
    rows = form(STACKED.format(long="≥50公里", year="≥10公里"))
    assert [(i.indicator_name, i.target_text) for i in rows["indicators"]] == [
        ("今年里程", "≥10公里")
    ]
    assert "unkept_column" in codes(rows)


SIDES = """
项目名称 | < | 车辆维修 | < | < | < | <
主管部门及代码 | < | [055]某市城管局 | 实施单位 | < | 某市城管大队 | <
绩 效 指 标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 三级指标 | 指标值
^ | 产出指标 | 数量指标 | 维修车辆 | ≥90辆 |  |
^ | ^ | 质量指标 | 合格率 | ≥98% |  |
"""


def test_the_filled_one_of_two_sides_counts() -> None:
    assert indicators(form(SIDES)) == [
        ("产出指标", "数量指标", "维修车辆", "≥90辆"),
        ("产出指标", "质量指标", "合格率", "≥98%"),
    ]


FUNDS_BY_KIND = """
项目名称 | < | 扶助家庭 | < | <
预算单位 | < | 某区卫生局 | < | <
项目资金(万元) | < | 年度资金总额 | 金额(万元) | <
^ | < | (一)财政拨款小计 | 6.30 | <
^ | < | 1、一般公共预算 | 6.30 | <
^ | < | (二)自有资金小计 | 0.00 | <
^ | < | 1、事业收入 | 1.20 | <
总体 目标 | 年度目标 | < | < | <
^ | 老有所养 | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值(包含数字及文字描述)
^ | 项目完成 指标 | 数量指标 | 扶助家庭数 | 63人
^ | 项目效益 指标 | 社会效益 指标 | 促进发展 | 100%
^ | 满意度指标 | 满意度指标 | 群众满意度 | ≥90%
"""


def test_a_sum_of_a_fund_is_the_fund_and_a_heading_is_no_amount() -> None:
    rows = form(FUNDS_BY_KIND)
    assert money(rows) == {("proposed", "annual", "fiscal"): Decimal("63000.00")}
    assert "unread_amount" not in codes(rows)
    assert "unknown_level" not in codes(rows)


BY_A_DISTRICT = """
项目名称 | < | 渔船补贴 | < | < | < | <
主管部门 | < | 某区农业局 | < | 项目实施单位 | 农业科 | <
项目类别 | < | 1、部门预算项目☑ 2、市直专项□ 3、转移支付项目□ | < | < | < | <
项目属性 | < | 1、持续性项目☑ 2、新增性项目□ | < | < | < | <
预算执行情况(万元) (20分) | < |  | 预算数(A) | 执行数(B) | 执行率(B/A) | 得分 (20分*执行率)
^ | < | 年度财政资金总额 | 1.57 | 1.56 | 99% | 20
年度绩效目标1 (80分) | 一级指标 | 二级指标 | 三级指标 | 年初目标值(A) | 实际完成值(B) | 得分
^ | 产出指标 | 产出数量 | 补贴渔船数 | 6艘 | 7艘 | 40
^ | 满意度指标 | 社会公众满意度 | 渔民满意度 | 90% | 92% | 40
总分 | < | < | < | < | < | 100
偏差大或 目标未完成 原因分析 | 无 | < | < | < | < | <
改进措施及 结果应用方案 | 无 | < | < | < | < | <
"""


def test_targets_of_the_start_of_the_year_are_targets() -> None:
    rows = form(BY_A_DISTRICT, "2024年度渔船补贴项目自评表")
    assert [(i.level2_name, i.target_text, i.actual_text, i.score) for i in rows["indicators"]] == [
        ("产出数量指标", "6艘", "7艘", 40),
        ("社会公众满意度指标", "90%", "92%", 40),
    ]
    assert money(rows) == {
        ("approved", "annual", "fiscal"): Decimal("15700.00"),
        ("executed", "annual", "fiscal"): Decimal("15600.00"),
    }
    made = rows["forms"][0]
    assert made.expenditure_category == "部门预算项目"
    assert "unplaced_number" not in codes(rows)
    assert "unknown_level" not in codes(rows)


@pytest.mark.parametrize("heading", ["当年预期实现值", "预期实现值", "初期目标值", "年度预期值"])
def test_other_words_for_the_target(heading: str) -> None:
    rows = form(
        f"项目名称 | 河堤 | < | <\n主管部门 | 某局 | < | <\n二级指标 | 三级指标 | 绩效标准 | {heading}\n"
        "数量指标 | 加固长度 | 计划标准 | ≥2公里"
    )
    assert [i.target_text for i in rows["indicators"]] == ["≥2公里"]


def test_a_value_under_an_unknown_heading_is_not_called_blank() -> None:
    rows = form(
        "项目名称 | 河堤 | <\n主管部门 | 某局 | <\n二级指标 | 三级指标 | 应达到的数\n"
        "数量指标 | 加固长度 | ≥2公里"
    )
    assert rows["indicators"][0].target_kind == "lost"
    assert "blank_target" not in codes(rows)
    assert ("unread_text", "≥2公里") in [(i.issue_code, i.raw_text) for i in rows["read_issues"]]


FIRST_LEVEL_ALONE = """
项目名称 | < | 病虫害预报 | < | <
主管部门及代码 | < | 169某部 | 实施单位 | 某司
项目资金申请 (万元) | < | 资金总额: | 420 | <
^ | < | 其中:当年财政拨款 | 400 | <
项目绩效指标 | 指标 | 指标内容 | < | 指标值
^ | 产出指标 | 报告次数 | < | 2次
^ | ^ | 准确率 | < | ≥85%
^ | 效益指标 | 损失量 | < | 有效减少
"""


def test_indicators_of_one_level_stand_under_it() -> None:
    rows = form(FIRST_LEVEL_ALONE, "项目支出绩效目标申报表")
    assert [(i.level1_name, i.indicator_name) for i in rows["indicators"]] == [
        ("产出指标", "报告次数"),
        ("产出指标", "准确率"),
        ("效益指标", "损失量"),
    ]


WITHOUT_LEVELS = """
预算单位 | 某街道办事处 | < | 项目主管部门 | 某区建设局 | 项目名称 | 市政维护
项目预计开始时间 | 2024-01-01 | < | 预计完成时间 | 2024-12-31 | 项目申报金额(万元) | 2243.02
项目属性 | 延续 | < | 项目分类 | 常年性 | 支出分类 | 重点专项
项目概况 | 维护1908株、单价37元/株。 | < | < | < | < | <
项目当年绩效目标 | 道路干净 | < | < | < | < | <
绩效指标 | 指标 | 指标权重 | 计量单位 | 运算符号 | 指标值 | 是否核心指标
^ | 清扫面积 | 30 | 平方米 | ≥ | 1712486 | 是
^ | 公厕维护 | 20 | 座 | = | 34 | 否
"""


def test_a_table_of_indicators_without_levels() -> None:
    rows = form(WITHOUT_LEVELS, "某街道办事处2024年重点项目绩效目标表")
    assert [(i.indicator_name, i.target_text, i.weight) for i in rows["indicators"]] == [
        ("清扫面积", "≥1712486平方米", 30),
        ("公厕维护", "=34座", 20),
    ]
    made = rows["forms"][0]
    assert (made.project_name, made.department_name) == ("市政维护", "某区建设局")
    assert (made.unit_name, made.annual_goal_text) == ("某街道办事处", "道路干净")
    assert money(rows) == {("proposed", "annual", "total"): Decimal("22430200.00")}


MERGED_OVER_PROJECTS = """
部门预算项目绩效目标申报表(2024年度) | < | < | < | < | < | < | <
金额单位:元 | < | < | < | < | < | < | <
单位名称 | 项目名称 | 预算数 | 年度目标 | 二级指标 | 三级指标 | 指标值 | 权重
820-某镇部门 |  | 990.00 |  |  |  |  |
820001-某镇人民政府 | 村干部报酬 | 330.00 | 按时发放 | 时效指标 | 及时率 | ≥95% | 50
^ | ^ | ^ | ^ | 数量指标 | 人数 | ≥230人 | 50
^ | 活动经费 | 660.00 | 保障活动 | 数量指标 | 村数 | =11个 | 90
"""


def test_title_and_unit_of_a_list_stand_in_its_table() -> None:
    rows = read(table(MERGED_OVER_PROJECTS))
    assert [(f.project_name, f.unit_name, f.fiscal_year) for f in rows["forms"]] == [
        ("村干部报酬", "某镇人民政府", 2024),
        ("活动经费", "某镇人民政府", 2024),
    ]
    assert not {"fiscal_year_not_printed", "money_unit_not_printed"} & set(codes(rows))
    assert [f.amount_yuan for f in rows["funding"]] == [Decimal("330.00"), Decimal("660.00")]


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("数量指标 (必填硬性指标)", "数量指标"),
        ("可持续影响 指标 (必填)", "可持续影响指标"),
        ("服务对象满意度指标等", "服务对象满意度指标"),
    ],
)
def test_what_a_level_prints_beside_its_name_is_no_part_of_it(printed: str, name: str) -> None:
    rows = form(
        "项目名称 | 造林 | < | <\n主管部门 | 某局 | < | <\n一级指标 | 二级指标 | 三级指标 | 指标值\n"
        f"产出指标 (40-50)分 | {printed} | 面积(亩) | 80000"
    )
    assert (rows["indicators"][0].level1_name, rows["indicators"][0].level2_name) == (
        "产出指标",
        name,
    )


MERGED_LABEL = """
项目名称 | 公用经费 | < | < | 自评得分 | 98
主管部门 | 某市教育局 | 实施单位 | 某市六中 | 财政审核评分 |
项目资金 (万元) | 年度资金总额 | 年初预算数 | 调整预算数(A) | 全年执行数(B) | 执行率(B/A)
^ | ^ | 65.8 | 64.8 | 63.8 | 98.45%
年度总体目标 | 年初设定目标 | < | < | 年度总体目标完成情况 | <
^ | 保障运行 | < | < | 运行正常 | <
一级指标 | 二级指标 | 三级指标 | 参考分值 | 指标值(A) | 全年实际值(B)
项目产出(30分) | 数量指标(10分) | 保障人数 | 10 | 2370人 | 2375人
"""


def test_a_fund_stands_beside_its_measures_and_their_amounts() -> None:
    rows = form(MERGED_LABEL, "某市本级部门项目支出绩效自评表")
    assert money(rows) == {
        ("approved", "annual", "total"): Decimal("658000.00"),
        ("adjusted", "annual", "total"): Decimal("648000.00"),
        ("executed", "annual", "total"): Decimal("638000.00"),
    }
    assert rows["execution"][0].execution_rate_pct == Decimal("98.45")


def test_what_was_done_stands_beside_the_goal() -> None:
    made = form(MERGED_LABEL, "某市本级部门项目支出绩效自评表")["forms"][0]
    assert (made.expected_result_text, made.actual_result_text) == ("保障运行", "运行正常")


BUDGET_BESIDE_ITS_PARTS = """
207101某区人民法院 | < | < | < | < | 单位:万元 | <
项目名称 | 墙面维修 | < | < | < | < | <
预算规模及资金用途 | 预算数 | 20.00 | 其中:财政 资金 | 19.00 | 其他资金 |
^ | 用于维修 | < | < | < | < | <
绩效目标 | 消除隐患。 | < | < | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值 | <
^ | 产出指标 | 数量指标 | 维修面积 | 维修的墙面 | ≥400平方米 | <
"""


def test_a_budget_stands_beside_its_parts() -> None:
    rows = form(BUDGET_BESIDE_ITS_PARTS)
    assert money(rows) == {
        ("proposed", "annual", "total"): Decimal("200000.00"),
        ("proposed", "annual", "fiscal"): Decimal("190000.00"),
    }
    assert rows["indicators"][0].target_text == "≥400平方米"


def test_an_indicator_of_slashes_is_none() -> None:
    rows = form(
        "项目名称 | 造林 | < | < | <\n主管部门 | 某局 | < | < | <\n"
        "二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值\n"
        "生态效益指标 | 指标1:/ |  |  | /\n数量指标 | 指标1:面积 | ≥8亩 | 9亩 | 10",
        "项目支出绩效自评表",
    )
    assert [i.indicator_name for i in rows["indicators"]] == ["面积"]


SPACED = """绩效目标申报表
(2024年度)
项目名称 扶贫基地
主管部门 某镇政府 实施单位 某公司
一级指标 二级指标 三级指标 指标值 备注
产出指标 数量指标 建设工程 >=20平方米
景点开发数量( ≥**个 ) >=4个
效益指标 经济效益指标 增加收入(≥**万元) >=2.61万元
财政部门审核意见 (盖章)
"""


def test_cells_that_only_a_space_parts_are_not_told_apart() -> None:
    content = made_up.read(SPACED)
    assert content.rows["indicators"] == []
    issues = [i for i in made_up.issues(content) if i[0] == "lines_not_told_apart"]
    assert any("2.61" in text for _, text in issues)


BESIDE_MONEY = """
项目名称 | 道路保洁 | < | 项目预算金额 (万元) | 5652
主管预算部门 | 某区城市管理局 | < | 其他资金 | 12
项目概况 | 保洁18条路。 | < | 立项依据 | 某文〔2020〕11号
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值
^ | 产出指标 | 数量指标 | 道路条数 | ≥18条
"""


def test_labels_of_the_header_stand_beside_money() -> None:
    rows = form(BESIDE_MONEY)
    made = rows["forms"][0]
    assert (made.project_name, made.department_name) == ("道路保洁", "某区城市管理局")
    assert money(rows) == {
        ("proposed", "annual", "total"): Decimal("56520000.00"),
        ("proposed", "annual", "other"): Decimal("120000.00"),
    }
    assert codes(rows) == []


def test_a_code_stands_behind_the_name_of_a_body() -> None:
    rows = form(BESIDE_MONEY.replace("城市管理局", "城市管理局 308001"))
    made = rows["forms"][0]
    assert (made.department_name, made.department_name_text) == (
        "某区城市管理局",
        "某区城市管理局308001",
    )


def test_a_year_beside_its_label_needs_no_word() -> None:
    text = BESIDE_MONEY.replace("项目概况 | 保洁18条路。", "项目年份 | 2023")
    rows = read("项目支出绩效目标表", table(text))
    assert rows["forms"][0].fiscal_year == 2023


def test_the_execution_of_the_only_fund_is_the_form_s() -> None:
    rows = form(BY_A_DISTRICT, "2024年度渔船补贴项目自评表")
    execution = rows["execution"][0]
    assert (execution.execution_rate_pct, execution.score) == (99, 20)


BELOW = "一级指标→二级指标→三级指标→指标值\n产出指标→数量指标→加固长度→≥2公里\n"


def header_of(text: str):
    """The one form of a text whose header is these lines."""
    content = made_up.read(f"绩效目标申报表\n(2024年度)\n{text}\n{BELOW}")
    (made,) = content.rows["forms"]
    return made, made_up.issues(content)


def test_a_label_of_money_in_a_text_is_no_part_of_a_body() -> None:
    made, issues = header_of("项目名称 道路保洁\n主管部门 某区城管局 项目预算金额(万元) 5652")
    assert made.department_name == "某区城管局"
    assert "5652" in str(issues)


@pytest.mark.parametrize("label", ["项目分类", "项目负责人及电话", "联系电话"])
def test_a_label_behind_a_space_ends_the_value_before_it(label: str) -> None:
    made, _ = header_of(
        f"项目名称 河堤加固 {label} 甲乙丙\n主管部门 某县水利局 实施单位 某县河道所"
    )
    assert (made.project_name, made.unit_name) == ("河堤加固", "某县河道所")


def test_who_filled_in_the_form_is_not_joined_to_who_does_the_work() -> None:
    made, _ = header_of(
        "填报单位:某镇人民政府\n项目名称 河堤加固\n主管部门 某县水利局 实施单位 某镇水利站"
    )
    assert made.unit_name == "某镇水利站"


@pytest.mark.parametrize(
    "line, field_name",
    [("主管部门 某县水利局 实施单位", "unit_label"), ("主管部门 某县水利局", None)],
)
def test_a_blank_cell_is_told_from_a_field_that_the_form_has_not(line, field_name) -> None:
    content = made_up.read(
        f"绩效目标申报表\n(2024年度)\n项目名称→河堤加固\n{line.replace(' ', '→')}\n{BELOW}"
    )
    labels = [row for row in content.rows["form_places"] if row.field_name.startswith("unit")]
    assert [(row.field_name, row.printed_text) for row in labels] == (
        [(field_name, "实施单位")] if field_name else []
    )


LINE_A_CELL = """项目绩效目标表
(2024年度)
项目名称
河堤加固
项目起
止时间
2024年1月-2024年12月
主管部门
某县水利局
项目实施单位
某县河道所
资金情况
年度资金总额
12
年度目标
河堤稳固
一级指标
二级指标
三级指标
指标值
产出指标
数量指标
加固长度
≥2公里
"""


def test_a_label_over_two_lines_is_no_part_of_the_value_above() -> None:
    (made,) = made_up.read(LINE_A_CELL).rows["forms"]
    assert (made.project_name, made.unit_name) == ("河堤加固", "某县河道所")


SHUFFLED = (
    "财政项目支出绩效自评表 (2024 年度) 体育中心结 算费用 项目名称 主管部门 某区体育局 年初预算数 "
    "全年预算数 全年执行数 分值 执行率 得分 2500.00 2500.00 2,154.6 10 8.62 一级指标 二级指标 数量指标 "
    "三级指标 结算完成 年度 指标值 实际 完成值 分值 得分 =100% 100% 10 10 及时 及时 20 20 >=90% 100% 10 10 "
    "率 产出指标 质量指标 时效指标 总分"
)


def test_a_self_evaluation_in_one_line_is_not_read() -> None:
    content = made_up.read(SHUFFLED + "\n")
    assert content.rows["indicators"] == []
    assert "lines_not_told_apart" in [code for code, _ in made_up.issues(content)]


def test_the_title_stands_behind_its_label() -> None:
    content = made_up.read(f"标 题: 项目支出绩效目标申报表\n(2024年度)\n项目名称→河堤加固\n{BELOW}")
    assert content.rows["forms"][0].form_title == "项目支出绩效目标申报表"


def test_who_made_the_table_is_not_joined_to_who_does_the_work() -> None:
    made, _ = header_of(
        "绩效编制单位: 某镇人民政府\n项目名称 河堤加固\n主管部门 某局 实施单位 某镇水利站"
    )
    assert made.unit_name == "某镇水利站"


def test_a_label_of_two_words_is_one_label() -> None:
    made, _ = header_of("项目名称 河堤加固\n主管部门→某局→主管部门 编码→123456")
    assert made.department_name == "某局"


BLANK = """财政支出项目绩效目标申报表
( 年度)
填报单位(盖章)
项目名称→→→项目属性→新增项目 □ 延续项目 □→
主管部门→→→主管部门 编码→→
项目实施单位→→→项目负责人→→联系电话
项目资金申请 (万元)→资金总额:→→→→
→财政拨款:→→→→
项目绩效目标→长期目标→→→年度目标→
→→→→→
长期绩效指标→一级指标→二级指标→指标内容→指标值→备注
→产出指标→数量指标→→→
年度绩效指标→一级指标→二级指标→指标内容→指标值→备注
→产出指标→数量指标→→→
→→质量指标→→→
→服务对象满意度指标→具体指标→→→
"""


def test_a_blank_text_is_a_template() -> None:
    assert made_up.read(BLANK).rows["forms"] == []


def test_a_number_as_a_remark_is_no_score() -> None:
    content = made_up.self_evaluation(
        indicators="产出指标→数量指标→改造面积→43.2→37.24→60→59→已完工→\n"
        "质量指标→指标1安全率→100→99→30→29→0\n→指标2→→→→→\n……→→→→→\n"
    )
    last = content.rows["indicators"][-1]
    assert (last.indicator_name, last.target_text, last.actual_text) == ("指标1安全率", "100", "99")
    assert (last.weight, last.score, last.remark_text) == (30, 29, "0")


def test_a_goal_stands_under_its_heading_though_the_cell_beside_is_empty() -> None:
    text = MERGED_LABEL.replace("保障运行 | < | < | 运行正常 | <", "保障运行 | < | < | < | <")
    made = form(text, "某市本级部门项目支出绩效自评表")["forms"][0]
    assert (made.expected_result_text, made.actual_result_text) == ("保障运行", None)


def test_a_label_of_the_closing_is_no_part_of_a_name() -> None:
    made, _ = header_of("项目名称 公用经费 自评得分 98\n主管部门 某市教育局 实施单位 某市六中")
    assert made.project_name == "公用经费"


SHIFTED_GOALS = """绩效目标申报表
(2024年度)
项目名称→扶贫基地→项目负责人及电话→甲乙丙
主管部门→某镇政府→实施单位→某公司
总体目标→年度目标→年度总体目标完成情况
村集体收入达6万元。→
绩效指标→一级指标→二级指标→三级指标→指标值→备注
产出指标→数量指标→建设工程→>=20平方米→
景点数量→>=4个→
效益指标→经济效益指标→增加收入→>=2.61万元→
"""


def test_goals_stand_beside_the_label_of_all_goals() -> None:
    (made,) = made_up.read(SHIFTED_GOALS).rows["forms"]
    assert (made.annual_goal_text, made.total_goal_text) == ("村集体收入达6万元。", None)
    assert made.actual_result_text is None


TRANSFER = """
转移支付(项目)名称 | < | 乡道改造补助 | < | <
中央主管部门 | < | 某部 | < | <
地方主管部门 | < | 某市交通局 | 资金使用单位 | 某市公路所
项目资金 (万元) | < | 全年预算数(A) | 全年执行数(B) | 预算执行率(B/A)
^ | 年度资金总额: | 4000 | 3000.5 | 75.01%
^ | 其中:中央补助 | 4000 | 3000.5 | 75.01%
绩效指标 | 一级指标 | 三级指标 | 指标值 | 全年实际完成值
^ | 产出指标 | 改造乡道 | 32.1公里 | 30公里
"""


def test_a_transfer_is_the_project_and_the_local_body_its_department() -> None:
    rows = form(TRANSFER, "某资金绩效目标自评表")
    made = rows["forms"][0]
    assert (made.project_name, made.department_name) == ("乡道改造补助", "某市交通局")
    assert made.unit_name == "某市公路所"
    assert money(rows)["executed", "annual", "total"] == Decimal("30005000.00")


MONEY_IN_CELLS = """
项目名称 | 集镇改造 | < | <
主管部门 | 某镇 | 项目单位 | 某镇
项目属性 | 新增项目□延续项目√ | < | <
资金总额及构成 | {total} | {parts} | <
绩效指标 | 一级指标 | 三级指标 | 指标值
^ | 产出指标 | 改造面积 | ≥88平方米
"""
ANNUAL = ("proposed", "annual")


@pytest.mark.parametrize(
    ("total", "parts", "fiscal"),
    [
        ("总额1060.75万元", "一、财政拨款:692.25万元 二、自有资金:0万元", "6922500.00"),
        (
            "年度资金总额:1060.75万元",
            "财政拨款692.25万元(其中:上级财政资金:692.25万元;本级财政:0万元)三、其他:368.5万元",
            "6922500.00",
        ),
        ("总额：1,060.75万元", "其中：财政拨款：6,922,500元", "6922500.00"),
    ],
)
def test_amounts_of_a_cell_stand_behind_their_labels(total: str, parts: str, fiscal: str) -> None:
    rows = form(MONEY_IN_CELLS.format(total=total, parts=parts))
    assert money(rows) == {
        (*ANNUAL, "total"): Decimal("10607500.00"),
        (*ANNUAL, "fiscal"): Decimal(fiscal),
    }


@pytest.mark.parametrize(
    "told", ["总额约1060万元", "2024年总额1060万元", "总额1060万元，按季拨付", "工程1060万元"]
)
def test_a_sentence_with_an_amount_is_no_list_of_amounts(told: str) -> None:
    rows = form(MONEY_IN_CELLS.format(total=told, parts="无"))
    assert money(rows) == {}
    assert any("1060万元" in issue.raw_text for issue in rows["read_issues"])


@pytest.mark.parametrize(
    ("parts", "kept"),
    [
        ("财政拨款2台设备400", {}),
        ("财政拨款2023年度400", {}),
        ("财政拨款400余万元其他资金20", {}),
        ("财政拨款5亿其他收入3", {}),
        ("财政拨款400千元其他资金20", {}),
        ("财政拨款 2 台设备 400", {}),
        ("财政拨款400其他资金20", {"fiscal": "4000000.00", "other": "200000.00"}),
        ("财政拨款400,其他资金20", {"fiscal": "4000000.00", "other": "200000.00"}),
        ("财政拨款400万元 其他20", {"fiscal": "4000000.00"}),
    ],
)
def test_words_that_go_on_behind_a_number_make_no_list(parts: str, kept: dict) -> None:
    text = MONEY_IN_CELLS.replace("构成", "构成（万元）").format(total="总额420", parts=parts)
    rows = form(text)
    found = {(*ANNUAL, source): Decimal(amount) for source, amount in kept.items()}
    assert money(rows) == {(*ANNUAL, "total"): Decimal("4200000.00"), **found}
    assert kept or parts in [issue.raw_text for issue in rows["read_issues"]]


def test_the_number_of_an_item_is_part_of_its_label() -> None:
    rows = form(
        MONEY_IN_CELLS.format(total="总额420万元", parts="1、财政拨款400万元 2.其他资金20万元")
    )
    assert money(rows)[(*ANNUAL, "other")] == Decimal("200000.00")
    assert "unplaced_number" not in codes(rows)


def test_money_in_a_goal_or_a_name_stays_its_text() -> None:
    goal = "年度目标 | 财政拨款3万元，受益群众400 | < | <\n绩效指标 |"
    text = MONEY_IN_CELLS.replace("绩效指标 |", goal).replace("集镇改造", "财政资金400万元")
    rows = form(text.format(total="总额420万元", parts="无"))
    (made,) = rows["forms"]
    assert made.annual_goal_text == "财政拨款3万元，受益群众400"
    assert made.project_name == "财政资金400万元"
    assert money(rows) == {(*ANNUAL, "total"): Decimal("4200000.00")}


def test_a_long_list_that_ends_in_words_is_read_at_once() -> None:
    parts = "财政拨款1 " * 60 + "等"
    rows = form(MONEY_IN_CELLS.format(total="总额420万元", parts=parts))
    assert money(rows) == {(*ANNUAL, "total"): Decimal("4200000.00")}


SECOND_LEVELS_FIRST = """
项目名称 | 办公楼运行 | < | <
主管部门 | 某局 | 项目性质 | 持续性项目
绩效指标 | 一级指标 | 二级指标 | 当年预期实现值
^ | 数量指标 | 维修次数 | 2280次
^ | ^ | 巡查次数 | 200次
^ | 效益指标 | 能耗下降率 | ＞2%
"""


def test_the_last_level_holds_the_names_where_no_heading_does() -> None:
    read_rows = form(SECOND_LEVELS_FIRST)["indicators"]
    assert [(i.level1_name, i.level2_name, i.indicator_name, i.target_text) for i in read_rows] == [
        ("产出指标", "数量指标", "维修次数", "2280次"),
        ("产出指标", "数量指标", "巡查次数", "200次"),
        ("效益指标", None, "能耗下降率", "＞2%"),
    ]
    assert [i.level1_basis for i in read_rows] == ["inferred", "inferred", "printed"]


def test_a_level_that_prints_levels_holds_no_names() -> None:
    text = SECOND_LEVELS_FIRST.replace("维修次数", "数量指标").replace("巡查次数", "质量指标")
    names = [i.indicator_name for i in form(text)["indicators"]]
    assert not {"数量指标", "质量指标"} & set(names)


FILED_BY_A_BUREAU = """
填报单位：某市林业局 | < | < | 金额单位：万元
项目名称 | 古树保护 | 主管部门 | 某市林业局
实施单位 | {unit} | 项目属性 | 延续项目
项目资金 | 年度资金总额 | 356.789 | <
绩效指标 | 一级指标 | 三级指标 | 指标值
^ | 产出指标 | 保护株数 | ≥100株
"""


@pytest.mark.parametrize(("printed", "unit"), [("某市古树站", "某市古树站"), ("", "某市林业局")])
def test_who_does_the_work_counts_more_than_who_files_the_form(printed: str, unit: str) -> None:
    rows = form(FILED_BY_A_BUREAU.format(unit=printed))
    assert rows["forms"][0].unit_name == unit
    assert not {"unread_header_word"} & set(codes(rows)) or not printed


LIST_OF_A_BUREAU = """
单位名称：某县水利局 | < | < | 单位：万元
项目名称 | 预算数 | 三级指标 | 指标值
水库加固 | 1860.75 | 加固座数 | ≥3座
河道清淤 | 245.08 | 清淤长度 | ≥18.6公里
"""


def test_a_line_over_a_list_names_the_body_and_the_unit_of_all_its_projects() -> None:
    rows = read("2026年部门预算项目支出绩效目标表", table(LIST_OF_A_BUREAU))
    assert [(f.project_name, f.unit_name, f.fiscal_year) for f in rows["forms"]] == [
        ("水库加固", "某县水利局", 2026),
        ("河道清淤", "某县水利局", 2026),
    ]
    assert [f.amount_yuan for f in rows["funding"]] == [Decimal("18607500"), Decimal("2450800")]
    assert not {"fiscal_year_not_printed", "money_unit_unknown"} & set(codes(rows))


PIPES = """项目支出绩效自评表
（2024年度）
项目名称|绿化养护|主管部门|某市园林局|实施单位|某市绿化所
项目资金（万元）|年初预算数|全年预算数|全年执行数|分值|执行率|得分
年度资金总额|512.3|498.75|498.75|10|100%|10
一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|{remark}
产出指标|数量指标|养护面积|≥86.4万平方米|86.9万平方米|40|40|
满意度指标|服务对象满意度指标|市民满意度|≥85%|基本达成|20|18|问卷回收少
总分|100|98
"""


@pytest.mark.parametrize(
    "remark", ["偏差原因", "偏差原因分析", "偏差原因分析及改进措施", "未完成原因分析"]
)
def test_reasons_have_many_headings_in_a_text_too(remark: str) -> None:
    rows = made_up.read(PIPES.format(remark=remark)).rows
    assert [(i.score, i.remark_text) for i in rows["indicators"]] == [
        (40, None),
        (18, "问卷回收少"),
    ]
    assert money(rows)["executed", "annual", "total"] == Decimal("4987500.00")
