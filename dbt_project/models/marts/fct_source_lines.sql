with

lines as (
    select * from {{ ref('stg_filings__lines') }}
),

lines_listed as (
    select
        filing_id,
        line_text,
        line_number,
        source_start,
        source_end
    from lines
)

select * from lines_listed
