with

pairs as (
    select * from {{ ref('int_indicator_sets_compared_to_pairs') }}
),

names_of_sets as (
    select * from {{ ref('int_indicator_names_gathered_to_sets') }}
),

sets as (
    select
        form_id,
        filing_id,
        body_id,
        document_stage,
        form_type,
        fiscal_year,
        list(folded_name order by indicator_number) as folded_names,
        list(indicator_name order by indicator_number) as indicator_names
    from names_of_sets
    group by all
),

sets_alike as (
    select
        pairs.left_form_id,
        pairs.right_form_id,
        left_sets.filing_id as left_filing_id,
        right_sets.filing_id as right_filing_id,
        left_sets.document_stage,
        left_sets.form_type,
        {{ pair_scope('left_sets', 'right_sets') }} as pair_scope,
        pairs.names_text as shared_names_text,
        nullif(array_to_string(list_filter(
            left_sets.indicator_names,
            lambda name, place:
            not list_contains(right_sets.folded_names, left_sets.folded_names[place])
        ), '、'), '') as left_only_names_text,
        nullif(array_to_string(list_filter(
            right_sets.indicator_names,
            lambda name, place:
            not list_contains(left_sets.folded_names, right_sets.folded_names[place])
        ), '、'), '') as right_only_names_text,
        if(
            pairs.replaced_shared_count > pairs.shared_count, pairs.replaced_names_text, null
        ) as replaced_names_text,
        cast(pairs.left_name_count as integer) as left_name_count,
        cast(pairs.right_name_count as integer) as right_name_count,
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
        left_sets.fiscal_year as left_fiscal_year,
        right_sets.fiscal_year as right_fiscal_year
    from pairs
    inner join sets as left_sets
        on pairs.left_form_id = left_sets.form_id
    inner join sets as right_sets
        on pairs.right_form_id = right_sets.form_id
)

select * from sets_alike
