"""The source of a page without the end tags of its body: a parser would drop what follows them."""

import re
from collections.abc import Iterator

_ENDS = re.compile(r"</(?:body|html)(?![\w-])", re.IGNORECASE)
_NOTHING_ELSE = re.compile(r"(?:</(?:body|html)\s*>|\s)*\Z", re.IGNORECASE)
_MARKUP = re.compile(
    r"(?P<comment><!--)"
    r"|(?P<end></(?:body|html)(?![\w-]))"
    r"|<(?P<raw>script|style|textarea|title|xmp|iframe|noembed|noframes)(?![\w-])"
    r"|</?[a-z]",
    re.IGNORECASE,
)
_TAG_PART = re.compile(r">|=\s*[\"']")


def without_ends(text: str) -> str:
    """The source without the end tags of body and html; those in comments and the like stay.

    >>> without_ends('<p title="</body>">a</body></html><p>b')
    '<p title="</body>">a<p>b'
    """
    first = _ENDS.search(text)
    if first is None or _NOTHING_ELSE.match(text, first.start()):
        return text
    parts = []
    kept_to = 0
    for start, end in _end_tags(text):
        parts.append(text[kept_to:start])
        kept_to = end
    return "".join([*parts, text[kept_to:]])


def _end_tags(text: str) -> Iterator[tuple[int, int]]:
    """Where the end tags of body and html begin and end."""
    at = 0
    while found := _MARKUP.search(text, at):
        if found["comment"]:
            at = _after(text, "-->", found.end())
            continue
        at = _after_tag(text, found.end())
        if found["end"]:
            yield found.start(), at
        elif found["raw"]:
            close = re.compile(f"</{found['raw']}(?![\\w-])", re.IGNORECASE).search(text, at)
            at = close.start() if close else len(text)


def _after_tag(text: str, at: int) -> int:
    """Where a tag ends: at the first bracket outside its quoted values."""
    while found := _TAG_PART.search(text, at):
        if found.group() == ">":
            return found.end()
        at = _after(text, found.group()[-1], found.end())
    return len(text)


def _after(text: str, sought: str, at: int) -> int:
    found = text.find(sought, at)
    return len(text) if found < 0 else found + len(sought)
