with

lineage_items as (
    select * from {{ ref('fct_lineage_items') }}
),

changes as (
    select * from {{ ref('fct_cost_changes') }}
),

forms as (
    select * from {{ ref('dim_forms') }}
),

cost_items as (
    select * from {{ ref('fct_cost_items') }}
),

amounts_summed as (
    select
        lineage_items.phase,
        lineage_items.document_stage,
        lineage_items.department_id,
        coalesce(cost_items.functional_class, forms.functional_class) as functional_class,
        lineage_items.change_state,
        changes.comparability,
        lineage_items.left_fiscal_year,
        lineage_items.right_fiscal_year,
        lineage_items.fiscal_year,
        cast(count(distinct lineage_items.form_id) as integer) as form_count,
        cast(sum(lineage_items.amount_yuan) as decimal(18, 2)) as amount_yuan
    from lineage_items
    inner join changes
        on lineage_items.group_id = changes.group_id
    inner join forms
        on lineage_items.form_id = forms.form_id
    left join cost_items
        on lineage_items.item_id = cost_items.cost_item_id
    group by all
)

select * from amounts_summed
