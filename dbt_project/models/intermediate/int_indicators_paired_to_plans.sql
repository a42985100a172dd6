with

plans as (
    select * from {{ ref('int_forms_paired_to_plans') }}
),

indicators as (
    select * from {{ ref('stg_filings__indicators') }}
),

standards as (
    select * from {{ ref('int_indicators_folded_to_standards') }}
),

damage_of_forms as (
    select * from {{ ref('int_read_issues_summed_to_forms') }}
),

pairs as (
    select
        plans.plan_id,
        plans.target_form_id,
        plans.evaluation_form_id,
        coalesce(target_damage.is_indicators_damaged, false) as is_target_damaged,
        coalesce(evaluation_damage.is_indicators_damaged, false) as is_evaluation_damaged
    from plans
    left join damage_of_forms as target_damage
        on plans.target_form_id = target_damage.form_id
    left join damage_of_forms as evaluation_damage
        on plans.evaluation_form_id = evaluation_damage.form_id
    where plans.pair_state = 'paired'
),

indicators_keyed as (
    select
        indicators.indicator_id,
        indicators.form_id,
        regexp_replace({{ fold_text('indicators.indicator_name') }}, '[^\p{L}\p{N}%]', '', 'g')
            as whole_name,
        standards.standard_indicator_id,
        concat_ws('/', standards.standard_level1, standards.standard_level2) as level_key
    from indicators
    inner join standards
        on indicators.indicator_id = standards.indicator_id
),

sides as (
    select
        pairs.plan_id,
        true as is_target,
        indicators_keyed.*
    from pairs
    inner join indicators_keyed
        on pairs.target_form_id = indicators_keyed.form_id
    union all
    select
        pairs.plan_id,
        false as is_target,
        indicators_keyed.*
    from pairs
    inner join indicators_keyed
        on pairs.evaluation_form_id = indicators_keyed.form_id
),

-- from what says most to what says least; a name that a side prints twice brings nothing together
keys as (
    select
        plan_id,
        is_target,
        indicator_id,
        3 as strength,
        whole_name || '|' || level_key as key
    from sides
    where whole_name != ''
    union all
    select
        plan_id,
        is_target,
        indicator_id,
        2 as strength,
        whole_name as key
    from sides
    where whole_name != ''
    union all
    select
        plan_id,
        is_target,
        indicator_id,
        1 as strength,
        standard_indicator_id as key
    from sides
    where whole_name != ''
),

keys_counted as (
    select
        *,
        count(*) over (partition by plan_id, is_target, strength, key) as key_count
    from keys
),

meetings as (
    select
        targets.plan_id,
        targets.indicator_id as target_indicator_id,
        evaluations.indicator_id as evaluation_indicator_id,
        max(targets.strength) filter (
            where targets.key_count = 1 and evaluations.key_count = 1
        ) as strength
    from keys_counted as targets
    inner join keys_counted as evaluations
        on
            targets.plan_id = evaluations.plan_id
            and targets.strength = evaluations.strength
            and targets.key = evaluations.key
    where targets.is_target and not evaluations.is_target
    group by all
),

meetings_ranked as (
    select
        *,
        max(strength) over (partition by target_indicator_id) as best_of_target,
        max(strength) over (partition by evaluation_indicator_id) as best_of_evaluation
    from meetings
),

rows_paired as (
    select
        plan_id,
        target_indicator_id,
        evaluation_indicator_id
    from meetings_ranked
    where strength = best_of_target and strength = best_of_evaluation
    qualify
        count(*) over (partition by target_indicator_id) = 1
        and count(*) over (partition by evaluation_indicator_id) = 1
),

indicators_paired as (
    select unnest([target_indicator_id, evaluation_indicator_id]) as indicator_id
    from rows_paired
),

rows_left as (
    select sides.*
    from sides
    anti join indicators_paired
        on sides.indicator_id = indicators_paired.indicator_id
),

rows_in_doubt as (
    select distinct unnest([targets.indicator_id, evaluations.indicator_id]) as indicator_id
    from meetings
    inner join rows_left as targets
        on meetings.target_indicator_id = targets.indicator_id
    inner join rows_left as evaluations
        on meetings.evaluation_indicator_id = evaluations.indicator_id
),

rows_alone as (
    select
        rows_left.plan_id,
        rows_left.is_target,
        rows_left.indicator_id,
        case
            when coalesce(rows_left.whole_name, '') = '' then 'not_told_apart'
            when rows_in_doubt.indicator_id is not null then 'not_told_apart'
            when rows_left.is_target and pairs.is_evaluation_damaged then 'not_seen'
            when not rows_left.is_target and pairs.is_target_damaged then 'not_seen'
            when rows_left.is_target then 'dropped'
            else 'added'
        end as row_state
    from rows_left
    inner join pairs
        on rows_left.plan_id = pairs.plan_id
    left join rows_in_doubt
        on rows_left.indicator_id = rows_in_doubt.indicator_id
),

rows_united as (
    select
        plan_id,
        target_indicator_id,
        evaluation_indicator_id,
        'paired' as row_state
    from rows_paired
    union all
    select
        plan_id,
        if(is_target, indicator_id, null) as target_indicator_id,
        if(is_target, null, indicator_id) as evaluation_indicator_id,
        row_state
    from rows_alone
)

select * from rows_united
