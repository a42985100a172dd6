with

indicators as (
    select * from {{ ref('fct_indicators') }}
),

scored as (
    select * from {{ ref('int_indicators_scored_to_indicators') }}
),

indicators_scored as (
    select
        scored.indicator_id,
        scored.form_id,
        indicators.filing_id,
        indicators.level1_name,
        indicators.level2_name,
        indicators.standard_level1,
        indicators.standard_level2,
        indicators.indicator_name,
        indicators.target_text,
        indicators.actual_text,
        indicators.remark_text,
        indicators.polarity,
        scored.achievement,
        scored.scoring_rule,
        scored.not_recomputed_reason,
        scored.score_state,
        scored.lost_cause,
        indicators.indicator_number,
        scored.attainment_pct,
        scored.weight,
        scored.score,
        scored.recomputed_score,
        scored.recomputed_score_min,
        scored.recomputed_score_max,
        scored.score_difference,
        scored.lost_points,
        indicators.source_page,
        indicators.source_sheet,
        indicators.source_box,
        indicators.source_line,
        indicators.source_start,
        indicators.source_end,
        scored.is_met,
        scored.is_overshot
    from scored
    inner join indicators
        on scored.indicator_id = indicators.indicator_id
)

select * from indicators_scored
