with

passages as (
    select * from {{ ref('int_goals_laid_over_to_passages') }}
),

goals as (
    select * from {{ ref('int_goals_folded_to_texts') }}
),

forms as (
    select
        *,
        coalesce(unit_id, department_id) as body_id
    from {{ ref('int_forms_prepared_to_findings') }}
),

passages_described as (
    select
        passages.left_form_id as form_id,
        passages.left_field_name as field_name,
        passages.right_form_id as other_form_id,
        passages.right_field_name as other_field_name,
        left_goals.filing_id,
        right_goals.filing_id as other_filing_id,
        left_goals.document_stage,
        left_goals.form_type,
        {{ pair_scope('left_forms', 'right_forms') }} as pair_scope,
        substr(
            left_goals.goal_text, passages.left_start, passages.left_end - passages.left_start + 1
        ) as passage_text,
        substr(
            right_goals.goal_text,
            passages.right_start,
            passages.right_end - passages.right_start + 1
        ) as other_passage_text,
        cast(passages.passage_length as integer) as passage_length,
        cast(passages.left_start as integer) as passage_start,
        cast(passages.left_end as integer) as passage_end,
        cast(passages.right_start as integer) as other_passage_start,
        cast(passages.right_end as integer) as other_passage_end,
        cast({{ exact_pct('passages.passage_length', 'passages.left_length') }} as decimal(9, 4))
            as passage_share_pct,
        cast({{ exact_pct('passages.passage_length', 'passages.right_length') }} as decimal(9, 4))
            as other_passage_share_pct,
        cast(passages.form_count as integer) as passage_form_count,
        left_forms.fiscal_year,
        right_forms.fiscal_year as other_fiscal_year,
        left_goals.place.source_page,
        left_goals.place.source_sheet,
        left_goals.place.source_line,
        right_goals.place.source_page as other_source_page,
        right_goals.place.source_sheet as other_source_sheet,
        right_goals.place.source_line as other_source_line,
        passages.is_boilerplate
    from passages
    inner join goals as left_goals
        on
            passages.left_form_id = left_goals.form_id
            and passages.left_field_name = left_goals.field_name
    inner join goals as right_goals
        on
            passages.right_form_id = right_goals.form_id
            and passages.right_field_name = right_goals.field_name
    inner join forms as left_forms
        on passages.left_form_id = left_forms.form_id
    inner join forms as right_forms
        on passages.right_form_id = right_forms.form_id
)

select * from passages_described
