"""工作台: the strip, what filings cover, the same service over years, cost targets, execution."""

import polars as pl
import streamlit as st

from dashboards import (
    changes,
    charts,
    formats,
    page,
    queries,
    queries_changes,
    queries_findings,
    queries_home,
    queries_lineage,
    queries_spending,
)
from dashboards.bodies_of_years import show_bodies
from dashboards.document_buttons import show_documents
from dashboards.lost_points import points_not_known

here = page.current()
t, build, filters = here.t, here.build, here.filters
EXPLAINED = ("loaded", "checks", "issues")
SAID_BODIES = 5
FINDINGS = 10
FINDINGS_IN_SHORT = (
    "project_name",
    "severity",
    "rule_name",
    "stated_yuan",
    "reckoned_yuan",
    "difference_yuan",
    "finding_text",
    "file_name",
    "source_line",
)


def show_strip() -> None:
    """The figures of the newest year, or of the years chosen, side by side."""
    focus = queries_home.newest_year(build, filters)
    counts = queries.coverage(build, focus)
    state = queries_home.data_state(build, focus)
    checks = queries_home.checks(build)
    strip = {
        "year": t.join([str(year) for year in focus.fiscal_years]) or t("filter.all"),
        "phase": t(f"home.phase.{filters.phase}"),
        "unit": t("home.wan"),
        "filings": t("home.count_filings", count=counts["filings"]),
        "projects": t("home.count_projects", count=counts["projects"]),
        "loaded": formats.date(state["loaded_at"]),
        "checks": "/".join(map(str, checks)) if checks else t("home.checks_on_publication"),
        "issues": t("home.count_issues", count=state["issue_count"]),
    }
    with st.container(horizontal=True, gap="small", key="strip"):
        for name, value in strip.items():
            st.metric(
                t(f"home.strip_{name}", years=strip["year"]),
                value,
                width="content",
                help=t(f"home.strip_{name}_help") if name in EXPLAINED else None,
            )
    if not filters.fiscal_years and focus.fiscal_years:
        whole = queries.coverage(build, filters)
        shown = counts["with_amount"]
        here.say(t("home.newest", year=focus.fiscal_years[0], shown=shown, **whole), small=True)


def show_scope() -> None:
    """Part A: one row per filing, year, body and kind of form; then what is left out."""
    here.show_part(t("home.scope"), t("home.scope_sentence"))
    every = t("home.all_phases")
    here.show_table(queries_home.filing_scope(build, filters), "scope", phase=every)
    amounts = queries_spending.amounts_of_bodies(build, filters)
    show_bodies(here, amounts, "scope", lambda: queries.source_files(build, filters))
    superseded = queries_home.superseded_forms(build, filters)
    if not superseded.is_empty():
        with st.expander(t("home.superseded", count=len(superseded))):
            here.say(t("home.superseded_sentence"))
            here.show_table(superseded, "superseded", phase=every)


def show_findings() -> None:
    """Part B: the findings with the greatest differences, and how many rules ran."""
    here.show_part(t("home.findings"), t("home.findings_sentence"))
    rules = queries_findings.rules(build, filters)
    counts = queries_findings.counted(rules)
    found = queries_findings.findings(build, filters)
    if found.is_empty():
        here.show_empty(t("findings.none", **counts))
        return
    here.say(t("home.findings_said", count=len(found), shown=min(FINDINGS, len(found)), **counts))
    is_money = pl.col("value_unit") == "yuan"
    shown = found.head(FINDINGS).with_columns(
        pl.when(is_money).then(f"{name}_value").cast(pl.Decimal(18, 2)).alias(f"{name}_yuan")
        for name in ("stated", "reckoned")
    )
    shown = shown.select(FINDINGS_IN_SHORT)
    here.show_table(shown, "findings", phase=t("findings.all_phases"))


def show_same_service() -> None:
    """Part C: what the same service costs in the two years that have most in common."""
    here.show_part(t("home.same_service"), t("home.same_service_sentence"))
    pairs = queries_changes.pairs_of_years(build, filters)
    if not pairs:
        here.show_empty(changes.no_pair_said(filters.phase, t))
        return
    years = pairs[0]
    sums = queries_changes.sums_by_state(build, filters, years)
    here.say(changes.shares_said(sums, years, t))
    items = queries_lineage.items(build, filters, years)
    show_bodies(here, items, "same_service", lambda: sorted(set(items["file_name"])))
    matched = queries_changes.changes(build, filters, years, is_matched=True)
    if matched.is_empty():
        here.show_empty(t("changes.none_matched"))
        return
    here.show_table(
        matched.select(changes.IN_SHORT),
        "same_service",
        sources=lambda: queries_changes.source_files(build, filters),
    )


def show_cost_targets() -> None:
    """Part D: money by kind of cost target, then every cost indicator with its place."""
    here.show_part(t("home.cost_targets"), t("home.cost_targets_sentence"))
    money = queries_home.money_by_cost_target(build, filters)
    if money.is_empty():
        here.show_empty()
        return
    in_short = queries_home.cost_targets_in_short(build, filters)
    for said in in_short[:SAID_BODIES]:
        here.say(
            t(
                "home.cost_targets_said",
                year=t.year(said["fiscal_year"]),
                body=t.body(said["department_name"]),
                bound=formats.percent(said["bound_pct"]),
                loose=formats.percent(said["loose_pct"]),
            )
        )
    if len(in_short) > SAID_BODIES:
        here.say(t("home.cost_targets_rest", count=len(in_short) - SAID_BODIES), small=True)
    here.show_chart(charts.stacked_bars(money, "cost_target_kind", t), "cost_targets")
    here.show_table(
        money, "money_by_cost_target", sources=lambda: queries.source_files(build, filters)
    )
    folded = st.expander(
        t("home.cost_targets_list"), key=f"open_cost_targets_{t.language}", on_change="rerun"
    )
    if folded.open:  # a long table, written only for who asks for it
        with folded:
            here.show_table(queries_home.cost_targets(build, filters), "cost_targets")


def show_evaluations() -> None:
    """Part E: execution on two budgets, scores, and where points were lost."""
    here.show_part(t("home.evaluation"), t("home.evaluation_sentence"))
    evaluations = queries_home.self_evaluations(build, filters)
    if evaluations.is_empty():
        newest = queries_home.newest_evaluated_year(build, filters)
        here.show_empty(
            t("home.no_evaluation", year=newest) if newest else t("home.no_evaluation_at_all")
        )
        return
    phases = t("home.evaluation_phases")
    figure = charts.execution_dots(evaluations, t)
    here.show_chart(figure, "execution", phase=phases, unit="percent")
    here.show_table(evaluations, "self_evaluations", phase=phases)
    show_lost_points()


def show_lost_points() -> None:
    """Where the self-evaluations lost points."""
    lost = queries_home.lost_points_by_part(build, filters)
    here.show_section(t("home.lost_points"))
    unknown = points_not_known(lost, t)
    if not lost["total_score"]:
        for said in unknown or [t("home.no_lost_points")]:
            here.say(said)
        return
    here.say(
        t(
            "home.lost_points_said",
            total=formats.trimmed(lost["total_score"]),
            execution=formats.trimmed(lost["execution_score"]),
            indicator=formats.trimmed(lost["indicator_score"]),
        )
    )
    for said in unknown:
        here.say(said)
    lost_points = queries_home.lost_points(build, filters)
    here.show_table(lost_points, "lost_points", phase=t("home.no_phase"))


here.show_heading()
show_strip()
if queries.coverage(build, filters)["projects"]:
    show_documents(here)
    show_scope()
    show_findings()
    show_same_service()
    show_cost_targets()
    show_evaluations()
else:
    here.show_empty()
