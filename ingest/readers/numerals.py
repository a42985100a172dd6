"""Whole numbers as lists and dates print them: Chinese, Roman, circled, letters."""

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_FORMAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "十", "百", "千")
_FORMAL_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿", "亿亿")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


def numeral(number: int, style: str) -> str:
    """A number from 0 in a style by its OOXML name; in digits where the style does not reach it.

    >>> [numeral(12, style) for style in ("chineseCounting", "decimalEnclosedCircle", "upperRoman")]
    ['十二', '⑫', 'XII']
    """
    written = _STYLES.get(style, str)(number) if number >= 0 else str(number)
    return written or str(number)


def digit_by_digit(number: int, digits: str = _DIGITS) -> str:
    """The number's digits one by one.

    >>> digit_by_digit(2026)
    '二〇二六'
    """
    return "".join(digits[int(digit)] for digit in str(number))


def chinese(number: int) -> str:
    """The number in Chinese as it is said.

    >>> [chinese(number) for number in (0, 10, 15, 20, 105, 1010, 20300)]
    ['〇', '十', '十五', '二十', '一百〇五', '一千〇一十', '二万〇三百']
    """
    said = _said(number, _DIGITS, _PLACES)
    return said[1:] if said.startswith("一十") else said


def formal(number: int) -> str:
    """The number in the characters of cheques.

    >>> formal(1205)
    '壹仟贰佰零伍'
    """
    return _said(number, _FORMAL_DIGITS, _FORMAL_PLACES)


def _said(number: int, digits: str, places: tuple[str, ...]) -> str:
    if number == 0:
        return digits[0]
    if number >= 10 ** (4 * len(_GROUPS)):
        return digit_by_digit(number, digits)
    said = ""
    skipped = False
    for group in reversed(range(len(_GROUPS))):
        part = number // 10 ** (4 * group) % 10_000
        for place in reversed(range(4)):
            digit = part // 10**place % 10
            if digit == 0:
                skipped = bool(said)
                continue
            said += (digits[0] if skipped else "") + digits[digit] + places[place]
            skipped = False
        if part:
            said += _GROUPS[group]
    return said


def _roman(number: int) -> str:
    if number >= 4000:
        return ""
    written = ""
    for value, letters in _ROMAN:
        written += letters * (number // value)
        number %= value
    return written


def _letters(number: int) -> str:
    """A..Z, then AA..ZZ, as Word counts."""
    if not 1 <= number <= 780:
        return ""
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _one_of(characters: str) -> Callable[[int], str]:
    return lambda number: characters[number - 1] if 1 <= number <= len(characters) else ""


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else ""


def _full_width(number: int) -> str:
    return "".join(chr(0xFF10 + int(digit)) for digit in str(number))


_STYLES: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalHalfWidth": str,
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": lambda number: chr(0x2474 + number - 1) if 1 <= number <= 20 else "",
    "decimalEnclosedFullstop": lambda number: chr(0x2488 + number - 1) if 1 <= number <= 20 else "",
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "ideographDigital": digit_by_digit,
    "taiwaneseDigital": digit_by_digit,
    "japaneseDigitalTenThousand": digit_by_digit,
    "chineseLegalSimplified": formal,
    "ideographLegalTraditional": formal,
    "japaneseLegal": formal,
    "ideographTraditional": _one_of(_STEMS),
    "ideographZodiac": _one_of(_BRANCHES),
    "ideographEnclosedCircle": lambda number: chr(0x3280 + number - 1) if 1 <= number <= 10 else "",
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
}
