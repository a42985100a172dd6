"""What a manifest beside the filings says of them: where they come from, when, at which stage.

`manifest.csv` stands in the folder of the files it names. Columns: `file_name`, and any of
`source_url`, `publisher_name`, `published_date` (2026-01-31), `document_stage`.
"""

import csv
import datetime as dt
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import CannotProceed
from ingest.readers.text import UnreadableText, decode

MANIFEST_NAME = "manifest.csv"
STAGES = {
    "submitted": "submitted",
    "送审稿": "submitted",
    "approved": "approved",
    "批复稿": "approved",
    "published": "published",
    "公开稿": "published",
}
UNTOLD_STAGE = "published"
TOLD, ASSUMED = "told", "assumed"
COLUMNS = ("file_name", "source_url", "publisher_name", "published_date", "document_stage")


@dataclass(frozen=True)
class Told:
    """What a manifest says of one file; None is not told."""

    source_url: str | None = None
    publisher_name: str | None = None
    published_date: dt.date | None = None
    stage_told: str | None = None

    @property
    def document_stage(self) -> str:
        """The stage; one that is not told is `published`."""
        return self.stage_told or UNTOLD_STAGE

    @property
    def document_stage_basis(self) -> str:
        """`told` by the manifest, or `assumed`."""
        return TOLD if self.stage_told else ASSUMED


NOTHING_TOLD = Told()


@dataclass(frozen=True)
class Row:
    """One line of a manifest: what it says, and where it stands (`manifest.csv line 2`)."""

    place: str
    told: Told


Manifest = dict[str, Row]


def read_manifest(folder: Path) -> Manifest:
    """file name -> what the folder's manifest says; empty without a manifest.

    Raises CannotProceed where the manifest cannot be understood: nothing is loaded then.
    """
    path = folder / MANIFEST_NAME
    if not path.is_file():
        return {}
    return parse_manifest(path.read_bytes(), str(path))


def parse_manifest(data: bytes, path: str) -> Manifest:
    """file name -> what a manifest of these bytes says; `path` names it in what is raised.

    Raises CannotProceed where it cannot be understood, or names a file twice.
    """
    try:
        rows = csv.DictReader(decode(data).splitlines())
    except UnreadableText as error:
        raise CannotProceed(f"{path} cannot be read: {error}.") from None
    unknown = sorted({name or "" for name in rows.fieldnames or ()} - set(COLUMNS))
    if unknown or "file_name" not in (rows.fieldnames or ()):
        raise CannotProceed(
            f"{path} must have a column file_name and may have {', '.join(COLUMNS[1:])};"
            f" it has {', '.join(rows.fieldnames or ['no columns'])}."
        )
    manifest: Manifest = {}
    for row in rows:
        place = f"{path} line {rows.line_num}"
        name = (row["file_name"] or "").strip()
        if name in manifest:
            raise CannotProceed(f"{place} names {name} again: keep one line a file.")
        if any(row.values()):
            manifest[name] = Row(place, _told(row, place))
    return manifest


def rows_by_name(manifest: Manifest, names: Iterable[str]) -> dict[str, Row]:
    """file name -> its line: of the same name, else of the only one that is alike.

    Alike are names that differ in composed characters (as macOS writes them) or in case.
    """
    files, lines = set(names), set(manifest)
    found: dict[str, Row] = {}
    for fold in (str, _composed, _caseless):
        for name, line in _only_pairs(files, lines, fold):
            found[name] = manifest[line]
            files.remove(name)
            lines.remove(line)
    return found


def unmet_rows(manifest: Manifest, met: Set[Row]) -> list[str]:
    """A sentence for each line that names none of the files."""
    return [
        f"{row.place} names {name or 'no file'}, which is no file beside it:"
        " what it says was not used; write the file's own name and load again"
        for name, row in manifest.items()
        if row not in met
    ]


def _only_pairs(
    files: Iterable[str], lines: Iterable[str], fold: Callable[[str], str]
) -> list[tuple[str, str]]:
    """The files and lines whose folded names are the same, where one of each has that name."""
    named = {fold(line): line for line in lines}
    counts = Counter(map(fold, files)), Counter(map(fold, lines))
    return [
        (name, named[fold(name)])
        for name in sorted(files)
        if all(count[fold(name)] == 1 for count in counts)
    ]


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _caseless(name: str) -> str:
    return _composed(_composed(name).casefold())


def _told(row: dict[str, str | None], place: str) -> Told:
    values = {name: (value or "").strip() for name, value in row.items() if isinstance(name, str)}
    stage = values.get("document_stage", "")
    if stage and stage not in STAGES:
        raise CannotProceed(
            f"{place}: the document_stage {stage!r} is none of submitted (送审稿),"
            " approved (批复稿), published (公开稿)."
        )
    return Told(
        values.get("source_url") or None,
        values.get("publisher_name") or None,
        _date(values.get("published_date", ""), place),
        STAGES.get(stage),
    )


def _date(text: str, place: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise CannotProceed(
            f"{place}: the published_date {text!r} is no date like 2026-01-31."
        ) from None
