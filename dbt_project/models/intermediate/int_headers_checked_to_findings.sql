{% set given = rule_parameters('finding_rule_parameters') %}

with

forms as (
    select * from {{ ref('int_forms_prepared_to_findings') }}
),

form_places as (
    select * from {{ ref('stg_filings__form_places') }}
),

narrative_sections as (
    select * from {{ ref('stg_filings__narrative_sections') }}
),

organisation_names as (
    select * from {{ ref('int_organisation_names_resolved_to_names') }}
),

links as (
    select * from {{ ref('fct_project_links') }}
),

places_of_fields as (
    select
        form_id,
        field_name,
        min_by({{ source_place() }}, source_start) as place
    from form_places
    group by all
),

-- the same item of the nearest earlier year, as far as the rules or a person are sure of it
links_of_forms as (
    select
        right_item_id as form_id,
        left_form_id as other_form_id,
        left_item_name,
        left_fiscal_year,
        right_fiscal_year,
        left_amount_yuan,
        right_amount_yuan,
        evidence_text,
        comparability,
        left_quantity is not null as has_counts
    from links
    where
        confidence = 'high'
        and relation in ('same', 'successor')
        and comparability in ('like_for_like', 'scope_changed')
        and left_amount_yuan > 0
        and right_amount_yuan is not null
    qualify row_number() over (
        partition by right_item_id
        order by left_fiscal_year desc, left_amount_yuan desc, link_id asc
    ) = 1
),

changes_judged as (
    select
        'F13' as rule_code,
        forms.filing_id,
        forms.form_id,
        case
            when links_of_forms.form_id is null then 'cannot_check'
            when
                links_of_forms.comparability = 'scope_changed'
                or links_of_forms.has_counts
                then 'not_applicable'
            when
                abs(links_of_forms.right_amount_yuan - links_of_forms.left_amount_yuan) * 100
                > links_of_forms.left_amount_yuan
                * {{ rule_number(given, 'F13 change_pct') }}
                then 'finding'
            else 'clear'
        end as check_state,
        if(
            links_of_forms.form_id is null,
            '没有把握高的跨年对应关系',
            '范围有变化，或数量可以解释'
        ) as reason_text,
        'explain' as severity,
        format(
            '{} 年“{}”{} 元，{} 年 {} 元，文中未见可以解释的数量变化，请说明',
            links_of_forms.left_fiscal_year,
            links_of_forms.left_item_name,
            {{ yuan_text('links_of_forms.left_amount_yuan') }},
            links_of_forms.right_fiscal_year,
            {{ yuan_text('links_of_forms.right_amount_yuan') }}
        ) as message_text,
        links_of_forms.evidence_text,
        cast(links_of_forms.right_amount_yuan as decimal(18, 4)) as printed_value,
        abs(links_of_forms.right_amount_yuan - links_of_forms.left_amount_yuan)
            as difference_yuan,
        links_of_forms.left_item_name as subject,
        forms.request_place as place
    from forms
    left join links_of_forms
        on forms.form_id = links_of_forms.form_id
),

names_read as (
    select
        *,
        regexp_replace({{ fold_text('project_name') }}, '\([^()]*\)', '', 'g') as bare_name,
        try_cast(
            regexp_extract(
                {{ fold_text('project_name') }}, '(20[0-9]{2})年?[-—–~至](20[0-9]{2})', 1
            ) as integer
        ) as first_year,
        try_cast(
            regexp_extract(
                {{ fold_text('project_name') }}, '(20[0-9]{2})年?[-—–~至](20[0-9]{2})', 2
            ) as integer
        ) as last_year,
        try_cast(regexp_extract({{ fold_text('project_name') }}, '(20[0-9]{2})年', 1) as integer)
            as single_year
    from forms
),

names_judged as (
    select
        *,
        case
            when fiscal_year is null then null
            when
                last_year is not null
                then if(
                    fiscal_year between first_year and last_year,
                    null,
                    format(
                        '项目名称所印期间 {}—{}，预算年度为 {}', first_year, last_year, fiscal_year
                    )
                )
            when
                single_year > fiscal_year
                or (single_year < fiscal_year and recurrence = 'recurring')
                then format('项目名称所印年度 {}，预算年度为 {}', single_year, fiscal_year)
        end as period_said,
        if(
            recurrence = 'recurring'
            and regexp_matches(bare_name, {{ rule_words(given, 'F24 construction_ending') }})
            and (
                functional_class = 'it_construction'
                or regexp_matches(bare_name, {{ rule_words(given, 'F24 works_word') }})
            )
            and not regexp_matches(
                project_name, {{ rule_words(given, 'F24 not_construction_word') }}
            ),
            '项目名称为建设，表载为经常性项目', null
        ) as construction_said,
        if(
            contains(coalesce(expenditure_category, ''), '运转')
            and regexp_matches(bare_name, {{ rule_words(given, 'F24 purchase_ending') }})
            and not regexp_matches(
                project_name, {{ rule_words(given, 'F24 not_construction_word') }}
            ),
            '项目名称为购置，表载为运转类', null
        ) as purchase_said
    from names_read
),

classes_compared as (
    select
        'F24' as rule_code,
        names_judged.filing_id,
        names_judged.form_id,
        case
            when
                coalesce(
                    names_judged.period_said,
                    names_judged.construction_said,
                    names_judged.purchase_said
                ) is not null
                then 'finding'
            when names_judged.project_name is null or names_judged.fiscal_year is null
                then 'cannot_check'
            when names_judged.form_type != 'target' then 'not_applicable'
            when names_judged.recurrence is null then 'cannot_check'
            else 'clear'
        end as check_state,
        case
            when names_judged.project_name is null or names_judged.fiscal_year is null
                then '项目名称或年度未读清'
            when names_judged.form_type != 'target' then '自评表不印项目性质与类别'
            else '项目性质未印或未读清'
        end as reason_text,
        'explain' as severity,
        concat_ws(
            '；',
            names_judged.period_said, names_judged.construction_said, names_judged.purchase_said
        ) || '，请核对' as message_text,
        concat_ws(
            '；',
            names_judged.project_name,
            names_judged.recurrence_text,
            names_judged.expenditure_category
        ) as evidence_text,
        cast(coalesce(names_judged.last_year, names_judged.single_year) as decimal(18, 4))
            as printed_value,
        if(names_judged.period_said is null, null, cast(names_judged.fiscal_year as decimal(18, 4)))
            as computed_value,
        coalesce(places_of_fields.place, names_judged.place) as place
    from names_judged
    left join places_of_fields
        on
            names_judged.form_id = places_of_fields.form_id
            and places_of_fields.field_name = 'project_name'
),

bodies_said as (
    select
        form_id,
        regexp_replace(
            {{ fold_text('section_text') }}, '\([^()]*\)|[。.;,、，；]+$', '', 'g'
        ) as body_text,
        section_text,
        {{ source_place() }} as place
    from narrative_sections
    where
        section_number = 3
        and length(section_text) <= {{ rule_number(given, 'F25 most_characters_of_body') }}
),

bodies_compared as (
    select
        forms.form_id,
        bodies_said.section_text,
        bodies_said.place,
        not contains(bodies_said.body_text, {{ fold_text('forms.unit_name') }})
        and not contains({{ fold_text('forms.unit_name') }}, bodies_said.body_text)
        and regexp_matches(bodies_said.body_text, {{ rule_words(given, 'F25 body_ending') }})
            as is_other
    from forms
    inner join bodies_said
        on forms.form_id = bodies_said.form_id
),

units_compared as (
    select
        'F25' as rule_code,
        forms.filing_id,
        forms.form_id,
        case
            when forms.unit_name is null and forms.unit_name_text is null
                then
                    case
                        when forms.is_header_damaged then 'cannot_check'
                        when unit_labels.form_id is null then 'not_applicable'
                        else 'finding'
                    end
            when forms.unit_name is null then 'cannot_check'
            when bodies_said.is_other then 'finding'
            else 'clear'
        end as check_state,
        if(
            unit_labels.form_id is null and not forms.is_header_damaged,
            '表上没有实施单位一栏', '单位名称未读清'
        ) as reason_text,
        'note' as severity,
        if(
            forms.unit_name is null,
            '实施单位文本中为空，请核原件',
            format(
                '实施主体“{}”与实施单位“{}”不同', bodies_said.section_text, forms.unit_name
            )
        ) as message_text,
        concat_ws(
            '；', '主管部门 ' || forms.department_name, '实施单位 ' || forms.unit_name,
            '实施主体 ' || bodies_said.section_text
        ) as evidence_text,
        coalesce(
            unit_places.place, unit_labels.place, department_places.place, forms.place
        ) as place,
        bodies_said.place as other_place
    from forms
    left join bodies_compared as bodies_said
        on forms.form_id = bodies_said.form_id
    left join places_of_fields as unit_places
        on
            forms.form_id = unit_places.form_id
            and unit_places.field_name = 'unit'
    left join places_of_fields as unit_labels
        on
            forms.form_id = unit_labels.form_id
            and unit_labels.field_name = 'unit_label'
    left join places_of_fields as department_places
        on
            forms.form_id = department_places.form_id
            and department_places.field_name = 'department'
),

bodies_of_forms as (
    select
        filing_id,
        form_id,
        form_number,
        unnest(['department', 'unit']) as field_name,
        unnest([department_name, unit_name]) as printed_name
    from forms
),

names_counted as (
    select
        bodies_of_forms.filing_id,
        organisation_names.organisation_id,
        regexp_replace({{ fold_text('bodies_of_forms.printed_name') }}, '\([^()]*\)', '', 'g')
            as bare_name,
        any_value(bodies_of_forms.printed_name) as printed_name,
        count(distinct bodies_of_forms.form_id) as form_count,
        min_by(places_of_fields.place, bodies_of_forms.form_number) as place
    from bodies_of_forms
    inner join organisation_names
        on bodies_of_forms.printed_name = organisation_names.printed_name
    left join places_of_fields
        on
            bodies_of_forms.form_id = places_of_fields.form_id
            and bodies_of_forms.field_name = places_of_fields.field_name
    where organisation_names.is_known
    group by all
),

names_listed_to_filings as (
    select
        filing_id,
        organisation_id,
        count(*) as name_count,
        max(form_count) as form_count,
        string_agg(format('“{}”{} 个项目', printed_name, form_count), '、' order by printed_name)
            as names_text,
        min_by(place, printed_name) as place,
        max_by(place, printed_name) as other_place
    from names_counted
    group by all
),

names_compared as (
    select
        'F25' as rule_code,
        filing_id,
        organisation_id as subject,
        if(name_count > 1, 'finding', 'clear') as check_state,
        'note' as severity,
        format('同一机构在文件中有 {} 个名称：{}', name_count, names_text) as message_text,
        names_text as evidence_text,
        place,
        other_place
    from names_listed_to_filings
),

filings_without_known_names as (
    select distinct
        'F25' as rule_code,
        forms.filing_id,
        'cannot_check' as check_state,
        '机构沿革未收录此文件的单位' as reason_text
    from forms
    anti join names_listed_to_filings on forms.filing_id = names_listed_to_filings.filing_id
),

headers_checked as (
    select * from changes_judged
    union all by name
    select * from classes_compared
    union all by name
    select * from units_compared
    union all by name
    select * from names_compared
    union all by name
    select * from filings_without_known_names
)

select * from headers_checked
