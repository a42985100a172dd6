with

form_places as (
    select * from {{ ref('stg_filings__form_places') }}
),

places_listed as (
    select
        form_id,
        filing_id,
        field_name,
        printed_text,
        source_page,
        source_sheet,
        source_box,
        source_line,
        source_start,
        source_end
    from form_places
)

select * from places_listed
