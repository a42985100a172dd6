"""Dates and times as a sheet's number formats show them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from ingest.readers.numerals import chinese, digit_by_digit, formal

DATE_TOKENS = r"y{1,4}|e{1,2}|m{1,5}|d{1,4}|a{3,4}|h{1,2}|s{1,2}(?:\.0+)?|AM/PM|A/P|上午/下午"
_DAY = 24 * 60 * 60
_LAST_DAY = 2_958_465
_FICTITIOUS_DAY = 60
_MONTHS = (
    "January February March April May June July August September October November December".split()
)
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_CHINESE_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True)
class Token:
    """A part of a format: `kind` is literal, digit, point, comma, percent, exponent, date, ..."""

    kind: str
    text: str


@dataclass(frozen=True)
class _Moment:
    """A day and the seconds since its midnight; `total` counts seconds since day 0."""

    day: dt.date
    seconds: Decimal
    total: Decimal


def shown_date(number: Decimal, tokens: Sequence[Token], digits: str, is_1904: bool) -> str | None:
    """The day or time that a serial number stands for; None where it stands for none."""
    places = max((_second_places(token) for token in tokens), default=0)
    moment = _moment(number, is_1904, places)
    if moment is None:
        return None
    is_half_day = any(token.kind == "date" and "/" in token.text for token in tokens)
    times = [token for token in tokens if token.kind in ("date", "elapsed")]
    parts = []
    at = 0
    for token in tokens:
        if token.kind == "elapsed":
            parts.append(_elapsed(token.text.lower(), moment))
        elif token.kind == "date":
            parts.append(_written(token.text, moment, _is_minute(times, at), is_half_day, digits))
        elif token.kind in ("literal", "comma", "point"):
            parts.append(token.text)
        at += token.kind in ("date", "elapsed")
    return " ".join("".join(parts).split())


def _second_places(token: Token) -> int:
    return len(token.text.partition(".")[2]) if token.kind == "date" else 0


def _moment(number: Decimal, is_1904: bool, places: int) -> _Moment | None:
    step = Decimal(1).scaleb(-places)
    total = (number * _DAY).quantize(step, ROUND_HALF_UP) if abs(number) < 10**9 else None
    if total is None or total < 0:
        return None
    days = int(total // _DAY)
    if days > _LAST_DAY or (days == _FICTITIOUS_DAY and not is_1904):
        return None
    first = dt.date(1904, 1, 1) if is_1904 else dt.date(1899, 12, 31)
    is_after = not is_1904 and days > _FICTITIOUS_DAY
    try:
        return _Moment(first + dt.timedelta(days - is_after), total % _DAY, total)
    except OverflowError:
        return None


def _is_minute(times: Sequence[Token], at: int) -> bool:
    """Whether an `m` stands for minutes: after hours, or before seconds."""
    before = times[at - 1].text[:1].lower() if at else ""
    after = times[at + 1].text[:1].lower() if at + 1 < len(times) else ""
    return len(times[at].text) <= 2 and (before == "h" or after == "s")


def _elapsed(text: str, moment: _Moment) -> str:
    seconds = {"h": 3600, "m": 60, "s": 1}[text[0]]
    return f"{int(moment.total // seconds):0{len(text)}d}"


def _written(text: str, moment: _Moment, is_minute: bool, is_half_day: bool, digits: str) -> str:
    kind = "minute" if is_minute and text[0] in "mM" else text[0].lower()
    if "/" in text:
        names = text.split("/")
        return names[moment.seconds >= _DAY // 2]
    if kind == "s":
        places = len(text.partition(".")[2])
        seconds = moment.seconds % 60
        width = len(text.partition(".")[0]) + (places + 1 if places else 0)
        return f"{seconds:0{width}.{places}f}"
    if kind in ("h", "minute"):
        hours = int(moment.seconds // 3600)
        hours = (hours % 12 or 12) if is_half_day else hours
        return _padded(hours if kind == "h" else int(moment.seconds // 60 % 60), text, digits)
    return _written_day(kind, text, moment.day, digits)


def _written_day(kind: str, text: str, day: dt.date, digits: str) -> str:
    if kind in ("y", "e"):
        year = day.year if len(text) > 2 or kind == "e" else day.year % 100
        return _year(year, len(text), digits)
    if kind == "a":
        name = _CHINESE_WEEKDAYS[day.weekday()]
        return f"星期{name}" if len(text) == 4 else name
    if len(text) < 3:
        return _padded(day.month if kind == "m" else day.day, text, digits)
    name = _MONTHS[day.month - 1] if kind == "m" else _WEEKDAYS[day.weekday()]
    return {3: name[:3], 4: name, 5: name[:1]}[len(text)]


def _year(year: int, width: int, digits: str) -> str:
    written = f"{year:02}" if width < 3 else str(year)
    if digits == "1":
        return digit_by_digit(int(written))
    return digit_by_digit(int(written), "零壹贰叁肆伍陆柒捌玖") if digits == "2" else written


def _padded(number: int, text: str, digits: str) -> str:
    if digits in ("1", "2"):
        return chinese(number) if digits == "1" else formal(number)
    return f"{number:0{len(text)}d}"
