"""Years beside each other: what is laid out, and what is said where a year has nothing."""

from collections.abc import Iterator
from typing import Any

import polars as pl

from dashboards.charts import absent_text
from dashboards.filters import Filters
from dashboards.formats import wan
from dashboards.texts import Words


def by_body(amounts: pl.DataFrame) -> Iterator[tuple[str | None, pl.DataFrame]]:
    """The rows of each body lineage, those with more years first."""
    parts = amounts.partition_by("department_id", maintain_order=True)
    ordered = sorted(
        parts, key=lambda part: (-part["fiscal_year"].n_unique(), part["department_name"][0] or "")
    )
    return ((part["department_id"][0], part) for part in ordered)


def single_years(amounts: pl.DataFrame, t: Words) -> list[str]:
    """The bodies with an amount in one year only, each with the year."""
    single = [part for _, part in by_body(amounts) if part["fiscal_year"].n_unique() == 1]
    return [
        t(
            "comparison.single_body",
            body=t.body(part["department_name"][0]),
            year=part["fiscal_year"][0],
        )
        for part in single
    ]


def coverage_by_year(coverage: pl.DataFrame, t: Words) -> pl.DataFrame:
    """One row per body, one column per year in the data: how many forms of which kind."""
    cells = {
        (row["department_name"], row["fiscal_year"]): _forms_said(row, t)
        for row in coverage.to_dicts()
    }
    years = sorted(coverage["fiscal_year"].unique())
    bodies = coverage["department_name"].unique(maintain_order=True).to_list()
    missing = t("comparison.cell_none")
    return pl.DataFrame(
        {
            "department_name": bodies,
            **{str(year): [cells.get((body, year), missing) for body in bodies] for year in years},
        }
    )


def years_as_columns(
    amounts: pl.DataFrame, coverage: pl.DataFrame, dimension: str, t: Words
) -> pl.DataFrame:
    """One row per body and value, one column per year: the amount in 万元, or why there is none."""
    cells = {
        (row["department_id"], row[dimension], row["fiscal_year"]): wan(row["amount_yuan"])
        for row in amounts.to_dicts()
    }
    filed = set(amounts.select("department_id", "fiscal_year").rows())
    years = sorted(coverage["fiscal_year"].unique())
    keys = amounts.select("department_id", "department_name", dimension).unique(maintain_order=True)

    def said(body: str | None, value: str, year: int) -> str:
        if (body, year) not in filed:
            return t("comparison.cell_none")
        return cells.get((body, value, year), absent_text(dimension, value, t))

    rows = keys.sort("department_name", maintain_order=True).rows()
    return pl.DataFrame(
        {
            "department_name": [name for _, name, _ in rows],
            dimension: [value for _, _, value in rows],
            **{str(year): [said(body, value, year) for body, _, value in rows] for year in years},
        }
    )


def note(
    coverage: pl.DataFrame,
    body: str | None,
    amounts: pl.DataFrame,
    dimension: str,
    filters: Filters,
    t: Words,
) -> list[str]:
    """What the picture of one body says itself: phase, coverage, what compares, what comes later.

    `coverage` has one row per year and body, `amounts` one per year and value of this body.
    """
    of_body = coverage.filter(pl.col("department_id").eq_missing(body))
    by_year = {row["fiscal_year"]: row for row in of_body.to_dicts()}
    years = sorted(filters.fiscal_years or coverage["fiscal_year"].unique())
    printed = of_body["printed_names"].drop_nulls().str.split("；").explode()
    names = printed.unique(maintain_order=True).to_list()
    return [
        t("comparison.note_phase", phase=t.code("phase", filters.phase)),
        *(_year_said(year, by_year[year], t) for year in years if year in by_year),
        *_missing_said([year for year in years if year not in by_year], t),
        *([t("comparison.note_names", names=t.join(names))] if len(names) > 1 else []),
        *_comparable_said(amounts, dimension, t),
    ]


def _comparable_said(amounts: pl.DataFrame, dimension: str, t: Words) -> list[str]:
    """How many values have an amount in every year, and what a difference does not mean."""
    year_count = amounts["fiscal_year"].n_unique()
    years_of_values = amounts.group_by(dimension).agg(pl.col("fiscal_year").n_unique())
    in_all = years_of_values.filter(pl.col("fiscal_year") == year_count).height
    return [
        t("comparison.note_values", in_all=in_all, others=years_of_values.height - in_all),
        t("comparison.note_changes"),
    ]


def _forms_said(row: dict[str, Any], t: Words) -> str:
    kinds = {"target": row["target_count"], "evaluation": row["evaluation_count"]}
    return t.join(
        [t(f"comparison.cell_{kind}", count=count) for kind, count in kinds.items() if count]
    )


def _year_said(year: int, row: dict[str, Any], t: Words) -> str:
    if not row["amount_count"]:
        return t("comparison.note_other", year=year, count=row["form_count"])
    return t("comparison.note_year", year=year, count=row["amount_count"], units=row["unit_count"])


def _missing_said(years: list[int], t: Words) -> list[str]:
    return (
        [t("comparison.note_none", year=t.join([t.year(year) for year in years]))] if years else []
    )
