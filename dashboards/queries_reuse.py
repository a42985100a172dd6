"""SQL on the marts -> frames for the indicator reuse page; the shared filters choose the forms.

Counted from the indicators of the chosen forms, in one pass over them: nothing here compares
every pair of projects.
"""

from collections.abc import Hashable, Sequence

import polars as pl

from dashboards.filters import Filters, contains, where
from dashboards.folding import fold
from dashboards.warehouse import Build

SELECTED_USES = """
    with selected_forms as (
        select forms.*
        from marts.dim_forms as forms
        where {where}
    ),
    uses as (
        select
            fct_indicators.*,
            selected_forms.fiscal_year,
            selected_forms.department_id,
            coalesce(selected_forms.unit_id, selected_forms.department_id) as body_id,
            coalesce(organisations.canonical_name, selected_forms.department_name)
                as department_name,
            selected_forms.project_name,
            selected_forms.form_type
        from marts.fct_indicators
        inner join selected_forms on fct_indicators.form_id = selected_forms.form_id
        left join marts.dim_organisations as organisations
            on selected_forms.department_id = organisations.organisation_id
    ),
    uses_counted_to_indicators as (
        select
            standard_indicator_id,
            count(*) as use_count,
            count(distinct form_id) as form_count,
            count(distinct body_id) as unit_count,
            count(distinct department_id) as department_count,
            count(distinct fiscal_year) as year_count,
            count(distinct comparable_target) as distinct_target_count,
            list_sort(list_distinct(list(fiscal_year::varchar))) as fiscal_years
        from uses
        where standard_indicator_id is not null
        group by all
    )
"""
TOTALS = """
    select
        (select count(*) from selected_forms) as form_count,
        (select count(*) from uses) as use_count,
        (select count(*) from uses where standard_indicator_id is null) as unnamed_count,
        count(*) as name_count,
        count(*) filter (where form_count > 1) as recurring_count,
        coalesce(sum(use_count) filter (where form_count > 1), 0)::bigint as recurring_use_count,
        count(*) filter (where department_count > 1) as cross_department_count,
        count(*) filter (where year_count > 1) as cross_year_count
    from uses_counted_to_indicators
"""
RANKING = f"""
    select
        dim_indicators.standard_indicator_id,
        dim_indicators.standard_name,
        dim_indicators.standard_level1,
        dim_indicators.standard_level2,
        counted.form_count,
        counted.use_count,
        counted.unit_count,
        counted.fiscal_years,
        counted.distinct_target_count,
        count(*) over () as total_count
    from uses_counted_to_indicators as counted
    inner join marts.dim_indicators
        on counted.standard_indicator_id = dim_indicators.standard_indicator_id
    where {contains("dim_indicators.standard_name")} and counted.form_count >= ?
    order by
        counted.form_count desc,
        counted.unit_count desc,
        counted.use_count desc,
        dim_indicators.standard_name
    limit ?
"""
# a name recurs in a scope where two forms of one filing, two bodies or two years have it
BY_SCOPE = """
    , names as (select * from uses where standard_indicator_id is not null),
    recurring as (
        select 'same_filing' as reuse_scope, 'name' as kind, standard_indicator_id
        from names
        group by standard_indicator_id, filing_id
        having count(distinct form_id) > 1
        union
        select 'same_filing', 'name_and_target', standard_indicator_id
        from names
        where comparable_target is not null
        group by standard_indicator_id, filing_id, comparable_target
        having count(distinct form_id) > 1
        union
        select 'other_body', 'name', standard_indicator_id
        from names
        group by standard_indicator_id
        having count(distinct body_id) > 1
        union
        select 'other_body', 'name_and_target', standard_indicator_id
        from names
        where comparable_target is not null
        group by standard_indicator_id, comparable_target
        having count(distinct body_id) > 1
        union
        select 'other_year', 'name', standard_indicator_id
        from names
        group by standard_indicator_id
        having count(distinct fiscal_year) > 1
        union
        select 'other_year', 'name_and_target', standard_indicator_id
        from names
        where comparable_target is not null
        group by standard_indicator_id, comparable_target
        having count(distinct fiscal_year) > 1
    )
    select
        scopes.reuse_scope,
        count(*) filter (where recurring.kind = 'name') as recurring_name_count,
        count(*) filter (where recurring.kind = 'name_and_target') as recurring_target_count
    from (
        select * from (values (1, 'same_filing'), (2, 'other_body'), (3, 'other_year'))
            as scopes (place, reuse_scope)
    ) as scopes
    left join recurring on scopes.reuse_scope = recurring.reuse_scope
    group by scopes.place, scopes.reuse_scope
    order by scopes.place
"""
CELLS = """
    , forms_counted_to_columns as (
        select
            department_id,
            fiscal_year,
            any_value(department_name) as form_department_name,
            count(*) as selected_form_count
        from selected_forms
        group by department_id, fiscal_year
    ),
    uses_counted_to_cells as (
        select
            standard_indicator_id,
            department_id,
            fiscal_year,
            count(distinct form_id) as form_count,
            count(distinct comparable_target) as distinct_target_count
        from uses
        where standard_indicator_id in ({ids})
        group by all
    )
    select
        cells.standard_indicator_id,
        columns_.department_id,
        coalesce(organisations.canonical_name, columns_.form_department_name) as department_name,
        columns_.fiscal_year,
        columns_.selected_form_count,
        coalesce(cells.form_count, 0) as form_count,
        coalesce(cells.distinct_target_count, 0) as distinct_target_count,
        cast(
            100.0 * coalesce(cells.form_count, 0) / columns_.selected_form_count as decimal(18, 8)
        ) as share_pct
    from forms_counted_to_columns as columns_
    left join uses_counted_to_cells as cells
        on columns_.fiscal_year is not distinct from cells.fiscal_year
        and columns_.department_id is not distinct from cells.department_id
    left join marts.dim_organisations as organisations
        on columns_.department_id = organisations.organisation_id
    order by columns_.fiscal_year, department_name, cells.standard_indicator_id
"""
# Only a number with a direction can be held against another one: of the same polarity and unit,
# the higher is tighter where higher is better, the lower where lower is better.
TARGETS = """
    , uses_counted_to_targets as (
        select
            target_text,
            target_kind,
            polarity,
            coalesce(target_value_base, target_value) as comparable_value,
            coalesce(base_unit, target_unit) as comparable_unit,
            count(*) as use_count,
            count(distinct form_id) as form_count,
            list_sort(list_distinct(list(fiscal_year::varchar))) as fiscal_years,
            list_sort(list_distinct(list(project_name))) as project_names
        from uses
        where standard_indicator_id = ?
        group by all
    ),
    targets_signed_by_polarity as (
        select
            *,
            case polarity
                when 'higher' then -comparable_value
                when 'lower' then comparable_value
            end as looseness
        from uses_counted_to_targets
    ),
    targets_ranked_by_tightness as (
        select
            *,
            dense_rank() over (partition by polarity, comparable_unit order by looseness)
                as place_in_unit
        from targets_signed_by_polarity
    )
    select
        target_text,
        case when looseness is not null then place_in_unit end as tightness_rank,
        target_kind,
        polarity,
        comparable_value,
        comparable_unit,
        form_count,
        use_count,
        fiscal_years,
        project_names
    from targets_ranked_by_tightness
    order by
        looseness is null,
        comparable_value is null,
        comparable_unit,
        polarity,
        looseness,
        comparable_value desc,
        form_count desc,
        target_text
"""
USES = """
    select
        uses.form_id,
        uses.fiscal_year,
        uses.project_name,
        uses.target_text,
        uses.actual_text,
        uses.is_met,
        uses.department_name,
        uses.form_type,
        uses.indicator_name,
        uses.sub_project_name,
        uses.level1_name,
        uses.level2_name,
        uses.source_line
    from uses
    where uses.standard_indicator_id = ?
    order by uses.fiscal_year desc, uses.form_id, uses.indicator_number
"""
SOURCE_FILES = """
    select distinct filings.file_name
    from uses
    inner join marts.dim_filings as filings on uses.filing_id = filings.filing_id
    where uses.standard_indicator_id in ({ids})
    order by filings.file_name
"""
# a target is shared where another form of the view gives the same indicator the same one
IN_PROJECTS = """
    , targets_counted_to_indicators as (
        select standard_indicator_id, comparable_target, count(distinct form_id) as form_count
        from uses
        where comparable_target is not null
        group by all
    )
    select
        dim_indicators.standard_name,
        uses.project_name,
        uses.fiscal_year,
        uses.department_name,
        string_agg(uses.target_text, '；' order by uses.indicator_number) as target_text,
        case
            when max(targets.form_count) > 1 then 'shared'
            when max(targets.form_count) = 1 then 'own'
            else 'not_comparable'
        end as target_sharing,
        any_value(counted.form_count) as form_count,
        any_value(filings.file_name) as file_name,
        min(uses.source_line) as source_line,
        uses.form_id,
        uses.standard_indicator_id
    from uses
    inner join uses_counted_to_indicators as counted
        on uses.standard_indicator_id = counted.standard_indicator_id
    inner join marts.dim_indicators
        on uses.standard_indicator_id = dim_indicators.standard_indicator_id
    inner join marts.dim_filings as filings on uses.filing_id = filings.filing_id
    left join targets_counted_to_indicators as targets
        on uses.standard_indicator_id = targets.standard_indicator_id
        and uses.comparable_target = targets.comparable_target
    where counted.form_count >= ?
    group by
        dim_indicators.standard_name, uses.project_name, uses.fiscal_year,
        uses.department_name, uses.form_id, uses.standard_indicator_id
    order by
        any_value(counted.form_count) desc,
        dim_indicators.standard_name,
        uses.fiscal_year desc,
        uses.form_id
"""
NAME = "select standard_name from marts.dim_indicators where standard_indicator_id = ?"


def reuse_totals(build: Build, filters: Filters) -> dict[str, int]:
    """Forms, indicator rows and names that the filters leave, and how many names recur."""
    return _ask(build, filters, TOTALS).row(0, named=True)


def reuse_ranking(
    build: Build, filters: Filters, search: str = "", min_forms: int = 1, limit: int = 500
) -> pl.DataFrame:
    """One row per standard indicator, most forms first; `total_count` counts past the limit."""
    return _ask(build, filters, RANKING, (fold(search), min_forms, limit))


def reuse_cells(build: Build, filters: Filters, indicator_ids: Sequence[str]) -> pl.DataFrame:
    """One row per indicator, department and year; a column without any has a NULL indicator."""
    places = ", ".join("?" * len(indicator_ids)) or "null"
    return _ask(build, filters, CELLS.replace("{ids}", places), tuple(indicator_ids))


def reuse_by_scope(build: Build, filters: Filters) -> pl.DataFrame:
    """One row per scope: names that recur in it, and those that recur with one target."""
    return _ask(build, filters, BY_SCOPE)


def indicators_in_projects(build: Build, filters: Filters, min_forms: int) -> pl.DataFrame:
    """One row per indicator of `min_forms` forms or more and form that prints it."""
    return _ask(build, filters, IN_PROJECTS, (min_forms,))


def indicator_targets(build: Build, filters: Filters, indicator_id: str) -> pl.DataFrame:
    """One row per distinct target; what can be compared comes first, tightest to loosest."""
    return _ask(build, filters, TARGETS, (indicator_id,))


def indicator_uses(build: Build, filters: Filters, indicator_id: str) -> pl.DataFrame:
    """One row per use of the indicator in a form, newest year first."""
    return _ask(build, filters, USES, (indicator_id,))


def source_files(build: Build, filters: Filters, indicator_ids: Sequence[str]) -> list[str]:
    """The names of the filings with a use of any of these indicators."""
    places = ", ".join("?" * len(indicator_ids)) or "null"
    frame = _ask(build, filters, SOURCE_FILES.replace("{ids}", places), tuple(indicator_ids))
    return frame["file_name"].to_list()


def indicator_name(build: Build, indicator_id: str) -> str | None:
    """The name of a standard indicator; None where there is no such id."""
    names = build.query(NAME, (indicator_id,))
    return None if names.is_empty() else str(names.item())


def _ask(
    build: Build, filters: Filters, sql: str, params: tuple[Hashable, ...] = ()
) -> pl.DataFrame:
    conditions, values = where(filters)
    return build.query(SELECTED_USES.replace("{where}", conditions) + sql, (*values, *params))
