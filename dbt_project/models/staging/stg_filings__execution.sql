with

execution as (
    {{ of_current_load('execution') }}
),

renamed as (
    select
        form_id,
        filing_id,
        execution_rate_text,
        cast(execution_rate_pct as decimal(9, 4)) as execution_rate_pct,
        cast(weight as decimal(9, 4)) as weight,
        cast(score as decimal(9, 4)) as score,
        cast(source_page as integer) as source_page,
        cast(source_sheet as varchar) as source_sheet,
        cast(source_box as varchar) as source_box,
        cast(source_line as integer) as source_line,
        cast(source_start as bigint) as source_start,
        cast(source_end as bigint) as source_end
    from execution
)

select * from renamed
