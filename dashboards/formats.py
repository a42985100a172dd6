"""Values -> text. Amounts are never rounded; an execution rate is cut as the forms cut it.

A share has one decimal: see `docs/methods.md`, Figures on the pages.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

import polars as pl

YUAN_PER_WAN = Decimal(10_000)
NOTHING = "—"
# every ASCII sign that Markdown, LaTeX or a `:directive` of the page could read as its own
MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:&^=@/\"'])")

WORD = re.compile(r"[!-~]{1,40} ?|.")  # Latin words break nowhere, everything else anywhere


def wan(yuan: Decimal | None) -> str:
    """An amount in 万元, all of its digits, at least two.

    >>> wan(Decimal("469997.00")), wan(Decimal("37800000")), wan(None)
    ('46.9997', '3,780.00', '—')
    """
    return NOTHING if yuan is None else exact(Decimal(yuan).scaleb(-4))


def exact(amount: Decimal | None) -> str:
    """An amount in its unit, all of its digits that are not idle zeros, at least two.

    >>> exact(Decimal("2523.593660")), exact(Decimal("100.000000")), exact(None)
    ('2,523.59366', '100.00', '—')
    """
    if amount is None:
        return NOTHING
    return f"{Decimal(amount):,.{max(2, digits_after_point([amount]))}f}"


def digits_after_point(values: Iterable[Decimal | None]) -> int:
    """How many digits after the point show all of these numbers whole.

    >>> digits_after_point([Decimal("100.0000"), Decimal("9.4600"), None])
    2
    """
    exponents = (Decimal(value).normalize().as_tuple().exponent for value in values if value)
    return max([0, *(-int(exponent) for exponent in exponents)])


def decimal_places(column: pl.Series) -> int:
    """How many digits after the point show a whole column of decimals.

    >>> decimal_places(pl.Series([Decimal("100.0000"), Decimal("9.4600"), None]))
    2
    """
    after_point = column.cast(pl.String).str.strip_chars_end("0").str.extract(r"\.(.*)$")
    longest = after_point.str.len_chars().max()
    return longest if isinstance(longest, int) else 0


def yuan(amount: Decimal | None) -> str:
    """An amount in 元 to the fen.

    >>> yuan(Decimal("469997"))
    '469,997.00'
    """
    return NOTHING if amount is None else f"{Decimal(amount):,.2f}"


def percent(value: Decimal | None) -> str:
    """A share in percent with one decimal, rounded half up; a part is never said to be 0 or all.

    >>> percent(Decimal("47.3973")), percent(Decimal("38")), percent(None)
    ('47.4%', '38.0%', '—')
    >>> percent(Decimal("99.97")), percent(Decimal("0.0001"))
    ('>99.9%', '<0.1%')
    """
    if value is None:
        return NOTHING
    share = Decimal(value)
    if 0 < share < Decimal("0.05"):
        return "<0.1%"
    if Decimal("99.95") <= share < 100:
        return ">99.9%"
    return f"{share.quantize(Decimal('0.1'), rounding=ROUND_HALF_UP):,f}%"


def change_rate(value: Decimal | None) -> str:
    """A change in percent with its sign and one decimal, rounded half up.

    >>> change_rate(Decimal("7.4771")), change_rate(Decimal("-12.35")), change_rate(Decimal(0))
    ('+7.5%', '-12.4%', '0.0%')
    """
    if value is None:
        return NOTHING
    rounded = Decimal(value).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return f"{rounded:+,f}%" if rounded else "0.0%"


def execution_rate(value: Decimal | None) -> str:
    """A computed execution rate as the forms print theirs: cut after two decimals, not rounded.

    >>> execution_rate(Decimal("94.6869")), execution_rate(Decimal("100.0000"))
    ('94.68%', '100%')
    """
    if value is None:
        return NOTHING
    return f"{trimmed(Decimal(value).quantize(Decimal('0.01'), rounding=ROUND_DOWN))}%"


def trimmed(value: Decimal | None) -> str:
    """A number without idle zeros and never in exponents.

    >>> trimmed(Decimal("100.0000")), trimmed(Decimal("0.5000"))
    ('100', '0.5')
    """
    if value is None:
        return NOTHING
    text = f"{Decimal(value):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def date(moment: dt.date | None) -> str:
    """The day of a moment.

    >>> date(dt.date(2026, 3, 1)), date(None)
    ('2026-03-01', '—')
    """
    return NOTHING if moment is None else f"{moment:%Y-%m-%d}"


def plain(text: str | None) -> str:
    """A filing's text for a place that reads Markdown, so that it shows exactly as it is.

    >>> plain("**迁移** :red[试点] $x$")
    '\\\\*\\\\*迁移\\\\*\\\\* \\\\:red\\\\[试点\\\\] \\\\$x\\\\$'
    """
    one_line = " ".join((text or "").split())
    unlinked = re.sub(r"(?i)(://|\bwww\.|@)", lambda found: f"\u2060{found[0]}", one_line)
    return MARKUP.sub(r"\\\1", unlinked)


def unmarked(text: str | None) -> str:
    """A filing's text for a Plotly label, which would read `<a>` and `<br>` as tags."""
    one_line = " ".join((text or "").split())
    return one_line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def wrapped(text: str | None, width: int) -> str:
    """An unmarked label in lines of at most `width` Chinese characters; Latin words stay whole.

    >>> wrapped("links come later", 5)
    'links come<br>later'
    """
    lines, room = [""], 2 * width
    for word in WORD.findall(" ".join((text or "").split())):
        if lines[-1] and half_widths(lines[-1] + word.rstrip()) > room:
            lines.append("")
        lines[-1] += word
    return "<br>".join(unmarked(line) for line in lines)


def column_pixels(texts: Iterable[str | None], *, widest: int = 420) -> int:
    """How wide a table's column must be to show these texts whole, up to `widest`.

    >>> column_pixels(["年度指标值", "≥95%", None]), column_pixels(["x" * 900])
    (105, 420)
    """
    longest = max((half_widths(text) for text in texts if text), default=0)
    return min(35 + 7 * longest, widest)


def half_widths(text: str) -> int:
    """How wide a text is, a Latin letter 1 and a Chinese character 2.

    >>> half_widths("a绩效")
    5
    """
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def in_wan(column: str) -> pl.Expr:
    """A `_yuan` column in 万元, exact."""
    return (pl.col(column).cast(pl.Decimal(18, 6)) / pl.lit(YUAN_PER_WAN)).cast(pl.Decimal(18, 6))
