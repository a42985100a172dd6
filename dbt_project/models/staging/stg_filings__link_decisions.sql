with

decisions as (
    select * from {{ source('raw', 'link_decisions') }}
),

newest_decisions as (
    select
        left_item_id,
        left_item_key,
        right_item_id,
        right_item_key,
        decision,
        reviewer_name,
        nullif(reason, '') as reason,
        decided_at
    from decisions
    where decision in ('accepted', 'rejected', 'undone')
    qualify row_number() over (
        partition by left_item_key, right_item_key
        order by decision_number desc
    ) = 1
)

select * from newest_decisions
where decision != 'undone'
