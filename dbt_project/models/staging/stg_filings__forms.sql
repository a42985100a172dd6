with

forms as (
    {{ of_current_load('forms') }}
),

renamed as (
    select
        form_id,
        filing_id,
        form_type,
        form_title,
        project_name,
        project_name_text,
        project_code,
        department_name,
        department_name_text,
        unit_name,
        unit_name_text,
        recurrence_text,
        expenditure_category,
        start_date_text,
        end_date_text,
        total_goal_text,
        annual_goal_text,
        expected_result_text,
        actual_result_text,
        rating,
        cast(form_number as integer) as form_number,
        cast(fiscal_year as integer) as fiscal_year,
        cast(total_weight as decimal(9, 4)) as total_weight,
        cast(total_score as decimal(9, 4)) as total_score,
        cast(source_page as integer) as source_page,
        cast(source_sheet as varchar) as source_sheet,
        cast(source_box as varchar) as source_box,
        cast(source_line as integer) as source_line,
        cast(source_start as bigint) as source_start,
        cast(source_end as bigint) as source_end,
        is_complete,
        start_date,
        end_date
    from forms
)

select * from renamed
