{% set given = rule_parameters('finding_rule_parameters') %}

with

names_of_sets as (
    select * from {{ ref('int_indicator_names_gathered_to_sets') }}
),

names_in_both_wordings as (
    select
        'printed' as wording,
        form_id,
        folded_name as compared_name,
        indicator_name,
        comparable_targets,
        document_stage,
        form_type,
        filing_id,
        form_order
    from names_of_sets
    union all
    select
        'without_object' as wording,
        form_id,
        name_without_object as compared_name,
        min_by(indicator_name, indicator_number) as indicator_name,
        min_by(comparable_targets, indicator_number) as comparable_targets,
        document_stage,
        form_type,
        filing_id,
        form_order
    from names_of_sets
    group by all
),

names_counted as (
    select
        *,
        count(*) over (partition by wording, form_id) as name_count,
        count(*) over (partition by wording, document_stage, form_type, compared_name)
            as form_count
    from names_in_both_wordings
),

-- two sets that share t of their names share one of the n - t * n + 1 rarest names of each
rarest_names as (
    select *
    from names_counted
    where name_count >= {{ rule_number(given, 'F19 least_names') }}
    qualify
        row_number() over (partition by wording, form_id order by form_count, compared_name)
        <= name_count
        - ceil({{ rule_number(given, 'F19 listed_from_pct') }} * name_count / 100) + 1
),

pairs_with_a_rare_name as (
    select distinct
        rarest_names.form_id as left_form_id,
        other_names.form_id as right_form_id
    from rarest_names
    inner join rarest_names as other_names
        on
            rarest_names.wording = other_names.wording
            and rarest_names.document_stage = other_names.document_stage
            and rarest_names.form_type = other_names.form_type
            and rarest_names.compared_name = other_names.compared_name
            and rarest_names.form_order < other_names.form_order
    where
        (
            rarest_names.filing_id = other_names.filing_id
            or rarest_names.form_count
            <= {{ rule_number(given, 'F19 most_forms_of_name') }}
        )
        and least(rarest_names.name_count, other_names.name_count) * 100
        >= {{ rule_number(given, 'F19 listed_from_pct') }}
        * greatest(rarest_names.name_count, other_names.name_count)
),

names_shared_by_pairs as (
    select
        pairs_with_a_rare_name.left_form_id,
        pairs_with_a_rare_name.right_form_id,
        left_names.wording,
        any_value(left_names.name_count) as left_name_count,
        any_value(right_names.name_count) as right_name_count,
        count(*) as shared_count,
        count(*) filter (
            where left_names.comparable_targets = right_names.comparable_targets
            and len(left_names.comparable_targets) > 0
        ) as same_target_count,
        string_agg(left_names.indicator_name, '、' order by left_names.indicator_name)
            as names_text
    from pairs_with_a_rare_name
    inner join names_counted as left_names
        on pairs_with_a_rare_name.left_form_id = left_names.form_id
    inner join names_counted as right_names
        on
            pairs_with_a_rare_name.right_form_id = right_names.form_id
            and left_names.wording = right_names.wording
            and left_names.compared_name = right_names.compared_name
    group by all
),

sizes_of_sets as (
    select distinct
        form_id,
        name_count
    from names_counted
    where wording = 'printed'
),

names_shared_as_printed as (
    select * from names_shared_by_pairs
    where wording = 'printed'
),

names_shared_without_objects as (
    select * from names_shared_by_pairs
    where wording = 'without_object'
),

sets_compared as (
    select
        replaced.left_form_id,
        replaced.right_form_id,
        printed.names_text,
        replaced.names_text as replaced_names_text,
        left_sizes.name_count as left_name_count,
        right_sizes.name_count as right_name_count,
        coalesce(printed.shared_count, 0) as shared_count,
        left_sizes.name_count + right_sizes.name_count - coalesce(printed.shared_count, 0)
            as either_count,
        coalesce(printed.same_target_count, 0) as same_target_count,
        left_sizes.name_count + right_sizes.name_count - coalesce(printed.same_target_count, 0)
            as either_target_count,
        replaced.shared_count as replaced_shared_count,
        replaced.left_name_count + replaced.right_name_count - replaced.shared_count
            as replaced_either_count
    from names_shared_without_objects as replaced
    inner join sizes_of_sets as left_sizes
        on replaced.left_form_id = left_sizes.form_id
    inner join sizes_of_sets as right_sizes
        on replaced.right_form_id = right_sizes.form_id
    left join names_shared_as_printed as printed
        on
            replaced.left_form_id = printed.left_form_id
            and replaced.right_form_id = printed.right_form_id
)

select * from sets_compared
where
    greatest(
        shared_count * replaced_either_count, replaced_shared_count * either_count
    ) * 100
    >= {{ rule_number(given, 'F19 listed_from_pct') }} * either_count * replaced_either_count
