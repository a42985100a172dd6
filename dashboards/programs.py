"""The `jixiao` program as a process: pages ask it to load and build, and import nothing of it."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Timer

from dashboards.warehouse import PROJECT_ROOT

DONE, SET_ASIDE, NOT_DONE = 0, 1, 2
LONGEST_SENTENCE = 600
KEPT_WAITING = "Another build of "


@dataclass(frozen=True)
class Ended:
    """How the program ended, and the sentence in which it said what stopped it."""

    status: int
    said: str

    @property
    def is_kept_waiting(self) -> bool:
        """Nothing was done because another program is building the data folder."""
        return self.status == NOT_DONE and self.said.startswith(KEPT_WAITING)


def run_jixiao(
    folder: Path,
    arguments: list[str],
    seconds: float,
    hear: Callable[[str], None] = lambda line: None,
) -> Ended:
    """The end of `jixiao` on a data folder; `hear` gets each line that it prints.

    Past `seconds` it is stopped with all the processes that it started.
    """
    command = [sys.executable, "-m", "ingest.cli", "--data", str(folder), *arguments]
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            command,
            cwd=PROJECT_ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            encoding="utf-8",
            errors="replace",
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            start_new_session=True,
        )
        timer = Timer(seconds, _stop, [process])
        timer.start()
        try:
            for line in process.stdout or ():
                hear(line)
            status = process.wait()
        finally:
            timer.cancel()
            _stop(process)
        errors.seek(0)
        said = errors.read().decode("utf-8", "replace")
    return Ended(status if status in (DONE, SET_ASIDE) else NOT_DONE, _sentence(said))


def _stop(process: subprocess.Popen[str]) -> None:
    """End a process that still runs, and those that it started."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _sentence(said: str) -> str:
    """The last line in which the program spoke of itself; empty where it said nothing."""
    spoken = [line for line in said.splitlines() if line.startswith("jixiao: ")]
    return spoken[-1].removeprefix("jixiao: ")[:LONGEST_SENTENCE] if spoken else ""
