"""跨年比较: the years in the data beside each other, one body lineage and one phase at a time."""

from dataclasses import replace

import polars as pl

from dashboards import charts, comparisons, page, queries, queries_spending
from dashboards.choice import choose_way

NAMED_BODIES = 20

here = page.current()
t, build, filters = here.t, here.build, here.filters

here.show_heading()
here.say(t("comparison.sentence"))
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
