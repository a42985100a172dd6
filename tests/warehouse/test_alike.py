"""What is alike between forms, against what a reader of the four filings finds alike."""

import pytest

from tests.alike import AlikeScore, alike_scores


@pytest.fixture(scope="module")
def scores(query) -> dict[str, AlikeScore]:
    return alike_scores(query)


@pytest.mark.parametrize("kind", ["set", "passage", "target"])
def test_found_is_what_a_reader_finds(scores, kind):
    assert scores[kind].missed == []
    assert scores[kind].wrong == []
    assert scores[kind].differing == []
    assert len(scores[kind].right) >= 8
