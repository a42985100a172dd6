with

items as (
    select * from {{ ref('int_forms_united_with_cost_items') }}
),

groups_of_items as (
    select * from {{ ref('int_links_gathered_to_groups') }}
),

years as (
    select distinct
        phase,
        document_stage,
        form_type,
        fiscal_year
    from items
),

pairs_of_years as (
    select
        left_years.phase,
        left_years.document_stage,
        left_years.form_type,
        left_years.fiscal_year as left_fiscal_year,
        right_years.fiscal_year as right_fiscal_year
    from years as left_years
    inner join years as right_years
        on
            left_years.phase = right_years.phase
            and left_years.document_stage = right_years.document_stage
            and left_years.form_type = right_years.form_type
            and left_years.fiscal_year < right_years.fiscal_year
),

sides as (
    select
        items.*,
        pairs_of_years.left_fiscal_year,
        pairs_of_years.right_fiscal_year,
        items.fiscal_year = pairs_of_years.left_fiscal_year as is_left
    from pairs_of_years
    inner join items
        on
            pairs_of_years.phase = items.phase
            and pairs_of_years.document_stage = items.document_stage
            and pairs_of_years.form_type = items.form_type
            and items.fiscal_year
            in (pairs_of_years.left_fiscal_year, pairs_of_years.right_fiscal_year)
),

forms_taken_apart as (
    select distinct
        groups_of_items.left_fiscal_year,
        groups_of_items.right_fiscal_year,
        groups_of_items.form_id
    from groups_of_items
    where groups_of_items.item_id != groups_of_items.form_id
),

remainders as (
    select
        form_id,
        max(amount_yuan) filter (where is_form)
        - sum(amount_yuan) filter (where not is_form) as remainder_yuan
    from items
    group by all
),

sides_at_one_grain as (
    select
        sides.*,
        groups_of_items.first_item_id,
        coalesce(groups_of_items.is_tail, false) as is_tail,
        if(
            sides.is_form and forms_taken_apart.form_id is not null,
            remainders.remainder_yuan,
            sides.amount_yuan
        ) as part_yuan,
        sides.is_form and forms_taken_apart.form_id is not null as is_remainder
    from sides
    left join forms_taken_apart
        on
            sides.form_id = forms_taken_apart.form_id
            and sides.left_fiscal_year = forms_taken_apart.left_fiscal_year
            and sides.right_fiscal_year = forms_taken_apart.right_fiscal_year
    left join remainders
        on sides.form_id = remainders.form_id
    left join groups_of_items
        on
            sides.item_id = groups_of_items.item_id
            and sides.left_fiscal_year = groups_of_items.left_fiscal_year
            and sides.right_fiscal_year = groups_of_items.right_fiscal_year
    where
        if(
            forms_taken_apart.form_id is null,
            sides.is_form,
            not sides.is_form or coalesce(remainders.remainder_yuan, 0) != 0
        )
),

bodies_of_years as (
    select distinct
        form_type,
        document_stage,
        fiscal_year,
        department_id
    from items
),

sides_judged as (
    select
        sides.*,
        coalesce(sides.first_item_id, sides.item_id) as group_item_id,
        case
            when sides.first_item_id is not null then 'matched'
            when bodies_of_years.department_id is null then 'not_seen'
            when sides.is_left then 'ended'
            else 'new'
        end as change_state
    from sides_at_one_grain as sides
    left join bodies_of_years
        on
            sides.department_id = bodies_of_years.department_id
            and sides.form_type = bodies_of_years.form_type
            and sides.document_stage = bodies_of_years.document_stage
            and bodies_of_years.fiscal_year
            = if(sides.is_left, sides.right_fiscal_year, sides.left_fiscal_year)
)

select
    *,
    'change-' || substr(
        md5(group_item_id || '>' || left_fiscal_year || '>' || right_fiscal_year), 1, 16
    ) as group_id
from sides_judged
