"""Deadlines as printed in a target: a date, a month, a quarter or a year, and 前, 底 or 内."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from ingest.target_numbers import take_number

_OPERATORS = {"≤": "<=", "<": "<", "=": "="}
_LEAD = re.compile(
    r"(?P<operator>[≤<=])?(?:力争|计划|预计)?(?P<by>不晚于|不迟于|最迟|最晚)?(?:截至|截止到?|于|在|至|到)?"
)
_CLOSE = re.compile(
    r"(?P<close>之前|以前|前|之内|以内|内)?(?:全部|基本)?(?:完成|完工|办结|到位|验收)?$"
)
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
_YEAR_WORD = r"(?P<year_word>当年度?|本年度?|今年|次年|下年|该年度?|年度?|全年)"
_SOME_YEAR = rf"(?:{_YEAR}[-/.年]|{_YEAR_WORD})?"
_MONTH = r"(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_NUMBER_OF_DAY = r"(?P<day>3[01]|[12][0-9]|0?[1-9])"
_PART = r"(?P<part>月?底|月?末|终|上旬|中旬|下旬|初)?"
_FORMS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_YEAR}(?:[-/.]|年){_MONTH}(?:[-/.]|月){_NUMBER_OF_DAY}[日号]?",
        rf"{_SOME_YEAR}{_MONTH}月{_NUMBER_OF_DAY}[日号]",
        rf"{_SOME_YEAR}{_MONTH}月份?{_PART}",
        rf"{_YEAR}[-/]{_MONTH}",
        rf"{_YEAR}年度?(?:全年)?{_PART}",
        rf"{_YEAR_WORD}{_PART}",
        rf"(?:{_YEAR}年|{_YEAR_WORD})?(?P<half>上|下)半年{_PART}",
        rf"(?:{_YEAR}年|{_YEAR_WORD})?第?(?P<quarter>[1-4一二三四])季度?{_PART}",
    )
)
_SPAN = re.compile(r"[0-9年月日号./]{1,11}(?:-|~|至|到)(?P<end>.+)")
_LAST_MONTH = r"(?P<end>1[0-2]|0?[1-9])"
_MONTHS = (
    re.compile(rf"{_YEAR}[-./]{_MONTH}[-~至到](?P<last>(?:19|20)[0-9]{{2}})[-./]{_LAST_MONTH}"),
    re.compile(rf"(?P<last>(?:19|20)[0-9]{{2}})[./]{_MONTH}[-~至到]{_LAST_MONTH}"),
)
_RECURRING = re.compile(
    r"(?:每年|每个?季度?|每个?月|每周|次月|当月|当季度?|下月|当日|当天)"
    r"[0-9月日号底初末上中下旬周一二三四五六日]{0,8}(?:之前|以前|前|之内|内|底|末)(?:完成|办结|到位)?"
)
_NEXT_YEAR = frozenset(("次年", "下年"))


@dataclass(frozen=True)
class Deadline:
    """A printed deadline; no operator where neither 前, 底, 内 nor a sign is printed."""

    operator: str | None
    date: dt.date | None
    issue_codes: tuple[str, ...] = ()


def read_deadline(text: str, fiscal_year: int | None = None) -> Deadline | None:
    """The deadline that the whole text is; nothing if it is none.

    The date is the last day meant. Where 前 stands after a month or a year (`12月前`: by its end
    or before it begins?), where the fiscal year is not known or the deadline recurs, there is no
    date and an issue says so.

    >>> read_deadline("当年内", 2026)
    Deadline(operator='<=', date=datetime.date(2026, 12, 31), issue_codes=())
    >>> read_deadline("12月底前").issue_codes, read_deadline("12月前", 2026).issue_codes
    (('date_unknown',), ('date_ambiguous',))
    >>> read_deadline("6月-10月", 2023).date, read_deadline("2020年").operator, read_deadline("年")
    (datetime.date(2023, 10, 31), None, None)
    """
    if _RECURRING.fullmatch(text):
        return Deadline("<=", None, ("date_unknown",))
    lead = _LEAD.match(text)
    rest = text[lead.end() :] if lead else text
    close = _CLOSE.search(rest[-12:])
    closing_word = close["close"] if close else None
    core = rest[: len(rest) - len(close[0])] if close else rest
    span_end = _find_span_end(core)
    form = _match_form(span_end or core)
    if not form or not _is_deadline(form, closing_word):
        return None
    is_closed = bool(closing_word or (lead and lead["by"]) or span_end)
    operator = _OPERATORS.get(lead["operator"] or "") if lead else None
    operator = operator or ("<=" if is_closed else None)
    missing = () if operator else ("operator_missing",)
    if closing_word and closing_word.endswith("前") and not _has_last_day(form):
        return Deadline(operator, None, ("date_ambiguous", *missing))
    date, date_issues = _find_last_day(form.groupdict(), fiscal_year)
    return Deadline(operator, date, (*date_issues, *missing))


def _match_form(core: str) -> re.Match[str] | None:
    return next((form for pattern in _FORMS if (form := pattern.fullmatch(core))), None)


def _find_span_end(core: str) -> str | None:
    for pattern in _MONTHS:
        if months := pattern.fullmatch(core):
            return f"{months['last']}-{months['end']}"
    span = _SPAN.fullmatch(core)
    end = span["end"] if span else ""
    return end if "月" in end or re.fullmatch(rf"{_YEAR}.+", end) else None


def _is_deadline(form: re.Match[str], closing_word: str | None) -> bool:
    """Whether a year in words is closed: 年底, 当年内; but not 年前, 全年 or 年度."""
    parts = form.groupdict()
    if not parts.get("year_word") or any(parts.get(name) for name in ("month", "half", "quarter")):
        return True
    return bool(parts.get("part")) or (closing_word or "").endswith("内")


def _has_last_day(form: re.Match[str]) -> bool:
    parts = form.groupdict()
    return bool(parts.get("day") or parts.get("part"))


def _find_last_day(
    parts: dict[str, str | None], fiscal_year: int | None
) -> tuple[dt.date | None, tuple[str, ...]]:
    printed_year = parts.get("year")
    year = int(printed_year) if printed_year else fiscal_year
    if year is None or not dt.MINYEAR <= year < dt.MAXYEAR:
        return None, ("date_unknown",)
    year += parts.get("year_word") in _NEXT_YEAR
    month, part = _find_month(parts), (parts.get("part") or "").removeprefix("月")
    if part == "初":
        return None, ("date_ambiguous",)
    last_day = calendar.monthrange(year, month)[1]
    day = int(parts.get("day") or {"上旬": 10, "中旬": 20}.get(part, last_day))
    return (dt.date(year, month, day), ()) if day <= last_day else (None, ("date_invalid",))


def _find_month(parts: dict[str, str | None]) -> int:
    if half := parts.get("half"):
        return 6 if half == "上" else 12
    if quarter := parts.get("quarter"):
        return 3 * _read_small_number(quarter)
    return _read_small_number(parts.get("month") or "12")


def _read_small_number(printed: str) -> int:
    taken = take_number(printed)
    return int(taken[0]) if taken else 12
