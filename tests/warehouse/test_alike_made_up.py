"""Sets, passages and targets of made-up filings: which pairs are made, which are not, what they say."""

import datetime as dt
from decimal import Decimal

import pytest

from ingest.folders import DataFolder
from ingest.warehouse import build_warehouse, open_current
from tests.warehouse.made_up_findings import (
    Made,
    evaluation,
    filing_id_of,
    indicator,
    load_findings,
    number,
    target,
    words,
)

NAMES = ("道路清扫次数", "垃圾清运次数", "公厕保洁次数", "绿地养护次数", "桥梁检测次数")
PASSAGE = "保障全区公共文化场馆全年正常开放并为市民提供优质的阅览展演与培训等各项服务"
BODY, OTHER_BODY = "某区绿化管理中心", "某区水务管理所"


def named(*names, **more):
    return target(indicators=[number(name, "=4(次)", 4, "次") for name in names], **more)


def of_body(body, year, *names, **more):
    return named(*names, fiscal_year=year, department_name=body, unit_name=body, **more)


def bound(name, text, operator, value, unit, base=None, base_unit=None, **more):
    """An indicator with a bound, in its unit and in a base unit where that is another."""
    return indicator(
        name,
        text,
        "产出/数量",
        target_kind="exact" if operator == "=" else "bound",
        target_operator=operator,
        target_value=Decimal(value),
        target_value_base=Decimal(base or value),
        target_unit=unit,
        base_unit=base_unit or unit,
        **more,
    )


def by_the_day(name, text, date):
    return words(name, text, kind="deadline", target_date=date)


# name of the indicator: its rows in two years, the change and what hinders a comparison
TARGETS = {
    "养护合格率": (
        [bound("养护合格率", "≥90(%)", ">=", "90", "%")],
        [bound("养护合格率", "≥95(%)", ">=", "95", "%")],
        ("stricter", None),
    ),
    "枯枝比率": (
        [bound("枯枝比率", "≤5(%)", "<=", "5", "%")],
        [bound("枯枝比率", "≤10(%)", "<=", "10", "%")],
        ("looser", None),
    ),
    "抢险响应时间": (
        [bound("抢险响应时间", "≤2(小时)", "<=", "2", "小时")],
        [bound("抢险响应时间", "≤90(分钟)", "<=", "90", "分钟", "1.5", "小时")],
        ("stricter", None),
    ),
    "到场时间": (
        [bound("到场时间", "≤1(小时)", "<=", "1", "小时")],
        [bound("到场时间", "≤60(分钟)", "<=", "60", "分钟", "1", "小时")],
        ("same", None),
    ),
    "存活率": (
        [bound("存活率", "≥95(%)", ">=", "95", "%")],
        [bound("存活率", ">95(%)", ">", "95", "%")],
        ("stricter", None),
    ),
    "覆盖率": (
        [bound("覆盖率", "=100(%)", "=", "100", "%")],
        [bound("覆盖率", "≥98(%)", ">=", "98", "%")],
        ("looser", None),
    ),
    "事故次数": (
        [bound("事故次数", "=0", "=", "0", None)],
        [bound("事故次数", "=0.00(次)", "=", "0", "次")],
        ("same", None),
    ),
    "修剪完成": (
        [by_the_day("修剪完成", "6月底前", dt.date(2024, 6, 30))],
        [by_the_day("修剪完成", "9月底前", dt.date(2025, 9, 30))],
        ("looser", None),
    ),
    "补种完成": (
        [by_the_day("补种完成", "3月底前", dt.date(2024, 3, 31))],
        [by_the_day("补种完成", "2025-03-31前", dt.date(2025, 3, 31))],
        ("same", None),
    ),
    "浇水状态": ([words("浇水状态", "及时")], [words("浇水状态", "及 时")], ("same", None)),
    "景观状态": (
        [words("景观状态", "良好")],
        [words("景观状态", "优美")],
        ("not_comparable", "words"),
    ),
    "施肥状态": (
        [words("施肥状态", "及时")],
        [bound("施肥状态", "≥4(次)", ">=", "4", "次")],
        ("not_comparable", "words"),
    ),
    "巡查次数": (
        [bound("巡查次数", "≥12(次)", ">=", "12", "次")],
        [bound("巡查次数", "≥2(次/月)", ">=", "2", "次/月")],
        ("not_comparable", "unit"),
    ),
    "检测点数": (
        [bound("检测点数", "≥40(个)", ">=", "40", "个")],
        [bound("检测点数", "≤40(个)", "<=", "40", "个")],
        ("not_comparable", "direction"),
    ),
    "养护株数": (
        [bound("养护株数", "=100(株)", "=", "100", "株")],
        [bound("养护株数", "=120(株)", "=", "120", "株")],
        ("not_comparable", "exact"),
    ),
    "用水总量": (
        [bound("用水总量", "≤500(吨)", "<=", "500", "吨")],
        [bound("用水总量", "≤约500(吨)", "<=", "500", "吨", is_approximate=True)],
        ("not_comparable", "approximate"),
    ),
    "游客满意率": (
        [words("游客满意率", None, kind="blank")],
        [words("游客满意率", None, kind="blank")],
        ("not_comparable", "blank"),
    ),
    "补植棵数": (
        [
            bound("补植棵数", "≥5(棵)", ">=", "5", "棵"),
            bound("补植棵数", "≥8(棵)", ">=", "8", "棵"),
        ],
        [bound("补植棵数", "≥9(棵)", ">=", "9", "棵")],
        ("not_comparable", "several"),
    ),
}


def ginkgos(year, rows):
    """The same project in two years, so that the rules link it."""
    return target(
        "滨江银杏养护",
        fiscal_year=year,
        department_name=BODY,
        unit_name=BODY,
        request="100000.00",
        indicators=[row for rows_of_name in rows for row in rows_of_name],
    )


def cases() -> dict[str, Made]:
    other = target(
        "办公楼保洁",
        fiscal_year=2025,
        department_name=BODY,
        unit_name=BODY,
        request="7000.00",
        indicators=[bound("养护合格率", "≥80(%)", ">=", "80", "%")],
    )
    return {
        "2024": Made([ginkgos(2024, [left for left, _, _ in TARGETS.values()])]),
        "2025": Made([ginkgos(2025, [right for _, right, _ in TARGETS.values()]), other]),
        "first": Made([of_body(OTHER_BODY, 2024, *NAMES)]),
        "next year": Made([of_body(OTHER_BODY, 2025, *NAMES)]),
        "another body": Made([of_body("某区市容管理所", 2025, *NAMES[1:], "水位监测次数")]),
        "half": Made([of_body("某区园林所", 2025, *NAMES[:3], "水位监测次数", "泵站巡查次数")]),
        "results": Made(
            [
                evaluation(
                    fiscal_year=2025,
                    department_name=OTHER_BODY,
                    unit_name=OTHER_BODY,
                    indicators=[words(name, "完成") for name in NAMES],
                )
            ]
        ),
        "a common goal": Made(
            [
                target(f"馆舍{place}", annual_goal_text=f"第{place}馆：{PASSAGE}。")
                for place in "甲乙丙丁戊己庚辛壬癸子丑"
            ]
        ),
        "the goal of one more": Made([target("展馆", annual_goal_text=f"继续{PASSAGE}")]),
    }


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """`found(sql, *parameters)` on one warehouse of all cases."""
    folder = DataFolder(tmp_path_factory.mktemp("alike"))
    load_findings(folder, cases())
    build_warehouse(folder, report=print)
    with open_current(folder) as connection:
        yield lambda sql, *parameters: connection.execute(sql, list(parameters)).fetchall()


def form(case, form_number=1):
    return f"{filing_id_of(case)}-{form_number:03}"


@pytest.mark.parametrize("name", TARGETS)
def test_target_of_a_linked_project(found, name):
    assert found(
        "select target_change, hindrance from marts.fct_target_changes"
        " where left_indicator_name = ? and left_form_id = ? and right_form_id = ?",
        name,
        form("2024"),
        form("2025"),
    ) == [TARGETS[name][2]]


def test_targets_of_projects_that_nothing_links_are_never_compared(found):
    assert found(
        "select count(*) from marts.fct_target_changes where right_form_id = ?", form("2025", 2)
    ) == [(0,)]


def test_pairs_of_sets_say_how_far_the_forms_stand_apart(found):
    pairs = found(
        "select form_id, other_form_id, pair_scope, shared_count, either_count, alike_pct"
        " from marts.fct_indicator_sets_alike where ? in (form_id, other_form_id)",
        form("first"),
    )
    assert sorted(pairs, key=lambda pair: pair[2]) == [
        (form("first"), form("another body"), "other_body", 4, 6, Decimal("66.6666")),
        (form("first"), form("next year"), "other_year", 5, 5, Decimal(100)),
    ]


def test_half_a_set_and_a_form_of_another_kind_make_no_pair(found):
    assert found(
        "select count(*) from marts.fct_indicator_sets_alike"
        " where list_has_any([form_id, other_form_id], ?)",
        [form("half"), form("results")],
    ) == [(0,)]


def test_names_of_one_side_are_told(found):
    assert found(
        "select own_names_text, other_names_text, same_target_count"
        " from marts.fct_indicator_sets_alike where form_id = ? and other_form_id = ?",
        form("first"),
        form("another body"),
    ) == [(NAMES[0], "水位监测次数", 4)]


def test_passage_of_many_forms_is_compared_with_the_first_alone(found):
    """馆 and the passage stand in twelve forms, the passage without it in one of another filing too."""
    passages = found(
        "select form_id, other_form_id, passage_form_count, is_boilerplate"
        " from marts.fct_goal_passages where filing_id = other_filing_id"
    )
    assert sorted(passages) == [
        (form("a common goal"), form("a common goal", place), 12, True) for place in range(2, 13)
    ]
    assert found("select count(*) from marts.fct_findings where rule_code = 'F20'") == [(0,)]


def test_passage_stands_where_both_goals_print_it(found):
    (places,) = found(
        "select left_goals.annual_goal_text[passage_start:passage_end],"
        " right_goals.annual_goal_text[other_passage_start:other_passage_end], passage_text,"
        " other_passage_text, passage_length, passage_start, other_passage_start"
        " from marts.fct_goal_passages as passages"
        " join marts.dim_forms as left_goals on left_goals.form_id = passages.form_id"
        " join marts.dim_forms as right_goals on right_goals.form_id = passages.other_form_id"
        " where passages.form_id = ? and passages.other_form_id = ?",
        *sorted([form("a common goal"), form("the goal of one more")]),
    )
    assert places[:4] == (PASSAGE,) * 4
    assert places[4] == len(PASSAGE)
    assert sorted(places[5:7]) == [3, 5]
