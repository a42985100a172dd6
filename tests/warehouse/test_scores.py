"""Scores beside what the formulas give: the filing of 2023 as read by hand, and made-up forms."""

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
    words,
)

SATISFACTION = "满意度/服务对象满意度"
BENEFIT = "效益/社会效益"

# of 2023-shanghai-water-service-centre.self-evaluation.txt: indicators; those that print 达成指标 at a
# weight; printed total; the least total: a fifth of the weight of each of those rows less
READ_BY_HAND = [
    (1, 18, 11, "99.96", "88.96"),
    (2, 8, 0, "99.99", "99.99"),
    (3, 5, 5, "100.00", "82.00"),
    (4, 7, 4, "99.96", "89.96"),
    (5, 6, 5, "99.93", "84.93"),
    (6, 27, 6, "99.72", "95.72"),
    (7, 8, 1, "99.99", "97.99"),
    (8, 49, 12, "99.46", "94.66"),
]


def test_totals_of_the_filing_are_recomputed_as_a_reader_does(query):
    found = query(
        "select form_number, indicator_count, ranged_count, recomputed_total_max, recomputed_total_min"
        " from marts.fct_form_scores join marts.dim_forms using (form_id) order by form_number"
    )
    assert found == [(*row[:3], Decimal(row[3]), Decimal(row[4])) for row in READ_BY_HAND]


def test_a_total_is_a_point_only_where_every_row_is_one(query):
    found = query(
        "select form_number, recomputed_total from marts.fct_form_scores"
        " join marts.dim_forms using (form_id) where recomputed_total is not null"
    )
    assert found == [(2, Decimal("99.99"))]


def test_execution_of_the_filing_loses_99_hundredths(query):
    found = query(
        "select form_number, execution_score, recomputed_execution_score, execution_lost_points"
        " from marts.fct_form_scores join marts.dim_forms using (form_id) order by form_number"
    )
    printed = ["9.96", "9.99", "10.00", "9.96", "9.93", "9.72", "9.99", "9.46"]
    assert found == [
        (place, Decimal(score), Decimal(score), 10 - Decimal(score))
        for place, score in enumerate(printed, start=1)
    ]
    assert sum(row[3] for row in found) == Decimal("0.99")


def test_cancelled_rows_have_no_weight_and_no_score(query):
    found = query(
        "select source_line, scoring_rule, recomputed_score, lost_points"
        " from marts.fct_indicator_scores where weight = 0 order by source_line"
    )
    assert [row[0] for row in found] == [230, 241, 255, 264, 279]
    assert {row[1:] for row in found} == {("zero_weight", 0, 0)}


def test_no_row_of_the_filing_lost_a_point_and_none_is_overshot(query):
    assert query(
        "select count(*) filter (where lost_points != 0), count(*) filter (where is_overshot),"
        " count(*) filter (where score_state = 'differs') from marts.fct_indicator_scores"
    ) == [(0, 0, 0)]


def test_highest_attainment_of_the_filing_is_8_reports_of_7(query):
    assert query(
        "select indicator_name, attainment_pct from marts.fct_indicator_scores"
        " order by attainment_pct desc nulls last limit 1"
    ) == [("数据测评、分析报告", Decimal("114.2857"))]


def scored(name, target, actual, weight, score, operator=">=", unit="次", **more):
    return number(
        name,
        f"{operator}{target}({unit})",
        target,
        unit,
        operator,
        actual_text=f"{actual}({unit})",
        actual_value=Decimal(str(actual)),
        actual_unit=unit,
        actual_value_base=Decimal(str(actual)),
        weight=Decimal(weight),
        score=Decimal(score),
        **more,
    )


def graded(name, grade, weight, score):
    return words(
        name, "完善", BENEFIT, actual_text=grade, weight=Decimal(weight), score=Decimal(score)
    )


def judged(*indicators, total, rating="优", amounts=("100", "100", "100"), score="10", **more):
    return evaluation(
        amounts=amounts,
        execution=("100", score),
        total_score=Decimal(total),
        rating=rating,
        indicators=list(indicators),
        **more,
    )


VISITS = scored("巡查次数", 100, 100, "40", "40")

CASES = {
    "full": Made([judged(VISITS, scored("检测次数", 5, 6, "50", "50"), total="100")]),
    "lost by cause": Made(
        [
            judged(
                scored("巡查次数", 100, 80, "40", "32"),
                scored("检测次数", 5, 5, "20", "19"),
                scored("满意度", 95, 96, "10", "9.5", unit="%", level=SATISFACTION),
                words(
                    "制度",
                    "健全",
                    BENEFIT,
                    actual_text="良好",
                    weight=Decimal(20),
                    score=Decimal(15),
                ),
                amounts=("200", "160", "120"),
                score="7.5",
                total="83",
                rating="优",
            )
        ]
    ),
    "grades": Made(
        [
            judged(
                graded("制度一", "部分达成预期指标并具有一定效果", "40", "35"),
                graded("制度二", "未达成预期指标且效果较差", "50", "20"),
                total="65",
                rating="中",
            )
        ]
    ),
    "a row may be missing": Made([judged(VISITS, total="100", issues=["unread_text"])]),
    "no score printed": Made(
        [judged({**VISITS, "score": None}, scored("检测次数", 5, 5, "50", "50"), total="100")]
    ),
    "no budget printed": Made([judged(VISITS, amounts=("100", None, "100"), total="50")]),
    "no score at all": Made(
        [evaluation(amounts=("100", "100", "100"), indicators=[{**VISITS, "score": None}])]
    ),
    "a request": Made([{"form_type": "target", "project_name": "甲", "indicators": [VISITS]}]),
}


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """`found(columns, case)`: the row of fct_form_scores of a case."""
    folder = DataFolder(tmp_path_factory.mktemp("scores"))
    load_findings(folder, CASES)
    build_warehouse(folder, report=print)
    with open_current(folder) as connection:
        yield lambda columns, case: connection.execute(
            f"select {columns} from marts.fct_form_scores where filing_id = ?",
            [filing_id_of(case)],
        ).fetchall()


def decimals(*texts):
    return tuple(Decimal(text) for text in texts)


def test_all_is_full(found):
    columns = "total_score, score_sum, recomputed_total, indicator_lost_points, is_every_score_full"
    assert found(columns, "full") == [(*decimals("100", "100", "100", "0"), True)]


def test_lost_points_by_cause_and_level_add_up(found):
    by_cause = "execution_lost_points, missed_target_lost_points, unexplained_lost_points"
    assert found(f"{by_cause}, not_judged_lost_points", "lost by cause") == [
        decimals("2.5", "8", "1.5", "5")
    ]
    by_level = "output_lost_points, benefit_lost_points, satisfaction_lost_points, cost_lost_points"
    assert found(f"{by_level}, indicator_lost_points", "lost by cause") == [
        decimals("9", "5", "0.5", "0", "14.5")
    ]


def test_the_rating_that_the_total_gives_stands_beside_the_printed_one(found):
    columns = "rating, computed_rating, is_rating_of_total"
    assert found(columns, "lost by cause") == [("优", "良", False)]


def test_execution_is_on_the_adjusted_and_on_the_initial_budget(found):
    columns = "computed_rate_pct, execution_on_approved_pct, recomputed_execution_score"
    assert found(columns, "lost by cause") == [decimals("75", "60", "7.5")]


def test_grades_give_a_range_and_what_lies_outside_differs(found):
    columns = "recomputed_total, recomputed_total_min, recomputed_total_max, differing_count"
    assert found(columns, "grades") == [(None, *decimals("34", "72", "1"))]


def test_a_word_that_is_no_grade_is_counted_and_leaves_no_total(found):
    columns = "recomputed_total, recomputed_total_min, recomputed_count, not_recomputed_count"
    assert found(columns, "lost by cause") == [(None, None, 3, 1)]


def test_a_damaged_table_gives_no_sum(found):
    columns = "total_score, score_sum, total_weight, recomputed_total, is_indicators_damaged"
    assert found(columns, "a row may be missing") == [(Decimal(100), None, None, None, True)]


def test_a_score_that_is_not_printed_gives_no_sum(found):
    columns = "score_sum, unscored_count, recomputed_total"
    assert found(columns, "no score printed") == [(None, 1, Decimal(100))]


def test_points_lost_are_unknown_where_no_score_is_printed(found):
    columns = "execution_lost_points, indicator_lost_points, missed_target_lost_points"
    assert found(columns, "no score at all") == [(None, None, None)]


def test_execution_without_budget_says_why(found):
    columns = "recomputed_execution_score, execution_not_recomputed_reason, recomputed_total"
    assert found(columns, "no budget printed") == [(None, "budget_missing", None)]


def test_a_target_form_has_no_scores(found):
    assert found("form_id", "a request") == []
