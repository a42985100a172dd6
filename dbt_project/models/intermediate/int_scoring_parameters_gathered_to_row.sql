{% set given = rule_parameters('scoring_parameters') %}
{% set rules = rule_parameters('finding_rule_parameters') %}

with

gathered as (
    select
        cast(pow(10, 4 - {{ rule_number(given, 'cut_decimals') }}) as hugeint) as cut_step,
        {{ rule_number(given, 'tolerance_points') }} as tolerance_points,
        {{ rule_number(given, 'total_weight') }} as total_weight,
        {{ rule_number(rules, 'F01 rounding_yuan') }} as rounding_yuan,
        {{ rule_number(given, 'overshoot_pct') }} as overshoot_pct,
        {{ rule_number(given, 'satisfaction_full_from_pct') }} as satisfaction_full_from_pct,
        {{ rule_number(given, 'satisfaction_none_below_pct') }} as satisfaction_none_below_pct
)

select * from gathered
