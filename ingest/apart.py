"""One filing read in a process of its own, so that a bad one costs neither time nor the rest.

`python -m ingest.apart FILING_ID` takes the filing's bytes on its input and answers on its output.
"""

import pickle
import subprocess
import sys
from dataclasses import dataclass

from ingest.folders import PROJECT_ROOT
from ingest.forms.find import may_hold_forms
from ingest.read import FilingContent, read_document
from ingest.readers import NotReadable, read_bytes

_MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """What the reading of one file may take; a scan takes some seconds a page."""

    seconds: float = 600.0
    megabytes: int = 3_000


LIMITS = Limits()


class OutOfBounds(Exception):
    """The file took more time or memory than a filing may, or its reader broke."""


def read_apart(data: bytes, filing_id: str, limits: Limits = LIMITS) -> FilingContent:
    """The content of a filing, read in another process.

    Raises NotReadable for bytes that no reader takes, OutOfBounds where the process failed.
    """
    try:
        finished = subprocess.run(
            [sys.executable, "-m", "ingest.apart", filing_id, str(limits.megabytes)],
            input=data,
            capture_output=True,
            timeout=limits.seconds,
            cwd=PROJECT_ROOT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise OutOfBounds(
            f"it was not read within {limits.seconds:g} seconds: allow more with --seconds"
        ) from None
    if finished.returncode != 0:
        raise OutOfBounds(
            f"its reader stopped: it may need more than {limits.megabytes} MB"
            " (allow more with --memory)"
        )
    answer = pickle.loads(finished.stdout)  # noqa: S301 written by `main`, our own program
    if isinstance(answer, Exception):
        raise answer
    content: FilingContent = answer
    return content


def main() -> int:
    """0; writes the content of the filing on the input, or what stands against it."""
    limit_memory(int(sys.argv[2]))
    output, sys.stdout = sys.stdout.buffer, sys.stderr  # what a library prints is no answer
    answer: object
    try:
        answer = read_document(
            read_bytes(sys.stdin.buffer.read(), may_hold_forms), sys.argv[1], "unsaved"
        )
    except NotReadable as error:
        answer = error
    except MemoryError:
        answer = OutOfBounds(
            f"it needs more than {sys.argv[2]} MB of memory: allow more with --memory"
        )
    except Exception as error:  # the one place where a reader's own fault becomes an outcome
        answer = OutOfBounds(f"its reader failed ({type(error).__name__}: {error})")
    output.write(pickle.dumps(answer))
    return 0


def limit_memory(megabytes: int = LIMITS.megabytes) -> None:
    """Nothing; from here on the process may not take more memory."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (megabytes * _MEGABYTE,) * 2)


if __name__ == "__main__":
    from ingest import apart  # answers are pickled under the module's own name, not __main__

    sys.exit(apart.main())
