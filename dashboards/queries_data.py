"""SQL on the marts -> frames for the data page: whole tables, cut only by the shared filters."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import polars as pl

from dashboards.filters import NOT_FILED, Filters, Sql, contains, where
from dashboards.folding import fold
from dashboards.warehouse import Build

Scope = Literal["form", "place", "filing", "indicator", "organisation", "own", "whole"]
# what a row needs beside it to be read alone; added where the table does not have it itself
CONTEXT = {
    "fiscal_year": "forms.fiscal_year",
    "form_type": "forms.form_type",
    "department_name": "coalesce(organisations.canonical_name, forms.department_name)",
    "project_name": "forms.project_name",
    "file_name": "filings.file_name",
}
# what is looked for first, on the left of a table; the rest follows in the order of the mart
READ_FIRST = (
    "fiscal_year",
    "department_name",
    "project_name",
    "phase",
    "basis",
    "fund_source",
    "level1_name",
    "level2_name",
    "indicator_name",
    "target_text",
    "actual_text",
    "weight",
    "score",
    "group_name",
    "item_name",
    "total_name",
    "amount_yuan",
    "quantity",
    "quantity_unit",
    "unit_price_yuan",
    "functional_class",
    "form_type",
    "recurrence",
)
OWN_COLUMNS = {
    "stage": "document_stage",
    "fiscal_years": "fiscal_year",
    "department_ids": "department_id",
    "functional_classes": "functional_class",
    "recurrences": "recurrence",
    "form_type": "form_type",
}
# a stage is no filter that a table may fail to follow: a row of no filing is of no stage
ALL_FILTERS = (*(name for name in OWN_COLUMNS if name != "stage"), "text")
OF_STAGE = "select filings.filing_id from marts.dim_filings as filings where document_stage = ?"


EVERY = "every"
EVERY_ROW: Sql = ("true", ())


@dataclass(frozen=True)
class Extract:
    """A table to see and download: how the filters reach its rows, and their order.

    A table of texts names the columns of its own that are searched: a row stays where they, or
    the name of its project, hold the text. The rows of other tables follow their project. Where
    rows name no filing, `origin` says which forms a row is made of.
    """

    table: str
    scope: Scope
    order_by: tuple[str, ...]
    searched: tuple[str, ...] = ()
    origin: str = ""


@dataclass(frozen=True, kw_only=True)
class Slice:
    """Which amounts of a table are taken: one phase or all, one basis and fund source or every."""

    all_phases: bool = False
    basis: str = EVERY
    fund_source: str = EVERY


WHOLE = Slice(all_phases=True)


# the forms that the rows of a table without a filing are made of
ORIGIN = """
    select forms.filing_id
    from marts.dim_forms as forms
    inner join ({extract}) as extract on {origin}
    where {where}
"""
# the forms that a table of sums is made of
SAME_FORMS = """
    forms.is_current
    and extract.fiscal_year = forms.fiscal_year
    and extract.department_id = forms.department_id
    and extract.document_stage = forms.document_stage
"""
USED_IN_FORM = """
    extract.standard_indicator_id in (
        select uses.standard_indicator_id from marts.fct_indicators as uses
        where uses.form_id = forms.form_id
    )
"""
OF_BOTH_FORMS = "forms.form_id in (extract.left_form_id, extract.right_form_id)"
OF_BOTH_YEARS = """
    forms.document_stage = extract.document_stage
    and forms.fiscal_year in (extract.left_fiscal_year, extract.right_fiscal_year)
    and forms.department_id in (extract.left_department_id, extract.right_department_id)
"""
EXTRACTS = {
    extract.table: extract
    for extract in (
        Extract("fct_funding", "form", ("form_id", "funding_id")),
        Extract(
            "fct_cost_items",
            "form",
            ("form_id", "item_number"),
            ("group_name", "item_name", "formula_text"),
        ),
        Extract("fct_cost_totals", "form", ("form_id", "total_number"), ("total_name",)),
        Extract(
            "fct_indicators",
            "form",
            ("form_id", "indicator_number"),
            ("indicator_name", "sub_project_name", "target_text", "actual_text", "remark_text"),
        ),
        Extract("dim_forms", "form", ("filing_id", "form_number")),
        Extract(
            "fct_findings",
            "place",
            ("rule_code", "filing_id", "finding_id"),
            ("message_text", "evidence_text"),
        ),
        Extract("fct_rule_checks", "place", ("rule_code", "filing_id", "form_id")),
        Extract("fct_cost_caps", "form", ("form_id",), ("indicator_name", "target_text")),
        Extract(
            "fct_cost_changes",
            "own",
            ("left_fiscal_year", "right_fiscal_year", "group_id"),
            origin=OF_BOTH_YEARS,
        ),
        Extract(
            "fct_lineage_items",
            "form",
            ("left_fiscal_year", "right_fiscal_year", "group_id", "lineage_item_id"),
            ("item_name",),
        ),
        Extract(
            "fct_project_links",
            "own",
            ("left_fiscal_year", "right_fiscal_year", "link_id"),
            origin=OF_BOTH_FORMS,
        ),
        Extract(
            "fct_link_candidates",
            "own",
            ("left_fiscal_year", "right_fiscal_year", "link_id"),
            origin=OF_BOTH_FORMS,
        ),
        Extract("fct_execution", "form", ("form_id",)),
        Extract("fct_form_scores", "form", ("form_id",)),
        Extract(
            "fct_indicator_scores",
            "form",
            ("form_id", "indicator_number"),
            ("indicator_name", "target_text", "actual_text", "remark_text"),
        ),
        Extract(
            "fct_plan_forms",
            "own",
            ("fiscal_year", "plan_id"),
            ("project_name",),
            origin="forms.form_id in (extract.target_form_id, extract.evaluation_form_id)",
        ),
        Extract(
            "fct_plan_results",
            "own",
            ("fiscal_year", "plan_id", "plan_result_id"),
            ("indicator_name", "planned_target_text", "repeated_target_text", "actual_text"),
            origin="forms.form_id in (extract.target_form_id, extract.evaluation_form_id)",
        ),
        Extract("fct_narrative_sections", "form", ("form_id", "section_number"), ("section_text",)),
        Extract("fct_form_outcomes", "form", ("form_id",)),
        Extract("fct_page_outcomes", "filing", ("filing_id", "page_number")),
        Extract("fct_read_issues", "place", ("filing_id", "issue_id"), ("raw_text",)),
        Extract(
            "fct_spending_by_category",
            "own",
            (
                "fiscal_year",
                "department_id",
                "form_type",
                "grain",
                "functional_class",
                "recurrence",
            ),
            origin=f"{SAME_FORMS} and extract.form_type = forms.form_type",
        ),
        Extract(
            "fct_indicator_reuse",
            "own",
            ("fiscal_year", "department_id", "standard_indicator_id"),
            origin=f"{SAME_FORMS} and {USED_IN_FORM}",
        ),
        Extract(
            "fct_indicator_sets_alike",
            "form",
            ("form_id", "other_form_id"),
            ("shared_names_text", "own_names_text", "other_names_text"),
        ),
        Extract(
            "fct_goal_passages",
            "form",
            ("form_id", "other_form_id", "field_name", "other_field_name", "passage_start"),
            ("passage_text", "other_passage_text"),
        ),
        Extract(
            "fct_target_changes",
            "own",
            ("left_fiscal_year", "right_fiscal_year", "link_id", "standard_indicator_id"),
            ("left_indicator_name", "right_indicator_name"),
            origin=OF_BOTH_FORMS,
        ),
        Extract(
            "dim_indicators",
            "indicator",
            ("standard_indicator_id",),
            ("standard_name",),
            origin=USED_IN_FORM,
        ),
        Extract("dim_filings", "filing", ("file_name", "filing_id")),
        Extract(
            "fct_department_statements",
            "filing",
            ("filing_id", "statement_number"),
            ("statement_text",),
        ),
        Extract(
            "dim_organisations",
            "organisation",
            ("organisation_id",),
            origin="extract.organisation_id in (forms.department_id, forms.unit_id)",
        ),
        Extract("dim_functional_classes", "whole", ("functional_class",)),
        Extract(
            "fct_filing_corrections",
            "form",
            ("form_id", "correction_id"),
            ("printed_text", "corrected_text"),
        ),
        Extract(
            "fct_form_places",
            "form",
            ("form_id", "source_start", "field_name"),
            ("printed_text",),
        ),
        Extract("fct_number_places", "place", ("filing_id", "number_index"), ("number_text",)),
        Extract("fct_source_lines", "filing", ("filing_id", "line_number"), ("line_text",)),
    )
}
NUMBERS_READ = """
    select
        filings.file_name,
        filings.number_count,
        filings.number_typed_share,
        filings.number_text_share,
        filings.number_issue_share
    from marts.dim_filings as filings
    order by filings.file_name
"""
FILE_NAMES = """
    select distinct filings.file_name
    from marts.dim_filings as filings
    where filings.filing_id in ({filings})
    order by filings.file_name
"""
COLUMNS = """
    select column_name from information_schema.columns
    where table_schema = 'marts' and table_name = ?
    order by ordinal_position
"""
SELECTED = "select forms.{column} from marts.dim_forms as forms where {where}"


def extract_columns(build: Build, table: str) -> list[str]:
    """The columns of a mart in its order; empty where the build has no such table."""
    names = build.query(COLUMNS, (table,))["column_name"].to_list()
    return [str(name) for name in names]


def reading_order(columns: Sequence[str]) -> list[str]:
    """The columns as a table shows them: what is looked for first, then the rest, places and ids.

    >>> reading_order(["form_id", "source_line", "amount_text", "fiscal_year", "amount_yuan"])
    ['fiscal_year', 'amount_yuan', 'amount_text', 'source_line', 'form_id']
    """

    def rank(name: str) -> tuple[int, int]:
        if name in READ_FIRST:
            return 0, READ_FIRST.index(name)
        return 1 + name.startswith("source_") + 2 * name.endswith("_id"), 0

    return sorted(columns, key=rank)


def offered_extracts(build: Build) -> list[str]:
    """The tables of EXTRACTS that this build holds."""
    return [table for table in EXTRACTS if extract_columns(build, table)]


def count_extract(build: Build, filters: Filters, table: str, part: Slice = WHOLE) -> int:
    """How many rows the filters leave of a table."""
    sql, params = _extract(build, filters, table, part)
    return int(build.query(f"select count(*) from ({sql}) as extract", params).item())


def read_extract(
    build: Build, filters: Filters, table: str, part: Slice = WHOLE, limit: int | None = None
) -> pl.DataFrame:
    """The rows the filters leave of a table, all of its columns, in a fixed order."""
    sql, params = _extract(build, filters, table, part)
    order = ", ".join(f"extract.{column}" for column in EXTRACTS[table].order_by)
    rows = f"select * from ({sql}) as extract order by {order}"
    return build.query(rows if limit is None else f"{rows} limit {int(limit)}", params)


def source_files(build: Build, filters: Filters, table: str, part: Slice = WHOLE) -> list[str]:
    """The names of the filings that the rows of an extract are from; none for our own tables."""
    extract, params = _extract(build, filters, table, part)
    if "filing_id" in extract_columns(build, table):
        filings = f"select extract.filing_id from ({extract}) as extract"
    elif origin := EXTRACTS[table].origin:
        conditions, of_stage = where(Filters(stage=filters.stage))
        filings = ORIGIN.format(extract=extract, origin=origin, where=conditions)
        params = (*params, *of_stage)
    else:
        return []
    names = build.query(FILE_NAMES.replace("{filings}", filings), params)
    return [str(name) for name in names["file_name"]]


def has_phase(build: Build, table: str) -> bool:
    """Whether the rows of a table are of one phase each."""
    return "phase" in extract_columns(build, table)


def has_mixed_sums(build: Build, table: str) -> bool:
    """Whether the rows of a table are amounts of several bases and fund sources."""
    return {"basis", "fund_source"} <= set(extract_columns(build, table))


def is_searched_by_row(table: str) -> bool:
    """Whether a search keeps the rows that hold the text, not all rows of a project."""
    return bool(EXTRACTS[table].searched)


def unused_filters(build: Build, filters: Filters, table: str) -> list[str]:
    """The filters that are set and that no column of the table can follow."""
    scope = EXTRACTS[table].scope
    if scope not in ("own", "whole"):
        return []
    known = extract_columns(build, table) if scope == "own" else []
    set_filters = [name for name in ALL_FILTERS if getattr(filters, name)]
    return [name for name in set_filters if OWN_COLUMNS.get(name) not in known]


def numbers_read(
    build: Build, filters: Filters, table: str, part: Slice = WHOLE
) -> list[dict[str, Any]]:
    """For each filing that the extract is read from: its printed numbers, the shares read."""
    files = set(source_files(build, filters, table, part))
    return [row for row in build.query(NUMBERS_READ).to_dicts() if row["file_name"] in files]


def _extract(build: Build, filters: Filters, table: str, part: Slice) -> Sql:
    scope = EXTRACTS[table].scope
    conditions, params = _rows_condition(build, filters, table, scope)
    for condition, value in _amounts_taken(build, filters, table, part):
        conditions, params = f"{conditions} and {condition}", (*params, value)
    select, joins = _with_context(build, table) if scope in ("form", "place") else ("facts.*", "")
    return f"select {select} from marts.{table} as facts {joins} where {conditions}", params


def _amounts_taken(
    build: Build, filters: Filters, table: str, part: Slice
) -> list[tuple[str, Hashable]]:
    """The conditions of a slice on a table of amounts, each with its value."""
    taken = list[tuple[str, Hashable]]()
    if has_phase(build, table) and not part.all_phases:
        taken.append(("facts.phase = ?", filters.phase))
    if has_mixed_sums(build, table):
        chosen = {"basis": part.basis, "fund_source": part.fund_source}
        taken += [(f"facts.{name} = ?", value) for name, value in chosen.items() if value != EVERY]
    return taken


def _with_context(build: Build, table: str) -> tuple[str, str]:
    """The columns of a table after those that say which project a row is of."""
    own = extract_columns(build, table)
    added = [f"{sql} as {name}" for name, sql in CONTEXT.items() if name not in own]
    joins = """
        left join marts.dim_forms as forms on facts.form_id = forms.form_id
        left join marts.dim_filings as filings on facts.filing_id = filings.filing_id
        left join marts.dim_organisations as organisations
            on forms.department_id = organisations.organisation_id
    """
    return ", ".join([*added, "facts.*"]), joins


def _rows_condition(build: Build, filters: Filters, table: str, scope: Scope) -> Sql:
    """The rows that the filters leave; in a table of texts the search text is held to the rows."""
    searched = EXTRACTS[table].searched if filters.text else ()
    if searched:
        rows, params = _by_scope(build, replace(filters, text=""), table, scope)
        names = ["forms.project_name"] if scope in ("form", "place") else []
        holds = [contains(name) for name in [*(f"facts.{name}" for name in searched), *names]]
        needle = fold(filters.text)
        return f"{rows} and ({' or '.join(holds)})", (*params, *([needle] * len(holds)))
    return _by_scope(build, filters, table, scope)


def _by_scope(build: Build, filters: Filters, table: str, scope: Scope) -> Sql:
    if scope == "own":
        return _by_own_columns(filters, extract_columns(build, table))
    by_scope: dict[str, Callable[[Filters], Sql]] = {
        "form": _by_form,
        "place": _by_place,
        "filing": lambda chosen: _by_filing(chosen, "facts"),
        "indicator": _by_indicator,
        "organisation": _by_organisation,
        "whole": lambda _: EVERY_ROW,
    }
    return by_scope[scope](filters)


def _is_unrestricted(filters: Filters) -> bool:
    """Whether no filter is set but the phase and the stage, which are always one."""
    return replace(filters, phase="proposed", stage=None) == Filters()


def _selected(filters: Filters, column: str) -> Sql:
    conditions, params = where(filters)
    return SELECTED.replace("{column}", column).replace("{where}", conditions), params


def _by_form(filters: Filters) -> Sql:
    forms, params = _selected(filters, "form_id")
    return f"facts.form_id in ({forms})", params


def _by_place(filters: Filters) -> Sql:
    """Rows of the forms in view, and those of no form in the filings that hold such a form."""
    forms, params = _selected(filters, "form_id")
    filings, filing_params = _by_filing(filters, "facts")
    condition = f"(facts.form_id in ({forms}) or (facts.form_id is null and {filings}))"
    return condition, (*params, *filing_params)


def _by_filing(filters: Filters, alias: str) -> Sql:
    """Every filing of the stage, also one that was not read, as long as no filter is set."""
    if _is_unrestricted(filters) and not filters.stage:
        return EVERY_ROW
    if _is_unrestricted(filters):
        return f"{alias}.filing_id in ({OF_STAGE})", (filters.stage,)
    filings, params = _selected(filters, "filing_id")
    return f"{alias}.filing_id in ({filings})", params


def _by_indicator(filters: Filters) -> Sql:
    forms, params = _selected(filters, "form_id")
    uses = f"""
        select uses.standard_indicator_id from marts.fct_indicators as uses
        where uses.form_id in ({forms})
    """
    return f"facts.standard_indicator_id in ({uses})", params


def _by_organisation(filters: Filters) -> Sql:
    if _is_unrestricted(filters) and not filters.stage:
        return EVERY_ROW
    departments, params = _selected(filters, "department_id")
    units, _ = _selected(filters, "unit_id")
    return (
        f"(facts.organisation_id in ({departments}) or facts.organisation_id in ({units}))",
        (*params, *params),
    )


def _by_own_columns(filters: Filters, known: list[str]) -> Sql:
    """The filters as conditions on the table's own columns, as far as it has them."""
    conditions, params = ["true"], list[Hashable]()
    for name, column in OWN_COLUMNS.items():
        value = getattr(filters, name)
        values = (value,) if isinstance(value, str) else tuple(value or ())
        if values and column in known:
            places = ", ".join("?" * len(values))
            conditions.append(f"coalesce(facts.{column}::varchar, '{NOT_FILED}') in ({places})")
            params.extend(str(value) for value in values)
    return " and ".join(conditions), tuple(params)
