{% set given = rule_parameters('finding_rule_parameters') %}

with

forms as (
    select * from {{ ref('int_forms_prepared_to_findings') }}
),

standards as (
    select * from {{ ref('int_indicators_folded_to_standards') }}
),

cost_indicators as (
    select * from {{ ref('int_cost_indicators_read_to_caps') }}
),

products_described as (
    select * from {{ ref('int_cost_caps_multiplied_to_products') }}
),

caps_counted_to_forms as (
    select
        form_id,
        count(*) as cost_count,
        count(cap_yuan) as cap_count,
        count(*) filter (where target_kind in ('lost', 'unread')) as unread_count,
        bool_or(is_cost_name) as has_cost_name,
        string_agg(coalesce(indicator_name, '未印名称'), '、' order by indicator_number) as names_text,
        min_by(place, indicator_number) as first_place
    from cost_indicators
    group by all
),

requests_compared as (
    select
        'F04' as rule_code,
        filing_id,
        form_id,
        indicator_id as subject,
        case
            when not is_comparable then 'cannot_check'
            when is_above then 'finding'
            else 'clear'
        end as check_state,
        if(not is_comparable, '成本指标所限的数量、期数或范围不明', null) as reason_text,
        if(is_explained, 'note', 'must_check') as severity,
        format(
            '年度资金申请总额 {} 元，按成本指标测算为 {} 元，高出 {} 元{}',
            {{ yuan_text('request_yuan') }},
            {{ yuan_text('product_yuan') }},
            {{ yuan_text('abs(request_yuan - product_yuan)') }},
            case
                when is_quantity_open then '；数量指标为下限，数量增加可以解释'
                when is_unit_doubtful then '；成本指标与数量指标的计量单位不同，请核对'
                when is_explained then '；成本指标可能只限部分费用'
                else ''
            end
        ) as message_text,
        printed_text as evidence_text,
        request_yuan as printed_value,
        product_yuan as computed_value,
        abs(request_yuan - product_yuan) as difference_yuan,
        place,
        request_place as other_place
    from products_described
),

slack_compared as (
    select
        'F05' as rule_code,
        filing_id,
        form_id,
        indicator_id as subject,
        case
            when not is_comparable then 'cannot_check'
            when is_slack then 'finding'
            else 'clear'
        end as check_state,
        if(not is_comparable, '成本指标所限的数量、期数或范围不明', null) as reason_text,
        'explain' as severity,
        format(
            '按成本指标测算为 {} 元，比年度资金申请总额 {} 元多 {} 元，成本指标未形成约束{}',
            {{ yuan_text('product_yuan') }},
            {{ yuan_text('request_yuan') }},
            {{ yuan_text('abs(product_yuan - request_yuan)') }},
            if(
                period_count = 12 and quantity = 1,
                format(
                    '；申请额相当于 {} 个月，或非全年服务，或指标价格未更新',
                    {{ bare_number(
                        'cast(request_yuan * 200 + cap_yuan as hugeint)'
                        ~ ' // cast(2 * cap_yuan as hugeint) * cast(0.01 as decimal(2, 2))'
                    ) }}
                ),
                ''
            )
        ) as message_text,
        printed_text as evidence_text,
        request_yuan as printed_value,
        product_yuan as computed_value,
        abs(product_yuan - request_yuan) as difference_yuan,
        place,
        request_place as other_place
    from products_described
),

forms_without_single_caps as (
    select
        unnest(['F04', 'F05']) as rule_code,
        forms.filing_id,
        forms.form_id,
        if(
            forms.form_type = 'target'
            and (
                caps_counted_to_forms.cap_count > 1
                or caps_counted_to_forms.unread_count > 0
                or (caps_counted_to_forms.form_id is null and forms.is_indicators_damaged)
            ),
            'cannot_check', 'not_applicable'
        ) as check_state,
        case
            when forms.form_type != 'target' then '自评表没有申请总额'
            when caps_counted_to_forms.cap_count > 1 then '成本指标有几项，各限部分费用'
            when caps_counted_to_forms.unread_count > 0 then '成本指标的指标值未读清'
            when
                caps_counted_to_forms.form_id is null and forms.is_indicators_damaged
                then forms.indicator_damage_text
            else '没有以金额表示的成本指标'
        end as reason_text
    from forms
    left join caps_counted_to_forms
        on forms.form_id = caps_counted_to_forms.form_id
    where coalesce(caps_counted_to_forms.cap_count, 0) != 1 or forms.form_type != 'target'
),

caps_in_words as (
    select
        form_id,
        string_agg(indicator_name || ' ' || target_text, '；' order by indicator_number)
            as caps_text,
        min_by(place, indicator_number) as place,
        if(count(*) > 1, max_by(place, indicator_number), null) as last_place
    from cost_indicators
    where is_cap_in_words and is_cost_name
    group by all
),

caps_equal_to_requests as (
    select *
    from products_described
    where
        is_of_whole
        and not is_unit_price_in_name
        and abs(cap_yuan - request_yuan) * 100
        <= {{ rule_number(given, 'F09 equal_pct') }} * request_yuan
),

caps_judged as (
    select
        'F09' as rule_code,
        forms.filing_id,
        forms.form_id,
        case
            when coalesce(caps_counted_to_forms.cost_count, 0) = 0
                then if(forms.is_indicators_damaged, 'cannot_check', 'not_applicable')
            when caps_in_words.form_id is not null and caps_counted_to_forms.cap_count = 0
                then 'finding'
            when caps_equal_to_requests.form_id is not null then 'finding'
            when caps_counted_to_forms.unread_count > 0 then 'cannot_check'
            else 'clear'
        end as check_state,
        case
            when coalesce(caps_counted_to_forms.cost_count, 0) = 0
                then coalesce(forms.indicator_damage_text, '没有成本指标')
            when caps_counted_to_forms.unread_count > 0 then '成本指标的指标值未读清'
        end as reason_text,
        'explain' as severity,
        if(
            caps_equal_to_requests.form_id is not null,
            format(
                '成本指标上限 {} 元与年度资金申请总额 {} 元相同，预算不超即达标',
                {{ yuan_text('caps_equal_to_requests.cap_yuan') }},
                {{ yuan_text('forms.request_yuan') }}
            ),
            format('成本指标为文字“{}”，没有数值，预算不超即达标', caps_in_words.caps_text)
        ) as message_text,
        coalesce(caps_equal_to_requests.printed_text, caps_in_words.caps_text) as evidence_text,
        caps_equal_to_requests.cap_yuan as printed_value,
        if(caps_equal_to_requests.form_id is null, null, forms.request_yuan) as computed_value,
        coalesce(caps_equal_to_requests.place, caps_in_words.place) as place,
        if(
            caps_equal_to_requests.form_id is null, caps_in_words.last_place, forms.request_place
        ) as other_place
    from forms
    left join caps_counted_to_forms
        on forms.form_id = caps_counted_to_forms.form_id
    left join caps_in_words
        on forms.form_id = caps_in_words.form_id
    left join caps_equal_to_requests
        on forms.form_id = caps_equal_to_requests.form_id
),

forms_with_levels as (
    select
        form_id,
        bool_and(standard_level1 is not null) as is_every_level_known
    from standards
    group by all
),

cost_levels_judged as (
    select
        'F10' as rule_code,
        forms.filing_id,
        forms.form_id,
        case
            when
                forms.fiscal_year < {{ rule_number(given, 'F10 first_year') }}
                then 'not_applicable'
            when forms.fiscal_year is null then 'cannot_check'
            when caps_counted_to_forms.has_cost_name then 'clear'
            when caps_counted_to_forms.has_cost_name is not null then 'finding'
            when
                forms.is_indicators_damaged
                or forms_with_levels.form_id is null
                or not forms_with_levels.is_every_level_known
                then 'cannot_check'
            else 'finding'
        end as check_state,
        case
            when check_state = 'not_applicable'
                then format(
                    '成本指标自 {} 年起单列', {{ bare_number(rule_number(given, 'F10 first_year')) }}
                )
            when forms.fiscal_year is null then '未印年度'
            when forms.is_indicators_damaged then forms.indicator_damage_text
            when forms_with_levels.form_id is null then '没有读出绩效指标'
            when not forms_with_levels.is_every_level_known then '有指标的级别未读清'
        end as reason_text,
        'note' as severity,
        if(
            caps_counted_to_forms.form_id is null,
            '指标表中没有成本指标',
            format('成本指标“{}”不以费用、价格或支出为内容', caps_counted_to_forms.names_text)
        ) as message_text,
        caps_counted_to_forms.names_text as evidence_text,
        coalesce(caps_counted_to_forms.first_place, forms.place) as place
    from forms
    left join caps_counted_to_forms
        on forms.form_id = caps_counted_to_forms.form_id
    left join forms_with_levels
        on forms.form_id = forms_with_levels.form_id
),

cost_targets_checked as (
    select * from requests_compared
    union all by name
    select * from slack_compared
    union all by name
    select * from forms_without_single_caps
    union all by name
    select * from caps_judged
    union all by name
    select * from cost_levels_judged
)

select * from cost_targets_checked
