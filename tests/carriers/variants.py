"""Target layouts of other provinces and bodies, of one form each."""

from collections.abc import Callable
from dataclasses import replace

from tests.carriers.blocks import Block, Cell, Paragraph, Row, banded, row, table
from tests.carriers.columns import (
    ANNUAL,
    NAME,
    OPERATOR,
    SHOWN,
    TARGET,
    UNIT,
    VALUE,
    WEIGHT,
    Column,
    bare_levels,
    cell_of,
    coded,
    in_parts,
    indicator_rows,
    money_column,
    named,
    target_form,
    weighed_levels,
    wide,
    without_score,
)
from tests.carriers.facts import (
    REQUEST,
    SOURCES,
    Form,
    Indicator,
    without_result,
)
from tests.carriers.layouts import Page, layout, left, levels, text, titles


@layout("province-two-spans-target", "target")
def two_spans(project: Form) -> Page:
    """中期 beside 年度 in money, goals and indicators; the indicators of 中期 are blank."""
    keys = tuple(key for key in REQUEST if key[2] != "carryover")
    shown = (*SHOWN[:3], "code", "total_goal", "annual_goal")
    form = target_form(project, *shown, keys=keys, recurrence="新增项目□ 延续项目√")
    year = form.fiscal_year or 0
    goals = [
        row((f"中期目标（{year}年-{year + 2}年）", 4), ("年度目标", 3)),
        row(left(form.total_goal, 4), left(form.annual_goal, 3)),
    ]
    blank: list[Column] = [(name, 1, lambda _: "") for name in ("二级指标", "三级指标", "指标值")]
    second: Column = ("二级指标", 1, lambda item: text(item.level2))
    ones = [(text(item.level1),) for item in form.indicators]
    lines = indicator_rows(form, [*blank, second, NAME, TARGET], ones, ("一级指标",))
    department = coded(project.department_code, form.department, "[{}]{}")
    rows = [
        row(("项目名称", 2), (text(form.project_name), 3), "项目编码", (text(form.code), 2)),
        row(("主管部门及代码", 2), (department, 3), "实施单位", (text(form.unit), 2)),
        row(("项目属性", 2), ("新增项目□ 延续项目√", 3), "项目期", ("3年", 2)),
        *banded("项目资金\n（万元）", two_span_money(form)),
        *banded("总体目标", goals),
        *banded("绩效指标", lines),
    ]
    widths = (0.9, 1.2, 0.9, 0.9, 0.9, 1.3, 1.9, 1.3)
    return [*titles("项目支出绩效目标申报表", form), table(rows, widths)], form


def two_span_money(form: Form) -> list[Row]:
    """Money of 中期 beside money of 年度, a row for each source."""
    cell = cell_of(form)
    heads = {"total": "{}资金总额：", "fiscal": "其中：财政拨款", "other": "其他资金"}
    return [
        row(
            (head.format("中期"), 2),
            (cell(("proposed", "project_total", source)), 2),
            (head.format("年度"), 2),
            cell(("proposed", "annual", source)),
        )
        for source, head in heads.items()
    ]


@layout("province-three-cells-target", "target")
def three_cells(project: Form) -> Page:
    """Operator, value and unit in three columns, then the weight; unit above the table."""
    form = target_form(
        project, "fiscal_year", "department", "unit", "annual_goal", "code",
        keys=ANNUAL, unit="元", weights=True,
        indicators=tuple(in_parts(without_score(item)) for item in project.indicators),
    )  # fmt: skip
    lines = indicator_rows(form, [NAME, OPERATOR, VALUE, UNIT, named(WEIGHT, "分值权重")])
    labels = ("年度预算资金总额", "其中：财政拨款", "上年结转", "其他资金")
    rows = [
        row("项目名称", (text(form.project_name), 3), "项目编码", (text(form.code), 3)),
        row("主管部门", (text(form.department), 3), "实施单位", (text(form.unit), 3)),
        *banded("项目资金", [[*cells[:1], *cells[1:]] for cells in money_column(form, labels, 6)]),
        row("年度绩效目标", left(form.annual_goal, 7)),
        *banded("绩效指标", lines),
    ]
    blocks: list[Block] = [
        Paragraph(f"{form.fiscal_year}年度部门预算项目绩效目标表", "title"),
        Paragraph("金额单位：元", "right"),
        table(rows, (1.0, 1.4, 1.4, 2.2, 0.9, 1.0, 1.0, 0.9)),
    ]
    return blocks, form


@layout("province-weight-first-target", "target")
def weight_first(project: Form) -> Page:
    """分值 before the value, level weights inside the level names, units in each money cell."""
    form = target_form(
        project,
        "fiscal_year",
        "department",
        "unit",
        "total_goal",
        "annual_goal",
        "recurrence",
        keys=ANNUAL,
        weights=True,
    )
    cell = cell_of(form)
    money = [
        row(label, (with_unit(cell(("proposed", "annual", source))), 4))
        for label, source in zip(("年度资金总额", "财政拨款", "上年结转资金", "其他资金"), SOURCES)
    ]
    lines = indicator_rows(form, [NAME, WEIGHT, TARGET], weighed_levels(form))
    rows = [
        row("项目名称", (text(form.project_name), 5)),
        row("主管部门", (text(form.department), 2), "项目单位", (text(form.unit), 2)),
        row("项目性质", (text(form.recurrence), 5)),
        *banded("项目资金", money),
        row("长期目标", left(form.total_goal, 5)),
        row("年度目标", left(form.annual_goal, 5)),
        *banded("绩效\n指标", lines),
    ]
    return [*titles("项目绩效目标表", form), table(rows, (1.1, 1.6, 1.6, 2.6, 0.8, 1.6))], form


def with_unit(amount: str) -> str:
    """An amount with 万元 behind it; a dash or blank stays."""
    return f"{amount}万元" if any(char.isdigit() for char in amount) else amount


@layout("province-code-in-name-target", "target")
def code_in_name(project: Form) -> Page:
    """Code and name in one cell; satisfaction first, cost last; levels without 指标."""
    turned = replace(project, indicators=by_level(project.indicators))
    form = target_form(
        turned, "fiscal_year", "department", "unit", "annual_goal", "code", keys=ANNUAL[:2]
    )
    cell = cell_of(form)
    lines = indicator_rows(form, [NAME, TARGET], bare_levels(form))
    rows = [
        row("项目名称", (coded(form.code, form.project_name, "{}-{}"), 4)),
        row(
            "主管部门",
            coded(project.department_code, form.department, "{}-{}"),
            "预算单位",
            (text(form.unit), 2),
        ),
        row(
            "年度资金总额（万元）", cell(ANNUAL[0]), "其中：财政拨款（万元）", (cell(ANNUAL[1]), 2)
        ),
        row("年度总体目标", left(form.annual_goal, 4)),
        *banded("绩效指标", lines),
    ]
    return [
        *titles("省级部门预算项目支出绩效目标表", form),
        table(rows, (1.3, 1.6, 1.6, 2.6, 1.6)),
    ], form


def by_level(items: tuple[Indicator, ...]) -> tuple[Indicator, ...]:
    """The indicators with level 1 in the opposite order."""
    order = list(dict.fromkeys(item.level1 for item in items))[::-1]
    return tuple(sorted(items, key=lambda item: order.index(item.level1)))


@layout("central-target", "target")
def central(project: Form) -> Page:
    """项目支出绩效目标表 of a central body: money in one column beside 执行率分值."""
    form = target_form(
        project, "fiscal_year", "department", "unit", "annual_goal", keys=ANNUAL, weights=True
    )
    labels = ("年度资金总额：", "其中：财政拨款", "上年结转", "其他资金")
    first, *others = money_column(form, labels, 1)
    money = [
        [*first, Cell("执行率\n分值\n（10）", row_span=4, column_span=2)],
        *others,
    ]
    lines = indicator_rows(form, [NAME, TARGET, named(WEIGHT, "分值权重\n（90）")])
    rows = [
        row(("项目名称", 2), (text(form.project_name), 4)),
        row(
            ("主管部门及代码", 2),
            coded(project.department_code, form.department, "[{}]{}"),
            "实施单位",
            (text(form.unit), 2),
        ),
        *banded("项目资金\n（万元）", money, 2),
        row("年度\n总体\n目标", left(form.annual_goal, 5)),
        *banded("绩\n效\n指\n标", lines),
    ]
    return [*titles("项目支出绩效目标表", form), table(rows, (0.7, 1.5, 1.7, 2.6, 1.6, 1.0))], form


@layout("check-box-target", "target")
def check_boxes(project: Form) -> Page:
    """Check boxes and a period in one cell, template rows left over, instructions below."""
    form = target_form(project, *SHOWN, keys=ANNUAL, unit="元", recurrence="延续项目")
    period = f"{dotted(form.start_date)}-{dotted(form.end_date)}"
    filled = [*indicator_rows(form, [("三级指标", 1, numbered(form)), TARGET])]
    rows = [
        row("项目名称", (text(form.project_name), 4)),
        row("主管部门", (text(form.department), 2), "项目执行单位", text(form.unit)),
        row("项目类型", ("□新增项目 √延续项目", 2), "项目起止时间", period),
        *banded(
            "资金情况\n（元）",
            money_column(form, ("年度资金总额", "其中：财政拨款", "上年结转资金", "其他资金"), 3),
        ),
        row("总体目标", left(form.total_goal, 4)),
        row("年度目标", left(form.annual_goal, 4)),
        *banded("绩效指标", with_template_rows(form, filled)),
    ]
    blocks = [
        *titles("财政支出项目绩效目标申报表", form),
        table(rows, (1.2, 1.5, 1.8, 2.6, 1.8)),
        *instructions(),
    ]
    return blocks, form


def dotted(day: str | None) -> str:
    """`2024-01-01` as `2024.1.1`."""
    return ".".join(str(int(part)) for part in text(day).split("-"))


def numbered(form: Form) -> Callable[[Indicator], str]:
    """The name with its number inside its level 2, `指标1：`."""
    places: dict[int, int] = {}
    for item in form.indicators:
        path = (item.level1, item.level2)
        places[id(item)] = 1 + sum(
            (each.level1, each.level2) == path for each in form.indicators[: len(places)]
        )
    return lambda item: f"指标{places[id(item)]}：{item.name}"


def with_template_rows(form: Form, lines: list[Row]) -> list[Row]:
    """The rows with `指标2：` and `……` of the template left at the end of the last level 2."""
    last_path = levels(form)[-1]
    same = sum(path == last_path for path in levels(form))
    first = len(lines) - same
    ones = sum(path[0] == last_path[0] for path in levels(form))
    grown = [list(cells) for cells in lines]
    grown[len(lines) - ones] = [
        replace(grown[len(lines) - ones][0], row_span=ones + 2),
        *grown[len(lines) - ones][1:],
    ]
    cells = grown[first]
    place = 1 if first == len(lines) - ones else 0
    cells[place] = replace(cells[place], row_span=same + 2)
    return [*grown, row(f"指标{same + 1}：", ""), row("……", "")]


def instructions() -> list[Block]:
    """Filling instructions as templates print them below a form."""
    return [
        Paragraph("填报说明：", "heading"),
        Paragraph("1.“项目名称”应与部门预算一致，不得超过30个字。"),
        Paragraph("2.“年度目标”应说明项目在本年度内预期达到的产出和效果（100字以内）。"),
        Paragraph("3.三级指标不少于8个，其中产出指标不少于4个，满意度指标一般设为≥90%。"),
    ]


@layout("paragraph-header-target", "target")
def paragraph_header(project: Form) -> Page:
    """Header values in lines above a table of goal and indicators with a description column."""
    form = target_form(project, "fiscal_year", "department", "annual_goal", keys=ANNUAL[:1])
    note: Column = ("指标解释", 1, lambda item: f"反映{item.name}情况")
    rows = [
        row("年度目标", left(form.annual_goal, 4)),
        *indicator_rows(form, [named(NAME, "三级指标"), note, TARGET]),
    ]
    blocks: list[Block] = [
        Paragraph(f"{form.fiscal_year}年项目绩效目标表", "title"),
        Paragraph(f"主管部门：{text(form.department)}"),
        Paragraph(f"项目名称：{text(form.project_name)}"),
        Paragraph(f"年度资金总额：{cell_of(form)(ANNUAL[0])}万元"),
        table(rows, (1.2, 1.5, 2.2, 2.4, 1.6)),
    ]
    return blocks, form


@layout("one-level-target", "target")
def one_level(project: Form) -> Page:
    """No level 2 is printed; half of the header stands in one row."""
    form = target_form(
        project, "fiscal_year", "unit", "annual_goal", keys=ANNUAL[:1], unit="元",
        indicators=tuple(replace(without_result(item), level2=None) for item in project.indicators),
    )  # fmt: skip
    ones = [(text(item.level1),) for item in form.indicators]
    lines = indicator_rows(
        form,
        [wide(named(NAME, "指标名称"), 2), wide(named(TARGET, "目标值"), 2)],
        ones,
        ("指标类别",),
    )
    rows = [
        row("项目名称", (text(form.project_name), 2), "申报单位", text(form.unit)),
        row("年度资金总额（元）", (cell_of(form)(ANNUAL[0]), 4)),
        row("年度绩效目标", left(form.annual_goal, 4)),
        *lines,
    ]
    return [*titles("预算项目绩效目标公开表", form), table(rows, (1.4, 1.8, 1.8, 1.4, 1.8))], form


@layout("split-tables-target", "target")
def split_tables(project: Form) -> Page:
    """Header, money and indicators as three tables with headings between them; dates in words."""
    form = target_form(project, *SHOWN, "expenditure_category", keys=REQUEST, unit="元")
    cell = cell_of(form)
    header = [
        row("项目名称", text(form.project_name), "项目类别", text(form.expenditure_category)),
        row("主管部门", text(form.department), "实施单位", text(form.unit)),
        row("计划开始日期", in_words(form.start_date), "计划完成日期", in_words(form.end_date)),
    ]
    labels = ("资金来源", "项目资金总额", "年度资金申请总额")
    money = [
        row(*labels),
        row("合计", cell(REQUEST[0]), cell(REQUEST[3])),
        row("其中：当年财政拨款", cell(REQUEST[1]), cell(REQUEST[4])),
        row("上年结转资金", "", cell(REQUEST[5])),
        row("其他资金", cell(REQUEST[2]), cell(REQUEST[6])),
    ]
    goals = [row("项目总目标", left(form.total_goal)), row("年度总目标", left(form.annual_goal))]
    blocks: list[Block] = [
        *titles("财政项目支出绩效目标申报表", form),
        Paragraph("一、基本信息", "heading"),
        table(header, (1.2, 2.4, 1.2, 2.4)),
        Paragraph("二、资金情况（元）", "heading"),
        table(money, (2, 2, 2)),
        Paragraph("三、绩效目标", "heading"),
        table(goals, (1, 5)),
        Paragraph("四、绩效指标", "heading"),
        table(indicator_rows(form, [NAME, named(TARGET, "年度指标值")]), (1.3, 1.6, 2.6, 1.6)),
    ]
    return blocks, form


def in_words(day: str | None) -> str:
    """`2024-01-01` as `2024年1月1日`."""
    year, month, date = (int(part) for part in text(day).split("-"))
    return f"{year}年{month}月{date}日"


@layout("half-year-target", "target")
def half_year(project: Form) -> Page:
    """A value for the half year beside the one for the year; numbered rows, a direction column."""
    form = target_form(
        project, "fiscal_year", "department", "unit", "annual_goal", "recurrence", keys=ANNUAL
    )
    half: Column = ("半年（程）\n指标值", 1, lambda item: "" if item.operator else "推进中")
    columns = [NAME, ("指标方向性", 1, direction), half, named(TARGET, "全年（程）\n指标值")]
    lines = indicator_rows(form, columns)
    money = money_column(form, ("合计", "本年财政拨款", "上年结转资金", "其他资金"), 5)
    rows = [
        row("项目名称", (text(form.project_name), 3), "项目性质", (text(form.recurrence), 2)),
        row("主管部门", (text(form.department), 3), "预算执行单位", (text(form.unit), 2)),
        *banded("项目资金\n（万元）", money),
        row("年度绩效目标", left(form.annual_goal, 6)),
        *banded("年度绩效指标", lines),
    ]
    return [
        *titles("项目支出绩效目标表", form),
        table(rows, (1.1, 1.3, 1.5, 2.4, 0.9, 1.1, 1.5)),
    ], form


def direction(item: Indicator) -> str:
    """The direction an indicator should take."""
    return {"≥": "正向", "≤": "反向", "=": "等于"}.get(item.operator, "")


@layout("labels-above-target", "target")
def labels_above(project: Form) -> Page:
    """Header labels in one row, values in the row below; level names set vertically."""
    shown = ("fiscal_year", "department", "unit", "annual_goal", "code")
    form = target_form(project, *shown, keys=ANNUAL, unit="元")
    upright = [("\n".join(one.removesuffix("指标") + "指标"), two) for one, two in levels(form)]
    rows = [
        row("项目编码", "项目名称", "主管部门", "实施单位", "项目期限"),
        row(
            text(form.code), text(form.project_name), text(form.department), text(form.unit), "1年"
        ),
        row("年度资金总额\n（元）", "其中：当年财政拨款", "上年结转资金", ("其他资金", 2)),
        row(*[cell_of(form)(key) for key in ANNUAL[:3]], (cell_of(form)(ANNUAL[3]), 2)),
        row(("年度总体目标", 5)),
        row(left(form.annual_goal, 5)),
        *indicator_rows(form, [wide(NAME, 2), TARGET], upright),
    ]
    blocks = [*titles("项目绩效目标申报表", form), table(rows, (1.2, 1.8, 1.8, 1.6, 1.6))]
    return blocks, form
