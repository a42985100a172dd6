with

department_statements as (
    {{ of_current_load('department_statements') }}
),

renamed as (
    select
        statement_id,
        filing_id,
        statement_text,
        cast(statement_number as integer) as statement_number,
        cast(unit_count as integer) as unit_count,
        cast(project_count as integer) as project_count,
        cast(amount_yuan as decimal(18, 2)) as amount_yuan,
        cast(source_page as integer) as source_page,
        cast(source_sheet as varchar) as source_sheet,
        cast(source_box as varchar) as source_box,
        cast(source_line as integer) as source_line,
        cast(source_start as bigint) as source_start,
        cast(source_end as bigint) as source_end
    from department_statements
)

select * from renamed
