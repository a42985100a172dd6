"""The goals of a ruled form: text below its heading, or to the right of its label."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ingest.document import EMPTY, Cell, Row, Run, mend
from ingest.forms.cell_labels import field_named
from ingest.forms.goals import YEARS_OF_GOAL
from ingest.forms.ruled.cells import LabelledCell, end_of, fields_of, labelled, overlap
from ingest.labels import vocabulary
from ingest.reading import LAYOUT, TEXT, Reading

_LONGEST_HEADING = 12
_NO_WORD = re.compile(r"[\d，。；、,.;:：]")
_LENGTH = r"[(（]\s*\d+\s*字(?:以内|之内|内|左右)[)）][。.]?\s*"


@dataclass(frozen=True)
class _Stretch:
    """The columns in which a goal's text stands, and the column of the label it stands beside."""

    goal: str
    start: int
    end: int
    label: int | None = None


def read_ruled_goals(rows: Sequence[Row], reading: Reading) -> dict[str, Run]:
    """goal -> its text as printed; a goal without text is absent."""
    stretches: list[_Stretch] = []
    found: dict[str, list[Run]] = {}
    for row in rows:
        items = labelled(row, "goal")
        if "other" in fields_of(row, "header") and not any(item.field for item in items):
            _put_aside(row, reading)
        elif _heads_unknown_goals(items):
            stretches = []
            for item in items:
                _reject_unless_label(item, reading)
        elif any(item.field for item in items):
            stretches = _read_labels(items, stretches, found, reading)
        else:
            _read_texts(row.cells, stretches, found, reading)
    read = {goal: read_goal(goal, runs, reading) for goal, runs in found.items()}
    return {goal: run for goal, run in read.items() if run}


def _heads_unknown_goals(items: Sequence[LabelledCell]) -> bool:
    """Whether a label of a goal has headings that nobody knows beside it: it spans their texts too.

    They are two or more short words without a figure.
    """
    if len(items) < 3:
        return False
    label, *rest = items
    is_over = label.field is not None and label.cell.row_span > 1
    return is_over and all(item.field is None and _is_word(item) for item in rest)


def _is_word(item: LabelledCell) -> bool:
    key = item.cell.key
    is_known = any(field_named(key, part) for part in ("band", "goal_beside"))
    return not is_known and len(key) <= _LONGEST_HEADING and not _NO_WORD.search(key)


def _reject_unless_label(item: LabelledCell, reading: Reading) -> None:
    if item.field is None:
        reading.reject("unread_text", item.cell.run)
    else:
        reading.claim(item.cell.run, LAYOUT, "label")


def _put_aside(row: Row, reading: Reading) -> None:
    """A label of the header among the goals, with its text: kept in no field."""
    for item in labelled(row, "header"):
        reading.claim_rest(item.cell.run, LAYOUT if item.field else TEXT, "header_other")


def _read_labels(
    items: Sequence[LabelledCell],
    before: Sequence[_Stretch],
    found: dict[str, list[Run]],
    reading: Reading,
) -> list[_Stretch]:
    """Where the goals of a row of labels stand; text beside a label is its goal."""
    stretches: list[_Stretch] = []
    label: LabelledCell | None = None
    for item in items:
        cell = item.cell
        beside = field_named(cell.run.text, "goal_beside") if label else None
        if item.field is not None or beside:
            label = item = LabelledCell(cell, item.field or beside)
            stretches.append(_Stretch(item.field or "", cell.column, end_of(cell)))
            reading.claim(cell.run, LAYOUT, "heading")
        elif field_named(cell.run.text, "band"):
            reading.claim(cell.run, LAYOUT, "label")
        elif label is not None and label.field is not None:
            stretches[-1] = _Stretch(label.field, cell.column, end_of(cell), label.cell.column)
            found.setdefault(label.field, []).append(cell.run)
        else:
            _read_texts([cell], before, found, reading)
    return stretches


def _read_texts(
    cells: Sequence[Cell],
    stretches: Sequence[_Stretch],
    found: dict[str, list[Run]],
    reading: Reading,
) -> None:
    if _is_under_unknown_label(cells, stretches):
        for cell in cells:
            reading.reject("unread_text", cell.run)
        return
    for cell in cells:
        under = [s for s in stretches if s.start == cell.column and s.end <= end_of(cell)]
        best = max(under or stretches, key=lambda s: overlap(cell, s.start, s.end), default=None)
        if field_named(cell.run.text, "band"):
            reading.claim(cell.run, LAYOUT, "label")
        elif best is None or overlap(cell, best.start, best.end) <= 0:
            reading.reject("unread_text", cell.run)
        else:
            found.setdefault(best.goal, []).append(cell.run)


def _is_under_unknown_label(cells: Sequence[Cell], stretches: Sequence[_Stretch]) -> bool:
    """Whether a row opens with a word in the column of the goals' labels: none is beside it."""
    if len(cells) < 2 or field_named(cells[0].run.text, "band"):
        return False
    return cells[0].column in {stretch.label for stretch in stretches}


def _without_years(run: Run, reading: Reading) -> Run:
    years = YEARS_OF_GOAL.match(run.text.lstrip())
    if years is None:
        return run
    end = len(run.text) - len(run.text.lstrip()) + years.end()
    reading.claim(run[:end], LAYOUT, "years_of_goal")
    return run[end:].strip()


@cache
def _instruction() -> re.Pattern[str]:
    """A text that only says what to write: one phrase that asks for it, and its length."""
    words = "|".join(re.escape(row["word"]) for row in vocabulary("instruction_words"))
    return re.compile(rf"\s*(?:(?:{words})[^\d。；;：:]*)?{_LENGTH}")


def read_goal(goal: str, runs: Sequence[Run], reading: Reading) -> Run:
    """The goal whose text stands in the runs, in order, without years before it; may be empty."""
    runs = [run for run in (_without_years(run, reading) for run in runs) if run]
    for run in runs:
        if _instruction().fullmatch(run.text):
            reading.claim(run, LAYOUT, "instruction")
    runs = [run for run in runs if not _instruction().fullmatch(run.text)]
    if not runs:
        return EMPTY
    joined = Run.joined(runs, " ")
    if len(runs) > 1:
        reading.doubt("goal_in_pieces", joined)
    reading.claim(Run.joined(runs), TEXT, f"{goal}_goal")
    return mend(joined)
