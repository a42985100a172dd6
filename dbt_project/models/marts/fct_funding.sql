with

funding as (
    select * from {{ ref('stg_filings__funding') }}
),

forms as (
    select * from {{ ref('dim_forms') }}
),

funding_of_years as (
    select
        funding.funding_id,
        funding.form_id,
        funding.filing_id,
        funding.phase,
        funding.basis,
        funding.fund_source,
        funding.amount_text,
        funding.money_unit,
        funding.money_unit_basis,
        forms.fiscal_year,
        funding.amount_yuan,
        funding.source_page,
        funding.source_sheet,
        funding.source_box,
        funding.source_line,
        funding.source_start,
        funding.source_end
    from funding
    inner join forms
        on funding.form_id = forms.form_id
)

select * from funding_of_years
