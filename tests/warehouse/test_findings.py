"""Each rule of findings on made-up forms (`finding_cases.py`)."""

import csv
import hashlib
from collections import defaultdict
from decimal import Decimal

import pytest

from ingest.folders import DBT_PROJECT, DataFolder
from ingest.warehouse import build_warehouse, open_current
from tests.warehouse.finding_cases import (
    CASES,
    FILING_CASES,
    FILINGS_OF_LARGEST,
    PAIR_CASES,
    RULE_OF_DAMAGE,
    SCORE_CASES,
)
from tests.warehouse.made_up_findings import filing_id_of, load_findings
from tests.warehouse.mutations import (
    MODELS,
    Change,
    Rules,
    changes_of_comparisons,
    changes_of_formulas,
    changes_of_rows,
)

THEMES = [
    "int_costs_checked_to_findings",
    "int_cost_targets_checked_to_findings",
    "int_scores_checked_to_findings",
    "int_indicators_checked_to_findings",
    "int_texts_compared_to_findings",
    "int_headers_checked_to_findings",
]

SEVERITIES = {"must_check", "explain", "note"}
ALL_CASES = CASES | FILING_CASES
RULES = sorted({rule for rule, _, _ in ALL_CASES.values()})

# left form, right form, what the list says of them
PAIRS = {
    "F19": (
        "int_indicator_sets_compared_to_pairs",
        "select left_form_id, right_form_id, 'listed' from {}",
    ),
    "F20": (
        "int_goals_laid_over_to_passages",
        "select left_form_id, right_form_id,"
        " if(is_boilerplate, 'common wording', 'passage') from {}",
    ),
}


def all_filings():
    made = {case: made for case, (_, _, made) in ALL_CASES.items()} | FILINGS_OF_LARGEST
    made |= {case: scored for case, (scored, _) in SCORE_CASES.items()}
    for case, (_, _, _, filings) in PAIR_CASES.items():
        made |= {f"{case} {place}": filing for place, filing in enumerate(filings)}
    return made


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The data folder of all cases, built."""
    folder = DataFolder(tmp_path_factory.mktemp("findings"))
    load_findings(folder, all_filings())
    build_warehouse(folder, report=print)
    return folder


@pytest.fixture(scope="module")
def found(folder):
    """`found(sql, *parameters)` on one warehouse of all cases."""
    with open_current(folder) as connection:
        yield lambda sql, *parameters: connection.execute(sql, list(parameters)).fetchall()


@pytest.fixture(scope="module")
def rules(folder):
    return Rules(folder.warehouse)


def subject_of(case):
    """The form of a case that its rule must speak of, for a case of a filing the filing alone."""
    return filing_id_of(case), f"{filing_id_of(case)}-001" if case in CASES else None


@pytest.mark.parametrize("case", ALL_CASES)
def test_rule_says_of_a_case(found, case):
    rule_code, said, _ = ALL_CASES[case]
    asked = "where rule_code = ? and filing_id = ? and form_id is not distinct from ?"
    states = found(
        f"select check_state from marts.fct_rule_checks {asked}", rule_code, *subject_of(case)
    )
    assert states == [("finding" if said in SEVERITIES else said,)]
    severities = f"select distinct severity from marts.fct_findings {asked}"
    if said in SEVERITIES:
        assert found(severities, rule_code, *subject_of(case)) == [(said,)]


def said_of(rows):
    """All that a rule says of a form: its weightiest state, and the severities of its findings."""
    states = {state for state, _ in rows}
    order = ("finding", "cannot_check", "clear", "not_applicable")
    state = next((state for state in order if state in states), "cannot_check")
    return {state} | {severity for state, severity in rows if state == "finding"}


def cases_that_notice(rules, change, rule_code):
    (theme,) = (theme for theme in THEMES if f"'{rule_code}'" in MODELS[theme])
    rows = rules.rows_after(
        change,
        theme,
        f"select filing_id, form_id, check_state, severity from {{}} where rule_code = '{rule_code}'",
    )
    by_subject = defaultdict(list)
    for filing_id, form_id, state, severity in rows:
        by_subject[filing_id, form_id].append((state, severity))
    own = {case: said for case, (rule, said, _) in ALL_CASES.items() if rule == rule_code}
    return [
        case
        for case, said in own.items()
        if not is_said(said, said_of(by_subject.get(subject_of(case), [])))
    ]


def pairs_that_notice(rules, change, rule_code):
    if rule_code not in PAIRS:
        return []
    rows = rules.rows_after(change, *PAIRS[rule_code])
    own = [case for case, (rule, *_) in PAIR_CASES.items() if rule == rule_code]
    return [case for case in own if listed_of(case, rows) != PAIR_CASES[case][2]]


def listed_of(case, rows):
    """What a list says of the two forms of a case."""
    pair = {
        f"{filing_id_of(f'{case} {filing}')}-{form_number:03}"
        for filing, form_number in PAIR_CASES[case][1]
    }
    return [said for left, right, said in rows if {left, right} == pair]


@pytest.mark.parametrize("case", PAIR_CASES)
def test_list_of_pairs_says_of_a_case(found, case):
    model, query = PAIRS[PAIR_CASES[case][0]]
    rows = found(query.format(f"intermediate.{model}"))
    assert listed_of(case, rows) == PAIR_CASES[case][2]


def is_said(expected, said):
    return said == {"finding", expected} if expected in SEVERITIES else expected in said


SCORES = (
    "int_indicators_scored_to_indicators",
    "select left(form_id, 16), recomputed_score_min, recomputed_score_max, is_overshot from {}",
)


def points_of(case, rows):
    """The least and the most points of a case, and whether it is overshot."""
    (points,) = (row[1:] for row in rows if row[0] == filing_id_of(case))
    return points


@pytest.mark.parametrize("case", SCORE_CASES)
def test_formulas_give_a_case_its_points(found, case):
    least, most, is_overshot = SCORE_CASES[case][1]
    rows = found(SCORES[1].format(f"intermediate.{SCORES[0]}"))
    points = tuple(None if point is None else Decimal(point) for point in (least, most))
    assert points_of(case, rows) == (*points, is_overshot)


def scores_that_notice(rules, change):
    before = rules.rows(SCORES[1].format(f"built.intermediate.{SCORES[0]}"))
    after = rules.rows_after(change, *SCORES)
    return [case for case in SCORE_CASES if points_of(case, before) != points_of(case, after)]


def test_change_of_the_formulas_is_noticed(folder, rules):
    changes = changes_of_formulas(folder.warehouse)
    assert cases_that_notice(rules, Change("nothing", "total_weight"), "F06") == []
    assert [
        change.said
        for change in changes
        if not scores_that_notice(rules, change) and not cases_that_notice(rules, change, "F06")
    ] == []


def rule_of(change):
    rule_code, _, parameter = change.parameter.partition(" ")
    return RULE_OF_DAMAGE[parameter] if rule_code == "all" else rule_code


# F06 has the parameters of the formulas, F12 has none
@pytest.mark.parametrize("rule_code", [rule for rule in RULES if rule not in {"F06", "F12"}])
def test_change_of_a_rule_is_noticed(folder, rules, rule_code):
    changes = changes_of_rows(folder.warehouse)
    own = [c for c in [*changes, *changes_of_comparisons()] if rule_of(c) == rule_code]
    unchanged = Change("nothing", own[0].parameter, own[0].seed)
    assert not is_noticed(rules, unchanged, rule_code)
    assert [c.said for c in own if not is_noticed(rules, c, rule_code)] == []


def is_noticed(rules, change, rule_code):
    noticed = cases_that_notice(rules, change, rule_code)
    return bool(noticed or pairs_that_notice(rules, change, rule_code))


@pytest.mark.parametrize(
    "case, severity, printed, computed, difference",
    [
        ("one digit of an item is another", "must_check", 100000, 100001, 1),
        ("a printed formula is false", "must_check", 38000, 37600, 400),
        ("equal instalments do not agree", "note", 1010000, 1000000, 10000),
        ("a statement of another sum", "explain", 101000, 100000, 1000),
        ("request above price times quantity", "must_check", 100000, 80000, 20000),
        ("request above twelve months", "must_check", 66000, 60000, 6000),
        ("twelve months above the request", "explain", 50000, 60000, 10000),
        ("the total is not the sum", "must_check", 99, 100, None),
        ("execution of 94 percent", "explain", 94, 94, None),
        ("a change without a word", "explain", 1000000, 960000, 40000),
        ("words only", "must_check", 2, 2, None),
        ("the target is below what the goal says", "explain", 30, 32, None),
    ],
)
def test_finding_shows_what_is_printed_and_what_follows(
    found, case, severity, printed, computed, difference
):
    rule_code = (CASES | FILING_CASES)[case][0]
    assert found(
        "select severity, printed_value, computed_value, difference_yuan from marts.fct_findings"
        " where rule_code = ? and filing_id = ?",
        rule_code,
        filing_id_of(case),
    ) == [(severity, printed, computed, difference)]


def test_every_rule_fires_and_every_rule_is_silent_somewhere():
    states = {rule: set() for rule, _, _ in (CASES | FILING_CASES).values()}
    for rule, state, _ in (CASES | FILING_CASES).values():
        states[rule].add("finding" if state in SEVERITIES else state)
    assert len(states) == 25
    assert [rule for rule, seen in states.items() if not {"finding", "clear"} <= seen] == []


def test_rate_beyond_all_measure_is_empty(found):
    assert found(
        "select computed_rate_pct, execution_on_approved_pct, score from marts.fct_execution"
        " where filing_id = ?",
        filing_id_of("rate beyond all measure"),
    ) == [(None, None, 10)]


def test_sum_of_the_largest_amounts_is_exact(found):
    assert found(
        "select amount_yuan from marts.fct_spending_by_category join marts.dim_organisations"
        " on department_id = organisation_id"
        " where canonical_name = '某区财政局' and fiscal_year = 2026 and grain = 'form'"
    ) == [(3 * 10**12,)]


def test_change_of_an_item_shows_both_amounts(found):
    assert found(
        "select message_text, difference_yuan from marts.fct_findings"
        " where rule_code = 'F13' and filing_id = ?",
        filing_id_of("an item more than three tenths dearer"),
    ) == [
        (
            "2025 年“滨江银杏养护”100,000.00 元，2026 年 130,100.00 元，"
            "文中未见可以解释的数量变化，请说明",
            30100,
        )
    ]


def test_no_sentence_blames(found):
    blaming = "违规|虚报|造假|错误|问题|不合格|失实|虚假"
    assert (
        found(
            "select message_text from marts.fct_findings where regexp_matches(message_text, ?)",
            blaming,
        )
        == []
    )


def test_an_id_is_made_of_the_rule_and_the_form_alone(found):
    form_id = f"{filing_id_of('one digit of an item is another')}-001"
    digest = hashlib.md5(form_id.encode()).hexdigest()[:16]
    assert found(
        "select finding_id from marts.fct_findings where rule_code = 'F01' and form_id = ?", form_id
    ) == [(f"F01-{digest}",)]


def test_every_parameter_belongs_to_a_rule_and_is_used():
    models = DBT_PROJECT / "models" / "intermediate"
    sql = "".join(path.read_text(encoding="utf-8") for path in models.glob("*.sql"))
    with (DBT_PROJECT / "seeds" / "finding_rule_parameters.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    unused = {
        (row["rule_code"], row["parameter"])
        for row in rows
        if f"'{row['rule_code']} {row['parameter']}'" not in sql
        and f"parameter = '{row['parameter']}'" not in sql
    }
    assert unused == set()
    assert {row["rule_code"] for row in rows} <= {rule for rule, _, _ in CASES.values()} | {
        "all",
        "F03",
        "F21",
    }
    assert [row for row in rows if not row["reason"]] == []
