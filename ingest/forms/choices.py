"""Cells that print options with a box before or after each: which of them are ticked."""

import re

from ingest.document import Run

_TICKS = "☑√✓✔■☒"
_BOXES = "□☐"
_MARK = re.compile(
    rf"[（(]\s*(?P<bracketed>[{_TICKS}{_BOXES}]?)\s*[)）]|(?P<mark>[{_TICKS}{_BOXES}])"
    r"|(?:^|(?<=\s))(?P<misread>口)(?=\S)"
)


def ticked(run: Run) -> list[Run] | None:
    """The ticked options; None for a cell without boxes. Raises ValueError where none can be told.

    >>> [option.text for option in ticked(Run.printed("☑经常性项目 □一次性项目", 0))]
    ['经常性项目']
    """
    if not any(mark in run.text for mark in _TICKS + _BOXES):
        return None
    run = run.strip()
    marks = list(_MARK.finditer(run.text))
    starts = [mark.start() for mark in marks]
    ends = [mark.end() for mark in marks]
    if starts[0] == 0:
        options = [run[a:b] for a, b in zip(ends, [*starts[1:], len(run.text)])]
    elif ends[-1] == len(run.text):
        options = [run[a:b] for a, b in zip([0, *ends[:-1]], starts)]
    else:
        raise ValueError(f"nothing tells which option of {run.text!r} a mark belongs to")
    told = [mark.group("bracketed") or mark.group("mark") or "" for mark in marks]
    return [option.strip() for option, mark in zip(options, told) if mark and mark in _TICKS]
