"""Made-up filings: some that replace each other, and one with a form for each row of a table."""

import datetime as dt
from collections import defaultdict
from decimal import Decimal

from ingest import records
from ingest.folders import DataFolder
from ingest.ledger import withdraw_filing
from ingest.tables import write_batch
from tests.ingest.synthetic import load_one_form

FIRST, CHANGED, WITHDRAWN = "00000000000000a1", "00000000000000a2", "00000000000000a3"
SUBMITTED, APPROVED, PUBLISHED = "00000000000000b1", "00000000000000b2", "00000000000000b3"
FILING_ID = "00000000000000c1"
KEYS = {"filing_id": FILING_ID, "load_id": "load-unseen"}
PLACE = {"source_line": 1, "source_start": 0, "source_end": 1}


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
        form_id = f"{FILING_ID}-{number:03}"
        made["forms"].append(form_of(form_id, number, row))
        if row["overview_text"]:
            made["narrative_sections"].append(section_of(form_id, row["overview_text"]))
        for place, name in enumerate(parts(row, "indicator_names"), start=1):
            made["indicators"].append(indicator_of(form_id, place, name))
        for place, item in enumerate(parts(row, "cost_items"), start=1):
            made["cost_items"].append(item_of(form_id, place, item))
    return dict(made)


def load_rows(folder: DataFolder, rows):
    """The filing of the rows, written as one batch."""
    write_batch(folder, KEYS["load_id"], as_records(rows))


def load_superseding(folder: DataFolder):
    """A filing, a changed one, a withdrawn one, and the first once more."""
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


def load_stages(folder: DataFolder):
    """The request of one body at three stages, the first of them filed twice."""
    for day, filing_id, stage, amount in (
        (11, "00000000000000b0", "submitted", "500.00"),
        (12, SUBMITTED, "submitted", "400.00"),
        (13, APPROVED, "approved", "300.00"),
        (14, PUBLISHED, "published", "310.00"),
    ):
        load_one_form(
            folder,
            load_id=f"load-{day}",
            filing_id=filing_id,
            loaded_at=dt.datetime(2026, 1, day, tzinfo=dt.UTC),
            amount=amount,
            department="档案局",
            stage=stage,
        )
