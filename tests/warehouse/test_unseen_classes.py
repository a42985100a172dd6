"""Classes of made-up projects of all kinds of bodies, by the real models.

`expected_class_unseen.csv` says what a careful reader gives each; a batch was labelled before any
rule was tried on it. What a reader cannot tell is `unclassified`, and so is what the rules miss.
"""

import pytest

from tests.warehouse.made_up import FILING_ID, parts

LEAST_COVERAGE = 0.75


@pytest.fixture(scope="module")
def forms(made_up, own_expectations):
    """(row, class, evidence) of each made-up project, in order."""
    found = made_up(
        "select functional_class, class_evidence_text from marts.dim_forms"
        " where filing_id = $1 order by form_number",
        FILING_ID,
    )
    rows = own_expectations("class_unseen")
    return [(row, *form) for row, form in zip(rows, found, strict=False)]


def test_no_unseen_project_gets_a_wrong_class(forms):
    wrong = [
        (row["project_name"], row["functional_class"], found, evidence)
        for row, found, evidence in forms
        if found not in {row["functional_class"], "unclassified"}
    ]
    assert wrong == []


def test_most_unseen_projects_with_a_class_get_it(forms):
    found = [
        found != "unclassified"
        for row, found, _ in forms
        if row["functional_class"] != "unclassified"
    ]
    assert sum(found) / len(found) >= LEAST_COVERAGE


def test_cost_items_of_unseen_projects_have_the_class_a_reader_gives_them(made_up, forms):
    found = made_up("select item_name, functional_class from marts.fct_cost_items order by all")
    expected = [
        tuple(item.split("=")[::2]) for row, *_ in forms for item in parts(row, "cost_items")
    ]
    assert found == sorted(expected)


def test_the_evidence_quotes_the_form(forms):
    for row, _, evidence in forms:
        quoted = evidence.split("「")[1].split("」")[0] if evidence else ""
        assert quoted in "".join(row.values()), (row["project_name"], evidence)


def test_recurrence_is_what_the_cell_prints_and_no_word_elsewhere(made_up, forms, own_expectations):
    found = made_up(
        "select coalesce(recurrence, '') from marts.dim_forms"
        " where filing_id = $1 and form_number > $2 order by form_number",
        FILING_ID,
        len(forms),
    )
    assert [cell for (cell,) in found] == [
        row["recurrence"] for row in own_expectations("recurrence_unseen")
    ]
