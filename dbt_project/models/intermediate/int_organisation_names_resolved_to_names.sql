with

forms as (
    select * from {{ ref('stg_filings__forms') }}
),

organisation_names as (
    select
        *,
        {{ fold_text('printed_name') }} as folded_name
    from {{ ref('organisation_names') }}
),

names_read_from_forms as (
    select
        department_name as printed_name,
        true as is_department,
        cast(null as varchar) as department_name
    from forms
    where department_name is not null
    union all
    select
        unit_name as printed_name,
        false as is_department,
        department_name
    from forms
    where unit_name is not null
),

names_folded as (
    select
        printed_name,
        {{ fold_text('printed_name') }} as folded_name,
        {{ fold_text('department_name') }} as folded_department_name,
        is_department
    from names_read_from_forms
),

names_described as (
    select
        printed_name,
        folded_name,
        bool_or(is_department) as is_department,
        min(folded_department_name) as folded_department_name,
        count(distinct folded_department_name) as department_count
    from names_folded
    group by all
),

names_joined_to_seed as (
    select
        names_described.printed_name,
        coalesce(
            organisation_names.organisation_id,
            {{ organisation_id('names_described.folded_name') }}
        ) as organisation_id,
        coalesce(
            organisation_names.canonical_name,
            min(names_described.printed_name) over (partition by names_described.folded_name)
        ) as canonical_name,
        coalesce(
            organisation_names.level,
            case
                when
                    bool_or(names_described.is_department)
                        over (partition by names_described.folded_name)
                    then 'department'
                else 'unit'
            end
        ) as level,
        if(
            organisation_names.organisation_id is null,
            coalesce(
                department_names.organisation_id,
                {{ organisation_id('names_described.folded_department_name') }}
            ),
            organisation_names.parent_organisation_id
        ) as parent_organisation_id,
        names_described.department_count,
        organisation_names.organisation_id is not null as is_known
    from names_described
    left join organisation_names
        on names_described.folded_name = organisation_names.folded_name
    left join organisation_names as department_names
        on names_described.folded_department_name = department_names.folded_name
),

names_resolved as (
    select
        printed_name,
        organisation_id,
        canonical_name,
        level,
        if(
            level = 'unit'
            and parent_organisation_id != organisation_id
            and (is_known or department_count = 1),
            parent_organisation_id,
            null
        ) as parent_organisation_id,
        is_known
    from names_joined_to_seed
)

select * from names_resolved
