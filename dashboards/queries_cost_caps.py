"""SQL on the marts -> frames for 疑点: the request beside its own cost target times quantity."""

import polars as pl

from dashboards.filters import Filters, where
from dashboards.queries import BODY_NAME, OF_FORM
from dashboards.warehouse import Build


def cost_caps(build: Build, filters: Filters) -> pl.DataFrame:
    """One row per form with one cost target in money, the greatest excess first.

    The excess is below 0 where the target leaves room, NULL where nothing can be compared.
    """
    sql, params = where(filters)
    return build.query(
        f"""
        select
            forms.fiscal_year,
            {BODY_NAME} as department_name,
            forms.project_name,
            caps.request_yuan,
            caps.product_yuan,
            caps.excess_yuan,
            caps.cap_state,
            caps.indicator_name,
            caps.target_text,
            caps.quantity_text,
            caps.period_count,
            filings.file_name,
            caps.source_line,
            forms.form_id,
        from marts.fct_cost_caps as caps
        inner join marts.dim_forms as forms on forms.form_id = caps.form_id
        {OF_FORM}
        where {sql}
        order by caps.excess_yuan desc nulls last, forms.form_id
        """,
        params,
    )
