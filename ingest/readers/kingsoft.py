"""Files of WPS Office (Kingsoft): as Word and Excel files of the old kind they may hold more."""

import io
import struct

from xlrd.compdoc import CompDoc

from ingest.readers.packages import OLE_FAULTS, kind_of_package

_REFUSALS = {
    ("wps", "ole-doc"): "it is a WPS file (.wps): save it as .docx and load that",
    ("et", "ole-xls"): "it is a WPS workbook (.et): save it as .xlsx and load that",
}
_SUMMARY = "\x05SummaryInformation"
_FIRST_SECTION = 44
_APPLICATION, _TEXT = 0x12, 0x1E
_MICROSOFT = b"microsoft"
_OLE = b"\xd0\xcf\x11\xe0"


def kingsoft_refusal(data: bytes, name: str) -> str | None:
    """What is said against a file that WPS keeps in a form of its own; None for any other.

    Its name tells, unless the file itself says that an application of Microsoft wrote it. A `.doc`
    or `.xls` that WPS wrote is an ordinary one.
    """
    extension = name.rpartition(".")[2].lower()
    if not data.startswith(_OLE) or extension not in {ending for ending, _ in _REFUSALS}:
        return None
    refusal = _REFUSALS.get((extension, kind_of_package(data)))
    return None if refusal and application_of(data).lower().startswith(_MICROSOFT) else refusal


def application_of(data: bytes) -> bytes:
    """The name of the application that wrote an OLE file, as it stands there; empty where none."""
    try:
        summary = CompDoc(data, logfile=io.StringIO()).get_named_stream(_SUMMARY) or b""
        return _application_in(summary)
    except (*OLE_FAULTS, TypeError):
        return b""


def _application_in(summary: bytes) -> bytes:
    if not summary:
        return b""
    (section,) = struct.unpack_from("<I", summary, _FIRST_SECTION)
    (count,) = struct.unpack_from("<I", summary, section + 4)
    for index in range(min(count, len(summary) // 8)):
        number, offset = struct.unpack_from("<II", summary, section + 8 + 8 * index)
        if number == _APPLICATION:
            kind, length = struct.unpack_from("<II", summary, section + offset)
            start = section + offset + 8
            return summary[start : start + length].rstrip(b"\x00") if kind == _TEXT else b""
    return b""
