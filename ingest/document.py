"""A document: the extracted text of a filing with its lines, rows and cells, and their places.

It knows layout and nothing of budgets. Every piece of text stays a `Run`: characters together
with the offset at which each was printed, so that whatever is read can be found again.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

_PARAGRAPH_TAG = re.compile(r"</?p\s*/?>", re.IGNORECASE)


@dataclass(frozen=True)
class Run:
    """A piece of printed text: its characters and the offset of each in the extracted text."""

    text: str
    offsets: tuple[int, ...]

    @staticmethod
    def printed(text: str, start: int) -> "Run":
        """The run of `text` printed without a gap from offset `start`."""
        return Run(text, tuple(range(start, start + len(text))))

    @staticmethod
    def joined(runs: Iterable["Run"], separator: str = "") -> "Run":
        """The runs one after another; a separator takes the place of the character before it."""
        text: list[str] = []
        offsets: list[int] = []
        for run in runs:
            if not run:
                continue
            if text and separator:
                text.append(separator)
                offsets.extend([offsets[-1]] * len(separator))
            text.append(run.text)
            offsets.extend(run.offsets)
        return Run("".join(text), tuple(offsets))

    def __bool__(self) -> bool:
        return bool(self.text)

    def __len__(self) -> int:
        return len(self.text)

    def __getitem__(self, part: slice) -> "Run":
        return Run(self.text[part], self.offsets[part])

    @property
    def start(self) -> int:
        return min(self.offsets)

    @property
    def end(self) -> int:
        return max(self.offsets) + 1

    def strip(self, characters: str | None = None) -> "Run":
        """The run without the given characters (default: white space) at its ends."""
        left = len(self.text) - len(self.text.lstrip(characters))
        right = len(self.text.rstrip(characters))
        return self[left : max(left, right)]

    def without_space(self) -> "Run":
        """The run with all white space removed: for comparing with labels."""
        kept = [index for index, character in enumerate(self.text) if not character.isspace()]
        return Run("".join(self.text[i] for i in kept), tuple(self.offsets[i] for i in kept))

    def words(self) -> list["Run"]:
        """The parts of the run between white space."""
        return [self[found.start() : found.end()] for found in re.finditer(r"\S+", self.text)]

    def pieces(self) -> Iterator[tuple[int, int]]:
        """The stretches (start, end) of the extracted text that the run covers."""
        start = previous = None
        for offset in self.offsets:
            if previous is None or start is None:
                start = offset
            elif offset not in (previous, previous + 1):
                yield start, previous + 1
                start = offset
            previous = offset
        if start is not None and previous is not None:
            yield start, previous + 1


EMPTY = Run("", ())


def is_chinese(character: str) -> bool:
    """Whether white space beside the character is layout: a Chinese or full-width character."""
    code = ord(character)
    return (
        0x2E80 <= code <= 0x9FFF
        or 0xF900 <= code <= 0xFAFF
        or 0xFE30 <= code <= 0xFE4F
        or 0xFF01 <= code <= 0xFF60
        or 0x20000 <= code <= 0x3FFFF
        or character in "“”‘’—…·"
    )


def mend(run: Run) -> Run:
    """The run as it was set before it was cut into lines.

    White space is removed beside Chinese characters and kept single between others; `<p>` tags
    become one line feed between paragraphs. Nothing else is changed.

    >>> mend(Run.printed("区政务 IT  运维 GB/T 22239", 0)).text
    '区政务IT运维GB/T 22239'
    >>> mend(Run.printed("<p>一。</p> <p>二。</p>", 0)).text
    '一。\\n二。'
    """
    paragraphs: list[Run] = []
    position = 0
    for tag in _PARAGRAPH_TAG.finditer(run.text):
        paragraphs.append(run[position : tag.start()])
        position = tag.end()
    paragraphs.append(run[position:])
    return Run.joined((_close_up(part) for part in paragraphs), separator="\n")


def _close_up(run: Run) -> Run:
    text = run.text
    keep: list[int] = []
    spaces = list(re.finditer(r"\s+", text))
    position = 0
    for space in spaces:
        keep.extend(range(position, space.start()))
        if _parts_latin_words(text[: space.start()][-2:], text[space.end() :][:1]):
            keep.append(space.start())
        position = space.end()
    keep.extend(range(position, len(text)))
    closed = "".join(" " if text[i].isspace() else text[i] for i in keep)
    return Run(closed, tuple(run.offsets[i] for i in keep))


def _parts_latin_words(before: str, after: str) -> bool:
    """Whether white space stands between words or numbers in Latin script, not beside Chinese."""
    if not before or not (after.isascii() and after.isalnum()):
        return False
    if before[-1].isascii() and before[-1].isalnum():
        return True
    return before[-1] in ",.;:)" and before[0].isascii() and before[0].isalpha() and after.isalpha()


@dataclass(frozen=True)
class Cell:
    """A cell that holds text; `column` counts the row's cells from 0, empty ones too.

    The spans count columns and rows; they are 1 where the carrier does not keep them.
    """

    column: int
    run: Run
    column_span: int = 1
    row_span: int = 1

    @cached_property
    def key(self) -> str:
        """The cell's text without white space."""
        return "".join(self.run.text.split())


@dataclass(frozen=True)
class Row:
    """A printed line: a row of a table (cells) or a paragraph (one cell).

    `table` numbers the tables whose spans are known, `table_row` their rows from 0; both are None
    for all other rows. `blanks` are cells without text that span several rows.
    """

    line: int
    run: Run
    cells: tuple[Cell, ...]
    column_count: int
    is_table: bool
    follows_gap: bool
    table: int | None = None
    table_row: int | None = None
    blanks: tuple[Cell, ...] = ()

    @cached_property
    def key(self) -> str:
        """The row's text without white space."""
        return "".join(self.run.text.split())


Box = tuple[float, float, float, float]


def box_text(box: Box) -> str:
    """A box as `source_box` holds it: `left bottom right top` in points."""
    return " ".join(f"{side:.1f}" for side in box)


@dataclass(frozen=True)
class Place:
    """Where a stretch of the extracted text was printed: on a page, in a box, or in a sheet.

    `box` is left, bottom, right, top in PDF points from the page's lower left corner; `sheet` is
    the sheet's name and the cell (`目标表!B7`).
    """

    start: int
    end: int
    page: int | None = None
    box: Box | None = None
    sheet: str | None = None


@dataclass(frozen=True)
class ReaderDoubt:
    """What the reader of a format leaves in doubt; an empty run stands for the whole filing."""

    code: str
    run: Run
    detail: str = ""


@dataclass(frozen=True)
class Document:
    """A filing's extracted text and its rows that hold something, in order.

    `places` are in the order of the text, and none overlap; a prepared text has none.
    `page_numbers` are printed at a page's edge and belong to no row; `faint` was recognised in a
    picture and is not certain; `recognised_pages` are pictures that were read, `unread_pages`
    those that nothing here can read; `sheets` are the names of all its sheets, `hidden_sheets` of
    those not read; `doubts` are what else its reader did not read with certainty; `undecided` are
    lines whose place in their table nothing tells: they stand in none of its cells.
    """

    text: str
    rows: tuple[Row, ...]
    page_count: int | None = None
    places: tuple[Place, ...] = ()
    page_numbers: tuple[Run, ...] = ()
    faint: tuple[Run, ...] = ()
    recognised_pages: tuple[int, ...] = ()
    unread_pages: tuple[int, ...] = ()
    doubts: tuple[ReaderDoubt, ...] = ()
    sheets: tuple[str, ...] = ()
    hidden_sheets: tuple[str, ...] = ()
    undecided: tuple[ReaderDoubt, ...] = ()

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """The offset of each line's first character."""
        return (0, *(found.end() for found in re.finditer("\n", self.text)))

    def without_page_rows(self, numbered: Iterable[Row]) -> "Document":
        """The document with rows that only number a page set apart; a page ends where one stood."""
        numbers = {row.line: row.run for row in numbered}
        kept: list[Row] = []
        is_page_end = False
        for row in self.rows:
            if row.line not in numbers:
                kept.append(replace(row, follows_gap=True) if is_page_end else row)
            is_page_end = row.line in numbers
        page_numbers = (*self.page_numbers, *numbers.values())
        return replace(self, rows=tuple(kept), page_numbers=page_numbers)

    def places_of(self, run: Run) -> list[Place]:
        """The places the run's characters were printed at, in order; none in a prepared text."""
        found: dict[Place, None] = {}
        for start, end in run.pieces():
            index = max(0, bisect_right(self._place_starts, start) - 1)
            while index < len(self.places) and self.places[index].start < end:
                if self.places[index].end > start:
                    found[self.places[index]] = None
                index += 1
        return list(found)

    @cached_property
    def _place_starts(self) -> tuple[int, ...]:
        return tuple(place.start for place in self.places)
