{% set given = rule_parameters('finding_rule_parameters') %}

with

forms as (
    select * from {{ ref('int_forms_prepared_to_findings') }}
),

indicators as (
    select * from {{ ref('stg_filings__indicators') }}
),

standards as (
    select * from {{ ref('int_indicators_folded_to_standards') }}
),

indicators_of_forms as (
    select
        indicators.*,
        standards.standard_level1,
        {{ source_place('indicators') }} as place
    from indicators
    inner join standards
        on indicators.indicator_id = standards.indicator_id
    semi join forms on indicators.form_id = forms.form_id
),

cost_indicators as (
    select
        *,
        regexp_matches(
            coalesce(indicator_name, ''), {{ rule_words(given, 'F10 cost_word') }}
        ) as is_cost_name,
        target_kind in ('word', 'relation', 'sentence')
        and regexp_matches(target_text, {{ rule_words(given, 'F09 cap_word') }})
            as is_cap_in_words,
        if(
            target_operator in ('<=', '<', '=')
            and target_kind in ('bound', 'exact')
            and target_value_base > 0
            and regexp_matches(coalesce(base_unit, ''), '^元?(/|$)')
            and coalesce(base_unit, '') != '',
            cast(target_value_base as decimal(30, 2)), null
        ) as cap_yuan,
        list_filter(
            string_split(regexp_replace(coalesce(base_unit, ''), '^元', ''), '/'),
            lambda unit_part: unit_part != ''
        ) as denominators,
        list_filter(
            string_split(regexp_replace(coalesce(base_unit, ''), '^元', ''), '/'),
            lambda unit_part: unit_part not in ('', '年', '月', '季', '季度')
        ) as counted_denominators,
        regexp_matches(
            coalesce(indicator_name, ''), {{ rule_words(given, 'F04 unit_price_word') }}
        ) as is_unit_price_in_name
    from indicators_of_forms
    where standard_level1 = '成本'
)

select * from cost_indicators
