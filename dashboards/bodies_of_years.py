"""What is said beside the totals of several years where not the same bodies filed in each."""

from decimal import Decimal

import polars as pl
import streamlit as st

from dashboards.formats import NOTHING, percent
from dashboards.page import Page, Sources
from dashboards.texts import Words

NAMED_BODIES = 2
IN_ALL, IN_SOME = "in_all_years", "in_some_years"


def bodies_of_years(amounts: pl.DataFrame) -> pl.DataFrame:
    """One row per body and year with an amount, and whether the body has one in every year.

    `amounts` has at least `department_id`, `department_name`, `fiscal_year` and `amount_yuan`.
    A body that no form prints is the same in no two years.
    """
    year_count = amounts.drop_nulls("amount_yuan")["fiscal_year"].drop_nulls().n_unique()
    is_in_all = (pl.col("fiscal_year").n_unique().over("department_id") == year_count) & (
        pl.col("department_id").is_not_null()
    )
    return (
        amounts.drop_nulls(["amount_yuan", "fiscal_year"])
        .group_by("department_id", "department_name", "fiscal_year")
        .agg(pl.col("amount_yuan").sum())
        .with_columns(
            bodies_state=pl.when(is_in_all).then(pl.lit(IN_ALL)).otherwise(pl.lit(IN_SOME))
        )
        .sort("bodies_state", "department_name", "department_id", "fiscal_year", nulls_last=True)
        .select("department_name", "bodies_state", "fiscal_year", "amount_yuan", "department_id")
    )


def bodies_said(bodies: pl.DataFrame, t: Words) -> str:
    """How much of each year is of bodies in all of them, and which are in some years only.

    Empty where there are fewer than two years, or the same bodies in each.
    """
    alone = bodies.filter(pl.col("bodies_state") == IN_SOME)
    if alone.is_empty() or bodies["fiscal_year"].n_unique() < 2:
        return ""
    named = t.list_items(_alone(alone, t))
    in_all = bodies.filter(pl.col("bodies_state") == IN_ALL)["department_id"].n_unique()
    if not in_all:
        return t("bodies.none", alone=named)
    shares = [
        t("bodies.share", year=t.year(year), share=_share_in_all(of_year))
        for (year,), of_year in bodies.sort("fiscal_year").group_by(
            "fiscal_year", maintain_order=True
        )
    ]
    return t("bodies.said", count=in_all, shares=t.join(shares), alone=named)


def show_bodies(here: Page, amounts: pl.DataFrame, key: str, sources: Sources) -> None:
    """The sentence, and each body's amounts folded under it; nothing where the bodies agree."""
    bodies = bodies_of_years(amounts)
    if not (said := bodies_said(bodies, here.t)):
        return
    here.say(said, small=True)
    label = here.t("bodies.each")
    folded = st.expander(label, key=f"open_bodies_{key}_{here.t.language}", on_change="rerun")
    if folded.open:
        with folded:
            here.show_table(bodies, f"bodies_{key}", sources=sources)


def _share_in_all(of_year: pl.DataFrame) -> str:
    whole = sum(of_year["amount_yuan"], Decimal(0))
    part = sum(of_year.filter(pl.col("bodies_state") == IN_ALL)["amount_yuan"], Decimal(0))
    return percent(part * 100 / whole) if whole else NOTHING


def _alone(alone: pl.DataFrame, t: Words) -> list[str]:
    """The bodies by the years that they are in, the first few by name."""
    by_body = (
        alone.group_by("department_id", "department_name", maintain_order=True)
        .agg(pl.col("fiscal_year").unique().sort())
        .group_by("fiscal_year", maintain_order=True)
        .agg("department_name")
        .sort("fiscal_year")
    )
    return [
        t("bodies.only", years=t.join([t.year(year) for year in years]), bodies=_named(names, t))
        for years, names in by_body.iter_rows()
    ]


def _named(names: list[str | None], t: Words) -> str:
    first = t.join([t.body(name) for name in names[:NAMED_BODIES]])
    return t("bodies.more", bodies=first, count=len(names)) if len(names) > NAMED_BODIES else first
