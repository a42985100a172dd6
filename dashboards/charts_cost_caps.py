"""Frame -> figure: the request of each form over its cost target times quantity."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go
import polars as pl

from dashboards.charts import LEGEND, MUTED, base_figure, length
from dashboards.formats import unmarked, wrapped, yuan
from dashboards.texts import Words

# above the diagonal first; told apart by their symbols as well
MARKERS: dict[str, dict[str, Any]] = {
    "above": {"color": "#9c3d2e", "symbol": "triangle-up"},
    "above_explained": {"color": "#e08e45", "symbol": "triangle-up-open"},
    "within": {"color": "#1f4e79", "symbol": "circle"},
    "slack": {"color": "#5fb3ce", "symbol": "triangle-down"},
}
SIDE = 460
AMOUNTS = ("product_yuan", "request_yuan")


def requests_over_caps(caps: pl.DataFrame, t: Words) -> go.Figure:
    """One dot per form on two logarithmic scales; on the diagonal both amounts are the same.

    `caps` has one row per form, both amounts above 0.
    """
    figure = base_figure(SIDE)
    figure.add_trace(_diagonal(caps, t))
    by_state = caps.partition_by("cap_state", as_dict=True)
    figure.add_traces(
        [_dots(by_state[state,].to_dicts(), state, t) for state in MARKERS if (state,) in by_state]
    )
    axis = {"type": "log", "tickformat": ",", "dtick": 1, "automargin": True}
    figure.update_xaxes(title={"text": t("caps.product_axis"), "standoff": 8}, **axis)
    figure.update_yaxes(title={"text": t("caps.request_axis"), "standoff": 8}, ticks="", **axis)
    figure.update_layout(legend=LEGEND)
    return figure


def _diagonal(caps: pl.DataFrame, t: Words) -> go.Scatter:
    amounts = [length(row[name]) for row in caps.to_dicts() for name in AMOUNTS]
    ends = [0.7 * min(amounts), 1.4 * max(amounts)]
    return go.Scatter(
        mode="lines",
        name=t("caps.diagonal"),
        x=ends,
        y=ends,
        line={"color": MUTED, "width": 1, "dash": "dash"},
        hoverinfo="skip",
    )


def _dots(rows: Sequence[dict[str, Any]], state: str, t: Words) -> go.Scatter:
    return go.Scatter(
        mode="markers",
        name=t.code("cap_state", state),
        x=[length(row["product_yuan"]) for row in rows],
        y=[length(row["request_yuan"]) for row in rows],
        marker={"size": 11, "line": {"width": 1.5}, **MARKERS[state]},
        customdata=[
            [
                wrapped(unmarked(row["project_name"] or t("project.no_name")), 20),
                yuan(row["request_yuan"]),
                yuan(row["product_yuan"]),
                yuan(row["excess_yuan"]),
            ]
            for row in rows
        ],
        hovertemplate=t("caps.hover") + "<extra>%{fullData.name}</extra>",
    )
