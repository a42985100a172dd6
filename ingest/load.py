"""Filings -> raw tables: find the files, read each apart, write one batch a filing."""

import datetime as dt
import hashlib
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from ingest import records
from ingest.apart import OutOfBounds, Workers
from ingest.errors import CannotProceed
from ingest.folders import PROJECT_ROOT, DataFolder
from ingest.ledger import loaded_filings
from ingest.manifest import NOTHING_TOLD, TOLD, Told
from ingest.read import FilingContent
from ingest.readers import UNKNOWN, NotReadable, media_type_of
from ingest.readers.kingsoft import kingsoft_refusal
from ingest.receive import LARGEST_FILE, Received, find_files
from ingest.retries import LIMITS, Limits, is_met, lack_of_extra
from ingest.tables import DoesNotFit, write_batch

VERSION = "0.1.0"
WORKERS = 2
FEWEST_LABELS = 3
MOST_WAITING = 8
MOST_BYTES_WAITING = LARGEST_FILE
Reading = Future[FilingContent]
LOADED, PARTIAL, NO_FORMS, SET_ASIDE = "loaded", "partial", "no_forms", "set_aside"
_READER_PARTS = (
    "document.py",
    "labels.py",
    "outcomes.py",
    "persons.py",
    "read.py",
    "reading.py",
    "receive.py",
    "records.py",
    "target*.py",
    "values.py",
    "readers/*.py",
    "forms/**/*.py",
    "vocabulary/*.csv",
)


@dataclass(frozen=True)
class FilingOutcome:
    """What became of one file; `skipped` where it was loaded before and nothing has changed.

    `withheld_count` says how many names, telephone numbers and the like were starred.
    """

    path: str
    filing_id: str
    status: str
    status_reason: str | None
    form_count: int
    skipped: bool = False
    page_count: int | None = None
    withheld_count: int = 0


@dataclass(frozen=True)
class LoadReport:
    """The outcomes of a load, one per file, in the order of the paths.

    `unmet` has a sentence for each line of a manifest that names none of the files.
    """

    outcomes: list[FilingOutcome]
    unmet: list[str]


@dataclass(frozen=True)
class Progress:
    """How far a load is after one more file: `pages` were read in `seconds` so far."""

    outcome: FilingOutcome
    number: int
    file_count: int
    pages: int
    seconds: float

    @property
    def pages_per_second(self) -> float | None:
        """None before any page was read."""
        return self.pages / self.seconds if self.pages and self.seconds > 0 else None

    @property
    def seconds_left(self) -> float:
        """The time the rest takes if its files are like those before."""
        return self.seconds / self.number * (self.file_count - self.number)


@cache
def reader_version() -> str:
    """The version of all code and tables that decide what is read from a filing."""
    folder = PROJECT_ROOT / "ingest"
    files = sorted(path for pattern in _READER_PARTS for path in folder.glob(pattern))
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return f"{VERSION}+{digest.hexdigest()[:8]}"


def load_paths(
    paths: Sequence[Path],
    folder: DataFolder,
    report: Callable[[Progress], None],
    limits: Limits = LIMITS,
) -> LoadReport:
    """The outcome of every file at the paths (files, folders, zips); each is one batch or none.

    Raises CannotProceed where a manifest is wrong, or when it is interrupted.
    """
    found = find_files(map(Path, paths))
    load = _Load(folder, _known(folder), limits)
    started = time.monotonic()
    pages = 0
    outcomes: list[FilingOutcome] = []
    try:
        with closing(load.outcomes(found.received())) as results:
            for outcome in results:
                outcomes.append(outcome)
                pages += 0 if outcome.skipped else outcome.page_count or 0
                seconds = time.monotonic() - started
                report(Progress(outcome, len(outcomes), found.count, pages, seconds))
    except KeyboardInterrupt:
        raise CannotProceed(
            f"The load was stopped after {len(outcomes)} of {found.count} files, which stay loaded:"
            " load the same again to go on."
        ) from None
    return LoadReport(outcomes, found.unmet)


@dataclass(frozen=True)
class _Known:
    """A filing as it was loaded before, with its notes and what its reading lacked."""

    outcome: FilingOutcome
    told: Told
    lack: str | None


def _known(folder: DataFolder) -> dict[str, _Known]:
    """The filings that the current reader has loaded and nobody has withdrawn."""
    rows = loaded_filings(folder).iter_rows(named=True)
    return {
        row["filing_id"]: _Known(
            FilingOutcome(
                row["source_path"],
                row["filing_id"],
                row["status"],
                row["status_reason"],
                row["form_count"],
                skipped=True,
            ),
            Told(
                row["source_url"],
                row["publisher_name"],
                row["published_date"],
                row["document_stage"] if row["document_stage_basis"] == TOLD else None,
            ),
            row["lack"],
        )
        for row in rows
        if row["reader_version"] == reader_version() and not row["is_withdrawn"]
    }


@dataclass
class _Load:
    """One load: what was known before it, and what became of the bytes it has met."""

    folder: DataFolder
    known: dict[str, _Known]
    limits: Limits
    begun: set[str] = field(default_factory=set)
    done: dict[str, FilingOutcome] = field(default_factory=dict)

    def outcomes(self, files: Iterable[Received]) -> Generator[FilingOutcome, None, None]:
        """The outcome of each file in order; when it is closed or fails, no reading goes on."""
        with ThreadPoolExecutor(WORKERS) as pool, Workers(self.limits) as workers:
            for received, reading in _ahead(
                files, lambda received: self._begin(received, pool, workers)
            ):
                yield self._settled(received) or self._loaded(received, reading)

    def _begin(
        self, received: Received, pool: ThreadPoolExecutor, workers: Workers
    ) -> Reading | None:
        """The reading of a file; None where it is known, met already, or was refused."""
        is_met = received.filing_id in self.begun
        self.begun.add(received.filing_id)
        if is_met or received.reason or self._before(received):
            return None
        return pool.submit(_read, received, workers)

    def _before(self, received: Received) -> FilingOutcome | None:
        """The outcome of a load before; None where a manifest now says something new of the file,
        or what its reading lacked is there."""
        before = self.known.get(received.filing_id)
        if before is None or is_met(before.lack, self.limits):
            return None
        return before.outcome if received.told in (before.told, NOTHING_TOLD) else None

    def _settled(self, received: Received) -> FilingOutcome | None:
        """The outcome of a file that need not be read: loaded before, or the same bytes again."""
        if before := self._before(received):
            return replace(before, path=received.path)
        first = self.done.get(received.filing_id)
        return _as_copy(received, first) if first else None

    def _loaded(self, received: Received, reading: Reading | None) -> FilingOutcome:
        outcome = _load(received, reading, self.folder)
        self.done[received.filing_id] = outcome
        return outcome


def _ahead(
    files: Iterable[Received], begin: Callable[[Received], Reading | None]
) -> Iterator[tuple[Received, Reading | None]]:
    """The files in order, the reading of the next few begun; few bytes wait with them."""
    waiting: deque[tuple[Received, Reading | None]] = deque()
    for received in files:
        waiting.append((received, begin(received)))
        while waiting and (_are_enough(waiting) or _is_over(waiting[0][1])):
            yield waiting.popleft()
    while waiting:
        yield waiting.popleft()


def _are_enough(waiting: Iterable[tuple[Received, Reading | None]]) -> bool:
    sizes = [len(received.data or b"") for received, _ in waiting]
    return len(sizes) >= MOST_WAITING or sum(sizes) > MOST_BYTES_WAITING


def _is_over(reading: Reading | None) -> bool:
    return reading is None or reading.done()


def _as_copy(received: Received, first: FilingOutcome) -> FilingOutcome:
    """The outcome of a file whose bytes are those of one before it; its forms count once."""
    same = f"the same bytes as {first.path}"
    reason = f"{same}: {first.status_reason}" if first.status_reason else same
    return replace(
        first,
        path=received.path,
        status_reason=reason,
        form_count=0,
        skipped=True,
        page_count=None,
        withheld_count=0,
    )


def _read(received: Received, workers: Workers) -> FilingContent:
    data = received.data or b""
    refusal = kingsoft_refusal(data, received.name)
    if refusal:
        raise NotReadable(refusal)
    media_type_of(data)
    return workers.read(data, received.filing_id)


def _load(received: Received, reading: Reading | None, folder: DataFolder) -> FilingOutcome:
    """The outcome of a file that was refused (no reading) or read, and its batch written."""
    refusal = NotReadable(received.reason or "it could not be read")
    error = reading.exception() if reading else refusal
    if isinstance(error, NotReadable | OutOfBounds):
        filing = _filing(received, SET_ASIDE, str(error), None, _lack(error))
        return _write(received, filing, None, folder)
    assert reading is not None
    content = reading.result()
    status, reason = _status(content)
    lack = lack_of_extra(unread_pages=content.unread_pages)
    try:
        filing = _filing(received, status, reason, content, lack)
        return _write(received, filing, content, folder)
    except DoesNotFit as error:
        reason = f"what was read of it fits no table ({error}): please report the file"
        return _write(received, _filing(received, SET_ASIDE, reason, None), None, folder)


def _lack(error: NotReadable | OutOfBounds) -> str | None:
    return error.lack if isinstance(error, OutOfBounds) else lack_of_extra(refusal=str(error))


def _status(content: FilingContent) -> tuple[str, str | None]:
    reasons = []
    if content.refused:
        titles = "; ".join(content.refused[:5])
        reasons.append(f"it holds forms of another kind, which are not read ({titles})")
    if content.unread_pages:
        pages = ", ".join(map(str, content.unread_pages[:10]))
        reasons.append(f"page {pages} is a picture that was not read")
    if content.form_count == 0:
        nothing = "no 绩效目标表, 绩效自评表 or 项目经费情况说明 was found in it"
        if len(content.labels_found) >= FEWEST_LABELS:
            nothing += f", though it prints {', '.join(content.labels_found[:10])}"
        return NO_FORMS, "; ".join([nothing, *reasons])
    if content.incomplete_forms:
        numbers = ", ".join(map(str, content.incomplete_forms))
        reasons.append(
            f"form {numbers} lacks its money or its indicators, or its layout is not known"
        )
    if content.misplaced:
        texts = ", ".join(number.text for number in content.misplaced[:5])
        reasons.append(f"{len(content.misplaced)} printed numbers have no single place ({texts})")
    return (PARTIAL, "; ".join(reasons)) if reasons else (LOADED, None)


def _filing(
    received: Received,
    status: str,
    reason: str | None,
    content: FilingContent | None,
    lack: str | None = None,
) -> records.Filing:
    loaded_at = dt.datetime.now(dt.UTC)
    return records.Filing(
        filing_id=received.filing_id,
        load_id=f"{loaded_at:%Y%m%dT%H%M%S%f}Z-{received.filing_id}",
        file_name=received.name,
        source_path=received.path,
        source_url=received.told.source_url,
        publisher_name=received.told.publisher_name,
        published_date=received.told.published_date,
        document_stage=received.told.document_stage,
        document_stage_basis=received.told.document_stage_basis,
        media_type=_media_type(received),
        byte_count=received.byte_count,
        page_count=content.page_count if content else None,
        form_count=content.form_count if content else 0,
        status=status,
        status_reason=reason,
        number_count=len(content.numbers) if content else 0,
        number_typed_count=content.count("typed") if content else 0,
        number_text_count=content.count("text") if content else 0,
        number_layout_count=content.count("layout") if content else 0,
        number_issue_count=content.count("issue") if content else 0,
        reader_version=reader_version(),
        loaded_at=loaded_at,
        lack=lack,
    )


def _media_type(received: Received) -> str:
    if received.data is None:
        return UNKNOWN
    try:
        return media_type_of(received.data)
    except NotReadable as error:
        return error.media_type


def _write(
    received: Received,
    filing: records.Filing,
    content: FilingContent | None,
    folder: DataFolder,
) -> FilingOutcome:
    """Keep the bytes, then the batch; `filings` is written last, so half a load counts nothing."""
    if received.data is not None:
        _keep(received, folder)
    rows = content.rows if content else {}
    write_batch(folder, filing.load_id, {**rows, "filings": [filing]}, filing.load_id)
    return FilingOutcome(
        received.path,
        filing.filing_id,
        filing.status,
        filing.status_reason,
        filing.form_count,
        page_count=filing.page_count,
        withheld_count=content.withheld_count if content else 0,
    )


def _keep(received: Received, folder: DataFolder) -> None:
    folder.received.mkdir(parents=True, exist_ok=True)
    place = folder.received / received.filing_id
    if not place.exists():
        beside = place.with_name(f".{received.filing_id}.part")
        beside.write_bytes(received.data or b"")
        beside.replace(place)
