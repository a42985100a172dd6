"""How well found links agree with the labels of a history."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from tests.histories.maker import History, Label

Pair = tuple[str, str]


@dataclass(frozen=True)
class Judgement:
    """Links found rightly, wrongly and not at all; what is labelled `either` counts for nothing."""

    right: tuple[Label, ...]
    wrong: tuple[tuple[Pair, str], ...]
    missed: tuple[Label, ...]

    @property
    def precision(self) -> Fraction:
        """Of the links found, the share that is right; 1 where none was found."""
        found = len(self.right) + len(self.wrong)
        return Fraction(len(self.right), found) if found else Fraction(1)

    @property
    def recall(self) -> Fraction:
        """Of the links labelled, the share that was found; 1 where none is labelled."""
        labelled = len(self.right) + len(self.missed)
        return Fraction(len(self.right), labelled) if labelled else Fraction(1)

    def count_by_fate(self) -> dict[str, tuple[int, int]]:
        """Found and labelled links of each fate."""
        found = Counter(label.fate for label in self.right)
        labelled = found + Counter(label.fate for label in self.missed)
        return {fate: (found[fate], labelled[fate]) for fate in sorted(labelled)}


def judge_links(history: History, found: Iterable[Pair]) -> Judgement:
    """The judgement of (left_item_id, right_item_id) pairs, left the earlier year.

    A pair that no label names is other money, so it is wrong with the reason `unlabelled`.
    """
    labels = {(label.left_item_id, label.right_item_id): label for label in history.labels}
    pairs = set(found)
    links = {pair: label for pair, label in labels.items() if label.expectation == "link"}
    refused = {pair: label.reason for pair, label in labels.items() if label.expectation == "not"}
    return Judgement(
        right=tuple(label for pair, label in links.items() if pair in pairs),
        wrong=tuple(
            (pair, refused.get(pair, "unlabelled"))
            for pair in sorted(pairs)
            if pair in refused or pair not in labels
        ),
        missed=tuple(label for pair, label in links.items() if pair not in pairs),
    )
