"""A changed filing, a withdrawn one and a reload, end to end. The filings are made up."""

import datetime as dt
from decimal import Decimal

import pytest

from ingest.folders import DataFolder
from ingest.ledger import withdraw_filing
from ingest.warehouse import build_warehouse, open_current
from tests.ingest.synthetic import load_one_form

FIRST, CHANGED, WITHDRAWN = "00000000000000a1", "00000000000000a2", "00000000000000a3"


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    """(filing, is current, amount) of the forms, and the spending they sum to."""
    folder = DataFolder(tmp_path_factory.mktemp("superseding"))
    for day, filing_id, amount in (
        (1, FIRST, "100.00"),
        (2, CHANGED, "250.00"),
        (3, WITHDRAWN, "900.00"),
        (4, FIRST, "100.00"),
    ):
        loaded_at = dt.datetime(2026, 1, day, tzinfo=dt.UTC)
        load_one_form(
            folder, load_id=f"load-{day}", filing_id=filing_id, loaded_at=loaded_at, amount=amount
        )
    withdraw_filing(folder, WITHDRAWN, "loaded by mistake")
    build_warehouse(folder, report=print)
    with open_current(folder) as connection:
        forms = connection.execute(
            "select filing_id, is_current, amount_yuan from marts.dim_forms"
            " join marts.fct_funding using (form_id, filing_id) order by all"
        ).fetchall()
        spending = connection.execute(
            "select grain, amount_yuan from marts.fct_spending_by_category order by all"
        ).fetchall()
    return forms, spending


def test_the_filing_received_last_is_current_and_a_reload_changes_nothing(rows):
    assert rows[0] == [(FIRST, False, Decimal("100.00")), (CHANGED, True, Decimal("250.00"))]


def test_only_current_forms_are_summed(rows):
    assert rows[1] == [("cost_item", Decimal("250.00")), ("form", Decimal("250.00"))]
