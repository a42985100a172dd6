with

rows_of_plans as (
    select * from {{ ref('int_indicators_paired_to_plans') }}
),

plans as (
    select * from {{ ref('int_forms_paired_to_plans') }}
),

forms as (
    select * from {{ ref('dim_forms') }}
),

indicators as (
    select * from {{ ref('fct_indicators') }}
),

indicators_keyed as (
    select
        *,
        {{ fold_text('target_text') }} as folded_target,
        concat_ws(
            '|',
            coalesce(target_operator, ''),
            coalesce(target_value_base, target_value),
            coalesce(target_value_max_base, target_value_max, 0),
            coalesce(base_unit, target_unit, ''),
            is_approximate
        ) as printed_key,
        if(target_value is null, null, printed_key) as target_key,
        coalesce(base_unit, target_unit) as printed_unit
    from indicators
),

rows_compared as (
    select
        'plan-' || substr(
            md5(
                coalesce(rows_of_plans.target_indicator_id, '') || '>'
                || coalesce(rows_of_plans.evaluation_indicator_id, '')
            ),
            1, 16
        ) as plan_result_id,
        rows_of_plans.plan_id,
        plans.target_form_id,
        plans.evaluation_form_id,
        rows_of_plans.target_indicator_id,
        rows_of_plans.evaluation_indicator_id,
        forms.department_id,
        forms.document_stage,
        forms.project_name,
        coalesce(target_indicators.level1_name, evaluation_indicators.level1_name) as level1_name,
        coalesce(target_indicators.level2_name, evaluation_indicators.level2_name) as level2_name,
        coalesce(target_indicators.indicator_name, evaluation_indicators.indicator_name)
            as indicator_name,
        target_indicators.target_text as planned_target_text,
        evaluation_indicators.target_text as repeated_target_text,
        evaluation_indicators.actual_text,
        case
            when rows_of_plans.row_state != 'paired' then rows_of_plans.row_state
            when target_indicators.folded_target = evaluation_indicators.folded_target then 'same'
            when
                target_indicators.target_kind in ('blank', 'lost', 'unread')
                or evaluation_indicators.target_kind in ('blank', 'lost', 'unread')
                then 'not_comparable'
            when target_indicators.target_key = evaluation_indicators.target_key then 'same'
            when
                target_indicators.target_date = evaluation_indicators.target_date
                and target_indicators.target_operator = evaluation_indicators.target_operator
                then 'same'
            when
                target_indicators.target_value = evaluation_indicators.target_value
                and (target_indicators.printed_unit is null)
                != (evaluation_indicators.printed_unit is null)
                then 'not_comparable'
            when
                target_indicators.target_kind = 'exact'
                and evaluation_indicators.target_kind = 'exact'
                and target_indicators.target_value = evaluation_indicators.target_value
                and (target_indicators.target_operator is null)
                != (evaluation_indicators.target_operator is null)
                then 'not_comparable'
            else 'changed'
        end as planned_target_state,
        evaluation_indicators.remark_text,
        forms.fiscal_year,
        evaluation_indicators.weight,
        evaluation_indicators.score,
        target_indicators.source_page as target_source_page,
        target_indicators.source_sheet as target_source_sheet,
        target_indicators.source_box as target_source_box,
        target_indicators.source_line as target_source_line,
        target_indicators.source_start as target_source_start,
        target_indicators.source_end as target_source_end,
        evaluation_indicators.source_page as evaluation_source_page,
        evaluation_indicators.source_sheet as evaluation_source_sheet,
        evaluation_indicators.source_box as evaluation_source_box,
        evaluation_indicators.source_line as evaluation_source_line,
        evaluation_indicators.source_start as evaluation_source_start,
        evaluation_indicators.source_end as evaluation_source_end,
        evaluation_indicators.is_met
    from rows_of_plans
    inner join plans
        on rows_of_plans.plan_id = plans.plan_id
    inner join forms
        on plans.target_form_id = forms.form_id
    left join indicators_keyed as target_indicators
        on rows_of_plans.target_indicator_id = target_indicators.indicator_id
    left join indicators_keyed as evaluation_indicators
        on rows_of_plans.evaluation_indicator_id = evaluation_indicators.indicator_id
)

select * from rows_compared
