"""Running heads and page numbers are told from the lines that forms print at the edge of a page."""

from ingest.forms.find import may_hold_forms
from ingest.readers.assemble import Block, Paragraph
from ingest.readers.pages import Line, Page, blocks_of

TOP, BELOW_TOP, MIDDLE, ABOVE_FOOT, FOOT = 810.0, 790.0, 420.0, 60.0, 30.0


def pages_of(*pages: list[tuple[str, float]]) -> list[Page]:
    return [
        Page(number, 595.0, 842.0, tuple(line(text, at) for text, at in lines), ())
        for number, lines in enumerate(pages, start=1)
    ]


def line(text: str, at: float) -> Line:
    return Line(text, (57.0, at, 57.0 + 12 * len(text), at + 12))


def edges_of(blocks: list[Block]) -> list[str]:
    """The text of what is taken for page numbers and running heads."""
    return [
        "".join(piece.text for piece in block.pieces)
        for block in blocks
        if isinstance(block, Paragraph) and block.is_page_number
    ]


def test_year_below_the_title_of_every_page_is_no_running_head() -> None:
    pages = pages_of(
        [("绩效自评表", TOP), ("（2024年度）", BELOW_TOP), ("- 1 -", FOOT)],
        [("绩效自评表", TOP), ("（2023年度）", BELOW_TOP), ("- 2 -", FOOT)],
    )
    assert edges_of(blocks_of(pages, may_hold_forms)) == ["- 1 -", "- 2 -"]


def test_year_below_a_title_at_the_foot_of_pages_is_no_running_head() -> None:
    foot = [("绩效自评表", ABOVE_FOOT + 20), ("（2023年度）", ABOVE_FOOT)]
    pages = pages_of(
        [("部门预算公开", TOP), ("总分 100", MIDDLE), *foot, ("第 1 页 共 2 页", FOOT)],
        [("部门预算公开", TOP), ("总分 100", MIDDLE), *foot, ("第 2 页 共 2 页", FOOT)],
    )
    assert edges_of(blocks_of(pages, may_hold_forms)) == [
        "部门预算公开",
        "第 1 页 共 2 页",
        "部门预算公开",
        "第 2 页 共 2 页",
    ]


def test_running_head_and_foot_of_most_pages_are_told_with_other_numbers_in_them() -> None:
    pages = pages_of(
        [("2023年度部门决算", TOP), ("总分 100", MIDDLE), ("某某局 1", FOOT)],
        [("2023年度部门决算", TOP), ("总分 98", MIDDLE), ("某某局 2", FOOT)],
        [("总分 97", MIDDLE), ("某某局 3", FOOT)],
    )
    assert edges_of(blocks_of(pages, may_hold_forms)) == [
        "2023年度部门决算",
        "某某局 1",
        "2023年度部门决算",
        "某某局 2",
        "某某局 3",
    ]
