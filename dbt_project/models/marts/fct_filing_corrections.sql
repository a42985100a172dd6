with

corrections as (
    select * from {{ ref('int_corrections_joined_to_lines') }}
),

corrections_numbered as (
    select
        form_id
        || '-p'
        || lpad(
            cast(
                row_number() over (partition by form_id order by source_line, printed_text)
                as varchar
            ),
            3,
            '0'
        ) as correction_id,
        form_id,
        filing_id,
        printed_text,
        corrected_text,
        reason,
        source_line,
        is_printed
    from corrections
)

select * from corrections_numbered
