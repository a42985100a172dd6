"""What stands beside a download of the data page: its notes, with the meaning of every column."""

from decimal import Decimal

from dashboards import queries_data
from dashboards.formats import percent
from dashboards.page import Page


def extract_notes(here: Page, table: str, all_phases: bool, total: int) -> dict[str, str]:
    """Notes by name: table, rows, filter, phase, time, build, sources, coverage, dictionary."""
    t = here.t
    notes = {t("notes.table"): f"{t.code('table', table)} marts.{table}"}
    notes[t("notes.grain")] = t(f"data.{table}")
    notes[t("notes.rows")] = str(total)
    notes.update(here.notes())
    notes[t("notes.phase")] = _phase(here, table, all_phases)
    unused = queries_data.unused_filters(here.build, here.filters, table)
    if unused:
        notes[t("notes.unused_filters")] = t.join([t(f"data.filter_{name}") for name in unused])
    notes.update(_numbers_read(here))
    notes.update(_dictionary(here, table))
    return notes


def _phase(here: Page, table: str, all_phases: bool) -> str:
    if not queries_data.has_phase(here.build, table):
        return here.t("notes.no_phase")
    return here.t("data.phase_all") if all_phases else here.phase


def _numbers_read(here: Page) -> dict[str, str]:
    """For each filing: how many numbers it prints and which share of them was read."""
    rows = queries_data.numbers_read(here.build, here.filters).to_dicts()
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


def _dictionary(here: Page, table: str) -> dict[str, str]:
    """Every column of the table in words, with the words of its codes."""
    t = here.t
    columns = dict.fromkeys(
        [*queries_data.CONTEXT, *queries_data.extract_columns(here.build, table)]
        if queries_data.EXTRACTS[table].scope in ("form", "place")
        else queries_data.extract_columns(here.build, table)
    )
    return {t("notes.column", column=name): _meaning(here, name) for name in columns}


def _meaning(here: Page, column: str) -> str:
    label = here.t.code("column", column)
    unit = here.t("unit.yuan") if column.endswith("_yuan") else ""
    codes = here.t.codes(column)
    words = "; ".join(f"{code} = {word}" for code, word in codes.items())
    return f"{label}{unit}{f' ({words})' if words else ''}"
