with

cost_items as (
    {{ of_current_load('cost_items') }}
),

renamed as (
    select
        cost_item_id,
        form_id,
        filing_id,
        group_name,
        item_name,
        quantity_unit,
        quantity_text,
        unit_price_text,
        formula_text,
        amount_text,
        cast(item_number as integer) as item_number,
        cast(quantity as decimal(28, 8)) as quantity,
        cast(unit_price_yuan as decimal(18, 6)) as unit_price_yuan,
        cast(period_count as decimal(28, 8)) as period_count,
        cast(amount_yuan as decimal(18, 2)) as amount_yuan,
        cast(source_page as integer) as source_page,
        cast(source_sheet as varchar) as source_sheet,
        cast(source_box as varchar) as source_box,
        cast(source_line as integer) as source_line,
        cast(source_start as bigint) as source_start,
        cast(source_end as bigint) as source_end
    from cost_items
)

select * from renamed
