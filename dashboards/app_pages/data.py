"""数据: one table, cut by the shared filters; seen whole and downloaded whole."""

from collections.abc import Callable
from typing import Any

import polars as pl
import streamlit as st

from dashboards import formats, page
from dashboards import queries_data as queries
from dashboards.choice import choose_one, choose_switch, choose_way, wanted_choice
from dashboards.extracts import FORMATS, XLSX_ROWS, Format, notes_text, write_extract
from dashboards.notes_data import extract_notes, search_said, sums_said
from dashboards.queries_data import Slice
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
    wanted = wanted_choice("table", t)
    if wanted and wanted not in tables:
        here.say(t("data.unknown"), small=True)
    chosen = choose_one(
        t,
        "table",
        tables,
        t("data.choose"),
        lambda table: t("data.option", name=t.code("table", table), table=table),
        wanted=wanted,
        usual=tables[0],
    )
    return chosen or tables[0]


def choose_part(table: str) -> Slice:
    """Which amounts of a table are taken; tables without amounts by phase are taken whole."""
    all_phases = queries.has_phase(here.build, table) and choose_switch(
        t, "all_phases", t("data.all_phases"), t("data.all_phases_help")
    )
    if not queries.has_mixed_sums(here.build, table):
        return Slice(all_phases=all_phases)
    return Slice(
        all_phases=all_phases,
        basis=choose_way(t, "funding_basis", (queries.EVERY, *t.codes("basis"))),
        fund_source=choose_way(t, "funding_source", (queries.EVERY, *t.codes("fund_source"))),
    )


def say_scope(table: str, part: Slice) -> None:
    """What a row of the table is, and which filters do not reach it."""
    here.say(t(f"data.{table}"))
    unused = queries.unused_filters(here.build, here.filters, table)
    if unused:
        names = t.join([t(f"data.filter_{name}") for name in unused])
        st.warning(t("data.unused_filters", filters=names))
    elif here.filters.text:
        here.say(search_said(here, table))
    if queries.has_phase(here.build, table):
        phase = t.code("phase", here.filters.phase)
        here.say(t("data.phase_all") if part.all_phases else t("data.phase_one", phase=phase))
    if queries.has_mixed_sums(here.build, table):
        here.say(sums_said(here, part))


def show_rows(table: str, part: Slice, total: int) -> None:
    """The rows, loaded as they are scrolled to, and how many there are."""
    frame = queries.read_extract(here.build, here.filters, table, part, SEEN_ROWS)
    said = "data.rows_cut" if total > len(frame) else "data.rows"
    here.say(t(said, total=f"{total:,}", count=f"{len(frame):,}", columns=frame.width))
    shown = here.in_words(frame.select(queries.reading_order(frame.columns)))
    st.dataframe(
        shown,
        key=f"data_{table}",
        hide_index=True,
        height=min(len(shown) + 1, 16) * 35 + 3,
        column_config={name: column(name, shown[name]) for name in shown.columns},
        placeholder="",
        lazy=True,
        alt=t.code("table", table),
    )


def column(name: str, values: pl.Series) -> Any:
    """A column under its label; its help is the other language's and its name in the file."""
    titled = t.code("column", name) + (t("unit.yuan") if name.endswith("_yuan") else "")
    hint = f"{other.code('column', name)} · {name}"
    if values.dtype.is_decimal():
        places = formats.decimal_places(values)
        step = 10.0 ** -(max(places, 2) if name.endswith("_yuan") else places)
        return st.column_config.NumberColumn(titled, format="localized", step=step, help=hint)
    if values.dtype.is_integer():
        return st.column_config.NumberColumn(titled, format="%d", help=hint)
    return st.column_config.Column(titled, width=page.text_width(titled, values), help=hint)


def show_buttons(table: str, part: Slice, total: int) -> None:
    """A button a format, each writing all rows when it is clicked, and one for the notes."""
    name = f"jixiao-{table}-{here.build.build_id}"
    with st.container(horizontal=True, gap="small"):
        for kind in FORMATS:
            too_long = kind == "xlsx" and total + 1 > XLSX_ROWS
            st.download_button(
                t("data.download", format=kind.upper()),
                data=writer(table, part, kind, total),
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
            data=lambda: notes_text(extract_notes(here, table, part, total)),
            file_name=f"{name}.notes.txt",
            mime="text/plain",
            on_click="ignore",
            key="data_download_notes",
        )
    here.say(t("data.harmless"), small=True)


def writer(table: str, part: Slice, kind: Format, total: int) -> Callable[[], bytes]:
    """What writes the file: every row that the filters leave, under the names of the contract."""
    build, filters = here.build, here.filters
    return lambda: write_extract(
        queries.read_extract(build, filters, table, part),
        kind,
        extract_notes(here, table, part, total),
    )


here.show_heading()
chosen = choose_table()
chosen_part = choose_part(chosen)
say_scope(chosen, chosen_part)
row_count = queries.count_extract(here.build, here.filters, chosen, chosen_part)
if row_count == 0:
    here.show_empty(t("data.empty"))
else:
    show_rows(chosen, chosen_part, row_count)
    show_buttons(chosen, chosen_part, row_count)
