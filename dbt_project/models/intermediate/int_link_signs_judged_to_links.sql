{% set given = rule_parameters('link_parameters') %}

with

signs as (
    select * from {{ ref('int_link_items_paired_to_signs') }}
),

items as (
    select * from {{ ref('int_forms_united_with_cost_items') }}
),

signs_tested as (
    select
        signs.*,
        left_items.fiscal_year as left_fiscal_year,
        right_items.fiscal_year as right_fiscal_year,
        left_items.item_name as left_item_name,
        right_items.item_name as right_item_name,
        left_items.recurrence as left_recurrence,
        right_items.recurrence as right_recurrence,
        coalesce(right_items.last_year_named < right_items.fiscal_year, false)
            as is_after_its_period,
        coalesce(signs.left_amount_yuan = signs.right_amount_yuan, false) as is_same_amount,
        coalesce(
            abs(signs.right_amount_yuan / nullif(signs.left_amount_yuan, 0) - 1)
            <= {{ rule_number(given, 'month_tolerance') }},
            false
        ) as is_near_amount,
        coalesce(
            abs(signs.right_amount_yuan / nullif(signs.left_amount_yuan, 0) - 1)
            <= {{ rule_number(given, 'like_amount_change') }},
            false
        ) as is_like_amount,
        signs.is_same_name
        and signs.shared_weight >= {{ rule_number(given, 'name_weight') }} as is_same_own_name,
        signs.shared_weight >= {{ rule_number(given, 'word_weight') }} as has_word,
        signs.shared_weight >= {{ rule_number(given, 'word_weight') }}
        and signs.shared_weight
        = max(signs.shared_weight) over (partition by signs.right_item_id, signs.left_form_id)
        and signs.shared_weight
        = max(signs.shared_weight) over (partition by signs.left_item_id, signs.right_form_id)
            as has_most_words,
        not signs.is_itemised
        and signs.is_left_form
        and signs.is_right_form
        and signs.left_name_in_right_text_share >= {{ rule_number(given, 'text_share') }}
        and signs.left_name_in_right_text_weight >= {{ rule_number(given, 'name_weight') }}
            as has_old_name_in_text,
        coalesce(
            abs(signs.left_amount_yuan / 12 / signs.right_monthly_price_yuan - 1)
            <= {{ rule_number(given, 'month_tolerance') }}
            or abs(signs.left_amounts_yuan / 12 / signs.right_monthly_price_yuan - 1)
            <= {{ rule_number(given, 'month_tolerance') }}
            or abs(signs.left_monthly_price_yuan / signs.right_monthly_price_yuan - 1)
            <= {{ rule_number(given, 'month_tolerance') }},
            false
        ) as is_same_month_price,
        signs.right_amount_yuan / signs.right_monthly_price_yuan
        < {{ rule_number(given, 'full_year_months') }} as is_part_of_year,
        signs.shorter_share >= {{ rule_number(given, 'name_share') }}
        and signs.longer_share >= {{ rule_number(given, 'longer_name_share') }}
        and (signs.shared_weight >= {{ rule_number(given, 'name_weight') }} or signs.is_same_name)
        or signs.is_same_name as has_name,
        not signs.is_itemised
        and signs.is_left_form
        and signs.is_right_form
        and signs.right_name_in_left_text_share >= {{ rule_number(given, 'text_share') }}
        and signs.right_name_in_left_text_weight >= {{ rule_number(given, 'name_weight') }}
            as has_name_in_text,
        not signs.is_itemised
        and signs.is_left_form
        and signs.is_right_form
        and signs.right_name_in_left_text_share >= {{ rule_number(given, 'part_of_text_share') }}
        and signs.left_name_in_right_text_share >= {{ rule_number(given, 'text_share') }}
            as has_names_in_both_texts,
        signs.shorter_share >= {{ rule_number(given, 'name_share') }} as is_name_within,
        signs.indicator_count >= {{ rule_number(given, 'least_indicators') }} as has_indicators,
        signs.indicator_count >= {{ rule_number(given, 'many_indicators') }} as has_many_indicators,
        signs.passage_count >= {{ rule_number(given, 'least_passages') }} as has_passage,
        signs.passage_count >= {{ rule_number(given, 'many_passages') }} as has_long_passage
    from signs
    inner join items as left_items
        on signs.left_item_id = left_items.item_id
    inner join items as right_items
        on signs.right_item_id = right_items.item_id
),

signs_counted as (
    select
        *,
        cast(is_near_amount as integer)
        + cast(is_same_month_price as integer)
        + cast(counted is not null as integer)
        + cast(has_passage as integer)
        + cast(has_long_passage as integer)
        + cast(has_many_indicators as integer)
        + cast(has_indicators or (has_name and has_indicator_of_object) as integer) as sign_count
    from signs_tested
),

pairs_judged as (
    select
        *,
        case
            when has_name and (is_same_amount or is_same_month_price or sign_count >= 2)
                then 'high'
            when has_name and sign_count >= 1 then 'medium'
            when is_same_own_name and is_like_amount then 'medium'
            when has_name_in_text and sign_count >= 2 then 'high'
            when
                has_name_in_text
                and (counted is not null or is_same_month_price or has_indicators)
                then 'medium'
            when (has_word or has_old_name_in_text) and sign_count >= 2 then 'medium'
            when has_most_words and counted is not null and has_indicator_of_object
                then 'medium'
            when
                has_names_in_both_texts and has_same_unit
                then 'medium'
            when
                has_names_in_both_texts
                and is_name_within
                and has_passage
                then 'medium'
            else 'low'
        end as confidence,
        has_word
        and not (has_name or has_name_in_text or has_old_name_in_text or has_names_in_both_texts)
            as is_by_word_alone
    from signs_counted
),

partners_named as (
    select
        *,
        bool_or(confidence != 'low' and has_name)
            over (partition by left_item_id, right_fiscal_year) as has_left_namesake,
        bool_or(confidence != 'low' and has_name)
            over (partition by right_item_id, left_fiscal_year) as has_right_namesake
    from pairs_judged
),

pairs_without_siblings as (
    select
        * exclude (confidence),
        if(
            is_by_word_alone and (has_left_namesake or has_right_namesake), 'low', confidence
        ) as confidence
    from partners_named
),

partners_counted as (
    select
        *,
        count(*) filter (where confidence != 'low' and not is_after_its_period)
            over (partition by left_item_id, right_fiscal_year) as right_count,
        sum(right_amount_yuan) filter (
            where confidence != 'low' and not is_after_its_period
        ) over (partition by left_item_id, right_fiscal_year) as rights_yuan,
        count(*) filter (where confidence != 'low')
            over (partition by right_item_id, left_fiscal_year) as left_count,
        sum(left_amount_yuan) filter (where confidence != 'low')
            over (partition by right_item_id, left_fiscal_year) as lefts_yuan
    from pairs_without_siblings
),

relations_told as (
    select
        *,
        case
            when is_after_its_period then 'successor'
            when right_count > 1 then 'split_from'
            when left_count > 1 then 'part_of'
            when
                is_same_name
                or has_name and longer_share >= {{ rule_number(given, 'same_name_share') }}
                then 'same'
            else 'successor'
        end as relation,
        case
            when left_count > 1 then right_amount_yuan / nullif(lefts_yuan, 0)
            when right_count > 1 then rights_yuan / nullif(left_amount_yuan, 0)
            else right_amount_yuan / nullif(left_amount_yuan, 0)
        end - 1 as change_share
    from partners_counted
),

links_compared as (
    select
        *,
        case
            when is_after_its_period then 'tail_payment'
            when
                left_recurrence != right_recurrence
                and 'one_off' in (left_recurrence, right_recurrence)
                then 'one_off_vs_recurring'
            when is_same_month_price and is_part_of_year then 'part_year'
            when change_share is null then 'scope_changed'
            when
                relation = 'split_from'
                and abs(change_share) > {{ rule_number(given, 'month_tolerance') }}
                then 'scope_changed'
            when
                has_name
                and not is_same_name
                and longer_share < {{ rule_number(given, 'same_name_share') }}
                then 'scope_changed'
            when abs(change_share) > {{ rule_number(given, 'largest_plain_change') }}
                then 'scope_changed'
            else 'like_for_like'
        end as comparability
    from relations_told
),

links_evidenced as (
    select
        left_item_id,
        left_fiscal_year,
        left_amount_yuan,
        right_item_id,
        right_fiscal_year,
        right_amount_yuan,
        relation,
        confidence,
        comparability,
        counted,
        left_quantity,
        right_quantity,
        concat_ws(
            '；',
            case
                when is_same_name then '名称相同'
                when has_name then '一方名称含另一方名称'
                when has_name_in_text or has_names_in_both_texts or has_old_name_in_text
                    then '一方文字写到另一方名称'
                else '名称有相同的词'
            end,
            case
                when is_same_amount then '金额相同'
                when is_near_amount then '金额相近'
                when is_same_own_name and is_like_amount then '金额变动不大'
            end,
            if(
                is_same_month_price,
                '十二分之一与月度成本指标一致：' || cast(right_monthly_price_yuan as decimal(18, 2)) || '元/月',
                null
            ),
            '数量：' || regexp_replace(left_quantity || ' → ' || right_quantity, '\.0+\b', '', 'g')
            || counted,
            '同名指标：' || indicator_names,
            '相同文字：“…' || regexp_replace(passage, '^[a-z0-9]+', '') || '…”'
        ) as evidence_text
    from links_compared
    where confidence != 'low' or has_name or has_name_in_text or sign_count > 0
)

select * from links_evidenced
