with

indicators as (
    select * from {{ ref('fct_indicators') }}
),

forms as (
    select * from {{ ref('dim_forms') }}
),

forms_counted as (
    select
        department_id,
        document_stage,
        fiscal_year,
        count(*) as all_form_count
    from forms
    where is_current
    group by all
),

uses_with_targets as (
    select
        indicators.standard_indicator_id,
        forms.department_id,
        forms.document_stage,
        forms.fiscal_year,
        indicators.form_id,
        indicators.comparable_target
    from indicators
    inner join forms
        on indicators.form_id = forms.form_id
    where forms.is_current and indicators.standard_indicator_id is not null
),

uses_summed_to_year as (
    select
        standard_indicator_id,
        department_id,
        document_stage,
        fiscal_year,
        count(*) as use_count,
        count(distinct form_id) as form_count,
        count(distinct comparable_target) as distinct_target_count
    from uses_with_targets
    group by all
),

reuse as (
    select
        uses_summed_to_year.standard_indicator_id,
        uses_summed_to_year.department_id,
        uses_summed_to_year.document_stage,
        uses_summed_to_year.fiscal_year,
        cast(uses_summed_to_year.use_count as integer) as use_count,
        cast(uses_summed_to_year.form_count as integer) as form_count,
        cast(forms_counted.all_form_count as integer) as all_form_count,
        cast(uses_summed_to_year.distinct_target_count as integer) as distinct_target_count,
        cast(
            uses_summed_to_year.form_count / forms_counted.all_form_count as decimal(9, 4)
        ) as share_of_forms
    from uses_summed_to_year
    inner join forms_counted
        on
            uses_summed_to_year.department_id is not distinct from forms_counted.department_id
            and uses_summed_to_year.document_stage = forms_counted.document_stage
            and uses_summed_to_year.fiscal_year is not distinct from forms_counted.fiscal_year
)

select * from reuse
