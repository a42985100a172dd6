"""Lines of a manifest and the files they name: none is used by chance, none is lost in silence."""

import unicodedata

import polars as pl
import pytest

from ingest.cli import main
from ingest.folders import DataFolder
from ingest.ledger import loaded_filings
from ingest.manifest import parse_manifest, rows_by_name
from tests.ingest.test_loading import FORM, zipped

DECOMPOSED = unicodedata.normalize("NFD", "é.txt")


@pytest.mark.parametrize(
    ("lines", "files", "named"),
    [
        (["a.txt"], ["a.txt"], {"a.txt": "a.txt"}),
        (["A.TXT"], ["a.txt"], {"a.txt": "A.TXT"}),
        (["a.txt", "A.txt"], ["A.txt", "a.txt"], {"a.txt": "a.txt", "A.txt": "A.txt"}),
        (["a.txt"], ["a.txt", "A.txt"], {"a.txt": "a.txt"}),
        (["a.txt"], ["A.txt", "A.TXT"], {}),
        (["a.txt", "a.TXT"], ["A.txt"], {}),
        (["é.txt"], [DECOMPOSED], {DECOMPOSED: "é.txt"}),
        (["É.txt"], [DECOMPOSED], {DECOMPOSED: "É.txt"}),
        (["é.txt", "É.txt"], [DECOMPOSED], {DECOMPOSED: "é.txt"}),
        (["b.txt"], ["a.txt"], {}),
    ],
)
def test_a_line_names_the_same_name_else_the_only_one_alike(lines, files, named) -> None:
    manifest = parse_manifest("\n".join(["file_name", *lines]).encode(), "m.csv")
    rows = rows_by_name(manifest, files)
    assert rows == {name: manifest[line] for name, line in named.items()}


def test_a_line_of_blanks_says_nothing() -> None:
    text = b"file_name,document_stage\na.txt,\n,\n,\n"
    assert list(parse_manifest(text, "m.csv")) == ["a.txt"]


def test_each_line_that_names_no_file_is_said(tmp_path, capsys) -> None:
    folder = tmp_path / "in"
    (folder / "empty").mkdir(parents=True)
    (folder / "a.txt").write_text(FORM.format(name="送戏下乡"), encoding="utf-8")
    (folder / "manifest.csv").write_text(
        "file_name,document_stage\nA.txt,送审稿\nb.txt,公开稿\n", encoding="utf-8"
    )
    (folder / "empty" / "manifest.csv").write_text("file_name\nc.txt\n", encoding="utf-8")
    data = tmp_path / "data"
    assert main(["--data", str(data), "load", str(folder)]) == 1
    said = [line for line in capsys.readouterr().err.splitlines() if "beside it" in line]
    assert [line.partition(" names ")[2][:5] for line in said] == ["b.txt", "c.txt"]
    assert f"{folder}/manifest.csv line 3" in said[0]
    filing = loaded_filings(DataFolder(data)).select("status", "document_stage").row(0)
    assert filing == ("loaded", "submitted")


def test_a_file_loaded_by_itself_leaves_the_other_lines_be(tmp_path, capsys) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(FORM.format(name=name), encoding="utf-8")
    (tmp_path / "manifest.csv").write_text("file_name\na.txt\nb.txt\n", encoding="utf-8")
    data = str(tmp_path / "data")
    assert main(["--data", data, "load", str(tmp_path / "a.txt")]) == 0
    assert "beside it" not in capsys.readouterr().err


def test_a_line_of_a_manifest_in_an_archive_that_names_no_member_is_said(tmp_path, capsys) -> None:
    path = tmp_path / "in.zip"
    manifest = "file_name,document_stage\n表.txt,批复稿\n无.txt,批复稿\n".encode()
    form = FORM.format(name="送戏下乡").encode()
    path.write_bytes(zipped({"某局/表.TXT": form, "某局/manifest.csv": manifest}))
    data = tmp_path / "data"
    assert main(["--data", str(data), "load", str(path)]) == 1
    assert f"{path}!某局/manifest.csv line 3 names 无.txt" in capsys.readouterr().err
    assert loaded_filings(DataFolder(data)).select(pl.col("document_stage")).item() == "approved"
