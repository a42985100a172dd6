-- The words of rules are compared with folded texts, so they must be folded themselves.
with

rules as (
    select * from {{ ref('functional_class_rules') }}
),

rule_texts as (
    select
        rule_id,
        concat_ws('|', any_words, and_words, not_words) as words,
        string_split(places, '|') as places
    from rules
)

select rule_id
from rule_texts
where
    words != {{ fold_text('words') }}
    or list_contains(string_split(words, '|'), '')
    or not list_has_all(['item', 'group', 'name', 'overview', 'goal', 'indicator'], places)
