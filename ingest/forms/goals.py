"""The goals of a form: project total and annual, or expected and actual result."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.document import Cell, Row, Run, mend
from ingest.labels import Item, labels_of, split_at_labels
from ingest.reading import LAYOUT, TEXT, Reading

YEARS_OF_GOAL = re.compile(
    r"[（(]\s*20\d{2}\s*年\s*[-—~至]*\s*(?:20(?:\d{2})?(?!\d))?\s*年?\s*[)）]?"
)
_BAND_WORDS = ("项目绩效目标", "年度总体目标", "绩效目标", "项目", "绩效", "目标", "年度", "总体")
_BAND_CHARACTERS = set("项目绩效标")
_LAST_BAND_COLUMN = 1
_COLUMNS = {
    "target": ("total", "annual"),
    "self_evaluation": ("expected", "actual"),
}


def read_goals(
    heading: Row | None, rows: Sequence[Row], form_type: str, reading: Reading
) -> dict[str, Run]:
    """goal -> its text as printed, pieces in order; a goal without text is absent."""
    if heading is None:
        return {}
    goals: dict[str, list[Run]] = {}
    left, right = _COLUMNS[form_type]
    items = split_at_labels(heading, labels_of("goal"))
    places = {str(item.field): item.column for item in items if item.field}
    for label, item in zip([None, *items], items):
        if item.field is None and YEARS_OF_GOAL.search(item.run.text):
            _claim_years(item.run, reading)
        elif label is not None and label.field and item.field is None:
            goals[label.field] = [item.run]
        else:
            reading.claim(item.run, LAYOUT, "heading")
    border = _border(items, places, left, right)
    for row in _whole_rows(rows, heading.column_count, reading):
        cells = _without_band(row, reading)
        if cells and YEARS_OF_GOAL.fullmatch("".join(cell.key for cell in cells)):
            _claim_years(Run.joined(cell.run for cell in cells), reading)
            continue
        for name, run in _by_column(row, cells, border, left in places, goals, left, right):
            goals.setdefault(name, []).append(run)
    return {name: _told(name, runs, reading) for name, runs in goals.items()}


def _whole_rows(rows: Sequence[Row], column_count: int, reading: Reading) -> list[Row]:
    """The rows with those joined whose last cell holds line feeds: its rest opens the next line."""
    whole: list[Row] = []
    for row in rows:
        if whole and _goes_on(whole[-1], row, column_count):
            whole[-1] = _joined(whole[-1], row)
            reading.doubt("goal_in_pieces", whole[-1].cells[-1].run)
        else:
            whole.append(row)
    return whole


def _goes_on(above: Row, row: Row, column_count: int) -> bool:
    """Whether a row opens with the rest of the cell that the row above, too short, ends with."""
    is_open = above.is_table and above.cells[-1].column == above.column_count - 1
    opens = row.cells[0].column == 0 and not _is_band(row.cells[0].run.words()[0].text)
    width = above.column_count + row.column_count - 1
    is_rest = width < column_count if row.column_count == 1 else width == column_count
    return is_open and opens and is_rest


def _joined(above: Row, row: Row) -> Row:
    """The two rows as one; the first cell of the lower one is the rest of the upper one's last."""
    shift = above.column_count - 1
    last = above.cells[-1]
    moved = [Cell(cell.column + shift, cell.run) for cell in row.cells[1:]]
    joined = Cell(last.column, Run.joined([last.run, row.cells[0].run]))
    run = Run.joined([above.run, row.run])
    cells = (*above.cells[:-1], joined, *moved)
    return replace(above, run=run, cells=cells, column_count=shift + row.column_count)


def _claim_years(run: Run, reading: Reading) -> None:
    reading.claim(run, LAYOUT, "years_of_total_goal")


def _border(items: Sequence[Item], places: dict[str, int], left: str, right: str) -> int | None:
    """The column from which on the text is the right goal's."""
    if right not in places:
        return None
    if left not in places or places[left] != places[right]:
        return places[right]
    return None


def _without_band(row: Row, reading: Reading) -> list[Cell]:
    """The row's cells without the band label that runs beside the goals (`项目 绩效 目标`)."""
    kept = []
    for cell in row.cells:
        words = cell.run.words()
        count = 0
        if cell.column <= _LAST_BAND_COLUMN:
            while count < len(words) and _is_band(words[count].text):
                count += 1
        if count:
            reading.claim(Run.joined(words[:count]), LAYOUT, "label")
        if count < len(words):
            kept.append(Cell(cell.column, cell.run[_offset_of(cell.run, words[count]) :]))
    return kept


def _is_band(word: str) -> bool:
    """Whether a word is the band label, or a damaged piece of it (`绩标`)."""
    return word in _BAND_WORDS or (len(word) <= 3 and set(word) <= _BAND_CHARACTERS)


def _offset_of(run: Run, word: Run) -> int:
    return run.offsets.index(word.start)


def _by_column(
    row: Row,
    cells: Sequence[Cell],
    border: int | None,
    left_is_headed: bool,
    goals: dict[str, list[Run]],
    left: str,
    right: str,
) -> list[tuple[str, Run]]:
    """Each cell with its goal: by the heading's column; after a page's end by order."""
    if row.follows_gap and goals:
        if len(cells) == 2 and len(goals) == 2:
            return [(left, cells[0].run), (right, cells[1].run)]
        if len(goals) == 1:
            return [(next(iter(goals)), cell.run) for cell in cells]
    if border is None:
        return (
            [(right if len(cells) == 1 else left, cells[0].run)]
            + [(right, cell.run) for cell in cells[1:]]
            if cells
            else []
        )
    if not left_is_headed:
        border = _after_widest_gap(cells) or border
    named = [(left if cell.column < border else right, cell.run) for cell in cells]
    if len(cells) == 2 and len({name for name, _ in named}) == 1:
        return [(left, cells[0].run), (right, cells[1].run)]
    return named


def _after_widest_gap(cells: Sequence[Cell]) -> int | None:
    """The column after the widest run of empty cells: no heading says where the goal starts."""
    steps = [(b.column - a.column, b.column) for a, b in itertools.pairwise(cells)]
    wide = [(step, column) for step, column in steps if step > 1]
    return max(wide)[1] if wide else None


def _told(name: str, runs: Sequence[Run], reading: Reading) -> Run:
    if len(runs) > 1:
        reading.doubt("goal_in_pieces", Run.joined(runs))
    run = mend(Run.joined(runs))
    reading.claim(Run.joined(runs), TEXT, f"{name}_goal")
    return run
