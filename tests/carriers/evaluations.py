"""Layouts of self-evaluations of other provinces and bodies."""

from collections.abc import Sequence
from dataclasses import replace

from tests.carriers.blocks import Block, Cell, Paragraph, Row, banded, row, table
from tests.carriers.columns import (
    ACTUAL,
    NAME,
    OPERATOR,
    REMARK,
    SCORE,
    TARGET,
    UNIT,
    VALUE,
    WEIGHT,
    Column,
    cell_of,
    in_parts,
    indicator_rows,
    named,
    weighed_levels,
)
from tests.carriers.facts import (
    PHASES,
    RESULT,
    SOURCES,
    Form,
    Key,
    printed,
    printed_money,
)
from tests.carriers.layouts import Page, layout, left, text, titles


def result_money(
    form: Form, phases: Sequence[str], headings: Sequence[str], labels: Sequence[str], dash: str
) -> list[Row]:
    """The money block of a self-evaluation with the given phases."""
    cell, rate = cell_of(form), form.execution
    assert rate is not None
    made = [row("", *headings)]
    for label, source in zip(labels, SOURCES):
        texts = [cell((phase, "annual", source)) for phase in phases]
        weights = (rate.weight, rate.rate, rate.score) if source == "total" else (dash,) * 3
        made.append(row(label, *texts, *weights))
    return made


def evaluation_form(
    form: Form, keys: tuple[Key, ...] = RESULT, unit: str = "万元", **changed: object
) -> Form:
    """What a self-evaluation shows: both results, money of the keys, scored indicators."""
    shown = {"form_type": "self_evaluation", "money": printed_money(form, keys, unit)}
    fields = ("fiscal_year", "department", "unit", "expected_result", "actual_result")
    scored = ("indicators", "execution", "total_score")
    return printed(form, *fields, *scored, **(shown | changed))


def percented(form: Form) -> Form:
    """The form with the sign in the execution rate."""
    assert form.execution is not None
    return replace(form, execution=replace(form.execution, rate=f"{form.execution.rate}%"))


@layout("central-self-evaluation", "self_evaluation")
def central_self_evaluation(project: Form) -> Page:
    """项目支出绩效自评表 of a central body: rate with its sign, a band before the indicators."""
    form = percented(evaluation_form(project))
    headings = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
    labels = ("年度资金总额", "其中：当年财政拨款", "上年结转资金", "其他资金")
    money = [
        [widened_first(cells), *cells[1:]]
        for cells in result_money(form, PHASES, headings, labels, "—")
    ]
    goals = [
        row(("预期目标", 4), ("实际完成情况", 4)),
        row(left(form.expected_result, 4), left(form.actual_result, 4)),
    ]
    lines = indicator_rows(form, [NAME, named(TARGET, "年度指标值"), ACTUAL, WEIGHT, SCORE, REMARK])
    rows = [
        row("项目名称", (text(form.project_name), 8)),
        row("主管部门", (text(form.department), 4), "实施单位", (text(form.unit), 3)),
        *banded("项目资金\n（万元）", money),
        *banded("年度总体目标", goals),
        *banded("绩\n效\n指\n标", lines),
        row(("总分", 6), "100", text(form.total_score), ""),
    ]
    widths = (0.9, 1.2, 1.4, 2.1, 1.3, 1.3, 0.8, 1.0, 1.8)
    return [*titles("项目支出绩效自评表", form), table(rows, widths)], form


def widened_first(cells: Row) -> Cell:
    """The first cell of a row over two columns."""
    return replace(cells[0], column_span=2)


@layout("province-two-phases-self-evaluation", "self_evaluation")
def two_phases(project: Form) -> Page:
    """全年预算数(A) and 全年执行数(B) only; 分值 before the values; weights in level names."""
    keys = tuple(key for key in RESULT if key[0] != "approved")
    form = percented(evaluation_form(project, keys))
    headings = ("全年预算数（A）", "全年执行数（B）", "分值", "执行率（B/A）", "得分")
    labels = ("年度资金总额", "其中：本年财政拨款", "上年结转资金", "其他资金")
    money = [
        [widened_first(cells), *cells[1:]]
        for cells in result_money(form, PHASES[1:], headings, labels, "/")
    ]
    goals = [
        row(("年初设定目标", 4), ("年度总体目标完成情况综述", 4)),
        row(left(form.expected_result, 4), left(form.actual_result, 4)),
    ]
    columns = [
        NAME,
        WEIGHT,
        named(TARGET, "指标值"),
        named(ACTUAL, "全年实际完成值"),
        SCORE,
        named(REMARK, "未完成原因和改进措施"),
    ]
    lines = indicator_rows(form, columns, weighed_levels(form))
    rows = [
        row("项目名称", (text(form.project_name), 7)),
        row("主管部门", (text(form.department), 3), "项目单位", (text(form.unit), 3)),
        *banded("项目资金\n（万元）", money),
        *goals,
        *lines,
        row(("总分", 3), "100", ("", 2), text(form.total_score), ""),
    ]
    return [
        *titles("财政项目支出绩效自评表", form),
        table(rows, (1.3, 1.4, 2.2, 0.8, 1.3, 1.3, 0.9, 1.8)),
    ], form


@layout("province-yuan-self-evaluation", "self_evaluation")
def yuan_self_evaluation(project: Form) -> Page:
    """Amounts in 元 with the unit above the table; operator, value and unit in three columns."""
    parts = tuple(in_parts(item) for item in project.indicators)
    form = evaluation_form(project, unit="元", indicators=parts)
    headings = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率（%）", "得分")
    labels = ("年度资金总额", "其中：财政拨款", "上年结转资金", "其他资金")
    money = [[*cells, Cell()] for cells in result_money(form, PHASES, headings, labels, "-")]
    money = [[*cells[:-2], replace(cells[-2], column_span=2)] for cells in money]
    columns = [NAME, OPERATOR, VALUE, UNIT, ACTUAL, WEIGHT, SCORE]
    rows = [
        row("项目名称", (text(form.project_name), 4), "实施单位", (text(form.unit), 3)),
        row("主管部门", (text(form.department), 8)),
        *banded("预算执行情况", money),
        row("年度预期目标", left(form.expected_result, 8)),
        row("实际完成情况", left(form.actual_result, 8)),
        *indicator_rows(form, columns),
        row(("合计", 7), "100", text(form.total_score)),
    ]
    form = replace(form, indicators=tuple(replace(item, remark=None) for item in form.indicators))
    blocks: list[Block] = [
        Paragraph(f"{form.fiscal_year}年度项目自评表", "title"),
        Paragraph("单位：元", "right"),
        table(rows, (1.2, 1.4, 2.2, 0.9, 1.0, 0.9, 1.2, 0.8, 0.8)),
    ]
    return blocks, form


@layout("arrived-money-self-evaluation", "self_evaluation")
def arrived_money(project: Form) -> Page:
    """预算数, 到位数 and 执行数: only the last has a phase that is certain."""
    form = percented(evaluation_form(project, RESULT[8:]))
    before = dict(printed_money(project, RESULT[4:8], "万元"))
    rate = form.execution
    assert rate is not None
    money = [row(("资金来源", 2), "预算数", "到位数", "执行数", "执行率", "得分")]
    for label, source in zip(("总额", "财政拨款", "上年结转", "其他资金"), SOURCES):
        budget = before.get(("adjusted", "annual", source))
        shown = budget.text if budget else ""
        marks = (rate.rate, rate.score) if source == "total" else ("", "")
        money.append(
            row((label, 2), shown, shown, cell_of(form)(("executed", "annual", source)), *marks)
        )
    lines = indicator_rows(form, [NAME, named(TARGET, "目标值"), ACTUAL, WEIGHT, SCORE])
    rows = [
        row("项目名称", (text(form.project_name), 7)),
        row("主管部门", (text(form.department), 3), "项目单位", (text(form.unit), 3)),
        *banded("资金情况\n（万元）", money),
        row("预期目标", left(form.expected_result, 7)),
        row("目标实际完成情况", left(form.actual_result, 7)),
        *banded("绩效指标", lines),
        row(("总分", 6), "100", text(form.total_score)),
    ]
    form = without_remarks(replace(form, unsettled=RESULT[:8]))
    form = replace(form, execution=replace(rate, weight=""))
    return [
        *titles("预算项目绩效自评表", form),
        table(rows, (1.1, 1.2, 1.4, 2.2, 1.3, 1.3, 0.9, 0.9)),
    ], form


def without_remarks(form: Form) -> Form:
    """The form without the column of remarks."""
    return replace(form, indicators=tuple(replace(item, remark=None) for item in form.indicators))


@layout("reason-columns-self-evaluation", "self_evaluation")
def reason_columns(project: Form) -> Page:
    """Headings in two rows: reasons of deviation as ticked columns and a text."""
    form = evaluation_form(project, RESULT)
    headings = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率（%）", "得分")
    money = [
        [*cells[:6], replace(cells[6], column_span=4)]
        for cells in result_money(
            form,
            PHASES,
            headings,
            ("年度资金总额", "当年财政拨款", "上年结转资金", "其他资金"),
            "-",
        )
    ]
    single = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分")
    reasons = ("经费保障", "人员保障", "其他", "原因说明")
    top = [*[Cell(name, row_span=2) for name in single], Cell("偏差原因分析", column_span=4)]
    tick: Column = ("", 1, lambda item: "√" if item.remark else "")
    empty: Column = ("", 1, lambda _: "")
    columns = [NAME, TARGET, ACTUAL, WEIGHT, SCORE, empty, empty, tick, REMARK]
    rows = [
        row("项目名称", (text(form.project_name), 10)),
        row("主管部门", (text(form.department), 4), "实施单位", (text(form.unit), 5)),
        *banded("项目资金\n（万元）", money),
        row("预期目标", left(form.expected_result, 10)),
        row("实际完成情况", left(form.actual_result, 10)),
        top,
        row(*reasons),
        *indicator_rows(form, columns)[1:],
        row(("总分", 5), "100", text(form.total_score), ("", 4)),
    ]
    widths = (1.1, 1.3, 2.0, 1.3, 1.3, 0.8, 0.9, 0.8, 0.8, 0.8, 1.8)
    return [*titles("项目支出绩效自评表", form), table(rows, widths)], form


@layout("score-above-self-evaluation", "self_evaluation")
def score_above(project: Form) -> Page:
    """Total score and rating in the header, money in 元 with the unit in its labels."""
    form = evaluation_form(project, RESULT, unit="元", rating=project.rating)
    headings = (
        "年初预算数（元）",
        "全年预算数（元）",
        "全年执行数（元）",
        "权重",
        "执行率（%）",
        "得分",
    )
    labels = ("年度资金总额", "其中：财政资金", "上年结转资金", "其他资金")
    lines = indicator_rows(form, [NAME, named(WEIGHT, "权重"), TARGET, ACTUAL, SCORE, REMARK])
    rows = [
        row(
            "项目名称",
            (text(form.project_name), 3),
            "自评总分",
            text(form.total_score),
            "评分等级",
            text(form.rating),
        ),
        row("主管部门", (text(form.department), 3), "实施单位", (text(form.unit), 3)),
        *banded("预算执行", result_money(form, PHASES, headings, labels, "")),
        row("年度绩效目标", left(form.expected_result, 7)),
        row("完成情况", left(form.actual_result, 7)),
        *lines,
    ]
    widths = (1.2, 1.5, 2.1, 1.3, 1.3, 1.3, 1.0, 1.6)
    return [*titles("部门预算项目支出绩效自评表", form), table(rows, widths)], form


@layout("reviewed-score-self-evaluation", "self_evaluation")
def reviewed_score(project: Form) -> Page:
    """The finance office's score beside the unit's own; lines of each source below each other."""
    form = without_remarks(evaluation_form(project, RESULT))
    headings = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率（%）", "自评得分")
    labels = ("年度资金总额", "其中：财政拨款", "上年结转资金", "其他资金")
    money = result_money(form, PHASES, headings, labels, "—")
    reviewed: Column = ("财政审核评分", 1, lambda item: text(item.score))
    columns = [
        NAME,
        named(TARGET, "年度指标值"),
        ACTUAL,
        WEIGHT,
        named(SCORE, "自评得分"),
        reviewed,
    ]
    rows = [
        row("项目名称", (text(form.project_name), 7)),
        row("主管部门", (text(form.department), 3), "实施单位", (text(form.unit), 3)),
        *banded("项目资金\n（万元）", money),
        *banded(
            "年度总体目标",
            [
                row(("预期目标", 3), ("实际完成情况", 4)),
                row(left(form.expected_result, 3), left(form.actual_result, 4)),
            ],
        ),
        *indicator_rows(form, columns),
        row(("总分", 5), "100", text(form.total_score), "90.00"),
    ]
    return [
        *titles("项目支出绩效自评表", form),
        table(rows, (1.2, 1.4, 2.3, 1.4, 1.4, 0.9, 1.1, 1.1)),
    ], form
