"""Frame -> Plotly figure for the indicator reuse page."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go
import polars as pl

from dashboards.charts import INK, base_figure
from dashboards.formats import percent, unmarked, wrapped
from dashboards.texts import Words

NAME_WIDTH, BODY_WIDTH = 8, 4
UPRIGHT_COLUMNS = 6  # as many bodies and years fit beside each other on a narrow screen
COLUMN_KEYS = ("department_name", "fiscal_year", "department_id", "selected_form_count")
ROW_HEIGHT = 44
LIGHT, DARK = "#eaf2f8", "#5b9bd5"  # the text in a field stays readable on both


def reuse_heat_map(indicators: pl.DataFrame, cells: pl.DataFrame, t: Words) -> go.Figure:
    """One row per indicator, most forms on top; one column per body and year.

    A field says in how many of the column's forms the indicator stands, its colour the share of
    them. `indicators` and `cells` are those of `queries_reuse.reuse_ranking` and `reuse_cells`.
    """
    columns = _columns(cells)
    is_upright = len(columns) <= UPRIGHT_COLUMNS
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
        ticktext=[_column_label(column, t, is_upright) for column in columns],
        tickangle=0 if is_upright else -90,
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


def largest_columns(cells: pl.DataFrame, count: int) -> pl.DataFrame:
    """The cells of the `count` columns (body and year) with the most forms."""
    columns = cells.select(COLUMN_KEYS).unique()
    order = ("selected_form_count", "fiscal_year", "department_name")
    kept = columns.sort(*order, descending=[True, True, False], nulls_last=True).head(count)
    return cells.join(kept, on=COLUMN_KEYS, how="semi", nulls_equal=True)


def _columns(cells: pl.DataFrame) -> list[dict[str, Any]]:
    """The columns from left to right: body, and in it the years."""
    return cells.select(COLUMN_KEYS).unique().sort("department_name", "fiscal_year").to_dicts()


def _column_label(column: dict[str, Any], t: Words, is_upright: bool) -> str:
    """Body, year and forms: beneath each other where there is room, else in one upright line."""
    year = t.year(None) if column["fiscal_year"] is None else str(column["fiscal_year"])
    body = t.body(column["department_name"])
    forms = t("reuse.column_forms", count=column["selected_form_count"])
    if not is_upright:
        return f"{unmarked(body)}  <b>{year}</b>  {forms}"
    return f"{wrapped(body, BODY_WIDTH)}<br><b>{wrapped(year, BODY_WIDTH)}</b><br>{forms}"


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
        textfont={"color": INK},
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
    return f"{field['form_count']}<br>{unmarked(percent(field['share_pct']))}"


def _hover(name: str, column: dict[str, Any], field: dict[str, Any] | None, t: Words) -> str:
    if field is None:
        return ""
    return t(
        "reuse.hover",
        name=wrapped(name, 24),
        body=unmarked(t.body(column["department_name"])),
        year=t.year(column["fiscal_year"]),
        count=field["form_count"],
        forms=column["selected_form_count"],
        share=unmarked(percent(field["share_pct"])),
        targets=field["distinct_target_count"],
    )
