with

classes_of_places as (
    select * from {{ ref('int_clauses_matched_to_places') }}
),

forms as (
    select * from {{ ref('stg_filings__forms') }}
),

classes_of_form_texts as (
    select
        forms.form_id,
        classes_of_places.functional_class,
        classes_of_places.place,
        classes_of_places.rule_id,
        classes_of_places.words,
        classes_of_places.clause_text
    from forms
    inner join classes_of_places
        on forms.form_id = classes_of_places.owner_id
    qualify row_number() over (
        partition by forms.form_id
        order by
            classes_of_places.is_decisive desc,
            list_position(['name', 'overview', 'goal', 'indicator'], classes_of_places.place) asc
    ) = 1
)

select * from classes_of_form_texts
