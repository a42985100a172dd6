"""Word, Excel and OLE files made of raw parts, for tests of the readers."""

import io
import struct
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of the parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def relationships(named: Mapping[str, tuple[str, str]]) -> str:
    """A relationships part: id -> type and target."""
    inside = "".join(
        f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for key, (kind, target) in named.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}">{inside}</Relationships>'


def docx(body: str, named: Mapping[str, tuple[str, str, str]] | None = None) -> bytes:
    """A Word package: its body, and further parts as id -> type, name and content."""
    named = named or {}
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relationships({"rId1": ("officeDocument", "word/document.xml")}),
        "word/document.xml": f"<w:document {W} {R} {MC}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": relationships(
            {key: (kind, name) for key, (kind, name, _) in named.items()}
        ),
    }
    parts.update({f"word/{name}": content for _, name, content in named.values()})
    return packed(parts)


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def cell(text: str, properties: str = "") -> str:
    """A table cell; text that begins with `<` is its content as it is."""
    inside = text if text.startswith("<") else paragraph(text)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A table row."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    """A table."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def xlsx(
    sheets: Mapping[str, str],
    styles: str = "",
    strings: str = "",
    states: Mapping[str, str] | None = None,
    workbook: str = "",
    more: Mapping[str, str] | None = None,
) -> bytes:
    """An Excel package: name -> content of each worksheet; `workbook` stands in its own part."""
    listed = "".join(
        f'<sheet name="{name}" sheetId="{i}" r:id="rId{i}" state="{(states or {}).get(name, "visible")}"/>'
        for i, name in enumerate(sheets, 1)
    )
    named = {
        f"rId{i}": ("worksheet", f"worksheets/sheet{i}.xml") for i in range(1, len(sheets) + 1)
    }
    named |= {"styles": ("styles", "styles.xml"), "strings": ("sharedStrings", "sharedStrings.xml")}
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relationships({"rId1": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": f"<workbook {S} {R}>{workbook}<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relationships(named),
        "xl/styles.xml": f"<styleSheet {S}>{styles}</styleSheet>",
        "xl/sharedStrings.xml": f"<sst {S}>{strings}</sst>",
    }
    for i, content in enumerate(sheets.values(), 1):
        parts[f"xl/worksheets/sheet{i}.xml"] = f"<worksheet {S} {R}>{content}</worksheet>"
    return packed(parts | dict(more or {}))


def sheet_data(cells: Mapping[str, str | float], style: int = 0) -> str:
    """Rows of cells by reference: numbers stay numbers; text that begins with `<` is a cell's content."""
    rows: dict[int, list[str]] = {}
    for place, stored in cells.items():
        number = int("".join(c for c in place if c.isdigit()))
        rows.setdefault(number, []).append(_sheet_cell(place, stored, style))
    inside = "".join(f'<row r="{n}">{"".join(rows[n])}</row>' for n in sorted(rows))
    return f"<sheetData>{inside}</sheetData>"


def _sheet_cell(place: str, stored: str | float, style: int) -> str:
    if isinstance(stored, (int, float)):
        return f'<c r="{place}" s="{style}"><v>{stored!r}</v></c>'
    if stored.startswith("<"):
        return stored.replace("<c ", f'<c r="{place}" ', 1)
    text = escape(stored)
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t>{text}</t></is></c>'


def merged(*ranges: str) -> str:
    """The merged ranges of a sheet."""
    inside = "".join(f'<mergeCell ref="{one}"/>' for one in ranges)
    return f"<mergeCells>{inside}</mergeCells>"


def ole(*streams: str, embedded: str = "") -> bytes:
    """An OLE file with empty streams of those names, one in a storage; three entries at most."""
    top = [*streams, *(["ObjectPool"] if embedded else [])]
    entries = _ole_entry("Root Entry", 5, child=1 if top else -1)
    for number, name in enumerate(top, 1):
        is_storage = number > len(streams)
        following = number + 1 if number < len(top) else -1
        child = len(top) + 1 if is_storage else -1
        entries += _ole_entry(name, 1 if is_storage else 2, following, child)
    entries += _ole_entry(embedded, 2) if embedded else b""
    directory = entries.ljust(512, b"\x00")
    allocation = struct.pack("<ii", -3, -2).ljust(512, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 16
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<iiiiiiiiii", 0, 1, 1, 0, 4096, -2, 0, -2, 0, 0)
    return header.ljust(512, b"\xff") + allocation + directory


def _ole_entry(name: str, kind: int, following: int = -1, child: int = -1) -> bytes:
    written = name.encode("utf-16-le") + b"\x00\x00"
    entry = written.ljust(64, b"\x00")
    entry += struct.pack("<HBBiii", len(written), kind, 1, -1, following, child)
    return entry.ljust(116, b"\x00") + struct.pack("<iii", -2, 0, 0)
