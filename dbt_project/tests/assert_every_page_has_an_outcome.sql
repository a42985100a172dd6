-- A filing whose pages have outcomes has one for each of its pages.
with

filings as (
    select * from {{ ref('dim_filings') }}
),

page_outcomes as (
    select * from {{ ref('fct_page_outcomes') }}
),

pages_counted as (
    select
        filing_id,
        count(source_page) as outcome_count
    from page_outcomes
    group by all
)

select
    filings.filing_id,
    filings.page_count,
    pages_counted.outcome_count
from filings
inner join pages_counted
    on filings.filing_id = pages_counted.filing_id
where coalesce(filings.page_count, 0) != pages_counted.outcome_count
