with recursive

links as (
    select * from {{ ref('fct_project_links') }}
),

items as (
    select * from {{ ref('int_forms_united_with_cost_items') }}
),

forms_linked_whole as (
    select distinct
        left_fiscal_year,
        right_fiscal_year,
        unnest([left_item_id, right_item_id]) as form_id
    from links
    where left_item_id = left_form_id or right_item_id = right_form_id
),

links_of_one_grain as (
    select links.*
    from links
    left join forms_linked_whole as whole_left
        on
            links.left_form_id = whole_left.form_id
            and links.left_fiscal_year = whole_left.left_fiscal_year
            and links.right_fiscal_year = whole_left.right_fiscal_year
    left join forms_linked_whole as whole_right
        on
            links.right_form_id = whole_right.form_id
            and links.left_fiscal_year = whole_right.left_fiscal_year
            and links.right_fiscal_year = whole_right.right_fiscal_year
    where
        (whole_left.form_id is null or links.left_item_id = links.left_form_id)
        and (whole_right.form_id is null or links.right_item_id = links.right_form_id)
),

steps as (
    select
        left_fiscal_year,
        right_fiscal_year,
        left_item_id as item_id,
        right_item_id as other_item_id
    from links_of_one_grain
    where comparability != 'tail_payment'
    union all
    select
        left_fiscal_year,
        right_fiscal_year,
        right_item_id,
        left_item_id
    from links_of_one_grain
    where comparability != 'tail_payment'
),

reached as (
    select distinct
        left_fiscal_year,
        right_fiscal_year,
        item_id,
        item_id as reached_item_id
    from steps
    union
    select
        reached.left_fiscal_year,
        reached.right_fiscal_year,
        reached.item_id,
        steps.other_item_id as reached_item_id
    from reached
    inner join steps
        on
            reached.left_fiscal_year = steps.left_fiscal_year
            and reached.right_fiscal_year = steps.right_fiscal_year
            and reached.reached_item_id = steps.item_id
),

items_grouped as (
    select
        left_fiscal_year,
        right_fiscal_year,
        item_id,
        min(reached_item_id) as first_item_id
    from reached
    group by all
),

tails as (
    select
        left_fiscal_year,
        right_fiscal_year,
        right_item_id as item_id,
        right_item_id as first_item_id
    from links_of_one_grain
    where comparability = 'tail_payment'
    group by all
),

groups_of_items as (
    select
        *,
        false as is_tail
    from items_grouped
    union all
    select
        tails.*,
        true as is_tail
    from tails
    left join items_grouped
        on
            tails.left_fiscal_year = items_grouped.left_fiscal_year
            and tails.right_fiscal_year = items_grouped.right_fiscal_year
            and tails.item_id = items_grouped.item_id
    where items_grouped.item_id is null
),

groups_judged as (
    select
        groups_of_items.left_fiscal_year,
        groups_of_items.right_fiscal_year,
        groups_of_items.item_id,
        items.form_id,
        groups_of_items.first_item_id,
        groups_of_items.is_tail,
        items.fiscal_year = groups_of_items.left_fiscal_year as is_left
    from groups_of_items
    inner join items
        on groups_of_items.item_id = items.item_id
)

select * from groups_judged
