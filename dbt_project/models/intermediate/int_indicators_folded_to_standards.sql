with

indicators as (
    select * from {{ ref('stg_filings__indicators') }}
),

level_words as (
    select * from {{ ref('indicator_levels') }}
),

level_pairs as (
    select * from {{ ref('indicator_level_pairs') }}
),

spellings as (
    select
        map(list(printed_part), list(coalesce(standard_part, ''))) as standard_parts,
        string_agg(printed_part, '|' order by length(printed_part) desc, printed_part asc)
        || '|.' as pattern
    from {{ ref('indicator_spellings') }}
),

names_of_all as (
    select distinct
        indicator_name,
        level1_name,
        level2_name
    from indicators
),

names_folded as (
    select
        indicator_name,
        level1_name,
        level2_name,
        {{ fold_indicator_name('indicator_name') }} as folded_name,
        regexp_replace({{ fold_text('level1_name') }}, '\([^()]*\)|指标', '', 'g') as level1,
        regexp_replace({{ fold_text('level2_name') }}, '\([^()]*\)|指标', '', 'g') as level2
    from names_of_all
),

names_joined_to_spellings as (
    select
        names_folded.*,
        spellings.standard_parts,
        regexp_extract_all(names_folded.folded_name, spellings.pattern) as name_parts
    from names_folded
    cross join spellings
),

names_spelled as (
    select
        indicator_name,
        level1_name,
        level2_name,
        array_to_string(
            list_transform(name_parts, lambda part: coalesce(standard_parts[part], part)), ''
        ) as folded_name,
        level1,
        level2
    from names_joined_to_spellings
),

indicators_folded as (
    select
        indicators.indicator_id,
        indicators.form_id,
        indicators.indicator_name,
        names_spelled.folded_name,
        names_spelled.level1,
        names_spelled.level2
    from indicators
    inner join names_spelled
        on
            indicators.indicator_name is not distinct from names_spelled.indicator_name
            and indicators.level1_name is not distinct from names_spelled.level1_name
            and indicators.level2_name is not distinct from names_spelled.level2_name
),

levels_joined_to_words as (
    select
        indicators_folded.indicator_id,
        indicators_folded.form_id,
        indicators_folded.indicator_name,
        nullif(indicators_folded.folded_name, '') as folded_name,
        coalesce(
            level1_words.standard_word, nullif(indicators_folded.level1, '')
        ) as level1,
        coalesce(
            level2_words.standard_word, nullif(indicators_folded.level2, '')
        ) as level2
    from indicators_folded
    left join level_words as level1_words
        on
            indicators_folded.level1 = level1_words.printed_word
            and level1_words.level_number = 1
    left join level_words as level2_words
        on
            indicators_folded.level2 = level2_words.printed_word
            and level2_words.level_number = 2
),

indicators_standardised as (
    select
        levels_joined_to_words.indicator_id,
        levels_joined_to_words.form_id,
        levels_joined_to_words.indicator_name,
        levels_joined_to_words.folded_name,
        'ind-' || substr(md5(levels_joined_to_words.folded_name), 1, 16) as standard_indicator_id,
        coalesce(
            level_pairs.standard_level1, levels_joined_to_words.level1
        ) as standard_level1,
        coalesce(
            level_pairs.standard_level2, levels_joined_to_words.level2
        ) as standard_level2
    from levels_joined_to_words
    left join level_pairs
        on
            levels_joined_to_words.level1 = level_pairs.level1
            and levels_joined_to_words.level2 = level_pairs.level2
)

select * from indicators_standardised
