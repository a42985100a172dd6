"""What persons decided about links: `data/reviews/link_decisions.csv`, append only.

A decision counts from the next build on, which reads the file anew. The newest of a pair counts;
`undone` takes back the one before.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any

import polars as pl

from dashboards.kept_rows import append_row, cleaned, read_rows

ACCEPTED, REJECTED, UNDONE = "accepted", "rejected", "undone"
LONGEST = {"reviewer_name": 40, "reason": 1000}
PAIR = ["left_item_key", "right_item_key"]


@dataclass(frozen=True, kw_only=True)
class LinkDecision:
    """One row per decision of a person about a pair of items; `decided_at` is UTC.

    The keys name the items whatever filing prints them, the ids as they were that day.
    """

    decided_at: str
    reviewer_name: str
    left_item_id: str
    left_item_key: str
    right_item_id: str
    right_item_key: str
    decision: str
    reason: str


COLUMNS = [field.name for field in fields(LinkDecision)]


def decisions_file(folder: Path) -> Path:
    """Where the decisions of a data folder are kept."""
    return folder / "reviews" / "link_decisions.csv"


def made_decision(pair: Mapping[str, Any], decision: str, reason: str, name: str) -> LinkDecision:
    """The decision about a pair at this moment."""
    return LinkDecision(
        decided_at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        reviewer_name=cleaned(name, LONGEST["reviewer_name"]),
        left_item_id=pair["left_item_id"],
        left_item_key=pair["left_item_key"],
        right_item_id=pair["right_item_id"],
        right_item_key=pair["right_item_key"],
        decision=decision,
        reason=cleaned(reason, LONGEST["reason"]),
    )


def lacking(decision: LinkDecision) -> str | None:
    """The key of the text that says what a decision lacks; None where it can be kept."""
    if decision.decision not in (ACCEPTED, REJECTED, UNDONE):
        return "link_review.no_decision"
    return None if decision.reviewer_name else "review.no_name"


def append_decision(folder: Path, decision: LinkDecision) -> None:
    """Write one row at the end of the file. Raises RowsNotReadable, OSError."""
    append_row(decisions_file(folder), COLUMNS, astuple(decision))


def standing_decisions(folder: Path) -> pl.DataFrame:
    """One row per pair with a decision that was not taken back. Raises RowsNotReadable, OSError."""
    rows = read_rows(decisions_file(folder), COLUMNS)
    newest = rows.unique(PAIR, keep="last", maintain_order=True)
    return newest.filter(pl.col("decision") != UNDONE)
