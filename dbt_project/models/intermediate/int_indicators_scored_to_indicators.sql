with

forms as (
    select * from {{ ref('stg_filings__forms') }}
),

indicators as (
    select * from {{ ref('stg_filings__indicators') }}
),

standards as (
    select * from {{ ref('int_indicators_folded_to_standards') }}
),

judged as (
    select * from {{ ref('int_indicators_judged_to_indicators') }}
),

bands as (
    select * from {{ ref('score_bands') }}
),

parameters as (
    select * from {{ ref('int_scoring_parameters_gathered_to_row') }}
),

indicators_of_evaluations as (
    select
        indicators.indicator_id,
        indicators.form_id,
        indicators.weight,
        indicators.score,
        indicators.target_kind,
        indicators.target_value,
        indicators.actual_text,
        indicators.actual_value,
        indicators.actual_operator,
        indicators.is_approximate,
        judged.polarity,
        judged.name_polarity,
        judged.achievement,
        judged.is_met,
        judged.compared_target,
        judged.compared_actual,
        -- of a range the end that the actual value lies beyond
        if(
            judged.compared_actual > judged.compared_target_max,
            judged.compared_target_max,
            judged.compared_target
        ) as nearest_target,
        judged.compared_actual
        between judged.compared_target and judged.compared_target_max as is_in_range,
        standards.standard_level1 = '满意度' as is_of_satisfaction,
        coalesce(indicators.base_unit, indicators.target_unit) as printed_unit,
        indicators.actual_unit,
        bands.least_pct,
        bands.most_pct,
        parameters.cut_step,
        parameters.tolerance_points,
        parameters.overshoot_pct,
        parameters.satisfaction_full_from_pct,
        parameters.satisfaction_none_below_pct
    from indicators
    inner join forms
        on indicators.form_id = forms.form_id
    inner join standards
        on indicators.indicator_id = standards.indicator_id
    inner join judged
        on indicators.indicator_id = judged.indicator_id
    left join bands
        on
            judged.achievement = bands.grade
            and bands.scale = 'achievement'
    cross join parameters
    where forms.form_type = 'self_evaluation'
),

rules_chosen as (
    select
        *,
        case
            when weight is null then 'weight_missing'
            when weight = 0 then 'zero_weight'
            when achievement is not null then 'grade'
            when coalesce(actual_text, '') = '' then 'actual_missing'
            when is_met then 'met'
            when
                is_of_satisfaction
                and target_kind = 'word'
                and name_polarity = 'higher'
                and actual_unit = '%'
                and actual_value >= 0
                and coalesce(actual_operator, '=') = '='
                then 'satisfaction'
            when target_kind in ('blank', 'lost') then 'target_missing'
            when target_kind = 'unread' then 'target_not_read'
            when target_kind = 'deadline' and target_value is null then 'deadline_in_dates'
            when target_value is null then 'grade_missing'
            when actual_value is null then 'actual_in_words'
            when coalesce(actual_operator, '=') != '=' then 'actual_not_exact'
            when compared_actual is null then 'units_differ'
            when is_approximate then 'target_approximate'
            when is_met is null then 'target_not_read'
            when compared_target = 0 and polarity = 'lower' then 'zero_target'
            when compared_target <= 0 or compared_actual < 0 then 'negative_number'
            when polarity = 'exact' and compared_actual > nearest_target then 'exact_exceeded'
            when polarity = 'exact' and name_polarity = 'lower' then 'direction_not_certain'
            when compared_actual = compared_target and not is_met then 'strict_bound'
            when not is_of_satisfaction or polarity = 'lower' then 'pro_rata'
            when printed_unit is null then 'unit_missing'
            when printed_unit != '%' then 'pro_rata'
            when compared_actual < satisfaction_none_below_pct then 'satisfaction_none'
            when compared_actual >= satisfaction_full_from_pct then 'satisfaction_open'
            else 'pro_rata'
        end as rule_or_reason,
        case
            when coalesce(actual_operator, '=') != '=' then null
            when is_approximate or polarity = 'unknown' then null
            when polarity = 'exact' and name_polarity = 'lower' then null
            when nearest_target <= 0 or compared_actual < 0 then null
            when is_in_range then cast(100 as decimal(9, 4))
            when polarity = 'lower'
                then {{ exact_pct('nearest_target', 'compared_actual', 100000000) }}
            else {{ exact_pct('compared_actual', 'nearest_target', 100000000) }}
        end as attainment_pct
    from indicators_of_evaluations
),

scores_computed as (
    select
        *,
        case rule_or_reason
            when 'zero_weight' then 0
            when 'zero_target' then 0
            when 'satisfaction_none' then 0
            when 'met' then weight
            when 'grade' then {{ score_share('weight', 'least_pct', '100', 'cut_step') }}
            when 'satisfaction'
                then if(
                    actual_value < satisfaction_none_below_pct,
                    0,
                    {{ score_share(
                        'weight',
                        'least(actual_value, satisfaction_full_from_pct)',
                        'satisfaction_full_from_pct',
                        'cut_step'
                    ) }}
                )
            when 'satisfaction_open'
                then {{ score_share('weight', 'compared_actual', 'nearest_target', 'cut_step') }}
            when 'pro_rata'
                then if(
                    polarity = 'lower',
                    {{ score_share('weight', 'nearest_target', 'compared_actual', 'cut_step') }},
                    {{ score_share('weight', 'compared_actual', 'nearest_target', 'cut_step') }}
                )
        end as recomputed_score_min,
        case rule_or_reason
            when 'grade' then {{ score_share('weight', 'most_pct', '100', 'cut_step') }}
            when 'satisfaction_open' then weight
            else recomputed_score_min
        end as recomputed_score_max,
        rule_or_reason in (
            'zero_weight', 'zero_target', 'satisfaction_none', 'met', 'grade', 'satisfaction',
            'satisfaction_open', 'pro_rata'
        ) as is_recomputed
    from rules_chosen
),

scores_compared as (
    select
        *,
        case
            when score < recomputed_score_min then score - recomputed_score_min
            when score > recomputed_score_max then score - recomputed_score_max
            when score is not null and is_recomputed then 0
        end as score_difference
    from scores_computed
),

indicators_scored as (
    select
        indicator_id,
        form_id,
        weight,
        score,
        achievement,
        is_met,
        if(is_recomputed, rule_or_reason, null) as scoring_rule,
        if(is_recomputed, null, rule_or_reason) as not_recomputed_reason,
        case
            when not is_recomputed then 'not_recomputed'
            when score is null then 'score_missing'
            when abs(score_difference) > tolerance_points then 'differs'
            when recomputed_score_min < recomputed_score_max then 'within_range'
            else 'agrees'
        end as score_state,
        case
            when coalesce(score >= weight, true) then null
            when is_met then 'unexplained'
            when not is_met then 'missed_target'
            else 'not_judged'
        end as lost_cause,
        try_cast(attainment_pct as decimal(9, 4)) as attainment_pct,
        cast(
            if(recomputed_score_min = recomputed_score_max, recomputed_score_min, null)
            as decimal(9, 4)
        ) as recomputed_score,
        cast(recomputed_score_min as decimal(9, 4)) as recomputed_score_min,
        cast(recomputed_score_max as decimal(9, 4)) as recomputed_score_max,
        cast(score_difference as decimal(9, 4)) as score_difference,
        cast(weight - score as decimal(9, 4)) as lost_points,
        attainment_pct > 100 + overshoot_pct as is_overshot
    from scores_compared
)

select * from indicators_scored
