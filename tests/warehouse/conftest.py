"""The warehouses that tests read, each built once a run by the real dbt: the four filings, and made-up ones."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from ingest.folders import DataFolder
from ingest.warehouse import build_warehouse, open_current
from tests.warehouse.made_up import load_rows, load_stages, load_superseding

HERE = Path(__file__).parent
EXPECTED = HERE.parent / "expected"

Rows = list[dict[str, str]]
Query = Callable[..., list[tuple]]


@pytest.fixture(scope="session")
def data_folder(built_filings: DataFolder) -> DataFolder:
    """The data folder of the four filings."""
    return built_filings


@pytest.fixture(scope="session")
def made_up(
    tmp_path_factory: pytest.TempPathFactory, own_expectations: Callable[[str], Rows]
) -> Iterator[Query]:
    """`made_up(sql, *parameters)`: rows of a warehouse of made-up filings only."""
    folder = DataFolder(tmp_path_factory.mktemp("made-up"))
    load_superseding(folder)
    load_stages(folder)
    load_rows(folder, [*own_expectations("class_unseen"), *own_expectations("recurrence_unseen")])
    build_warehouse(folder, report=print)
    with open_current(folder) as connection:
        yield lambda sql, *parameters: connection.execute(sql, list(parameters)).fetchall()


@pytest.fixture(scope="session")
def warehouse(data_folder: DataFolder) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_current(data_folder) as connection:
        yield connection


@pytest.fixture(scope="session")
def query(warehouse: duckdb.DuckDBPyConnection) -> Query:
    """`query(sql, *parameters)`: the rows."""
    return lambda sql, *parameters: warehouse.execute(sql, list(parameters)).fetchall()


def read_csv(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="session")
def read_expected() -> Callable[[str], Rows]:
    """`read_expected("funding")`: the hand-read rows of all filings, each with its `file_name`."""

    def read(name: str) -> Rows:
        return [
            {"file_name": f"{path.parent.name}.txt", **row}
            for path in sorted(EXPECTED.glob(f"*/{name}.csv"))
            for row in read_csv(path)
        ]

    return read


@pytest.fixture(scope="session")
def own_expectations() -> Callable[[str], Rows]:
    """`own_expectations("functional_class")`: what a reader of the filings gives each row."""
    return lambda name: read_csv(HERE / f"expected_{name}.csv")
