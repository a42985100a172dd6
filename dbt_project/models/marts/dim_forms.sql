with

forms as (
    select * from {{ ref('stg_filings__forms') }}
),

forms_ranked as (
    select * from {{ ref('int_forms_ranked_to_current') }}
),

forms_classified as (
    select * from {{ ref('int_forms_classified_to_forms') }}
),

forms_described as (
    select
        forms.form_id,
        forms.filing_id,
        forms_ranked.department_id,
        forms_ranked.unit_id,
        forms.form_type,
        forms.form_title,
        forms.project_name,
        forms.project_name_text,
        forms.project_code,
        forms.department_name,
        forms.department_name_text,
        forms.unit_name,
        forms.unit_name_text,
        forms_ranked.document_stage,
        forms_ranked.recurrence,
        forms.recurrence_text,
        forms.expenditure_category,
        forms_classified.functional_class,
        forms_classified.class_place,
        forms_classified.class_rule_id,
        forms_classified.class_evidence_text,
        forms.start_date_text,
        forms.end_date_text,
        forms.total_goal_text,
        forms.annual_goal_text,
        forms.expected_result_text,
        forms.actual_result_text,
        forms.rating,
        forms.form_number,
        forms.fiscal_year,
        forms.total_weight,
        forms.total_score,
        forms.source_page,
        forms.source_sheet,
        forms.source_box,
        forms.source_line,
        forms.source_start,
        forms.source_end,
        forms.is_complete,
        forms_ranked.is_current,
        forms_ranked.is_current_in_stage,
        forms.start_date,
        forms.end_date
    from forms
    inner join forms_ranked
        on forms.form_id = forms_ranked.form_id
    inner join forms_classified
        on forms.form_id = forms_classified.form_id
)

select * from forms_described
