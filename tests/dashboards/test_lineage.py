"""The lineage of two years: every item once, each side whole, links by how sure they are."""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import duckdb
import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboards import lineage, queries_lineage
from dashboards.charts_lineage import lineage_diagram
from dashboards.filters import Filters
from dashboards.lineage import NOT_CHOSEN, Lineage
from dashboards.texts import Words
from dashboards.warehouse import Build, current_build

from .conftest import make_data_folder

OpenPage = Callable[..., AppTest]
ZH = Words("zh")
YEARS = (2021, 2026)
ANY = Filters()


def made(build: Build, confidence: str = "all", filters: Filters = ANY) -> Lineage:
    items = queries_lineage.items(build, filters, YEARS)
    return lineage.lineage(items, queries_lineage.links(build, filters, YEARS, confidence))


def kinds(shown: Lineage) -> list[tuple[str, int, int]]:
    return [(s.kind, len(s.left), len(s.right)) for s in shown.strands]


def made_items(*rows: tuple[str, str, str, str, int | None]) -> pl.DataFrame:
    """Items of (id, side, body, state, yuan)."""
    return pl.DataFrame(
        [
            {
                "item_id": item_id,
                "side": side,
                "department_id": body,
                "department_name": body,
                "project_name": item_id,
                "item_name": item_id,
                "change_state": state,
                "group_id": f"group-{item_id}",
                "amount_yuan": None if yuan is None else Decimal(yuan),
                "is_remainder": False,
                "file_name": "a.txt",
                "source_line": 1,
            }
            for item_id, side, body, state, yuan in rows
        ]
    )


def made_links(*rows: tuple[str, str, str]) -> pl.DataFrame:
    """Links of (left id, right id, comparability)."""
    names = ("left_item_id", "right_item_id", "comparability")
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")


def test_each_side_is_all_of_its_year(build: Build) -> None:
    """3,596,500 + 100 + 8,340,000; 3,600,000 + 100 + 200 + 50.01 + 1,200,000."""
    strands = made(build).strands
    assert sum(lineage.side_amount(s.left) for s in strands) == Decimal("11936600.00")
    assert sum(lineage.side_amount(s.right) for s in strands) == Decimal("4800350.01")


def test_linked_items_come_first_and_the_rest_is_there(build: Build) -> None:
    assert kinds(made(build)) == [
        ("like_for_like", 1, 1),
        ("scope_changed", 1, 2),
        ("tail_payment", 0, 1),
        ("ended", 1, 0),
        ("new", 0, 1),
    ]


@pytest.mark.parametrize(
    ("confidence", "expected"),
    [
        (
            "high",
            [
                ("like_for_like", 1, 1),
                ("tail_payment", 0, 1),
                ("ended", 1, 0),
                (NOT_CHOSEN, 1, 0),
                ("new", 0, 1),
                (NOT_CHOSEN, 0, 2),
            ],
        ),
        (
            "curated",
            [
                ("scope_changed", 1, 1),
                ("tail_payment", 0, 1),
                ("ended", 1, 0),
                (NOT_CHOSEN, 1, 0),
                ("new", 0, 1),
                (NOT_CHOSEN, 0, 2),
            ],
        ),
    ],
)
def test_items_of_links_not_chosen_stay(
    build: Build, confidence: str, expected: list[tuple[str, int, int]]
) -> None:
    assert kinds(made(build, confidence)) == expected


def test_links_to_be_confirmed_are_never_drawn(build: Build) -> None:
    found = queries_lineage.links(build, ANY, YEARS)
    assert set(found["confidence"]) == {"high", "medium"}
    assert len(found) == 4


def test_a_link_has_both_files_and_the_lines_of_its_amounts(build: Build) -> None:
    first = queries_lineage.links(build, ANY, YEARS).row(0, named=True)
    assert (first["left_file_name"], first["left_source_line"]) == ("2021-a.txt", 10)
    assert (first["right_file_name"], first["right_source_line"]) == ("2026-a.txt", 10)


def test_bodies_and_text_choose_groups_whole(build: Build) -> None:
    assert queries_lineage.items(build, Filters(department_ids=("org-water",)), YEARS).is_empty()
    found = queries_lineage.items(build, Filters(text="丙"), YEARS)
    assert sorted(found["amount_yuan"]) == [100, 100, 200]


def test_a_link_of_a_part_of_what_is_linked_whole_is_counted(tmp_path: Path) -> None:
    folder = make_data_folder(tmp_path)
    build = current_build(folder)
    with duckdb.connect(str(build.path)) as connection:
        connection.execute(
            """
            insert into marts.fct_project_links by name
            select * replace ('link-9' as link_id, 'f21-001-c002' as left_item_id)
            from marts.fct_project_links where link_id = 'link-1'
            """
        )
    assert queries_lineage.coarser_link_count(build, ANY, YEARS) == 1
    assert len(queries_lineage.links(build, ANY, YEARS)) == 4


def test_a_link_whose_other_side_is_not_shown_is_not_coarser(build: Build) -> None:
    assert queries_lineage.coarser_link_count(build, Filters(text="尾款项目"), YEARS) == 0


def test_the_least_comparable_link_names_the_joint() -> None:
    items = made_items(
        ("a", "left", "o", "matched", 10),
        ("b", "left", "o", "matched", 20),
        ("c", "right", "o", "matched", 40),
    )
    links = made_links(("a", "c", "like_for_like"), ("b", "c", "part_year"))
    assert kinds(lineage.lineage(items, links)) == [("part_year", 2, 1)]


def test_small_items_are_folded_and_none_is_lost() -> None:
    rows = [(f"n{number:02}", "right", "o", "new", number) for number in range(1, 31)]
    shown = lineage.lineage(made_items(*rows), made_links())
    (strand,) = shown.strands
    assert len(strand.right) == lineage.ITEMS + 1
    assert [b.amount for b in strand.right[:2]] == [30, 29]
    assert len(strand.right[-1].items) == 22 == shown.folded_count
    assert strand.size == 465


def test_small_groups_are_folded_by_comparability() -> None:
    count = lineage.GROUPS + 3
    items = made_items(
        *((f"l{n:02}", "left", "o", "matched", 100 + n) for n in range(count)),
        *((f"r{n:02}", "right", "o", "matched", 100 + n) for n in range(count)),
    )
    names = ["like_for_like", "part_year", *["like_for_like"] * (count - 2)]
    links = made_links(*((f"l{n:02}", f"r{n:02}", name) for n, name in enumerate(names)))
    shown = lineage.lineage(items, links).strands
    assert len(shown) == lineage.GROUPS + 2
    folded = [(s.kind, len(s.left[0].items), s.size) for s in shown[lineage.GROUPS :]]
    assert folded == [("part_year", 1, 101), ("like_for_like", 2, 202)]


def test_bodies_that_nothing_ties_together_are_apart_and_counted() -> None:
    rows = [(f"n{n}", "right", f"body-{n}", "new", 10 + n) for n in range(6)]
    shown = lineage.lineage(made_items(*rows), made_links())
    assert [family.bodies for family in shown.families] == [(f"body-{n}",) for n in (5, 4, 3, 2)]
    assert shown.other_body_count == 2


def test_what_has_no_thickness_is_counted() -> None:
    items = made_items(
        ("a", "left", "o", "ended", None), ("b", "left", "o", "ended", -5), ("c", "left", "o", "ended", 7)
    )  # fmt: skip
    shown = lineage.lineage(items, made_links())
    assert shown.undrawn_count == 2
    assert lineage.left_out_said(shown, 0, ZH) == [
        "2 项没有金额、金额为 0 或明细超出合计，不画，见下表。"
    ]


def test_bands_are_as_thick_as_amounts_and_read_both(build: Build) -> None:
    links = queries_lineage.links(build, ANY, YEARS)
    sankey = lineage_diagram(made(build).strands, links, YEARS, ZH).data[0]
    assert list(sankey.link.value)[:2] == [359.65, 360.0]
    read = sankey.link.customdata[0].replace("<br>", "").replace(" ", "")
    assert "窗口业务3,596,500.00元→窗口业务3,600,000.00元" in read
    assert "数量：10→12个窗口" in read and "2021-a.txt第10行" in read
    assert all(0 < place < 1 for place in (*sankey.node.x, *sankey.node.y))


def test_names_are_no_markup_in_the_diagram(build: Build) -> None:
    links = queries_lineage.links(build, ANY, YEARS)
    figure = lineage_diagram(made(build).strands, links, YEARS, ZH)
    words = [*figure.data[0].node.label, *figure.data[0].node.customdata]
    assert any("&lt;b&gt;" in text for text in words)
    assert not any("$x$</b>" in text.replace("<br>", "") for text in words)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("confidence", ["all", "high", "curated"])
def test_page_draws_the_lineage_and_lists_it(
    open_page: OpenPage, language: str, confidence: str
) -> None:
    page = open_page("comparison", lang=language, link_confidence=confidence)
    assert not page.exception
    drawn = [json.loads(chart.proto.spec)["data"][0] for chart in page.get("plotly_chart")]
    (sankey,) = [trace for trace in drawn if trace["type"] == "sankey"]
    links = next(table.value for table in page.dataframe if "evidence_text" in table.value)
    assert len(links) == {"all": 4, "high": 2, "curated": 2}[confidence]
    ended, new = {"zh": ("已结束", "新增"), "en": ("ended", "new")}[language]
    labels = " ".join(sankey["node"]["label"])
    assert ended in labels and new in labels
    alone = next(table.value for table in page.dataframe if "lineage_item" in table.value)
    assert sorted(alone["lineage_item"]) == ["新项目", "旧项目"]
    assert sorted(alone["source_line"]) == [26, 41]
