"""SQL on the marts -> frames of what is alike between forms: sets, goals, targets of linked ones.

A pair is shown where either of its forms is among those that the shared filters leave. Nothing is
compared here: the marts hold the pairs.
"""

from collections.abc import Hashable

import polars as pl

from dashboards.filters import Filters, where
from dashboards.warehouse import Build

EVERY_SCOPE = "every"
KEYS = {"fct_target_changes": ("left_form_id", "right_form_id")}
PAIRS = """
    with selected_forms as (
        select forms.form_id
        from marts.dim_forms as forms
        where {where}
    ),
    forms as (
        select
            forms.form_id,
            forms.project_name,
            forms.fiscal_year,
            forms.source_line,
            coalesce(organisations.canonical_name, forms.department_name) as department_name,
            filings.file_name
        from marts.dim_forms as forms
        inner join marts.dim_filings as filings on forms.filing_id = filings.filing_id
        left join marts.dim_organisations as organisations
            on forms.department_id = organisations.organisation_id
    ),
    pairs as (
        select *
        from marts.{table}
        where {left} in (select form_id from selected_forms)
            or {right} in (select form_id from selected_forms)
    )
"""
BOTH_FORMS = """
    inner join forms on pairs.form_id = forms.form_id
    inner join forms as other_forms on pairs.other_form_id = other_forms.form_id
"""
NAMES_OF_BOTH = """
    forms.fiscal_year,
    forms.project_name,
    other_forms.fiscal_year as other_fiscal_year,
    other_forms.project_name as other_project_name
"""
BODIES_OF_BOTH = """
    forms.department_name,
    other_forms.department_name as other_department_name,
    forms.file_name,
    other_forms.file_name as other_file_name,
    pairs.form_id,
    pairs.other_form_id
"""
SETS = f"""
    select
        {NAMES_OF_BOTH},
        pairs.alike_pct,
        pairs.shared_count,
        pairs.either_count,
        pairs.pair_scope,
        pairs.same_target_count,
        pairs.alike_with_targets_pct,
        pairs.replaced_shared_count,
        pairs.alike_without_object_pct,
        forms.source_line,
        other_forms.source_line as other_source_line,
        {BODIES_OF_BOTH},
        pairs.shared_names_text,
        pairs.own_names_text,
        pairs.other_names_text,
        pairs.replaced_names_text,
        count(*) over () as total_count
    from pairs
    {BOTH_FORMS}
    where ? in ('{EVERY_SCOPE}', pairs.pair_scope)
    order by
        greatest(pairs.alike_pct, pairs.alike_without_object_pct) desc,
        pairs.either_count desc,
        pairs.form_id,
        pairs.other_form_id
    limit ?
"""
GOALS = f"""
    select
        {NAMES_OF_BOTH},
        max(pairs.passage_length) as passage_length,
        count(*) as passage_count,
        pairs.pair_scope,
        max(pairs.passage_share_pct) as passage_share_pct,
        max(pairs.other_passage_share_pct) as other_passage_share_pct,
        arg_max(pairs.passage_form_count, pairs.passage_length) as passage_form_count,
        arg_max(pairs.passage_text, pairs.passage_length) as passage_text,
        bool_and(pairs.is_boilerplate) as is_boilerplate,
        arg_max(pairs.source_line, pairs.passage_length) as source_line,
        arg_max(pairs.other_source_line, pairs.passage_length) as other_source_line,
        {BODIES_OF_BOTH},
        count(*) over () as total_count
    from pairs
    {BOTH_FORMS}
    where ? in ('{EVERY_SCOPE}', pairs.pair_scope) and (? or not pairs.is_boilerplate)
    group by all
    order by
        max(pairs.passage_length) desc,
        pairs.form_id,
        pairs.other_form_id
    limit ?
"""
CHANGES = """
    select
        pairs.target_change,
        pairs.left_indicator_name as indicator_name,
        pairs.left_target_text,
        pairs.right_target_text,
        pairs.hindrance,
        left_forms.fiscal_year as left_fiscal_year,
        left_forms.project_name as left_project_name,
        right_forms.fiscal_year as right_fiscal_year,
        right_forms.project_name as right_project_name,
        pairs.left_target_value_base,
        pairs.left_base_unit,
        pairs.right_target_value_base,
        pairs.right_base_unit,
        pairs.left_polarity as polarity,
        pairs.left_item_name,
        pairs.right_item_name,
        pairs.relation,
        pairs.comparability,
        pairs.confidence,
        pairs.origin,
        pairs.left_source_line,
        pairs.right_source_line,
        left_forms.file_name as left_file_name,
        right_forms.file_name as right_file_name,
        pairs.left_form_id,
        pairs.right_form_id
    from pairs
    inner join forms as left_forms on pairs.left_form_id = left_forms.form_id
    inner join forms as right_forms on pairs.right_form_id = right_forms.form_id
    order by
        list_position(['stricter', 'looser', 'same', 'not_comparable'], pairs.target_change),
        right_forms.fiscal_year desc,
        left_forms.fiscal_year desc,
        pairs.right_form_id,
        pairs.link_id,
        pairs.right_source_line
"""
SET_ROWS = """
    with rows_of_forms as (
        select
            form_id,
            coalesce(standard_indicator_id, indicator_id) as name_id,
            min(indicator_number) as indicator_number,
            arg_min(indicator_name, indicator_number) as indicator_name,
            string_agg(target_text, '；' order by indicator_number) as target_text,
            list_sort(list_distinct(list(comparable_target))) as comparable_targets,
            min(source_line) as source_line
        from marts.fct_indicators
        where form_id in (?, ?)
        group by all
    ),
    left_rows as (select * from rows_of_forms where form_id = ?),
    right_rows as (select * from rows_of_forms where form_id = ?)
    select
        case
            when left_rows.name_id is null then 'other_only'
            when right_rows.name_id is null then 'own_only'
            when
                left_rows.comparable_targets = right_rows.comparable_targets
                and len(left_rows.comparable_targets) > 0
                then 'same_target'
            else 'other_target'
        end as set_state,
        left_rows.indicator_name,
        left_rows.target_text,
        right_rows.indicator_name as other_indicator_name,
        right_rows.target_text as other_target_text,
        left_rows.source_line,
        right_rows.source_line as other_source_line
    from left_rows
    full outer join right_rows on left_rows.name_id = right_rows.name_id
    order by
        list_position(['same_target', 'other_target', 'own_only', 'other_only'], set_state),
        coalesce(left_rows.indicator_number, right_rows.indicator_number)
"""
# the goals of both forms that hold a passage, each with the stretches to be marked
MARKED_GOALS = """
    with passages as (
        select *
        from marts.fct_goal_passages
        where form_id = ? and other_form_id = ?
    ),
    stretches as (
        select
            'own' as side,
            form_id,
            field_name,
            list_distinct(list([passage_start, passage_end])) as stretches,
            any_value(source_line) as source_line
        from passages
        group by all
        union all
        select
            'other' as side,
            other_form_id as form_id,
            other_field_name as field_name,
            list_distinct(list([other_passage_start, other_passage_end])) as stretches,
            any_value(other_source_line) as source_line
        from passages
        group by all
    )
    select
        stretches.side,
        stretches.field_name,
        case stretches.field_name
            when 'total_goal' then forms.total_goal_text
            when 'annual_goal' then forms.annual_goal_text
            else forms.expected_result_text
        end as goal_text,
        stretches.stretches,
        stretches.source_line
    from stretches
    inner join marts.dim_forms as forms on stretches.form_id = forms.form_id
    order by stretches.side, stretches.field_name desc
"""


def sets_alike(build: Build, filters: Filters, scope: str, limit: int) -> pl.DataFrame:
    """One row per pair of forms whose sets are alike; `total_count` counts past the limit."""
    return _ask(build, filters, "fct_indicator_sets_alike", SETS, (scope, limit))


def goals_alike(
    build: Build, filters: Filters, scope: str, with_boilerplate: bool, limit: int
) -> pl.DataFrame:
    """One row per pair of forms whose goals share a passage; `total_count` as above."""
    params = (scope, with_boilerplate, limit)
    return _ask(build, filters, "fct_goal_passages", GOALS, params)


def target_changes(build: Build, filters: Filters) -> pl.DataFrame:
    """One row per indicator of both forms of a confirmed link, what changed first."""
    return _ask(build, filters, "fct_target_changes", CHANGES, ())


def rows_of_sets(build: Build, form_id: str, other_form_id: str) -> pl.DataFrame:
    """One row per name of either set, both targets beside each other, shared names first."""
    both = (form_id, other_form_id)
    return build.query(SET_ROWS, (*both, *both))


def marked_goals(build: Build, form_id: str, other_form_id: str) -> pl.DataFrame:
    """One row per goal of a side that holds a shared passage, with its stretches from 1."""
    return build.query(MARKED_GOALS, (form_id, other_form_id))


def _ask(
    build: Build, filters: Filters, table: str, sql: str, params: tuple[Hashable, ...]
) -> pl.DataFrame:
    conditions, values = where(filters)
    left, right = KEYS.get(table, ("form_id", "other_form_id"))
    pairs = PAIRS.format(where=conditions, table=table, left=left, right=right)
    return build.query(pairs + sql, (*values, *params))
