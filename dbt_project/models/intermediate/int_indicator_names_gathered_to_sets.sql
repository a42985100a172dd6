with

forms as (
    select * from {{ ref('int_forms_prepared_to_findings') }}
),

forms_ranked as (
    select * from {{ ref('int_forms_ranked_to_current') }}
),

indicators as (
    select * from {{ ref('stg_filings__indicators') }}
),

standards as (
    select * from {{ ref('int_indicators_folded_to_standards') }}
),

targets as (
    select * from {{ ref('int_targets_folded_to_indicators') }}
),

general_words as (
    select string_agg(word, '|' order by length(word) desc, word) as pattern
    from {{ ref('link_words') }}
),

forms_with_objects as (
    select
        forms.form_id,
        forms.filing_id,
        forms.form_type,
        forms_ranked.document_stage,
        forms.fiscal_year,
        coalesce(forms.unit_id, forms.department_id) as body_id,
        row_number() over (
            order by forms.fiscal_year nulls last, forms.filing_id, forms.form_number
        ) as form_order,
        regexp_replace(
            {{ text_for_links('forms.project_name') }}, general_words.pattern, '|', 'g'
        ) as object_text
    from forms
    inner join forms_ranked
        on forms.form_id = forms_ranked.form_id
    cross join general_words
),

names_of_forms as (
    select
        indicators.form_id,
        standards.standard_indicator_id,
        standards.folded_name,
        min_by(indicators.indicator_name, indicators.indicator_number) as indicator_name,
        min(indicators.indicator_number) as indicator_number,
        list_sort(list_distinct(list(targets.comparable_target))) as comparable_targets
    from indicators
    inner join standards
        on indicators.indicator_id = standards.indicator_id
    inner join targets
        on indicators.indicator_id = targets.indicator_id
    semi join forms on indicators.form_id = forms.form_id
    where standards.folded_name is not null
    group by all
),

names_with_objects as (
    select
        names_of_forms.*,
        forms_with_objects.filing_id,
        forms_with_objects.form_type,
        forms_with_objects.document_stage,
        forms_with_objects.fiscal_year,
        forms_with_objects.body_id,
        forms_with_objects.form_order,
        forms_with_objects.object_text
    from names_of_forms
    inner join forms_with_objects
        on names_of_forms.form_id = forms_with_objects.form_id
),

-- □ for every run of two characters or more that the project's name holds
names_without_objects as (
    select
        * exclude (object_text),
        regexp_replace(
            array_to_string(
                list_transform(
                    range(1, length(folded_name) + 1),
                    lambda place: if(
                        (
                            place < length(folded_name)
                            and contains(object_text, substr(folded_name, place, 2))
                        )
                        or (
                            place > 1
                            and contains(object_text, substr(folded_name, place - 1, 2))
                        ),
                        '□',
                        substr(folded_name, place, 1)
                    )
                ),
                ''
            ),
            '□+', '□', 'g'
        ) as name_without_object
    from names_with_objects
),

names_gathered as (
    select
        * exclude (name_without_object),
        if(
            contains(name_without_object, '□') and length(name_without_object) > 2,
            name_without_object, folded_name
        ) as name_without_object
    from names_without_objects
)

select * from names_gathered
