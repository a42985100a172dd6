with

clauses as (
    select * from {{ ref('int_class_texts_split_to_clauses') }}
),

rules as (
    select * from {{ ref('functional_class_rules') }}
),

rule_places as (
    select
        rule_id,
        functional_class,
        priority,
        is_decisive,
        and_words != '' as needs_and_word,
        unnest(string_split(places, '|')) as place
    from rules
),

rule_words as (
    select
        rule_id,
        'any' as requirement,
        unnest(string_split(any_words, '|')) as word
    from rules
    union all
    select
        rule_id,
        'and' as requirement,
        unnest(string_split(and_words, '|')) as word
    from rules
    union all
    select
        rule_id,
        'not' as requirement,
        unnest(string_split(not_words, '|')) as word
    from rules
),

words_found_in_clauses as (
    select
        clauses.owner_id,
        clauses.place,
        clauses.clause_text,
        rule_places.rule_id,
        rule_places.functional_class,
        rule_places.priority,
        rule_places.is_decisive,
        rule_places.needs_and_word,
        bool_or(rule_words.requirement = 'any') as has_any_word,
        bool_or(rule_words.requirement = 'and') as has_and_word,
        bool_or(rule_words.requirement = 'not') as has_not_word,
        string_agg(
            distinct rule_words.word, '、' order by rule_words.word
        ) as words
    from clauses
    inner join rule_places
        on clauses.place = rule_places.place
    inner join rule_words
        on
            rule_places.rule_id = rule_words.rule_id
            and rule_words.word != ''
            and contains(clauses.folded_text, rule_words.word)
    group by all
),

rules_met_by_clauses as (
    select
        *,
        count(distinct clause_text)
            over (partition by owner_id, place, functional_class) as clause_count
    from words_found_in_clauses
    where
        has_any_word
        and not has_not_word
        and (has_and_word or needs_and_word is not true)
),

classes_of_places as (
    select
        owner_id,
        place,
        rule_id,
        functional_class,
        clause_text,
        words,
        is_decisive
    from rules_met_by_clauses
    qualify row_number() over (
        partition by owner_id, place
        order by is_decisive desc, clause_count desc, priority asc, clause_text asc
    ) = 1
)

select * from classes_of_places
