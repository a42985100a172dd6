with

sides as (
    select * from {{ ref('int_items_set_to_sides') }}
),

forms as (
    select * from {{ ref('dim_forms') }}
),

cost_items as (
    select * from {{ ref('fct_cost_items') }}
),

funding as (
    select * from {{ ref('fct_funding') }}
),

printed_totals as (
    select
        *,
        row_number() over (partition by form_id, phase order by source_start, funding_id)
            as place_number
    from funding
    where basis = 'annual' and fund_source = 'total'
),

sides_placed as (
    select
        'side-' || substr(
            md5(sides.item_id || '>' || sides.left_fiscal_year || '>' || sides.right_fiscal_year),
            1,
            16
        ) as lineage_item_id,
        sides.group_id,
        sides.item_id,
        sides.form_id,
        forms.filing_id,
        sides.department_id,
        sides.item_name,
        sides.phase,
        sides.document_stage,
        if(sides.is_left, 'left', 'right') as side,
        sides.change_state,
        cast(sides.left_fiscal_year as integer) as left_fiscal_year,
        cast(sides.right_fiscal_year as integer) as right_fiscal_year,
        cast(sides.fiscal_year as integer) as fiscal_year,
        cast(sides.part_yuan as decimal(18, 2)) as amount_yuan,
        {% for name in ["page", "sheet", "box", "line", "start", "end"] %}
            case
                when not sides.is_form then cost_items.source_{{ name }}
                when printed_totals.form_id is not null then printed_totals.source_{{ name }}
                else forms.source_{{ name }}
            end as source_{{ name }},
        {% endfor %}
        sides.is_remainder,
        sides.is_tail
    from sides
    inner join forms
        on sides.form_id = forms.form_id
    left join cost_items
        on sides.item_id = cost_items.cost_item_id
    left join printed_totals
        on
            sides.form_id = printed_totals.form_id
            and sides.phase = printed_totals.phase
            and printed_totals.place_number = 1
)

select * from sides_placed
