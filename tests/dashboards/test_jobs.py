"""Accepting and taking out: what stands afterwards, whatever stops the programs in between."""

import fcntl
import json
import os
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from dashboards import jobs, uploads
from dashboards.programs import DONE, NOT_DONE, Ended, run_jixiao
from dashboards.uploads import Upload

from .conftest import make_checked_upload, make_data_folder

TOKEN = "0123456789abcdef" * 2
FAILED = Ended(NOT_DONE, "The build failed and nothing was published: a test. All of it is in x.")
WAIT = Ended(NOT_DONE, "Another build of /data is running: wait until it is done.")
WELL = Ended(DONE, "")


@dataclass
class Program:
    """A stand-in for `jixiao`: what is loaded, what was asked, how the next builds end."""

    standing: set[str] = field(default_factory=lambda: {"f26"})
    builds: list[Ended] = field(default_factory=list)
    load: Ended = WELL
    read: str = "loaded"
    asked: list[str] = field(default_factory=list)

    def __call__(
        self,
        folder: Path,
        arguments: list[str],
        seconds: float,
        hear: Callable[[str], object] = lambda line: None,
    ) -> Ended:
        self.asked.append(arguments[0])
        if arguments[0] == "withdraw":
            self.standing.remove(arguments[1])
        elif arguments[0] == "load":
            self.standing.add("f21")
            hear(json.dumps({"filing_id": "f21", "status": self.read}))
            return self.load
        elif arguments[0] == "build":
            return self.builds.pop(0) if self.builds else WELL
        return WELL


@pytest.fixture
def upload(tmp_path: Path) -> Upload:
    made = make_checked_upload(make_data_folder(tmp_path), TOKEN)
    (made.files / "a.pdf").write_bytes(b"x")
    return made


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch) -> Iterable[Program]:
    stand_in = Program()
    monkeypatch.setattr(jobs, "run_jixiao", stand_in)
    monkeypatch.setattr(jobs, "_standing", lambda folder: set(stand_in.standing))
    monkeypatch.setattr(jobs, "SECONDS_BETWEEN", 0.0)
    jobs._jobs.clear()
    yield stand_in
    jobs._jobs.clear()


def done(upload: Upload, kind: str) -> jobs.Job:
    """The job of that kind after its last step."""
    job = jobs.Job(upload, kind)
    work = {"check": jobs._check, "accept": jobs._accept, "withdraw": jobs._withdraw}
    jobs._work(job, work[kind])
    assert not job.is_running
    return job


def test_an_accepted_upload_leaves_only_its_files(upload: Upload, program: Program) -> None:
    job = done(upload, "accept")
    assert job.failed_step is None
    assert [path.name for path in upload.accepted.iterdir()] == ["a.pdf"]
    assert not upload.folder.exists() and program.standing == {"f26", "f21"}


def test_a_failed_build_is_remembered_and_can_be_tried_again(
    upload: Upload, program: Program
) -> None:
    program.builds = [FAILED]
    job = done(upload, "accept")
    assert (job.failed_step, job.problem) == ("build", FAILED.said)
    assert upload.is_half_accepted and upload.files.exists()
    assert done(upload, "accept").failed_step is None
    assert not upload.folder.exists() and program.standing == {"f26", "f21"}


def test_discarding_after_a_failed_build_takes_out_only_what_came_with_it(
    upload: Upload, program: Program
) -> None:
    program.builds = [FAILED]
    done(upload, "accept")
    assert done(upload, "withdraw").failed_step is None
    assert program.standing == {"f26"}
    assert not upload.folder.exists() and not upload.accepted.exists()


def test_a_filing_that_was_there_before_is_never_taken_out(
    upload: Upload, program: Program
) -> None:
    program.standing = {"f26", "f21"}
    program.builds = [FAILED, FAILED]
    done(upload, "accept")
    done(upload, "accept")
    done(upload, "withdraw")
    assert program.standing == {"f26", "f21"}


def test_a_load_that_fails_half_way_changes_nothing(upload: Upload, program: Program) -> None:
    program.load = Ended(NOT_DONE, "stopped; what was done whole stays.")
    assert done(upload, "accept").failed_step == "load"
    assert program.standing == {"f26"}
    assert upload.files.exists() and not upload.is_half_accepted and not upload.accepted.exists()


def test_a_build_that_goes_on_after_the_server_was_killed_is_waited_for(
    upload: Upload, program: Program
) -> None:
    program.builds = [FAILED, WAIT, WELL]
    done(upload, "accept")
    program.asked.clear()
    done(upload, "withdraw")
    assert program.asked == ["withdraw", "build", "build"] and not upload.folder.exists()


def test_taking_out_can_be_tried_again(upload: Upload, program: Program) -> None:
    program.builds = [FAILED, FAILED]
    done(upload, "accept")
    assert done(upload, "withdraw").failed_step == "build"
    assert upload.is_half_accepted and program.standing == {"f26"}
    assert done(upload, "withdraw").failed_step is None
    assert not upload.folder.exists()


def test_a_build_waits_for_another_one(upload: Upload, program: Program) -> None:
    program.builds = [WAIT, WAIT]
    assert done(upload, "accept").failed_step is None
    assert program.asked.count("build") == 3


def test_a_build_does_not_wait_for_ever(
    upload: Upload, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "SECONDS_TO_WAIT", -1)
    program.builds = [WAIT]
    job = done(upload, "accept")
    assert (job.failed_step, job.problem) == ("build", WAIT.said)


@pytest.mark.parametrize(("read", "asked"), [("loaded", 1), ("no_forms", 1), ("set_aside", 0)])
def test_files_of_which_nothing_was_read_are_not_built(
    upload: Upload, program: Program, read: str, asked: int
) -> None:
    program.read = read
    assert done(upload, "check").failed_step is None
    assert program.asked.count("build") == asked
    assert [outcome["status"] for outcome in jobs.read_outcomes(upload)] == [read]


def test_a_second_window_meets_the_end_of_the_first(upload: Upload, program: Program) -> None:
    first = jobs.Job(upload, "accept")
    assert jobs._start(first, jobs._accept) is first
    while first.is_running:
        time.sleep(0.01)
    assert jobs.start_acceptance(upload) is first
    assert jobs.start_check(upload) is first


def test_a_full_disk_is_said_in_the_words_of_the_program(
    upload: Upload, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Upload) -> Path:
        raise OSError(28, "No space left on device", "/data/x")

    monkeypatch.setattr(jobs, "accept_files", full)
    job = done(upload, "accept")
    assert (job.failed_step, job.problem) == ("copy", "No space left on device: /data/x.")


def test_a_half_accepted_upload_is_never_too_old(upload: Upload, program: Program) -> None:
    program.builds = [FAILED]
    done(upload, "accept")
    os.utime(upload.folder, (0, 0))
    uploads.remove_old(upload.root)
    assert upload.folder.exists()


def test_what_the_real_program_does_is_understood(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("今天休息。", encoding="utf-8")
    folder = tmp_path / "data"
    run_jixiao(folder, ["load", str(letter)], 60)
    (filing_id,) = jobs._standing(folder)
    (folder / "warehouse.duckdb").write_bytes(b"made by another version")
    run_jixiao(folder, ["withdraw", filing_id], 60)
    assert jobs._standing(folder) == set()
    run_jixiao(folder, ["load", str(letter)], 60)
    assert jobs._standing(folder) == {filing_id}
    with (folder / "build.lock").open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert run_jixiao(folder, ["build"], 60).is_kept_waiting
