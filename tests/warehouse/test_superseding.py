"""A changed filing, a withdrawn one and a reload, end to end. The filings are made up."""

from decimal import Decimal

import pytest

from tests.warehouse.made_up import CHANGED, FIRST


@pytest.fixture(scope="module")
def rows(made_up):
    """(filing, is current, amount) of the forms, and the spending they sum to."""
    forms = made_up(
        "select filing_id, is_current, amount_yuan from marts.dim_forms"
        " join marts.fct_funding using (form_id, filing_id) order by all"
    )
    spending = made_up("select grain, amount_yuan from marts.fct_spending_by_category order by all")
    return forms, spending


def test_the_filing_received_last_is_current_and_a_reload_changes_nothing(rows):
    assert rows[0] == [(FIRST, False, Decimal("100.00")), (CHANGED, True, Decimal("250.00"))]


def test_only_current_forms_are_summed(rows):
    assert rows[1] == [("cost_item", Decimal("250.00")), ("form", Decimal("250.00"))]
