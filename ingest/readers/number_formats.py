"""A stored number and its cell's number format -> the text that the sheet shows.

The formats known by number alone are those of Chinese Excel.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property, lru_cache
from typing import NamedTuple

from ingest.readers.date_formats import DATE_TOKENS, Token, shown_date
from ingest.readers.numerals import chinese, digit_by_digit, formal

GENERAL = "General"
_ACCOUNTING = '_ {0}* #,##0{1}_ ;_ {0}* -#,##0{1}_ ;_ {0}* "-"{2}_ ;_ @_ '
_DAY = 'yyyy"年"m"月"d"日"'
_MONTH = 'yyyy"年"m"月"'
_DAY_OF_MONTH = 'm"月"d"日"'
_TIME = 'h"时"mm"分"'
BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"¥"#,##0;"¥"-#,##0',
    6: '"¥"#,##0;"¥"-#,##0',
    7: '"¥"#,##0.00;"¥"-#,##0.00',
    8: '"¥"#,##0.00;"¥"-#,##0.00',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: _MONTH,
    28: _DAY_OF_MONTH,
    29: _DAY_OF_MONTH,
    30: "m-d-yy",
    31: _DAY,
    32: _TIME,
    33: _TIME + 'ss"秒"',
    34: "上午/下午" + _TIME,
    35: "上午/下午" + _TIME + 'ss"秒"',
    36: _MONTH,
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: _ACCOUNTING.format("", "", ""),
    42: _ACCOUNTING.format('"¥"', "", ""),
    43: _ACCOUNTING.format("", ".00", "??"),
    44: _ACCOUNTING.format('"¥"', ".00", "??"),
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
    50: _MONTH,
    51: _DAY_OF_MONTH,
    52: _MONTH,
    53: _DAY_OF_MONTH,
    54: _DAY_OF_MONTH,
    55: "上午/下午" + _TIME,
    56: "上午/下午" + _TIME + 'ss"秒"',
    57: _MONTH,
    58: _DAY_OF_MONTH,
}
LOCAL_DATES = frozenset({14, 22, *range(27, 37), *range(50, 59)})
LOST = "\ufffd"
_SIGNS_BELOW_ZERO = frozenset("-−－–—(（△▲▼负減减赤亏")
_DIGITS_KEPT = 15
_SHOWN_WHOLE = {"date", "elapsed", "fraction", "text", "general", "percent", "exponent"}
_MOST_PLACES = 6
_LARGEST_EXPONENT = 20
_LOCAL_FORMATS = {"[$-F800]": 'yyyy"年"m"月"d"日"', "[$-F400]": "h:mm:ss"}
_TOKENS = re.compile(
    r"\"(?P<quoted>[^\"]*)\"?"
    r"|[\\!](?P<escaped>.)"
    r"|_(?P<blank>.)"
    r"|\*(?P<filled>.)"
    r"|\[(?P<bracket>[^\]]*)\]"
    r"|(?P<general>General|G/通用格式)"
    r"|(?P<exponent>[Ee][+-])"
    rf"|(?P<date>{DATE_TOKENS})"
    r"|(?P<digit>[0#?])"
    r"|(?P<plain>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_CURRENCY = re.compile(r"\$([^-]*)")
_DBNUM = re.compile(r"DBNum([1-4])", re.IGNORECASE)
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)


_OF_NUMBER = ("digit", "comma", "point")
_AS_WRITTEN = re.compile(r"\n*(?P<number>(?:#,##)?0(?:\.0{1,6})?)\n*")


@dataclass(frozen=True)
class Section:
    """One of a format's parts, and the numbers it is for (None: by its place)."""

    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None
    digits: str

    @cached_property
    def layout(self) -> "_Layout":
        """Where its digits stand."""
        return _layout_of(self.tokens)

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of its tokens."""
        return frozenset(token.kind for token in self.tokens)

    def has(self, kind: str) -> bool:
        """Whether it holds a token of that kind."""
        return kind in self.kinds


def stored_number(number: float) -> Decimal:
    """The number with the fifteen digits a sheet keeps: what lies beyond is binary noise.

    >>> stored_number(0.1 + 0.2)
    Decimal('0.3')
    """
    return Decimal(f"{number:.{_DIGITS_KEPT}g}")


@lru_cache(maxsize=65536)
def shown(number: Decimal, code: str, is_1904: bool = False) -> str:
    """What a sheet shows of a number in a format; General shows all its digits.

    >>> [shown(Decimal("1234.567"), code) for code in ("General", "0.00", "#,##0.00_ ", "0.0%")]
    ['1234.567', '1234.57', '1,234.57', '123456.7%']
    """
    if not number.is_finite():
        return LOST
    section, magnitude = _section_for(number, sections_of(_LOCAL_FORMATS.get(code[:8], code)))
    if section is None or number.adjusted() > _LARGEST_EXPONENT:
        return plain(number)
    if section.has("date") or section.has("elapsed"):
        return shown_date(number, section.tokens, section.digits, is_1904) or plain(number)
    if section.has("fraction") or section.has("text"):
        return plain(number)
    text = _with_sign(section, magnitude)
    return " ".join(text.split())


def hides_digits(number: Decimal, code: str) -> bool:
    """Whether the format shows less of a number than is stored; rates and dates are left out.

    >>> [hides_digits(Decimal("1234.5"), code) for code in ("0", "0.00", "0.0,", ";;;", "0%")]
    [True, False, True, True, False]
    """
    if not number or not number.is_finite() or number.adjusted() > _LARGEST_EXPONENT:
        return False
    section, _ = _section_for(number, sections_of(_LOCAL_FORMATS.get(code[:8], code)))
    if section is None or section.kinds & _SHOWN_WHOLE:
        return False
    if not section.has("digit"):
        return True
    layout = section.layout
    return layout.scale > 0 or number != number.quantize(layout.step, ROUND_HALF_UP)


def hides_sign(number: Decimal, code: str) -> bool:
    """Whether the format shows a number below zero without any sign of it, or in a colour only.

    >>> [hides_sign(Decimal(-5), code) for code in ("0", "0;[Red]0", "0;-0", "0;(0)", "0;负0")]
    [False, True, False, False, False]
    """
    if not number.is_finite() or number >= 0 or number.adjusted() > _LARGEST_EXPONENT:
        return False
    section, magnitude = _section_for(number, sections_of(_LOCAL_FORMATS.get(code[:8], code)))
    if section is None or magnitude < 0 or not section.kinds & {"digit", "general"}:
        return False
    words = "".join(token.text for token in section.tokens if token.kind == "literal")
    return not _SIGNS_BELOW_ZERO.intersection(words)


@lru_cache(maxsize=65536)
def doubts_about(number: Decimal, code: str) -> tuple[str, ...]:
    """The codes of what a format does not show of a number."""
    told = {"hidden_digits": hides_digits(number, code), "hidden_sign": hides_sign(number, code)}
    return tuple(name for name, holds in told.items() if holds)


def read_from(number: Decimal, code: str, is_1904: bool = False) -> str:
    """What a sheet shows of a number, with U+FFFD for a minus sign that it does not show."""
    text = shown(number, code, is_1904)
    return LOST + text if hides_sign(number, code) else text


def shown_text(text: str, code: str) -> str:
    """What a sheet shows of a text: its format may set words around it.

    >>> shown_text("二", '0;0;0;"第"@"批"')
    '第二批'
    """
    sections = sections_of(code)
    wanted = (
        sections[3] if len(sections) > 3 else sections[-1] if sections[-1].has("text") else None
    )
    if wanted is None:
        return text
    parts = (text if token.kind == "text" else _literal(token) for token in wanted.tokens)
    return "".join(parts)


def plain(number: Decimal) -> str:
    """The number in full, without an exponent.

    >>> [plain(Decimal(text)) for text in ("1E+3", "0.500", "-0")]
    ['1000', '0.5', '0']
    """
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


@lru_cache(maxsize=4096)
def sections_of(code: str) -> tuple[Section, ...]:
    """The sections of a format code: one to four."""
    sections: list[Section] = []
    tokens: list[Token] = []
    for token in _tokens(code):
        if token.kind == "end":
            sections.append(_section(tokens))
            tokens = []
        else:
            tokens.append(token)
    return (*sections, _section(tokens))


def _tokens(code: str) -> Iterator[Token]:
    for found in _TOKENS.finditer(code):
        kind, text = found.lastgroup or "plain", found.group()
        if kind in ("quoted", "escaped"):
            yield Token("literal", found.group(kind))
        elif kind == "blank":
            yield Token("literal", " ")
        elif kind == "bracket":
            yield _bracket(found.group(kind))
        elif kind in ("general", "digit", "exponent", "date"):
            yield Token(kind, text)
        elif kind == "plain":
            yield Token(_PLAIN_KINDS.get(text, "literal"), text)


_PLAIN_KINDS = {
    ";": "end",
    ".": "point",
    ",": "comma",
    "%": "percent",
    "@": "text",
    "/": "slash",
}


def _bracket(inside: str) -> Token:
    """A bracket: a condition, elapsed time, a currency, a kind of digits, or a colour."""
    if _CONDITION.fullmatch(inside):
        return Token("condition", inside)
    if _ELAPSED.fullmatch(inside):
        return Token("elapsed", inside)
    if _DBNUM.fullmatch(inside):
        return Token("digits", inside[-1])
    currency = _CURRENCY.match(inside)
    return Token("literal", currency.group(1) if currency else "")


def _section(tokens: list[Token]) -> Section:
    condition = next((token.text for token in tokens if token.kind == "condition"), None)
    found = _CONDITION.fullmatch(condition) if condition else None
    digits = next((token.text for token in tokens if token.kind == "digits"), "")
    kept = [token for token in tokens if token.kind not in ("condition", "digits")]
    has_date = any(token.kind in ("date", "elapsed") for token in kept)
    has_digit = any(token.kind == "digit" for token in kept)
    tokens = [_settled(token, has_date, has_digit) for token in kept]
    limit = (found.group(1), Decimal(found.group(2))) if found else None
    return Section(tuple(tokens), limit, digits)


def _settled(token: Token, has_date: bool, has_digit: bool) -> Token:
    """The token as its section makes it read: a slash parts dates, or the halves of a fraction."""
    if token.kind == "slash":
        return Token("fraction" if has_digit and not has_date else "literal", token.text)
    if has_date and token.kind in ("comma", "percent"):
        return Token("literal", token.text)
    return token


def _section_for(number: Decimal, sections: tuple[Section, ...]) -> tuple[Section | None, Decimal]:
    """The section for a number, and the number as that section shows it (its sign may be told)."""
    numeric = [section for section in sections[:3] if not _is_for_text(section, sections)]
    if not numeric:
        return None, number
    if any(section.condition for section in numeric):
        return _by_condition(number, numeric)
    if number < 0 and len(numeric) > 1:
        return numeric[1], -number
    if number == 0 and len(numeric) > 2:
        return numeric[2], number
    return numeric[0], number


def _is_for_text(section: Section, sections: tuple[Section, ...]) -> bool:
    return section.has("text") and len(sections) > 1 and section is sections[-1]


def _by_condition(number: Decimal, sections: list[Section]) -> tuple[Section | None, Decimal]:
    for index, section in enumerate(sections):
        if section.condition is None:
            is_default = index == len(sections) - 1 or (index == 1 and number < 0)
            if is_default:
                return section, number
        elif _holds(number, *section.condition):
            sign, limit = section.condition
            tells_sign = sign in ("<", "<=") and limit <= 0
            return section, -number if tells_sign else number
    return None, number


def _holds(number: Decimal, sign: str, limit: Decimal) -> bool:
    return {
        "<": number < limit,
        "<=": number <= limit,
        ">": number > limit,
        ">=": number >= limit,
        "=": number == limit,
        "<>": number != limit,
    }[sign]


def _with_sign(section: Section, number: Decimal) -> str:
    sign = "-" if number < 0 else ""
    number = abs(number)
    if section.has("general"):
        return sign + _around(section, "general", plain(number))
    if section.digits and section.kinds <= {"digit", "literal"}:
        return sign + _around(section, "digit", plain(number.quantize(Decimal(1), ROUND_HALF_UP)))
    if not section.has("digit"):
        return (sign if section.tokens else "") + "".join(map(_literal, section.tokens))
    if section.has("exponent"):
        return sign + _scientific(section, number)
    return sign + _fixed(section, number)


def _around(section: Section, kind: str, written: str) -> str:
    """The number in place of the first token of that kind, with the words around it."""
    parts = [_literal(token) for token in section.tokens]
    at = next(i for i, token in enumerate(section.tokens) if token.kind == kind)
    parts[at] = _in_digits(written, section.digits)
    return "".join(parts)


def _literal(token: Token) -> str:
    return token.text if token.kind in ("literal", "percent", "point", "comma") else ""


def _in_digits(written: str, digits: str) -> str:
    """The number in Chinese where the format says so."""
    if digits not in ("1", "2") or not re.fullmatch(r"\d+(?:\.\d+)?", written):
        return written
    whole, _, part = written.partition(".")
    said = chinese(int(whole)) if digits == "1" else formal(int(whole))
    signs = "〇一二三四五六七八九" if digits == "1" else "零壹贰叁肆伍陆柒捌玖"
    return said + ("." + "".join(digit_by_digit(int(d), signs) for d in part) if part else "")


def _fixed(section: Section, number: Decimal) -> str:
    """The number in the section's digits, rounded as sheets round: half away from zero."""
    layout = section.layout
    value = number.scaleb(layout.shift) if layout.shift else number
    rounded = value.quantize(layout.step, ROUND_HALF_UP)
    if layout.around is not None:
        before, after = layout.around
        return f"{before}{format(rounded, ',f' if layout.has_commas else 'f')}{after}"
    whole, _, part = format(rounded, "f").partition(".")
    return _filled(section.tokens, layout.point, whole, part, layout.has_commas)


class _Layout(NamedTuple):
    """Where the digits of a section stand: the decimals shown, and what the number is scaled by.

    `step` is the last decimal's, `scale` how often the number is divided by a thousand, `shift`
    the power of ten it is multiplied by. `around` are the words before and after digits that
    stand as any number is written; None where they stand otherwise.
    """

    point: int
    step: Decimal
    scale: int
    shift: int
    has_commas: bool
    around: tuple[str, str] | None


def _layout_of(tokens: tuple[Token, ...]) -> _Layout:
    digits = [index for index, token in enumerate(tokens) if token.kind == "digit"]
    if not digits:
        return _Layout(len(tokens), Decimal(1), 0, 0, False, None)
    point = next((i for i, token in enumerate(tokens) if token.kind == "point"), len(tokens))
    last_whole = max((index for index in digits if index < point), default=-1)
    scale = sum(token.kind == "comma" for token in tokens[last_whole + 1 : point])
    scale += sum(token.kind == "comma" for token in tokens[digits[-1] + 1 :] if digits[-1] > point)
    places = min(sum(index > point for index in digits), _MOST_PLACES)
    percents = sum(token.kind == "percent" for token in tokens)
    has_commas = any(token.kind == "comma" for token in tokens[digits[0] : last_whole + 1])
    step = Decimal(1).scaleb(-places)
    return _Layout(point, step, scale, 2 * percents - 3 * scale, has_commas, _around_digits(tokens))


def _around_digits(tokens: tuple[Token, ...]) -> tuple[str, str] | None:
    """The words before and after the digits where these are like `0`, `#,##0` or `#,##0.00`."""
    code = "".join(token.text if token.kind in _OF_NUMBER else "\n" for token in tokens)
    found = _AS_WRITTEN.fullmatch(code)
    if found is None:
        return None
    before, after = tokens[: found.start("number")], tokens[found.end("number") :]
    return "".join(map(_literal, before)), "".join(map(_literal, after))


def _filled(tokens: tuple[Token, ...], point: int, whole: str, part: str, has_commas: bool) -> str:
    """The tokens with the digits in their places."""
    whole_places = [i for i, token in enumerate(tokens[:point]) if token.kind == "digit"]
    written = _whole_digits([tokens[i].text for i in whole_places], whole, has_commas)
    part_texts = [token.text for token in tokens[point:] if token.kind == "digit"]
    decimals = iter(_decimal_digits(part_texts, part))
    wholes = iter(written)
    shown_parts = []
    for index, token in enumerate(tokens):
        if token.kind == "digit":
            shown_parts.append(next(wholes) if index < point else next(decimals))
        elif token.kind == "point":
            shown_parts.append(("" if whole_places else whole.strip("0")) + ".")
        elif token.kind in ("literal", "percent"):
            shown_parts.append(token.text)
    return "".join(shown_parts)


def _whole_digits(places: list[str], whole: str, has_commas: bool) -> list[str]:
    """What stands in each place of the whole part; more digits than places go to the first."""
    if not places:
        return []
    whole = whole.lstrip("0")
    shown_digits = [*" " * len(places)]
    for index in range(len(places)):
        from_right = len(places) - 1 - index
        if from_right < len(whole):
            shown_digits[index] = whole[len(whole) - 1 - from_right]
        else:
            is_forced = "0" in places[: index + 1]
            shown_digits[index] = "0" if is_forced else " " if places[index] == "?" else ""
    shown_digits[0] = whole[: max(0, len(whole) - len(places))] + shown_digits[0]
    return _grouped(shown_digits) if has_commas else shown_digits


def _grouped(shown_digits: list[str]) -> list[str]:
    """The digits with a comma before every third from the right."""
    grouped = []
    count = 0
    for text in reversed(shown_digits):
        written = ""
        for character in reversed(text):
            if character.isdigit() and count and count % 3 == 0:
                written = "," + written
            count += character.isdigit()
            written = character + written
        grouped.append(written)
    return list(reversed(grouped))


def _decimal_digits(places: list[str], part: str) -> list[str]:
    """What stands in each decimal place: zeros at the end only where the format wants them."""
    kept = list(part.ljust(len(places), "0")[: len(places)])
    for index in reversed(range(len(places))):
        if kept[index] != "0" or places[index] == "0":
            break
        kept[index] = " " if places[index] == "?" else ""
    return kept


def _scientific(section: Section, number: Decimal) -> str:
    """The number as mantissa and exponent."""
    at = next(i for i, token in enumerate(section.tokens) if token.kind == "exponent")
    mantissa = Section(section.tokens[:at], None, "")
    exponent = number.adjusted() if number else 0
    shifted = _fixed(mantissa, number.scaleb(-exponent)) if mantissa.has("digit") else ""
    if shifted.startswith("10"):
        exponent += 1
        shifted = _fixed(mantissa, number.scaleb(-exponent))
    width = sum(token.kind == "digit" for token in section.tokens[at:])
    mark = section.tokens[at].text
    sign = "-" if exponent < 0 else "+" if mark[1] == "+" else ""
    return f"{shifted}{mark[0]}{sign}{abs(exponent):0{width}d}"
