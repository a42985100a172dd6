"""The grammar of amounts: where money, quantities, formulas and brackets stand in a text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ingest.document import Run
from ingest.forms.costs.entries import Measure
from ingest.forms.costs.words import approximate, folded, one_of, units, words_at
from ingest.target_numbers import read_numerals
from ingest.values import MONEY_UNITS, Money, parse_number

NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?(?![.,]?[0-9])"
TIMES = r"\s?[×xX*✕÷]\s?"
YUAN = "(?:" + "|".join(unit for unit in MONEY_UNITS if unit.endswith("元")) + ")"
_DIGITS_IN_WORDS = "一二两三四五六七八九十壹贰叁肆伍陆柒捌玖拾"
_NUMERALS = f"{_DIGITS_IN_WORDS}零〇百千万亿佰仟"
IN_WORDS = rf"[{_DIGITS_IN_WORDS}][{_NUMERALS}]*(?<=[十百千万亿拾佰仟])元"
_PLAIN_NUMERALS = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
START = r"(?<![0-9A-Za-z])(?<![0-9][.,])"
_TO = "[-~—–至到]"
_DIGIT = re.compile(r"[0-9]")
NOTE = r"(?:[①-⑳⑴-⒇¹²³⁴-⁹*#†‡]+|[\[〔【]注?[0-9]{1,2}[\]〕】])"
_SIGNS = "×xX*✕÷"
_MINUS = "-−"


@dataclass(frozen=True)
class Token:
    """A stretch that the grammar knows.

    `kind` is formula, money, words (五万元), broken (an amount whose number is broken, or a range),
    vague (50多万元), bare (a number with 万 alone), count, number (without a unit), bracket, note
    (the mark of a footnote behind an amount) or mark.
    """

    kind: str
    run: Run
    start: int
    end: int


@cache
def per() -> str:
    """A pattern for what a price is for: /座, /(人·天), 每人."""
    unit = units()
    return rf"(?:(?:/\(?[万千]?(?:{unit}|[一-鿿])(?:[·.*]{unit})*\)?)++|每{unit}++)"


@cache
def formula() -> str:
    """A pattern for a product or a sum of products, with its result where one is printed."""
    unit = (
        rf"(?:\s?(?:(?:{YUAN}|[万千百]?{units()}){per()}?|%)"
        r"|[^\s0-9×xX*÷+\-=()/,;。、:%]{1,6}(?=\s?[×*÷=)]))?"
    )
    factor = rf"{NUMBER}{unit}"
    bracket = rf"\({factor}(?:\s?[+\-×xX*÷]\s?{factor}){{1,9}}\){unit}"
    term = rf"(?:{factor}|{bracket})"
    product = rf"{term}(?:{TIMES}{term}){{1,9}}"
    result = rf"(?:\s?=\s?{NUMBER}\s?{YUAN}?)"
    return (
        rf"{product}(?:\s?[+\-]\s?{term}(?:{TIMES}{term}){{0,9}}){{0,9}}{result}*"
        rf"|(?:{product}|{factor})(?:\s?\+\s?(?:{product}|{factor})){{1,9}}{result}+"
    )


@cache
def vague() -> str:
    """A pattern for an amount whose number is not told in full: 50多万元, 十余万元, 数万元."""
    more = words_at("approximate", "any")
    return (
        rf"{START}{NUMBER}\s?[百千万亿]*\s?{more}\s?[百千万亿]*元"
        rf"|(?<![0-9.\s{_NUMERALS}])(?:[数几][{_NUMERALS}]+|[{_NUMERALS}]+{more}[{_NUMERALS}]*)元"
    )


@cache
def _tokens() -> re.Pattern[str]:
    ends = rf"(?=\s*{NOTE}?\s*(?:$|[,;。、)\n]))"
    after_bare = rf"(?=\s*(?:[(和及与/每]|以及|用于|{words_at('approximate', 'start')}|上下|内))"
    after_count = rf"(?=\s*(?:$|[,;。、()\n]|[0-9]|{one_of('after_count')}|{approximate()}))"
    digits = r"[0-9][0-9,.\s]{0,40}"
    return re.compile(
        rf"(?P<formula>{START}(?:{formula()}))"
        rf"|(?P<money>{START}{NUMBER}\s?{YUAN}(?!\s?{_TO}\s?[0-9]){per()}?"
        rf"|¥\s?{NUMBER}(?!\s?[万亿千百元]))"
        rf"|(?P<words>(?<![0-9.\s{_NUMERALS}]){IN_WORDS}(?![化{_NUMERALS}]|[整正]?\s*\()"
        rf"{per()}?)"
        rf"|(?P<broken>(?<![0-9])(?<![0-9][.,]){digits}(?:(?:{YUAN}|[万亿])\s?(?={_TO}))?"
        rf"(?:{_TO}\s?{digits})?{YUAN})"
        rf"|(?P<vague>(?:{vague()}){per()}?)"
        rf"|(?P<bare>{START}{NUMBER}\s?[万亿](?:{ends}|{after_bare}))"
        rf"|(?P<count>{START}(?<![\-~至到第年月]){NUMBER}\s?[万千百]?{units()}{after_count}"
        r"(?!\s*[0-9]{1,2}[日号]))"
        rf"|(?P<number>{START}{NUMBER}{ends})"
        r"|(?P<bracket>\([^()]*\))"
        rf"|(?P<note>(?<=[元整万亿0-9])\s?{NOTE}(?=\s*(?:$|[,;。、:)\n])))"
        r"|(?P<mark>[,;。、:!?\n])"
    )


def formulas_at(text: str) -> Iterator[re.Match[str]]:
    """The formula that begins at each place of a folded text where one does."""
    tokens = _tokens()
    for at in range(len(text)):
        found = tokens.match(text, at)
        if found and found.lastgroup == "formula":
            yield found


def is_formula(text: str) -> bool:
    """Whether all of a folded text is one formula."""
    found = _tokens().fullmatch(text)
    return found is not None and found.lastgroup == "formula"


def tokens_in(text: Run, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """What the grammar knows in a stretch of a text, in order; brackets are not gone into."""
    part = text[start:end]
    for found in _tokens().finditer(folded(part.text)):
        run = part[found.start() : found.end()]
        yield Token(found.lastgroup or "mark", run, start + found.start(), start + found.end())


@cache
def _pattern(name: str) -> re.Pattern[str]:
    patterns = {
        "money": rf"¥?\s?(?P<number>{NUMBER})\s?(?P<unit>{YUAN}|[万亿]$|$)(?P<per>{per()}?)",
        "words": rf"({IN_WORDS[:-1]})元(?P<per>{per()}?)",
        "count": rf"({NUMBER})\s?([万千百]?{units()}(?:{per()})?)",
        "any": rf"\({YUAN}\)\s*:?\s*[0-9]|¥\s?[0-9]|=\s?[0-9]|{IN_WORDS}"
        rf"|[0-9]\s?(?:{YUAN}|[万亿](?=\s*{NOTE}?\s*(?:$|[,;。、)\n])))|{vague()}",
        "printed": rf"[0-9][0-9,.]*\s?[百千万亿余多来几美欧日港]{{0,4}}元|¥\s?[0-9][0-9,.]*"
        rf"|{vague()}"
        rf"|(?<![0-9.\s{_NUMERALS}]){IN_WORDS}(?![化{_NUMERALS}]|[整正]?\s*\()"
        rf"|{one_of('money_noun')}{one_of('ending')}*{approximate()}?\s?"
        rf"(?P<bare>{NUMBER}\s?[万亿])(?!\s?(?:[余多来几]?[百千万亿美欧日港]*元|(?!起){units()}|[0-9~-]))",
    }
    return re.compile(patterns[name])


def holds_money(text: Run) -> bool:
    """Whether a text holds an amount with its unit, or the result of a formula."""
    plain = folded(text.text)
    return any(_pattern(name).search(plain) is not None for name in ("any", "printed"))


def money_printed_in(text: Run) -> Iterator[Run]:
    """Every number of a text that is printed as money, whether or not the grammar knows it."""
    for found in _pattern("printed").finditer(folded(text.text)):
        start, end = found.span("bare" if found.group("bare") else 0)
        yield text[start:end]


def money_in(run: Run) -> Money | None:
    """The amount a run is, `/座` aside; None where a gap breaks its digits.

    >>> money_in(Run.printed("¥1,200.5", 0)), money_in(Run.printed("十二万五千元", 0))
    (Money(number=Decimal('1200.5'), unit='元'), Money(number=Decimal('125000'), unit='元'))
    """
    text = folded(run.text)
    words = _pattern("words").fullmatch(text)
    if words:
        said = read_numerals(words.group(1).translate(_PLAIN_NUMERALS))
        return Money(said, "元") if said is not None else None
    found = _pattern("money").fullmatch(text)
    number = parse_number(found.group("number")) if found else None
    if found is None or number is None or is_broken(run[: found.end("number")]):
        return None
    unit = found.group("unit") or ("元" if text.startswith("¥") else None)
    return Money(number, unit) if unit else None


def is_broken(digits: Run) -> bool:
    """Whether a line's end or a page number stands between two digits of a number."""
    return any(
        after - before > 1 and _DIGIT.match(left) and _DIGIT.match(right)
        for before, after, left, right in zip(
            digits.offsets, digits.offsets[1:], digits.text, digits.text[1:]
        )
    )


def is_factor(text: Run, token: Token) -> bool:
    """Whether an amount is multiplied or divided by what the grammar does not know."""
    before = token.start - 1
    while before >= 0 and text.text[before].isspace():
        before -= 1
    after = token.end
    while after < len(text) and text.text[after].isspace():
        after += 1
    signs = (text.text[max(before, 0) : before + 1], text.text[after : after + 1])
    return any(sign and folded(sign) in _SIGNS for sign in signs)


def is_negative(text: Run, token: Token) -> bool:
    """Whether a minus stands before an amount: white space or a mark before it, none behind.

    A dash between a name and its amount (`设备购置-12万元`) is none.
    """
    at = token.start - 1
    if at < 0 or folded(text.text[at]) not in _MINUS:
        return False
    is_apart = at == 0 or text.offsets[at] - text.offsets[at - 1] > 1
    return text.text[at] == "−" or is_apart or not text.text[at - 1].isalnum()


def price_in(run: Run) -> Measure | None:
    """The unit price a run is, `3.5元/只` or `200元`; its unit is the money unit."""
    money = money_in(run)
    return Measure(run, money.number, money.unit) if money else None


def per_of(run: Run) -> str:
    """What the price is for: `/只`; empty where nothing is printed."""
    text = folded(run.text)
    found = _pattern("money").fullmatch(text) or _pattern("words").fullmatch(text)
    return found.group("per") if found else ""


def count_in(run: Run) -> Measure | None:
    """The quantity a run is, with its unit; None for anything else and for 2025年."""
    found = _pattern("count").fullmatch(folded(run.text))
    number = parse_number(found.group(1)) if found else None
    if found is None or number is None or (number >= 1900 and found.group(2) == "年"):
        return None
    return Measure(run, number, found.group(2))
