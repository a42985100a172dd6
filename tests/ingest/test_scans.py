"""Pictures of pages: what is not certain has no value, and no ink is lost in silence."""

import io
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from ingest.document import Run
from ingest.read import read_document
from ingest.readers import read_bytes
from ingest.readers.assemble import GridCell, Paragraph, Piece, Table, assemble
from tests.ingest.test_ruled import codes, money, table

FORM = """
项目名称 | 某县河道清淤工程 | < | <
主管部门 | 某县水利局 | 实施单位 | 某县河道管理所
项目资金UNIT | 年度资金总额：| 120500.00 | <
^ | 其中：财政拨款 | 100000.00 | <
^ | 其他资金 | 20500.00 | <
总体目标 | 完成12公里河道清淤。 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 清淤长度 | ≥12公里
产出指标 | 质量指标 | 验收合格率 | =100%
"""


def scanned(unit: str = "（元）", faint: tuple[str, ...] = ()) -> dict:
    """What is read of the form on a page that was recognised, with these cells not certain."""
    form = table(FORM.replace("UNIT", unit))
    cells = [replace(cell, pieces=[recognised(cell, faint)]) for cell in form.cells]
    title = Paragraph([Piece("2024年度项目支出绩效目标表", 1)])
    document = assemble([title, Table(cells, form.column_count)], 1)
    content = read_document(replace(document, recognised_pages=(1,)), "f" * 16, "load")
    assert content.misplaced == []
    return {name: list(rows) for name, rows in content.rows.items()}


def recognised(cell: GridCell, faint: tuple[str, ...]) -> Piece:
    (piece,) = cell.pieces
    return replace(piece, page=1, is_faint=piece.text in faint)


def annual(rows: dict, source: str = "total") -> Decimal | None:
    return money(rows)["proposed", "annual", source]


# ---- forms


def test_an_amount_that_is_not_certain_is_null_and_an_issue() -> None:
    rows = scanned(faint=("120500.00",))
    assert (annual(rows), annual(rows, "fiscal")) == (None, Decimal("100000.00"))
    assert [i.raw_text for i in rows["read_issues"]] == ["120500.00"]
    assert codes(rows) == ["faint_text"]


def test_no_unit_is_assumed_where_one_may_be_printed_and_not_read() -> None:
    rows = scanned(unit="")
    assert (annual(rows), annual(rows, "fiscal")) == (None, None)
    assert {f.money_unit_basis for f in rows["funding"]} == {None}
    assert codes(rows) == ["money_unit_unknown"]


def test_a_unit_that_is_not_certain_is_none() -> None:
    rows = scanned(faint=("项目资金（元）",))
    assert annual(rows) is None
    assert "money_unit_unknown" in codes(rows)


def test_a_target_that_is_not_certain_keeps_its_text_and_has_no_value() -> None:
    first, second = scanned(faint=("≥12公里",))["indicators"]
    assert (first.target_text, first.target_kind, first.target_value) == ("≥12公里", "unread", None)
    assert (second.target_kind, second.target_value) == ("exact", 100)


# ---- pictures


@pytest.fixture
def ink_of() -> Callable[[Callable[[Any], None]], Any]:
    """Draws on a white picture of 200 dots an inch and gives its ink."""
    pytest.importorskip("cv2", reason="the extra for scans is not installed: make ocr")
    import numpy
    from PIL import Image, ImageDraw

    from ingest.readers.ink import dark_pixels, ink_between, long_strokes

    def ink(draw: Callable[[Any], None]) -> Any:
        picture = Image.new("L", (200, 100), 240)
        draw(ImageDraw.Draw(picture))
        dark = dark_pixels(numpy.asarray(picture))
        return ink_between(dark, long_strokes(dark, 200), [], 200)

    return ink


@pytest.mark.parametrize(
    ("line", "shape"),
    [
        ((60, 30, 50, 54), "/"),
        ((50, 40, 60, 40), "-"),
        ((50, 40, 82, 40), "—"),
        ((55, 30, 55, 54), "|"),
        ((50, 30, 60, 54), None),
    ],
)
def test_a_lone_stroke_is_told_by_its_shape(ink_of, line, shape) -> None:
    from ingest.readers.ink import shape_of

    ink = ink_of(lambda draw: draw.line(line, fill=20, width=3))
    assert shape_of(ink.boxes, ink) == shape


@pytest.mark.parametrize(("upper", "shape"), [(50, "="), (54, None)])
def test_two_strokes_as_long_are_a_sign_of_equality(ink_of, upper: int, shape: str) -> None:
    from ingest.readers.ink import shape_of

    def draw(page: Any) -> None:
        page.line((upper, 40, 124 - upper, 40), fill=20, width=2)
        page.line((50, 48, 74, 48), fill=20, width=2)

    ink = ink_of(draw)
    assert shape_of(ink.boxes, ink) == shape


@pytest.mark.parametrize("figure", ["1", "7", "4"])
def test_a_figure_is_no_bare_stroke(ink_of, figure: str) -> None:
    from PIL import ImageFont

    from ingest.readers.ink import shape_of

    ink = ink_of(lambda draw: draw.text((50, 30), figure, 20, ImageFont.load_default(40)))
    assert shape_of(ink.boxes, ink) is None


@pytest.mark.parametrize(
    ("printed", "read", "is_faint"),
    [
        ("39.999999", "39.999999", False),
        ("39.999999", "39.99999", True),
        ("472.18", "47218", True),
        ("1,000.00", "1,000.00", False),
        ("1,000.00", "1.00", True),
    ],
)
def test_a_number_has_as_many_figures_as_its_ink(ink_of, printed, read, is_faint) -> None:
    from PIL import ImageFont

    from ingest.readers.printed import _Piece, _Read, _said
    from ingest.readers.recognition import Box, Words

    ink = ink_of(lambda draw: draw.text((10, 30), printed, 20, ImageFont.load_default(30)))
    piece = _Piece(Box(0, 0, 200, 100), None)
    assert _said(_Read(piece, Words(read, 1.0), ink.boxes), None).is_faint == is_faint


def test_a_seal_is_taken_off_the_print_below_it() -> None:
    numpy = pytest.importorskip("numpy")
    cv2 = pytest.importorskip("cv2", reason="the extra for scans is not installed: make ocr")
    from ingest.readers.seals import without_seals

    page = numpy.full((400, 400, 3), 255, numpy.uint8)
    cv2.circle(page, (200, 200), 120, (220, 40, 40), 6)
    page[197:203, 60:340] = (20, 20, 20)
    page[20:30, 20:40] = (200, 30, 30)
    grey = without_seals(page, 200)
    seal, print_below, word = grey[80, 200], grey[200, 80], grey[25, 30]
    assert seal > 180
    assert print_below < 60
    assert word < 120


def test_ink_in_a_cell_of_which_nothing_is_read_is_not_left_out() -> None:
    pytest.importorskip("rapidocr", reason="the extra for scans is not installed: make ocr")
    import numpy
    from PIL import Image, ImageDraw, ImageFont

    from ingest.readers.pages import blocks_of
    from ingest.readers.scan import read_picture

    picture = Image.new("RGB", (900, 300), "white")
    draw = ImageDraw.Draw(picture)
    for x in (50, 350, 850):
        draw.line((x, 50, x, 250), fill="black", width=3)
    for y in (50, 150, 250):
        draw.line((50, y, 850, y), fill="black", width=3)
    draw.text((100, 85), "2024", "black", ImageFont.load_default(30))
    draw.arc((550, 170, 610, 230), 20, 300, fill="black", width=3)
    draw.line((540, 230, 570, 180, 590, 235), fill="black", width=3)
    turned = picture.rotate(1.5, Image.Resampling.BICUBIC, fillcolor="white")
    document = assemble(blocks_of([read_picture(numpy.asarray(turned), 1)]))
    first, second = document.rows
    assert [(cell.column, cell.run.text) for cell in first.cells] == [(0, "2024")]
    assert [cell.column for cell in second.cells] == [1]
    assert second.cells[0].run in document.faint


@pytest.mark.parametrize(("left", "top"), [(-5, 100), (100, -18), (100, 100)])
def test_print_at_the_edge_of_a_picture_is_read(left: int, top: int) -> None:
    pytest.importorskip("rapidocr", reason="the extra for scans is not installed: make ocr")
    assert "2024" in text_of(printed_picture(left, top))


@pytest.mark.parametrize("size", [(1, 1), (1, 300), (300, 1)])
def test_a_picture_too_narrow_for_print_says_nothing(size: tuple[int, int]) -> None:
    pytest.importorskip("rapidocr", reason="the extra for scans is not installed: make ocr")
    from PIL import Image

    assert text_of(Image.new("RGB", size, "white")) == ""


def test_what_is_clear_in_a_picture_is_paper() -> None:
    pytest.importorskip("rapidocr", reason="the extra for scans is not installed: make ocr")
    from PIL import Image, ImageOps

    printed = printed_picture(100, 100)
    picture = Image.new("RGBA", printed.size, (0, 0, 0, 0))
    picture.putalpha(ImageOps.invert(printed.convert("L")))
    assert "2024" in text_of(picture)


def printed_picture(left: int, top: int) -> Any:
    from PIL import Image, ImageDraw, ImageFont

    picture = Image.new("RGB", (600, 300), "white")
    font = ImageFont.load_default(60)
    ImageDraw.Draw(picture).text((left, top), "02024", "black", font)
    return picture


def text_of(picture: Any) -> str:
    output = io.BytesIO()
    picture.save(output, "PNG")
    return read_bytes(output.getvalue()).text


def test_faint_is_told_by_any_character_of_a_run() -> None:
    from ingest.reading import Reading

    pieces = [Piece("甲乙"), Piece("丙", is_faint=True)]
    reading = Reading(assemble([Paragraph(pieces)]))
    assert [reading.is_faint(Run.printed("甲乙 丙"[:end], 0)) for end in (2, 4)] == [False, True]
