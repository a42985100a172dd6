with

indicators as (
    select * from {{ ref('fct_indicators') }}
),

current_forms as (
    select * from {{ ref('dim_forms') }}
    where is_current
),

names_counted as (
    select
        standard_indicator_id,
        trim(regexp_replace(indicator_name, '[（(][^（()）]*[)）]$', '')) as short_name,
        count(*) as name_count
    from indicators
    where standard_indicator_id is not null
    group by all
),

names_most_used as (
    select
        standard_indicator_id,
        short_name as standard_name
    from names_counted
    qualify row_number() over (
        partition by standard_indicator_id
        order by name_count desc, length(short_name) asc, short_name asc
    ) = 1
),

levels_counted as (
    select
        standard_indicator_id,
        standard_level1,
        standard_level2,
        count(*) as level_count
    from indicators
    group by all
),

levels_most_used as (
    select
        standard_indicator_id,
        standard_level1,
        standard_level2
    from levels_counted
    qualify row_number() over (
        partition by standard_indicator_id
        order by level_count desc, standard_level1 asc, standard_level2 asc
    ) = 1
),

polarities_counted as (
    select
        standard_indicator_id,
        polarity,
        count(*) as polarity_count
    from indicators
    group by all
),

polarities_most_used as (
    select
        standard_indicator_id,
        polarity
    from polarities_counted
    qualify row_number() over (
        partition by standard_indicator_id
        order by polarity = 'unknown' asc, polarity_count desc, polarity asc
    ) = 1
),

uses_counted as (
    select
        indicators.standard_indicator_id,
        count(current_forms.form_id) as use_count,
        count(distinct current_forms.form_id) as form_count,
        count(distinct coalesce(current_forms.unit_id, current_forms.department_id)) as unit_count,
        min(current_forms.fiscal_year) as first_year,
        max(current_forms.fiscal_year) as last_year
    from indicators
    left join current_forms
        on indicators.form_id = current_forms.form_id
    where indicators.standard_indicator_id is not null
    group by all
),

standards as (
    select
        uses_counted.standard_indicator_id,
        names_most_used.standard_name,
        levels_most_used.standard_level1,
        levels_most_used.standard_level2,
        polarities_most_used.polarity,
        cast(uses_counted.use_count as integer) as use_count,
        cast(uses_counted.form_count as integer) as form_count,
        cast(uses_counted.unit_count as integer) as unit_count,
        uses_counted.first_year,
        uses_counted.last_year
    from uses_counted
    inner join names_most_used
        on uses_counted.standard_indicator_id = names_most_used.standard_indicator_id
    inner join levels_most_used
        on uses_counted.standard_indicator_id = levels_most_used.standard_indicator_id
    inner join polarities_most_used
        on uses_counted.standard_indicator_id = polarities_most_used.standard_indicator_id
)

select * from standards
