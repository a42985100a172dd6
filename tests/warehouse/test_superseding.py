"""A changed filing, a withdrawn one and a reload, end to end. The filings are made up."""

from decimal import Decimal

import pytest

from tests.warehouse.made_up import APPROVED, CHANGED, FIRST, PUBLISHED, SUBMITTED

OF_BODY = "join marts.dim_organisations on organisation_id = department_id where canonical_name = ?"


@pytest.fixture(scope="module")
def rows(made_up):
    """(filing, is current, amount) of the forms, and the spending they sum to."""
    forms = made_up(
        "select filing_id, is_current, amount_yuan from marts.dim_forms"
        f" join marts.fct_funding using (form_id, filing_id) {OF_BODY} order by all",
        "机关事务局",
    )
    spending = made_up(
        f"select grain, amount_yuan from marts.fct_spending_by_category {OF_BODY} order by all",
        "机关事务局",
    )
    return forms, spending


def test_the_filing_received_last_is_current_and_a_reload_changes_nothing(rows):
    assert rows[0] == [(FIRST, False, Decimal("100.00")), (CHANGED, True, Decimal("250.00"))]


def test_only_current_forms_are_summed(rows):
    assert rows[1] == [("cost_item", Decimal("250.00")), ("form", Decimal("250.00"))]


def test_a_filing_stays_current_in_its_stage_until_another_of_that_stage_comes(made_up):
    forms = made_up(
        f"select filing_id, document_stage, is_current, is_current_in_stage"
        f" from marts.dim_forms {OF_BODY} order by all",
        "档案局",
    )
    assert forms == [
        ("00000000000000b0", "submitted", False, False),
        (SUBMITTED, "submitted", False, True),
        (APPROVED, "approved", False, True),
        (PUBLISHED, "published", True, True),
    ]


def test_no_sum_adds_two_stages(made_up):
    sums = made_up(
        "select document_stage, amount_yuan from marts.fct_spending_by_category"
        f" {OF_BODY} and grain = 'form'",
        "档案局",
    )
    assert sums == [("published", Decimal("310.00"))]
