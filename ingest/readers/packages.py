"""Packages: what a zip or OLE file is, told from its bytes, and a zip's parts within bounds."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from posixpath import dirname, join, normpath

from lxml import etree
from xlrd.compdoc import CompDoc, CompDocError

MOST_PARTS = 5_000
MOST_INFLATED = 200 * 1024 * 1024
MOST_RATIO = 100
SMALL_ENOUGH = 20 * 1024 * 1024
_CHUNK = 1024 * 1024
_LOCAL_HEADER = 30
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0"
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCODINGS = ("utf-8", "utf-16", "us-ascii", "iso-8859-1", "gb2312", "gbk", "gb18030")
_DECLARED_ENCODING = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([^\"']{1,40})")
_DEFINITION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
OLE_FAULTS = (
    CompDocError,
    ArithmeticError,
    AssertionError,
    LookupError,
    ValueError,
    struct.error,
    RecursionError,
)
_ZIP_FAULTS = (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error, EOFError)

REFUSALS = {
    "xlsb": "it is a binary Excel workbook (.xlsb): save it as .xlsx and load that",
    "pptx": "it is a PowerPoint file: save it as PDF and load that",
    "odt": "it is an OpenDocument text: save it as .docx and load that",
    "ods": "it is an OpenDocument workbook: save it as .xlsx and load that",
    "ofd": "it is an OFD file: save it as PDF and load that",
    "zip-damaged": "it is a damaged zip package: download it again",
    "ole-ppt": "it is an old PowerPoint file (.ppt): save it as PDF and load that",
    "ole-encrypted": "it is encrypted: save it without its password and load that",
    "ole": "it is an OLE file that holds neither a Word nor an Excel document: save it as PDF",
    "ole-damaged": "it is a damaged Word or Excel file of the old kind: download it again",
    "excel-xml": "it is an Excel 2003 XML file: save it as .xlsx and load that",
    "word-xml": "it is a Word XML file: save it as .docx and load that",
    "mht": "it is a web archive (.mht): save it as .docx or PDF and load that",
    "rtf": "it is an RTF file: save it as .docx and load that",
}


class BrokenFile(Exception):
    """The file cannot be read; the message says what it is and what to do."""


def kind_of_package(data: bytes) -> str:
    """What the bytes are: docx, xlsx, ole-doc, ole-xls, zip, a key of REFUSALS, or "" for none."""
    if data.startswith(_ZIP):
        return _kind_of_zip(data)
    if data.startswith(_OLE):
        return _kind_of_ole(data)
    return _kind_of_flat(data)


def _kind_of_zip(data: bytes) -> str:
    try:
        names = {_folded(entry.filename) for entry in _opened(data).infolist()}
    except BrokenFile:
        return "zip-damaged"
    folders = {name.partition("/")[0] for name in names}
    if "xl/workbook.bin" in names:
        return "xlsb"
    for folder, kind in (("word", "docx"), ("xl", "xlsx"), ("ppt", "pptx")):
        if "[content_types].xml" in names and folder in folders:
            return kind
    if "mimetype" in names and "content.xml" in names:
        return "ods" if b"spreadsheet" in _opening(data, "mimetype") else "odt"
    return "ofd" if "ofd.xml" in names else "zip"


def _opening(data: bytes, name: str) -> bytes:
    try:
        return Package(data).read(name)[:100]
    except BrokenFile:
        return b""


def _kind_of_ole(data: bytes) -> str:
    try:
        entries = CompDoc(data, logfile=io.StringIO()).dirlist
        names = {entries[number].name.lower() for number in entries[0].children}
    except OLE_FAULTS:
        return "ole-damaged"
    for name, kind in (
        ("encryptedpackage", "ole-encrypted"),
        ("workbook", "ole-xls"),
        ("book", "ole-xls"),
        ("worddocument", "ole-doc"),
        ("powerpoint document", "ole-ppt"),
    ):
        if name in names:
            return kind
    return "ole"


def _kind_of_flat(data: bytes) -> str:
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if re.match(rb"(?:MIME-Version|From|Content-Type):", head, re.IGNORECASE):
        return "mht" if b"multipart/related" in data[:8192].lower() else ""
    if head.startswith(b"<?xml"):
        if b"urn:schemas-microsoft-com:office:spreadsheet" in head:
            return "excel-xml"
        if b"Word.Document" in head or b"xmlPackage" in head:
            return "word-xml"
    return ""


@dataclass(frozen=True)
class Relationship:
    """A part that another part names: the last word of its type, and its name."""

    type: str
    target: str


class Package:
    """The parts of a zip package by name, in lower case; each is inflated when it is asked for.

    Raises BrokenFile where the zip is damaged, encrypted, or beyond the bounds.
    """

    def __init__(self, data: bytes) -> None:
        self._zip = _opened(data)
        entries = [entry for entry in self._zip.infolist() if not entry.filename.endswith("/")]
        _check(entries, self._zip.start_dir)
        self._entries = {_folded(entry.filename): entry for entry in entries}
        if len(self._entries) < len(entries):
            raise BrokenFile("its package holds a part twice: open it and save it again")
        self._inflated = 0

    @property
    def names(self) -> Sequence[str]:
        """The names of the parts, in lower case, in the order of the package."""
        return list(self._entries)

    def holds(self, name: str) -> bool:
        """Whether there is a part of that name."""
        return _folded(name) in self._entries

    def main_part(self, usual: str) -> str:
        """The name of the part that holds the document itself."""
        named = self.relationships("").values()
        return next((one.target for one in named if one.type == "officeDocument"), usual)

    def read(self, name: str) -> bytes:
        """The bytes of a part, at most as many as it declares. Raises BrokenFile."""
        entry = self._entries.get(_folded(name))
        if entry is None:
            raise BrokenFile(f"its part {name} is missing: open it and save it again")
        try:
            with self._zip.open(entry) as opened:
                data = b"".join(iter(lambda: opened.read(_CHUNK), b""))
        except (*_ZIP_FAULTS, OSError, zlib.error):
            raise BrokenFile(f"its part {name} is damaged: download it again") from None
        self._inflated += len(data)
        if self._inflated > 2 * MOST_INFLATED:
            raise BrokenFile("its parts name each other in circles: open it and save it again")
        return data

    def read_xml(self, name: str) -> bytes:
        """The bytes of an XML part that defines no entities. Raises BrokenFile."""
        data = self.read(name)
        check_xml(data, name)
        return data

    def root(self, name: str) -> etree._Element:
        """The root of an XML part. Raises BrokenFile."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        try:
            return etree.fromstring(self.read_xml(name), parser)
        except etree.XMLSyntaxError as error:
            raise not_well_formed(name, error) from None

    def relationships(self, name: str) -> dict[str, Relationship]:
        """id -> what a part names within the package; what lies outside it is never fetched."""
        folder, _, file = name.rpartition("/")
        part = f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"
        if not self.holds(part):
            return {}
        return dict(_internal(self.root(part), dirname(name)))


def _opened(data: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except _ZIP_FAULTS:
        raise BrokenFile(REFUSALS["zip-damaged"]) from None


def _check(entries: Sequence[zipfile.ZipInfo], end: int) -> None:
    """Raise BrokenFile where the entries are too many, too large, encrypted, or overlap."""
    inflated = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > MOST_PARTS:
        raise BrokenFile(f"its package holds more than {MOST_PARTS} parts: split it")
    if inflated > MOST_INFLATED:
        raise BrokenFile(
            f"it unpacks to more than {MOST_INFLATED // 1024**2} MB: split it into smaller files"
        )
    if inflated > SMALL_ENOUGH and inflated > MOST_RATIO * packed:
        raise BrokenFile(
            f"it unpacks to more than {MOST_RATIO} times its size, as no filing does:"
            " check where it is from"
        )
    if any(entry.flag_bits & 1 for entry in entries):
        raise BrokenFile(REFUSALS["ole-encrypted"])
    if any(entry.compress_type not in _METHODS for entry in entries):
        raise BrokenFile("its package is packed in an unusual way: open it and save it again")
    ordered = sorted(entries, key=lambda entry: entry.header_offset)
    ends = [*(entry.header_offset for entry in ordered[1:]), end]
    for entry, limit in zip(ordered, ends):
        if entry.header_offset + _LOCAL_HEADER + entry.compress_size > limit:
            raise BrokenFile(
                "the parts of its package overlap, as no filing's do: check where it is from"
            )


def _folded(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _internal(root: etree._Element, folder: str) -> Iterator[tuple[str, Relationship]]:
    for element in root:
        target = element.get("Target") or ""
        if element.get("TargetMode") == "External" or not target:
            continue
        kind = (element.get("Type") or "").rpartition("/")[2]
        name = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
        yield element.get("Id") or "", Relationship(kind, name)


def check_xml(data: bytes, name: str) -> None:
    """Raise BrokenFile where XML defines entities or hides what it holds in a rare encoding."""
    plain = data.replace(b"\x00", b"") if b"\x00" in data else data
    if _DEFINITION.search(plain):
        raise BrokenFile(
            f"its part {name} defines entities, as no filing does: check where it is from"
        )
    declared = _DECLARED_ENCODING.search(plain[:200])
    if declared and declared.group(1).decode("latin-1").lower() not in _ENCODINGS:
        raise BrokenFile(f"its part {name} is in an unusual encoding: open it and save it again")


def not_well_formed(name: str, error: etree.XMLSyntaxError) -> BrokenFile:
    """What to raise where an XML part is cut, not well formed, or nested beyond any document."""
    fault = "is nested too deeply" if "depth" in error.msg else f"is damaged ({error.msg})"
    return BrokenFile(f"its part {name} {fault}: open it and save it again")
