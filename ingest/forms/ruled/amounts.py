"""Cells that list money (`总额420万元 其中：财政400万元`): labels and amounts side by side."""

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.document import Cell, Row
from ingest.forms.cell_labels import field_named

_ITEM = (
    r"(?:[一二三四五六七八九十\d]{1,2}[、.．])?\s*(?:其中\s*[:：]?)?\s*"
    r"(?P<label>[\u4e00-\u9fff]{2,12})\s*[:：]?\s*"
    r"(?P<amount>\d[\d,]*(?:\.\d+)?\s*(?:亿元|万元|元)?)"
)
_BETWEEN = r"[\s;；,，、。()（）]*"
_EACH = re.compile(_ITEM)
_LIST = re.compile(rf"{_BETWEEN}(?:{re.sub(r'[?]P<[a-z]+>', '?:', _ITEM)}{_BETWEEN})+")
_LONGEST_LIST = 400


def amounts_apart(row: Row) -> Row:
    """The row with each cell that lists money parted into labels and amounts, in their order."""
    cells = [part for cell in row.cells for part in _parts_of(cell)]
    return row if len(cells) == len(row.cells) else replace(row, cells=tuple(cells))


def _parts_of(cell: Cell) -> Iterator[Cell]:
    text = cell.run.text
    if len(text) > _LONGEST_LIST or not _LIST.fullmatch(text):
        yield cell
        return
    items = list(_EACH.finditer(text))
    if not any(field_named(item.group("label"), "fund") for item in items):
        yield cell
        return
    for item in items:
        yield replace(cell, run=cell.run[slice(*item.span("label"))])
        yield replace(cell, run=cell.run[slice(*item.span("amount"))].strip())
