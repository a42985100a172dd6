with

links as (
    select * from {{ ref('fct_project_links') }}
    where confidence = 'high' or origin = 'curated'
),

indicators as (
    select * from {{ ref('fct_indicators') }}
),

targets_of_forms as (
    select
        form_id,
        standard_indicator_id,
        first(indicators order by indicator_number) as indicator,
        count(distinct coalesce(comparable_target, '')) as target_count
    from indicators
    where standard_indicator_id is not null
    group by all
),

targets_in_links as (
    select
        links.*,
        left_targets.standard_indicator_id,
        left_targets.indicator.indicator_id as left_indicator_id,
        left_targets.indicator.indicator_name as left_indicator_name,
        left_targets.indicator.target_text as left_target_text,
        left_targets.indicator.target_operator as left_target_operator,
        left_targets.indicator.polarity as left_polarity,
        left_targets.indicator.comparable_target as left_comparable_target,
        left_targets.indicator.is_approximate as left_is_approximate,
        left_targets.indicator.target_value_max as left_target_value_max,
        left_targets.indicator.source_page as left_source_page,
        left_targets.indicator.source_sheet as left_source_sheet,
        left_targets.indicator.source_line as left_source_line,
        coalesce(
            left_targets.indicator.base_unit, left_targets.indicator.target_unit
        ) as left_base_unit,
        coalesce(
            left_targets.indicator.target_value_base, left_targets.indicator.target_value
        ) as left_target_value_base,
        right_targets.indicator.indicator_id as right_indicator_id,
        right_targets.indicator.indicator_name as right_indicator_name,
        right_targets.indicator.target_text as right_target_text,
        right_targets.indicator.target_operator as right_target_operator,
        right_targets.indicator.polarity as right_polarity,
        right_targets.indicator.comparable_target as right_comparable_target,
        right_targets.indicator.is_approximate as right_is_approximate,
        right_targets.indicator.target_value_max as right_target_value_max,
        right_targets.indicator.source_page as right_source_page,
        right_targets.indicator.source_sheet as right_source_sheet,
        right_targets.indicator.source_line as right_source_line,
        coalesce(
            right_targets.indicator.base_unit, right_targets.indicator.target_unit
        ) as right_base_unit,
        coalesce(
            right_targets.indicator.target_value_base, right_targets.indicator.target_value
        ) as right_target_value_base,
        -- month and day within the budget year of the form
        (year(left_targets.indicator.target_date) - links.left_fiscal_year) * 10000
        + month(left_targets.indicator.target_date) * 100
        + day(left_targets.indicator.target_date) as left_day,
        (year(right_targets.indicator.target_date) - links.right_fiscal_year) * 10000
        + month(right_targets.indicator.target_date) * 100
        + day(right_targets.indicator.target_date) as right_day,
        greatest(left_targets.target_count, right_targets.target_count) as target_count,
        links.left_item_id != links.left_form_id
        or links.right_item_id != links.right_form_id as is_of_item
    from links
    inner join targets_of_forms as left_targets
        on links.left_form_id = left_targets.form_id
    inner join targets_of_forms as right_targets
        on
            links.right_form_id = right_targets.form_id
            and left_targets.standard_indicator_id = right_targets.standard_indicator_id
),

targets_signed as (
    select
        *,
        case
            when left_day is not null and right_day is not null then left_day - right_day
            when left_polarity = 'higher' then right_target_value_base - left_target_value_base
            when left_polarity = 'lower' then left_target_value_base - right_target_value_base
        end as tightening,
        cast(coalesce(right_target_operator in ('<', '>'), false) as integer)
        - cast(coalesce(left_target_operator in ('<', '>'), false) as integer)
            as bound_tightening
    from targets_in_links
),

targets_hindered as (
    select
        *,
        case
            when is_of_item then 'item'
            when target_count > 1 then 'several'
            when left_comparable_target is null or right_comparable_target is null then 'blank'
            when left_is_approximate != right_is_approximate then 'approximate'
            when left_comparable_target = right_comparable_target then null
            when left_day is not null and right_day is not null then null
            when left_target_value_base is null or right_target_value_base is null
                then 'words'
            when left_target_value_max is not null or right_target_value_max is not null
                then 'range'
            when
                coalesce(left_base_unit, '') != coalesce(right_base_unit, '')
                and not (left_target_value_base = 0 and right_target_value_base = 0)
                then 'unit'
            when left_polarity != right_polarity then 'direction'
            when
                left_polarity not in ('higher', 'lower')
                and left_target_value_base != right_target_value_base
                then 'exact'
        end as hindrance
    from targets_signed
),

changes as (
    select
        link_id,
        standard_indicator_id,
        left_form_id,
        right_form_id,
        left_indicator_id,
        right_indicator_id,
        left_item_name,
        right_item_name,
        document_stage,
        relation,
        confidence,
        comparability,
        origin,
        left_indicator_name,
        right_indicator_name,
        left_target_text,
        right_target_text,
        left_target_operator,
        right_target_operator,
        left_base_unit,
        right_base_unit,
        left_polarity,
        right_polarity,
        case
            when hindrance is not null then 'not_comparable'
            when left_comparable_target = right_comparable_target then 'same'
            when tightening > 0 or (tightening = 0 and bound_tightening > 0) then 'stricter'
            when tightening < 0 or (tightening = 0 and bound_tightening < 0) then 'looser'
            else 'same'
        end as target_change,
        hindrance,
        left_target_value_base,
        right_target_value_base,
        left_fiscal_year,
        right_fiscal_year,
        left_source_page,
        left_source_sheet,
        left_source_line,
        right_source_page,
        right_source_sheet,
        right_source_line
    from targets_hindered
)

select * from changes
