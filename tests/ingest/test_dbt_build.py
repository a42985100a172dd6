"""What dbt made of its project, and that its unit tests passed, is kept for every data folder."""

from ingest import dbt_build
from ingest.folders import DataFolder
from ingest.warehouse import build_warehouse
from tests.ingest.synthetic import load_one_form

STARTED_UNIT_TEST = "START unit_test"


def log_of_a_build(folder, is_forced=False):
    """What dbt wrote of one build."""
    log = folder.builds / "dbt" / "dbt.log"
    log.unlink(missing_ok=True)
    build_warehouse(folder, print, is_forced=is_forced)
    return log.read_text()


def test_unit_tests_run_once_a_version_of_the_project_and_whenever_forced(tmp_path, monkeypatch):
    monkeypatch.setattr(dbt_build, "KEPT", tmp_path / "kept")
    folders = [DataFolder(tmp_path / name) for name in ("first", "second")]
    for folder in folders:
        load_one_form(folder)
    assert STARTED_UNIT_TEST in log_of_a_build(folders[0])
    second = log_of_a_build(folders[1])
    assert STARTED_UNIT_TEST not in second
    assert "START test" in second
    assert STARTED_UNIT_TEST in log_of_a_build(folders[1], is_forced=True)


def test_only_the_last_versions_are_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(dbt_build, "KEPT", tmp_path / "kept")
    parse = tmp_path / "partial_parse.msgpack"
    parse.write_bytes(b"parsed")
    for number in range(5):
        dbt_build._keep(parse, tmp_path / "kept" / str(number))
    kept = {path.name for path in (tmp_path / "kept").iterdir()}
    assert len(kept) == dbt_build.KEPT_VERSIONS
    assert "4" in kept


def test_the_digest_follows_every_file_of_the_project(tmp_path, monkeypatch):
    monkeypatch.setattr(dbt_build, "DBT_PROJECT", tmp_path)
    model = tmp_path / "models" / "one.sql"
    model.parent.mkdir()
    model.write_text("select 1")
    before = dbt_build.project_digest()
    model.write_text("select 2")
    assert dbt_build.project_digest() != before
    model.write_text("select 1")
    (tmp_path / "target").mkdir()
    (tmp_path / "target" / "written.json").write_text("{}")
    assert dbt_build.project_digest() == before
