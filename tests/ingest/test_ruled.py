"""Forms in tables with true spans, typed as grids: `<` goes on from the left, `^` from above."""

from dataclasses import replace
from decimal import Decimal

import pytest

from ingest.document import EMPTY, ReaderDoubt, Run
from ingest.forms.find import set_aside_forms
from ingest.read import read_document
from ingest.readers.assemble import GridCell, Paragraph, Piece, Table, assemble
from tests.ingest import made_up


def table(text: str, page_rows: frozenset[int] = frozenset()) -> Table:
    """The table of lines whose cells are parted by `|`."""
    grid = [[part.strip() for part in line.split("|")] for line in text.strip().splitlines()]
    cells = []
    for row, line in enumerate(grid):
        assert len(line) == len(grid[0]), line
        for column, word in enumerate(line):
            if word in ("<", "^"):
                continue
            width = 1
            while column + width < len(line) and line[column + width] == "<":
                width += 1
            height = 1
            while row + height < len(grid) and grid[row + height][column] == "^":
                height += 1
            cells.append(GridCell(row, column, [Piece(word)], height, width))
    return Table(cells, len(grid[0]), page_rows)


def read(*blocks: str | Table) -> dict:
    """What is read of paragraphs and tables, by raw table."""
    made = [Paragraph([Piece(b)]) if isinstance(b, str) else b for b in blocks]
    content = read_document(assemble(made), "f" * 16, "load")
    assert content.misplaced == []
    return {name: list(rows) for name, rows in content.rows.items()}


def codes(rows: dict) -> list[str]:
    return sorted(issue.issue_code for issue in rows["read_issues"])


def indicators(rows: dict) -> list[tuple]:
    return [
        (i.level1_name, i.level2_name, i.indicator_name, i.target_text) for i in rows["indicators"]
    ]


def money(rows: dict) -> dict[tuple[str, str, str], Decimal | None]:
    return {(f.phase, f.basis, f.fund_source): f.amount_yuan for f in rows["funding"]}


PROVINCE = """
项目名称 | 某县河道清淤工程 | <    | <    | 项目编码 | 330-001 | <
主管部门 | [123]某县水利局  | <    | <    | 实施单位 | 某县河道管理所 | <
项目资金（万元） | 年度资金总额：| < | < | 120.50 | < | <
^ | 其中：财政拨款 | < | < | 100.00 | < | <
^ | 其他资金 | < | < | 20.5 | < | <
总体目标 | 完成12公里河道清淤。 | < | < | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位
^ | 产出指标(50分) | 数量指标 | 清淤长度 | ≥ | 12 | 公里
^ | ^ | ^ | 清淤土方 | ≥ | 3.5 | 万立方米
^ | ^ | 质量指标 | 验收合格率 | = | 100 | %
^ | 满意度指标（10分） | 服务对象满意度指标 | 居民满意度 | 大于等于 | 90 | %
"""


def test_operator_value_and_unit_in_three_cells_are_one_target() -> None:
    rows = read("2024年度项目支出绩效目标表", table(PROVINCE))
    assert indicators(rows) == [
        ("产出指标", "数量指标", "清淤长度", "≥12公里"),
        ("产出指标", "数量指标", "清淤土方", "≥3.5万立方米"),
        ("产出指标", "质量指标", "验收合格率", "=100%"),
        ("满意度指标", "服务对象满意度指标", "居民满意度", "大于等于90%"),
    ]
    last = rows["indicators"][-1]
    assert (last.target_operator, last.target_value, last.target_unit) == (">=", 90, "%")
    assert {i.level1_basis for i in rows["indicators"]} == {"printed"}


def test_money_and_header_of_another_province() -> None:
    rows = read("2024年度项目支出绩效目标表", table(PROVINCE))
    (form,) = rows["forms"]
    assert (form.form_type, form.fiscal_year, form.is_complete) == ("target", 2024, True)
    assert form.project_name == "某县河道清淤工程"
    assert form.project_code == "330-001"
    assert (form.department_name, form.unit_name) == ("某县水利局", "某县河道管理所")
    assert form.total_goal_text == "完成12公里河道清淤。"
    assert money(rows) == {
        ("proposed", "annual", "total"): Decimal("1205000"),
        ("proposed", "annual", "fiscal"): Decimal("1000000"),
        ("proposed", "annual", "other"): Decimal("205000"),
    }


EVALUATION = """
项目名称 | 城区道路养护 | < | < | < | < | < | <
主管部门 | 某市城管局 | < | < | 实施单位 | 某市养护中心 | < | <
项目资金（元） |  | 年初预算数 | 全年预算数（A） | 全年执行数（B） | 分值 | 执行率（B/A） | 得分
^ | 年度资金总额 | 1,000,000.00 | 1,200,000.00 | 1,100,000.00 | 10 | 91.66% | 9.16
^ | 其中：当年财政拨款 | 1,000,000.00 | 1,200,000.00 | 1,100,000.00 | — | 91.66% | —
^ | 上年结转资金 | 0 | 0 | 0 | — | — | —
^ | 其他资金 | | | | — | | —
年度总体目标 | 预期目标 | < | < | 实际完成情况 | < | < | <
^ | 养护30条道路。 | < | < | 养护了31条道路。 | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 分值 | 年度指标值 | 实际完成值 | 得分
^ | 产出指标 | 数量指标 | 养护道路 | 50 | ≥30条 | 31条 | 50
^ | 效益指标 | 社会效益指标 | 投诉下降 | 40 | 下降 | 达成指标 | 39.5
总分 | < | < | < | 100 | | | 98.66
评分等级 | 优 | < | < | < | < | < | <
填报人 | 王某某 | < | < | 联系电话 | 13912345678 | < | <
"""


def test_self_evaluation_with_the_weight_before_the_target() -> None:
    rows = read("财政项目支出绩效自评表", "（2025年度）", table(EVALUATION))
    (form,) = rows["forms"]
    assert (form.total_score, form.total_weight, form.rating) == (Decimal("98.66"), 100, "优")
    assert (form.expected_result_text, form.actual_result_text) == (
        "养护30条道路。",
        "养护了31条道路。",
    )
    assert money(rows) == {
        ("approved", "annual", "total"): Decimal("1000000"),
        ("adjusted", "annual", "total"): Decimal("1200000"),
        ("executed", "annual", "total"): Decimal("1100000"),
        ("approved", "annual", "fiscal"): Decimal("1000000"),
        ("adjusted", "annual", "fiscal"): Decimal("1200000"),
        ("executed", "annual", "fiscal"): Decimal("1100000"),
        ("approved", "annual", "carryover"): 0,
        ("adjusted", "annual", "carryover"): 0,
        ("executed", "annual", "carryover"): 0,
    }
    (execution,) = rows["execution"]
    assert (execution.execution_rate_pct, execution.weight, execution.score) == (
        Decimal("91.66"),
        10,
        Decimal("9.16"),
    )
    assert [(i.target_text, i.actual_text, i.weight, i.score) for i in rows["indicators"]] == [
        ("≥30条", "31条", 50, 50),
        ("下降", "达成指标", 40, Decimal("39.5")),
    ]


def test_persons_and_telephones_are_masked() -> None:
    rows = read("财政项目支出绩效自评表", "（2025年度）", table(EVALUATION))
    text = "\n".join(line.line_text for line in rows["lines"])
    assert "13912345678" not in text
    assert "王某某" not in text
    assert "联系电话" in text
    places = {n.number_text: n.place_name for n in rows["number_places"]}
    assert "13912345678" not in places


def test_a_cell_cut_by_a_page_is_joined_and_empty_levels_are_carried() -> None:
    cut = table(
        """
        项目名称 | 设备更新 | < | < | <
        主管部门 | 某局 | < | < | <
        年度资金申请总额 | 500000元 | < | < | <
        一级指标 | 二级指标 | 三级指标 | 年度指标值 | 备注
        产出指标 | 数量指标 | 购置台 | =6台 |
         | | 数（含备机） | |
         | | 验收次数 | =1次 |
        一级指标 | 二级指标 | 三级指标 | 年度指标值 | 备注
        """.replace("        ", ""),
        frozenset({5}),
    )
    rows = read("财政项目支出绩效目标申报表", "（2024年度）", cut)
    assert indicators(rows) == [
        ("产出指标", "数量指标", "购置台数（含备机）", "=6台"),
        ("产出指标", "数量指标", "验收次数", "=1次"),
    ]
    assert [i.level2_basis for i in rows["indicators"]] == ["printed", "carried"]
    assert codes(rows) == ["row_cut_by_page"]


def test_of_two_sides_the_years_counts_and_the_other_is_reported() -> None:
    two = table(
        """
        项目名称 | 林业补助 | < | < | < | < | <
        主管部门 | 某林业局 | < | < | < | < | <
        中期资金总额 | 300万元 | < | < | 年度资金总额 | 100万元 | <
        绩效指标 | 一级指标 | 二级指标 | 中期指标 | < | 年度指标 | <
        ^ | ^ | ^ | 指标名称 | 指标值 | 指标名称 | 指标值
        ^ | 产出指标 | 数量指标 | 造林面积 | ≥300亩 | 造林面积 | ≥100亩
        """.replace("        ", "")
    )
    rows = read("项目支出绩效目标申报表", "（2024年度）", two)
    assert indicators(rows) == [("产出指标", "数量指标", "造林面积", "≥100亩")]
    assert money(rows) == {
        ("proposed", "project_total", "total"): Decimal("3000000"),
        ("proposed", "annual", "total"): Decimal("1000000"),
    }
    assert set(codes(rows)) == {"unkept_column"}


LIST = """
序号 | 项目名称 | 预算金额 | 绩效指标 | < | < | 指标值
^ | ^ | ^ | 一级指标 | 二级指标 | 三级指标 | ^
1 | 公园养护 | 120 | 产出指标 | 数量指标 | 养护公园数 | 8个
^ | ^ | ^ | ^ | 质量指标 | 绿化成活率 | ≥95%
2 | 路灯电费 | 88.8 | 产出指标 | 数量指标 | 路灯数 | 1200盏
"""


def test_a_list_of_projects_gives_one_form_each() -> None:
    rows = read("某市2024年度项目支出绩效目标表", "单位：万元", table(LIST))
    assert [(f.form_number, f.project_name) for f in rows["forms"]] == [
        (1, "公园养护"),
        (2, "路灯电费"),
    ]
    assert indicators(rows) == [
        ("产出指标", "数量指标", "养护公园数", "8个"),
        ("产出指标", "质量指标", "绿化成活率", "≥95%"),
        ("产出指标", "数量指标", "路灯数", "1200盏"),
    ]
    assert [f.amount_yuan for f in rows["funding"]] == [Decimal("1200000"), Decimal("888000")]


def test_other_tables_after_a_form_are_not_its_rows() -> None:
    other = "科目 | 金额\n一般公共服务支出 | 987654\n教育支出 | 123"
    rows = read("项目支出绩效目标表", "（2024年度）", table(PROVINCE), "附表二", table(other))
    assert len(rows["indicators"]) == 4
    assert "987654" not in {n.number_text for n in rows["number_places"]}


def test_a_form_without_a_title_is_found_by_its_labels() -> None:
    rows = read(table(PROVINCE))
    assert [f.project_name for f in rows["forms"]] == ["某县河道清淤工程"]
    assert len(rows["indicators"]) == 4


@pytest.mark.parametrize(
    "title",
    [
        "2024年项目支出绩效目标执行监控表",
        "某局2024年部门整体支出绩效目标表",
        "部门整体支出绩效自评表",
    ],
)
def test_monitoring_and_whole_department_forms_are_refused_by_name(title: str) -> None:
    document = assemble([Paragraph([Piece(title)]), table(PROVINCE)])
    assert [rows[0].run.text for rows in set_aside_forms(document)] == [title]
    assert read(title, table(PROVINCE))["forms"] == []


BLANK = """
项目名称 | | < | 主管部门 |
年度资金总额 | | < | 其他资金 |
一级指标 | 二级指标 | 三级指标 | 指标值 | 备注
产出指标 | 数量指标 | 指标1： | |
^ | ^ | 指标2： | |
^ | ^ | …… | |
"""


def test_a_blank_template_yields_nothing() -> None:
    assert read("项目支出绩效目标表", "（20  年度）", table(BLANK))["forms"] == []


def test_template_rows_of_a_filled_form_are_dropped() -> None:
    filled = BLANK.replace("项目名称 | |", "项目名称 | 某项目 |").replace(
        "指标1： | |", "指标1：培训人次 | ≥100人次 |"
    )
    rows = read("项目支出绩效目标表", "（2024年度）", table(filled))
    assert indicators(rows) == [("产出指标", "数量指标", "培训人次", "≥100人次")]


def test_level_1_follows_from_level_2_where_the_form_has_no_column_for_it() -> None:
    without = table(
        """
        项目名称 | 残疾人托养 | <
        年度资金总额 | 450000元 | <
        二级指标 | 三级指标 | 指标值
        数量指标 | 托养人数 | ≥90人
        社会效益指标 | 家庭负担 | 减轻
        别样指标 | 其他 | 1项
        """.replace("        ", "")
    )
    rows = read("项目绩效目标表", "（2024年度）", without)
    assert [(i.level1_name, i.level1_basis, i.level2_name) for i in rows["indicators"]] == [
        ("产出指标", "inferred", "数量指标"),
        ("效益指标", "inferred", "社会效益指标"),
        (None, None, "别样指标"),
    ]


@pytest.mark.parametrize(
    ("total", "found"),
    [("", []), ("12\ufffd4", ["unread_amount", "unread_amount"])],
)
def test_amounts_below_totals_without_a_readable_one_are_kept(total: str, found: list) -> None:
    printed = table(
        f"""
        项目名称 | 残疾人托养 | < | <
        项目资金总额 | {total} | 年度资金申请总额 | {total}
        其中：财政资金 | 300元 | 其中：当年财政拨款 | 100元
        其他资金 | 5元 | 其他资金 | 2元
        一级指标 | 二级指标 | 三级指标 | 指标值
        产出指标 | 数量指标 | 托养人数 | ≥90人
        """.replace("        ", "")
    )
    rows = read("项目绩效目标表", "（2024年度）", printed)
    totals = [("proposed", basis, "total") for basis in ("project_total", "annual") if total]
    assert money(rows) == dict.fromkeys(totals) | {
        ("proposed", "project_total", "fiscal"): 300,
        ("proposed", "annual", "fiscal"): 100,
        ("proposed", "project_total", "other"): 5,
        ("proposed", "annual", "other"): 2,
    }
    assert codes(rows) == found


SCORED = """
项目名称 | 城区道路养护 | < | < | < | < | < | <
项目资金（元） |  | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
^ | 年度资金总额 | 1,000,000.00 | 1,200,000.00 | 1,100,000.00 | 10 | 91.66% | 9.16
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析
产出指标 | 数量指标 | 养护道路 | ≥30条 | 31条 | 50 | 50 |
效益指标 | 社会效益指标 | 投诉下降 | 下降 | 达成指标 | 40 | 39.5 |
"""


@pytest.mark.parametrize(
    ("closing", "weight", "score"),
    [
        ("总分 | < | < | < | < | 100 | 98.66 |", "100", "98.66"),
        ("总分 | < | < | < | < | < | < | 98.66", None, "98.66"),
        ("总分 | < | < | < | < | 100 | < | 98.66", "100", "98.66"),
        ("总分 | < | < | < | 100 | < | < | 98.66", "100", "98.66"),
        ("总分 | 100 | < | < | < | 98.66 | < | <", "100", "98.66"),
        ("总分 | 98.66 | < | < | < | < | < | <", None, "98.66"),
        ("总分：98.66 | < | < | < | < | < | < | <", None, "98.66"),
        ("总分 | < | < | < | < | 100 |  |", "100", None),
        (" |  |  |  | 总计 | 100 | 98.66 |", "100", "98.66"),
        ("绩效指标 | 合计 | < | < | < | 100 | 98.66 |", "100", "98.66"),
        ("自评得分 | < | < | < | < | 100 | 98.66分 |", "100", "98.66"),
        ("总分 | 100 | < | < | 得分 | 98.66 | < | <", "100", "98.66"),
        ("总分 | 98.66 | < | < | 评价等级 | 优 | < | <", None, "98.66"),
    ],
)
def test_totals_stand_in_any_place_of_their_row(
    closing: str, weight: str | None, score: str | None
) -> None:
    rows = read("财政项目支出绩效自评表", "（2025年度）", table(SCORED + closing))
    (form,) = rows["forms"]
    assert form.total_weight == (weight and Decimal(weight))
    assert form.total_score == (score and Decimal(score))
    assert len(rows["indicators"]) == 2
    assert codes(rows) == []


def test_subtotals_are_no_indicators_and_end_nothing() -> None:
    first, second = SCORED.rstrip().rsplit("\n", 1)
    printed = (
        f"{first}\n小计 | < | < | < | < | 50 | 50 |\n{second}\n"
        "绩效指标合计 | < | < | < | < | 90 | 89.5 |\n总分 | < | < | < | < | 100 | 98.66 |"
    )
    rows = read("财政项目支出绩效自评表", "（2025年度）", table(printed))
    assert [i.indicator_name for i in rows["indicators"]] == ["养护道路", "投诉下降"]
    assert (rows["forms"][0].total_weight, rows["forms"][0].total_score) == (100, Decimal("98.66"))
    assert codes(rows) == ["unkept_column"] * 4


@pytest.mark.parametrize("total", ["< | 100 |  |", "100 | < | < | <"])
def test_scores_that_are_not_filled_in_leave_the_total_score_empty(total: str) -> None:
    blank = SCORED.replace("| 50 | 50 |", "| 50 |  |").replace("| 40 | 39.5 |", "| 40 |  |")
    rows = read(
        "财政项目支出绩效自评表", "（2025年度）", table(f"{blank}总分 | < | < | < | {total}")
    )
    assert rows["forms"][0].total_score is None
    assert [(i.indicator_name, i.weight, i.score) for i in rows["indicators"]] == [
        ("养护道路", 50, None),
        ("投诉下降", 40, None),
    ]


TWO_PERIODS = """
项目名称 | 传染病监测 | < | < | < | < | < | <
项目资金（万元） | 中期资金总额 | 900 | < | 年度资金总额 | 300 | < | <
^ | 其中：财政拨款 | 900 | < | 其中：财政拨款 | 300 | < | <
总体目标 | 中期目标（2024年-2026年） | < | < | 年度目标 | < | < | <
^ | 建成监测网络。 | < | < | 新增监测点12个。 | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 二级指标 | 三级指标 | 指标值
^ | 产出指标 | 数量指标 | 监测点总数 | 36个 | 数量指标 | 新增监测点 | 12个
^ | ^ | 质量指标 | 报告及时率 | ≥95% | 质量指标 | 报告及时率 | ≥90%
^ | ^ | 时效指标 | 建成时间 | 2026年底前 | | |
"""
OF_THE_YEAR = [
    ("产出指标", "数量指标", "新增监测点", "12个"),
    ("产出指标", "质量指标", "报告及时率", "≥90%"),
]


def test_of_two_periods_side_by_side_the_year_is_read_and_the_other_reported() -> None:
    rows = read("项目支出绩效目标表", "（2024年度）", table(TWO_PERIODS))
    assert money(rows) == {
        ("proposed", "project_total", "total"): 9_000_000,
        ("proposed", "project_total", "fiscal"): 9_000_000,
        ("proposed", "annual", "total"): 3_000_000,
        ("proposed", "annual", "fiscal"): 3_000_000,
    }
    assert rows["forms"][0].total_goal_text == "建成监测网络。"
    assert rows["forms"][0].annual_goal_text == "新增监测点12个。"
    assert indicators(rows) == OF_THE_YEAR
    assert [i.raw_text for i in rows["read_issues"] if i.issue_code == "unkept_column"] == [
        "监测点总数 报告及时率 建成时间",
        "36个 ≥95% 2026年底前",
    ]


def test_periods_over_the_columns_say_which_side_is_the_year() -> None:
    headings = "绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 二级指标 | 三级指标 | 指标值"
    lower = "^ | ^ | 二级指标 | 三级指标 | 指标值 | 二级指标 | 三级指标 | 指标值"
    sides = "绩效指标 | 一级指标 | {0}指标 | < | < | {1}指标 | < | <\n" + lower
    right = TWO_PERIODS.replace(headings, sides.format("中期", "年度"))
    assert indicators(read("项目支出绩效目标表", "（2024年度）", table(right))) == OF_THE_YEAR
    left = TWO_PERIODS.replace(headings, sides.format("年度", "长期"))
    assert indicators(read("项目支出绩效目标表", "（2024年度）", table(left)))[0][2:] == (
        "监测点总数",
        "36个",
    )


def test_goals_say_which_unnamed_side_is_the_year() -> None:
    year_first = TWO_PERIODS.replace(
        "中期目标（2024年-2026年） | < | < | 年度目标", "年度目标 | < | < | 中期目标"
    )
    rows = read("项目支出绩效目标表", "（2024年度）", table(year_first))
    assert [i.target_text for i in rows["indicators"]] == ["36个", "≥95%", "2026年底前"]


@pytest.mark.parametrize(
    ("heads", "target"),
    [
        ("中期指标值 | 年度指标值", "12个"),
        ("年度指标值 | 实施期指标值", "36个"),
        ("指标值（年度） | 指标值（中期）", "36个"),
    ],
)
def test_of_two_target_columns_the_years_counts(heads: str, target: str) -> None:
    printed = table(
        f"""
        项目名称 | 传染病监测 | < | < | <
        年度资金总额 | 300万元 | < | < | <
        一级指标 | 二级指标 | 三级指标 | {heads}
        产出指标 | 数量指标 | 监测点 | 36个 | 12个
        """.replace("        ", "")
    )
    rows = read("项目支出绩效目标表", "（2024年度）", printed)
    assert [i.target_text for i in rows["indicators"]] == [target]
    assert "unkept_column" in codes(rows)


def test_two_periods_of_a_text_are_read_as_those_of_a_table() -> None:
    blank = TWO_PERIODS.strip().rsplit("\n", 1)[0].replace("^", "").replace("<", "")
    lines = ("→".join(part.strip() for part in line.split("|")) for line in blank.splitlines())
    content = made_up.read("项目支出绩效目标表\n（2024年度）\n" + "\n".join(lines) + "\n")
    assert indicators(dict(content.rows)) == OF_THE_YEAR
    assert made_up.amounts(content)["proposed.project_total.total"] == "9000000.00"
    assert made_up.amounts(content)["proposed.annual.total"] == "3000000.00"


def test_a_name_that_reaches_over_the_column_of_level_2_has_none() -> None:
    printed = table(
        """
        项目名称 | 培训 | < | <
        年度资金总额 | 300万元 | < | <
        一级指标 | 二级指标 | 三级指标 | 指标值
        产出指标 | 数量指标 | 学员 | 36名
        ^ | 2024年培训班 | < | 3期
        """.replace("        ", "")
    )
    rows = read("项目支出绩效目标表", "（2024年度）", printed)
    assert [(i.level1_name, i.level2_name, i.indicator_name) for i in rows["indicators"]] == [
        ("产出指标", "数量指标", "学员"),
        ("产出指标", None, "2024年培训班"),
    ]
    assert "level2_not_found" in codes(rows)


CLASSES = """
项目名称 | 设备 | < | <
项目性质 | {} | 项目类别 | {}
年度资金总额 | 300万元 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 设备 | 36台
"""


@pytest.mark.parametrize(
    ("printed", "recurrence", "category"),
    [
        ("☑特定目标类 □运转类", None, "特定目标类"),
        ("特定目标类□ 运转类√", None, "运转类"),
        ("特定目标类（√） 运转类（ ）", None, "特定目标类"),
        ("☑特定目标类 口运转类", None, "特定目标类"),
        ("☐特定目标类 ☒运转类", None, "运转类"),
        ("□经常性项目 ☑一次性项目", "一次性项目", None),
        ("□特定目标类 □运转类", None, None),
        ("特定目标类", None, "特定目标类"),
    ],
)
def test_of_options_with_boxes_the_ticked_one_is_the_class(
    printed: str, recurrence: str | None, category: str | None
) -> None:
    rows = read("项目支出绩效目标表", "（2024年度）", table(CLASSES.format("", printed)))
    (form,) = rows["forms"]
    assert (form.recurrence_text, form.expenditure_category) == (recurrence, category)
    assert "choice_not_told" not in codes(rows)


@pytest.mark.parametrize("printed", ["☑特定目标类 ☑运转类", "特定目标类√ 运转类"])
def test_options_of_which_no_single_one_is_told_are_reported(printed: str) -> None:
    rows = read("项目支出绩效目标表", "（2024年度）", table(CLASSES.format("", printed)))
    assert rows["forms"][0].expenditure_category is None
    assert "choice_not_told" in codes(rows)


def test_the_nature_is_kept_as_it_is_printed() -> None:
    printed = table(CLASSES.format("☑经常性 □一次性", "特定目标类"))
    (form,) = read("项目支出绩效目标表", "（2024年度）", printed)["forms"]
    assert (form.recurrence_text, form.expenditure_category) == ("☑经常性□一次性", "特定目标类")


def test_what_a_workbook_does_not_show_is_a_read_issue() -> None:
    amount = Paragraph([Piece("单位：元")])
    document = assemble([Paragraph([Piece("2024年度项目支出绩效目标表")]), amount, table(PROVINCE)])
    at = document.text.index("120.50")
    doubts = (
        ReaderDoubt("hidden_digits", Run.printed("120.50", at)),
        ReaderDoubt("hidden_sheet", EMPTY, "（测算）"),
    )
    content = read_document(replace(document, doubts=doubts), "f" * 16, "load")
    told = [
        (i.issue_code, i.form_id, i.raw_text, i.message_text)
        for i in content.rows["read_issues"]
        if i.issue_code.startswith("hidden")
    ]
    assert told == [
        ("hidden_sheet", None, "2", "隐藏的工作表未读入（测算）"),
        ("hidden_digits", "f" * 16 + "-001", "120.50", "单元格存有未显示的数位，按显示的文字读入"),
    ]


def test_a_row_that_reaches_over_all_levels_has_none() -> None:
    printed = f"{SCORED.rstrip()}\n预算执行率 | < | < | < | < | 10 | 9.16 |"
    rows = read("财政项目支出绩效自评表", "（2025年度）", table(printed))
    last = rows["indicators"][-1]
    assert (last.level1_name, last.level2_name, last.indicator_name) == (None, None, "预算执行率")
    assert (last.weight, last.score) == (10, Decimal("9.16"))


SIDES = """
资金来源 | 项目资金总额 | 年度资金申请总额
合计 | 526,000.05 | 426,000.05
其中：当年财政拨款 | 526,000.00 | 426,000.00
其他资金 | 0.05 | 0.05
"""
HEAD = "项目名称 | 窗口外包 | 主管部门 | 某区政务局"
INDICATORS = """
一级指标 | 二级指标 | 三级指标 | 年度指标值
产出指标 | 数量指标 | 窗口数量 | =45(个)
"""


def test_money_of_both_bases_in_columns_of_a_table_of_its_own() -> None:
    rows = read(
        "财政项目支出绩效目标申报表",
        "（2024年度）",
        "一、基本信息",
        table(HEAD),
        "二、资金情况（元）",
        table(SIDES),
        "三、绩效指标",
        table(INDICATORS),
    )
    assert money(rows) == {
        ("proposed", "project_total", "total"): Decimal("526000.05"),
        ("proposed", "annual", "total"): Decimal("426000.05"),
        ("proposed", "project_total", "fiscal"): Decimal("526000.00"),
        ("proposed", "annual", "fiscal"): Decimal("426000.00"),
        ("proposed", "project_total", "other"): Decimal("0.05"),
        ("proposed", "annual", "other"): Decimal("0.05"),
    }
    assert {f.money_unit_basis for f in rows["funding"]} == {"printed"}
    assert codes(rows) == []


def test_of_two_amounts_beside_one_label_none_is_read() -> None:
    rows = read(
        "财政项目支出绩效目标申报表（2024年度）",
        table(HEAD),
        table("项目资金（元） | 合计 | 526,000.05 | 426,000.05"),
        table(INDICATORS),
    )
    assert money(rows) == {}
    assert codes(rows) == ["unlabelled_amount", "unlabelled_amount"]


LIST_HEADS = "项目名称 | 预算数 | 绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标值\n"


def listed(rows: dict) -> list[tuple[str, Decimal | None, int]]:
    """Name, the only amount and the number of indicators of each form."""
    return [
        (
            form.project_name,
            next((f.amount_yuan for f in rows["funding"] if f.form_id == form.form_id), None),
            sum(i.form_id == form.form_id for i in rows["indicators"]),
        )
        for form in rows["forms"]
    ]


def test_cells_of_a_list_that_a_page_cuts_are_one_project() -> None:
    text = (
        LIST_HEADS
        + "城乡居民养老保险 | 12.5 | 待遇 | 产出指标 | 数量指标 | 参保人数 | ≥100人\n"
        + "^ | ^ | ^ | ^ | ^ | 领取人数 | ≥50人\n"
        + LIST_HEADS
        + "财政补助 | | 按时发放。 | 产出指标 | 质量指标 | 准确率 | ≥95%\n"
        + "窗口外包 | 8.00 | 窗口正常。 | 产出指标 | 数量指标 | 窗口数量 | =45个"
    )
    rows = read("2024年项目支出绩效目标公开表", "单位：万元", table(text, frozenset({3})))
    assert listed(rows) == [
        ("城乡居民养老保险财政补助", Decimal("125000.00"), 3),
        ("窗口外包", Decimal("80000.00"), 1),
    ]
    assert "header_value_in_pieces" in codes(rows)


def test_rows_above_a_page_that_names_their_project_are_its_own() -> None:
    text = (
        LIST_HEADS
        + "窗口外包 | 8.00 | 窗口正常。 | 产出指标 | 数量指标 | 窗口数量 | =45个\n"
        + "^ | ^ | ^ | ^ | 质量指标 | 办结率 | ≥98%\n"
        + " | | | 产出指标 | 数量指标 | 绿道长度 | ≥8公里\n"
        + LIST_HEADS
        + "绿道提升 | 1,250 | 建成绿道。 | 产出指标 | 时效指标 | 完工时间 | 2024年12月底前\n"
    )
    rows = read("2024年项目支出绩效目标公开表", "单位：万元", table(text, frozenset({4})))
    assert listed(rows) == [
        ("窗口外包", Decimal("80000.00"), 2),
        ("绿道提升", Decimal("12500000.00"), 2),
    ]
    assert "row_cut_by_page" in codes(rows)


def test_a_list_with_results_prints_what_was_approved_and_executed() -> None:
    heads = "项目名称 | 预算数 | 执行数 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值\n"
    row = "窗口外包 | 8 | 7.5 | 产出指标 | 数量指标 | 窗口数量 | =45个 | 45个"
    rows = read("2024年项目支出绩效自评表", "单位：万元", table(heads + row))
    assert money(rows) == {
        ("approved", "annual", "total"): Decimal("80000.00"),
        ("executed", "annual", "total"): Decimal("75000.00"),
    }


def test_new_or_going_on_is_the_nature_of_a_project_and_no_expenditure_category() -> None:
    head = "项目名称 | 窗口外包 | 项目类型 | □新增项目 √延续项目"
    rows = read("项目支出绩效目标申报表（2024年度）", table(head), table(INDICATORS))
    form = rows["forms"][0]
    assert (form.recurrence_text, form.expenditure_category) == ("延续项目", None)


def test_rows_on_both_sides_of_a_page_end_that_print_a_weight_each_are_two() -> None:
    text = (
        "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分\n"
        "产出指标 | 数量指标 | 早诊率 | ≥90% | 93.1% | 10 | 10\n"
        " | 质量指标 | 信息录入率 | | | 10 | 9\n"
        "^ | 时效指标 | 反馈时限 | 15天内 | 12天 | 10 | 10\n"
    )
    heads = "项目名称 | 两癌筛查 | 主管部门 | 某县卫生健康局"
    rows = read("项目支出绩效自评表（2024年度）", table(heads), table(text, frozenset({2})))
    assert [(i.indicator_name, i.weight) for i in rows["indicators"]] == [
        ("早诊率", Decimal(10)),
        ("信息录入率", Decimal(10)),
        ("反馈时限", Decimal(10)),
    ]


def form_of(head: str, funds: str, *above: str) -> dict:
    """What is read of a form with these header and money rows, printed below these lines."""
    title = "项目支出绩效目标申报表"
    return read(title, *above, table(head), table(funds), table(INDICATORS))


def test_amounts_of_two_units_go_by_the_unit_of_their_own_label() -> None:
    funds = (
        "项目资金总额（万元） | 100 | 年度资金申请总额（元） | 500,000\n"
        "其中：财政资金 | 90 | 其中：当年财政拨款 | 400,000"
    )
    rows = form_of(HEAD, funds, "（2024年度）")
    assert money(rows) == {
        ("proposed", "project_total", "total"): Decimal("1000000.00"),
        ("proposed", "annual", "total"): Decimal("500000.00"),
        ("proposed", "project_total", "fiscal"): Decimal("900000.00"),
        ("proposed", "annual", "fiscal"): Decimal("400000.00"),
    }
    assert codes(rows) == ["money_units_differ"]


def test_a_unit_above_that_contradicts_the_one_beside_leaves_unlabelled_amounts_unread() -> None:
    funds = "项目资金（元） | 年度资金总额 | 500,000"
    rows = form_of(HEAD, funds, "（2024年度）", "金额单位：万元")
    assert money(rows) == {("proposed", "annual", "total"): None}
    assert codes(rows) == ["money_units_differ"]


@pytest.mark.parametrize(
    ("start", "end", "year", "code"),
    [
        ("2024-02-01", "2024-12-31", 2024, "fiscal_year_from_dates"),
        ("2022-05-01", "2025-12-31", None, "fiscal_year_not_printed"),
    ],
)
def test_a_year_that_is_not_printed_comes_from_dates_of_one_year_only(
    start: str, end: str, year: int | None, code: str
) -> None:
    head = f"{HEAD}\n计划开始日期 | {start} | 计划完成日期 | {end}"
    rows = form_of(head, "年度资金总额（元） | 5.00 | 其他资金 | 0.00")
    assert rows["forms"][0].fiscal_year == year
    assert code in codes(rows)


@pytest.mark.parametrize(
    ("printed", "code", "name"),
    [
        ("2024-2025年度维护", None, "2024-2025年度维护"),
        ("001-002号楼修缮", None, "001-002号楼修缮"),
        ("[2024]1号文件项目", None, "[2024]1号文件项目"),
        ("110kV-变电站", None, "110kV-变电站"),
        ("2023-某项目", None, "2023-某项目"),
        ("12345热线", None, "12345热线"),
        ("310117-2024-001-某系统运维", "310117-2024-001", "某系统运维"),
        ("310117210000000000117窗口外包", "310117210000000000117", "窗口外包"),
        ("[310117]某系统运维", "310117", "某系统运维"),
    ],
)
def test_a_code_before_a_name_is_no_part_of_it(printed: str, code: str | None, name: str) -> None:
    head = f"项目名称 | {printed} | 主管部门 | 001-某区政务局"
    form = form_of(head, "年度资金总额（元） | 5.00", "（2024年度）")["forms"][0]
    assert (form.project_code, form.project_name) == (code, name)
    assert form.department_name == "某区政务局"


@pytest.mark.parametrize("printed", ["379000①", "379000²", "１２³", "５½"])
def test_a_mark_behind_an_amount_is_no_digit_of_it(printed: str) -> None:
    rows = form_of(HEAD, f"年度资金总额（元） | {printed}", "（2024年度）")
    assert money(rows) == {("proposed", "annual", "total"): None}
    assert codes(rows) == ["unread_amount"]


@pytest.mark.parametrize("target", ["≥八十", "≥٣个", "≥100①"])
def test_a_number_in_a_script_that_is_not_read_is_reported(target: str) -> None:
    rows = read(
        "项目支出绩效目标申报表（2024年度）",
        table(HEAD),
        table(
            f"一级指标 | 二级指标 | 三级指标 | 年度指标值\n产出指标 | 数量指标 | 窗口数量 | {target}"
        ),
    )
    assert [i.target_kind for i in rows["indicators"]] == ["unread"]
    assert codes(rows) == ["number_not_read"]


@pytest.mark.parametrize(
    ("actual", "operator", "value"),
    [("9家以上", ">=", 9), ("9家", None, 9), ("约9家", "~", 9), ("8-10家", "~", 8)],
)
def test_an_actual_value_says_how_it_bounds_what_was_reached(
    actual: str, operator: str | None, value: int
) -> None:
    heads = "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值"
    line = f"产出指标 | 数量指标 | 参与单位 | ≥10家 | {actual}"
    rows = read("项目支出绩效自评表（2024年度）", table(HEAD), table(f"{heads}\n{line}"))
    indicator = rows["indicators"][0]
    assert (indicator.actual_operator, indicator.actual_value) == (operator, Decimal(value))


def test_an_amount_below_two_labels_is_of_neither() -> None:
    funds = "年度资金总额 | 5,000.00 | 其他资金 | 0.00\n项目资金总额 | < | 其他资金 | <\n9.00 | < | < | <"
    rows = form_of(HEAD, funds, "（2024年度）", "单位：元")
    assert money(rows) == {
        ("proposed", "annual", "total"): Decimal("5000.00"),
        ("proposed", "annual", "other"): Decimal("0.00"),
    }
    assert codes(rows) == ["unlabelled_amount"]


def test_a_year_that_goes_on_into_other_digits_is_no_year_of_a_goal() -> None:
    head = f"{HEAD}\n年度资金总额（元） | 5.00 | 其他资金 | 0.00"
    goals = "年度总体目标\n(2022年 - 20212 3452年) 按时完成。"
    rows = read("项目支出绩效目标申报表（2024年度）", table(head), table(goals), table(INDICATORS))
    assert "20212" in (rows["forms"][0].annual_goal_text or "")


@pytest.mark.parametrize("below", ["34261万元 | <", "^ | ^"])
def test_a_value_that_reaches_over_the_names_is_no_name(below) -> None:
    rows = read(
        "项目支出绩效自评表（2024年度）",
        table(
            f"""
            项目名称 | 河道清淤 | < | < | <
            一级指标 | 二级指标 | 指标值 | 实际达到值 | 指标名称
            产出指标 | 数量指标 | ≥4公里 | 12345万元 | <
            产出指标 | 数量指标 | ≥5公里 | {below}
            产出指标 | 数量指标 | ≥6公里 | 7公里 | 清淤长度
            """
        ),
    )
    assert [i.indicator_name for i in rows["indicators"]][-1] == "清淤长度"
    assert "万元" not in str([i.indicator_name for i in rows["indicators"]])


SCORED_HEADS = "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分\n"


def test_a_name_that_a_page_cuts_goes_on_where_its_values_stand() -> None:
    text = (
        SCORED_HEADS
        + "产出指标 | 数量指标 | 巡查次数 | ≥12次 | 12次 | 5 | 5\n"
        + "^ | ^ | 桥梁技术状况B级及 | | | |\n"
        + "产出指标 | 数量指标 | 以上比例 | ≥98% | 98.6% | 3 | 3\n"
    )
    rows = read("项目支出绩效自评表（2024年度）", table(HEAD), table(text, frozenset({3})))
    assert [(i.indicator_name, i.weight) for i in rows["indicators"]] == [
        ("巡查次数", Decimal(5)),
        ("桥梁技术状况B级及以上比例", Decimal(3)),
    ]
    assert "row_cut_by_page" in codes(rows)


def test_a_level_that_a_page_cuts_is_whole_for_the_rows_of_both_pages() -> None:
    text = (
        SCORED_HEADS
        + "满意度指 | 服务对象满意度指 | 干部满意度 | ≥90% | 92% | 5 | 5\n"
        + "标 | 标 | 群众满意度 | ≥95% | 96% | 5 | 5\n"
    )
    rows = read("项目支出绩效自评表（2024年度）", table(HEAD), table(text, frozenset({2})))
    assert [(i.level1_name, i.level2_name) for i in rows["indicators"]] == [
        ("满意度指标", "服务对象满意度指标"),
        ("满意度指标", "服务对象满意度指标"),
    ]


def test_the_last_row_of_a_page_has_the_level_that_the_next_page_prints() -> None:
    text = (
        SCORED_HEADS
        + "产出指标 | 数量指标 | 巡查次数 | ≥12次 | 12次 | 5 | 5\n"
        + "^ | ^ | 保养次数 | ≥4次 | 4次 | 5 | 5\n"
        + "^ | | 设施完好率 | ≥95% | 96% | 5 | 5\n"
        + "产出指标 | 质量指标 | 路灯亮灯率 | ≥98% | 99% | 5 | 5\n"
    )
    rows = read("项目支出绩效自评表（2024年度）", table(HEAD), table(text, frozenset({4})))
    assert [i.level2_name for i in rows["indicators"]] == [
        "数量指标",
        "数量指标",
        "质量指标",
        "质量指标",
    ]


CUT_BY_A_LINE = """
项目名称 | 河堤加固 | < | < | <
主管部门 | 某县水利局 | 实施单位 | 某县河道所 | <
项目资金（万元） | < | 全年预算数 | < | 全年执行数
^ | 年度资金总额 | 12 | 34.56 | 1200.00
^ | 其中：财政拨款 | 1234.56 | < | 1200.00
绩效指标 | 一级指标 | 三级指标 | 年度指标值 | 实际完成值
^ | 产出指标 | 加固长度 | ≥2公里 | 2公里
"""


def test_two_amounts_under_one_measure_are_both_in_doubt() -> None:
    rows = read("项目支出绩效自评表", "（2024年度）", table(CUT_BY_A_LINE))
    found = money(rows)
    assert ("adjusted", "annual", "total") not in found
    assert found["adjusted", "annual", "fiscal"] == Decimal("12345600.00")
    assert found["executed", "annual", "total"] == Decimal("12000000.00")
    doubted = [i.raw_text for i in rows["read_issues"] if i.issue_code == "unaligned_money"]
    assert sorted(doubted) == ["12", "34.56"]
