"""The part of 指标复用 that says whether targets can be measured, with a way down to the rows."""

from dashboards import charts_target_kinds as charts
from dashboards import queries
from dashboards.choice import choose_one, choose_way, wanted_choice
from dashboards.page import Page
from dashboards.queries_target_kinds import NO_LEVEL, targets_by_level, targets_of_class

BARS_BODIES, ROWS = 6, 500
CLASSES = ("words", "blank", "number", "unread")
EVERY_LEVEL = "all"


def show_target_kinds(here: Page) -> None:
    """Bars of 100% by level 2, year and body; the same as a table; the rows of one class."""
    t = here.t
    here.show_part(t("targets.title"), t("targets.sentence"))
    targets = targets_by_level(here.build, here.filters)
    if targets.is_empty():
        here.show_empty(t("reuse.empty"))
        return
    drawn = charts.largest_columns(targets, BARS_BODIES)
    if len(drawn) < len(targets):
        here.say(t("targets.cut", count=BARS_BODIES), small=True)
    ordered = drawn.sort(*charts.LEVELS, maintain_order=True)
    here.show_chart(charts.target_bars(ordered, t), "targets", t("targets.alt"), unit="indicators")
    here.show_table(
        targets,
        "targets_by_level",
        sources=lambda: queries.source_files(here.build, here.filters, with_amount=False),
    )
    levels = targets["standard_level2"]
    unread = [NO_LEVEL] if levels.has_nulls() else []
    show_rows(here, [*sorted(levels.drop_nulls().unique()), *unread])


def show_rows(here: Page, levels: list[str]) -> None:
    """The indicators of one class of target, of one level 2, of none that was read, or all."""
    t = here.t
    said = {EVERY_LEVEL: t("filter.all"), NO_LEVEL: t("targets.no_level")}
    here.show_section(t("targets.rows"))
    target_class = choose_way(t, "target_class", CLASSES)
    level = choose_one(
        t,
        "level2",
        [EVERY_LEVEL, *levels],
        t("targets.level"),
        lambda name: said.get(name, name),
        wanted=wanted_choice("level2", t),
        usual=EVERY_LEVEL,
    )
    of_level = None if level == EVERY_LEVEL else level
    rows = targets_of_class(here.build, here.filters, of_level, target_class, ROWS)
    if rows.is_empty():
        here.show_empty(t("targets.none"))
        return
    total = rows["total_count"][0]
    counted = "targets.rows_cut" if total > len(rows) else "targets.rows_count"
    here.say(t(counted, count=len(rows), total=total), small=True)
    here.show_table(rows.drop("total_count"), "targets_rows")
