with

number_places as (
    {{ of_current_load('number_places') }}
),

renamed as (
    select
        filing_id,
        form_id,
        number_text,
        place_kind,
        place_name,
        cast(number_index as integer) as number_index,
        cast(source_page as integer) as source_page,
        cast(source_sheet as varchar) as source_sheet,
        cast(source_box as varchar) as source_box,
        cast(source_line as integer) as source_line,
        cast(source_start as bigint) as source_start,
        cast(source_end as bigint) as source_end
    from number_places
)

select * from renamed
