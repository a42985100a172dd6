"""Use of money and standard indicators of the four filings beside what a reader made of them by hand."""

import pytest

from tests.standards_expected import STANDARDS, class_agreements, read_rows, standard_agreements

LEAST_RECALL = 0.98  # of the pairs that are one indicator: a new filing may bring a new spelling


@pytest.fixture(scope="module")
def agreements(query):
    return {**class_agreements(query), **standard_agreements(query)}


def test_nothing_is_given_that_no_reader_would_give(agreements):
    assert {name: agreed.wrong for name, agreed in agreements.items() if agreed.wrong} == {}


def test_what_a_reader_gives_is_found(agreements):
    shares = {name: agreed.recall for name, agreed in agreements.items()}
    assert {name: share for name, share in shares.items() if share < LEAST_RECALL} == {}


def test_every_list_is_as_long_as_what_was_read(agreements):
    """So that no list is right because it is empty."""
    rows = read_rows(STANDARDS)
    judged = {name: len(agreed.right) + len(agreed.missed) for name, agreed in agreements.items()}
    assert judged == {
        "use of money, projects": 70,
        "use of money, cost items": 69,
        "standard levels of indicators": len(rows),
        "polarity of indicators": sum(bool(row["polarity"]) for row in rows),
        "pairs that are one standard indicator": 1018,
    }
