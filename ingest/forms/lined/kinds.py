"""What a line of a form printed a cell a line may be, told by the line alone."""

import re
from functools import cache, lru_cache

from ingest.document import Row
from ingest.forms.cell_labels import field_named
from ingest.forms.indicators import name_ends
from ingest.forms.levels import known_levels
from ingest.forms.ruled.indicators import level_name
from ingest.labels import vocabulary
from ingest.targets import parse_target
from ingest.values import fold, parse_number, says_no_amount

ABOVE = ("header", "goal", "fund", "measure", "band")
_TEMPLATE = re.compile(r"(?:…+|\.{3,}|指标\d+[:：]?|指标[:：])")
_NUMBERED = re.compile(r"指标\s*\d+\s*[:：]\s*\S")
_OPERATOR = re.compile(
    r"[<>=≤≥≦≧＜＞＝]+|(?:大于|小于)(?:等于|或等于)?|等于|不(?:低于|高于|少于|超过|大于|小于|多于)"
)
_BOUND = re.compile(r"[<>=≤≥≦≧]|不(?:低于|高于|少于|超过|大于|小于|多于)|大于|小于")
_SENTENCE = re.compile(r"[。；;！!]|[:：]$")
_LEVEL_END = "指标"
_NO_TARGETS = ("sentence", "unread", "blank")
_SHORTEST_NAME = 4
_LONGEST_UNIT = 12
_LONGEST_WORD = 4


@cache
def words(use: str) -> frozenset[str]:
    """The words of `line_words.csv` for one use."""
    return frozenset(row["word"] for row in vocabulary("line_words") if row["use"] == use)


def field_of(row: Row, part: str) -> str | None:
    """The field of a part that a whole line is the label of; None for a line of a table."""
    return None if row.is_table or row.table is not None else field_named(row.run.text, part)


def is_label_above(row: Row) -> bool:
    """Whether a line is a label of what stands above the indicators."""
    if any(field_of(row, part) for part in ABOVE):
        return True
    return field_of(row, "closing") in ("total", "rating")


def is_level(row: Row) -> bool:
    """Whether a line is the name of a level."""
    return level_of(row) in known_levels()


def level_of(row: Row) -> str | None:
    """The level that a line names, with 指标."""
    return level_name(row.run)


def is_number(row: Row) -> bool:
    """Whether a line holds a number and nothing else."""
    return parse_number(row.key) is not None


def is_dash(row: Row) -> bool:
    """Whether a line prints a dash or slash where a cell holds nothing."""
    return says_no_amount(row.key)


def is_template(row: Row) -> bool:
    """Whether a line is what a template prints where nothing is filled in."""
    return bool(_TEMPLATE.fullmatch(row.key))


def is_numbered(row: Row) -> bool:
    """Whether a line opens with `指标1：`: it is an indicator's name."""
    return bool(_NUMBERED.match(row.key))


def is_mark(row: Row) -> bool:
    """Whether a line is a tick."""
    return row.key in words("mark")


def is_operator(row: Row) -> bool:
    """Whether a line is an operator, or says that the target has none."""
    return bool(_OPERATOR.fullmatch(fold(row.key))) or row.key in words("operator")


def is_direction(row: Row) -> bool:
    """Whether a line says which way an indicator should go."""
    return row.key in words("direction")


def is_unit(row: Row) -> bool:
    """Whether a line may be the unit of a number beside it."""
    has_digits = any(character.isdigit() for character in row.key)
    return not has_digits and len(row.key) <= _LONGEST_UNIT and not _SENTENCE.search(row.key)


def is_bound(row: Row) -> bool:
    """Whether a line opens with an operator."""
    return bool(_BOUND.match(fold(row.key)))


def is_numeric(row: Row) -> bool:
    """Whether a line holds digits and no words: the number of a target in three cells."""
    text = fold(row.key)
    return any(c.isdigit() for c in text) and not any("\u4e00" <= c <= "\u9fff" for c in text)


def is_value(row: Row) -> bool:
    """Whether a line is a target that is read with certainty."""
    return _is_value(row.run.text)


@lru_cache(maxsize=65536)
def _is_value(text: str) -> bool:
    target = parse_target(text)
    unknown = any(issue.code == "word_unknown" for issue in target.issues)
    is_told = target.kind not in _NO_TARGETS and not unknown
    return is_told or (target.kind == "unread" and bool(_BOUND.match(fold(text).strip())))


def is_short_value(row: Row) -> bool:
    """Whether a line is a target that was not cut: a bound, a number, or a short word."""
    if is_bound(row):
        return any(character.isdigit() for character in row.key)
    return is_numeric(row) or len(row.key) <= _LONGEST_WORD


def is_whole_name(row: Row) -> bool:
    """Whether a line ends as names end: it is no first part of a name that goes on below."""
    bare = re.sub(r"[(][^()]*[)]$", "", fold(row.key))
    return len(bare) >= _SHORTEST_NAME and bare.endswith(name_ends())


def ends_as_level(row: Row) -> bool:
    """Whether a line ends as the names of levels do: it may be one that nobody knows."""
    return row.key.endswith(_LEVEL_END)


def may_be_name(row: Row) -> bool:
    """Whether a line may be the name of an indicator."""
    if is_numbered(row):
        return True
    if is_number(row) or is_dash(row) or is_template(row) or is_operator(row) or is_mark(row):
        return False
    if _SENTENCE.search(row.key) or is_bound(row) or is_direction(row) or len(row.key) < 2:
        return False
    return not is_value(row) or is_whole_name(row)
