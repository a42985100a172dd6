"""One filing read in a process of its own, so that a bad one costs neither time nor the rest.

`python -m ingest.apart FILING_ID` takes the filing's bytes on its input and answers on its output.
"""

import pickle
import subprocess
import sys

from ingest.folders import PROJECT_ROOT
from ingest.forms.find import may_hold_forms
from ingest.read import FilingContent, read_document
from ingest.readers import NotReadable, read_bytes

SECONDS_ALLOWED = 120
MEMORY_ALLOWED = 2 * 1024 * 1024 * 1024


class OutOfBounds(Exception):
    """The file took more time or memory than a filing may, or its reader broke."""


def read_apart(data: bytes, filing_id: str) -> FilingContent:
    """The content of a filing, read in another process.

    Raises NotReadable for bytes that no reader takes, OutOfBounds where the process failed.
    """
    try:
        finished = subprocess.run(
            [sys.executable, "-m", "ingest.apart", filing_id],
            input=data,
            capture_output=True,
            timeout=SECONDS_ALLOWED,
            cwd=PROJECT_ROOT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise OutOfBounds(f"it was not read within {SECONDS_ALLOWED} seconds") from None
    if finished.returncode != 0:
        raise OutOfBounds("its reader stopped: it may need too much memory")
    answer = pickle.loads(finished.stdout)  # noqa: S301 written by `main`, our own program
    if isinstance(answer, Exception):
        raise answer
    content: FilingContent = answer
    return content


def main() -> int:
    """0; writes the content of the filing on the input, or what stands against it."""
    limit_memory()
    answer: object
    try:
        answer = read_document(
            read_bytes(sys.stdin.buffer.read(), may_hold_forms), sys.argv[1], "unsaved")
    except NotReadable as error:
        answer = error
    except MemoryError:
        answer = OutOfBounds("it needs more memory than a filing may")
    except Exception as error:  # the one place where a reader's own fault becomes an outcome
        answer = OutOfBounds(f"its reader failed ({type(error).__name__}: {error})")
    sys.stdout.buffer.write(pickle.dumps(answer))
    return 0


def limit_memory() -> None:
    """Nothing; from here on the process may not take more than a filing may need."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_ALLOWED, MEMORY_ALLOWED))


if __name__ == "__main__":
    from ingest import apart  # answers are pickled under the module's own name, not __main__

    sys.exit(apart.main())
