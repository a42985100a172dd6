"""Names of bodies that a filing prints whole, and which of them a damaged cell stands for."""

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from rapidfuzz.distance import Levenshtein

from ingest.document import Run, is_chinese, mend
from ingest.labels import vocabulary

_TITLE_BODY = re.compile(r"^(.{4,40}?)\s*20\d{2}\s*年")
_LEVEL = re.compile(r"[（(](?:本级|机关|本部)[)）]$")
_BARE_LEVEL = re.compile("(?:本级|机关|本部)$")
_SHORTEST = 6
_HEAD = 3
_DIVISIONS = ("省", "自治区", "市", "区", "县", "州")
_LENGTHS = (4, 40)
_NOT_IN_NAMES = re.compile(
    r"[\s、:：“”《》]|(?<!自)由|以及|会同|牵头|主体|第三方|^[本我该各]|[本该]项目"
)
_JOINT = re.compile(r"[和与及]")


def body_in_title(run: Run) -> str | None:
    """The body that a document title opens with (`某办公室 2023 年 …表`)."""
    found = _TITLE_BODY.match(run.text.strip())
    name = mend(run[: found.end(1)].strip()).text if found else None
    return name if name and len(name) >= _SHORTEST else None


def body_in_section(text: str) -> str | None:
    """The one body that 三、实施主体 names, without `(本级)`; None where it names none or several.

    >>> body_in_section("本项目由上海市松江区大数据中心组织实施。")
    '上海市松江区大数据中心'
    >>> body_in_section("由区文化局和区体育局负责实施") is None
    True
    """
    parts = (part.strip() for part in re.split(r"[。；;\n]", text) if part.strip())
    named = {name for part in parts if (name := _body_in_sentence(part)) is not None}
    return named.pop() if len(named) == 1 else None


def _body_in_sentence(sentence: str) -> str | None:
    """The body that a sentence names as the one who does the work; a joint one counts as none."""
    before, after = _phrases()
    opened = before.match(sentence)
    name = sentence[opened.end() :] if opened else sentence
    name = re.split(r"[，,]", name)[0]
    closed = after.search(name)
    name = _LEVEL.sub("", (name[: closed.start()] if closed else name).strip())
    return name if _LENGTHS[0] <= len(name) <= _LENGTHS[1] and _is_one_body(name) else None


def is_body(name: str) -> bool:
    """Whether a text without a code is the name of one body, 本级 or no."""
    return len(name) <= _LENGTHS[1] and _is_one_body(_BARE_LEVEL.sub("", _LEVEL.sub("", name)))


def _is_one_body(name: str) -> bool:
    """Whether a text is the name of a body, not of several, and no more than its name."""
    if not name.endswith(_endings()) or _NOT_IN_NAMES.search(name):
        return False
    return not any(name[: joint.start()].endswith(_endings()) for joint in _JOINT.finditer(name))


@cache
def _phrases() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before a body's name in a sentence that names it, and what after it."""
    rows = sorted(vocabulary("body_phrases"), key=lambda row: -len(row["phrase"]))
    before = "|".join(
        re.escape(r["phrase"]).replace("：", "[：:]") for r in rows if r["place"] == "before"
    )
    after = "|".join(re.escape(row["phrase"]) for row in rows if row["place"] == "after")
    return re.compile(rf"(?:{before})\s*"), re.compile(rf"(?:{after})$")


def is_damage_of(printed: str, whole: str) -> bool:
    """Whether a printed name is the whole one with its head or tail cut or a stray mark in it.

    A changed Chinese character inside is another body, not damage; so is a shorter name that
    ends as a body's name ends (`某局` beside `某局服务中心`), or leaves out a place in front.

    >>> is_damage_of("每市松江区人民政府办公室", "上海市松江区人民政府办公室")
    True
    >>> is_damage_of("上海市松江区行政服务中心", "上海市松江区政务服务中心")
    False
    >>> is_damage_of("市金山区绿市容管理局", "上海市金山区绿化和市容管理局")
    True
    >>> is_damage_of("晋中市榆次区林业局", "山西省晋中市榆次区林业局")
    False
    """
    if printed == whole or len(printed) < _SHORTEST:
        return False
    if whole.startswith(printed) and printed.endswith(_endings()):
        return False
    if whole.endswith(printed) and whole[: -len(printed)].endswith(_DIVISIONS):
        return False
    inserted = 0
    may_lose = _HEAD if _is_cut_in_place(printed, whole) else 0
    tail_from = len(whole)
    edits = Levenshtein.editops(whole, printed)
    deleted = {edit.src_pos for edit in edits if edit.tag == "delete"}
    while tail_from - 1 in deleted:
        tail_from -= 1
    for edit in edits:
        at_head = edit.src_pos < _HEAD and edit.dest_pos < _HEAD
        if edit.tag == "delete" and (edit.src_pos >= tail_from or at_head):
            continue
        if edit.tag == "delete" and may_lose:
            may_lose -= 1
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


def _is_cut_in_place(printed: str, whole: str) -> bool:
    """Whether a name starts within the place that opens the whole one: the cell is damaged."""
    at = whole.find(printed[:_HEAD])
    return 0 < at <= _HEAD and not whole[:at].endswith(_DIVISIONS)


@cache
def _endings() -> tuple[str, ...]:
    return tuple(row["ending"] for row in vocabulary("body_endings"))


def whole_name(printed: str, known: Iterable[str]) -> str | None:
    """The one known name that a damaged cell stands for; None where none or several do."""
    characters = {character for character in printed if is_chinese(character)}
    near = (name for name in known if len(characters - _characters_of(name)) <= _HEAD)
    candidates = {name for name in near if is_damage_of(printed, name)}
    return candidates.pop() if len(candidates) == 1 else None


@lru_cache(maxsize=65536)
def _characters_of(name: str) -> frozenset[str]:
    return frozenset(name)


def known_bodies(titles: Sequence[str | None], sections: Sequence[str | None]) -> tuple[str, ...]:
    """The bodies that a filing's titles and 三、实施主体 print whole."""
    return tuple(
        dict.fromkeys(name for name in (*titles, *sections) if name and len(name) >= _SHORTEST)
    )
