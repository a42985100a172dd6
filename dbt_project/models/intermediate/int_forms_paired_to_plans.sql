with

forms as (
    select * from {{ ref('stg_filings__forms') }}
),

forms_ranked as (
    select * from {{ ref('int_forms_ranked_to_current') }}
),

forms_described as (
    select
        forms.form_id,
        forms.form_type,
        forms_ranked.document_stage,
        forms.fiscal_year,
        forms_ranked.department_id,
        forms_ranked.unit_id,
        coalesce(forms_ranked.unit_id, forms_ranked.department_id) as reporting_id,
        nullif({{ fold_text('forms.project_code') }}, '') as code,
        {{ fold_text('forms.project_name') }} as printed_name,
        {{ is_masked_name('printed_name') }} as is_masked,
        if(
            is_masked,
            null,
            nullif(regexp_replace(printed_name, '[^\p{L}\p{N}]', '', 'g'), '')
        ) as name
    from forms
    inner join forms_ranked
        on forms.form_id = forms_ranked.form_id
    where forms_ranked.is_current_in_stage
),

forms_of_bodies as (
    select
        *,
        unnest(list_distinct([reporting_id, department_id])) as body_id
    from forms_described
),

keys as (
    select
        *,
        'code' as key_kind,
        code as key
    from forms_of_bodies
    where code is not null
    union all
    select
        *,
        'name' as key_kind,
        name as key
    from forms_of_bodies
    where name is not null
),

candidates as (
    select
        targets.form_id as target_form_id,
        evaluations.form_id as evaluation_form_id,
        bool_and(targets.reporting_id = evaluations.reporting_id) as is_same_body,
        bool_or(targets.key_kind = 'code') as is_same_code,
        bool_or(coalesce(targets.code != evaluations.code, false)) as is_other_code,
        bool_or(targets.key_kind = 'name') as is_same_name
    from keys as targets
    inner join keys as evaluations
        on
            targets.document_stage = evaluations.document_stage
            and targets.fiscal_year = evaluations.fiscal_year
            and targets.body_id = evaluations.body_id
            and targets.key_kind = evaluations.key_kind
            and targets.key = evaluations.key
    where
        targets.form_type = 'target'
        and evaluations.form_type = 'self_evaluation'
        and (
            targets.reporting_id = evaluations.reporting_id
            or (
                targets.department_id = evaluations.department_id
                and (targets.unit_id is null) != (evaluations.unit_id is null)
            )
        )
    group by all
),

candidates_weighed as (
    select
        *,
        bool_or(is_same_code) over (partition by target_form_id)
        or bool_or(is_same_code) over (partition by evaluation_form_id) as is_code_known
    from candidates
),

candidates_counted as (
    select
        *,
        count(*) over (partition by target_form_id) as of_target,
        count(*) over (partition by evaluation_form_id) as of_evaluation
    from candidates_weighed
    where is_same_code or not is_code_known
),

candidates_judged as (
    select
        *,
        case
            when of_target > 1 or of_evaluation > 1
                then if(is_same_code, 'several_of_one_code', 'several_of_one_name')
            when not is_same_body then 'unit_not_printed'
            when is_other_code then 'codes_differ'
        end as pairing_reason
    from candidates_counted
),

pairs as (
    select
        target_form_id,
        evaluation_form_id,
        case
            when not is_same_code then 'name'
            when is_same_name then 'name_and_code'
            else 'code'
        end as pairing_basis
    from candidates_judged
    where pairing_reason is null
),

doubts_of_forms as (
    select
        target_form_id as form_id,
        min(pairing_reason) as pairing_reason,
        string_agg(evaluation_form_id, '、' order by evaluation_form_id) as candidate_form_ids
    from candidates_judged
    where pairing_reason is not null
    group by all
    union all
    select
        evaluation_form_id as form_id,
        min(pairing_reason) as pairing_reason,
        string_agg(target_form_id, '、' order by target_form_id) as candidate_form_ids
    from candidates_judged
    where pairing_reason is not null
    group by all
),

bodies_of_years as (
    select distinct
        form_type,
        document_stage,
        fiscal_year,
        reporting_id
    from forms_described
),

forms_without_partner as (
    select
        forms_described.form_id,
        forms_described.form_type,
        doubts_of_forms.candidate_form_ids,
        case
            when doubts_of_forms.pairing_reason is not null then doubts_of_forms.pairing_reason
            when forms_described.fiscal_year is null then 'year_missing'
            when forms_described.reporting_id is null then 'body_missing'
            when bodies_of_years.reporting_id is null then 'no_other_filing'
            when forms_described.name is not null or forms_described.code is not null
                then 'no_other_form'
            when forms_described.is_masked then 'name_masked'
            else 'name_missing'
        end as pairing_reason
    from forms_described
    left join doubts_of_forms
        on forms_described.form_id = doubts_of_forms.form_id
    left join bodies_of_years
        on
            forms_described.form_type != bodies_of_years.form_type
            and forms_described.document_stage = bodies_of_years.document_stage
            and forms_described.fiscal_year = bodies_of_years.fiscal_year
            and forms_described.reporting_id = bodies_of_years.reporting_id
    where
        forms_described.form_id not in (select pairs.target_form_id from pairs)
        and forms_described.form_id not in (select pairs.evaluation_form_id from pairs)
),

plans as (
    select
        target_form_id,
        evaluation_form_id,
        'paired' as pair_state,
        pairing_basis,
        cast(null as varchar) as pairing_reason,
        cast(null as varchar) as candidate_form_ids
    from pairs
    union all
    select
        if(form_type = 'target', form_id, null) as target_form_id,
        if(form_type = 'self_evaluation', form_id, null) as evaluation_form_id,
        case
            when candidate_form_ids is not null then 'not_told_apart'
            when form_type = 'target' then 'target_only'
            else 'evaluation_only'
        end as pair_state,
        cast(null as varchar) as pairing_basis,
        pairing_reason,
        candidate_form_ids
    from forms_without_partner
),

plans_named as (
    select
        'plan-' || substr(
            md5(coalesce(target_form_id, '') || '>' || coalesce(evaluation_form_id, '')), 1, 16
        ) as plan_id,
        *
    from plans
)

select * from plans_named
