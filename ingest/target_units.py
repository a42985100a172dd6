"""Units of targets: what is printed after a number, and the base unit it is compared in.

Base units: 元, 小时 (of 分钟), 次/年 (of frequencies), one word for each thing counted. 天, 工作日,
月 and 秒 stay what they are. A scale word without a thing (`万/人`) is multiplied out and the thing
stays unknown: base unit `/人`, or none for a bare 万.
"""

import re
from dataclasses import dataclass
from decimal import Decimal, Inexact, localcontext

from ingest.target_numbers import take_number
from ingest.target_text import read_table

_LOST_UNITS = frozenset(("", "null", "NULL", "None", "无", "-", "/"))
_UNIT = re.compile(r"[A-Za-zμℰ℃°²³‰%㎡㎥\u4e00-\u9fff0-9/*·.]{1,20}")
_BARE_UNKNOWN_UNIT = re.compile(r"[A-Za-z\u4e00-\u9fff]{1,6}")
_JOINING_WORDS = re.compile("[且或并及和与的为于在不以至到余多前后内达完]")
_BRACKETED = re.compile(r"(?P<bare>[^()]*)\((?P<bracketed>[^()]*)\)")
_SEPARATORS = re.compile("[/*·.]")


@dataclass(frozen=True)
class UnitWord:
    """One word of the table of units: the thing counted or measured, without denominators."""

    base_name: str
    quantity: str
    multiply_by: int = 1
    divide_by: int = 1


@dataclass(frozen=True)
class Period:
    """A span of time that something happens once in; `per_year` is None where none is agreed."""

    base_name: str
    per_year: int | None
    count: Decimal = Decimal(1)

    @property
    def base_unit(self) -> str:
        """The period in base words: 季 for 季度, 3月 for 3个月."""
        return self.base_name if self.count == 1 else f"{self.count:f}{self.base_name}"


@dataclass(frozen=True)
class Unit:
    """A printed unit: its thing, its denominators in printed order, and what is odd about it."""

    text: str | None = None
    word: UnitWord | None = None
    denominators: tuple[str | Period, ...] = ()
    issue_codes: tuple[str, ...] = ()

    @property
    def periods(self) -> tuple[Period, ...]:
        """The denominators that are spans of time."""
        return tuple(part for part in self.denominators if isinstance(part, Period))

    @property
    def is_frequency(self) -> bool:
        """Whether it counts things in one span of time, as 次/季 and 篇/周 do."""
        return bool(self.word and self.word.quantity == "count" and len(self.periods) == 1)

    @property
    def base_text(self) -> str | None:
        """The unit in base words, before any period is turned into years."""
        return join_unit(self.word.base_name, self.denominators) or None if self.word else self.text


_PERIODS = {
    row["period"]: Period(row["base_period"], int(row["per_year"]) if row["per_year"] else None)
    for row in read_table("target_periods.csv")
}
_UNIT_WORDS = {
    row["unit"]: UnitWord(
        row["base_unit"], row["quantity"], int(row["multiply_by"]), int(row["divide_by"])
    )
    for row in read_table("target_units.csv")
}
_SCALES = {row["scale"]: int(row["multiply_by"]) for row in read_table("target_scales.csv")}
_NAME_PERIODS = tuple(
    (re.compile(f"(?<![0-9个一二两三四五六七八九十半]){row['text']}"), row)
    for row in read_table("target_name_periods.csv")
)
_PERIODS_LONGEST_FIRST = sorted(_PERIODS, key=len, reverse=True)
_UNITS_LONGEST_FIRST = sorted(_UNIT_WORDS, key=len, reverse=True)


def join_unit(thing: str, denominators: tuple[str | Period, ...]) -> str:
    """The thing and its denominators as one unit, each after a slash."""
    names = (part.base_unit if isinstance(part, Period) else part for part in denominators)
    return "".join((thing, *(f"/{name}" for name in names)))


def read_unit(printed: str, *, may_be_unknown: bool = False) -> Unit | None:
    """The unit that the whole text is, bare or in brackets; nothing if it is no unit.

    In brackets any short word is a unit; bare, an unknown one only where the caller is sure that a
    unit stands there. Unknown words, and notes in brackets after a unit, are kept with an issue.

    >>> read_unit("(万元/年/人)").base_text, read_unit("(元/人*月)").base_text
    ('元/年/人', '元/人/月')
    >>> read_unit("(null)").text, read_unit("(null)").issue_codes, read_unit("人参加培训")
    (None, ('unit_lost',), None)
    """
    if not printed:
        return Unit()
    if not (parts := _BRACKETED.fullmatch(printed)):
        return _read_bare_unit(printed, may_be_unknown=may_be_unknown)
    bracketed = parts["bracketed"].strip()
    if parts["bare"]:
        return _read_unit_beside_bracket(parts["bare"], bracketed)
    if bracketed in _LOST_UNITS:
        return Unit(issue_codes=("unit_lost",))
    return _split_unit(bracketed)


def take_denominators(text: str) -> tuple[tuple[tuple[str, str | Period], ...], str]:
    """The 每… a text begins with, as (printed, read), and the rest of it.

    >>> [printed for printed, _ in take_denominators("每人每年200元")[0]]
    ['人', '年']
    >>> take_denominators("一季度一次")[1], take_denominators("二季度一次")[0]
    ('一次', ())
    """
    found: list[tuple[str, str | Period]] = []
    rest = text.removeprefix("平均")
    while len(found) < 3 and (taken := _take_denominator(rest)):
        denominator, rest = taken
        found.append(denominator)
    return tuple(found), rest if found else text


def find_name_period(name: str, unit: Unit) -> tuple[Period | None, tuple[str, ...]]:
    """The period the indicator's name gives to a unit that has none, and what is odd about it.

    `12个月租金` is a sum and no monthly rent: a word that begins with 月 or 年 counts only where
    no number stands before it.

    >>> find_name_period("月租费", read_unit("(万元)"))[0].base_name
    '月'
    >>> find_name_period("全年投诉次数", read_unit("(次)")), find_name_period("月租费", Unit())
    ((None, ()), (None, ()))
    """
    if not unit.word or unit.periods or unit.word.quantity not in ("money", "time", "count"):
        return None, ()
    names = {
        row["base_period"]
        for pattern, row in _NAME_PERIODS
        if row["quantity"] in ("any", unit.word.quantity) and pattern.search(name)
    }
    if len(names) > 1:
        return None, ("name_period_ambiguous",)
    return (_PERIODS[names.pop()] if names else None), ()


def convert_to_base(
    value: Decimal, unit: Unit, *, is_frequency: bool
) -> tuple[Decimal, str | None]:
    """The value in base units and that unit; frequencies, and 次 a period, are counted by the year.

    Exact where the quotient is finite; otherwise cut to six places (1分钟 = 0.016667小时).

    >>> convert_to_base(Decimal("16.92"), read_unit("(万/人)"), is_frequency=False)
    (Decimal('169200.00'), '/人')
    >>> convert_to_base(Decimal("30.00"), read_unit("(分钟)"), is_frequency=False)
    (Decimal('0.50'), '小时')
    >>> convert_to_base(Decimal(1), read_unit("次/季度"), is_frequency=True)
    (Decimal('4'), '次/年')
    """
    word = unit.word or UnitWord(unit.text or "", "unknown")
    periods = unit.periods
    if (is_frequency or word.base_name == "次") and len(periods) == 1 and periods[0].per_year:
        per_year = tuple(
            _PERIODS["年"] if isinstance(part, Period) else part for part in unit.denominators
        )
        multiply_by = periods[0].per_year * word.multiply_by
        base_value = _scale(value, multiply_by, periods[0].count * word.divide_by)
        return base_value, join_unit(word.base_name, per_year)
    return _scale(value, word.multiply_by, Decimal(word.divide_by)), unit.base_text


def _scale(value: Decimal, multiply_by: int, divide_by: Decimal) -> Decimal:
    with localcontext(prec=60) as context:
        product = value * multiply_by
        if divide_by == 1:
            return product
        context.clear_flags()
        quotient = product / divide_by
        if context.flags[Inexact]:
            return quotient.quantize(Decimal("0.000001"))
        places = min(int(quotient.as_tuple().exponent), int(value.as_tuple().exponent))
        return quotient.quantize(Decimal(1).scaleb(places))


def _read_bare_unit(printed: str, *, may_be_unknown: bool) -> Unit | None:
    unit = _split_unit(printed)
    if unit is None or "unit_unknown" not in unit.issue_codes:
        return unit
    is_one_word = _BARE_UNKNOWN_UNIT.fullmatch(printed) and not _JOINING_WORDS.search(printed)
    return unit if may_be_unknown and is_one_word else None


def _read_unit_beside_bracket(bare: str, bracketed: str) -> Unit | None:
    unit = _read_bare_unit(bare, may_be_unknown=False)
    if unit is None or re.search(r"[0-9≥≤<>=±*]", bracketed):
        return None
    if bracketed in _LOST_UNITS:
        return unit
    synonym = _read_bare_unit(bracketed, may_be_unknown=False)
    if synonym and synonym.base_text == unit.base_text:
        return unit
    return Unit(unit.text, unit.word, unit.denominators, (*unit.issue_codes, "note_beside_unit"))


def _split_unit(printed: str) -> Unit | None:
    if not _UNIT.fullmatch(printed) or not re.search(r"[^0-9/*·.²³°]", printed):
        return None
    if word := _find_unit_word(printed):
        return Unit(printed, word, (), _issues_of_thing(word))
    thing, *others = re.split("[/每]", printed, maxsplit=1)
    parts = _SEPARATORS.split(others[0]) if others else []
    denominators = tuple(_read_denominator(part) for part in parts)
    word = _find_unit_word(thing)
    if re.search("[0-9]", thing) or any(part is None for part in denominators):
        return None
    known = tuple(part for part in denominators if part is not None)
    are_words_known = all(isinstance(part, Period) or part in _UNIT_WORDS for part in known)
    issues = _issues_of_thing(word) if word else ()
    if not word or not are_words_known:
        issues += ("unit_unknown",)
    return Unit(printed, word, known, issues)


def _find_unit_word(printed: str) -> UnitWord | None:
    if word := _UNIT_WORDS.get(printed):
        return word
    for length in (2, 1):
        scale, thing = printed[:length], printed[length:]
        if scale not in _SCALES:
            continue
        if not thing:
            return UnitWord("", "scale", _SCALES[scale])
        if (word := _UNIT_WORDS.get(thing)) and word.multiply_by == 1:
            return UnitWord(word.base_name, word.quantity, _SCALES[scale], word.divide_by)
    return None


def _issues_of_thing(word: UnitWord) -> tuple[str, ...]:
    return ("unit_without_thing",) if word.quantity == "scale" else ()


def _read_denominator(printed: str) -> str | Period | None:
    name = printed.removeprefix("每")
    if period := _PERIODS.get(name):
        return period
    if (taken := take_number(name)) and taken[0] > 0 and taken[1] in _PERIODS:
        period = _PERIODS[taken[1]]
        return Period(period.base_name, period.per_year, taken[0])
    return name if name and not re.search("[0-9]", name) else None


def _take_denominator(text: str) -> tuple[tuple[str, str | Period], str] | None:
    has_every = text.startswith("每")
    rest = text.removeprefix("每").removeprefix("隔")
    if period := _find_longest(rest, _PERIODS_LONGEST_FIRST):
        return (_PERIODS[period].base_name, _PERIODS[period]), rest[len(period) :]
    if (taken := take_number(rest)) and taken[0] > 0 and taken[0] == int(taken[0]):
        return _take_counted_period(*taken, has_every=has_every, printed=rest)
    if has_every and (thing := _find_longest(rest.removeprefix("个"), _UNITS_LONGEST_FIRST)):
        return (thing, thing), rest.removeprefix("个")[len(thing) :]
    return None


def _take_counted_period(
    count: Decimal, rest: str, *, has_every: bool, printed: str
) -> tuple[tuple[str, str | Period], str] | None:
    name = _find_longest(rest, _PERIODS_LONGEST_FIRST)
    if not name:
        return None
    # 二季度 and 三月 name one quarter and one month; 两个季度, 三个月 and 两年 are spans.
    is_span = count == 1 or has_every or name.startswith("个") or name in ("年", "周", "天")
    if not is_span:
        return None
    after = rest[len(name) :]
    period = _PERIODS[name]
    if count == 1:
        return (period.base_name, period), after
    counted = printed[: len(printed) - len(after)]
    return (counted, Period(period.base_name, period.per_year, count)), after


def _find_longest(text: str, words: list[str]) -> str | None:
    return next((word for word in words if text.startswith(word)), None)
