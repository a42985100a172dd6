with

sides_at_one_grain as (
    select * from {{ ref('int_items_set_to_sides') }}
),

groups_of_items as (
    select * from {{ ref('int_links_gathered_to_groups') }}
),

links as (
    select * from {{ ref('fct_project_links') }}
),

groups_summed as (
    select
        phase,
        document_stage,
        left_fiscal_year,
        right_fiscal_year,
        group_id,
        first_item_id,
        is_tail,
        arg_max(item_name, part_yuan) filter (where not is_left) as group_name,
        arg_max(department_id, part_yuan) filter (where not is_left) as right_department_id,
        arg_max(department_id, part_yuan) filter (where is_left) as left_department_id,
        sum(part_yuan) filter (where is_left) as left_amount_yuan,
        sum(part_yuan) filter (where not is_left) as right_amount_yuan,
        count(*) filter (where is_left) as left_item_count,
        count(*) filter (where not is_left) as right_item_count,
        string_agg(item_name, '、' order by item_id) filter (where is_left) as left_names,
        string_agg(item_name, '、' order by item_id) filter (where not is_left) as right_names
    from sides_at_one_grain
    where first_item_id is not null
    group by all
),

links_in_groups as (
    select
        left_groups.first_item_id,
        left_groups.left_fiscal_year,
        left_groups.right_fiscal_year,
        bool_or(links.confidence = 'medium') as is_any_medium,
        list(distinct links.comparability) as comparabilities,
        count(distinct links.left_quantity) as count_count,
        any_value(links.counted_text) as counted_text,
        any_value(links.left_quantity) as left_quantity,
        any_value(links.right_quantity) as right_quantity
    from links
    inner join groups_of_items as left_groups
        on
            links.left_item_id = left_groups.item_id
            and links.left_fiscal_year = left_groups.left_fiscal_year
            and links.right_fiscal_year = left_groups.right_fiscal_year
    inner join groups_of_items as right_groups
        on
            links.right_item_id = right_groups.item_id
            and links.left_fiscal_year = right_groups.left_fiscal_year
            and links.right_fiscal_year = right_groups.right_fiscal_year
            and left_groups.first_item_id = right_groups.first_item_id
    group by all
),

matched as (
    select
        groups_summed.*,
        'matched' as change_state,
        case
            when groups_summed.is_tail then 'tail_payment'
            when list_contains(links_in_groups.comparabilities, 'scope_changed')
                then 'scope_changed'
            when list_contains(links_in_groups.comparabilities, 'one_off_vs_recurring')
                then 'one_off_vs_recurring'
            when list_contains(links_in_groups.comparabilities, 'part_year') then 'part_year'
            else 'like_for_like'
        end as comparability,
        if(coalesce(links_in_groups.is_any_medium, false), 'medium', 'high') as confidence,
        if(links_in_groups.count_count = 1, links_in_groups.counted_text, null) as counted_text,
        if(links_in_groups.count_count = 1, links_in_groups.left_quantity, null) as left_quantity,
        if(links_in_groups.count_count = 1, links_in_groups.right_quantity, null) as right_quantity
    from groups_summed
    left join links_in_groups
        on
            groups_summed.first_item_id = links_in_groups.first_item_id
            and groups_summed.left_fiscal_year = links_in_groups.left_fiscal_year
            and groups_summed.right_fiscal_year = links_in_groups.right_fiscal_year
),

alone as (
    select
        sides.phase,
        sides.document_stage,
        sides.left_fiscal_year,
        sides.right_fiscal_year,
        sides.item_name || if(sides.is_remainder, '（未列明细部分）', '') as group_name,
        if(sides.is_left, sides.department_id, null) as left_department_id,
        if(sides.is_left, null, sides.department_id) as right_department_id,
        if(sides.is_left, sides.part_yuan, null) as left_amount_yuan,
        if(sides.is_left, null, sides.part_yuan) as right_amount_yuan,
        cast(sides.is_left as integer) as left_item_count,
        cast(not sides.is_left as integer) as right_item_count,
        if(sides.is_left, sides.item_name, null) as left_names,
        if(sides.is_left, null, sides.item_name) as right_names,
        sides.change_state,
        sides.group_id
    from sides_at_one_grain as sides
    where sides.first_item_id is null
),

rows_of_both as (
    select * exclude (is_tail, first_item_id)
    from matched
    union all by name
    select * from alone
),

changes as (
    select
        group_id,
        group_name,
        left_names,
        right_names,
        left_department_id,
        right_department_id,
        phase,
        document_stage,
        change_state,
        comparability,
        confidence,
        counted_text,
        cast(left_fiscal_year as integer) as left_fiscal_year,
        cast(right_fiscal_year as integer) as right_fiscal_year,
        cast(left_item_count as integer) as left_item_count,
        cast(right_item_count as integer) as right_item_count,
        cast(left_amount_yuan as decimal(18, 2)) as left_amount_yuan,
        cast(right_amount_yuan as decimal(18, 2)) as right_amount_yuan,
        cast(if(
            change_state = 'matched', right_amount_yuan - left_amount_yuan, null
        ) as decimal(18, 2)) as change_yuan,
        left_quantity,
        right_quantity
    from rows_of_both
),

changes_explained as (
    select
        *,
        if(
            comparability = 'like_for_like',
            cast({{ exact_pct('change_yuan', 'left_amount_yuan') }} as decimal(18, 4)),
            null
        ) as change_pct,
        if(
            comparability = 'like_for_like' and left_quantity > 0 and right_quantity > 0,
            cast(
                cast(left_amount_yuan * 100 as hugeint)
                * cast((right_quantity - left_quantity) * 100 as hugeint)
                // cast(left_quantity * 100 as hugeint) as decimal(18, 0)
            ) * cast(0.01 as decimal(2, 2)),
            null
        ) as volume_effect
    from changes
),

prices_explained as (
    select
        * exclude (volume_effect),
        cast(volume_effect as decimal(18, 2)) as volume_effect_yuan,
        cast(change_yuan - volume_effect as decimal(18, 2)) as price_effect_yuan
    from changes_explained
)

select * from prices_explained
