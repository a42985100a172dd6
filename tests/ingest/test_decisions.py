"""Decisions of persons about links reach the warehouse and outlive builds and new filings."""

import csv

import pytest

from ingest.decisions import COLUMNS, decisions_file
from ingest.errors import CannotProceed
from ingest.folders import DataFolder
from ingest.tables import write_batch
from ingest.warehouse import _input_fingerprint, build_warehouse, open_current
from tests.histories.maker import make_history
from tests.ingest.synthetic import load_one_form


def decide(folder, rows):
    """Write the file as the dashboard does."""
    path = decisions_file(folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)


def pairs(folder, table):
    with open_current(folder) as connection:
        return {
            (row[0], row[1]): row
            for row in connection.execute(
                "select left_item_id, right_item_id, left_item_key, right_item_key, origin,"
                f" evidence_text from marts.{table} order by left_item_id"
            ).fetchall()
        }


def row(pair, decision, time="2026-03-01T08:00:00+00:00", name="'=王", reason=""):
    left, right, left_key, right_key, *_ = pair
    return [time, name, left, left_key, right, right_key, decision, reason]


def test_accepted_rejected_and_undone(tmp_path):
    history = make_history(1)
    folder = DataFolder(tmp_path)
    write_batch(folder, history.load_id, history.records)
    build_warehouse(folder, print)
    links, candidates = pairs(folder, "fct_project_links"), pairs(folder, "fct_link_candidates")
    refused, kept, *_ = links.values()
    taken, doubted, *_ = candidates.values()
    moved = [*taken[:1], *taken[1:]]
    moved[0] = "0000000000000000-001"  # the filing came anew: only the key still names the item
    decide(
        folder,
        [
            row(refused, "rejected"),
            row(kept, "rejected"),
            row(kept, "undone"),
            row(moved, "accepted", reason="合同编号相同"),
            row(doubted, "rejected"),
        ],
    )
    build_warehouse(folder, print)
    after, left_over = pairs(folder, "fct_project_links"), pairs(folder, "fct_link_candidates")
    assert refused[:2] not in after and kept[:2] in after
    assert after[taken[:2]][4] == "curated"
    assert after[taken[:2]][5].startswith("人工确认（=王，2026-03-01）；合同编号相同；")
    assert taken[:2] not in left_over and doubted[:2] not in left_over


def test_a_decision_makes_the_next_build_another(tmp_path):
    folder = DataFolder(tmp_path)
    load_one_form(folder)
    before = _input_fingerprint(folder)
    decide(folder, [])
    assert _input_fingerprint(folder) != before


@pytest.mark.parametrize("text", ["decision\naccepted\n", "\x00\xff", ""])
def test_another_file_is_named_and_nothing_is_built(tmp_path, text):
    folder = DataFolder(tmp_path)
    load_one_form(folder)
    path = decisions_file(folder)
    path.parent.mkdir()
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(CannotProceed, match="is not a file of decisions about links"):
        build_warehouse(folder, print)
    assert not folder.warehouse.exists()
