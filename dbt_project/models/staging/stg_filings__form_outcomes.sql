with

form_outcomes as (
    {{ of_current_load('form_outcomes') }}
),

renamed as (
    select
        form_id,
        filing_id,
        outcome as form_outcome,
        outcome_text,
        reason_codes,
        cast(source_page as integer) as source_page,
        cast(source_sheet as varchar) as source_sheet,
        cast(source_box as varchar) as source_box,
        cast(source_line as integer) as source_line,
        cast(source_start as bigint) as source_start,
        cast(source_end as bigint) as source_end
    from form_outcomes
)

select * from renamed
