"""The first and second level of each indicator, recovered where a form's row spans are lost.

A level cell prints once a group; extraction drops it, cuts it in two or moves it a row. Level 2
is carried down from the last label; it is inferred where order and meaning both say that the
next row's label stands a row too low. Level 1 follows from level 2.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from rapidfuzz.distance import Levenshtein

from ingest.labels import vocabulary

PRINTED, CARRIED, INFERRED = "printed", "carried", "inferred"
_EVIDENCE_NEEDED = 2
_BAND_LABELS = ("绩效指标",)  # runs beside the table; one character off 时效指标
_EVIDENCE_SHARE = 0.66


@dataclass(frozen=True)
class LevelCells:
    """The level labels printed in an indicator's row (None: none), and the indicator's name.

    `is_misplaced`: a label stands outside its heading's column, so labels of this form moved;
    `is_unknown`: a word nobody knows stands in the place of a label.
    """

    name: str
    level1: str | None
    level2: str | None
    is_misplaced: bool = False
    is_unknown: bool = False


@dataclass(frozen=True)
class Levels:
    """The levels of an indicator, what each rests on, and the other reading of level 2 if any."""

    level1: str | None
    level1_basis: str | None
    level2: str | None
    level2_basis: str | None
    alternative: str | None = None


@cache
def level_words(level: int) -> tuple[str, ...]:
    """The names of a level that may also be printed damaged, in the order of the forms."""
    rows = (row for row in vocabulary("levels") if not row["is_whole_only"])
    return tuple(dict.fromkeys(row["name"] for row in rows if row["level"] == str(level)))


@cache
def known_levels() -> frozenset[str]:
    """The names of all levels, those included that count only where they fill a cell."""
    return frozenset(row["name"] for row in vocabulary("levels"))


@cache
def parents_of(level2: str) -> tuple[str, ...]:
    """The first-level names a second-level name may stand under."""
    rows = [r for r in vocabulary("levels") if r["level"] == "2" and r["name"] == level2]
    return tuple(name for r in rows for name in (r["parent"], r["alternative_parent"]) if name)


@cache
def children_of(level1: str) -> tuple[str, ...]:
    """The second-level names that may stand under a first-level name, other spellings left out."""
    other_spellings = {row["name"] for row in vocabulary("levels") if row["alias_of"]}
    return tuple(
        name
        for name in level_words(2)
        if level1 in parents_of(name) and name not in other_spellings
    )


@cache
def read_level(key: str) -> tuple[str, ...]:
    """The level names a cell may stand for: itself, with one character damaged, or cut short.

    >>> read_level("社会效益指指标")
    ('社会效益指标',)
    >>> read_level("可持续影")
    ('可持续影响指标',)
    """
    words = (*level_words(2), *level_words(1))
    bare = key.strip("-—_.·,、:： ")
    if bare in _BAND_LABELS:
        return ()
    if bare in words:
        return (bare,)
    if len(bare) >= 4:
        near = tuple(w for w in words if Levenshtein.distance(bare, w, score_cutoff=1) <= 1)
        if near and bare + "指标" not in words:
            return near[:1]
    if len(bare) >= 2:
        return tuple(dict.fromkeys(word for word in words if word.startswith(bare)))
    return ()


def is_whole_level(key: str) -> bool:
    """Whether a cell is a level name, whole or with one character damaged."""
    if key in level_words(1) or key in level_words(2):
        return True
    found = read_level(key)
    return len(found) == 1 and not found[0].startswith(key) and not is_level_tail(key)


def is_level_tail(key: str) -> bool:
    """Whether a cell is the last part of a level name that was cut in two (`标`, `响指标`)."""
    words = (*level_words(1), *level_words(2), "绩效指标")
    return bool(key) and any(word != key and word.endswith(key) for word in words)


def carry_down(rows: Sequence[LevelCells]) -> list[Levels]:
    """Each row's levels by position alone: a label holds until the next one."""
    carried: list[Levels] = []
    level1 = level2 = None
    is_known = True
    for index, row in enumerate(rows):
        basis: str | None = PRINTED
        is_known = bool(row.level2) or (is_known and not row.is_unknown)
        if not is_known:
            level1 = level2 = None
            carried.append(Levels(row.level1, PRINTED if row.level1 else None, None, None))
            continue
        if row.level2 is not None:
            level2 = row.level2
        elif row.level1 is not None and (level2 is None or row.level1 not in parents_of(level2)):
            only = children_of(row.level1)
            level2, basis = (only[0], INFERRED) if len(only) == 1 else (None, None)
        elif level2 is None:
            level2 = next((later.level2 for later in rows[index:] if later.level2), None)
            basis = INFERRED if level2 else None
        else:
            basis = CARRIED
        parent = _parent(level2, row.level1, level1) or row.level1 or level1
        parent_basis = _level1_basis(parent, row.level1, level1)
        level1 = parent
        carried.append(Levels(parent, parent_basis, level2, basis))
    return _keep_inferred(carried)


def _keep_inferred(carried: list[Levels]) -> list[Levels]:
    """A row carried from an inferred label is itself inferred."""
    kept: list[Levels] = []
    for levels in carried:
        follows = kept and kept[-1].level2_basis == INFERRED and kept[-1].level2 == levels.level2
        if levels.level2_basis == CARRIED and follows:
            levels = replace(levels, level2_basis=INFERRED)
        kept.append(levels)
    return kept


def _parent(level2: str | None, *near: str | None) -> str | None:
    """The first level of a second one: as the form calls it nearby, else its usual name."""
    parents = parents_of(level2) if level2 else ()
    return next((name for name in near if name in parents), parents[0] if parents else None)


def _level1_basis(parent: str | None, printed: str | None, before: str | None) -> str | None:
    if parent is None:
        return None
    if printed == parent:
        return PRINTED
    return CARRIED if before == parent else INFERRED


def known_places(forms: Sequence[Sequence[LevelCells]]) -> Mapping[str, str]:
    """indicator name -> level 2, where the forms of a filing agree on it often enough."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for rows in forms:
        for row, levels in zip(rows, carry_down(rows)):
            if levels.level2:
                counts[row.name][levels.level2] += 1
    places = {}
    for name, found in counts.items():
        level2, count = found.most_common(1)[0]
        if count >= _EVIDENCE_NEEDED and count / found.total() >= _EVIDENCE_SHARE:
            places[name] = level2
    return places


def recover(rows: Sequence[LevelCells], places: Mapping[str, str]) -> list[Levels]:
    """Each row's levels by position and meaning; the reading by position stays as alternative.

    A row above a label moves under it where its name belongs there: by the same name elsewhere
    in the filing (`places`) or by its ending.
    """
    levels = carry_down(rows)
    if not any(row.is_misplaced for row in rows):
        return levels
    for index in range(len(rows) - 1, 0, -1):
        label = rows[index].level2
        above = index - 1
        while label and above >= 0 and rows[above].level2 is None:
            if levels[above].level2 == label or meant_level(rows[above].name, places) != label:
                break
            parent = _parent(label, rows[index].level1, levels[above].level1)
            levels[above] = Levels(
                parent,
                levels[above].level1_basis if parent == levels[above].level1 else INFERRED,
                label,
                INFERRED,
                levels[above].level2,
            )
            above -= 1
    return levels


def meant_level(name: str, places: Mapping[str, str]) -> str | None:
    """The level 2 that a name's meaning says, None where it says nothing."""
    if name in places:
        return places[name]
    bare = name.split("（")[0].split("(")[0]
    hints = sorted(vocabulary("level_hints"), key=lambda row: -len(row["ending"]))
    return next((row["level2_name"] for row in hints if bare.endswith(row["ending"])), None)
