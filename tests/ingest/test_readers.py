"""DOCX, XLSX, XLS and HTML: made-up pages and sheets, and the rows a person reads in them."""

from pathlib import Path

import pytest

from ingest.document import Document
from ingest.read import read_document
from ingest.readers import read_bytes
from ingest.readers.docx import read_docx
from ingest.readers.html import read_html
from ingest.readers.packages import BrokenFile
from ingest.readers.pages import Character
from ingest.readers.pages import lines_of as printed_lines
from ingest.readers.spreadsheets import read_xls, read_xlsx
from tests.ingest.packages_made import (
    W,
    cell,
    docx,
    merged,
    paragraph,
    relationships,
    row,
    run,
    sheet_data,
    table,
    xlsx,
)

FILES = Path(__file__).parent / "files"


def doubts_of(document: Document) -> list[tuple[str, str]]:
    """What its reader did not read: the code, and the text it stands beside or its place."""
    return [(doubt.code, doubt.run.text or doubt.detail) for doubt in document.doubts]


def lines_of(document: Document) -> list[str]:
    """The text of each row, its cells parted by a bar."""
    return [" | ".join(cell.run.text for cell in row.cells) for row in document.rows]


def spans_of(document: Document) -> list[list[tuple[str, int, int, int]]]:
    """The cells of each table row: text, column, columns spanned, rows spanned."""
    return [
        [(c.run.text, c.column, c.column_span, c.row_span) for c in row.cells]
        for row in document.rows
        if row.table is not None
    ]


# ---- lines of a page


def test_a_flat_character_stands_on_the_line_of_those_beside_it() -> None:
    heading = [("一", 724.5, 726.1), ("、", 717.2, 731.2), ("项", 717.2, 731.2)]
    below = [("校", 697.2, 711.2), ("车", 697.2, 711.2)]
    characters = [
        Character(text, number, 57.0 + 14 * number, bottom, 71.0 + 14 * number, top)
        for line in (heading, below)
        for number, (text, bottom, top) in enumerate(line)
    ]
    assert [line.text for line in printed_lines(characters)] == ["一、项", "校车"]


@pytest.mark.parametrize(("texts", "is_faint"), [("》、《", False), ("5万3", True)])
def test_marks_that_are_set_close_are_not_printed_over_each_other(
    texts: str, is_faint: bool
) -> None:
    places = enumerate(texts)
    line = [Character(t, n, 57.0 + 3 * n, 717.2, 71.0 + 3 * n, 731.2) for n, t in places]
    assert printed_lines(line)[0].is_faint == is_faint


# ---- DOCX: what the body holds


def test_paragraphs_and_tables_keep_their_order():
    body = paragraph("前") + table(row(cell("甲"), cell("乙"))) + paragraph("") + paragraph("后")
    document = read_docx(docx(body))
    assert lines_of(document) == ["前", "甲 | 乙", "后"]
    assert [row.table for row in document.rows] == [None, 1, None]
    assert [row.follows_gap for row in document.rows] == [False, False, True]
    assert document.page_count is None


def test_merged_cells_have_their_true_spans():
    body = table(
        row(cell("资金", '<w:vMerge w:val="restart"/>'), cell("总额"), cell("100")),
        row(cell("", "<w:vMerge/>"), cell("其中", '<w:gridSpan w:val="2"/>')),
        row(cell("", '<w:vMerge w:val="continue"/>'), cell("a"), cell("b")),
        row(cell("目标", '<w:hMerge w:val="restart"/>'), cell("", "<w:hMerge/>"), cell("值")),
        row(cell("右"), properties='<w:gridBefore w:val="2"/>'),
    )
    assert spans_of(read_docx(docx(body))) == [
        [("资金", 0, 1, 3), ("总额", 1, 1, 1), ("100", 2, 1, 1)],
        [("其中", 1, 2, 1)],
        [("a", 1, 1, 1), ("b", 2, 1, 1)],
        [("目标", 0, 2, 1), ("值", 2, 1, 1)],
        [("右", 2, 1, 1)],
    ]


def test_cell_under_another_that_is_not_merged_is_its_own():
    body = table(row(cell("上"), cell("右")), row(cell("下", "<w:vMerge/>"), cell("右下")))
    assert spans_of(read_docx(docx(body)))[1] == [("下", 0, 1, 1), ("右下", 1, 1, 1)]


def test_cells_without_grid_spans_are_placed_by_their_widths():
    def wide(text: str, width: int) -> str:
        return cell(text, f'<w:tcW w:w="{width}" w:type="dxa"/>')

    body = table(
        row(wide("标题", 6000)),
        row(wide("a", 2000), wide("b", 2010), wide("c", 1990)),
        row(wide("d", 4000), wide("e", 2000)),
    )
    assert spans_of(read_docx(docx(body))) == [
        [("标题", 0, 3, 1)],
        [("a", 0, 1, 1), ("b", 1, 1, 1), ("c", 2, 1, 1)],
        [("d", 0, 2, 1), ("e", 2, 1, 1)],
    ]


def columns(*widths: int) -> str:
    told = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tblGrid>{told}</w:tblGrid>"


TWO, THREE = '<w:gridSpan w:val="2"/>', '<w:gridSpan w:val="3"/>'
BEFORE = '<w:gridBefore w:val="1"/>'


def test_edges_that_nearly_meet_are_one():
    body = table(
        columns(15, 985, 15, 2000, 15, 3000, 15),
        row(cell("甲", TWO + '<w:vMerge w:val="restart"/>'), cell("乙", TWO), cell("丙", TWO)),
        row(cell("", TWO + "<w:vMerge/>"), cell("丁", TWO), cell("戊", TWO), properties=BEFORE),
        row(cell("己", '<w:gridSpan w:val="4"/>'), cell("庚", THREE)),
    )
    assert spans_of(read_docx(docx(body))) == [
        [("甲", 0, 1, 2), ("乙", 1, 1, 1), ("丙", 2, 1, 1)],
        [("丁", 1, 1, 1), ("戊", 2, 1, 1)],
        [("己", 0, 2, 1), ("庚", 2, 1, 1)],
    ]


@pytest.mark.parametrize(
    "widths", [(15, 15, 15), (), (1000,), (0, 0, 0), (1000, 15, 2000), (1000, 2000, 15)]
)
def test_columns_are_kept_where_their_widths_are_no_help(widths):
    rows = row(cell("甲"), cell("乙"), cell("丙")), row(cell("丁"), cell("戊", TWO))
    assert spans_of(read_docx(docx(table(columns(*widths), *rows)))) == [
        [("甲", 0, 1, 1), ("乙", 1, 1, 1), ("丙", 2, 1, 1)],
        [("丁", 0, 1, 1), ("戊", 1, 2, 1)],
    ]


def test_several_paragraphs_of_a_cell_are_one_cell():
    body = table(row(cell(paragraph("一级") + paragraph("指标")), cell("值")))
    assert lines_of(read_docx(docx(body))) == ["一级 指标 | 值"]


def test_table_within_a_cell_belongs_to_the_cell():
    inner = table(row(cell("人工"), cell("3")), row(cell("材料"), cell("4")))
    body = table(row(cell("项目"), cell("桥")), row(cell("测算"), cell(paragraph("如下") + inner)))
    assert lines_of(read_docx(docx(body))) == ["项目 | 桥", "测算 | 如下 人工 3 材料 4"]


def test_frame_around_a_table_is_no_table():
    inner = table(row(cell("a"), cell("b")))
    body = table(row(cell(paragraph("标题") + inner)))
    document = read_docx(docx(body))
    assert lines_of(document) == ["标题", "a | b"]
    assert [row.table for row in document.rows] == [None, 1]


def test_frame_around_text_is_no_table():
    body = table(
        row(cell(paragraph("一、项目概述") + paragraph("桥。"))), row(cell("二、立项依据"))
    )
    document = read_docx(docx(body))
    assert lines_of(document) == ["一、项目概述", "桥。", "二、立项依据"]
    assert not any(row.is_table for row in document.rows)


def test_content_controls_are_read_where_they_stand():
    def control(inside: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inside}</w:sdtContent></w:sdt>"

    body = (
        control(paragraph("甲"))
        + table(control(row(control(cell("乙")), cell("丙"))))
        + f"<w:p>{control(run('丁'))}{run('戊')}</w:p>"
    )
    assert lines_of(read_docx(docx(body))) == ["甲", "乙 | 丙", "丁戊"]


def test_text_box_is_read_once():
    box = f"<w:txbxContent>{paragraph('框内')}</w:txbxContent>"
    body = (
        f"<w:p>{run('框外')}<w:r><mc:AlternateContent>"
        f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    assert lines_of(read_docx(docx(body))) == ["框外", "框内"]


def test_insertions_are_taken_and_deletions_are_not():
    deleted = "<w:del><w:r><w:delText>900</w:delText></w:r></w:del>"
    moved = f"<w:moveFrom>{run('旧')}</w:moveFrom><w:moveTo>{run('新')}</w:moveTo>"
    body = f"<w:p>{run('共')}{deleted}<w:ins>{run('800')}</w:ins>{moved}</w:p>"
    body += table(row(cell("留"), cell("1")), row(cell("删"), cell("2"), properties="<w:del/>"))
    assert lines_of(read_docx(docx(body))) == ["共800新", "留 | 1"]


def test_hidden_text_is_not_printed():
    shown = run("得", '<w:vanish w:val="0"/>')
    body = f"<w:p>{run('见')}{run('隐', '<w:vanish/>')}{shown}</w:p>"
    assert lines_of(read_docx(docx(body))) == ["见得"]


STRUCK = "<w:strike/>"


def test_struck_text_of_a_word_file_is_not_read_and_told():
    amount = f"<w:p>{run('100000', STRUCK)}{run('200000')}</w:p>"
    whole = f"<w:p>{run('900', '<w:dstrike/>')}</w:p>"
    body = table(row(cell("总额"), cell(amount)), row(cell("其他"), cell(whole)))
    document = read_docx(docx(body + paragraph("尾") + whole))
    assert lines_of(document) == ["总额 | 200000", "其他", "尾"]
    assert doubts_of(document) == [
        ("struck_text", "200000"),
        ("struck_text", "其他"),
        ("struck_text", ""),
    ]


def test_text_that_is_not_struck_after_all_is_read():
    off = run("5", '<w:strike w:val="0"/>')
    document = read_docx(docx(f"<w:p>{off}</w:p>"))
    assert (lines_of(document), doubts_of(document)) == (["5"], [])


def test_struck_text_between_numbers_keeps_them_apart():
    body = f"<w:p>{run('10')}{run('5', STRUCK)}{run('20')}</w:p>"
    assert lines_of(read_docx(docx(body))) == ["10 20"]


def test_deletions_and_hidden_text_of_a_word_file_are_told():
    deleted = "<w:del><w:r><w:delText>900</w:delText></w:r></w:del>"
    body = f"<w:p>{run('共')}{deleted}</w:p><w:p>{run('见')}{run('隐', '<w:vanish/>')}</w:p>"
    body += table(row(cell("留"), cell("1")), row(cell("删"), cell("2"), properties="<w:del/>"))
    assert doubts_of(read_docx(docx(body))) == [("struck_text", ""), ("hidden_text", "见")]


def test_paragraph_that_is_deleted_whole_parts_what_is_beside_it():
    deleted = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{}</w:p>"
    deleted = deleted.format("<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>")
    document = read_docx(docx(paragraph("前") + deleted + paragraph("后")))
    assert [(row.run.text, row.follows_gap) for row in document.rows] == [
        ("前", False),
        ("后", True),
    ]


def vertical(text: str, name: str) -> str:
    return run(text, f'<w:vertAlign w:val="{name}"/>')


def test_marks_above_and_below_the_line_of_a_word_file_join_no_number():
    above = [("379000", "1"), ("379000", "注1"), ("100m", "2"), ("5", "①"), ("6", "*")]
    body = "".join(f"<w:p>{run(text)}{vertical(mark, 'superscript')}</w:p>" for text, mark in above)
    body += f"<w:p>{run('PM')}{vertical('2.5', 'subscript')}{run('浓度')}</w:p>"
    body += f"<w:p>{run('379000')}{vertical('1', 'subscript')}</w:p>"
    body += f"<w:p>{vertical('379000', 'superscript')}</w:p>"
    assert lines_of(read_docx(docx(body))) == [
        "379000¹",
        "379000[注1]",
        "100m²",
        "5[①]",
        "6*",
        "PM2.5浓度",
        "379000₁",
        "379000",
    ]


def test_tabs_are_spaces_and_breaks_end_lines():
    body = "<w:p><w:r><w:t>单位</w:t><w:tab/><w:t>万元</w:t><w:br/><w:t>下行</w:t></w:r></w:p>"
    assert lines_of(read_docx(docx(body))) == ["单位 万元", "下行"]
    assert lines_of(read_docx(docx(table(row(cell(body), cell("值")))))) == ["单位 万元 下行 | 值"]


@pytest.mark.parametrize(
    ("font", "code", "character"),
    [
        ("Wingdings 2", "F052", "☑"),
        ("Wingdings 2", "00A3", "□"),
        ("Wingdings", "F0FE", "☑"),
        ("Wingdings", "F0A8", "□"),
        ("Symbol", "F0B3", "≥"),
        ("Wingdings", "F021", "\ufffd"),
    ],
)
def test_symbols_are_the_characters_they_print(font, code, character):
    body = f'<w:p><w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>{run("是")}</w:p>'
    assert lines_of(read_docx(docx(body))) == [f"{character}是"]


def field(instruction: str, result: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    told = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return f"{mark('begin')}{told}{mark('separate')}{run(result)}{mark('end')}"


def test_fields_print_their_results_but_no_page_numbers():
    nested = field("IF " + "</w:instrText></w:r>" + field("PAGE", "7") + "<w:r><w:instrText>", "乙")
    body = f"<w:p>{field('MERGEFIELD x', '甲')}{field('PAGE', '3')}{nested}</w:p>"
    assert lines_of(read_docx(docx(body))) == ["甲乙"]


def test_form_fields_print_their_state():
    def box(state: str) -> str:
        data = f"<w:ffData><w:checkBox><w:default w:val='0'/>{state}</w:checkBox></w:ffData>"
        return f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>'

    entries = '<w:listEntry w:val="新增"/><w:listEntry w:val="延续"/>'
    chosen = f'<w:ffData><w:ddList><w:result w:val="1"/>{entries}</w:ddList></w:ffData>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    body = f"<w:p>{box('<w:checked/>')}{end}{run('是')}{box('')}{end}{run('否')}"
    body += f'<w:r><w:fldChar w:fldCharType="begin">{chosen}</w:fldChar></w:r>{end}</w:p>'
    assert lines_of(read_docx(docx(body))) == ["☑是□否延续"]


def test_formula_is_read_on_one_line():
    space = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    parts = "<m:f><m:num><m:r><m:t>实际</m:t></m:r></m:num><m:den><m:r><m:t>计划</m:t></m:r></m:den></m:f>"
    body = f"<w:p>{run('率=')}<m:oMath {space}>{parts}</m:oMath></w:p>"
    assert lines_of(read_docx(docx(body))) == ["率=实际/计划"]


def test_embedded_object_shows_that_something_is_not_read():
    assert lines_of(read_docx(docx("<w:p><w:r><w:object/></w:r></w:p>"))) == ["\ufffd"]


# ---- DOCX: numbers, edges and notes


def level(at: int, form: str, text: str, more: str = "") -> str:
    start = '<w:start w:val="1"/>'
    return f'<w:lvl w:ilvl="{at}">{start}<w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>{more}</w:lvl>'


def numbered(text: str, list_id: int = 1, at: int = 0) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{list_id}"/></w:numPr>')


def with_numbering(body: str, levels: str, nums: str = "", styles: str = "") -> bytes:
    nums = nums or '<w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num>'
    numbering = f'<w:numbering {W}><w:abstractNum w:abstractNumId="5">{levels}</w:abstractNum>{nums}</w:numbering>'
    return docx(
        body,
        {
            "rId1": ("numbering", "numbering.xml", numbering),
            "rId2": ("styles", "styles.xml", f"<w:styles {W}>{styles}</w:styles>"),
        },
    )


def test_automatic_numbers_are_part_of_the_text():
    levels = level(0, "chineseCounting", "%1、") + level(1, "decimal", "%2.")
    levels += level(2, "decimal", "%1.%3", "<w:isLgl/>")
    body = numbered("项目概述") + numbered("5万元", at=1) + numbered("服务", at=1)
    body += numbered("立项依据") + numbered("条", at=1) + numbered("款", at=2)
    assert lines_of(read_docx(with_numbering(body, levels))) == [
        "一、项目概述",
        "1. 5万元",
        "2. 服务",
        "二、立项依据",
        "1. 条",
        "2.1 款",
    ]


@pytest.mark.parametrize(
    ("form", "text", "third"),
    [
        ("chineseCountingThousand", "（%1）", "（三）"),
        ("decimalEnclosedCircle", "%1", "③ "),
        ("decimalZero", "%1.", "03. "),
        ("upperLetter", "%1.", "C. "),
        ("lowerRoman", "%1)", "iii) "),
        ("chineseLegalSimplified", "%1、", "叁、"),
        ("ideographTraditional", "%1、", "丙、"),
        ("bullet", "★", "★ "),
        ("none", "", ""),
    ],
)
def test_numbers_are_written_in_their_style(form, text, third):
    body = numbered("甲") * 2 + numbered("丙")
    assert lines_of(read_docx(with_numbering(body, level(0, form, text))))[2] == f"{third}丙"


def test_lists_of_one_definition_count_on_unless_told_to_start_again():
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    nums = "".join(
        f'<w:num w:numId="{i}"><w:abstractNumId w:val="5"/>{start if i == 3 else ""}</w:num>'
        for i in (1, 2, 3)
    )
    body = "".join(numbered("条", list_id=i) for i in (1, 1, 2, 3, 3))
    document = read_docx(with_numbering(body, level(0, "decimal", "%1、"), nums))
    assert lines_of(document) == ["1、条", "2、条", "3、条", "1、条", "2、条"]


def test_styles_number_their_paragraphs():
    styles = (
        '<w:style w:type="paragraph" w:styleId="a"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    )
    body = paragraph("甲", '<w:pStyle w:val="b"/>') + paragraph("乙", '<w:pStyle w:val="a"/>')
    body += paragraph("无", '<w:pStyle w:val="a"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    document = read_docx(
        with_numbering(body, level(0, "japaneseCounting", "第%1条"), styles=styles)
    )
    assert lines_of(document) == ["第一条甲", "第二条乙", "无"]


def test_number_in_a_cell_of_a_row_counts_the_rows():
    body = table(row(cell(numbered("")), cell("甲")), row(cell(numbered("")), cell("乙")))
    assert lines_of(read_docx(with_numbering(body, level(0, "decimal", "%1")))) == [
        "1 | 甲",
        "2 | 乙",
    ]


def test_edges_of_pages_are_read_once_without_page_numbers():
    page = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>3</w:t></w:r></w:fldSimple>'
    edges = {
        "rId1": ("header", "header1.xml", f"<w:hdr {W}>{paragraph('附件2')}</w:hdr>"),
        "rId2": (
            "footer",
            "footer1.xml",
            f"<w:ftr {W}><w:p>{run('第 ')}{page}{run(' 页')}</w:p></w:ftr>",
        ),
        "rId3": ("header", "header2.xml", f"<w:hdr {W}>{paragraph('首页')}</w:hdr>"),
    }
    told = (
        '<w:headerReference w:type="default" r:id="rId1"/><w:footerReference w:type="default" r:id="rId2"/>'
        '<w:headerReference w:type="first" r:id="rId3"/>'
    )
    body = paragraph("甲", f"<w:sectPr>{told}</w:sectPr>") + paragraph("乙")
    body += f"<w:sectPr>{told}</w:sectPr>"
    assert lines_of(read_docx(docx(body, edges))) == ["附件2", "甲", "乙"]


def test_footnotes_stand_after_the_body():
    notes = f'<w:footnotes {W}><w:footnote w:id="0">{paragraph("线")}</w:footnote><w:footnote w:id="2">{paragraph("注释")}</w:footnote></w:footnotes>'
    body = f'<w:p>{run("123")}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>' + paragraph("后")
    document = read_docx(docx(body, {"rId1": ("footnotes", "footnotes.xml", notes)}))
    assert lines_of(document) == ["123", "后", "注释"]


def test_page_embedded_as_html_is_read():
    page = "<html><body><table><tr><td>甲<td>乙</table></body></html>"
    chunk = docx('<w:altChunk r:id="rId1"/>', {"rId1": ("aFChunk", "chunk.html", page)})
    assert lines_of(read_docx(chunk)) == ["甲 | 乙"]
    other = docx('<w:altChunk r:id="rId1"/>', {"rId1": ("aFChunk", "chunk.mht", page)})
    with pytest.raises(BrokenFile, match="embeds another document"):
        read_docx(other)


def test_word_file_of_pictures_is_refused():
    with pytest.raises(BrokenFile, match="pictures without text"):
        read_docx(docx("<w:p/>", {"rId1": ("image", "media/image1.png", "")}))


# ---- sheets


def test_rows_that_touch_are_a_table_and_lines_beside_it_are_not():
    cells = {
        "A1": "绩效目标表",
        "D2": "单位：元",
        "A3": "项目名称",
        "B3": "桥",
        "A4": "资金",
        "B4": "100",
        "C4": "元",
        "A5": "注：无",
        "A8": "说明",
    }
    document = read_xlsx(xlsx({"表": sheet_data(cells)}))
    assert lines_of(document) == [
        "绩效目标表",
        "单位：元",
        "项目名称 | 桥",
        "资金 | 100 | 元",
        "注：无",
        "说明",
    ]
    assert [row.table for row in document.rows] == [None, None, 1, 1, None, None]
    assert document.rows[-1].follows_gap


def test_merged_ranges_are_spans_and_what_they_cover_is_not_seen():
    cells = {"A1": "资金", "B1": "总额", "D1": "1", "A2": "藏", "B2": "其中", "D2": "2", "E2": "3"}
    document = read_xlsx(xlsx({"表": sheet_data(cells) + merged("A1:A2", "B1:C1", "B2:C2")}))
    assert spans_of(document) == [
        [("资金", 0, 1, 2), ("总额", 1, 1, 1), ("1", 2, 1, 1)],
        [("其中", 1, 1, 1), ("2", 2, 1, 1), ("3", 3, 1, 1)],
    ]


BORDERS = (
    "<borders><border/><border><left style='thin'/></border></borders>"
    "<cellXfs><xf/><xf borderId='1'/></cellXfs>"
)


def ruled(text: str) -> str:
    return f'<c s="1" t="inlineStr"><is><t>{text}</t></is></c>'


def test_frame_tells_a_row_with_one_cell_from_a_line_of_text():
    cells = {
        "A1": "表一",
        "A2": ruled("名称"),
        "B2": ruled("桥"),
        "A3": ruled("备注"),
        "B3": '<c s="1"/>',
        "A4": '<c s="1"/>',
        "A5": ruled("时限"),
        "B5": ruled("12月"),
        "A6": "表二",
        "A7": ruled("名称"),
        "B7": ruled("路"),
    }
    document = read_xlsx(xlsx({"表": sheet_data(cells)}, BORDERS))
    assert lines_of(document) == ["表一", "名称 | 桥", "备注", "时限 | 12月", "表二", "名称 | 路"]
    assert [row.table for row in document.rows] == [None, 1, 1, 1, None, 2]


def test_sheet_of_text_has_no_table():
    cells = {"B1": "项目经费情况说明", "A2": "一、项目概述\n桥。", "A3": "二、立项依据"}
    document = read_xlsx(xlsx({"表": sheet_data(cells)}))
    assert lines_of(document) == ["项目经费情况说明", "一、项目概述", "桥。", "二、立项依据"]
    assert not any(row.is_table for row in document.rows)


def test_place_of_a_cell_is_its_sheet_and_name():
    document = read_xlsx(xlsx({"目标表": sheet_data({"B7": "甲", "AC7": 12})}))
    assert [
        document.places_of(cell.run)[0].sheet for row in document.rows for cell in row.cells
    ] == [
        "目标表!B7",
        "目标表!AC7",
    ]


def test_what_is_hidden_is_not_read():
    cells = {"A1": "甲", "B1": "隐", "C1": "乙", "A2": "隐", "A3": "丙", "C3": "丁"}
    inside = '<cols><col min="2" max="2" hidden="1"/></cols>' + sheet_data(cells)
    inside = inside.replace('<row r="2">', '<row r="2" hidden="1">')
    made = xlsx(
        {"见": inside, "隐": sheet_data({"A1": "隐"}), "深": sheet_data({"A1": "隐"})},
        states={"隐": "hidden", "深": "veryHidden"},
    )
    document = read_xlsx(made)
    assert lines_of(document) == ["甲 | 乙", "丙 | 丁"]
    assert [(doubt.code, doubt.detail) for doubt in document.doubts] == [
        ("hidden_cells", "（见：第2行、B列）"),
        ("hidden_sheet", "（隐）"),
        ("hidden_sheet", "（深）"),
    ]


def test_merged_range_over_hidden_columns_spans_the_visible_ones():
    inside = '<cols><col min="1" max="2" hidden="1"/></cols>'
    inside += sheet_data({"A1": "标题", "E1": "值", "C2": "甲", "D2": "乙", "E2": "丙"})
    assert spans_of(read_xlsx(xlsx({"表": inside + merged("A1:D1")})))[0] == [
        ("标题", 0, 2, 1),
        ("值", 2, 1, 1),
    ]


def formats(*codes: str) -> str:
    told = "".join(f'<numFmt numFmtId="{200 + i}" formatCode="{c}"/>' for i, c in enumerate(codes))
    used = "".join(f'<xf numFmtId="{200 + i}"/>' for i in range(len(codes)))
    return f"<numFmts>{told}</numFmts><cellXfs><xf/>{used}</cellXfs>"


def test_cells_that_hide_digits_are_told():
    cells = {
        "A1": '<c s="1"><v>123456.78</v></c>',
        "B1": '<c s="2"><v>123456.78</v></c>',
        "C1": '<c s="3"><v>5</v></c>',
        "D1": '<c s="0"><v>0.123</v></c>',
    }
    styles = formats("#,##0", "#,##0.00", ";;;")
    document = read_xlsx(xlsx({"表": sheet_data(cells)}, styles))
    assert lines_of(document) == ["123,457 | 123,456.78 | 0.123"]
    assert [(doubt.code, doubt.run.text, doubt.detail) for doubt in document.doubts] == [
        ("hidden_cells", "", "（表：C1）"),
        ("hidden_digits", "123,457", ""),
    ]


FONTS = (
    '<fonts><font/><font><strike/></font><font><vertAlign val="superscript"/></font></fonts>'
    '<cellXfs><xf/><xf fontId="1"/><xf fontId="2"/></cellXfs>'
)


def rich(*parts: tuple[str, str], style: int = 0) -> str:
    """A cell of rich text: the properties of each part's font and its text."""
    runs = "".join(f"<r>{told and f'<rPr>{told}</rPr>'}<t>{text}</t></r>" for told, text in parts)
    return f'<c s="{style}" t="inlineStr"><is>{runs}</is></c>'


def test_struck_text_of_a_sheet_is_not_read_and_told():
    cells = {
        "A1": rich(("<strike/>", "100000"), ("<b/>", "200000")),
        "B1": '<c s="1"><v>900</v></c>',
        "C1": rich(("", "旧"), ("<b/>", "新"), style=1),
        "D1": rich(('<strike val="0"/>', "5"), style=1),
        "E1": '<c s="1"/>',
    }
    document = read_xlsx(xlsx({"表": sheet_data(cells)}, FONTS))
    assert lines_of(document) == ["200000 | 新 | 5"]
    assert doubts_of(document) == [
        ("struck_text", "（表：B1）"),
        ("struck_text", "200000"),
        ("struck_text", "新"),
    ]


def test_marks_above_the_line_of_a_sheet_join_no_number():
    script = '<vertAlign val="superscript"/>'
    cells = {
        "A1": rich(("", "379000"), (script, "1")),
        "B1": rich(("", "≥100m"), (script, "2")),
        "C1": '<c s="2"><v>379000</v></c>',
    }
    document = read_xlsx(xlsx({"表": sheet_data(cells)}, FONTS))
    assert lines_of(document) == ["379000¹ | ≥100m² | 379000"]


def test_number_below_zero_without_its_sign_is_not_read():
    cells = {
        "A1": '<c s="1"><v>-5000</v></c>',
        "B1": '<c s="1"><v>5000</v></c>',
        "C1": '<c s="2"><v>-5000</v></c>',
        "D1": '<c s="3"><v>-5000</v></c>',
    }
    styles = formats("#,##0.00;[Red]#,##0.00", "0.00;(0.00)", "[&lt;0]0;0.00")
    document = read_xlsx(xlsx({"表": sheet_data(cells)}, styles))
    assert lines_of(document) == ["\ufffd5,000.00 | 5,000.00 | (5000.00) | \ufffd5000"]
    assert doubts_of(document) == [("hidden_sign", "\ufffd5,000.00"), ("hidden_sign", "\ufffd5000")]


@pytest.mark.parametrize(
    ("inside", "strings", "reason"),
    [
        (merged(*["A1:B1"] * 60), "", "merges over 50 ranges"),
        (sheet_data({"A1": "一" * 60}), "", "over 50 characters"),
        ("", "<si><t>一</t></si>" * 60, "over 50 texts"),
    ],
)
def test_sheet_beyond_all_bounds_is_refused(monkeypatch, inside, strings, reason):
    for module, name in (
        ("sheets", "_MOST_MERGES"),
        ("xlsx", "MOST_CHARACTERS"),
        ("xlsx", "MOST_STRINGS"),
    ):
        monkeypatch.setattr(f"ingest.readers.{module}.{name}", 50)
    with pytest.raises(BrokenFile, match=reason):
        read_xlsx(xlsx({"表": inside}, strings=strings))


def test_merged_range_over_a_whole_sheet_spans_what_the_sheet_holds():
    inside = sheet_data({"A1": "甲", "B1": "隐", "C3": "隐"}) + merged("A1:XFD1048576")
    assert lines_of(read_xlsx(xlsx({"表": inside}))) == ["甲"]


def test_numbers_are_read_as_they_are_shown():
    cells = {
        "A1": '<c s="1"><v>1104.6300000000001</v></c>',
        "B1": '<c s="2"><v>0.94686900000000003</v></c>',
        "C1": '<c s="3"><v>46022</v></c>',
        "D1": '<c s="0"><v>123456789.12</v></c>',
        "E1": '<c s="0"><v>3.5965E6</v></c>',
    }
    styles = formats("#,##0.00", "0.00%", "yyyy-mm-dd")
    assert lines_of(read_xlsx(xlsx({"表": sheet_data(cells)}, styles))) == [
        "1,104.63 | 94.69% | 2025-12-31 | 123456789.12 | 3596500"
    ]


def test_days_count_from_1904_where_the_workbook_says_so():
    cells = {"A1": '<c s="1"><v>44560</v></c>'}
    made = xlsx(
        {"表": sheet_data(cells)},
        formats("yyyy-mm-dd"),
        workbook='<workbookPr date1904="1"/>',
    )
    assert lines_of(read_xlsx(made)) == ["2025-12-31"]


def test_formula_shows_what_the_workbook_keeps():
    cells = {
        "A1": "<c ><f>1+1</f><v>2</v></c>",
        "B1": "<c ><f>SUM(A:A)</f></c>",
        "C1": "<c ><f>SUM(A:A)</f><v></v></c>",
        "D1": '<c t="str"><f>T(A1)</f><v></v></c>',
        "E1": '<c t="e"><f>1/0</f><v>#DIV/0!</v></c>',
        "F1": '<c t="b"><v>1</v></c>',
    }
    assert lines_of(read_xlsx(xlsx({"表": sheet_data(cells)}))) == [
        "2 | \ufffd | \ufffd | #DIV/0! | TRUE"
    ]


def test_zero_of_a_formula_that_was_never_worked_out_is_lost():
    cells = {"A1": "<c ><f>SUM(B:B)</f><v>0</v></c>", "B1": "<c ><v>0</v></c>"}
    kept = xlsx({"表": sheet_data(cells)})
    assert lines_of(read_xlsx(kept)) == ["0 | 0"]
    written = xlsx({"表": sheet_data(cells)}, workbook='<calcPr fullCalcOnLoad="1"/>')
    assert lines_of(read_xlsx(written)) == ["\ufffd | 0"]


def test_strings_of_every_kind_are_read():
    strings = (
        "<si><t>甲_x000D_</t></si>"
        '<si><r><rPr><rFont val="Wingdings 2"/></rPr><t>R</t></r><r><t>是</t></r><rPh><t>yin</t></rPh></si>'
        "<si><t>R</t></si>"
    )
    styles = '<fonts><font/><font><name val="Wingdings 2"/></font></fonts><cellXfs><xf/><xf fontId="1"/></cellXfs>'
    cells = {
        "A1": '<c t="s"><v>0</v></c>',
        "B1": '<c t="s"><v>1</v></c>',
        "C1": '<c t="s" s="1"><v>2</v></c>',
        "D1": '<c t="s"><v>2</v></c>',
        "E1": '<c t="inlineStr"><is><t>=100%</t></is></c>',
    }
    made = xlsx({"表": sheet_data(cells)}, styles, strings)
    assert lines_of(read_xlsx(made)) == ["甲 | ☑是 | ☑ | R | =100%"]


def test_cells_that_do_not_tell_their_place_follow_each_other():
    inside = (
        "<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row></sheetData>"
    )
    assert lines_of(read_xlsx(xlsx({"表": inside}))) == ["1 | 2", "3"]


def test_sheet_that_claims_to_be_huge_is_read_as_what_it_holds():
    inside = '<dimension ref="A1:XFD1048576"/>'
    inside += sheet_data({"A1": "甲", "B1": "乙", "XFD1048576": "末"}) + merged("B1:XFC1048575")
    document = read_xlsx(xlsx({"表": inside}))
    assert lines_of(document) == ["甲 | 乙", "末"]
    assert document.rows[0].column_count == 2


def test_text_box_on_a_sheet_stands_after_its_cells():
    box = (
        '<x xmlns:a="b"><a:txBody><a:p><a:r><a:t>单位：</a:t></a:r><a:r><a:t>元</a:t></a:r></a:p>'
        "<a:p/></a:txBody></x>"
    )
    more = {
        "xl/worksheets/_rels/sheet1.xml.rels": relationships(
            {"rId1": ("drawing", "../drawings/drawing1.xml")}
        ),
        "xl/drawings/drawing1.xml": box,
    }
    inside = sheet_data({"A1": "甲", "B1": "乙"}) + '<drawing r:id="rId1"/>'
    document = read_xlsx(xlsx({"表": inside}, more=more))
    assert lines_of(document) == ["甲 | 乙", "单位：元"]
    assert document.places_of(document.rows[1].run)[0].sheet == "表"


@pytest.mark.parametrize(
    ("inside", "reason"),
    [
        (sheet_data({"A1": "甲"}).replace('"A1"', '"ZZZ9"'), "which is none"),
        (sheet_data({"A1": '<c t="s"><v>7</v></c>'}), "names a missing text"),
        ('<sheetData><row><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row></sheetData>', "twice"),
        (merged(*(f"A{n}:XFD{n}" for n in range(1, 300))), "merges more cells"),
        ("<sheetData><row>", "damaged"),
    ],
)
def test_sheet_that_cannot_be_read_is_refused(inside, reason):
    with pytest.raises(BrokenFile, match=reason):
        read_xlsx(xlsx({"表": inside}))


def test_old_workbook_is_read_like_a_new_one():
    document = read_xls((FILES / "self-evaluation.xls").read_bytes())
    assert lines_of(document) == [
        "项目支出绩效自评表",
        "单位：万元",
        "项目名称 | 河道养护",
        "资金 | 年初预算数 | 1,104.63",
        "合计 | 执行率 | 94.69%",
        "日期 | 完成 | 2025年12月31日",
        "指标 | 数量 | =100% | TRUE",
        "合计 | 2209.250 | #DIV/0!",
        "选择 | ☑ | - | -5.50",
        "填报说明",
        "项目经费情况说明",
        "一、项目概述",
        "河道。",
    ]
    assert spans_of(document)[0] == [("项目名称", 0, 1, 1), ("河道养护", 1, 3, 1)]
    assert spans_of(document)[4][0] == ("指标", 0, 1, 2)
    assert document.places_of(document.rows[3].cells[2].run)[0].sheet == "自评表!C4"


# ---- HTML


def test_page_is_read_in_order():
    page = "<h1>标题</h1><p>第一段<b>粗</b>\n 尾</p>行一<br>行二<br><br>行三<ul><li>项</ul><div>末</div>"
    document = read_html(page.encode())
    assert lines_of(document) == ["标题", "第一段粗 尾", "行一", "行二", "行三", "项", "末"]
    assert [row.follows_gap for row in document.rows][4]


def test_table_of_a_page_has_its_true_spans():
    page = """<table><caption>目标表</caption>
      <thead><tr><th rowspan=2>指标<th colspan="2">值</thead>
      <tbody><tr><td rowspan=0>产出<td>a<td>b<tr><td>c<td colspan=99>d</tbody>
      <tbody><tr><td>e<td>f<td>g</table>"""
    document = read_html(page.encode())
    assert document.rows[0].run.text == "目标表"
    assert spans_of(document) == [
        [("指标", 0, 1, 1), ("值", 1, 2, 1)],
        [("产出", 0, 1, 2), ("a", 1, 1, 1), ("b", 2, 1, 1)],
        [("c", 1, 1, 1), ("d", 2, 1, 1)],
        [("e", 0, 1, 1), ("f", 1, 1, 1), ("g", 2, 1, 1)],
    ]


def test_span_ends_where_another_cell_stands():
    page = "<table><tr><td>a<td rowspan=2>b<td>c<tr><td colspan=3>d<td>e</table>"
    assert spans_of(read_html(page.encode())) == [
        [("a", 0, 1, 1), ("b", 1, 1, 2), ("c", 2, 1, 1)],
        [("d", 0, 1, 1), ("e", 2, 1, 1)],
    ]


def test_foot_is_shown_last_and_hidden_rows_and_cells_are_not():
    page = """<table><tfoot><tr><td>合计<td>3</tfoot><tr><td>a<td>1<td style="display: none">隐
      <tr hidden><td>x<td>y<tr><td>b<td>2</table>"""
    assert lines_of(read_html(page.encode())) == ["a | 1", "b | 2", "合计 | 3"]


def test_spans_beyond_all_bounds_are_cut_to_the_table():
    page = "<table><tr><td colspan=1000000 rowspan=1000000>a<td>b<tr><td>c</table>"
    assert spans_of(read_html(page.encode())) == [
        [("a", 0, 1, 2), ("b", 1, 1, 1)],
        [("c", 1, 1, 1)],
    ]


@pytest.mark.parametrize(
    "struck",
    [
        "<s>{}</s>",
        "<strike>{}</strike>",
        "<del>{}</del>",
        '<span style="text-decoration: underline line-through">{}</span>',
        '<span style="color:red;TEXT-DECORATION-LINE:line-through">{}</span>',
        '<s><input value="{}"></s>',
    ],
)
def test_struck_text_of_a_page_is_not_read_and_told(struck):
    page = f"<table><tr><td>总额<td>{struck.format(100000)}200000<tr><td>其他<td>{struck.format(9)}"
    document = read_html(page.encode())
    assert lines_of(document) == ["总额 | 200000", "其他"]
    assert doubts_of(document) == [("struck_text", "200000"), ("struck_text", "其他")]


def test_struck_row_of_a_page_is_not_read():
    page = "<table><tr style='text-decoration:line-through'><td>旧<td>1<tr><td>新<td>2</table>"
    assert lines_of(read_html(page.encode())) == ["新 | 2"]


@pytest.mark.parametrize(
    "hidden",
    [
        "<span style='display:none'>9</span>",
        "<span hidden>9</span>",
        "<span style='font-size:0'>9</span>",
        "<span style='font-size: 0px'><b style='font-size:2em'>9</b></span>",
        "<span style='font:0/0 a'>9</span>",
        "<span style='visibility:hidden'>9</span>",
        "<span style='color:transparent'>9</span>",
        "<span style='color:rgba(0, 0, 0, 0)'>9</span>",
        "<span style='opacity:0'>9</span>",
    ],
)
def test_hidden_text_of_a_page_is_not_read_and_told(hidden):
    document = read_html(f"<table><tr><td>总额<td>5000{hidden}</table>".encode())
    assert lines_of(document) == ["总额 | 5000"]
    assert doubts_of(document) == [("hidden_text", "5000")]


@pytest.mark.parametrize(
    "shown",
    [
        "<div style='font-size:0'><b style='font-size:14px'>9</b></div>",
        "<div style='font-size:0'><b style='font-size:small'>9</b></div>",
        "<div style='font-size:0.9em'>9</div>",
        "<div style='font:12px/0 a'>9</div>",
        "<div style='visibility:hidden'><b style='visibility:visible'>9</b></div>",
        "<div style='background-color:transparent'>9</div>",
        "<div style='color:rgb(255,0,0)'>9</div>",
        "<div style='opacity:0.5'>9</div>",
        "<div style='opacity:'>9</div>",
    ],
)
def test_text_that_a_page_shows_after_all_is_read(shown):
    document = read_html(shown.encode())
    assert (lines_of(document), doubts_of(document)) == (["9"], [])


def test_hidden_parts_of_a_page_are_told_once():
    page = "<p>见</p><div hidden>一</div><p>又</p><div style='display:none'><p>二</p></div>"
    document = read_html(page.encode())
    assert (lines_of(document), doubts_of(document)) == (["见", "又"], [("hidden_text", "")])


@pytest.mark.parametrize(
    ("page", "line"),
    [
        ("379000<sup>1</sup>", "379000¹"),
        ("379000<sup><a href=x>[1]</a></sup>", "379000[1]"),
        ("379000<sup>注1</sup>", "379000[注1]"),
        ("<sup>2</sup>379000", "[2]379000"),
        ("379000<span style='vertical-align:super'>1</span>", "379000¹"),
        ("≥100m<sup>2</sup>", "≥100m²"),
        ("30km<sup> 2 </sup>", "30km ²"),
        ("379000<sub>1</sub>", "379000₁"),
        ("CO<sub>2</sub>", "CO2"),
        ("<sup>379000</sup>", "379000"),
        ("95<sup>%</sup>", "95%"),
    ],
)
def test_marks_above_and_below_the_line_of_a_page_join_no_number(page, line):
    assert lines_of(read_html(f"<p>{page}</p>".encode())) == [line]


def test_page_goes_on_after_the_end_of_its_body():
    page = (
        "<html><body><p>一</p></body></html>又<p>二</p><!DOCTYPE html><html><head><title>丁</title>"
    )
    page += "<meta charset=utf-8></head><body class=x><p>三</p></body></html>\n"
    assert lines_of(read_html(page.encode())) == ["一", "又", "二", "三"]


def test_end_of_a_body_within_a_table_does_not_end_the_table():
    page = "<table><tr><td>甲<td>乙</tr></body></html><tr><td>丙<td>丁</table>"
    assert lines_of(read_html(page.encode())) == ["甲 | 乙", "丙 | 丁"]


@pytest.mark.parametrize(
    "before",
    [
        "<!-- </body> -->",
        "<script>var a = '<b></html><i>';</script>",
        "<STYLE>p {content: '</body>'}</STYLE>",
        "<p title='</body>'></p>",
        '<a name="</html>" title=">">',
        '<a b="\'"></a>',
    ],
)
def test_words_that_look_like_the_end_of_a_body_are_none(before):
    page = f"<html><body>{before}<p>一</p></body></html><p>二</p>"
    assert lines_of(read_html(page.encode())) == ["一", "二"]


def test_comment_that_does_not_end_hides_the_rest():
    assert lines_of(read_html("<p>一</p></body><!-- <p>二</p></html>".encode())) == ["一"]


def test_layout_tables_are_undone():
    form = "<table><tr><td>项目<td>桥<tr><td>资金<td>5</table>"
    page = f"<table><tr><td>导航<td><p>标题</p>{form}<tr><td colspan=2>页脚</table>"
    document = read_html(page.encode())
    assert lines_of(document) == ["导航", "标题", "项目 | 桥", "资金 | 5", "页脚"]
    assert [row.table for row in document.rows] == [None, None, 1, 1, None]


def test_table_within_a_form_belongs_to_its_cell():
    inner = "<table><tr><td>人工<td>3<tr><td>材料<td>4</table>"
    page = f"<table><tr><td>项目<td>桥<tr><td>测算<td>{inner}</table>"
    assert lines_of(read_html(page.encode())) == ["项目 | 桥", "测算 | 人工 3 材料 4"]


def test_text_between_cells_is_kept():
    page = "<table>甲<tr>乙<form><td>a<td>b</form><td>c</table>"
    assert lines_of(read_html(page.encode())) == ["甲", "乙", "a | b | c"]


def test_what_a_page_does_not_show_is_not_read():
    page = """<head><title>题</title><style>p{}</style></head><script>1</script><nav>导航</nav>
      <noscript>无</noscript><p style="DISPLAY:none">隐</p><p hidden>隐</p><!--[if gte mso 9]>
      <p>旧</p><![endif]--><p>见<span style='mso-hide:all'>隐</span></p>"""
    assert lines_of(read_html(page.encode())) == ["见"]


def test_page_saved_by_word_is_read():
    page = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><body lang=ZH-CN>
      <p class=MsoNormal><![if !supportLists]><span>一、<span>&nbsp;</span></span><![endif]>项目概述<o:p></o:p></p>
      <p class=MsoNormal><o:p>&nbsp;</o:p></p>
      <table class=MsoNormalTable><tr><td><p><span style='font-family:"Wingdings 2";mso-char-type:symbol'>R</span>是</p>
      <td><p>&#8805;95<o:p></o:p></p></table></body></html>"""
    assert lines_of(read_html(page.encode())) == ["一、 项目概述", "☑是 | ≥95"]


def test_numbered_lists_print_their_numbers():
    page = """<ol><li>甲<li><p>乙</p></ol><ol start=3 style="list-style-type: cjk-ideographic"><li>丙</ol>
      <ol><li>1、已有</ol><ol style="list-style:none"><li>丁</ol>"""
    assert lines_of(read_html(page.encode())) == ["1. 甲", "2. 乙", "三、丙", "1、已有", "丁"]


def test_form_fields_show_their_values():
    page = """<p>金额<input value="3,596.50"><input type=hidden value=9><input type=checkbox checked>是
      <input type=radio>否 <select><option>新增<option selected>延续</select><textarea>文字</textarea>"""
    assert lines_of(read_html(page.encode())) == ["金额3,596.50☑是 □否 延续文字"]


def test_prepared_text_within_a_page_keeps_its_lines():
    page = "<pre>项目 | 桥\n资金 |  5\n\n末</pre>"
    document = read_html(page.encode())
    assert lines_of(document) == ["项目 | 桥", "资金 | 5", "末"]
    assert document.rows[2].follows_gap


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("<meta charset=gb2312><p>绩效镕".encode("gb18030"), "绩效镕"),
        ("<meta charset=gb2312><p>绩效".encode(), "绩效"),
        ("<meta charset=iso-8859-1><p>绩效".encode("gb18030"), "绩效"),
        ("<p>绩效".encode("gb18030"), "绩效"),
        ("<p>绩效".encode("utf-16"), "绩效"),
        ("<p>绩效".encode("utf-8-sig"), "绩效"),
        (
            '<?xml version="1.0" encoding="gbk"?><html><body><p>绩效</p></body></html>'.encode(
                "gbk"
            ),
            "绩效",
        ),
    ],
)
def test_encoding_of_a_page_is_found(data, text):
    assert lines_of(read_html(data)) == [text]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<p>\xff\xff\xff", "no text that can be read"),
        ("<meta charset=big5><p>預算".encode("big5"), "written in big5"),
        (b"<table><tr><td>a<td>" * 500, "nested too deeply"),
        (
            b"<table><tr>" + b"<td rowspan=60000>a" * 3000 + b"<tr><td>b" * 3000,
            "larger than any form",
        ),
    ],
)
def test_page_that_cannot_be_read_whole_is_refused(data, reason):
    with pytest.raises(BrokenFile, match=reason):
        read_html(data)


def test_empty_page_has_no_rows():
    assert read_html(b" ").rows == ()
    assert read_html(b"<!-- nothing -->").rows == ()


def test_a_text_with_tables_in_html_between_its_lines_is_read_by_cell() -> None:
    text = """# 财政项目支出绩效目标申报表

（2024年度）

<table><tr><td>项目名称</td><td>家庭病床服务</td><td>主管部门</td><td>某区卫生健康委员会</td></tr>
<tr><td rowspan="2">项目资金（元）</td><td>年度资金总额</td><td colspan="2">1,250.50</td></tr>
<tr><td>其中：财政拨款</td><td colspan="2">1,250.50</td></tr></table>

- 1 -

<table><tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>指标值</td></tr>
<tr><td rowspan="2">产出指标</td><td>数量指标</td><td>建床数</td><td>≥120张</td></tr>
<tr><td>质量指标</td><td>巡诊率</td><td>≥95%</td></tr></table>
"""
    content = read_document(read_bytes(text.encode()), "f" * 16, "load")
    (form,) = content.rows["forms"]
    assert (form.project_name, form.fiscal_year) == ("家庭病床服务", 2024)
    assert form.department_name == "某区卫生健康委员会"
    assert [str(f.amount_yuan) for f in content.rows["funding"]] == ["1250.50", "1250.50"]
    assert [(i.level1_name, i.level2_name, i.target_text) for i in content.rows["indicators"]] == [
        ("产出指标", "数量指标", "≥120张"),
        ("产出指标", "质量指标", "≥95%"),
    ]
    assert content.misplaced == []
