"""What is loaded and what the current build holds, as plain values and as text."""

import datetime as dt
from typing import Any

import duckdb
import polars as pl

from ingest.folders import DataFolder
from ingest.ledger import loaded_filings
from ingest.tables import read_raw
from ingest.text_tables import text_table
from ingest.warehouse import Build, current_build, open_current

SHOWN_OF_FILING = ("filing_id", "file_name", "status", "form_count", "status_reason", "loaded_at")
COUNTED = {
    "page_outcomes": ("page_outcomes", "outcome"),
    "form_outcomes": ("form_outcomes", "outcome"),
    "incomplete_reasons": ("form_outcomes", "reason_codes"),
}
COUNTED_WORDS = {
    "page_outcomes": "pages",
    "form_outcomes": "forms",
    "incomplete_reasons": "incomplete as",
}


def read_status(folder: DataFolder) -> dict[str, Any]:
    """The filings, what became of pages and forms, the build (None before the first), its rows."""
    loaded = loaded_filings(folder)
    filings = loaded.select(*SHOWN_OF_FILING, "is_withdrawn").to_dicts()
    for filing in filings:
        filing["loaded_at"] = _utc(filing["loaded_at"])
    build = current_build(folder)
    row_counts: dict[str, int] = {}
    built: set[tuple[str, str]] = set()
    superseded: dict[str, str] = {}
    if build:
        with open_current(folder) as connection:
            row_counts = _row_counts(connection)
            built = _filings_in(connection)
            superseded = _superseded(connection)
    for filing in filings:
        filing["superseded_by"] = superseded.get(filing["filing_id"])
    standing = {(f["filing_id"], f["loaded_at"]) for f in filings if not f["is_withdrawn"]}
    return {
        "filings": filings,
        "form_count": sum(filing["form_count"] for filing in filings),
        **{name: _outcomes_counted(folder, loaded, *place) for name, place in COUNTED.items()},
        "withheld_count": _withheld_count(folder, loaded),
        "build": _build_values(build),
        "is_current": bool(build) and standing == built,
        "is_newest": bool(build) and _is_newest(build, folder),
        "row_counts": row_counts,
    }


def status_text(status: dict[str, Any]) -> str:
    """The same for people: the filings, the outcomes, the build, the tables."""
    parts = [_filings_text(status), _build_text(status)]
    if status["row_counts"]:
        parts.append(text_table(["table", "rows"], list(status["row_counts"].items())))
    return "\n\n".join(parts)


def _filings_text(status: dict[str, Any]) -> str:
    if not status["filings"]:
        return "No filing is loaded yet: run `jixiao load PATH`."
    header = ["filing_id", "file", "status", "forms", "note"]
    rows = [
        (
            filing["filing_id"],
            filing["file_name"],
            "withdrawn" if filing["is_withdrawn"] else filing["status"],
            filing["form_count"],
            _note(filing),
        )
        for filing in status["filings"]
    ]
    count = f"filings: {len(rows)}, forms: {status['form_count']}{_withdrawn_said(status)}"
    said = [_outcomes_said(status[name], what) for name, what in COUNTED_WORDS.items()]
    withheld = status["withheld_count"]
    said.append(f"withheld: {withheld} names, telephone numbers and the like" if withheld else "")
    return "\n".join([text_table(header, rows), count, *filter(None, said)])


def _withdrawn_said(status: dict[str, Any]) -> str:
    """How much of the count is withdrawn; empty where nothing is."""
    withdrawn = [filing for filing in status["filings"] if filing["is_withdrawn"]]
    forms = sum(filing["form_count"] for filing in withdrawn)
    return f"; of these withdrawn: {len(withdrawn)}, {forms}" if withdrawn else ""


def _outcomes_counted(
    folder: DataFolder, loaded: pl.DataFrame, table: str, column: str
) -> dict[str, int]:
    """code -> how many pages or forms of the filings that stand have it, most first."""
    outcomes = _standing_rows(folder, loaded, table)
    codes = outcomes.select(code=pl.col(column).str.split(";")).explode("code").drop_nulls()
    counted = codes.group_by("code").len().sort("len", "code", descending=[True, False])
    return dict(counted.rows())


def _withheld_count(folder: DataFolder, loaded: pl.DataFrame) -> int:
    """How many personal details are starred in the filings that stand."""
    pages = _standing_rows(folder, loaded, "page_outcomes")
    return int(pages.get_column("withheld_count").sum())


def _standing_rows(folder: DataFolder, loaded: pl.DataFrame, table: str) -> pl.DataFrame:
    """The rows of a raw table that are of the current load of a filing nobody has withdrawn."""
    standing = loaded.filter(~pl.col("is_withdrawn")).select("filing_id", "load_id")
    return read_raw(folder, table).join(standing, on=["filing_id", "load_id"], how="semi")


def _outcomes_said(counts: dict[str, int], what: str) -> str:
    """`pages: 12 read, 1 blank`; empty where none has an outcome."""
    said = ", ".join(f"{count} {outcome}" for outcome, count in counts.items())
    return f"{what}: {said}" if said else ""


def _note(filing: dict[str, Any]) -> str | None:
    """Why a filing is not whole, and which other one its forms gave way to."""
    by = filing["superseded_by"]
    notes = [filing["status_reason"], f"superseded by {by}" if by else None]
    return "; ".join(note for note in notes if note) or None


def _superseded(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """filing_id -> the filings that the current build takes in place of some of its forms."""
    found = connection.execute(
        """
        select older.filing_id, string_agg(distinct newer.filing_id, ', ' order by newer.filing_id)
        from marts.dim_forms as older
        inner join marts.dim_forms as newer
            on coalesce(older.unit_id, older.department_id)
                = coalesce(newer.unit_id, newer.department_id)
            and older.fiscal_year = newer.fiscal_year
            and older.form_type = newer.form_type
            and newer.is_current
        where not older.is_current
        group by older.filing_id
        """
    ).fetchall()
    return dict(found)


def _build_text(status: dict[str, Any]) -> str:
    build = status["build"]
    if build is None:
        return "There is no build yet: run `jixiao build`."
    said = (
        f"Build {build['build_id']} holds {build['filing_count']} filings;"
        f" {build['tests_passed']} of {build['test_count']} tests passed."
    )
    if not status["is_newest"]:
        said += " It is older than the newest build, which `jixiao rollback` took back."
    outdated = " Filings were loaded or withdrawn since: run `jixiao build`."
    return said if status["is_current"] else said + outdated


def _is_newest(build: Build | None, folder: DataFolder) -> bool:
    """Whether no later build stands beside the published one."""
    later = [
        path for path in folder.builds.glob("*.duckdb") if build and path.stem > build.build_id
    ]
    return not later


def _build_values(build: Build | None) -> dict[str, Any] | None:
    return {**vars(build), "built_at": _utc(build.built_at)} if build else None


def _row_counts(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    tables = connection.execute(
        "select table_name from information_schema.tables"
        " where table_schema = 'marts' order by table_name"
    ).fetchall()
    return {table: _count(connection, table) for (table,) in tables}


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    row = connection.execute(f"select count(*) from marts.{table}").fetchone()
    return int(row[0]) if row else 0


def _filings_in(connection: duckdb.DuckDBPyConnection) -> set[tuple[str, str]]:
    """The filings of the build, each with the time of the load it was built from."""
    found = connection.execute("select filing_id, loaded_at from marts.dim_filings").fetchall()
    return {(filing_id, _utc(loaded_at)) for filing_id, loaded_at in found}


def _utc(time: dt.datetime) -> str:
    return time.replace(tzinfo=dt.UTC).isoformat(timespec="seconds")
