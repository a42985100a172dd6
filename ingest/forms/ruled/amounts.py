"""Cells that list money (`总额420万元 其中：财政400万元`): labels and amounts side by side."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.document import Cell, Row
from ingest.forms.cell_labels import field_named, is_label

_ITEM = re.compile(
    r"(?P<label>(?P<number>(?:[一二三四五六七八九十]{1,2}|\d{1,2})[、.．])?"
    r"\s*(?:其中\s*[:：]?)?\s*[\u4e00-\u9fff]{2,12})\s*[:：]?\s*"
    r"(?P<amount>\d+(?:,\d+)*(?:\.\d+)?\s*(?P<unit>亿元|万元|元)?)"
    r"(?P<gap>[\s;；,，、。()（）]*)"
)
_LONGEST_LIST = 400
_TOLD = ("header", "goal")
_MONEY = ("fund", "band")


def amounts_apart(row: Row, is_of_goals: bool = False) -> Row:
    """The row with each cell that lists money parted into labels and amounts, in their order.

    What stands behind a label of the header or of a goal stays whole: it is that label's text.
    """
    cells: list[Cell] = []
    is_told = is_of_goals
    for cell in row.cells:
        if is_label(cell.run.text, _TOLD):
            is_told = True
        elif is_label(cell.run.text, _MONEY):
            is_told = False
        cells += [cell] if is_told else _parts_of(cell)
    return row if len(cells) == len(row.cells) else replace(row, cells=tuple(cells))


def _parts_of(cell: Cell) -> Iterator[Cell]:
    items = _items_of(cell.run.text)
    if not any(map(_is_fund, items)):
        yield cell
        return
    for item in items:
        yield replace(cell, run=cell.run[slice(*item.span("label"))])
        yield replace(cell, run=cell.run[slice(*item.span("amount"))].strip())


def _items_of(text: str) -> Sequence[re.Match[str]]:
    """The labels with their amounts; none where the text holds anything else."""
    items: list[re.Match[str]] = []
    place = len(text) - len(text.lstrip())
    while place < len(text) <= _LONGEST_LIST:
        item = _ITEM.match(text, place)
        if item is None:
            return []
        items.append(item)
        place = item.end()
    return items if all(_are_apart(*pair) for pair in pairwise(items)) else []


def _are_apart(before: re.Match[str], item: re.Match[str]) -> bool:
    """Whether one ends before the next begins: `400万 其他`, `2台设备` and `2023年度` go on."""
    is_closed = bool(before["gap"].strip() or item["number"])
    return is_closed or _is_fund(item) or bool(before["gap"] and before["unit"])


def _is_fund(item: re.Match[str]) -> bool:
    return field_named(item["label"], "fund") is not None
