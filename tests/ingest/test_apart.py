"""Filings read one after another in processes of their own: none costs another anything."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ingest.apart import OutOfBounds, Workers
from ingest.readers import NotReadable
from ingest.retries import Limits

FILING = Path(__file__).parent.parent.parent / "data" / "filings"
GOOD = min(FILING.glob("*.txt"), key=lambda path: path.stat().st_size).read_bytes()


def ids_of(workers: Workers) -> list[int]:
    """The numbers of the processes that wait for a file."""
    return [worker.process.pid for worker in workers._idle]


def test_process_is_kept_for_the_next_file_and_ended_at_last():
    with Workers() as workers:
        first = workers.read(GOOD, "a" * 16)
        before = ids_of(workers)
        second = workers.read(GOOD, "b" * 16)
        assert ids_of(workers) == before
    assert first.form_count == second.form_count > 0
    with pytest.raises(ProcessLookupError):
        os.kill(before[0], 0)


def test_file_that_cannot_be_read_leaves_the_process_for_the_next():
    with Workers() as workers:
        with pytest.raises(NotReadable):
            workers.read(b"%PDF-1.7 broken", "a" * 16)
        before = ids_of(workers)
        assert workers.read(GOOD, "b" * 16).form_count > 0
        assert ids_of(workers) == before


def test_process_that_died_between_files_costs_no_file():
    with Workers() as workers:
        workers.read(GOOD, "a" * 16)
        os.kill(ids_of(workers)[0], signal.SIGKILL)
        assert workers.read(GOOD, "b" * 16).form_count > 0


def test_file_that_takes_too_long_is_given_up_and_the_next_is_read():
    with Workers(Limits(seconds=0.0)) as workers:
        with pytest.raises(OutOfBounds, match="not read within 0 seconds"):
            workers.read(GOOD, "a" * 16)
        assert ids_of(workers) == []


def test_reading_under_way_ends_with_the_workers_and_none_begins():
    with ThreadPoolExecutor(1) as pool, pytest.raises(OutOfBounds), Workers() as workers:
        workers.read(GOOD, "a" * 16)
        (process,) = ids_of(workers)
        os.kill(process, signal.SIGSTOP)
        reading = pool.submit(workers.read, GOOD, "b" * 16)
        workers.stop()
        reading.result()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
    with pytest.raises(OutOfBounds, match="stopped"):
        workers.read(GOOD, "c" * 16)


def test_process_hears_no_interrupt_of_its_own():
    with Workers() as workers:
        workers.read(GOOD, "a" * 16)
        before = ids_of(workers)
        os.kill(before[0], signal.SIGINT)
        assert workers.read(GOOD, "b" * 16).form_count > 0
        assert ids_of(workers) == before


def test_file_that_needs_too_much_memory_is_given_up():
    larger_than_allowed = GOOD + b"\n" * (64 * 1024 * 1024)
    with (
        Workers(Limits(megabytes=20)) as workers,
        pytest.raises(OutOfBounds, match="more than 20 MB") as raised,
    ):
        workers.read(larger_than_allowed, "a" * 16)
    assert raised.value.lack == "megabytes:20"
