{% set given = rule_parameters('finding_rule_parameters') %}

with

forms as (
    select * from {{ ref('int_forms_prepared_to_findings') }}
),

indicators as (
    select * from {{ ref('stg_filings__indicators') }}
),

standards as (
    select * from {{ ref('int_indicators_folded_to_standards') }}
),

cost_items as (
    select * from {{ ref('stg_filings__cost_items') }}
),

indicators_of_forms as (
    select
        indicators.*,
        standards.standard_level1,
        standards.standard_level2,
        standards.folded_name,
        {{ source_place('indicators') }} as place
    from indicators
    inner join standards
        on indicators.indicator_id = standards.indicator_id
    semi join forms on indicators.form_id = forms.form_id
),

items_of_forms as (
    select
        cost_items.*,
        concat_ws(' ', cost_items.group_name, cost_items.item_name) as item_text,
        {{ source_place('cost_items') }} as place
    from cost_items
    semi join forms on cost_items.form_id = forms.form_id
),

forms_of_filings as (
    select
        filing_id,
        count(*) as form_count
    from forms
    group by all
),

first_indicators as (
    select
        form_id,
        min_by(place, indicator_number) as place
    from indicators_of_forms
    group by all
),

sets_compared as (
    select * from {{ ref('int_indicator_sets_compared_to_pairs') }}
),

sets_judged as (
    select
        *,
        shared_count * 100
        < {{ rule_number(given, 'F19 alike_from_pct') }} * either_count as is_replaced
    from sets_compared
    where
        not is_replaced
        or replaced_shared_count * 100
        >= {{ rule_number(given, 'F19 alike_from_pct') }} * replaced_either_count
),

sets_alike as (
    select
        'F19' as rule_code,
        forms.filing_id,
        sets_judged.left_form_id as form_id,
        sets_judged.right_form_id as other_form_id,
        'finding' as check_state,
        case
            when forms.functional_class = other_forms.functional_class then 'note'
            when sets_judged.shared_count = sets_judged.either_count then 'must_check'
            else 'explain'
        end as severity,
        format(
            '与项目“{}”的指标名称{} {} 个中 {} 个相同（{}）',
            other_forms.project_name,
            if(sets_judged.is_replaced, '替换项目用词后', ''),
            if(
                sets_judged.is_replaced,
                sets_judged.replaced_either_count, sets_judged.either_count
            ),
            if(
                sets_judged.is_replaced,
                sets_judged.replaced_shared_count, sets_judged.shared_count
            ),
            if(
                forms.functional_class = other_forms.functional_class,
                '资金用途相同', '资金用途不同'
            )
        ) as message_text,
        if(
            sets_judged.is_replaced, sets_judged.replaced_names_text, sets_judged.names_text
        ) as evidence_text,
        cast(
            if(
                sets_judged.is_replaced,
                sets_judged.replaced_either_count, sets_judged.either_count
            ) as decimal(18, 4)
        ) as printed_value,
        cast(
            if(
                sets_judged.is_replaced,
                sets_judged.replaced_shared_count, sets_judged.shared_count
            ) as decimal(18, 4)
        ) as computed_value,
        first_indicators.place,
        other_indicators.place as other_place
    from sets_judged
    inner join forms
        on sets_judged.left_form_id = forms.form_id
    inner join forms as other_forms
        on
            sets_judged.right_form_id = other_forms.form_id
            and forms.filing_id = other_forms.filing_id
    inner join first_indicators
        on sets_judged.left_form_id = first_indicators.form_id
    inner join first_indicators as other_indicators
        on sets_judged.right_form_id = other_indicators.form_id
),

goals_folded as (
    select * from {{ ref('int_goals_folded_to_texts') }}
),

passages as (
    select * from {{ ref('int_goals_laid_over_to_passages') }}
),

longest_passages as (
    select passages.*
    from passages
    inner join forms
        on passages.left_form_id = forms.form_id
    inner join forms as other_forms
        on
            passages.right_form_id = other_forms.form_id
            and forms.filing_id = other_forms.filing_id
    where not passages.is_boilerplate
    qualify
        row_number() over (
            partition by passages.left_form_id, passages.right_form_id
            order by
                passages.passage_length desc,
                passages.left_field_name asc,
                passages.right_field_name asc
        ) = 1
),

passages_shared as (
    select
        left_form_id,
        left_field_name,
        right_form_id,
        right_field_name,
        passage_length * 100
        >= {{ rule_number(given, 'F20 foreign_pct') }} * least(left_length, right_length)
            as is_most_of_goal,
        format('有 {} 字连续相同', passage_length) as likeness_text,
        folded_passage as evidence_text,
        passage_length as computed_value
    from longest_passages
),

goals_rewritten as (
    select
        pairs.left_form_id,
        pairs.left_field_name,
        pairs.right_form_id,
        pairs.right_field_name,
        false as is_most_of_goal,
        format('逐句相近，两字组合 {} 个中 {} 个相同', pairs.longer_count, pairs.shared_count)
            as likeness_text,
        goals_folded.goal_text as evidence_text,
        pairs.shared_count as computed_value
    from {{ ref('int_goals_compared_to_pairs') }} as pairs
    inner join goals_folded
        on
            pairs.left_form_id = goals_folded.form_id
            and pairs.left_field_name = goals_folded.field_name
    anti join longest_passages
        on
            pairs.left_form_id = longest_passages.left_form_id
            and pairs.right_form_id = longest_passages.right_form_id
    qualify
        row_number() over (
            partition by pairs.left_form_id, pairs.right_form_id
            order by
                pairs.shared_count desc,
                pairs.left_field_name asc,
                pairs.right_field_name asc
        ) = 1
),

goals_alike as (
    select
        'F20' as rule_code,
        forms.filing_id,
        likenesses.left_form_id as form_id,
        likenesses.right_form_id as other_form_id,
        'finding' as check_state,
        if(
            likenesses.is_most_of_goal
            and forms.functional_class != other_forms.functional_class,
            'must_check', 'explain'
        ) as severity,
        format(
            '目标文字与项目“{}”{}', other_forms.project_name, likenesses.likeness_text
        ) as message_text,
        likenesses.evidence_text,
        cast(likenesses.computed_value as decimal(18, 4)) as computed_value,
        goals_folded.place,
        other_goals.place as other_place
    from (
        select * from passages_shared
        union all by name
        select * from goals_rewritten
    ) as likenesses
    inner join forms
        on likenesses.left_form_id = forms.form_id
    inner join forms as other_forms
        on likenesses.right_form_id = other_forms.form_id
    inner join goals_folded
        on
            likenesses.left_form_id = goals_folded.form_id
            and likenesses.left_field_name = goals_folded.field_name
    inner join goals_folded as other_goals
        on
            likenesses.right_form_id = other_goals.form_id
            and likenesses.right_field_name = other_goals.field_name
),

names_printed as (
    select
        organisation_id,
        printed_name
    from {{ ref('int_organisation_names_resolved_to_names') }}
    union distinct
    select
        organisation_id,
        printed_name
    from {{ ref('organisation_names') }}
),

names_of_bodies as (
    select
        organisation_id,
        string_agg({{ fold_text('printed_name') }}, ' ' order by printed_name) as names_text
    from names_printed
    group by all
),

bodies_of_forms as (
    select
        forms.form_id,
        coalesce(forms.unit_name, forms.department_name) as body_name,
        right(
            regexp_replace({{ fold_text('body_name') }}, '\([^()]*\)$', ''),
            cast({{ rule_number(given, 'F20 kind_characters') }} as bigint)
        ) as body_kind,
        concat_ws(' ', unit_names.names_text, department_names.names_text) as own_names
    from forms
    left join names_of_bodies as unit_names
        on forms.unit_id = unit_names.organisation_id
    left join names_of_bodies as department_names
        on forms.department_id = department_names.organisation_id
),

bodies_in_goals as (
    select
        goals_folded.filing_id,
        goals_folded.form_id,
        goals_folded.field_name,
        goals_folded.goal_text,
        goals_folded.place,
        bodies_of_forms.body_name,
        bodies_of_forms.own_names,
        regexp_extract(
            {{ fold_text('goals_folded.goal_text') }},
            '(?:' || {{ rule_words(given, 'F20 kept_word') }} || ')'
            || '[市区县镇乡](\p{Han}{2,8}?' || bodies_of_forms.body_kind || ')',
            1
        ) as other_body
    from goals_folded
    inner join bodies_of_forms
        on goals_folded.form_id = bodies_of_forms.form_id
    where regexp_full_match(bodies_of_forms.body_kind, '\p{Han}+')
),

goals_of_other_bodies as (
    select
        'F20' as rule_code,
        filing_id,
        form_id,
        'body-' || field_name as subject,
        'finding' as check_state,
        'explain' as severity,
        format('目标文字称“{}”，与项目单位“{}”名称相近而不同', other_body, body_name) as message_text,
        goal_text as evidence_text,
        place
    from bodies_in_goals
    where
        other_body != ''
        and not regexp_matches(other_body, {{ rule_words(given, 'F20 not_body_word') }})
        and not contains(
            own_names,
            right(other_body, cast({{ rule_number(given, 'F20 name_characters') }} as bigint))
        )
),

goals_out_of_year as (
    select
        'F20' as rule_code,
        goals_folded.filing_id,
        goals_folded.form_id,
        'year-' || goals_folded.field_name as subject,
        'finding' as check_state,
        'explain' as severity,
        if(
            regexp_matches(goals_folded.goal_text, {{ rule_words(given, 'F20 past_word') }}),
            '目标文字为已完成的表述，不是预期目标',
            '目标文字所指年度与预算年度不同'
        ) as message_text,
        goals_folded.goal_text as evidence_text,
        goals_folded.place
    from goals_folded
    inner join forms
        on goals_folded.form_id = forms.form_id
    where
        forms.form_type = 'target'
        and goals_folded.field_name = 'annual_goal'
        and (
            (
                regexp_matches(goals_folded.goal_text, {{ rule_words(given, 'F20 past_word') }})
                and not regexp_matches(
                    goals_folded.goal_text, {{ rule_words(given, 'F20 not_past_word') }}
                )
            )
            or try_cast(
                regexp_extract(goals_folded.folded_text, '^在?(20[0-9]{2})年', 1) as integer
            ) != forms.fiscal_year
        )
),

quantities as (
    select
        indicators_of_forms.*,
        goals_folded.goal_text,
        goals_folded.field_name,
        goals_folded.place as goal_place,
        '([0-9]+(?:\.[0-9]+)?)' || indicators_of_forms.target_unit || '([\p{Han}]{2,4})' as pattern
    from indicators_of_forms
    inner join goals_folded
        on indicators_of_forms.form_id = goals_folded.form_id
    where
        indicators_of_forms.standard_level2 = '数量'
        and indicators_of_forms.target_kind in ('exact', 'bound')
        and indicators_of_forms.target_operator in ('>=', '>', '=')
        and goals_folded.field_name != 'expected_goal'
        and regexp_full_match(indicators_of_forms.target_unit, '\p{Han}{1,3}')
        and contains(goals_folded.folded_text, indicators_of_forms.target_unit)
),

numbers_in_goals as (
    select
        *,
        unnest(regexp_extract_all(replace(goal_text, ' ', ''), pattern, 1)) as goal_number,
        unnest(regexp_extract_all(replace(goal_text, ' ', ''), pattern, 2)) as goal_noun
    from quantities
),

numbers_of_one_thing as (
    select
        *,
        try_cast(goal_number as decimal(18, 4)) as goal_value,
        count(*) over (partition by indicator_id, field_name) as number_count,
        count(*) over (partition by form_id, field_name, goal_number, goal_noun) as indicator_count
    from numbers_in_goals
    where
        list_bool_or(
            list_transform(
                range(1, length(goal_noun)),
                lambda position: contains(indicator_name, substr(goal_noun, position, 2))
            )
        )
),

targets_against_plan as (
    select
        'F15' as rule_code,
        filing_id,
        form_id,
        indicator_id as subject,
        if(
            (target_operator = '=' and target_value != goal_value)
            or (target_operator != '=' and target_value < goal_value),
            'finding', 'clear'
        ) as check_state,
        'explain' as severity,
        format(
            '指标“{}”为 {}，目标文字中为 {}{}{}',
            indicator_name, target_text, goal_number, target_unit, goal_noun
        ) as message_text,
        goal_text as evidence_text,
        target_value as printed_value,
        goal_value as computed_value,
        place,
        goal_place as other_place
    from numbers_of_one_thing
    where
        number_count = 1
        and indicator_count = 1
        and not (
            target_operator = '='
            and regexp_matches(goal_text, {{ rule_words(given, 'F15 approximate_word') }})
        )
    qualify row_number() over (partition by indicator_id order by field_name) = 1
),

largest_items as (
    select
        form_id,
        string_agg(coalesce(item_name, group_name), '、' order by item_number) as items_text,
        string_agg(item_text, ' ' order by item_number) as searched_text,
        bool_and(item_text != '') as is_every_item_named,
        any_value(amount_yuan) as amount_yuan,
        min_by(place, item_number) as place
    from (
        select *
        from items_of_forms
        qualify rank() over (partition by form_id order by amount_yuan desc) = 1
    ) as items_ranked
    group by all
),

largest_items_cut as (
    select
        *,
        list_filter(
            {{ text_grams('object_text', 2) }}, lambda pair: regexp_full_match(pair, '\p{Han}{2}')
        ) as pairs
    from (
        select
            *,
            regexp_replace(
                searched_text, {{ rule_words(given, 'F17 general_word') }}, ' ', 'g'
            ) as object_text
        from largest_items
    ) as items_bared
),

names_joined as (
    select
        form_id,
        string_agg(
            concat_ws(' ', indicator_name, sub_project_name), ' ' order by indicator_number
        ) as indicators_text,
        min_by(place, indicator_number) as place
    from indicators_of_forms
    group by all
),

names_cut as (
    select
        *,
        {{ text_grams('indicators_text', 2) }} as pairs
    from names_joined
),

objects_compared as (
    select
        'F17' as rule_code,
        forms.filing_id,
        forms.form_id,
        case
            when forms.form_type != 'target' or largest_items.form_id is null
                then 'not_applicable'
            when
                forms.is_indicators_damaged
                or forms.is_costs_damaged
                or names_joined.form_id is null
                or not largest_items.is_every_item_named
                or largest_items.amount_yuan is null
                or len(largest_items.pairs) = 0
                then 'cannot_check'
            when
                list_has_any(largest_items.pairs, names_joined.pairs)
                then 'clear'
            else 'finding'
        end as check_state,
        case
            when forms.form_type != 'target' then '自评表不列测算明细'
            when largest_items.form_id is null then '没有测算明细'
            else '明细或指标的名称未读清'
        end as reason_text,
        'explain' as severity,
        format(
            '金额最大的明细“{}”在指标名称中没有相同的词，请核对指标是否覆盖主要支出', largest_items.items_text
        ) as message_text,
        names_joined.indicators_text as evidence_text,
        largest_items.place,
        names_joined.place as other_place
    from forms
    left join largest_items_cut as largest_items
        on forms.form_id = largest_items.form_id
    left join names_cut as names_joined
        on forms.form_id = names_joined.form_id
),

things_claimed as (
    select
        indicators_of_forms.*,
        forms.project_name,
        count(*) over (
            partition by indicators_of_forms.filing_id, indicators_of_forms.folded_name
        ) as use_count
    from indicators_of_forms
    inner join forms
        on indicators_of_forms.form_id = forms.form_id
    where indicators_of_forms.standard_level2 = '数量' and forms.form_type = 'target'
),

things_cut as (
    select
        *,
        {{ text_grams('indicator_name', 3) }} as name_parts,
        {{ text_grams('project_name', 3) }} as project_parts
    from things_claimed
    where use_count = 2
),

things_claimed_twice as (
    select
        things_claimed.filing_id,
        things_claimed.form_id,
        other_things.form_id as other_form_id,
        'explain' as severity,
        format(
            '两个项目的指标“{}”同为 {}，请核对是否为同一对象',
            things_claimed.indicator_name, things_claimed.target_text
        ) as message_text,
        things_claimed.indicator_name || ' ' || things_claimed.target_text as evidence_text,
        things_claimed.place,
        other_things.place as other_place
    from things_cut as things_claimed
    inner join things_cut as other_things
        on
            things_claimed.filing_id = other_things.filing_id
            and things_claimed.folded_name = other_things.folded_name
            and things_claimed.target_value = other_things.target_value
            and things_claimed.target_unit = other_things.target_unit
            and things_claimed.form_id < other_things.form_id
    where
        things_claimed.target_value > 0
        and regexp_full_match(
            things_claimed.target_unit, {{ rule_words(given, 'F23 thing_unit') }}
        )
        and (
            list_has_any(things_claimed.name_parts, things_claimed.project_parts)
            or list_has_any(things_claimed.name_parts, other_things.project_parts)
        )
),

work_priced as (
    select
        items_of_forms.filing_id,
        items_of_forms.form_id,
        items_of_forms.item_number,
        coalesce(items_of_forms.item_name, items_of_forms.group_name, '') as item_name,
        items_of_forms.unit_price_yuan,
        items_of_forms.unit_price_text,
        items_of_forms.quantity_unit,
        items_of_forms.place,
        concat_ws(
            ' ', items_of_forms.item_text, forms.total_goal_text, forms.annual_goal_text,
            names_joined.indicators_text
        ) as said_text
    from items_of_forms
    inner join forms
        on items_of_forms.form_id = forms.form_id
    left join names_joined
        on items_of_forms.form_id = names_joined.form_id
    where
        items_of_forms.quantity_unit is not null
        and items_of_forms.unit_price_yuan > 0
        and not regexp_matches(
            items_of_forms.item_text, {{ rule_words(given, 'F23 rate_word') }}
        )
),

work_cut as (
    select
        *,
        {{ text_grams('item_name', 4) }} as name_parts,
        {{ text_grams('said_text', 4) }} as said_parts
    from work_priced
),

work_priced_twice as (
    select
        work_priced.filing_id,
        work_priced.form_id,
        other_work.form_id as other_form_id,
        'explain' as severity,
        format(
            '两个项目按同一单价 {} 元/{} 测算“{}”，请核对是否为同一工作',
            {{ bare_number('work_priced.unit_price_yuan') }},
            work_priced.quantity_unit,
            coalesce(nullif(other_work.item_name, ''), work_priced.item_name)
        ) as message_text,
        concat_ws('；', nullif(work_priced.item_name, ''), nullif(other_work.item_name, ''))
            as evidence_text,
        work_priced.place,
        other_work.place as other_place
    from work_cut as work_priced
    inner join work_cut as other_work
        on
            work_priced.filing_id = other_work.filing_id
            and work_priced.unit_price_yuan = other_work.unit_price_yuan
            and work_priced.quantity_unit = other_work.quantity_unit
            and work_priced.form_id < other_work.form_id
    where
        list_has_any(other_work.name_parts, work_priced.said_parts)
        or list_has_any(work_priced.name_parts, other_work.said_parts)
    qualify
        row_number() over (
            partition by work_priced.form_id, other_work.form_id
            order by work_priced.item_number, other_work.item_number
        ) = 1
),

project_names_cut as (
    select
        *,
        {{ text_grams('project_name', rule_number(given, 'F23 name_characters')) }} as name_parts
    from forms
),

names_and_goals_twice as (
    select
        goals_alike.filing_id,
        goals_alike.form_id,
        goals_alike.other_form_id,
        'explain' as severity,
        format(
            '与项目“{}”的名称、目标文字和资金用途相近，请核对是否为同一内容', other_forms.project_name
        ) as message_text,
        goals_alike.evidence_text,
        goals_alike.place,
        goals_alike.other_place
    from goals_alike
    inner join project_names_cut as forms
        on goals_alike.form_id = forms.form_id
    inner join project_names_cut as other_forms
        on
            goals_alike.other_form_id = other_forms.form_id
            and forms.functional_class = other_forms.functional_class
            and forms.form_type = other_forms.form_type
            and forms.fiscal_year = other_forms.fiscal_year
    where
        forms.form_type = 'target'
        and list_has_any(forms.name_parts, other_forms.name_parts)
),

overlaps_found as (
    select
        'F23' as rule_code,
        'finding' as check_state,
        *
    from (
        select * from work_priced_twice
        union all by name
        select * from things_claimed_twice
        union all by name
        select * from names_and_goals_twice
    ) as pairs_found
    qualify
        row_number() over (
            partition by form_id, other_form_id order by severity desc, message_text asc
        ) = 1
),

forms_with_goals as (
    select distinct form_id from goals_folded
),

forms_with_numbers as (
    select distinct form_id from targets_against_plan
),

forms_compared as (
    select
        rules.rule_code,
        forms.filing_id,
        forms.form_id,
        case
            when
                (rules.rule_code in ('F15', 'F23') and forms.form_type != 'target')
                or (rules.rule_code in ('F19', 'F23') and forms_of_filings.form_count < 2)
                then 'not_applicable'
            when rules.rule_code = 'F19' and forms.is_indicators_damaged then 'cannot_check'
            when
                rules.rule_code = 'F20' and goals_counted.form_id is null
                then 'cannot_check'
            when
                rules.rule_code = 'F15'
                and (forms.is_indicators_damaged or goals_counted.form_id is null)
                then 'cannot_check'
            when rules.rule_code = 'F15' and numbered.form_id is null then 'not_applicable'
            else 'clear'
        end as check_state,
        case
            when rules.rule_code in ('F15', 'F23') and forms.form_type != 'target'
                then '自评表不申报资金与目标'
            when rules.rule_code in ('F19', 'F23') and forms_of_filings.form_count < 2
                then '文件只有一个项目'
            when rules.rule_code in ('F15', 'F19') and forms.is_indicators_damaged
                then forms.indicator_damage_text
            when goals_counted.form_id is null then '没有读出目标文字'
            else '目标文字中没有可与指标逐一对应的数量'
        end as reason_text
    from forms
    cross join (values ('F15'), ('F19'), ('F20'), ('F23')) as rules (rule_code)
    inner join forms_of_filings
        on forms.filing_id = forms_of_filings.filing_id
    left join forms_with_goals as goals_counted
        on forms.form_id = goals_counted.form_id
    left join forms_with_numbers as numbered
        on forms.form_id = numbered.form_id
),

texts_compared as (
    select * from sets_alike
    union all by name
    select * from goals_alike
    union all by name
    select * from goals_of_other_bodies
    union all by name
    select * from goals_out_of_year
    union all by name
    select * from targets_against_plan
    union all by name
    select * from objects_compared
    union all by name
    select * from overlaps_found
    union all by name
    select * from forms_compared
)

select * from texts_compared
