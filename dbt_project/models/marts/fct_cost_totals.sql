with

cost_totals as (
    select * from {{ ref('stg_filings__cost_totals') }}
),

cost_items as (
    select * from {{ ref('stg_filings__cost_items') }}
),

items_summed_to_total as (
    select
        cost_totals.cost_total_id,
        sum(cost_items.amount_yuan) as items_yuan,
        bool_and(cost_items.amount_yuan is not null) as is_every_item_known
    from cost_totals
    inner join cost_items
        on
            cost_totals.form_id = cost_items.form_id
            and cost_items.item_number
            between cost_totals.first_item_number and cost_totals.last_item_number
    group by all
),

totals_reconciled as (
    select
        cost_totals.cost_total_id,
        cost_totals.form_id,
        cost_totals.filing_id,
        cost_totals.total_name,
        cost_totals.amount_text,
        cost_totals.total_number,
        cost_totals.first_item_number,
        cost_totals.last_item_number,
        cost_totals.amount_yuan,
        try_cast(items_summed_to_total.items_yuan as decimal(18, 2)) as items_yuan,
        try_cast(cost_totals.amount_yuan - items_summed_to_total.items_yuan as decimal(18, 2))
            as difference_yuan,
        cost_totals.source_page,
        cost_totals.source_sheet,
        cost_totals.source_box,
        cost_totals.source_line,
        cost_totals.source_start,
        cost_totals.source_end,
        cost_totals.amount_yuan = items_summed_to_total.items_yuan as is_reconciled
    from cost_totals
    left join items_summed_to_total
        on
            cost_totals.cost_total_id = items_summed_to_total.cost_total_id
            and items_summed_to_total.is_every_item_known
)

select * from totals_reconciled
