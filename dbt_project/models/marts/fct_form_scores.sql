with

forms as (
    select * from {{ ref('dim_forms') }}
),

execution as (
    select * from {{ ref('int_execution_scored_to_forms') }}
),

scores as (
    select * from {{ ref('int_scores_summed_to_forms') }}
),

forms_scored as (
    select
        forms.form_id,
        forms.filing_id,
        forms.rating,
        scores.computed_rating,
        execution.not_recomputed_reason as execution_not_recomputed_reason,
        cast(scores.indicator_count as integer) as indicator_count,
        cast(scores.unscored_count as integer) as unscored_count,
        cast(scores.recomputed_count as integer) as recomputed_count,
        cast(scores.ranged_count as integer) as ranged_count,
        cast(scores.not_recomputed_count as integer) as not_recomputed_count,
        cast(scores.differing_count as integer) as differing_count,
        execution.approved_yuan,
        execution.adjusted_yuan,
        execution.executed_yuan,
        execution.execution_rate_pct,
        try_cast(execution.rate_pct as decimal(9, 4)) as computed_rate_pct,
        try_cast(execution.rate_on_approved_pct as decimal(9, 4)) as execution_on_approved_pct,
        execution.weight as execution_weight,
        execution.score as execution_score,
        execution.recomputed_score as recomputed_execution_score,
        try_cast(execution.score - execution.recomputed_score as decimal(9, 4))
            as execution_score_difference,
        forms.total_score,
        try_cast(scores.total_weight as decimal(9, 4)) as total_weight,
        try_cast(scores.score_sum as decimal(9, 4)) as score_sum,
        try_cast(scores.recomputed_total as decimal(9, 4)) as recomputed_total,
        try_cast(scores.recomputed_total_min as decimal(9, 4)) as recomputed_total_min,
        try_cast(scores.recomputed_total_max as decimal(9, 4)) as recomputed_total_max,
        try_cast(scores.execution_lost_points as decimal(9, 4)) as execution_lost_points,
        try_cast(scores.indicator_lost_points as decimal(9, 4)) as indicator_lost_points,
        try_cast(scores.missed_target_lost_points as decimal(9, 4)) as missed_target_lost_points,
        try_cast(scores.unexplained_lost_points as decimal(9, 4)) as unexplained_lost_points,
        try_cast(scores.not_judged_lost_points as decimal(9, 4)) as not_judged_lost_points,
        try_cast(scores.cost_lost_points as decimal(9, 4)) as cost_lost_points,
        try_cast(scores.output_lost_points as decimal(9, 4)) as output_lost_points,
        try_cast(scores.benefit_lost_points as decimal(9, 4)) as benefit_lost_points,
        try_cast(scores.satisfaction_lost_points as decimal(9, 4)) as satisfaction_lost_points,
        try_cast(forms.total_score - scores.score_sum as decimal(9, 4)) as total_difference,
        forms.source_page,
        forms.source_sheet,
        forms.source_box,
        forms.source_line,
        forms.source_start,
        forms.source_end,
        scores.is_every_score_full,
        scores.is_rating_of_total,
        scores.is_indicators_damaged
    from forms
    inner join execution
        on forms.form_id = execution.form_id
    inner join scores
        on forms.form_id = scores.form_id
)

select * from forms_scored
