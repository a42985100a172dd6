"""Work that outlasts one run of a page: an upload is checked, or accepted, in a thread.

A page that is drawn again, in whatever window, meets the same job by the upload's token.
"""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock, Thread
from typing import Any

import polars as pl

from dashboards import queries_upload
from dashboards.programs import NOT_DONE, run_jixiao
from dashboards.uploads import Upload, accept_files, discard
from dashboards.warehouse import Build, WarehouseMissing, current_build

SECONDS_A_FILE = 180
SECONDS_TO_LOAD = 1800
SECONDS_TO_BUILD = 900
MEGABYTES_A_FILE = 2000
FINISHED_KEPT = 50

Outcome = dict[str, Any]


@dataclass
class Job:
    """What is done with an upload; `step` is copy, load, build or done.

    `failed_step` names the step that did not end well, `problem` what the program said of it.
    `changes` and `superseded` tell what an acceptance made of the warehouse.
    """

    upload: Upload
    kind: str
    step: str = "copy"
    outcomes: list[Outcome] = field(default_factory=list)
    build_id: str = ""
    changes: pl.DataFrame | None = None
    superseded: pl.DataFrame | None = None
    failed_step: str | None = None
    problem: str = ""

    @property
    def is_running(self) -> bool:
        """Until the last step is done, or one failed."""
        return self.step != "done"

    @property
    def share_loaded(self) -> float:
        """The share of the files that are read, 0 to 1."""
        if not self.outcomes:
            return 0.0
        last = self.outcomes[-1]
        return float(min(1.0, last["file_number"] / max(1, last["file_count"])))


_jobs: dict[str, Job] = {}
_lock = Lock()


def find_job(token: str) -> Job | None:
    """The newest job of an upload; None before any, and after the server was started again."""
    return _jobs.get(token)


def busy_tokens() -> list[str]:
    """The uploads that a job is at work on."""
    with _lock:
        return [token for token, job in _jobs.items() if job.is_running]


def start_check(upload: Upload) -> Job:
    """Read, build and test the files in the upload's own data folder."""
    return _start(Job(upload, "check"), _check)


def start_acceptance(upload: Upload) -> Job:
    """Load the files into the real data folder and build it; the upload is removed then."""
    return _start(Job(upload, "accept"), _accept)


def read_outcomes(upload: Upload) -> list[Outcome]:
    """What became of each file when the upload was checked; empty before."""
    if not upload.outcomes.is_file():
        return []
    return [json.loads(line) for line in upload.outcomes.read_text("utf-8").splitlines()]


def _start(job: Job, work: Callable[[Job], None]) -> Job:
    """The job, at work; where one already is, that one."""
    with _lock:
        running = _jobs.get(job.upload.token)
        if running and running.is_running:
            return running
        _jobs[job.upload.token] = job
        finished = [token for token, known in _jobs.items() if not known.is_running]
        for token in finished[:-FINISHED_KEPT]:
            del _jobs[token]
    Thread(target=_work, args=(job, work), daemon=True).start()
    return job


def _work(job: Job, work: Callable[[Job], None]) -> None:
    """Do the work; whatever stops it, the job ends and says at which step."""
    try:
        work(job)
    except Exception as error:
        job.failed_step, job.problem = job.step, f"{type(error).__name__}: {error}"
        raise
    finally:
        job.step = "done"


def _check(job: Job) -> None:
    shutil.rmtree(job.upload.data, ignore_errors=True)
    if _load(job, job.upload.data, job.upload.files):
        lines = (json.dumps(outcome, ensure_ascii=False) + "\n" for outcome in job.outcomes)
        job.upload.outcomes.write_text("".join(lines), encoding="utf-8")
        _build(job, job.upload.data)


def _accept(job: Job) -> None:
    before = _build_of(job)
    place = accept_files(job.upload)
    if not _load(job, job.upload.root, place):
        shutil.rmtree(place, ignore_errors=True)
    elif _build(job, job.upload.root):
        _compare(job, before, current_build(job.upload.root))
        discard(job.upload)


def _compare(job: Job, before: Build | None, after: Build) -> None:
    """Keep what the new build changed; builds themselves are not kept for long."""
    job.build_id = after.build_id
    job.changes = queries_upload.changes(before, after)
    job.superseded = queries_upload.newly_superseded(before, after)


def _load(job: Job, folder: Path, place: Path) -> bool:
    """Whether the files at a place were loaded, each with its outcome."""
    job.step = "load"
    limits = ["--seconds", str(SECONDS_A_FILE), "--memory", str(MEGABYTES_A_FILE)]
    arguments = ["load", "--json", *limits, str(place)]
    ended = run_jixiao(folder, arguments, SECONDS_TO_LOAD, lambda line: _hear(job, line))
    return _is_well(job, ended.status, ended.said)


def _build(job: Job, folder: Path) -> bool:
    """Whether the data folder was built and tested."""
    job.step = "build"
    ended = run_jixiao(folder, ["build"], SECONDS_TO_BUILD)
    return _is_well(job, ended.status, ended.said)


def _hear(job: Job, line: str) -> None:
    if line.startswith("{"):
        job.outcomes.append(json.loads(line))


def _is_well(job: Job, status: int, said: str) -> bool:
    if status == NOT_DONE:
        job.failed_step, job.problem = job.step, said
    return status != NOT_DONE


def _build_of(job: Job) -> Build | None:
    try:
        return current_build(job.upload.root)
    except WarehouseMissing:
        return None
