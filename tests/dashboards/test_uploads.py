"""Uploads: hostile names and sizes, their folders, and what their filings say of their own sums."""

import os
import time
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from dashboards import jobs, queries_upload, uploads
from dashboards.programs import NOT_DONE, run_jixiao
from dashboards.uploads import Upload, find_upload, keep_files, remove_old, safe_name
from dashboards.warehouse import current_build

from .conftest import BUILD_ID, make_data_folder

TOKEN = "0123456789abcdef" * 2


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("绩效自评表.pdf", "绩效自评表.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\甲\\表.docx", "表.docx"),
        ("/", "file"),
        ("..", "file"),
        (".hidden", "hidden"),
        ("--data=/tmp/x.pdf", "x.pdf"),
        ("-rf.pdf", "rf.pdf"),
        ("a\x00b\n\u202egnp.pdf", "abgnp.pdf"),
        ('<b>"表"</b>|?*.pdf', "b____.pdf"),
        ("表\u3000（一）.pdf", "表\u3000（一）.pdf"),
    ],
)
def test_a_name_is_made_harmless(name: str, kept: str) -> None:
    assert safe_name(name) == kept


def test_a_long_name_keeps_its_suffix_and_fits() -> None:
    name = safe_name("长" * 300 + ".xlsx")
    assert name.endswith(".xlsx") and len(name.encode()) <= 180


def test_names_that_are_taken_are_numbered(tmp_path: Path) -> None:
    upload = keep_files(tmp_path, [("a.pdf", b"1"), ("x/A.pdf", b"2"), ("a.pdf", b"3")])
    found = {path.name: path.read_bytes() for path in upload.files.iterdir()}
    assert found == {"a.pdf": b"1", "A (2).pdf": b"2", "a (3).pdf": b"3"}


@pytest.mark.parametrize(
    ("sizes", "key"),
    [
        ([1] * 20, None),
        ([1] * 21, "upload.too_many"),
        ([64 * 1024**2], None),
        ([64 * 1024**2 + 1], "upload.too_large"),
        ([60 * 1024**2] * 5, "upload.too_much"),
    ],
)
def test_number_and_size_are_bounded(sizes: list[int], key: str | None) -> None:
    assert uploads.refusal(sizes) == key


def test_too_many_files_are_not_kept(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"upload\.too_many"):
        keep_files(tmp_path, [("a", b"")] * 21)
    assert not (tmp_path / "uploads").exists()


@pytest.mark.parametrize("token", [None, "", "accepted", "../x", TOKEN.upper(), TOKEN + "/.."])
def test_a_token_that_is_none_of_ours_finds_nothing(tmp_path: Path, token: str | None) -> None:
    (tmp_path / "uploads" / "accepted" / "files").mkdir(parents=True)
    assert find_upload(tmp_path, token) is None


def test_only_old_uploads_are_removed(tmp_path: Path) -> None:
    old, busy, new = (keep_files(tmp_path, [("a.pdf", b"1")]) for _ in range(3))
    kept = uploads.accept_files(old)
    outside = tmp_path / "uploads" / "notes"
    outside.mkdir()
    a_day_ago = time.time() - 25 * 3600
    for folder in (old.folder, busy.folder, kept, outside):
        os.utime(folder, (a_day_ago, a_day_ago))
    remove_old(tmp_path, busy=[busy.token])
    assert not old.folder.exists()
    assert busy.folder.exists() and new.folder.exists() and outside.exists()
    assert [path.name for path in kept.iterdir()] == ["a.pdf"]


def test_what_the_program_says_is_one_sentence(tmp_path: Path) -> None:
    ended = run_jixiao(tmp_path, ["build"], 60)
    assert ended.status == NOT_DONE
    assert ended.said.startswith("Nothing has been loaded into")


def test_a_program_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    started = time.monotonic()
    assert run_jixiao(tmp_path, ["load", str(tmp_path)], 0.01).status == NOT_DONE
    assert time.monotonic() - started < 60


def test_an_upload_that_cannot_be_loaded_says_so_and_leaves_nothing(tmp_path: Path) -> None:
    upload = Upload(tmp_path, TOKEN)
    upload.files.mkdir(parents=True)  # and no file in it
    job = jobs.Job(upload, "accept")
    jobs._work(job, jobs._accept)
    assert (job.is_running, job.failed_step) == (False, "load")
    assert "There is no file in" in job.problem
    assert upload.files.exists() and not upload.accepted.exists()


def test_sums_are_compared_only_where_every_part_is_known(tmp_path: Path) -> None:
    folder = make_data_folder(tmp_path)
    with duckdb.connect(str(folder / "builds" / f"{BUILD_ID}.duckdb")) as connection:
        connection.execute("delete from marts.fct_funding")
        connection.execute(
            """
            insert into marts.fct_funding by name
            select form_id, 'f21' as filing_id, 'proposed' as phase, 'annual' as basis,
                fund_source, amount_yuan, amount_text, line as source_line, line as source_start
            from (values
                ('f21-001', 'total', 100.00, '100', 1), ('f21-001', 'fiscal', 60.00, '60', 2),
                ('f21-001', 'other', null, '-', 3), ('f21-002', 'total', 100.00, '100', 4),
                ('f21-002', 'fiscal', null, '?', 5), ('f26-001', 'total', 7.50, '7.5', 6),
                ('f26-001', 'fiscal', 7.50, '7.5', 7)
            ) as rows (form_id, fund_source, amount_yuan, amount_text, line)
            """
        )
    checks = queries_upload.upload_part(current_build(folder), "money_checks", "f21")
    found = [
        (row["form_number"], row["printed_yuan"], row["computed_yuan"], row["is_reconciled"])
        for row in checks.to_dicts()
    ]
    assert found == [
        (1, Decimal(100), Decimal(60), False),
        (2, Decimal(100), None, None),
        (1, Decimal("7.5"), Decimal("7.5"), True),
    ]


def test_changes_are_counted_between_builds(tmp_path: Path) -> None:
    before = current_build(make_data_folder(tmp_path / "a"))
    folder = make_data_folder(tmp_path / "b")
    with duckdb.connect(str(folder / "builds" / f"{BUILD_ID}.duckdb")) as connection:
        connection.execute("insert into marts.dim_filings by name select 'f99' as filing_id")
        connection.execute("update marts.dim_forms set is_current = false where form_id='f26-001'")
    after = current_build(folder)
    changes = {
        row["counted"]: row["count_change"]
        for row in queries_upload.changes(before, after).to_dicts()
    }
    assert changes["filings"] == 1 and changes["current_forms"] == -1 and changes["forms"] == 0
    assert queries_upload.newly_superseded(before, after)["form_id"].to_list() == ["f26-001"]
