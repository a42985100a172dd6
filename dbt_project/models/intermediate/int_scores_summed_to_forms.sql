with

forms as (
    select * from {{ ref('stg_filings__forms') }}
),

indicators as (
    select * from {{ ref('int_indicators_scored_to_indicators') }}
),

standards as (
    select * from {{ ref('int_indicators_folded_to_standards') }}
),

execution as (
    select * from {{ ref('int_execution_scored_to_forms') }}
),

damage_of_forms as (
    select * from {{ ref('int_read_issues_summed_to_forms') }}
),

bands as (
    select * from {{ ref('score_bands') }}
),

indicators_summed as (
    select
        indicators.form_id,
        count(*) as indicator_count,
        count(*) filter (where indicators.weight is null) as unweighted_count,
        count(*) filter (where indicators.score is null) as unscored_count,
        count(*) filter (where indicators.recomputed_score is not null) as recomputed_count,
        count(*) filter (
            where indicators.recomputed_score is null
            and indicators.recomputed_score_min is not null
        ) as ranged_count,
        count(*) filter (where indicators.recomputed_score_min is null) as not_recomputed_count,
        count(*) filter (where indicators.score_state = 'differs') as differing_count,
        bool_and(indicators.score = indicators.weight) as is_every_score_full,
        sum(indicators.weight) as weight,
        sum(indicators.score) as score,
        sum(indicators.recomputed_score_min) as recomputed_min,
        sum(indicators.recomputed_score_max) as recomputed_max,
        sum(indicators.lost_points) filter (where indicators.lost_cause = 'missed_target')
            as missed_target_lost_points,
        sum(indicators.lost_points) filter (where indicators.lost_cause = 'unexplained')
            as unexplained_lost_points,
        sum(indicators.lost_points) filter (where indicators.lost_cause = 'not_judged')
            as not_judged_lost_points,
        sum(indicators.lost_points) filter (where indicators.lost_cause is not null)
            as indicator_lost_points
    from indicators
    group by all
),

lost_points_of_levels as (
    select
        indicators.form_id,
        standards.standard_level1,
        sum(indicators.lost_points) as lost_points
    from indicators
    inner join standards
        on indicators.indicator_id = standards.indicator_id
    where indicators.lost_cause is not null
    group by all
),

levels_summed as (
    select
        form_id,
        sum(lost_points) filter (where standard_level1 = '成本') as cost_lost_points,
        sum(lost_points) filter (where standard_level1 = '产出') as output_lost_points,
        sum(lost_points) filter (where standard_level1 = '效益') as benefit_lost_points,
        sum(lost_points) filter (where standard_level1 = '满意度') as satisfaction_lost_points
    from lost_points_of_levels
    group by all
),

ratings as (
    select
        forms.form_id,
        max(bands.least_pct) filter (where starts_with(forms.rating, bands.grade))
            as printed_from,
        max(bands.least_pct) filter (where bands.least_pct <= forms.total_score) as computed_from,
        max(bands.grade) filter (where starts_with(forms.rating, bands.grade)) as printed_grade,
        max_by(bands.grade, bands.least_pct) filter (where bands.least_pct <= forms.total_score)
            as computed_rating
    from forms
    cross join bands
    where forms.form_type = 'self_evaluation' and bands.scale = 'rating'
    group by all
),

forms_with_damage as (
    select
        forms.form_id,
        coalesce(damage_of_forms.is_indicators_damaged, false) as is_indicators_damaged
    from forms
    left join damage_of_forms
        on forms.form_id = damage_of_forms.form_id
    where forms.form_type = 'self_evaluation'
),

forms_summed as (
    select
        forms_with_damage.form_id,
        forms_with_damage.is_indicators_damaged,
        ratings.printed_grade,
        ratings.computed_rating,
        coalesce(indicators_summed.indicator_count, 0) as indicator_count,
        coalesce(indicators_summed.unscored_count, 0) as unscored_count,
        coalesce(indicators_summed.recomputed_count, 0) as recomputed_count,
        coalesce(indicators_summed.ranged_count, 0) as ranged_count,
        coalesce(indicators_summed.not_recomputed_count, 0) as not_recomputed_count,
        coalesce(indicators_summed.differing_count, 0) as differing_count,
        indicators_summed.is_every_score_full,
        indicators_summed.unweighted_count = 0
        and not forms_with_damage.is_indicators_damaged as is_weights_known,
        indicators_summed.unscored_count = 0
        and not forms_with_damage.is_indicators_damaged as is_scores_known,
        indicators_summed.not_recomputed_count = 0
        and not forms_with_damage.is_indicators_damaged as is_every_row_recomputed,
        indicators_summed.weight + execution.weight as read_weight,
        indicators_summed.score + execution.score as read_score,
        if(is_weights_known, read_weight, null) as total_weight,
        if(is_scores_known, read_score, null) as score_sum,
        if(
            is_every_row_recomputed,
            indicators_summed.recomputed_min + execution.recomputed_score,
            null
        ) as recomputed_total_min,
        if(
            is_every_row_recomputed,
            indicators_summed.recomputed_max + execution.recomputed_score,
            null
        ) as recomputed_total_max,
        if(ranged_count = 0, recomputed_total_min, null) as recomputed_total,
        if(
            execution.weight is not null and execution.score is not null,
            greatest(execution.weight - execution.score, 0),
            null
        ) as execution_lost_points,
        {% for source, part in [
            ("indicators", "indicator"),
            ("indicators", "missed_target"),
            ("indicators", "unexplained"),
            ("indicators", "not_judged"),
            ("levels", "cost"),
            ("levels", "output"),
            ("levels", "benefit"),
            ("levels", "satisfaction"),
        ] %}
            if(
                indicators_summed.indicator_count > indicators_summed.unscored_count,
                coalesce({{ source }}_summed.{{ part }}_lost_points, 0),
                null
            ) as {{ part }}_lost_points,
        {% endfor %}
        ratings.printed_from = ratings.computed_from as is_rating_of_total
    from forms_with_damage
    left join indicators_summed
        on forms_with_damage.form_id = indicators_summed.form_id
    left join levels_summed
        on forms_with_damage.form_id = levels_summed.form_id
    left join execution
        on forms_with_damage.form_id = execution.form_id
    left join ratings
        on forms_with_damage.form_id = ratings.form_id
)

select * from forms_summed
