"""What persons decided about read issues: `data/reviews/read_issue_reviews.csv`, append only.

A review stands beside the issue and changes no fact. It holds for the issue as it was printed:
where a later reading gives the same id to another text, the review is not shown with it.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any

import polars as pl

from dashboards.kept_rows import append_row, cleaned, read_rows

CONFIRMED, CORRECTED = "confirmed", "corrected"
DECISIONS = (CONFIRMED, CORRECTED)
LONGEST = {"reviewer_name": 40, "corrected_text": 4000, "reason": 1000}
ISSUE_KEY = ["filing_id", "issue_id", "issue_code", "raw_text"]
SHOWN = ["decision", "corrected_text", "reason", "reviewer_name", "reviewed_at"]


@dataclass(frozen=True, kw_only=True)
class Review:
    """One row per decision of a person about a read issue; the newest of an issue counts.

    `reviewed_at` is UTC, `decision` one of DECISIONS, `raw_text` what the filing prints.
    """

    reviewed_at: str
    reviewer_name: str
    filing_id: str
    form_id: str
    issue_id: str
    issue_code: str
    source_line: str
    raw_text: str
    decision: str
    corrected_text: str
    reason: str


COLUMNS = [field.name for field in fields(Review)]


def reviews_file(folder: Path) -> Path:
    """Where the reviews of a data folder are kept."""
    return folder / "reviews" / "read_issue_reviews.csv"


def made_review(
    issue: Mapping[str, Any], decision: str, corrected_text: str, reason: str, name: str
) -> Review:
    """The review of an issue at this moment, its texts without what no one can see."""
    return Review(
        reviewed_at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        reviewer_name=cleaned(name, LONGEST["reviewer_name"]),
        filing_id=issue["filing_id"],
        form_id=issue["form_id"] or "",
        issue_id=issue["issue_id"],
        issue_code=issue["issue_code"],
        source_line=str(issue["source_line"]),
        raw_text=issue["raw_text"] or "",
        decision=decision,
        corrected_text=cleaned(corrected_text, LONGEST["corrected_text"])
        if decision == CORRECTED
        else "",
        reason=cleaned(reason, LONGEST["reason"]),
    )


def lacking(review: Review) -> str | None:
    """The key of the text that says what a review lacks; None where it can be kept."""
    if not review.reviewer_name:
        return "review.no_name"
    if review.decision == CORRECTED and not review.corrected_text:
        return "review.no_text"
    if review.decision == CORRECTED and not review.reason:
        return "review.no_reason"
    return None


def append_review(folder: Path, review: Review) -> None:
    """Write one row at the end of the file. Raises RowsNotReadable, OSError."""
    append_row(reviews_file(folder), COLUMNS, astuple(review))


def read_reviews(folder: Path) -> pl.DataFrame:
    """One row per review, oldest first. Raises RowsNotReadable."""
    return read_rows(reviews_file(folder), COLUMNS)


def with_reviews(issues: pl.DataFrame, reviews: pl.DataFrame) -> pl.DataFrame:
    """The issues, each with the newest review of it, as far as it still prints the same."""
    newest = reviews.unique(ISSUE_KEY, keep="last", maintain_order=True)
    keyed = issues.with_columns(pl.col("raw_text").fill_null(""))
    return keyed.join(
        newest.select(*ISSUE_KEY, *SHOWN), on=ISSUE_KEY, how="left", maintain_order="left"
    )
