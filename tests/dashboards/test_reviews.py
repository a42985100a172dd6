"""Reviews of read issues: kept beside the issue, whole, and harmless in a spreadsheet."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboards import reviews
from dashboards.kept_rows import RowsNotReadable

from .conftest import BUILD_ID, make_data_folder

ISSUE: dict[str, Any] = {
    "filing_id": "f26",
    "form_id": "f26-002",
    "issue_id": "f26-x1",
    "issue_code": "lost_cell",
    "raw_text": "指标 值",
    "source_line": 38,
}


def kept(folder: Path, **changes: str) -> reviews.Review:
    said = {"decision": "corrected", "corrected_text": "95%", "reason": "原件", "name": "王核"}
    review = reviews.made_review(ISSUE, **{**said, **changes})
    reviews.append_review(folder, review)
    return review


def issues(**changes: object) -> pl.DataFrame:
    return pl.DataFrame([{**ISSUE, **changes}])


def test_the_newest_review_stands_beside_its_issue(tmp_path: Path) -> None:
    kept(tmp_path, corrected_text="90%")
    kept(tmp_path, corrected_text="95%")
    both = reviews.read_reviews(tmp_path)
    assert both["corrected_text"].to_list() == ["90%", "95%"]
    row = reviews.with_reviews(issues(), both).row(0, named=True)
    assert (row["raw_text"], row["corrected_text"], row["reviewer_name"]) == (
        "指标 值",
        "95%",
        "王核",
    )


def test_a_review_is_not_shown_with_another_text_of_the_same_id(tmp_path: Path) -> None:
    kept(tmp_path)
    changed = reviews.with_reviews(issues(raw_text="另一处"), reviews.read_reviews(tmp_path))
    assert changed["decision"].to_list() == [None]


@pytest.mark.parametrize("text", ["=1+1", "+8", "@x", "-3", "'=x", "＝SUM(A1)", '甲"乙,丙\n丁'])
def test_texts_come_back_and_are_no_formula_in_the_file(tmp_path: Path, text: str) -> None:
    kept(tmp_path, corrected_text=text, reason=text, name="甲")
    assert reviews.read_reviews(tmp_path)["corrected_text"].to_list() == [text]
    with reviews.reviews_file(tmp_path).open(encoding="utf-8-sig", newline="") as file:
        row = next(iter(csv.DictReader(file)))
    assert row["corrected_text"][0] not in "=+-@＝"


@pytest.mark.parametrize("text", ["指标" * 70_000, "甲\r乙", "甲\r\n乙", "甲\x00乙"])
def test_whatever_a_filing_prints_can_be_read_again(tmp_path: Path, text: str) -> None:
    issue = {**ISSUE, "raw_text": text}
    for name in ("甲", "乙"):
        review = reviews.made_review(issue, "confirmed", "", "", name)
        reviews.append_review(tmp_path, review)
    both = reviews.read_reviews(tmp_path)
    assert both["raw_text"].to_list() == [text, text]
    assert reviews.with_reviews(issues(raw_text=text), both)["reviewer_name"].to_list() == ["乙"]


def test_a_confirmed_issue_has_no_corrected_text(tmp_path: Path) -> None:
    assert kept(tmp_path, decision="confirmed").corrected_text == ""


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"name": " \u200b "}, "review.no_name"),
        ({"corrected_text": "\x00"}, "review.no_text"),
        ({"reason": ""}, "review.no_reason"),
        ({"decision": "confirmed", "reason": ""}, None),
    ],
)
def test_what_a_review_lacks_is_said(changes: dict[str, str], key: str | None) -> None:
    said = {"decision": "corrected", "corrected_text": "95%", "reason": "原件", "name": "王核"}
    assert reviews.lacking(reviews.made_review(ISSUE, **{**said, **changes})) == key


@pytest.mark.parametrize("content", [b"a,b\n1,2\n", b"\xff\xfe\x00", b"", b"\xef\xbb\xbf"])
def test_another_file_is_neither_read_nor_added_to(tmp_path: Path, content: bytes) -> None:
    path = reviews.reviews_file(tmp_path)
    path.parent.mkdir()
    path.write_bytes(content)
    if content:
        with pytest.raises(RowsNotReadable):
            kept(tmp_path)
        assert path.read_bytes() == content
    else:
        kept(tmp_path)
        assert len(reviews.read_reviews(tmp_path)) == 1


@pytest.fixture
def data_folder(tmp_path: Path) -> Path:
    folder = make_data_folder(tmp_path)
    with duckdb.connect(str(folder / "builds" / f"{BUILD_ID}.duckdb")) as connection:
        connection.execute("update marts.fct_read_issues set raw_text = '指标 值'")
    return folder


def test_the_project_page_lists_the_review(
    data_folder: Path, open_page: Callable[..., AppTest]
) -> None:
    kept(data_folder, corrected_text="<b>95%</b>")
    app = open_page("project", project="f26-002")
    assert not app.exception
    row = app.dataframe[-1].value.to_dict("records")[0]
    assert (row["raw_text"], row["corrected_text"]) == ("指标 值", "<b>95%</b>")
    assert row["decision"] == "已核原件，应予更正"


def test_a_damaged_file_of_reviews_is_said(
    data_folder: Path, open_page: Callable[..., AppTest]
) -> None:
    reviews.reviews_file(data_folder).parent.mkdir()
    reviews.reviews_file(data_folder).write_text("x\n", encoding="utf-8")
    app = open_page("project", project="f26-002")
    assert not app.exception
    assert any("核对意见文件" in part.value for part in app.markdown)
    assert list(app.dataframe[-1].value["raw_text"]) == ["指标 值"]
