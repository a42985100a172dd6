with

indicators as (
    select * from {{ ref('int_indicators_folded_to_standards') }}
),

polarity_words as (
    select * from {{ ref('polarity_words') }}
),

names as (
    select distinct folded_name from indicators
    where folded_name is not null
),

names_matched as (
    select
        names.folded_name,
        polarity_words.word as polarity_word,
        polarity_words.polarity
    from names
    inner join polarity_words
        on
            (
                polarity_words.position = 'name_ending'
                and ends_with(names.folded_name, polarity_words.word)
            )
            or (
                polarity_words.position = 'name_contains'
                and contains(names.folded_name, polarity_words.word)
            )
    qualify row_number() over (
        partition by names.folded_name
        order by
            polarity_words.position = 'name_ending' desc,
            length(polarity_words.word) desc,
            polarity_words.word asc
    ) = 1
)

select * from names_matched
