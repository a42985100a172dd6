"""SQL on the marts -> frames for 资金用途 and 跨年比较: amounts by what they are for."""

from dataclasses import replace

import polars as pl

from dashboards.filters import Filters, where
from dashboards.queries import BODY, BODY_NAME, DIMENSIONS, FUNDING_OF_PHASE, OF_FORM
from dashboards.warehouse import Build


def spending_by_form(build: Build, filters: Filters, dimension: str) -> pl.DataFrame:
    """One row per year, body and value of the dimension; a project's amount is not split."""
    sql, params = where(filters)
    return build.query(
        f"""
        select
            forms.fiscal_year,
            forms.department_id,
            {BODY_NAME} as department_name,
            {DIMENSIONS[dimension]} as {dimension},
            'whole' as part,
            count(*) as form_count,
            sum(funding.amount_yuan) as amount_yuan,
        from marts.dim_forms as forms
        inner join {FUNDING_OF_PHASE} and funding.amount_yuan is not null
        {BODY}
        where {sql}
        group by all
        order by forms.fiscal_year desc, department_name, amount_yuan desc, {dimension}
        """,
        (filters.phase, *params),
    )


# The amount of every form cut into its cost items; what they leave is the remainder, what they
# pass it by is the (negative) surplus, both under the form's own class. Only requests have items.
FUNDING_SPLIT = """
    annual_totals as (
        select forms.form_id, funding.phase, funding.amount_yuan,
        from marts.dim_forms as forms
        inner join {funding} and funding.amount_yuan is not null
        where {where}
    ),
    items as (
        select
            cost_items.form_id,
            cost_items.functional_class,
            cost_items.amount_yuan,
        from marts.fct_cost_items as cost_items
        inner join annual_totals on annual_totals.form_id = cost_items.form_id
        where annual_totals.phase = 'proposed' and cost_items.amount_yuan is not null
    ),
    items_summed_to_form as (
        select form_id, sum(amount_yuan) as amount_yuan, from items group by form_id
    ),
    funding_split as (
        select form_id, functional_class, 'items' as part, amount_yuan, from items
        union all
        select
            annual_totals.form_id,
            null as functional_class,
            if(annual_totals.amount_yuan < summed.amount_yuan, 'surplus', 'remainder') as part,
            annual_totals.amount_yuan - coalesce(summed.amount_yuan, 0) as amount_yuan,
        from annual_totals
        left join items_summed_to_form as summed on summed.form_id = annual_totals.form_id
        where annual_totals.amount_yuan is distinct from summed.amount_yuan
    )
"""


def spending_by_cost_item(build: Build, filters: Filters, dimension: str) -> pl.DataFrame:
    """One row per year, body, value of the dimension, and items, remainder or surplus."""
    sql, params = where(filters)
    split = FUNDING_SPLIT.format(funding=FUNDING_OF_PHASE, where=sql)
    value = DIMENSIONS[dimension]
    if dimension == "functional_class":
        value = f"coalesce(split.functional_class, {value})"
    return build.query(
        f"""
        with {split}
        select
            forms.fiscal_year,
            forms.department_id,
            {BODY_NAME} as department_name,
            {value} as {dimension},
            split.part,
            count(distinct forms.form_id) as form_count,
            sum(split.amount_yuan) as amount_yuan,
        from funding_split as split
        inner join marts.dim_forms as forms on forms.form_id = split.form_id
        {BODY}
        group by all
        order by
            forms.fiscal_year desc, department_name,
            split.part, amount_yuan desc,
            {dimension}
        """,
        (filters.phase, *params),
    )


def projects(build: Build, filters: Filters) -> pl.DataFrame:
    """One row per project with an amount in the phase: its classes and where it is printed."""
    sql, params = where(filters)
    return build.query(
        f"""
        select
            forms.fiscal_year,
            {BODY_NAME} as department_name,
            forms.project_name,
            funding.amount_yuan,
            forms.functional_class,
            filings.file_name,
            forms.source_line,
            {DIMENSIONS["recurrence"]} as recurrence,
            {DIMENSIONS["expenditure_category"]} as expenditure_category,
            forms.class_evidence_text,
            forms.form_id,
        from marts.dim_forms as forms
        inner join {FUNDING_OF_PHASE} and funding.amount_yuan is not null
        {OF_FORM}
        where {sql}
        order by forms.fiscal_year desc, department_name, funding.amount_yuan desc, forms.form_id
        """,
        (filters.phase, *params),
    )


def cost_items(build: Build, filters: Filters) -> pl.DataFrame:
    """One row per cost item of the requests that the filters leave; none in another phase."""
    sql, params = where(filters)
    return build.query(
        f"""
        select
            forms.fiscal_year,
            forms.project_name,
            cost_items.group_name,
            cost_items.item_name,
            cost_items.quantity,
            cost_items.quantity_unit,
            cost_items.unit_price_yuan,
            cost_items.amount_yuan,
            cost_items.functional_class,
            filings.file_name,
            cost_items.source_line,
            cost_items.cost_item_id,
        from marts.fct_cost_items as cost_items
        inner join marts.dim_forms as forms on forms.form_id = cost_items.form_id
        inner join marts.dim_filings as filings on filings.filing_id = forms.filing_id
        where {sql} and ? = 'proposed'
        order by forms.fiscal_year desc, cost_items.cost_item_id
        """,
        (*params, filters.phase),
    )


def coverage_of_years(build: Build, filters: Filters) -> pl.DataFrame:
    """One row per year and body with forms: how many, of which kind, how many with an amount.

    The filter on years is left out: a year that is not chosen is still in the data.
    """
    sql, params = where(replace(filters, fiscal_years=()))
    return build.query(
        f"""
        select
            forms.fiscal_year,
            forms.department_id,
            {BODY_NAME} as department_name,
            string_agg(distinct forms.department_name, '；' order by forms.department_name)
                as printed_names,
            count(distinct coalesce(forms.unit_name, forms.department_name)) as unit_count,
            count(*) as form_count,
            count(*) filter (where forms.form_type = 'target') as target_count,
            count(*) filter (where forms.form_type = 'self_evaluation') as evaluation_count,
            count(funding.amount_yuan) as amount_count,
            sum(funding.amount_yuan) as amount_yuan,
        from marts.dim_forms as forms
        left join {FUNDING_OF_PHASE}
        {BODY}
        where {sql} and forms.fiscal_year is not null
        group by all
        order by forms.fiscal_year, department_name
        """,
        (filters.phase, *params),
    )


def amounts_of_bodies(build: Build, filters: Filters) -> pl.DataFrame:
    """One row per year and body with an amount in the phase, of the years chosen or of all."""
    chosen = filters.fiscal_years
    covered = coverage_of_years(build, filters).drop_nulls("amount_yuan")
    return covered.filter(pl.col("fiscal_year").is_in(chosen)) if chosen else covered
