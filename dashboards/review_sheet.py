"""审核意见表: the findings of the chosen filters as an XLSX to print and to fill in by hand.

One row per finding, those of a project together. Every text of a filing is a cell of text: no
spreadsheet takes it for a formula.
"""

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import polars as pl
import xlsxwriter

from dashboards.citations import Citations, place_said
from dashboards.extracts import XLSX_DIGITS, XLSX_ROWS, XLSX_TEXT
from dashboards.finding_sentences import finding_said
from dashboards.formats import NOTHING, half_widths
from dashboards.page import Page

HEAD_ROW = 4
ROOM = XLSX_ROWS - HEAD_ROW - 1
A4, HEADER_LENGTH = 9, 200
# the columns of the findings, then those for a person, each with its width in characters
FOUND = {
    "project_name": 16,
    "fiscal_year": 7,
    "unit_name": 13,
    "severity": 7,
    "rule_name": 11,
    "finding_text": 36,
    "stated_value": 14,
    "reckoned_value": 14,
    "difference_yuan": 14,
    "place": 12,
}
FILLED = {"opinion": 20, "reply": 16, "result": 10, "handler": 9, "handled_date": 11}
MONEY = ("stated_value", "reckoned_value", "difference_yuan")
# beside what is printed: what ties a row to the data
KEPT = {"file_name": 40, "finding_id": 22}
TEXTS = ("project_name", "unit_name", "rule_name", "finding_text", "place")
LINE_POINTS, MOST_LINES = 16.5, 24  # a row is at most 409 points tall


@dataclass(frozen=True)
class _Formats:
    text: Any
    money: Any
    date: Any


def review_sheet(here: Page, found: pl.DataFrame, now: dt.datetime) -> bytes:
    """The bytes of the sheet; `found` are the findings of `queries_findings`."""
    buffer = io.BytesIO()
    settings = {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True}
    cited = Citations(here.t)
    rows = rows_of_projects(here, found, cited)
    with xlsxwriter.Workbook(buffer, settings) as book:
        sheet = book.add_worksheet(here.t("review_sheet.sheet"))
        _set_print(sheet, here, len(rows) + len(cited.files) + 1)
        _write_title(book, sheet, here, now)
        _write_head(book, sheet, here)
        _write_rows(book, sheet, rows)
        _write_sources(book, sheet, here, cited, HEAD_ROW + 1 + len(rows))
        _offer_results(sheet, here, len(rows))
    return buffer.getvalue()


def rows_of_projects(here: Page, found: pl.DataFrame, cited: Citations) -> list[dict[str, Any]]:
    """One row per finding, by year, body and project, there in the order of `found`.

    Values that are not money stand in the sentence alone: the sheet's unit is yuan.
    """
    ordered = found.sort(
        "fiscal_year",
        "department_name",
        "filing_id",
        "form_id",
        descending=[True, False, False, False],
        nulls_last=True,
        maintain_order=True,
    )
    return [_row(here, finding, cited) for finding in ordered.to_dicts()]


def _row(here: Page, finding: dict[str, Any], cited: Citations) -> dict[str, Any]:
    t = here.t
    other = place_said(t, finding, "other_")
    place = cited.cite([finding])
    is_money = finding["value_unit"] == "yuan"
    return {
        **finding,
        **({} if is_money else dict.fromkeys(("stated_value", "reckoned_value"))),
        "project_name": finding["project_name"] or t("review_sheet.whole_filing"),
        "unit_name": finding["unit_name"] or finding["department_name"],
        "severity": t.code("severity", finding["severity"]),
        "rule_name": f"{finding['rule_code']} {t.code('rule_name', finding['rule_name'])}",
        "finding_text": finding_said(t.language, finding["finding_text"]),
        "place": place if other == NOTHING else t.list_items([place, other]),
        "project": (finding["filing_id"], finding["form_id"]),
    }


def _set_print(sheet: Any, here: Page, count: int) -> None:
    """A4 across, all columns on one page, the heads on each."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.repeat_rows(HEAD_ROW)
    sheet.print_area(0, 0, HEAD_ROW + max(count, 1), len(FOUND) + len(FILLED) - 1)
    sheet.set_header(f"&R&8{_in_header(here.t('footer.notice'))}")
    build = here.t("footer.build", build=here.build.build_id)
    sheet.set_footer(f"&L&8{_in_header(build)}&R&8&P / &N")
    sheet.freeze_panes(HEAD_ROW + 1, 1)
    for number, width in enumerate([*FOUND.values(), *FILLED.values(), *KEPT.values()]):
        sheet.set_column(number, number, width)


def _in_header(text: str) -> str:
    """A text for a page header, where & starts a code."""
    return text[:HEADER_LENGTH].replace("&", "&&")


def _write_title(book: Any, sheet: Any, here: Page, now: dt.datetime) -> None:
    """Title, what the figures are, what they cover, and how to read and fill the sheet."""
    t = here.t
    framing = (t("footer.notice"), *here.view_said(t("findings.all_phases")), t("unit_said.yuan"))
    build = t("footer.build", build=here.build.build_id)
    lines = (
        t("review_sheet.title"),
        " · ".join(framing),
        f"{here.coverage()} {build} · {t('review_sheet.written', time=f'{now:%Y-%m-%d %H:%M}')}",
        t("review_sheet.how_to_fill"),
    )
    bold = book.add_format({"bold": True, "font_size": 14})
    plain = book.add_format({"font_size": 9})
    for number, line in enumerate(lines):
        sheet.write_string(number, 0, held(line), plain if number else bold)


def _write_head(book: Any, sheet: Any, here: Page) -> None:
    t = here.t
    printed = book.add_format(_framed(bold=True, bg_color="#E2E8F0", align="center"))
    to_fill = book.add_format(_framed(bold=True, bg_color="#FEF3C7", align="center"))
    heads = [
        *((_column_name(here, name), printed) for name in FOUND),
        *((t(f"review_sheet.{name}"), to_fill) for name in FILLED),
        *((_column_name(here, name), printed) for name in KEPT),
    ]
    sheet.set_row(HEAD_ROW, 2 * LINE_POINTS)
    for number, (name, look) in enumerate(heads):
        sheet.write_string(HEAD_ROW, number, name, look)


def _column_name(here: Page, column: str) -> str:
    unit = here.t("unit.yuan") if column in MONEY else ""
    return f"{here.t.code('column', column)}{unit}"


def _framed(**more: Any) -> dict[str, Any]:
    usual = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#94A3B8"}
    return {**usual, "font_size": 11, **more}


def _write_rows(book: Any, sheet: Any, rows: Sequence[dict[str, Any]]) -> None:
    """The rows; a thick line stands above the first of a project."""
    inside, first = (_formats(book, **line) for line in ({}, {"top": 2, "top_color": "#1E293B"}))
    before: object = None
    for number, row in enumerate(rows, start=HEAD_ROW + 1):
        formats = inside if row["project"] == before else first
        before = row["project"]
        sheet.set_row(number, LINE_POINTS * _line_count(row))
        for column, name in enumerate((*FOUND, *FILLED, *KEPT)):
            _write_value(sheet, number, column, row.get(name), _look(formats, row, name))
    if rows:
        last = len(FOUND) + len(FILLED) + len(KEPT) - 1
        sheet.autofilter(HEAD_ROW, 0, HEAD_ROW + len(rows), last)


def _line_count(row: dict[str, Any]) -> int:
    """How many lines the longest text of a row takes in its column; no program reckons it."""
    lines = [1 + half_widths(row[name]) // (FOUND[name] - 1) for name in TEXTS]
    return min(max(lines), MOST_LINES)


def _look(formats: _Formats, row: dict[str, Any], name: str) -> Any:
    if name == "handled_date":
        return formats.date
    is_money = row["value_unit"] == "yuan" and name != "fiscal_year"
    return formats.money if is_money else formats.text


def _write_sources(book: Any, sheet: Any, here: Page, cited: Citations, start: int) -> None:
    """Under the rows: the files behind the numbers in brackets."""
    plain = book.add_format({"font_size": 9})
    lines = [f"[{number}] {name}" for number, name in enumerate(cited.files, start=1)]
    for number, line in enumerate([here.t("notes.sources"), *lines] if lines else []):
        sheet.write_string(start + number, 0, held(line), plain)


def _formats(book: Any, **line: Any) -> _Formats:
    return _Formats(
        text=book.add_format(_framed(**line)),
        money=book.add_format(_framed(num_format="#,##0.00", **line)),
        date=book.add_format(_framed(num_format="yyyy-mm-dd", **line)),
    )


def _write_value(sheet: Any, row: int, column: int, value: Any, look: Any) -> None:
    """A number where a spreadsheet keeps it exact, a text as it is, a blank with its frame."""
    if value is None:
        sheet.write_blank(row, column, None, look)
    elif isinstance(value, str):
        sheet.write_string(row, column, held(value), look)
    elif len(Decimal(value).normalize().as_tuple().digits) > XLSX_DIGITS:
        sheet.write_string(row, column, str(value), look)
    else:
        sheet.write_number(row, column, value, look)


def held(text: str) -> str:
    """The text, cut with … where a cell could not hold it; the extract has it whole."""
    return text if len(text) <= XLSX_TEXT else f"{text[: XLSX_TEXT - 1]}…"


def _offer_results(sheet: Any, here: Page, count: int) -> None:
    """A list to choose the result from, and a day where a date belongs."""
    columns = {name: number for number, name in enumerate(FILLED, start=len(FOUND))}
    first, last = HEAD_ROW + 1, HEAD_ROW + max(count, 1)
    t = here.t
    sheet.data_validation(
        first, columns["result"], last, columns["result"],
        {
            "validate": "list",
            "source": list(t.codes("review_result").values()),
            "error_title": t("review_sheet.result"),
            "error_message": t("review_sheet.choose"),
        },
    )  # fmt: skip
    sheet.data_validation(
        first, columns["handled_date"], last, columns["handled_date"],
        {
            "validate": "date",
            "criteria": ">=",
            "value": dt.date(2000, 1, 1),
            "error_title": t("review_sheet.handled_date"),
            "error_message": t("review_sheet.a_day"),
        },
    )  # fmt: skip
