"""Files of WPS Office and other carriers nobody reads: set aside with what to do, told by bytes."""

import struct
from pathlib import Path

import pytest

from ingest.folders import DataFolder
from ingest.load import load_paths
from ingest.readers import NotReadable, media_type_of
from ingest.readers.kingsoft import application_of, kingsoft_refusal
from tests.ingest.packages_made import packed

FILES = Path(__file__).parent / "files"
OLD_WORD = (FILES / "target.doc").read_bytes()
OLD_EXCEL = (FILES / "self-evaluation.xls").read_bytes()
WPS = "it is a WPS file (.wps): save it as .docx and load that"
ET = "it is a WPS workbook (.et): save it as .xlsx and load that"


def written_by(data: bytes, application: bytes) -> bytes:
    """The file whose summary names the application, where it named its author."""
    made = bytearray(data)
    summary = made.index(b"\xfe\xff\x00\x00\x01\x00\x02\x00")
    (section,) = struct.unpack_from("<I", made, summary + 44)
    for place in range(summary + section + 8, summary + section + 80, 8):
        number, offset = struct.unpack_from("<II", made, place)
        if number == 4:
            struct.pack_into("<I", made, place, 0x12)
            (length,) = struct.unpack_from("<I", made, summary + section + offset + 4)
            start = summary + section + offset + 8
            made[start : start + length] = application[:length].ljust(length, b"\x00")
            return bytes(made)
    raise AssertionError("the summary names no author")


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (written_by(OLD_WORD, b"WPS Office_"), "目标表.wps", WPS),
        (written_by(OLD_WORD, b"WPS Office_"), "目标表.doc", None),
        (written_by(OLD_WORD, b"Microsoft O"), "目标表.wps", None),
        (OLD_WORD, "目标表.WPS", WPS),
        (OLD_WORD, "目标表.doc", None),
        (written_by(OLD_EXCEL, "WPS 表格".encode("gbk")), "自评表.et", ET),
        (OLD_EXCEL, "自评表.et", ET),
        (OLD_EXCEL, "自评表.xls", None),
        (OLD_EXCEL, "自评表.wps", None),
        (packed({"word/document.xml": "", "[Content_Types].xml": ""}), "目标表.wps", None),
        ("项目支出绩效目标表".encode(), "目标表.wps", None),
    ],
)
def test_a_wps_file_is_told_by_its_name_unless_its_writer_is_another(data, name, said) -> None:
    assert kingsoft_refusal(data, name) == said


def test_the_application_is_read_of_the_summary() -> None:
    assert application_of(written_by(OLD_WORD, b"WPS Office_")) == b"WPS Office_"
    assert application_of(OLD_WORD) == b""
    assert application_of(OLD_WORD[:700]) == b""


def test_a_wps_file_is_set_aside_by_a_load(tmp_path) -> None:
    (tmp_path / "目标表.wps").write_bytes(OLD_WORD)
    (outcome,) = load_paths([tmp_path], DataFolder(tmp_path / "data"), print).outcomes
    assert (outcome.status, outcome.status_reason) == ("set_aside", WPS)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"Rar!\x1a\x07\x00....", "RAR archive: unpack it"),
        (b"Rar!\x1a\x07\x01\x00....", "RAR archive: unpack it"),
        (b"7z\xbc\xaf\x27\x1c\x00\x04", "7z archive: unpack it"),
        (packed({"OFD.xml": "<ofd/>", "Doc_0/Document.xml": ""}), "OFD file: save it as PDF"),
    ],
)
def test_what_nobody_reads_is_set_aside_with_what_to_do(data, said) -> None:
    with pytest.raises(NotReadable, match=said):
        media_type_of(data)
