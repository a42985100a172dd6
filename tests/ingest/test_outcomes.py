"""Each page and each form has one outcome; the pages are made up."""

from dataclasses import replace

import pytest

from ingest.outcomes import outcome_messages
from ingest.read import read_document
from ingest.readers import read_bytes
from ingest.readers.assemble import GridCell, Paragraph, Piece, Table, assemble
from tests.ingest import packages_made

NOTICE = "联系人：张三，电话：57812345"
NOTICES = {
    "docx": packages_made.docx(packages_made.paragraph(NOTICE)),
    "html": f"<html><body><p>{NOTICE}</p></body></html>".encode(),
    "text": NOTICE.encode(),
}
TITLE = "2024年度项目支出绩效目标表"
FORM = """
项目名称 | 某县河道清淤工程 | 主管部门 | 某县水利局
年度资金总额（万元） | 120.50 | 其中：财政拨款 | 120.50
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 清淤长度 | ≥12公里
"""
BUDGET = """
科目名称 | 本年预算 | 上年预算 | 增减
公用经费 | 12.00 | 11.00 | 1.00
"""


def paragraph(text: str, **place: object) -> Paragraph:
    return Paragraph([Piece(text, **place)])


def table(text: str, **place: object) -> Table:
    grid = [[part.strip() for part in line.split("|")] for line in text.strip().splitlines()]
    cells = [
        GridCell(row, column, [Piece(word, **place)])
        for row, line in enumerate(grid)
        for column, word in enumerate(line)
    ]
    return Table(cells, len(grid[0]))


def outcomes(blocks: list, page_count: int | None, unread: tuple[int, ...] = ()) -> list[tuple]:
    document = replace(assemble(blocks, page_count), unread_pages=unread)
    rows = read_document(document, "f" * 16, "load").rows["page_outcomes"]
    assert [row.page_id for row in rows] == [f"{'f' * 16}-p{n + 1:04}" for n in range(len(rows))]
    return [
        (row.source_page, row.sheet_name, row.outcome, row.form_count, row.outside_table_row_count)
        for row in rows
    ]


def test_every_page_has_one_outcome() -> None:
    blocks = [
        paragraph("某县水利局2024年预算公开", page=1),
        table(BUDGET, page=2),
        paragraph(TITLE, page=4),
        table(FORM, page=4),
        paragraph("项目支出绩效目标执行监控表", page=5),
        table(FORM, page=5),
    ]
    assert outcomes(blocks, 6, unread=(6,)) == [
        (1, None, "no_form", 0, 0),
        (2, None, "table_without_form", 0, 2),
        (3, None, "blank", 0, 0),
        (4, None, "read", 1, 0),
        (5, None, "other_form", 0, 0),
        (6, None, "picture_unread", 0, 0),
    ]


def test_a_form_over_two_pages_makes_both_read() -> None:
    blocks = [paragraph(TITLE, page=1), table(FORM, page=2)]
    assert [row[2:4] for row in outcomes(blocks, 2)] == [("read", 1), ("read", 1)]


def test_sheets_that_print_something_have_outcomes() -> None:
    blocks = [
        paragraph(TITLE, sheet="目标表!A1"),
        table(FORM, sheet="目标表!A2"),
        table(BUDGET, sheet="预算!A1"),
    ]
    assert outcomes(blocks, None) == [
        (None, "目标表", "read", 1, 0),
        (None, "预算", "table_without_form", 0, 2),
    ]


def test_a_filing_without_pages_has_one_outcome() -> None:
    assert outcomes([paragraph(TITLE), table(FORM)], None) == [(None, None, "read", 1, 0)]
    assert outcomes([paragraph("通知")], None) == [(None, None, "no_form", 0, 0)]
    assert outcomes([], None) == [(None, None, "blank", 0, 0)]


def test_each_sheet_has_an_outcome_though_it_is_blank_or_hidden() -> None:
    cells = {"目标表": {"A1": "通知"}, "空表": {}, "底稿": {"A1": 12}}
    sheets = {name: packages_made.sheet_data(inside) for name, inside in cells.items()}
    data = packages_made.xlsx(sheets, states={"底稿": "hidden"})
    read = read_document(read_bytes(data), "f" * 16, "load").rows
    assert [(r.sheet_name, r.outcome, r.source_page) for r in read["page_outcomes"]] == [
        ("目标表", "no_form", None),
        ("空表", "blank", None),
        ("底稿", "hidden_sheet", None),
    ]


@pytest.mark.parametrize("carrier", ["docx", "html", "text"])
def test_every_carrier_gives_its_filing_an_outcome(carrier: str) -> None:
    content = read_document(read_bytes(NOTICES[carrier]), "f" * 16, "load")
    (page,) = content.rows["page_outcomes"]
    assert (page.page_number, page.outcome, page.withheld_count) == (1, "no_form", 2)


def test_an_unread_page_is_an_issue_of_that_page() -> None:
    document = assemble([paragraph("某县", page=1), paragraph("预算", page=3)], 4)
    rows = read_document(replace(document, unread_pages=(2, 4)), "f" * 16, "load").rows
    assert [
        (r.issue_code, r.source_page, r.source_line, r.raw_text, r.source_box, r.form_id)
        for r in rows["read_issues"]
    ] == [("unread_page", 2, 2, "", None, None), ("unread_page", 4, 2, "", None, None)]
    assert [r.message_text[-5:] for r in rows["read_issues"]] == ["（第2页）", "（第4页）"]
    assert [r.source_start == r.source_end for r in rows["read_issues"]] == [True, True]


@pytest.mark.parametrize(
    ("form", "outcome", "codes"),
    [
        (FORM, "complete", None),
        ("\n".join(FORM.strip().splitlines()[:2]), "incomplete", "no_indicators"),
        ("\n".join(FORM.strip().splitlines()[::2][:1]), "incomplete", "no_amounts;no_indicators"),
    ],
)
def test_a_form_says_why_it_is_incomplete(form: str, outcome: str, codes: str | None) -> None:
    rows = read_document(assemble([paragraph(TITLE), table(form)]), "f" * 16, "load").rows
    (found,) = rows["form_outcomes"]
    assert (found.outcome, found.reason_codes) == (outcome, codes)
    assert rows["forms"][0].is_complete == (outcome == "complete")
    messages = outcome_messages("form")
    assert found.outcome_text == "；".join(messages[c] for c in (codes or "complete").split(";"))


def test_a_narrative_alone_is_incomplete() -> None:
    blocks = [
        paragraph("项目经费情况说明—河道清淤"),
        paragraph("一、项目概述"),
        paragraph("清理河道。"),
    ]
    rows = read_document(assemble(blocks), "f" * 16, "load").rows
    assert [(row.outcome, row.reason_codes) for row in rows["form_outcomes"]] == [
        ("incomplete", "narrative_alone")
    ]
