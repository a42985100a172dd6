"""The same forms in every carrier and layout are read to the same facts."""

import pytest

from tests.carriers.certain import counts_of
from tests.carriers.compare import Scores
from tests.carriers.judge import READ_WHOLE, SET_ASIDE, judge, scores_of, totals
from tests.carriers.samples import samples


def whole(carrier: str) -> Scores:
    scores = Scores()
    for found in scores_of(carrier).values():
        scores.extend(found)
    return scores


@pytest.mark.parametrize("carrier", READ_WHOLE)
def test_nearly_all_facts_are_right_and_hardly_any_invented(carrier: str) -> None:
    expected, right, wrong, invented = totals(whole(carrier))
    assert expected > 10_000
    assert right / expected >= 0.995
    assert (wrong + invented) / expected <= 0.002


@pytest.mark.parametrize("carrier", SET_ASIDE)
def test_forms_whose_cells_cannot_be_told_apart_yield_nothing(carrier: str) -> None:
    by_kind = whole(carrier)
    for kind in ("money", "target", "weight", "score"):
        for name, score in by_kind.items():
            if kind in name:
                assert score.wrong + score.invented + score.right == 0, name


def test_a_scan_is_read_like_the_page_it_shows() -> None:
    pytest.importorskip("rapidocr", reason="the extra for scans is not installed: make ocr")
    sample = next(iter(samples(["scan"], only="shanghai-2026-target")))
    expected, right, wrong, invented = totals(judge(sample))
    assert expected > 20
    assert right / expected >= 0.95
    assert wrong + invented <= 0.05 * expected


@pytest.mark.parametrize(
    "name", ["arrived-money-self-evaluation.odd", "central-self-evaluation.law"]
)
def test_no_number_of_a_scan_is_wrong_or_lost_without_an_issue(name: str) -> None:
    pytest.importorskip("rapidocr", reason="the extra for scans is not installed: make ocr")
    counts = counts_of(next(iter(samples(["scan"], only=name))))
    assert counts["amounts"].expected >= 3
    for kind, count in counts.items():
        assert count.unsaid == [], kind
        assert count.right >= 0.8 * count.expected, kind
