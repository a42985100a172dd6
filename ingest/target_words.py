"""Targets in words: the table of words, the phrases that tell a kind, and unfilled templates."""

import re
from collections.abc import Callable

from ingest.target_text import fold_text, mend_text, read_table

_WORD_TYPES = {row["word"]: row["word_type"] for row in read_table("target_words.csv")}
_PHRASES = read_table("target_phrases.csv")
_WORD_JOINTS = re.compile("[、,，和且/]|并且")
_DIGIT = re.compile("[0-9]")
_PLACEHOLDER = re.compile(
    r"\*{2,}|[xX]{2,}|×{2,}|_{2,}|[○□☐]|[≥≤<>=](?:[*?xXnN×]|…)|(?:于|过|少)[nNxX]"
)
_BOUND = re.compile(
    r"(?:[≥≤<>=]|[高大多低少小]于|超过|至少|至多) ?[0-9]"
    r"|[0-9][0-9.,]*(?:[%元人次分天]|小时)?(?:[≥≤<>]|以上|以下|以内)"
)
_SERVICE_WINDOW = re.compile(r"[0-9]{1,2}[*×xX][0-9]{1,2}(?:小时|h)?|[0-9]{1,2}小时不间断")
_NAMED_STANDARD = re.compile(
    r"(?:符合|满足|遵照|依据|依照|按照|按|执行|参照|达到).{0,60}《[^》]{1,80}》.{0,30}"
    r"|(?:符合|满足|达到).{2,60}(?:标准|规范|规定|要求|规程|指南)"
)


def find_word_type(text: str | None) -> str | None:
    """The type of a known word of the table: state, direction_up, direction_down, grade, ...

    >>> find_word_type("及时性"), find_word_type("减少"), find_word_type("正常稳定")
    ('state', 'direction_down', 'compound')
    """
    folded = fold_text(mend_text(text)).removeprefix("=")
    if known := _WORD_TYPES.get(folded) or _WORD_TYPES.get(folded.removesuffix("性")):
        return known
    return "compound" if _is_compound(folded) else None


def is_service_window(text: str) -> bool:
    """Whether the text is hours of service such as 7*24小时, which is no number."""
    return bool(_SERVICE_WINDOW.fullmatch(text))


def is_unfilled(text: str) -> bool:
    """Whether a place of the template was left open: `≥**人`, `不少于N种`, `XX%`."""
    return bool(_PLACEHOLDER.search(text)) and not is_service_window(text)


def count_bounds(text: str) -> int:
    """How many numbers stand beside a sign or word of comparison: two in `≥90%,≤95%`."""
    return len(_BOUND.findall(text))


def names_standard(text: str) -> bool:
    """Whether the text says that a named standard, rule or guide is kept to."""
    return bool(_NAMED_STANDARD.fullmatch(text))


def has_digit(text: str) -> bool:
    """Whether digits are printed."""
    return bool(_DIGIT.search(text))


def has_phrase(text: str, kind: str) -> bool:
    """Whether a phrase of the table, in its place, tells that the text is of this kind."""
    tests: dict[str, Callable[[str], bool]] = {
        "start": text.startswith,
        "end": text.endswith,
        "anywhere": text.__contains__,
        "before_number": lambda phrase: text.startswith(phrase) and has_digit(text),
    }
    return any(tests[row["position"]](row["phrase"]) for row in _PHRASES if row["kind"] == kind)


def _is_compound(folded: str) -> bool:
    words = _WORD_JOINTS.split(folded)
    if len(words) > 1:
        return all(word in _WORD_TYPES for word in words)
    pairs = ((folded[:cut], folded[cut:]) for cut in range(1, min(len(folded), 12)))
    return any(first in _WORD_TYPES and second in _WORD_TYPES for first, second in pairs)
