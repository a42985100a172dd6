{% set given = rule_parameters('finding_rule_parameters') %}

with

goals as (
    select * from {{ ref('int_goals_folded_to_texts') }}
),

limits as (
    select
        cast({{ rule_number(given, 'F20 gram_characters') }} as integer) as gram_length,
        cast({{ rule_number(given, 'F20 passage_characters') }} as integer) as passage_length
),

grams_of_goals as (
    select
        goals.document_stage,
        goals.form_type,
        goals.filing_id,
        goals.form_id,
        goals.form_order,
        goals.field_name,
        unnest(range(1, length(goals.folded_text) - limits.gram_length + 2)) as position,
        hash(substr(goals.folded_text, position, limits.gram_length)) as gram
    from goals
    cross join limits
    where length(goals.folded_text) >= limits.passage_length
),

grams_counted_in_filings as (
    select
        document_stage,
        form_type,
        filing_id,
        gram,
        count(distinct form_id) as filing_form_count,
        arg_min([form_id, field_name, cast(position as varchar)], form_order)
            as first_holder,
        min(form_order) as first_order
    from grams_of_goals
    group by all
),

grams_counted as (
    select
        *,
        sum(filing_form_count) over (partition by document_stage, form_type, gram)
            as form_count,
        first_value(first_holder) over (
            partition by document_stage, form_type, gram order by first_order
        ) as first_holder_of_all
    from grams_counted_in_filings
),

grams_counted_of_goals as (
    select
        grams_of_goals.*,
        grams_counted.filing_form_count,
        grams_counted.form_count,
        grams_counted.first_holder_of_all as first_holder
    from grams_of_goals
    inner join grams_counted
        on
            grams_of_goals.document_stage = grams_counted.document_stage
            and grams_of_goals.form_type = grams_counted.form_type
            and grams_of_goals.filing_id = grams_counted.filing_id
            and grams_of_goals.gram = grams_counted.gram
)

select * from grams_counted_of_goals
