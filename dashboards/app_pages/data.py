"""数据: one table, cut by the shared filters; seen whole and downloaded whole."""

from collections.abc import Callable
from typing import Any

import polars as pl
import streamlit as st

from dashboards import page
from dashboards import queries_data as queries
from dashboards.choice import choose_one, wanted_choice
from dashboards.extracts import FORMATS, XLSX_ROWS, Format, notes_text, write_extract
from dashboards.notes_data import extract_notes
from dashboards.texts import LANGUAGES, Words

SEEN_ROWS = 100_000
MIMES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
}

here = page.current()
t = here.t
other = Words(next(language for language in LANGUAGES if language != t.language))


def choose_table() -> str:
    """The table that the address or the select names."""
    tables = queries.offered_extracts(here.build)
    chosen = choose_one(
        "table",
        tables,
        t("data.choose"),
        lambda table: f"{t.code('table', table)}（{table}）",
        wanted=wanted_choice("table"),
    )
    return chosen or tables[0]


def choose_all_phases(table: str) -> bool:
    """Whether a table of amounts is taken in all phases, each row saying its own."""
    if not queries.has_phase(here.build, table):
        return False
    return st.toggle(t("data.all_phases"), key="data_all_phases", help=t("data.all_phases_help"))


def say_scope(table: str, all_phases: bool) -> None:
    """What a row of the table is, and which filters do not reach it."""
    here.say(t(f"data.{table}"))
    unused = queries.unused_filters(here.build, here.filters, table)
    if unused:
        names = t.join([t(f"data.filter_{name}") for name in unused])
        st.warning(t("data.unused_filters", filters=names))
    if queries.has_phase(here.build, table):
        here.say(t("data.phase_all") if all_phases else t("data.phase_one", phase=here.phase))


def show_rows(table: str, all_phases: bool, total: int) -> None:
    """The rows, loaded as they are scrolled to, and how many there are."""
    frame = queries.read_extract(here.build, here.filters, table, all_phases, SEEN_ROWS)
    said = "data.rows_cut" if total > len(frame) else "data.rows"
    here.say(t(said, total=f"{total:,}", count=f"{len(frame):,}", columns=frame.width))
    shown = here.in_words(frame)
    st.dataframe(
        shown,
        key=f"data_{table}",
        hide_index=True,
        height=min(len(shown) + 1, 16) * 35 + 3,
        column_config={name: column(name, frame[name]) for name in shown.columns},
        placeholder="",
        lazy=True,
        alt=t.code("table", table),
    )


def column(name: str, values: pl.Series) -> Any:
    """A column under its label in both languages; the name that it has in the file is its help."""
    unit = t("unit.yuan") if name.endswith("_yuan") else ""
    labels = (words.code("column", name) for words in (t, other))
    titled = " · ".join(dict.fromkeys(labels)) + unit
    if values.dtype.is_numeric():
        return st.column_config.NumberColumn(titled, format="plain", help=name)
    return st.column_config.Column(titled, help=name)


def show_buttons(table: str, all_phases: bool, total: int) -> None:
    """A button a format, each writing all rows when it is clicked, and one for the notes."""
    notes = extract_notes(here, table, all_phases, total)
    name = f"jixiao-{table}-{here.build.build_id}"
    with st.container(horizontal=True, gap="small"):
        for kind in FORMATS:
            too_long = kind == "xlsx" and total + 1 > XLSX_ROWS
            st.download_button(
                t("data.download", format=kind.upper()),
                data=writer(table, all_phases, kind, notes),
                file_name=f"{name}.{kind}",
                mime=MIMES[kind],
                on_click="ignore",
                disabled=too_long,
                help=t("data.too_long") if too_long else None,
                type="primary" if kind == "xlsx" else "secondary",
                key=f"data_download_{kind}",
            )
        st.download_button(
            t("data.download_notes"),
            data=notes_text(notes),
            file_name=f"{name}.notes.txt",
            mime="text/plain",
            on_click="ignore",
            key="data_download_notes",
        )
    here.say(t("data.harmless"), small=True)


def writer(
    table: str, all_phases: bool, kind: Format, notes: dict[str, str]
) -> Callable[[], bytes]:
    """What writes the file: every row that the filters leave, under the names of the contract."""
    build, filters = here.build, here.filters
    return lambda: write_extract(
        queries.read_extract(build, filters, table, all_phases), kind, notes
    )


here.show_heading("data")
chosen = choose_table()
every_phase = choose_all_phases(chosen)
say_scope(chosen, every_phase)
row_count = queries.count_extract(here.build, here.filters, chosen, every_phase)
if row_count == 0:
    here.show_empty(t("data.empty"))
else:
    show_rows(chosen, every_phase, row_count)
    show_buttons(chosen, every_phase, row_count)
