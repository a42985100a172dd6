"""The forms' own labels, as the tables in `vocabulary/` spell them; found whole or damaged."""

import csv
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from rapidfuzz.distance import Levenshtein

from ingest.document import Row, Run

_DAMAGE_FROM_LENGTH = 4
_MOST_WORDS = 4
_WORD = re.compile(r"[^\s:：]*[:：]|[^\s:：]+")
_MONEY_PARTS = ("fund", "result", "measure")
_UNITS_BEHIND = ("(元)", "（元）", "(千元)", "（千元）", "(万元)", "（万元）", "(亿元)", "（亿元）")


@cache
def vocabulary(name: str) -> tuple[dict[str, str], ...]:
    """The rows of the table `vocabulary/<name>.csv`."""
    path = resources.files("ingest") / "vocabulary" / f"{name}.csv"
    return tuple(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


@cache
def labels_of(part: str) -> dict[str, str]:
    """label -> field of one part, longest label first; labels of money also with units."""
    found = {row["label"]: row["field"] for row in vocabulary("labels") if row["part"] == part}
    if part in _MONEY_PARTS:
        found.update(
            {label + unit: name for label, name in found.items() for unit in _UNITS_BEHIND}
        )
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))


@cache
def titles() -> dict[str, str]:
    """title -> form type, longest title first."""
    found = {row["title"]: row["form_type"] for row in vocabulary("titles")}
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))


@dataclass(frozen=True)
class Word:
    """A stretch of a cell between white space; `cell` is the cell's place among the filled ones."""

    run: Run
    cell: int
    start: int
    end: int


@dataclass(frozen=True)
class Item:
    """A stretch of a row: a label (then `field` says which) or what stands between labels."""

    run: Run
    field: str | None
    column: int
    is_damaged: bool = False


def words_of(row: Row) -> list[Word]:
    """The words of all cells of a row, in order; a colon ends a word."""
    return [
        Word(cell.run[found.start() : found.end()], index, found.start(), found.end())
        for index, cell in enumerate(row.cells)
        for found in _WORD.finditer(cell.run.text)
    ]


def split_at_labels(row: Row, labels: dict[str, str]) -> list[Item]:
    """The row as labels and the stretches between them.

    A label may be broken over cells and words, stand together with its value in one cell, or
    (from four characters on) have one character lost, changed or added.
    """
    words = words_of(row)
    taken = _label_places(words, labels)
    items: list[Item] = []
    position = 0
    while position < len(words):
        if position in taken:
            stop, field, damaged = taken[position]
            run = Run.joined(word.run for word in words[position:stop])
            items.append(Item(run, field, row.cells[words[position].cell].column, damaged))
            position = stop
            continue
        stop = position
        cell = words[position].cell
        while stop < len(words) and stop not in taken and words[stop].cell == cell:
            stop += 1
        run = row.cells[cell].run[words[position].start : words[stop - 1].end]
        items.append(Item(run, None, row.cells[cell].column))
        position = stop
    return items


@dataclass(frozen=True)
class _Known:
    """The labels of one part without colons; by length those that may be damaged."""

    fields: dict[str, str]
    by_length: dict[int, tuple[str, ...]]
    longest: int

    def whole(self, key: str) -> str | None:
        """The label that is just this."""
        return key if key in self.fields else None

    def damaged(self, key: str) -> str | None:
        """The longest label that is this but for one character."""
        head, tail = key[:2], key[-2:]  # one of them is whole where one character is damaged
        for length in (len(key) + 1, len(key), len(key) - 1):
            for label in self.by_length.get(length, ()):
                may_be = label.startswith(head) or label.endswith(tail)
                if may_be and Levenshtein.distance(key, label, score_cutoff=1) == 1:
                    return label
        return None


@lru_cache(maxsize=64)
def _known(labels: tuple[tuple[str, str], ...]) -> _Known:
    fields: dict[str, str] = {}
    for label, field in labels:
        fields.setdefault(_without_colons(label), field)
    by_length: dict[int, tuple[str, ...]] = {}
    for label in fields:
        if len(label) >= _DAMAGE_FROM_LENGTH:
            by_length[len(label)] = (*by_length.get(len(label), ()), label)
    return _Known(fields, by_length, max(map(len, fields), default=0))


def _label_places(
    words: Sequence[Word], labels: dict[str, str]
) -> dict[int, tuple[int, str, bool]]:
    """place of a label's first word -> the place behind its last, its field, is it damaged."""
    taken: dict[int, tuple[int, str, bool]] = {}
    used: set[int] = set()
    known = _known(tuple(labels.items()))
    for is_damaged, label_of in ((False, known.whole), (True, known.damaged)):
        for start in range(len(words)):
            stop, label = _best_label(words, start, used, known.longest + 1, label_of)
            if label:
                taken[start] = (stop, known.fields[label], is_damaged)
                used.update(range(start, stop))
    return taken


def _best_label(
    words: Sequence[Word],
    start: int,
    used: set[int],
    longest: int,
    label_of: Callable[[str], str | None],
) -> tuple[int, str]:
    """The longest label that begins at `start` ("" where none does) and the place behind it."""
    key = ""
    best = (start, "")
    for stop in range(start + 1, min(start + _MOST_WORDS, len(words)) + 1):
        if stop - 1 in used:
            break
        key += _without_colons(words[stop - 1].run.text)
        if len(key) > longest:
            break
        label = label_of(key)
        if label and len(label) > len(best[1]):
            best = (stop, label)
    return best


@lru_cache(maxsize=65536)
def _without_colons(text: str) -> str:
    return text.replace(":", "").replace("：", "")


def holds_label(row: Row, labels: Iterable[str]) -> bool:
    """Whether the row's text holds one of the labels, white space aside."""
    return any(label in row.key for label in labels)
