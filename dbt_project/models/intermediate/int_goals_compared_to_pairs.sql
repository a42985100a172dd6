{% set given = rule_parameters('finding_rule_parameters') %}

with

goals as (
    select * from {{ ref('int_goals_folded_to_texts') }}
),

grams as (
    select * from {{ ref('int_goals_split_to_grams') }}
),

grams_of_few as (
    select distinct
        form_type,
        filing_id,
        form_id,
        form_order,
        field_name,
        gram
    from grams
    where
        filing_form_count > 1
        and filing_form_count <= {{ rule_number(given, 'F20 most_forms_of_gram') }}
),

-- each pair once, the earlier form left
goals_paired as (
    select distinct
        left_grams.form_id as left_form_id,
        left_grams.field_name as left_field_name,
        right_grams.form_id as right_form_id,
        right_grams.field_name as right_field_name
    from grams_of_few as left_grams
    inner join grams_of_few as right_grams
        on
            left_grams.filing_id = right_grams.filing_id
            and left_grams.form_type = right_grams.form_type
            and left_grams.gram = right_grams.gram
            and left_grams.form_order < right_grams.form_order
),

goals_cut as (
    select
        form_id,
        field_name,
        list_distinct({{ text_grams('folded_text', 2) }}) as pairs
    from goals
),

goals_compared as (
    select
        goals_paired.*,
        len(list_intersect(left_goals.pairs, right_goals.pairs)) as shared_count,
        greatest(len(left_goals.pairs), len(right_goals.pairs)) as longer_count
    from goals_paired
    inner join goals_cut as left_goals
        on
            goals_paired.left_form_id = left_goals.form_id
            and goals_paired.left_field_name = left_goals.field_name
    inner join goals_cut as right_goals
        on
            goals_paired.right_form_id = right_goals.form_id
            and goals_paired.right_field_name = right_goals.field_name
)

select *
from goals_compared
where shared_count * 100 >= {{ rule_number(given, 'F20 alike_pct') }} * longer_count
