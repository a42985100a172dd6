"""Briefing and review sheet: figures counted by hand from `marts.sql`, files read back."""

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import duckdb
import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from dashboards import queries_findings
from dashboards.briefing import Briefing, Section, briefing
from dashboards.citations import Citations, place_said
from dashboards.extracts import XLSX_TEXT
from dashboards.filters import Filters
from dashboards.page import Page
from dashboards.review_sheet import FILLED, FOUND, HEAD_ROW, held, review_sheet
from dashboards.texts import Words
from dashboards.warehouse import Build, current_build
from dashboards.word_file import printable, word_file

from .conftest import BUILD_ID, make_data_folder

OpenPage = Callable[..., AppTest]
ZH = Words("zh")
NOW = dt.datetime(2026, 3, 2, 9, 30)
FRAMING = "系统提示，非审核结论 · 口径：年度资金申请总额（申报口径） · 单位：万元"
HOSTILE = '=HYPERLINK("http://example.org")'


def page_of(build: Build, filters: Filters | None = None, language: str = "zh") -> Page:
    return Page(Words(language), build, filters or Filters())


@pytest.fixture
def whole(build: Build) -> Briefing:
    return briefing(page_of(build), NOW)


@pytest.fixture
def hostile_build(tmp_path: Path) -> Build:
    """Texts that a spreadsheet would run, that XML cannot hold, and a build of many findings."""
    build = current_build(make_data_folder(tmp_path))
    with duckdb.connect(str(build.path)) as connection:
        connection.execute(
            """
            update marts.dim_forms set project_name = ?, unit_name = '+1' where form_id = 'f26-001';
            """,
            [HOSTILE],
        )
        connection.execute(
            "update marts.fct_findings set message_text = '@SUM(A1)' || chr(1) || chr(11)"
        )
        connection.execute(
            "update marts.dim_filings set file_name = '=cmd|x' where filing_id = 'f26'"
        )
    return build


def section(made: Briefing, title: str) -> Section:
    return next(part for part in made.sections if part.title == title)


def rows(made: Briefing, title: str) -> tuple[tuple[str, ...], ...]:
    table = section(made, title).table
    assert table is not None
    assert all(len(row) == len(table.heads) == len(table.widths) for row in table.rows)
    return table.rows


def test_scope_has_each_phase_apart_and_the_file(whole: Briefing) -> None:
    """2,200,000 + 12,323,857.31; 3,596,500 + 1,000,000; the superseded form is left out."""
    centre, water = "某区政务服务中心", "某市水务局"
    assert rows(whole, "资料范围") == (
        ("2026年", centre, "绩效目标申报表", "2", "申报 1,452.385731", "[1]"),
        (
            "2023年",
            water,
            "绩效自评表",
            "1",
            "年初 1,204.93；全年 1,104.63；执行 1,045.94",
            "[2]",
        ),
        ("2021年", centre, "绩效目标申报表", "2", "申报 459.65", "[3]"),
    )


def test_findings_are_counted_by_severity_and_the_gravest_come_first(whole: Briefing) -> None:
    said = section(whole, "待核疑点").sentences
    assert said[0] == ("共有疑点：必核 1 条、请说明 1 条、提示 2 条；已核 3 条规则，1 条无法核验。")
    assert "差异金额不能相加" in said[1]
    listed = rows(whole, "待核疑点")
    assert [row[1] for row in listed] == ["必核", "请说明", "提示", "提示"]
    assert listed[0] == (
        "免费刻章",
        "必核",
        "申请额超成本指标：年度资金申请总额高出 42,000.00 元 <b>$x$</b>",
        "220.00",
        "215.80",
        "4.20",
        "[1] 第 6 行；第 12 行",
    )
    assert listed[1][0] == "（整份文件）"
    assert listed[3][3:6] == ("—", "—", "—")  # a count of indicators is no money


def test_same_service_says_the_matched_share_of_both_years(whole: Briefing) -> None:
    said = section(whole, "同一服务，钱多了吗").sentences
    assert "2021年金额的 30.1%、2026年金额的 75.0% 已对应" in said[0]
    listed = rows(whole, "同一服务，钱多了吗")
    place = "[3] 第 10 行；[1] 第 10 行"
    assert listed[0] == (
        "窗口业务", "同口径", "359.65", "360.00", "+0.1%", "71.93", "-71.58", place,
    )  # fmt: skip
    assert listed[1][4] == "—"
    assert listed[1][7] == "[3] 第 48 行；[1] 第 30 行、第 31 行"


def test_cost_targets_have_the_line_that_decides(whole: Briefing) -> None:
    """2,200,000 of 14,523,857.31 is 15.147 %; 3,596,500 of 4,596,500 is 78.244 %."""
    listed = rows(whole, "成本指标有无约束")
    assert [(row[0], row[3], row[4], row[5], row[6]) for row in listed] == [
        ("2026年", "1", "220.00", "15.1%", "[1] 第 17 行"),
        ("2026年", "1", "1,232.385731", "84.9%", "[1] 第 37 行"),
        ("2021年", "1", "359.65", "78.2%", "[3] 第 20 行"),
        ("2021年", "1", "100.00", "21.8%", "[3] 第 40 行"),
    ]


def test_amounts_of_findings_have_their_unit(whole: Briefing) -> None:
    table = section(whole, "待核疑点").table
    assert table is not None
    assert table.heads[3:6] == ("表载（万元）", "测算（万元）", "差异金额（万元）")


def test_the_printed_rate_that_the_sentence_points_to_is_there(whole: Briefing) -> None:
    evaluated = section(whole, "自评")
    assert evaluated.table is not None
    assert any("表列执行率见表" in said for said in evaluated.sentences)
    assert "执行率%（表列）" in evaluated.table.heads


def test_years_with_the_same_body_need_no_word(whole: Briefing) -> None:
    assert not any("各年所含机构不同" in said for said in section(whole, "资料范围").after)


def test_a_finding_is_english_in_an_english_briefing(build: Build) -> None:
    listed = rows(briefing(page_of(build, language="en"), NOW), "Findings to look at")
    assert listed[3][2] == (
        "Whole set of indicators alike: Indicator names beside those of the project"
        " “政务云租用”: 4 of 4 are the same (different use of money)"
    )


def test_self_evaluations_have_both_rates_cut(whole: Briefing) -> None:
    """94.6869 and 86.8050 are cut; 0.54 points lost by execution, 0.5 by an indicator."""
    assert "失分共 1.04 分：预算执行 0.54 分，指标 0.5 分" in section(whole, "自评").sentences[0]
    assert rows(whole, "自评") == (
        (
            "行业业务管理", "1,204.93", "1,104.63", "1,045.94", "94.68%", "94.68%", "86.8%",
            "99.46", "优", "[2] 第 3 行",
        ),
    )  # fmt: skip


def test_every_file_cited_is_named_and_the_frame_is_complete(whole: Briefing) -> None:
    assert section(whole, "来源文件").sentences == (
        "[1] 2026-a.txt",
        "[2] 2023-b.txt",
        "[3] 2021-a.txt",
    )
    assert whole.header == FRAMING
    assert "资料 3 份、项目 5 个" in whole.footer and BUILD_ID in whole.footer


def test_filters_are_said_and_followed(build: Build) -> None:
    made = briefing(page_of(build, Filters(fiscal_years=(2021,), text="窗口")), NOW)
    assert "预算年度＝2021" in made.sentences[0] and "查找＝窗口" in made.sentences[0]
    assert [row[0] for row in rows(made, "资料范围")] == ["2021年"]
    assert section(made, "待核疑点").table is None
    assert section(made, "自评").sentences == ("筛选内没有绩效自评表。",)


def test_a_long_list_says_how_much_is_left_out(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboards.briefing.FINDING_ROWS", 1)
    part = section(briefing(page_of(build), NOW), "待核疑点")
    assert part.table is not None and len(part.table.rows) == 1
    assert part.after == ("共 4 条，列出 1 条（先按核查级别，再按差异金额）；全部见审核意见表。",)


def test_places_say_sheet_page_and_line_and_how_many_more() -> None:
    place = {"source_sheet": "表一!B3", "source_page": 2, "source_line": 7, "file_name": "a.xlsx"}
    assert place_said(ZH, place) == "工作表 表一!B3，第 2 页，第 7 行"
    cited = Citations(ZH)
    many = [{"file_name": "a", "source_line": line} for line in (1, 2, 2, 3, 4)]
    assert cited.cite(many) == "[1] 第 1 行、第 2 行、第 3 行等 4 处"
    assert cited.cite([{"file_name": "b", "source_line": 5}]) == "[2] 第 5 行"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_word_file_reads_back_with_frame_and_repeated_heads(build: Build, language: str) -> None:
    content = word_file(briefing(page_of(build, language=language), NOW))
    read = docx.Document(io.BytesIO(content))
    page = read.sections[0]
    notice = Words(language)("footer.notice")
    assert notice in page.header.paragraphs[0].text
    assert BUILD_ID in page.footer.paragraphs[0].text
    assert 'w:instr="NUMPAGES"' in page.footer.paragraphs[0]._p.xml
    assert len(read.tables) == 5
    assert all("w:tblHeader" in table.rows[0]._tr.xml for table in read.tables)
    assert read.tables[2].rows[1].cells[2].text == "359.65"
    assert round(page.page_width.cm) == 21


def test_word_file_holds_what_xml_cannot(hostile_build: Build) -> None:
    read = docx.Document(io.BytesIO(word_file(briefing(page_of(hostile_build), NOW))))
    first = [cell.text for cell in read.tables[1].rows[1].cells]
    assert first[0] == HOSTILE
    assert first[2].endswith("@SUM(A1)")
    assert printable("a\x00b\ud800\n c") == "ab c"


def sheet_of(build: Build, filters: Filters | None = None, severity: str | None = None) -> Any:
    here = page_of(build, filters)
    found = queries_findings.findings(build, here.filters, severity)
    return openpyxl.load_workbook(io.BytesIO(review_sheet(here, found, NOW))).active


def test_sheet_has_a_row_for_each_finding_project_by_project(build: Build) -> None:
    lines = list(sheet_of(build).iter_rows(min_row=HEAD_ROW + 2, values_only=True))
    blank = (None,) * len(FILLED)
    assert lines[0] == (
        "免费刻章", 2026, "某区政务服务中心", "必核", "F04 申请额超成本指标",
        "年度资金申请总额高出 42,000.00 元 <b>$x$</b>", 2200000, 2158000, 42000,
        "[1] 第 6 行；第 12 行", *blank, "2026-a.txt", "F04-f26-001",
    )  # fmt: skip
    assert [(row[0], row[4][:3], row[8]) for row in lines[:4]] == [
        ("免费刻章", "F04", 42000),
        ("免费刻章", "F19", None),
        ("政务云租用", "F04", 1250.5),
        ("（整份文件）", "F21", None),
    ]
    assert [row[0] for row in lines[4:]] == ["来源文件", "[1] 2026-a.txt", "[2] 2023-b.txt"]


def test_columns_in_yuan_hold_money_alone(build: Build) -> None:
    """F19 compares 4 names with 4: its numbers stand in its sentence."""
    lines = list(sheet_of(build).iter_rows(min_row=HEAD_ROW + 2, values_only=True))
    assert [(row[4][:3], row[6:9]) for row in lines[:3]] == [
        ("F04", (2200000, 2158000, 42000)),
        ("F19", (None, None, None)),
        ("F04", (12323857.31, 12322606.81, 1250.5)),
    ]


def test_sheet_says_what_it_is_and_is_ready_to_print(build: Build) -> None:
    sheet = sheet_of(build)
    top = [str(sheet.cell(row, 1).value) for row in range(1, HEAD_ROW + 1)]
    assert top[1].startswith("系统提示，非审核结论 · 口径：") and top[1].endswith("单位：元")
    assert "资料 3 份" in top[2] and BUILD_ID in top[2]
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0  # as many pages as it takes, one wide
    assert sheet.print_title_rows == f"${HEAD_ROW + 1}:${HEAD_ROW + 1}"
    assert sheet.print_area.endswith("$O$12")
    assert sheet.cell(HEAD_ROW + 2, 6).alignment.wrap_text
    assert sheet.row_dimensions[HEAD_ROW + 2].height > 30
    assert "系统提示" in sheet.oddHeader.right.text


def test_a_result_is_chosen_from_a_list_and_a_day_is_a_day(build: Build) -> None:
    sheet = sheet_of(build)
    result, day = sheet.data_validations.dataValidation
    names = list(FILLED)
    columns = [openpyxl.utils.get_column_letter(len(FOUND) + names.index(n) + 1)
               for n in ("result", "handled_date")]  # fmt: skip
    assert str(result.sqref) == f"{columns[0]}6:{columns[0]}9"
    assert str(day.sqref) == f"{columns[1]}6:{columns[1]}9"
    assert result.formula1 == '"已说明，采纳,要求更正,已更正,退回重报,继续核实,不作处理"'
    assert [sheet.cell(HEAD_ROW + 1, len(FOUND) + n).value for n in range(1, 6)] == [
        "审核意见", "单位反馈", "处理结果", "经办人", "日期",
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_list_to_choose_from_fits_a_cell(language: str) -> None:
    results = Words(language).codes("review_result").values()
    assert len(",".join(results)) <= 255
    assert not any("," in result for result in results)


def test_nothing_in_the_sheet_is_a_formula(hostile_build: Build) -> None:
    sheet = sheet_of(hostile_build)
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert not any(cell.hyperlink for cell in cells)
    texts = [cell.value for cell in cells]
    assert HOSTILE in texts and "+1" in texts and "=cmd|x" in texts


def test_severity_and_filters_choose_the_rows(build: Build) -> None:
    def codes(sheet: Any) -> list[str]:
        values = [sheet.cell(row, 5).value for row in range(HEAD_ROW + 2, sheet.max_row + 1)]
        return [str(value)[:3] for value in values if value]

    assert codes(sheet_of(build, severity="note")) == ["F19", "F04"]
    assert codes(sheet_of(build, Filters(fiscal_years=(2023,)))) == ["F21"]
    assert codes(sheet_of(build, Filters(text="没有这个词"))) == []
    assert queries_findings.count(build, Filters(), "note") == 2


def test_a_text_longer_than_a_cell_is_marked_as_cut() -> None:
    assert len(held("文" * 40_000)) == XLSX_TEXT and held("文" * 40_000)[-1] == "…"
    assert held("文" * XLSX_TEXT) == "文" * XLSX_TEXT


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_desk_offers_the_documents(open_page: OpenPage, language: str) -> None:
    page = open_page(lang=language)
    words = Words(language)
    labels = [button.proto.label for button in page.get("download_button")]
    assert words("documents.briefing") in labels and words("documents.review_sheet") in labels
    assert [link.proto.label for link in page.get("page_link")].count(words("documents.extracts"))


def test_without_a_finding_there_is_no_sheet(open_page: OpenPage) -> None:
    page = open_page("findings", year="2021")
    assert not page.exception
    labels = [button.proto.label for button in page.get("download_button")]
    assert "导出审核意见表" not in labels
    home = open_page("home", year="2021")
    (button,) = [b for b in home.get("download_button") if b.proto.label == "导出审核意见表"]
    assert button.proto.disabled
