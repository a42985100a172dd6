"""SQL on the marts -> frames for 待人工确认: pairs of items that a person may decide about."""

import polars as pl

from dashboards.filters import Filters
from dashboards.queries_changes import link_where
from dashboards.warehouse import Build

PLACE = ("filing_id", "source_page", "source_sheet", "source_box")
OFFSETS = ("source_line", "source_start", "source_end")


def pairs_to_decide(build: Build, filters: Filters) -> pl.DataFrame:
    """One row per candidate, then per link, with the place of both items in their filings."""
    sql, params = link_where(filters)
    sides = ",\n".join(_place_of(side) for side in ("left", "right"))
    return build.query(
        f"""
        with pairs as (
            select 'waiting' as queue_state, * from marts.fct_link_candidates
            union all by name
            select
                'linked' as queue_state,
                * exclude (counted_text, left_quantity, right_quantity),
            from marts.fct_project_links
        ),
        amounts_of_forms as (
            select *
            from marts.fct_funding
            where basis = 'annual' and fund_source = 'total'
            qualify row_number() over (partition by form_id, phase order by funding_id) = 1
        )
        select
            links.queue_state,
            links.left_item_name,
            links.right_item_name,
            links.evidence_text,
            links.left_amount_yuan,
            links.right_amount_yuan,
            links.left_fiscal_year,
            links.right_fiscal_year,
            links.comparability,
            links.origin,
            links.left_item_id,
            links.left_item_key,
            links.right_item_id,
            links.right_item_key,
            {sides},
        from pairs as links
        inner join marts.dim_forms as left_forms on left_forms.form_id = links.left_form_id
        inner join marts.dim_forms as right_forms on right_forms.form_id = links.right_form_id
        left join marts.fct_cost_items as left_items
            on left_items.cost_item_id = links.left_item_id
        left join marts.fct_cost_items as right_items
            on right_items.cost_item_id = links.right_item_id
        left join amounts_of_forms as left_amounts
            on left_amounts.form_id = links.left_form_id and left_amounts.phase = links.phase
        left join amounts_of_forms as right_amounts
            on right_amounts.form_id = links.right_form_id and right_amounts.phase = links.phase
        where {sql}
        order by
            links.queue_state desc,
            greatest(
                coalesce(links.left_amount_yuan, 0), coalesce(links.right_amount_yuan, 0)
            ) desc,
            links.link_id
        """,
        params,
    )


def _place_of(side: str) -> str:
    """The place of the cost item, else of the form's amount, else of the form, by side."""
    return ",\n".join(
        f"""case
            when {side}_items.cost_item_id is not null then {side}_items.{name}
            when {side}_amounts.form_id is not null then {side}_amounts.{name}
            else {side}_forms.{name}
        end as {side}_{name}"""
        for name in (*PLACE, *OFFSETS)
    )
