"""What follows what in a filing: tells interleaved columns apart, and the stump of a cut glyph.

Each printed line goes to the column whose last character it follows more often elsewhere in the
filing (pairs and triples of characters). It is a reading, never certain, and marked as such.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.document import Run, is_chinese

_BEAM_WIDTH = 64
_UNSEEN = 0.05
_WIDTH_COST = 0.5
_WIDTH_SLACK = 1.5
_STAYING_COST = 1.0
_ENDS = "。！？"


@dataclass(frozen=True)
class CharacterPairs:
    """How often characters follow each other in a text."""

    pairs: Counter[str]
    triples: Counter[str]
    firsts: Counter[str]

    @staticmethod
    @lru_cache(maxsize=4)
    def of(text: str) -> "CharacterPairs":
        """The counts within words only: across white space the columns are interleaved."""
        words = [_bare(word) for word in text.split()]
        return CharacterPairs(
            Counter(word[i : i + 2] for word in words for i in range(len(word) - 1)),
            Counter(word[i : i + 3] for word in words for i in range(len(word) - 2)),
            Counter(character for word in words for character in word),
        )

    def count(self, characters: str) -> int:
        """How often two characters follow each other."""
        return self.pairs[characters]

    def follows(self, before: str, after: str) -> float:
        """The log likelihood that `after` goes on where `before` stopped."""
        one, two = before[-1:], after[:1]
        seen = self.pairs[one + two]
        wide = self.triples[before[-2:] + two] + self.triples[one + after[:2]]
        return math.log((seen + 2 * wide + _UNSEEN) / (self.firsts[one] + 1))


def _bare(text: str) -> str:
    return "".join("0" if c.isdigit() else c for c in text if not c.isspace())


def lines_of(words: Sequence[Run]) -> list[Run]:
    """The words put together to printed lines: a space after a comma or beside digits is no end."""
    lines: list[Run] = []
    widest = max((_width(word.text) for word in words), default=0) + 1
    for word in words:
        fits = lines and _width(lines[-1].text) + _width(word.text) <= widest
        if fits and _goes_on(lines[-1].text, word.text):
            lines[-1] = Run.joined([lines[-1], word])
        else:
            lines.append(word)
    return lines


def _goes_on(line: str, word: str) -> bool:
    before, after = line[-1], word[0]
    beside_digits = before.isdigit() != after.isdigit() and before not in ";；。%"
    return before in ",，、" or (beside_digits and (before.isdigit() or after.isdigit()))


@dataclass(frozen=True)
class _State:
    score: float
    last: tuple[str, str]
    first: tuple[str, str]
    sides: tuple[int, ...]


def tell_apart(lines: Sequence[Run], pairs: CharacterPairs) -> tuple[list[Run], list[Run]]:
    """The lines of the left and of the right column, each in order; the first opens the left."""
    if not lines:
        return [], []
    opening = (_bare(lines[0].text), "")
    states = [_State(0.0, opening, opening, (0,))]
    for line in lines[1:]:
        text = _bare(line.text)
        states = sorted(
            (state for before in states for state in _next_states(before, text, pairs)),
            key=lambda state: -state.score,
        )[:_BEAM_WIDTH]
    sides = states[0].sides
    left = [line for line, side in zip(lines, sides) if side == 0]
    right = [line for line, side in zip(lines, sides) if side == 1]
    return left, right


def _next_states(before: _State, text: str, pairs: CharacterPairs) -> list[_State]:
    states = []
    for column in (0, 1):
        last, first = before.last[column], before.first[column]
        if not last:
            gain = math.log(0.02)
        elif _is_done(last):
            gain = math.log(0.0001)
        else:
            gain = pairs.follows(last, text) - _width_cost(first, last, text)
        if before.sides[-1] == column and not _is_done(before.last[1 - column]):
            gain -= _STAYING_COST
        states.append(
            _State(
                before.score + gain,
                _with(before.last, column, text),
                _with(before.first, column, first or text),
                (*before.sides, column),
            )
        )
    return states


def _is_done(last: str) -> bool:
    """Whether a column's last line ends a sentence: then it may hold no more."""
    return last.endswith(tuple(_ENDS))


def _with(pair: tuple[str, str], column: int, text: str) -> tuple[str, str]:
    return (text, pair[1]) if column == 0 else (pair[0], text)


def _width_cost(first: str, last: str, text: str) -> float:
    """The cost of lines unlike the column's first: only a paragraph's last line may be shorter."""
    short = max(0.0, abs(_width(last) - _width(first)) - _WIDTH_SLACK)
    long = max(0.0, _width(text) - _width(first) - _WIDTH_SLACK)
    return _WIDTH_COST * (short + long)


def _width(text: str) -> float:
    return sum(1.0 if is_chinese(character) else 0.5 for character in text)
