"""跨年比较: the years in the data beside each other, one body lineage and one phase at a time."""

from dashboards import charts, comparisons, page, queries, queries_spending

here = page.current()
t, build, filters = here.t, here.build, here.filters

here.show_heading("comparison")
here.say(t("comparison.sentence"))
coverage = queries_spending.coverage_of_years(build, filters)
here.stop_if_empty(coverage)

here.show_part(t("comparison.coverage"), t("comparison.coverage_sentence"))
here.show_table(coverage, "coverage_of_years", as_shown=comparisons.coverage_by_year(coverage, t))

dimension = here.choose("by", tuple(queries.DIMENSIONS))
amounts = queries_spending.spending_by_form(build, filters, dimension)
here.stop_if_empty(amounts)
for body, of_body in comparisons.by_body(amounts):
    here.show_part(of_body["department_name"][0])
    years = sorted(of_body["fiscal_year"].unique())
    note = comparisons.note(coverage, body, of_body, dimension, filters, t)
    here.show_chart(charts.comparison_bars(of_body, dimension, years, note, t), f"years_{body}")

here.show_part(t("comparison.table"))
here.show_table(
    amounts, "comparison", as_shown=comparisons.years_as_columns(amounts, coverage, dimension, t)
)
