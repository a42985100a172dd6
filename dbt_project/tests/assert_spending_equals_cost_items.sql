-- Rows of the cost item grain that are no remainder sum to the cost items of current requests.
with

spending as (
    select * from {{ ref('fct_spending_by_category') }}
),

cost_items as (
    select * from {{ ref('fct_cost_items') }}
),

funding as (
    select * from {{ ref('fct_funding') }}
),

forms as (
    select * from {{ ref('dim_forms') }}
),

spending_summed as (
    select
        fiscal_year,
        functional_class,
        sum(amount_yuan) as amount_yuan
    from spending
    where grain = 'cost_item' and not is_remainder
    group by all
),

cost_items_summed as (
    select
        forms.fiscal_year,
        cost_items.functional_class,
        sum(cost_items.amount_yuan) as amount_yuan
    from cost_items
    inner join forms
        on cost_items.form_id = forms.form_id
    inner join funding
        on
            cost_items.form_id = funding.form_id
            and funding.phase = 'proposed'
            and funding.basis = 'annual'
            and funding.fund_source = 'total'
            and funding.amount_yuan is not null
    where forms.is_current and cost_items.amount_yuan is not null
    group by all
),

only_in_spending as (
    select * from spending_summed
    except all
    select * from cost_items_summed
),

only_in_facts as (
    select * from cost_items_summed
    except all
    select * from spending_summed
)

select * from only_in_spending
union all
select * from only_in_facts
