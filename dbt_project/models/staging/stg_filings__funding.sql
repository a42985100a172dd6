with

funding as (
    {{ of_current_load('funding') }}
),

renamed as (
    select
        funding_id,
        form_id,
        filing_id,
        phase,
        basis,
        fund_source,
        amount_text,
        money_unit,
        money_unit_basis,
        cast(amount_yuan as decimal(18, 2)) as amount_yuan,
        cast(source_page as integer) as source_page,
        cast(source_sheet as varchar) as source_sheet,
        cast(source_box as varchar) as source_box,
        cast(source_line as integer) as source_line,
        cast(source_start as bigint) as source_start,
        cast(source_end as bigint) as source_end
    from funding
)

select * from renamed
