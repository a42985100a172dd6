"""The marts against what was read by hand: every amount, and the sums an analyst sees first."""

from collections import Counter
from decimal import ROUND_DOWN, Decimal

PHASES = {"initial": "approved", "adjusted": "adjusted", "executed": "executed"}
SOURCES = {"": "total", "fiscal": "fiscal", "carryover": "carryover", "other": "other"}


def funding_key(measure):
    """(phase, basis, fund source) of a measure as the hand-read files call it."""
    head, _, source = measure.partition("_")
    if head in PHASES:
        return PHASES[head], "annual", source
    basis = {"annual": "annual", "total": "project_total"}[head]
    return "proposed", basis, SOURCES[source]


def test_every_project_is_a_form(query, read_expected):
    found = query(
        "select file_name, form_number from marts.dim_forms join marts.dim_filings using (filing_id)"
    )
    assert sorted(found) == sorted(
        (row["file_name"], int(row["seq"])) for row in read_expected("projects")
    )


def test_every_printed_amount_has_its_phase_basis_and_source(query, read_expected):
    found = query(
        "select file_name, form_number, phase, basis, fund_source, amount_yuan from marts.fct_funding"
        " join marts.dim_forms using (form_id)"
        " join marts.dim_filings on dim_filings.filing_id = fct_funding.filing_id"
        " where amount_yuan is not null"
    )
    expected = [
        (
            row["file_name"],
            int(row["seq"]),
            *funding_key(row["measure"]),
            Decimal(row["amount_yuan"]),
        )
        for row in read_expected("funding")
    ]
    assert sorted(found) == sorted(expected)


def test_requests_of_a_year_sum_to_the_fen(query):
    found = query(
        "select fiscal_year, grain, sum(amount_yuan) from marts.fct_spending_by_category"
        " where phase = 'proposed' group by all"
    )
    totals = {
        2021: Decimal("13684500.00"),
        2023: Decimal("60693088.00"),
        2026: Decimal("76205501.91"),
    }
    assert sorted(found) == sorted(
        (year, grain, amount) for year, amount in totals.items() for grain in ("form", "cost_item")
    )


def test_items_that_exceed_the_request_leave_a_negative_remainder(query):
    found = query(
        "select amount_yuan, functional_class from marts.fct_spending_by_category"
        " where grain = 'cost_item' and is_remainder and fiscal_year = 2023 and phase = 'proposed'"
    )
    assert found == [(Decimal("-300000.00"), "aid_cooperation")]


def test_self_evaluations_keep_their_three_phases_apart(query):
    found = query(
        "select phase, sum(amount_yuan) from marts.fct_spending_by_category"
        " where form_type = 'self_evaluation' and grain = 'form' group by all"
    )
    assert dict(found) == {
        "approved": Decimal("19114500.00"),
        "adjusted": Decimal("18081500.00"),
        "executed": Decimal("17458400.00"),
    }


def test_printed_rates_are_the_computed_ones_truncated(query):
    rates = query("select execution_rate_pct, computed_rate_pct from marts.fct_execution")
    assert len(rates) == 8
    for printed, computed in rates:
        assert printed == computed.quantize(Decimal("0.01"), rounding=ROUND_DOWN)


def test_cost_items_have_their_amounts(query, read_expected):
    found = query(
        "select form_number, item_number, amount_yuan from marts.fct_cost_items"
        " join marts.dim_forms using (form_id)"
    )
    expected = [
        (int(row["seq"]), int(row["ord"]), Decimal(row["amount_yuan"]))
        for row in read_expected("components")
    ]
    assert sorted(found) == sorted(expected)


def test_stated_sums_reconcile_and_a_contract_total_is_left_alone(query, read_expected):
    found = query("select amount_yuan, is_reconciled from marts.fct_cost_totals")
    assert sorted(amount for amount, _ in found) == sorted(
        Decimal(row["amount_yuan"]) for row in read_expected("totals")
    )
    assert Counter(is_reconciled for _, is_reconciled in found) == {True: 4, None: 1}


def test_the_department_statement_is_as_printed(query, read_expected):
    (row,) = read_expected("statement")
    assert query(
        "select unit_count, project_count, amount_yuan from marts.fct_department_statements"
    ) == [(int(row["unit_count"]), int(row["project_count"]), Decimal(row["amount_yuan"]))]
