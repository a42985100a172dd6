"""SQL on the marts -> frames for 资金用途: how much of two years can be compared."""

import polars as pl

from dashboards.filters import Filters
from dashboards.queries_changes import Years, changes_where
from dashboards.warehouse import Build

COMPARABLE, MATCHED, ALONE = "like_for_like", "matched_otherwise", "not_matched"


def comparability(build: Build, filters: Filters, years: Years) -> pl.DataFrame:
    """One row per year of the two, state and use of money; the later year first.

    A state is `like_for_like`, `matched_otherwise` (linked, not like for like) or `not_matched`.
    Both sides of a group come where one meets the filters; `amount_yuan` is of the items with one.
    """
    sql, params = changes_where(filters)
    classes = filters.functional_classes
    of_classes = f"items.functional_class in ({', '.join('?' * len(classes))})"
    return build.query(
        f"""
        with items as (
            select
                items.fiscal_year,
                case
                    when changes.change_state != 'matched' then '{ALONE}'
                    when changes.comparability = 'like_for_like' then '{COMPARABLE}'
                    else '{MATCHED}'
                end as comparable_state,
                coalesce(cost_items.functional_class, forms.functional_class) as functional_class,
                items.group_id,
                items.form_id,
                items.amount_yuan,
            from marts.fct_cost_changes as changes
            inner join marts.fct_lineage_items as items on items.group_id = changes.group_id
            inner join marts.dim_forms as forms on forms.form_id = items.form_id
            left join marts.fct_cost_items as cost_items
                on cost_items.cost_item_id = items.item_id
            where {sql} and changes.left_fiscal_year = ? and changes.right_fiscal_year = ?
        ),
        groups_shown as (
            select distinct items.group_id from items where {of_classes if classes else "true"}
        ),
        items_summed as (
            select
                items.fiscal_year,
                items.comparable_state,
                items.functional_class,
                count(distinct items.form_id)::integer as form_count,
                sum(items.amount_yuan)::decimal(18, 2) as amount_yuan,
                count(*) filter (where items.amount_yuan is null) as without_amount_count,
            from items
            inner join groups_shown on groups_shown.group_id = items.group_id
            group by all
        )
        select * from items_summed
        order by
            fiscal_year desc,
            list_position(['{COMPARABLE}', '{MATCHED}', '{ALONE}'], comparable_state),
            amount_yuan desc nulls last,
            functional_class
        """,
        (*params, *years, *classes),
    )
