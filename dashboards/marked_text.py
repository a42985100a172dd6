"""A filing's text as HTML with stretches marked: all characters escaped, only marks are ours."""

from collections.abc import Iterable, Sequence
from html import escape

MARKED_STYLE = """<style>
.jixiao-marked { font-size: 0.95rem; line-height: 1.75; white-space: pre-wrap;
  overflow-wrap: anywhere; border-left: 3px solid #1f4e79; padding-left: 0.7rem; }
.jixiao-marked mark { background: #fde68a; color: #1e293b; padding: 0 1px; }
</style>"""


def marked_html(text: str, stretches: Iterable[Sequence[int]]) -> str:
    """The text with its stretches marked; each is its first and last character, from 1.

    >>> marked_html("a<b>c", [(2, 3)])
    '<div class="jixiao-marked">a<mark>&lt;b</mark>&gt;c</div>'
    """
    parts, done = [], 0
    for first, last in joined_stretches(stretches):
        parts.append(escape(text[done : first - 1]))
        parts.append(f"<mark>{escape(text[first - 1 : last])}</mark>")
        done = last
    parts.append(escape(text[done:]))
    return f'<div class="jixiao-marked">{"".join(parts)}</div>'


def joined_stretches(stretches: Iterable[Sequence[int]]) -> list[tuple[int, int]]:
    """The stretches in order, those that overlap or touch as one.

    >>> joined_stretches([(5, 9), (1, 3), (8, 12), (4, 4)])
    [(1, 12)]
    """
    joined: list[tuple[int, int]] = []
    for first, last in sorted((stretch[0], stretch[1]) for stretch in stretches):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return joined
