"""项目经费情况说明: the narrative's sections, and the page numbers inside its sentences."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from ingest.document import Row, Run, mend
from ingest.labels import vocabulary
from ingest.reading import LAYOUT, TEXT, Reading

_PAGE_NUMBER = re.compile(r"(?<=\s)(\d{1,3})/(\d{1,3})(?=\s)")
_ENDS = tuple("。；：:;!！?？.")


@dataclass
class Section:
    """A section of a narrative: its heading's run and the rows (or parts of rows) under it."""

    number: int
    name: str
    heading: Run
    rows: list[Row] = field(default_factory=list)
    paragraphs: list[Run] = field(default_factory=list)


@cache
def _heading() -> re.Pattern[str]:
    names = "|".join(
        rf"{row['numeral']}、\s*{row['section_name']}" for row in vocabulary("narrative")
    )
    return re.compile(rf"(?:^|(?<=\s)|(?<=[。;；.]))(?:{names})\s*[.。:：]?")


def _named(heading: str) -> tuple[int, str]:
    key = "".join(heading.split()).rstrip(".。:：")
    for row in vocabulary("narrative"):
        if key == f"{row['numeral']}、{row['section_name']}":
            return int(row["section_number"]), row["section_name"]
    raise ValueError(f"{heading!r} is no section heading")


def read_sections(rows: Sequence[Row], reading: Reading) -> list[Section]:
    """The sections of a narrative in order; a heading may stand at the end of a paragraph."""
    sections: list[Section] = []
    for row in rows:
        if row.is_table:
            _add_row(sections, row, reading)
            continue
        position = 0
        for found in _heading().finditer(row.run.text):
            _add_text(sections, row, row.run[position : found.start()], reading)
            number, name = _named(found.group())
            heading = row.run[found.start() : found.end()]
            reading.claim(heading, LAYOUT, "heading")
            sections.append(Section(number, name, heading))
            position = found.end()
        _add_text(sections, row, row.run[position:], reading)
    return sections


def _add_row(sections: list[Section], row: Row, reading: Reading) -> None:
    if sections:
        sections[-1].rows.append(row)
    else:
        reading.reject("text_outside_sections", row.run)


def _add_text(sections: list[Section], row: Row, run: Run, reading: Reading) -> None:
    run = _without_page_numbers(run.strip(), reading)
    if not run:
        return
    if not sections:
        reading.reject("text_outside_sections", run)
        return
    sections[-1].paragraphs.append(run)
    sections[-1].rows.append(
        Row(row.line, run, row.cells, row.column_count, False, row.follows_gap)
    )


def _without_page_numbers(run: Run, reading: Reading) -> Run:
    """The run without `1/36` between words: a page number that fell into a sentence."""
    parts = []
    position = 0
    for found in _PAGE_NUMBER.finditer(run.text):
        if int(found.group(1)) <= int(found.group(2)):
            reading.claim(run[found.start() : found.end()], LAYOUT, "page_number")
            parts.append(run[position : found.start()])
            position = found.end()
    parts.append(run[position:])
    return Run.joined(parts)


def section_text(section: Section) -> Run:
    """The section's text: paragraphs and table rows joined by a line feed, cells by a tab.

    A paragraph that is broken over pages goes on without a line feed.
    """
    lines: list[list[Run]] = []
    after_row = False
    for row in section.rows:
        text = (
            Run.joined((mend(cell.run) for cell in row.cells), "\t")
            if row.is_table
            else mend(row.run)
        )
        if not text:
            continue
        if lines and not (row.is_table or after_row or lines[-1][-1].text.endswith(_ENDS)):
            lines[-1].append(text)
        else:
            lines.append([text])
        after_row = row.is_table
    return Run.joined((Run.joined(line) for line in lines), "\n")


def is_cut(section: Section) -> bool:
    """Whether a paragraph stops within a sentence and another follows: where it goes on is lost."""
    return any(not row.key.endswith(_ENDS) for row in section.rows[:-1])


def claim_text(section: Section, reading: Reading) -> None:
    """Note the section's paragraphs as text, without what another place took of them."""
    for row in section.rows:
        reading.claim_rest(row.run, TEXT, f"section_{section.number}")
