"""SQL on the marts -> frames: what all pages ask, and the pieces that their questions share.

The questions of one page are in `queries_<page>.py`. Each takes the build and the shared filters.
"""

from functools import lru_cache
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
# the filing of each form, and its body's name
OF_FORM = f"""
    inner join marts.dim_filings as filings on filings.filing_id = forms.filing_id
    {BODY}
"""
# the file that took the place of a superseded form: the same unit, year, kind of form and stage
SUPERSEDING_FILE_NAME = """
    (
        select any_value(newer.file_name)
        from marts.dim_forms as newer_forms
        inner join marts.dim_filings as newer on newer.filing_id = newer_forms.filing_id
        where newer_forms.is_current_in_stage
            and newer_forms.document_stage = forms.document_stage
            and newer_forms.fiscal_year = forms.fiscal_year
            and newer_forms.form_type = forms.form_type
            and coalesce(newer_forms.unit_id, newer_forms.department_id)
                = coalesce(forms.unit_id, forms.department_id)
    )
"""

NEWEST_TABLES = (
    "fct_cost_caps",
    "fct_cost_changes",
    "fct_findings",
    "fct_form_scores",
    "fct_lineage_items",
    "fct_link_candidates",
    "fct_plan_forms",
    "fct_rule_checks",
    "fct_target_changes",
)
NEWEST_COLUMN = ("fct_page_outcomes", "withheld_boxes")

# what a form can be split by; a year whose forms know no 项目类别 is told from a blank one
DIMENSIONS = {
    "functional_class": "forms.functional_class",
    "recurrence": f"coalesce(forms.recurrence, '{NOT_FILED}')",
    "expenditure_category": f"""
        case
            when forms.expenditure_category is not null then forms.expenditure_category
            when forms.fiscal_year in (
                select known.fiscal_year from marts.dim_forms as known
                where known.is_current_in_stage and known.expenditure_category is not null
            ) then '{NOT_FILED}'
            else 'not_set'
        end
    """,
}


@lru_cache(maxsize=4)
def choices(build: Build) -> Choices:
    """What the shared filters offer: years, bodies, classes, recurrences, stages in the data."""
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
        where forms.is_current_in_stage
        """
    )
    bodies = forms.select("department_id", "department_name").drop_nulls().unique()
    return Choices(
        fiscal_years=_distinct(forms["fiscal_year"], descending=True),
        departments=dict(bodies.sort("department_name", "department_id").rows()),
        functional_classes=_distinct(forms["functional_class"]),
        recurrences=_distinct(forms["recurrence"]),
        stages=tuple(stages(build)["document_stage"]),
    )


def lacks_tables(build: Build) -> bool:
    """Whether an older program made the build, without the tables and columns that pages read."""
    found = build.query(
        f"""
        select
            count(distinct table_name) filter (
                where table_name in ({", ".join("?" * len(NEWEST_TABLES))})
            )
            + count(*) filter (where table_name = ? and column_name = ?)
        from information_schema.columns
        where table_schema = 'marts'
        """,
        (*NEWEST_TABLES, *NEWEST_COLUMN),
    )
    return bool(found.item() < len(NEWEST_TABLES) + 1)


def stages(build: Build) -> pl.DataFrame:
    """One row per stage that filings are loaded of, the one with most current forms first.

    `assumed_count` is how many of its filings were told no stage.
    """
    return build.query(
        """
        select
            filings.document_stage,
            count(distinct filings.filing_id) as filing_count,
            count(distinct filings.filing_id)
                filter (where filings.document_stage_basis = 'assumed') as assumed_count,
            count(forms.form_id) as form_count,
        from marts.dim_filings as filings
        left join marts.dim_forms as forms
            on forms.filing_id = filings.filing_id and forms.is_current_in_stage
        group by filings.document_stage
        order by
            form_count desc,
            list_position(['published', 'approved', 'submitted'], filings.document_stage)
        """
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


def superseded(build: Build, filters: Filters) -> dict[str, int]:
    """How many forms within the filters a later filing supersedes, and how many filings hold them.

    No page counts them in a sum.
    """
    sql, params = where(filters, superseded=True)
    frame = build.query(
        f"""
        select count(*) as forms, count(distinct forms.filing_id) as filings,
        from marts.dim_forms as forms
        where {sql}
        """,
        params,
    )
    return frame.row(0, named=True)


def source_files(build: Build, filters: Filters, *, with_amount: bool = True) -> list[str]:
    """The names of the filings that hold the forms within the filters.

    `with_amount` takes only forms that print an amount in the chosen phase.
    """
    sql, params = where(filters)
    frame = build.query(
        f"""
        select distinct filings.file_name,
        from marts.dim_forms as forms
        inner join marts.dim_filings as filings on filings.filing_id = forms.filing_id
        left join {FUNDING_OF_PHASE}
        where {sql} and (funding.amount_yuan is not null or not ?)
        order by filings.file_name
        """,
        (filters.phase, *params, with_amount),
    )
    return frame["file_name"].to_list()


def _distinct(values: pl.Series, descending: bool = False) -> tuple[Any, ...]:
    return tuple(values.drop_nulls().unique().sort(descending=descending).to_list())
