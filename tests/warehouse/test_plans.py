"""Plan and result of one year: what is one project's, and what must not be taken for it."""

import datetime as dt
from decimal import Decimal

import pytest

from ingest.folders import DataFolder
from ingest.warehouse import build_warehouse, open_current
from tests.warehouse.made_up_findings import (
    Made,
    evaluation,
    filing_id_of,
    load_findings,
    number,
    target,
    words,
)

WATER = "水质监测站运行"
END_OF_2026 = dt.date(2026, 12, 31)


def count(name, text, value, **more):
    return number(name, text, value, "次", **more)


def plan(name=WATER, **more):
    return target(name, request="1000000", **more)


def result(name=WATER, **more):
    return evaluation(
        name, amounts=("90", "80", "72"), execution=("90", "9"), total_score=Decimal(99), **more
    )


def both(plan_parts=None, result_parts=None):
    return Made([plan(**(plan_parts or {})), result(**(result_parts or {}))])


# what becomes of the first two forms of a filing: its state, and the reason or what they share
CASES = {
    "one name": (both(), "paired", "name"),
    "one name in other brackets": (
        Made([plan("水质监测站（运行）"), result("水质监测站(运行)")]),
        "paired",
        "name",
    ),
    "one code and one name": (
        both({"project_code": "A-1"}, {"project_code": "A-1"}),
        "paired",
        "name_and_code",
    ),
    "one code, another name": (
        Made([plan(project_code="A-1"), result("水质监测", project_code="A-1")]),
        "paired",
        "code",
    ),
    "masked names of one code": (
        Made([plan("**项目", project_code="A-1"), result("**项目", project_code="A-1")]),
        "paired",
        "code",
    ),
    "a code on one side": (both({"project_code": "A-1"}), "paired", "name"),
    "two codes": (
        both({"project_code": "A-1"}, {"project_code": "A-2"}),
        "not_told_apart",
        "codes_differ",
    ),
    "another body": (
        both({}, {"department_name": "水库局", "unit_name": "水库局"}),
        "target_only",
        "no_other_filing",
    ),
    "another unit of the department": (
        both({"unit_name": "甲站"}, {"unit_name": "乙站"}),
        "target_only",
        "no_other_filing",
    ),
    "a unit that one side does not print": (
        both({"unit_name": None}, {"unit_name": "丙站"}),
        "not_told_apart",
        "unit_not_printed",
    ),
    "another year": (both({}, {"fiscal_year": 2025}), "target_only", "no_other_filing"),
    "no year": (both({"fiscal_year": None}), "target_only", "year_missing"),
    "masked names": (
        Made([plan("**项目"), result("**项目")]),
        "target_only",
        "name_masked",
    ),
    "a name that multiplies": (
        Made([plan("3×3篮球赛"), result("3×3篮球赛")]),
        "paired",
        "name",
    ),
    "another name": (Made([plan(), result("水质监测站建设")]), "target_only", "no_other_form"),
    "two forms of one name": (
        Made([plan(), result(), result()]),
        "not_told_apart",
        "several_of_one_name",
    ),
    "two requests of one name": (
        Made([plan(), plan(), result()]),
        "not_told_apart",
        "several_of_one_name",
    ),
    "two requests of one name, one with the code": (
        Made([plan(project_code="A-1"), plan(), result(project_code="A-1")]),
        "paired",
        "name_and_code",
    ),
    "two targets alone": (Made([plan(), plan("污泥处置")]), "target_only", "no_other_filing"),
}

PLANNED = [
    count("巡查次数", "≥12.00(次)", 12),
    count("检测次数", "=4(次)", 4),
    count("培训次数", "=2(次)", 2),
    words("制度建设", "健全"),
    count("验收率（一期）", "=100(%)", 100),
    count("验收率（二期）", "=95(%)", 95),
    count("宣传次数", "=3(次)", 3),
    count("演练次数", "=1(次)", 1),
    words("资料完整", None, kind="blank"),
]
EVALUATED = [
    count("巡查次数", "≥12(次)", 12, actual_text="10(次)", weight=Decimal(10), score=Decimal(8)),
    count("检测次数", "=2(次)", 2),
    words("制度建设", "健全"),
    count("验收率（二期）", "=95(%)", 95),
    count("验收率（一期）", "=98(%)", 98),
    count("宣传次数", "=3(次)", 3),
    count("宣传次数", "=5(次)", 5),
    count("回访次数", "=1(次)", 1),
    count("演练次数", "=1(次)", 1, level="产出/质量"),
    words("资料完整", "完整"),
]
LOST_UNIT = [
    count("满意度", "≥95(%)", 95, operator=">=") | {"target_unit": "%", "base_unit": "%"},
    words("完工时间", "12月底前", kind="deadline", target_operator="<=", target_date=END_OF_2026),
]
LOST_UNIT_EVALUATED = [
    count("满意度", "≥95.00(null)", 95, operator=">=") | {"target_unit": None, "base_unit": None},
    words(
        "完工时间",
        "2026年12月31日前",
        kind="deadline",
        target_operator="<=",
        target_date=END_OF_2026,
    ),
]
ROWS = {
    "a unit is lost": Made(
        [plan(indicators=LOST_UNIT), result(indicators=LOST_UNIT_EVALUATED)],
    ),
    "rows": Made([plan(indicators=PLANNED), result(indicators=EVALUATED)]),
    "rows of a damaged table": Made(
        [
            plan(indicators=PLANNED[:3]),
            result(indicators=EVALUATED[:2], issues=["unread_text"]),
        ]
    ),
}


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """`found(sql, *parameters)` on one warehouse of all cases."""
    folder = DataFolder(tmp_path_factory.mktemp("plans"))
    load_findings(folder, {case: made for case, (made, _, _) in CASES.items()} | ROWS)
    build_warehouse(folder, report=print)
    with open_current(folder) as connection:
        yield lambda sql, *parameters: connection.execute(sql, list(parameters)).fetchall()


def form_ids(case, form_count=2):
    return [f"{filing_id_of(case)}-{place:03}" for place in range(1, form_count + 1)]


@pytest.mark.parametrize("case", CASES)
def test_a_request_and_its_result(found, case):
    made, state, reason = CASES[case]
    first = form_ids(case)[0]
    rows = found(
        "select pair_state, coalesce(pairing_basis, pairing_reason), evaluation_form_id"
        " from marts.fct_plan_forms where target_form_id = ?",
        first,
    )
    partner = form_ids(case, len(made.forms))[-1] if state == "paired" else None
    assert rows == [(state, reason, partner)]


@pytest.mark.parametrize("case", CASES)
def test_every_form_stands_in_one_row(found, case):
    made = CASES[case][0]
    rows = found(
        "select unnest([target_form_id, evaluation_form_id]) from marts.fct_plan_forms"
        " where ? in (left(target_form_id, 16), left(evaluation_form_id, 16))",
        filing_id_of(case),
    )
    assert sorted(form for (form,) in rows if form) == form_ids(case, len(made.forms))


def test_what_is_not_told_apart_names_its_candidates(found):
    request, first, second = form_ids("two forms of one name", 3)
    rows = found(
        "select coalesce(target_form_id, evaluation_form_id), candidate_form_ids"
        " from marts.fct_plan_forms where pair_state = 'not_told_apart'"
        " and coalesce(target_form_id, evaluation_form_id) in (?, ?, ?) order by 1",
        request,
        first,
        second,
    )
    assert rows == [(request, f"{first}、{second}"), (first, request), (second, request)]


def test_request_and_result_stand_in_columns_of_their_own(found):
    rows = found(
        "select requested_yuan, approved_yuan, adjusted_yuan, executed_yuan, total_score"
        " from marts.fct_plan_forms where target_form_id = ?",
        form_ids("one name")[0],
    )
    assert rows == [tuple(map(Decimal, ("1000000", "900000", "800000", "720000", "99")))]


def test_a_form_alone_shows_no_phase_of_another(found):
    rows = found(
        "select requested_yuan, approved_yuan, executed_yuan from marts.fct_plan_forms"
        " where target_form_id = ? or evaluation_form_id = ? order by requested_yuan nulls last",
        *form_ids("another year"),
    )
    assert rows == [(Decimal(1000000), None, None), (None, Decimal(900000), Decimal(720000))]


def test_targets_are_the_same_changed_dropped_or_added(found):
    rows = found(
        "select indicator_name, planned_target_text, repeated_target_text, planned_target_state"
        " from marts.fct_plan_results where target_form_id = ?",
        form_ids("rows")[0],
    )
    assert sorted(rows, key=str) == sorted(
        [
            ("巡查次数", "≥12.00(次)", "≥12(次)", "same"),
            ("检测次数", "=4(次)", "=2(次)", "changed"),
            ("培训次数", "=2(次)", None, "dropped"),
            ("制度建设", "健全", "健全", "same"),
            ("验收率（一期）", "=100(%)", "=98(%)", "changed"),
            ("验收率（二期）", "=95(%)", "=95(%)", "same"),
            ("宣传次数", "=3(次)", None, "not_told_apart"),
            ("宣传次数", None, "=3(次)", "not_told_apart"),
            ("宣传次数", None, "=5(次)", "not_told_apart"),
            ("回访次数", None, "=1(次)", "added"),
            ("演练次数", "=1(次)", "=1(次)", "same"),
            ("资料完整", None, "完整", "not_comparable"),
        ],
        key=str,
    )


def test_a_lost_unit_is_no_change_and_one_day_is_one_target(found):
    rows = found(
        "select indicator_name, planned_target_state from marts.fct_plan_results"
        " where target_form_id = ?",
        form_ids("a unit is lost")[0],
    )
    assert sorted(rows) == [("完工时间", "same"), ("满意度", "not_comparable")]


def test_a_result_stands_beside_its_target(found):
    assert found(
        "select actual_text, weight, score, target_source_line, evaluation_source_line"
        " from marts.fct_plan_results where target_form_id = ? and indicator_name = '巡查次数'",
        form_ids("rows")[0],
    )[0][:3] == ("10(次)", 10, 8)


def test_counts_of_a_project(found):
    assert found(
        "select same_count, changed_count, dropped_count, added_count, not_compared_count"
        " from marts.fct_plan_forms where target_form_id = ?",
        form_ids("rows")[0],
    ) == [(4, 2, 1, 1, 4)]


def test_what_a_damaged_table_lacks_is_not_said_to_be_dropped(found):
    rows = found(
        "select indicator_name, planned_target_state from marts.fct_plan_results where target_form_id = ?",
        form_ids("rows of a damaged table")[0],
    )
    assert sorted(rows) == [("培训次数", "not_seen"), ("巡查次数", "same"), ("检测次数", "changed")]


def test_the_four_filings_hold_no_pair(query):
    assert query(
        "select pair_state, count(*) from marts.fct_plan_forms group by all order by 1"
    ) == [
        ("evaluation_only", 8),
        ("target_only", 62),
    ]
