with

filing_corrections as (
    select * from {{ ref('filing_corrections') }}
),

lines as (
    select * from {{ ref('stg_filings__lines') }}
),

corrections_of_loaded_filings as (
    select
        filing_corrections.filing_id
        || '-' || lpad(cast(filing_corrections.form_number as varchar), 3, '0') as form_id,
        filing_corrections.filing_id,
        filing_corrections.printed_text,
        filing_corrections.corrected_text,
        filing_corrections.reason,
        filing_corrections.source_line,
        contains(
            regexp_replace(lines.line_text, '\s', '', 'g'), filing_corrections.printed_text
        ) as is_printed
    from filing_corrections
    inner join lines
        on
            filing_corrections.filing_id = lines.filing_id
            and filing_corrections.source_line = lines.line_number
)

select * from corrections_of_loaded_filings
