"""A build: a new file is filled and tested, and only then published as the current one.

`builds/<build_id>.duckdb` is a name never used twice, because a process that has a DuckDB file
open is served the old content of that name. `warehouse.duckdb` is a hard link to one of them,
replaced in one step; whoever had the old one open reads on undisturbed.
"""

import datetime as dt
import fcntl
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from ingest import dbt_build, decisions, records, tables
from ingest.dbt_build import TestsRun, build_with_dbt, project_digest, reason
from ingest.errors import CannotProceed
from ingest.folders import DataFolder

KEPT_BUILDS = 5
SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
BUILD_INFO = """
create table marts.build_info as
select
    $build_id::varchar as build_id,
    $input_fingerprint::varchar as input_fingerprint,
    $filing_count::integer as filing_count,
    $test_count::integer as test_count,
    $tests_passed::integer as tests_passed,
    $built_at::timestamp as built_at
"""

Report = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Build:
    """One row of marts.build_info; `built_at` is UTC."""

    build_id: str
    input_fingerprint: str
    filing_count: int
    test_count: int
    tests_passed: int
    built_at: dt.datetime


def build_warehouse(folder: DataFolder, report: Report, is_forced: bool = False) -> Build:
    """The current build, made anew unless what goes into it is what went into the current one.

    Raises BuildFailed, with the published build as it was, and CannotProceed where nothing has
    been loaded or another build is running.
    """
    if not tables.batches(folder, tables.LAST_TABLE):
        raise CannotProceed(
            f"Nothing has been loaded into {folder.root} yet: run `jixiao load PATH` first."
        )
    with _only_builder(folder):
        fingerprint = _input_fingerprint(folder)
        current = _readable_build(folder)
        if current and current.input_fingerprint == fingerprint and not is_forced:
            report(f"Nothing has changed since build {current.build_id}.")
            return current
        return _make_build(folder, fingerprint, report, is_forced)


def current_build(folder: DataFolder) -> Build | None:
    """The published build, None where there is none yet. Raises CannotProceed for another file."""
    if not folder.warehouse.exists():
        return None
    try:
        with open_current(folder) as connection:
            relation = connection.execute("select * from marts.build_info")
            names = [column[0] for column in relation.description or ()]
            return Build(**dict(zip(names, relation.fetchall()[0], strict=True)))
    except (duckdb.Error, TypeError, IndexError) as error:  # another table, or none
        raise CannotProceed(
            f"{folder.warehouse} is not a warehouse that this version can read"
            f" ({reason(error)}): move it away and run `jixiao build`."
        ) from error


def _readable_build(folder: DataFolder) -> Build | None:
    """The published build, None also where an older version made it: then it is made again."""
    try:
        return current_build(folder)
    except CannotProceed:
        return None


@contextmanager
def open_current(folder: DataFolder) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection to the current build. Raises CannotProceed where there is none."""
    if not folder.warehouse.exists():
        raise CannotProceed(
            f"There is no warehouse at {folder.warehouse} yet: run `jixiao build` first."
        )
    path = _named_file(folder) or folder.warehouse
    try:
        connection = duckdb.connect(str(path), read_only=True, config=SETTINGS)
    except duckdb.IOException as error:
        raise CannotProceed(
            f"{folder.warehouse} cannot be opened ({reason(error)}):"
            " close what writes to it, or run `jixiao build` for a new one."
        ) from error
    with connection:
        yield connection


def roll_back(folder: DataFolder) -> Build:
    """The build before the current one, published again. Raises CannotProceed without one."""
    with _only_builder(folder):
        current = current_build(folder)
        if not current:
            raise CannotProceed(f"There is no build in {folder.root} to go back from.")
        older = [path for path in _kept_builds(folder) if path.stem < current.build_id]
        if not older:
            raise CannotProceed(f"No build older than {current.build_id} is kept.")
        _publish(older[-1], folder)
        previous = current_build(folder)
        assert previous
        return previous


@contextmanager
def _only_builder(folder: DataFolder) -> Iterator[None]:
    """Hold the lock of the builds. Raises CannotProceed where another process holds it."""
    path = folder.lock("build")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotProceed(
                f"Another build of {folder.root} is running: wait until it is done."
            ) from None
        yield


def _make_build(folder: DataFolder, fingerprint: str, report: Report, is_forced: bool) -> Build:
    """A new build, published."""
    working = folder.builds / "making" / "warehouse.duckdb"
    working.parent.mkdir(parents=True, exist_ok=True)
    _remove(working)
    try:
        with duckdb.connect(str(working)) as connection:
            tables.fill_raw(connection, folder)
            decisions.fill_decisions(connection, folder)
        report("Building and testing the warehouse ...")
        tests_run = build_with_dbt(working, folder.builds / "dbt", with_all_tests=is_forced)
        build = _describe(working, fingerprint, tests_run)
        path = folder.builds / f"{build.build_id}.duckdb"
        _sync(working)
        working.rename(path)
    finally:
        _remove(working)
    _publish(path, folder)
    _prune(folder, keep=path)
    report(
        f"Build {build.build_id} of {build.filing_count} filings is published:"
        f" {build.tests_passed} of {build.test_count} tests passed."
    )
    return build


def _describe(working: Path, fingerprint: str, tests_run: TestsRun) -> Build:
    """The build's own row, written into the file as marts.build_info."""
    built_at = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    with duckdb.connect(str(working)) as connection:
        counted = connection.execute("select count(*) from marts.dim_filings").fetchone()
        build = Build(
            build_id=f"{built_at:%Y%m%dT%H%M%S%f}"[:-3] + "Z",
            input_fingerprint=fingerprint,
            filing_count=int(counted[0]) if counted else 0,
            test_count=tests_run.test_count,
            tests_passed=tests_run.tests_passed,
            built_at=built_at,
        )
        connection.execute(BUILD_INFO, vars(build))
    return build


def _input_fingerprint(folder: DataFolder) -> str:
    """A digest of all that decides what a build holds; batches are never changed, only added."""
    loaded = [
        f"{table}/{path.name} {path.stat().st_size}"
        for table in records.RAW_TABLES
        for path in tables.batches(folder, table)
    ]
    decided = decisions.decisions_file(folder)
    decided_digest = hashlib.sha256(decided.read_bytes()).hexdigest() if decided.exists() else ""
    own = [hashlib.sha256(path.read_bytes()).hexdigest() for path in _own_files()]
    return hashlib.sha256(
        "\n".join([*loaded, decided_digest, *own, project_digest()]).encode()
    ).hexdigest()


def _own_files() -> list[Path]:
    modules = (dbt_build.__file__, decisions.__file__, records.__file__, tables.__file__, __file__)
    return [Path(module) for module in modules]


def _publish(path: Path, folder: DataFolder) -> None:
    """Point warehouse.duckdb at this build in one step; a copy where links cannot be made."""
    beside = folder.warehouse.with_name(f".{folder.warehouse.name}.{os.getpid()}")
    beside.unlink(missing_ok=True)
    try:
        beside.hardlink_to(path)
    except OSError:
        shutil.copyfile(path, beside)
        _sync(beside)
    beside.replace(folder.warehouse)


def _named_file(folder: DataFolder) -> Path | None:
    """The file in `builds` that is the current build, None where it was copied or is gone."""
    return next(
        (path for path in _kept_builds(folder) if path.samefile(folder.warehouse)),
        None,
    )


def _kept_builds(folder: DataFolder) -> list[Path]:
    """The builds that are kept, oldest first."""
    return sorted(folder.builds.glob("*.duckdb"))


def _prune(folder: DataFolder, keep: Path) -> None:
    for path in _kept_builds(folder)[:-KEPT_BUILDS]:
        if path != keep:
            path.unlink()


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _remove(working: Path) -> None:
    for path in working.parent.glob(f"{working.name}*"):
        path.unlink()
