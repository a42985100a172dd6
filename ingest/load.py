"""Filings -> raw tables: find the files, read each apart, write one batch a filing."""

import datetime as dt
import hashlib
import io
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from ingest import records
from ingest.apart import LIMITS, Limits, OutOfBounds, Workers
from ingest.errors import CannotProceed
from ingest.folders import PROJECT_ROOT, DataFolder
from ingest.ledger import loaded_filings
from ingest.manifest import (
    MANIFEST_NAME,
    NOTHING_TOLD,
    TOLD,
    Told,
    parse_manifest,
    read_manifest,
)
from ingest.read import FilingContent
from ingest.readers import NotReadable, is_archive, media_type_of
from ingest.tables import DoesNotFit, write_batch

VERSION = "0.1.0"
WORKERS = 2
LARGEST_FILE = 64 * 1024 * 1024
FEWEST_LABELS = 3
MOST_MEMBERS = 2_000
LARGEST_ARCHIVE = 512 * 1024 * 1024
Manifests = dict[Path, dict[str, Told]]
_NAME_IS_UTF8, _IS_ENCRYPTED = 0x800, 0x1
LOADED, PARTIAL, NO_FORMS, SET_ASIDE = "loaded", "partial", "no_forms", "set_aside"
_READER_PARTS = (
    "document.py",
    "labels.py",
    "outcomes.py",
    "read.py",
    "reading.py",
    "records.py",
    "target*.py",
    "values.py",
    "readers/*.py",
    "forms/**/*.py",
    "vocabulary/*.csv",
)


@dataclass(frozen=True)
class Received:
    """A file as it was found, and its bytes (None: `reason` says why they were not taken).

    `told` is what a manifest beside the file says of it.
    """

    path: str
    name: str
    data: bytes | None
    reason: str | None = None
    told: Told = NOTHING_TOLD

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
    page_count: int | None = None


@dataclass(frozen=True)
class LoadReport:
    """The outcomes of a load, one per file, in the order of the paths."""

    outcomes: list[FilingOutcome]


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
    """The outcome of every file at the paths (files, folders, zips); each is one batch or none."""
    manifests: Manifests = {}
    files = [received for path in paths for received in _receive(Path(path), manifests)]
    known = _known(folder)
    started = time.monotonic()
    pages = 0
    outcomes: list[FilingOutcome] = []
    seen: dict[str, str] = {}
    with Workers(limits) as workers, ThreadPoolExecutor(WORKERS) as pool:
        work: list[tuple[Received, FilingOutcome | None, Future[FilingContent] | None]] = []
        for received in files:
            done = _settled(received, known, seen)
            seen.setdefault(received.filing_id, received.path)
            work.append((received, done, None if done else pool.submit(_read, received, workers)))
        for number, (received, done, reading) in enumerate(work, start=1):
            outcome = done or _load(received, reading, folder)
            outcomes.append(outcome)
            pages += 0 if outcome.skipped else outcome.page_count or 0
            report(Progress(outcome, number, len(work), pages, time.monotonic() - started))
    return LoadReport(outcomes)


def _known(folder: DataFolder) -> dict[str, tuple[FilingOutcome, Told]]:
    """The filings that the current reader has loaded and nobody has withdrawn, and their notes."""
    rows = loaded_filings(folder).iter_rows(named=True)
    return {
        row["filing_id"]: (
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
        )
        for row in rows
        if row["reader_version"] == reader_version() and not row["is_withdrawn"]
    }


def _settled(
    received: Received, known: dict[str, tuple[FilingOutcome, Told]], seen: dict[str, str]
) -> FilingOutcome | None:
    """The outcome of a file that need not be read: loaded before, or the same bytes again.

    A manifest that says something new of a file loaded before makes it load again.
    """
    if received.data is None:
        return None
    before, told = known.get(received.filing_id, (None, NOTHING_TOLD))
    if before is not None and received.told in (told, NOTHING_TOLD):
        return replace(before, path=received.path)
    if received.filing_id in seen:
        reason = f"the same bytes as {seen[received.filing_id]}"
        return FilingOutcome(received.path, received.filing_id, LOADED, reason, 0, skipped=True)
    return None


def _read(received: Received, workers: Workers) -> FilingContent:
    if received.data is None:
        raise NotReadable(received.reason or "it could not be read")
    media_type_of(received.data)
    return workers.read(received.data, received.filing_id)


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
    try:
        return _write(received, _filing(received, status, reason, content), content, folder)
    except DoesNotFit as error:
        reason = f"what was read of it fits no table ({error}): please report the file"
        return _write(received, _filing(received, SET_ASIDE, reason, None), None, folder)


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
    received: Received, status: str, reason: str | None, content: FilingContent | None
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
        received.path,
        filing.filing_id,
        filing.status,
        filing.status_reason,
        filing.form_count,
        page_count=filing.page_count,
    )


def _keep(received: Received, folder: DataFolder) -> None:
    folder.received.mkdir(parents=True, exist_ok=True)
    place = folder.received / received.filing_id
    if not place.exists():
        beside = place.with_name(f".{received.filing_id}.part")
        beside.write_bytes(received.data or b"")
        beside.replace(place)


def _receive(path: Path, manifests: Manifests) -> Iterator[Received]:
    """The files at a path: itself, those below a folder by name, or a zip's members."""
    if path.is_dir():
        for below in sorted(path.rglob("*")):
            hidden = any(part.startswith(".") for part in below.relative_to(path).parts)
            is_file = below.is_file() and not hidden and not below.is_symlink()
            if is_file and below.name != MANIFEST_NAME:
                yield from _receive(below, manifests)
        return
    if path.parent not in manifests:
        manifests[path.parent] = read_manifest(path.parent)
    told = manifests[path.parent].get(path.name, NOTHING_TOLD)
    size = path.stat().st_size
    if size > LARGEST_FILE:
        limit = LARGEST_FILE // (1024 * 1024)
        yield Received(str(path), path.name, None, f"it is larger than {limit} MB", told)
        return
    data = path.read_bytes()
    if is_archive(data):
        yield from _members(path, data, told)
    else:
        yield Received(str(path), path.name, data, None, told)


def _members(path: Path, data: bytes, told: Told) -> Iterator[Received]:
    """The files in a zip, read into memory within bounds; a zip inside it is not opened."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile:
        yield Received(str(path), path.name, None, "it is a damaged archive: get it again", told)
        return
    with archive:
        members = [member for member in archive.infolist() if not _is_hidden(member)]
        if len(members) > MOST_MEMBERS or sum(m.file_size for m in members) > LARGEST_ARCHIVE:
            yield Received(str(path), path.name, None, "it holds too much to unpack", told)
        elif not members:
            yield Received(str(path), path.name, None, "it is an archive without files", told)
        else:
            manifests = _manifests_in(path, archive)
            for member in sorted(members, key=_member_name):
                name = Path(_member_name(member))
                yield _member(
                    path, archive, member, manifests.get(name.parent, {}).get(name.name, told)
                )


def _manifests_in(path: Path, archive: zipfile.ZipFile) -> Manifests:
    """What the manifests in an archive say, by the folder they stand in."""
    names = {Path(_member_name(member)): member for member in archive.infolist()}
    found = {
        name.parent: _member(path, archive, member, NOTHING_TOLD)
        for name, member in names.items()
        if name.name == MANIFEST_NAME
    }
    for received in found.values():
        if received.data is None:
            raise CannotProceed(f"{received.path} cannot be read: {received.reason}.")
    return {
        folder: parse_manifest(received.data or b"", received.path)
        for folder, received in found.items()
    }


def _is_hidden(member: zipfile.ZipInfo) -> bool:
    name = _member_name(member)
    is_hidden = Path(name).name.startswith(".") or "__MACOSX" in name
    return member.filename.endswith("/") or is_hidden or Path(name).name == MANIFEST_NAME


def _member_name(member: zipfile.ZipInfo) -> str:
    """The member's name; where none is declared, Chinese programs write it in GB18030."""
    if member.flag_bits & _NAME_IS_UTF8:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return member.filename


def _member(path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo, told: Told) -> Received:
    name = _member_name(member)
    place = f"{path}!{name}"
    if member.flag_bits & _IS_ENCRYPTED:
        reason = "it is encrypted: unpack it and load the files"
        return Received(place, Path(name).name, None, reason, told)
    try:
        with archive.open(member) as opened:
            content = opened.read(LARGEST_FILE + 1)
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, zlib.error) as error:
        return Received(place, Path(name).name, None, f"it cannot be unpacked ({error})", told)
    if len(content) > LARGEST_FILE:
        reason = f"it is larger than {LARGEST_FILE // (1024 * 1024)} MB"
        return Received(place, Path(name).name, None, reason, told)
    if is_archive(content):
        reason = "it is an archive within an archive: unpack it and load the files"
        return Received(place, Path(name).name, None, reason, told)
    return Received(place, Path(name).name, content, None, told)
