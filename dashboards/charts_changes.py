"""Frames -> figures of two years: what the same service costs, and what makes the change."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import plotly.graph_objects as go
import polars as pl

from dashboards.charts import (
    EMPHASIS,
    GRID,
    INK,
    LEGEND,
    MUTED,
    base_figure,
    length,
    write_above,
)
from dashboards.formats import change_rate, unmarked, wan, yuan
from dashboards.texts import Words

EARLIER, LATER = "#94a3b8", EMPHASIS
MORE, LESS = "#c2410c", "#117755"


def dumbbells(groups: pl.DataFrame, t: Words) -> go.Figure:
    """Two dots a group on one line: the amount of the earlier year and of the later one.

    The earlier one is a ring, seen around the later one where both are the same.
    `groups` has one row per comparison group, both amounts filled.
    """
    rows = groups.to_dicts()
    figure = base_figure(110 + 52 * len(rows))
    write_above(figure, [(-number, _group_said(row)) for number, row in enumerate(rows)])
    figure.add_traces(
        [
            _line(rows),
            _dots(rows, "left", EARLIER, "circle-open", 18, t),
            _dots(rows, "right", LATER, "circle", 11, t),
        ]
    )
    figure.update_yaxes(
        showticklabels=False, zeroline=False, showgrid=False, range=[-len(rows) + 0.5, 0.9]
    )
    figure.update_xaxes(
        title={"text": t("chart.wan"), "standoff": 8}, tickformat=",", rangemode="tozero"
    )
    figure.update_layout(legend=LEGEND)
    return figure


def _group_said(row: dict[str, Any]) -> str:
    return f"<b>{unmarked(row['comparison_group'])}</b>  {change_rate(row['change_pct'])}"


def _line(rows: Sequence[dict[str, Any]]) -> go.Scatter:
    ends = [(row["left_amount_yuan"], row["right_amount_yuan"]) for row in rows]
    return go.Scatter(
        mode="lines",
        x=[place for left, right in ends for place in (length(left), length(right), None)],
        y=[place for number in range(len(rows)) for place in (-number, -number, None)],
        line={"color": GRID, "width": 6},
        hoverinfo="skip",
        showlegend=False,
    )


def _dots(
    rows: Sequence[dict[str, Any]], side: str, colour: str, symbol: str, size: int, t: Words
) -> go.Scatter:
    return go.Scatter(
        mode="markers",
        name=str(rows[0][f"{side}_fiscal_year"]),
        x=[length(row[f"{side}_amount_yuan"]) for row in rows],
        y=[-number for number in range(len(rows))],
        marker={"color": colour, "symbol": symbol, "size": size, "line": {"width": 2.5}},
        customdata=[
            [yuan(row[f"{side}_amount_yuan"]), unmarked(row[f"{side}_names"] or "")] for row in rows
        ],
        hovertemplate=t("chart.yuan_of_names") + "<extra>%{fullData.name}</extra>",
    )


def waterfall(steps: Sequence[tuple[str, Decimal, bool]], t: Words) -> go.Figure:
    """From the total of one year to that of the other; a step is its name, yuan, is it a total."""
    figure = base_figure(90 + 40 * len(steps), showlegend=False)
    figure.add_trace(
        go.Waterfall(
            orientation="h",
            measure=["absolute" if is_total else "relative" for _, _, is_total in steps],
            x=[length(amount) for _, amount, _ in steps],
            y=[-number for number in range(len(steps))],
            width=0.5,
            text=[_signed(amount, is_total) for _, amount, is_total in steps],
            textposition="outside",
            textfont={"size": 12, "color": INK},
            cliponaxis=False,
            customdata=[[yuan(amount), unmarked(name)] for name, amount, _ in steps],
            hovertemplate=t("chart.yuan_of_names") + "<extra></extra>",
            increasing={"marker": {"color": MORE}},
            decreasing={"marker": {"color": LESS}},
            totals={"marker": {"color": EMPHASIS}},
            connector={"line": {"color": MUTED, "width": 1}},
        )
    )
    write_above(figure, [(-number + 0.03, name) for number, (name, _, _) in enumerate(steps)])
    figure.update_yaxes(
        showticklabels=False, zeroline=False, showgrid=False, range=[-len(steps) + 0.5, 0.9]
    )
    longest = max((length(amount) for _, amount, is_total in steps if is_total), default=1.0)
    figure.update_xaxes(
        title={"text": t("chart.wan"), "standoff": 8},
        tickformat=",",
        range=[-longest * 0.15, longest * 1.5 or 1],
    )
    return figure


def _signed(amount: Decimal, is_total: bool) -> str:
    return wan(amount) if is_total or amount <= 0 else f"+{wan(amount)}"
