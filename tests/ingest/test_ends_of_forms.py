"""Where the forms of a text end: what follows them is no indicator, and further projects count."""

import pytest

from tests.ingest.made_up import GOALS, HEADER, INDICATORS, MONEY, amounts, issues, read

TITLE = "财政项目支出绩效目标申报表\n(2024 年度)\n"
FORM = TITLE + HEADER + MONEY + GOALS + INDICATORS
MOVED = FORM.replace("整治道路数→→=", "整治道路数→=")
NAMES = ["整治道路数", "验收合格率"]
OTHER_TABLE = """2026年一般公共预算基本支出表
项目名称→工资福利支出→商品和服务支出→合计
行政运行→3,456,789→567,890→4,024,679
"""


def names(content, form: int = 1) -> list[str | None]:
    form_id = content.rows["forms"][form - 1].form_id
    return [r.indicator_name for r in content.rows["indicators"] if r.form_id == form_id]


@pytest.mark.parametrize("form", [FORM, MOVED])
@pytest.mark.parametrize("between", ["", "\n"])
@pytest.mark.parametrize(
    "after",
    [
        OTHER_TABLE,
        "单位：万元\n" + OTHER_TABLE,
        "项目名称→预算数\n行政运行→3,456,789\n",
        "— 12 —\n",
    ],
)
def test_what_follows_a_form_is_no_indicator(form: str, between: str, after: str) -> None:
    content = read(form + between + after)
    assert len(content.rows["forms"]) == 1
    assert names(content) == NAMES
    assert issues(content) == []


@pytest.mark.parametrize("form", [FORM, MOVED])
def test_a_second_project_without_a_title_is_a_form_of_its_own(form: str) -> None:
    second = (HEADER + MONEY + GOALS + INDICATORS).replace("市容环境整治", "河道保洁")
    second = second.replace("379,000.00", "21,000.00").replace("整治道路数", "保洁河道数")
    content = read(form + "\n" + second)
    assert [f.project_name for f in content.rows["forms"]] == ["市容环境整治", "河道保洁"]
    assert [f.fiscal_year for f in content.rows["forms"]] == [2024, 2024]
    assert names(content, 1) == NAMES
    assert names(content, 2) == ["保洁河道数", "验收合格率"]


def test_a_second_table_of_a_refused_form_is_refused_with_it() -> None:
    monitoring = (HEADER + MONEY + GOALS + INDICATORS) * 2
    content = read("项目支出绩效目标执行监控表\n(2024 年度)\n" + monitoring)
    assert content.rows["forms"] == []


@pytest.mark.parametrize("form", [FORM, MOVED])
def test_growing_numbers_below_tables_number_pages(form: str) -> None:
    content = read(f"{form}12\n\n{form.replace('市容环境整治', '河道保洁')}13\n")
    assert names(content, 1) == names(content, 2) == NAMES
    assert issues(content) == []


def test_a_lone_bare_number_below_rows_that_moved_is_reported() -> None:
    content = read(f"{MOVED}12\n→→→路灯完好率→→≥99.00(%)→\n")
    assert names(content) == [*NAMES, "路灯完好率"]
    assert issues(content) == [("unread_text", "12")]


@pytest.mark.parametrize("move", ["", "→"])
@pytest.mark.parametrize("name", ["总分合格率", "合计挽回损失", "备注完整满意度", "评分等级提升数"])
def test_a_name_that_opens_like_a_closing_label_is_a_name(name: str, move: str) -> None:
    more = f"→→→{name}{move}→{'' if move else '→'}≥3.00(个)→\n→→→路灯完好率→→≥99.00(%)→\n"
    content = read(FORM + more)
    assert names(content) == [*NAMES, name, "路灯完好率"]


@pytest.mark.parametrize("cells", ["→→", "→"])
def test_a_goal_beside_its_label_is_read(cells: str) -> None:
    goals = f"项目绩效目标→年度总体目标{cells}整治道路12条。→→→\n"
    content = read(TITLE + HEADER + MONEY + goals + INDICATORS)
    assert content.rows["forms"][0].annual_goal_text == "整治道路12条。"
    places = {r.number_text: r.place_name for r in content.rows["number_places"]}
    assert places["12"] == "annual_goal"


def test_levels_that_nobody_knows_are_kept_as_printed() -> None:
    indicators = """→一级指标→二级指标→三级指标→→年度(/项目)指标值→
绩效指标→决策指标→立项依据→立项程序→→合规→
→产出指标→数量指标→整治道路数→→=12.00(条)→
"""
    content = read(TITLE + HEADER + MONEY + GOALS + indicators)
    assert [(r.level1_name, r.level2_name) for r in content.rows["indicators"]] == [
        ("决策指标", "立项依据"),
        ("产出指标", "数量指标"),
    ]
    assert amounts(content)["proposed.annual.total"] == "379000.00"


def test_no_level_is_inferred_for_a_row_whose_label_nobody_knows() -> None:
    indicators = """→一级指标→二级指标→三级指标→年度(/项目)指标值→→
绩效指标→决策指标→立项依据→立项程序→→合规→
→产出指标→整治道路数→→→=12.00(条)→
→→质量指标→验收合格率→→≥98.50(%)→
"""
    content = read(TITLE + HEADER + MONEY + GOALS + indicators)
    first = content.rows["indicators"][0]
    assert (first.level1_name, first.level2_name) == (None, None)
