-- A form is complete by its outcome where it is by its fields, and gives a reason where it is not.
with

forms as (
    select * from {{ ref('dim_forms') }}
),

form_outcomes as (
    select * from {{ ref('fct_form_outcomes') }}
)

select
    forms.form_id,
    forms.is_complete,
    form_outcomes.form_outcome,
    form_outcomes.reason_codes
from forms
left join form_outcomes
    on forms.form_id = form_outcomes.form_id
where
    forms.is_complete is distinct from (form_outcomes.form_outcome = 'complete')
    or (forms.is_complete and form_outcomes.reason_codes is not null)
