"""What is found at a path: names, ids and bounds, before anything is read."""

import hashlib
import io
import os
import tracemalloc
import zipfile
from concurrent.futures import Future
from pathlib import Path

import pytest

from ingest import receive
from ingest.load import MOST_WAITING, _ahead
from ingest.receive import MEGABYTE, Received, find_files


def received(path: Path) -> list[Received]:
    found = find_files([path])
    files = list(found.received())
    assert len(files) == found.count
    return files


def id_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def archive(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as opened:
        for name, data in files.items():
            opened.writestr(name, data)
    return packed.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("name", ["绩效.html", "2024年自评表.xlsx", "联通.txt", "Größe.txt"])
def test_names_without_a_flag_are_utf8_or_gb18030(tmp_path, name, encoding) -> None:
    raw = name.encode(encoding)
    stand_in = "x" * len(raw)
    path = tmp_path / "in.zip"
    path.write_bytes(archive({stand_in: b"a"}).replace(stand_in.encode(), raw))
    assert [file.name for file in received(path)] == [name]


def test_name_that_is_no_utf8_is_shown_with_replacement(tmp_path) -> None:
    place = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.txt"))
    place.write_bytes(b"a")
    (tmp_path / "b.txt").write_bytes(b"b")
    assert [(file.name, file.data) for file in received(tmp_path)] == [
        ("b.txt", b"b"),
        ("\ufffd\ufffd.txt", b"a"),
    ]


def test_id_is_of_the_bytes_where_they_are_too_many_to_be_read(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(receive, "LARGEST_FILE", 100)
    data = bytes(range(250))
    (tmp_path / "a.pdf").write_bytes(data)
    (tmp_path / "b.zip").write_bytes(archive({"c.pdf": data}, zipfile.ZIP_STORED)[:50])
    (tmp_path / "d.pdf").write_bytes(data[:100])
    large, _, small = received(tmp_path)
    assert (large.filing_id, large.byte_count, large.data) == (id_of(data), 250, None)
    assert "larger than" in large.reason
    assert (small.filing_id, small.data, small.reason) == (id_of(data[:100]), data[:100], None)


def test_id_of_a_member_too_large_is_of_its_bytes(tmp_path, monkeypatch) -> None:
    data = os.urandom(300)
    path = tmp_path / "in.zip"
    path.write_bytes(archive({"a.pdf": data}))
    monkeypatch.setattr(receive, "LARGEST_FILE", 299)
    monkeypatch.setattr(receive, "_is_archive", lambda path: True)
    (member,) = received(path)
    assert (member.filing_id, member.byte_count, member.data) == (id_of(data), 300, None)


def test_id_of_a_member_that_does_not_unpack_is_of_its_packed_bytes(tmp_path) -> None:
    whole = bytearray(archive({"a.txt": b"some text " * 50, "b.txt": b"b"}))
    with zipfile.ZipFile(io.BytesIO(whole)) as opened:
        entry = opened.getinfo("a.txt")
    start = entry.header_offset + 30 + len("a.txt")
    whole[start + 4] ^= 0xFF
    for name in ("one.zip", "two.zip"):
        (tmp_path / name).write_bytes(whole)
    first, good, again, _ = received(tmp_path)
    assert first.filing_id == again.filing_id == id_of(whole[start : start + entry.compress_size])
    assert "cannot be unpacked" in first.reason
    assert (good.data, good.reason) == (b"b", None)


def test_an_encrypted_member_is_refused_by_itself(tmp_path) -> None:
    packed = bytearray(archive({"a.txt": b"a"}, zipfile.ZIP_STORED))
    packed[6] |= 1
    packed[packed.index(b"PK\x01\x02") + 8] |= 1
    path = tmp_path / "in.zip"
    path.write_bytes(packed)
    (member,) = received(path)
    assert member.reason == "it is encrypted: unpack it and load the files"
    assert member.filing_id == id_of(b"a")


def test_a_member_that_unpacks_beyond_any_filing_costs_no_other(tmp_path) -> None:
    bomb = bytes(21 * MEGABYTE)
    path = tmp_path / "in.zip"
    path.write_bytes(archive({"a.txt": bomb, "b.txt": b"b"}))
    large, small = received(path)
    assert (large.data, large.filing_id) == (None, id_of(bomb))
    assert "more than 100 times its size" in large.reason
    assert small.data == b"b"


@pytest.mark.parametrize(
    ("bound", "value", "said"),
    [("MOST_MEMBERS", 1, "more than 1 files"), ("LARGEST_ARCHIVE", 5, "unpacks to more than")],
)
def test_an_archive_beyond_the_bounds_is_one_file(
    tmp_path, monkeypatch, bound, value, said
) -> None:
    data = archive({"a.txt": b"abc", "b.txt": b"abc"})
    path = tmp_path / "in.zip"
    path.write_bytes(data)
    monkeypatch.setattr(receive, bound, value)
    (whole,) = received(path)
    assert (whole.filing_id, whole.data) == (id_of(data), data)
    assert said in whole.reason


@pytest.mark.parametrize("is_packed", [True, False])
def test_bytes_are_held_one_file_at_a_time(tmp_path, is_packed) -> None:
    files = {f"{number}.pdf": os.urandom(MEGABYTE) for number in range(8)}
    if is_packed:
        (tmp_path / "in.zip").write_bytes(archive(files, zipfile.ZIP_STORED))
    else:
        for name, data in files.items():
            (tmp_path / name).write_bytes(data)
    found = find_files([tmp_path])
    tracemalloc.start()
    try:
        sizes = [len(file.data) for file in found.received()]
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert sizes == [MEGABYTE] * 8
    assert peak < 4 * MEGABYTE


@pytest.mark.parametrize(("size", "most"), [(1, MOST_WAITING), (33 * MEGABYTE, 2)])
def test_few_files_wait_for_their_reading(size, most) -> None:
    data = bytes(size)
    files = (Received(f"{n}", f"{n}", f"{n}", size, data) for n in range(30))
    begun: list[Received] = []
    order = []

    def begin(file: Received) -> Future:
        begun.append(file)
        return Future()

    for file, _ in _ahead(files, begin):
        assert len(begun) - len(order) <= most
        order.append(file.path)
    assert order == [str(number) for number in range(30)]
