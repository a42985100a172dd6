"""A filing's own lines as HTML: what it prints is escaped, only the marks and numbers are ours."""

from html import escape

import polars as pl

TAB = '<span class="jixiao-tab">│</span>'


def lines_html(lines: pl.DataFrame, line: int, start: int | None, end: int | None) -> str:
    """The lines with their numbers; the characters from `start` to `end` are marked.

    Where the place has no extent, the whole line `line` is marked.
    """
    rows = "".join(_row(row, line, start, end) for row in lines.to_dicts())
    return f'<div class="jixiao-lines">{rows}</div>'


def _row(row: dict[str, object], line: int, start: int | None, end: int | None) -> str:
    number, text = int(str(row["line_number"])), str(row["line_text"] or "")
    first = int(str(row["source_start"]))
    if start is None or end is None:
        begin, stop = (0, len(text)) if number == line else (0, 0)
    else:
        begin, stop = _clamp(start - first, len(text)), _clamp(end - first, len(text))
    marked = f"<mark>{_shown(text[begin:stop])}</mark>" if stop > begin else ""
    inside = _shown(text[:begin]) + marked + _shown(text[stop:])
    return f"<div><b>{number}</b><span>{inside or '&nbsp;'}</span></div>"


def _clamp(offset: int, length: int) -> int:
    return max(0, min(offset, length))


def _shown(text: str) -> str:
    return escape(text).replace("\t", TAB)
