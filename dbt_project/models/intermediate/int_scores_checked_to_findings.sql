{% set given = rule_parameters('finding_rule_parameters') %}

with

forms as (
    select * from {{ ref('int_forms_prepared_to_findings') }}
),

indicators as (
    select * from {{ ref('stg_filings__indicators') }}
),

execution as (
    select * from {{ ref('int_execution_scored_to_forms') }}
),

scores as (
    select * from {{ ref('int_scores_summed_to_forms') }}
),

parameters as (
    select * from {{ ref('int_scoring_parameters_gathered_to_row') }}
),

self_evaluations as (
    select * from forms
    where form_type = 'self_evaluation'
),

indicators_of_forms as (
    select
        indicators.*,
        {{ source_place('indicators') }} as place
    from indicators
    semi join self_evaluations on indicators.form_id = self_evaluations.form_id
),

evaluations as (
    select
        self_evaluations.*,
        execution.weight as execution_weight,
        execution.score as execution_score,
        execution.recomputed_score as computed_score,
        execution.execution_rate_pct,
        execution.rate_pct,
        execution.rate_on_approved_pct,
        execution.rate_tolerance,
        execution.approved_yuan,
        execution.adjusted_yuan,
        execution.executed_yuan,
        execution.rounding_yuan,
        execution.funding_place,
        execution.adjusted_place,
        execution.execution_place,
        scores.indicator_count,
        scores.is_weights_known,
        scores.is_scores_known,
        scores.is_every_score_full,
        scores.read_weight,
        scores.read_score,
        scores.printed_grade,
        scores.computed_rating,
        scores.is_rating_of_total,
        parameters.tolerance_points,
        parameters.total_weight
    from self_evaluations
    inner join execution
        on self_evaluations.form_id = execution.form_id
    inner join scores
        on self_evaluations.form_id = scores.form_id
    cross join parameters
),

score_checks as (
    select
        filing_id,
        form_id,
        'weights' as subject,
        is_weights_known and execution_weight is not null as is_known,
        abs(read_weight - total_weight) > tolerance_points as is_off,
        format(
            '各指标分值与预算执行分值合计 {}，不等于 {}',
            {{ bare_number('read_weight') }},
            {{ bare_number('total_weight') }}
        ) as message_text,
        total_weight as printed_value,
        read_weight as computed_value,
        execution_place as place
    from evaluations
    union all by name
    select
        filing_id,
        form_id,
        'total' as subject,
        is_scores_known and execution_score is not null and total_score is not null as is_known,
        abs(read_score - total_score) > tolerance_points as is_off,
        format(
            '总分表载 {}，各项得分合计 {}', {{ bare_number('total_score') }}, {{ bare_number('read_score') }}
        ) as message_text,
        total_score as printed_value,
        read_score as computed_value,
        place
    from evaluations
    union all by name
    select
        filing_id,
        form_id,
        'rating' as subject,
        is_rating_of_total is not null as is_known,
        not is_rating_of_total as is_off,
        format(
            '评分等级表载“{}”，总分 {} 对应“{}”',
            rating, {{ bare_number('total_score') }}, computed_rating
        ) as message_text,
        total_score as printed_value,
        cast(null as decimal(18, 4)) as computed_value,
        place
    from evaluations
    union all by name
    select
        filing_id,
        form_id,
        'execution' as subject,
        computed_score is not null and execution_score is not null as is_known,
        abs(computed_score - execution_score) * 100
        > rate_tolerance * execution_weight + 100 * tolerance_points as is_off,
        format(
            '预算执行得分表载 {}，按执行率测算（截尾）为 {}',
            {{ bare_number('execution_score') }}, {{ bare_number('computed_score') }}
        ) as message_text,
        execution_score as printed_value,
        computed_score as computed_value,
        execution_place as place
    from evaluations
    union all by name
    select
        filing_id,
        form_id,
        'rate' as subject,
        execution_rate_pct is not null and rate_pct is not null as is_known,
        abs(rate_pct - execution_rate_pct) > rate_tolerance as is_off,
        format(
            '执行率表载 {}%，按全年执行数与全年预算数测算为 {}%',
            {{ bare_number('execution_rate_pct') }}, {{ bare_number('rate_pct') }}
        ) as message_text,
        execution_rate_pct as printed_value,
        rate_pct as computed_value,
        execution_place as place
    from evaluations
    union all by name
    select
        filing_id,
        form_id,
        indicator_id as subject,
        score is not null and weight is not null as is_known,
        score > weight as is_off,
        format(
            '指标“{}”得分 {}，高于分值 {}',
            indicator_name, {{ bare_number('score') }}, {{ bare_number('weight') }}
        ) as message_text,
        score as printed_value,
        weight as computed_value,
        place
    from indicators_of_forms
),

scores_compared as (
    select
        'F06' as rule_code,
        filing_id,
        form_id,
        subject,
        case
            when not coalesce(is_known, false) then 'cannot_check'
            when is_off then 'finding'
            else 'clear'
        end as check_state,
        if(coalesce(is_known, false), null, '分值、得分、总分或等级有未印或未读清的') as reason_text,
        'must_check' as severity,
        message_text,
        message_text as evidence_text,
        printed_value,
        computed_value,
        place
    from score_checks
),

rates_compared as (
    select
        'F07' as rule_code,
        filing_id,
        form_id,
        case
            when rate_pct is null then 'cannot_check'
            when
                is_over or is_far_below or is_below
                or rate_pct - rate_on_approved_pct >= {{ rule_number(given, 'F07 gap_points') }}
                then 'finding'
            else 'clear'
        end as check_state,
        if(rate_pct is null, '全年预算数或全年执行数为空、为零或未读清', null) as reason_text,
        if(is_over or is_far_below, 'must_check', 'explain') as severity,
        format(
            '执行率为 {}%（对全年预算数），{}{}',
            {{ bare_number('rate_pct') }},
            case
                when is_over then '执行数大于预算数'
                when is_far_below
                    then format(
                        '低于 {}%',
                        {{ bare_number(rule_number(given, 'F07 must_check_below_pct')) }}
                    )
                when is_below
                    then format(
                        '低于 {}%',
                        {{ bare_number(rule_number(given, 'F07 explain_below_pct')) }}
                    )
                else '与对年初预算数的执行率相差较大'
            end,
            coalesce(
                format('；对年初预算数为 {}%', {{ bare_number('rate_on_approved_pct') }}), ''
            )
        ) as message_text,
        format(
            '年初预算数 {} 元，全年预算数 {} 元，全年执行数 {} 元',
            coalesce({{ yuan_text('approved_yuan') }}, '未印'),
            {{ yuan_text('adjusted_yuan') }},
            {{ yuan_text('executed_yuan') }}
        ) as evidence_text,
        execution_rate_pct as printed_value,
        rate_pct as computed_value,
        coalesce(funding_place, place) as place
    from (
        select
            *,
            executed_yuan > adjusted_yuan + rounding_yuan as is_over,
            (executed_yuan + rounding_yuan) * 100
            < adjusted_yuan * {{ rule_number(given, 'F07 must_check_below_pct') }}
                as is_far_below,
            (executed_yuan + rounding_yuan) * 100
            < adjusted_yuan * {{ rule_number(given, 'F07 explain_below_pct') }} as is_below
        from evaluations
    )
),

texts_of_evaluations as (
    select
        self_evaluations.form_id,
        replace(
            concat_ws(
                '。',
                any_value(self_evaluations.annual_goal_text),
                any_value(self_evaluations.expected_result_text),
                any_value(self_evaluations.actual_result_text),
                string_agg(
                    indicators_of_forms.remark_text, '。'
                    order by indicators_of_forms.indicator_number
                )
            ),
            ' ', ''
        ) as said_text
    from self_evaluations
    left join indicators_of_forms
        on self_evaluations.form_id = indicators_of_forms.form_id
    group by all
),

changes_explained as (
    select
        evaluations.*,
        abs(evaluations.adjusted_yuan - evaluations.approved_yuan) as change_yuan,
        regexp_matches(
            texts_of_evaluations.said_text,
            '(' || {{ rule_words(given, 'F08 change_word') }}
            || ')[^。；;]{0,15}?[0-9.]+(亿元|万元|万|元)'
            || '|[0-9.]+(亿元|万元|万|元)[^。；;，,]{0,8}?('
            || {{ rule_words(given, 'F08 change_word') }} || ')'
        ) as is_explained,
        regexp_extract(
            texts_of_evaluations.said_text,
            '[^。；;，,]*(' || {{ rule_words(given, 'F08 change_word') }} || ')[^。；;，,]*'
        ) as said_text
    from evaluations
    inner join texts_of_evaluations
        on evaluations.form_id = texts_of_evaluations.form_id
),

changes_compared as (
    select
        'F08' as rule_code,
        filing_id,
        form_id,
        case
            when approved_yuan is null or adjusted_yuan is null then 'cannot_check'
            when change_yuan > 0 and not is_explained then 'finding'
            else 'clear'
        end as check_state,
        if(
            approved_yuan is null or adjusted_yuan is null, '年初预算数或全年预算数为空或未读清', null
        ) as reason_text,
        if(
            change_yuan * 100 >= {{ rule_number(given, 'F08 explain_pct') }} * approved_yuan,
            'explain', 'note'
        ) as severity,
        format(
            '全年预算数 {} 元较年初预算数 {} 元变动 {} 元，文中{}',
            {{ yuan_text('adjusted_yuan') }},
            {{ yuan_text('approved_yuan') }},
            {{ yuan_text('change_yuan') }},
            if(said_text = '', '未见说明', format('有“{}”，未写金额', said_text))
        ) as message_text,
        format(
            '年初预算数 {} 元，全年预算数 {} 元',
            {{ yuan_text('approved_yuan') }},
            {{ yuan_text('adjusted_yuan') }}
        ) as evidence_text,
        approved_yuan as printed_value,
        adjusted_yuan as computed_value,
        change_yuan as difference_yuan,
        coalesce(funding_place, place) as place,
        adjusted_place as other_place
    from changes_explained
),

scores_of_filings as (
    select
        filing_id,
        count(*) as form_count,
        sum(indicator_count) as indicator_count,
        bool_and(is_scores_known and is_weights_known and printed_grade is not null)
            as is_every_form_known,
        bool_and(is_every_score_full and printed_grade = '优') as is_every_score_highest,
        bool_or(is_scores_known and not is_every_score_full) or bool_or(printed_grade != '优')
            as has_lower_score,
        string_agg(
            concat_ws(' ', project_name, {{ bare_number('total_score') }}, rating),
            '；' order by form_number
        ) as evidence_text,
        min_by(place, form_number) as place
    from evaluations
    group by all
),

filings_compared as (
    select
        'F21' as rule_code,
        filing_id,
        case
            when form_count < {{ rule_number(given, 'F21 least_forms') }} then 'not_applicable'
            when has_lower_score then 'clear'
            when not is_every_form_known then 'cannot_check'
            when is_every_score_highest then 'finding'
            else 'clear'
        end as check_state,
        if(
            check_state = 'not_applicable',
            format('自评表不足 {} 份', {{ bare_number(rule_number(given, 'F21 least_forms')) }}),
            '有得分、分值或等级未读清'
        ) as reason_text,
        'explain' as severity,
        format(
            '{} 个项目的 {} 项指标得分全部等于分值，评分等级全部为“优”', form_count, indicator_count
        ) as message_text,
        evidence_text,
        place
    from scores_of_filings
),

cancelled_rows as (
    select
        form_id,
        count(*) as row_count,
        string_agg(
            concat_ws('，', indicator_name, '实际完成值 ' || actual_text, '备注 ' || remark_text), '；'
            order by indicator_number
        ) as rows_text,
        min_by(place, indicator_number) as place,
        if(count(*) > 1, max_by(place, indicator_number), null) as last_place
    from indicators_of_forms
    where
        regexp_matches(coalesce(remark_text, ''), {{ rule_words(given, 'F22 cancelled_word') }})
        and not regexp_matches(
            coalesce(remark_text, ''), {{ rule_words(given, 'F22 not_cancelled_word') }}
        )
        and (
            actual_value > 0
            or regexp_matches(
                coalesce(actual_text, ''), {{ rule_words(given, 'F22 reached_word') }}
            )
        )
    group by all
),

cancellations_compared as (
    select
        'F22' as rule_code,
        self_evaluations.filing_id,
        self_evaluations.form_id,
        case
            when cancelled_rows.form_id is not null then 'finding'
            when self_evaluations.is_indicators_damaged then 'cannot_check'
            else 'clear'
        end as check_state,
        self_evaluations.indicator_damage_text as reason_text,
        'must_check' as severity,
        format(
            '{} 项指标备注为已取消或未实施，仍填报实际完成值', cancelled_rows.row_count
        ) as message_text,
        cancelled_rows.rows_text as evidence_text,
        coalesce(cancelled_rows.place, self_evaluations.place) as place,
        cancelled_rows.last_place as other_place
    from self_evaluations
    left join cancelled_rows
        on self_evaluations.form_id = cancelled_rows.form_id
),

target_forms as (
    select
        unnest(['F06', 'F07', 'F08', 'F22']) as rule_code,
        filing_id,
        form_id,
        'not_applicable' as check_state,
        '目标申报表没有执行与得分' as reason_text
    from forms
    where form_type = 'target'
),

filings_of_targets as (
    select distinct
        'F21' as rule_code,
        forms.filing_id,
        'not_applicable' as check_state,
        '文件没有自评表' as reason_text
    from forms
    anti join self_evaluations on forms.filing_id = self_evaluations.filing_id
),

evaluations_without_scores as (
    select
        'F06' as rule_code,
        filing_id,
        form_id,
        'cannot_check' as check_state,
        '没有读出绩效指标' as reason_text
    from evaluations
    where indicator_count = 0
),

scores_checked as (
    select * from scores_compared
    union all by name
    select * from rates_compared
    union all by name
    select * from changes_compared
    union all by name
    select * from filings_compared
    union all by name
    select * from cancellations_compared
    union all by name
    select * from target_forms
    union all by name
    select * from filings_of_targets
    union all by name
    select * from evaluations_without_scores
)

select * from scores_checked
