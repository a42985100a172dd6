"""Forms in tables with true spans, typed as grids: `<` goes on from the left, `^` from above."""

from decimal import Decimal

import pytest

from ingest.forms.find import set_aside_forms
from ingest.read import read_document
from ingest.readers.assemble import GridCell, Paragraph, Piece, Table, assemble


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
