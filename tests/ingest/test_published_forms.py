"""Shapes of forms that bodies of several places publish; names and numbers are made up."""

from decimal import Decimal

import pytest

from ingest.targets import parse_actual, parse_target
from tests.ingest.test_ruled import codes, indicators, money, read, table

INDICATORS = "一级指标 | 二级指标 | 三级指标 | 指标值\n产出指标 | 数量指标 | 加固长度 | ≥2公里\n"
RESULTS = (
    "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分\n"
    "产出指标 | 数量指标 | 加固长度 | ≥2公里 | 2.5公里 | 90 | 90\n"
)


def said(rows: dict) -> list[str]:
    return [issue.raw_text for issue in rows["read_issues"]]


SIDE_BY_SIDE = """
{title} | < | < | < |  | {title} | < | < | <
项目名称 | 校园安保 | < | < |  | 项目名称 | 食堂运营 | < | <
主管部门 | 某县教育局 | 实施单位 | 某县一中 |  | 主管部门 | 某县教育局 | 实施单位 | 某县二中
资金总额（万元） | 24.5 | < | < |  | 资金总额（万元） | 138 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 |  | 一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 保安人数 | 12人 |  | 产出指标 | 数量指标 | 供餐人数 | ≥2300人
^ | 质量指标 | 持证率 | 100% |  | ^ | 质量指标 | 食品安全事故 | 0起
"""


@pytest.mark.parametrize("title", ["2024年项目支出绩效目标表", ""])
def test_two_forms_side_by_side_are_two(title: str) -> None:
    rows = read(table(SIDE_BY_SIDE.format(title=title)))
    assert [(f.project_name, f.unit_name) for f in rows["forms"]] == [
        ("校园安保", "某县一中"),
        ("食堂运营", "某县二中"),
    ]
    assert [(i.form_id[-3:], i.indicator_name, i.target_text) for i in rows["indicators"]] == [
        ("001", "保安人数", "12人"),
        ("001", "持证率", "100%"),
        ("002", "供餐人数", "≥2300人"),
        ("002", "食品安全事故", "0起"),
    ]
    assert [f.amount_yuan for f in rows["funding"]] == [Decimal("245000"), Decimal("1380000")]
    assert not title or [f.fiscal_year for f in rows["forms"]] == [2024, 2024]


MATCHED = """
项目名称 | 公交补贴 | < | <
主管部门 | 某局 | 年度资金总额（万元） | 12
长期目标 | 公交优先 | < | <
年度目标 | 12条线路正常运营 | < | <
绩效目标与预算的匹配 | 相匹配 | < | <
"""


def test_a_label_that_nobody_knows_is_no_part_of_the_goal_above_it() -> None:
    rows = read("项目支出绩效目标表（2024年度）", table(MATCHED + INDICATORS))
    made = rows["forms"][0]
    assert (made.total_goal_text, made.annual_goal_text) == ("公交优先", "12条线路正常运营")
    assert {"绩效目标与预算的匹配", "相匹配"} <= set(said(rows))


@pytest.mark.parametrize("text", ["2023.12", "2024.6", "2024.06"])
def test_a_month_is_no_number(text: str) -> None:
    target = parse_target(text, indicator_name="完成时间")
    assert (target.kind, target.value) == ("deadline", None)
    assert parse_actual(text, indicator_name="完成时间").value is None


@pytest.mark.parametrize(("text", "name"), [("2023.12", "项目成本"), ("2024.6万元", "完成时间")])
def test_a_number_that_may_be_a_month_stays_one(text: str, name: str) -> None:
    assert parse_target(text, indicator_name=name).value is not None


FUNDS_BELOW = """
项目名称 | 公益林管护 | < | < | < | < | <
主管部门 | 某县林业局 | < | < | 实施单位 | 某林场 | <
预算资金情况（万元） | 资金总额 | < | 财政拨款 | < | 其他资金 | <
^ | 28.47 | < | 28.40 | < | 0.07 | <
远景 | 管护公益林，让山更绿、水更清。 | < | < | < | < | <
绩效指标 | 一级指标 | < | 二级指标 | 三级指标 | 指标值 | <
^ | 产出指标 | < | 数量指标 | 管护面积 | 5.68万亩 | <
"""


def test_funds_beside_their_band_have_their_amounts_below() -> None:
    assert money(read("绩效目标表（2024年度）", table(FUNDS_BELOW))) == {
        ("proposed", "annual", "total"): Decimal("284700"),
        ("proposed", "annual", "fiscal"): Decimal("284000"),
        ("proposed", "annual", "other"): Decimal("700"),
    }


def test_a_text_among_the_money_is_not_lost_in_silence() -> None:
    rows = read("绩效目标表（2024年度）", table(FUNDS_BELOW))
    assert "管护公益林，让山更绿、水更清。" in said(rows)


MEASURES_ALONE = """
项目名称 | 档案数字化 | < | < | < | < | <
预算执行情况（万元） | 年初预算 | < | 调整后预算 | < | 实际支出 | 执行率
^ | 80 | < | 76.5 | < | 76.4 | 99.86%
{more}年度目标 | 数字化 | < | < | < | < | <
"""


def test_the_only_row_below_measures_is_the_total() -> None:
    rows = read("项目支出绩效自评表（2024年度）", table(MEASURES_ALONE.format(more="") + RESULTS))
    assert money(rows) == {
        ("approved", "annual", "total"): Decimal("800000"),
        ("adjusted", "annual", "total"): Decimal("765000"),
        ("executed", "annual", "total"): Decimal("764000"),
    }
    assert rows["execution"][0].execution_rate_pct == Decimal("99.86")


def test_of_two_rows_without_labels_none_is_the_total() -> None:
    more = "^ | 70 | < | 66.5 | < | 66.4 | 99.84%\n"
    rows = read("项目支出绩效自评表（2024年度）", table(MEASURES_ALONE.format(more=more) + RESULTS))
    assert money(rows) == {}
    assert {"76.4", "99.86%", "66.4", "99.84%"} <= set(said(rows))


TRANSFER = """
转移支付（项目）名称 | < | 危房改造补助 | < | < | < | <
地方主管部门 | < | 某市住建局 | < | 资金使用单位 | 各区住建局 | <
资金投入情况（万元） | < |  | 全年预算数（A） | 全年执行数（B） | 预算执行率（B/A） | <
^ | < | 年度资金总额： | 3256.8 | 3102.47 | 95.26% | <
^ | < | 其中：中央财政资金 | 2500 | 2500 | 100% | <
资金管理情况 | < |  | < | 情况说明 | 存在问题和改进措施 | <
^ | < | 分配科学性 | < | 按因素法分配 | 下达偏慢，将提速 | <
^ | < | 下达及时性 | < | 30日内下达 | 无 | <
总体目标完成情况 | 总体目标 | < | < | 全年实际完成情况 | < | <
^ | 完成1200户改造 | < | < | 完成1187户改造 | < | <
"""


def test_how_money_was_managed_is_no_money() -> None:
    rows = read("转移支付区域绩效目标自评表（2022年度）", table(TRANSFER + RESULTS))
    assert money(rows) == {
        ("adjusted", "annual", "total"): Decimal("32568000"),
        ("executed", "annual", "total"): Decimal("31024700"),
    }
    assert sorted(text for text in said(rows) if "2公里" not in text) == ["2500", "2500"]


def test_the_only_goal_of_a_self_evaluation_is_what_was_expected() -> None:
    (made,) = read("转移支付区域绩效目标自评表（2022年度）", table(TRANSFER + RESULTS))["forms"]
    assert (made.expected_result_text, made.actual_result_text, made.total_goal_text) == (
        "完成1200户改造",
        "完成1187户改造",
        None,
    )


@pytest.mark.parametrize(
    ("label", "printed", "rating"),
    [
        ("自评结论", "优", "优"),
        ("自评等次", "良", "良"),
        ("评价结论", "项目完成较好", None),
    ],
)
def test_a_conclusion_that_is_a_rating(label: str, printed: str, rating: str | None) -> None:
    closing = f"总分 | < | < | < | < | 100 | 97\n{label} | {printed} | < | < | < | < | <"
    heads = "项目名称 | 河堤 | < | < | < | < | <\n"
    made = read("项目支出绩效自评表（2024年度）", table(heads + RESULTS + closing))["forms"][0]
    assert (made.total_score, made.rating) == (97, rating)


CORNER = """
326001某县自然资源局本级 | < | 单位：万元 | <
项目编码 | 13013324P00DG2B10009X | 项目名称 | 春季造林
预算规模及资金用途 | 预算数 | 50.00 | <
"""


def test_a_body_with_its_code_may_open_the_form_without_a_label() -> None:
    rows = read("1、春季造林绩效目标表（2024年度）", table(CORNER + INDICATORS))
    made = rows["forms"][0]
    assert (made.unit_name, made.unit_name_text) == (
        "某县自然资源局本级",
        "326001某县自然资源局本级",
    )
    assert "unread_header_word" not in codes(rows)


@pytest.mark.parametrize("printed", ["某县自然资源局本级", "326001采购目录", "第2024期"])
def test_other_words_in_the_corner_name_no_unit(printed: str) -> None:
    text = CORNER.replace("326001某县自然资源局本级", printed)
    rows = read("1、春季造林绩效目标表（2024年度）", table(text + INDICATORS))
    assert rows["forms"][0].unit_name is None
    assert printed in said(rows)


ROLLING = """
项目 名称 | 镇路改造 | 中期市财政预算(万元) | 284500.00 | 本年度申请市财政预算资金(万元) | 919.00
总体目标 | 中期滚动目标(2019年--2021年) | < | < | 年度目标 | <
^ | 改造道路169公里。 | < | < | 完成3个项目结算。 | <
绩效指标 | 二级 指标 | 三级 指标 | 指标值 | 三级 指标 | 计划指标值(或计划水平)
^ | 数量指标(或规模指标) | 结算数 | 3 | 结算数 | 2
"""


def test_a_rolling_goal_and_the_budget_of_a_city() -> None:
    rows = read("某市财政项目支出绩效目标批复表", "(2019年度)", table(ROLLING))
    made = rows["forms"][0]
    assert (made.total_goal_text, made.annual_goal_text) == (
        "改造道路169公里。",
        "完成3个项目结算。",
    )
    assert indicators(rows) == [("产出指标", "数量指标", "结算数", "2")]
    assert money(rows) == {
        ("proposed", "project_total", "fiscal"): Decimal("2845000000"),
        ("proposed", "annual", "fiscal"): Decimal("9190000"),
    }


OTHER_WORDS = """
主管部门 | < | 某局 | < | < | {unit} | 某校 | <
项目资金（万元） | < |  | {approved} | {adjusted} | {executed} | 分值 | 得分
^ | < | 年度资金总额 | 45 | 40.5 | 40.2 | 10 | 9.9
年度总体目标 | < | {expected} | < | < | {actual} | < | <
^ | < | 开设班级20个 | < | < | 开设班级22个 | < | <
绩效指标 | 一级指标 | 二级指标 | {name} | {target} | {value} | {weight} | {score}
^ | 产出指标 | 数量指标 | 开班数 | ≥20个 | 22个 | 50 | 50
"""
WORDS = {
    "unit": "项目责任单位",
    "approved": "年初批复数",
    "adjusted": "调整后全年预算数",
    "executed": "全年实际支出数",
    "expected": "年初绩效目标",
    "actual": "全年完成情况",
    "name": "三级绩效指标",
    "target": "年度绩效指标值",
    "value": "年度实际完成值",
    "weight": "标准分值",
    "score": "实际得分",
}


def test_other_words_of_a_self_evaluation() -> None:
    heads = "项目名称 | < | 老年大学 | < | < | < | < | <"
    rows = read("项目支出绩效自评表（2022年度）", table(heads + OTHER_WORDS.format(**WORDS)))
    (made,) = rows["forms"]
    assert (made.unit_name, made.expected_result_text, made.actual_result_text) == (
        "某校",
        "开设班级20个",
        "开设班级22个",
    )
    assert [f.amount_yuan for f in rows["funding"]] == [450000, 405000, 402000]
    assert [(i.target_text, i.actual_text, i.weight, i.score) for i in rows["indicators"]] == [
        ("≥20个", "22个", 50, 50)
    ]
    assert codes(rows) == []


def test_headings_of_goals_that_nobody_knows_are_no_goals() -> None:
    words = {**WORDS, "expected": "起初打算", "actual": "后来情形"}
    heads = "项目名称 | < | 老年大学 | < | < | < | < | <"
    rows = read("项目支出绩效自评表（2022年度）", table(heads + OTHER_WORDS.format(**words)))
    (made,) = rows["forms"]
    assert (made.expected_result_text, made.annual_goal_text, made.actual_result_text) == (
        None,
        None,
        None,
    )
    assert {"起初打算", "后来情形", "开设班级20个", "开设班级22个"} <= set(said(rows))


UNITS_AND_WEIGHTS = """
部门（单位）名称 | 项目名称 | 本年预算数 | 绩效目标 | 一级指标 | 三级指标 | 计算符号 | 绩效指标值 | 绩效度量单位 | 本年权重
[303001]某局 | 槟榔防控 | 230 | 防控 | 产出指标 | 防控面积 | ≥ | 2 | 万亩 | 30
"""


def test_other_words_of_a_list() -> None:
    rows = read("2024年项目支出绩效目标表", "单位：万元", table(UNITS_AND_WEIGHTS))
    assert [(i.target_text, i.weight) for i in rows["indicators"]] == [("≥2万亩", 30)]
    assert rows["forms"][0].department_name == "某局"
    assert money(rows) == {("proposed", "annual", "total"): Decimal("2300000")}
