"""Rows -> a table for the terminal, in which a Chinese character takes two places."""

import unicodedata
from collections.abc import Sequence


def text_table(header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """One line a row, columns aligned: numbers to the right, everything else to the left."""
    shown = [list(header), *([_shown(value) for value in row] for row in rows)]
    widths = [max(display_width(line[index]) for line in shown) for index in range(len(header))]
    is_number = [
        bool(rows) and all(isinstance(row[index], int) for row in rows)
        for index in range(len(header))
    ]
    return "\n".join(_line(line, widths, is_number) for line in shown)


def display_width(text: str) -> int:
    """Places the text takes in a terminal."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _line(cells: Sequence[str], widths: Sequence[int], is_number: Sequence[bool]) -> str:
    padded = []
    for cell, width, to_right in zip(cells, widths, is_number, strict=True):
        blank = " " * (width - display_width(cell))
        padded.append(blank + cell if to_right else cell + blank)
    return "  ".join(padded).rstrip()


def _shown(value: object) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return "" if value is None else " ".join(str(value).split())
