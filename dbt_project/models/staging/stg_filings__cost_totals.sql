with

cost_totals as (
    {{ of_current_load('cost_totals') }}
),

renamed as (
    select
        cost_total_id,
        form_id,
        filing_id,
        total_name,
        amount_text,
        cast(total_number as integer) as total_number,
        cast(first_item_number as integer) as first_item_number,
        cast(last_item_number as integer) as last_item_number,
        cast(amount_yuan as decimal(18, 2)) as amount_yuan,
        cast(source_page as integer) as source_page,
        cast(source_sheet as varchar) as source_sheet,
        cast(source_box as varchar) as source_box,
        cast(source_line as integer) as source_line,
        cast(source_start as bigint) as source_start,
        cast(source_end as bigint) as source_end
    from cost_totals
)

select * from renamed
