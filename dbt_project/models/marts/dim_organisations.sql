with

organisation_names as (
    select * from {{ ref('int_organisation_names_resolved_to_names') }}
),

seed_names as (
    select * from {{ ref('organisation_names') }}
),

lineages_read as (
    select
        organisation_id,
        canonical_name,
        level,
        parent_organisation_id,
        printed_name
    from organisation_names
),

parents_not_read as (
    select distinct
        seed_names.organisation_id,
        seed_names.canonical_name,
        seed_names.level,
        seed_names.parent_organisation_id,
        cast(null as varchar) as printed_name
    from seed_names
    inner join lineages_read as children
        on seed_names.organisation_id = children.parent_organisation_id
    left join lineages_read
        on seed_names.organisation_id = lineages_read.organisation_id
    where lineages_read.organisation_id is null
),

lineages as (
    select * from lineages_read
    union all
    select * from parents_not_read
),

organisations as (
    select
        organisation_id,
        min(canonical_name) as canonical_name,
        min(level) as level,
        min(parent_organisation_id) as parent_organisation_id,
        coalesce(
            string_agg(distinct printed_name, '；' order by printed_name), min(canonical_name)
        ) as names
    from lineages
    group by organisation_id
)

select * from organisations
