"""One form as tabs, pipes, aligned blanks and a cell a line gives the same facts, or says so."""

import pytest

from ingest.load import _status
from ingest.readers.aligned import cut_lines
from ingest.text_tables import display_width
from tests.ingest.made_up import amounts, issues, read

FORM = """财政项目支出绩效目标申报表

(2022年度)

项目名称→老年人体检→项目类别→经常性项目→→
主管部门→某区卫生健康委员会→实施单位→某区疾病预防控制中心→→
计划开始日期→2022-03-01→计划完成日期→2022-10-31→→
项目资金(元)→项目资金总额→3,800,000→年度资金申请总额→800,000→
→其中：财政资金→3,700,000→其中：当年财政拨款→700,000→
→→→上年结转资金→60,000→
→其他资金→100,000→其他资金→40,000→
项目 绩效 目标→项目总目标→→年度总目标→→
→(2022年 - 2022年)→→→→
→三年内体检全覆盖。→→完成体检 4200 人。→→
绩效 指标→一级指标→二级指标→三级指标→指标目标值→
→产出指标→数量指标→体检人数→>=4200人→
→→→发放材料数→>=9000份→
→→成本指标→人均成本→<=80元→
→满意度指标→服务对象满意度指标→老人满意度→>=95%→
"""
TABLE = [line.split("→") for line in FORM.split("\n")]


def facts(text: str) -> dict[str, object]:
    content = read(text)
    (form,) = content.rows["forms"]
    return {
        "name": form.project_name,
        "bodies": (form.department_name, form.unit_name),
        "dates": (str(form.start_date), str(form.end_date)),
        "goals": (form.total_goal_text, form.annual_goal_text),
        "amounts": amounts(content),
        "indicators": [
            (r.level1_name, r.level2_name, r.indicator_name, r.target_text)
            for r in content.rows["indicators"]
        ],
        "complete": form.is_complete,
    }


EXPECTED = {
    "name": "老年人体检",
    "bodies": ("某区卫生健康委员会", "某区疾病预防控制中心"),
    "dates": ("2022-03-01", "2022-10-31"),
    "goals": ("三年内体检全覆盖。", "完成体检4200人。"),
    "amounts": {
        "proposed.project_total.total": "3800000.00",
        "proposed.annual.total": "800000.00",
        "proposed.project_total.fiscal": "3700000.00",
        "proposed.annual.fiscal": "700000.00",
        "proposed.annual.carryover": "60000.00",
        "proposed.project_total.other": "100000.00",
        "proposed.annual.other": "40000.00",
    },
    "indicators": [
        ("产出指标", "数量指标", "体检人数", ">=4200人"),
        ("产出指标", "数量指标", "发放材料数", ">=9000份"),
        ("产出指标", "成本指标", "人均成本", "<=80元"),
        ("满意度指标", "服务对象满意度指标", "老人满意度", ">=95%"),
    ],
    "complete": True,
}


def in_pipes(rows, border="| ", rule="|---|"):
    lines = []
    for cells in rows:
        if len(cells) == 1:
            lines.append(cells[0])
            continue
        lines.append(f"{border}{' | '.join(cells)}{border[::-1]}")
        if cells[0] == "项目名称":
            lines.append(rule * len(cells))
    return "\n".join(lines)


def aligned(rows, gap="  ", right=False):
    width = max(len(cells) for cells in rows)
    tables = [cells for cells in rows if len(cells) > 1]
    widths = [
        max((display_width(c[i]) for c in tables if i < len(c)), default=0) for i in range(width)
    ]
    lines = []
    for cells in rows:
        if len(cells) == 1:
            lines.append(cells[0])
            continue
        padded = []
        for cell, wide in zip(cells, widths):
            blank = " " * (wide - display_width(cell))
            is_number = cell.replace(",", "").isdigit()
            padded.append(blank + cell if right and is_number else cell + blank)
        lines.append(gap.join(padded).rstrip())
    return "\n".join(lines)


LAYOUTS = {
    "tabs": FORM,
    "pipes": in_pipes(TABLE),
    "pipes without border": in_pipes(TABLE, border=""),
    "box": in_pipes(TABLE, border="│ ", rule="├──┤").replace(" | ", " │ "),
    "aligned": aligned(TABLE),
    "aligned right": aligned(TABLE, right=True),
    "aligned wide": aligned(TABLE, gap="      "),
    "two blanks": FORM.replace("→", "  "),
    "full-width blanks": FORM.replace("→", "\u3000\u3000"),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_the_same_facts(layout: str) -> None:
    assert facts(LAYOUTS[layout]) == EXPECTED


def test_a_cell_a_line_gives_the_same_facts() -> None:
    lines = [cell for cells in TABLE for cell in cells if cell]
    assert facts("\n".join(lines)) == EXPECTED


def test_a_cell_a_line_with_a_blank_goal_says_so_and_guesses_none() -> None:
    lines = [c for cells in TABLE for c in cells if c and c != "三年内体检全覆盖。"]
    content = read("\n".join(lines))
    (form,) = content.rows["forms"]
    assert (form.total_goal_text, form.annual_goal_text) == (None, None)
    assert ("goals_not_told_apart", "完成体检 4200 人。") in issues(content)
    assert _status(content)[0] == "partial"


def test_a_cell_a_line_with_a_blank_target_below_a_whole_row_stays_blank() -> None:
    lines = [c for cells in TABLE for c in cells if c and c != ">=9000份"]
    content = read("\n".join(lines))
    assert [(r.indicator_name, r.target_text) for r in content.rows["indicators"]] == [
        ("体检人数", ">=4200人"),
        ("发放材料数", None),
        ("人均成本", "<=80元"),
        ("老人满意度", ">=95%"),
    ]
    assert ("blank_target", "发放材料数") in issues(content)


def test_a_cell_a_line_with_a_blank_target_above_a_part_of_a_name_reads_neither() -> None:
    lines = [c for cells in TABLE for c in cells if c and c != ">=4200人"]
    content = read("\n".join("数" if line == "发放材料数" else line for line in lines))
    names = [row.indicator_name for row in content.rows["indicators"]]
    assert names == ["人均成本", "老人满意度"]
    assert "lines_not_told_apart" in dict(issues(content))
    assert _status(content)[0] == "partial"


@pytest.mark.parametrize(
    "text",
    [
        "本项目  由某局实施。",
        "甲|乙",
        "第一条　总则\n\n第二条　附则",
        "　　本项目由某局实施，\n　　资金由财政安排。",
    ],
)
def test_blanks_and_pipes_in_a_paragraph_make_no_table(text: str) -> None:
    assert cut_lines(text.split("\n")) == {}


FOREIGN = """省级部门预算项目支出绩效目标表
（2024年度）
项目名称→绿道养护→→→→
主管部门→321-某县住房和城乡建设局→预算单位→某县园林管理所→→
年度资金总额（万元）→1,250.00→其中：财政拨款（万元）→1,000.00→→
年度总体目标→完成养护。→→→→
一级指标→二级指标→三级指标→权重→指标性质→指标值
产出→数量→绿道长度→30→≥→8公里
→质量→合格率→30→=→100%
效益→社会效益→受益人数→30→≥→3万人
"""


def test_the_columns_of_other_provinces_are_read_by_their_headings() -> None:
    content = read(FOREIGN)
    assert amounts(content) == {
        "proposed.annual.total": "12500000.00",
        "proposed.annual.fiscal": "10000000.00",
    }
    found = [(r.indicator_name, r.target_text, int(r.weight)) for r in content.rows["indicators"]]
    assert found == [
        ("绿道长度", "≥8公里", 30),
        ("合格率", "=100%", 30),
        ("受益人数", "≥3万人", 30),
    ]
    assert _status(content)[0] == "loaded"


def test_another_layout_whose_cells_moved_is_set_aside_and_names_its_labels() -> None:
    content = read(FOREIGN.replace("→质量→合格率→30→=→100%", "→质量→→合格率→30→=→100%"))
    assert _status(content)[0] == "partial"
    (issue,) = (r for r in content.rows["read_issues"] if r.issue_code == "unknown_labels")
    assert "权重" in issue.message_text
    assert "指标性质" in issue.message_text
    assert not content.rows["funding"]
    assert not content.rows["indicators"]
    (form,) = content.rows["forms"]
    assert (form.project_name, form.unit_name) == ("绿道养护", "某县园林管理所")
    kinds = {r.number_text: r.place_kind for r in content.rows["number_places"]}
    assert kinds["1,250.00"] == kinds["100"] == "issue"


COVERED_LEFT_OUT = """项目支出绩效目标申报表
（2024年度）
项目名称→绿道养护→主管部门→某县住房和城乡建设局
项目资金（万元）→项目资金总额→1,400.00→年度资金申请总额→1,250.00
其中：财政资金→1,100.00→其中：当年财政拨款→1,000.00
上年结转资金→50.00
其他资金→300.00→其他资金→200.00
绩效目标→项目总目标→年度总体目标
建成绿道。→完成养护。
绩效指标→一级指标→二级指标→三级指标→指标值
产出指标→数量指标→绿道长度→≥8公里
养护次数→≥12次
质量指标→合格率→=100%
效益指标→社会效益指标→受益人数→≥3万人
"""


def test_lines_that_leave_out_covered_cells_are_moved_to_their_columns() -> None:
    content = read(COVERED_LEFT_OUT)
    assert amounts(content) == {
        "proposed.project_total.total": "14000000.00",
        "proposed.annual.total": "12500000.00",
        "proposed.project_total.fiscal": "11000000.00",
        "proposed.annual.fiscal": "10000000.00",
        "proposed.annual.carryover": "500000.00",
        "proposed.project_total.other": "3000000.00",
        "proposed.annual.other": "2000000.00",
    }
    (form,) = content.rows["forms"]
    assert (form.total_goal_text, form.annual_goal_text) == ("建成绿道。", "完成养护。")
    rows = content.rows["indicators"]
    assert [(r.level1_name, r.level2_name, r.indicator_name, r.target_text) for r in rows] == [
        ("产出指标", "数量指标", "绿道长度", "≥8公里"),
        ("产出指标", "数量指标", "养护次数", "≥12次"),
        ("产出指标", "质量指标", "合格率", "=100%"),
        ("效益指标", "社会效益指标", "受益人数", "≥3万人"),
    ]


def test_a_text_with_labels_but_no_form_names_them() -> None:
    content = read("项目名称→绿道养护\n主管部门→某局\n实施单位→某所\n")
    status, reason = _status(content)
    assert status == "no_forms"
    assert reason is not None
    assert "项目名称, 主管部门, 实施单位" in reason


def test_in_a_form_of_a_cell_a_line_a_name_ends_where_any_label_stands() -> None:
    lines = (
        "项目支出绩效自评表\n（2024年度）\n项目名称\n窗口外包\n主管部门\n某区政务局\n项目单位\n某区政务中心\n"
        "资金情况 （万元）\n资金来源\n预算数\n到位数\n执行数\n执行率\n得分\n总额\n472.18\n469.05\n99.33%\n9.93\n"
        "一级指标\n二级指标\n三级指标\n年度指标值\n实际完成值\n分值\n得分\n产出指标\n数量指标\n窗口数量\n45个\n45个\n10\n10\n"
    )
    (form,) = read(lines).rows["forms"]
    assert (form.project_name, form.department_name, form.unit_name) == (
        "窗口外包",
        "某区政务局",
        "某区政务中心",
    )
