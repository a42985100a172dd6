"""Frame -> figure: which indicators stand in which projects, and with whose target."""

from typing import Any

import plotly.graph_objects as go
import polars as pl

from dashboards.charts import base_figure
from dashboards.formats import unmarked, wrapped
from dashboards.texts import Words

SHARING_COLOURS = {"shared": "#1f5f99", "own": "#e08e45", "not_comparable": "#94a3b8"}
COLUMN_KEYS = ("department_name", "fiscal_year", "project_name", "form_id")
NAME_WIDTH, PROJECT_WIDTH, HOVER_WIDTH = 8, 20, 24
ROW_HEIGHT, HEAD, FIELD = 36, 420, 11

Row = dict[str, Any]


def fullest(uses: pl.DataFrame, rows: int, columns: int) -> pl.DataFrame:
    """The uses of the indicators in most projects, in the projects that have most of those."""
    names = uses.select("standard_indicator_id").unique(maintain_order=True).head(rows)
    shown = uses.join(names, on="standard_indicator_id", how="semi")
    sizes = shown.group_by("form_id").len().sort("len", "form_id", descending=[True, False])
    return shown.join(sizes.head(columns), on="form_id", how="semi", maintain_order="left")


def project_grid(uses: pl.DataFrame, t: Words) -> go.Figure:
    """One row per indicator, one column per project; the colour says with whose target.

    Columns go by body, year and name, rows from the indicator of most projects down.

    `uses` is the frame of `queries_reuse.indicators_in_projects`, a row per field.
    """
    names = dict(uses.select("standard_indicator_id", "standard_name").unique().rows())
    ids = uses["standard_indicator_id"].unique(maintain_order=True).to_list()
    projects = uses.select(COLUMN_KEYS).unique().sort(COLUMN_KEYS, nulls_last=True).to_dicts()
    places = {project["form_id"]: place for place, project in enumerate(projects)}
    rows = uses.to_dicts()
    figure = base_figure(HEAD + ROW_HEIGHT * len(ids))
    figure.add_traces(
        [
            _fields([row for row in rows if row["target_sharing"] == name], name, places, ids, t)
            for name in SHARING_COLOURS
            if name in uses["target_sharing"]
        ]
    )
    figure.update_xaxes(
        side="top",
        tickvals=list(places.values()),
        ticktext=[_project_said(project, t) for project in projects],
        tickangle=-90,
        tickfont={"size": 11},
        range=[-0.5, len(projects) - 0.5],
        zeroline=False,
    )
    figure.update_yaxes(
        tickvals=list(range(len(ids))),
        ticktext=[wrapped(names[id_], NAME_WIDTH) for id_ in ids],
        tickfont={"size": 12},
        range=[len(ids) - 0.5, -0.5],
        zeroline=False,
    )
    figure.update_layout(
        legend={"orientation": "h", "yref": "container", "y": 1, "yanchor": "top", "x": 0}
    )
    return figure


def _fields(
    rows: list[Row], name: str, places: dict[str, int], ids: list[str], t: Words
) -> go.Scatter:
    return go.Scatter(
        x=[places[row["form_id"]] for row in rows],
        y=[ids.index(row["standard_indicator_id"]) for row in rows],
        mode="markers",
        name=t.code("target_sharing", name),
        marker={"symbol": "square", "size": FIELD, "color": SHARING_COLOURS[name]},
        customdata=[_hover(row, t) for row in rows],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _project_said(project: Row, t: Words) -> str:
    """A year and the beginning of a name, in one upright line."""
    name = str(project["project_name"] or "")
    short = name if len(name) <= PROJECT_WIDTH else f"{name[: PROJECT_WIDTH - 1]}…"
    return f"<b>{t.year(project['fiscal_year'])}</b> {unmarked(short)}"


def _hover(row: Row, t: Words) -> str:
    return t(
        "reuse.grid_hover",
        name=wrapped(row["standard_name"], HOVER_WIDTH),
        project=wrapped(row["project_name"] or "", HOVER_WIDTH),
        body=unmarked(t.body(row["department_name"])),
        year=t.year(row["fiscal_year"]),
        target=wrapped(row["target_text"] or t("reuse.no_target"), HOVER_WIDTH),
    )
