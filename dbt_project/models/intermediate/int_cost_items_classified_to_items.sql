with

cost_items as (
    select * from {{ ref('stg_filings__cost_items') }}
),

classes_of_places as (
    select * from {{ ref('int_clauses_matched_to_places') }}
),

form_texts as (
    select * from {{ ref('int_form_texts_classified_to_forms') }}
),

classes_of_items as (
    select
        owner_id as cost_item_id,
        functional_class,
        place,
        rule_id,
        words,
        clause_text
    from classes_of_places
    where place in ('item', 'group')
    qualify row_number() over (
        partition by owner_id
        order by list_position(['item', 'group'], place)
    ) = 1
),

items_classified as (
    select
        cost_items.cost_item_id,
        cost_items.form_id,
        coalesce(
            classes_of_items.functional_class, form_texts.functional_class, 'unclassified'
        ) as functional_class,
        coalesce(classes_of_items.place, form_texts.place) as class_place,
        coalesce(classes_of_items.rule_id, form_texts.rule_id) as class_rule_id,
        coalesce(classes_of_items.words, form_texts.words) as class_words,
        coalesce(classes_of_items.clause_text, form_texts.clause_text) as class_text,
        coalesce(cost_items.item_name, cost_items.group_name) as item_label,
        cost_items.amount_yuan
    from cost_items
    left join classes_of_items
        on cost_items.cost_item_id = classes_of_items.cost_item_id
    left join form_texts
        on cost_items.form_id = form_texts.form_id
)

select * from items_classified
