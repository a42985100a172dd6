-- the items of a comparison group add up to its two amounts, and no item is in two groups
with

changes as (
    select * from {{ ref('fct_cost_changes') }}
),

items_summed as (
    select
        group_id,
        sum(amount_yuan) filter (where side = 'left') as left_yuan,
        sum(amount_yuan) filter (where side = 'right') as right_yuan,
        count(*) as item_count
    from {{ ref('fct_lineage_items') }}
    group by all
)

select
    changes.group_id,
    items_summed.group_id as items_group_id
from changes
full join items_summed
    on changes.group_id = items_summed.group_id
where
    changes.left_amount_yuan is distinct from items_summed.left_yuan
    or changes.right_amount_yuan is distinct from items_summed.right_yuan
    or changes.left_item_count + changes.right_item_count is distinct from items_summed.item_count
