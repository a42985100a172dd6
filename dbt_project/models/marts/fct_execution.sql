with

execution as (
    select * from {{ ref('stg_filings__execution') }}
),

funding as (
    select * from {{ ref('stg_filings__funding') }}
),

annual_totals as (
    select
        form_id,
        max(amount_yuan) filter (where phase = 'approved') as approved_yuan,
        max(amount_yuan) filter (where phase = 'adjusted') as adjusted_yuan,
        max(amount_yuan) filter (where phase = 'executed') as executed_yuan
    from funding
    where basis = 'annual' and fund_source = 'total'
    group by all
),

execution_computed as (
    select
        execution.form_id,
        execution.filing_id,
        execution.execution_rate_text,
        execution.execution_rate_pct,
        execution.weight,
        execution.score,
        try_cast(
            {{ exact_pct('annual_totals.executed_yuan', 'annual_totals.adjusted_yuan') }}
            as decimal(9, 4)
        ) as computed_rate_pct,
        try_cast(
            {{ exact_pct('annual_totals.executed_yuan', 'annual_totals.approved_yuan') }}
            as decimal(9, 4)
        ) as execution_on_approved_pct,
        execution.source_page,
        execution.source_sheet,
        execution.source_box,
        execution.source_line,
        execution.source_start,
        execution.source_end
    from execution
    left join annual_totals
        on execution.form_id = annual_totals.form_id
)

select * from execution_computed
