"""One fact of the current build with the lines of the filing that print it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import duckdb

from ingest.errors import CannotProceed

LINES_AROUND = 3
LINES_SHOWN = 20
TABLE_OF_ID = {
    "filing_id": "dim_filings",
    "form_id": "dim_forms",
    "indicator_id": "fct_indicators",
    "cost_item_id": "fct_cost_items",
    "cost_total_id": "fct_cost_totals",
    "funding_id": "fct_funding",
    "statement_id": "fct_department_statements",
    "issue_id": "fct_read_issues",
    "finding_id": "fct_findings",
    "link_id": "fct_project_links",
    "plan_id": "fct_plan_forms",
    "plan_result_id": "fct_plan_results",
    "lineage_item_id": "fct_lineage_items",
    "correction_id": "fct_filing_corrections",
    "page_id": "fct_page_outcomes",
    "standard_indicator_id": "dim_indicators",
    "organisation_id": "dim_organisations",
}


@dataclass(frozen=True)
class PrintedLine:
    """A line of the filing's extracted text; `is_place`: the fact is printed in it."""

    line_number: int
    line_text: str
    is_place: bool


@dataclass(frozen=True)
class Fact:
    """The row of a mart that an id names, and the printed lines around its place.

    `withheld_boxes` are those of its page, parted by `;`.
    """

    table: str
    values: dict[str, Any]
    lines: list[PrintedLine]
    withheld_boxes: str | None


def value_text(name: str, value: object) -> str:
    """A value as the pages write it: amounts to the fen, other numbers without idle zeros.

    >>> value_text("amount_yuan", Decimal("12600.00")), value_text("weight", Decimal("10.0000"))
    ('12,600.00', '10')
    >>> value_text("unit_price_yuan", Decimal("0.500000")), value_text("rating", None)
    ('0.5', '')
    """
    if value is None:
        return ""
    if not isinstance(value, Decimal):
        return str(value)
    if name.endswith("_yuan") and name != "unit_price_yuan":
        return f"{value:,.2f}"
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def find_fact(connection: duckdb.DuckDBPyConnection, fact_id: str) -> Fact:
    """The fact with this id. Raises CannotProceed where no mart has it."""
    for id_column, table in _tables_there(connection):
        values = _row(connection, table, {id_column: fact_id})
        if values:
            lines = _lines_around(connection, values)
            return Fact(table, values, lines, _withheld_boxes(connection, values))
    raise CannotProceed(
        f"No fact of the current build has the id {fact_id!r}: `jixiao export` lists them."
    )


def _tables_there(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    found = connection.execute(
        "select table_name from information_schema.tables where table_schema = 'marts'"
    ).fetchall()
    there = {name for (name,) in found}
    return [(column, table) for column, table in TABLE_OF_ID.items() if table in there]


def _row(
    connection: duckdb.DuckDBPyConnection, table: str, wanted: Mapping[str, Any]
) -> dict[str, Any]:
    """The row whose columns hold what is wanted; empty where none does."""
    are_equal = " and ".join(f"{column} = ?" for column in wanted)
    found = connection.execute(
        f"select * from marts.{table} where {are_equal}", list(wanted.values())
    )
    names = [column[0] for column in found.description or ()]
    row = found.fetchone()
    return dict(zip(names, row, strict=True)) if row else {}


def _lines_around(
    connection: duckdb.DuckDBPyConnection, values: dict[str, Any]
) -> list[PrintedLine]:
    """The lines that print the fact, with some before and after; none where it has no place."""
    filing_id, first = values.get("filing_id"), values.get("source_line")
    if filing_id is None or first is None:
        return []
    found = connection.execute(
        """
        select line_number, line_text,
            line_number = $first or (source_start < $end and source_end > $start) as is_place
        from marts.fct_source_lines
        where filing_id = $filing_id
        order by line_number
        """,
        {
            "filing_id": filing_id,
            "first": first,
            "start": values.get("source_start", 0),
            "end": values.get("source_end", 0),
        },
    ).fetchall()
    lines = [PrintedLine(*row) for row in found]
    places = [line.line_number for line in lines if line.is_place]
    lowest, highest = min(places, default=first), max(places, default=first)
    return [
        line
        for line in lines
        if lowest - LINES_AROUND <= line.line_number <= highest + LINES_AROUND
    ]


def _withheld_boxes(connection: duckdb.DuckDBPyConnection, values: dict[str, Any]) -> str | None:
    """The boxes of what is withheld on the fact's page; None where it is on no drawn page."""
    place = {name: values.get(name) for name in ("filing_id", "source_page")}
    if None in place.values():
        return None
    found: str | None = _row(connection, "fct_page_outcomes", place).get("withheld_boxes")
    return found
