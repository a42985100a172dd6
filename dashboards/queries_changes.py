"""SQL on the marts -> frames for 跨年比较: links between two years and what they tell."""

from collections.abc import Hashable
from dataclasses import replace

import polars as pl

from dashboards import queries
from dashboards.filters import Filters, Sql, contains
from dashboards.folding import fold
from dashboards.warehouse import Build

Years = tuple[int, int]


def pairs_of_years(build: Build, filters: Filters) -> list[Years]:
    """The pairs of years that can be compared, those with the most matched money first.

    Where two years or more are chosen, only pairs of them; the pairs of a single one come first.
    """
    sql, params = changes_where(filters)
    frame = build.query(
        f"""
        select left_fiscal_year, right_fiscal_year
        from marts.fct_cost_changes as changes
        where {sql}
        group by all
        order by
            coalesce(sum(right_amount_yuan) filter (where change_state = 'matched'), 0) desc,
            right_fiscal_year desc,
            left_fiscal_year desc
        """,
        params,
    )
    chosen = set(filters.fiscal_years)
    if len(chosen) > 1:
        return [pair for pair in frame.rows() if set(pair) <= chosen]
    return sorted(frame.rows(), key=lambda pair: chosen.isdisjoint(pair))


def changes(build: Build, filters: Filters, years: Years, *, is_matched: bool) -> pl.DataFrame:
    """One row per comparison group of two years, or per item without a partner."""
    sql, params = changes_where(filters)
    return build.query(
        f"""
        select
            group_id,
            group_name as comparison_group,
            change_state,
            comparability,
            left_amount_yuan,
            right_amount_yuan,
            change_yuan,
            change_pct,
            counted_text,
            left_quantity,
            right_quantity,
            volume_effect_yuan,
            price_effect_yuan,
            confidence,
            left_names,
            right_names,
            left_fiscal_year,
            right_fiscal_year,
        from marts.fct_cost_changes as changes
        where {sql}
            and left_fiscal_year = ?
            and right_fiscal_year = ?
            and (change_state = 'matched') = ?
        order by
            comparability is distinct from 'like_for_like',
            comparability,
            change_state,
            greatest(coalesce(left_amount_yuan, 0), coalesce(right_amount_yuan, 0)) desc,
            group_id
        """,
        (*params, *years, is_matched),
    )


def sums_by_state(build: Build, filters: Filters, years: Years) -> pl.DataFrame:
    """One row per state and comparability: groups, and both amounts in yuan."""
    sql, params = changes_where(filters)
    return build.query(
        f"""
        select
            change_state,
            comparability,
            count(*) as group_count,
            coalesce(sum(left_amount_yuan), 0)::decimal(18, 2) as left_amount_yuan,
            coalesce(sum(right_amount_yuan), 0)::decimal(18, 2) as right_amount_yuan,
        from marts.fct_cost_changes as changes
        where {sql} and left_fiscal_year = ? and right_fiscal_year = ?
        group by all
        order by all
        """,
        (*params, *years),
    )


def source_files(build: Build, filters: Filters) -> list[str]:
    """The files that both sides of a comparison are read from: those of all years."""
    return queries.source_files(build, replace(filters, fiscal_years=()))


def changes_where(filters: Filters) -> Sql:
    """Conditions on `marts.fct_cost_changes as changes`; of a group, either side may meet them."""
    bodies = ("changes.left_department_id", "changes.right_department_id")
    return _conditions(filters, "changes", bodies, ("changes.left_names", "changes.right_names"))


def link_where(filters: Filters) -> Sql:
    """Conditions on a link and the forms of both its sides."""
    bodies = ("left_forms.department_id", "right_forms.department_id")
    return _conditions(filters, "links", bodies, ("links.left_item_name", "links.right_item_name"))


def _conditions(
    filters: Filters, alias: str, bodies: tuple[str, ...], names: tuple[str, ...]
) -> Sql:
    conditions = [f"{alias}.phase = ?"]
    params: list[Hashable] = [filters.phase]
    if filters.stage:
        conditions.append(f"{alias}.document_stage = ?")
        params.append(filters.stage)
    if filters.department_ids:
        places = ", ".join("?" * len(filters.department_ids))
        conditions.append(f"({' or '.join(f'{body} in ({places})' for body in bodies)})")
        params += filters.department_ids * len(bodies)
    if filters.text:
        conditions.append(f"({' or '.join(map(contains, names))})")
        params += [fold(filters.text)] * len(names)
    return " and ".join(conditions), tuple(params)
