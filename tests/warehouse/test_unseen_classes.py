"""Classes of made-up projects of all kinds of bodies, by the real models.

`expected_class_unseen.csv` says what a careful reader gives each; a batch was labelled before any
rule was tried on it. What a reader cannot tell is `unclassified`, and so is what the rules miss.
"""

import datetime as dt
from collections import defaultdict
from decimal import Decimal
from itertools import pairwise

import pytest

from ingest import records
from ingest.folders import DataFolder
from ingest.tables import write_batch
from ingest.warehouse import build_warehouse, open_current

KEYS = {"filing_id": "00000000000000c1", "load_id": "load-1"}
PLACE = {"source_line": 1, "source_start": 0, "source_end": 1}
LEAST_COVERAGE = 0.75


def parts(row, column):
    return [part for part in row.get(column, "").split(";") if part]


def form_of(form_id, number, row):
    return records.Form(
        **KEYS,
        **PLACE,
        form_id=form_id,
        form_number=number,
        form_type="target",
        project_name=row["project_name"],
        department_name=row.get("department_name") or None,
        annual_goal_text=row["annual_goal_text"] or None,
        recurrence_text=row.get("recurrence_text") or None,
        is_complete=True,
    )


def section_of(form_id, text):
    return records.NarrativeSection(
        **KEYS,
        **PLACE,
        form_id=form_id,
        section_number=1,
        section_name="一、项目概述",
        section_text=text,
    )


def indicator_of(form_id, number, name):
    return records.Indicator(
        **KEYS,
        **PLACE,
        indicator_id=f"{form_id}-i{number:03}",
        form_id=form_id,
        indicator_number=number,
        indicator_name=name,
        target_kind="blank",
        is_approximate=False,
    )


def item_of(form_id, number, item):
    name, amount, _ = item.split("=")
    return records.CostItem(
        **KEYS,
        **PLACE,
        cost_item_id=f"{form_id}-c{number:03}",
        form_id=form_id,
        item_number=number,
        item_name=name,
        amount_yuan=Decimal(amount),
        amount_text=amount,
    )


def filing_of(form_count):
    counts = ("count", "typed_count", "text_count", "layout_count", "issue_count")
    return records.Filing(
        **KEYS,
        **{f"number_{count}": 0 for count in counts},
        file_name="made-up.txt",
        source_path="filings/made-up.txt",
        document_stage="published",
        media_type="text/plain",
        byte_count=1,
        form_count=form_count,
        status="loaded",
        reader_version="test",
        loaded_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
    )


def as_records(rows):
    """One filing with a form for each row."""
    made = defaultdict(list, filings=[filing_of(len(rows))])
    for number, row in enumerate(rows, start=1):
        form_id = f"{KEYS['filing_id']}-{number:03}"
        made["forms"].append(form_of(form_id, number, row))
        if row["overview_text"]:
            made["narrative_sections"].append(section_of(form_id, row["overview_text"]))
        for place, name in enumerate(parts(row, "indicator_names"), start=1):
            made["indicators"].append(indicator_of(form_id, place, name))
        for place, item in enumerate(parts(row, "cost_items"), start=1):
            made["cost_items"].append(item_of(form_id, place, item))
    return dict(made)


@pytest.fixture(scope="module")
def built(tmp_path_factory, own_expectations):
    """(rows with a class, rows with a recurrence, their forms, their cost items), all in order."""
    rows, cells = own_expectations("class_unseen"), own_expectations("recurrence_unseen")
    folder = DataFolder(tmp_path_factory.mktemp("unseen"))
    write_batch(folder, KEYS["load_id"], as_records([*rows, *cells]))
    build_warehouse(folder, report=print)
    with open_current(folder) as connection:
        forms = connection.execute(
            "select functional_class, class_evidence_text, recurrence"
            " from marts.dim_forms order by form_number"
        ).fetchall()
        items = connection.execute(
            "select item_name, functional_class from marts.fct_cost_items order by cost_item_id"
        ).fetchall()
    return rows, cells, forms, items


def test_no_unseen_project_gets_a_wrong_class(built):
    rows, _, forms, _ = built
    wrong = [
        (row["project_name"], row["functional_class"], found, evidence)
        for row, (found, evidence, _) in zip(rows, forms, strict=False)
        if found not in {row["functional_class"], "unclassified"}
    ]
    assert wrong == []


def test_most_unseen_projects_with_a_class_get_it(built):
    rows, _, forms, _ = built
    found = [
        form[0] != "unclassified"
        for row, form in zip(rows, forms, strict=False)
        if row["functional_class"] != "unclassified"
    ]
    assert sum(found) / len(found) >= LEAST_COVERAGE


def test_cost_items_of_unseen_projects_have_the_class_a_reader_gives_them(built):
    rows, _, _, items = built
    expected = [tuple(item.split("=")[::2]) for row in rows for item in parts(row, "cost_items")]
    assert items == expected


def test_the_evidence_of_a_form_is_printed_in_it(built):
    rows, _, forms, _ = built
    for row, (_, evidence, _) in zip(rows, forms, strict=False):
        quotes = (evidence or "").replace("」", "「").split("「")[1::2]
        for clause, words in pairwise(quotes):
            if clause in "".join(row.values()):
                break
        else:
            assert evidence is None, (row["project_name"], evidence)


def test_recurrence_is_what_the_cell_prints_and_no_word_elsewhere(built):
    rows, cells, forms, _ = built
    found = [recurrence or "" for _, _, recurrence in forms[len(rows) :]]
    assert found == [cell["recurrence"] for cell in cells]
