"""One cell's text -> value: amounts, dates, years, scores. Pure functions."""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_SCALES = {
    "亿元": Decimal(100_000_000),
    "亿": Decimal(100_000_000),
    "百万元": Decimal(1_000_000),
    "万元": Decimal(10_000),
    "万": Decimal(10_000),
    "千元": Decimal(1_000),
    "百元": Decimal(100),
    "元": Decimal(1),
}
# 万亿元: no project of one body comes near it, and ten thousand such amounts still have a sum
_LARGEST_YUAN = Decimal(10) ** 12
MONEY_UNITS = tuple(_SCALES)
_UNIT = "|".join(MONEY_UNITS)
_AMOUNT = r"-?(?:[1-9]\d{0,2}(?:,\d{3})+|0|[1-9]\d*)(?:\.\d+)?"
_MONEY = re.compile(rf"^(?:¥|人民币|RMB|CNY)?\s*({_AMOUNT})\s*(?:({_UNIT})整?|[(]({_UNIT})[)])?$")
_NO_AMOUNT = {"-", "--", "/", "—", "——", "－", "／", "无"}
FULL_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_YEAR = re.compile(r"(20\d{2})\s*年")


@dataclass(frozen=True)
class Money:
    """An amount as printed: the number and the unit that stands in the cell, if one does."""

    number: Decimal
    unit: str | None


_ODD = re.compile(
    "["
    + "".join(
        chr(code)
        for code in (*range(0x80, 0x3400), *range(0x1F100, 0x1F200))
        if unicodedata.category(chr(code)) != "Nd"
        and not re.escape(chr(code)).isascii()
        and re.search("[0-9]", unicodedata.normalize("NFKC", chr(code)))
    )
    + "]"
)


def fold(text: str) -> str:
    """The text with full-width digits, signs and letters folded to half width.

    Marks that hold a digit (`①`, `²`, `½`, `㎡`) are no digits and stay.

    >>> fold("１２①（㎡）")
    '12①(㎡)'
    """
    if text.isascii():
        return text
    parts = _ODD.split(text)
    if len(parts) == 1:
        return unicodedata.normalize("NFKC", text)
    marks = [*_ODD.findall(text), ""]
    folded = (unicodedata.normalize("NFKC", part) for part in parts)
    return "".join(part + mark for part, mark in zip(folded, marks, strict=True))


def fold_in_place(text: str) -> str:
    """The text folded, each character at its own place: one that folds to several stays.

    >>> fold_in_place("１２㎡…")
    '12㎡…'
    """
    return "".join(one if len(one := fold(character)) == 1 else character for character in text)


def parse_number(text: str) -> Decimal | None:
    """The number a cell holds, thousands separators dropped; None where it holds anything else.

    >>> parse_number("1，204.93")
    Decimal('1204.93')
    >>> parse_number("约5") is None
    True
    """
    found = _NUMBER.fullmatch(fold(text).strip())
    return Decimal(found.group().replace(",", "")) if found else None


def parse_money(text: str) -> Money | None:
    """The amount and unit a cell holds; None where it holds anything else, or a broken number.

    >>> parse_money("1260 万元")
    Money(number=Decimal('1260'), unit='万元')
    >>> parse_money("￥880,000.50")
    Money(number=Decimal('880000.50'), unit=None)
    >>> parse_money("12 345.67") is None, parse_money("-") is None
    (True, True)
    """
    found = _MONEY.fullmatch(fold(text).strip())
    if found is None:
        return None
    number, bare_unit, bracketed_unit = found.groups()
    return Money(Decimal(number.replace(",", "")), bare_unit or bracketed_unit)


def says_no_amount(text: str) -> bool:
    """Whether the cell prints a dash, a slash or 无 in place of an amount."""
    return text.strip() in _NO_AMOUNT


def to_yuan(number: Decimal, unit: str) -> Decimal | None:
    """The amount in yuan, exact; None where it has more than two decimals or is too large.

    >>> to_yuan(Decimal("285.696"), "万元")
    Decimal('2856960.00')
    >>> to_yuan(Decimal("0.001"), "元") is None
    True
    >>> to_yuan(Decimal("10000.01"), "亿元") is None
    True
    """
    yuan = exactly(number * _SCALES[unit], 18, 2)
    return None if yuan is None or abs(yuan) > _LARGEST_YUAN else yuan


def exactly(number: Decimal | None, precision: int, scale: int) -> Decimal | None:
    """The number at the scale of its column; None where that would round or overflow it."""
    if number is None:
        return None
    try:
        fitted = number.quantize(Decimal(1).scaleb(-scale))
    except InvalidOperation:
        return None
    fits = abs(fitted) < Decimal(10) ** (precision - scale)
    return fitted if fitted == number and fits else None


def parse_date(text: str) -> dt.date | None:
    """The one full date a text holds; None where it holds none, or no day of the calendar.

    >>> parse_date("期 2023-12-31")
    datetime.date(2023, 12, 31)
    """
    found = FULL_DATE.search(fold(text))
    if not found:
        return None
    try:
        return dt.date(*(int(part) for part in found.groups()))
    except ValueError:
        return None


def parse_dates(text: str) -> list[dt.date]:
    """All full dates a text holds, in order."""
    dates = [parse_date(found.group()) for found in FULL_DATE.finditer(fold(text))]
    return [date for date in dates if date is not None]


def parse_year(text: str) -> int | None:
    """The year of `(2023 年度)` or `二〇二三年`; None where none is printed.

    >>> parse_year("（二〇二三年度）")
    2023
    """
    found = _YEAR.search(fold(text).translate(_DIGITS))
    return int(found.group(1)) if found else None


def printed_years(text: str) -> set[int]:
    """The years that a text prints, in dates or by themselves.

    >>> printed_years("2024年1月至12月"), printed_years("（二〇二三年度）")
    ({2024}, {2023})
    """
    years = {int(found.group(1)) for found in _YEAR.finditer(fold(text).translate(_DIGITS))}
    return years | {date.year for date in parse_dates(text)}


def join_cut_date(parts: list[str]) -> dt.date | None:
    """The date of a cell that was cut in two and may print the character at the cut twice.

    >>> join_cut_date(["2023-12-3", "31"])
    datetime.date(2023, 12, 31)
    >>> join_cut_date(["2023-12-", "-31"])
    datetime.date(2023, 12, 31)
    """
    if len(parts) == 2 and parts[0] and parts[1].startswith(parts[0][-1]):
        return parse_date(parts[0][:-1] + parts[1])
    return parse_date("".join(parts))
