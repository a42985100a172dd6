with

indicators as (
    select * from {{ ref('stg_filings__indicators') }}
),

standards as (
    select * from {{ ref('int_indicators_folded_to_standards') }}
),

name_polarity as (
    select * from {{ ref('int_indicator_names_matched_to_polarity') }}
),

polarity_words as (
    select * from {{ ref('polarity_words') }}
),

achievement_words as (
    select * from {{ ref('achievement_words') }}
),

unit_bases as (
    select * from {{ ref('unit_bases') }}
),

target_polarity as (
    select
        indicators.target_text,
        max_by(polarity_words.polarity, length(polarity_words.word)) as polarity
    from indicators
    inner join polarity_words
        on
            polarity_words.position = 'target_ending'
            and ends_with(indicators.target_text, polarity_words.word)
    where indicators.target_kind = 'word'
    group by all
),

actual_words as (
    select
        indicators.actual_text,
        max_by(achievement_words.is_met, length(achievement_words.printed_word)) as is_met,
        max_by(achievement_words.achievement, length(achievement_words.printed_word))
            as achievement
    from indicators
    inner join achievement_words
        on starts_with(indicators.actual_text, achievement_words.printed_word)
    group by all
),

indicators_with_polarity as (
    select
        indicators.*,
        name_polarity.polarity as name_polarity,
        actual_words.is_met as is_met_in_words,
        actual_words.achievement,
        case
            when indicators.target_operator in ('>=', '>') then 'higher'
            when indicators.target_operator in ('<=', '<') then 'lower'
            when indicators.target_operator = '=' and indicators.target_value = 0 then 'lower'
            when
                indicators.target_operator = '='
                and coalesce(indicators.base_unit, indicators.target_unit) = '%'
                and indicators.target_value = 100
                then if(name_polarity.polarity = 'lower', 'lower', 'higher')
            when indicators.target_kind in ('exact', 'range', 'frequency') then 'exact'
            when indicators.target_kind = 'word' then coalesce(target_polarity.polarity, 'reached')
            when
                indicators.target_kind in ('relation', 'standard', 'sentence', 'deadline')
                then 'reached'
            else coalesce(name_polarity.polarity, 'unknown')
        end as polarity,
        coalesce(indicators.actual_unit, indicators.target_unit, '')
        = coalesce(indicators.target_unit, indicators.actual_unit, '')
        -- 4 beside 一季度一次 may count the year; 0.95 beside 90% may be a share of 1
        and not (
            indicators.actual_unit is null
            and (
                indicators.target_kind = 'frequency'
                or (
                    indicators.target_unit = '%'
                    and indicators.target_value > 1
                    and indicators.actual_value > 0
                    and indicators.actual_value <= 1
                )
            )
        ) as is_same_unit,
        coalesce(target_units.base_unit = actual_units.base_unit, false) as is_same_base
    from indicators
    inner join standards
        on indicators.indicator_id = standards.indicator_id
    left join name_polarity
        on standards.folded_name = name_polarity.folded_name
    left join unit_bases as target_units
        on indicators.target_unit = target_units.unit
    left join unit_bases as actual_units
        on indicators.actual_unit = actual_units.unit
    left join target_polarity on indicators.target_text = target_polarity.target_text
    left join actual_words on indicators.actual_text = actual_words.actual_text
),

values_brought_to_one_unit as (
    select
        indicator_id,
        polarity,
        name_polarity,
        achievement,
        target_operator,
        actual_operator,
        is_approximate,
        is_met_in_words,
        case
            when is_same_unit then target_value
            when is_same_base then target_value_base
        end as compared_target,
        case
            when is_same_unit then target_value_max
            when is_same_base then target_value_max_base
        end as compared_target_max,
        case
            when is_same_unit then actual_value
            when is_same_base then actual_value_base
        end as compared_actual
    from indicators_with_polarity
),

indicators_judged as (
    select
        indicator_id,
        polarity,
        name_polarity,
        achievement,
        compared_target,
        compared_target_max,
        compared_actual,
        coalesce(
            is_met_in_words,
            case
                when
                    actual_operator in ('>=', '>')
                    then
                        if(
                            target_operator = '>=' and compared_actual >= compared_target,
                            true,
                            null
                        )
                when
                    actual_operator in ('<=', '<')
                    then
                        if(
                            target_operator = '<=' and compared_actual <= compared_target,
                            true,
                            null
                        )
                when actual_operator = '~' then null
                when target_operator = '>=' then compared_actual >= compared_target
                when target_operator = '>' then compared_actual > compared_target
                when target_operator = '<=' then compared_actual <= compared_target
                when target_operator = '<' then compared_actual < compared_target
                when is_approximate then null
                when compared_target_max is not null
                    then compared_actual between compared_target and compared_target_max
                when polarity = 'higher' then compared_actual >= compared_target
                when polarity = 'lower' then compared_actual <= compared_target
                when polarity = 'exact' then compared_actual = compared_target
            end
        ) as is_met
    from values_brought_to_one_unit
)

select * from indicators_judged
