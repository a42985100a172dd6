-- The current forms of a unit, year and form type come from one filing, in a stage too.
with

forms as (
    select * from {{ ref('dim_forms') }}
)

select
    coalesce(unit_id, department_id) as reporting_id,
    fiscal_year,
    form_type,
    null as document_stage
from forms
where
    is_current
    and fiscal_year is not null
    and coalesce(unit_id, department_id) is not null
group by all
having count(distinct filing_id) > 1
union all
select
    coalesce(unit_id, department_id) as reporting_id,
    fiscal_year,
    form_type,
    document_stage
from forms
where
    is_current_in_stage
    and fiscal_year is not null
    and coalesce(unit_id, department_id) is not null
group by all
having count(distinct filing_id) > 1
