with

forms as (
    select * from {{ ref('stg_filings__forms') }}
),

form_outcomes as (
    select * from {{ ref('stg_filings__form_outcomes') }}
),

read_issues as (
    select * from {{ ref('stg_filings__read_issues') }}
),

issues_counted_to_forms as (
    select
        form_id,
        count(*) as issue_count
    from read_issues
    group by all
),

forms_described as (
    select
        forms.form_id,
        forms.filing_id,
        coalesce(
            form_outcomes.form_outcome, if(forms.is_complete, 'complete', 'incomplete')
        ) as form_outcome,
        form_outcomes.outcome_text,
        form_outcomes.reason_codes,
        cast(coalesce(issues_counted_to_forms.issue_count, 0) as integer) as issue_count,
        forms.source_page,
        forms.source_sheet,
        forms.source_box,
        forms.source_line,
        forms.source_start,
        forms.source_end
    from forms
    left join form_outcomes
        on forms.form_id = form_outcomes.form_id
    left join issues_counted_to_forms
        on forms.form_id = issues_counted_to_forms.form_id
)

select * from forms_described
