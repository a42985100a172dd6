-- The uses that fct_indicator_reuse counts are the named indicators of current forms, each once.
with

reuse as (
    select * from {{ ref('fct_indicator_reuse') }}
),

standards as (
    select * from {{ ref('dim_indicators') }}
),

indicators as (
    select * from {{ ref('fct_indicators') }}
),

forms as (
    select * from {{ ref('dim_forms') }}
),

indicators_counted as (
    select
        indicators.standard_indicator_id,
        count(*) filter (where forms.is_current) as use_count
    from indicators
    inner join forms
        on indicators.form_id = forms.form_id
    where indicators.standard_indicator_id is not null
    group by all
),

reuse_summed as (
    select
        standard_indicator_id,
        sum(use_count) as use_count
    from reuse
    group by all
)

select
    standards.standard_indicator_id,
    standards.use_count as standard_use_count,
    indicators_counted.use_count as indicator_count,
    reuse_summed.use_count as reuse_count
from standards
left join indicators_counted
    on standards.standard_indicator_id = indicators_counted.standard_indicator_id
left join reuse_summed
    on standards.standard_indicator_id = reuse_summed.standard_indicator_id
where
    standards.use_count is distinct from indicators_counted.use_count
    or standards.use_count is distinct from coalesce(reuse_summed.use_count, 0)
