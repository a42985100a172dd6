with

pairs as (
    select * from {{ ref('int_indicator_sets_compared_to_pairs') }}
),

names_of_sets as (
    select * from {{ ref('int_indicator_names_gathered_to_sets') }}
),

forms_of_sets as (
    select distinct
        form_id,
        filing_id,
        body_id,
        document_stage,
        form_type,
        fiscal_year
    from names_of_sets
),

names_of_left_alone as (
    select
        pairs.left_form_id,
        pairs.right_form_id,
        string_agg(left_names.indicator_name, '、' order by left_names.indicator_number)
            as names_text
    from pairs
    inner join names_of_sets as left_names
        on pairs.left_form_id = left_names.form_id
    left join names_of_sets as right_names
        on
            pairs.right_form_id = right_names.form_id
            and left_names.folded_name = right_names.folded_name
    where right_names.form_id is null
    group by all
),

names_of_right_alone as (
    select
        pairs.left_form_id,
        pairs.right_form_id,
        string_agg(right_names.indicator_name, '、' order by right_names.indicator_number)
            as names_text
    from pairs
    inner join names_of_sets as right_names
        on pairs.right_form_id = right_names.form_id
    left join names_of_sets as left_names
        on
            pairs.left_form_id = left_names.form_id
            and right_names.folded_name = left_names.folded_name
    where left_names.form_id is null
    group by all
),

sets_alike as (
    select
        pairs.left_form_id as form_id,
        pairs.right_form_id as other_form_id,
        left_sets.filing_id,
        right_sets.filing_id as other_filing_id,
        left_sets.document_stage,
        left_sets.form_type,
        {{ pair_scope('left_sets', 'right_sets') }} as pair_scope,
        pairs.names_text as shared_names_text,
        names_of_left_alone.names_text as own_names_text,
        names_of_right_alone.names_text as other_names_text,
        if(
            pairs.replaced_shared_count > pairs.shared_count, pairs.replaced_names_text, null
        ) as replaced_names_text,
        cast(pairs.left_name_count as integer) as name_count,
        cast(pairs.right_name_count as integer) as other_name_count,
        cast(pairs.shared_count as integer) as shared_count,
        cast(pairs.either_count as integer) as either_count,
        cast(pairs.same_target_count as integer) as same_target_count,
        cast(pairs.replaced_shared_count as integer) as replaced_shared_count,
        cast({{ exact_pct('pairs.shared_count', 'pairs.either_count') }} as decimal(9, 4))
            as alike_pct,
        cast(
            {{ exact_pct('pairs.same_target_count', 'pairs.either_target_count') }}
            as decimal(9, 4)
        ) as alike_with_targets_pct,
        cast(
            {{ exact_pct('pairs.replaced_shared_count', 'pairs.replaced_either_count') }}
            as decimal(9, 4)
        ) as alike_without_object_pct,
        left_sets.fiscal_year,
        right_sets.fiscal_year as other_fiscal_year
    from pairs
    inner join forms_of_sets as left_sets
        on pairs.left_form_id = left_sets.form_id
    inner join forms_of_sets as right_sets
        on pairs.right_form_id = right_sets.form_id
    left join names_of_left_alone
        on
            pairs.left_form_id = names_of_left_alone.left_form_id
            and pairs.right_form_id = names_of_left_alone.right_form_id
    left join names_of_right_alone
        on
            pairs.left_form_id = names_of_right_alone.left_form_id
            and pairs.right_form_id = names_of_right_alone.right_form_id
)

select * from sets_alike
