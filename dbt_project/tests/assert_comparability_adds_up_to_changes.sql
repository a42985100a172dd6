-- the items of a comparison, summed by use of money, are the comparison
with

compared as (
    select
        phase,
        document_stage,
        left_fiscal_year,
        right_fiscal_year,
        change_state,
        comparability,
        coalesce(sum(amount_yuan) filter (where fiscal_year = left_fiscal_year), 0) as left_yuan,
        coalesce(sum(amount_yuan) filter (where fiscal_year = right_fiscal_year), 0) as right_yuan
    from {{ ref('fct_spending_comparability') }}
    group by all
),

changes as (
    select
        phase,
        document_stage,
        left_fiscal_year,
        right_fiscal_year,
        change_state,
        comparability,
        coalesce(sum(left_amount_yuan), 0) as left_yuan,
        coalesce(sum(right_amount_yuan), 0) as right_yuan
    from {{ ref('fct_cost_changes') }}
    group by all
)

select
    compared.phase,
    compared.change_state,
    changes.left_yuan
from compared
full outer join changes
    on
        compared.phase = changes.phase
        and compared.document_stage = changes.document_stage
        and compared.left_fiscal_year = changes.left_fiscal_year
        and compared.right_fiscal_year = changes.right_fiscal_year
        and compared.change_state = changes.change_state
        and compared.comparability is not distinct from changes.comparability
where
    compared.left_yuan is distinct from changes.left_yuan
    or compared.right_yuan is distinct from changes.right_yuan
