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

form_texts as (
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
        or coalesce(form_texts.text_count, 1) = 1
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
    left join form_texts
        on classes_of_places.owner_id = form_texts.owner_id
),

first_deciding as (
    select *
    from evidence
    where is_deciding
    qualify row_number() over (partition by owner_id order by place_number) = 1
),

overriding as (
    select evidence.*
    from evidence
    inner join first_deciding
        on
            evidence.owner_id = first_deciding.owner_id
            and evidence.parent_class = first_deciding.parent_class
    where evidence.is_overriding
),

decided as (
    select
        owner_id,
        functional_class,
        place,
        rule_id,
        words,
        clause_text,
        evidence_text,
        is_overriding
    from (
        select * from first_deciding
        union
        select * from overriding
    )
    where is_supported
    qualify row_number() over (
        partition by owner_id
        order by if(is_overriding, weight, 0) desc, place_number asc
    ) = 1
),

undecided_summed_to_class as (
    select
        owner_id,
        functional_class,
        false as is_overriding,
        sum(weight) as weight,
        max(deciding_weight) as deciding_weight,
        count(*) as place_count,
        arg_min(place, place_number) as place,
        arg_min(rule_id, place_number) as rule_id,
        arg_min(words, place_number) as words,
        arg_min(clause_text, place_number) as clause_text,
        string_agg(evidence_text, '；' order by place_number) as evidence_text
    from evidence
    anti join decided
        on evidence.owner_id = decided.owner_id
    where evidence.weight > 0
    group by owner_id, functional_class
),

confirmed as (
    select *
    from undecided_summed_to_class
    window strongest_first as (
        partition by owner_id
        order by weight desc, functional_class asc
    )
    qualify
        weight >= deciding_weight
        and place_count > 1
        and weight >= 2 * coalesce(lead(weight) over strongest_first, 0)
        and row_number() over strongest_first = 1
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
