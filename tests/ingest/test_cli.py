"""The program as it is called: what it says, where, and with which exit status."""

import datetime as dt
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from ingest.cli import _system_sentence, main
from ingest.folders import PROJECT_ROOT, DataFolder
from ingest.warehouse import build_warehouse
from tests.ingest.synthetic import FILING_ID, FORM_ID, LOADED_AT, load_one_form

FILES = PROJECT_ROOT / "tests" / "ingest" / "files"


@pytest.fixture
def jixiao(capsys):
    """Call the program; gives exit status, stdout and stderr."""

    def call(folder, *arguments):
        try:
            status = main(["--data", str(folder), *map(str, arguments)])
        except SystemExit as stopped:
            status = stopped.code
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


@pytest.fixture
def built(built_folder):
    return built_folder.root


def assert_one_sentence(said, *parts):
    assert said.startswith("jixiao: ")
    assert said.count("\n") == 1
    assert "Traceback" not in said
    for part in parts:
        assert part in said


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        (["load", "nowhere/at-all.txt"], ["no file or folder nowhere/at-all.txt"]),
        (["build"], ["Nothing has been loaded", "jixiao load"]),
        (["dashboard"], ["no warehouse", "jixiao build"]),
        (["show", "x"], ["no warehouse", "jixiao build"]),
        (["export", "dim_forms"], ["no warehouse", "jixiao build"]),
        (["withdraw", "x"], ["No filing 'x' is loaded", "jixiao status"]),
        (["rollback"], ["no build"]),
    ],
)
def test_on_an_empty_data_folder_a_sentence_says_what_to_do(jixiao, tmp_path, arguments, parts):
    status, out, err = jixiao(tmp_path, *arguments)
    assert status == 2
    assert out == ""
    assert_one_sentence(err, *parts)


@pytest.mark.parametrize(
    "arguments",
    [
        ["show", "x"],
        ["export", "dim_forms"],
        ["status"],
        ["status", "--json"],
        ["dashboard"],
        ["build"],
        ["withdraw", "x"],
        ["rollback"],
    ],
)
def test_a_data_folder_that_is_none_is_said_and_not_made(jixiao, tmp_path, arguments):
    status, out, err = jixiao(tmp_path / "dtaa", *arguments)
    assert (status, out) == (2, "")
    assert_one_sentence(err, str(tmp_path / "dtaa"), "--data")
    assert not (tmp_path / "dtaa").exists()


@pytest.mark.parametrize("arguments", [["status"], ["show", "x"], ["build"], ["load", "."]])
def test_a_data_folder_that_is_a_file_is_said(jixiao, tmp_path, arguments):
    (tmp_path / "data").write_text("a file")
    status, out, err = jixiao(tmp_path / "data", *arguments)
    assert (status, out) == (2, "")
    assert_one_sentence(err, f"{tmp_path / 'data'} is a file", "--data")


def test_an_empty_folder_of_filings_is_named(jixiao, tmp_path):
    pytest.importorskip("ingest.load")
    (tmp_path / "none").mkdir()
    status, _, err = jixiao(tmp_path / "data", "load", tmp_path / "none")
    assert status == 2
    assert_one_sentence(err, str(tmp_path / "none"))


def test_a_file_that_is_no_filing_is_named_with_the_reason(jixiao, tmp_path):
    pytest.importorskip("ingest.load")
    (tmp_path / "letter.txt").write_text("尊敬的先生,您好", encoding="utf-8")
    status, out, err = jixiao(tmp_path / "data", "load", tmp_path / "letter.txt")
    assert status == 1
    assert "letter.txt" in out
    assert "Traceback" not in out + err


@pytest.mark.parametrize("arguments", [[], ["nonsense"], ["load"], ["dashboard", "--port", "x"]])
def test_wrong_use_is_2(jixiao, tmp_path, arguments):
    status, out, err = jixiao(tmp_path, *arguments)
    assert (status, out) == (2, "")
    assert "usage: jixiao" in err


def test_the_data_folder_is_taken_before_and_after_the_command_and_from_the_environment(
    built, capsys, monkeypatch
):
    assert main(["--data", str(built), "status", "--json"]) == 0
    before = json.loads(capsys.readouterr().out)
    assert main(["status", "--json", "--data", str(built)]) == 0
    after = json.loads(capsys.readouterr().out)
    monkeypatch.setenv("JIXIAO_DATA", str(built))
    assert main(["status", "--json"]) == 0
    assert before == after == json.loads(capsys.readouterr().out)


def test_status_tells_filings_build_and_tables(jixiao, built):
    status, out, _ = jixiao(built, "status")
    assert status == 0
    assert f"{FILING_ID}.txt" in out
    assert "tests passed." in out
    _, text, _ = jixiao(built, "status", "--json")
    found = json.loads(text)
    assert found["filings"][0]["filing_id"] == FILING_ID
    assert found["build"]["filing_count"] == 1
    assert found["is_current"] is True
    assert found["row_counts"]["fct_funding"] == 1


def test_status_before_any_load_says_so(jixiao, tmp_path):
    status, out, _ = jixiao(tmp_path, "status")
    assert status == 0
    assert "jixiao load" in out
    assert "jixiao build" in out


def test_status_sums_up_what_became_of_pages_and_forms(jixiao, tmp_path):
    data = tmp_path / "data"
    assert jixiao(data, "load", FILES / "self-evaluation.xls")[0] == 1
    found = json.loads(jixiao(data, "status", "--json")[1])
    assert (found["page_outcomes"], found["form_outcomes"]) == (
        {"read": 2, "hidden_sheet": 1},
        {"incomplete": 2},
    )
    assert found["incomplete_reasons"] == {"narrative_alone": 1, "no_indicators": 1}
    _, out, _ = jixiao(data, "status")
    assert (
        "pages: 2 read, 1 hidden_sheet\nforms: 2 incomplete\nincomplete as: 1 narrative_alone, 1 no_ind"
        in out
    )
    jixiao(data, "withdraw", found["filings"][0]["filing_id"])
    assert json.loads(jixiao(data, "status", "--json")[1])["form_outcomes"] == {}


def test_what_is_withheld_is_counted_and_told(jixiao, tmp_path):
    notice = tmp_path / "notice.txt"
    notice.write_text("联系人：张三，电话：021-57812345\n", encoding="utf-8")
    _, out, _ = jixiao(tmp_path / "data", "load", notice)
    assert "no_forms, 0 forms, 2 personal details withheld" in out
    _, out, _ = jixiao(tmp_path / "data", "status")
    assert "withheld: 2 names, telephone numbers and the like" in out


def test_show_prints_the_fact_and_its_line(jixiao, built):
    status, out, _ = jixiao(built, "show", f"{FORM_ID}-f001")
    assert status == 0
    assert "amount_yuan: 12,600.00\n" in out
    assert ">     2  年度资金总额\t1.26" in out
    assert "\n      1  项目支出表" in out


@pytest.mark.parametrize("fact_id", [FILING_ID, FORM_ID])
def test_show_knows_filings_and_forms(jixiao, built, fact_id):
    status, out, _ = jixiao(built, "show", fact_id)
    assert status == 0
    assert fact_id in out


def test_show_of_an_unknown_id_is_2(jixiao, built):
    status, _, err = jixiao(built, "show", "' or 1=1 --")
    assert status == 2
    assert_one_sentence(err, "No fact")


def test_export_csv_with_its_notes_beside(jixiao, built, tmp_path):
    path = tmp_path / "forms.csv"
    status, out, _ = jixiao(built, "export", "dim_forms", "--year", 2023, "-o", path)
    assert status == 0
    assert out.startswith("1 row of dim_forms: ")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert pl.read_csv(path).item(0, "project_name") == "'=办公用房运行"
    notes = (tmp_path / "forms.csv.notes.txt").read_text(encoding="utf-8-sig")
    for part in ("fiscal_year = 2023", f"{FILING_ID}.txt", "系统提示，非审核结论", "元"):
        assert part in notes


def test_export_xlsx_keeps_text_as_text(jixiao, built, tmp_path):
    path = tmp_path / "forms.xlsx"
    assert jixiao(built, "export", "dim_forms", "-o", path)[0] == 0
    book = openpyxl.load_workbook(path)
    header, row = book["数据"].iter_rows()
    cell = row[[name.value for name in header].index("project_name")]
    assert (cell.value, cell.data_type) == ("=办公用房运行", "s")
    assert "说明" in book.sheetnames


@pytest.mark.parametrize(
    ("filters", "rows"),
    [
        (["--phase", "proposed", "--form-type", "target", "--year", 2023], 1),
        (["--department", "机关事务局"], 1),
        (["--phase", "executed"], None),
        (["--department", "' or 1=1 --"], None),
    ],
)
def test_export_filters_by_the_form_of_a_row(jixiao, built, tmp_path, filters, rows):
    path = tmp_path / "funding.parquet"
    status, _, err = jixiao(built, "export", "fct_funding", *filters, "-o", path)
    if rows is None:
        assert status == 2
        assert_one_sentence(err, "nothing was written")
        assert not path.exists()
    else:
        assert status == 0
        assert pl.read_parquet(path).height == rows


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["no_such_table"], "There is no table 'no_such_table'"),
        (["dim_forms; drop table x"], "There is no table"),
        (["dim_forms", "--phase", "proposed"], "nothing to filter by phase"),
        (["dim_forms", "-o", "forms.doc"], "no known format"),
    ],
)
def test_export_of_what_is_not_there_is_2(jixiao, built, arguments, part):
    status, _, err = jixiao(built, "export", *arguments)
    assert status == 2
    assert_one_sentence(err, part)


@pytest.mark.parametrize(
    ("error", "place"),
    [
        (PermissionError(13, "Permission denied", "a/build.lock"), "a/build.lock cannot"),
        (PermissionError("Permission denied (os error 13): b/.x.parquet.9"), "b cannot"),
    ],
)
def test_a_missing_right_is_said_with_what_to_do(error, place):
    said = _system_sentence(error, DataFolder(Path("b")))
    assert said.startswith(place) and "--data DIR" in said


def test_a_withdrawn_filing_is_told(jixiao, tmp_path):
    folder = DataFolder(tmp_path)
    load_one_form(folder)
    status, out, _ = jixiao(tmp_path, "withdraw", FILING_ID, "--reason", "replaced")
    assert status == 0
    assert "jixiao build" in out
    assert "filings: 1, forms: 1; of these withdrawn: 1, 1" in jixiao(tmp_path, "status")[1]
    status, _, err = jixiao(tmp_path, "withdraw", FILING_ID)
    assert status == 2
    assert_one_sentence(err, "withdrawn already")


def test_several_filings_are_withdrawn_together_or_none(jixiao, tmp_path):
    folder = DataFolder(tmp_path)
    ids = ["00000000000000d1", "00000000000000d2"]
    for filing_id in ids:
        load_one_form(folder, filing_id=filing_id, load_id=f"load-{filing_id}")
    status, _, err = jixiao(tmp_path, "withdraw", ids[0], "x", ids[1], "y")
    assert status == 2
    assert_one_sentence(err, "No filing 'x', 'y' is loaded; none was withdrawn")
    assert "withdrawn" not in jixiao(tmp_path, "status")[1]
    status, out, _ = jixiao(tmp_path, "withdraw", *ids, ids[0])
    assert status == 0
    assert "are withdrawn" in out
    assert "filings: 2, forms: 2; of these withdrawn: 2, 2" in jixiao(tmp_path, "status")[1]
    status, _, err = jixiao(tmp_path, "withdraw", *ids)
    assert status == 2
    assert_one_sentence(err, ids[0], ids[1], "are withdrawn already; none was withdrawn")


def test_status_says_that_a_filing_was_loaded_again_since_the_build(jixiao, built, tmp_path):
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    folder = DataFolder(tmp_path)
    assert json.loads(jixiao(tmp_path, "status", "--json")[1])["is_current"] is True
    load_one_form(folder, load_id="load-2", loaded_at=LOADED_AT + dt.timedelta(days=1))
    found = json.loads(jixiao(tmp_path, "status", "--json")[1])
    assert found["is_current"] is False
    assert "Filings were loaded or withdrawn since" in jixiao(tmp_path, "status")[1]


def test_status_names_what_is_superseded_and_a_build_that_was_rolled_back(jixiao, tmp_path):
    folder = DataFolder(tmp_path)
    older, newer = "00000000000000c1", "00000000000000c2"
    load_one_form(folder, filing_id=older)
    build_warehouse(folder, report=len)
    load_one_form(
        folder,
        load_id="load-2",
        filing_id=newer,
        loaded_at=LOADED_AT + dt.timedelta(days=1),
    )
    build_warehouse(folder, report=len)
    _, out, _ = jixiao(tmp_path, "status")
    lines = {line.split()[0]: line for line in out.splitlines() if line.startswith("0000")}
    assert f"superseded by {newer}" in lines[older]
    assert "superseded" not in lines[newer]
    assert "older than the newest build" not in out
    assert jixiao(tmp_path, "rollback")[0] == 0
    _, out, _ = jixiao(tmp_path, "status")
    assert "older than the newest build" in out
    assert "run `jixiao build`" in out
    found = json.loads(jixiao(tmp_path, "status", "--json")[1])
    assert (found["is_newest"], found["is_current"]) == (False, False)


@pytest.mark.parametrize("port", ["0", "-1", "65536", "99999"])
def test_a_number_that_is_no_port_is_said_in_a_sentence(jixiao, built, port):
    status, out, err = jixiao(built, "dashboard", "--port", port)
    assert (status, out) == (2, "")
    assert_one_sentence(err, f"{port} is no port", "65535")


def test_a_port_in_use_is_said_in_a_sentence(jixiao, built):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        status, _, err = jixiao(built, "dashboard", "--port", port)
    assert status == 2
    assert_one_sentence(err, f"Port {port} cannot be used", "--port")


def test_the_dashboard_answers_at_the_printed_address_and_stops(built, tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "ingest.cli", "--data", built, "dashboard", "--port", str(port)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(PROJECT_ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert f"http://127.0.0.1:{port}" in process.stdout.readline()
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(f"http://127.0.0.1:{port}/_stcore/health", timeout=10) as answer:
            assert answer.status == 200
    finally:
        process.terminate()
        assert process.wait(timeout=20) == 0
    rest, errors = process.communicate()
    assert (rest, errors) == ("", "")
    assert _is_closed(port)


def _is_closed(port):
    for _ in range(50):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return True
        time.sleep(0.1)
    return False


def test_the_filings_of_the_project_load_and_a_second_time_nothing_is_done(jixiao, tmp_path):
    pytest.importorskip("ingest.load")
    filings = PROJECT_ROOT / "data" / "filings"
    names = [path.name for path in filings.glob("*.txt")]
    first, said, _ = jixiao(tmp_path, "load", filings)
    assert first in (0, 1)
    assert f"{len(names)} filings" in said
    second, said, _ = jixiao(tmp_path, "load", filings)
    assert second == first
    assert f"loaded before and unchanged: {len(names)}." in said


def test_a_folder_that_cannot_be_written_is_said_in_a_sentence(jixiao, tmp_path):
    (tmp_path / "data").write_text("a file where the data folder should be")
    (tmp_path / "letter.txt").write_text("no filing")
    status, _, err = jixiao(tmp_path / "data", "load", tmp_path / "letter.txt")
    assert status == 2
    assert_one_sentence(err, str(tmp_path / "data"))


def test_a_file_that_is_no_warehouse_is_said_in_a_sentence(jixiao, tmp_path):
    (tmp_path / "warehouse.duckdb").write_text("not a database")
    status, _, err = jixiao(tmp_path, "export", "dim_forms")
    assert status == 2
    assert_one_sentence(err, "warehouse.duckdb", "jixiao build")
