"""How much of two years can be compared: the groups of 跨年比较, by use of money."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import duckdb
import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboards import queries_changes
from dashboards.filters import Filters
from dashboards.queries_comparability import comparability
from dashboards.warehouse import Build, current_build

from .conftest import make_data_folder

OpenPage = Callable[..., AppTest]
YEARS = (2021, 2026)
# the earlier side of one group is another body's and another use's than its later side
OTHER_SIDE = """
    update marts.fct_cost_changes set left_department_id = 'org-water' where group_id = 'change-1';
    update marts.fct_lineage_items set department_id = 'org-water'
    where group_id = 'change-1' and side = 'left';
    update marts.dim_forms set functional_class = 'unclassified' where form_id = 'f21-001';
"""
# one form and use, matched as a tail payment and as a change of scope
TWO_KINDS = "update marts.fct_lineage_items set form_id = 'f26-001' where item_name = '乙'"
NO_AMOUNT = """
    update marts.fct_lineage_items set amount_yuan = null where item_name in ('新项目', '乙')
"""


def changed(folder: Path, sql: str) -> Build:
    build = current_build(make_data_folder(folder))
    with duckdb.connect(str(build.path)) as connection:
        connection.execute(sql)
    return build


def sums(frame: pl.DataFrame, state: str) -> dict[int, Decimal]:
    rows = frame.filter(pl.col("comparable_state") == state).to_dicts()
    return {
        year: sum((row["amount_yuan"] for row in rows if row["fiscal_year"] == year), Decimal(0))
        for year in YEARS
    }


def test_money_stands_by_year_state_and_use(build: Build) -> None:
    columns = ("fiscal_year", "comparable_state", "functional_class", "form_count", "amount_yuan")
    assert comparability(build, Filters(), YEARS).select(columns).rows() == [
        (2026, "like_for_like", "public_service", 1, Decimal("3600000.00")),
        (2026, "matched_otherwise", "it_operations", 1, Decimal("300.00")),
        (2026, "matched_otherwise", "public_service", 1, Decimal("50.01")),
        (2026, "not_matched", "it_operations", 1, Decimal("1200000.00")),
        (2021, "like_for_like", "public_service", 1, Decimal("3596500.00")),
        (2021, "matched_otherwise", "it_operations", 1, Decimal("100.00")),
        (2021, "not_matched", "it_operations", 1, Decimal("8340000.00")),
    ]


@pytest.mark.parametrize(
    "filters",
    [
        Filters(department_ids=("org-centre",)),
        Filters(department_ids=("org-water",)),
        Filters(functional_classes=("unclassified",)),
        Filters(functional_classes=("public_service",)),
        Filters(text="窗口"),
    ],
)
def test_both_sides_of_a_group_come_where_either_meets_the_filter(
    tmp_path: Path, filters: Filters
) -> None:
    frame = comparability(changed(tmp_path, OTHER_SIDE), filters, YEARS)
    expected = {2021: Decimal("3596500.00"), 2026: Decimal("3600000.00")}
    assert sums(frame, "like_for_like") == expected


@pytest.mark.parametrize("body", ["org-centre", "org-water"])
def test_the_sums_are_those_of_the_comparison(tmp_path: Path, body: str) -> None:
    build = changed(tmp_path, OTHER_SIDE)
    filters = Filters(department_ids=(body,))
    compared = queries_changes.sums_by_state(build, filters, YEARS)
    frame = comparability(build, filters, YEARS)
    for year, side in zip(YEARS, ("left", "right"), strict=True):
        of_year = frame.filter(pl.col("fiscal_year") == year)
        assert sum(of_year["amount_yuan"]) == sum(compared[f"{side}_amount_yuan"])


def test_a_form_of_two_kinds_of_match_counts_once(tmp_path: Path) -> None:
    frame = comparability(changed(tmp_path, TWO_KINDS), Filters(), YEARS)
    (row,) = frame.filter(
        fiscal_year=2026, comparable_state="matched_otherwise", functional_class="public_service"
    ).to_dicts()
    assert (row["form_count"], row["amount_yuan"]) == (1, Decimal("150.01"))


def test_what_has_no_amount_is_counted(
    tmp_path: Path, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    frame = comparability(changed(tmp_path, NO_AMOUNT), Filters(), YEARS)
    rows = frame.filter(pl.col("without_amount_count") > 0).to_dicts()
    assert [(row["comparable_state"], row["amount_yuan"]) for row in rows] == [
        ("matched_otherwise", Decimal("200.00")),
        ("not_matched", None),
    ]
    monkeypatch.setenv("JIXIAO_DATA", str(tmp_path))
    page = open_page("spending", years="2021-2026")
    assert not page.exception
    assert any("2 个项目或明细没有金额" in caption.value for caption in page.caption)


def test_where_no_item_has_an_amount_there_is_no_bar(
    tmp_path: Path, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed(tmp_path, "update marts.fct_lineage_items set amount_yuan = null")
    monkeypatch.setenv("JIXIAO_DATA", str(tmp_path))
    page = open_page("spending", years="2021-2026")
    assert not page.exception
    assert any("8 个项目或明细没有金额" in caption.value for caption in page.caption)


def test_where_every_item_has_an_amount_nothing_is_said(open_page: OpenPage) -> None:
    page = open_page("spending", years="2021-2026")
    assert not any("没有金额" in caption.value for caption in page.caption)
