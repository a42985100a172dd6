"""`make bench-read`: how fast files are read and what memory that takes, beside what is aimed at.

One row a measure. Speeds of one process are pages a second of its processor time, so that other
work on the machine counts little; that of loading is wall time and needs an idle machine.
"""

import gc
import io
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pdfplumber
import pypdfium2

from ingest.apart import collect_seldom
from ingest.folders import PROJECT_ROOT
from ingest.forms.find import may_hold_forms
from ingest.readers import read_bytes
from ingest.readers.scan import can_read_pictures
from tests.carriers import pdf, scan
from tests.carriers.blocks import Block, PageBreak
from tests.carriers.books import budget_book, in_row
from tests.carriers.compare import folded
from tests.carriers.made_up import PROJECTS
from tests.carriers.registry import all_layouts

BOOK_YEARS = (2023, 2024, 2025)
JUDGED = 5
RUNS = 3
AS_IT_COMES = (700, 10, 10)
SCANNED = ("shanghai-2021-target", "central-target", "shanghai-2023-self-evaluation")


def filings() -> list[bytes]:
    """Files of nothing but forms: all made-up projects in a row, one file a layout."""
    forms = list(PROJECTS.values())
    return [pdf.write_pdf(in_row(name, forms, True)[0]) for name in sorted(all_layouts())]


def books() -> list[bytes]:
    """Budget books of some forty pages: tables of other kinds, and the forms of two projects."""
    owner = "云溪市南屏区政务服务局"
    written = []
    for first in BOOK_YEARS:
        blocks: list[Block] = []
        for year in range(first, first + 3):
            blocks += [*budget_book(year, owner), PageBreak()]
        forms = [replace(PROJECTS[name], fiscal_year=first) for name in ("window", "law")]
        blocks += in_row("shanghai-2023-target", forms, breaks=True)[0]
        written.append(pdf.write_pdf(blocks))
    return written


def page_count(data: bytes) -> int:
    """The pages of a PDF."""
    opened = pypdfium2.PdfDocument(data)
    try:
        return len(opened)
    finally:
        opened.close()


def pages_per_second(files: Sequence[bytes], read: Callable[[bytes], object]) -> float:
    """Pages a second of processor time; the best of the runs, as other work only slows."""
    taken = []
    for _ in range(RUNS):
        start = time.process_time()
        for data in files:
            read(data)
        taken.append(time.process_time() - start)
    return sum(map(page_count, files)) / min(taken)


def read(data: bytes) -> object:
    """The document that our reader makes of a file."""
    return read_bytes(data, may_hold_forms)


def extract_tables(data: bytes) -> list[list[list[list[str | None]]]]:
    """The tables of each page as pdfplumber tells them."""
    with pdfplumber.open(io.BytesIO(data)) as opened:
        return [page.extract_tables() for page in opened.pages]


def extract_tables_as_it_comes(data: bytes) -> None:
    """The same with Python's own collection of what is no longer needed, as a script has it.

    Our workers collect seldom, which makes pdfplumber faster too.
    """
    thresholds = gc.get_threshold()
    gc.unfreeze()
    gc.set_threshold(*AS_IT_COMES)
    try:
        extract_tables(data)
    finally:
        gc.freeze()
        gc.set_threshold(*thresholds)


def cells_alike(files: Sequence[bytes]) -> tuple[int, int]:
    """How many cells with text pdfplumber reads, and how many of them our reader reads alike.

    A cell that goes on over a page end is one of ours and two of pdfplumber's.
    """
    printed = same = 0
    for data in files:
        tables = extract_tables(data)
        theirs = Counter(
            text
            for page in tables
            for table in page
            for row in table
            for cell in row
            if (text := folded(cell))
        )
        document = read_bytes(data, may_hold_forms)
        ours = Counter(folded(c.run.text) for r in document.rows if r.table for c in r.cells)
        printed += theirs.total()
        same += (theirs & ours).total()
    return printed, same


@dataclass(frozen=True)
class Loading:
    """What loading some files took: seconds of wall and processor time, peak MB of a process."""

    wall: float
    processor: float
    peak: float


def load_files(files: Sequence[bytes], workers: int) -> Loading:
    """What it takes to load the files by so many processes, from the start of `jixiao` on."""
    code = (
        "import sys; from pathlib import Path; from ingest import load;"
        " from ingest.folders import DataFolder; load.WORKERS = int(sys.argv[1]);"
        " load.load_paths([Path(sys.argv[2])], DataFolder(Path(sys.argv[3])), lambda told: None)"
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "files"
        folder.mkdir()
        for number, data in enumerate(files):
            (folder / f"{number:03}.pdf").write_bytes(data)
        command = [sys.executable, "-c", code, str(workers), str(folder), str(Path(name) / "data")]
        start, used = time.perf_counter(), _processor_time()
        with subprocess.Popen(command, cwd=PROJECT_ROOT) as process:
            peak = _watched(process)
        return Loading(time.perf_counter() - start, _processor_time() - used, peak)


def _processor_time() -> float:
    """Seconds of processor time of all processes that were started here and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _watched(process: subprocess.Popen[bytes]) -> float:
    """The most MB that one of the process's own children took, looked at until it ends."""
    peak = 0.0
    while process.poll() is None:
        peak = max([peak, *map(_peak_memory, _children(process.pid))])
        time.sleep(0.1)
    if process.returncode:
        raise RuntimeError("loading failed: run `jixiao load` on the files to see why")
    return peak


def _children(number: int) -> list[int]:
    found = []
    for path in Path(f"/proc/{number}/task").glob("*/children"):
        try:
            found += [int(word) for word in path.read_text().split()]
        except OSError:  # the process ended while it was looked at
            continue
    return found


def _peak_memory(number: int) -> float:
    try:
        status = Path(f"/proc/{number}/status").read_text()
    except OSError:  # the process ended while it was looked at
        return 0.0
    lines = (line.split() for line in status.splitlines())
    return next((int(words[1]) / 1024 for words in lines if words[0] == "VmHWM:"), 0.0)


def scans() -> list[bytes]:
    """Files of pictures of pages, at two resolutions."""
    made = []
    for name in SCANNED:
        blocks = all_layouts()[name].build(PROJECTS["window"])[0]
        made += [scan.write_scan(pdf.write_pdf(blocks), dpi) for dpi in (150, 200)]
    return made


def show(measure: str, value: float, aim: float, is_least: bool = True, unit: str = "") -> None:
    """A row of the table; `is_least` where the aim is reached from below."""
    is_reached = value >= aim if is_least else value <= aim
    sign = ">=" if is_least else "<="
    words = "reached" if is_reached else "missed"
    print(f"{measure:58} {value:9.2f} {sign} {aim:7.1f} {unit:8} {words}", flush=True)


def seconds(read: Callable[[bytes], object], data: bytes) -> float:
    """Seconds of processor time that one reading of a file takes."""
    start = time.process_time()
    read(data)
    return time.process_time() - start


def side_by_side(files: Sequence[bytes], *reads: Callable[[bytes], object]) -> list[float]:
    """Pages a second of each way to read, in turns on the same files.

    Of each file the best of the runs: the machine's speed changes while they run.
    """
    taken = [0.0] * len(reads)
    for data in files:
        runs = [[seconds(read, data) for read in reads] for _ in range(RUNS)]
        taken = [sum(pair) for pair in zip(taken, map(min, zip(*runs, strict=True)), strict=True)]
    pages = sum(map(page_count, files))
    return [pages / each for each in taken]


def show_forms(files: Sequence[bytes]) -> None:
    """Our reader beside pdfplumber's tables on pages that hold forms."""
    ours, bare, helped = side_by_side(files, read, extract_tables_as_it_comes, extract_tables)
    print(f"{'pages with forms, pages/s':58} {ours:9.2f}")
    print(f"{'pages with forms, pages/s of pdfplumber extract_tables':58} {bare:9.2f}")
    print(f"{'the same, collecting as seldom as our workers':58} {helped:9.2f}")
    show("pages with forms, times as fast as pdfplumber", ours / bare, 4)
    print(f"{'times as fast as pdfplumber that collects as seldom':58} {ours / helped:9.2f}")
    printed, same = cells_alike(files)
    show(f"cells read as pdfplumber reads them, % of {printed:,}", 100 * same / printed, 99)


def show_loading(files: Sequence[bytes]) -> None:
    """One process beside two, through the same path as `jixiao load`."""
    taken = [(load_files(files, 1), load_files(files, 2)) for _ in range(RUNS)]
    one = min(first.wall for first, _ in taken)
    times = statistics.median(first.wall / second.wall for first, second in taken)
    peak = max(each.peak for pair in taken for each in pair)
    pages = sum(map(page_count, files))
    print(f"{f'loading {len(files)} files of {pages} pages by one process, s':58} {one:9.2f}")
    show("loading by two processes, times as fast as by one", times, 1.7)
    show("loading, peak memory of a process", peak, 400, False, "MB")


def show_scans() -> None:
    """Scans, where recognition is installed."""
    if not can_read_pictures():
        print("scans: skipped, the extra for scans is not installed (make ocr)")
        return
    files = scans()
    taken = load_files(files, 1)
    pages = sum(map(page_count, files))
    show("scans, pages/s of one core", pages / taken.processor, 0.2)
    show("scans, peak memory of the process", taken.peak, 1_500, False, "MB")


def main() -> int:
    """0; prints the table."""
    collect_seldom()
    print(f"{'measure':58} {'value':>9}  {'aim':>9}")
    forms, whole_books = filings(), books()
    show_forms(forms[::JUDGED])
    show("whole budget books, pages/s of one core", pages_per_second(whole_books, read), 100)
    show_loading([*forms[::3], *whole_books[:1]])
    show_scans()
    return 0


if __name__ == "__main__":
    sys.exit(main())
