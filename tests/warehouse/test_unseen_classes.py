"""Uses of money that a careful reader gives to made-up projects of all kinds of bodies.

`expected_class_unseen.csv` was labelled before any rule was tried on it; what is wrong is listed by name.
"""

import csv
import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from ingest import records
from ingest.folders import DataFolder
from ingest.tables import write_batch
from ingest.warehouse import build_warehouse, open_current

HERE = Path(__file__).parent
FILING_ID = "00000000000000c1"
KEYS = {"filing_id": FILING_ID, "load_id": "load-1"}
PLACE = {"source_line": 1, "source_start": 0, "source_end": 1}


def read_rows(name):
    with (HERE / f"expected_{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def parts(text, mark):
    return [part for part in text.split(mark) if part]


def a_form(number, row):
    return records.Form(
        **KEYS,
        **PLACE,
        form_id=f"{FILING_ID}-{number:03d}",
        form_number=number,
        form_type="target",
        project_name=row["project_name"],
        department_name=row["department_name"],
        annual_goal_text=row["annual_goal_text"],
        recurrence_text=row.get("recurrence_text") or None,
        fiscal_year=2025,
        is_complete=True,
    )


def sections_of(form_id, row):
    if row["overview_text"]:
        yield records.NarrativeSection(
            **KEYS,
            **PLACE,
            form_id=form_id,
            section_number=1,
            section_name="一、项目概述",
            section_text=row["overview_text"],
        )


def indicators_of(form_id, row):
    for number, name in enumerate(parts(row.get("indicator_names", ""), ";"), start=1):
        yield records.Indicator(
            **KEYS,
            **PLACE,
            indicator_id=f"{form_id}-i{number:03d}",
            form_id=form_id,
            indicator_number=number,
            indicator_name=name,
            target_kind="blank",
            is_approximate=False,
        )


def items_of(form_id, row):
    for number, item in enumerate(parts(row.get("cost_items", ""), ";"), start=1):
        name, amount, _ = item.split("=")
        yield records.CostItem(
            **KEYS,
            **PLACE,
            cost_item_id=f"{form_id}-c{number:03d}",
            form_id=form_id,
            item_number=number,
            item_name=name,
            amount_yuan=Decimal(amount),
            amount_text=amount,
        )


def a_filing(form_count):
    return records.Filing(
        **KEYS,
        file_name="made-up.txt",
        source_path="filings/made-up.txt",
        document_stage="published",
        media_type="text/plain",
        byte_count=1,
        form_count=form_count,
        status="loaded",
        number_count=0,
        number_typed_count=0,
        number_text_count=0,
        number_layout_count=0,
        number_issue_count=0,
        reader_version="test",
        loaded_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
    )


def as_records(rows):
    """One filing with a form for each row."""
    forms = [a_form(number, row) for number, row in enumerate(rows, start=1)]
    pairs = [(form.form_id, row) for form, row in zip(forms, rows, strict=True)]
    return {
        "filings": [a_filing(len(forms))],
        "forms": forms,
        "narrative_sections": [made for pair in pairs for made in sections_of(*pair)],
        "indicators": [made for pair in pairs for made in indicators_of(*pair)],
        "cost_items": [made for pair in pairs for made in items_of(*pair)],
    }


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    folder = DataFolder(tmp_path_factory.mktemp("unseen"))
    rows = read_rows("class_unseen")
    write_batch(folder, "load-1", as_records(rows))
    build_warehouse(folder, report=print)
    with open_current(folder) as connection:
        forms = connection.execute(
            "select form_number, functional_class, class_evidence_text"
            " from marts.dim_forms order by form_number"
        ).fetchall()
        items = connection.execute("select form_number, item_number, fct_cost_items.functional_class from marts.fct_cost_items join marts.dim_forms using (form_id) order by all").fetchall()
    return rows, forms, items
