-- Every finding stands in fct_rule_checks as one, every check in state finding has one, and a check
-- that says nothing of a form gives its reason.
with

findings as (
    select
        rule_code,
        filing_id,
        unnest(list_distinct([form_id, coalesce(other_form_id, form_id)])) as form_id
    from {{ ref('fct_findings') }}
    where form_id is not null
    union all
    select
        rule_code,
        filing_id,
        form_id
    from {{ ref('fct_findings') }}
    where form_id is null
),

checks as (
    select * from {{ ref('fct_rule_checks') }}
),

counted as (
    select
        rule_code,
        filing_id,
        form_id,
        count(*) as finding_count
    from findings
    group by all
)

select
    coalesce(checks.rule_code, counted.rule_code) as rule_code,
    coalesce(checks.form_id, counted.form_id) as form_id,
    checks.check_state
from checks
full outer join counted
    on
        checks.rule_code = counted.rule_code
        and checks.filing_id = counted.filing_id
        and checks.form_id is not distinct from counted.form_id
where
    coalesce(checks.finding_count, -1) != coalesce(counted.finding_count, 0)
    or (checks.check_state = 'finding') != (counted.rule_code is not null)
    or (checks.check_state in ('cannot_check', 'not_applicable'))
    != (checks.reason_text is not null)
