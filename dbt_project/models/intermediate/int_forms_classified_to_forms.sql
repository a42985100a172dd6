with

forms as (
    select * from {{ ref('stg_filings__forms') }}
),

form_texts as (
    select * from {{ ref('int_form_texts_classified_to_forms') }}
),

form_items as (
    select * from {{ ref('int_cost_items_summed_to_forms') }}
),

forms_classified as (
    select
        forms.form_id,
        coalesce(
            form_items.functional_class, form_texts.functional_class, 'unclassified'
        ) as functional_class,
        case
            when form_items.functional_class = 'unclassified' then null
            when form_items.functional_class is not null then 'item'
            else form_texts.place
        end as class_place,
        coalesce(form_items.class_rule_id, form_texts.rule_id) as class_rule_id,
        case
            when form_items.functional_class = 'unclassified' then null
            when form_items.functional_class is not null
                then concat(
                    '测算明细：', form_items.class_name, '占',
                    cast(cast(floor(form_items.share_pct * 10) / 10 as decimal(9, 1)) as varchar),
                    '%，最大一项「', coalesce(form_items.largest_item_label, '未印名称'), '」，据',
                    {{ place_label('form_items.class_place') }},
                    '中的「', form_items.largest_item_words, '」'
                )
            when form_texts.place is not null
                then concat(
                    {{ place_label('form_texts.place') }},
                    '「', form_texts.clause_text, '」中的「', form_texts.words, '」'
                )
        end as class_evidence_text
    from forms
    left join form_texts
        on forms.form_id = form_texts.form_id
    left join form_items
        on forms.form_id = form_items.form_id
)

select * from forms_classified
