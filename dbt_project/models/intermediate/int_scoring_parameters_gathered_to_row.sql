with

scoring_parameters as (
    select * from {{ ref('scoring_parameters') }}
),

parameters_of_rules as (
    select * from {{ ref('finding_rule_parameters') }}
),

parameters as (
    select
        parameter,
        value
    from scoring_parameters
    union all
    select
        parameter,
        cast(value as decimal(18, 4)) as value
    from parameters_of_rules
    where rule_code = 'F01' and parameter = 'rounding_yuan'
),

gathered as (
    select
        cast(pow(10, 4 - max(value) filter (where parameter = 'cut_decimals')) as hugeint)
            as cut_step,
        max(value) filter (where parameter = 'tolerance_points') as tolerance_points,
        max(value) filter (where parameter = 'total_weight') as total_weight,
        max(value) filter (where parameter = 'rounding_yuan') as rounding_yuan,
        max(value) filter (where parameter = 'overshoot_pct') as overshoot_pct,
        max(value) filter (where parameter = 'satisfaction_full_from_pct')
            as satisfaction_full_from_pct,
        max(value) filter (where parameter = 'satisfaction_none_below_pct')
            as satisfaction_none_below_pct
    from parameters
)

select * from gathered
