"""Frames -> Plotly figures. Amounts are drawn in 万元; hovering shows them in 元 to the fen.

A float is only ever the length of a bar: every figure that is read comes from the exact amount.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import product
from typing import Any

import plotly.graph_objects as go
import polars as pl

from dashboards.formats import execution_rate, unmarked, wan, wrapped, yuan
from dashboards.texts import Words

FONTS = (
    '"Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", '
    '"Microsoft YaHei", "WenQuanYi Micro Hei", sans-serif'
)
INK, MUTED, GRID, EMPHASIS = "#1e293b", "#475569", "#e2e8f0", "#1f4e79"

# one colour a class everywhere: the families of Okabe-Ito and Tol, told apart also by lightness;
# the three classes of 信息化 are three blues
CLASS_COLOURS = {
    "it_operations": "#1f5f99",
    "it_construction": "#56a5d8",
    "network_cloud_leasing": "#a9d3ee",
    "personnel": "#882255",
    "publicity": "#d55e00",
    "training": "#f0b67f",
    "public_service": "#117755",
    "aid_cooperation": "#66c2a0",
    "research_evaluation": "#e6c229",
    "regulation_permits": "#8a7500",
    "general_operations": "#c48fb5",
    "unclassified": "#94a3b8",
}
# from what binds money (dark) to what cannot fail (light), then nothing at all
COST_TARGET_COLOURS = {
    "unit_price": "#0b4f6c",
    "cap_below": "#01769e",
    "cap_equal": "#5fb3ce",
    "cap_above": "#b5dbe6",
    "other_number": "#f3cf8f",
    "words": "#e08e45",
    "none": "#9c3d2e",
}
OTHER_COLOURS = ("#1f5f99", "#d55e00", "#117755", "#c48fb5", "#e6c229", "#882255", "#66c2a0")
NO_VALUE_COLOUR = "#94a3b8"
NOTE_WIDTH, SIGNATURE_WIDTH, ROW_PIXELS = (
    23,
    29,
    26,
)  # characters a line that a narrow screen holds; one bar
LEGEND = {
    "orientation": "h",
    "x": 0,
    "y": 1,
    "yanchor": "bottom",
    "itemclick": False,
    "itemdoubleclick": False,
}
# below the plot: ticks and title of an axis; a colour scale; nothing but bands
AXIS_SPACE, SCALE_SPACE, BAND_SPACE = 58, 92, 20
PARTS = {"whole": "", "items": "", "remainder": "/", "surplus": "x"}
NO_VALUES = ("not_filed", "not_set", "unclassified")

Bar = tuple[int | None, str | None]


def colours_of(dimension: str, values: Sequence[str]) -> Mapping[str, str]:
    """A colour for every value of a dimension, the same for the same value on every page."""
    fixed = {"functional_class": CLASS_COLOURS, "cost_target_kind": COST_TARGET_COLOURS}
    known = fixed.get(dimension, {})
    free = iter(OTHER_COLOURS * (len(values) // len(OTHER_COLOURS) + 1))
    return {
        value: known.get(value) or (NO_VALUE_COLOUR if value in NO_VALUES else next(free))
        for value in sorted(values, key=lambda value: (value in NO_VALUES, value))
    }


def base_figure(height: int, **layout: Any) -> go.Figure:
    """An empty figure in the fonts and colours of all of ours."""
    ours = {
        "height": height,
        "font": {"family": FONTS, "size": 13, "color": INK},
        "paper_bgcolor": "white",
        "plot_bgcolor": "white",
        "margin": {"l": 8, "r": 16, "t": 8, "b": 8},
        "hoverlabel": {"font": {"family": FONTS, "size": 13}, "align": "left"},
        "hovermode": "closest",
        "dragmode": False,
        "xaxis": {
            "gridcolor": GRID,
            "zerolinecolor": MUTED,
            "automargin": True,
            "fixedrange": True,
        },
        "yaxis": {"automargin": True, "fixedrange": True, "ticks": ""},
    }
    return go.Figure(layout=ours | layout)  # at once: each update of a figure takes milliseconds


def signed(figure: go.Figure, lines: Sequence[str]) -> go.Figure:
    """The figure with these lines at its foot, so that a picture of it says what it is.

    The lines are the figure's title: the one text that is placed from the edge of the picture.
    """
    broken = [line for text in lines for line in wrapped(text, SIGNATURE_WIDTH).split("<br>")]
    own_space = 15 * len(broken) + 6
    height = figure.layout.height + own_space
    spaces = {"heatmap": SCALE_SPACE, "sankey": BAND_SPACE}
    own = [spaces[trace.type] for trace in figure.data if trace.type in spaces]
    figure.update_layout(
        height=height,
        margin_b=own_space + (own[0] if own else AXIS_SPACE),
        title={
            "text": "<br>".join(broken),
            "font": {"size": 11, "color": MUTED},
            "x": 0,
            "xref": "container",
            "xanchor": "left",
            "y": own_space / height,
            "yref": "container",
            "yanchor": "top",
            "pad": {"l": 8},
        },
    )
    return figure


def stacked_bars(frame: pl.DataFrame, dimension: str, t: Words) -> go.Figure:
    """One bar per year and body, stacked by the dimension; what is not itemised is hatched.

    `frame` has one row per fiscal_year, department_name, dimension and part.
    """
    bars = _bars(frame)
    values = _in_order(frame, dimension)
    colours = colours_of(dimension, values)
    places = {bar: float(-number) for number, bar in enumerate(bars)}
    figure = base_figure(110 + 68 * len(bars) + 20 * len(values), barmode="relative")
    rows = frame.partition_by(dimension, "part", as_dict=True)
    stacks = [
        _stack(
            rows[value, part_name],
            places,
            _part_name(t, dimension, value, part_name),
            colours[value],
            PARTS[part_name],
            t,
        )
        for value, part_name in product(values, PARTS)
        if (value, part_name) in rows
    ]
    names = [_explained(unmarked(t.code(dimension, value)), colours[value], "") for value in values]
    hatches = [
        _explained(t(f"part.{part_name}"), NO_VALUE_COLOUR, PARTS[part_name])
        for part_name in frame["part"].unique().sort()
        if PARTS[part_name]
    ]
    figure.add_traces([*stacks, *names, *hatches])
    _name_bars(figure, places, t)
    figure.update_xaxes(title={"text": t("chart.wan"), "standoff": 8}, tickformat=",")
    figure.update_layout(legend=LEGEND)
    return figure


def _bars(frame: pl.DataFrame) -> list[Bar]:
    """The bars from top to bottom: newest year first, then body; what is not read comes last."""
    pairs = frame.select("fiscal_year", "department_name").unique().rows()
    return sorted(pairs, key=lambda pair: (-(pair[0] or 0), pair[1] is None, pair[1]))


def _in_order(frame: pl.DataFrame, dimension: str) -> list[str]:
    """The values that occur: classes and kinds in their own order, others by name."""
    order = [*CLASS_COLOURS, *COST_TARGET_COLOURS]
    found = frame[dimension].drop_nulls().unique().to_list()
    last = len(order)
    return sorted(
        found,
        key=lambda v: (order.index(v) if v in order else last, v in NO_VALUES, v),
    )


def _part_name(t: Words, dimension: str, value: str, part: str) -> str:
    name = unmarked(t.code(dimension, value))
    return t(f"chart.{part}_of", name=name) if PARTS[part] else name


def _stack(
    part: pl.DataFrame, places: Mapping[Bar, float], name: str, colour: str, hatch: str, t: Words
) -> go.Bar:
    rows = part.to_dicts()
    return go.Bar(
        orientation="h",
        showlegend=False,
        name=name,
        y=[places[row["fiscal_year"], row["department_name"]] for row in rows],
        x=[length(row["amount_yuan"]) for row in rows],
        width=0.5,
        customdata=[
            [
                t.year(row["fiscal_year"]),
                wrapped(t.body(row["department_name"]), 20),
                wan(row["amount_yuan"]),
                yuan(row["amount_yuan"]),
                row["form_count"],
            ]
            for row in rows
        ],
        hovertemplate=f"<b>{name}</b><br>" + t("chart.hover") + "<extra></extra>",
        marker={
            "color": colour,
            "line": {"color": "white", "width": 1},
            "pattern": _hatching(hatch, colour),
        },
    )


def _hatching(shape: str, colour: str) -> dict[str, Any]:
    return {"shape": shape, "fgcolor": "white", "bgcolor": colour, "size": 8, "solidity": 0.25}


def _explained(name: str, colour: str, hatch: str) -> go.Bar:
    """An entry of the legend, with no bar of its own."""
    pattern = _hatching(hatch, colour)
    marker = {"color": colour, "pattern": pattern}
    return go.Bar(x=[None], y=[None], name=name, marker=marker, hoverinfo="skip")


def length(yuan_amount: Decimal | None) -> float:
    """How long a bar of an amount in yuan is, in 万元."""
    return float(yuan_amount or 0) / 10_000


def _name_bars(figure: go.Figure, places: Mapping[Bar, float], t: Words) -> None:
    """Write year and body above each bar: long names would squeeze a narrow screen."""
    figure.update_yaxes(showticklabels=False, showgrid=False, zeroline=False)
    figure.update_yaxes(range=[-len(places) + 0.6, 0.8])
    said = {bar: t.year(None) if bar[0] is None else bar[0] for bar in places}
    write_above(
        figure,
        [
            (place, f"<b>{said[bar]}</b>  {wrapped(t.body(bar[1]), 24)}")
            for bar, place in places.items()
        ],
    )


def write_above(figure: go.Figure, written: Sequence[tuple[float, str]]) -> None:
    """Write over bars, on white, so that no axis or grid line runs through the words."""
    figure.layout.annotations = [
        {
            "x": 0,
            "xref": "paper",
            "xanchor": "left",
            "y": place + 0.25,
            "yanchor": "bottom",
            "text": text,
            "showarrow": False,
            "align": "left",
            "bgcolor": "white",
            "borderpad": 0,
            "font": {"size": 13, "color": INK},
        }
        for place, text in written
    ]


EXECUTION_MARKERS: dict[str, dict[str, Any]] = {
    "computed_rate_pct": {"color": EMPHASIS, "symbol": "circle", "size": 10},
    "execution_on_approved_pct": {
        "color": "#c2410c",
        "symbol": "diamond-open",
        "size": 16,
        "line": {"width": 2.5},
    },
}


def execution_dots(frame: pl.DataFrame, t: Words) -> go.Figure:
    """Two dots per self-evaluation: execution on the final and on the initial budget, in %.

    `frame` has one row per form with computed_rate_pct and execution_on_approved_pct.
    """
    rows = frame.to_dicts()
    figure = base_figure(120 + 54 * len(rows))
    write_above(
        figure, [(-number - 0.04, _evaluation_said(row, t)) for number, row in enumerate(rows)]
    )
    figure.add_traces([_execution_trace(rows, column, t) for column in EXECUTION_MARKERS])
    figure.update_yaxes(showticklabels=False, zeroline=False, gridcolor=GRID, dtick=1)
    figure.update_yaxes(range=[-len(rows) + 0.6, 0.7])
    rates = [row[column] for row in rows for column in EXECUTION_MARKERS]
    drawn = [float(rate) for rate in rates if rate is not None]
    figure.update_xaxes(
        title={"text": t("chart.rate"), "standoff": 8},
        ticksuffix="%",
        range=[min([90.0, *drawn]) - 2, max([100.0, *drawn]) + 2],
    )
    figure.update_layout(legend=LEGEND)
    return figure


def _evaluation_said(row: Mapping[str, Any], t: Words) -> str:
    year = t.year(None) if row["fiscal_year"] is None else row["fiscal_year"]
    return f"<b>{year}</b>  {unmarked(_project_said(row, t))}"


def _execution_trace(rows: Sequence[Mapping[str, Any]], column: str, t: Words) -> go.Scatter:
    """The dots of one rate, those forms left out that have none."""
    shown = [(-number, row) for number, row in enumerate(rows) if row[column] is not None]
    return go.Scatter(
        mode="markers",
        name=t(f"column.{column}"),
        x=[float(row[column]) for _, row in shown],
        y=[place for place, _ in shown],
        customdata=[
            [wrapped(_project_said(row, t), 20), execution_rate(row[column])] for _, row in shown
        ],
        hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]}<extra>%{fullData.name}</extra>",
        marker=EXECUTION_MARKERS[column],
    )


def _project_said(row: Mapping[str, Any], t: Words) -> str:
    return row["project_name"] or t("project.no_name")


def comparison_bars(
    frame: pl.DataFrame, dimension: str, years: Sequence[int], note: Sequence[str], t: Words
) -> go.Figure:
    """The years of one body beside each other for every value of the dimension.

    `frame` has one row per fiscal_year and dimension of this body; `years` are those with an
    amount; a value without an amount in one of them says so. `note` is written into the figure.
    """
    values = _by_size(frame, dimension)
    colours = colours_of(dimension, values)
    amounts = {(row[dimension], row["fiscal_year"]): row for row in frame.to_dicts()}
    longest = max([length(row["amount_yuan"]) for row in amounts.values()], default=1.0)
    step = len(years) + 1.5
    lines = [line for text in note for line in wrapped(text, NOTE_WIDTH).split("<br>")]
    note_rows = len(lines) * 18 / ROW_PIXELS + 0.6
    figure = base_figure(int(70 + (len(values) * step + note_rows) * ROW_PIXELS))
    write_above(
        figure,
        [
            (-number * step - 0.85, f"<b>{unmarked(t.code(dimension, value))}</b>")
            for number, value in enumerate(values)
        ],
    )
    bars = []
    for number, value in enumerate(values):
        for offset, year in enumerate(years, start=1):
            row = amounts.get((value, year))
            bar = _year_bar(row, -number * step - offset, year, dimension, value, t)
            shade = 0.45 + 0.55 * offset / len(years)  # later years are darker
            bar.update(marker={"color": colours[value], "opacity": shade})
            bars.append(bar)
    figure.add_traces(bars)
    _write_note(figure, lines, note_rows)
    places = product(range(len(values)), enumerate(years, start=1))
    ticks = [(-number * step - offset, year) for number, (offset, year) in places]
    figure.update_yaxes(
        range=[-len(values) * step + 0.4, note_rows + 0.4],
        tickvals=[place for place, _ in ticks],
        ticktext=[str(year) for _, year in ticks],
        showgrid=False,
        zeroline=False,
    )
    figure.update_xaxes(
        range=[0, longest * 1.5 or 1], title={"text": t("chart.wan"), "standoff": 8}, tickformat=","
    )
    figure.update_layout(showlegend=False)
    return figure


def _by_size(frame: pl.DataFrame, dimension: str) -> list[str]:
    """The values, those with the largest amount in any year first, the unclear ones last."""
    largest = frame.group_by(dimension).agg(pl.col("amount_yuan").max())
    rows = sorted(largest.rows(), key=lambda row: (row[0] in NO_VALUES, -row[1], row[0]))
    return [value for value, _ in rows]


def absent_text(dimension: str, value: str, t: Words) -> str:
    """What to say where a year has no amount for a value, instead of 0."""
    return t(f"absent.{value}") if value in NO_VALUES else t(f"absent.{dimension}")


def _year_bar(
    row: Mapping[str, Any] | None, place: float, year: int, dimension: str, value: str, t: Words
) -> go.Bar:
    """The bar of one year; where the year has no such value, the words that say so."""
    text = hover = absent_text(dimension, value, t)
    if row:
        text = wan(row["amount_yuan"])
        exact = yuan(row["amount_yuan"])
        hover = t("chart.year_hover", year=year, yuan=exact, count=row["form_count"])
    return go.Bar(
        orientation="h",
        x=[length(row["amount_yuan"]) if row else 0],
        y=[place],
        width=0.72,
        text=[text],
        textposition="outside",
        textfont={"size": 12, "color": INK if row else MUTED},
        cliponaxis=False,
        hovertemplate=hover + "<extra></extra>",
    )


def _write_note(figure: go.Figure, lines: Sequence[str], note_rows: float) -> None:
    figure.add_annotation(
        x=0,
        xref="paper",
        xanchor="left",
        y=note_rows + 0.4,
        yanchor="top",
        text="<br>".join(lines),
        showarrow=False,
        align="left",
        bgcolor="#f1f5f9",
        borderpad=4,
        font={"size": 12, "color": INK},
    )
