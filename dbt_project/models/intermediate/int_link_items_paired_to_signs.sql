{% set given = rule_parameters('link_parameters') %}

with

items as (
    select * from {{ ref('int_forms_united_with_cost_items') }}
),

runs as (
    select * from {{ ref('int_link_texts_split_to_runs') }}
),

indicators as (
    select * from {{ ref('stg_filings__indicators') }}
),

folded_indicators as (
    select * from {{ ref('int_indicators_folded_to_standards') }}
),

forms as (
    select * from {{ ref('stg_filings__forms') }}
),

sections as (
    select * from {{ ref('stg_filings__narrative_sections') }}
),

words as (
    select string_agg(word, '|' order by length(word) desc, word) as pattern
    from {{ ref('link_words') }}
),

measures as (
    select string_agg(measure, '' order by measure) as characters
    from {{ ref('link_measures') }}
),

weighed_pairs as (
    select * from runs
    where run_kind = 'pair'
),

bare_names as (
    select
        items.*,
        regexp_replace(
            {{ text_for_links('items.item_name') }}, words.pattern, '|', 'g'
        ) as bare_name
    from items
    cross join words
    where items.item_name is not null and not items.is_masked
),

names_split as (
    {{ runs_of('bare_names', 'item_id, form_id, family_id', 'bare_name', 2) }}
),

names_weighed as (
    select
        names_split.item_id,
        names_split.form_id,
        names_split.family_id,
        names_split.run,
        coalesce(weighed_pairs.weight, 0) as weight,
        sum(coalesce(weighed_pairs.weight, 0))
            over (partition by names_split.item_id) as item_weight
    from names_split
    left join weighed_pairs
        on
            names_split.form_id = weighed_pairs.form_id
            and names_split.run = weighed_pairs.run
),

items_that_may_meet as (
    select
        left_items.item_id as left_item_id,
        right_items.item_id as right_item_id
    from bare_names as left_items
    inner join bare_names as right_items
        on
            left_items.family_id = right_items.family_id
            and left_items.bare_name = right_items.bare_name
    union
    select
        left_names.item_id as left_item_id,
        right_names.item_id as right_item_id
    from names_weighed as left_names
    inner join names_weighed as right_names
        on
            left_names.family_id = right_names.family_id
            and left_names.run = right_names.run
    where left_names.weight >= {{ rule_number(given, 'run_weight') }}
    union
    select
        weighed_pairs.form_id as left_item_id,
        right_names.item_id as right_item_id
    from names_weighed as right_names
    inner join weighed_pairs
        on
            right_names.family_id = weighed_pairs.family_id
            and right_names.run = weighed_pairs.run
    where right_names.weight >= {{ rule_number(given, 'run_weight') }}
    union
    select
        left_names.item_id as left_item_id,
        weighed_pairs.form_id as right_item_id
    from names_weighed as left_names
    inner join weighed_pairs
        on
            left_names.family_id = weighed_pairs.family_id
            and left_names.run = weighed_pairs.run
    where left_names.weight >= {{ rule_number(given, 'run_weight') }}
),

pairs as (
    select
        left_items.item_id as left_item_id,
        right_items.item_id as right_item_id,
        left_items.form_id as left_form_id,
        right_items.form_id as right_form_id,
        left_items.is_form as is_left_form,
        right_items.is_form as is_right_form,
        left_items.is_itemised or right_items.is_itemised as is_itemised,
        left_items.bare_name = right_items.bare_name as is_same_name,
        left_items.amount_yuan as left_amount_yuan,
        right_items.amount_yuan as right_amount_yuan,
        left_items.monthly_price_yuan as left_monthly_price_yuan,
        right_items.monthly_price_yuan as right_monthly_price_yuan
    from items_that_may_meet
    inner join bare_names as left_items
        on items_that_may_meet.left_item_id = left_items.item_id
    inner join bare_names as right_items
        on items_that_may_meet.right_item_id = right_items.item_id
    where
        left_items.family_id = right_items.family_id
        and left_items.form_type = right_items.form_type
        and left_items.document_stage = right_items.document_stage
        and left_items.fiscal_year < right_items.fiscal_year
        and list_contains(left_items.department_ids, right_items.department_id)
),

names_compared as (
    select
        pairs.left_item_id,
        pairs.right_item_id,
        sum(left_names.weight) as shared_weight,
        sum(left_names.weight) / nullif(
            least(any_value(left_names.item_weight), any_value(right_names.item_weight)), 0
        ) as shorter_share,
        sum(left_names.weight) / nullif(
            greatest(any_value(left_names.item_weight), any_value(right_names.item_weight)), 0
        ) as longer_share
    from pairs
    inner join names_weighed as left_names
        on pairs.left_item_id = left_names.item_id
    inner join names_weighed as right_names
        on
            pairs.right_item_id = right_names.item_id
            and left_names.run = right_names.run
    group by all
),

right_names_in_left_texts as (
    select
        pairs.left_item_id,
        pairs.right_item_id,
        sum(right_names.weight) / nullif(any_value(right_names.item_weight), 0) as share,
        sum(right_names.weight) as weight
    from pairs
    inner join names_weighed as right_names
        on pairs.right_item_id = right_names.item_id
    inner join weighed_pairs
        on
            pairs.left_form_id = weighed_pairs.form_id
            and right_names.run = weighed_pairs.run
    where pairs.is_left_form and pairs.is_right_form and not pairs.is_itemised
    group by all
),

left_names_in_right_texts as (
    select
        pairs.left_item_id,
        pairs.right_item_id,
        sum(left_names.weight) / nullif(any_value(left_names.item_weight), 0) as share,
        sum(left_names.weight) as weight
    from pairs
    inner join names_weighed as left_names
        on pairs.left_item_id = left_names.item_id
    inner join weighed_pairs
        on
            pairs.right_form_id = weighed_pairs.form_id
            and left_names.run = weighed_pairs.run
    where pairs.is_left_form and pairs.is_right_form and not pairs.is_itemised
    group by all
),

pairs_related as (
    select
        pairs.*,
        coalesce(names_compared.shared_weight, 0) as shared_weight,
        coalesce(names_compared.shorter_share, 0) as shorter_share,
        coalesce(names_compared.longer_share, 0) as longer_share,
        coalesce(right_names_in_left_texts.share, 0) as right_name_in_left_text_share,
        coalesce(right_names_in_left_texts.weight, 0) as right_name_in_left_text_weight,
        coalesce(left_names_in_right_texts.share, 0) as left_name_in_right_text_share,
        coalesce(left_names_in_right_texts.weight, 0) as left_name_in_right_text_weight
    from pairs
    left join names_compared
        on
            pairs.left_item_id = names_compared.left_item_id
            and pairs.right_item_id = names_compared.right_item_id
    left join right_names_in_left_texts
        on
            pairs.left_item_id = right_names_in_left_texts.left_item_id
            and pairs.right_item_id = right_names_in_left_texts.right_item_id
    left join left_names_in_right_texts
        on
            pairs.left_item_id = left_names_in_right_texts.left_item_id
            and pairs.right_item_id = left_names_in_right_texts.right_item_id
    where
        pairs.is_same_name
        or names_compared.shorter_share >= {{ rule_number(given, 'part_of_text_share') }}
        or names_compared.shared_weight >= {{ rule_number(given, 'word_weight') }}
        or right_names_in_left_texts.share >= {{ rule_number(given, 'part_of_text_share') }}
        or left_names_in_right_texts.share >= {{ rule_number(given, 'text_share') }}
),

related_forms as (
    select distinct
        left_form_id,
        right_form_id
    from pairs_related
),

passages as (
    select
        related_forms.left_form_id,
        related_forms.right_form_id,
        count(*) as passage_count,
        min(left_runs.run) as passage
    from related_forms
    inner join runs as left_runs
        on related_forms.left_form_id = left_runs.form_id
    inner join runs as right_runs
        on
            related_forms.right_form_id = right_runs.form_id
            and left_runs.family_id = right_runs.family_id
            and left_runs.run = right_runs.run
    where left_runs.run_kind = 'passage' and right_runs.run_kind = 'passage'
    group by all
),

indicators_named as (
    select
        indicators.form_id,
        folded_indicators.standard_indicator_id,
        any_value(indicators.indicator_name) as indicator_name,
        any_value(indicators.target_value_base) as target_value,
        any_value(indicators.target_unit) as target_unit
    from indicators
    inner join folded_indicators
        on indicators.indicator_id = folded_indicators.indicator_id
    group by all
),

indicator_names_counted as (
    select
        bare_names.family_id,
        indicators_named.standard_indicator_id,
        count(distinct bare_names.bare_name) as name_count
    from indicators_named
    inner join bare_names
        on indicators_named.form_id = bare_names.item_id
    group by all
),

rare_indicators as (
    select indicators_named.*
    from indicators_named
    inner join items
        on indicators_named.form_id = items.item_id
    inner join indicator_names_counted
        on
            items.family_id = indicator_names_counted.family_id
            and indicators_named.standard_indicator_id
            = indicator_names_counted.standard_indicator_id
    where indicator_names_counted.name_count <= {{ rule_number(given, 'most_names') }}
),

indicators_shared as (
    select
        related_forms.left_form_id,
        related_forms.right_form_id,
        count(*) as indicator_count,
        string_agg(
            left_indicators.indicator_name, '、' order by left_indicators.indicator_name
        ) as indicator_names
    from related_forms
    inner join rare_indicators as left_indicators
        on related_forms.left_form_id = left_indicators.form_id
    inner join rare_indicators as right_indicators
        on
            related_forms.right_form_id = right_indicators.form_id
            and left_indicators.standard_indicator_id = right_indicators.standard_indicator_id
    group by all
),

indicators_of_objects as (
    select distinct
        pairs_related.left_item_id,
        pairs_related.right_item_id
    from pairs_related
    inner join rare_indicators as left_indicators
        on pairs_related.left_form_id = left_indicators.form_id
    inner join rare_indicators as right_indicators
        on
            pairs_related.right_form_id = right_indicators.form_id
            and left_indicators.standard_indicator_id = right_indicators.standard_indicator_id
    inner join names_weighed
        on pairs_related.right_item_id = names_weighed.item_id
    where
        names_weighed.weight >= {{ rule_number(given, 'run_weight') }}
        and contains(right_indicators.indicator_name, names_weighed.run)
),

texts_of_forms as (
    select
        form_id,
        unnest([total_goal_text, annual_goal_text]) as text
    from forms
    union all
    select
        form_id,
        section_text as text
    from sections
    where section_number in (1, 4)
),

counts_in_texts as (
    select
        texts_of_forms.form_id,
        unnest(regexp_extract_all(
            {{ fold_text('texts_of_forms.text') }},
            '[0-9][0-9,.]*[' || measures.characters || '][\p{Han}、]{2,6}'
        )) as count_text
    from texts_of_forms
    cross join measures
    union all
    select
        texts_of_forms.form_id,
        unnest(regexp_extract_all(
            {{ fold_text('texts_of_forms.text') }},
            '[\p{Han}]{2,4}[0-9][0-9,.]*[' || measures.characters || ']'
        )) as count_text
    from texts_of_forms
    cross join measures
),

counts_read as (
    select distinct
        form_id,
        try_cast(
            replace(regexp_extract(count_text, '[0-9][0-9,.]*'), ',', '') as decimal(18, 2)
        ) as quantity,
        substr(
            regexp_replace(
                regexp_replace(count_text, '[0-9][0-9,.]*', ''), '[^\p{Han}]', '', 'g'
            ), 1, 5
        ) as counted
    from counts_in_texts
),

names_of_counts as (
    select
        bare_names.family_id,
        counts_read.counted,
        count(distinct bare_names.bare_name) as name_count
    from counts_read
    inner join bare_names
        on counts_read.form_id = bare_names.item_id
    group by all
),

rare_counts as (
    select counts_read.*
    from counts_read
    inner join items
        on counts_read.form_id = items.item_id
    inner join names_of_counts
        on
            items.family_id = names_of_counts.family_id
            and counts_read.counted = names_of_counts.counted
    where
        names_of_counts.name_count <= {{ rule_number(given, 'most_names') }}
        and length(counts_read.counted) >= 3
),

counts_shared as (
    select
        related_forms.left_form_id,
        related_forms.right_form_id,
        min(left_counts.counted) as counted,
        arg_min(left_counts.quantity, left_counts.counted) as left_quantity,
        arg_min(right_counts.quantity, left_counts.counted) as right_quantity
    from related_forms
    inner join rare_counts as left_counts
        on related_forms.left_form_id = left_counts.form_id
    inner join rare_counts as right_counts
        on
            related_forms.right_form_id = right_counts.form_id
            and left_counts.counted = right_counts.counted
    where
        left_counts.quantity > 0
        and right_counts.quantity between
        left_counts.quantity / {{ rule_number(given, 'count_ratio') }}
        and left_counts.quantity * {{ rule_number(given, 'count_ratio') }}
    group by all
),

indicator_runs as (
    {{ runs_of(
        '(select form_id, standard_indicator_id, target_unit, '
        ~ text_for_links('indicator_name') ~ ' as text from indicators_named'
        ~ " where target_unit is not null and target_unit != '%')",
        'form_id, standard_indicator_id, target_unit', 'text', 2
    ) }}
),

words_with_units as materialized (
    select
        names_weighed.item_id,
        names_weighed.run,
        indicator_runs.target_unit
    from names_weighed
    inner join indicator_runs
        on
            names_weighed.form_id = indicator_runs.form_id
            and names_weighed.run = indicator_runs.run
    group by all
),

units_shared as (
    select distinct
        pairs_related.left_item_id,
        pairs_related.right_item_id
    from pairs_related
    inner join words_with_units
        on pairs_related.right_item_id = words_with_units.item_id
    inner join indicator_runs
        on
            pairs_related.left_form_id = indicator_runs.form_id
            and words_with_units.target_unit = indicator_runs.target_unit
            and words_with_units.run = indicator_runs.run
    where pairs_related.is_left_form
),

left_amounts_of_right as (
    select
        pairs_related.right_item_id,
        pairs_related.left_form_id,
        sum(pairs_related.left_amount_yuan) as left_amount_yuan
    from pairs_related
    where
        pairs_related.shorter_share >= {{ rule_number(given, 'name_share') }}
        and not pairs_related.is_left_form
    group by all
),

pairs_with_signs as (
    select
        pairs_related.*,
        coalesce(passages.passage_count, 0) as passage_count,
        passages.passage,
        coalesce(indicators_shared.indicator_count, 0) as indicator_count,
        indicators_shared.indicator_names,
        counts_shared.counted,
        counts_shared.left_quantity,
        counts_shared.right_quantity,
        units_shared.left_item_id is not null as has_same_unit,
        indicators_of_objects.left_item_id is not null as has_indicator_of_object,
        left_amounts_of_right.left_amount_yuan as left_amounts_yuan
    from pairs_related
    left join passages
        on
            pairs_related.left_form_id = passages.left_form_id
            and pairs_related.right_form_id = passages.right_form_id
    left join indicators_shared
        on
            pairs_related.left_form_id = indicators_shared.left_form_id
            and pairs_related.right_form_id = indicators_shared.right_form_id
    left join counts_shared
        on
            pairs_related.left_form_id = counts_shared.left_form_id
            and pairs_related.right_form_id = counts_shared.right_form_id
    left join units_shared
        on
            pairs_related.left_item_id = units_shared.left_item_id
            and pairs_related.right_item_id = units_shared.right_item_id
    left join indicators_of_objects
        on
            pairs_related.left_item_id = indicators_of_objects.left_item_id
            and pairs_related.right_item_id = indicators_of_objects.right_item_id
    left join left_amounts_of_right
        on
            pairs_related.right_item_id = left_amounts_of_right.right_item_id
            and pairs_related.left_form_id = left_amounts_of_right.left_form_id
            and not pairs_related.is_left_form
            and pairs_related.shorter_share >= {{ rule_number(given, 'name_share') }}
)

select * from pairs_with_signs
