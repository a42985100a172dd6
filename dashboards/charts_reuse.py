"""Frame -> Plotly figure for the indicator reuse page."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go
import polars as pl

from dashboards.charts import base_figure
from dashboards.formats import percent, unmarked, wrapped
from dashboards.texts import Words

NAME_WIDTH, BODY_WIDTH = 8, 4
UPRIGHT_COLUMNS = 10  # as many bodies and years fit beside each other
ROW_HEIGHT = 44
LIGHT, DARK, EMPTY = "#eaf2f8", "#1f4e79", "#f8fafc"


def reuse_heat_map(indicators: pl.DataFrame, cells: pl.DataFrame, t: Words) -> go.Figure:
    """One row per indicator, most forms on top; one column per body and year.

    A field says in how many of the column's forms the indicator stands, its colour the share of
    them. `indicators` and `cells` are those of `queries_reuse.reuse_ranking` and `reuse_cells`.
    """
    columns = _columns(cells)
    ids = indicators["standard_indicator_id"].to_list()
    found = {
        (row["standard_indicator_id"], row["fiscal_year"], row["department_id"]): row
        for row in cells.to_dicts()
    }
    fields = [
        [found.get((id_, c["fiscal_year"], c["department_id"])) for c in columns] for id_ in ids
    ]
    names = indicators["standard_name"].to_list()
    figure = base_figure(170 + ROW_HEIGHT * len(ids))
    figure.add_trace(_heat(fields, names, columns, t))
    figure.update_xaxes(
        side="top",
        ticks="",
        zeroline=False,
        tickfont={"size": 11},
        tickvals=list(range(len(columns))),
        ticktext=[_column_label(column, t) for column in columns],
        tickangle=0 if len(columns) <= UPRIGHT_COLUMNS else -90,
        showgrid=False,
        range=[-0.5, len(columns) - 0.5],
    )
    figure.update_yaxes(
        tickvals=list(range(len(names))),
        ticktext=[wrapped(name, NAME_WIDTH) for name in names],
        zeroline=False,
        tickfont={"size": 12},
        showgrid=False,
        range=[len(names) - 0.5, -0.5],
    )
    return figure


def _columns(cells: pl.DataFrame) -> list[dict[str, Any]]:
    """The columns from left to right: body, and in it the years."""
    keys = ["department_name", "fiscal_year", "department_id", "selected_form_count"]
    return cells.select(keys).unique().sort("department_name", "fiscal_year").to_dicts()


def _column_label(column: dict[str, Any], t: Words) -> str:
    body = wrapped(column["department_name"], BODY_WIDTH)
    of_forms = t("reuse.column_forms", count=column["selected_form_count"])
    return f"{body}<br><b>{column['fiscal_year']}</b><br>{of_forms}"


def _heat(
    fields: Sequence[Sequence[dict[str, Any] | None]],
    names: Sequence[str],
    columns: Sequence[dict[str, Any]],
    t: Words,
) -> go.Heatmap:
    shares = [[float(f["share_pct"]) if f else None for f in row] for row in fields]
    hovers = [
        [_hover(name, column, field, t) for column, field in zip(columns, row, strict=True)]
        for name, row in zip(names, fields, strict=True)
    ]
    return go.Heatmap(
        z=shares,
        x=list(range(len(columns))),
        y=list(range(len(names))),
        text=[[_field_text(field) for field in row] for row in fields],
        texttemplate="%{text}",
        customdata=hovers,
        hovertemplate="%{customdata}<extra></extra>",
        hoverongaps=False,
        colorscale=[[0, LIGHT], [1, DARK]],
        zmin=0,
        zmax=100,
        xgap=2,
        ygap=2,
        colorbar={
            "orientation": "h",
            "thickness": 10,
            "y": 0,
            "yanchor": "top",
            "ypad": 16,
            "len": 1,
            "ticksuffix": "%",
            "title": {"text": t("reuse.share_axis"), "side": "top"},
        },
    )


def _field_text(field: dict[str, Any] | None) -> str:
    if field is None:
        return ""
    return f"{field['form_count']}<br>{percent(field['share_pct'], 0)}"


def _hover(name: str, column: dict[str, Any], field: dict[str, Any] | None, t: Words) -> str:
    if field is None:
        return ""
    return t(
        "reuse.hover",
        name=wrapped(name, 24),
        body=unmarked(column["department_name"]),
        year=column["fiscal_year"],
        count=field["form_count"],
        forms=column["selected_form_count"],
        share=percent(field["share_pct"]),
        targets=field["distinct_target_count"],
    )
