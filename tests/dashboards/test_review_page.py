"""待人工确认: pairs to decide, decisions kept with who and when, taken back, and a broken file."""

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboards import link_decisions, queries_review
from dashboards.filters import Filters
from dashboards.kept_rows import RowsNotReadable
from dashboards.warehouse import Build
from ingest import decisions

OpenPage = Callable[..., AppTest]


@pytest.fixture
def pair(build: Build) -> dict[str, object]:
    """The one pair that waits."""
    waiting, *_ = queries_review.pairs_to_decide(build, Filters()).to_dicts()
    return waiting


def test_what_the_dashboard_writes_is_what_a_build_reads(tmp_path: Path) -> None:
    assert tuple(link_decisions.COLUMNS) == decisions.COLUMNS
    folder = decisions.DataFolder(tmp_path)
    assert link_decisions.decisions_file(tmp_path) == decisions.decisions_file(folder)


def test_candidates_come_before_links_with_both_places(build: Build) -> None:
    found = queries_review.pairs_to_decide(build, Filters())
    assert found["queue_state"].to_list() == ["waiting", *["linked"] * 4]
    assert found["right_filing_id"].to_list() == ["f26"] * 5


def test_a_place_is_that_of_the_item_or_of_the_amount_of_the_form(build: Build) -> None:
    found = queries_review.pairs_to_decide(build, Filters())
    lines = dict(found.select("left_item_id", "left_source_line").rows())
    assert lines == {"f21-001": 10, "f21-002": 10, "f21-002-c001": 48}


def test_a_text_leaves_the_pairs_that_hold_it(build: Build) -> None:
    assert queries_review.pairs_to_decide(build, Filters(text="没有这个")).is_empty()


def test_newest_decision_of_a_pair_stands_until_it_is_taken_back(
    pair: dict[str, object], tmp_path: Path
) -> None:
    made = link_decisions.made_decision(pair, "rejected", "=另一合同", " 王\u200b某 ")
    link_decisions.append_decision(tmp_path, made)
    link_decisions.append_decision(tmp_path, replace(made, decision="accepted"))
    (standing,) = link_decisions.standing_decisions(tmp_path).to_dicts()
    assert (standing["decision"], standing["reviewer_name"]) == ("accepted", "王某")
    assert standing["reason"] == "=另一合同"
    link_decisions.append_decision(tmp_path, replace(made, decision="undone"))
    assert link_decisions.standing_decisions(tmp_path).is_empty()
    with link_decisions.decisions_file(tmp_path).open(encoding="utf-8-sig", newline="") as file:
        assert [row["reason"] for row in csv.DictReader(file)] == ["'=另一合同"] * 3


def test_a_decision_is_shown_among_those_decided(
    open_page: OpenPage, pair: dict[str, object], data_folder: Path
) -> None:
    file = link_decisions.decisions_file(data_folder)
    try:
        made = link_decisions.made_decision(pair, "rejected", "", "王某")
        link_decisions.append_decision(data_folder, made)
        assert any("没有待确认的" in info.value for info in open_page("review").info)
        page = open_page("review", queue="decided")
        assert page.dataframe[0].value["decision"].to_list() == ["不是同一笔钱"]
    finally:
        file.unlink()


def test_a_broken_file_is_named_and_the_pairs_stay(open_page: OpenPage, data_folder: Path) -> None:
    file = link_decisions.decisions_file(data_folder)
    file.parent.mkdir(exist_ok=True)
    try:
        file.write_text("a,b\n1,2\n", encoding="utf-8")
        with pytest.raises(RowsNotReadable):
            link_decisions.standing_decisions(data_folder)
        page = open_page("review")
        assert not page.exception
        assert any("link\\_decisions" in said.value for said in page.markdown)
        assert len(page.dataframe[0].value) == 1
    finally:
        file.unlink()


def test_queues_are_kept_in_the_address(open_page: OpenPage) -> None:
    page = open_page("review", queue="linked")
    linked = page.dataframe[0].value["left_item_name"].to_list()
    assert linked == ["窗口业务", "窗口业务", "甲", "甲"]
    assert "origin" in page.dataframe[0].value.columns
    assert not {"left_item_key", "right_source_start"} & set(page.dataframe[0].value.columns)


@pytest.mark.parametrize(
    ("decision", "name", "lacking"),
    [
        ("", "王某", "link_review.no_decision"),
        ("accepted", " \u200b", "review.no_name"),
        ("accepted", "王某", None),
    ],
)
def test_a_decision_needs_a_choice_and_a_name(
    pair: dict[str, object], decision: str, name: str, lacking: str | None
) -> None:
    made = link_decisions.made_decision(pair, decision, "", name)
    assert link_decisions.lacking(made) == lacking
