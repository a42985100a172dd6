with

forms as (
    select * from {{ ref('stg_filings__forms') }}
),

execution as (
    select * from {{ ref('stg_filings__execution') }}
),

funding as (
    select * from {{ ref('stg_filings__funding') }}
),

parameters as (
    select * from {{ ref('int_scoring_parameters_gathered_to_row') }}
),

amounts_of_forms as (
    select
        form_id,
        max(amount_yuan) filter (where phase = 'approved') as approved_yuan,
        max(amount_yuan) filter (where phase = 'adjusted') as adjusted_yuan,
        max(amount_yuan) filter (where phase = 'executed') as executed_yuan,
        bool_or(coalesce(money_unit, '万元') != '元') as is_in_ten_thousands,
        min_by({{ source_place() }}, source_start) as funding_place,
        min_by({{ source_place() }}, source_start) filter (where phase = 'adjusted')
            as adjusted_place
    from funding
    where basis = 'annual' and fund_source = 'total' and phase != 'proposed'
    group by all
),

evaluations as (
    select
        forms.form_id,
        execution.weight,
        execution.score,
        execution.execution_rate_pct,
        amounts_of_forms.approved_yuan,
        amounts_of_forms.adjusted_yuan,
        amounts_of_forms.executed_yuan,
        amounts_of_forms.funding_place,
        amounts_of_forms.adjusted_place,
        {{ source_place('execution') }} as execution_place,
        {{ exact_pct('amounts_of_forms.executed_yuan', 'amounts_of_forms.adjusted_yuan') }}
            as rate_pct,
        {{ exact_pct('amounts_of_forms.executed_yuan', 'amounts_of_forms.approved_yuan') }}
            as rate_on_approved_pct,
        2 * if(amounts_of_forms.is_in_ten_thousands, parameters.rounding_yuan, 0)
            as rounding_yuan,
        parameters.tolerance_points,
        parameters.cut_step
    from forms
    left join execution
        on forms.form_id = execution.form_id
    left join amounts_of_forms
        on forms.form_id = amounts_of_forms.form_id
    cross join parameters
    where forms.form_type = 'self_evaluation'
),

evaluations_scored as (
    select
        form_id,
        weight,
        score,
        execution_rate_pct,
        approved_yuan,
        adjusted_yuan,
        executed_yuan,
        funding_place,
        adjusted_place,
        execution_place,
        rate_pct,
        rate_on_approved_pct,
        rounding_yuan,
        case
            when weight is null then 'weight_missing'
            when coalesce(adjusted_yuan, 0) <= 0 then 'budget_missing'
            when executed_yuan is null or executed_yuan < 0 then 'executed_missing'
        end as not_recomputed_reason,
        if(
            not_recomputed_reason is null,
            {{ score_share(
                'weight', 'least(executed_yuan, adjusted_yuan)', 'adjusted_yuan', 'cut_step'
            ) }},
            null
        ) as recomputed_score,
        if(
            adjusted_yuan > 0,
            tolerance_points
            + cast(
                cast(rounding_yuan * 100000000 as hugeint) // cast(adjusted_yuan * 100 as hugeint)
                as decimal(18, 4)
            ) * cast(0.0001 as decimal(4, 4)),
            null
        ) as rate_tolerance
    from evaluations
)

select * from evaluations_scored
