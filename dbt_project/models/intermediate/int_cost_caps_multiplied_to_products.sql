{% set given = rule_parameters('finding_rule_parameters') %}

with

forms as (
    select * from {{ ref('int_forms_prepared_to_findings') }}
),

cost_indicators as (
    select * from {{ ref('int_cost_indicators_read_to_caps') }}
),

indicators as (
    select * from {{ ref('stg_filings__indicators') }}
),

standards as (
    select * from {{ ref('int_indicators_folded_to_standards') }}
),

parameters as (
    select * from {{ ref('finding_rule_parameters') }}
),

indicators_of_forms as (
    select
        indicators.*,
        standards.standard_level1,
        standards.standard_level2,
        {{ source_place('indicators') }} as place
    from indicators
    inner join standards
        on indicators.indicator_id = standards.indicator_id
    semi join forms on indicators.form_id = forms.form_id
),

quantities as (
    select
        form_id,
        target_unit,
        count(*) as quantity_count,
        any_value(indicator_name) as indicator_name,
        any_value(target_text) as target_text,
        any_value(target_operator) as target_operator,
        any_value(target_value) as target_value,
        any_value(place) as place
    from indicators_of_forms
    where
        standard_level1 = '产出'
        and standard_level2 = '数量'
        and target_kind in ('exact', 'bound')
        and target_value > 0
        and target_unit is not null
        and not is_approximate
    group by all
),

counted_units as (
    select
        split_part(value, '=', 1) as denominator,
        split_part(value, '=', 2) as counted_unit,
        split_part(value, '=', 3) as name_word
    from parameters
    where rule_code = 'F04' and parameter = 'doubtful_unit'
),

doubtful_quantities as (
    select
        quantities.form_id,
        counted_units.denominator,
        sum(quantities.quantity_count) as quantity_count,
        any_value(quantities.indicator_name) as indicator_name,
        any_value(quantities.target_text) as target_text,
        any_value(quantities.target_value) as target_value,
        any_value(quantities.place) as place
    from quantities
    inner join counted_units
        on
            quantities.target_unit = counted_units.counted_unit
            and contains(quantities.indicator_name, counted_units.name_word)
    group by all
),

single_caps as (
    select
        cost_indicators.*,
        regexp_extract(
            cost_indicators.indicator_name,
            {{ rule_words(given, 'F04 counted_in_name') }},
            ['unit', 'thing']
        ) as counted_in_name,
        case
            when
                list_contains(cost_indicators.denominators, '月')
                then if(forms.is_whole_year, 12, null)
            when
                list_contains(cost_indicators.denominators, '季')
                or list_contains(cost_indicators.denominators, '季度')
                then if(forms.is_whole_year, 4, null)
            else 1
        end as period_count,
        forms.request_yuan,
        forms.request_place
    from cost_indicators
    inner join forms
        on cost_indicators.form_id = forms.form_id
    where cost_indicators.cap_yuan is not null and forms.form_type = 'target'
    qualify count(*) over (partition by cost_indicators.form_id) = 1
),

caps_multiplied as (
    select
        single_caps.*,
        coalesce(
            quantities.target_text, named_quantities.target_text, doubtful_quantities.target_text
        ) as quantity_text,
        coalesce(
            quantities.indicator_name,
            named_quantities.indicator_name,
            doubtful_quantities.indicator_name
        ) as quantity_name,
        coalesce(quantities.place, named_quantities.place, doubtful_quantities.place)
            as quantity_place,
        quantities.form_id is null and doubtful_quantities.form_id is not null as is_unit_doubtful,
        coalesce(quantities.target_operator, named_quantities.target_operator, '=') in ('>=', '>')
            as is_quantity_open,
        len(single_caps.denominators) = 0 and named_quantities.form_id is null as is_of_whole,
        case
            when len(single_caps.counted_denominators) > 1 then null
            when len(single_caps.counted_denominators) = 1
                then
                    case
                        when quantities.quantity_count = 1 then quantities.target_value
                        when
                            quantities.quantity_count is null
                            and doubtful_quantities.quantity_count = 1
                            then doubtful_quantities.target_value
                    end
            when single_caps.is_unit_price_in_name then named_quantities.target_value
            else 1
        end as quantity
    from single_caps
    left join quantities
        on
            single_caps.form_id = quantities.form_id
            and single_caps.counted_denominators[1] = quantities.target_unit
    left join quantities as named_quantities
        on
            single_caps.form_id = named_quantities.form_id
            and len(single_caps.denominators) = 0
            and single_caps.is_unit_price_in_name
            and named_quantities.quantity_count = 1
            and single_caps.counted_in_name.unit = named_quantities.target_unit
            and contains(named_quantities.indicator_name, single_caps.counted_in_name.thing)
    left join doubtful_quantities
        on
            single_caps.form_id = doubtful_quantities.form_id
            and single_caps.counted_denominators[1] = doubtful_quantities.denominator
),

products as (
    select
        *,
        try(
            cast(
                cap_yuan * cast(quantity as decimal(30, 4)) * period_count as decimal(30, 2)
            )
        ) as product_yuan,
        concat_ws(
            '；',
            indicator_name || ' ' || target_text,
            quantity_name || ' ' || quantity_text,
            if(period_count > 1, period_count || if(period_count = 12, '个月', '个季度'), null)
        ) as printed_text
    from caps_multiplied
),

products_described as (
    select
        *,
        request_yuan is not null
        and product_yuan is not null
        and (
            not is_of_whole
            or regexp_matches(indicator_name, {{ rule_words(given, 'F04 whole_cost_word') }})
            or product_yuan >= request_yuan
        ) as is_comparable,
        (request_yuan - product_yuan) * 100
        > {{ rule_number(given, 'F04 excess_pct') }} * product_yuan
        and request_yuan - product_yuan > {{ rule_number(given, 'F04 excess_yuan') }}
            as is_above,
        (product_yuan - request_yuan) * 100
        > {{ rule_number(given, 'F05 slack_pct') }} * request_yuan as is_slack,
        is_quantity_open
        or is_unit_doubtful
        or request_yuan >= {{ rule_number(given, 'F04 part_ratio') }} * product_yuan
            as is_explained
    from products
)

select * from products_described
