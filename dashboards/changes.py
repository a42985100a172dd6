"""Two years beside each other: what is said of the matched share, and the steps of the change."""

from decimal import Decimal

import polars as pl

from dashboards.formats import NOTHING, change_rate, percent, wan
from dashboards.queries_changes import Years
from dashboards.texts import Words

LIKE_FOR_LIKE = "like_for_like"
NOT_COMPARABLE = ("scope_changed", "part_year", "one_off_vs_recurring", "tail_payment")
ALONE = ("ended", "new", "not_seen")
# one amount a kind of form is compared over years: the request, or what was executed
LINKED_PHASES = ("proposed", "executed")
IN_SHORT = (
    "comparison_group",
    "comparability",
    "left_amount_yuan",
    "right_amount_yuan",
    "change_pct",
    "volume_effect_yuan",
    "price_effect_yuan",
)

Step = tuple[str, Decimal, bool]


def no_pair_said(phase: str, t: Words) -> str:
    """Why no two years can be compared: the phase is not linked, or there are too few years."""
    key = "changes.no_pair" if phase in LINKED_PHASES else "changes.phase_not_linked"
    return t(key, phase=t.code("phase", phase))


def shares_said(sums: pl.DataFrame, years: Years, t: Words) -> str:
    """How much of each year is matched, and what the like-for-like groups cost in both."""
    matched = sums.filter(pl.col("change_state") == "matched")
    if matched.is_empty():
        return t("changes.none_of_years", left_year=years[0], right_year=years[1])
    alike = matched.filter(pl.col("comparability") == LIKE_FOR_LIKE)
    left, right = _amount(alike, "left"), _amount(alike, "right")
    rate = change_rate((right - left) * 100 / left) if left else NOTHING
    return t(
        "changes.shares",
        left_year=years[0],
        right_year=years[1],
        left_share=_share(matched, sums, "left"),
        right_share=_share(matched, sums, "right"),
        count=int(alike["group_count"].sum()),
        left=wan(left),
        right=wan(right),
        rate=rate,
        left_alike=_share(alike, sums, "left"),
        right_alike=_share(alike, sums, "right"),
    )


def steps(sums: pl.DataFrame, years: Years, t: Words) -> list[Step]:
    """From all of the earlier year to all of the later one, by what the money became."""
    found: list[Step] = [(t("changes.total", year=years[0]), _amount(sums, "left"), True)]
    for state, comparability in (
        *(("matched", name) for name in (LIKE_FOR_LIKE, *NOT_COMPARABLE)),
        *((state, None) for state in ALONE),
    ):
        part = sums.filter(
            pl.col("change_state") == state, pl.col("comparability").eq_missing(comparability)
        )
        found += _parts(part, state, comparability, years, t)
    return [*found, (t("changes.total", year=years[1]), _amount(sums, "right"), True)]


def _parts(
    part: pl.DataFrame, state: str, comparability: str | None, years: Years, t: Words
) -> list[Step]:
    if part.is_empty():
        return []
    left, right = _amount(part, "left"), _amount(part, "right")
    if state != "not_seen":
        name = t.code("comparability", comparability) if comparability else None
        return [(name or t.code("change_state", state), right - left, False)]
    sides = ((left, years[1], -left), (right, years[0], right))
    return [
        (t("changes.not_seen", year=year), amount, False) for side, year, amount in sides if side
    ]


def _amount(sums: pl.DataFrame, side: str) -> Decimal:
    return sum(sums[f"{side}_amount_yuan"], Decimal(0))


def _share(part: pl.DataFrame, whole: pl.DataFrame, side: str) -> str:
    of = _amount(whole, side)
    return percent(_amount(part, side) * 100 / of) if of else NOTHING
