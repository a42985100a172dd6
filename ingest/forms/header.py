"""The header of a form: name, class, bodies and dates."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ingest.document import EMPTY, Row, Run, is_chinese, mend
from ingest.labels import labels_of, split_at_labels
from ingest.reading import LAYOUT, TYPED, Reading
from ingest.values import fold, parse_year

_RECURRENCE = re.compile(r"(其他)?(经常性|一次性|阶段性)(项目)?")
_CODE = re.compile(r"^[\[（(]?([0-9][0-9A-Za-z]{2,})[\]）)]?\s*[-—－]?\s*(?=[^\d\s年])")


@dataclass
class Header:
    """What the header prints: field -> the runs of its cells; `year` where one is printed."""

    values: dict[str, list[Run]] = field(default_factory=dict)
    year: Run | None = None

    def add(self, name: str, runs: Iterable[Run]) -> None:
        self.values.setdefault(name, []).extend(run for run in runs if run)

    def run(self, name: str) -> Run:
        """The field's cells joined and mended; empty where the header prints nothing."""
        return mend(Run.joined(self.values.get(name, []))) if name in self.values else EMPTY


def read_header(rows: Sequence[Row], reading: Reading) -> Header:
    """The header's cells by field; a row without labels is the year or is reported."""
    header = Header()
    for row in rows:
        if header.year is None and parse_year(row.key) and len(row.key) <= 12:
            header.year = row.run
            reading.claim(row.run, TYPED, "fiscal_year")
            continue
        _read_row(row, header, reading)
    return header


def _read_row(row: Row, header: Header, reading: Reading) -> None:
    items = split_at_labels(row, labels_of("header"))
    if not any(item.field for item in items):
        reading.reject("unread_header_line", row.run)
        return
    name: str | None = None
    for item in items:
        if item.field is not None:
            name = item.field
            header.values.setdefault(name, [])
            reading.claim(item.run, LAYOUT, "label")
        elif name is None:
            _put_aside(item.run, reading)
        elif _is_junk(item.run, name):
            reading.reject("unread_text", item.run)
        else:
            header.add(name, [item.run])


def _put_aside(run: Run, reading: Reading) -> None:
    """Pieces before the first label are pieces of labels: they hold no number."""
    if any(character.isdigit() for character in run.text):
        reading.reject("unread_header_number", run)
    else:
        reading.claim(run, LAYOUT, "label")


def _is_junk(run: Run, name: str) -> bool:
    """Whether a piece can be no part of the value: no date, no Chinese character."""
    if name.endswith("_date"):
        return not any(character.isdigit() for character in run.text)
    return not any(is_chinese(character) or character.isalpha() for character in run.text)


def recurrence_in(run: Run) -> Run | None:
    """The recurrence a class cell prints (经常性项目, 其他一次性项目 …); None for other classes.

    A cell that was cut and printed twice gives its longest reading.
    """
    found = list(_RECURRENCE.finditer(run.text))
    kinds = {match.group(2) for match in found}
    if len(kinds) != 1:
        return None
    best = max(found, key=lambda match: len(match.group()))
    leftover = run.text.replace("项目", "").replace("目", "").replace("项", "")
    for match in found:
        leftover = leftover.replace(match.group().removesuffix("项目"), "")
    return run[best.start() : best.end()] if not leftover else None


def split_code(run: Run) -> tuple[str | None, Run]:
    """The code before a name (`[123]某局`, `5100123-某支出`), None without one, and the name."""
    found = _CODE.match(fold(run.text)) if len(fold(run.text)) == len(run.text) else None
    return (found.group(1), run[found.end() :]) if found else (None, run)
