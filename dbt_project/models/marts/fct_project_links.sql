with

matched as (
    select * from {{ ref('int_link_signs_judged_to_links') }}
),

curated as (
    select * from {{ ref('project_links') }}
),

decisions as (
    select * from {{ ref('int_link_decisions_joined_to_items') }}
),

items as (
    select * from {{ ref('int_forms_united_with_cost_items') }}
),

accepted as (
    select
        decisions.left_item_id,
        decisions.right_item_id,
        coalesce(curated.relation, matched.relation, 'successor') as relation,
        coalesce(
            curated.confidence, if(matched.confidence = 'high', 'high', 'medium')
        ) as confidence,
        coalesce(curated.comparability, matched.comparability, 'scope_changed')
            as comparability,
        'curated' as origin,
        concat_ws(
            '；',
            '人工确认（' || decisions.reviewer_name || '，' || decisions.decided_at[:10] || '）',
            decisions.reason,
            coalesce(curated.reason, matched.evidence_text)
        ) as evidence_text
    from decisions
    left join curated
        on
            decisions.left_item_id = curated.left_item_id
            and decisions.right_item_id = curated.right_item_id
    left join matched
        on
            decisions.left_item_id = matched.left_item_id
            and decisions.right_item_id = matched.right_item_id
    where decisions.decision = 'accepted'
),

undecided as (
    select
        curated.left_item_id,
        curated.right_item_id,
        curated.relation,
        curated.confidence,
        curated.comparability,
        'curated' as origin,
        curated.reason as evidence_text
    from curated
    union all
    select
        matched.left_item_id,
        matched.right_item_id,
        matched.relation,
        matched.confidence,
        matched.comparability,
        'matched' as origin,
        matched.evidence_text
    from matched
    left join curated
        on
            matched.left_item_id = curated.left_item_id
            and matched.right_item_id = curated.right_item_id
    where matched.confidence != 'low' and curated.left_item_id is null
),

links_of_either_origin as (
    select * from accepted
    union all
    select undecided.*
    from undecided
    left join decisions
        on
            undecided.left_item_id = decisions.left_item_id
            and undecided.right_item_id = decisions.right_item_id
    where decisions.decision is null
),

links_described as (
    select
        {{ link_id('links.left_item_id', 'links.right_item_id') }} as link_id,
        links.left_item_id,
        links.right_item_id,
        left_items.form_id as left_form_id,
        right_items.form_id as right_form_id,
        left_items.item_key as left_item_key,
        right_items.item_key as right_item_key,
        left_items.item_name as left_item_name,
        right_items.item_name as right_item_name,
        left_items.phase,
        left_items.document_stage,
        links.relation,
        links.confidence,
        links.comparability,
        links.origin,
        links.evidence_text,
        matched.counted as counted_text,
        left_items.fiscal_year as left_fiscal_year,
        right_items.fiscal_year as right_fiscal_year,
        left_items.amount_yuan as left_amount_yuan,
        right_items.amount_yuan as right_amount_yuan,
        matched.left_quantity,
        matched.right_quantity
    from links_of_either_origin as links
    inner join items as left_items
        on links.left_item_id = left_items.item_id
    inner join items as right_items
        on links.right_item_id = right_items.item_id
    left join matched
        on
            links.left_item_id = matched.left_item_id
            and links.right_item_id = matched.right_item_id
)

select * from links_described
