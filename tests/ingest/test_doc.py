"""Old Word files: read to the writer's own facts where the extra is, and refused where in doubt."""

import re
import struct
from concurrent.futures import Future
from pathlib import Path

import pytest

from ingest.folders import DataFolder
from ingest.load import _load, load_paths
from ingest.read import FilingContent, read_document
from ingest.readers import NotReadable, doc, media_type_of, read_bytes
from ingest.readers.doc_stories import Stories, lost_stories, printed_stories
from ingest.readers.marks import HIDDEN, STRUCK
from ingest.readers.packages import BrokenFile, Package
from ingest.receive import find_files
from ingest.retries import OLD_WORD, SCANS, Limits, is_met, lack_of_extra
from tests.carriers.compare import compare
from tests.carriers.docx import write_docx
from tests.carriers.judge import totals
from tests.carriers.made_up import PROJECTS
from tests.carriers.registry import all_layouts
from tests.ingest.packages_made import cell, docx, ole, row, table

FILES = Path(__file__).parent / "files"
TARGET = (FILES / "target.doc").read_bytes()
HANDLED = (FILES / "self-evaluation-handled.doc").read_bytes()
_HEAD = 512


@pytest.fixture
def extra() -> None:
    pytest.importorskip("doc2docx", reason="the extra for old Word is not installed: make old-word")


def with_flags(data: bytes, flags: int) -> bytes:
    """The file with more flags set in the head of its Word stream."""
    made = bytearray(data)
    at = made.index(struct.pack("<H", 0xA5EC), _HEAD) + 10
    struct.pack_into("<H", made, at, struct.unpack_from("<H", made, at)[0] | flags)
    return bytes(made)


def refusal(data: bytes) -> str:
    with pytest.raises(NotReadable) as refused:
        read_bytes(data)
    return str(refused.value)


@pytest.mark.usefixtures("extra")
@pytest.mark.parametrize(
    ("data", "layout", "project", "fewest"),
    [
        (TARGET, "shanghai-2021-target", "window", 40),
        (HANDLED, "shanghai-2023-self-evaluation", "odd", 100),
    ],
)
def test_every_fact_is_the_one_that_was_written(data, layout, project, fewest) -> None:
    _, form = all_layouts()[layout].build(PROJECTS[project])
    read = read_document(read_bytes(data), "f" * 16, "doc")
    expected, right, wrong, invented = totals(compare(read.rows, [form]))
    assert (right, wrong, invented) == (expected, 0, 0)
    assert expected > fewest


@pytest.mark.usefixtures("extra")
def test_the_text_is_that_of_the_docx_it_was_saved_from() -> None:
    blocks, _ = all_layouts()["shanghai-2021-target"].build(PROJECTS["window"])
    assert read_bytes(TARGET).text == read_bytes(write_docx(blocks)).text


@pytest.mark.usefixtures("extra")
def test_deleted_and_hidden_text_and_page_numbers_are_not_read() -> None:
    document = read_bytes(HANDLED)
    assert "99999" not in re.findall(r"[\d.]+", document.text)
    assert "9999940.00" not in document.text
    assert "金额待核" not in document.text
    assert "第 1 页" not in document.text
    assert {doubt.code for doubt in document.doubts} == {STRUCK, HIDDEN}


def test_the_media_type_is_told_with_and_without_the_extra(monkeypatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert media_type_of(TARGET) == "application/msword"


@pytest.mark.usefixtures("extra")
@pytest.mark.parametrize(
    ("name", "what"), [("check-box.doc", "field FORMCHECKBOX"), ("text-box.doc", "text boxes")]
)
def test_what_the_converter_loses_is_refused_by_name(name, what) -> None:
    said = refusal((FILES / name).read_bytes())
    assert what in said
    assert said.endswith("save it as .docx and load that")


def test_encrypted_files_are_refused() -> None:
    said = "it is encrypted: save it without its password and load that"
    assert refusal(with_flags(TARGET, 0x0100)) == said


def test_files_of_another_word_are_refused() -> None:
    assert refusal(TARGET.replace(b"\xec\xa5", b"\xdc\xa5", 1)).startswith(
        "it is a Word file of be"
    )


@pytest.mark.parametrize(
    "data",
    [
        ole("WordDocument", "1Table"),
        ole("WordDocument"),
        TARGET[:-8_000],
        TARGET[:6_000],
        TARGET.replace(b"0\x00T\x00a\x00b\x00l\x00e", b"0\x00X\x00a\x00b\x00l\x00e")
        .replace(b"1\x00T\x00a\x00b\x00l\x00e", b"1\x00X\x00a\x00b\x00l\x00e"),
    ],
    ids=["no streams", "no table", "cut at the end", "cut", "table stream gone"],
)  # fmt: skip
def test_damaged_files_are_refused_in_a_sentence(data) -> None:
    assert refusal(data).startswith("it is a damaged ")


@pytest.mark.usefixtures("extra")
def test_a_fault_in_the_converter_is_a_damaged_file(monkeypatch) -> None:
    def fails(*_: object) -> None:
        raise IndexError

    monkeypatch.setattr("doc2docx.convert", fails)
    with pytest.raises(BrokenFile, match="damaged old Word file"):
        doc.read_doc(TARGET)


def test_without_the_extra_it_is_said_how_to_get_it(monkeypatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert refusal(TARGET) == (
        "it is an old Word file (.doc): install the extra for these (make old-word) and load it"
        " again, or save it as .docx and load that"
    )


def test_a_filing_lacks_the_extra_until_it_is_there(monkeypatch) -> None:
    with monkeypatch.context() as without_extra:
        without_extra.setattr("importlib.util.find_spec", lambda name: None)
        assert lack_of_extra(doc.NO_EXTRA) == OLD_WORD
        assert lack_of_extra(unread_pages=[2]) == SCANS
        assert not is_met(OLD_WORD, Limits())
    monkeypatch.setattr("importlib.util.find_spec", lambda name: object())
    assert lack_of_extra(doc.NO_EXTRA) is None
    assert is_met(OLD_WORD, Limits())


@pytest.mark.usefixtures("extra")
def test_a_filing_is_tried_again_once_the_extra_is_there(tmp_path, monkeypatch) -> None:
    path, data = FILES / "target.doc", DataFolder(tmp_path)
    refused: Future[FilingContent] = Future()
    refused.set_exception(NotReadable(doc.NO_EXTRA, media_type_of(TARGET)))
    with monkeypatch.context() as without_extra:
        without_extra.setattr("importlib.util.find_spec", lambda name: None)
        _load(next(find_files([path]).received()), refused, data)
        assert load_paths([path], data, lambda said: None).outcomes[0].skipped
    outcome = load_paths([path], data, lambda said: None).outcomes[0]
    assert (outcome.status, outcome.skipped) == ("loaded", False)


STORIES = Stories("项目名称\x07送戏\x07", "附", "注1", "单位")


@pytest.mark.parametrize(
    ("converted", "lost"),
    [
        (STORIES, []),
        (Stories("项目名称送戏\x07", "附", "注1", "单位"), ["text of the body"]),
        (Stories("项目名称\x07戏\x07", "附", "注1", "单位"), ["text of the body"]),
        (Stories("项目名称\x07送戏\x07", "", "注", "单"), ["text boxes", "notes", "headers and footers"]),
        (Stories("项目名称\x07送戏\x07", "附", "注1", "单位单位"), []),
    ],
)  # fmt: skip
def test_what_a_conversion_lacks_is_named(converted, lost) -> None:
    assert list(lost_stories(STORIES, converted)) == lost


def test_the_stories_of_a_file_are_read_from_its_pieces() -> None:
    stories = printed_stories(TARGET)
    form = all_layouts()["shanghai-2021-target"].build(PROJECTS["window"])[1]
    assert form.project_name in stories.body
    assert stories.body.count("\x07") > 40
    assert (stories.boxes, stories.notes, stories.edges) == ("", "", "")
    assert printed_stories(HANDLED).edges == "第1页"
    assert printed_stories((FILES / "text-box.doc").read_bytes()).boxes == "预算12.50万元"


@pytest.mark.parametrize(
    ("second", "misfits"),
    [
        (row(cell("丙", '<w:gridSpan w:val="2"/>')), []),
        (row(cell("丙"), properties='<w:gridBefore w:val="1"/>'), []),
        (row(cell("丙"), properties='<w:gridAfter w:val="1"/>'), []),
        (row(cell("丙")), ["columns of a table"]),
        (row(cell("丙"), cell("丁"), cell("戊")), ["columns of a table"]),
    ],
)
def test_each_row_must_fill_its_table(second, misfits) -> None:
    columns = "<w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>"
    made = docx(table(columns, row(cell("甲"), cell("乙")), second))
    assert list(doc._misfits(Package(made))) == misfits


class Remark:
    """What the converter says of a conversion."""

    def __init__(self, code: str, **details: object) -> None:
        self.code, self.details = code, details


@pytest.mark.parametrize(
    ("remark", "lost"),
    [
        (Remark("CONVERSION_COMPLETE"), []),
        (Remark("PICTURES_DEFERRED"), []),
        (Remark("TABLE_GRID_MISMATCH"), ["table grid mismatch"]),
        (Remark("A_REMARK_NOBODY_KNOWS"), ["a remark nobody knows"]),
        (Remark("FIELDS_FLATTENED", field_types={"HYPERLINK": 2}), []),
        (Remark("FIELDS_FLATTENED", field_types={"FORMDROPDOWN": 1}), ["field FORMDROPDOWN"]),
        (Remark("UNSUPPORTED_CHARACTER_SPRMS", opcodes=["0x0855", "0x6815"]), []),
        (Remark("UNSUPPORTED_CHARACTER_SPRMS", opcodes=["0x0800"]), ["deleted text"]),
        (Remark("UNSUPPORTED_PARAGRAPH_SPRMS", opcodes=["0xD62B"]), ["cells merged down"]),
    ],
)
def test_remarks_of_the_converter_count_unless_known_as_harmless(remark, lost) -> None:
    assert list(doc._lost([remark])) == lost
