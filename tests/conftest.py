"""The warehouse of the four filings, built once a run for all tests that read it."""

import os

import pytest

from ingest.folders import PROJECT_ROOT, DataFolder
from ingest.load import load_paths
from ingest.warehouse import build_warehouse


@pytest.fixture(scope="session")
def built_filings(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """The data folder that `make test` has built, else one built here."""
    built = os.environ.get("JIXIAO_TEST_DATA")
    if built:
        return DataFolder.chosen(built)
    folder = DataFolder(tmp_path_factory.mktemp("filings"))
    load_paths([PROJECT_ROOT / "data" / "filings"], folder, report=print)
    build_warehouse(folder, report=print)
    return folder
