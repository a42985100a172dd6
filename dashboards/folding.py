"""Texts as they are compared in a search: the same for what is typed and for what is filed."""

from typing import cast

import pyarrow as pa
import pyarrow.compute as pc

# white space of every width, and what takes no width at all
WHITE_SPACE = r"[\s\pZ\x{0B}\x{85}\x{200B}-\x{200D}\x{2060}\x{FEFF}]+"
QUOTES = "[“”„‟]"


def fold_texts(texts: pa.Array) -> pa.Array:
    """The texts in NFKC (full-width forms become half-width), small letters, no white space."""
    small = pc.utf8_lower(pc.utf8_normalize(texts, form="NFKC"))
    unquoted = pc.replace_substring_regex(small, pattern=QUOTES, replacement='"')
    return pc.replace_substring_regex(unquoted, pattern=WHITE_SPACE, replacement="")


def fold(text: str) -> str:
    """One text folded as `fold_texts` folds many.

    >>> fold("（ 运维 ）Ａ ＝ １")
    '(运维)a=1'
    """
    return cast(str, fold_texts(pa.array([text]))[0].as_py())
