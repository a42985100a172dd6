with

page_outcomes as (
    select * from {{ ref('stg_filings__page_outcomes') }}
),

read_issues as (
    select * from {{ ref('stg_filings__read_issues') }}
),

issues_counted_to_pages as (
    select
        filing_id,
        source_page,
        regexp_replace(source_sheet, '![^!]*$', '') as sheet_name,
        count(*) as issue_count
    from read_issues
    group by all
),

pages_described as (
    select
        page_outcomes.page_id,
        page_outcomes.filing_id,
        page_outcomes.sheet_name,
        page_outcomes.page_outcome,
        page_outcomes.outcome_text,
        page_outcomes.withheld_boxes,
        page_outcomes.page_number,
        page_outcomes.form_count,
        page_outcomes.outside_table_row_count,
        page_outcomes.withheld_count,
        cast(coalesce(issues_counted_to_pages.issue_count, 0) as integer) as issue_count,
        page_outcomes.source_page
    from page_outcomes
    left join issues_counted_to_pages
        on
            page_outcomes.filing_id = issues_counted_to_pages.filing_id
            and page_outcomes.source_page is not distinct from issues_counted_to_pages.source_page
            and page_outcomes.sheet_name is not distinct from issues_counted_to_pages.sheet_name
)

select * from pages_described
