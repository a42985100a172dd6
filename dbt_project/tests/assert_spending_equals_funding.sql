-- Both grains of fct_spending_by_category sum to the annual totals of current forms.
with

spending as (
    select * from {{ ref('fct_spending_by_category') }}
),

funding as (
    select * from {{ ref('fct_funding') }}
),

forms as (
    select * from {{ ref('dim_forms') }}
),

grains as (
    select unnest(['form', 'cost_item']) as grain
),

spending_summed as (
    select
        fiscal_year,
        form_type,
        phase,
        department_id,
        grain,
        sum(amount_yuan) as amount_yuan
    from spending
    group by all
),

funding_summed as (
    select
        forms.fiscal_year,
        forms.form_type,
        funding.phase,
        forms.department_id,
        grains.grain,
        sum(funding.amount_yuan) as amount_yuan
    from funding
    inner join forms
        on funding.form_id = forms.form_id
    cross join grains
    where
        forms.is_current
        and funding.basis = 'annual'
        and funding.fund_source = 'total'
        and funding.amount_yuan is not null
    group by all
),

only_in_spending as (
    select * from spending_summed
    except all
    select * from funding_summed
),

only_in_facts as (
    select * from funding_summed
    except all
    select * from spending_summed
)

select * from only_in_spending
union all
select * from only_in_facts
