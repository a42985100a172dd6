with

number_places as (
    select * from {{ ref('stg_filings__number_places') }}
),

numbers_listed as (
    select
        filing_id,
        form_id,
        number_text,
        place_kind,
        place_name,
        number_index,
        source_page,
        source_sheet,
        source_box,
        source_line,
        source_start,
        source_end
    from number_places
)

select * from numbers_listed
