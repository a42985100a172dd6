"""The forms' own labels, as the tables in `vocabulary/` spell them; found whole or damaged."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from rapidfuzz.distance import Levenshtein

from ingest.document import Row, Run

_DAMAGE_FROM_LENGTH = 4
_MOST_WORDS = 4
_COLONS = ":："
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
    words = []
    for index, cell in enumerate(row.cells):
        start = 0
        text = cell.run.text + " "
        for position, character in enumerate(text):
            ends = character.isspace() or position == len(cell.run.text)
            after_colon = position > start and text[position - 1] in _COLONS
            if (ends or after_colon) and position > start:
                words.append(Word(cell.run[start:position], index, start, position))
                start = position
            if character.isspace():
                start = position + 1
    return words


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


def _label_places(
    words: Sequence[Word], labels: dict[str, str]
) -> dict[int, tuple[int, str, bool]]:
    taken: dict[int, tuple[int, str, bool]] = {}
    used: set[int] = set()
    known = _by_length(labels)
    for allowed_damage in (0, 1):
        for start in range(len(words)):
            best = _best_label(words, start, used, known, allowed_damage)
            if best is not None and not used & set(range(start, best[0])):
                taken[start] = (best[0], best[1], allowed_damage > 0)
                used |= set(range(start, best[0]))
    return taken


def _best_label(
    words: Sequence[Word],
    start: int,
    used: set[int],
    known: dict[int, list[tuple[str, str]]],
    allowed_damage: int,
) -> tuple[int, str] | None:
    text = ""
    best: tuple[int, int, str] | None = None
    for stop in range(start + 1, min(start + _MOST_WORDS, len(words)) + 1):
        if stop - 1 in used:
            break
        text += words[stop - 1].run.text
        key = _without_colons(text)
        for length in range(len(key) + allowed_damage, len(key) - allowed_damage - 1, -1):
            if best is not None and length <= best[0]:
                break
            for bare, field in known.get(length, ()):
                if _matches(key, bare, allowed_damage):
                    best = (length, stop, field)
                    break
    return best and (best[1], best[2])


def _by_length(labels: dict[str, str]) -> dict[int, list[tuple[str, str]]]:
    """length -> the labels of that length, without colons, with their fields."""
    found: dict[int, list[tuple[str, str]]] = {}
    for label, field in labels.items():
        bare = _without_colons(label)
        found.setdefault(len(bare), []).append((bare, field))
    return found


@lru_cache(maxsize=65536)
def _without_colons(text: str) -> str:
    return text.replace(":", "").replace("：", "")


def _matches(key: str, label: str, allowed_damage: int) -> bool:
    if allowed_damage == 0:
        return key == label
    if len(label) < _DAMAGE_FROM_LENGTH or key == label:
        return False
    return Levenshtein.distance(key, label, score_cutoff=allowed_damage) <= allowed_damage


def holds_label(row: Row, labels: Iterable[str]) -> bool:
    """Whether the row's text holds one of the labels, white space aside."""
    return any(label in row.key for label in labels)
