{% set given = rule_parameters('link_parameters') %}

with

items as (
    select * from {{ ref('int_forms_united_with_cost_items') }}
),

forms as (
    select * from {{ ref('stg_filings__forms') }}
),

indicators as (
    select * from {{ ref('stg_filings__indicators') }}
),

sections as (
    select * from {{ ref('stg_filings__narrative_sections') }}
),

words as (
    select string_agg(word, '|' order by length(word) desc, word) as pattern
    from {{ ref('link_words') }}
),

linked_forms as (
    select
        items.form_id,
        items.family_id,
        coalesce(
            regexp_replace(
                {{ text_for_links('items.item_name') }}, words.pattern, '|', 'g'
            ),
            items.form_id
        ) as bare_name
    from items
    cross join words
    where items.is_form
),

texts as (
    select
        form_id,
        unnest([total_goal_text, annual_goal_text, expected_result_text]) as text,
        true as is_goal
    from forms
    union all
    select
        form_id,
        section_text as text,
        true as is_goal
    from sections
    where section_number in (1, 4)
    union all
    select
        form_id,
        project_name as text,
        false as is_goal
    from forms
    union all
    select
        form_id,
        indicator_name as text,
        false as is_goal
    from indicators
),

texts_folded as (
    select
        linked_forms.form_id,
        linked_forms.family_id,
        linked_forms.bare_name,
        {{ text_for_links('texts.text') }} as text,
        if(
            texts.is_goal,
            regexp_replace({{ fold_text('texts.text') }}, '[^\p{Han}a-z0-9]', '', 'g'),
            null
        ) as goal_text
    from texts
    inner join linked_forms
        on texts.form_id = linked_forms.form_id
    where texts.text is not null
),

pairs_of_characters as (
    {{ runs_of('texts_folded', 'form_id, family_id, bare_name', 'text', 2) }}
),

passages as (
    {{ runs_of(
        'texts_folded', 'form_id, family_id, bare_name', 'goal_text',
        rule_number(given, 'passage_length')
    ) }}
),

names_of_families as (
    select
        family_id,
        count(distinct bare_name) as name_count
    from linked_forms
    group by all
),

runs_counted as (
    select
        *,
        'pair' as run_kind
    from pairs_of_characters
    union all
    select
        *,
        'passage' as run_kind
    from passages
),

uses_of_runs as (
    select
        family_id,
        run_kind,
        run,
        count(distinct bare_name) as use_count,
        count(distinct form_id) as form_count
    from runs_counted
    group by all
),

runs_weighed as (
    select
        runs_counted.form_id,
        runs_counted.family_id,
        runs_counted.run_kind,
        runs_counted.run,
        uses_of_runs.use_count,
        ln((names_of_families.name_count + 1) / uses_of_runs.use_count) as weight
    from runs_counted
    inner join uses_of_runs
        on
            runs_counted.family_id = uses_of_runs.family_id
            and runs_counted.run_kind = uses_of_runs.run_kind
            and runs_counted.run = uses_of_runs.run
    inner join names_of_families
        on runs_counted.family_id = names_of_families.family_id
    where
        runs_counted.run_kind = 'pair'
        or (
            uses_of_runs.form_count > 1
            and uses_of_runs.use_count <= {{ rule_number(given, 'most_names') }}
        )
)

select * from runs_weighed
