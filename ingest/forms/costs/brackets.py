"""What brackets in the name of an item hold: its quantity and price, its amount, or more name."""

import re
from collections.abc import Sequence
from functools import cache

from ingest.document import Run
from ingest.forms.costs.phrases import approximate_end, names_nothing, price_words
from ingest.forms.costs.tokens import Token, count_in, per_of, tokens_in
from ingest.forms.costs.words import approximate, folded, one_of, says

_LOOK_AHEAD = 8
AMOUNTS = ("money", "words", "broken", "vague")


@cache
def _after() -> re.Pattern[str]:
    return re.compile(
        rf"\s*(?:$|[,;。:、]|[0-9]|{one_of('after_count', 'ending')}|{approximate()})"
    )


def ends_name(text: Run, bracket: Token) -> bool:
    """Whether the name ends with the brackets."""
    return _after().match(folded(text[bracket.end : bracket.end + _LOOK_AHEAD].text)) is not None


def holds_only_parts(text: Run, bracket: Token) -> bool:
    """Whether brackets hold quantities, unit prices or a formula and nothing else."""
    position = bracket.start + 1
    kinds: list[str | None] = []
    for token in inner_tokens(text, bracket):
        kinds.append(_part(token, text[position : token.start]))
        position = token.end
    if None in kinds or not names_nothing(text[position : bracket.end - 1]):
        return False
    return bool({"quantity", "price", "formula"} & set(kinds))


def inner_tokens(text: Run, bracket: Token) -> Sequence[Token]:
    """What the grammar knows within brackets."""
    return list(tokens_in(text, bracket.start + 1, bracket.end - 1))


def _part(token: Token, words: Run) -> str | None:
    """What a token in brackets says of an item; None where it names or says something else."""
    is_priced = price_words(words) == 0
    if not is_priced and not names_nothing(words):
        return None
    if token.kind == "count":
        count = count_in(token.run)
        return "periods" if count and says("period_unit", count.unit or "") else "quantity"
    if token.kind in ("money", "words"):
        return "price" if is_priced or per_of(token.run) else None
    return token.kind if token.kind in ("formula", "mark") else None


def amount_alone(text: Run, bracket: Token) -> Token | None:
    """The one amount that brackets hold and nothing else: `检测费(5万元)`."""
    tokens = inner_tokens(text, bracket)
    if len(tokens) != 1 or tokens[0].kind not in AMOUNTS:
        return None
    before = text[bracket.start + 1 : tokens[0].start]
    after = text[tokens[0].end : bracket.end - 1]
    after = after[approximate_end(after) :]
    is_alone = names_nothing(before) and price_words(before) is None and not after.strip()
    return tokens[0] if is_alone else None
