"""The goals of a form: project total and annual, or expected and actual result."""

import re
from collections.abc import Sequence

from ingest.document import Cell, Row, Run, mend
from ingest.labels import Item, labels_of, split_at_labels
from ingest.reading import LAYOUT, TEXT, Reading

_YEARS = re.compile(r"[（(]\s*20\d{2}\s*年\s*[-—~至]*\s*(?:20(?:\d{2})?)?\s*年?\s*[)）]?")
_BAND_WORDS = ("项目绩效目标", "年度总体目标", "绩效目标", "项目", "绩效", "目标", "年度", "总体")
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
    for item in items:
        if item.field is None and _YEARS.search(item.run.text):
            _claim_years(item.run, reading)
        else:
            reading.claim(item.run, LAYOUT, "heading")
    border = _border(items, places, left, right)
    for row in rows:
        cells = _without_band(row, reading)
        if cells and _YEARS.fullmatch("".join(cell.key for cell in cells)):
            _claim_years(Run.joined(cell.run for cell in cells), reading)
            continue
        for name, run in _by_column(row, cells, border, goals, left, right):
            goals.setdefault(name, []).append(run)
    return {name: _told(name, runs, reading) for name, runs in goals.items()}


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
        while count < len(words) and words[count].text in _BAND_WORDS and cell.column == 0:
            count += 1
        head = words[0].text if words else ""
        if cell.column == 0 and cell.key in _BAND_WORDS:
            count = len(words)
        if count:
            reading.claim(Run.joined(words[:count]), LAYOUT, "label")
        elif cell.column == 0 and len(words) > 1 and len(head) <= 3 and set(head) <= set("项目绩效标"):
            reading.claim(words[0], LAYOUT, "label")
            count = 1
        if count < len(words):
            start = cell.run.text.index(words[count].text, sum(len(w) for w in words[:count]))
            kept.append(Cell(cell.column, cell.run[start:]))
    return kept


def _by_column(
    row: Row,
    cells: Sequence[Cell],
    border: int | None,
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
        return [(right if len(cells) == 1 else left, cells[0].run)] + [
            (right, cell.run) for cell in cells[1:]
        ] if cells else []
    named = [(left if cell.column < border else right, cell.run) for cell in cells]
    if len(cells) == 2 and len({name for name, _ in named}) == 1:
        return [(left, cells[0].run), (right, cells[1].run)]
    return named


def _told(name: str, runs: Sequence[Run], reading: Reading) -> Run:
    if len(runs) > 1:
        message = "The goal is printed in pieces; they are joined in their order."
        reading.doubt("goal_in_pieces", message, Run.joined(runs))
    run = mend(Run.joined(runs))
    reading.claim(Run.joined(runs), TEXT, f"{name}_goal")
    return run
