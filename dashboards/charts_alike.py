"""Frame -> Plotly figure: what became of the targets inside confirmed links."""

import plotly.graph_objects as go
import polars as pl

from dashboards.charts import LEGEND, base_figure
from dashboards.texts import Words

COLOURS = {
    "stricter": "#117755",
    "looser": "#c2410c",
    "same": "#5b9bd5",
    "not_comparable": "#94a3b8",
}
ROW_HEIGHT = 46


def change_bars(changes: pl.DataFrame, t: Words) -> go.Figure:
    """One stacked bar per pair of years, the newest on top; a part counts the indicators.

    `changes` are those of `queries_alike.target_changes`.
    """
    years = ["left_fiscal_year", "right_fiscal_year"]
    counted = changes.group_by(*years, "target_change").agg(pl.len().alias("count"))
    pairs = counted.select(years).unique().sort(reversed(years), descending=True).rows()
    counts = {(left, right, change): n for left, right, change, n in counted.rows()}
    figure = base_figure(110 + ROW_HEIGHT * len(pairs), barmode="stack")
    for change, colour in COLOURS.items():
        numbers = [counts.get((*pair, change), 0) for pair in pairs]
        figure.add_trace(
            go.Bar(
                name=t.code("target_change", change),
                orientation="h",
                x=numbers,
                y=list(range(len(pairs))),
                width=0.6,
                text=[number or "" for number in numbers],
                textposition="inside",
                insidetextanchor="middle",
                marker={"color": colour},
                hovertemplate="%{x}<extra>%{fullData.name}</extra>",
            )
        )
    figure.update_xaxes(title={"text": t("alike.count_axis"), "standoff": 8}, rangemode="tozero")
    figure.update_yaxes(
        tickvals=list(range(len(pairs))),
        ticktext=[t("changes.pair", left=left, right=right) for left, right in pairs],
        range=[len(pairs) - 0.5, -0.5],
        showgrid=False,
        zeroline=False,
    )
    figure.update_layout(legend=LEGEND | {"traceorder": "normal"})
    return figure
