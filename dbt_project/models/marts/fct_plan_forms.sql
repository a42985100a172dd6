with

plans as (
    select * from {{ ref('int_forms_paired_to_plans') }}
),

forms as (
    select * from {{ ref('dim_forms') }}
),

funding as (
    select * from {{ ref('stg_filings__funding') }}
),

rows_of_plans as (
    select * from {{ ref('fct_plan_results') }}
),

amounts_of_forms as (
    select
        form_id,
        max(amount_yuan) filter (where phase = 'proposed') as requested_yuan,
        max(amount_yuan) filter (where phase = 'approved') as approved_yuan,
        max(amount_yuan) filter (where phase = 'adjusted') as adjusted_yuan,
        max(amount_yuan) filter (where phase = 'executed') as executed_yuan
    from funding
    where basis = 'annual' and fund_source = 'total'
    group by all
),

rows_counted as (
    select
        plan_id,
        count(*) filter (where planned_target_state = 'same') as same_count,
        count(*) filter (where planned_target_state = 'changed') as changed_count,
        count(*) filter (where planned_target_state = 'dropped') as dropped_count,
        count(*) filter (where planned_target_state = 'added') as added_count,
        count(*) filter (
            where planned_target_state in ('not_comparable', 'not_seen', 'not_told_apart')
        ) as not_compared_count
    from rows_of_plans
    group by all
),

plans_described as (
    select
        plans.plan_id,
        plans.target_form_id,
        plans.evaluation_form_id,
        coalesce(target_forms.department_id, evaluation_forms.department_id) as department_id,
        coalesce(target_forms.unit_id, evaluation_forms.unit_id) as unit_id,
        coalesce(target_forms.document_stage, evaluation_forms.document_stage) as document_stage,
        coalesce(target_forms.project_name, evaluation_forms.project_name) as project_name,
        evaluation_forms.project_name as evaluation_project_name,
        plans.pair_state,
        plans.pairing_basis,
        plans.pairing_reason,
        plans.candidate_form_ids,
        evaluation_forms.rating,
        coalesce(target_forms.fiscal_year, evaluation_forms.fiscal_year) as fiscal_year,
        target_amounts.requested_yuan,
        evaluation_amounts.approved_yuan,
        evaluation_amounts.adjusted_yuan,
        evaluation_amounts.executed_yuan,
        evaluation_forms.total_score,
        cast(rows_counted.same_count as integer) as same_count,
        cast(rows_counted.changed_count as integer) as changed_count,
        cast(rows_counted.dropped_count as integer) as dropped_count,
        cast(rows_counted.added_count as integer) as added_count,
        cast(rows_counted.not_compared_count as integer) as not_compared_count
    from plans
    left join forms as target_forms
        on plans.target_form_id = target_forms.form_id
    left join forms as evaluation_forms
        on plans.evaluation_form_id = evaluation_forms.form_id
    left join amounts_of_forms as target_amounts
        on plans.target_form_id = target_amounts.form_id
    left join amounts_of_forms as evaluation_amounts
        on plans.evaluation_form_id = evaluation_amounts.form_id
    left join rows_counted
        on plans.plan_id = rows_counted.plan_id
)

select * from plans_described
