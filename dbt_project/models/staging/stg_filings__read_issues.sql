with

read_issues as (
    {{ of_current_load('read_issues') }}
),

renamed as (
    select
        issue_id,
        filing_id,
        form_id,
        issue_code,
        message_text,
        raw_text,
        cast(source_page as integer) as source_page,
        cast(source_sheet as varchar) as source_sheet,
        cast(source_box as varchar) as source_box,
        cast(source_line as integer) as source_line,
        cast(source_start as bigint) as source_start,
        cast(source_end as bigint) as source_end
    from read_issues
)

select * from renamed
