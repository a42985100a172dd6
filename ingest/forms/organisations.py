"""Names of bodies that a filing prints whole, and which of them a damaged cell stands for."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from rapidfuzz.distance import Levenshtein

from ingest.document import Run, is_chinese, mend
from ingest.labels import vocabulary

_TITLE_BODY = re.compile(r"^(.{4,40}?)\s*20\d{2}\s*年")
_LEVEL = re.compile(r"[（(](?:本级|机关|本部)[)）]$")
_SHORTEST = 6
_HEAD = 3


def body_in_title(run: Run) -> str | None:
    """The body that a document title opens with (`某办公室 2023 年 …表`)."""
    found = _TITLE_BODY.match(run.text.strip())
    name = mend(run[: found.end(1)].strip()).text if found else None
    return name if name and len(name) >= _SHORTEST else None


def body_in_section(text: str) -> str | None:
    """The body that 三、实施主体 names, without `(本级)`; None where it is a sentence."""
    name = _LEVEL.sub("", text.strip().rstrip("。.,， "))
    return name if _SHORTEST <= len(name) <= 40 and not re.search(r"[，,。;；、]", name) else None


def is_damage_of(printed: str, whole: str) -> bool:
    """Whether a printed name is the whole one with its head or tail cut or a stray mark in it.

    A changed Chinese character inside is another body, not damage; so is a shorter name that
    ends as a body's name ends (`某局` beside `某局服务中心`).

    >>> is_damage_of("每市松江区人民政府办公室", "上海市松江区人民政府办公室")
    True
    >>> is_damage_of("上海市松江区行政服务中心", "上海市松江区政务服务中心")
    False
    """
    if printed == whole or len(printed) < _SHORTEST:
        return False
    if whole.startswith(printed) and printed.endswith(_endings()):
        return False
    inserted = 0
    tail_from = len(whole)
    edits = Levenshtein.editops(whole, printed)
    deleted = {edit.src_pos for edit in edits if edit.tag == "delete"}
    while tail_from - 1 in deleted:
        tail_from -= 1
    for edit in edits:
        at_head = edit.src_pos < _HEAD and edit.dest_pos < _HEAD
        if edit.tag == "delete" and (edit.src_pos >= tail_from or at_head):
            continue
        if edit.tag == "insert" and (at_head or not is_chinese(printed[edit.dest_pos])):
            inserted += 1
            continue
        if edit.tag == "replace" and (at_head or not is_chinese(printed[edit.dest_pos])):
            inserted += 1
            continue
        return False
    kept = len(printed) - inserted
    return inserted <= _HEAD and kept >= _SHORTEST


@cache
def _endings() -> tuple[str, ...]:
    return tuple(row["ending"] for row in vocabulary("body_endings"))


def whole_name(printed: str, known: Iterable[str]) -> str | None:
    """The one known name that a damaged cell stands for; None where none or several do."""
    candidates = {name for name in known if is_damage_of(printed, name)}
    return candidates.pop() if len(candidates) == 1 else None


def known_bodies(titles: Sequence[str | None], sections: Sequence[str | None]) -> tuple[str, ...]:
    """The bodies that a filing's titles and 三、实施主体 print whole."""
    return tuple(dict.fromkeys(name for name in (*titles, *sections) if name))
