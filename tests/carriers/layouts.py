"""The layouts of forms: each turns a project into blocks and says what is then printed.

A layout is a function from a `Form` to its blocks and the `Form` that a reader of the page sees.
The four here are those of the committed filings; further ones stand in `variants.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from tests.carriers.blocks import Block, Cell, Paragraph, Row, banded, leveled, row, table
from tests.carriers.facts import (
    REQUEST,
    RESULT,
    Form,
    Indicator,
    changed_indicators,
    printed,
    printed_money,
    without_result,
)

Page = tuple[list[Block], Form]
HEADER = ("fiscal_year", "department", "unit", "start_date", "end_date")
NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True)
class Layout:
    """A layout with its name and the kind of form it prints."""

    name: str
    form_type: str
    build: Callable[[Form], Page]


LAYOUTS: dict[str, Layout] = {}


def layout(name: str, form_type: str) -> Callable[[Callable[[Form], Page]], Callable[[Form], Page]]:
    """Enters a function in `LAYOUTS`."""

    def entered(build: Callable[[Form], Page]) -> Callable[[Form], Page]:
        LAYOUTS[name] = Layout(name, form_type, build)
        return build

    return entered


def text(value: str | None) -> str:
    """The text of a value; empty for None."""
    return value or ""


def titles(title: str, form: Form, pattern: str = "（{}年度）") -> list[Block]:
    """The title of a form and the year below it."""
    return [Paragraph(title, "title"), Paragraph(pattern.format(form.fiscal_year), "subtitle")]


def levels(form: Form) -> list[tuple[str, str]]:
    """Level 1 and 2 of every indicator."""
    return [(text(item.level1), text(item.level2)) for item in form.indicators]


def left(words: str | None, span: int = 1, rows: int = 1) -> Cell:
    """A cell of running text."""
    return Cell(text(words), rows, span, "left")


def request_rows(form: Form, labels: tuple[str, ...], wide: int = 1) -> list[Row]:
    """The money block of a request: project total at the left, annual money at the right."""
    total, fiscal, other, annual, appropriation, carryover, rest = labels
    cell = {key[1:]: money.text for key, money in form.money}.get
    return [
        row(
            total,
            cell(("project_total", "total"), ""),
            annual,
            (cell(("annual", "total"), ""), wide),
        ),
        row(
            fiscal,
            cell(("project_total", "fiscal"), ""),
            appropriation,
            (cell(("annual", "fiscal"), ""), wide),
        ),
        row("", "", carryover, (cell(("annual", "carryover"), ""), wide)),
        row(
            other, cell(("project_total", "other"), ""), rest, (cell(("annual", "other"), ""), wide)
        ),
    ]


REQUEST_LABELS = (
    "项目资金总额",
    "其中：财政资金",
    "其他资金",
    "年度资金申请总额",
    "其中：当年财政拨款",
    "上年结转资金",
    "其他资金",
)
SPACED_LABELS = (
    "项目资金总额:",
    "其中: 财政资金",
    "其他资金",
    "年度资金申请总额:",
    "其中: 当年财政拨款",
    "上年结转资金",
    "其他资金",
)


def target_rows(form: Form, heading: Row, name_span: int) -> list[Row]:
    """Column headings, then a row for each indicator: name and target."""
    rest = [row(left(item.name, name_span), item.target) for item in form.indicators]
    return [heading, *leveled(levels(form), rest)]


def request_form(form: Form, *fields: str, unit: str = "元", pattern: str | None = None) -> Form:
    """What a target form of Shanghai shows of a project."""
    return printed(
        form,
        *HEADER,
        "recurrence",
        "total_goal",
        "annual_goal",
        *fields,
        form_type="target",
        money=printed_money(form, REQUEST, unit, pattern),
        indicators=changed_indicators(form, without_result),
    )


@layout("shanghai-2021-target", "target")
def shanghai_2021(project: Form) -> Page:
    """财政项目支出绩效目标申报表 of 2021: amounts without decimals, goals under the years."""
    form = request_form(project, pattern="1,234")
    year = f"({form.fiscal_year}年 - {form.fiscal_year}年)"
    goals = [
        row(("项目总目标", 2), ("年度总目标", 3)),
        row((year, 2), ("", 3)),
        row(left(form.total_goal, 2), left(form.annual_goal, 3)),
    ]
    heading = row("一级指标", "二级指标", ("三级指标", 2), "指标目标值")
    rows = [
        row("项目名称", (form.project_name or "", 2), "项目类别", (text(form.recurrence), 2)),
        row("主管部门", (text(form.department), 2), "实施单位", (text(form.unit), 2)),
        row("计划开始日期", (text(form.start_date), 2), "计划完成日期", (text(form.end_date), 2)),
        *banded("项目资金", request_rows(form, REQUEST_LABELS, 2)),
        *banded("项目\n绩效\n目标", goals),
        *banded("绩效\n指标", target_rows(form, heading, 2)),
    ]
    blocks = [
        *titles("财政项目支出绩效目标申报表", form),
        table(rows, (1.3, 1.6, 1.8, 1.7, 1.3, 1.5)),
    ]
    return blocks, form


def narrative(form: Form) -> list[Block]:
    """项目经费情况说明 with its seven headings; the last one is the form itself."""
    blocks: list[Block] = [Paragraph(f"项目经费情况说明--{form.project_name}", "title")]
    for section in form.sections:
        heading = f"{NUMERALS[section.number - 1]}、{section.name}"
        blocks += [Paragraph(heading, "heading"), Paragraph(section.text)]
    blocks.append(Paragraph("六、年度预算安排", "heading"))
    return [*blocks, *cost_tables(form), Paragraph("七、绩效目标", "heading")]


def cost_tables(form: Form) -> list[Block]:
    """One table for each group of cost items, its name in the first heading."""
    blocks: list[Block] = []
    for group in dict.fromkeys(item.group for item in form.cost_items):
        heading = row(f"{group}项目组成" if group else "项目组成", "数量", "单价", "资金需求")
        rows = [
            row(left(item.name), item.quantity, item.unit_price, item.amount)
            for item in form.cost_items
            if item.group == group
        ]
        blocks.append(table([heading, *rows], (3, 1.2, 1.4, 1.6), heading_rows=1))
    return blocks


def shanghai_2023_blocks(form: Form) -> list[Block]:
    """财政项目支出绩效目标填报表 of 2023, without its narrative."""
    year = f"({form.fiscal_year} 年- {form.fiscal_year} 年)"
    goals = [
        row((f"项目总目标\n{year}", 2), ("年度总目标", 2)),
        row(left(form.total_goal, 2), left(form.annual_goal, 2)),
    ]
    heading = row("一级指标", "二级指标", "三级指标", "年度指标值")
    rows = [
        row("项目名称", (form.project_name or "", 2), "项目类别", text(form.recurrence)),
        row("主管部门", (text(form.department), 2), "实施单位", text(form.unit)),
        row("计划开始日期", (text(form.start_date), 2), "计划完成日期", text(form.end_date)),
        *banded("项目资金\n(元)", request_rows(form, REQUEST_LABELS)),
        *banded("项目\n绩效\n目标", goals),
        *banded("绩效\n指标", target_rows(form, heading, 1)),
    ]
    made = table(rows, (1.1, 1.5, 1.7, 2.4, 1.7))
    return [*titles("财政项目支出绩效目标填报表", form, "({}年度)"), made]


@layout("shanghai-2023-target", "target")
def shanghai_2023(project: Form) -> Page:
    """填报表 of 2023; projects with sections print their narrative before it."""
    form = request_form(project, "sections", "cost_items", pattern="1234")
    before = narrative(form) if form.sections else []
    return [*before, *shanghai_2023_blocks(form)], form


@layout("shanghai-2026-target", "target")
def shanghai_2026(project: Form) -> Page:
    """申报表 of 2026: 项目性质 beside 项目类别, project totals and the total goal blank."""
    annual = REQUEST[3:]
    form = request_form(project, "expenditure_category")
    form = printed(
        form,
        *[name for name in form.__dataclass_fields__ if name not in ("money", "total_goal")],
        money=printed_money(project, annual, "元", "1,234.00"),
    )
    goals = [
        row(("项目总目标", 2), ("年度总体目标", 3)),
        row(left("", 2), left(form.annual_goal, 3)),
    ]
    heading = row("一级指标", "二级指标", ("三级指标", 2), "年度(/项目)指标值")
    rows = [
        row(
            "项目名称",
            form.project_name or "",
            "项目性质",
            text(form.recurrence),
            "项目类别",
            text(form.expenditure_category),
        ),
        row("主管部门", text(form.department), "实施单位", (text(form.unit), 3)),
        row("计划开始日期", text(form.start_date), "计划完成日期", (text(form.end_date), 3)),
        *banded("项目资金\n（元）", [spread(cells) for cells in request_rows(form, SPACED_LABELS)]),
        *banded("项目绩效目标", goals),
        *banded("绩效指标", target_rows(form, heading, 2)),
    ]
    blocks = [
        *titles("财政项目支出绩效目标申报表", form, "({} 年度)"),
        table(rows, (1.2, 2.2, 1.5, 1.5, 1.2, 1.8)),
    ]
    return blocks, form


def spread(cells: Row) -> Row:
    """Four money cells over five columns: the right label takes two."""
    return [*cells[:2], Cell(cells[2].text, column_span=2), cells[3]]


RESULT_LABELS = ("年度资金总额：", "其中：当年财政拨款", "上年结转资金", "其他资金")


def result_rows(form: Form, dash: str = "-") -> list[Row]:
    """The money block of a self-evaluation: three phases, weight, rate and score."""
    cell = dict(form.money).get
    rate = form.execution
    assert rate is not None
    heading = row("", "年初预算数", "全年预算数", "全年执行数", "分数", "执行率(%)", "得分")
    made = [heading]
    for label, source in zip(RESULT_LABELS, ("total", "fiscal", "carryover", "other")):
        amounts = [
            cell((phase, "annual", source)) for phase in ("approved", "adjusted", "executed")
        ]
        texts = [money.text if money else "" for money in amounts]
        is_total = source == "total"
        weights = (rate.weight, rate.rate, rate.score) if is_total else (dash, dash, dash)
        made.append(row(label, *texts, *weights))
    return made


def result_indicator_rows(form: Form) -> list[Row]:
    """A row for each indicator of a self-evaluation, from name to remark."""
    return [
        row(left(item.name), item.target, *result_cells(item), left(item.remark))
        for item in form.indicators
    ]


def result_cells(item: Indicator) -> tuple[str, str, str]:
    """Actual, weight and score of an indicator."""
    return text(item.actual), text(item.weight), text(item.score)


def result_form(form: Form, *fields: str, unit: str = "万元", pattern: str | None = None) -> Form:
    """What a self-evaluation shows of a project."""
    return printed(
        form,
        "fiscal_year",
        "department",
        "unit",
        "expected_result",
        "actual_result",
        "indicators",
        "execution",
        "total_score",
        *fields,
        form_type="self_evaluation",
        money=printed_money(form, RESULT, unit, pattern),
    )


@layout("shanghai-2023-self-evaluation", "self_evaluation")
def shanghai_self_evaluation(project: Form) -> Page:
    """财政项目支出绩效自评表 of 2023 in 万元: no band before the indicators, 评分等级 below."""
    form = result_form(project, "rating")
    goals = [
        row(("预期目标", 3), ("实际完成情况", 4)),
        row(left(form.expected_result, 3), left(form.actual_result, 4)),
    ]
    heading = row(
        "一级指标",
        "二级指标",
        "三级指标",
        "年度指标值",
        "实际完成值",
        "分值",
        "得分",
        "偏差原因分析及改进措施",
    )
    rows = [
        row("项目名称", (form.project_name or "", 7)),
        row("主管部门", (text(form.department), 3), "实施单位", (text(form.unit), 3)),
        *banded("项目资金\n（万元）", result_rows(form)),
        *banded("年度总体目标", goals),
        heading,
        *leveled(levels(form), result_indicator_rows(form)),
        row(("总分", 5), "100.00", text(form.total_score), ""),
        row("评分等级", (text(form.rating), 7)),
    ]
    widths = (1.2, 1.5, 2.3, 1.5, 1.5, 1.0, 1.0, 1.8)
    return [*titles("财政项目支出绩效自评表", form, "（{} 年度）"), table(rows, widths)], form
