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

name_polarity as (
    select * from {{ ref('int_indicator_names_matched_to_polarity') }}
),

polarity_words as (
    select * from {{ ref('polarity_words') }}
),

name_endings as (
    select
        name_polarity.folded_name,
        name_polarity.polarity
    from name_polarity
    inner join polarity_words
        on
            name_polarity.polarity_word = polarity_words.word
            and polarity_words.position = 'name_ending'
            and polarity_words.polarity in ('higher', 'lower')
    group by all
),

names_bared as (
    select distinct
        indicator_name,
        regexp_replace(indicator_name, '\s*[（(][^（）()]*[）)]$', '') as bare_name
    from indicators
    where indicator_name is not null
),

names as (
    select
        indicator_name,
        regexp_matches(bare_name, {{ rule_words(given, 'F16 nature_word') }}) as is_of_nature,
        regexp_matches(bare_name, {{ rule_words(given, 'F16 satisfaction_word') }})
            as is_of_satisfaction,
        contains(indicator_name, '满意') as is_satisfaction,
        regexp_matches(bare_name, {{ rule_words(given, 'F14 complaint_ending') }})
            as is_complaint_rate,
        regexp_matches(bare_name, {{ rule_words(given, 'F16 rate_ending') }})
        and not regexp_matches(bare_name, {{ rule_words(given, 'F16 no_rate_ending') }})
            as is_rate,
        regexp_matches(bare_name, {{ rule_words(given, 'F16 count_ending') }})
        and not regexp_matches(bare_name, {{ rule_words(given, 'F16 no_count_ending') }})
            as is_count
    from names_bared
),

indicators_described as (
    select
        indicators.*,
        standards.standard_level1,
        standards.standard_level2,
        standards.folded_name,
        name_endings.polarity as name_polarity,
        names.is_of_nature,
        names.is_of_satisfaction,
        names.is_satisfaction,
        names.is_complaint_rate,
        names.is_rate,
        names.is_count,
        coalesce(indicators.base_unit, indicators.target_unit) = '%' as is_pct,
        indicators.level2_basis in ('printed', 'carried')
        and indicators.level2_alternative_name is null as is_level2_certain,
        indicators.target_kind in ('word', 'sentence', 'relation', 'standard') as is_words,
        indicators.target_kind in ('lost', 'unread') as is_target_lost,
        {{ source_place('indicators') }} as place
    from indicators
    inner join standards
        on indicators.indicator_id = standards.indicator_id
    left join names
        on indicators.indicator_name = names.indicator_name
    left join name_endings
        on standards.folded_name = name_endings.folded_name
    semi join forms on indicators.form_id = forms.form_id
),

kinds_counted as (
    select
        form_id,
        count(*) as indicator_count,
        count(*) filter (where is_words) as word_count,
        count(*) filter (where is_target_lost) as lost_count,
        count(*) filter (where standard_level1 = '产出') as output_count,
        count(*) filter (where standard_level1 = '产出' and not is_words) as output_number_count,
        string_agg(indicator_name || ' ' || target_text, '；' order by indicator_number)
        filter (where is_words) as words_text,
        count(*) filter (
            where target_kind = 'word' and contains(indicator_name, target_text)
        ) as repeated_count,
        min_by(place, indicator_number) filter (where is_words) as place
    from indicators_described
    group by all
),

kinds_judged as (
    select
        'F11' as rule_code,
        forms.filing_id,
        forms.form_id,
        case
            when kinds_counted.form_id is null
                then if(forms.is_indicators_damaged, 'cannot_check', 'not_applicable')
            when
                kinds_counted.word_count * 100
                > {{ rule_number(given, 'F11 note_above_pct') }} * kinds_counted.indicator_count
                or (kinds_counted.output_count > 0 and kinds_counted.output_number_count = 0)
                then 'finding'
            when
                (kinds_counted.word_count + kinds_counted.lost_count) * 100
                > {{ rule_number(given, 'F11 note_above_pct') }} * kinds_counted.indicator_count
                then 'cannot_check'
            else 'clear'
        end as check_state,
        if(kinds_counted.form_id is null, '没有读出绩效指标', '有指标值未读清') as reason_text,
        case
            when kinds_counted.word_count = kinds_counted.indicator_count then 'must_check'
            when
                kinds_counted.word_count * 100
                > {{ rule_number(given, 'F11 explain_above_pct') }}
                * kinds_counted.indicator_count
                then 'explain'
            else 'note'
        end as severity,
        format(
            '{} 项指标中 {} 项只有文字{}{}',
            kinds_counted.indicator_count,
            kinds_counted.word_count,
            if(kinds_counted.output_number_count = 0, '，产出指标没有数值', ''),
            if(
                kinds_counted.repeated_count > 0,
                format('，其中 {} 项指标值重复指标名称', kinds_counted.repeated_count), ''
            )
        ) as message_text,
        kinds_counted.words_text as evidence_text,
        cast(kinds_counted.indicator_count as decimal(18, 4)) as printed_value,
        cast(kinds_counted.word_count as decimal(18, 4)) as computed_value,
        coalesce(kinds_counted.place, forms.place) as place
    from forms
    left join kinds_counted
        on forms.form_id = kinds_counted.form_id
),

blanks_judged as (
    select
        'F12' as rule_code,
        indicators_described.filing_id,
        indicators_described.form_id,
        indicators_described.indicator_id as subject,
        case
            when indicators_described.target_kind not in ('blank', 'lost', 'unread') then 'clear'
            when indicators_described.target_text is not null then 'cannot_check'
            when
                indicators_described.target_kind = 'blank'
                or (indicators_described.target_kind = 'lost' and not forms.is_indicators_damaged)
                then 'finding'
            else 'cannot_check'
        end as check_state,
        '指标值文字残损，未读清' as reason_text,
        'explain' as severity,
        format(
            '指标“{}”的指标值文本中为空，请核原件', indicators_described.indicator_name
        ) as message_text,
        indicators_described.indicator_name as evidence_text,
        indicators_described.place
    from indicators_described
    inner join forms
        on indicators_described.form_id = forms.form_id
),

loose_targets as (
    select
        *,
        case
            when
                is_satisfaction
                and target_value >= {{ rule_number(given, 'F14 absolute_pct') }}
                and target_operator in ('=', '>=')
                then '满意度定为最高值'
            when
                is_satisfaction
                and target_operator in ('>=', '>', '=')
                and target_value < {{ rule_number(given, 'F14 satisfaction_below_pct') }}
                then format(
                    '满意度低于 {}%',
                    {{ bare_number(rule_number(given, 'F14 satisfaction_below_pct')) }}
                )
            when
                is_complaint_rate
                and not is_satisfaction
                and target_operator in ('<=', '<')
                and target_value >= {{ rule_number(given, 'F14 complaints_from_pct') }}
                then format(
                    '投诉率容许到 {}% 或更高',
                    {{ bare_number(rule_number(given, 'F14 complaints_from_pct')) }}
                )
        end as looseness
    from indicators_described
    where is_pct and target_kind in ('exact', 'bound')
),

misplaced_rows as (
    select
        *,
        unnest(
            list_filter(
                [
                    if(
                        is_level2_certain and standard_level2 = '生态效益' and not is_of_nature,
                        '生态效益中无环境、能耗、排放内容', null
                    ),
                    if(
                        standard_level1 = '满意度' and not is_of_satisfaction,
                        '满意度指标不是满意度', null
                    ),
                    if(is_rate and target_kind in ('word', 'sentence'), '名称为率，指标值为文字', null),
                    if(
                        is_count and is_pct and target_kind in ('exact', 'bound'),
                        '名称为数量，指标值为百分比', null
                    ),
                    if(
                        regexp_matches(lower(coalesce(target_text, '')), '[(（](null)?[)）]'),
                        '计量单位为空', null
                    ),
                    if(
                        (
                            name_polarity = 'lower'
                            and target_operator in ('>=', '>')
                            and target_value > 0
                        )
                        or (
                            name_polarity = 'higher'
                            and target_operator in ('<=', '<')
                            and target_value < 100
                            and target_value > 0
                        ),
                        '比较符号与指标方向相反', null
                    )
                ],
                lambda said: said is not null
            )
        ) as misplacement
    from indicators_described
),

rows_said as (
    select
        'F14' as rule_code,
        form_id,
        count(*) as row_count,
        string_agg(
            looseness || '：' || indicator_name || ' ' || target_text, '；' order by indicator_number
        ) as rows_text,
        string_agg(distinct looseness, '、' order by looseness) as kinds_text,
        max(target_value) as shown_value,
        min_by(place, indicator_number) as place,
        if(count(*) > 1, max_by(place, indicator_number), null) as last_place
    from loose_targets
    where looseness is not null
    group by all
    union all by name
    select
        'F16' as rule_code,
        form_id,
        count(*) as row_count,
        string_agg(
            misplacement || '：' || concat_ws(' ', indicator_name, target_text), '；'
            order by indicator_number
        ) as rows_text,
        string_agg(distinct misplacement, '、' order by misplacement) as kinds_text,
        min_by(place, indicator_number) as place,
        if(count(*) > 1, max_by(place, indicator_number), null) as last_place
    from misplaced_rows
    group by all
),

rules_of_rows as (
    select
        unnest(['F14', 'F16']) as rule_code,
        unnest(['指标值', '归类、名称或单位']) as subject_text
),

rows_judged as (
    select
        rules_of_rows.rule_code,
        forms.filing_id,
        forms.form_id,
        case
            when kinds_counted.form_id is null
                then if(forms.is_indicators_damaged, 'cannot_check', 'not_applicable')
            when rows_said.form_id is not null then 'finding'
            when kinds_counted.lost_count > 0 then 'cannot_check'
            else 'clear'
        end as check_state,
        if(kinds_counted.form_id is null, '没有读出绩效指标', '有指标值未读清') as reason_text,
        if(
            rows_said.row_count >= {{ rule_number(given, 'F16 explain_from_rows') }},
            'explain', 'note'
        ) as severity,
        format(
            '{} 项指标的{}请核：{}',
            rows_said.row_count, rules_of_rows.subject_text, rows_said.kinds_text
        ) as message_text,
        rows_said.rows_text as evidence_text,
        coalesce(rows_said.shown_value, cast(rows_said.row_count as decimal(28, 8)))
            as printed_value,
        coalesce(rows_said.place, forms.place) as place,
        rows_said.last_place as other_place
    from forms
    cross join rules_of_rows
    left join kinds_counted
        on forms.form_id = kinds_counted.form_id
    left join rows_said
        on
            forms.form_id = rows_said.form_id
            and rules_of_rows.rule_code = rows_said.rule_code
),

names_used as (
    select
        filing_id,
        folded_name,
        count(distinct form_id) as form_count
    from indicators_described
    where folded_name is not null
    group by all
),

names_shared as (
    select
        indicators_described.*,
        coalesce(
            names_used.form_count >= {{ rule_number(given, 'F18 from_projects') }}, false
        ) as is_shared
    from indicators_described
    left join names_used
        on
            indicators_described.filing_id = names_used.filing_id
            and indicators_described.folded_name = names_used.folded_name
),

shared_names_counted as (
    select
        form_id,
        count(*) as indicator_count,
        count(*) filter (where is_shared) as shared_count,
        string_agg(indicator_name, '、' order by indicator_number) filter (where is_shared)
            as names_text,
        min_by(place, indicator_number) filter (where is_shared) as place
    from names_shared
    group by all
),

forms_of_filings as (
    select
        filing_id,
        count(*) as form_count
    from forms
    group by all
),

shared_names_judged as (
    select
        'F18' as rule_code,
        forms.filing_id,
        forms.form_id,
        case
            when forms_of_filings.form_count < {{ rule_number(given, 'F18 from_projects') }}
                then 'not_applicable'
            when shared_names_counted.form_id is null then 'cannot_check'
            when
                shared_names_counted.shared_count * 100
                >= {{ rule_number(given, 'F18 note_from_pct') }}
                * shared_names_counted.indicator_count
                then 'finding'
            else 'clear'
        end as check_state,
        if(
            check_state = 'not_applicable',
            format(
                '同一文件的项目不足 {} 个', {{ bare_number(rule_number(given, 'F18 from_projects')) }}
            ),
            '没有读出绩效指标'
        ) as reason_text,
        if(
            shared_names_counted.shared_count * 100
            >= {{ rule_number(given, 'F18 explain_from_pct') }}
            * shared_names_counted.indicator_count,
            'explain', 'note'
        ) as severity,
        format(
            '{} 项指标中 {} 项的名称在同一文件 {} 个以上项目中使用',
            shared_names_counted.indicator_count, shared_names_counted.shared_count,
            {{ bare_number(rule_number(given, 'F18 from_projects')) }}
        ) as message_text,
        shared_names_counted.names_text as evidence_text,
        cast(shared_names_counted.indicator_count as decimal(18, 4)) as printed_value,
        cast(shared_names_counted.shared_count as decimal(18, 4)) as computed_value,
        coalesce(shared_names_counted.place, forms.place) as place
    from forms
    inner join forms_of_filings
        on forms.filing_id = forms_of_filings.filing_id
    left join shared_names_counted
        on forms.form_id = shared_names_counted.form_id
),

forms_without_indicators as (
    select
        'F12' as rule_code,
        forms.filing_id,
        forms.form_id,
        if(forms.is_indicators_damaged, 'cannot_check', 'not_applicable') as check_state,
        '没有读出绩效指标' as reason_text
    from forms
    anti join indicators_described on forms.form_id = indicators_described.form_id
),

indicators_checked as (
    select * from kinds_judged
    union all by name
    select * from blanks_judged
    union all by name
    select * from rows_judged
    union all by name
    select * from shared_names_judged
    union all by name
    select * from forms_without_indicators
)

select * from indicators_checked
