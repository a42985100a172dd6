"""Numbers as printed in a target: digits with comma groups, or Chinese numerals."""

import re
from decimal import Decimal

# What fits the raw tables even after 亿 is multiplied out; longer ones are glued or damaged digits.
_LONGEST_INTEGER = 12
_LONGEST_FRACTION = 8

_DIGITS = re.compile(r"-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?(?![0-9,.])")
_NUMERALS = re.compile(r"[零〇一二两三四五六七八九十百千万亿]+|半")
_DIGIT_VALUES = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")}
_DIGIT_VALUES |= {"〇": 0, "两": 2}
_DIGIT = "[一二两三四五六七八九]"
_SECTION = re.compile(
    rf"(?:(?P<thousands>{_DIGIT})千)?(?:零?(?P<hundreds>{_DIGIT})百)?"
    rf"(?:零?(?P<tens>{_DIGIT}?)(?P<ten>十))?(?:(?P<zero>[零〇])?(?P<ones>{_DIGIT}))?"
)


def take_number(text: str) -> tuple[Decimal, str] | None:
    """The number a text begins with and the rest of it; nothing if it begins with none.

    The printed digits stay (`100.00`). A closing 万 or 亿 is left to the unit, as after digits.

    >>> take_number("2,526.00(元/套)"), take_number("三万人"), take_number("半小时")
    ((Decimal('2526.00'), '(元/套)'), (Decimal('3'), '万人'), (Decimal('0.5'), '小时'))
    >>> take_number("2.342.34"), take_number("一般"), take_number("人")
    (None, (Decimal('1'), '般'), None)
    """
    if digits := _DIGITS.match(text):
        value = _read_digits(digits[0])
        return (value, text[digits.end() :]) if value is not None else None
    if not (numerals := _NUMERALS.match(text)):
        return None
    printed = numerals[0][:-1] if numerals[0][-1] in "万亿" else numerals[0]
    number = read_numerals(printed)
    return (number, text[len(printed) :]) if number is not None else None


def read_numerals(numerals: str) -> Decimal | None:
    """The number Chinese numerals say; nothing where they can be read in two ways.

    >>> read_numerals("三百二十"), read_numerals("二〇二六"), read_numerals("三万五千")
    (Decimal('320'), Decimal('2026'), Decimal('35000'))
    >>> read_numerals("三四"), read_numerals("三百二"), read_numerals("十百")
    (None, None, None)
    """
    if numerals == "半":
        return Decimal("0.5")
    if numerals and all(numeral in _DIGIT_VALUES for numeral in numerals):
        return _read_digit_by_digit(numerals)
    hundred_millions, has_hundred_millions, below = numerals.rpartition("亿")
    ten_thousands, has_ten_thousands, ones = below.rpartition("万")
    parts = [
        (hundred_millions, has_hundred_millions, 10**8),
        (ten_thousands, has_ten_thousands, 10**4),
        (ones, ones, 1),
    ]
    sections = [(_read_section(part), factor) for part, is_there, factor in parts if is_there]
    if not sections or any(section is None for section, _ in sections):
        return None
    return Decimal(sum(section * factor for section, factor in sections if section is not None))


def _read_digits(digits: str) -> Decimal | None:
    integer, _, fraction = digits.replace(",", "").partition(".")
    if len(integer.lstrip("-")) > _LONGEST_INTEGER or len(fraction) > _LONGEST_FRACTION:
        return None
    return Decimal(digits.replace(",", ""))


def _read_digit_by_digit(numerals: str) -> Decimal | None:
    # 三四次 means three or four; only years and numbers with a zero are read digit by digit.
    if len(numerals) not in (1, 4) and not set(numerals) & {"零", "〇"}:
        return None
    if len(numerals) > _LONGEST_INTEGER:
        return None
    return Decimal("".join(str(_DIGIT_VALUES[numeral]) for numeral in numerals))


def _read_section(numerals: str) -> int | None:
    section = _SECTION.fullmatch(numerals.lstrip("零"))
    if not section or not section[0]:
        return None
    is_cut_short = section["thousands"] or section["hundreds"]
    if section["ones"] and is_cut_short and not section["ten"] and not section["zero"]:
        return None  # 三百二 is 320 in speech and 302 by the letter
    tens = _DIGIT_VALUES.get(section["tens"] or "一", 1) if section["ten"] else 0
    thousands, hundreds, ones = (
        _DIGIT_VALUES.get(section[place] or "零", 0) for place in ("thousands", "hundreds", "ones")
    )
    return thousands * 1000 + hundreds * 100 + tens * 10 + ones
