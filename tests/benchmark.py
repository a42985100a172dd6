"""`make bench`: how long loading, building and filtering take, each beside a floor of the same run.

One row a step: seconds (median of the runs), the floor, and the ratio of the two. The floor of
loading is reading the same lines and splitting them into cells; that of building is starting dbt
on the project; that of a filter is the same page without a change.
"""

import logging
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

from ingest.folders import DBT_PROJECT, PROJECT_ROOT
from ingest.readers import read_bytes

FILINGS = PROJECT_ROOT / "data" / "filings"
RUNS = 5
PAGES = ("home", "spending", "comparison", "reuse", "project", "data")
LEGEND = """seconds: median of the runs; ratio: seconds by floor. The floor is the least that the step needs:
  of loading, reading the same lines and splitting them into cells;
  of building, starting dbt on the project; of a filter, the same page without a change.
"""
JIXIAO = (sys.executable, "-m", "ingest.cli")


def seconds(work: Callable[[], object], runs: int = RUNS) -> float:
    """The median wall time of the work in seconds."""
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def run(*command: str) -> None:
    """Nothing; runs the command quietly. Raises where it fails."""
    subprocess.run(command, check=True, capture_output=True, cwd=PROJECT_ROOT)


def load_and_build(data: Path) -> tuple[float, float]:
    """Seconds of loading and of building the four filings, into an empty folder each time."""
    loads, builds = [], []
    for number in range(3):
        folder = str(data / str(number))
        start = time.perf_counter()
        run(*JIXIAO, "--data", folder, "load", str(FILINGS))
        middle = time.perf_counter()
        run(*JIXIAO, "--data", folder, "build")
        loads.append(middle - start)
        builds.append(time.perf_counter() - middle)
    return statistics.median(loads), statistics.median(builds)


def split_lines() -> None:
    """Nothing; reads the four filings into rows and cells, and no further."""
    for path in FILINGS.glob("*.txt"):
        read_bytes(path.read_bytes())


def start_dbt() -> None:
    """Nothing; starts dbt and lets it parse the project."""
    environment = os.environ | {"JIXIAO_BUILD_FILE": "unused.duckdb"}
    command = [str(Path(sys.executable).parent / "dbt"), "--quiet", "ls", "--resource-type"]
    command += ["model", "--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT)]
    subprocess.run(command, check=True, capture_output=True, env=environment, cwd=PROJECT_ROOT)


def filter_pages(data: Path) -> list[tuple[str, float, float]]:
    """Page, seconds of a filter that changes, seconds of a rerun without a change."""
    os.environ["JIXIAO_DATA"] = str(data)
    found = []
    for page in PAGES:
        app = AppTest.from_file(str(PROJECT_ROOT / "dashboards" / "app.py"), default_timeout=60)
        app.switch_page(f"app_pages/{page}.py").run()
        found.append((page, *_timed_filter(app)))
    return found


def _timed_filter(app: AppTest) -> tuple[float, float]:
    years = iter((["2021"], ["2023"], ["2026"], ["2021", "2023"], ["2023", "2026"]))

    def change() -> None:
        app.query_params["year"] = next(years)
        app.run()

    return seconds(change), seconds(lambda: app.run())


def main() -> int:
    """0; prints the table."""
    logging.getLogger("streamlit").setLevel(logging.ERROR)  # a page without a browser warns
    print(LEGEND)
    print(f"{'step':34} {'seconds':>8} {'floor':>8} {'ratio':>7}")
    with tempfile.TemporaryDirectory() as name:
        data = Path(name)
        load, build = load_and_build(data)
        _print("load four filings", load, seconds(split_lines))
        _print("build and test the warehouse", build, seconds(start_dbt, 3))
        print(f"{'load and build':34} {load + build:8.2f}")
        for page, changed, same in filter_pages(data / "0"):
            _print(f"filter {page} (server)", changed, same)
    return 0


def _print(step: str, taken: float, floor: float) -> None:
    print(f"{step:34} {taken:8.3f} {floor:8.3f} {taken / floor:7.1f}")


if __name__ == "__main__":
    sys.exit(main())
