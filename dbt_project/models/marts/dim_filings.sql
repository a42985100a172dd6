with

filings as (
    select * from {{ ref('stg_filings__filings') }}
),

filings_described as (
    select
        filing_id,
        load_id,
        file_name,
        source_path,
        source_url,
        publisher_name,
        document_stage,
        document_stage_basis,
        media_type,
        status,
        status_reason,
        reader_version,
        byte_count,
        page_count,
        form_count,
        number_count,
        cast(number_typed_count / nullif(number_count, 0) as decimal(9, 4)) as number_typed_share,
        cast(number_text_count / nullif(number_count, 0) as decimal(9, 4)) as number_text_share,
        cast(number_layout_count / nullif(number_count, 0) as decimal(9, 4)) as number_layout_share,
        cast(number_issue_count / nullif(number_count, 0) as decimal(9, 4)) as number_issue_share,
        published_date,
        loaded_at
    from filings
)

select * from filings_described
