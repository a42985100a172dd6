"""SQL on the marts -> frames for the lineage of two years: items at one grain, and their links.

An item is shown where its comparison group is: both sides of a group come and go together.
"""

import polars as pl

from dashboards.filters import Filters
from dashboards.queries import BODY_NAME
from dashboards.queries_changes import Years, changes_where
from dashboards.warehouse import Build

# the ways to choose links by how sure they are; those to be confirmed by a person are in none
CONFIDENCES = {
    "all": "true",
    "high": "links.confidence = 'high'",
    "curated": "links.origin = 'curated'",
}
SHOWN = """
    groups_shown as (
        select changes.group_id
        from marts.fct_cost_changes as changes
        where {where} and changes.left_fiscal_year = ? and changes.right_fiscal_year = ?
    ),
    items_shown as (
        select items.*
        from marts.fct_lineage_items as items
        inner join groups_shown on groups_shown.group_id = items.group_id
    )
"""


def items(build: Build, filters: Filters, years: Years) -> pl.DataFrame:
    """One row per item of either year, with its amount and the place that prints it.

    Over a pair of years each side adds up to all its forms; no money stands twice.
    """
    sql, params = changes_where(filters)
    return build.query(
        f"""
        with {SHOWN.format(where=sql)}
        select
            items.side,
            items.fiscal_year,
            items.department_id,
            {BODY_NAME} as department_name,
            forms.project_name,
            items.item_name,
            items.is_remainder,
            items.is_tail,
            items.change_state,
            items.amount_yuan,
            filings.file_name,
            items.source_page,
            items.source_sheet,
            items.source_line,
            items.item_id,
            items.group_id,
            items.form_id,
        from items_shown as items
        inner join marts.dim_forms as forms on forms.form_id = items.form_id
        inner join marts.dim_filings as filings on filings.filing_id = items.filing_id
        left join marts.dim_organisations as organisations
            on organisations.organisation_id = items.department_id
        order by items.side, items.amount_yuan desc nulls last, items.item_id
        """,
        (*params, *years),
    )


def links(build: Build, filters: Filters, years: Years, confidence: str = "all") -> pl.DataFrame:
    """One row per link between the items shown, with its signs and the places of both amounts.

    `confidence` is a key of `CONFIDENCES`.
    """
    sql, params = changes_where(filters)
    return build.query(
        f"""
        with {SHOWN.format(where=sql)}
        select
            links.left_item_name,
            links.right_item_name,
            links.comparability,
            links.left_amount_yuan,
            links.right_amount_yuan,
            links.relation,
            links.confidence,
            links.origin,
            links.evidence_text,
            left_filings.file_name as left_file_name,
            left_items.source_page as left_source_page,
            left_items.source_line as left_source_line,
            right_filings.file_name as right_file_name,
            right_items.source_page as right_source_page,
            right_items.source_line as right_source_line,
            links.left_item_id,
            links.right_item_id,
        from marts.fct_project_links as links
        inner join items_shown as left_items
            on left_items.item_id = links.left_item_id and left_items.side = 'left'
        inner join items_shown as right_items
            on right_items.item_id = links.right_item_id and right_items.side = 'right'
        inner join marts.dim_filings as left_filings
            on left_filings.filing_id = left_items.filing_id
        inner join marts.dim_filings as right_filings
            on right_filings.filing_id = right_items.filing_id
        where
            links.left_fiscal_year = ?
            and links.right_fiscal_year = ?
            and {CONFIDENCES[confidence]}
        order by links.right_amount_yuan desc nulls last, links.link_id
        """,
        (*params, *years, *years),
    )


def coarser_link_count(build: Build, filters: Filters, years: Years) -> int:
    """How many links of the forms shown are of items that the one grain does not hold.

    A form that is linked whole stands there whole: links of its cost items count money again.
    """
    sql, params = changes_where(filters)
    frame = build.query(
        f"""
        with {SHOWN.format(where=sql)},
        items_of_pair as (
            select items.item_id
            from marts.fct_lineage_items as items
            where items.left_fiscal_year = ? and items.right_fiscal_year = ?
        )
        select count(*)
        from marts.fct_project_links as links
        where
            links.left_fiscal_year = ?
            and links.right_fiscal_year = ?
            and (
                links.left_form_id in (select items_shown.form_id from items_shown)
                or links.right_form_id in (select items_shown.form_id from items_shown)
            )
            and not (
                links.left_item_id in (select items_of_pair.item_id from items_of_pair)
                and links.right_item_id in (select items_of_pair.item_id from items_of_pair)
            )
        """,
        (*params, *years, *years, *years),
    )
    return int(frame.item())
