"""A warehouse built once from the made-up filing, by the real dbt project."""

import pytest

from ingest.folders import DataFolder
from ingest.warehouse import build_warehouse
from tests.ingest.synthetic import load_one_form


@pytest.fixture(scope="session")
def built_folder(tmp_path_factory):
    """A data folder with one filing loaded and built; tests must not change it."""
    folder = DataFolder(tmp_path_factory.mktemp("built"))
    load_one_form(folder)
    build_warehouse(folder, report=print)
    return folder
