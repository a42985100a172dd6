"""What is noted while a filing is read: where each printed character went, and what is in doubt."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
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
    """A stretch of the text that one place took: `kind` is typed, text, layout or issue."""

    start: int
    end: int
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


@dataclass
class Reading:
    """The notes of one filing's reading."""

    document: Document
    claims: list[Claim] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    form: int | None = None

    def claim(self, run: Run, kind: str, name: str) -> None:
        """Note that the run's characters went to one place."""
        self.claims.extend(Claim(start, end, kind, name) for start, end in run.pieces())

    def doubt(self, code: str, run: Run, detail: str | None = None) -> None:
        """Note that something is in doubt, and where; the code's sentence is in the tables."""
        message = issue_messages()[code]
        self.doubts.append(Doubt(code, f"{message}{detail or ''}", run, self.form))

    def reject(self, code: str, run: Run) -> None:
        """Note a run that became no fact: its numbers go to the doubt itself."""
        self.doubt(code, run)
        self.claim(run, ISSUE, code)

    def claim_rest(self, run: Run, kind: str, name: str) -> None:
        """Note that what no other place took of the run went to this one."""
        if not run:
            return
        taken = {
            offset
            for claim in self.claims
            if claim.start < run.end and run.start < claim.end
            for offset in range(claim.start, claim.end)
        }
        kept = [index for index, offset in enumerate(run.offsets) if offset not in taken]
        rest = Run("".join(run.text[i] for i in kept), tuple(run.offsets[i] for i in kept))
        self.claim(rest, kind, name)

    def line_of(self, offset: int) -> int:
        """The 1-based line of an offset."""
        return bisect_right(self.document.line_starts, offset)


def placed_numbers(reading: Reading, stretches: Iterable[tuple[int, int]]) -> list[PlacedNumber]:
    """Every number token printed within the stretches, with all that claimed a digit of it."""
    owners: list[set[Claim]] = [set() for _ in reading.document.text]
    for claim in reading.claims:
        for offset in range(claim.start, claim.end):
            owners[offset].add(claim)
    placed = []
    for start, end in stretches:
        for found in NUMBER.finditer(reading.document.text, start, end):
            touching = {
                (claim.kind, claim.name): claim
                for offset in range(found.start(), found.end())
                for claim in owners[offset]
            }
            claims = tuple(touching.values())
            placed.append(PlacedNumber(found.group(), found.start(), found.end(), claims))
    return placed
