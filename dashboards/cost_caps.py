"""The part of 疑点 that lays every request beside its own cost target times quantity."""

import polars as pl

from dashboards.charts_cost_caps import requests_over_caps
from dashboards.page import Page
from dashboards.queries_cost_caps import cost_caps

PROPOSED = "proposed"


def show_cost_caps(here: Page) -> None:
    """The figure over those that can be compared, and the table of all."""
    t = here.t
    here.show_part(t("caps.title"), t("caps.sentence"))
    caps = cost_caps(here.build, here.filters)
    if caps.is_empty():
        here.show_empty(t("caps.none"))
        return
    drawn = caps.filter(
        pl.col("cap_state") != "not_comparable",
        pl.col("product_yuan") > 0,
        pl.col("request_yuan") > 0,
    )
    here.say(t("caps.count", count=len(caps), drawn=len(drawn)), small=True)
    phase = t.code("phase", PROPOSED)
    if not drawn.is_empty():
        here.show_chart(requests_over_caps(drawn, t), "caps", t("caps.alt"), phase=phase)
    here.show_table(caps, "caps", phase=phase)
