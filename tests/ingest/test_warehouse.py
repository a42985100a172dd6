"""Builds: whole, tested and published in one step, or not at all. The dbt project is the real one."""

import dataclasses
import fcntl
import shutil
from decimal import Decimal

import duckdb
import pytest

from ingest import warehouse
from ingest.errors import BuildFailed, CannotProceed
from ingest.folders import DataFolder
from ingest.tables import write_batch
from ingest.warehouse import Build, build_warehouse, current_build, open_current, roll_back
from tests.ingest.synthetic import FORM_ID, load_one_form, one_form


@pytest.fixture
def folder(built_folder, tmp_path):
    """A built data folder of the test's own, links and all."""
    shutil.copytree(built_folder.root, tmp_path / "data")
    copied = DataFolder(tmp_path / "data")
    copied.warehouse.unlink()
    copied.warehouse.hardlink_to(next(copied.builds.glob("*.duckdb")))
    return copied


def build_files(folder):
    return sorted(path.name for path in folder.builds.glob("*.duckdb"))


def fake_build(folder, build_id):
    """A kept build with nothing but its own row in it."""
    path = folder.builds / f"{build_id}.duckdb"
    path.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema marts")
        values = {"input_fingerprint": "f", "filing_count": 1, "test_count": 2, "tests_passed": 2}
        values |= {"build_id": build_id, "built_at": "2026-01-01"}
        connection.execute(warehouse.BUILD_INFO, values)
    return path


def test_a_build_holds_the_marts_and_says_what_it_is(built_folder):
    build = current_build(built_folder)
    assert build is not None
    assert build.filing_count == 1
    assert build.tests_passed == build.test_count > 0
    with open_current(built_folder) as connection:
        amount = connection.execute(
            "select amount_yuan from marts.fct_funding where form_id = $1", [FORM_ID]
        ).fetchone()
        schemas = {
            name
            for (name,) in connection.execute(
                "select distinct table_schema from information_schema.tables"
            ).fetchall()
        }
        views = connection.execute("select count(*) from duckdb_views() where not internal")
        assert views.fetchone() == (0,)
    assert amount == (Decimal("12600.00"),)
    assert {"raw", "staging", "intermediate", "marts"} <= schemas


def test_the_warehouse_is_the_build_under_its_known_name(built_folder):
    build = current_build(built_folder)
    assert build_files(built_folder) == [f"{build.build_id}.duckdb"]
    assert built_folder.warehouse.samefile(built_folder.builds / f"{build.build_id}.duckdb")


def test_nothing_is_built_again_without_a_change(folder):
    before, said = current_build(folder), []
    assert build_warehouse(folder, said.append) == before
    assert "Nothing has changed" in said[0]


def test_a_new_load_is_built_and_an_open_reader_keeps_what_it_has(folder):
    with open_current(folder) as reader:
        load_one_form(folder, load_id="load-2", filing_id="00000000000000cd")
        build = build_warehouse(folder, print)
        assert reader.execute("select count(*) from marts.dim_filings").fetchone() == (1,)
    assert build.filing_count == 2
    assert current_build(folder) == build
    assert len(build_files(folder)) == 2
    previous = roll_back(folder)
    assert previous.filing_count == 1
    assert current_build(folder) == previous
    with pytest.raises(CannotProceed, match="No build older"):
        roll_back(folder)


def test_a_build_that_fails_a_test_leaves_the_old_one(folder):
    before, files = current_build(folder), build_files(folder)
    made = one_form(load_id="load-2", filing_id="00000000000000cd")
    made["forms"] += [dataclasses.replace(made["forms"][0], project_name="twice")]
    write_batch(folder, "load-2", made)
    with pytest.raises(BuildFailed, match="nothing was published") as failure:
        build_warehouse(folder, print)
    assert "dim_forms (" in str(failure.value)
    assert current_build(folder) == before
    assert build_files(folder) == files
    assert not list((folder.builds / "making").iterdir())


def test_a_second_builder_is_told_to_wait(folder):
    with folder.lock("build").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(CannotProceed, match="Another build"):
            build_warehouse(folder, print)


def test_nothing_loaded_is_said_before_anything_is_built(tmp_path):
    with pytest.raises(CannotProceed, match="jixiao load"):
        build_warehouse(DataFolder(tmp_path), print)
    assert not (tmp_path / "builds").exists()


def test_only_the_last_builds_are_kept(tmp_path):
    folder = DataFolder(tmp_path)
    paths = [fake_build(folder, f"2026010{day}T000000000Z") for day in range(1, 9)]
    warehouse._prune(folder, keep=paths[0])
    assert build_files(folder) == [path.name for path in [paths[0], *paths[3:]]]


def test_rolling_back_goes_one_build_at_a_time(tmp_path):
    folder = DataFolder(tmp_path)
    paths = [fake_build(folder, f"2026010{day}T000000000Z") for day in range(1, 4)]
    warehouse._publish(paths[2], folder)
    assert roll_back(folder).build_id == "20260102T000000000Z"
    assert roll_back(folder).build_id == "20260101T000000000Z"


def test_where_links_cannot_be_made_the_build_is_copied(tmp_path, monkeypatch):
    folder = DataFolder(tmp_path)
    path = fake_build(folder, "20260101T000000000Z")

    def refused(*_):
        raise OSError("no links here")

    monkeypatch.setattr("pathlib.Path.hardlink_to", refused)
    warehouse._publish(path, folder)
    assert not folder.warehouse.samefile(path)
    build = current_build(folder)
    assert isinstance(build, Build)
    assert build.build_id == "20260101T000000000Z"


def test_a_file_that_is_no_warehouse_is_named(tmp_path):
    folder = DataFolder(tmp_path)
    folder.warehouse.write_text("not a database")
    with pytest.raises(CannotProceed, match=r"warehouse\.duckdb cannot be opened"):
        current_build(folder)


def test_the_fingerprint_follows_what_is_loaded(tmp_path):
    folder = DataFolder(tmp_path)
    load_one_form(folder)
    first = warehouse._input_fingerprint(folder)
    assert warehouse._input_fingerprint(folder) == first
    load_one_form(folder, load_id="load-2")
    assert warehouse._input_fingerprint(folder) != first
