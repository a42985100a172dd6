"""A filing of one form, made up, as records: what tests need that are not about reading."""

import datetime as dt
from decimal import Decimal

from ingest import records
from ingest.folders import DataFolder
from ingest.tables import write_batch

FILING_ID = "00000000000000ab"
FORM_ID = f"{FILING_ID}-001"
LOADED_AT = dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)


def one_form(
    load_id="load-1",
    filing_id=FILING_ID,
    loaded_at=LOADED_AT,
    amount="12600.00",
    department="机关事务局",
    stage="published",
):
    """The records of a filing of three lines with one form, one amount and one indicator."""
    keys = {"filing_id": filing_id, "load_id": load_id}
    form_id = f"{filing_id}-001"
    place = {"source_line": 2, "source_start": 6, "source_end": 14}
    lines = ["项目支出表", "年度资金总额\t1.26", "得分\t=100%"]
    starts = [0, 6, 18]
    return {
        "filings": [
            records.Filing(
                **keys,
                file_name=f"{filing_id}.txt",
                source_path=f"filings/{filing_id}.txt",
                document_stage=stage,
                document_stage_basis="told",
                media_type="text/plain",
                byte_count=70,
                form_count=1,
                status="loaded",
                number_count=2,
                number_typed_count=2,
                number_text_count=0,
                number_layout_count=0,
                number_issue_count=0,
                reader_version="test",
                loaded_at=loaded_at,
            )
        ],
        "forms": [
            records.Form(
                **keys,
                form_id=form_id,
                form_number=1,
                form_type="target",
                project_name="=办公用房运行",
                fiscal_year=2023,
                department_name=department,
                department_name_text=department,
                is_complete=True,
                **{**place, "source_line": 1, "source_start": 0, "source_end": 27},
            )
        ],
        "funding": [
            records.Funding(
                **keys,
                funding_id=f"{form_id}-f001",
                form_id=form_id,
                phase="proposed",
                basis="annual",
                fund_source="total",
                amount_text="1.26",
                amount_yuan=Decimal(amount),
                money_unit="万元",
                money_unit_basis="printed",
                **place,
            )
        ],
        "lines": [
            records.Line(
                **keys,
                line_number=number,
                line_text=text,
                source_start=start,
                source_end=start + len(text),
            )
            for number, (text, start) in enumerate(zip(lines, starts, strict=True), start=1)
        ],
    }


def load_one_form(folder: DataFolder, **changes):
    """The records, written as one batch."""
    made = one_form(**changes)
    write_batch(folder, made["filings"][0].load_id, made)
    return made
