"""资金用途: what the money is for, at form or cost-item grain, split by one dimension."""

from dashboards import charts, page, queries, queries_spending
from dashboards.choice import choose_way
from dashboards.comparability import show_comparability

here = page.current()
t, build, filters = here.t, here.build, here.filters

here.show_heading()
dimension = choose_way(t, "by", tuple(queries.DIMENSIONS))
grain = choose_way(t, "grain", ("form", "cost_item"))
here.say(t(f"spending.{grain}_sentence"))

items = queries_spending.cost_items(build, filters)
if grain == "form":
    spending = queries_spending.spending_by_form(build, filters, dimension)
elif filters.phase == "proposed":
    spending = queries_spending.spending_by_cost_item(build, filters, dimension)
    if items.is_empty():
        here.say(t("spending.no_items"))
else:
    spending = items.clear()
    here.stop_if_empty(spending, t("spending.no_items_of_phase", phase=here.phase))
here.stop_if_empty(spending)

here.show_chart(charts.stacked_bars(spending, dimension, t), "spending")
here.show_table(spending, "spending", sources=lambda: queries.source_files(build, filters))
show_comparability(here)

if grain == "form":
    here.show_part(t("spending.projects"))
    here.show_table(queries_spending.projects(build, filters), "projects")
elif not items.is_empty():
    here.show_part(t("spending.items"))
    here.show_table(items, "cost_items")
