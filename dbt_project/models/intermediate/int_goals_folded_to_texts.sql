with

forms as (
    select * from {{ ref('int_forms_prepared_to_findings') }}
),

forms_ranked as (
    select * from {{ ref('int_forms_ranked_to_current') }}
),

form_places as (
    select * from {{ ref('stg_filings__form_places') }}
),

goals as (
    select
        forms.filing_id,
        forms.form_id,
        forms.form_type,
        forms_ranked.document_stage,
        row_number() over (
            order by forms.fiscal_year nulls last, forms.filing_id, forms.form_number
        ) as form_order,
        unnest(['total_goal', 'annual_goal', 'expected_goal']) as field_name,
        unnest(
            [forms.total_goal_text, forms.annual_goal_text, forms.expected_result_text]
        ) as goal_text
    from forms
    inner join forms_ranked
        on forms.form_id = forms_ranked.form_id
),

goals_folded as (
    select
        goals.*,
        regexp_replace({{ fold_text('goals.goal_text') }}, '[^\p{L}\p{N}%]', '', 'g')
            as folded_text,
        list_filter(
            range(1, length(goals.goal_text) + 1),
            lambda place: regexp_matches(substr(goals.goal_text, place, 1), '[\p{L}\p{N}%％]')
        ) as folded_places,
        {{ source_place('form_places') }} as place
    from goals
    inner join form_places
        on
            goals.form_id = form_places.form_id
            and goals.field_name = form_places.field_name
    where goals.goal_text is not null
    qualify
        row_number() over (
            partition by goals.form_id, goals.field_name order by form_places.source_start
        ) = 1
)

select * from goals_folded
