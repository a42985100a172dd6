"""What the diagram of two years shows: items left and right, what becomes of them, what is folded.

Every band is as thick as a printed amount of its own year, so nothing is shared out: a link is the
band of its earlier item up to a joint, and the band of its later item after it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import polars as pl

from dashboards.texts import Words

GROUPS, ITEMS, BODIES = 12, 8, 4
TAIL = "tail_payment"
NOT_CHOSEN = "not_chosen"
# the least comparable first: of several links of one joint it is said
COMPARABILITIES = ("scope_changed", "one_off_vs_recurring", "part_year", TAIL, "like_for_like")
STATES = (*COMPARABILITIES, "ended", "new", "not_seen", NOT_CHOSEN)

Row = dict[str, Any]


@dataclass(frozen=True)
class Fate:
    """What becomes of an item: the joint that it runs into, or the state it is alone in."""

    key: str
    kind: str

    @property
    def is_joint(self) -> bool:
        """Whether the item has a partner that is shown."""
        return self.kind in COMPARABILITIES and self.kind != TAIL


@dataclass(frozen=True)
class Bundle:
    """Items of one side that share a node: one item, or what is folded."""

    items: tuple[Row, ...]

    @property
    def amount(self) -> Decimal:
        """The sum of the items in yuan."""
        return sum((item["amount_yuan"] for item in self.items), Decimal(0))


@dataclass(frozen=True)
class Strand:
    """What stands together: bundles left and right of one joint, or of one state."""

    kind: str
    left: tuple[Bundle, ...]
    right: tuple[Bundle, ...]
    bodies: tuple[str, ...] = ()

    @property
    def is_joint(self) -> bool:
        """Whether both years have an amount in it."""
        return bool(self.left and self.right)

    @property
    def size(self) -> Decimal:
        """The greater of the two sides in yuan."""
        return max(side_amount(self.left), side_amount(self.right))


@dataclass(frozen=True)
class Family:
    """Bodies whose items are tied together, and their strands from top to bottom."""

    bodies: tuple[str, ...]
    strands: tuple[Strand, ...]


@dataclass(frozen=True)
class Lineage:
    """The families that are drawn, each by itself, and what is not drawn."""

    families: tuple[Family, ...]
    folded_count: int = 0
    undrawn_count: int = 0
    other_body_count: int = 0

    @property
    def strands(self) -> list[Strand]:
        """The strands of all families."""
        return [strand for family in self.families for strand in family.strands]


def side_amount(bundles: Iterable[Bundle]) -> Decimal:
    """The sum of the bundles in yuan."""
    return sum((bundle.amount for bundle in bundles), Decimal(0))


def lineage(items: pl.DataFrame, links: pl.DataFrame) -> Lineage:
    """The strands of the items, as far as these links tie them.

    `items` and `links` are those of `queries_lineage`. Amounts that are empty, zero or below
    cannot be drawn and are counted, and so are the bodies beyond the first few families.
    """
    fates, firsts = fates_of(items, links), _first_bodies(items)
    chosen = _greatest_families(items, firsts)
    rows = [row for row in items.to_dicts() if firsts[row["department_id"]] in chosen]
    drawn = [row for row in rows if (row["amount_yuan"] or 0) > 0]
    families = [
        _family([row for row in drawn if firsts[row["department_id"]] == first], fates, len(chosen))
        for first in chosen
    ]
    bundles = [b for f in families for s in f.strands for b in (*s.left, *s.right)]
    return Lineage(
        tuple(family for family in families if family.strands),
        sum(len(bundle.items) for bundle in bundles if len(bundle.items) > 1),
        len(rows) - len(drawn),
        sum(first not in chosen for first in firsts.values()),
    )


def _family(rows: Sequence[Row], fates: Mapping[str, Fate], count: int) -> Family:
    """The strands of bodies that belong together; `count` families share the room."""
    bodies = dict.fromkeys(str(row["department_name"] or "") for row in rows)
    strands = _folded(_strands(rows, fates), max(4, GROUPS // count), max(3, ITEMS // count))
    return Family(tuple(body for body in bodies if body), tuple(strands))


def left_out_said(shown: Lineage, coarser: int, t: Words) -> list[str]:
    """What the picture folds or leaves out, each in a sentence; `coarser` counts links."""
    counts = {
        "folded": shown.folded_count,
        "undrawn": shown.undrawn_count,
        "other_bodies": shown.other_body_count,
        "coarser": coarser,
    }
    return [t(f"lineage.{name}", count=count) for name, count in counts.items() if count]


def named(items: pl.DataFrame, t: Words) -> pl.DataFrame:
    """The items with `lineage_item`, the name that each is shown under."""
    names = [item_name(item, t) for item in items.to_dicts()]
    return items.with_columns(pl.Series("lineage_item", names, dtype=pl.String))


def item_name(item: Row, t: Words) -> str:
    """The name of an item; of what its cost items leave of a form, that it is the rest."""
    name = item["item_name"] or item["project_name"] or t("lineage.nameless")
    return t("lineage.remainder", name=name) if item["is_remainder"] else str(name)


def fates_of(items: pl.DataFrame, links: pl.DataFrame) -> Mapping[str, Fate]:
    """What becomes of each item, by its id, where only these links are taken."""
    ties = links.filter(pl.col("comparability") != TAIL)
    roots = _united(ties.select("left_item_id", "right_item_id").rows())
    kinds: dict[str, str] = {}
    for item_id, comparability in ties.select("left_item_id", "comparability").rows():
        known = kinds.get(roots[item_id], comparability)
        kinds[roots[item_id]] = min(known, comparability, key=COMPARABILITIES.index)
    tails = set(links.filter(pl.col("comparability") == TAIL)["right_item_id"])

    def fate(item_id: str, state: str) -> Fate:
        if item_id in roots:
            return Fate(roots[item_id], kinds[roots[item_id]])
        if item_id in tails:
            return Fate(TAIL, TAIL)
        return Fate(state, NOT_CHOSEN if state == "matched" else state)

    return {row[0]: fate(*row) for row in items.select("item_id", "change_state").rows()}


def _united(pairs: Sequence[tuple[Any, Any]]) -> dict[Any, Any]:
    """Each thing that a pair names -> the first of all that pairs tie it to."""
    parents: dict[Any, Any] = {}

    def root(thing: Any) -> Any:
        parents.setdefault(thing, thing)
        while parents[thing] != thing:
            parents[thing] = parents[parents[thing]]
            thing = parents[thing]
        return thing

    for one, other in pairs:
        low, high = sorted((root(one), root(other)), key=str)
        parents[high] = low
    return {thing: root(thing) for thing in list(parents)}


def _first_bodies(items: pl.DataFrame) -> dict[str | None, str | None]:
    """Each body -> the first body of those whose items are in groups together."""
    rows = items.select("group_id", "department_id").unique(maintain_order=True).rows()
    first: dict[str, str | None] = {}
    pairs = [(first.setdefault(group_id, body), body) for group_id, body in rows]
    return _united(pairs)


def _greatest_families(
    items: pl.DataFrame, firsts: Mapping[str | None, str | None]
) -> list[str | None]:
    """The first bodies of the families drawn: most linked money first, then most money."""
    sizes: dict[str | None, list[Decimal]] = {}
    for row in items.select("department_id", "change_state", "amount_yuan").to_dicts():
        size = sizes.setdefault(firsts[row["department_id"]], [Decimal(0), Decimal(0)])
        amount = row["amount_yuan"] or Decimal(0)
        size[0] += amount if row["change_state"] == "matched" else 0
        size[1] += amount
    return sorted(sizes, key=lambda family: [-size for size in sizes[family]])[:BODIES]


def _strands(rows: Sequence[Row], fates: Mapping[str, Fate]) -> list[Strand]:
    """The strands of one family: joints, the greatest first, then those of one side."""
    by_fate: dict[tuple[Fate, str], list[Row]] = {}
    for row in rows:
        fate = fates[row["item_id"]]
        by_fate.setdefault((fate, "" if fate.is_joint else row["side"]), []).append(row)
    strands = [_strand(fate.kind, of_fate) for (fate, _), of_fate in by_fate.items()]
    joints = sorted((s for s in strands if s.is_joint), key=lambda strand: -strand.size)
    others = [strand for strand in strands if not strand.is_joint]
    return [*joints, *sorted(others, key=_place_of_state)]


def _place_of_state(strand: Strand) -> tuple[bool, bool, int]:
    """Tail payments come right below the joints that hold their earlier money."""
    return strand.kind != TAIL, bool(strand.right), STATES.index(strand.kind)


def _strand(kind: str, rows: Sequence[Row]) -> Strand:
    left, right = (
        tuple(Bundle((row,)) for row in rows if row["side"] == side) for side in ("left", "right")
    )
    bodies = sorted({str(row["department_name"] or "") for row in rows} - {""})
    return Strand(kind, left, right, tuple(bodies))


def _folded(strands: Sequence[Strand], room: int, room_alone: int) -> list[Strand]:
    """The same strands with all but the greatest joints and items in bundles of several."""
    joints = [strand for strand in strands if strand.is_joint]
    others = [strand for strand in strands if not strand.is_joint]
    kept = joints if len(joints) <= room + 1 else joints[:room]
    least_left = _least_drawn([b for s in others for b in s.left], room_alone)
    least_right = _least_drawn([b for s in others for b in s.right], room_alone)
    return [
        *kept,
        *_small_joints(joints[len(kept) :]),
        *(
            replace(s, left=_with_rest(s.left, least_left), right=_with_rest(s.right, least_right))
            for s in others
        ),
    ]


def _least_drawn(bundles: Sequence[Bundle], room: int) -> Decimal:
    """The amount from which an item of one side has a node of its own."""
    amounts = sorted((bundle.amount for bundle in bundles), reverse=True)
    return amounts[room - 1] if len(amounts) > room + 1 else Decimal(0)


def _with_rest(bundles: Sequence[Bundle], limit: Decimal) -> tuple[Bundle, ...]:
    """The bundles of the limit or more, the greatest first, then all others as one."""
    drawn = sorted((b for b in bundles if b.amount >= limit), key=lambda b: -b.amount)[:ITEMS]
    rest = tuple(bundle.items[0] for bundle in bundles if bundle not in drawn)
    return (*drawn, Bundle(rest)) if rest else tuple(drawn)


def _small_joints(small: Sequence[Strand]) -> list[Strand]:
    """One strand for each comparability, its items of either side in one bundle."""
    folded = []
    for kind in COMPARABILITIES:
        alike = [strand for strand in small if strand.kind == kind]
        left = [item for strand in alike for bundle in strand.left for item in bundle.items]
        right = [item for strand in alike for bundle in strand.right for item in bundle.items]
        if alike:
            folded.append(Strand(kind, (Bundle(tuple(left)),), (Bundle(tuple(right)),)))
    return folded
