"""What persons decided about read issues: `data/reviews/read_issue_reviews.csv`, append only.

A review stands beside the issue and changes no fact. It holds for the issue as it was printed:
where a later reading gives the same id to another text, the review is not shown with it.
"""

import csv
import datetime as dt
import fcntl
import io
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any

import polars as pl

from dashboards.extracts import FORMULA_STARTS

CONFIRMED, CORRECTED = "confirmed", "corrected"
DECISIONS = (CONFIRMED, CORRECTED)
LONGEST = {"reviewer_name": 40, "corrected_text": 4000, "reason": 1000}
ISSUE_KEY = ["filing_id", "issue_id", "issue_code", "raw_text"]
SHOWN = ["decision", "corrected_text", "reason", "reviewer_name", "reviewed_at"]
ESCAPED = re.compile(rf"(?:{FORMULA_STARTS})|^'")


class ReviewsNotReadable(Exception):
    """The file holds other columns or no text; `str()` is its path."""


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
        reviewer_name=_cleaned("reviewer_name", name),
        filing_id=issue["filing_id"],
        form_id=issue["form_id"] or "",
        issue_id=issue["issue_id"],
        issue_code=issue["issue_code"],
        source_line=str(issue["source_line"]),
        raw_text=issue["raw_text"] or "",
        decision=decision,
        corrected_text=_cleaned("corrected_text", corrected_text) if decision == CORRECTED else "",
        reason=_cleaned("reason", reason),
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
    """Write one row at the end of the file. Raises ReviewsNotReadable, OSError."""
    path = reviews_file(folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if path.stat().st_size:
            _read_rows(path)
            file.write(_row([_harmless(text) for text in astuple(review)]))
        else:
            header = b"\xef\xbb\xbf" + _row(COLUMNS)
            file.write(header + _row([_harmless(text) for text in astuple(review)]))


def read_reviews(folder: Path) -> pl.DataFrame:
    """One row per review, oldest first. Raises ReviewsNotReadable."""
    path = reviews_file(folder)
    rows = _read_rows(path) if path.exists() else []
    texts = [[_as_given(text) for text in row] for row in rows]
    return pl.DataFrame(texts, schema=dict.fromkeys(COLUMNS, pl.String), orient="row")


def with_reviews(issues: pl.DataFrame, reviews: pl.DataFrame) -> pl.DataFrame:
    """The issues, each with the newest review of it, as far as it still prints the same."""
    newest = reviews.unique(ISSUE_KEY, keep="last", maintain_order=True)
    keyed = issues.with_columns(pl.col("raw_text").fill_null(""))
    return keyed.join(
        newest.select(*ISSUE_KEY, *SHOWN), on=ISSUE_KEY, how="left", maintain_order="left"
    )


def _read_rows(path: Path) -> list[list[str]]:
    """The rows without the header; a text may be as long as the file."""
    csv.field_size_limit(max(csv.field_size_limit(), path.stat().st_size))
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            header, *rows = csv.reader(file)
    except (UnicodeDecodeError, ValueError, csv.Error) as error:
        raise ReviewsNotReadable(str(path)) from error
    if header != COLUMNS or any(len(row) != len(COLUMNS) for row in rows):
        raise ReviewsNotReadable(str(path))
    return rows


def _row(texts: list[str]) -> bytes:
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\n").writerow(texts)
    return written.getvalue().encode()


def _harmless(text: str) -> str:
    """The text with an apostrophe before what a spreadsheet would take for a formula.

    >>> _harmless("=1+1"), _harmless("5万元"), _as_given(_harmless("'x"))
    ("'=1+1", '5万元', "'x")
    """
    return f"'{text}" if ESCAPED.search(text) else text


def _as_given(text: str) -> str:
    return text.removeprefix("'")


def _cleaned(name: str, text: str) -> str:
    """The text in its bounds, without control and other unseen characters."""
    seen = (char for char in text if char in "\n\t" or unicodedata.category(char)[0] != "C")
    return "".join(seen).strip()[: LONGEST[name]]
