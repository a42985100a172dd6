with

forms as (
    select * from {{ ref('stg_filings__forms') }}
),

narrative_sections as (
    select * from {{ ref('stg_filings__narrative_sections') }}
),

indicators as (
    select * from {{ ref('stg_filings__indicators') }}
),

cost_items as (
    select * from {{ ref('stg_filings__cost_items') }}
),

texts as (
    select
        cost_item_id as owner_id,
        'item' as place,
        item_name as text
    from cost_items
    union all
    select
        cost_item_id as owner_id,
        'group' as place,
        group_name as text
    from cost_items
    union all
    select
        form_id as owner_id,
        'name' as place,
        project_name as text
    from forms
    union all
    select
        form_id as owner_id,
        'overview' as place,
        section_text as text
    from narrative_sections
    where section_number = 1
    union all
    select
        form_id as owner_id,
        'goal' as place,
        concat_ws(
            '。', total_goal_text, annual_goal_text, expected_result_text, actual_result_text
        ) as text
    from forms
    union all
    select
        form_id as owner_id,
        'indicator' as place,
        indicator_name as text
    from indicators
),

texts_split as (
    select
        owner_id,
        place,
        unnest(
            if(
                place in ('item', 'group', 'name'),
                [text],
                regexp_split_to_array(text, '[,，。;；、\n]')
            )
        ) as clause_text
    from texts
    where text != ''
),

clauses as (
    select distinct
        owner_id,
        place,
        clause_text,
        {{ fold_text('clause_text') }} as folded_text
    from texts_split
    where clause_text != ''
)

select * from clauses
