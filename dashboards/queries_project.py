"""SQL on the marts -> frames for the project page: one form and the lines that print it."""

from collections.abc import Hashable

import polars as pl

from dashboards.filters import Filters, where
from dashboards.queries import SUPERSEDING_FILE_NAME
from dashboards.warehouse import Build

OPTIONS_LIMIT = 2000
LINES_AROUND = 2
LINES_LIMIT = 60

OPTION_COLUMNS = """
    forms.form_id,
    forms.fiscal_year,
    forms.form_type,
    forms.project_name,
    coalesce(organisations.canonical_name, forms.department_name) as department_name,
    forms.form_number,
    forms.is_current_in_stage as is_current
"""
FROM_FORMS = """
    from marts.dim_forms as forms
    left join marts.dim_organisations as organisations
        on forms.department_id = organisations.organisation_id
"""
OPTIONS = f"""
    select {OPTION_COLUMNS}, count(*) over () as total_count
    {FROM_FORMS}
    where {{where}}
    order by forms.fiscal_year desc, department_name, forms.form_type, forms.form_number
    limit {OPTIONS_LIMIT}
"""
OPTION = f"select {OPTION_COLUMNS}, 1 as total_count {FROM_FORMS} where forms.form_id = ?"
FORM = f"""
    select
        forms.* replace (forms.is_current_in_stage as is_current),
        filings.file_name,
        filings.source_url,
        if(forms.is_current_in_stage, null, {SUPERSEDING_FILE_NAME}) as superseding_file_name
    from marts.dim_forms as forms
    inner join marts.dim_filings as filings on forms.filing_id = filings.filing_id
    where forms.form_id = ?
"""
# What the header says, beside each place of the filing that prints it. Where no category was
# filed, 项目类别 may be what holds the recurrence.
HEADER = """
    with fields as (
        select
            forms.form_id,
            forms.filing_id,
            forms.source_page as form_page,
            forms.source_line as form_line,
            unnest([
                {'n': 1, 'field': 'project_name', 'places': ['project_name'],
                 'said': project_name, 'cell': project_name_text},
                {'n': 2, 'field': 'project_code', 'places': ['project_code'],
                 'said': project_code, 'cell': project_code},
                {'n': 3, 'field': 'fiscal_year', 'places': ['fiscal_year'],
                 'said': fiscal_year::varchar, 'cell': fiscal_year::varchar},
                {'n': 4, 'field': 'department_name', 'places': ['department'],
                 'said': department_name, 'cell': department_name_text},
                {'n': 5, 'field': 'unit_name', 'places': ['unit'],
                 'said': unit_name, 'cell': unit_name_text},
                {'n': 6, 'field': 'recurrence', 'places': case
                    when expenditure_category is null then ['nature', 'category']
                    else ['nature'] end,
                 'said': recurrence, 'cell': recurrence_text},
                {'n': 7, 'field': 'expenditure_category', 'places': case
                    when expenditure_category is not null then ['category'] else [] end,
                 'said': expenditure_category, 'cell': expenditure_category},
                {'n': 8, 'field': 'start_date', 'places': ['start_date'],
                 'said': start_date::varchar, 'cell': start_date_text},
                {'n': 9, 'field': 'end_date', 'places': ['end_date'],
                 'said': end_date::varchar, 'cell': end_date_text},
                {'n': 10, 'field': 'total_score', 'places': ['total_score'],
                 'said': total_score::double::varchar, 'cell': total_score::double::varchar},
                {'n': 11, 'field': 'rating', 'places': ['rating'],
                 'said': rating, 'cell': rating}
            ], recursive := true)
        from marts.dim_forms as forms
        where forms.form_id = ?
    )
    select
        fields.field,
        fields.said,
        coalesce(places.printed_text, fields.cell) as header_text,
        fields.filing_id,
        coalesce(places.source_page, fields.form_page) as source_page,
        places.source_sheet,
        places.source_box,
        coalesce(places.source_line, fields.form_line) as source_line,
        places.source_start,
        places.source_end
    from fields
    left join marts.fct_form_places as places
        on fields.form_id = places.form_id and list_contains(fields.places, places.field_name)
    where fields.said is not null or fields.cell is not null or places.field_name is not null
    order by fields.n, places.source_start
"""
GOALS = """
    with goals as (
        select
            forms.form_id,
            forms.filing_id,
            forms.source_line as form_line,
            unnest([
                {'n': 1, 'field': 'total_goal_text', 'place': 'total_goal',
                 'goal_text': total_goal_text},
                {'n': 2, 'field': 'annual_goal_text', 'place': 'annual_goal',
                 'goal_text': annual_goal_text},
                {'n': 3, 'field': 'expected_result_text', 'place': 'expected_goal',
                 'goal_text': expected_result_text},
                {'n': 4, 'field': 'actual_result_text', 'place': 'actual_goal',
                 'goal_text': actual_result_text}
            ], recursive := true)
        from marts.dim_forms as forms
        where forms.form_id = ?
    )
    select
        goals.field,
        goals.goal_text,
        goals.filing_id,
        arg_min(places.source_page, places.source_start) as source_page,
        arg_min(places.source_sheet, places.source_start) as source_sheet,
        arg_min(places.source_box, places.source_start) as source_box,
        coalesce(min(places.source_line), goals.form_line) as source_line,
        min(places.source_start) as source_start,
        max(places.source_end) as source_end
    from goals
    left join marts.fct_form_places as places
        on goals.form_id = places.form_id and goals.place = places.field_name
    where goals.goal_text is not null
    group by goals.n, goals.field, goals.goal_text, goals.filing_id, goals.form_line
    order by goals.n
"""
# a build that knows no sheets has no column for them
PLACE = "columns('^(filing_id|source_(page|sheet|box|line|start|end))$')"
FUNDING = f"""
    select
        phase as funding_phase, basis, fund_source, amount_yuan, amount_text, money_unit,
        money_unit_basis, {PLACE}
    from marts.fct_funding
    where form_id = ?
    order by
        list_position(['annual', 'project_total'], basis),
        list_position(['proposed', 'approved', 'adjusted', 'executed'], phase),
        list_position(['total', 'fiscal', 'carryover', 'other'], fund_source)
"""
EXECUTION = f"""
    select
        execution_rate_text, execution_rate_pct, weight, score, computed_rate_pct,
        execution_on_approved_pct, {PLACE}
    from marts.fct_execution
    where form_id = ?
"""
COST_ITEMS = f"""
    select
        item_number, group_name, item_name, quantity, quantity_unit, unit_price_yuan, period_count,
        formula_text, amount_yuan, amount_text, functional_class, {PLACE}
    from marts.fct_cost_items
    where form_id = ?
    order by item_number
"""
COST_TOTALS = f"""
    select
        total_name, amount_yuan, amount_text, items_yuan, difference_yuan, is_reconciled, {PLACE}
    from marts.fct_cost_totals
    where form_id = ?
    order by total_number
"""
SECTIONS = f"""
    select section_number, section_name, section_text, {PLACE}
    from marts.fct_narrative_sections
    where form_id = ?
    order by section_number
"""
INDICATORS = f"""
    select
        indicator_number, level1_name, level2_name, indicator_name, target_text, actual_text,
        weight, score, is_met, remark_text, sub_project_name, target_kind, target_operator,
        target_value, target_value_max, target_unit, target_date, target_value_base, base_unit,
        base_unit_basis, is_approximate, polarity, actual_value, standard_level1,
        standard_level2, level1_basis, level2_basis, level2_alternative_name, {PLACE}
    from marts.fct_indicators
    where form_id = ?
    order by indicator_number
"""
ISSUES = f"""
    select issue_id, form_id, issue_code, message_text, raw_text, {PLACE}
    from marts.fct_read_issues
    where form_id = ?
    order by source_start, issue_id
"""
CORRECTIONS = """
    select
        printed_text as raw_text, corrected_text, reason, filing_id, source_line,
        null as source_start, null as source_end
    from marts.fct_filing_corrections
    where form_id = ?
    order by source_line, correction_id
"""
PARTS = {
    "header": HEADER,
    "goals": GOALS,
    "funding": FUNDING,
    "execution": EXECUTION,
    "cost_items": COST_ITEMS,
    "cost_totals": COST_TOTALS,
    "sections": SECTIONS,
    "indicators": INDICATORS,
    "corrections": CORRECTIONS,
    "issues": ISSUES,
}
WITHHELD_BOXES = """
    select withheld_boxes
    from marts.fct_page_outcomes
    where filing_id = ? and source_page = ?
"""
# the characters of the lines that a place covers, white lines at both ends left out
TEXT_LINES = """
    with covered as (
        select
            line_number,
            substr(
                line_text,
                greatest(1, ? - source_start + 1),
                ? - greatest(?, source_start)
            ) as line_text
        from marts.fct_source_lines
        where filing_id = ? and source_end >= ? and source_start < ?
    )
    select line_text
    from covered
    where line_number between
        (select min(line_number) from covered where trim(line_text) != '')
        and (select max(line_number) from covered where trim(line_text) != '')
    order by line_number
"""
LINES = """
    with last_printed as (
        select coalesce(max(line_number), ?) as line_number
        from marts.fct_source_lines
        where filing_id = ? and source_start < ?
    )
    select line_number, line_text, source_start, source_end
    from marts.fct_source_lines
    where filing_id = ?
        and line_number >= ?
        and line_number <= greatest(?, (select last_printed.line_number from last_printed)) + ?
    order by line_number
    limit ?
"""


def project_options(build: Build, filters: Filters) -> pl.DataFrame:
    """One row per form that the filters leave, newest first; `total_count` before the limit."""
    conditions, params = where(filters)
    return build.query(OPTIONS.replace("{where}", conditions), params)


def project_option(build: Build, form_id: str) -> pl.DataFrame:
    """The row of one form among the options, whatever the filters say; empty where unknown."""
    return build.query(OPTION, (form_id,))


def form(build: Build, form_id: str) -> pl.DataFrame:
    """The row of a form with the name of its filing; empty where there is no such form."""
    return build.query(FORM, (form_id,))


def form_part(build: Build, part: str, form_id: str) -> pl.DataFrame:
    """All rows of one part of a form (a key of PARTS) with the place that prints each."""
    return build.query(PARTS[part], (form_id,))


def printed_text(build: Build, filing_id: str, start: int, end: int) -> str:
    """The text from character `start` to `end` as the filing prints it: line ends, tabs, gaps."""
    params = (start, end, start, filing_id, start, end)
    return "\n".join(build.query(TEXT_LINES, params)["line_text"])


def withheld_boxes(build: Build, filing_id: str, page: int) -> str | None:
    """The boxes of what is withheld on a page, parted by `;`; None where nothing is."""
    found = build.query(WITHHELD_BOXES, (filing_id, page))
    return found.item() if len(found) else None


def source_lines(
    build: Build, filing_id: str, line: int, start: int | None, end: int | None
) -> pl.DataFrame:
    """The filing's own lines that print a value, two more on each side, at most 60."""
    before_end: Hashable = end if start is not None and end is not None else -1
    last_printed = (line, filing_id, before_end)
    around = (filing_id, line - LINES_AROUND, line, LINES_AROUND, LINES_LIMIT)
    return build.query(LINES, (*last_printed, *around))
