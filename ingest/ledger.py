"""Which filings have been loaded, as the raw tables tell it, and taking one out."""

import datetime as dt

import polars as pl

from ingest.errors import CannotProceed
from ingest.folders import DataFolder
from ingest.records import Withdrawal
from ingest.tables import read_raw, write_batch


def loaded_filings(folder: DataFolder) -> pl.DataFrame:
    """One row per filing: its newest load, and `is_withdrawn`."""
    withdrawals = (
        read_raw(folder, "withdrawals").group_by("filing_id").agg(pl.col("withdrawn_at").max())
    )
    return (
        read_raw(folder, "filings")
        .sort("loaded_at", "load_id")
        .unique("filing_id", keep="last", maintain_order=True)
        .join(withdrawals, on="filing_id", how="left", maintain_order="left")
        .with_columns(is_withdrawn=(pl.col("withdrawn_at") >= pl.col("loaded_at")).fill_null(False))
        .sort("file_name", "filing_id")
    )


def withdraw_filing(folder: DataFolder, filing_id: str, reason: str) -> str:
    """The name of the filing's file, now noted as withdrawn; loading it again brings it back.

    Raises CannotProceed where no such filing is loaded.
    """
    filing = loaded_filings(folder).filter(pl.col("filing_id") == filing_id)
    if filing.is_empty():
        raise CannotProceed(f"No filing {filing_id!r} is loaded: `jixiao status` lists them.")
    row = filing.row(0, named=True)
    if row["is_withdrawn"]:
        raise CannotProceed(f"Filing {filing_id} ({row['file_name']}) is withdrawn already.")
    withdrawn_at = dt.datetime.now(dt.UTC)
    withdrawal = Withdrawal(
        filing_id=filing_id, load_id=row["load_id"], reason_text=reason, withdrawn_at=withdrawn_at
    )
    batch_id = f"{withdrawn_at:%Y%m%dT%H%M%S%f}Z-{filing_id}"
    write_batch(folder, batch_id, {"withdrawals": [withdrawal]})
    return str(row["file_name"])
