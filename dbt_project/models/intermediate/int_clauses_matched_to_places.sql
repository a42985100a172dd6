with

clauses as (
    select * from {{ ref('int_class_texts_split_to_clauses') }}
),

places as (
    select * from {{ ref('functional_class_places') }}
),

functional_classes as (
    select * from {{ ref('functional_classes') }}
),

rules as (
    select * from {{ ref('functional_class_rules') }}
),

rule_places as (
    select
        rule_id,
        functional_class,
        weight,
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

texts as (
    select distinct
        place,
        folded_text
    from clauses
),

words_found_in_texts as (
    select
        texts.place,
        texts.folded_text,
        rule_places.rule_id,
        rule_places.functional_class,
        rule_places.weight,
        rule_places.needs_and_word,
        bool_or(rule_words.requirement = 'any') as has_any_word,
        bool_or(rule_words.requirement = 'and') as has_and_word,
        bool_or(rule_words.requirement = 'not') as has_not_word,
        string_agg(
            distinct rule_words.word, '、' order by rule_words.word
        ) as words
    from texts
    inner join rule_places
        on texts.place = rule_places.place
    inner join rule_words
        on
            rule_places.rule_id = rule_words.rule_id
            and rule_words.word != ''
            and contains(texts.folded_text, rule_words.word)
    group by all
),

rules_met_by_texts as (
    select *
    from words_found_in_texts
    where
        has_any_word
        and not has_not_word
        and (has_and_word or needs_and_word is not true)
),

classes_of_places as (
    select
        clauses.owner_id,
        clauses.place,
        rules_met.functional_class,
        max(rules_met.weight) as weight,
        arg_min(
            struct_pack(
                rule_id := rules_met.rule_id,
                words := rules_met.words,
                clause_text := clauses.clause_text
            ),
            (-rules_met.weight, clauses.clause_text, rules_met.rule_id)
        ) as strongest
    from clauses
    inner join rules_met_by_texts as rules_met
        on
            clauses.place = rules_met.place
            and clauses.folded_text = rules_met.folded_text
    group by all
),

rivals as (
    select
        ours.owner_id,
        ours.place,
        ours.functional_class,
        max(if(their_class.parent_class = our_class.parent_class, theirs.weight, null))
            as sibling_weight,
        max(if(their_class.parent_class != our_class.parent_class, theirs.weight, null))
            as stranger_weight
    from classes_of_places as ours
    inner join classes_of_places as theirs
        on
            ours.owner_id = theirs.owner_id
            and ours.place = theirs.place
            and ours.functional_class != theirs.functional_class
    inner join functional_classes as our_class
        on ours.functional_class = our_class.functional_class
    inner join functional_classes as their_class
        on theirs.functional_class = their_class.functional_class
    group by all
),

classes_judged as (
    select
        classes_of_places.owner_id,
        classes_of_places.place,
        classes_of_places.functional_class,
        classes_of_places.strongest.rule_id,
        classes_of_places.strongest.words,
        classes_of_places.strongest.clause_text,
        classes_of_places.weight,
        coalesce(classes_of_places.weight >= places.deciding_weight, false)
        and classes_of_places.weight > coalesce(rivals.sibling_weight, 0)
        and classes_of_places.weight >= 2 * coalesce(rivals.stranger_weight, 0) as is_deciding
    from classes_of_places
    inner join places
        on classes_of_places.place = places.place
    left join rivals
        on
            classes_of_places.owner_id = rivals.owner_id
            and classes_of_places.place = rivals.place
            and classes_of_places.functional_class = rivals.functional_class
)

select * from classes_judged
