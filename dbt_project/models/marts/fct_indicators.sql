with

indicators as (
    select * from {{ ref('stg_filings__indicators') }}
),

standards as (
    select * from {{ ref('int_indicators_folded_to_standards') }}
),

judged as (
    select * from {{ ref('int_indicators_judged_to_indicators') }}
),

targets as (
    select * from {{ ref('int_targets_folded_to_indicators') }}
),

indicators_described as (
    select
        indicators.indicator_id,
        indicators.form_id,
        indicators.filing_id,
        standards.standard_indicator_id,
        indicators.level1_name,
        indicators.level1_basis,
        indicators.level2_name,
        indicators.level2_basis,
        indicators.level2_alternative_name,
        standards.standard_level1,
        standards.standard_level2,
        indicators.indicator_name,
        indicators.sub_project_name,
        indicators.target_text,
        targets.comparable_target,
        indicators.target_kind,
        indicators.target_operator,
        indicators.target_unit,
        indicators.base_unit,
        indicators.base_unit_basis,
        judged.polarity,
        indicators.actual_text,
        indicators.actual_unit,
        indicators.remark_text,
        indicators.indicator_number,
        indicators.target_value,
        indicators.target_value_max,
        indicators.target_value_base,
        indicators.target_value_max_base,
        indicators.actual_value,
        indicators.actual_value_base,
        indicators.weight,
        indicators.score,
        indicators.source_page,
        indicators.source_sheet,
        indicators.source_box,
        indicators.source_line,
        indicators.source_start,
        indicators.source_end,
        indicators.is_approximate,
        judged.is_met,
        indicators.target_date
    from indicators
    inner join standards
        on indicators.indicator_id = standards.indicator_id
    inner join judged
        on indicators.indicator_id = judged.indicator_id
    inner join targets
        on indicators.indicator_id = targets.indicator_id
)

select * from indicators_described
