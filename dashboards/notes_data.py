"""What stands beside a download of the data page: its notes, with the meaning of every column."""

from decimal import Decimal

import polars as pl

from dashboards import queries_data
from dashboards.formats import percent
from dashboards.page import Page
from dashboards.queries_data import Slice

# what a table of sums or counts says of stages where filings of several are loaded
STAGE_NOTES = {
    "fct_spending_by_category": "notes.stage_current",
    "fct_indicator_reuse": "notes.stage_current",
    "dim_indicators": "notes.stage_counts",
}


def extract_notes(here: Page, table: str, part: Slice, total: int) -> dict[str, str]:
    """Notes by name: table, rows, filter, phase, time, build, sources, coverage, dictionary."""
    t = here.t
    columns = extract_names(here, table)
    notes = {t("notes.table"): f"{t.code('table', table)} marts.{table}"}
    notes[t("notes.grain")] = t(f"data.{table}")
    notes[t("notes.rows")] = str(total)
    frame = pl.DataFrame(schema=dict.fromkeys(columns, pl.String))
    notes.update(
        here.notes(
            frame,
            sources=lambda: queries_data.source_files(here.build, here.filters, table, part),
            phase=_phase(here, table, part),
        )
    )
    if here.filters.stage and table in STAGE_NOTES:
        notes[t("notes.stage")] += f" {t(STAGE_NOTES[table])}"
    if queries_data.has_mixed_sums(here.build, table):
        notes[t("notes.sums")] = sums_said(here, part)
    if here.filters.text:
        notes[t("notes.search")] = search_said(here, table)
    unused = queries_data.unused_filters(here.build, here.filters, table)
    if unused:
        notes[t("notes.unused_filters")] = t.join([t(f"data.filter_{name}") for name in unused])
    notes.update(_numbers_read(here, table, part))
    notes.update({t("notes.column", column=name): _meaning(here, name) for name in columns})
    return notes


def sums_said(here: Page, part: Slice) -> str:
    """Which bases and fund sources are taken, and what must not be added up."""
    every = queries_data.EVERY
    is_mixed = every in (part.basis, part.fund_source)
    basis, source = (
        here.t(f"funding_basis.{part.basis}"),
        here.t(f"funding_source.{part.fund_source}"),
    )
    said = here.t("data.sums", basis=basis, source=source)
    return f"{said} {here.t('data.sums_mixed')}" if is_mixed else said


def search_said(here: Page, table: str) -> str:
    """What the search text is held to: the rows of a table of texts, else their projects."""
    by_row = queries_data.is_searched_by_row(table)
    return here.t(f"data.search_{'rows' if by_row else 'projects'}", text=here.filters.text)


def extract_names(here: Page, table: str) -> list[str]:
    """The columns of an extract, those that name the project first."""
    own = queries_data.extract_columns(here.build, table)
    named = queries_data.CONTEXT if queries_data.EXTRACTS[table].scope in ("form", "place") else ()
    return list(dict.fromkeys([*named, *own]))


def _phase(here: Page, table: str, part: Slice) -> str:
    if not queries_data.has_phase(here.build, table):
        return here.t("notes.no_phase")
    chosen = here.t.code("phase", here.filters.phase)
    return here.t("data.phase_all") if part.all_phases else chosen


def _numbers_read(here: Page, table: str, part: Slice) -> dict[str, str]:
    """For each filing: how many numbers it prints and which share of them was read."""
    rows = queries_data.numbers_read(here.build, here.filters, table, part)
    return {
        here.t("notes.numbers_read", file=row["file_name"]): here.t(
            "notes.numbers_read_shares",
            count=row["number_count"],
            typed=_share(row["number_typed_share"]),
            text=_share(row["number_text_share"]),
            issue=_share(row["number_issue_share"]),
        )
        for row in rows
    }


def _share(share: Decimal | None) -> str:
    return percent(None if share is None else share * 100)


def _meaning(here: Page, column: str) -> str:
    label = here.t.code("column", column)
    unit = here.t("unit.yuan") if column.endswith("_yuan") else ""
    codes = here.t.codes(column)
    words = here.t.list_items([f"{code} = {word}" for code, word in codes.items()])
    return f"{label}{unit}{f' ({words})' if words else ''}"
