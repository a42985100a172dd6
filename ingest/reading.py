"""What is noted while a filing is read: where each printed character went, and what is in doubt."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from ingest.document import Document, Run
from ingest.labels import vocabulary
from ingest.persons import starred

NUMBER = re.compile(r"[0-9０-９]+(?:[,，.．][0-9０-９]+)*")
TYPED, TEXT, LAYOUT, ISSUE = "typed", "text", "layout", "issue"


@cache
def issue_messages() -> dict[str, str]:
    """code -> what it says, in Chinese, of all read issues."""
    tables = ("read_issues", "target_issues")
    return {row["code"]: row["message"] for table in tables for row in vocabulary(table)}


@dataclass(frozen=True)
class Claim:
    """A place that took characters of the text: `kind` is typed, text, layout or issue."""

    kind: str
    name: str


_WITHHELD = Claim(LAYOUT, "withheld")


@dataclass(frozen=True)
class Doubt:
    """Something not read with certainty; `form` is the form's number, None for the filing.

    `page` is told where a whole page is in doubt: it prints no text that could tell it.
    """

    code: str
    message: str
    run: Run
    form: int | None
    page: int | None = None


@dataclass(frozen=True)
class PlacedNumber:
    """A printed number token and the claims on it: one, unless the reader is at fault."""

    text: str
    start: int
    end: int
    claims: tuple[Claim, ...]


class Reading:
    """The notes of one filing's reading: which place took each character, and what is in doubt.

    `printed` is the text before persons were starred in it, `withheld` the runs that were.
    """

    def __init__(
        self, document: Document, printed: str | None = None, withheld: Iterable[Run] = ()
    ) -> None:
        self.document = document
        self.printed = document.text if printed is None else printed
        self.doubts: list[Doubt] = []
        self.form: int | None = None
        self.withheld: list[Run] = []
        self.hidden: set[int] = set()
        self._claims: list[tuple[Claim, ...]] = [()] * len(document.text)
        self._faint = {offset for run in document.faint for offset in run.offsets}
        for run in withheld:
            self.withhold(run)

    def claim(self, run: Run, kind: str, name: str) -> None:
        """Note that the run's characters went to one place."""
        place = (Claim(kind, name),)
        for offset in run.offsets:
            if offset in self.hidden:
                continue
            before = self._claims[offset]
            self._claims[offset] = before + place if before and place != before else place

    def claims_on(self, start: int, end: int) -> tuple[Claim, ...]:
        """The places that took any character of the stretch; what is withheld went nowhere else."""
        places = tuple(dict.fromkeys(place for taken in self._claims[start:end] for place in taken))
        return (_WITHHELD,) if _WITHHELD in places else places

    def doubt(self, code: str, run: Run, detail: str | None = None) -> None:
        """Note that something is in doubt, and where; the code's sentence is in the tables."""
        message = issue_messages()[code]
        self.doubts.append(Doubt(code, f"{message}{detail or ''}", run, self.form))

    def doubt_page(self, code: str, page: int, run: Run) -> None:
        """Note that a page was not read; the run is where its text would stand."""
        self.doubts.append(Doubt(code, f"{issue_messages()[code]}（第{page}页）", run, None, page))

    def reject(self, code: str, run: Run) -> None:
        """Note a run that became no fact: its numbers go to the doubt itself."""
        self.doubt(code, run)
        self.claim(run, ISSUE, code)

    def withhold(self, run: Run) -> None:
        """Note what tells a person: it is starred, becomes no fact, and nothing else takes it."""
        if run and self.hidden.isdisjoint(run.offsets):
            self.withheld.append(run)
        self.hidden.update(run.offsets)
        for offset in run.offsets:
            self._claims[offset] = (_WITHHELD,)

    def shown(self, start: int, end: int) -> str:
        """The printed stretch with a star for each character that is withheld."""
        return starred(Run.printed(self.printed[start:end], start), self.hidden).text

    def claim_rest(self, run: Run, kind: str, name: str) -> None:
        """Note that what no other place took of the run went to this one."""
        kept = [i for i, offset in enumerate(run.offsets) if not self._claims[offset]]
        rest = Run("".join(run.text[i] for i in kept), tuple(run.offsets[i] for i in kept))
        self.claim(rest, kind, name)

    def is_faint(self, run: Run) -> bool:
        """Whether any character of the run is not certain: its number is none."""
        return not self._faint.isdisjoint(run.offsets)

    def is_recognised(self, run: Run) -> bool:
        """Whether the run was read from a picture: what is not read beside it may be printed."""
        pages = self.document.recognised_pages
        return bool(pages) and any(p.page in pages for p in self.document.places_of(run))

    def line_of(self, offset: int) -> int:
        """The 1-based line of an offset."""
        return bisect_right(self.document.line_starts, offset)


def placed_numbers(reading: Reading, stretches: Iterable[tuple[int, int]]) -> list[PlacedNumber]:
    """Every number token printed within the stretches, with the places that took its digits."""
    return [
        PlacedNumber(
            reading.shown(*found.span()),
            found.start(),
            found.end(),
            reading.claims_on(found.start(), found.end()),
        )
        for start, end in stretches
        for found in NUMBER.finditer(reading.printed, start, end)
    ]
