"""The part of 资金用途 that says how much of two years' money can be compared."""

import polars as pl

from dashboards import charts, queries_changes
from dashboards.choice import choose_one, wanted_choice
from dashboards.page import Page
from dashboards.queries_changes import Years
from dashboards.queries_comparability import comparability


def show_comparability(here: Page) -> None:
    """A bar for each year and state, stacked by use, and the same as a table."""
    t = here.t
    here.show_part(t("comparable.title"), t("comparable.sentence"))
    pairs = queries_changes.pairs_of_years(here.build, here.filters)
    if not pairs:
        here.show_empty(t("changes.no_pair", phase=here.phase))
        return
    years = choose_years(here, pairs)
    if here.filters.recurrences or here.filters.form_type:
        here.say(t("comparable.filters_aside"), small=True)
    amounts = comparability(here.build, here.filters, years)
    if amounts.is_empty():
        here.show_empty()
        return
    states = t.codes("comparable_state")
    bars = amounts.drop_nulls("amount_yuan").with_columns(
        department_name=pl.col("comparable_state").replace(dict(states)), part=pl.lit("whole")
    )
    if not bars.is_empty():
        here.show_chart(charts.stacked_bars(bars, "functional_class", t), "comparable")
    if missing := int(amounts["without_amount_count"].sum()):
        here.say(t("comparable.without_amount", count=missing), small=True)
    here.show_table(
        amounts,
        "comparable",
        sources=lambda: queries_changes.source_files(here.build, here.filters),
    )


def choose_years(here: Page, pairs: list[Years]) -> Years:
    """The pair of years, the one with the most matched money unless another is chosen."""
    t = here.t
    named = {f"{left}-{right}": (left, right) for left, right in pairs}
    usual = next(iter(named))
    chosen = choose_one(
        t,
        "years",
        list(named),
        t("changes.years"),
        lambda name: t("changes.pair", left=named[name][0], right=named[name][1]),
        wanted=wanted_choice("years", t),
        usual=usual,
    )
    return named[chosen or usual]
