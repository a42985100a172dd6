with

rules as (
    select * from {{ ref('finding_rules') }}
),

forms as (
    select * from {{ ref('int_forms_prepared_to_findings') }}
),

checks as (
    {{ checks_of_all_rules() }}
),

findings_described as (
    select
        checks.rule_code || '-' || substr(
            md5(
                concat_ws(
                    '|', coalesce(checks.form_id, checks.filing_id), checks.other_form_id,
                    checks.subject
                )
            ),
            1, 16
        ) as finding_id,
        checks.rule_code,
        checks.filing_id,
        checks.form_id,
        checks.other_form_id,
        rules.rule_name,
        checks.severity,
        coalesce(checks.message_text, rules.rule_name || '，请核对') as message_text,
        checks.evidence_text,
        try_cast(checks.printed_value as decimal(28, 4)) as printed_value,
        try_cast(checks.computed_value as decimal(28, 4)) as computed_value,
        try_cast(checks.difference_yuan as decimal(18, 2)) as difference_yuan,
        cast(forms.request_yuan as decimal(18, 2)) as project_amount_yuan,
        struct_extract(checks.place, 'source_page') as source_page,
        struct_extract(checks.place, 'source_sheet') as source_sheet,
        struct_extract(checks.place, 'source_box') as source_box,
        struct_extract(checks.place, 'source_line') as source_line,
        struct_extract(checks.place, 'source_start') as source_start,
        struct_extract(checks.place, 'source_end') as source_end,
        checks.other_place.source_page as other_source_page,
        checks.other_place.source_sheet as other_source_sheet,
        checks.other_place.source_box as other_source_box,
        checks.other_place.source_line as other_source_line,
        checks.other_place.source_start as other_source_start,
        checks.other_place.source_end as other_source_end
    from checks
    inner join rules
        on checks.rule_code = rules.rule_code
    left join forms
        on checks.form_id = forms.form_id
    where checks.check_state = 'finding'
    qualify row_number() over (partition by finding_id order by checks.message_text) = 1
)

select * from findings_described
