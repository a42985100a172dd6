"""Folders, archives and manifests as people have them: every file has an outcome."""

import datetime as dt
import gc
import io
import json
import os
import tracemalloc
import zipfile
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from PIL import Image

from ingest.cli import main
from ingest.errors import CannotProceed
from ingest.folders import DataFolder
from ingest.ledger import loaded_filings, withdraw_filing
from ingest.load import _load, load_paths
from ingest.manifest import read_manifest
from ingest.read import FilingContent, read_document
from ingest.readers import NotReadable, read_bytes
from ingest.readers.scan import NO_EXTRA
from ingest.receive import MEGABYTE, Received, find_files
from ingest.retries import Limits
from ingest.tables import read_raw
from tests.ingest.synthetic import load_one_form

FORM = """财政项目支出绩效目标申报表
（2024年度）
项目名称	{name}	主管部门	某区文化局
年度资金申请总额（元）	50000
一级指标	二级指标	三级指标	指标值
产出指标	数量指标	演出场次	≥12场
"""


def load(path, folder, limits=None):
    said = []
    report = load_paths([path], DataFolder(folder), said.append, limits or Limits())
    assert [progress.number for progress in said] == list(range(1, len(said) + 1))
    return {outcome.path.rpartition("/")[2]: outcome for outcome in report.outcomes}


def zipped(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def test_every_member_of_an_archive_has_an_outcome(tmp_path) -> None:
    inner = zipped({"a.txt": b"x"})
    form = FORM.format(name="送戏下乡").encode()
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "empty.zip").write_bytes(zipped({}))
    (tmp_path / "in" / "many.zip").write_bytes(zipped({"甲/form.txt": form, "inner.zip": inner}))
    outcomes = load(tmp_path / "in", tmp_path / "data")
    assert {name: outcome.status for name, outcome in outcomes.items()} == {
        "empty.zip": "set_aside",
        "form.txt": "loaded",
        "many.zip!inner.zip": "set_aside",
    }
    assert "without files" in outcomes["empty.zip"].status_reason
    assert "unpack it" in outcomes["many.zip!inner.zip"].status_reason


def test_names_in_archives_of_chinese_programs_are_read(tmp_path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        member = zipfile.ZipInfo("x")
        member.filename = "项目表.txt".encode("gb18030").decode("cp437")
        archive.writestr(member, FORM.format(name="文物修缮").encode())
    raw = _without_utf8_flag(packed.getvalue(), "项目表.txt")
    path = tmp_path / "in.zip"
    path.write_bytes(raw)
    assert list(load(path, tmp_path / "data")) == ["in.zip!项目表.txt"]


def _without_utf8_flag(packed: bytes, name: str) -> bytes:
    """The archive as a program writes it that knows no UTF-8: the name's bytes in GB18030."""
    wrong = name.encode("gb18030").decode("cp437").encode()
    right = name.encode("gb18030")
    text = packed.replace(wrong, right)
    local = text.index(b"PK\x03\x04")
    central = text.index(b"PK\x01\x02")
    length = len(right).to_bytes(2, "little")
    text = bytearray(text)
    text[local + 6 : local + 8] = b"\x00\x00"
    text[local + 26 : local + 28] = length
    text[central + 8 : central + 10] = b"\x00\x00"
    text[central + 28 : central + 30] = length
    shift = len(wrong) - len(right)
    end = text.index(b"PK\x05\x06")
    offset = int.from_bytes(text[end + 16 : end + 20], "little") - shift
    size = int.from_bytes(text[end + 12 : end + 16], "little") - shift
    text[end + 12 : end + 16] = size.to_bytes(4, "little")
    text[end + 16 : end + 20] = offset.to_bytes(4, "little")
    return bytes(text)


def test_a_manifest_says_where_a_filing_comes_from(tmp_path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(FORM.format(name="送戏下乡"), encoding="utf-8")
    (folder / "b.txt").write_text(FORM.format(name="文物修缮"), encoding="utf-8")
    (folder / "manifest.csv").write_text(
        "file_name,source_url,publisher_name,published_date,document_stage\n"
        "a.txt,https://example.org/a,某区财政局,2024-02-03,批复稿\n",
        encoding="utf-8",
    )
    assert set(load(folder, tmp_path / "data")) == {"a.txt", "b.txt"}
    filings = loaded_filings(DataFolder(tmp_path / "data"))
    told, untold = filings.sort("file_name").to_dicts()
    assert told["source_url"] == "https://example.org/a"
    assert told["publisher_name"] == "某区财政局"
    assert told["published_date"] == dt.date(2024, 2, 3)
    assert (told["document_stage"], told["document_stage_basis"]) == ("approved", "told")
    assert untold["source_url"] is None
    assert (untold["document_stage"], untold["document_stage_basis"]) == ("published", "assumed")


def test_a_manifest_that_changes_loads_its_filing_again(tmp_path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(FORM.format(name="送戏下乡"), encoding="utf-8")
    assert not load(folder, tmp_path / "data")["a.txt"].skipped
    assert load(folder, tmp_path / "data")["a.txt"].skipped
    (folder / "manifest.csv").write_text(
        "file_name,document_stage\na.txt,送审稿\n", encoding="utf-8"
    )
    assert not load(folder, tmp_path / "data")["a.txt"].skipped
    assert load(folder, tmp_path / "data")["a.txt"].skipped
    filings = loaded_filings(DataFolder(tmp_path / "data"))
    assert filings.select(pl.col("document_stage")).item() == "submitted"


def test_what_a_manifest_told_stays_where_the_file_is_loaded_without_one(tmp_path) -> None:
    told, alone = tmp_path / "told", tmp_path / "alone"
    for folder in (told, alone):
        folder.mkdir()
        (folder / "a.txt").write_text(FORM.format(name="送戏下乡"), encoding="utf-8")
    (told / "manifest.csv").write_text("file_name,document_stage\na.txt,批复稿\n", "utf-8")
    load(told, tmp_path / "data")
    assert load(alone, tmp_path / "data")["a.txt"].skipped
    filings = loaded_filings(DataFolder(tmp_path / "data"))
    assert filings.select("document_stage", "document_stage_basis").row(0) == ("approved", "told")


def test_a_manifest_in_an_archive_is_of_the_files_beside_it(tmp_path) -> None:
    path = tmp_path / "filings.zip"
    path.write_bytes(
        zipped(
            {
                "某局/a.txt": FORM.format(name="送戏下乡").encode(),
                "某局/manifest.csv": "file_name,document_stage\na.txt,送审稿\n".encode(),
                "a.txt": FORM.format(name="文物修缮").encode(),
            }
        )
    )
    load(path, tmp_path / "data")
    stages = loaded_filings(DataFolder(tmp_path / "data")).select("source_path", "document_stage")
    assert sorted(stages.rows()) == [
        (f"{path}!a.txt", "published"),
        (f"{path}!某局/a.txt", "submitted"),
    ]


def test_a_changed_file_is_another_filing(tmp_path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(FORM.format(name="送戏下乡"), encoding="utf-8")
    first = load(path, tmp_path / "data")["a.txt"]
    path.write_text(FORM.format(name="文物修缮"), encoding="utf-8")
    second = load(path, tmp_path / "data")["a.txt"]
    assert not second.skipped
    assert first.filing_id != second.filing_id
    assert len(loaded_filings(DataFolder(tmp_path / "data"))) == 2


def test_what_an_older_reader_read_is_read_again(tmp_path) -> None:
    path, data = tmp_path / "a.txt", DataFolder(tmp_path / "data")
    path.write_text(FORM.format(name="送戏下乡"), encoding="utf-8")
    filing_id = load(path, data.root)["a.txt"].filing_id
    later = dt.datetime.now(dt.UTC)
    load_one_form(data, load_id="load-older", filing_id=filing_id, loaded_at=later)
    again = load(path, data.root)["a.txt"]
    assert (again.filing_id, again.skipped) == (filing_id, False)
    assert load(path, data.root)["a.txt"].skipped


def test_a_withdrawn_filing_comes_back_when_it_is_loaded_again(tmp_path) -> None:
    path, data = tmp_path / "a.txt", DataFolder(tmp_path / "data")
    path.write_text(FORM.format(name="送戏下乡"), encoding="utf-8")
    withdraw_filing(data, load(path, data.root)["a.txt"].filing_id, "replaced")
    assert loaded_filings(data)["is_withdrawn"].to_list() == [True]
    assert not load(path, data.root)["a.txt"].skipped
    assert loaded_filings(data)["is_withdrawn"].to_list() == [False]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name\na.txt\n", "must have a column file_name"),
        ("file_name,document_stage\na.txt,final\n", "'final' is none of"),
        ("file_name,published_date\na.txt,3 May\n", "'3 May' is no date"),
        (
            "file_name,document_stage\na.txt,送审稿\na.txt,公开稿\n",
            "line 3 names a.txt again: keep one line a file",
        ),
    ],
)
def test_a_manifest_that_is_wrong_stops_the_load_in_one_sentence(tmp_path, text, said) -> None:
    (tmp_path / "manifest.csv").write_text(text, encoding="utf-8")
    with pytest.raises(CannotProceed, match=said):
        read_manifest(tmp_path)


def test_one_is_no_plural(tmp_path, capsys) -> None:
    path = tmp_path / "a.txt"
    path.write_text(FORM.format(name="送戏下乡"), encoding="utf-8")
    assert main(["--data", str(tmp_path / "data"), "load", str(path)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "[1/1] a.txt: loaded, 1 form"
    assert said[-1].startswith("1 filing with 1 form: 1 loaded whole, 0 not;")


def test_the_machine_readable_log_has_one_object_a_file(tmp_path, capsys) -> None:
    path = tmp_path / "a.txt"
    path.write_text(FORM.format(name="送戏下乡"), encoding="utf-8")
    assert main(["--data", str(tmp_path / "data"), "load", "--json", str(path)]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    event = json.loads(line)
    assert (event["status"], event["form_count"], event["file_count"]) == ("loaded", 1, 1)


def test_a_file_that_takes_too_long_costs_one_file(tmp_path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(FORM.format(name="送戏下乡"), encoding="utf-8")
    outcome = load(path, tmp_path / "data", Limits(seconds=0.01))["a.txt"]
    assert outcome.status == "set_aside"
    assert "allow more with --seconds" in outcome.status_reason


def test_what_failed_is_tried_again_only_when_something_changed(tmp_path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    first = load(path, tmp_path / "data")["a.bin"]
    again = load(path, tmp_path / "data")["a.bin"]
    assert (first.status, again.status) == ("set_aside", "set_aside")
    assert again.skipped


def test_what_lacked_time_is_tried_again_with_more(tmp_path) -> None:
    path, data = tmp_path / "a.txt", tmp_path / "data"
    path.write_text(FORM.format(name="送戏下乡"), encoding="utf-8")
    little = Limits(seconds=0.01)
    assert load(path, data, little)["a.txt"].status == "set_aside"
    assert load(path, data, little)["a.txt"].skipped
    assert load(path, data, Limits(seconds=0.005))["a.txt"].skipped
    more = load(path, data, Limits(seconds=600))["a.txt"]
    assert (more.status, more.skipped) == ("loaded", False)
    assert load(path, data)["a.txt"].skipped


def test_a_scan_is_tried_again_once_the_extra_is_there(tmp_path, monkeypatch) -> None:
    path, data = tmp_path / "a.png", DataFolder(tmp_path / "data")
    Image.new("L", (40, 40), 255).save(path)
    (received,) = find_files([path]).received()
    refused: Future[FilingContent] = Future()
    refused.set_exception(NotReadable(NO_EXTRA))
    with monkeypatch.context() as without_extra:
        without_extra.setattr("importlib.util.find_spec", lambda name: None)
        _load(received, refused, data)
        assert load(path, data.root)["a.png"].skipped
    monkeypatch.setattr("importlib.util.find_spec", lambda name: object())
    assert not load(path, data.root)["a.png"].skipped


def test_a_copy_of_a_refused_file_is_refused(tmp_path, capsys) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a.bin", "b.bin"):
        (folder / name).write_bytes(b"Rar!" + bytes(100))
    assert main(["--data", str(tmp_path / "data"), "load", str(folder)]) == 1
    said = capsys.readouterr().out
    assert f"b.bin was set aside: the same bytes as {folder / 'a.bin'}: it is a RAR archive" in said
    assert "0 loaded whole, 2 not" in said


def test_bytes_of_refused_files_are_let_go(tmp_path) -> None:
    for number in range(8):
        (tmp_path / f"{number}.bin").write_bytes(b"Rar!" + os.urandom(2 * MEGABYTE))
    gc.disable()
    tracemalloc.start()
    try:
        load(tmp_path, tmp_path / ".data")
        held = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
        gc.enable()
    assert held < 6 * MEGABYTE


def test_the_forms_of_a_copy_count_once(tmp_path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(FORM.format(name="送戏下乡"), encoding="utf-8")
    outcomes = load(folder, tmp_path / "data")
    assert [(one.status, one.form_count) for one in outcomes.values()] == [
        ("loaded", 1),
        ("loaded", 0),
    ]


def test_a_name_that_is_no_utf8_costs_nothing(tmp_path, capsys) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    odd = Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xfe.txt"))
    odd.write_text(FORM.format(name="送戏下乡"), encoding="utf-8")
    (folder / "a.txt").write_text(FORM.format(name="文物修缮"), encoding="utf-8")
    assert main(["--data", str(tmp_path / "data"), "load", str(folder)]) == 0
    assert "\ufffd\ufffd.txt: loaded" in capsys.readouterr().out
    names = loaded_filings(DataFolder(tmp_path / "data"))["file_name"].to_list()
    assert names == ["a.txt", "\ufffd\ufffd.txt"]


def test_a_load_that_is_interrupted_keeps_what_is_done_and_goes_on(tmp_path) -> None:
    folder, data = tmp_path / "in", DataFolder(tmp_path / "data")
    folder.mkdir()
    for name in ("a.txt", "b.txt", "c.txt"):
        (folder / name).write_text(FORM.format(name=name), encoding="utf-8")

    def interrupt(progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(CannotProceed, match="stopped after 1 of 3 files"):
        load_paths([folder], data, interrupt)
    assert loaded_filings(data)["file_name"].to_list() == ["a.txt"]
    outcomes = load(folder, data.root)
    assert [one.skipped for one in outcomes.values()] == [True, False, False]
    assert {one.status for one in outcomes.values()} == {"loaded"}


def test_a_large_file_keeps_its_size(tmp_path) -> None:
    received = Received("a", "a", "0" * 16, 2**31, None, "it is larger than 64 MB")
    outcome = _load(received, None, DataFolder(tmp_path))
    assert outcome.status == "set_aside"
    assert read_raw(DataFolder(tmp_path), "filings")["byte_count"].item() == 2**31


def test_a_record_that_fits_no_table_costs_its_own_file(tmp_path) -> None:
    data = FORM.format(name="送戏下乡").encode()
    received = Received.whole("a.txt", "a.txt", data)
    content = read_document(read_bytes(data), received.filing_id, "unsaved")
    (form,) = content.rows["forms"]
    oversized = {**content.rows, "forms": [replace(form, fiscal_year=2**31)]}
    reading: Future[FilingContent] = Future()
    reading.set_result(replace(content, rows=oversized))
    outcome = _load(received, reading, DataFolder(tmp_path))
    assert outcome.status == "set_aside"
    assert "fiscal_year" in outcome.status_reason
    (filing,) = read_raw(DataFolder(tmp_path), "filings").iter_rows(named=True)
    assert (filing["status"], filing["form_count"]) == ("set_aside", 0)
    assert read_raw(DataFolder(tmp_path), "forms").is_empty()
