"""The current build of the warehouse, opened read-only and asked with parameters.

`warehouse.duckdb` is a hard link to one of `builds/*.duckdb`, and DuckDB serves the old content
of a path that was replaced while it was open. So the file is opened under its name in `builds/`,
which is never used twice; a new build has a new name and is noticed when it is next asked for.
"""

import atexit
import os
from collections import OrderedDict
from collections.abc import Hashable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

import duckdb
import polars as pl
from duckdb.func import PythonUDFType

from dashboards.folding import fold_texts

PROJECT_ROOT = Path(__file__).resolve().parent.parent
SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": False,
    "autoinstall_known_extensions": False,
}
KEPT_RESULTS_BYTES = 256 * 1024**2
KEPT_CONNECTIONS = 2

Key = tuple[Path, str, tuple[Hashable, ...]]


class WarehouseMissing(Exception):
    """There is no build to open; `str()` is the path that was looked for."""


@dataclass(frozen=True)
class Build:
    """One published build: its id and the file that holds it."""

    build_id: str
    path: Path

    @property
    def folder(self) -> Path:
        """The data folder that the build belongs to."""
        parent = self.path.absolute().parent
        return parent.parent if parent.name == "builds" else parent

    def query(self, sql: str, params: Sequence[Hashable] = ()) -> pl.DataFrame:
        """The rows of `sql`, remembered for this build; callers must not change the frame."""
        return _ask((self.path, sql, tuple(params)))


def data_folder() -> Path:
    """JIXIAO_DATA, or `data` under the project root."""
    return Path(os.environ.get("JIXIAO_DATA") or PROJECT_ROOT / "data")


def current_build(folder: Path | None = None) -> Build:
    """The build that `warehouse.duckdb` points at now. Raises WarehouseMissing."""
    link = (folder or data_folder()) / "warehouse.duckdb"
    if not link.is_file():
        raise WarehouseMissing(str(link))
    path = _named_file(link)
    if path == link:  # a copied file outside `builds/`: its time tells one version from the next
        return Build(f"{link.stem}-{link.stat().st_mtime_ns}", link)
    return Build(path.stem, path)


def query(sql: str, params: Sequence[Hashable] = ()) -> pl.DataFrame:
    """The rows of `sql` on the current build."""
    return current_build().query(sql, params)


def _named_file(link: Path) -> Path:
    """The file in `builds/` that `link` is a hard link to; `link` itself where there is none."""
    builds = link.parent / "builds"
    names = (path for path in sorted(builds.glob("*.duckdb")) if path.samefile(link))
    return next(names, link)


@dataclass
class _Opened:
    connection: duckdb.DuckDBPyConnection
    version: int
    users: int = 0


@dataclass
class _Pool:
    """Open connections and remembered results of this process, newest last."""

    lock: Lock = field(default_factory=Lock)
    opened: OrderedDict[Path, _Opened] = field(default_factory=OrderedDict)
    results: OrderedDict[Key, pl.DataFrame] = field(default_factory=OrderedDict)
    results_bytes: int = 0


_pool = _Pool()


def _ask(key: Key) -> pl.DataFrame:
    path, sql, params = key
    with _pool.lock:
        if key in _pool.results and path in _pool.opened and not _is_replaced(path):
            _pool.results.move_to_end(key)
            return _pool.results[key]
    with _cursor(path) as cursor:
        # a relation, because DuckDB 2 hands no frames to polars from a plain cursor
        frame: pl.DataFrame = cursor.sql(sql, params=list(params)).pl()
    _remember(key, frame)
    return frame


@contextmanager
def _cursor(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with _pool.lock:
        _close_replaced(path)
        opened = _pool.opened.get(path) or _open(path)
        _pool.opened[path] = opened
        _pool.opened.move_to_end(path)
        opened.users += 1
        cursor = opened.connection.cursor()
    try:
        yield cursor
    finally:
        cursor.close()
        with _pool.lock:
            opened.users -= 1
            _close_unused()


def _open(path: Path) -> _Opened:
    connection = duckdb.connect(str(path), read_only=True, config=SETTINGS)
    connection.create_function(
        "fold_text", fold_texts, ["VARCHAR"], "VARCHAR", type=PythonUDFType.ARROW
    )
    connection.execute("set lock_configuration = true")
    return _Opened(connection, path.stat().st_mtime_ns)


def _is_replaced(path: Path) -> bool:
    return path.exists() and path.stat().st_mtime_ns != _pool.opened[path].version


def _close_replaced(path: Path) -> None:
    """Forget a file that was overwritten under its own name (a copy, never one of `builds/`)."""
    if path in _pool.opened and _is_replaced(path) and not _pool.opened[path].users:
        _forget(path)


def _close_unused() -> None:
    """Close all but the newest connections, as far as nobody is reading from them."""
    for path in list(_pool.opened)[:-KEPT_CONNECTIONS]:
        if not _pool.opened[path].users:
            _forget(path)


@atexit.register
def _close_all() -> None:
    """Connections left open at the end would complain about the function they hold."""
    for path in list(_pool.opened):
        _forget(path)


def _forget(path: Path) -> None:
    _pool.opened.pop(path).connection.close()
    for key in [key for key in _pool.results if key[0] == path]:
        _pool.results_bytes -= _size(_pool.results.pop(key))


def _remember(key: Key, frame: pl.DataFrame) -> None:
    with _pool.lock:
        replaced = _pool.results.pop(key, None)
        _pool.results[key] = frame
        _pool.results_bytes += _size(frame) - (_size(replaced) if replaced is not None else 0)
        while _pool.results_bytes > KEPT_RESULTS_BYTES and len(_pool.results) > 1:
            _, oldest = _pool.results.popitem(last=False)
            _pool.results_bytes -= _size(oldest)


def _size(frame: pl.DataFrame) -> int:
    return int(frame.estimated_size()) + 1024
