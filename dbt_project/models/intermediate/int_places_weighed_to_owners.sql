with

classes_of_places as (
    select * from {{ ref('int_clauses_matched_to_places') }}
),

clauses as (
    select * from {{ ref('int_class_texts_split_to_clauses') }}
),

places as (
    select * from {{ ref('functional_class_places') }}
),

functional_classes as (
    select * from {{ ref('functional_classes') }}
),

texts_counted_to_forms as (
    select
        owner_id,
        count(distinct place) as text_count
    from clauses
    where place not in ('item', 'group')
    group by owner_id
),

evidence as (
    select
        classes_of_places.*,
        places.place_number,
        places.deciding_weight,
        functional_classes.parent_class,
        coalesce(
            classes_of_places.is_deciding
            and classes_of_places.weight >= places.overriding_weight,
            false
        ) as is_overriding,
        classes_of_places.functional_class = 'unclassified'
        or coalesce(texts_counted_to_forms.text_count, 1) = 1
        or count(distinct classes_of_places.place) over (
            partition by classes_of_places.owner_id, functional_classes.parent_class
        ) > 1 as is_supported,
        concat(
            {{ place_label('classes_of_places.place') }},
            '「', classes_of_places.clause_text, '」中的「', classes_of_places.words, '」'
        ) as evidence_text
    from classes_of_places
    inner join places
        on classes_of_places.place = places.place
    inner join functional_classes
        on classes_of_places.functional_class = functional_classes.functional_class
    left join texts_counted_to_forms
        on classes_of_places.owner_id = texts_counted_to_forms.owner_id
),

first_deciding as (
    select *
    from evidence
    where is_deciding
    qualify row_number() over (partition by owner_id order by place_number) = 1
),

sisters_that_override as (
    select evidence.*
    from evidence
    inner join first_deciding
        on
            evidence.owner_id = first_deciding.owner_id
            and evidence.parent_class = first_deciding.parent_class
            and evidence.place_number > first_deciding.place_number
            and evidence.weight > first_deciding.weight
    where evidence.is_overriding
),

deciding as (
    select * from first_deciding
    union all
    select * from sisters_that_override
),

decided as (
    select *
    from deciding
    where is_supported
    qualify row_number() over (partition by owner_id order by weight desc, place_number asc) = 1
),

undecided_evidence as (
    select evidence.*
    from evidence
    anti join decided
        on evidence.owner_id = decided.owner_id
    where evidence.weight > 0
),

summed_to_class as (
    select
        owner_id,
        functional_class,
        false as is_overriding,
        sum(weight) as weight,
        max(deciding_weight) as deciding_weight,
        count(*) as text_count,
        arg_min(place, place_number) as place,
        arg_min(rule_id, place_number) as rule_id,
        arg_min(words, place_number) as words,
        arg_min(clause_text, place_number) as clause_text,
        string_agg(evidence_text, '；' order by place_number) as evidence_text
    from undecided_evidence
    group by owner_id, functional_class
),

ranked_by_sum as (
    select
        *,
        row_number() over (
            partition by owner_id order by weight desc, functional_class asc
        ) as class_rank,
        lead(weight, 1, 0) over (
            partition by owner_id order by weight desc, functional_class asc
        ) as next_weight
    from summed_to_class
),

confirmed as (
    select *
    from ranked_by_sum
    where
        class_rank = 1
        and text_count > 1
        and weight >= deciding_weight
        and weight >= 2 * next_weight
),

owners_classified as (
    select
        owner_id,
        functional_class,
        place,
        rule_id,
        words,
        clause_text,
        evidence_text,
        is_overriding
    from decided
    union all
    select
        owner_id,
        functional_class,
        place,
        rule_id,
        words,
        clause_text,
        evidence_text,
        is_overriding
    from confirmed
)

select * from owners_classified
