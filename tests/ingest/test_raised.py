"""A mark of a note set above the line never becomes a figure of the number beside it."""

import io
from decimal import Decimal

import pytest
from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from ingest.document import Document
from ingest.read import read_document
from ingest.readers import read_bytes
from ingest.readers.pages import Character, lines_of
from tests.ingest.packages_made import cell, docx, row, run, sheet_data, table, xlsx

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
CELLS = (
    ("123.45", "super", "1", "", "123.45¹"),
    ("120.50", "super", "①", "", "120.50[①]"),
    ("1,204", "super", "12", "", "1,204¹²"),
    ("", "super", "2", "379000", "[2]379000"),
    ("50", "super", "[1]", "", "50[1]"),
    ("m", "super", "2", "", "m²"),
    ("CO", "sub", "2", " 500", "CO2 500"),
    ("清淤", "super", "注1", "", "清淤[注1]"),
)


def pdf(rows: list[list[str]], font: str, size: float = 10.5) -> bytes:
    """A page with a ruled table of cells in the markup of paragraphs."""
    style = ParagraphStyle("cell", fontName=font, fontSize=size, leading=size * 1.4)
    inside = [[Paragraph(text, style) for text in line] for line in rows]
    ruled = [("GRID", (0, 0), (-1, -1), 1, colors.black)]
    made = io.BytesIO()
    SimpleDocTemplate(made).build([Table(inside, colWidths=[110] * len(rows[0]), style=ruled)])
    return made.getvalue()


def texts(document: Document) -> list[list[str]]:
    return [[cell.run.text for cell in row.cells] for row in document.rows]


def marked(before: str, level: str, mark: str, after: str, more: str = "") -> str:
    return f"{before}<{level}{more}>{mark}</{level}>{after}"


@pytest.mark.parametrize("more", ["", ' rise="3.5" size="6.1"', ' rise="5" size="7"'])
@pytest.mark.parametrize("size", [9.0, 10.5])
def test_marks_of_a_pdf_stand_as_marks_in_the_text(size: float, more: str) -> None:
    cells = [cell for cell in CELLS if cell[1] == "super" or not more]
    data = pdf([[marked(*cell[:4], more=more), "年度"] for cell in cells], "STSong-Light", size)
    assert texts(read_bytes(data)) == [[cell[4], "年度"] for cell in cells]


def test_every_carrier_writes_a_mark_the_same() -> None:
    word = docx(
        table(
            *(
                row(cell(f"<w:p>{run(b)}{run(m, LEVELS[s])}{run(a)}</w:p>"), cell("年度"))
                for b, s, m, a, _ in CELLS
            )
        )
    )
    lines = "".join(f"<tr><td>{marked(*c[:4])}</td><td>年度</td></tr>" for c in CELLS)
    page = f"<html><body><table>{lines}</table></body></html>".replace("super>", "sup>")
    strings = "".join(f"<si>{rich(*c[:4])}</si>" for c in CELLS)
    sheet = {f"A{n}": f'<c t="s"><v>{n - 1}</v></c>' for n in range(1, len(CELLS) + 1)}
    sheet |= {f"B{n}": "年度" for n in range(1, len(CELLS) + 1)}
    book = xlsx({"表": sheet_data(sheet)}, strings=strings)
    expected = [[c[4], "年度"] for c in CELLS]
    assert [texts(read_bytes(data)) for data in (word, page.encode(), book)] == [expected] * 3


LEVELS = {
    "super": '<w:vertAlign w:val="superscript"/>',
    "sub": '<w:vertAlign w:val="subscript"/>',
}


def rich(before: str, level: str, mark: str, after: str) -> str:
    aligned = f'<rPr><vertAlign val="{level}script"/></rPr>'
    parts = [("", before), (aligned, mark), ("", after)]
    return "".join(f'<r>{look}<t xml:space="preserve">{t}</t></r>' for look, t in parts if t)


@pytest.mark.parametrize("amount", ["123.45<super>1</super>", "<super>1</super>123.45"])
def test_an_amount_beside_a_mark_is_not_read_with_it(amount: str) -> None:
    form = [
        ["项目名称", "某县河道清淤工程", "主管部门", "某县水利局"],
        ["年度资金总额（万元）", amount, "其中：财政拨款", "120.50"],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "清淤面积", "≥12m<super>2</super>"],
        ["产出指标", "质量指标", "合格率", "≥90%<super>2</super>"],
    ]
    title = "2024年度项目支出绩效目标表"
    data = pdf([[title, *[""] * 3], *form], "STSong-Light")
    rows = read_document(read_bytes(data), "f" * 16, "load").rows
    read = {f.fund_source: (f.amount_yuan, f.amount_text) for f in rows["funding"]}
    assert read["fiscal"] == (Decimal("1205000.00"), "120.50")
    whole = [value for value, text in read.values() if text != "120.50"]
    assert set(whole) <= {None, Decimal("1234500.00")}
    assert whole == [Decimal("1234500.00")] or any(
        "123.45" in issue.raw_text for issue in rows["read_issues"]
    )
    targets = {i.indicator_name: i for i in rows["indicators"]}
    assert (targets["清淤面积"].target_value, targets["清淤面积"].target_text) == (12, "≥12m²")
    assert targets["合格率"].target_value in (None, 90)


def figure(text: str, left: float, bottom: float = 0.0, height: float = 10.0) -> Character:
    return Character(text, 0, left, bottom, left + 5, bottom + height)


@pytest.mark.parametrize(
    "characters",
    [
        [figure("5", 0), figure("1", 5, 0.8, 7)],
        [figure("合", 0, -2.9, 14.5), figure("1", 5, 0, 9)],
        [figure("合", 0), figure("1", 5, -1.5, 9)],
        [figure("5", 0), figure("1", 15, 4, 7)],
        [figure("5", 0), figure("1", 5, 4, 9.5)],
        [figure("5", 0), *(figure("1", 5 * n, 4, 7) for n in range(1, 6))],
    ],
)
def test_figures_of_the_line_stay_figures(characters: list[Character]) -> None:
    (line,) = lines_of(characters)
    assert line.text.replace(" ", "").lstrip("合").isascii()


def test_boxes_that_were_recognised_tell_no_mark() -> None:
    (line,) = lines_of([figure("5", 0), figure("1", 5, 4, 7)], has_marks=False)
    assert line.text == "51"
