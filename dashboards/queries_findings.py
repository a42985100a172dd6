"""SQL on the marts -> frames for 疑点: findings, and what every rule came to.

The shared filters choose the forms. A finding about a whole filing is shown where one of the
filing's forms is chosen.
"""

import polars as pl

from dashboards.filters import Filters, where
from dashboards.finding_sentences import value_unit
from dashboards.queries import BODY, BODY_NAME
from dashboards.warehouse import Build

SEVERITIES = ("must_check", "explain", "note")
# the order of findings wherever they are listed
ORDER = f"""
    list_position([{", ".join(f"'{name}'" for name in SEVERITIES)}], findings.severity),
    findings.difference_yuan desc nulls last,
    filings.file_name,
    chosen.form_number nulls first,
    findings.rule_code,
    findings.source_line,
    findings.finding_id
"""
CHOSEN = """
    with chosen as (
        select forms.*, {body_name} as body_name
        from marts.dim_forms as forms
        {body}
        where {where}
    ),
    of_filings as (
        select
            filing_id,
            min_by(fiscal_year, form_number) as fiscal_year,
            min_by(body_name, form_number) as body_name,
        from chosen
        group by filing_id
    )
"""
OF_CHOSEN = """
    (
        {alias}.form_id in (select chosen.form_id from chosen)
        or (
            {alias}.form_id is null
            and {alias}.filing_id in (select chosen.filing_id from chosen)
        )
    )
"""


def findings(build: Build, filters: Filters, severity: str | None = None) -> pl.DataFrame:
    """One row per finding: by severity, then the greatest difference, then file and form."""
    sql, params = where(filters)
    found = build.query(
        f"""
        {CHOSEN.format(body_name=BODY_NAME, body=BODY, where=sql)}
        select
            chosen.project_name,
            findings.severity,
            findings.rule_name,
            findings.printed_value as stated_value,
            findings.computed_value as reckoned_value,
            findings.difference_yuan,
            findings.message_text as finding_text,
            filings.file_name,
            findings.source_page,
            findings.source_line,
            findings.other_source_page,
            findings.other_source_line,
            others.project_name as other_project_name,
            coalesce(chosen.fiscal_year, of_filings.fiscal_year) as fiscal_year,
            coalesce(chosen.body_name, of_filings.body_name) as department_name,
            chosen.unit_name,
            findings.evidence_text as finding_evidence,
            findings.rule_code,
            findings.finding_id,
            findings.filing_id,
            findings.form_id,
            findings.other_form_id,
            findings.source_sheet,
            findings.source_box,
            findings.source_start,
            findings.source_end,
            findings.other_source_sheet,
            findings.other_source_box,
            findings.other_source_start,
            findings.other_source_end,
        from marts.fct_findings as findings
        inner join marts.dim_filings as filings on filings.filing_id = findings.filing_id
        left join chosen on chosen.form_id = findings.form_id
        left join of_filings on of_filings.filing_id = findings.filing_id
        left join marts.dim_forms as others on others.form_id = findings.other_form_id
        where {OF_CHOSEN.format(alias="findings")} and coalesce(findings.severity = ?, true)
        order by {ORDER}
        """,
        (*params, severity),
    )
    return _with_units(found)


def _with_units(found: pl.DataFrame) -> pl.DataFrame:
    """The findings with the unit of both values beside them; NULL where there is no value."""
    said = pl.col("finding_text").map_elements(value_unit, return_dtype=pl.String)
    is_money = pl.col("difference_yuan").is_not_null()
    unit = pl.when(is_money).then(pl.lit("yuan")).otherwise(said)
    has_value = pl.col("stated_value").is_not_null() | pl.col("reckoned_value").is_not_null()
    value_at = found.columns.index("reckoned_value") + 1
    units = pl.when(has_value).then(unit).alias("value_unit")
    return found.select(*found.columns[:value_at], units, *found.columns[value_at:])


def count(build: Build, filters: Filters, severity: str | None = None) -> int:
    """How many findings there are, of one severity or of all."""
    sql, params = where(filters)
    frame = build.query(
        f"""
        {CHOSEN.format(body_name=BODY_NAME, body=BODY, where=sql)}
        select count(*)
        from marts.fct_findings as findings
        where {OF_CHOSEN.format(alias="findings")} and coalesce(findings.severity = ?, true)
        """,
        (*params, severity),
    )
    return int(frame.item())


def rules(build: Build, filters: Filters) -> pl.DataFrame:
    """One row per rule: how many forms and filings it came to what about, and why it could not."""
    sql, params = where(filters)
    return build.query(
        f"""
        {CHOSEN.format(body_name=BODY_NAME, body=BODY, where=sql)}
        select
            checks.rule_code,
            checks.rule_name,
            count(*) filter (where checks.check_state = 'finding') as finding_forms,
            count(*) filter (where checks.check_state = 'clear') as clear_forms,
            count(*) filter (where checks.check_state = 'not_applicable') as not_applicable_forms,
            count(*) filter (where checks.check_state = 'cannot_check') as cannot_check_forms,
            string_agg(distinct checks.reason_text, '；' order by checks.reason_text)
                filter (where checks.check_state = 'cannot_check') as cannot_check_reason,
        from marts.fct_rule_checks as checks
        where {OF_CHOSEN.format(alias="checks")}
        group by all
        order by checks.rule_code
        """,
        params,
    )


def counted(rules: pl.DataFrame) -> dict[str, int]:
    """`ran`: rules with a result somewhere; `cannot`: those that could only not be checked."""
    ran = pl.col("finding_forms") + pl.col("clear_forms") > 0
    return {
        "ran": len(rules.filter(ran)),
        "cannot": len(rules.filter(~ran & (pl.col("cannot_check_forms") > 0))),
    }
