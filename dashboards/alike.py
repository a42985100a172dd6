"""The parts of 指标复用 about pairs of forms: whole sets, goals, targets of linked projects."""

from typing import Any

import polars as pl
import streamlit as st

from dashboards import charts_alike, formats, queries_alike
from dashboards.choice import (
    choose_one,
    choose_switch,
    choose_way,
    wanted_choice,
    widget_key,
)
from dashboards.marked_text import MARKED_STYLE, marked_html
from dashboards.page import Page

SCOPES = (queries_alike.EVERY_SCOPE, "same_filing", "other_filing", "other_year", "other_body")
LIST_ROWS = 500
BETWEEN = "~"  # stands in no form id

Row = dict[str, Any]


def show_sets(here: Page) -> None:
    """Pairs of forms whose sets of indicators are alike, and both sets of the chosen pair."""
    t = here.t
    here.show_part(t("alike.sets_title"), t("alike.sets_sentence"))
    scope = choose_way(t, "pair_scope", SCOPES)
    pairs = queries_alike.sets_alike(here.build, here.filters, scope, LIST_ROWS)
    if pairs.is_empty():
        here.show_empty(t("alike.no_sets"))
        return
    show_list(here, pairs, "sets_alike")
    pair = choose_pair(here, pairs, "sets_pair")
    here.show_section(t("alike.both_sets"))
    here.say(names_of_pair(here, pair))
    here.say(t("alike.set_counts", **counts_of(pair)))
    if pair["replaced_names_text"]:
        here.say(
            t(
                "alike.replaced",
                count=pair["replaced_shared_count"],
                share=formats.percent(pair["alike_without_object_pct"]),
                names=pair["replaced_names_text"],
            )
        )
    rows = queries_alike.rows_of_sets(here.build, pair["form_id"], pair["other_form_id"])
    here.show_table(rows, "both_sets", sources=lambda: files_of(pair))


def counts_of(pair: Row) -> dict[str, str]:
    """The counts of a pair of sets, shares as they are written."""
    return {
        "shared": str(pair["shared_count"]),
        "either": str(pair["either_count"]),
        "share": formats.percent(pair["alike_pct"]),
        "targets": str(pair["same_target_count"]),
        "targets_share": formats.percent(pair["alike_with_targets_pct"]),
    }


def show_goals(here: Page) -> None:
    """Pairs of forms whose goals share a passage, and both texts of the chosen pair, marked."""
    t = here.t
    here.show_part(t("alike.goals_title"), t("alike.goals_sentence"))
    scope = choose_way(t, "pair_scope", SCOPES)
    with_boilerplate = choose_switch(
        t, "boilerplate", t("alike.boilerplate"), t("alike.boilerplate_hint")
    )
    pairs = queries_alike.goals_alike(here.build, here.filters, scope, with_boilerplate, LIST_ROWS)
    if pairs.is_empty():
        here.show_empty(t("alike.no_goals"))
        return
    show_list(here, pairs, "goals_alike")
    pair = choose_pair(here, pairs, "goals_pair")
    here.show_section(t("alike.both_goals"))
    here.say(names_of_pair(here, pair))
    goals = queries_alike.marked_goals(here.build, pair["form_id"], pair["other_form_id"])
    for column, side in zip(st.columns(2), ("own", "other"), strict=True):
        with column:
            for goal in goals.filter(pl.col("side") == side).to_dicts():
                show_goal(here, goal, pair, side)


def show_goal(here: Page, goal: Row, pair: Row, side: str) -> None:
    """One goal with its shared passages marked, and where it is printed."""
    prefix = "" if side == "own" else "other_"
    said = here.t(
        "alike.goal_of",
        goal=here.t.code("column", GOAL_COLUMNS[goal["field_name"]]),
        project=pair[f"{prefix}project_name"] or formats.NOTHING,
    )
    st.markdown(f"**{formats.plain(said)}**")
    text, stretches = goal["goal_text"], goal["stretches"]
    st.html(MARKED_STYLE + marked_html(text, stretches))
    here.say(
        here.t("alike.printed", file=pair[f"{prefix}file_name"], line=goal["source_line"]),
        small=True,
    )


GOAL_COLUMNS = {
    "total_goal": "total_goal_text",
    "annual_goal": "annual_goal_text",
    "expected_goal": "expected_result_text",
}


def show_changes(here: Page) -> None:
    """What became of the targets that both forms of a confirmed link hold."""
    t = here.t
    here.show_part(t("alike.changes_title"), t("alike.changes_sentence"))
    changes = queries_alike.target_changes(here.build, here.filters)
    if changes.is_empty():
        here.show_empty(t("alike.no_changes"))
        return
    counts = dict(changes["target_change"].value_counts().iter_rows())
    said = {change: str(counts.get(change, 0)) for change in charts_alike.COLOURS}
    here.say(t("alike.changes_counts", count=len(changes), **said))
    figure = charts_alike.change_bars(changes, t)
    here.show_chart(figure, "target_changes", t("alike.changes_alt"), unit="changes")
    both = ("left_file_name", "right_file_name")
    here.show_table(
        changes,
        "target_changes",
        sources=lambda: sorted({name for column in both for name in changes[column]}),
    )


def show_list(here: Page, pairs: pl.DataFrame, key: str) -> None:
    """The pairs as a table with its downloads; a sentence says where the list is cut."""
    total = pairs["total_count"][0]
    counted = "alike.list_cut" if total > len(pairs) else "alike.list_count"
    here.say(here.t(counted, count=len(pairs), total=total), small=True)
    both = ("file_name", "other_file_name")
    here.show_table(
        pairs.drop("total_count"),
        key,
        sources=lambda: sorted({name for column in both for name in pairs[column]}),
    )


def choose_pair(here: Page, pairs: pl.DataFrame, name: str) -> Row:
    """The pair of the address or of the select, else the first of the list."""
    rows = {BETWEEN.join((row["form_id"], row["other_form_id"])): row for row in pairs.to_dicts()}
    wanted = wanted_choice(name, here.t)
    if wanted and wanted not in rows and widget_key(name, here.t) not in st.session_state:
        here.say(here.t("alike.unknown_pair"), small=True)
    chosen = choose_one(
        here.t,
        name,
        list(rows),
        here.t("alike.choose"),
        lambda key: names_of_pair(here, rows[key]) if key in rows else key,
        wanted=wanted,
        usual=next(iter(rows)),
    )
    return rows[chosen or next(iter(rows))]


def names_of_pair(here: Page, pair: Row) -> str:
    """Both projects with their years."""
    return here.t(
        "alike.pair",
        year=here.t.year(pair["fiscal_year"]),
        name=pair["project_name"] or formats.NOTHING,
        other_year=here.t.year(pair["other_fiscal_year"]),
        other_name=pair["other_project_name"] or formats.NOTHING,
    )


def files_of(pair: Row) -> list[str]:
    """The files of both forms of a pair."""
    return sorted({pair["file_name"], pair["other_file_name"]})
