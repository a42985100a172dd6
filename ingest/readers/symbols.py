"""Characters of symbol fonts -> what they print."""

import re
from functools import cache

from ingest.labels import vocabulary

UNKNOWN = "\ufffd"
_PRIVATE = 0xF000
_PRIVATE_USE = re.compile("[\uf000-\uf0ff]")


@cache
def _symbols() -> dict[tuple[str, int], str]:
    rows = vocabulary("symbols")
    return {(row["font"].lower(), int(row["code"], 16)): row["character"] for row in rows}


@cache
def _fonts() -> frozenset[str]:
    return frozenset(font for font, _ in _symbols())


def symbol(font: str | None, code: int) -> str:
    """What a character of a symbol font prints; U+FFFD where that is not known.

    >>> symbol("Wingdings 2", 0xF052), symbol("Symbol", 0xB3)
    ('☑', '≥')
    """
    low = code - _PRIVATE if _PRIVATE <= code <= _PRIVATE + 0xFF else code
    if (font or "").lower() not in _fonts():
        return chr(code) if low == code else symbol("Wingdings", low)
    return _symbols().get(((font or "").lower(), low), " " if low == 0x20 else UNKNOWN)


def printed(text: str, font: str | None) -> str:
    """The text as its font prints it: private characters, and those a symbol font is known for."""
    if (font or "").lower() not in _fonts() and not _PRIVATE_USE.search(text):
        return text
    return "".join(_printed(character, font) for character in text)


def _printed(character: str, font: str | None) -> str:
    if _PRIVATE_USE.match(character):
        return symbol(font, ord(character))
    return _symbols().get(((font or "").lower(), ord(character)), character)
