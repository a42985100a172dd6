with

filings as (
    {{ of_current_load('filings') }}
),

renamed as (
    select
        filing_id,
        load_id,
        file_name,
        source_path,
        source_url,
        publisher_name,
        document_stage,
        coalesce(document_stage_basis, 'assumed') as document_stage_basis,
        media_type,
        status,
        status_reason,
        reader_version,
        cast(byte_count as bigint) as byte_count,
        cast(page_count as integer) as page_count,
        cast(form_count as integer) as form_count,
        cast(number_count as integer) as number_count,
        cast(number_typed_count as integer) as number_typed_count,
        cast(number_text_count as integer) as number_text_count,
        cast(number_layout_count as integer) as number_layout_count,
        cast(number_issue_count as integer) as number_issue_count,
        published_date,
        loaded_at
    from filings
)

select * from renamed
