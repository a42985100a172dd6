with

cost_items as (
    select * from {{ ref('stg_filings__cost_items') }}
),

owners as (
    select * from {{ ref('int_places_weighed_to_owners') }}
),

form_classes_of_items as (
    select
        cost_items.cost_item_id,
        owners.*
    from cost_items
    inner join owners
        on cost_items.form_id = owners.owner_id
    where
        owners.place = 'name'
        or owners.is_overriding
        or coalesce(cost_items.item_name, cost_items.group_name) is null
),

items_classified as (
    select
        cost_items.cost_item_id,
        cost_items.form_id,
        coalesce(
            own_classes.functional_class, form_classes_of_items.functional_class, 'unclassified'
        ) as functional_class,
        coalesce(own_classes.place, form_classes_of_items.place) as class_place,
        coalesce(own_classes.rule_id, form_classes_of_items.rule_id) as class_rule_id,
        coalesce(own_classes.words, form_classes_of_items.words) as class_words,
        coalesce(own_classes.evidence_text, form_classes_of_items.evidence_text)
            as class_evidence_text,
        coalesce(cost_items.item_name, cost_items.group_name) as item_label,
        cost_items.amount_yuan
    from cost_items
    left join owners as own_classes
        on cost_items.cost_item_id = own_classes.owner_id
    left join form_classes_of_items
        on cost_items.cost_item_id = form_classes_of_items.cost_item_id
)

select
    cost_item_id,
    form_id,
    functional_class,
    if(functional_class = 'unclassified', null, class_place) as class_place,
    class_rule_id,
    if(functional_class = 'unclassified', null, class_words) as class_words,
    if(functional_class = 'unclassified', null, class_evidence_text) as class_evidence_text,
    item_label,
    amount_yuan
from items_classified
