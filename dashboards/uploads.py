"""Files that a person dragged in: their folder, their bounds and where they are kept.

```
data/uploads/<token>/files      as they came, under names made harmless
data/uploads/<token>/data       a data folder of their own: read, built and tested there
data/uploads/accepted/<token>   the files that were accepted into the real data folder
```

Nothing of an upload is trusted: not its names, its number, its size or its content.
"""

import re
import secrets
import shutil
import time
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 1024 * 1024
MOST_FILES = 20
LARGEST_FILE_MB = 64
LARGEST_UPLOAD_MB = 256
SECONDS_KEPT = 24 * 3600
LONGEST_NAME = 180
TOKEN = re.compile(r"[0-9a-f]{32}")
UNSAFE = re.compile(r'[<>:"|?*]')


@dataclass(frozen=True)
class Upload:
    """One upload that is not decided yet; `root` is the real data folder."""

    root: Path
    token: str

    @property
    def folder(self) -> Path:
        """All that belongs to the upload."""
        return self.root / "uploads" / self.token

    @property
    def files(self) -> Path:
        """The files as they came."""
        return self.folder / "files"

    @property
    def data(self) -> Path:
        """The data folder that the files are read into."""
        return self.folder / "data"

    @property
    def outcomes(self) -> Path:
        """What became of each file, one JSON object a line."""
        return self.folder / "outcomes.jsonl"

    @property
    def known_before(self) -> Path:
        """The filings loaded before an acceptance began (JSON), as long as it has not ended."""
        return self.folder / "known_before.json"

    @property
    def is_half_accepted(self) -> bool:
        """An acceptance began and did not end: the files may be loaded, and are not built."""
        return self.known_before.is_file()

    @property
    def accepted(self) -> Path:
        """Where the files are kept once they are accepted."""
        return self.root / "uploads" / "accepted" / self.token


def refusal(sizes: Sequence[int]) -> str | None:
    """The key of the text that says why files of these sizes are not taken; None where they are."""
    if len(sizes) > MOST_FILES:
        return "upload.too_many"
    if max(sizes, default=0) > LARGEST_FILE_MB * MEGABYTE:
        return "upload.too_large"
    if sum(sizes) > LARGEST_UPLOAD_MB * MEGABYTE:
        return "upload.too_much"
    return None


def safe_name(name: str, taken: Collection[str] = ()) -> str:
    """The last part of a name, without what a file system or a reader of names could obey.

    >>> safe_name("../../etc/passwd"), safe_name("C:\\\\x\\\\自评表.pdf"), safe_name("..")
    ('passwd', '自评表.pdf', 'file')
    >>> safe_name("a.pdf", taken=["A.pdf"])
    'a (2).pdf'
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    printed = "".join(char for char in last if unicodedata.category(char)[0] != "C")
    cleaned = UNSAFE.sub("_", printed).strip().lstrip(".-").strip()
    path = Path(_shortened(cleaned) or "file")
    known = {other.casefold() for other in taken}
    numbered = (f"{path.stem} ({number}){path.suffix}" for number in range(2, len(known) + 3))
    free = (offered for offered in (path.name, *numbered) if offered.casefold() not in known)
    return next(free)


def _shortened(name: str) -> str:
    """The name in at most `LONGEST_NAME` bytes, its suffix kept."""
    suffix = Path(name).suffix[:10]
    stem = name.removesuffix(Path(name).suffix).encode()[: LONGEST_NAME - len(suffix.encode())]
    return stem.decode(errors="ignore").strip() + suffix


def keep_files(root: Path, files: Sequence[tuple[str, bytes]]) -> Upload:
    """A new upload with these files (name, bytes) in its folder.

    Raises ValueError for more than `refusal` allows.
    """
    if reason := refusal([len(data) for _, data in files]):
        raise ValueError(reason)
    upload = Upload(root.absolute(), secrets.token_hex(16))
    upload.files.mkdir(parents=True, mode=0o700)
    for name, data in files:
        taken = [path.name for path in upload.files.iterdir()]
        (upload.files / safe_name(name, taken)).write_bytes(data)
    return upload


def find_upload(root: Path, token: str | None) -> Upload | None:
    """The upload of a token, None where it is none of ours or is gone."""
    if token is None or not TOKEN.fullmatch(token):
        return None
    upload = Upload(root.absolute(), token)
    return upload if upload.files.is_dir() else None


def accept_files(upload: Upload) -> Path:
    """The folder with a copy of the files that outlives the upload."""
    shutil.copytree(upload.files, upload.accepted, dirs_exist_ok=True)
    return upload.accepted


def write_whole(path: Path, text: str) -> None:
    """Write a file that is never half there."""
    beside = path.with_name(f".{path.name}.part")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def discard(upload: Upload) -> None:
    """Remove the upload and all that was made of it; accepted copies stay."""
    shutil.rmtree(upload.folder, ignore_errors=True)


def remove_old(root: Path, busy: Collection[str] = ()) -> None:
    """Remove the uploads that nobody decided within a day, but none at work or half accepted."""
    oldest = time.time() - SECONDS_KEPT
    folders = [path for path in (root / "uploads").glob("*") if TOKEN.fullmatch(path.name)]
    for folder in folders:
        is_kept = folder.name in busy or Upload(root, folder.name).is_half_accepted
        if not is_kept and not folder.is_symlink() and _changed_at(folder) < oldest:
            shutil.rmtree(folder, ignore_errors=True)


def _changed_at(folder: Path) -> float:
    try:
        return folder.stat().st_mtime
    except FileNotFoundError:
        return time.time()
