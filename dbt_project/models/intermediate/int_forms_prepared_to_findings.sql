with

forms as (
    select * from {{ ref('stg_filings__forms') }}
),

forms_ranked as (
    select * from {{ ref('int_forms_ranked_to_current') }}
),

forms_classified as (
    select * from {{ ref('int_forms_classified_to_forms') }}
),

funding as (
    select * from {{ ref('stg_filings__funding') }}
),

damage_of_forms as (
    select * from {{ ref('int_read_issues_summed_to_forms') }}
),

requests as (
    select
        form_id,
        cast(amount_yuan as decimal(30, 2)) as amount_yuan,
        money_unit,
        {{ source_place() }} as place
    from funding
    where phase = 'proposed' and basis = 'annual' and fund_source = 'total'
),

forms_prepared as (
    select
        forms.form_id,
        forms.filing_id,
        forms_ranked.department_id,
        forms_ranked.unit_id,
        forms.form_type,
        forms.form_number,
        forms.fiscal_year,
        forms.project_name,
        forms.department_name,
        forms.unit_name,
        forms.unit_name_text,
        forms_ranked.recurrence,
        forms.recurrence_text,
        forms.expenditure_category,
        forms_classified.functional_class,
        forms.total_goal_text,
        forms.annual_goal_text,
        forms.expected_result_text,
        forms.actual_result_text,
        forms.rating,
        forms.total_score,
        requests.amount_yuan as request_yuan,
        requests.money_unit as request_unit,
        coalesce(requests.place, {{ source_place('forms') }}) as request_place,
        {{ source_place('forms') }} as place,
        coalesce(damage_of_forms.is_indicators_damaged, false) as is_indicators_damaged,
        coalesce(damage_of_forms.is_costs_damaged, false) as is_costs_damaged,
        coalesce(damage_of_forms.is_funds_damaged, false) as is_funds_damaged,
        coalesce(damage_of_forms.is_header_damaged, false) as is_header_damaged,
        damage_of_forms.indicator_damage_text,
        damage_of_forms.cost_damage_text,
        forms.form_type = 'target'
        and forms.start_date = make_date(forms.fiscal_year, 1, 1)
        and forms.end_date = make_date(forms.fiscal_year, 12, 31) as is_whole_year,
        forms.is_complete
    from forms
    inner join forms_ranked
        on forms.form_id = forms_ranked.form_id
    inner join forms_classified
        on forms.form_id = forms_classified.form_id
    left join requests
        on forms.form_id = requests.form_id
    left join damage_of_forms
        on forms.form_id = damage_of_forms.form_id
    where forms_ranked.is_current_in_stage
)

select * from forms_prepared
