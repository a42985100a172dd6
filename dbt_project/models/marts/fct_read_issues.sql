with

read_issues as (
    select * from {{ ref('stg_filings__read_issues') }}
),

issues_listed as (
    select
        issue_id,
        filing_id,
        form_id,
        issue_code,
        message_text,
        raw_text,
        source_page,
        source_sheet,
        source_box,
        source_line,
        source_start,
        source_end
    from read_issues
)

select * from issues_listed
