"""Records -> Parquet batches -> the raw tables of a build, all by the types in records.py."""

import datetime as dt
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import cache
from operator import attrgetter
from pathlib import Path
from types import NoneType
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import duckdb
import polars as pl

from ingest.folders import DataFolder
from ingest.records import RAW_TABLES

LAST_TABLE = "filings"
LOAD_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z_.-]*")
LARGEST_INTEGER = 2**31 - 1
LARGER_INTEGERS = ("byte_count",)
PLAIN_TYPES: dict[type, tuple[type[pl.DataType], str]] = {
    str: (pl.String, "varchar"),
    int: (pl.Int64, "bigint"),
    bool: (pl.Boolean, "boolean"),
    dt.date: (pl.Date, "date"),
    dt.datetime: (pl.Datetime, "timestamp"),
}
_WRITTEN_AS_THEY_ARE = (str, bool, dt.date)


class DoesNotFit(ValueError):
    """A record holds a value that its raw table cannot hold exactly."""


@dataclass(frozen=True)
class Column:
    """A column of a raw table as polars and DuckDB know it; `decimals` is (precision, scale)."""

    name: str
    python_type: type
    is_optional: bool
    decimals: tuple[int, int] | None

    @property
    def polars_type(self) -> pl.DataType:
        """The polars type; a time is UTC and carries no zone."""
        if self.decimals:
            return pl.Decimal(*self.decimals)
        plain = PLAIN_TYPES[self.python_type][0]
        return pl.Datetime("us") if plain is pl.Datetime else plain()

    @property
    def declaration(self) -> str:
        """The column in a `create table`."""
        precise = f"decimal({self.decimals[0]}, {self.decimals[1]})" if self.decimals else ""
        plain = precise or PLAIN_TYPES[self.python_type][1]
        return f"{self.name} {plain}{'' if self.is_optional else ' not null'}"

    def stored(self, values: Sequence[Any]) -> Sequence[Any]:
        """The values as they are written. Raises DoesNotFit where the column cannot hold one."""
        if self.python_type in _WRITTEN_AS_THEY_ARE:
            kinds = {self.python_type, NoneType} if self.is_optional else {self.python_type}
            if kinds.issuperset(map(type, values)):
                return values
        return [self._stored(value) for value in values]

    def _stored(self, value: Any) -> Any:
        if value is None:
            if self.is_optional:
                return None
            raise DoesNotFit(f"{self.name} must not be empty")
        if type(value) is not self.python_type:
            raise DoesNotFit(f"{self.name} holds {self.python_type.__name__}, not {value!r}")
        if isinstance(value, Decimal):
            return self._exact(value)
        is_large = isinstance(value, int) and abs(value) > LARGEST_INTEGER
        if is_large and self.name not in LARGER_INTEGERS:
            raise DoesNotFit(f"{self.name} integer cannot hold {value}")
        if isinstance(value, dt.datetime) and value.tzinfo:
            return value.astimezone(dt.UTC).replace(tzinfo=None)
        return value

    def _exact(self, value: Decimal) -> Decimal:
        precision, scale = self.decimals or (0, 0)
        is_whole = value.is_finite() and value == round(value, scale)
        if not is_whole or abs(value) >= 10 ** (precision - scale):
            raise DoesNotFit(f"{self.name} decimal({precision}, {scale}) cannot hold {value}")
        return value


@cache
def columns_of(table: str) -> tuple[Column, ...]:
    """The columns of a raw table, in the order of its dataclass."""
    record_type = RAW_TABLES[table]
    hints = get_type_hints(record_type, include_extras=True)
    return tuple(_column(field.name, hints[field.name]) for field in fields(record_type))


def _column(name: str, hint: Any) -> Column:
    is_annotated = get_origin(hint) is Annotated
    options = () if is_annotated else get_args(hint)
    is_optional = NoneType in options
    inner = next((option for option in options if option is not NoneType), hint)
    if get_origin(inner) is Annotated:
        python_type, decimals = get_args(inner)
        return Column(name, python_type, is_optional, decimals)
    return Column(name, inner, is_optional, None)


def write_batch(
    folder: DataFolder,
    batch_id: str,
    records_by_table: Mapping[str, Sequence[object]],
    load_id: str | None = None,
) -> None:
    """Nothing; writes `raw/<table>/<batch_id>.parquet` for every table that has records.

    All its rows are of the load that is named, where one is. `filings` goes last: a batch without
    its row there, left by a load that was killed, counts for nothing.

    Raises DoesNotFit for a record that its table cannot hold exactly.
    """
    if not LOAD_ID.fullmatch(batch_id):
        raise ValueError(f"{batch_id!r} cannot name a batch")
    frames = {
        table: to_frame(table, records, load_id) for table, records in records_by_table.items()
    }
    for table in sorted(frames, key=lambda table: table == LAST_TABLE):
        if len(frames[table]):
            _write_whole(frames[table], folder.raw / table / f"{batch_id}.parquet")


def to_frame(table: str, records: Sequence[object], load_id: str | None = None) -> pl.DataFrame:
    """One row per record, with the table's types; all of one load where one is named.

    Raises DoesNotFit for what does not fit.
    """
    columns = columns_of(table)
    values = {
        column.name: column.stored(list(map(attrgetter(column.name), records)))
        for column in columns
    }
    if load_id is not None and "load_id" in values:
        values["load_id"] = [load_id] * len(records)
    return pl.DataFrame(values, schema={column.name: column.polars_type for column in columns})


def _write_whole(frame: pl.DataFrame, path: Path) -> None:
    """Write beside, then rename: a reader meets the whole file or none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    frame.write_parquet(beside)
    beside.replace(path)


def batches(folder: DataFolder, table: str) -> list[Path]:
    """The batches of a raw table, by load_id."""
    return sorted((folder.raw / table).glob("[!.]*.parquet"))


def fill_raw(connection: duckdb.DuckDBPyConnection, folder: DataFolder) -> None:
    """Nothing; makes schema `raw` with every table, filled from the batches that are whole."""
    connection.execute("create schema if not exists raw")
    for table in _filings_first(RAW_TABLES):
        _make_table(connection, folder, table)


def read_raw(folder: DataFolder, table: str) -> pl.DataFrame:
    """The rows of one raw table as a build would get them now."""
    with duckdb.connect() as connection:
        connection.execute("create schema raw")
        for name in _filings_first({LAST_TABLE, table}):
            _make_table(connection, folder, name)
        rows = connection.sql(f"from raw.{table}").fetchall()
    types = {column.name: column.polars_type for column in columns_of(table)}
    return pl.DataFrame(rows, schema=types, orient="row")  # .pl() imports pyarrow: half a second


def _filings_first(tables: Iterable[str]) -> Iterator[str]:
    yield from sorted(tables, key=lambda table: table != LAST_TABLE)


def _make_table(connection: duckdb.DuckDBPyConnection, folder: DataFolder, table: str) -> None:
    declarations = ", ".join(column.declaration for column in columns_of(table))
    connection.execute(f"create table raw.{table} ({declarations})")
    paths = [str(path) for path in batches(folder, table)]
    if paths:
        _insert_batches(connection, table, paths)


def _insert_batches(connection: duckdb.DuckDBPyConnection, table: str, paths: list[str]) -> None:
    """Nothing; a column that an older batch lacks is NULL, one we no longer know is left out."""
    printed = connection.execute(
        "select name from parquet_schema($paths)", {"paths": paths}
    ).fetchall()
    known = {name for (name,) in printed}
    names = ", ".join(column.name for column in columns_of(table) if column.name in known)
    whole = "" if table == LAST_TABLE else "semi join raw.filings using (filing_id, load_id)"
    connection.execute(
        f"insert into raw.{table} by name select {names}"
        f" from read_parquet($paths, union_by_name = true) {whole}",
        {"paths": paths},
    )
