"""The findings of the four filings beside what a reviewer found in them by hand."""

import pytest

from tests.findings_expected import RuleScore, read_expected, read_found, score_rules


@pytest.fixture(scope="module")
def scores(query) -> dict[str, RuleScore]:
    return score_rules(read_found(query), read_expected())


def test_no_finding_that_no_reader_expects(scores):
    assert {rule: score.wrong for rule, score in scores.items() if score.wrong} == {}


def test_every_expected_finding_is_there(scores):
    assert {rule: score.missed for rule, score in scores.items() if score.missed} == {}


def test_severity_and_figures_are_those_read(scores):
    assert {rule: score.differing for rule, score in scores.items() if score.differing} == {}


def test_the_hand_read_rows_cover_the_rules():
    rules = {row["rule_code"] for row in read_expected()}
    assert rules == {f"F{number:02}" for number in range(1, 26)} - {"F13"}


def test_every_place_is_a_line_that_prints_the_figure(query):
    """The request's cell of F04 and F05, and the target beside it."""
    places = query(
        "select findings.source_line, lines.line_text, indicators.target_text"
        " from marts.fct_findings as findings"
        " join marts.fct_indicators as indicators"
        " on findings.form_id = indicators.form_id"
        " and findings.source_line = indicators.source_line"
        " join marts.fct_source_lines as lines"
        " on findings.filing_id = lines.filing_id and findings.source_line = lines.line_number"
        " where rule_code in ('F04', 'F05')"
    )
    assert len(places) >= 11
    assert [line for line, text, target in places if target not in text] == []


def test_a_changed_budget_shows_both_figures(query):
    """Line 221 of the 2023 self-evaluation prints 1,204.93 and 1,104.63 side by side."""
    (printed,) = query(
        "select"
        " substr(line_text, (f.source_start - l.source_start + 1)::int,"
        " (f.source_end - f.source_start)::int),"
        " substr(line_text, (f.other_source_start - l.source_start + 1)::int,"
        " (f.other_source_end - f.other_source_start)::int)"
        " from marts.fct_findings as f"
        " join marts.fct_source_lines as l"
        " on f.filing_id = l.filing_id and f.other_source_line = l.line_number"
        " where f.rule_code = 'F08' and f.source_line = 221"
    )
    assert printed == ("1,204.93", "1,104.63")


def test_damaged_tables_are_not_checked_rather_than_accused(query):
    """Two tables of 2023 lost their cost rows, and cells of three more their targets."""
    states = query(
        "select rule_code, form_number, check_state from marts.fct_rule_checks"
        " join marts.dim_forms using (form_id, filing_id)"
        " join marts.dim_filings using (filing_id)"
        " where file_name = '2023-songjiang-government-office.target.txt'"
        " and (rule_code, form_number) in (('F10', 13), ('F10', 14), ('F12', 6), ('F12', 12))"
        " order by all"
    )
    assert states == [
        ("F10", 13, "cannot_check"),
        ("F10", 14, "cannot_check"),
        ("F12", 6, "cannot_check"),
        ("F12", 12, "cannot_check"),
    ]


def test_superseded_forms_are_not_checked(made_up):
    """A filing changed by a later one, and requests at three stages: only the current of each."""
    checked = made_up(
        "select is_current_in_stage, count(distinct checks.form_id) from marts.dim_forms as forms"
        " left join marts.fct_rule_checks as checks using (form_id) group by all order by all"
    )
    assert checked[0] == (False, 0)
    assert checked[1][1] > 0
