with

cost_items as (
    select * from {{ ref('stg_filings__cost_items') }}
),

items_classified as (
    select * from {{ ref('int_cost_items_classified_to_items') }}
),

items_described as (
    select
        cost_items.cost_item_id,
        cost_items.form_id,
        cost_items.filing_id,
        cost_items.group_name,
        cost_items.item_name,
        cost_items.quantity_unit,
        cost_items.quantity_text,
        cost_items.unit_price_text,
        cost_items.formula_text,
        cost_items.amount_text,
        items_classified.functional_class,
        items_classified.class_place,
        items_classified.class_rule_id,
        items_classified.class_evidence_text,
        cost_items.item_number,
        cost_items.quantity,
        cost_items.unit_price_yuan,
        cost_items.period_count,
        cost_items.amount_yuan,
        cost_items.source_page,
        cost_items.source_sheet,
        cost_items.source_box,
        cost_items.source_line,
        cost_items.source_start,
        cost_items.source_end
    from cost_items
    inner join items_classified
        on cost_items.cost_item_id = items_classified.cost_item_id
)

select * from items_described
