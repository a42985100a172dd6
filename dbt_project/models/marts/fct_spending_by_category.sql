with

forms as (
    select * from {{ ref('dim_forms') }}
),

funding as (
    select * from {{ ref('stg_filings__funding') }}
),

funding_split as (
    select * from {{ ref('int_funding_split_to_cost_items') }}
),

amounts_at_both_grains as (
    select
        funding.form_id,
        funding.phase,
        forms.functional_class,
        'form' as grain,
        false as is_remainder,
        funding.amount_yuan
    from funding
    inner join forms
        on funding.form_id = forms.form_id
    where
        funding.basis = 'annual'
        and funding.fund_source = 'total'
        and funding.amount_yuan is not null
    union all
    select
        form_id,
        phase,
        functional_class,
        'cost_item' as grain,
        is_remainder,
        amount_yuan
    from funding_split
),

spending as (
    select
        forms.form_type,
        amounts_at_both_grains.phase,
        forms.department_id,
        amounts_at_both_grains.functional_class,
        forms.recurrence,
        forms.document_stage,
        amounts_at_both_grains.grain,
        forms.fiscal_year,
        cast(count(distinct forms.form_id) as integer) as form_count,
        cast(sum(amounts_at_both_grains.amount_yuan) as decimal(18, 2)) as amount_yuan,
        amounts_at_both_grains.is_remainder
    from amounts_at_both_grains
    inner join forms
        on amounts_at_both_grains.form_id = forms.form_id
    where forms.is_current
    group by all
)

select * from spending
