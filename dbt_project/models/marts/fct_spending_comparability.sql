with

changes as (
    select * from {{ ref('fct_cost_changes') }}
),

items as (
    select * from {{ ref('int_forms_united_with_cost_items') }}
),

groups_of_items as (
    select * from {{ ref('int_links_gathered_to_groups') }}
),

forms as (
    select * from {{ ref('dim_forms') }}
),

cost_items as (
    select * from {{ ref('fct_cost_items') }}
),

pairs_of_years as (
    select distinct
        phase,
        document_stage,
        left_fiscal_year,
        right_fiscal_year
    from changes
),

items_of_pairs as (
    select
        items.form_id,
        items.department_id,
        items.fiscal_year,
        items.amount_yuan,
        pairs_of_years.left_fiscal_year,
        pairs_of_years.right_fiscal_year,
        coalesce(cost_items.functional_class, forms.functional_class) as functional_class,
        {{ change_group_id(
            'coalesce(groups_of_items.first_item_id, items.item_id)',
            'pairs_of_years.left_fiscal_year',
            'pairs_of_years.right_fiscal_year'
        ) }} as group_id
    from items
    inner join pairs_of_years
        on
            items.phase = pairs_of_years.phase
            and items.document_stage = pairs_of_years.document_stage
            and items.fiscal_year
            in (pairs_of_years.left_fiscal_year, pairs_of_years.right_fiscal_year)
    inner join forms
        on items.form_id = forms.form_id
    left join cost_items
        on items.item_id = cost_items.cost_item_id
    left join groups_of_items
        on
            items.item_id = groups_of_items.item_id
            and pairs_of_years.left_fiscal_year = groups_of_items.left_fiscal_year
            and pairs_of_years.right_fiscal_year = groups_of_items.right_fiscal_year
),

items_compared as (
    select
        changes.phase,
        changes.document_stage,
        changes.change_state,
        changes.comparability,
        items_of_pairs.department_id,
        items_of_pairs.functional_class,
        items_of_pairs.form_id,
        changes.left_fiscal_year,
        changes.right_fiscal_year,
        items_of_pairs.fiscal_year,
        if(
            changes.change_state = 'matched',
            items_of_pairs.amount_yuan,
            coalesce(changes.left_amount_yuan, changes.right_amount_yuan)
        ) as amount_yuan
    from items_of_pairs
    inner join changes
        on items_of_pairs.group_id = changes.group_id
),

amounts_summed as (
    select
        phase,
        document_stage,
        department_id,
        functional_class,
        change_state,
        comparability,
        left_fiscal_year,
        right_fiscal_year,
        cast(fiscal_year as integer) as fiscal_year,
        cast(count(distinct form_id) as integer) as form_count,
        cast(sum(amount_yuan) as decimal(18, 2)) as amount_yuan
    from items_compared
    group by all
)

select * from amounts_summed
