with

rules as (
    select * from {{ ref('finding_rules') }}
),

forms as (
    select * from {{ ref('int_forms_prepared_to_findings') }}
),

checks as (
    {{ checks_of_all_rules() }}
),

things_to_check as (
    select
        rules.rule_code,
        rules.rule_name,
        forms.filing_id,
        forms.form_id
    from rules
    cross join forms
    where rules.checks_forms
    union all by name
    select distinct
        rules.rule_code,
        rules.rule_name,
        forms.filing_id,
        cast(null as varchar) as form_id
    from rules
    cross join forms
    where rules.checks_filings
),

results as (
    select
        rule_code,
        filing_id,
        form_id,
        concat_ws('|', form_id, other_form_id, subject) as thing,
        check_state,
        reason_text
    from checks
    union all
    select
        rule_code,
        filing_id,
        other_form_id as form_id,
        concat_ws('|', form_id, other_form_id, subject) as thing,
        check_state,
        reason_text
    from checks
    where check_state = 'finding' and other_form_id is not null
),

results_weighed as (
    select
        rule_code,
        filing_id,
        form_id,
        case
            when bool_or(check_state = 'finding') then 'finding'
            when bool_or(check_state = 'cannot_check') then 'cannot_check'
            when bool_or(check_state = 'clear') then 'clear'
            else 'not_applicable'
        end as check_state,
        count(distinct thing) filter (where check_state = 'finding') as finding_count,
        string_agg(distinct reason_text, '；' order by reason_text)
        filter (where check_state = 'cannot_check') as cannot_check_text,
        string_agg(distinct reason_text, '；' order by reason_text)
        filter (where check_state = 'not_applicable') as not_applicable_text
    from results
    group by all
),

things_checked as (
    select
        things_to_check.rule_code,
        things_to_check.filing_id,
        things_to_check.form_id,
        things_to_check.rule_name,
        coalesce(results_weighed.check_state, 'cannot_check') as check_state,
        case coalesce(results_weighed.check_state, 'cannot_check')
            when 'cannot_check'
                then coalesce(results_weighed.cannot_check_text, '规则没有可核对的内容')
            when 'not_applicable'
                then coalesce(results_weighed.not_applicable_text, '规则对此不适用')
        end as reason_text,
        cast(coalesce(results_weighed.finding_count, 0) as integer) as finding_count
    from things_to_check
    left join results_weighed
        on
            things_to_check.rule_code = results_weighed.rule_code
            and things_to_check.filing_id = results_weighed.filing_id
            and things_to_check.form_id is not distinct from results_weighed.form_id
)

select * from things_checked
