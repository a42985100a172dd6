"""The page of a filing with the place marked: drawn apart, and a sentence where it cannot be."""

import io
from collections.abc import Sequence
from pathlib import Path

import pdfplumber
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from dashboards.page_pictures import PageNotDrawn, page_picture
from dashboards.warehouse import Build
from ingest.forms.find import may_hold_forms
from ingest.pictures import draw_page, read_boxes
from ingest.read import read_document
from ingest.readers import read_bytes
from tests.carriers.blocks import Paragraph
from tests.carriers.pdf import FONT, write_pdf

FILING = "00112233445566aa"
BOX = "100 700 200 720"


def made_build(folder: Path, data: bytes | None) -> Build:
    (folder / "received").mkdir()
    if data is not None:
        (folder / "received" / FILING).write_bytes(data)
    return Build("b1", folder / "builds" / "b1.duckdb")


def test_the_box_is_marked_on_its_page(tmp_path: Path) -> None:
    build = made_build(tmp_path, write_pdf([Paragraph("项目支出绩效目标表")]))
    drawn = Image.open(io.BytesIO(page_picture(build, FILING, 1, BOX, None))).convert("RGB")
    bare = Image.open(io.BytesIO(page_picture(build, FILING, 1, None, None))).convert("RGB")
    scale = drawn.width / 595.28
    inside = (round(150 * scale), round((841.89 - 710) * scale))
    assert bare.getpixel(inside) == (255, 255, 255)
    assert drawn.getpixel(inside)[2] < 200  # under the yellow veil
    assert drawn.getpixel((10, 10)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("data", "filing_id", "page", "reason"),
    [
        (None, FILING, 1, "project.page_gone"),
        (b"x", "../received/" + FILING, 1, "project.page_gone"),
        (b"%PDF-1.4 broken", FILING, 1, "project.page_not_drawn"),
        (b"no picture", FILING, 1, "project.page_not_drawn"),
    ],
)
def test_what_cannot_be_drawn_is_said(
    tmp_path: Path, data: bytes | None, filing_id: str, page: int, reason: str
) -> None:
    build = made_build(tmp_path, data)
    with pytest.raises(PageNotDrawn, match=reason):
        page_picture(build, filing_id, page, BOX, None)


def test_a_page_beyond_the_last_is_said(tmp_path: Path) -> None:
    build = made_build(tmp_path, write_pdf([Paragraph("一页")]))
    with pytest.raises(PageNotDrawn, match=r"project\.page_not_drawn"):
        page_picture(build, FILING, 2, BOX, None)


def test_what_is_withheld_is_covered_on_its_page(tmp_path: Path) -> None:
    contact = "联系人：张某某，电话：57812345，地址：人民路一号"
    data = write_pdf([Paragraph("项目支出绩效目标表"), Paragraph(contact)])
    (page,) = read_document(read_bytes(data), FILING, "load").rows["page_outcomes"]
    build = made_build(tmp_path, data)
    picture = page_picture(build, FILING, 1, None, page.withheld_boxes)
    drawn = Image.open(io.BytesIO(picture)).convert("RGB")
    assert page.withheld_count == 2
    assert covered_characters(data, drawn) >= set("张某57812345")
    assert covered_characters(data, drawn).isdisjoint("项目支出绩效标表联系地址人民路一号")


@pytest.mark.parametrize(
    "line",
    [
        ((50, "填表人：张某某"), (300, "单位"), (520, "年月")),
        ((50, "填报单位：某局"), (260, "填表人：张某某"), (430, "联系电话：57812345")),
        ((50, "WWWWWWWWWWWWMMMMMMMMMM 联系人：张某某，电话：57812345 iiiiiiiillllllll"),),
        ((50, "联系人：甲某某、张某某，电话：57812345"),),
    ],
)
def test_a_line_of_uneven_width_shows_nobody(line: tuple[tuple[int, str], ...]) -> None:
    data = drawn_pages([line])
    assert "张" not in shown_characters(data, 1)
    assert set("57812").isdisjoint(shown_characters(data, 1))


def test_a_page_far_from_all_forms_shows_nobody() -> None:
    data = drawn_pages([((50, "项目支出绩效目标表"),), *[((50, "联系人：张某某"),)] * 8])
    assert "张" not in shown_characters(data, 7)


def drawn_pages(pages: Sequence[Sequence[tuple[int, str]]]) -> bytes:
    """A PDF with one line a page, its parts at these places."""
    output = io.BytesIO()
    canvas = Canvas(output, pagesize=A4)
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    for parts in pages:
        canvas.setFont(FONT, 10)
        for left, text in parts:
            canvas.drawString(left, 700, text)
        canvas.showPage()
    canvas.save()
    return output.getvalue()


def shown_characters(data: bytes, number: int) -> set[str]:
    """The characters of a page that its picture shows."""
    rows = read_document(read_bytes(data, may_hold_forms), FILING, "load").rows["page_outcomes"]
    boxes = next(row.withheld_boxes for row in rows if row.source_page == number)
    drawn = Image.open(io.BytesIO(draw_page(data, number, None, read_boxes(boxes))))
    with pdfplumber.open(io.BytesIO(data)) as opened:
        everything = {c["text"] for c in opened.pages[number - 1].chars}
    return everything - covered_characters(data, drawn, number)


def covered_characters(data: bytes, drawn: Image.Image, number: int = 1) -> set[str]:
    """The characters of a page whose middle is grey in the picture."""
    with pdfplumber.open(io.BytesIO(data)) as opened:
        page = opened.pages[number - 1]
        scale = drawn.width / float(page.width)
        middles = [
            (c["text"], (c["x0"] + c["x1"]) / 2 * scale, (c["top"] + c["bottom"]) / 2 * scale)
            for c in page.chars
        ]
    return {text for text, x, y in middles if drawn.getpixel((round(x), round(y))) == (90,) * 3}


def test_any_number_of_places_is_covered(tmp_path: Path) -> None:
    build = made_build(tmp_path, write_pdf([Paragraph("一页")]))
    many = ";".join(f"{x}.1 100.0 {x}.9 120.0" for x in range(400)) + ";"
    drawn = Image.open(io.BytesIO(page_picture(build, FILING, 1, None, many * 30))).convert("RGB")
    scale = drawn.width / 595.28
    assert drawn.getpixel((round(200.5 * scale), round((841.89 - 110) * scale))) == (90, 90, 90)
