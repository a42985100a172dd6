"""The lineage of two years as a Sankey diagram: every band is as thick as a printed amount."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import plotly.graph_objects as go
import polars as pl

from dashboards.charts import INK, MUTED, base_figure, length
from dashboards.formats import unmarked, wan, wrapped, yuan
from dashboards.lineage import (
    NOT_CHOSEN,
    TAIL,
    Bundle,
    Strand,
    item_name,
    side_amount,
)
from dashboards.queries_changes import Years
from dashboards.texts import Words

COLOURS = {
    "like_for_like": "#1f5f99",
    "part_year": "#56a5d8",
    "scope_changed": "#e6c229",
    "one_off_vs_recurring": "#8a7500",
    "tail_payment": "#c48fb5",
    "new": "#d55e00",
    "ended": "#117755",
    "not_seen": "#94a3b8",
    "not_chosen": "#cbd5e1",
}
BAND_OPACITY = 0.42
PAD, BANDS, BANDS_A_ROW, THICKNESS = 36, 300, 16, 12
NAME_CHARACTERS, LINE_CHARACTERS, HOVER_CHARACTERS = 16, 12, 20
NAMED_LINKS = 4
# on white: a faint band's own colour would not carry words
READ = {"bgcolor": "white", "bordercolor": MUTED, "font": {"color": INK}}
TOP, KEYS_A_LINE = 30, 3
X = {"left": 0.001, "middle": 0.5, "right": 0.999}


@dataclass
class _Drawing:
    """The nodes by column from top to bottom, and the bands between them."""

    columns: dict[str, list[int]] = field(
        default_factory=lambda: {"left": [], "middle": [], "right": []}
    )
    labels: list[str] = field(default_factory=list)
    hovers: list[str] = field(default_factory=list)
    colours: list[str] = field(default_factory=list)
    amounts: list[Decimal] = field(default_factory=list)
    bands: list[tuple[int, int, Decimal, str, str]] = field(default_factory=list)

    def add(self, column: str, label: str, hover: str, colour: str, amount: Decimal) -> int:
        """A node at the foot of a column; its number."""
        self.columns[column].append(len(self.labels))
        self.labels.append(label)
        self.hovers.append(hover)
        self.colours.append(colour)
        self.amounts.append(amount)
        return len(self.labels) - 1


def lineage_diagram(
    strands: Sequence[Strand], links: pl.DataFrame, years: Years, t: Words
) -> go.Figure:
    """Items of the earlier year left, of the later right; a joint where links tie them.

    `links` is the frame that the strands were made of; it says what is read on a band.
    """
    said = _links_said(links, t)
    drawing = _Drawing()
    for strand in strands:
        (_draw_joint if strand.is_joint else _draw_alone)(drawing, strand, said, years, t)
    rows = max(len(numbers) for numbers in drawing.columns.values())
    height = min(BANDS, BANDS_A_ROW * rows) + PAD * rows
    figure = base_figure(height, showlegend=False)
    figure.add_trace(_sankey(drawing, height))
    _write_head(figure, years, [strand.kind for strand in strands], t)
    figure.update_layout(height=height + figure.layout.margin.t)
    return figure


def _draw_joint(
    drawing: _Drawing, strand: Strand, said: Mapping[str, str], years: Years, t: Words
) -> None:
    colour = COLOURS[strand.kind]
    left, right = side_amount(strand.left), side_amount(strand.right)
    hover = t(
        "lineage.joint",
        kind=t.code("comparability", strand.kind),
        left_year=years[0],
        left=wan(left),
        right_year=years[1],
        right=wan(right),
    )
    joint = drawing.add("middle", "", hover, colour, max(left, right))
    for bundle in strand.left:
        node = _draw_bundle(drawing, "left", bundle, colour, t)
        read = _band_said(bundle, said, hover, t)
        drawing.bands.append((node, joint, bundle.amount, colour, read))
    for bundle in strand.right:
        node = _draw_bundle(drawing, "right", bundle, colour, t)
        read = _band_said(bundle, said, hover, t)
        drawing.bands.append((joint, node, bundle.amount, colour, read))


def _draw_alone(
    drawing: _Drawing, strand: Strand, said: Mapping[str, str], years: Years, t: Words
) -> None:
    """Items of one side, and over against them the node that says why they stand alone."""
    colour, is_left = COLOURS[strand.kind], bool(strand.left)
    bundles = strand.left or strand.right
    own, other = ("left", "right") if is_left else ("right", "left")
    count = sum(len(bundle.items) for bundle in bundles)
    name = _state_said(strand.kind, years[1] if is_left else years[0], t)
    amount = side_amount(bundles)
    label = t("lineage.state", name=name, count=count, amount=wan(amount))
    bodies = t("lineage.of_bodies", bodies=t.join(list(strand.bodies)))
    hover = f"{unmarked(label)}<br>{wrapped(bodies, HOVER_CHARACTERS)}"
    drawn = [(b, _draw_bundle(drawing, own, b, colour, t)) for b in bundles]
    state = drawing.add(other, wrapped(label, LINE_CHARACTERS), hover, colour, amount)
    for bundle, node in drawn:
        ends = (node, state) if is_left else (state, node)
        read = _band_said(bundle, said, unmarked(name), t)
        drawing.bands.append((*ends, bundle.amount, colour, read))


def _state_said(kind: str, other_year: int, t: Words) -> str:
    if kind == "not_seen":
        return t("changes.not_seen", year=other_year)
    if kind in ("new", "ended"):
        return t.code("change_state", kind)
    if kind in (NOT_CHOSEN, TAIL):
        return t(f"lineage.{kind}")
    return t.code("comparability", kind)


def _draw_bundle(drawing: _Drawing, column: str, bundle: Bundle, colour: str, t: Words) -> int:
    name = _bundle_name(bundle, t)
    label = wrapped(f"{_cut(name)} {wan(bundle.amount)}", LINE_CHARACTERS)
    return drawing.add(column, label, _bundle_said(bundle, t), colour, bundle.amount)


def _bundle_name(bundle: Bundle, t: Words) -> str:
    if len(bundle.items) > 1:
        return t("lineage.others", count=len(bundle.items))
    return item_name(bundle.items[0], t)


def _cut(name: str) -> str:
    one_line = " ".join(name.split())
    return one_line if len(one_line) <= NAME_CHARACTERS else f"{one_line[: NAME_CHARACTERS - 1]}…"


def _bundle_said(bundle: Bundle, t: Words) -> str:
    """What a node says: the name, the amount in both units, the body and the place."""
    if len(bundle.items) > 1:
        lines = [_bundle_name(bundle, t), _amount_said(bundle.amount, t)]
        return "<br>".join(map(unmarked, lines))
    item = bundle.items[0]
    place = t("lineage.place", file=item["file_name"], line=item["source_line"])
    lines = [
        f"<b>{wrapped(item_name(item, t), HOVER_CHARACTERS)}</b>",
        unmarked(_amount_said(bundle.amount, t)),
        wrapped(t.body(item["department_name"]), HOVER_CHARACTERS),
        wrapped(place, HOVER_CHARACTERS),
    ]
    return "<br>".join(lines)


def _amount_said(amount: Decimal, t: Words) -> str:
    return t("lineage.amount", wan=wan(amount), yuan=yuan(amount))


def _band_said(bundle: Bundle, said: Mapping[str, str], otherwise: str, t: Words) -> str:
    """What a band says: its item, then each link of it with both amounts and the signs."""
    known = [said[item["item_id"]] for item in bundle.items if item["item_id"] in said]
    is_one = len(bundle.items) == 1
    return f"{_bundle_said(bundle, t)}<br>{known[0] if is_one and known else otherwise}"


def _links_said(links: pl.DataFrame, t: Words) -> dict[str, str]:
    """What a band reads of the links of an item, by the item's id."""
    by_item: dict[str, list[str]] = {}
    for link in links.to_dicts():
        said = t(
            "lineage.link",
            left=link["left_item_name"],
            left_amount=yuan(link["left_amount_yuan"]),
            right=link["right_item_name"],
            right_amount=yuan(link["right_amount_yuan"]),
            relation=t.code("relation", link["relation"]),
            comparability=t.code("comparability", link["comparability"]),
            confidence=t.code("confidence", link["confidence"]),
            origin=t.code("origin", link["origin"]),
            signs=link["evidence_text"] or "",
        )
        for side in ("left", "right"):
            by_item.setdefault(link[f"{side}_item_id"], []).append(wrapped(said, HOVER_CHARACTERS))
    return {item_id: _first_links(each, t) for item_id, each in by_item.items()}


def _first_links(said: Sequence[str], t: Words) -> str:
    more = len(said) - NAMED_LINKS
    rest = [t("lineage.more_links", count=more)] if more > 0 else []
    return "<br>".join([*said[:NAMED_LINKS], *rest])


def _sankey(drawing: _Drawing, height: int) -> go.Sankey:
    places = _places(drawing, height)
    sources, targets, amounts, colours, read = zip(*drawing.bands, strict=True)
    return go.Sankey(
        arrangement="fixed",
        domain={"x": [0, 1], "y": [0, 1]},
        textfont={"size": 12, "color": INK},
        node={
            "label": drawing.labels,
            "customdata": drawing.hovers,
            "color": drawing.colours,
            "line": {"width": 0},
            "pad": PAD,
            "thickness": THICKNESS,
            "x": [places[number][0] for number in range(len(drawing.labels))],
            "y": [places[number][1] for number in range(len(drawing.labels))],
            "hovertemplate": "%{customdata}<extra></extra>",
            "hoverlabel": READ,
        },
        link={
            "source": sources,
            "target": targets,
            "value": [length(amount) for amount in amounts],
            "color": [_faint(colour) for colour in colours],
            "customdata": read,
            "hovertemplate": "%{customdata}<extra></extra>",
            "hoverlabel": READ,
        },
    )


def _places(drawing: _Drawing, height: int) -> dict[int, tuple[float, float]]:
    """The middle of each node, as shares of width and height, in the order of its column.

    `scale` is that of plotly: pixels a 万元 so that the fullest column fits.
    """
    filled = [numbers for numbers in drawing.columns.values() if numbers]
    tall = {number: length(amount) for number, amount in enumerate(drawing.amounts)}
    scale = min(
        (height - PAD * (len(numbers) - 1)) / sum(tall[number] for number in numbers)
        for numbers in filled
    )
    middles: dict[int, float] = {}
    for column in ("left", "right"):
        top = 0.0
        for number in drawing.columns[column]:
            middles[number] = top + tall[number] * scale / 2
            top += tall[number] * scale + PAD
    top = 0.0
    for number in drawing.columns["middle"]:
        half = tall[number] * scale / 2
        middles[number] = max(top + half, _mean_of_ends(drawing, number, middles))
        top = middles[number] + half
    return {
        number: (X[column], middles[number] / height)
        for column, numbers in drawing.columns.items()
        for number in numbers
    }


def _mean_of_ends(drawing: _Drawing, joint: int, middles: Mapping[int, float]) -> float:
    """Where the other ends of a joint's bands are on average."""
    ends = [
        middles[target if source == joint else source]
        for source, target, *_ in drawing.bands
        if joint in (source, target)
    ]
    return sum(ends) / len(ends)


def _faint(colour: str) -> str:
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return f"rgba({red},{green},{blue},{BAND_OPACITY})"


def _write_head(figure: go.Figure, years: Years, kinds: Iterable[str], t: Words) -> None:
    """The two years above the columns, and what the colours mean."""
    ends = ((years[0], 0, "left"), (years[1], 1, "right"))
    for year, x, anchor in ends:
        figure.add_annotation(
            _words_above(f"<b>{t.year(year)}</b>", 4, INK), x=x, xanchor=anchor, align=anchor
        )
    seen = set(kinds)
    keys = [
        f"<span style='color:{colour}'>■</span> {_kind_said(kind, t)}"
        for kind, colour in COLOURS.items()
        if kind in seen
    ]
    lines = [keys[start : start + KEYS_A_LINE] for start in range(0, len(keys), KEYS_A_LINE)]
    text = "<br>".join("  ".join(line) for line in lines)
    figure.add_annotation(_words_above(text, 26, MUTED), x=0, xanchor="left", align="left")
    figure.update_layout(margin_t=TOP + 17 * len(lines))


def _words_above(text: str, shift: int, colour: str) -> dict[str, Any]:
    return {
        "text": text,
        "y": 1,
        "yshift": shift,
        "xref": "paper",
        "yref": "paper",
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"size": 12, "color": colour},
    }


def _kind_said(kind: str, t: Words) -> str:
    """A colour in words: a comparability, or the state of what stands alone."""
    known = {**t.codes("comparability"), **t.codes("change_state")}
    return known.get(kind) or t(f"lineage.{kind}")
