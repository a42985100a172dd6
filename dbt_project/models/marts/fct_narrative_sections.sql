with

narrative_sections as (
    select * from {{ ref('stg_filings__narrative_sections') }}
),

sections_listed as (
    select
        form_id,
        filing_id,
        section_name,
        section_text,
        section_number,
        source_page,
        source_sheet,
        source_box,
        source_line,
        source_start,
        source_end
    from narrative_sections
)

select * from sections_listed
