with

read_issues as (
    select * from {{ ref('stg_filings__read_issues') }}
),

parameters as (
    select * from {{ ref('finding_rule_parameters') }}
),

damage_of_forms as (
    select
        read_issues.form_id,
        bool_or(parameters.parameter = 'indicator_damage') as is_indicators_damaged,
        bool_or(parameters.parameter = 'cost_damage') as is_costs_damaged,
        bool_or(parameters.parameter = 'fund_damage') as is_funds_damaged,
        bool_or(parameters.parameter = 'header_damage') as is_header_damaged,
        '指标表可能缺行：' || string_agg(
            distinct read_issues.message_text, '、' order by read_issues.message_text
        ) filter (where parameters.parameter = 'indicator_damage') as indicator_damage_text,
        '测算明细可能缺项：' || string_agg(
            distinct read_issues.message_text, '、' order by read_issues.message_text
        ) filter (where parameters.parameter = 'cost_damage') as cost_damage_text
    from read_issues
    inner join parameters
        on
            read_issues.issue_code = parameters.value
            and parameters.rule_code = 'all'
    where read_issues.form_id is not null
    group by all
)

select * from damage_of_forms
