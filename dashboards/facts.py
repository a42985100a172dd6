"""Values of a form beside what prints them: select a row, see the filing's own lines and page."""

from collections.abc import Callable
from typing import Any

import polars as pl
import streamlit as st

from dashboards import formats, queries_project
from dashboards.page import Page, text_width
from dashboards.page_pictures import PageNotDrawn, page_picture
from dashboards.source_lines import lines_html

Row = dict[str, Any]
HIDDEN = (
    "filing_id",
    "other_filing_id",
    "form_id",
    "other_form_id",
    "issue_id",
    "finding_id",
    "item_id",
    "item_key",
    "source_box",
    "source_start",
    "source_end",
    "other_source_box",
    "other_source_start",
    "other_source_end",
)
ROW_HEIGHT, TABLE_ROWS = 35, 14
LINES_STYLE = """<style>
.jixiao-lines { font-size: 0.85rem; line-height: 1.6; border-left: 3px solid #1f4e79;
  padding-left: 0.6rem; overflow-wrap: anywhere; }
.jixiao-lines > div { display: flex; gap: 0.7rem; }
.jixiao-lines b { color: #64748b; font-weight: 400; min-width: 2.4rem; text-align: right; }
.jixiao-lines span { white-space: pre-wrap; min-width: 0; }
.jixiao-lines .jixiao-tab { color: #94a3b8; padding: 0 0.35rem; }
.jixiao-lines mark { background: #fde68a; color: inherit; padding: 0 1px; }
</style>"""


def shown_facts(here: Page, facts: pl.DataFrame) -> pl.DataFrame:
    """The facts as they are read by a person: codes in words, amounts in 元 to the fen.

    Columns that no row of the form fills are left out.
    """
    filled = [name for name in facts.columns if facts[name].null_count() < len(facts)]
    words = here.in_words(facts.select(name for name in filled if _is_shown(name)))
    return words.with_columns(
        pl.col(name).map_elements(_exact(name), return_dtype=pl.String, skip_nulls=True)
        for name in words.columns
        if words[name].dtype.is_decimal()
    )


def _is_shown(name: str) -> bool:
    """Whether a column is for the eye; those of a pair start with the side they are of."""
    return name.removeprefix("left_").removeprefix("right_") not in HIDDEN


def show_place(here: Page, place: Row) -> None:
    """The filing's own lines around a place, its sheet and cell, and its page, the cell marked."""
    if place.get("source_sheet"):
        here.say(here.t("project.sheet", cell=place["source_sheet"]))
    if place.get("source_page") is None:
        show_lines(here, place)
        return
    lines, picture = st.columns((2, 3))
    with lines:
        show_lines(here, place)
    with picture:
        show_page(here, place)


def show_lines(here: Page, place: Row) -> None:
    """The lines around a place, the cell marked."""
    line, start, end = place["source_line"], place["source_start"], place["source_end"]
    lines = queries_project.source_lines(here.build, place["filing_id"], line, start, end)
    if lines.is_empty():
        here.say(here.t("project.no_lines", line=line), small=True)
        return
    if len(lines) >= queries_project.LINES_LIMIT:
        here.say(here.t("project.lines_cut", count=len(lines)), small=True)
    st.html(LINES_STYLE + lines_html(lines, line, start, end))


def show_page(here: Page, place: Row) -> None:
    """The page of a place as a picture; where there is none, a sentence says why."""
    filing, page, box = place["filing_id"], place["source_page"], place.get("source_box")
    covered = queries_project.withheld_boxes(here.build, filing, page)
    try:
        with st.spinner(here.t("project.page_drawing", page=page)):
            picture = page_picture(here.build, filing, page, box, covered)
    except PageNotDrawn as reason:
        here.say(here.t(str(reason), page=page), small=True)
        return
    said = here.t("project.page_marked" if box else "project.page", page=page)
    st.image(picture, caption=formats.plain(said), width="stretch", alt=said)


@st.fragment
def show_facts(
    here: Page,
    facts: pl.DataFrame,
    key: str,
    *,
    below: Callable[[Page, Row], None] = show_place,
    alt: str = "",
) -> None:
    """A table of facts; under it `below` shows the row that is selected; `alt` is read out."""
    shown = shown_facts(here, facts)
    state = st.dataframe(
        shown,
        key=f"facts_{key}",
        hide_index=True,
        height=int(min(len(shown) + 1, TABLE_ROWS + 0.5) * ROW_HEIGHT) + 3,
        column_config={
            name: _column(here, name, shown, facts[name].dtype.is_numeric())
            for name in shown.columns
        },
        on_select="rerun",
        selection_mode="single-row",
        placeholder="",
        alt=alt or here.t(f"project.{key}"),
    )
    if len(shown) >= TABLE_ROWS:
        here.say(here.t("table.rows", count=len(shown)), small=True)
    rows = state["selection"]["rows"]
    if rows and rows[0] < len(facts):
        below(here, facts.row(rows[0], named=True))
    else:
        here.say(here.t("project.select_row"), small=True)


@st.fragment
def show_text_fact(here: Page, title: str, text: str, place: Row, key: str) -> None:
    """A long text exactly as it is, and, folded away, what prints it."""
    st.markdown(f"**{formats.plain(title)}**")
    st.text(text)
    label = here.t("project.source", line=place["source_line"])
    folded = st.expander(label, key=f"source_{key}", on_change="rerun")
    if folded.open:
        with folded:
            show_place(here, place)


def _exact(name: str) -> Any:
    """How a number of a column is written: amounts to the fen, others without idle zeros."""
    if name.endswith("_yuan") and name != "unit_price_yuan":
        return formats.yuan
    return formats.trimmed


def _column(here: Page, name: str, shown: pl.DataFrame, is_number: bool) -> Any:
    unit = here.t("unit.yuan") if name.endswith("_yuan") else ""
    label = here.t.code("column", name) + unit
    return st.column_config.Column(
        label,
        width=text_width(label, shown[name]),
        alignment="right" if is_number else None,
        pinned=name == shown.columns[0],
    )
