"""SQL on the marts -> frames: what all pages ask, and the pieces that their questions share.

The questions of one page are in `queries_<page>.py`. Each takes the build and the shared filters.
"""

from typing import Any

import polars as pl

from dashboards.filters import NOT_FILED, Choices, Filters, where
from dashboards.warehouse import Build

# the amount of a form in one phase: its annual total, over all sources of funds
FUNDING_OF_PHASE = """
    marts.fct_funding as funding
        on funding.form_id = forms.form_id
        and funding.phase = ?
        and funding.basis = 'annual'
        and funding.fund_source = 'total'
"""
BODY = """
    left join marts.dim_organisations as organisations
        on organisations.organisation_id = forms.department_id
"""
BODY_NAME = "coalesce(organisations.canonical_name, forms.department_name)"

# what a form can be split by; a year whose forms know no 项目类别 is told from a blank one
DIMENSIONS = {
    "functional_class": "forms.functional_class",
    "recurrence": f"coalesce(forms.recurrence, '{NOT_FILED}')",
    "expenditure_category": f"""
        case
            when forms.expenditure_category is not null then forms.expenditure_category
            when forms.fiscal_year in (
                select known.fiscal_year from marts.dim_forms as known
                where known.is_current and known.expenditure_category is not null
            ) then '{NOT_FILED}'
            else 'not_set'
        end
    """,
}


def choices(build: Build) -> Choices:
    """What the shared filters offer: the years, bodies, classes and recurrences in the data."""
    forms = build.query(
        f"""
        select distinct
            forms.fiscal_year,
            forms.department_id,
            {BODY_NAME} as department_name,
            forms.functional_class,
            {DIMENSIONS["recurrence"]} as recurrence,
        from marts.dim_forms as forms
        {BODY}
        where forms.is_current
        """
    )
    bodies = forms.select("department_id", "department_name").drop_nulls().unique()
    return Choices(
        fiscal_years=_distinct(forms["fiscal_year"], descending=True),
        departments=dict(bodies.sort("department_name", "department_id").rows()),
        functional_classes=_distinct(forms["functional_class"]),
        recurrences=_distinct(forms["recurrence"]),
    )


def coverage(build: Build, filters: Filters) -> dict[str, int]:
    """How many filings and projects the filters leave, and how many have the phase's amount."""
    sql, params = where(filters)
    frame = build.query(
        f"""
        select
            count(distinct forms.filing_id) as filings,
            count(distinct forms.department_id) as bodies,
            count(*) as projects,
            count(funding.amount_yuan) as with_amount,
        from marts.dim_forms as forms
        left join {FUNDING_OF_PHASE}
        where {sql}
        """,
        (filters.phase, *params),
    )
    return frame.row(0, named=True)


def source_files(build: Build, filters: Filters) -> pl.DataFrame:
    """The filings that the filters leave: one row per file."""
    sql, params = where(filters)
    return build.query(
        f"""
        select filings.filing_id, filings.file_name,
        from marts.dim_filings as filings
        where filings.filing_id in (
            select forms.filing_id from marts.dim_forms as forms where {sql}
        )
        order by filings.file_name
        """,
        params,
    )


def _distinct(values: pl.Series, descending: bool = False) -> tuple[Any, ...]:
    return tuple(values.drop_nulls().unique().sort(descending=descending).to_list())
