with

forms as (
    select * from {{ ref('stg_filings__forms') }}
),

filings as (
    select * from {{ ref('stg_filings__filings') }}
),

current_loads as (
    select * from {{ ref('stg_filings__current_loads') }}
),

organisation_names as (
    select * from {{ ref('int_organisation_names_resolved_to_names') }}
),

recurrence_of_forms as (
    select * from {{ ref('int_recurrence_cells_matched_to_forms') }}
),

forms_joined_to_lineages as (
    select
        forms.form_id,
        forms.filing_id,
        forms.form_type,
        departments.organisation_id as department_id,
        units.organisation_id as unit_id,
        recurrence_of_forms.recurrence,
        forms.fiscal_year,
        current_loads.load_number,
        filings.document_stage,
        filings.published_date
    from forms
    inner join filings
        on forms.filing_id = filings.filing_id
    inner join current_loads
        on forms.filing_id = current_loads.filing_id
    left join organisation_names as departments
        on forms.department_name = departments.printed_name
    left join organisation_names as units
        on forms.unit_name = units.printed_name
    left join recurrence_of_forms
        on forms.form_id = recurrence_of_forms.form_id
),

forms_compared as (
    select
        *,
        coalesce(unit_id, department_id) as reporting_id,
        first_value(filing_id) over (
            partition by coalesce(unit_id, department_id), fiscal_year, form_type
            order by published_date desc nulls last, load_number desc
        ) as newest_filing_id,
        first_value(filing_id) over (
            partition by
                coalesce(unit_id, department_id), fiscal_year, form_type, document_stage
            order by published_date desc nulls last, load_number desc
        ) as newest_filing_id_of_stage
    from forms_joined_to_lineages
),

forms_ranked as (
    select
        form_id,
        department_id,
        unit_id,
        recurrence,
        document_stage,
        filing_id = newest_filing_id or reporting_id is null or fiscal_year is null as is_current,
        filing_id = newest_filing_id_of_stage
        or reporting_id is null
        or fiscal_year is null as is_current_in_stage
    from forms_compared
)

select * from forms_ranked
