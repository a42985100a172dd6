"""SQL on the marts -> frames for 指标复用: can the targets be measured?"""

import polars as pl

from dashboards.filters import Filters, where
from dashboards.queries import BODY, BODY_NAME, OF_FORM
from dashboards.warehouse import Build

NO_LEVEL = "no_level"  # a level 2 that was not read
# deadlines and frequencies can be measured; where the cell is lost the text is blank as well
CLASS_OF_KIND = """
    case
        when indicators.target_kind in ('exact', 'bound', 'range', 'deadline', 'frequency')
            then 'number'
        when indicators.target_kind in ('word', 'sentence', 'relation', 'standard') then 'words'
        when indicators.target_kind in ('blank', 'lost') then 'blank'
        else 'unread'
    end
"""


def targets_by_level(build: Build, filters: Filters) -> pl.DataFrame:
    """One row per year, body, kind of form, level 2 and class of target; shares of the level."""
    sql, params = where(filters)
    return build.query(
        f"""
        with targets_counted as (
            select
                forms.fiscal_year,
                forms.department_id,
                {BODY_NAME} as department_name,
                forms.form_type,
                indicators.standard_level1,
                indicators.standard_level2,
                {CLASS_OF_KIND} as target_class,
                count(*) as use_count,
            from marts.fct_indicators as indicators
            inner join marts.dim_forms as forms on forms.form_id = indicators.form_id
            {BODY}
            where {sql}
            group by all
        )
        select
            *,
            cast(
                100.0 * use_count / sum(use_count) over (
                    partition by fiscal_year, department_id, department_name, form_type,
                        standard_level1, standard_level2
                ) as decimal(9, 4)
            ) as level_share_pct,
        from targets_counted
        order by
            fiscal_year desc, department_name, form_type, standard_level1, standard_level2,
            target_class
        """,
        params,
    )


def targets_of_class(
    build: Build, filters: Filters, level: str | None, target_class: str, limit: int
) -> pl.DataFrame:
    """One row per indicator of a class of target; `total_count` counts them all.

    `level` is a level 2, `NO_LEVEL`, or None for every level.
    """
    sql, params = where(filters)
    return build.query(
        f"""
        select
            forms.fiscal_year,
            {BODY_NAME} as department_name,
            forms.project_name,
            indicators.standard_level2,
            indicators.indicator_name,
            indicators.target_text,
            indicators.target_kind,
            filings.file_name,
            indicators.source_line,
            forms.form_id,
            count(*) over () as total_count,
        from marts.fct_indicators as indicators
        inner join marts.dim_forms as forms on forms.form_id = indicators.form_id
        {OF_FORM}
        where {sql}
            and {CLASS_OF_KIND} = ?
            and (? is null or coalesce(indicators.standard_level2, '{NO_LEVEL}') = ?)
        order by forms.fiscal_year desc, forms.form_id, indicators.indicator_number
        limit ?
        """,
        (*params, target_class, level, level, limit),
    )
