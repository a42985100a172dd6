"""The words before an amount: its number in a list, its name, and what they say of it."""

import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from ingest.document import EMPTY, Run
from ingest.forms.costs.tokens import IN_WORDS, NUMBER, YUAN
from ingest.forms.costs.words import approximate, folded, one_of, says, units, words_at
from ingest.reading import LAYOUT, Reading

_NUMERALS = "一二三四五六七八九十"
_NUMBER_GOES_ON = re.compile(r"[0-9０-９][,，.．]$")
_ORDINAL_CELLS = (
    (1, re.compile(rf"[{_NUMERALS}]{{1,3}}[、.]?")),
    (2, re.compile(rf"\([{_NUMERALS}]{{1,3}}\)")),
    (3, re.compile(r"[0-9]{1,4}[、.)]?")),
    (4, re.compile(r"\([0-9]{1,3}\)|[0-9]{1,3}\.[0-9]{1,3}")),
    (5, re.compile(r"[①-⑳]|[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}")),
)


@cache
def _ordinals() -> tuple[tuple[int, re.Pattern[str]], ...]:
    """The depths of list numbers and how they open a text; `1.5吨` opens none."""
    patterns = (
        (1, rf"[{_NUMERALS}]{{1,3}}[、.]\s*(?![{_NUMERALS}])|第[{_NUMERALS}]{{1,2}}[、,]"),
        (2, rf"\([{_NUMERALS}]{{1,3}}\)[、.]?"),
        (5, r"[①-⑳]|[0-9]{1,2}(?:\.[0-9]{1,2}){2}(?:[、.]|(?=[一-鿿]))(?![0-9])"),
        (4, r"\([0-9]{1,3}\)[、.]?|[0-9]{1,2}\.[0-9]{1,2}、"),
        (4, rf"[0-9]{{1,2}}\.[0-9]{{1,2}}(?=[一-鿿])(?!{units()}|[万千百亿元])"),
        (3, rf"[0-9]{{1,3}}[、.)]\s*(?![0-9])|[{_NUMERALS}]是"),
    )
    return tuple((rank, re.compile(pattern)) for rank, pattern in patterns)


@dataclass(frozen=True)
class Phrase:
    """The words before an amount.

    `words` is without list numbers and joining words, `full` also without what stands between
    name and amount, `name` also without 合计. `is_filler`: they name nothing by themselves.
    `is_approximate`: 约 or 不超过 ends them. `is_labelled`: a clause before names their sum.
    """

    words: Run = EMPTY
    name: Run = EMPTY
    full: Run = EMPTY
    ordinal: Run = EMPTY
    rank: int | None = None
    is_part: bool = False
    is_filler: bool = True
    sum_kind: str | None = None
    is_approximate: bool = False
    is_labelled: bool = False

    @property
    def is_sum(self) -> bool:
        """Whether the words are a sum's and name nothing else."""
        return self.is_filler and self.sum_kind is not None


def ordinal_of(text: str, start: int = 0) -> tuple[int, int] | None:
    """The rank and the end of the list number that stands in a folded text from `start` on.

    >>> ordinal_of("(一)人员"), ordinal_of("1.5万元")
    ((2, 3), None)
    """
    for rank, pattern in _ordinals():
        found = pattern.match(text, start)
        if found and found.end() < len(text):
            return rank, found.end()
    return None


def rank_of_cell(text: str) -> int | None:
    """The rank of the list number that is all of a folded cell's text."""
    return next((rank for rank, pattern in _ORDINAL_CELLS if pattern.fullmatch(text)), None)


@dataclass(frozen=True)
class Label:
    """A phrase that ends in a comma or a colon and stands before the clause with the amount."""

    phrase: Phrase
    ends_in_colon: bool

    def is_heading_of(self, phrase: Phrase) -> bool:
        """Whether it is a numbered heading over an amount that has a name of its own."""
        is_named = not self.phrase.is_filler and not phrase.is_filler
        return self.ends_in_colon and self.phrase.rank is not None and is_named


@cache
def _pattern(name: str) -> re.Pattern[str]:
    patterns = {
        "filler": rf"(?:{one_of('filler', 'filler_noun', 'sum_word', 'sum_ending')}"
        rf"|20[0-9]{{2}}年度?|[0-9{_NUMERALS}两]{{1,3}}项)*+",
        "marks": r"[\s,、;。:!?·—–-]+",
        "ending": rf"(?:{one_of('ending', 'sum_ending')}|(?<!公)共|{IN_WORDS}[整正]?"
        r"|[:\s=¥—–-])++$",
        "approximate": rf"(?P<word>{approximate()})"
        rf"(?:{one_of('ending', 'filler', 'filler_noun', 'sum_ending')}|[:\s=¥])*$",
        "approximate_tail": rf"\s*(?:\(含[^()]{{0,3}}\)\s*)?(?:{words_at('approximate', 'start')}"
        rf"|{words_at('approximate', 'whole')}(?=\s*(?:$|[,;。、:)\n])))",
        "share": rf"(?<=[^,;。、:])(?:[为按占][^,;。、:]{{0,12}}的?)?{NUMBER}%(?:\s?[计共即为])?$",
        "light_ending": rf"(?:{one_of('ending')}|{IN_WORDS}[整正]?|[:\s=¥—–-])++$",
        "unit": rf"\((?:单位:)?({YUAN})\)",
        "unit_line": rf"\(?(?:金额|货币)?单位:?(?:人民币)?({YUAN})\)?",
        "part": one_of("part") + r"[:,]?",
        "opening": rf"{one_of('opening')}|{one_of('filler', 'filler_noun')}++由",
        "joining": one_of("joining"),
        "each": rf"每[0-9]*{units()}++",
        "counted": rf"{NUMBER}\s?{units()}[一-鿿]{{1,8}}",
        "more": rf"(?:[、,和及与]\s?{NUMBER}\s?{YUAN})*",
        "price": rf"(?:{one_of('price_word')}|人均[^,;。]{{1,6}}"
        rf"|每(?!年)[0-9]*{units()}[^,;。]{{0,20}}|每年)"
        rf"(?:为|是|{approximate()}|:|\s)*$",
    }
    return re.compile(patterns[name])


def read_phrase(run: Run, follows_amount: bool) -> Phrase:
    """The words taken apart; a joining 和 is one only where it follows an amount directly."""
    text = folded(run.text)
    ordinal, rank, is_part = EMPTY, None, False
    joining = _pattern("joining").match(text) if follows_amount else None
    start, end = -1, joining.end() if joining else 0
    while start != end:
        start = end
        number, part = ordinal_of(text, start), _pattern("part").match(text, start)
        opening = _pattern("marks").match(text, start) or _pattern("opening").match(text, start)
        if number:
            rank, end = number
            ordinal = run[start:end]
        elif part:
            is_part, end = True, part.end()
        elif opening:
            end = opening.end()
    return _named(run[end:], ordinal, rank, is_part)


def claim_ordinal(phrase: Phrase, reading: Reading) -> None:
    """Note the list number as layout, unless it is printed as the end of a longer number."""
    if phrase.ordinal:
        start = phrase.ordinal.start
        if not _NUMBER_GOES_ON.search(reading.document.text[max(0, start - 2) : start]):
            reading.claim(phrase.ordinal, LAYOUT, "ordinal")


def _named(rest: Run, ordinal: Run, rank: int | None, is_part: bool) -> Phrase:
    exact = without_approximate(rest)
    full = _without(exact.strip(), "light_ending")
    text = folded(full.text)
    is_filler = _pattern("filler").fullmatch(text) is not None
    name = _without(without_sum_words(full), "share")
    if is_filler and not says("filler_noun", text):
        name = EMPTY
    kind = _sum_kind(text, is_filler)
    is_approximate = len(exact) < len(rest)
    words = exact.strip()
    return Phrase(words, name, full, ordinal, rank, is_part, is_filler, kind, is_approximate)


def _without(run: Run, ending: str) -> Run:
    found = _pattern(ending).search(folded(run.text))
    return run[: found.start()] if found else run


def _sum_kind(text: str, is_filler: bool) -> str | None:
    """What sum the words speak of: they hold its word, or 共 or 计 where they name nothing."""
    if text.endswith("小计"):
        return "subtotal"
    if says("sum_word", text) or (is_filler and text.endswith(("共", "计"))):
        return "total"
    return None


def without_sum_words(run: Run) -> Run:
    """The words without 合计 and the like at their end."""
    return _without(run, "ending")


def without_approximate(words: Run) -> Run:
    """The words without those that make the amount after them approximate or a bound."""
    start = approximate_start(words)
    while start is not None:
        found = _pattern("approximate").match(folded(words.text), start)
        end = found.end("word") if found else len(words)
        words = Run.joined([words[:start], words[end:]])
        start = approximate_start(words)
    return words


def approximate_start(words: Run) -> int | None:
    """Where 约, 不超过 or the like stands before an amount; None without any."""
    found = _pattern("approximate").search(folded(words.text))
    return found.start() if found else None


def approximate_end(after: Run) -> int:
    """Where 左右, 以内 or the like ends behind an amount; 0 without any."""
    found = _pattern("approximate_tail").match(folded(after.text))
    return found.end() if found else 0


def is_share(words: Run) -> bool:
    """Whether words end in a share of a whole: 首付30%."""
    return _pattern("share").search(folded(words.text)) is not None


def sum_of_name(text: str) -> str | None:
    """The sum that a row with this name states: subtotal, total or named; None for an item.

    >>> sum_of_name("合计（元）:"), sum_of_name("人员费用小计"), sum_of_name("设计费")
    ('total', 'subtotal', None)
    """
    bare = _pattern("unit").sub("", folded(text)).strip(":")
    if not says("row_sum", bare):
        return None
    if bare.endswith("小计"):
        return "subtotal"
    return "total" if _pattern("filler").fullmatch(bare) else "named"


def unit_of_name(text: str) -> str | None:
    """The money unit in brackets at the end of a name."""
    found = _pattern("unit").search(folded(text))
    return found.group(1) if found else None


def unit_line(text: str) -> re.Match[str] | None:
    """The money unit (group 1) that a folded text prints for what follows: 单位:万元."""
    return _pattern("unit_line").search(text)


def price_words(run: Run) -> int | None:
    """Where the words begin that make the amount after them a unit price; None without any."""
    found = _pattern("price").search(folded(run.text))
    return found.start() if found else None


def names_nothing(words: Run) -> bool:
    """Whether words only fill, or say of what a quantity is: 补助人数, 每期."""
    phrase = read_phrase(words, follows_amount=False)
    text = folded(phrase.full.text)
    is_each = _pattern("each").fullmatch(text) is not None
    return phrase.is_filler or says("quantity", text) or is_each


def counts_things(words: Run) -> bool:
    """Whether words are a quantity and the things it counts: 31个居民区."""
    return _pattern("counted").fullmatch(folded(words.text)) is not None


def with_label(phrase: Phrase, label: Label) -> Phrase:
    """The phrase with its label's list number, and with its name where it has none itself."""
    above = label.phrase
    is_part = phrase.is_part or above.is_part
    if label.is_heading_of(phrase):
        return replace(phrase, is_part=is_part)
    numbered = replace(phrase, rank=phrase.rank or above.rank, is_part=is_part)
    if phrase.name or not phrase.is_filler:
        return numbered
    if label.ends_in_colon:
        return replace(above, sum_kind=phrase.sum_kind or above.sum_kind)
    if says("no_name", folded(above.full.text)):
        return numbered
    is_weak = says("weak_sum", folded(phrase.full.text))
    if is_share(above.full) and (is_weak or not phrase.is_sum):
        return replace(numbered, name=above.name, full=above.full, is_filler=False, sum_kind=None)
    is_filler = phrase.is_sum or above.is_filler
    is_labelled = is_weak and not above.is_filler
    named = replace(numbered, name=above.name, full=phrase.full or above.full)
    return replace(named, is_filler=is_filler, is_labelled=is_labelled)


def share_names(phrase: Phrase, after: Run) -> tuple[Phrase, list[Run]]:
    """Of `A、B分别为30万元、20万元` the first amount's phrase, and the names of the others.

    Where there are not as many names as amounts, the words before 分别 name the first.
    """
    if not phrase.name.text.endswith("分别"):
        return phrase, []
    words = phrase.name[: len(phrase.name) - 2]
    more = _pattern("more").match(folded(after.text))
    count = 1 + (more.group().count("元") if more else 0)
    names = _split(words, "、")
    names = names if len(names) == count else _split(words, "[、和及与]")
    if len(names) != count or not all(names):
        return replace(phrase, name=words), []
    return replace(phrase, name=names[0]), names[1:]


def _split(run: Run, marks: str) -> list[Run]:
    cuts = [0, *(found.end() for found in re.finditer(marks, run.text)), len(run) + 1]
    return [run[start : end - 1] for start, end in pairwise(cuts)]
