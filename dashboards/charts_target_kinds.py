"""Frame -> figure: how many targets of each level 2 are numbers, words, blank."""

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go
import polars as pl

from dashboards.charts import LEGEND, base_figure, write_above
from dashboards.formats import percent, unmarked, wrapped
from dashboards.texts import Words

CLASS_COLOURS = {"number": "#1f5f99", "words": "#e08e45", "blank": "#9c3d2e", "unread": "#94a3b8"}
COLUMN = ("fiscal_year", "department_name", "form_type")
LEVELS = ("standard_level1", "standard_level2")
ROW, HEADING, ROW_PIXELS = 1.0, 0.9, 36

Key = tuple[Any, ...]


def largest_columns(targets: pl.DataFrame, count: int) -> pl.DataFrame:
    """The rows of the `count` columns (year, body, kind of form) with the most indicators."""
    sizes = targets.group_by(COLUMN).agg(pl.col("use_count").sum())
    order = ("use_count", "fiscal_year", "department_name")
    kept = sizes.sort(*order, descending=[True, True, False], nulls_last=True).head(count)
    return targets.join(kept, on=COLUMN, how="semi", nulls_equal=True)


def target_bars(targets: pl.DataFrame, t: Words) -> go.Figure:
    """A bar of 100% for every level 2 of each year and body, under the name of the level.

    `targets` is the frame of `targets_by_level`.
    """
    places, headings, height = _places(targets)
    figure = base_figure(int(120 + ROW_PIXELS * height), barmode="stack")
    rows = targets.to_dicts()
    figure.add_traces(
        [
            _bars([row for row in rows if row["target_class"] == name], name, places, t)
            for name in CLASS_COLOURS
            if name in targets["target_class"]
        ]
    )
    write_above(figure, [(place, f"<b>{_level_said(level, t)}</b>") for level, place in headings])
    ticks = {place: _column_said(key, t) for key, place in places.items()}
    figure.update_yaxes(
        tickvals=list(ticks),
        ticktext=list(ticks.values()),
        showgrid=False,
        zeroline=False,
        range=[-height, 1.4],
    )
    figure.update_xaxes(range=[0, 100], ticksuffix="%")
    figure.update_layout(legend=LEGEND | {"traceorder": "normal"})
    return figure


def _places(targets: pl.DataFrame) -> tuple[dict[Key, float], list[tuple[Key, float]], float]:
    """Where each bar and each level's name stands, from the top down, and the depth of all."""
    places: dict[Key, float] = {}
    headings: list[tuple[Key, float]] = []
    depth = 0.0
    for level, of_level in targets.partition_by(*LEVELS, as_dict=True, maintain_order=True).items():
        headings.append((level, -depth - 0.1))
        for column in of_level.select(COLUMN).unique(maintain_order=True).rows():
            depth += ROW
            places[(*level, *column)] = -depth + 0.5
        depth += HEADING
    return places, headings, depth


def _level_said(level: Key, t: Words) -> str:
    return unmarked(" · ".join(word for word in level if word) or t("targets.no_level"))


def _column_said(key: Key, t: Words) -> str:
    _, _, year, body, form_type = key
    said = f"{t.year(year)} {unmarked(t.body(body))}"
    if form_type == "self_evaluation":
        said += f" {t.code('form_type', form_type)}"
    return wrapped(said, 16)


def _bars(
    rows: Sequence[Mapping[str, Any]], name: str, places: Mapping[Key, float], t: Words
) -> go.Bar:
    return go.Bar(
        orientation="h",
        name=t.code("target_class", name),
        x=[float(row["level_share_pct"]) for row in rows],
        y=[places[tuple(row[part] for part in (*LEVELS, *COLUMN))] for row in rows],
        width=0.7,
        text=[str(row["use_count"]) for row in rows],
        textposition="inside",
        textangle=0,
        textfont={"size": 12},
        insidetextanchor="middle",
        marker={"color": CLASS_COLOURS[name], "line": {"color": "white", "width": 1}},
        customdata=[[percent(row["level_share_pct"]), row["use_count"]] for row in rows],
        hovertemplate=t("targets.hover") + "<extra>%{fullData.name}</extra>",
    )
