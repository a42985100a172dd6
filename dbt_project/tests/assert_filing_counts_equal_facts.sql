-- A filing counts the forms it holds.
with

filings as (
    select * from {{ ref('dim_filings') }}
),

forms as (
    select * from {{ ref('dim_forms') }}
),

forms_counted as (
    select
        filing_id,
        count(*) as form_count
    from forms
    group by all
)

select
    filings.filing_id,
    filings.form_count,
    forms_counted.form_count as forms_found
from filings
left join forms_counted
    on filings.filing_id = forms_counted.filing_id
where filings.form_count != coalesce(forms_counted.form_count, 0)
