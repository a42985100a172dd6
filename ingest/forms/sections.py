"""A form's rows -> its parts: header, money, goals, indicators, closing."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from ingest.document import Row, is_chinese
from ingest.labels import labels_of, split_at_labels, vocabulary

_LONGEST_LABEL_ROW = 60
_SHORTEST_NAME = 2
RowTest = Callable[[Row], bool]


@dataclass(frozen=True)
class FormParts:
    """The rows of a form by part; a part that the form does not print is empty."""

    header: tuple[Row, ...]
    money: tuple[Row, ...]
    goal_header: Row | None
    goals: tuple[Row, ...]
    columns: Row | None
    indicators: tuple[Row, ...]
    closing: tuple[Row, ...]


def split_into_parts(rows: Sequence[Row]) -> FormParts:
    """The rows by part, by the labels that open each part."""
    money = _first(rows, 0, opens_money)
    goals = _first(rows, 0, opens_goals)
    columns = _first(rows, 0, opens_indicators)
    columns_at = columns if columns is not None else len(rows)
    goals_at = goals if goals is not None and goals < columns_at else None
    before_indicators = goals_at if goals_at is not None else columns_at
    money_at = money if money is not None and money < before_indicators else before_indicators
    closing_at = _first(rows, columns_at, closes_form)
    stop = closing_at if closing_at is not None else len(rows)
    return FormParts(
        header=tuple(rows[:money_at]),
        money=tuple(rows[money_at:before_indicators]),
        goal_header=rows[goals_at] if goals_at is not None else None,
        goals=tuple(rows[goals_at + 1 : columns_at]) if goals_at is not None else (),
        columns=rows[columns_at] if columns is not None else None,
        indicators=tuple(rows[columns_at + 1 : stop]),
        closing=tuple(rows[stop:]),
    )


def _first(rows: Sequence[Row], start: int, opens: RowTest) -> int | None:
    return next((i for i in range(start, len(rows)) if opens(rows[i])), None)


def fields_in(row: Row, part: str) -> set[str]:
    """The fields whose labels of one part a short row holds."""
    if len(row.key) > _LONGEST_LABEL_ROW:
        return set()
    return {item.field for item in split_at_labels(row, labels_of(part)) if item.field}


def opens_money(row: Row) -> bool:
    """Whether the row opens the money: 项目资金总额 with 年度资金申请总额, or 年初预算数."""
    return bool({"total", "annual"} & fields_in(row, "fund")) or (
        len({"approved", "adjusted", "executed"} & fields_in(row, "measure")) >= 2
    )


def opens_goals(row: Row) -> bool:
    """Whether the row holds the headings over the goals."""
    found = fields_in(row, "goal")
    if found:
        return not fields_in(row, "column") & {"level1", "level2", "name"}
    return False


def opens_indicators(row: Row) -> bool:
    """Whether the row holds the headings of the indicator columns."""
    found = fields_in(row, "column")
    return "target" in found and bool({"level2", "name", "level1"} & found)


def closes_form(row: Row) -> bool:
    """Whether the row holds the total score or the rating, or opens notes or names of persons."""
    first = row.cells[0].key
    opening = row.key if len(first) == 1 else first
    return _opens_with_closing_label(opening) or bool(_after_form().match(row.key))


def _opens_with_closing_label(key: str) -> bool:
    """Whether a cell is a closing label, alone or before its value; `总分合格率` is none."""
    labels = (label for label in labels_of("closing") if key.startswith(label))
    rest = key.removeprefix(next(labels, key + "."))
    return rest != key and (len(rest) < _SHORTEST_NAME or not is_chinese(rest[0]))


def names_person(row: Row) -> bool:
    """Whether the row opens with the label of a person or a telephone number."""
    found = _after_form().match(row.key)
    return bool(found and found.group("person"))


@cache
def _after_form() -> re.Pattern[str]:
    """Labels of notes and of persons, by themselves or before a colon."""
    rows = vocabulary("cell_labels")
    notes = [row["label"] for row in rows if row["field"] == "note"]
    persons = [row["label"] for row in rows if row["field"] in ("person", "telephone")]
    words = (rf"(?P<person>{'|'.join(persons)})", "|".join((*notes, "注")))
    return re.compile(rf"(?:{'|'.join(words)})(?:[(（][^)）]*[)）])?(?:[:：]|$)")
