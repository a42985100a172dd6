"""Downloads, read back: exact values, nothing that runs as a formula, nothing cut."""

import csv
import datetime as dt
import io
from decimal import Decimal

import openpyxl
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards import extracts
from dashboards.extracts import FORMATS, ExtractTooLarge, notes_text, write_extract

NOTES = {"口径": "申报", "来源文件": "一.txt\n二.txt"}
HOSTILE = [
    "=1+1",
    "+1",
    "-",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1",
    "－1",
    "  =1",
    "＠a",
    "＋1",
]
HARMLESS = ["100%", "≥95%", "项目", "'quoted", "https://example.com", "", "1=1"]


def read_sheet(content, sheet="数据"):
    return list(openpyxl.load_workbook(io.BytesIO(content))[sheet].iter_rows())


def read_only_cell(content):
    """The only cell below the header."""
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    return "".join(lines[1])


@pytest.mark.parametrize("text", HOSTILE)
def test_a_formula_in_csv_gets_an_apostrophe(text):
    content = write_extract(pl.DataFrame({"目标": [text]}), "csv", NOTES)
    assert read_only_cell(content) == "'" + text


@pytest.mark.parametrize("text", HARMLESS)
def test_other_text_in_csv_is_unchanged(text):
    content = write_extract(pl.DataFrame({"目标": [text]}), "csv", NOTES)
    assert read_only_cell(content) == text


@pytest.mark.parametrize("text", [text for text in HOSTILE + HARMLESS if text and "\r" not in text])
def test_text_in_xlsx_is_a_text_cell_and_unchanged(text):
    content = write_extract(pl.DataFrame({text: [text]}), "xlsx", NOTES)
    header, row = read_sheet(content)
    for cell in (header[0], row[0]):
        assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_a_hostile_column_name_is_harmless_in_csv():
    content = write_extract(pl.DataFrame({"=cmd()": ["a"], "b": ["c"]}), "csv", NOTES)
    assert content.decode("utf-8-sig").splitlines()[0] == "'=cmd(),b"


def test_every_column_of_a_csv_keeps_its_own_text():
    frame = pl.DataFrame({"a": ["=1", "x", None], "b": [None, "+2", "y"], "n": [1, 2, 3]})
    lines = write_extract(frame, "csv", NOTES).decode("utf-8-sig").splitlines()
    assert lines == ["a,b,n", "'=1,,1", "x,'+2,2", ",y,3"]


def test_csv_opens_as_utf8_in_a_spreadsheet():
    assert write_extract(pl.DataFrame({"a": ["绩效"]}), "csv", NOTES).startswith(b"\xef\xbb\xbf")


def test_negative_numbers_stay_numbers():
    frame = pl.DataFrame({"amount": [Decimal("-12.50")]}, schema={"amount": pl.Decimal(18, 2)})
    assert "\n-12.50" in write_extract(frame, "csv", NOTES).decode("utf-8-sig")
    cell = read_sheet(write_extract(frame, "xlsx", NOTES))[1][0]
    assert (cell.value, cell.data_type, cell.number_format) == (-12.5, "n", "#,##0.00")


def test_types_are_kept_in_xlsx():
    frame = pl.DataFrame(
        {
            "year": [2023],
            "is_met": [True],
            "day": [dt.date(2023, 1, 2)],
            "time": [dt.datetime(2023, 1, 2, 3, 4, 5)],
            "none": pl.Series([None], dtype=pl.String),
            "names": [["甲", "乙"]],
            "rate": [0.5],
        }
    )
    values = [cell.value for cell in read_sheet(write_extract(frame, "xlsx", NOTES))[1]]
    times = [dt.datetime(2023, 1, 2), dt.datetime(2023, 1, 2, 3, 4, 5)]
    assert values == [2023, True, *times, None, "甲；乙", 0.5]


def test_a_number_that_a_spreadsheet_would_round_is_written_as_its_digits():
    exact = Decimal("1234567890123456.78")
    frame = pl.DataFrame({"amount": [exact]}, schema={"amount": pl.Decimal(18, 2)})
    cell = read_sheet(write_extract(frame, "xlsx", NOTES))[1][0]
    assert (cell.value, cell.data_type) == ("1234567890123456.78", "s")


def test_parquet_is_lossless():
    frame = pl.DataFrame({"text": HOSTILE, "names": [["甲"]] * len(HOSTILE)})
    assert pl.read_parquet(io.BytesIO(write_extract(frame, "parquet", NOTES))).equals(frame)


def test_xlsx_has_the_notes_on_a_sheet():
    rows = read_sheet(write_extract(pl.DataFrame({"a": [1]}), "xlsx", NOTES), "说明")
    assert [[cell.value for cell in row] for row in rows] == [list(note) for note in NOTES.items()]


def test_a_note_longer_than_a_cell_is_not_cut():
    long = {"来源文件": "文" * 40_000}
    rows = read_sheet(write_extract(pl.DataFrame({"a": [1]}), "xlsx", long), "说明")
    assert "".join(row[1].value for row in rows) == long["来源文件"]


def test_notes_beside_a_file_are_one_line_each():
    assert notes_text(NOTES).decode("utf-8-sig") == "口径: 申报\n来源文件: 一.txt 二.txt\n"


def test_more_rows_than_a_sheet_holds_are_refused_not_cut(monkeypatch):
    monkeypatch.setattr(extracts, "XLSX_ROWS", 4)
    assert len(read_sheet(write_extract(pl.DataFrame({"a": [1, 2, 3]}), "xlsx", NOTES))) == 4
    with pytest.raises(ExtractTooLarge, match="Parquet"):
        write_extract(pl.DataFrame({"a": [1, 2, 3, 4]}), "xlsx", NOTES)


def test_the_limit_of_rows_is_that_of_the_format():
    frame = pl.DataFrame({"a": pl.zeros(1_048_576, eager=True)})
    with pytest.raises(ExtractTooLarge, match="1,048,576"):
        write_extract(frame, "xlsx", NOTES)


def test_a_text_longer_than_a_cell_is_refused_not_cut():
    frame = pl.DataFrame({"a": ["文" * 32_768]})
    with pytest.raises(ExtractTooLarge, match="32,768"):
        write_extract(frame, "xlsx", NOTES)
    assert len(read_only_cell(write_extract(frame, "csv", NOTES))) == 32_768


@pytest.mark.parametrize("kind", FORMATS)
def test_a_frame_without_rows_keeps_its_header(kind):
    frame = pl.DataFrame(schema={"目标": pl.String, "金额": pl.Decimal(18, 2)})
    content = write_extract(frame, kind, NOTES)
    if kind == "parquet":
        names = pl.read_parquet(io.BytesIO(content)).columns
    elif kind == "csv":
        names = content.decode("utf-8-sig").strip().split(",")
    else:
        names = [cell.value for cell in read_sheet(content)[0]]
    assert names == ["目标", "金额"]


@given(st.text(max_size=40))
def test_no_text_whatever_starts_a_formula_in_csv(text):
    content = write_extract(pl.DataFrame({"a": [text]}, schema={"a": pl.String}), "csv", NOTES)
    found = read_only_cell(content)
    assert not found.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
    assert found in (text, "'" + text)
