"""Frames -> figures of execution and scores: bullets, totals, lost points, ratings."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import plotly.graph_objects as go
import polars as pl

from dashboards.charts import EMPHASIS, INK, LEGEND, MUTED, base_figure, write_above
from dashboards.formats import NOTHING, execution_rate, trimmed, unmarked, wrapped, yuan
from dashboards.texts import Words

ROW, NAME_LENGTH = 78, 24  # pixels; characters that a narrow screen holds
# colour, width of the bar: the execution on the initial budget lies behind that on the final one
BULLETS = {
    "execution_on_approved_pct": ("#c9d5e3", 0.44),
    "computed_rate_pct": (EMPHASIS, 0.18),
}
CAUSE_COLOURS = {
    "execution": "#1f5f99",
    "missed_target": "#d55e00",
    "unexplained": "#882255",
    "not_judged": "#94a3b8",
}
RANGE, PRINTED = "#7fa8cf", "#c2410c"
LEVELS = ("execution", "成本", "产出", "效益", "满意度", None)


def execution_bullets(frame: pl.DataFrame, t: Words) -> go.Figure:
    """A wide and a narrow bar per form: execution on the initial and on the final budget, in %.

    `frame` has one row per form, the first on top; a line stands at 100%.
    """
    rows = frame.to_dicts()
    figure = base_figure(100 + ROW * len(rows), barmode="overlay")
    figure.add_traces([_bullet(rows, column, t) for column in BULLETS])
    write_above(figure, [(-place, _rates_said(row, t)) for place, row in enumerate(rows)])
    figure.add_vline(x=100, line={"color": MUTED, "width": 1.5, "dash": "dot"})
    rates = [float(row[column] or 0) for row in rows for column in BULLETS]
    _hide_places(figure, len(rows))
    figure.update_xaxes(
        title={"text": t("chart.rate"), "standoff": 8},
        ticksuffix="%",
        range=[0, max([104.0, *(rate * 1.04 for rate in rates)])],
    )
    figure.update_layout(legend={**LEGEND, "traceorder": "reversed"})
    return figure


def _bullet(rows: Sequence[Mapping[str, Any]], column: str, t: Words) -> go.Bar:
    colour, width = BULLETS[column]
    shown = [(-place, row) for place, row in enumerate(rows) if row[column] is not None]
    budget = "approved_yuan" if column == "execution_on_approved_pct" else "adjusted_yuan"
    return go.Bar(
        orientation="h",
        name=t(f"column.{column}"),
        x=[float(row[column]) for _, row in shown],
        y=[place for place, _ in shown],
        width=width,
        marker={"color": colour},
        customdata=[
            [
                wrapped(_named(row, t), 20),
                execution_rate(row[column]),
                yuan(row["executed_yuan"]),
                yuan(row[budget]),
            ]
            for _, row in shown
        ],
        hovertemplate=t("chart.bullet") + "<extra>%{fullData.name}</extra>",
    )


def _rates_said(row: Mapping[str, Any], t: Words) -> str:
    rates = " / ".join(execution_rate(row[column]) for column in reversed(BULLETS))
    return f"{_short(row, t)}<br><b>{rates}</b>"


def totals(frame: pl.DataFrame, t: Words) -> go.Figure:
    """What the formulas give as a total, a line or a point, and the printed total as a mark.

    `frame` has one row per form; a form without a recomputed total shows its printed one alone.
    """
    rows = frame.to_dicts()
    figure = base_figure(100 + ROW * len(rows))
    write_above(figure, [(-place, _total_said(row, t)) for place, row in enumerate(rows)])
    figure.add_traces([_ranges(rows, t), _printed(rows, t)])
    _hide_places(figure, len(rows))
    lowest = [row["recomputed_total_min"] or row["total_score"] for row in rows]
    drawn = [float(score) for score in lowest if score is not None]
    figure.update_xaxes(
        title={"text": t("chart.points"), "standoff": 8}, range=[min([90.0, *drawn]) - 3, 102]
    )
    figure.update_layout(legend=LEGEND)
    return figure


def _total_said(row: Mapping[str, Any], t: Words) -> str:
    return f"{_short(row, t)}<br><b>{trimmed(row['total_score'])}</b>  {_range_said(row)}"


def _range_said(row: Mapping[str, Any]) -> str:
    """The recomputed total: a number, two of them, or that there is none."""
    least, most = row["recomputed_total_min"], row["recomputed_total_max"]
    if least is None:
        return NOTHING
    return trimmed(least) if least == most else f"{trimmed(least)}–{trimmed(most)}"


def _ranges(rows: Sequence[Mapping[str, Any]], t: Words) -> go.Scatter:
    known = [
        (place, row) for place, row in enumerate(rows) if row["recomputed_total_min"] is not None
    ]
    ends = [
        (float(row["recomputed_total_min"]), float(row["recomputed_total_max"])) for _, row in known
    ]
    return go.Scatter(
        mode="lines+markers",
        name=t("execution.recomputed_total"),
        x=[value for least, most in ends for value in (least, most, None)],
        y=[value for place, _ in known for value in (-place, -place, None)],
        line={"color": RANGE, "width": 9},
        marker={"color": RANGE, "size": 9, "symbol": "line-ns", "line": {"width": 2}},
        customdata=[value for _, row in known for value in [[_range_said(row)]] * 3],
        hovertemplate="%{customdata[0]}<extra>%{fullData.name}</extra>",
    )


def _printed(rows: Sequence[Mapping[str, Any]], t: Words) -> go.Scatter:
    known = [(place, row) for place, row in enumerate(rows) if row["total_score"] is not None]
    return go.Scatter(
        mode="markers",
        name=t("execution.printed_total"),
        x=[float(row["total_score"]) for _, row in known],
        y=[-place for place, _ in known],
        marker={"color": PRINTED, "symbol": "diamond", "size": 11},
        customdata=[[wrapped(_named(row, t), 20), trimmed(row["total_score"])] for _, row in known],
        hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]}<extra>%{fullData.name}</extra>",
    )


def lost_bars(sums: pl.DataFrame, t: Words) -> go.Figure:
    """Lost points by level, stacked by cause; `sums` has one row per lost_level and lost_cause.

    What is not known is not drawn.
    """
    sums = sums.drop_nulls("lost_points")
    found = set(sums["lost_level"])
    levels = [level for level in LEVELS if level in found]
    figure = base_figure(90 + 52 * len(levels), barmode="stack")
    for cause, colour in CAUSE_COLOURS.items():
        of_cause = sums.filter(pl.col("lost_cause") == cause).to_dicts()
        if of_cause:
            figure.add_trace(_stack(of_cause, levels, cause, colour, t))
    written = [(-place, _level_said(level, sums, t)) for place, level in enumerate(levels)]
    write_above(figure, written)
    _hide_places(figure, len(levels))
    figure.update_xaxes(
        title={"text": t("chart.points"), "standoff": 8}, rangemode="tozero", tickformat=","
    )
    figure.update_layout(legend={**LEGEND, "traceorder": "normal"}, showlegend=True)
    return figure


def _stack(
    rows: Sequence[Mapping[str, Any]],
    levels: Sequence[str | None],
    cause: str,
    colour: str,
    t: Words,
) -> go.Bar:
    return go.Bar(
        orientation="h",
        name=t.code("lost_cause", cause),
        x=[float(row["lost_points"]) for row in rows],
        y=[-levels.index(row["lost_level"]) for row in rows],
        width=0.34,
        marker={"color": colour},
        customdata=[[trimmed(row["lost_points"]), row["row_count"]] for row in rows],
        hovertemplate=t("chart.lost") + "<extra>%{fullData.name}</extra>",
    )


def _level_said(level: str | None, sums: pl.DataFrame, t: Words) -> str:
    of_level = sums.filter(pl.col("lost_level").eq_missing(level))
    points = sum(of_level["lost_points"], Decimal(0))
    name = t("execution.no_level") if level is None else t.code("lost_level", level)
    return f"<b>{unmarked(name)}</b>  {trimmed(points)}"


def rating_bars(ratings: pl.DataFrame, t: Words) -> go.Figure:
    """How many forms print each rating; `ratings` has rating and form_count."""
    counted = ratings.group_by("rating", maintain_order=True).agg(pl.col("form_count").sum())
    rows = counted.to_dicts()
    figure = base_figure(90 + 52 * len(rows), showlegend=False)
    figure.add_trace(
        go.Bar(
            orientation="h",
            x=[row["form_count"] for row in rows],
            y=[-place for place in range(len(rows))],
            width=0.34,
            marker={"color": EMPHASIS},
            hoverinfo="skip",
        )
    )
    said = [row["rating"] or t("execution.no_rating") for row in rows]
    write_above(
        figure,
        [
            (-place, f"<b>{unmarked(name)}</b>  {row['form_count']}")
            for place, (name, row) in enumerate(zip(said, rows, strict=True))
        ],
    )
    _hide_places(figure, len(rows))
    figure.update_xaxes(
        title={"text": t("chart.forms"), "standoff": 8}, rangemode="tozero", tickformat=",d"
    )
    return figure


def _hide_places(figure: go.Figure, count: int) -> None:
    figure.update_yaxes(
        showticklabels=False,
        showgrid=False,
        zeroline=False,
        range=[-count + 0.6, 0.8],
        tickfont={"color": INK},
    )


def _named(row: Mapping[str, Any], t: Words) -> str:
    return row["project_name"] or t("project.no_name")


def _short(row: Mapping[str, Any], t: Words) -> str:
    """The name in one line; the whole of it is shown on hovering."""
    name = _named(row, t)
    return unmarked(name if len(name) <= NAME_LENGTH else f"{name[: NAME_LENGTH - 1]}…")
