with

page_outcomes as (
    {{ of_current_load('page_outcomes') }}
),

renamed as (
    select
        page_id,
        filing_id,
        sheet_name,
        outcome as page_outcome,
        outcome_text,
        withheld_boxes,
        cast(page_number as integer) as page_number,
        cast(form_count as integer) as form_count,
        cast(outside_table_row_count as integer) as outside_table_row_count,
        cast(withheld_count as integer) as withheld_count,
        cast(source_page as integer) as source_page
    from page_outcomes
)

select * from renamed
