"""Documents that hold several forms, or none: files of many forms, list tables, budget books."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

from tests.carriers.blocks import Block, Cell, PageBreak, Paragraph, Row, leveled, row, table
from tests.carriers.columns import in_parts, nature, target_form, without_score
from tests.carriers.facts import REQUEST, Form, changed_indicators
from tests.carriers.layouts import NUMERALS, left, text
from tests.carriers.made_up import PROJECTS
from tests.carriers.registry import all_layouts
from tests.carriers.variants import instructions

Book = tuple[list[Block], list[Form]]
BOOKS: dict[str, Callable[[], Book]] = {}
NEGATIVES: dict[str, Callable[[], list[Block]]] = {}


def book(name: str) -> Callable[[Callable[[], Book]], Callable[[], Book]]:
    """Enters a function in `BOOKS`."""

    def entered(build: Callable[[], Book]) -> Callable[[], Book]:
        BOOKS[name] = build
        return build

    return entered


def negative(name: str) -> Callable[[Callable[[], list[Block]]], Callable[[], list[Block]]]:
    """Enters a function in `NEGATIVES`: its document holds no form."""

    def entered(build: Callable[[], list[Block]]) -> Callable[[], list[Block]]:
        NEGATIVES[name] = build
        return build

    return entered


def in_row(layout: str, forms: Sequence[Form], breaks: bool) -> Book:
    """The forms after another in one layout, each on a new page or right below the last."""
    blocks: list[Block] = []
    shown: list[Form] = []
    for form in forms:
        made, seen = all_layouts()[layout].build(form)
        blocks += [PageBreak()] if blocks and breaks else []
        blocks += made
        shown.append(seen)
    return blocks, shown


@book("several-target")
def several_targets() -> Book:
    """Four forms right below each other, so that pages end inside them."""
    chosen = [PROJECTS[name] for name in ("window", "data", "road", "staff")]
    return in_row("shanghai-2026-target", chosen, breaks=False)


@book("several-self-evaluation")
def several_evaluations() -> Book:
    """Three self-evaluations, each on a page of its own."""
    chosen = [PROJECTS[name] for name in ("park", "mixed", "law")]
    return in_row("shanghai-2023-self-evaluation", chosen, breaks=True)


@book("several-narrative-target")
def several_narratives() -> Book:
    """Forms of 2023, each with its narrative before it."""
    chosen = [PROJECTS[name] for name in ("law", "window", "smart")]
    return in_row("shanghai-2023-target", chosen, breaks=False)


def listed(year: int, names: Sequence[str]) -> list[Form]:
    """The projects as if filed in one year by one department."""
    owner = "云溪市南屏区交通运输局"
    return [
        replace(PROJECTS[name], fiscal_year=year, department=owner, department_code=None)
        for name in names
    ]


def list_rows(
    forms: Sequence[Form], head: Callable[[Form], Row], tail: Callable[[Form], list[Row]]
) -> list[Row]:
    """Rows of a list table: the cells of a project span its indicators."""
    found: list[Row] = []
    for form in forms:
        rest = tail(form)
        paths = [(text(item.level1), text(item.level2)) for item in form.indicators]
        first, *others = leveled(paths, rest)
        spanning = [replace(cell, row_span=len(rest)) for cell in head(form)]
        found += [[*spanning, *first], *others]
    return found


@book("list-target")
def list_table() -> Book:
    """One table over pages, its heading on each of them, a project's cells once."""
    shown = ("fiscal_year", "annual_goal")
    forms = [
        target_form(form, *shown, keys=REQUEST[3:4])
        for form in listed(2024, ("window", "mixed", "park", "staff"))
    ]
    heading = row(
        "项目名称",
        "预算金额\n（万元）",
        "年度绩效目标",
        "一级指标",
        "二级指标",
        "三级指标",
        "指标值",
    )
    rows = list_rows(
        forms,
        lambda form: [left(form.project_name), Cell(form.money[0][1].text), left(form.annual_goal)],
        lambda form: [row(left(item.name), item.target) for item in form.indicators],
    )
    blocks: list[Block] = [
        Paragraph("2024年部门预算项目支出绩效目标表", "title"),
        Paragraph("单位：万元", "right"),
        table([heading, *rows], (1.6, 1.2, 2.4, 1.1, 1.2, 2, 1.3), heading_rows=1),
    ]
    return blocks, forms


@book("list-codes-target")
def list_table_with_codes() -> Book:
    """A list table of a budget system: codes and units in columns, the value in three cells."""
    forms = [coded_form(form) for form in listed(2025, ("window", "big", "smart"))]
    heading = "单位名称 项目编码 项目名称 预算数 绩效目标 一级指标 二级指标 三级指标 指标性质 指标值 度量单位 权重"
    rows = list_rows(forms, coded_head, coded_tail)
    widths = (1.3, 1.4, 1.3, 1.2, 1.8, 0.9, 1.0, 1.5, 0.7, 0.9, 0.9, 0.7)
    blocks: list[Block] = [
        Paragraph("2025年项目支出绩效目标公开表", "title"),
        Paragraph("金额单位：万元", "right"),
        table([row(*heading.split()), *rows], widths, heading_rows=1),
    ]
    return blocks, forms


def coded_form(form: Form) -> Form:
    """What the list table with codes shows of a project."""
    parts = changed_indicators(form, lambda item: in_parts(without_score(item)))
    fields = ("unit", "code", "annual_goal", "fiscal_year")
    return target_form(form, *fields, keys=REQUEST[3:4], weights=True, indicators=parts)


def coded_head(form: Form) -> Row:
    """The cells of a project that span its rows."""
    amount = form.money[0][1].text
    names = (form.unit, form.code, form.project_name, amount, form.annual_goal)
    return row(*map(text, names))


def coded_tail(form: Form) -> list[Row]:
    """The cells of each indicator behind its levels."""
    return [
        row(item.name, nature(item), item.value, item.unit, text(item.weight))
        for item in form.indicators
    ]


_ACCOUNTS = (
    ("201", "一般公共服务支出"),
    ("20103", "政府办公厅（室）及相关机构事务"),
    ("2010301", "行政运行"),
    ("2010302", "一般行政管理事务"),
    ("2010306", "政务公开审批"),
    ("208", "社会保障和就业支出"),
    ("20805", "行政事业单位养老支出"),
    ("2080505", "机关事业单位基本养老保险缴费支出"),
    ("2080506", "机关事业单位职业年金缴费支出"),
    ("210", "卫生健康支出"),
    ("21011", "行政事业单位医疗"),
    ("2101101", "行政单位医疗"),
    ("221", "住房保障支出"),
    ("22102", "住房改革支出"),
    ("2210201", "住房公积金"),
    ("2210203", "购房补贴"),
)
_TABLES = (
    ("部门收入预算总表", ("合计", "财政拨款收入", "事业收入", "其他收入")),
    ("部门支出预算总表", ("合计", "基本支出", "项目支出")),
    ("财政拨款收支预算总表", ("一般公共预算", "政府性基金预算", "国有资本经营预算")),
    ("一般公共预算支出功能分类预算表", ("合计", "基本支出", "项目支出")),
    ("政府性基金预算支出功能分类预算表", ("合计", "基本支出", "项目支出")),
    ("一般公共预算基本支出部门预算经济分类预算表", ("合计", "人员经费", "公用经费")),
    ("“三公”经费和机关运行经费预算表", ("合计", "因公出国（境）费", "公务接待费")),
    ("政府采购预算表", ("合计", "货物", "工程", "服务")),
    ("国有资产占有使用情况表", ("数量", "账面价值", "其中：2024年新增")),
)


def account_table(number: int, name: str, columns: Sequence[str], year: int) -> list[Block]:
    """A budget table with made-up amounts: nothing in it belongs to a project."""
    chance = Random(number)
    heading = row("科目编码", "科目名称", *columns)
    rows = [
        row(code, left(account), *[f"{chance.randrange(0, 99999999):,}" for _ in columns])
        for code, account in _ACCOUNTS
    ]
    widths = (1.2, 3.0, *(1.5 for _ in columns))
    return [
        PageBreak(),
        Paragraph(f"{year}年{name}", "title"),
        Paragraph("单位：元", "right"),
        table([heading, *rows, row(("合计", 2), *["12,345,678" for _ in columns])], widths),
    ]


def project_list(year: int) -> list[Block]:
    """Projects with their amounts and nothing else: a budget table, no form."""
    heading = row("单位名称", "项目名称", "项目类别", "合计", "一般公共预算", "其他资金")
    chance = Random(year)
    rows = [
        row(
            text(form.unit),
            left(form.project_name),
            text(form.recurrence),
            *[f"{chance.randrange(9999) / 100:.2f}" for _ in range(3)],
        )
        for form in PROJECTS.values()
    ]
    return [
        PageBreak(),
        Paragraph(f"{year}年部门项目支出预算表", "title"),
        Paragraph("单位：万元", "right"),
        table([heading, *rows], (1.8, 2.4, 1.3, 1.1, 1.1, 1.1), heading_rows=1),
    ]


def front_matter(year: int, owner: str) -> list[Block]:
    """Cover, contents and what the department is for."""
    contents = [
        "部门主要职能",
        "部门机构设置",
        "名词解释",
        "部门预算编制说明",
        "部门预算表",
        "其他相关情况说明",
    ]
    return [
        Paragraph(f"{owner}{year}年度部门预算", "title"),
        PageBreak(),
        Paragraph("目 录", "title"),
        *[
            Paragraph(f"{NUMERALS[number]}、{name} …… {number * 3 + 1}")
            for number, name in enumerate(contents)
        ],
        PageBreak(),
        Paragraph("部门主要职能", "title"),
        Paragraph(
            "（一）贯彻执行国家和本市有关方针政策；（二）负责本区有关工作的统筹协调、督促检查；（三）完成区委、区政府交办的其他事项。"
        ),
        Paragraph("部门预算编制说明", "title"),
        Paragraph(
            f"{year}年，本部门预算支出总额为8,765.43万元，其中：财政拨款支出预算8,765.43万元，比上年预算增加321.09万元，增长3.80%。"
        ),
    ]


def end_matter(year: int) -> list[Block]:
    """What follows the tables: purchases, assets, and how goals were set."""
    return [
        PageBreak(),
        Paragraph("其他相关情况说明", "title"),
        Paragraph(f"一、{year}年“三公”经费预算情况说明", "heading"),
        Paragraph(
            f"{year}年“三公”经费预算数为26.80万元，比上年预算减少1.20万元。其中：公务接待费3.50万元，公务用车购置及运行费23.30万元。"
        ),
        Paragraph("二、政府采购情况", "heading"),
        Paragraph(
            f"{year}年度本部门政府采购预算1,204.56万元，其中：货物类104.20万元、服务类1,100.36万元。"
        ),
        Paragraph("三、国有资产占有使用情况", "heading"),
        Paragraph("截至上年8月31日，本部门共有车辆6辆；单价50万元以上通用设备2台（套）。"),
    ]


def budget_book(year: int, owner: str) -> list[Block]:
    """A department's budget up to the page where its project forms would begin."""
    blocks = front_matter(year, owner)
    for number, (name, columns) in enumerate(_TABLES):
        blocks += account_table(number, name, columns, year)
    return [*blocks, *project_list(year), *end_matter(year)]


@book("budget-book-target")
def book_with_forms() -> Book:
    """More than ten pages of other budget tables, then two projects with their narratives."""
    owner = "云溪市南屏区政务服务局"
    chosen = [PROJECTS["window"], replace(PROJECTS["law"], fiscal_year=2024, department=owner)]
    blocks, forms = in_row("shanghai-2023-target", chosen, breaks=True)
    return [*budget_book(2024, owner), PageBreak(), *blocks], forms


@book("final-accounts-self-evaluation")
def accounts_with_evaluations() -> Book:
    """Final accounts with two self-evaluations in their appendix."""
    blocks, forms = in_row(
        "central-self-evaluation", [PROJECTS["staff"], PROJECTS["park"]], breaks=True
    )
    before: list[Block] = [Paragraph("松岭市公安局2023年度部门决算", "title")]
    for number, (name, columns) in enumerate(_TABLES[:4], 50):
        before += account_table(number, name.replace("预算", "决算"), columns, 2023)
    words = (
        "本部门对2个项目开展绩效自评，涉及资金2,116.40万元，平均得分93.29分，评级为“优”的项目2个。"
    )
    return [
        *before,
        PageBreak(),
        Paragraph("预算绩效情况说明", "title"),
        Paragraph(words),
        *blocks,
    ], forms


def blank(form: Form) -> Form:
    """A form with nothing filled in but template words."""
    empty = [replace(item, name="", target="") for item in form.indicators]
    return Form(indicators=tuple(empty), recurrence="", project_name="")


@negative("blank-template")
def blank_template() -> list[Block]:
    """The form of 2021 as handed out, nothing filled in, with instructions."""
    blocks, _ = all_layouts()["shanghai-2021-target"].build(blank(PROJECTS["law"]))
    return [blocks[0], Paragraph("（    年度）", "subtitle"), *blocks[2:], *instructions()]


@negative("numbered-template")
def numbered_template() -> list[Block]:
    """A template whose indicator rows read 指标1：, 指标2：, ……."""
    pairs = (
        ("产出指标", "数量指标"),
        ("产出指标", "质量指标"),
        ("效益指标", "社会效益指标"),
        ("满意度指标", "服务对象满意度指标"),
    )
    paths = [pair for pair in pairs for _ in range(3)]
    names = ["指标1：", "指标2：", "……"] * len(pairs)
    rows = [
        row("项目名称", ("", 3)),
        row("主管部门", "", "实施单位", ""),
        row("年度资金总额（万元）", "", "其中：财政拨款", ""),
        row("年度目标", left("对照年度目标，说明项目预期达到的产出和效果（100字以内）", 3)),
        row("一级指标", "二级指标", "三级指标", "指标值"),
        *leveled(paths, [row(name, "") for name in names]),
    ]
    return [
        Paragraph("项目支出绩效目标申报表", "title"),
        Paragraph("（20XX年度）", "subtitle"),
        table(rows, (1.4, 1.6, 2.4, 1.6)),
    ]


@negative("notice")
def notice() -> list[Block]:
    """A notice about filling in the forms, with dates, amounts and indicators as examples."""
    return [
        Paragraph("关于做好2025年度项目支出绩效目标申报工作的通知", "title"),
        Paragraph("云财绩〔2024〕15号", "subtitle"),
        Paragraph("各预算单位：为做好2025年度预算绩效管理工作，现将绩效目标申报有关事项通知如下。"),
        Paragraph("一、申报范围", "heading"),
        Paragraph(
            "预算金额100万元（含）以上的项目应填报《财政项目支出绩效目标申报表》，三级指标不少于8个。"
        ),
        Paragraph("二、指标设置", "heading"),
        Paragraph(
            "产出指标包括数量指标、质量指标、时效指标；效益指标包括社会效益指标等；满意度指标值一般不低于90%。例如：数量指标可设“培训人数≥200人”。"
        ),
        Paragraph("三、时间要求", "heading"),
        Paragraph("请于2024年10月31日前报送。联系人：预算绩效科，电话：0000-12345678。"),
        table(
            [
                row("序号", "材料名称", "份数"),
                row("1", "绩效目标申报表", "2"),
                row("2", "项目立项依据", "1"),
            ],
            (1, 4, 1),
        ),
    ]


@negative("monitoring")
def monitoring() -> list[Block]:
    """项目支出绩效目标执行监控表: half-year figures of a third kind of form."""
    form = PROJECTS["window"]
    heading = row(
        "一级指标",
        "二级指标",
        "三级指标",
        "年度指标值",
        "1至6月执行情况",
        "全年预计完成情况",
        "偏差原因",
    )
    paths = [(text(item.level1), text(item.level2)) for item in form.indicators]
    rest = [
        row(left(item.name), item.target, "完成过半", "能够完成", "") for item in form.indicators
    ]
    rows = [
        row("项目名称", (text(form.project_name), 6)),
        row("主管部门", (text(form.department), 2), "实施单位", (text(form.unit), 3)),
        row(
            "项目资金\n（万元）",
            "年初预算数",
            "486.73",
            "1至6月执行数",
            "231.40",
            "执行率",
            "47.54%",
        ),
        heading,
        *leveled(paths, rest),
    ]
    return [
        Paragraph("项目支出绩效目标执行监控表", "title"),
        Paragraph("（2024年度）", "subtitle"),
        table(rows, (1.3, 1.5, 2.2, 1.6, 1.5, 1.5, 1.2)),
    ]


@negative("department-target")
def department_target() -> list[Block]:
    """部门整体支出绩效目标表: the goals of a whole department, no project."""
    form = PROJECTS["law"]
    paths = [(text(item.level1), text(item.level2)) for item in form.indicators]
    rest = [row((item.name, 2), item.target) for item in form.indicators]
    rows = [
        row("部门（单位）名称", ("白石镇人民政府", 4)),
        row("年度主要任务", "任务名称", "主要内容", "预算金额（万元）\n总额", "财政拨款"),
        row("", "任务1", left("保障机关正常运转"), "1,860.00", "1,860.00"),
        row("", "任务2", left("农村公路养护"), "420.50", "400.00"),
        row(("金额合计", 3), "2,280.50", "2,260.00"),
        row("年度总体目标", left("全面完成全年各项目标任务，镇域经济增长5%以上。", 4)),
        row("一级指标", "二级指标", ("三级指标", 2), "指标值"),
        *leveled(paths, rest),
    ]
    return [
        Paragraph("部门整体支出绩效目标申报表", "title"),
        Paragraph("（2024年度）", "subtitle"),
        table(rows, (1.6, 1.4, 2.0, 1.6, 1.4)),
    ]


@negative("budget-book")
def book_without_forms() -> list[Block]:
    """A budget of more than ten pages without any project form."""
    return budget_book(2024, "云溪市南屏区交通运输局")


@negative("filling-instructions")
def filling_instructions() -> list[Block]:
    """Only the instructions of a form."""
    return [Paragraph("财政项目支出绩效目标申报表填报说明", "title"), *instructions()]


@negative("third-party-evaluation")
def third_party_evaluation() -> list[Block]:
    """The scored frame of an evaluation by others: 决策, 过程, 产出, 效益."""
    frame = (
        ("决策（20分）", "项目立项", "立项依据充分性", "5", "5"),
        ("决策（20分）", "绩效目标", "绩效目标合理性", "15", "12"),
        ("过程（20分）", "资金管理", "预算执行率", "10", "9.2"),
        ("过程（20分）", "组织实施", "制度执行有效性", "10", "10"),
        ("产出（30分）", "产出数量", "实际完成率", "30", "28.5"),
        ("效益（30分）", "项目效益", "服务对象满意度", "30", "27"),
    )
    rows = leveled(
        [each[:2] for each in frame],
        [row(each[2], left("考察项目相关情况"), *each[3:]) for each in frame],
    )
    heading = row("一级指标", "二级指标", "三级指标", "指标解释", "分值", "得分")
    return [
        Paragraph("城区绿化提升项目支出绩效评价指标体系及评分表", "title"),
        table([heading, *rows, row(("合计", 4), "100", "91.7")], (1.3, 1.3, 2, 2.4, 0.8, 0.8)),
    ]
