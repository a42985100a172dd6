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
    select * from {{ ref('int_goals_split_to_grams') }}
),

-- a passage of 30 characters holds one of the grams that start at every 19th character
grams_sampled as (
    select grams_of_goals.*
    from grams_of_goals
    cross join limits
    where
        grams_of_goals.form_count > 1
        and (grams_of_goals.position - 1) % (limits.passage_length - limits.gram_length + 1) = 0
),

-- what few forms print is laid over each of them, what many print over the first alone
goals_laid_over as (
    select
        grams_sampled.form_id,
        grams_sampled.field_name,
        grams_of_goals.form_id as other_form_id,
        grams_of_goals.field_name as other_field_name,
        grams_of_goals.position - grams_sampled.position as shift
    from grams_sampled
    inner join grams_of_goals
        on
            grams_sampled.document_stage = grams_of_goals.document_stage
            and grams_sampled.form_type = grams_of_goals.form_type
            and grams_sampled.gram = grams_of_goals.gram
            and grams_sampled.form_id != grams_of_goals.form_id
    where
        if(
            grams_sampled.filing_id = grams_of_goals.filing_id,
            grams_sampled.filing_form_count
            <= {{ rule_number(given, 'F20 most_forms_of_gram') }},
            grams_sampled.form_count
            <= {{ rule_number(given, 'F20 most_forms_over_filings') }}
        )
    union
    select
        form_id,
        field_name,
        first_holder[1] as other_form_id,
        first_holder[2] as other_field_name,
        cast(first_holder[3] as bigint) - position as shift
    from grams_sampled
    where form_id != first_holder[1]
),

-- each pair once, the earlier form left
goals_laid_in_order as (
    select distinct
        if(goals.form_order < other_goals.form_order, goals.form_id, other_goals.form_id)
            as left_form_id,
        if(goals.form_order < other_goals.form_order, goals.field_name, other_goals.field_name)
            as left_field_name,
        if(goals.form_order < other_goals.form_order, other_goals.form_id, goals.form_id)
            as right_form_id,
        if(goals.form_order < other_goals.form_order, other_goals.field_name, goals.field_name)
            as right_field_name,
        if(
            goals.form_order < other_goals.form_order,
            goals_laid_over.shift, -goals_laid_over.shift
        ) as shift
    from goals_laid_over
    inner join goals
        on
            goals_laid_over.form_id = goals.form_id
            and goals_laid_over.field_name = goals.field_name
    inner join goals as other_goals
        on
            goals_laid_over.other_form_id = other_goals.form_id
            and goals_laid_over.other_field_name = other_goals.field_name
),

characters_laid_over as (
    select
        goals_laid_in_order.*,
        left_goals.folded_text,
        right_goals.folded_text as other_text,
        unnest(
            range(
                greatest(1, 1 - goals_laid_in_order.shift),
                least(
                    length(left_goals.folded_text),
                    length(right_goals.folded_text) - goals_laid_in_order.shift
                ) + 1
            )
        ) as position
    from goals_laid_in_order
    inner join goals as left_goals
        on
            goals_laid_in_order.left_form_id = left_goals.form_id
            and goals_laid_in_order.left_field_name = left_goals.field_name
    inner join goals as right_goals
        on
            goals_laid_in_order.right_form_id = right_goals.form_id
            and goals_laid_in_order.right_field_name = right_goals.field_name
),

characters_alike as (
    select
        * exclude (folded_text, other_text),
        position - row_number() over (
            partition by
                left_form_id, left_field_name, right_form_id, right_field_name, shift
            order by position
        ) as run
    from characters_laid_over
    where substr(folded_text, position, 1) = substr(other_text, position + shift, 1)
),

passages_long as (
    select
        left_form_id,
        left_field_name,
        right_form_id,
        right_field_name,
        min(position) as left_position,
        min(position) + shift as right_position,
        count(*) as passage_length
    from characters_alike
    group by
        left_form_id, left_field_name, right_form_id, right_field_name, shift, run
    having count(*) >= {{ rule_number(given, 'F20 passage_characters') }}
),

-- a passage within a longer one of the same two goals tells nothing more
passages_not_covered as (
    select *
    from passages_long
    qualify
        coalesce(
            max(left_position + passage_length) over (
                partition by left_form_id, left_field_name, right_form_id, right_field_name
                order by left_position asc, passage_length desc, right_position asc
                rows between unbounded preceding and 1 preceding
            ),
            0
        ) < left_position + passage_length
),

passages_counted as (
    select
        passages_not_covered.*,
        min(grams_of_goals.filing_form_count) as filing_form_count,
        min(grams_of_goals.form_count) as form_count
    from passages_not_covered
    cross join limits
    inner join grams_of_goals
        on
            passages_not_covered.left_form_id = grams_of_goals.form_id
            and passages_not_covered.left_field_name = grams_of_goals.field_name
            and grams_of_goals.position between passages_not_covered.left_position
            and passages_not_covered.left_position
            + passages_not_covered.passage_length
            - limits.gram_length
    group by all
),

short_goals_counted as (
    select
        *,
        count(distinct form_id) over (
            partition by document_stage, form_type, folded_text
        ) as form_count,
        count(distinct form_id) over (
            partition by document_stage, form_type, filing_id, folded_text
        ) as filing_form_count,
        min(form_order) over (partition by document_stage, form_type, folded_text)
            as first_order
    from goals
    where
        length(folded_text) < {{ rule_number(given, 'F20 passage_characters') }}
        and length(folded_text) >= {{ rule_number(given, 'F20 whole_characters') }}
),

short_goals_the_same as (
    select
        short_goals.form_id as left_form_id,
        short_goals.field_name as left_field_name,
        other_goals.form_id as right_form_id,
        other_goals.field_name as right_field_name,
        1 as left_position,
        1 as right_position,
        length(short_goals.folded_text) as passage_length,
        short_goals.filing_form_count,
        short_goals.form_count
    from short_goals_counted as short_goals
    inner join short_goals_counted as other_goals
        on
            short_goals.document_stage = other_goals.document_stage
            and short_goals.form_type = other_goals.form_type
            and short_goals.folded_text = other_goals.folded_text
            and short_goals.form_order < other_goals.form_order
    where
        short_goals.form_order = short_goals.first_order
        or if(
            short_goals.filing_id = other_goals.filing_id,
            short_goals.filing_form_count
            <= {{ rule_number(given, 'F20 most_forms_of_gram') }},
            short_goals.form_count
            <= {{ rule_number(given, 'F20 most_forms_over_filings') }}
        )
),

passages_found as (
    select * from passages_counted
    union all by name
    select * from short_goals_the_same
),

passages_placed as (
    select
        passages_found.left_form_id,
        passages_found.left_field_name,
        passages_found.right_form_id,
        passages_found.right_field_name,
        substr(
            left_goals.folded_text, passages_found.left_position, passages_found.passage_length
        ) as folded_passage,
        passages_found.passage_length,
        length(left_goals.folded_text) as left_length,
        length(right_goals.folded_text) as right_length,
        left_goals.folded_places[passages_found.left_position] as left_start,
        left_goals.folded_places[
            passages_found.left_position + passages_found.passage_length - 1
        ] as left_end,
        right_goals.folded_places[passages_found.right_position] as right_start,
        right_goals.folded_places[
            passages_found.right_position + passages_found.passage_length - 1
        ] as right_end,
        passages_found.filing_form_count,
        passages_found.form_count,
        if(
            left_goals.filing_id = right_goals.filing_id,
            passages_found.filing_form_count
            > {{ rule_number(given, 'F20 most_forms_of_gram') }},
            passages_found.form_count
            > {{ rule_number(given, 'F20 most_forms_over_filings') }}
        ) as is_boilerplate
    from passages_found
    inner join goals as left_goals
        on
            passages_found.left_form_id = left_goals.form_id
            and passages_found.left_field_name = left_goals.field_name
    inner join goals as right_goals
        on
            passages_found.right_form_id = right_goals.form_id
            and passages_found.right_field_name = right_goals.field_name
)

select * from passages_placed
