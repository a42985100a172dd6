"""What the reading of a filing lacked, and whether a load may try it again with more.

A lack is kept with the filing as text: `seconds:600`, `megabytes:3000`, `scans` or `old-word`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.readers import doc, scan

SCANS, OLD_WORD = "scans", "old-word"


@dataclass(frozen=True)
class Limits:
    """What the reading of one file may take; a scan takes some seconds a page."""

    seconds: float = 600.0
    megabytes: int = 3_000

    @property
    def lack_of_seconds(self) -> str:
        """The lack of a filing that was not read within the seconds."""
        return f"seconds:{self.seconds:g}"

    @property
    def lack_of_megabytes(self) -> str:
        """The lack of a filing that the memory did not suffice for."""
        return f"megabytes:{self.megabytes}"


LIMITS = Limits()


def lack_of_extra(refusal: str | None = None, unread_pages: Sequence[int] = ()) -> str | None:
    """The extra for want of which a filing or pages of it were not read; None for others."""
    if (refusal == scan.NO_EXTRA or unread_pages) and not scan.can_read_pictures():
        return SCANS
    return OLD_WORD if refusal == doc.NO_EXTRA and not doc.can_read_old_word() else None


def is_met(lack: str | None, limits: Limits) -> bool:
    """Whether what a filing lacked is there now: higher limits, or the extra.

    >>> is_met("seconds:600", Limits(seconds=601)), is_met("seconds:600", Limits(megabytes=9_000))
    (True, False)
    >>> is_met("megabytes:3000", Limits(megabytes=3_001)), is_met(None, Limits())
    (True, False)
    """
    what, _, had = (lack or "").partition(":")
    if what == SCANS:
        return scan.can_read_pictures()
    if what == OLD_WORD:
        return doc.can_read_old_word()
    now = {"seconds": limits.seconds, "megabytes": limits.megabytes}
    return what in now and now[what] > float(had)
