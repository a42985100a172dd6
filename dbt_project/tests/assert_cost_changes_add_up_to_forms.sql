-- over a pair of years each side of the comparison adds up to all forms of its year
with

changes as (
    select
        phase,
        document_stage,
        left_fiscal_year,
        right_fiscal_year,
        coalesce(sum(left_amount_yuan), 0) as left_yuan,
        coalesce(sum(right_amount_yuan), 0) as right_yuan
    from {{ ref('fct_cost_changes') }}
    group by all
),

forms as (
    select
        phase,
        document_stage,
        fiscal_year,
        coalesce(sum(amount_yuan), 0) as amount_yuan
    from {{ ref('int_forms_united_with_cost_items') }}
    where is_form
    group by all
)

select changes.*
from changes
left join forms as left_forms
    on
        changes.phase = left_forms.phase
        and changes.document_stage = left_forms.document_stage
        and changes.left_fiscal_year = left_forms.fiscal_year
left join forms as right_forms
    on
        changes.phase = right_forms.phase
        and changes.document_stage = right_forms.document_stage
        and changes.right_fiscal_year = right_forms.fiscal_year
where
    changes.left_yuan is distinct from left_forms.amount_yuan
    or changes.right_yuan is distinct from right_forms.amount_yuan
