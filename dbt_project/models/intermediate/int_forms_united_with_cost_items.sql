with

forms as (
    select * from {{ ref('stg_filings__forms') }}
),

forms_ranked as (
    select * from {{ ref('int_forms_ranked_to_current') }}
),

cost_items as (
    select * from {{ ref('stg_filings__cost_items') }}
),

funding as (
    select * from {{ ref('stg_filings__funding') }}
),

indicators as (
    select * from {{ ref('stg_filings__indicators') }}
),

folded_indicators as (
    select * from {{ ref('int_indicators_folded_to_standards') }}
),

successions as (
    select * from {{ ref('organisation_successions') }}
),

annual_amounts as (
    select
        form_id,
        max(amount_yuan) filter (where phase = 'proposed') as proposed_yuan,
        max(amount_yuan) filter (where phase = 'executed') as executed_yuan
    from funding
    where basis = 'annual' and fund_source = 'total'
    group by all
),

monthly_prices as (
    select
        indicators.form_id,
        if(count(*) = 1, max(indicators.target_value_base), null) as monthly_price_yuan
    from indicators
    inner join folded_indicators
        on indicators.indicator_id = folded_indicators.indicator_id
    where
        folded_indicators.standard_level1 = '成本'
        and indicators.base_unit = '元/月'
        and indicators.target_value_base > 0
    group by all
),

breakdowns as (
    select
        form_id,
        count(*) as item_count
    from cost_items
    group by all
),

forms_in_families as (
    select
        forms.form_id,
        forms.form_type,
        forms.fiscal_year,
        forms.project_name,
        forms_ranked.document_stage,
        forms_ranked.recurrence,
        forms_ranked.department_id,
        forms_ranked.unit_id,
        coalesce(
            later.right_organisation_id,
            successions.right_organisation_id,
            forms_ranked.department_id
        ) as family_id,
        [
            forms_ranked.department_id,
            successions.right_organisation_id,
            later.right_organisation_id
        ] as department_ids,
        if(forms.form_type = 'target', 'proposed', 'executed') as phase,
        if(
            forms.form_type = 'target',
            annual_amounts.proposed_yuan,
            annual_amounts.executed_yuan
        ) as amount_yuan,
        coalesce(breakdowns.item_count, 0) > 1 as is_itemised
    from forms
    inner join forms_ranked
        on forms.form_id = forms_ranked.form_id
    left join annual_amounts
        on forms.form_id = annual_amounts.form_id
    left join breakdowns
        on forms.form_id = breakdowns.form_id
    left join successions
        on forms_ranked.department_id = successions.left_organisation_id
    left join successions as later
        on successions.right_organisation_id = later.left_organisation_id
    where
        forms_ranked.is_current_in_stage
        and forms.fiscal_year is not null
),

names_of_items as (
    select
        form_id as item_id,
        form_id,
        project_name as item_name,
        amount_yuan,
        true as is_form
    from forms_in_families
    union all
    select
        cost_item_id as item_id,
        form_id,
        coalesce(item_name, group_name) as item_name,
        amount_yuan,
        false as is_form
    from cost_items
),

items_described as (
    select
        items.item_id,
        md5(concat_ws(
            '|',
            coalesce(forms.unit_id, forms.department_id),
            forms.fiscal_year,
            forms.form_type,
            forms.document_stage,
            {{ fold_text('forms.project_name') }},
            if(items.is_form, '', {{ fold_text('items.item_name') }})
        )) as item_key,
        items.form_id,
        items.is_form,
        forms.is_itemised and items.is_form as is_itemised,
        forms.family_id,
        forms.department_id,
        forms.department_ids,
        forms.form_type,
        forms.document_stage,
        forms.fiscal_year,
        forms.phase,
        forms.recurrence,
        items.item_name,
        {{ is_masked_name('items.item_name') }} as is_masked,
        cast(nullif(regexp_extract(
            {{ fold_text('items.item_name') }}, '20[0-9]{2}[-至~](20[0-9]{2})年', 1
        ), '') as integer) as last_year_named,
        items.amount_yuan,
        if(items.is_form, monthly_prices.monthly_price_yuan, null) as monthly_price_yuan
    from names_of_items as items
    inner join forms_in_families as forms
        on items.form_id = forms.form_id
    left join monthly_prices
        on items.form_id = monthly_prices.form_id
)

select * from items_described
