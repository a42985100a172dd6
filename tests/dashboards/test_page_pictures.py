"""The page of a filing with the place marked: drawn apart, and a sentence where it cannot be."""

import io
from pathlib import Path

import pdfplumber
import pytest
from PIL import Image

from dashboards.page_pictures import PageNotDrawn, page_picture
from dashboards.warehouse import Build
from ingest.read import read_document
from ingest.readers import read_bytes
from tests.carriers.blocks import Paragraph
from tests.carriers.pdf import write_pdf

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


def covered_characters(data: bytes, drawn: Image.Image) -> set[str]:
    """The characters of the first page whose middle is grey in the picture."""
    with pdfplumber.open(io.BytesIO(data)) as opened:
        page = opened.pages[0]
        scale = drawn.width / float(page.width)
        middles = [
            (c["text"], (c["x0"] + c["x1"]) / 2 * scale, (c["top"] + c["bottom"]) / 2 * scale)
            for c in page.chars
        ]
    return {text for text, x, y in middles if drawn.getpixel((round(x), round(y))) == (90,) * 3}
