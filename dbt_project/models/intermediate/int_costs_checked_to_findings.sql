{% set given = rule_parameters('finding_rule_parameters') %}

with

forms as (
    select * from {{ ref('int_forms_prepared_to_findings') }}
),

all_forms as (
    select * from {{ ref('stg_filings__forms') }}
),

forms_ranked as (
    select * from {{ ref('int_forms_ranked_to_current') }}
),

funding as (
    select * from {{ ref('stg_filings__funding') }}
),

filings as (
    select * from {{ ref('stg_filings__filings') }}
),

cost_items as (
    select * from {{ ref('stg_filings__cost_items') }}
),

narrative_sections as (
    select * from {{ ref('stg_filings__narrative_sections') }}
),

department_statements as (
    select * from {{ ref('stg_filings__department_statements') }}
),

items_of_forms as (
    select
        cost_items.*,
        {{ source_place('cost_items') }} as place,
        contains(cost_items.amount_text, '万')
        or coalesce(
            try_cast(regexp_replace(cost_items.amount_text, '[^0-9.]', '', 'g') as decimal(28, 8))
            != cost_items.amount_yuan,
            false
        ) as is_in_ten_thousands,
        length(regexp_extract(cost_items.amount_text, '\.([0-9]+)', 1))
        >= {{ rule_number(given, 'F02 rounded_decimals') }} as is_amount_rounded,
        contains(coalesce(cost_items.unit_price_text, ''), '万')
        and length(regexp_extract(cost_items.unit_price_text, '\.([0-9]+)', 1))
        >= {{ rule_number(given, 'F02 rounded_decimals') }} as is_price_rounded
    from cost_items
    semi join forms on cost_items.form_id = forms.form_id
),

items_summed_to_forms as (
    select
        form_id,
        cast(sum(amount_yuan) as decimal(30, 2)) as items_yuan,
        count(*) as item_count,
        count(*) filter (where is_in_ten_thousands) as rounded_count,
        bool_and(amount_yuan is not null) as is_every_item_known,
        string_agg(
            coalesce(item_name, group_name, '未印名称') || ' ' || coalesce(amount_text, '空'), '；'
            order by item_number
        ) as items_text,
        min_by(place, item_number) as first_place
    from items_of_forms
    group by all
),

amounts_requested as (
    select
        form_id,
        list(amount_yuan) as amounts
    from funding
    where phase = 'proposed' and amount_yuan > 0
    group by all
),

narrative_of_forms as (
    select
        form_id,
        bool_or(section_number = 6) as has_budget_section
    from narrative_sections
    group by all
),

sums_compared as (
    select
        'F01' as rule_code,
        forms.filing_id,
        forms.form_id,
        case
            when forms.form_type != 'target' then 'not_applicable'
            when
                items_summed_to_forms.form_id is null
                then
                    if(
                        coalesce(narrative_of_forms.has_budget_section, false),
                        'cannot_check', 'not_applicable'
                    )
            when
                not items_summed_to_forms.is_every_item_known
                or forms.is_costs_damaged
                or forms.request_yuan is null
                then 'cannot_check'
            when
                list_contains(amounts_requested.amounts, items_summed_to_forms.items_yuan)
                then 'clear'
            when
                items_summed_to_forms.items_yuan > forms.request_yuan
                and items_summed_to_forms.items_yuan % nullif(forms.request_yuan, 0) = 0
                then 'cannot_check'
            when
                abs(items_summed_to_forms.items_yuan - forms.request_yuan)
                > {{ rule_number(given, 'F01 rounding_yuan') }}
                * (
                    items_summed_to_forms.rounded_count
                    + if(coalesce(forms.request_unit, '元') = '元', 0, 1)
                )
                then 'finding'
            else 'clear'
        end as check_state,
        case
            when forms.form_type != 'target' then '自评表不列测算明细'
            when
                items_summed_to_forms.form_id is null
                then
                    if(
                        coalesce(narrative_of_forms.has_budget_section, false),
                        '年度预算安排没有读出明细', '没有测算明细'
                    )
            when not items_summed_to_forms.is_every_item_known then '有明细的金额未读清'
            when forms.is_costs_damaged then forms.cost_damage_text
            when forms.request_yuan is null then '年度资金申请总额为空'
            else '明细合计为申请总额的整数倍，可能含小计'
        end as reason_text,
        'must_check' as severity,
        format(
            '明细合计 {} 元，与年度资金申请总额 {} 元不一致，相差 {} 元',
            {{ yuan_text('items_summed_to_forms.items_yuan') }},
            {{ yuan_text('forms.request_yuan') }},
            {{ yuan_text('abs(items_summed_to_forms.items_yuan - forms.request_yuan)') }}
        ) as message_text,
        items_summed_to_forms.items_text as evidence_text,
        forms.request_yuan as printed_value,
        items_summed_to_forms.items_yuan as computed_value,
        abs(items_summed_to_forms.items_yuan - forms.request_yuan) as difference_yuan,
        forms.request_place as place,
        items_summed_to_forms.first_place as other_place
    from forms
    left join items_summed_to_forms
        on forms.form_id = items_summed_to_forms.form_id
    left join narrative_of_forms
        on forms.form_id = narrative_of_forms.form_id
    left join amounts_requested
        on forms.form_id = amounts_requested.form_id
),

funds_summed as (
    select
        funding.form_id,
        funding.phase,
        funding.basis,
        any_value(funding.amount_yuan) filter (where funding.fund_source = 'total') as total_yuan,
        any_value(funding.amount_yuan) filter (where funding.fund_source = 'fiscal')
            as fiscal_yuan,
        any_value(funding.amount_yuan) filter (where funding.fund_source = 'other') as other_yuan,
        coalesce(
            any_value(funding.amount_yuan) filter (where funding.fund_source = 'carryover'), 0
        ) as carryover_yuan,
        count(*) filter (where funding.money_unit != '元') as rounded_count,
        string_agg(
            {{ yuan_text('funding.amount_yuan') }}, '；' order by funding.funding_id
        ) filter (where funding.fund_source != 'total') as parts_text,
        any_value({{ source_place('funding') }}) filter (where funding.fund_source = 'total')
            as place,
        any_value({{ source_place('funding') }}) filter (where funding.fund_source = 'fiscal')
            as other_place
    from funding
    group by all
    having count(*) filter (where funding.amount_yuan is null) = 0
),

funds_compared as (
    select
        'F01' as rule_code,
        forms.filing_id,
        forms.form_id,
        'funds-' || funds_summed.phase || '-' || funds_summed.basis as subject,
        'finding' as check_state,
        'explain' as severity,
        funds_summed.total_yuan as printed_value,
        funds_summed.fiscal_yuan + funds_summed.other_yuan + funds_summed.carryover_yuan
            as computed_value,
        abs(computed_value - funds_summed.total_yuan) as difference_yuan,
        format(
            '{} {} 元，所列各项来源合计 {} 元，相差 {} 元',
            case
                when funds_summed.basis = 'project_total' then '项目资金总额'
                when funds_summed.phase = 'approved' then '年初预算数'
                when funds_summed.phase = 'adjusted' then '全年预算数'
                when funds_summed.phase = 'executed' then '全年执行数'
                else '年度资金申请总额'
            end,
            {{ yuan_text('funds_summed.total_yuan') }},
            {{ yuan_text('computed_value') }},
            {{ yuan_text('difference_yuan') }}
        ) as message_text,
        funds_summed.parts_text as evidence_text,
        funds_summed.place,
        funds_summed.other_place
    from forms
    inner join funds_summed
        on forms.form_id = funds_summed.form_id
    where
        not forms.is_funds_damaged
        -- what was carried over is a part of its own or within the fiscal one
        and least(
            abs(computed_value - funds_summed.total_yuan),
            abs(computed_value - funds_summed.carryover_yuan - funds_summed.total_yuan)
        ) > {{ rule_number(given, 'F01 rounding_yuan') }} * funds_summed.rounded_count
),

formulas_split as (
    select
        items_of_forms.*,
        unnest(string_split(replace(items_of_forms.formula_text, ' ', ''), ';')) as printed_formula,
        generate_subscripts(
            string_split(replace(items_of_forms.formula_text, ' ', ''), ';'), 1
        ) as formula_number
    from items_of_forms
    where items_of_forms.formula_text is not null
),

formulas_read as (
    select
        *,
        list_transform(
            string_split(
                regexp_replace(split_part(printed_formula, '=', 1), '[×x*·]', '×', 'g'), '×'
            ),
            lambda factor: cast(factor as decimal(19, 6))
        ) as factors,
        cast(split_part(printed_formula, '=', 2) as decimal(18, 2)) as printed_yuan
    from formulas_split
    where
        regexp_full_match(
            printed_formula,
            '[0-9]{1,9}(\.[0-9]{1,6})?([×x*·][0-9]{1,9}(\.[0-9]{1,6})?){1,3}'
            || '=[0-9]{1,13}(\.[0-9]{1,2})?'
        )
),

products_of_formulas as (
    select
        filing_id,
        form_id,
        cost_item_id || '-' || formula_number as subject,
        printed_formula as printed_text,
        printed_yuan,
        try(
            cast(
                cast(coalesce(factors[1], 1) * coalesce(factors[2], 1) as decimal(30, 6))
                * cast(coalesce(factors[3], 1) * coalesce(factors[4], 1) as decimal(30, 6))
                as decimal(30, 2)
            )
        ) as product_yuan,
        {{ rule_number(given, 'F02 tolerance_yuan') }} as tolerance_yuan,
        true as is_formula,
        place
    from formulas_read
),

products_of_prices as (
    select
        filing_id,
        form_id,
        cost_item_id as subject,
        concat_ws(
            '；',
            coalesce(item_name, group_name),
            '数量 ' || quantity_text,
            '单价 ' || unit_price_text,
            '金额 ' || amount_text
        ) as printed_text,
        amount_yuan as printed_yuan,
        try(
            cast(
                cast(quantity * coalesce(period_count, 1) as decimal(30, 6)) * unit_price_yuan
                as decimal(30, 2)
            )
        ) as product_yuan,
        try(
            {{ rule_number(given, 'F02 tolerance_yuan') }}
            + if(
                is_in_ten_thousands and is_amount_rounded,
                {{ rule_number(given, 'F01 rounding_yuan') }}, 0
            )
            + if(is_price_rounded, {{ rule_number(given, 'F01 rounding_yuan') }}, 0)
            * cast(quantity * coalesce(period_count, 1) as decimal(30, 6))
        ) as tolerance_yuan,
        false as is_formula,
        place
    from items_of_forms
    where
        quantity is not null
        and unit_price_yuan is not null
        and amount_yuan is not null
        and cost_item_id not in (select formulas_read.cost_item_id from formulas_read)
),

instalments_read as (
    select
        filing_id,
        form_id,
        regexp_extract(section_text, {{ rule_words(given, 'F02 instalment_pattern') }})
            as printed_text,
        regexp_extract(section_text, {{ rule_words(given, 'F02 instalment_pattern') }}, 1)
            as total,
        regexp_extract(section_text, {{ rule_words(given, 'F02 instalment_pattern') }}, 2)
            as total_unit,
        regexp_extract(section_text, {{ rule_words(given, 'F02 instalment_pattern') }}, 3)
            as periods,
        regexp_extract(section_text, {{ rule_words(given, 'F02 instalment_pattern') }}, 4)
            as payment,
        regexp_extract(section_text, {{ rule_words(given, 'F02 instalment_pattern') }}, 5)
            as payment_unit
    from narrative_sections
    where section_number = 6
),

instalments_counted as (
    select
        *,
        coalesce(
            try_cast(periods as integer),
            nullif(strpos('一二三四五六七八九十', replace(periods, '两', '二')), 0)
        ) as period_count,
        try(
            cast(
                cast(total as decimal(30, 4))
                * case total_unit when '亿元' then 100000000 when '万元' then 10000 else 1 end
                as decimal(30, 2)
            )
        ) as total_yuan,
        try(
            cast(
                cast(payment as decimal(30, 4))
                * case payment_unit when '亿元' then 100000000 when '万元' then 10000 else 1 end
                as decimal(30, 2)
            )
        ) as payment_yuan
    from instalments_read
    where printed_text != ''
),

products_of_instalments as (
    select
        items_of_forms.filing_id,
        items_of_forms.form_id,
        items_of_forms.cost_item_id || '-instalment' as subject,
        instalments_counted.printed_text,
        instalments_counted.payment_yuan as printed_yuan,
        cast(
            (
                cast(instalments_counted.total_yuan * 100 as hugeint)
                // instalments_counted.period_count
            )
            * cast(0.01 as decimal(2, 2)) as decimal(30, 2)
        ) as product_yuan,
        {{ rule_number(given, 'F01 rounding_yuan') }} as tolerance_yuan,
        true as is_formula,
        items_of_forms.place
    from instalments_counted
    inner join items_of_forms
        on
            instalments_counted.form_id = items_of_forms.form_id
            and instalments_counted.payment_yuan = items_of_forms.amount_yuan
    where instalments_counted.period_count > 1
),

products as (
    select * from products_of_formulas
    union all by name
    select * from products_of_prices
    union all by name
    select * from products_of_instalments
),

products_compared as (
    select
        'F02' as rule_code,
        filing_id,
        form_id,
        subject,
        case
            when product_yuan is null or tolerance_yuan is null then 'cannot_check'
            when abs(product_yuan - printed_yuan) <= tolerance_yuan then 'clear'
            when
                not is_formula
                and printed_yuan > product_yuan
                and printed_yuan % nullif(product_yuan, 0) = 0
                then 'cannot_check'
            else 'finding'
        end as check_state,
        '乘积过大，或金额为数量与单价乘积的整数倍，可能另有期数' as reason_text,
        if(
            abs(product_yuan - printed_yuan) * 100
            > {{ rule_number(given, 'F02 must_check_pct') }} * printed_yuan,
            'must_check', 'note'
        ) as severity,
        format(
            '按所印数量、单价或期数测算为 {} 元，表载 {} 元，相差 {} 元',
            {{ yuan_text('product_yuan') }},
            {{ yuan_text('printed_yuan') }},
            {{ yuan_text('abs(product_yuan - printed_yuan)') }}
        ) as message_text,
        printed_text as evidence_text,
        printed_yuan as printed_value,
        product_yuan as computed_value,
        abs(product_yuan - printed_yuan) as difference_yuan,
        place
    from products
),

forms_without_products as (
    select
        'F02' as rule_code,
        forms.filing_id,
        forms.form_id,
        'not_applicable' as check_state,
        if(
            forms.form_type = 'target', '没有同时印有数量与单价的明细', '自评表不列测算明细'
        ) as reason_text
    from forms
    anti join products on forms.form_id = products.form_id
),

forms_counted_to_filings as (
    select
        all_forms.filing_id,
        count(*) as form_count,
        count(distinct coalesce(forms_ranked.unit_id, forms_ranked.department_id)) as unit_count,
        bool_and(coalesce(forms_ranked.unit_id, forms_ranked.department_id) is not null)
            as is_every_unit_known,
        bool_and(all_forms.is_complete and funding.amount_yuan is not null)
            as is_every_request_known,
        cast(sum(funding.amount_yuan) as decimal(30, 2)) as requests_yuan
    from all_forms
    inner join forms_ranked
        on all_forms.form_id = forms_ranked.form_id
    left join funding
        on
            all_forms.form_id = funding.form_id
            and funding.phase = 'proposed'
            and funding.basis = 'annual'
            and funding.fund_source = 'total'
    where all_forms.form_type = 'target'
    group by all
),

statements_described as (
    select
        department_statements.*,
        {{ source_place('department_statements') }} as place,
        count(*) over (partition by department_statements.filing_id) as statement_count,
        [1, 10, 100, 1000, 10000][
            1 + least(
                4,
                length(
                    regexp_extract(
                        department_statements.statement_text,
                        '[0-9]\.([0-9]+)\s*(亿元|万元|元)', 1
                    )
                )
            )
        ] as printed_parts,
        case regexp_extract(department_statements.statement_text, '[0-9]\s*(亿元|万元|元)', 1)
            when '亿元' then 100000000
            when '万元' then 10000
            else 1
        end as amount_scale
    from department_statements
),

statements_compared as (
    select
        'F03' as rule_code,
        filings.filing_id,
        statements_described.statement_id as subject,
        case
            when statements_described.statement_id is null then 'not_applicable'
            when
                statements_described.statement_count > 1
                or filings.status != 'loaded'
                or forms_counted_to_filings.form_count is null
                or not forms_counted_to_filings.is_every_request_known
                then 'cannot_check'
            when
                statements_described.project_count != forms_counted_to_filings.form_count
                or (
                    forms_counted_to_filings.is_every_unit_known
                    and statements_described.unit_count != forms_counted_to_filings.unit_count
                )
                or abs(
                    statements_described.amount_yuan - forms_counted_to_filings.requests_yuan
                ) * 2 * statements_described.printed_parts
                > statements_described.amount_scale
                then 'finding'
            else 'clear'
        end as check_state,
        case
            when statements_described.statement_id is null then '没有部门汇总说明'
            when statements_described.statement_count > 1 then '一份文件有几处汇总说明'
            when filings.status != 'loaded' then '文件未全部读入'
            when forms_counted_to_filings.form_count is null then '文件没有读出绩效目标申报表'
            when not forms_counted_to_filings.is_every_request_known then '有项目的申请总额未读清'
        end as reason_text,
        if(
            statements_described.project_count = forms_counted_to_filings.form_count
            and statements_described.unit_count = forms_counted_to_filings.unit_count
            and abs(statements_described.amount_yuan - forms_counted_to_filings.requests_yuan)
            < {{ rule_number(given, 'F03 note_below_yuan') }},
            'note', 'explain'
        ) as severity,
        format(
            '汇总说明为 {} 个单位、{} 个项目、{} 元；各表合计 {} 个单位、{} 个项目、{} 元，金额相差 {} 元',
            coalesce(cast(statements_described.unit_count as varchar), '未印'),
            coalesce(cast(statements_described.project_count as varchar), '未印'),
            {{ yuan_text('statements_described.amount_yuan') }},
            forms_counted_to_filings.unit_count,
            forms_counted_to_filings.form_count,
            {{ yuan_text('forms_counted_to_filings.requests_yuan') }},
            {{ yuan_text(
                'abs(statements_described.amount_yuan - forms_counted_to_filings.requests_yuan)'
            ) }}
        ) as message_text,
        statements_described.statement_text as evidence_text,
        statements_described.amount_yuan as printed_value,
        forms_counted_to_filings.requests_yuan as computed_value,
        abs(statements_described.amount_yuan - forms_counted_to_filings.requests_yuan)
            as difference_yuan,
        statements_described.place
    from filings
    left join statements_described
        on filings.filing_id = statements_described.filing_id
    left join forms_counted_to_filings
        on filings.filing_id = forms_counted_to_filings.filing_id
    semi join forms on filings.filing_id = forms.filing_id
),

costs_checked as (
    select * from sums_compared
    union all by name
    select * from funds_compared
    union all by name
    select * from products_compared
    union all by name
    select * from forms_without_products
    union all by name
    select * from statements_compared
)

select * from costs_checked
