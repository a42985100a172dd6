"""Parts of a line of print, some set above or below it -> its text: no mark joins a number."""

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter

ABOVE, BELOW = 1, -1
STRUCK, HIDDEN = "struck_text", "hidden_text"
_LEVELS = {"superscript": ABOVE, "super": ABOVE, "subscript": BELOW, "sub": BELOW}
_FORMS = {
    ABOVE: str.maketrans("0123456789+-=n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼ⁿ"),
    BELOW: str.maketrans("0123456789+-=", "₀₁₂₃₄₅₆₇₈₉₊₋₌"),
}
_BRACKETS = ("[]", "()", "（）", "［］", "〔〕", "【】")


def level_of(name: str | None) -> int:
    """Where a script of that name stands: above the line, below it, or on it (0)."""
    return _LEVELS.get(name or "", 0)


def joined(parts: Sequence[tuple[str, int]]) -> str:
    """The text of the parts, each with its level; marks are written as such beside other text.

    >>> joined([("379000", 0), ("1", ABOVE)]), joined([("5", 0), ("注1", ABOVE)])
    ('379000¹', '5[注1]')
    >>> joined([("PM", 0), ("2.5", BELOW)]), joined([("379000", ABOVE)])
    ('PM2.5', '379000')
    >>> joined([("2", ABOVE), ("379000", 0)])
    '[2]379000'
    """
    if not any(level for _, level in parts):
        return "".join(text for text, _ in parts)
    grouped = groupby(parts, key=itemgetter(1))
    runs = [("".join(text for text, _ in group), level) for level, group in grouped]
    if not any(text.strip() for text, level in runs if not level):
        return "".join(text for text, _ in runs)
    line = ""
    for (text, level), (after, _) in zip(runs, [*runs[1:], ("", 0)], strict=True):
        line += _mark(text, level, line[-1:], after[:1]) if level else text
    return line


def _mark(text: str, level: int, before: str, after: str) -> str:
    """A mark as its own characters where there are such, else in brackets."""
    inside = text.strip()
    is_of_formula = level == BELOW and before.isascii() and before.isalpha()
    is_bracketed = inside[:1] + inside[-1:] in _BRACKETS
    if is_of_formula or is_bracketed or not any(map(str.isalnum, inside)):
        return text
    written = inside.translate(_FORMS[level])
    is_whole = not after.isdigit() and all(
        one != other for one, other in zip(inside, written, strict=True)
    )
    return text.replace(inside, written if is_whole else f"[{inside}]")
