"""dbt fills a new file from the tables of raw, and tests what it filled.

What dbt made of its project (its parse) and that the unit tests passed are the same for every
data folder; both are kept below `build/dbt` of the project, by a digest of all that they come
from, so that only the first build of a version takes the time for them.
"""

import hashlib
import os
import shutil
from contextlib import chdir
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ingest.errors import BuildFailed
from ingest.folders import DBT_PROJECT, PROJECT_ROOT

KEPT = PROJECT_ROOT / "build" / "dbt"
KEPT_VERSIONS = 3
NAMED_FAILURES = 5
_PARSE = "partial_parse.msgpack"
_PASSED = "unit-tests-passed"
_NOT_PROJECT = {"target", "logs", "dbt_packages", "__pycache__"}


@dataclass(frozen=True)
class TestsRun:
    """How many tests of the data dbt ran in a build, and how many of them passed."""

    test_count: int
    tests_passed: int


def build_with_dbt(working: Path, written: Path, with_all_tests: bool = False) -> TestsRun:
    """How the tests of the data went; the file at `working` holds every model of the project.

    Unit tests say the same whatever was loaded: they run where this version of the project has
    not passed them yet. dbt writes below `written` and nowhere in the project.

    Raises BuildFailed where a model or any test did not pass.
    """
    from dbt.cli.main import dbtRunner  # takes two seconds to import

    kept = KEPT / project_digest()[:16]
    is_known = (kept / _PASSED).exists() and not with_all_tests
    _copy(kept / _PARSE, written / _PARSE)
    os.environ["JIXIAO_BUILD_FILE"] = working.name  # dbt parses anew where it is another
    with chdir(working.parent):
        try:
            outcome = dbtRunner().invoke(_arguments(written, without_unit_tests=is_known))
        finally:
            _close_dbt()
    results: list[Any] = list(getattr(outcome.result, "results", ()))
    if not outcome.success:
        log = written / "dbt.log"
        raise BuildFailed(_failure_sentence(results, outcome.exception, log))
    _keep(written / _PARSE, kept)
    states = [str(result.status) for result in results if result.node.resource_type == "test"]
    return TestsRun(len(states), states.count("pass"))


def project_files() -> list[Path]:
    """The files of the dbt project, without what dbt itself writes there."""
    below = (path for path in DBT_PROJECT.rglob("*") if path.is_file())
    return sorted(
        path
        for path in below
        if not _NOT_PROJECT & set(path.relative_to(DBT_PROJECT).parts) and path.name[0] != "."
    )


def project_digest() -> str:
    """A digest of the dbt project and of what runs it."""
    packages = (f"{name} {version(name)}\n" for name in ("duckdb", "dbt-core", "dbt-duckdb"))
    digest = hashlib.sha256("".join(packages).encode())
    for path in project_files():
        digest.update(f"{path.relative_to(DBT_PROJECT)}\n".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def reason(message: object) -> str:
    """The second line, as dbt and DuckDB say on the first only what kind of error it is."""
    lines = [line.strip() for line in str(message).splitlines() if line.strip()]
    return lines[min(1, len(lines) - 1)].rstrip(".") if lines else "no reason given"


def _arguments(written: Path, without_unit_tests: bool) -> list[str]:
    """A `dbt build` that writes below `written` and prints nothing."""
    return [
        *("build", "--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT)),
        *("--target-path", str(written), "--log-path", str(written)),
        *("--log-level", "none", "--log-level-file", "info"),
        *("--no-write-json", "--no-send-anonymous-usage-stats"),
        *(("--exclude-resource-type", "unit_test") if without_unit_tests else ()),
    ]


def _close_dbt() -> None:
    """Let go of the file: in one process, dbt-duckdb keeps it open after a run."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager

    manager: Any = DuckDBConnectionManager
    if manager._ENV is not None:
        manager._ENV.close()
    manager.close_all_connections()


def _keep(parse: Path, kept: Path) -> None:
    """Nothing; the next build of any data folder finds the parse and that the tests passed.

    Where the project's folder may not be written, every data folder takes the time anew.
    """
    if (kept / _PASSED).exists() or not os.access(PROJECT_ROOT, os.W_OK):
        return
    _copy(parse, kept / _PARSE)
    (kept / _PASSED).touch()
    others = [path for path in KEPT.iterdir() if path != kept]
    others.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    for older in others[KEPT_VERSIONS - 1 :]:
        shutil.rmtree(older, ignore_errors=True)


def _copy(source: Path, target: Path) -> None:
    """Nothing; in one step, so that who reads the target at this moment gets all of it."""
    if not source.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    shutil.copyfile(source, beside)
    beside.replace(target)


def _failure_sentence(results: list[Any], exception: BaseException | None, log: Path) -> str:
    failed = [
        f"{result.node.name} ({reason(result.message)})"
        for result in results
        if str(result.status) in {"error", "fail", "runtime error"}
    ]
    more = f" and {len(failed) - NAMED_FAILURES} more" if len(failed) > NAMED_FAILURES else ""
    what = "; ".join(failed[:NAMED_FAILURES]) + more if failed else reason(exception)
    return f"The build failed and nothing was published: {what}. All of it is in {log}."
