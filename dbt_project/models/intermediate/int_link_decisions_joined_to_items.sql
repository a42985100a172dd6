with

decisions as (
    select * from {{ ref('stg_filings__link_decisions') }}
),

items as (
    select * from {{ ref('int_forms_united_with_cost_items') }}
),

items_by_key as (
    select
        item_key,
        any_value(item_id) as item_id
    from items
    group by item_key
    having count(*) = 1
),

decisions_placed as (
    select
        coalesce(left_items.item_id, left_by_key.item_id) as left_item_id,
        coalesce(right_items.item_id, right_by_key.item_id) as right_item_id,
        decisions.decision,
        decisions.reviewer_name,
        decisions.reason,
        decisions.decided_at
    from decisions
    left join items as left_items
        on decisions.left_item_id = left_items.item_id
    left join items_by_key as left_by_key
        on decisions.left_item_key = left_by_key.item_key
    left join items as right_items
        on decisions.right_item_id = right_items.item_id
    left join items_by_key as right_by_key
        on decisions.right_item_key = right_by_key.item_key
)

select * from decisions_placed
where left_item_id is not null and right_item_id is not null
