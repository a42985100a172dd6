with

matched as (
    select * from {{ ref('int_link_signs_judged_to_links') }}
),

links as (
    select * from {{ ref('fct_project_links') }}
),

decisions as (
    select * from {{ ref('int_link_decisions_joined_to_items') }}
),

items as (
    select * from {{ ref('int_forms_united_with_cost_items') }}
),

candidates as (
    select
        {{ link_id('matched.left_item_id', 'matched.right_item_id') }} as link_id,
        matched.left_item_id,
        matched.right_item_id,
        left_items.form_id as left_form_id,
        right_items.form_id as right_form_id,
        left_items.item_key as left_item_key,
        right_items.item_key as right_item_key,
        left_items.item_name as left_item_name,
        right_items.item_name as right_item_name,
        left_items.phase,
        left_items.document_stage,
        matched.relation,
        matched.confidence,
        matched.comparability,
        'matched' as origin,
        matched.evidence_text,
        left_items.fiscal_year as left_fiscal_year,
        right_items.fiscal_year as right_fiscal_year,
        left_items.amount_yuan as left_amount_yuan,
        right_items.amount_yuan as right_amount_yuan
    from matched
    inner join items as left_items
        on matched.left_item_id = left_items.item_id
    inner join items as right_items
        on matched.right_item_id = right_items.item_id
    left join links
        on
            matched.left_item_id = links.left_item_id
            and matched.right_item_id = links.right_item_id
    left join decisions
        on
            matched.left_item_id = decisions.left_item_id
            and matched.right_item_id = decisions.right_item_id
    where
        matched.confidence = 'low'
        and links.link_id is null
        and decisions.decision is null
)

select * from candidates
