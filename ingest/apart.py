"""Filings read in processes of their own, so that a bad one costs neither time nor the rest.

`python -m ingest.apart MEGABYTES` takes filings one after another on its input and answers each
on its output.
"""

import gc
import pickle
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import TracebackType
from typing import IO, Self

from ingest.folders import PROJECT_ROOT
from ingest.forms.find import may_hold_forms
from ingest.read import FilingContent, read_document
from ingest.readers import NotReadable, read_bytes
from ingest.retries import LIMITS, Limits

_MEGABYTE = 1024 * 1024
_MOST_FILES = 50
_NEW_OBJECTS = 50_000


class OutOfBounds(Exception):
    """The file took more time or memory than a filing may, or its reader broke.

    `lack` is what more of may help (`retries.py`), None where nothing does.
    """

    def __init__(self, message: str, lack: str | None = None) -> None:
        super().__init__(message, lack)
        self.lack = lack

    def __str__(self) -> str:
        return str(self.args[0])


class _TimeIsUp(OutOfBounds):
    """The file took more time than a filing may."""


class Workers:
    """Processes that read filings; each is kept for the next file until one goes wrong in it.

    What becomes of a file does not depend on those before it: where a kept process fails, the
    file is read again in a new one.
    """

    def __init__(self, limits: Limits = LIMITS) -> None:
        self._limits = limits
        self._idle: deque[_Worker] = deque()
        self._started: set[_Worker] = set()
        self._changing = threading.Lock()
        self._is_stopped = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """Nothing; every process is ended, a reading under way fails, and none begins."""
        with self._changing:
            self._is_stopped = True
            for worker in self._started:
                worker.process.kill()
            idle = [self._idle.pop() for _ in range(len(self._idle))]
        for worker in idle:
            self._end(worker)

    def read(self, data: bytes, filing_id: str) -> FilingContent:
        """The content of a filing; any thread may ask.

        Raises NotReadable for bytes that no reader takes, OutOfBounds where the process failed.
        """
        kept = self._kept()
        if kept is None:
            return self._read_in(self._start(), data, filing_id)
        try:
            return self._read_in(kept, data, filing_id)
        except _TimeIsUp:
            raise
        except OutOfBounds:
            return self._read_in(self._start(), data, filing_id)

    def _kept(self) -> "_Worker | None":
        with self._changing:
            return self._idle.pop() if self._idle else None

    def _keep(self, worker: "_Worker") -> None:
        with self._changing:
            if not self._is_stopped:
                self._idle.append(worker)
                return
        self._end(worker)

    def _start(self) -> "_Worker":
        with self._changing:
            if self._is_stopped:
                raise OutOfBounds("the load was stopped")
            worker = _Worker.started(self._limits)
            self._started.add(worker)
            return worker

    def _end(self, worker: "_Worker") -> None:
        worker.end()
        with self._changing:
            self._started.discard(worker)

    def _read_in(self, worker: "_Worker", data: bytes, filing_id: str) -> FilingContent:
        try:
            answer = worker.answer(data, filing_id)
        except BaseException:
            self._end(worker)
            raise
        if isinstance(answer, OutOfBounds) or worker.file_count >= _MOST_FILES:
            self._end(worker)
        else:
            self._keep(worker)
        if isinstance(answer, Exception):
            raise answer
        return answer


@dataclass(eq=False)
class _Worker:
    """One process, and how many files it was given."""

    process: subprocess.Popen[bytes]
    limits: Limits
    file_count: int = 0
    _is_late: threading.Event = field(default_factory=threading.Event)

    @staticmethod
    def started(limits: Limits) -> "_Worker":
        command = [sys.executable, "-m", "ingest.apart", str(limits.megabytes)]
        pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
        with _interrupts_held():
            process = subprocess.Popen(
                command, stdin=pipe, stdout=pipe, stderr=nowhere, cwd=PROJECT_ROOT
            )
        return _Worker(process, limits)

    def answer(self, data: bytes, filing_id: str) -> FilingContent | Exception:
        """What the process makes of a filing. Raises OutOfBounds where it stops or takes long."""
        self.file_count += 1
        clock = threading.Timer(self.limits.seconds, self._stop)
        clock.start()
        try:
            return self._exchange(data, filing_id)
        except (EOFError, OSError, pickle.UnpicklingError):
            raise self._failure() from None
        finally:
            clock.cancel()

    def _exchange(self, data: bytes, filing_id: str) -> FilingContent | Exception:
        question, answers = self.process.stdin, self.process.stdout
        assert question is not None
        assert answers is not None
        pickle.dump((data, filing_id), question)
        question.flush()
        answer: FilingContent | Exception = pickle.load(answers)  # noqa: S301 written by `main`
        return answer

    def _failure(self) -> OutOfBounds:
        if self._is_late.is_set():
            return _TimeIsUp(
                f"it was not read within {self.limits.seconds:g} seconds:"
                " allow more with --seconds",
                self.limits.lack_of_seconds,
            )
        return OutOfBounds(
            f"its reader stopped: it may need more than {self.limits.megabytes} MB"
            " (allow more with --memory)",
            self.limits.lack_of_megabytes,
        )

    def _stop(self) -> None:
        self._is_late.set()
        self.process.kill()

    def end(self) -> None:
        """Nothing; the process is gone."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            _close(pipe)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """A process started within hears no Ctrl-C: who started it decides when it ends."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _close(pipe: IO[bytes] | None) -> None:
    try:
        if pipe is not None:
            pipe.close()
    except BrokenPipeError:  # what was not yet written is for a process that is gone
        return


def main() -> int:
    """0; answers every filing on the input with its content, or with what stands against it."""
    megabytes = int(sys.argv[1])
    limit_memory(megabytes)
    collect_seldom()
    output, sys.stdout = sys.stdout.buffer, sys.stderr  # what a library prints is no answer
    while True:
        try:
            data, filing_id = pickle.load(sys.stdin.buffer)  # noqa: S301 written by `_exchange`
        except EOFError:
            return 0
        output.write(pickle.dumps(_answer(data, filing_id, megabytes)))
        output.flush()


def _answer(data: bytes, filing_id: str, megabytes: int) -> FilingContent | Exception:
    try:
        return read_document(read_bytes(data, may_hold_forms), filing_id, "unsaved")
    except NotReadable as error:
        return error
    except MemoryError:
        return OutOfBounds(
            f"it needs more than {megabytes} MB of memory: allow more with --memory",
            Limits(megabytes=megabytes).lack_of_megabytes,
        )
    except Exception as error:  # the one place where a reader's own fault becomes an outcome
        return OutOfBounds(f"its reader failed ({type(error).__name__}: {error})")


def collect_seldom() -> None:
    """Nothing; what a filing is read into lives until the answer and is seldom looked through."""
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS)


def limit_memory(megabytes: int = LIMITS.megabytes) -> None:
    """Nothing; from here on the process may not take more memory."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (megabytes * _MEGABYTE,) * 2)


if __name__ == "__main__":
    from ingest import apart  # answers are pickled under the module's own name, not __main__

    sys.exit(apart.main())
