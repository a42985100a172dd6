"""What persons decided about links over years: `data/reviews/link_decisions.csv` -> raw.

The dashboard appends to the file; a build reads it anew each time, so that a decision outlives
every build. An apostrophe before a text keeps spreadsheets from taking it for a formula.
"""

import csv
from pathlib import Path

import duckdb

from ingest.errors import CannotProceed
from ingest.folders import DataFolder

COLUMNS = (
    "decided_at",
    "reviewer_name",
    "left_item_id",
    "left_item_key",
    "right_item_id",
    "right_item_key",
    "decision",
    "reason",
)


def decisions_file(folder: DataFolder) -> Path:
    """Where the decisions of a data folder are kept."""
    return folder.reviews / "link_decisions.csv"


def fill_decisions(connection: duckdb.DuckDBPyConnection, folder: DataFolder) -> None:
    """Nothing; makes raw.link_decisions, one row per decision in the order of the file.

    Raises CannotProceed where the file is not one of decisions.
    """
    declared = ", ".join(f"{name} varchar not null" for name in COLUMNS)
    connection.execute(f"create table raw.link_decisions (decision_number bigint, {declared})")
    rows = [
        (number, *(text.removeprefix("'") for text in row))
        for number, row in enumerate(_rows(decisions_file(folder)), start=1)
    ]
    if rows:
        places = ", ".join("?" * (len(COLUMNS) + 1))
        connection.executemany(f"insert into raw.link_decisions values ({places})", rows)


def _rows(path: Path) -> list[list[str]]:
    if not path.exists():
        return []
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            header, *rows = csv.reader(file)
    except (UnicodeDecodeError, ValueError, csv.Error):
        header, rows = [], []
    if header != list(COLUMNS) or any(len(row) != len(COLUMNS) for row in rows):
        raise CannotProceed(
            f"{path} is not a file of decisions about links (its columns must be"
            f" {', '.join(COLUMNS)}): put it right or move it away, then build again."
        )
    return rows
