"""The dashboard's warehouse: read-only, locked, and always the newest build."""

from pathlib import Path

import duckdb
import pytest

from dashboards.warehouse import WarehouseMissing, current_build

from .conftest import make_data_folder, publish


def add_build(folder: Path, build_id: str, count: int) -> None:
    with duckdb.connect(str(folder / "builds" / f"{build_id}.duckdb")) as connection:
        connection.execute("create schema marts")
        connection.execute(f"create table marts.things as select * from range({count})")


def test_a_new_build_is_seen_and_the_old_one_still_answers(tmp_path: Path) -> None:
    (tmp_path / "builds").mkdir()
    add_build(tmp_path, "1", 10)
    publish(tmp_path, "1")
    first = current_build(tmp_path)
    assert first.query("select count(*) from marts.things").item() == 10
    add_build(tmp_path, "2", 20)
    publish(tmp_path, "2")
    second = current_build(tmp_path)
    assert (first.build_id, second.build_id) == ("1", "2")
    assert second.query("select count(*) from marts.things").item() == 20
    assert first.query("select count(*) from marts.things").item() == 10


def test_a_file_replaced_under_its_own_name_is_seen(tmp_path: Path) -> None:
    (tmp_path / "builds").mkdir()
    for build_id, count in (("1", 10), ("2", 20)):
        add_build(tmp_path, build_id, count)
        (tmp_path / "builds" / f"{build_id}.duckdb").replace(tmp_path / "warehouse.duckdb")
        assert current_build(tmp_path).query("select count(*) from marts.things").item() == count


def test_many_builds_leave_few_connections(tmp_path: Path) -> None:
    from dashboards import warehouse

    (tmp_path / "builds").mkdir()
    for number in range(5):
        add_build(tmp_path, str(number), number)
        publish(tmp_path, str(number))
        current_build(tmp_path).query("select count(*) from marts.things")
    assert len(warehouse._pool.opened) <= warehouse.KEPT_CONNECTIONS


@pytest.mark.parametrize(
    "statement",
    [
        "select * from read_text('/etc/hostname')",
        "attach ':memory:' as other",
        "copy (select 1) to 'somewhere.csv'",
        "set enable_external_access = true",
        "create table marts.mine (a int)",
    ],
)
def test_nothing_but_reading_is_possible(tmp_path: Path, statement: str) -> None:
    build = current_build(make_data_folder(tmp_path))
    with pytest.raises(duckdb.Error):
        build.query(statement)


def test_no_warehouse_is_said(tmp_path: Path) -> None:
    with pytest.raises(WarehouseMissing, match=r"warehouse\.duckdb"):
        current_build(tmp_path)
