with

filings as (
    select * from {{ source('raw', 'filings') }}
),

withdrawals as (
    select * from {{ source('raw', 'withdrawals') }}
),

withdrawals_latest_to_filing as (
    select
        filing_id,
        max(withdrawn_at) as withdrawn_at
    from withdrawals
    group by all
),

loads_standing as (
    select
        filings.filing_id,
        filings.load_id,
        filings.loaded_at
    from filings
    left join withdrawals_latest_to_filing
        on filings.filing_id = withdrawals_latest_to_filing.filing_id
    where
        withdrawals_latest_to_filing.withdrawn_at is null
        or withdrawals_latest_to_filing.withdrawn_at < filings.loaded_at
),

loads_newest_to_filing as (
    select
        filing_id,
        arg_max(load_id, (loaded_at, load_id)) as load_id,
        min((loaded_at, load_id)) as first_load
    from loads_standing
    group by all
),

current_loads as (
    select
        filing_id,
        load_id,
        cast(row_number() over (order by first_load, filing_id) as integer) as load_number
    from loads_newest_to_filing
)

select * from current_loads
