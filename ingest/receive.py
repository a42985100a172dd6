"""Files, folders and zips -> what there is to load; bytes are taken one file at a time."""

import hashlib
import lzma
import os
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

from ingest.errors import CannotProceed
from ingest.manifest import (
    MANIFEST_NAME,
    NOTHING_TOLD,
    Manifest,
    Told,
    parse_manifest,
    read_manifest,
    rows_by_name,
    unmet_rows,
)
from ingest.readers import is_archive
from ingest.readers.packages import MOST_RATIO, SMALL_ENOUGH

MEGABYTE = 1024 * 1024
LARGEST_FILE = 64 * MEGABYTE
LARGEST_MANIFEST = MEGABYTE
MOST_MEMBERS = 2_000
LARGEST_ARCHIVE = 512 * MEGABYTE
_TOO_LARGE = f"it is larger than {LARGEST_FILE // MEGABYTE} MB: split it into smaller files"
_NAME_IS_UTF8, _IS_ENCRYPTED = 0x800, 0x1
_LENGTHS_AT = 26
_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
)


@dataclass(frozen=True)
class Received:
    """A file as it was found. `reason` says why it is not read, where it is not.

    `filing_id` is of the bytes, also where they are too many to be kept (`data` is None then); of a
    zip's member that does not unpack it is of the bytes as packed, of a file that the system does
    not let us open, of its path. `told` is what a manifest beside the file says of it.
    """

    path: str
    name: str
    filing_id: str
    byte_count: int
    data: bytes | None
    reason: str | None = None
    told: Told = NOTHING_TOLD

    @staticmethod
    def whole(
        path: str, name: str, data: bytes, reason: str | None = None, told: Told = NOTHING_TOLD
    ) -> "Received":
        """A file whose bytes were taken."""
        return Received(path, name, filing_id_of([data])[0], len(data), data, reason, told)


@dataclass(frozen=True)
class PlainFile:
    """A file on disk that is a filing, or `reason` says why it is not read."""

    path: Path
    told: Told = NOTHING_TOLD
    reason: str | None = None
    count: int = 1

    def received(self) -> Iterator[Received]:
        """The file with its bytes."""
        shown, name = shown_name(self.path), shown_name(Path(self.path.name))
        try:
            taken = self._taken(shown, name)
        except OSError as error:
            reason = f"it cannot be opened ({error.strerror}): check who may read it"
            filing_id, _ = filing_id_of([os.fsencode(self.path)])
            taken = Received(shown, name, filing_id, 0, None, reason, self.told)
        yield taken

    def _taken(self, shown: str, name: str) -> Received:
        with self.path.open("rb") as opened:
            if os.fstat(opened.fileno()).st_size <= LARGEST_FILE:
                return Received.whole(shown, name, opened.read(), self.reason, self.told)
            filing_id, size = filing_id_of(_chunks(opened))
        return Received(shown, name, filing_id, size, None, _TOO_LARGE, self.told)


@dataclass(frozen=True)
class Archive:
    """A zip of filings: the members to load, each with what a manifest says of it."""

    path: Path
    members: Sequence[tuple[zipfile.ZipInfo, Told]]

    @property
    def count(self) -> int:
        """How many members there are to load."""
        return len(self.members)

    def received(self) -> Iterator[Received]:
        """The members one after another; each is unpacked when it is asked for."""
        with zipfile.ZipFile(self.path) as archive:
            for member, told in self.members:
                yield _member(self.path, archive, member, told)


@dataclass
class Found:
    """What there is to load, and a sentence for each line of a manifest that names none of it."""

    sources: list[PlainFile | Archive] = field(default_factory=list)
    unmet: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many files there are."""
        return sum(source.count for source in self.sources)

    def received(self) -> Iterator[Received]:
        """The files in order, each with its bytes when it is asked for."""
        for source in self.sources:
            yield from source.received()


def find_files(paths: Iterable[Path]) -> Found:
    """The files at the paths: themselves, those below a folder by name, the members of zips.

    Raises CannotProceed where a manifest cannot be understood.
    """
    found = Found()
    for path in paths:
        files = _files_below(path) if path.is_dir() else [path]
        told, unmet = _told_of(files, path)
        for file in files:
            source, unmet_in_it = _source(file, told.get(file, NOTHING_TOLD))
            found.sources.append(source)
            unmet.extend(unmet_in_it)
        found.unmet = list(dict.fromkeys([*found.unmet, *unmet]))
    return found


def shown_name(path: Path) -> str:
    """The path as text; bytes that are no UTF-8 are shown as replaced."""
    return os.fsencode(path).decode("utf-8", "replace")


def filing_id_of(chunks: Iterable[bytes]) -> tuple[str, int]:
    """The first 16 hex digits of the SHA-256 of the bytes, and how many they are."""
    digest, size = hashlib.sha256(), 0
    for chunk in chunks:
        digest.update(chunk)
        size += len(chunk)
    return digest.hexdigest()[:16], size


def _files_below(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if _is_to_load(path, folder)]


def _is_to_load(path: Path, folder: Path) -> bool:
    is_hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
    is_file = not is_hidden and path.is_file() and not path.is_symlink()
    return is_file and path.name != MANIFEST_NAME


def _told_of(files: Sequence[Path], given: Path) -> tuple[dict[Path, Told], list[str]]:
    """What manifests say of the files; a file given by itself leaves the others beside it be."""
    told: dict[Path, Told] = {}
    unmet: list[str] = []
    folders = {path.parent for path in given.rglob(MANIFEST_NAME)} if given.is_dir() else set()
    for folder in sorted({file.parent for file in files} | folders):
        beside = [file for file in files if file.parent == folder]
        known = beside if given.is_dir() else {*beside, *folder.iterdir()}
        manifest = read_manifest(folder)
        rows = rows_by_name(manifest, {file.name for file in known}) if manifest else {}
        told.update({file: rows[file.name].told for file in beside if file.name in rows})
        unmet.extend(unmet_rows(manifest, set(rows.values())))
    return told, unmet


def _source(path: Path, told: Told) -> tuple[PlainFile | Archive, list[str]]:
    """The file as a filing or as an archive of filings, and what its manifests name in vain."""
    try:
        if not _is_archive(path):
            return PlainFile(path, told), []
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if not _is_hidden(member)]
            if refusal := _refusal(members):
                return PlainFile(path, told, refusal), []
            told_members, unmet = _told_members(path, archive, members, told)
            return Archive(path, told_members), unmet
    except OSError:
        return PlainFile(path, told), []
    except _FAULTS:
        return PlainFile(path, told, "it is a damaged archive: get it again"), []


def _is_archive(path: Path) -> bool:
    if path.stat().st_size > LARGEST_FILE:
        return False
    with path.open("rb") as opened:
        head = opened.read(2)
        return head == b"PK" and is_archive(head + opened.read())


def _refusal(members: Sequence[zipfile.ZipInfo]) -> str | None:
    if not members:
        return "it is an archive without files"
    if len(members) > MOST_MEMBERS:
        return f"it holds more than {MOST_MEMBERS} files: split it"
    if sum(member.file_size for member in members) > LARGEST_ARCHIVE:
        return f"it unpacks to more than {LARGEST_ARCHIVE // MEGABYTE} MB: split it"
    return None


def _told_members(
    path: Path, archive: zipfile.ZipFile, members: Sequence[zipfile.ZipInfo], told: Told
) -> tuple[list[tuple[zipfile.ZipInfo, Told]], list[str]]:
    """The members by name, each with what the manifest beside it says, else what is told of all."""
    named = {member: PurePosixPath(_member_name(member)) for member in members}
    of_member = dict.fromkeys(members, told)
    unmet: list[str] = []
    for place, manifest in _manifests_in(path, archive):
        beside = {one: name.name for one, name in named.items() if name.parent == place}
        rows = rows_by_name(manifest, beside.values())
        of_member.update({one: rows[name].told for one, name in beside.items() if name in rows})
        unmet.extend(unmet_rows(manifest, set(rows.values())))
    return sorted(of_member.items(), key=lambda pair: _member_name(pair[0])), unmet


def _manifests_in(path: Path, archive: zipfile.ZipFile) -> Iterator[tuple[PurePosixPath, Manifest]]:
    """The manifests in an archive, each with the folder it stands in."""
    for member in archive.infolist():
        inside = PurePosixPath(_member_name(member))
        if inside.name != MANIFEST_NAME or "__MACOSX" in inside.parts:
            continue
        place = f"{shown_name(path)}!{inside}"
        if member.file_size > LARGEST_MANIFEST:
            raise CannotProceed(f"{place} is larger than 1 MB: no manifest is.")
        try:
            yield inside.parent, parse_manifest(archive.read(member), place)
        except _FAULTS as error:
            raise CannotProceed(f"{place} cannot be unpacked ({error}): pack it again.") from None


def _is_hidden(member: zipfile.ZipInfo) -> bool:
    name = _member_name(member)
    is_hidden = PurePosixPath(name).name.startswith(".") or "__MACOSX" in name
    return member.filename.endswith("/") or is_hidden or PurePosixPath(name).name == MANIFEST_NAME


def _member_name(member: zipfile.ZipInfo) -> str:
    """The member's name; where it is not said to be UTF-8, macOS still writes that, and Chinese
    programs write GB18030."""
    if member.flag_bits & _NAME_IS_UTF8:
        return member.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return member.filename.encode("cp437").decode(encoding)
        except UnicodeError:
            continue
    return member.filename


def _member(path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo, told: Told) -> Received:
    """A member with its bytes; what no filing is, is unpacked in pieces that are not kept."""
    inside = _member_name(member)
    place, name = f"{shown_name(path)}!{inside}", PurePosixPath(inside).name
    reason = _member_refusal(member)
    try:
        with archive.open(member) as opened:
            if reason is None:
                data = opened.read()
                return Received.whole(place, name, data, _nested(data), told)
            filing_id, size = filing_id_of(_chunks(opened))
    except _FAULTS as error:
        filing_id, size = filing_id_of(_packed(path, member))
        reason = reason or f"it cannot be unpacked ({error}): pack it again"
    return Received(place, name, filing_id, size, None, reason, told)


def _member_refusal(member: zipfile.ZipInfo) -> str | None:
    size = member.file_size
    if member.flag_bits & _IS_ENCRYPTED:
        return "it is encrypted: unpack it and load the files"
    if size > LARGEST_FILE:
        return _TOO_LARGE
    if size > SMALL_ENOUGH and size > MOST_RATIO * member.compress_size:
        return (
            f"it unpacks to more than {MOST_RATIO} times its size, as no filing does:"
            " check where it is from"
        )
    return None


def _nested(data: bytes) -> str | None:
    is_nested = is_archive(data)
    return "it is an archive within an archive: unpack it and load the files" if is_nested else None


def _packed(path: Path, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of a member as they stand in the archive."""
    with path.open("rb") as opened:
        opened.seek(member.header_offset + _LENGTHS_AT)
        name_length, extra_length = struct.unpack("<HH", opened.read(4).ljust(4, b"\0"))
        opened.seek(name_length + extra_length, os.SEEK_CUR)
        left = member.compress_size
        while chunk := opened.read(min(left, MEGABYTE)):
            left -= len(chunk)
            yield chunk


def _chunks(opened: IO[bytes]) -> Iterator[bytes]:
    return iter(lambda: opened.read(MEGABYTE), b"")
