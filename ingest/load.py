"""Filings -> raw tables: find the files, read each apart, write one batch a filing."""

import datetime as dt
import hashlib
import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from ingest import records
from ingest.apart import OutOfBounds, read_apart
from ingest.folders import PROJECT_ROOT, DataFolder
from ingest.ledger import loaded_filings
from ingest.read import FilingContent
from ingest.readers import NotReadable, media_type_of
from ingest.tables import write_batch

VERSION = "0.1.0"
WORKERS = 2
LARGEST_FILE = 64 * 1024 * 1024
MOST_MEMBERS = 2_000
LARGEST_ARCHIVE = 512 * 1024 * 1024
LOADED, PARTIAL, NO_FORMS, SET_ASIDE = "loaded", "partial", "no_forms", "set_aside"
_READER_PARTS = (
    "document.py",
    "labels.py",
    "read.py",
    "reading.py",
    "records.py",
    "target*.py",
    "values.py",
    "readers/*.py",
    "forms/*.py",
    "vocabulary/*.csv",
)


@dataclass(frozen=True)
class Received:
    """A file as it was found, and its bytes (None: `reason` says why they were not taken)."""

    path: str
    name: str
    data: bytes | None
    reason: str | None = None

    @property
    def filing_id(self) -> str:
        """The first 16 hex digits of the SHA-256 of the bytes."""
        return hashlib.sha256(self.data or self.path.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class FilingOutcome:
    """What became of one file; `skipped` where it was loaded before and nothing has changed."""

    path: str
    filing_id: str
    status: str
    status_reason: str | None
    form_count: int
    skipped: bool = False


@dataclass(frozen=True)
class LoadReport:
    """The outcomes of a load, one per file, in the order of the paths."""

    outcomes: list[FilingOutcome]


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
    paths: Sequence[Path], folder: DataFolder, report: Callable[[str], None]
) -> LoadReport:
    """The outcome of every file at the paths (files, folders, zips); each is one batch or none."""
    files = [received for path in paths for received in _receive(Path(path))]
    known = _known(folder)
    outcomes: list[FilingOutcome] = []
    seen: dict[str, str] = {}
    with ThreadPoolExecutor(WORKERS) as pool:
        work: list[tuple[Received, FilingOutcome | None, Future[FilingContent] | None]] = []
        for received in files:
            done = _settled(received, known, seen)
            seen.setdefault(received.filing_id, received.path)
            work.append((received, done, None if done else pool.submit(_read, received)))
        for number, (received, done, reading) in enumerate(work, start=1):
            outcome = done or _load(received, reading, folder)
            outcomes.append(outcome)
            report(f"[{number}/{len(work)}] {received.name}: {_said(outcome)}")
    return LoadReport(outcomes)


def _said(outcome: FilingOutcome) -> str:
    if outcome.skipped:
        return "loaded before, unchanged"
    return f"{outcome.status}, {outcome.form_count} forms"


def _known(folder: DataFolder) -> dict[str, FilingOutcome]:
    """The filings that the current reader has loaded and nobody has withdrawn."""
    rows = loaded_filings(folder).iter_rows(named=True)
    return {
        row["filing_id"]: FilingOutcome(
            row["source_path"],
            row["filing_id"],
            row["status"],
            row["status_reason"],
            row["form_count"],
            skipped=True,
        )
        for row in rows
        if row["reader_version"] == reader_version() and not row["is_withdrawn"]
    }


def _settled(
    received: Received, known: dict[str, FilingOutcome], seen: dict[str, str]
) -> FilingOutcome | None:
    """The outcome of a file that need not be read: loaded before, or the same bytes again."""
    if received.data is None:
        return None
    before = known.get(received.filing_id)
    if before is not None:
        return replace(before, path=received.path)
    if received.filing_id in seen:
        reason = f"the same bytes as {seen[received.filing_id]}"
        return FilingOutcome(received.path, received.filing_id, LOADED, reason, 0, skipped=True)
    return None


def _read(received: Received) -> FilingContent:
    if received.data is None:
        raise NotReadable(received.reason or "it could not be read")
    media_type_of(received.data)
    return read_apart(received.data, received.filing_id)


def _load(
    received: Received, reading: Future[FilingContent] | None, folder: DataFolder
) -> FilingOutcome:
    assert reading is not None
    try:
        content = reading.result()
    except (NotReadable, OutOfBounds) as error:
        filing = _filing(received, SET_ASIDE, str(error), None)
        return _write(received, filing, None, folder)
    status, reason = _status(content)
    return _write(received, _filing(received, status, reason, content), content, folder)


def _status(content: FilingContent) -> tuple[str, str | None]:
    if content.form_count == 0:
        return NO_FORMS, "no 绩效目标表, 绩效自评表 or 项目经费情况说明 was found in it"
    reasons = []
    if content.incomplete_forms:
        numbers = ", ".join(map(str, content.incomplete_forms))
        reasons.append(f"form {numbers} lacks its money or its indicators")
    if content.misplaced:
        texts = ", ".join(number.text for number in content.misplaced[:5])
        reasons.append(f"{len(content.misplaced)} printed numbers have no single place ({texts})")
    return (PARTIAL, "; ".join(reasons)) if reasons else (LOADED, None)


def _filing(
    received: Received, status: str, reason: str | None, content: FilingContent | None
) -> records.Filing:
    loaded_at = dt.datetime.now(dt.UTC)
    return records.Filing(
        filing_id=received.filing_id,
        load_id=f"{loaded_at:%Y%m%dT%H%M%S%f}Z-{received.filing_id}",
        file_name=received.name,
        source_path=received.path,
        document_stage="published",
        media_type=_media_type(received),
        byte_count=len(received.data or b""),
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
    )


def _media_type(received: Received) -> str:
    try:
        return media_type_of(received.data or b"")
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
    rows = dict(content.rows) if content else {}
    for table, found in rows.items():
        rows[table] = [replace(record, load_id=filing.load_id) for record in found]
    rows["filings"] = [filing]
    write_batch(folder, filing.load_id, rows)
    return FilingOutcome(
        received.path, filing.filing_id, filing.status, filing.status_reason, filing.form_count
    )


def _keep(received: Received, folder: DataFolder) -> None:
    folder.received.mkdir(parents=True, exist_ok=True)
    place = folder.received / received.filing_id
    if not place.exists():
        beside = place.with_name(f".{received.filing_id}.part")
        beside.write_bytes(received.data or b"")
        beside.replace(place)


def _receive(path: Path) -> Iterator[Received]:
    """The files at a path: itself, those below a folder by name, or a zip's members."""
    if path.is_dir():
        for below in sorted(path.rglob("*")):
            hidden = any(part.startswith(".") for part in below.relative_to(path).parts)
            if below.is_file() and not hidden and not below.is_symlink():
                yield from _receive(below)
        return
    size = path.stat().st_size
    if size > LARGEST_FILE:
        limit = LARGEST_FILE // (1024 * 1024)
        yield Received(str(path), path.name, None, f"it is larger than {limit} MB")
        return
    data = path.read_bytes()
    if zipfile.is_zipfile(io.BytesIO(data)) and path.suffix.lower() == ".zip":
        yield from _members(path, data)
    else:
        yield Received(str(path), path.name, data)


def _members(path: Path, data: bytes) -> Iterator[Received]:
    """The files in a zip, read into memory within bounds; a zip inside it is not opened."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        if len(members) > MOST_MEMBERS or sum(m.file_size for m in members) > LARGEST_ARCHIVE:
            yield Received(str(path), path.name, None, "the archive holds too much to unpack")
            return
        for member in sorted(members, key=lambda member: member.filename):
            place = f"{path}!{member.filename}"
            name = Path(member.filename).name
            if name.startswith(".") or "__MACOSX" in member.filename:
                continue
            if member.flag_bits & 1:
                yield Received(place, name, None, "it is encrypted: unpack it and load the files")
                continue
            with archive.open(member) as opened:
                content = opened.read(LARGEST_FILE + 1)
            too_large = len(content) > LARGEST_FILE
            reason = "it is larger than 64 MB" if too_large else None
            yield Received(place, name, None if too_large else content, reason)
