"""Links over years against made-up histories, whose maker knows nothing of the rules."""

import pytest

from ingest.folders import DataFolder
from ingest.tables import write_batch
from ingest.warehouse import build_warehouse, open_current
from tests.histories.judge import judge_links
from tests.histories.maker import make_history

SEED = 7


@pytest.fixture(scope="module")
def judgement(tmp_path_factory):
    history = make_history(SEED)
    folder = DataFolder(tmp_path_factory.mktemp("history"))
    write_batch(folder, history.load_id, history.records)
    build_warehouse(folder, report=print)
    with open_current(folder) as connection:
        found = connection.execute(
            "select left_item_id, right_item_id from marts.fct_project_links"
        ).fetchall()
    return judge_links(history, found)


def test_few_links_are_wrong(judgement):
    assert judgement.precision >= 0.95, judgement.wrong


def test_most_links_are_found(judgement):
    assert judgement.recall >= 0.9, judgement.missed
    assert len(judgement.right) > 50
