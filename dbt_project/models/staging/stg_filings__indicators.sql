with

indicators as (
    {{ of_current_load('indicators') }}
),

renamed as (
    select
        indicator_id,
        form_id,
        filing_id,
        level1_name,
        level1_basis,
        level2_name,
        level2_basis,
        level2_alternative_name,
        indicator_name,
        sub_project_name,
        target_text,
        target_kind,
        target_operator,
        target_unit,
        base_unit,
        base_unit_basis,
        actual_text,
        actual_operator,
        actual_unit,
        remark_text,
        cast(indicator_number as integer) as indicator_number,
        cast(target_value as decimal(28, 8)) as target_value,
        cast(target_value_max as decimal(28, 8)) as target_value_max,
        cast(target_value_base as decimal(28, 8)) as target_value_base,
        cast(target_value_max_base as decimal(28, 8)) as target_value_max_base,
        cast(actual_value as decimal(28, 8)) as actual_value,
        cast(actual_value_base as decimal(28, 8)) as actual_value_base,
        cast(weight as decimal(9, 4)) as weight,
        cast(score as decimal(9, 4)) as score,
        cast(source_page as integer) as source_page,
        cast(source_sheet as varchar) as source_sheet,
        cast(source_box as varchar) as source_box,
        cast(source_line as integer) as source_line,
        cast(source_start as bigint) as source_start,
        cast(source_end as bigint) as source_end,
        is_approximate,
        target_date
    from indicators
)

select * from renamed
