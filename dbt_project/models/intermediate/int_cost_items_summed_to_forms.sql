with

items_classified as (
    select * from {{ ref('int_cost_items_classified_to_items') }}
),

functional_classes as (
    select * from {{ ref('functional_classes') }}
),

-- of items of one amount the first that is printed is the largest
items_ranked as (
    select
        *,
        row_number() over (partition by form_id order by amount_yuan asc, cost_item_id desc)
            as size_rank
    from items_classified
    where amount_yuan > 0
),

items_summed_to_class as (
    select
        form_id,
        functional_class,
        sum(amount_yuan) as amount_yuan,
        sum(sum(amount_yuan)) over (partition by form_id) as items_yuan,
        bool_or(bool_or(class_rule_id is not null)) over (partition by form_id) as is_decided,
        max_by(item_label, size_rank) as largest_item_label,
        max_by(class_words, size_rank) as largest_item_words,
        max_by(class_rule_id, size_rank) as class_rule_id,
        max_by(class_place, size_rank) as class_place
    from items_ranked
    group by form_id, functional_class
),

largest_class_of_forms as (
    select
        items_summed_to_class.form_id,
        items_summed_to_class.functional_class,
        functional_classes.class_name,
        items_summed_to_class.class_rule_id,
        items_summed_to_class.class_place,
        items_summed_to_class.largest_item_label,
        items_summed_to_class.largest_item_words,
        items_summed_to_class.amount_yuan,
        items_summed_to_class.items_yuan,
        items_summed_to_class.is_decided,
        {{ exact_pct('items_summed_to_class.amount_yuan', 'items_summed_to_class.items_yuan') }}
            as share_pct
    from items_summed_to_class
    inner join functional_classes
        on items_summed_to_class.functional_class = functional_classes.functional_class
    qualify row_number() over (
        partition by items_summed_to_class.form_id
        order by items_summed_to_class.amount_yuan desc, functional_classes.class_number asc
    ) = 1
)

select * from largest_class_of_forms
