"""Packages: what they are is told from their bytes, and hostile ones are refused in a sentence."""

import io
import random
import struct
import zipfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.readers import packages
from ingest.readers.docx import read_docx
from ingest.readers.html import read_html
from ingest.readers.packages import BrokenFile, Package, kind_of_package
from ingest.readers.spreadsheets import read_xls, read_xlsx
from tests.ingest.packages_made import (
    S,
    W,
    cell,
    docx,
    ole,
    packed,
    paragraph,
    row,
    sheet_data,
    table,
    xlsx,
)

FILES = Path(__file__).parent / "files"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (docx(paragraph("甲")), "docx"),
        (xlsx({"表": sheet_data({"A1": 1})}), "xlsx"),
        (packed({"[Content_Types].xml": "", "xl/workbook.bin": ""}), "xlsb"),
        (packed({"[Content_Types].xml": "", "ppt/presentation.xml": ""}), "pptx"),
        (packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ""}), "odt"),
        (
            packed(
                {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": ""}
            ),
            "ods",
        ),
        (packed({"OFD.xml": ""}), "ofd"),
        (packed({"word/甲.txt": "", "乙.pdf": ""}), "zip"),
        (packed({}), "zip"),
        (packed({"甲.txt": "甲"})[:40], "zip-damaged"),
        (ole("Workbook"), "ole-xls"),
        (ole("Book"), "ole-xls"),
        (ole("WordDocument", "1Table"), "ole-doc"),
        (ole("WordDocument", embedded="Workbook"), "ole-doc"),
        (ole("Workbook", embedded="WordDocument"), "ole-xls"),
        (ole("Other", embedded="WordDocument"), "ole"),
        (ole("EncryptionInfo", "EncryptedPackage"), "ole-encrypted"),
        (ole("PowerPoint Document"), "ole-ppt"),
        (ole("Other"), "ole"),
        (ole("Workbook")[:600], "ole-damaged"),
        ((FILES / "self-evaluation.xls").read_bytes(), "ole-xls"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w/>', "word-xml"),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "excel-xml",
        ),
        (b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"', "mht"),
        (b"{\\rtf1\\ansi", "rtf"),
        ("项目名称\t桥".encode(), ""),
        (b"<html></html>", ""),
    ],
    ids=lambda value: value if isinstance(value, str) else "",  # a zip's bytes hold the time
)
def test_kind_is_told_from_the_bytes(data, kind):
    assert kind_of_package(data) == kind
    assert kind in ("", "docx", "xlsx", "zip", "ole-doc", "ole-xls") or kind in packages.REFUSALS


def test_part_that_unpacks_to_more_than_it_says_gives_no_more_than_that():
    made = bytearray(packed({"a.xml": b"\x00" * 1_000_000}))
    told = struct.pack("<I", 1_000_000)
    for found in (made.find(told), made.rfind(told)):
        made[found : found + 4] = struct.pack("<I", 1_000)
    with pytest.raises(BrokenFile, match=r"a\.xml is damaged"):
        Package(bytes(made)).read("a.xml")


@pytest.mark.parametrize(
    ("limit", "reached", "reason"),
    [
        ("MOST_PARTS", 4, "more than 3 parts"),
        ("MOST_INFLATED", 4_003, "unpacks to more than"),
    ],
)
def test_packages_beyond_a_limit_are_refused(monkeypatch, limit, reached, reason):
    made = packed({"a": b"0" * 4_000, "b": b"1", "c": b"2", "d": b"3"})
    monkeypatch.setattr(packages, limit, reached)
    assert len(Package(made).names) == 4
    monkeypatch.setattr(packages, limit, reached - 1)
    with pytest.raises(BrokenFile, match=reason):
        Package(made)


def test_bomb_in_a_workbook_is_not_opened():
    bomb = f"<worksheet {S}>{' ' * 30_000_000}</worksheet>"
    parts = zipfile.ZipFile(io.BytesIO(xlsx({"表": ""})))
    held = {name: parts.read(name) for name in parts.namelist()}
    made = packed(held | {"xl/worksheets/sheet1.xml": bomb})
    assert kind_of_package(made) == "xlsx"
    with pytest.raises(BrokenFile, match="times its size"):
        read_xlsx(made)


def test_parts_that_overlap_are_refused():
    made = bytearray(packed({"a.txt": b"a" * 50, "b.txt": b"b" * 50}))
    second = made.rfind(b"PK\x01\x02")
    made[second + 42 : second + 46] = struct.pack("<I", 10)
    with pytest.raises(BrokenFile, match="overlap"):
        Package(bytes(made))


def test_parts_that_are_encrypted_or_there_twice_are_refused():
    made = bytearray(packed({"a.txt": b"a"}))
    made[made.rfind(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(BrokenFile, match="encrypted"):
        Package(bytes(made))
    with pytest.raises(BrokenFile, match="a part twice"):
        Package(packed({"a.txt": b"a", "A.txt": b"b"}))


ENTITIES = '<!DOCTYPE x [<!ENTITY e "1">]>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be", "utf-32"])
def test_parts_that_define_entities_are_refused(encoding):
    root = f"<w:document {W}><w:body>{paragraph('甲')}</w:body></w:document>"
    parts = {"word/document.xml": (ENTITIES + root).encode(encoding)}
    with pytest.raises(BrokenFile, match="defines entities"):
        read_docx(packed(parts))


def test_entities_in_a_sheet_and_rare_encodings_are_refused():
    with pytest.raises(BrokenFile, match="defines entities"):
        read_xlsx(xlsx({"表": "<!ENTITY e '1'>"}))
    hidden = '<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x+AD4-<w/>'
    with pytest.raises(BrokenFile, match="unusual encoding"):
        read_docx(packed({"word/document.xml": hidden}))


def test_what_lies_outside_the_package_is_not_named():
    outside = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="x/image" Target="http://example.org/a.png" TargetMode="External"/>'
        '<Relationship Id="rId2" Type="x/styles" Target="../../styles.xml"/></Relationships>'
    )
    named = Package(packed({"word/_rels/document.xml.rels": outside})).relationships(
        "word/document.xml"
    )
    assert {key: one.target for key, one in named.items()} == {"rId2": "../styles.xml"}


@cache
def whole_files() -> tuple:
    body = table(row(cell("项目名称"), cell("桥")), row(cell("资金"), cell("100.50")))
    return (
        (read_docx, docx(paragraph("目标表") + body)),
        (read_xlsx, xlsx({"表": sheet_data({"A1": "项目名称", "B1": "桥", "B2": 100.5})})),
        (read_xls, (FILES / "self-evaluation.xls").read_bytes()),
        (read_html, "<table><tr><td>项目名称<td>桥</table>".encode()),
    )


@pytest.mark.parametrize("which", range(4))
@settings(max_examples=40, deadline=None, derandomize=True)
@given(seed=st.integers(0, 2**32), count=st.sampled_from([1, 3, 12]))
def test_damaged_files_are_read_or_refused_in_a_sentence(which, seed, count):
    read, whole = whole_files()[which]
    chance = random.Random(seed)
    data = bytearray(whole)
    for _ in range(count):
        at = chance.randrange(len(data))
        damage = chance.choice(
            [b"\x00", b"\xff\xff\xff\x7f", b"\xff" * 4, bytes([chance.randrange(256)])]
        )
        data[at : at + len(damage)] = damage
    kind_of_package(bytes(data))
    try:
        read(bytes(data))
    except BrokenFile as refused:
        assert ": " in str(refused)
