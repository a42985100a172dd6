"""A filing's own lines as HTML: what it prints is escaped, only the marks and numbers are ours.

Where lines are shown as text, a bar stands between two cells of a table.
"""

from html import escape

import polars as pl

TAB = '<span class="jixiao-tab">│</span>'
BAR = " │ "


def cells_apart(text: str) -> str:
    """The text with a bar between cells.

    >>> cells_apart("餐费\\t2000 人\\t30 万元")
    '餐费 │ 2000 人 │ 30 万元'
    """
    return text.replace("\t", BAR)


def without_heading(text: str, heading: str) -> str:
    """The text without its first line where that is only the heading, with or without a number.

    >>> without_heading("六、年度预算安排\\n\\n共5万元", "年度预算安排")
    '共5万元'
    >>> without_heading("二、依据:文件", "依据")
    '二、依据:文件'
    """
    first, _, rest = text.partition("\n")
    is_heading = "".join(first.split()).rstrip(":：").endswith(heading)
    return rest.lstrip("\n") if is_heading else text


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
