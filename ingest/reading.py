"""What is noted while a filing is read: where each printed character went, and what is in doubt."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from ingest.document import Document, Run
from ingest.labels import vocabulary

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


@dataclass(frozen=True)
class Doubt:
    """Something not read with certainty; `form` is the form's number, None for the filing."""

    code: str
    message: str
    run: Run
    form: int | None


@dataclass(frozen=True)
class PlacedNumber:
    """A printed number token and the claims on it: one, unless the reader is at fault."""

    text: str
    start: int
    end: int
    claims: tuple[Claim, ...]


class Reading:
    """The notes of one filing's reading: which place took each character, and what is in doubt."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.doubts: list[Doubt] = []
        self.form: int | None = None
        self.withheld: list[Run] = []
        self._claims: list[tuple[Claim, ...]] = [()] * len(document.text)

    def claim(self, run: Run, kind: str, name: str) -> None:
        """Note that the run's characters went to one place."""
        place = (Claim(kind, name),)
        for offset in run.offsets:
            before = self._claims[offset]
            self._claims[offset] = before + place if before and place != before else place

    def claims_on(self, start: int, end: int) -> tuple[Claim, ...]:
        """The places that took any character of the stretch."""
        return tuple(dict.fromkeys(place for taken in self._claims[start:end] for place in taken))

    def doubt(self, code: str, run: Run, detail: str | None = None) -> None:
        """Note that something is in doubt, and where; the code's sentence is in the tables."""
        message = issue_messages()[code]
        self.doubts.append(Doubt(code, f"{message}{detail or ''}", run, self.form))

    def reject(self, code: str, run: Run) -> None:
        """Note a run that became no fact: its numbers go to the doubt itself."""
        self.doubt(code, run)
        self.claim(run, ISSUE, code)

    def withhold(self, run: Run) -> None:
        """Note a person's name or telephone number: it is masked and becomes no fact."""
        self.withheld.append(run)
        self.claim(run, LAYOUT, "withheld")

    def claim_rest(self, run: Run, kind: str, name: str) -> None:
        """Note that what no other place took of the run went to this one."""
        kept = [i for i, offset in enumerate(run.offsets) if not self._claims[offset]]
        rest = Run("".join(run.text[i] for i in kept), tuple(run.offsets[i] for i in kept))
        self.claim(rest, kind, name)

    def line_of(self, offset: int) -> int:
        """The 1-based line of an offset."""
        return bisect_right(self.document.line_starts, offset)


def placed_numbers(reading: Reading, stretches: Iterable[tuple[int, int]]) -> list[PlacedNumber]:
    """Every number token printed within the stretches, with the places that took its digits."""
    return [
        PlacedNumber(
            found.group(),
            found.start(),
            found.end(),
            reading.claims_on(found.start(), found.end()),
        )
        for start, end in stretches
        for found in NUMBER.finditer(reading.document.text, start, end)
    ]
