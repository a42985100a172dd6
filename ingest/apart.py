"""One filing read in a process of its own, so that a bad one costs neither time nor the rest."""

import multiprocessing
import sys
from multiprocessing.connection import Connection

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
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_read, args=(there, data, filing_id), daemon=True)
    process.start()
    there.close()
    try:
        if not here.poll(SECONDS_ALLOWED):
            raise OutOfBounds(f"it was not read within {SECONDS_ALLOWED} seconds")
        answer = here.recv()
    except EOFError:
        raise OutOfBounds("its reader stopped: it may need too much memory") from None
    finally:
        process.kill() if process.is_alive() and not here.closed else None
        here.close()
        process.join()
    if isinstance(answer, Exception):
        raise answer
    content: FilingContent = answer
    return content


def _read(answer: Connection, data: bytes, filing_id: str) -> None:
    _limit_memory()
    try:
        answer.send(read_document(read_bytes(data), filing_id, "unsaved"))
    except NotReadable as error:
        answer.send(error)
    except MemoryError:
        answer.send(OutOfBounds("it needs more memory than a filing may"))
    except Exception as error:  # the one place where a reader's own fault becomes an outcome
        answer.send(OutOfBounds(f"its reader failed ({type(error).__name__}: {error})"))
    answer.close()


def _limit_memory() -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_ALLOWED, MEMORY_ALLOWED))
