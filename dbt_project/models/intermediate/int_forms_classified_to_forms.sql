with

forms as (
    select * from {{ ref('stg_filings__forms') }}
),

owners as (
    select * from {{ ref('int_places_weighed_to_owners') }}
),

form_items as (
    select * from {{ ref('int_cost_items_summed_to_forms') }}
),

decided_items as (
    select * from form_items
    where is_decided
),

form_classes as (
    select
        decided_items.form_id,
        decided_items.functional_class,
        'item' as class_place,
        decided_items.class_rule_id,
        concat(
            '测算明细：', decided_items.class_name, '占',
            cast(
                cast(floor(decided_items.share_pct * 10) / 10 as decimal(9, 1)) as varchar
            ),
            '%，最大一项「', coalesce(decided_items.largest_item_label, '未印名称'), '」，据',
            {{ place_label('decided_items.class_place') }},
            '中的「', decided_items.largest_item_words, '」'
        ) as class_evidence_text
    from decided_items
    union all
    select
        owners.owner_id as form_id,
        owners.functional_class,
        owners.place as class_place,
        owners.rule_id as class_rule_id,
        owners.evidence_text as class_evidence_text
    from owners
    anti join decided_items
        on owners.owner_id = decided_items.form_id
),

forms_classified as (
    select
        forms.form_id,
        coalesce(form_classes.functional_class, 'unclassified') as functional_class,
        form_classes.class_rule_id,
        if(form_classes.functional_class = 'unclassified', null, form_classes.class_place)
            as class_place,
        if(form_classes.functional_class = 'unclassified', null, form_classes.class_evidence_text)
            as class_evidence_text
    from forms
    left join form_classes
        on forms.form_id = form_classes.form_id
)

select * from forms_classified
