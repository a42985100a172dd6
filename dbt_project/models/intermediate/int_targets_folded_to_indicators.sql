with

indicators as (
    select * from {{ ref('stg_filings__indicators') }}
),

targets_folded as (
    select
        indicator_id,
        case
            when target_value is not null
                then concat_ws(
                    ' ',
                    if(is_approximate, '约', null),
                    target_operator,
                    coalesce(target_value_base, target_value),
                    coalesce(target_value_max_base, target_value_max),
                    coalesce(base_unit, target_unit)
                )
            else {{ fold_text('target_text') }}
        end as comparable_target
    from indicators
)

select * from targets_folded
