"""The text of a target cell: mended for keeping, folded for reading, and the tables beside it."""

import csv
import re
from pathlib import Path

_VOCABULARY = Path(__file__).parent / "vocabulary"

_WORD = "0-9A-Za-z０-９Ａ-Ｚａ-ｚ"
_MARKUP = re.compile(r"</?(?:p|br)\b[^<>]{0,200}>", re.IGNORECASE)
_WHITE_SPACE = re.compile(r"[\s\x00-\x1f\x7f\u00ad\u200b\u2060\ufeff]+")
_STRAY_SPACE = re.compile(rf" (?![{_WORD}])|(?<![{_WORD},.;:!?．])(?<![0-9０-９]，) ")
_SPACE_OF_COMMAND = re.compile(r"(\\[A-Za-z]+) (?=[0-9])")

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}
_SIGNS = dict(zip("≧⩾≮≦⩽≯﹥﹤﹦═﹪–—―−‐‑〜∼∕|", "≥≥≥≤≤≤><==%------~~/ ", strict=True))
_FOLDED = _FULL_WIDTH | str.maketrans(_SIGNS) | {0xFF5C: " "}
_OPERATOR_PAIRS = {">=": "≥", "=>": "≥", "<=": "≤", "=<": "≤", "==": "=", "≥=": "≥", "≤=": "≤"}

_LATEX_WORDING = re.compile(r"\\(?:text|mathrm|mathbf|rm) ?\{([^{}]*)\}")
_LATEX_SIGNS = re.compile(r"\\(geqslant|geq|ge|leqslant|leq|le|gt|lt|pm|times|sim|%)(?![A-Za-z])")
_LATEX_MEANING = {"ge": "≥", "le": "≤", "gt": ">", "lt": "<", "pm": "±", "si": "~", "ti": "×"}
_LATEX_LAYOUT = re.compile(r"\\[,;:! ]|\\quad|[${}]")


def read_table(name: str) -> list[dict[str, str]]:
    """The rows of one table of the vocabulary, in its order."""
    with (_VOCABULARY / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def mend_text(text: str | None) -> str:
    r"""The printed text without layout damage; nothing but white space and `<p>` is touched.

    >>> mend_text(">=2 家"), mend_text("<p>控制于 预算内</p>"), mend_text("≥ 90 %")
    ('>=2家', '控制于预算内', '≥90%')
    >>> mend_text("$\\geq 90\\%$"), mend_text("open data"), mend_text(None)
    ('$\\geq90\\%$', 'open data', '')
    """
    without_markup = _MARKUP.sub(" ", text or "")
    single_spaced = _WHITE_SPACE.sub(" ", without_markup).strip(" ")
    return _STRAY_SPACE.sub("", _SPACE_OF_COMMAND.sub(r"\1", single_spaced))


def fold_text(mended: str) -> str:
    r"""The text in one spelling of digits, signs and operators, for reading and comparing only.

    Digits that a space, a `|` or LaTeX kept apart stay apart: 1 234 never becomes 1234.
    Superscripts and circled digits are no digits and stay as they are.

    >>> fold_text("＞＝９５％"), fold_text("$\\geq90\\%$"), fold_text("≥|95|%"), fold_text("1|2")
    ('≥95%', '≥90%', '≥95%', '1 2')
    """
    text = re.sub(r"^(?:定性|定量) ?[|｜:：]", "", mended).translate(_FOLDED)
    if "\\" in text or "$" in text:
        text = _unwrap_latex(text)
    text = _STRAY_SPACE.sub("", re.sub(" +", " ", text).strip(" "))
    for pair, sign in _OPERATOR_PAIRS.items():
        text = text.replace(pair, sign)
    text = re.sub(r"-{2,}", "-", re.sub(r"~{2,}", "~", text))
    if len(text) > 2 and text[0] in "\"'“‘「" and text[-1] in "\"'”’」":
        text = text[1:-1]
    return text.rstrip(" 。.;,、:!")


def _unwrap_latex(text: str) -> str:
    worded = _LATEX_WORDING.sub(r" \1 ", text)
    signed = _LATEX_SIGNS.sub(lambda sign: _LATEX_MEANING.get(sign[1][:2], "%"), worded)
    return _LATEX_LAYOUT.sub(" ", signed)
