"""Which filings have been loaded, as the raw tables tell it, and taking one out."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

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
    """The name of the filing's file, now noted as withdrawn; see `withdraw_filings`."""
    return withdraw_filings(folder, [filing_id], reason)[0]


def withdraw_filings(folder: DataFolder, filing_ids: Sequence[str], reason: str) -> list[str]:
    """The names of the filings' files, now noted as withdrawn; loading one again brings it back.

    Raises CannotProceed, and withdraws none, where one is not loaded or is withdrawn already.
    """
    asked = list(dict.fromkeys(filing_ids))
    loaded = {row["filing_id"]: row for row in loaded_filings(folder).iter_rows(named=True)}
    _check_standing(asked, loaded)
    withdrawn_at = dt.datetime.now(dt.UTC)
    rows = [
        Withdrawal(
            filing_id=filing_id,
            load_id=loaded[filing_id]["load_id"],
            reason_text=reason,
            withdrawn_at=withdrawn_at,
        )
        for filing_id in asked
    ]
    batch_id = f"{withdrawn_at:%Y%m%dT%H%M%S%f}Z-{asked[0]}"
    write_batch(folder, batch_id, {"withdrawals": rows})
    return [str(loaded[filing_id]["file_name"]) for filing_id in asked]


def _check_standing(asked: Sequence[str], loaded: Mapping[str, Mapping[str, Any]]) -> None:
    """Raises CannotProceed with one sentence on the filings that cannot be withdrawn."""
    none = "; none was withdrawn" if len(asked) > 1 else ""
    unknown = ", ".join(repr(filing_id) for filing_id in asked if filing_id not in loaded)
    if unknown:
        raise CannotProceed(f"No filing {unknown} is loaded{none}: `jixiao status` lists them.")
    gone = [loaded[filing_id] for filing_id in asked if loaded[filing_id]["is_withdrawn"]]
    if gone:
        named = ", ".join(f"{row['filing_id']} ({row['file_name']})" for row in gone)
        many, are = ("s", "are") if len(gone) > 1 else ("", "is")
        raise CannotProceed(f"Filing{many} {named} {are} withdrawn already{none}.")
