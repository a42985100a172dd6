-- Every printed number of a filing went to one place. A filing that fails is shown, not stopped:
-- its load has said so already.
{{ config(severity='warn') }}

select
    filing_id,
    number_count
from {{ ref('stg_filings__filings') }}
where
    number_count
    != number_typed_count + number_text_count + number_layout_count + number_issue_count
