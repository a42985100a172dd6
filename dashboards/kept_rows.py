"""Rows that persons add to a file of the data folder: CSV, append only, safe in a spreadsheet."""

import csv
import fcntl
import io
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from dashboards.extracts import FORMULA_STARTS

ESCAPED = re.compile(rf"(?:{FORMULA_STARTS})|^'")


class RowsNotReadable(Exception):
    """The file holds other columns or no text; `str()` is its path."""


def append_row(path: Path, columns: Sequence[str], texts: Sequence[str]) -> None:
    """Write one row at the end of the file. Raises RowsNotReadable, OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    row = _row([_harmless(text) for text in texts])
    with path.open("a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if path.stat().st_size:
            _read_rows(path, columns)
            file.write(row)
        else:
            file.write(b"\xef\xbb\xbf" + _row(columns) + row)


def read_rows(path: Path, columns: Sequence[str]) -> pl.DataFrame:
    """The rows as they were given, oldest first, none where there is no file.

    Raises RowsNotReadable.
    """
    rows = _read_rows(path, columns) if path.exists() else []
    texts = [[_as_given(text) for text in row] for row in rows]
    return pl.DataFrame(texts, schema=dict.fromkeys(columns, pl.String), orient="row")


def cleaned(text: str, longest: int) -> str:
    """The text in its bounds, without control and other unseen characters."""
    seen = (char for char in text if char in "\n\t" or unicodedata.category(char)[0] != "C")
    return "".join(seen).strip()[:longest]


def _read_rows(path: Path, columns: Sequence[str]) -> list[list[str]]:
    """The rows without the header; a text may be as long as the file."""
    csv.field_size_limit(max(csv.field_size_limit(), path.stat().st_size))
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            header, *rows = csv.reader(file)
    except (UnicodeDecodeError, ValueError, csv.Error) as error:
        raise RowsNotReadable(str(path)) from error
    if header != list(columns) or any(len(row) != len(columns) for row in rows):
        raise RowsNotReadable(str(path))
    return rows


def _row(texts: Sequence[str]) -> bytes:
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\n").writerow(texts)
    return written.getvalue().encode()


def _harmless(text: str) -> str:
    """The text with an apostrophe before what a spreadsheet would take for a formula.

    >>> _harmless("=1+1"), _harmless("5万元"), _as_given(_harmless("'x"))
    ("'=1+1", '5万元', "'x")
    """
    return f"'{text}" if ESCAPED.search(text) else text


def _as_given(text: str) -> str:
    return text.removeprefix("'")
