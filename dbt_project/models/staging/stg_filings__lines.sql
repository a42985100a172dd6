with

lines as (
    {{ of_current_load('lines') }}
),

renamed as (
    select
        filing_id,
        line_text,
        cast(line_number as integer) as line_number,
        cast(source_start as bigint) as source_start,
        cast(source_end as bigint) as source_end
    from lines
)

select * from renamed
