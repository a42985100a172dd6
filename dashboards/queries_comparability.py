"""SQL on the marts -> frames for 资金用途: how much of two years can be compared."""

from collections.abc import Hashable

import polars as pl

from dashboards.filters import Filters
from dashboards.queries_changes import Years
from dashboards.warehouse import Build

COMPARABLE, MATCHED, ALONE = "like_for_like", "matched_otherwise", "not_matched"


def comparability(build: Build, filters: Filters, years: Years) -> pl.DataFrame:
    """One row per year of the two, state and use of money; the later year first.

    A state is `like_for_like`, `matched_otherwise` (linked, not like for like) or `not_matched`.
    """
    conditions = ["phase = ?", "left_fiscal_year = ?", "right_fiscal_year = ?"]
    params: list[Hashable] = [filters.phase, *years]
    for column, values in (
        ("document_stage", (filters.stage,) if filters.stage else ()),
        ("department_id", filters.department_ids),
        ("functional_class", filters.functional_classes),
    ):
        if values:
            conditions.append(f"{column} in ({', '.join('?' * len(values))})")
            params += values
    return build.query(
        f"""
        with amounts_summed as (
            select
                fiscal_year,
                case
                    when change_state != 'matched' then '{ALONE}'
                    when comparability = 'like_for_like' then '{COMPARABLE}'
                    else '{MATCHED}'
                end as comparable_state,
                functional_class,
                sum(form_count)::integer as form_count,
                sum(amount_yuan)::decimal(18, 2) as amount_yuan,
            from marts.fct_spending_comparability
            where {" and ".join(conditions)} and amount_yuan is not null
            group by all
        )
        select * from amounts_summed
        order by
            fiscal_year desc,
            list_position(['{COMPARABLE}', '{MATCHED}', '{ALONE}'], comparable_state),
            amount_yuan desc,
            functional_class
        """,
        tuple(params),
    )
