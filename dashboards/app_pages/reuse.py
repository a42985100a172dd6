"""指标复用: which indicators recur, which sets and goals are alike, what became of targets."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import polars as pl
import streamlit as st

from dashboards import alike, charts_projects, charts_reuse, formats, page
from dashboards import queries as queries_of_pages
from dashboards import queries_reuse as queries
from dashboards.choice import (
    choose_one,
    choose_switch,
    choose_text,
    choose_way,
    wanted_choice,
    widget_key,
)
from dashboards.facts import shown_facts
from dashboards.filters import TEXT_LIMIT, clean_text, write_filters
from dashboards.target_kinds import show_target_kinds

HEAT_ROWS, HEAT_COLUMNS, LIST_ROWS = 20, 16, 500
GRID_ROWS, GRID_COLUMNS, IN_MANY_PROJECTS = 20, 18, 3
RECURRING, EVERY = 2, 1
ASPECTS = ("indicators", "sets", "goals", "changes")

here = page.current()
t = here.t


def show_totals() -> None:
    """The headline figures and the sentence that says what they count."""
    totals = queries.reuse_totals(here.build, here.filters)
    if not totals["use_count"]:
        here.show_empty(t("reuse.empty"))
        raise page.PageEnded
    share = formats.percent(
        pl.Series([100 * totals["recurring_use_count"]]).cast(pl.Decimal(18, 6))[0]
        / totals["use_count"]
    )
    here.say(t("reuse.sentence", share=share, **totals))
    for column, name in zip(
        st.columns(4), ("name", "recurring", "cross_year", "cross_department"), strict=True
    ):
        column.metric(t(f"reuse.{name}_count"), f"{totals[f'{name}_count']:,}")


def show_heat_map() -> None:
    """The indicators that stand in most forms, by body and year."""
    top = queries.reuse_ranking(here.build, here.filters, "", RECURRING, HEAT_ROWS)
    here.show_part(t("reuse.heat_title"), t("reuse.heat_sentence", count=len(top)))
    if top.is_empty():
        here.show_empty(t("reuse.none_recur"))
        return
    ids = top["standard_indicator_id"].to_list()
    cells = queries.reuse_cells(here.build, here.filters, ids)
    columns = cells.select("department_id", "fiscal_year", "selected_form_count").unique()
    if len(columns) > HEAT_COLUMNS:
        here.say(t("reuse.heat_cut", count=HEAT_COLUMNS, total=len(columns)), small=True)
        cells = charts_reuse.largest_columns(cells, HEAT_COLUMNS)
    figure = charts_reuse.reuse_heat_map(top, cells, t)
    here.show_chart(figure, "reuse", t("reuse.heat_alt"), unit="forms")


def show_projects() -> None:
    """The indicators of many projects, project by project: who has the same, with one target."""
    here.show_part(t("reuse.grid_title", count=IN_MANY_PROJECTS))
    uses = queries.indicators_in_projects(here.build, here.filters, IN_MANY_PROJECTS)
    if uses.is_empty():
        here.show_empty(t("reuse.none_in_many", count=IN_MANY_PROJECTS))
        return
    drawn = charts_projects.fullest(uses, GRID_ROWS, GRID_COLUMNS)
    counts = {
        "names": drawn["standard_indicator_id"].n_unique(),
        "all_names": uses["standard_indicator_id"].n_unique(),
        "projects": drawn["form_id"].n_unique(),
        "all_projects": uses["form_id"].n_unique(),
    }
    here.say(t("reuse.grid_sentence", **counts))
    figure = charts_projects.project_grid(drawn, t)
    here.show_chart(figure, "projects", t("reuse.grid_alt"), unit="grid")
    listed = uses.drop("standard_indicator_id", "form_count")
    if len(listed) > LIST_ROWS:
        here.say(t("reuse.grid_cut", count=LIST_ROWS, total=len(listed)), small=True)
    here.show_table(
        listed,
        "indicators_in_projects",
        as_shown=listed.head(LIST_ROWS),
        sources=lambda: sorted(uses["file_name"].unique()),
    )


def choose_ranking() -> pl.DataFrame:
    """The ranked list, narrowed by name and to what recurs as chosen on the page."""
    here.show_part(t("reuse.list_title"), t("reuse.list_sentence"))
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    with left:
        text = choose_text(t, "find", t("reuse.search"), TEXT_LIMIT)
    with right:
        every = choose_switch(t, "every", t("reuse.every"))
    return queries.reuse_ranking(
        here.build, here.filters, clean_text(text), EVERY if every else RECURRING, LIST_ROWS
    )


def show_ranking(ranking: pl.DataFrame) -> None:
    """The list; a row that is selected becomes the chosen indicator."""
    total = ranking["total_count"][0]
    counted = "reuse.list_cut" if total > len(ranking) else "reuse.list_count"
    here.say(t(counted, count=len(ranking), total=total), small=True)
    listed = here.in_words(ranking.drop("total_count", "standard_indicator_id"))
    st.dataframe(
        listed,
        key="reuse_list",
        hide_index=True,
        height=min(len(listed) + 1, 12) * 35 + 3,
        column_config={name: column(name, listed[name]) for name in listed.columns},
        on_select=choose_selected,
        selection_mode="single-row",
        alt=t("reuse.list_title"),
    )
    ids = ranking["standard_indicator_id"].to_list()
    show_downloads(ranking.drop("total_count"), "reuse", ids, {})


def show_downloads(
    frame: pl.DataFrame, key: str, indicator_ids: list[str], more: dict[str, str]
) -> None:
    """The downloads of a frame of indicators, with the filings that use them in the notes."""

    def sources() -> list[str]:
        return queries.source_files(here.build, here.filters, indicator_ids)

    def notes() -> dict[str, str]:
        return {**here.notes(frame, sources=sources), **more}

    here.show_downloads(frame, key, notes)


def choose_selected() -> None:
    """Make the selected row of the list the choice of the select below it."""
    rows = st.session_state["reuse_list"]["selection"]["rows"]
    listed = st.session_state["reuse_listed"]
    if rows and rows[0] < len(listed):
        st.session_state[widget_key("indicator", t)] = listed[rows[0]]


def choose_indicator(ranking: pl.DataFrame) -> str | None:
    """The indicator of the address, of the selected row or of the select."""
    names = dict(ranking.select("standard_indicator_id", "standard_name").rows())
    st.session_state["reuse_listed"] = list(names)
    wanted = wanted_choice("indicator", t)
    if wanted and wanted not in names:
        name = queries.indicator_name(here.build, wanted)
        if not name:
            here.say(t("reuse.unknown"), small=True)
        names = {wanted: name, **names} if name else names
    return choose_one(
        t,
        "indicator",
        list(names),
        t("reuse.choose"),
        lambda id_: str(names.get(id_)),
        wanted=wanted,
    )


def show_indicator(indicator_id: str) -> None:
    """The targets that an indicator was given and the projects that use it."""
    name = queries.indicator_name(here.build, indicator_id)
    targets = queries.indicator_targets(here.build, here.filters, indicator_id)
    here.show_part(t("reuse.targets_title", name=name))
    if targets.is_empty():
        here.show_empty(t("reuse.not_in_filters"))
        return
    here.say(t("reuse.targets_sentence", count=len(targets)))
    show_frame(targets, "targets")
    uses = queries.indicator_uses(here.build, here.filters, indicator_id)
    here.show_part(t("reuse.uses_title"), t("reuse.uses_sentence", count=len(uses)))
    show_frame(
        uses.with_columns(project_link=pl.col("form_id").map_elements(project_link, pl.String)),
        "uses",
    )
    show_downloads(uses, "indicator", [indicator_id], {t("column.standard_name"): str(name)})


def show_frame(frame: pl.DataFrame, key: str) -> None:
    """A table in words; a link leads to the project page."""
    shown = shown_facts(here, frame)
    columns: dict[str, Any] = {name: column(name, shown[name]) for name in shown.columns}
    columns["project_link"] = st.column_config.LinkColumn(
        t("column.project_link"), display_text=t("reuse.open")
    )
    st.dataframe(
        shown,
        key=f"reuse_{key}",
        hide_index=True,
        height=min(len(shown) + 1, 10) * 35 + 3,
        column_config=columns,
        column_order=column_order(shown),
        placeholder="",
    )


def column(name: str, values: pl.Series) -> Any:
    """A column under its label, wide enough for its texts."""
    label = t.code("column", name)
    return st.column_config.Column(label, width=page.text_width(label, values))


def column_order(shown: pl.DataFrame) -> list[str]:
    """The link first where there is one; ids stay in the download."""
    linked = [name for name in shown.columns if name == "project_link"]
    return linked + [name for name in shown.columns if name not in ("project_link", "form_id")]


def project_link(form_id: str) -> str:
    """The address of a form on the project page, with the filters as they are."""
    params = {**write_filters(here.filters), "lang": [t.language], "project": [form_id]}
    return f"project?{urlencode(params, doseq=True)}"


def show_recurrence() -> None:
    """How many names recur in a filing, between bodies and over years, alone and with targets."""
    here.show_part(t("reuse.recurrence_title"), t("reuse.recurrence_sentence"))
    here.show_table(
        queries.reuse_by_scope(here.build, here.filters),
        "reuse_by_scope",
        sources=lambda: queries_of_pages.source_files(here.build, here.filters, with_amount=False),
    )


def show_indicators() -> None:
    """What recurs by name, the list of names and the one that is chosen, kinds of targets."""
    show_heat_map()
    show_projects()
    show_recurrence()
    show_names()
    show_target_kinds(here)


def show_names() -> None:
    """The list of names, and the one that is chosen."""
    found = choose_ranking()
    if found.is_empty():
        here.show_empty(t("reuse.nothing_found"))
        return
    detail = choose_indicator(found)
    show_ranking(found)
    if detail:
        show_indicator(detail)


SHOWN: dict[str, Callable[[], None]] = {
    "indicators": show_indicators,
    "sets": lambda: alike.show_sets(here),
    "goals": lambda: alike.show_goals(here),
    "changes": lambda: alike.show_changes(here),
}

here.show_heading()
show_totals()
SHOWN[choose_way(t, "aspect", ASPECTS)]()
