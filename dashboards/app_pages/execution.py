"""执行与得分: execution on two budgets, printed scores beside formulas, plan beside result."""

from decimal import Decimal
from typing import Any

import polars as pl
import streamlit as st

from dashboards import charts_scores, formats, page, queries_home
from dashboards import queries_scores as asked
from dashboards.facts import show_facts, show_place
from dashboards.lost_points import points_not_known
from dashboards.page import Page

PLACE = ("page", "sheet", "box", "line", "start", "end")
DRAWN, LISTED = 12, 1_000  # forms in one figure; rows in one table
TOTALS = (
    "fiscal_year",
    "project_name",
    "total_score",
    "score_sum",
    "total_difference",
    "recomputed_total_min",
    "recomputed_total_max",
    "differing_count",
    "indicator_count",
    "unscored_count",
    "recomputed_count",
    "ranged_count",
    "not_recomputed_count",
    "rating",
    "computed_rating",
    "file_name",
    "source_page",
    "source_line",
    "form_id",
    "filing_id",
    "source_sheet",
    "source_box",
    "source_start",
    "source_end",
)

here = page.current()
t, build, filters = here.t, here.build, here.filters
phases = t("home.evaluation_phases")


def show_rows(frame: pl.DataFrame, key: str, title: str, **more: Any) -> None:
    """A table whose selected row shows what prints it, and its downloads, which hold all rows."""
    if len(frame) > LISTED:
        here.say(t("execution.listed", shown=LISTED, count=len(frame)), small=True)
    show_facts(here, frame.head(LISTED), key, alt=title, **more)
    here.show_downloads(frame, key, lambda: here.notes(frame, phase=phases))


def first_drawn(frame: pl.DataFrame) -> pl.DataFrame:
    """The first forms of a long list, which says that it is cut."""
    if len(frame) > DRAWN:
        here.say(t("execution.cut", shown=DRAWN, count=len(frame)), small=True)
    return frame.head(DRAWN)


def show_execution() -> None:
    """Execution on the final and on the initial budget, the lowest first."""
    here.show_part(t("execution.rates"), t("execution.rates_sentence"))
    rates = asked.execution(build, filters)
    figure = charts_scores.execution_bullets(first_drawn(rates), t)
    here.show_chart(figure, "bullets", phase=phases, unit="percent")
    show_rows(rates, "execution", t("execution.rates"))


def show_lost(scores: pl.DataFrame) -> None:
    """Where points were lost, by level and cause, and how many scores are not known."""
    here.show_part(t("execution.lost"), t("execution.lost_sentence"))
    lost = asked.lost_rows(build, filters)
    if lost.is_empty():
        here.show_empty(t("execution.none_lost"))
        say_unscored(scores)
        return
    sums = asked.lost_sums(lost)
    total = sum(sums["lost_points"].drop_nulls(), Decimal(0))
    here.say(t("execution.lost_said", total=formats.trimmed(total), rows=len(lost)))
    say_unscored(scores)
    here.show_chart(charts_scores.lost_bars(sums, t), "lost", phase=phases, unit="points")
    show_rows(lost, "lost", t("execution.lost"))


def say_unscored(scores: pl.DataFrame) -> None:
    """How many indicators, and executions of a budget, have no score to lose points by."""
    counts = {
        "unscored_count": int(scores["unscored_count"].sum()),
        "unscored_execution_count": scores["execution_lost_points"].null_count(),
    }
    for said in points_not_known(counts, t):
        here.say(said)


def show_scores(scores: pl.DataFrame) -> None:
    """The printed totals and scores beside what the formulas give, differences first."""
    here.show_part(t("execution.scores"), t("execution.scores_sentence"))
    counted = {
        name: int(scores[name].sum())
        for name in (
            "indicator_count",
            "recomputed_count",
            "ranged_count",
            "not_recomputed_count",
            "differing_count",
        )
    }
    here.say(t("execution.scores_said", forms=len(scores), **counted))
    here.show_section(t("execution.totals"))
    here.show_chart(
        charts_scores.totals(first_drawn(scores), t), "totals", phase=phases, unit="points"
    )
    show_rows(scores.select(TOTALS), "totals", t("execution.totals"))
    here.show_section(t("execution.indicators"))
    here.say(t("execution.indicators_sentence"), small=True)
    show_rows(asked.indicator_scores(build, filters), "scores", t("execution.indicators"))


def show_ratings(scores: pl.DataFrame) -> None:
    """How often each self-rating is printed, and whether it tells the projects apart."""
    here.show_part(t("execution.ratings"), t("execution.ratings_sentence"))
    ratings = asked.ratings(scores)
    full = int(scores["is_every_score_full"].fill_null(value=False).sum())
    is_alike = len(scores) > 1 and full == len(scores) and ratings["rating"].to_list() == ["优"]
    key = "execution.ratings_alike" if is_alike else "execution.ratings_said"
    here.say(t(key, forms=len(scores), full=full))
    here.show_chart(charts_scores.rating_bars(ratings, t), "ratings", phase=phases, unit="count")
    here.show_table(ratings, "ratings", phase=phases)


def show_plans() -> None:
    """Requests beside the self-evaluations of the same projects, and what has no partner."""
    here.show_part(t("execution.plans"), t("execution.plans_sentence"))
    paired = asked.plan_forms(build, filters, is_paired=True)
    alone = asked.plan_forms(build, filters, is_paired=False)
    if paired.is_empty():
        here.show_empty(t("execution.no_plans", reasons=reasons_said(alone)))
    else:
        here.say(t("execution.plans_said", count=len(paired)))
        pairs = paired.drop("pair_state", "pairing_reason", "candidate_form_ids")
        show_rows(pairs, "plans", t("execution.plans"), below=show_both_places)
        here.show_section(t("execution.plan_rows"))
        here.say(t("execution.plan_rows_sentence"), small=True)
        rows = asked.plan_results(build, filters)
        show_rows(rows, "plan_rows", t("execution.plan_rows"), below=show_both_places)
    if not alone.is_empty():
        show_alone(alone)


def show_alone(alone: pl.DataFrame) -> None:
    """The forms without a partner and why, written for who asks for them."""
    title = t("execution.alone", count=len(alone))
    folded = st.expander(title, key=f"open_alone_{t.language}", on_change="rerun")
    if folded.open:
        with folded:
            here.say(reasons_said(alone), small=True)
            show_rows(alone, "alone", title)


def reasons_said(alone: pl.DataFrame) -> str:
    """How many forms have no partner, by kind and reason."""
    said = [
        t(
            "execution.alone_said",
            count=row["count"],
            state=t.code("pair_state", row["pair_state"]),
            reason=t.code("pairing_reason", row["pairing_reason"]),
        )
        for row in asked.reasons_alone(alone)
    ]
    return t.list_items(said) or t("execution.no_forms")


def show_both_places(here: Page, row: dict[str, Any]) -> None:
    """The lines of the target form, and those of the self-evaluation."""
    for label, prefix in ((t("execution.plan_place"), ""), (t("execution.result_place"), "other_")):
        place = {f"source_{part}": row[f"{prefix}source_{part}"] for part in PLACE}
        if place["source_line"] is not None:
            here.say(label, small=True)
            show_place(here, {**place, "filing_id": row[f"{prefix}filing_id"]})


def no_evaluation() -> str:
    """Why there is no self-evaluation to show."""
    newest = queries_home.newest_evaluated_year(build, filters)
    return t("home.no_evaluation", year=newest) if newest else t("home.no_evaluation_at_all")


here.show_heading()
evaluated = asked.form_scores(build, filters)
if evaluated.is_empty():
    here.show_empty(no_evaluation())
else:
    show_execution()
    show_lost(evaluated)
    show_scores(evaluated)
    show_ratings(evaluated)
show_plans()
