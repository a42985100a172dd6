with

funding as (
    select * from {{ ref('stg_filings__funding') }}
),

cost_items as (
    select * from {{ ref('int_cost_items_classified_to_items') }}
),

forms as (
    select * from {{ ref('int_forms_classified_to_forms') }}
),

annual_totals as (
    select
        form_id,
        phase,
        amount_yuan
    from funding
    where basis = 'annual' and fund_source = 'total' and amount_yuan is not null
),

items_summed_to_form_and_class as (
    select
        form_id,
        functional_class,
        sum(amount_yuan) as amount_yuan
    from cost_items
    where amount_yuan is not null
    group by all
),

items_of_requests as (
    select
        annual_totals.form_id,
        annual_totals.phase,
        items_summed_to_form_and_class.functional_class,
        false as is_remainder,
        items_summed_to_form_and_class.amount_yuan
    from annual_totals
    inner join items_summed_to_form_and_class
        on annual_totals.form_id = items_summed_to_form_and_class.form_id
    where annual_totals.phase = 'proposed'
),

items_summed_to_form as (
    select
        form_id,
        phase,
        sum(amount_yuan) as amount_yuan
    from items_of_requests
    group by all
),

remainders as (
    select
        annual_totals.form_id,
        annual_totals.phase,
        forms.functional_class,
        true as is_remainder,
        annual_totals.amount_yuan - coalesce(items_summed_to_form.amount_yuan, 0) as amount_yuan
    from annual_totals
    inner join forms
        on annual_totals.form_id = forms.form_id
    left join items_summed_to_form
        on
            annual_totals.form_id = items_summed_to_form.form_id
            and annual_totals.phase = items_summed_to_form.phase
    where
        items_summed_to_form.form_id is null
        or items_summed_to_form.amount_yuan != annual_totals.amount_yuan
),

funding_split as (
    select * from items_of_requests
    union all
    select * from remainders
)

select * from funding_split
