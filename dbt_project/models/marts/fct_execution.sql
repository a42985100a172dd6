with

execution as (
    select * from {{ ref('stg_filings__execution') }}
),

scored as (
    select * from {{ ref('int_execution_scored_to_forms') }}
),

execution_computed as (
    select
        execution.form_id,
        execution.filing_id,
        execution.execution_rate_text,
        execution.execution_rate_pct,
        execution.weight,
        execution.score,
        try_cast(scored.rate_pct as decimal(9, 4)) as computed_rate_pct,
        try_cast(scored.rate_on_approved_pct as decimal(9, 4)) as execution_on_approved_pct,
        execution.source_page,
        execution.source_sheet,
        execution.source_box,
        execution.source_line,
        execution.source_start,
        execution.source_end
    from execution
    left join scored
        on execution.form_id = scored.form_id
)

select * from execution_computed
