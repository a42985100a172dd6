"""The raw tables, each declared once: one frozen dataclass a table, one instance a row.

Every row says where it was printed: `source_line` is 1-based, `source_start` and `source_end`
are character offsets in the extracted text. `source_page` is NULL where the filing has no pages,
`source_sheet` (`sheet!B7`) where it has no sheets; `source_box` is left, bottom, right and top in
PDF points from the lower left corner of the page as it is shown.
Money is in yuan and exact; a printed text stands beside every value that was read out of it.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

Yuan = Annotated[Decimal, (18, 2)]
UnitPrice = Annotated[Decimal, (18, 6)]
Rate = Annotated[Decimal, (9, 4)]
Number = Annotated[Decimal, (28, 8)]


@dataclass(frozen=True, kw_only=True)
class Filing:
    """One row per file received and load of it, read or not.

    `lack` is what the reading lacked, where more of it may help (`ingest/retries.py`).
    """

    filing_id: str
    load_id: str
    file_name: str
    source_path: str
    source_url: str | None = None
    publisher_name: str | None = None
    document_stage: str
    document_stage_basis: str | None = None
    media_type: str
    byte_count: int
    page_count: int | None = None
    form_count: int
    status: str
    status_reason: str | None = None
    number_count: int
    number_typed_count: int
    number_text_count: int
    number_layout_count: int
    number_issue_count: int
    reader_version: str
    loaded_at: dt.datetime
    published_date: dt.date | None = None
    lack: str | None = None


@dataclass(frozen=True, kw_only=True)
class Form:
    """One row per project's form in a filing; a narrative and its form are one."""

    filing_id: str
    load_id: str
    form_id: str
    form_number: int
    form_type: str
    form_title: str | None = None
    project_name: str | None = None
    project_name_text: str | None = None
    project_code: str | None = None
    fiscal_year: int | None = None
    department_name: str | None = None
    department_name_text: str | None = None
    unit_name: str | None = None
    unit_name_text: str | None = None
    recurrence_text: str | None = None
    expenditure_category: str | None = None
    start_date_text: str | None = None
    end_date_text: str | None = None
    total_goal_text: str | None = None
    annual_goal_text: str | None = None
    expected_result_text: str | None = None
    actual_result_text: str | None = None
    total_weight: Rate | None = None
    total_score: Rate | None = None
    rating: str | None = None
    is_complete: bool
    source_page: int | None = None
    source_sheet: str | None = None
    source_box: str | None = None
    source_line: int
    source_start: int
    source_end: int
    start_date: dt.date | None = None
    end_date: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class FormPlace:
    """One row per field of a form and place that prints it (form_id, field_name)."""

    filing_id: str
    load_id: str
    form_id: str
    field_name: str
    printed_text: str
    source_page: int | None = None
    source_sheet: str | None = None
    source_box: str | None = None
    source_line: int
    source_start: int
    source_end: int


@dataclass(frozen=True, kw_only=True)
class Funding:
    """One row per form, phase, basis and fund source with a printed cell."""

    filing_id: str
    load_id: str
    funding_id: str
    form_id: str
    phase: str
    basis: str
    fund_source: str
    amount_text: str
    amount_yuan: Yuan | None = None
    money_unit: str | None = None
    money_unit_basis: str | None = None
    source_page: int | None = None
    source_sheet: str | None = None
    source_box: str | None = None
    source_line: int
    source_start: int
    source_end: int


@dataclass(frozen=True, kw_only=True)
class Execution:
    """One row per self-evaluation form: the execution row of 年度资金总额, as printed."""

    filing_id: str
    load_id: str
    form_id: str
    execution_rate_text: str | None = None
    execution_rate_pct: Rate | None = None
    weight: Rate | None = None
    score: Rate | None = None
    source_page: int | None = None
    source_sheet: str | None = None
    source_box: str | None = None
    source_line: int
    source_start: int
    source_end: int


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One row per indicator in a form, in document order."""

    filing_id: str
    load_id: str
    indicator_id: str
    form_id: str
    indicator_number: int
    level1_name: str | None = None
    level1_basis: str | None = None
    level2_name: str | None = None
    level2_basis: str | None = None
    level2_alternative_name: str | None = None
    indicator_name: str | None = None
    sub_project_name: str | None = None
    target_text: str | None = None
    target_kind: str
    target_operator: str | None = None
    target_value: Number | None = None
    target_value_max: Number | None = None
    target_unit: str | None = None
    target_value_base: Number | None = None
    target_value_max_base: Number | None = None
    base_unit: str | None = None
    base_unit_basis: str | None = None
    is_approximate: bool
    actual_text: str | None = None
    actual_value: Number | None = None
    actual_operator: str | None = None
    actual_unit: str | None = None
    actual_value_base: Number | None = None
    weight: Rate | None = None
    score: Rate | None = None
    remark_text: str | None = None
    source_page: int | None = None
    source_sheet: str | None = None
    source_box: str | None = None
    source_line: int
    source_start: int
    source_end: int
    target_date: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class CostItem:
    """One row per leaf item of 六、年度预算安排 (leaf: no finer breakdown is printed)."""

    filing_id: str
    load_id: str
    cost_item_id: str
    form_id: str
    item_number: int
    group_name: str | None = None
    item_name: str | None = None
    quantity: Number | None = None
    quantity_unit: str | None = None
    quantity_text: str | None = None
    unit_price_yuan: UnitPrice | None = None
    unit_price_text: str | None = None
    period_count: Number | None = None
    formula_text: str | None = None
    amount_yuan: Yuan | None = None
    amount_text: str | None = None
    source_page: int | None = None
    source_sheet: str | None = None
    source_box: str | None = None
    source_line: int
    source_start: int
    source_end: int


@dataclass(frozen=True, kw_only=True)
class CostTotal:
    """One row per stated sum in 六、年度预算安排.

    It covers the items `first_item_number` to `last_item_number` of the form; both are NULL
    where the sum is of something else than the year's items (a contract over several years).
    """

    filing_id: str
    load_id: str
    cost_total_id: str
    form_id: str
    total_number: int
    total_name: str | None = None
    amount_yuan: Yuan | None = None
    amount_text: str
    first_item_number: int | None = None
    last_item_number: int | None = None
    source_page: int | None = None
    source_sheet: str | None = None
    source_box: str | None = None
    source_line: int
    source_start: int
    source_end: int


@dataclass(frozen=True, kw_only=True)
class NarrativeSection:
    """One row per section of 项目经费情况说明."""

    filing_id: str
    load_id: str
    form_id: str
    section_number: int
    section_name: str
    section_text: str
    source_page: int | None = None
    source_sheet: str | None = None
    source_box: str | None = None
    source_line: int
    source_start: int
    source_end: int


@dataclass(frozen=True, kw_only=True)
class DepartmentStatement:
    """One row per statement of a department about its own forms."""

    filing_id: str
    load_id: str
    statement_id: str
    statement_number: int
    unit_count: int | None = None
    project_count: int | None = None
    amount_yuan: Yuan | None = None
    statement_text: str
    source_page: int | None = None
    source_sheet: str | None = None
    source_box: str | None = None
    source_line: int
    source_start: int
    source_end: int


@dataclass(frozen=True, kw_only=True)
class PageOutcome:
    """One row per page or sheet of a filing, and what became of it.

    A filing without either (a plain text, a Word file, a web page) has one row for all of it.
    `outcome`: read, no_form, other_form, table_without_form, picture_unread, hidden_sheet, blank.
    `withheld_boxes` are those of what is starred, each as in `source_box`, parted by `;`.
    """

    filing_id: str
    load_id: str
    page_id: str
    page_number: int
    sheet_name: str | None = None
    outcome: str
    outcome_text: str
    form_count: int
    outside_table_row_count: int
    withheld_count: int | None = None
    withheld_boxes: str | None = None
    source_page: int | None = None


@dataclass(frozen=True, kw_only=True)
class FormOutcome:
    """One row per form and whether it was read whole; `reason_codes` are parted by `;`.

    `outcome`: complete, incomplete.
    """

    filing_id: str
    load_id: str
    form_id: str
    outcome: str
    outcome_text: str
    reason_codes: str | None = None
    source_page: int | None = None
    source_sheet: str | None = None
    source_box: str | None = None
    source_line: int
    source_start: int
    source_end: int


@dataclass(frozen=True, kw_only=True)
class ReadIssue:
    """One row per cell, line or page not read with certainty."""

    filing_id: str
    load_id: str
    issue_id: str
    form_id: str | None = None
    issue_code: str
    message_text: str
    raw_text: str
    source_page: int | None = None
    source_sheet: str | None = None
    source_box: str | None = None
    source_line: int
    source_start: int
    source_end: int


@dataclass(frozen=True, kw_only=True)
class NumberPlace:
    """One row per printed number token of a form and the one place it was assigned to."""

    filing_id: str
    load_id: str
    form_id: str | None = None
    number_index: int
    number_text: str
    place_kind: str
    place_name: str
    source_page: int | None = None
    source_sheet: str | None = None
    source_box: str | None = None
    source_line: int
    source_start: int
    source_end: int


@dataclass(frozen=True, kw_only=True)
class Line:
    """One row per line of a filing's extracted text, for showing a fact where it is printed."""

    filing_id: str
    load_id: str
    line_number: int
    line_text: str
    source_start: int
    source_end: int


@dataclass(frozen=True, kw_only=True)
class Withdrawal:
    """One row per filing taken out, with when and why."""

    filing_id: str
    load_id: str
    reason_text: str
    withdrawn_at: dt.datetime


RAW_TABLES: dict[str, type] = {
    "filings": Filing,
    "forms": Form,
    "form_places": FormPlace,
    "funding": Funding,
    "execution": Execution,
    "indicators": Indicator,
    "cost_items": CostItem,
    "cost_totals": CostTotal,
    "narrative_sections": NarrativeSection,
    "department_statements": DepartmentStatement,
    "page_outcomes": PageOutcome,
    "form_outcomes": FormOutcome,
    "read_issues": ReadIssue,
    "number_places": NumberPlace,
    "lines": Line,
    "withdrawals": Withdrawal,
}
