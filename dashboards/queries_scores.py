"""SQL on the marts -> frames for 执行与得分: execution, scores beside formulas, plan and result."""

from collections.abc import Hashable
from dataclasses import replace
from typing import Any

import polars as pl

from dashboards.filters import Filters, Sql, where
from dashboards.queries import BODY, BODY_NAME, OF_FORM
from dashboards.warehouse import Build

PLACE = ("page", "sheet", "box", "line", "start", "end")
PRINTED_AT = """
    source_page source_line form_id filing_id source_sheet source_box source_start source_end
""".split()


def _printed_at(alias: str) -> str:
    """The columns that say where rows are printed."""
    return ", ".join(["filings.file_name", *(f"{alias}.{column}" for column in PRINTED_AT), ""])


def _evaluations(filters: Filters) -> Sql:
    return where(replace(filters, form_type="self_evaluation"))


def form_scores(build: Build, filters: Filters) -> pl.DataFrame:
    """One row per self-evaluation form, those whose figures differ first."""
    sql, params = _evaluations(filters)
    return build.query(
        f"""
        select
            forms.fiscal_year,
            {BODY_NAME} as department_name,
            forms.project_name,
            scores.total_score,
            scores.score_sum,
            scores.recomputed_total_min,
            scores.recomputed_total_max,
            scores.total_difference,
            scores.execution_score,
            scores.recomputed_execution_score,
            scores.execution_score_difference,
            scores.differing_count,
            scores.indicator_count,
            scores.unscored_count,
            scores.recomputed_count,
            scores.ranged_count,
            scores.not_recomputed_count,
            scores.rating,
            scores.computed_rating,
            scores.is_every_score_full,
            scores.execution_lost_points,
            scores.indicator_lost_points,
            scores.approved_yuan,
            scores.adjusted_yuan,
            scores.executed_yuan,
            scores.execution_rate_pct,
            scores.computed_rate_pct,
            scores.execution_on_approved_pct,
            scores.execution_weight,
            {_printed_at("scores")}
        from marts.fct_form_scores as scores
        inner join marts.dim_forms as forms on forms.form_id = scores.form_id
        {OF_FORM}
        where {sql}
        order by
            greatest(abs(scores.total_difference), abs(scores.execution_score_difference))
                desc nulls last,
            scores.differing_count desc,
            forms.fiscal_year desc,
            forms.form_id
        """,
        params,
    )


def execution(build: Build, filters: Filters) -> pl.DataFrame:
    """One row per self-evaluation form, the lowest execution first: budgets, rates and scores."""
    columns = """
        fiscal_year project_name computed_rate_pct execution_on_approved_pct execution_rate_pct
        execution_score recomputed_execution_score execution_score_difference execution_weight
        approved_yuan adjusted_yuan executed_yuan department_name
    """.split()
    scores = form_scores(build, filters).select(*columns, "file_name", *PRINTED_AT)
    return scores.sort("computed_rate_pct", "form_id", nulls_last=True)


def indicator_scores(build: Build, filters: Filters) -> pl.DataFrame:
    """One row per indicator, the greatest difference first, then what was not recomputed."""
    sql, params = _evaluations(filters)
    return build.query(
        f"""
        select
            forms.project_name,
            scores.indicator_name,
            scores.score_state,
            scores.weight,
            scores.score,
            scores.recomputed_score_min,
            scores.recomputed_score_max,
            scores.score_difference,
            scores.target_text,
            scores.actual_text,
            scores.scoring_rule,
            scores.not_recomputed_reason,
            scores.attainment_pct,
            scores.is_met,
            scores.is_overshot,
            scores.polarity,
            scores.level1_name,
            scores.level2_name,
            scores.remark_text,
            forms.fiscal_year,
            {BODY_NAME} as department_name,
            {_printed_at("scores")}
        from marts.fct_indicator_scores as scores
        inner join marts.dim_forms as forms on forms.form_id = scores.form_id
        {OF_FORM}
        where {sql}
        order by
            list_position(
                ['differs', 'not_recomputed', 'score_missing', 'within_range', 'agrees'],
                scores.score_state
            ),
            abs(scores.score_difference) desc nulls last,
            forms.fiscal_year desc,
            scores.form_id,
            scores.indicator_number
        """,
        params,
    )


LOST = """
    lost as (
        select
            form_id, filing_id, standard_level1 as lost_level, lost_cause, indicator_name,
            target_text, actual_text, weight, score, lost_points, remark_text,
            source_page, source_sheet, source_box, source_line, source_start, source_end,
        from marts.fct_indicator_scores
        where lost_cause is not null
        union all by name
        select
            form_id, filing_id, 'execution' as lost_level, 'execution' as lost_cause,
            weight, score, cast(weight - score as decimal(9, 4)) as lost_points,
            source_page, source_sheet, source_box, source_line, source_start, source_end,
        from marts.fct_execution
        where score < weight
    )
"""


def lost_rows(build: Build, filters: Filters) -> pl.DataFrame:
    """One row per indicator, or the execution of a budget, that lost points; the most first."""
    sql, params = _evaluations(filters)
    return build.query(
        f"""
        with {LOST}
        select
            forms.fiscal_year,
            forms.project_name,
            lost.lost_cause,
            lost.lost_level,
            lost.weight,
            lost.score,
            lost.lost_points,
            lost.indicator_name,
            lost.target_text,
            lost.actual_text,
            lost.remark_text,
            {BODY_NAME} as department_name,
            {_printed_at("lost")}
        from lost
        inner join marts.dim_forms as forms on forms.form_id = lost.form_id
        {OF_FORM}
        where {sql}
        order by lost.lost_points desc nulls last, lost.form_id, lost.source_line
        """,
        params,
    )


def lost_sums(lost: pl.DataFrame) -> pl.DataFrame:
    """One row per level and cause of rows that lost points: how many rows and points.

    The points of rows that know them; NULL where none does.
    """
    points = pl.col("lost_points")
    known = pl.when(points.count() > 0).then(points.sum().cast(pl.Decimal(18, 4)))
    order = ("lost_points", "lost_level", "lost_cause")
    return (
        lost.group_by("lost_level", "lost_cause")
        .agg(pl.len().alias("row_count"), known.alias("lost_points"))
        .sort(*order, descending=[True, False, False], nulls_last=True)
    )


def ratings(scores: pl.DataFrame) -> pl.DataFrame:
    """One row per printed rating and the one that the printed total gives, the best first."""
    order = pl.col("rating").replace_strict(
        {"优": 0, "良": 1, "中": 2, "差": 3}, default=4, return_dtype=pl.Int8
    )
    return (
        scores.group_by("rating", "computed_rating")
        .agg(
            pl.len().alias("form_count"),
            pl.col("is_every_score_full").fill_null(value=False).sum().alias("full_count"),
            pl.col("total_score").min().alias("least_total"),
            pl.col("total_score").max().alias("most_total"),
        )
        .sort(order, "computed_rating", nulls_last=True)
    )


def _chosen(filters: Filters) -> Sql:
    """The forms of both kinds within the filters: a pair is shown where one of them is."""
    sql, params = where(replace(filters, form_type=None))
    return f"select forms.form_id from marts.dim_forms as forms where {sql}", params


PLAN_OF_CHOSEN = "(plans.target_form_id in ({forms}) or plans.evaluation_form_id in ({forms}))"


def _plans(filters: Filters) -> tuple[str, tuple[Hashable, ...]]:
    forms, params = _chosen(filters)
    return PLAN_OF_CHOSEN.format(forms=forms), (*params, *params)


def _places(alias: str, side: str, prefix: str = "") -> str:
    return "\n".join(f"{alias}.{side}source_{part} as {prefix}source_{part}," for part in PLACE)


def plan_forms(build: Build, filters: Filters, *, is_paired: bool) -> pl.DataFrame:
    """One row per pair, or per form without a partner, with request and result side by side."""
    sql, params = _plans(filters)
    rows = build.query(
        f"""
        select
            plans.fiscal_year,
            plans.project_name,
            plans.pair_state,
            plans.pairing_basis,
            plans.pairing_reason,
            plans.requested_yuan,
            plans.approved_yuan,
            plans.adjusted_yuan,
            plans.executed_yuan,
            plans.total_score,
            plans.rating,
            plans.same_count,
            plans.changed_count,
            plans.dropped_count,
            plans.added_count,
            plans.not_compared_count,
            plans.candidate_form_ids,
            {BODY_NAME} as department_name,
            filings.file_name,
            other_filings.file_name as other_file_name,
            forms.form_id,
            forms.filing_id,
            others.form_id as other_form_id,
            others.filing_id as other_filing_id,
            {_places("forms", "")}
            {_places("others", "", "other_")}
        from marts.fct_plan_forms as plans
        inner join marts.dim_forms as forms
            on forms.form_id = coalesce(plans.target_form_id, plans.evaluation_form_id)
        inner join marts.dim_filings as filings on filings.filing_id = forms.filing_id
        left join marts.dim_forms as others
            on others.form_id = plans.evaluation_form_id and plans.target_form_id is not null
        left join marts.dim_filings as other_filings
            on other_filings.filing_id = others.filing_id
        {BODY}
        where {sql}
        order by
            plans.pair_state = 'not_told_apart' desc,
            plans.fiscal_year desc,
            plans.changed_count + plans.dropped_count desc nulls last,
            forms.form_id
        """,
        params,
    )
    return rows.filter((pl.col("pair_state") == "paired") == is_paired)


def plan_results(build: Build, filters: Filters) -> pl.DataFrame:
    """One row per indicator of the pairs, changed targets first."""
    sql, params = _plans(filters)
    return build.query(
        f"""
        select
            plans.project_name,
            plans.indicator_name,
            plans.planned_target_text,
            plans.repeated_target_text,
            plans.planned_target_state,
            plans.actual_text,
            plans.is_met,
            plans.weight,
            plans.score,
            plans.remark_text,
            plans.level1_name,
            plans.level2_name,
            plans.fiscal_year,
            filings.file_name,
            other_filings.file_name as other_file_name,
            plans.target_form_id as form_id,
            targets.filing_id,
            plans.evaluation_form_id as other_form_id,
            evaluations.filing_id as other_filing_id,
            {_places("plans", "target_")}
            {_places("plans", "evaluation_", "other_")}
        from marts.fct_plan_results as plans
        inner join marts.dim_forms as targets on targets.form_id = plans.target_form_id
        inner join marts.dim_filings as filings on filings.filing_id = targets.filing_id
        inner join marts.dim_forms as evaluations on evaluations.form_id = plans.evaluation_form_id
        inner join marts.dim_filings as other_filings
            on other_filings.filing_id = evaluations.filing_id
        where {sql}
        order by
            list_position(
                [
                    'changed', 'dropped', 'added', 'not_told_apart', 'not_comparable', 'not_seen',
                    'same'
                ],
                plans.planned_target_state
            ),
            plans.target_form_id,
            coalesce(plans.target_source_line, plans.evaluation_source_line)
        """,
        params,
    )


def reasons_alone(alone: pl.DataFrame) -> list[dict[str, Any]]:
    """How many forms without a partner there are of each state and reason, the most first."""
    return (
        alone.group_by("pair_state", "pairing_reason")
        .agg(pl.len().alias("count"))
        .sort("count", "pair_state", "pairing_reason", descending=[True, False, False])
        .to_dicts()
    )
