with

department_statements as (
    select * from {{ ref('stg_filings__department_statements') }}
),

statements_listed as (
    select
        statement_id,
        filing_id,
        statement_text,
        statement_number,
        unit_count,
        project_count,
        amount_yuan,
        source_page,
        source_sheet,
        source_box,
        source_line,
        source_start,
        source_end
    from department_statements
)

select * from statements_listed
