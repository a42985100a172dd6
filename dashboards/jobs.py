"""Work that outlasts one run of a page: an upload is checked, or accepted, in a thread.

A page that is drawn again, in whatever window, meets the same job by the upload's token.
"""

import datetime as dt
import json
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock, Thread
from typing import Any

import polars as pl

from dashboards import queries_upload
from dashboards.programs import NOT_DONE, Ended, run_jixiao
from dashboards.uploads import Upload, accept_files, discard, write_whole
from dashboards.warehouse import Build, WarehouseMissing, current_build

SECONDS_A_FILE = 180
SECONDS_TO_LOAD = 1800
SECONDS_TO_BUILD = 900
SECONDS_TO_WAIT = 600
SECONDS_BETWEEN = 2.0
MEGABYTES_A_FILE = 2000
FINISHED_KEPT = 50
SET_ASIDE = "set_aside"

Outcome = dict[str, Any]


@dataclass
class Job:
    """What is done with an upload; `step` is copy, load, wait, build, withdraw or done.

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
_building = Lock()


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


def start_withdrawal(upload: Upload) -> Job:
    """Take out what an acceptance loaded that did not end; the upload is removed then."""
    return _start(Job(upload, "withdraw"), _withdraw)


def read_outcomes(upload: Upload) -> list[Outcome]:
    """What became of each file when the upload was checked; empty before."""
    if not upload.outcomes.is_file():
        return []
    return [json.loads(line) for line in upload.outcomes.read_text("utf-8").splitlines()]


def _start(job: Job, work: Callable[[Job], None]) -> Job:
    """The job, at work; where one already is, or has removed the upload, that one."""
    with _lock:
        known = _jobs.get(job.upload.token)
        if known and (known.is_running or not job.upload.files.is_dir()):
            return known
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
    except OSError as error:
        job.failed_step = job.step
        job.problem = f"{error.strerror or error}: {error.filename or job.upload.root}."
    except Exception as error:
        job.failed_step, job.problem = job.step, f"{type(error).__name__}: {error}"
        raise
    finally:
        job.step = "done"


def _check(job: Job) -> None:
    upload = job.upload
    shutil.rmtree(upload.data, ignore_errors=True)
    upload.outcomes.unlink(missing_ok=True)
    if _load(job, upload.data, upload.files):
        lines = (json.dumps(outcome, ensure_ascii=False) + "\n" for outcome in job.outcomes)
        write_whole(upload.outcomes, "".join(lines))
        if any(outcome["status"] != SET_ASIDE for outcome in job.outcomes):
            _build(job, upload.data)


def _accept(job: Job) -> None:
    upload, before = job.upload, _build_of(job)
    if not upload.is_half_accepted:
        write_whole(upload.known_before, json.dumps(sorted(_standing(upload.root))))
    place = accept_files(upload)
    if not _load(job, upload.root, place):
        if _take_out(job):
            upload.known_before.unlink()
    elif _build(job, upload.root):
        _compare(job, before, current_build(upload.root))
        discard(upload)


def _withdraw(job: Job) -> None:
    """Take out what was loaded, and build: a build that was cut off may have published it."""
    job.step = "withdraw"
    if _take_out(job) and _build(job, job.upload.root):
        discard(job.upload)


def _take_out(job: Job) -> bool:
    """Whether the filings of the upload that stand now and did not before were withdrawn."""
    upload = job.upload
    ours = {outcome["filing_id"] for outcome in (*read_outcomes(upload), *job.outcomes)}
    known = set(json.loads(upload.known_before.read_text("utf-8")))
    for filing_id in sorted((ours & _standing(upload.root)) - known):
        arguments = ["withdraw", filing_id, "--reason", "its upload was not accepted"]
        if not _is_well(job, run_jixiao(upload.root, arguments, SECONDS_TO_LOAD)):
            return False
    shutil.rmtree(upload.accepted, ignore_errors=True)
    return True


def _standing(folder: Path) -> set[str]:
    """The filings that are loaded and not withdrawn since; it needs no build."""
    loaded, withdrawn = _newest(folder, "filings", "loaded_at"), _newest(folder, "withdrawals")
    return {
        filing_id
        for filing_id, loaded_at in loaded.items()
        if filing_id not in withdrawn or withdrawn[filing_id] < loaded_at
    }


def _newest(folder: Path, table: str, column: str = "withdrawn_at") -> dict[str, dt.datetime]:
    """filing_id -> the newest time in a raw table."""
    newest: dict[str, dt.datetime] = {}
    for batch in sorted((folder / "raw" / table).glob("*.parquet")):
        for filing_id, at in pl.read_parquet(batch, columns=["filing_id", column]).iter_rows():
            newest[filing_id] = max(at, newest.get(filing_id, at))
    return newest


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
    return _is_well(job, ended)


def _build(job: Job, folder: Path) -> bool:
    """Whether the data folder was built and tested, one at a time."""
    job.step = "wait"
    with _building:
        return _is_well(job, _built(job, folder))


def _built(job: Job, folder: Path) -> Ended:
    """How a build ended; while another program builds the folder, it is tried again."""
    last = time.monotonic() + SECONDS_TO_WAIT
    while True:
        job.step = "build"
        ended = run_jixiao(folder, ["build"], SECONDS_TO_BUILD)
        if not ended.is_kept_waiting or time.monotonic() > last:
            return ended
        job.step = "wait"
        time.sleep(SECONDS_BETWEEN)


def _hear(job: Job, line: str) -> None:
    if line.startswith("{"):
        job.outcomes.append(json.loads(line))


def _is_well(job: Job, ended: Ended) -> bool:
    if ended.status == NOT_DONE:
        job.failed_step, job.problem = job.step, ended.said
    return ended.status != NOT_DONE


def _build_of(job: Job) -> Build | None:
    try:
        return current_build(job.upload.root)
    except WarehouseMissing:
        return None
