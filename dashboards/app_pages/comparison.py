"""跨年比较: what the same service costs in two years, then the years of a body side by side."""

from dataclasses import replace

import polars as pl

from dashboards import (
    changes,
    charts,
    charts_changes,
    charts_lineage,
    comparisons,
    lineage,
    page,
    queries,
    queries_changes,
    queries_lineage,
    queries_spending,
)
from dashboards.bodies_of_years import show_bodies
from dashboards.choice import choose_one, choose_way, wanted_choice

NAMED_BODIES, DRAWN_GROUPS = 20, 25
ALONE = (
    "lineage_item",
    "change_state",
    "amount_yuan",
    "fiscal_year",
    "department_name",
    "project_name",
    "file_name",
    "source_page",
    "source_line",
    "form_id",
)

here = page.current()
t, build, filters = here.t, here.build, here.filters


def show_changes() -> None:
    """The links of two years: like for like, matched but not comparable, and without a partner."""
    here.show_part(t("changes.title"), t("changes.sentence"))
    pairs = queries_changes.pairs_of_years(build, filters)
    if not pairs:
        here.show_empty(changes.no_pair_said(filters.phase, t))
        return
    named = {f"{left}-{right}": (left, right) for left, right in pairs}
    chosen = choose_one(
        t,
        "years",
        list(named),
        t("changes.years"),
        lambda name: t("changes.pair", left=named[name][0], right=named[name][1]),
        wanted=wanted_choice("years", t),
        usual=next(iter(named)),
    )
    years = named[chosen or next(iter(named))]
    if len(filters.fiscal_years) == 1:
        here.say(t("changes.year_aside"), small=True)
    if filters.functional_classes or filters.recurrences or filters.form_type:
        here.say(t("changes.filters_aside"), small=True)
    sums = queries_changes.sums_by_state(build, filters, years)
    here.say(changes.shares_said(sums, years, t))
    show_matched(years)
    here.show_section(t("changes.steps"))
    here.say(t("changes.steps_sentence"), small=True)
    items = queries_lineage.items(build, filters, years)
    show_bodies(here, items, "steps", lambda: sorted(set(items["file_name"])))
    here.show_chart(charts_changes.waterfall(changes.steps(sums, years, t), t), "steps")
    show_lineage(items, years)
    show_alone(items)


def show_matched(years: queries_changes.Years) -> None:
    """The like-for-like groups as a chart, every matched group as a row, and the links."""
    matched = queries_changes.changes(build, filters, years, is_matched=True)
    if matched.is_empty():
        here.show_empty(t("changes.none_matched"))
        return
    alike = matched.filter(pl.col("comparability") == changes.LIKE_FOR_LIKE)
    if not alike.is_empty():
        here.show_chart(charts_changes.dumbbells(alike.head(DRAWN_GROUPS), t), "changes")
        if len(alike) > DRAWN_GROUPS:
            here.say(t("changes.drawn", drawn=DRAWN_GROUPS, count=len(alike)), small=True)
    here.show_table(matched.drop("change_state", "group_id"), "changes", sources=source_files)


def show_lineage(items: pl.DataFrame, years: queries_changes.Years) -> None:
    """What became of each item, as far as links of the chosen confidence tell, and the links."""
    here.show_section(t("lineage.title"))
    here.say(t("lineage.sentence"), small=True)
    confidence = choose_way(t, "link_confidence", tuple(queries_lineage.CONFIDENCES))
    links = queries_lineage.links(build, filters, years, confidence)
    shown = lineage.lineage(items, links)
    if not shown.families:
        here.show_empty(t("lineage.nothing"))
        return
    for number, family in enumerate(shown.families):
        if len(shown.families) > 1:
            here.say(t("lineage.of_bodies", bodies=t.join(list(family.bodies))))
        figure = charts_lineage.lineage_diagram(family.strands, links, years, t)
        here.show_chart(figure, f"lineage_{number}")
    coarser = queries_lineage.coarser_link_count(build, filters, years)
    for said in lineage.left_out_said(shown, coarser, t):
        here.say(said, small=True)
    here.show_section(t("lineage.links"))
    here.say(t("changes.links_sentence"), small=True)
    if links.is_empty():
        here.show_empty(t("lineage.no_links"))
        return
    here.show_table(links, "links", sources=source_files)


def show_alone(items: pl.DataFrame) -> None:
    """What has no partner on either side, each with the place of its amount."""
    here.show_section(t("changes.alone"))
    here.say(t("changes.alone_sentence"), small=True)
    alone = lineage.named(items.filter(pl.col("change_state") != "matched"), t)
    if alone.is_empty():
        here.show_empty(t("changes.none_alone"))
        return
    here.show_table(alone.select(ALONE), "alone", sources=source_files)


def source_files() -> list[str]:
    """The files of both sides."""
    return queries_changes.source_files(build, filters)


here.show_heading()
show_changes()
here.show_part(t("comparison.beside"), t("comparison.sentence"))
coverage = queries_spending.coverage_of_years(build, filters)
here.stop_if_empty(coverage)

here.show_part(t("comparison.coverage"), t("comparison.coverage_sentence"))
every_year = replace(here, filters=replace(filters, fiscal_years=()))
every_year.show_table(
    coverage,
    "coverage_of_years",
    as_shown=comparisons.coverage_by_year(coverage, t),
    sources=lambda: queries.source_files(build, every_year.filters, with_amount=False),
)
show_bodies(
    here,
    queries_spending.amounts_of_bodies(build, filters),
    "beside",
    lambda: queries.source_files(build, filters),
)

dimension = choose_way(t, "by", tuple(queries.DIMENSIONS))
spending = queries_spending.spending_by_form(build, filters, dimension)
amounts = spending.drop_nulls("fiscal_year")
if len(amounts) < len(spending):
    yearless = spending.filter(pl.col("fiscal_year").is_null())["form_count"].sum()
    here.say(t("comparison.no_year", count=yearless))
here.stop_if_empty(amounts)
for body, of_body in comparisons.by_body(amounts):
    if of_body["fiscal_year"].n_unique() < 2:
        continue
    here.show_part(t.body(of_body["department_name"][0]))
    years = sorted(of_body["fiscal_year"].unique())
    note = comparisons.note(coverage, body, of_body, dimension, filters, t)
    here.show_chart(charts.comparison_bars(of_body, dimension, years, note, t), f"years_{body}")

single = comparisons.single_years(amounts, t)
if single:
    here.show_part(t("comparison.single_title"))
    more = " …" if len(single) > NAMED_BODIES else ""
    bodies = t.join(single[:NAMED_BODIES])
    here.say(t("comparison.single", count=len(single), bodies=bodies, more=more))

here.show_part(t("comparison.table"))
here.show_table(
    amounts,
    "comparison",
    as_shown=comparisons.years_as_columns(amounts, coverage, dimension, t),
    sources=lambda: queries.source_files(build, filters),
)
