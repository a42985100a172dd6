"""The four filings against what was read of them by hand: `make accuracy` prints the figures."""

import pytest

from ingest.forms.levels import read_level
from tests.expectations import (
    DAMAGED,
    STEMS,
    Score,
    all_scores,
    content_of,
    expected_rows,
)

WHOLE = [stem for stem in STEMS if stem != DAMAGED]
# Of the damaged filing: names whose cells were cut through a character, goals cut into strips.
ALLOWED_IN_DAMAGED = {"indicator.name": 0.92, "goals": 0.88}


def all_cases() -> list[tuple[str, Score]]:
    return [(stem, score) for stem in STEMS for score in all_scores(stem)]


@pytest.mark.parametrize(
    ("stem", "score"), all_cases(), ids=lambda value: getattr(value, "kind", value)
)
def test_reader_agrees_with_the_hand_read_values(stem: str, score: Score) -> None:
    least = ALLOWED_IN_DAMAGED.get(score.kind, 1.0) if stem == DAMAGED else 1.0
    assert score.share >= least, score.differences
    assert score.invented == 0


def test_all_four_filings_are_measured() -> None:
    assert len(STEMS) == 4
    assert sum(len(expected_rows(stem, "projects")) for stem in STEMS) == 70


@pytest.mark.parametrize("stem", STEMS)
def test_every_printed_number_has_exactly_one_place(stem: str) -> None:
    content = content_of(stem)
    assert content.numbers
    assert content.misplaced == []
    assert not content.incomplete_forms


@pytest.mark.parametrize("stem", STEMS)
def test_every_lost_target_is_null_and_has_a_read_issue(stem: str) -> None:
    content = content_of(stem)
    lost = [row for row in content.rows["indicators"] if row.target_kind in ("lost", "blank")]
    told = {
        issue.source_start
        for issue in content.rows["read_issues"]
        if issue.issue_code in ("lost_target", "blank_target", "shared_cell")
    }
    assert all(row.target_value is None and row.target_text is None for row in lost)
    assert all(row.source_start in told for row in lost)


@pytest.mark.parametrize("stem", STEMS)
def test_reading_a_place_again_yields_the_printed_text(stem: str) -> None:
    content = content_of(stem)
    text = "\n".join(line.line_text for line in content.rows["lines"])
    for row in content.rows["funding"]:
        printed = text[row.source_start : row.source_end]
        assert "".join(printed.split()) == "".join(row.amount_text.split())
    for row in content.rows["number_places"]:
        assert text[row.source_start : row.source_end] == row.number_text
    for row in content.rows["indicators"]:
        line = content.rows["lines"][row.source_line - 1]
        assert line.source_start <= row.source_start <= line.source_end


def test_the_band_label_is_no_level() -> None:
    assert read_level("绩效指标") == ()
    assert read_level("时效指标") == ("时效指标",)
