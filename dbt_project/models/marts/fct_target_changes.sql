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
        left_targets.indicator as left_indicator,
        right_targets.indicator as right_indicator,
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

targets_brought_to_one_measure as (
    select
        *,
        coalesce(left_indicator.base_unit, left_indicator.target_unit) as left_unit,
        coalesce(right_indicator.base_unit, right_indicator.target_unit) as right_unit,
        coalesce(left_indicator.target_value_base, left_indicator.target_value) as left_value,
        coalesce(right_indicator.target_value_base, right_indicator.target_value)
            as right_value,
        -- months and days within the budget year of the form
        (year(left_indicator.target_date) - left_fiscal_year) * 10000
        + month(left_indicator.target_date) * 100
        + day(left_indicator.target_date) as left_day,
        (year(right_indicator.target_date) - right_fiscal_year) * 10000
        + month(right_indicator.target_date) * 100
        + day(right_indicator.target_date) as right_day
    from targets_in_links
),

targets_signed as (
    select
        *,
        case
            when left_day is not null and right_day is not null then left_day - right_day
            when left_indicator.polarity = 'higher' then right_value - left_value
            when left_indicator.polarity = 'lower' then left_value - right_value
        end as tightening,
        cast(coalesce(right_indicator.target_operator in ('<', '>'), false) as integer)
        - cast(coalesce(left_indicator.target_operator in ('<', '>'), false) as integer)
            as bound_tightening
    from targets_brought_to_one_measure
),

targets_hindered as (
    select
        *,
        case
            when is_of_item then 'item'
            when target_count > 1 then 'several'
            when
                left_indicator.comparable_target is null
                or right_indicator.comparable_target is null
                then 'blank'
            when
                left_indicator.is_approximate is distinct from right_indicator.is_approximate
                then 'approximate'
            when left_indicator.comparable_target = right_indicator.comparable_target then null
            when left_day is not null and right_day is not null then null
            when left_value is null or right_value is null then 'words'
            when
                left_indicator.target_value_max is not null
                or right_indicator.target_value_max is not null
                then 'range'
            when
                left_unit is distinct from right_unit
                and not (left_value = 0 and right_value = 0)
                then 'unit'
            when left_indicator.polarity != right_indicator.polarity then 'direction'
            when
                left_indicator.polarity not in ('higher', 'lower')
                and left_value != right_value
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
        left_indicator.indicator_id as left_indicator_id,
        right_indicator.indicator_id as right_indicator_id,
        left_item_name,
        right_item_name,
        document_stage,
        relation,
        confidence,
        comparability,
        origin,
        left_indicator.indicator_name as left_indicator_name,
        right_indicator.indicator_name as right_indicator_name,
        left_indicator.target_text as left_target_text,
        right_indicator.target_text as right_target_text,
        left_indicator.target_operator as left_target_operator,
        right_indicator.target_operator as right_target_operator,
        left_unit as left_base_unit,
        right_unit as right_base_unit,
        left_indicator.polarity as left_polarity,
        right_indicator.polarity as right_polarity,
        case
            when hindrance is not null then 'not_comparable'
            when left_indicator.comparable_target = right_indicator.comparable_target
                then 'same'
            when tightening > 0 or (tightening = 0 and bound_tightening > 0) then 'stricter'
            when tightening < 0 or (tightening = 0 and bound_tightening < 0) then 'looser'
            else 'same'
        end as target_change,
        hindrance,
        left_value as left_target_value_base,
        right_value as right_target_value_base,
        left_fiscal_year,
        right_fiscal_year,
        left_indicator.source_page as left_source_page,
        left_indicator.source_sheet as left_source_sheet,
        left_indicator.source_line as left_source_line,
        right_indicator.source_page as right_source_page,
        right_indicator.source_sheet as right_source_sheet,
        right_indicator.source_line as right_source_line
    from targets_hindered
)

select * from changes
