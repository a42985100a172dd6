with

narrative_sections as (
    {{ of_current_load('narrative_sections') }}
),

renamed as (
    select
        form_id,
        filing_id,
        section_name,
        section_text,
        cast(section_number as integer) as section_number,
        cast(source_page as integer) as source_page,
        cast(source_sheet as varchar) as source_sheet,
        cast(source_box as varchar) as source_box,
        cast(source_line as integer) as source_line,
        cast(source_start as bigint) as source_start,
        cast(source_end as bigint) as source_end
    from narrative_sections
)

select * from renamed
