"""A frame as the bytes of a download: CSV, XLSX or Parquet, and the notes that go with it.

Nothing is cut: what a format cannot hold raises ExtractTooLarge. Text that a spreadsheet would
take for a formula gets an apostrophe before it in CSV; in XLSX it is a cell of text, unchanged.
"""

import datetime as dt
import io
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Literal

import polars as pl
import xlsxwriter

Format = Literal["csv", "xlsx", "parquet"]
FORMATS: tuple[Format, ...] = ("csv", "xlsx", "parquet")
XLSX_ROWS = 1_048_576
XLSX_COLUMNS = 16_384
XLSX_TEXT = 32_767
XLSX_DIGITS = 15
DATA_SHEET, NOTES_SHEET = "数据", "说明"
FORMULA_STARTS = r"^\s*[=+\-@＝＋－＠]|^[\t\r\n]"


class ExtractTooLarge(ValueError):
    """The format cannot hold the rows; `str()` is one sentence that names one that can."""


def write_extract(frame: pl.DataFrame, format: Format, notes: dict[str, str]) -> bytes:  # noqa: A002
    """The bytes of a file that holds every row; only XLSX has the notes in it, on a second sheet.

    Raises ExtractTooLarge where XLSX cannot hold the rows or a text.
    """
    writers: dict[Format, Callable[[], bytes]] = {
        "csv": lambda: _to_csv(frame),
        "xlsx": lambda: _to_xlsx(frame, notes),
        "parquet": lambda: _to_parquet(frame),
    }
    return writers[format]()


def notes_text(notes: dict[str, str]) -> bytes:
    """The notes as a text file to lie beside a CSV or Parquet file, one line a note."""
    lines = (f"{name}: {' '.join(text.split())}\n" for name, text in notes.items())
    return "".join(lines).encode("utf-8-sig")


def _to_parquet(frame: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    frame.write_parquet(buffer)
    return buffer.getvalue()


def _to_csv(frame: pl.DataFrame) -> bytes:
    flat = _without_lists(frame)
    texts = [name for name, dtype in flat.schema.items() if dtype == pl.String]
    harmless = flat.with_columns(_harmless(pl.col(name)) for name in texts).rename(_harmless_name)
    buffer = io.BytesIO()
    harmless.write_csv(buffer, include_bom=True)
    return buffer.getvalue()


def _harmless(text: pl.Expr) -> pl.Expr:
    marked = pl.concat_str(pl.lit("'"), text)
    return pl.when(~text.str.contains(FORMULA_STARTS)).then(text).otherwise(marked)


def _harmless_name(name: str) -> str:
    frame = pl.DataFrame({"name": [name]}, schema={"name": pl.String})
    return str(frame.select(_harmless(pl.col("name"))).item())


def _without_lists(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with each list as one text, as neither CSV nor XLSX has lists."""
    return frame.with_columns(pl.col(pl.List(pl.String)).list.join("；", ignore_nulls=True))


def _to_xlsx(frame: pl.DataFrame, notes: dict[str, str]) -> bytes:
    _refuse_too_large(frame)
    buffer = io.BytesIO()
    settings = {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True}
    with xlsxwriter.Workbook(buffer, settings) as book:
        _write_data(book, _without_lists(frame))
        _write_notes(book, notes)
    return buffer.getvalue()


def _refuse_too_large(frame: pl.DataFrame) -> None:
    if len(frame) + 1 > XLSX_ROWS or frame.width > XLSX_COLUMNS:
        raise ExtractTooLarge(
            f"An XLSX sheet holds {XLSX_ROWS:,} rows with the header and these are"
            f" {len(frame) + 1:,}: choose Parquet (or CSV), or filter further."
        )
    texts = frame.select(pl.col(pl.String).str.len_chars().max())
    longest = max((length for length in texts.row(0) if length), default=0) if texts.width else 0
    if longest > XLSX_TEXT:
        raise ExtractTooLarge(
            f"An XLSX cell holds {XLSX_TEXT:,} characters and one of these texts has"
            f" {longest:,}: choose Parquet (or CSV)."
        )


def _write_data(book: Any, frame: pl.DataFrame) -> None:
    sheet = book.add_worksheet(DATA_SHEET)
    sheet.freeze_panes(1, 0)
    bold = book.add_format({"bold": True})
    for index, name in enumerate(frame.columns):
        sheet.set_column(index, index, _width(frame.get_column(name)))
        sheet.write_string(0, index, name, bold)
    writers = [_cell_writer(book, sheet, dtype) for dtype in frame.dtypes]
    for row_number, row in enumerate(frame.iter_rows(), start=1):
        for index, value in enumerate(row):
            if value is not None:
                writers[index](row_number, index, value)
    sheet.autofilter(0, 0, len(frame), max(frame.width - 1, 0))


def _write_notes(book: Any, notes: dict[str, str]) -> None:
    sheet = book.add_worksheet(NOTES_SHEET)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 100)
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    pieces = ((name, piece) for name, text in notes.items() for piece in _cell_sized(text))
    for row_number, (name, piece) in enumerate(pieces):
        sheet.write_string(row_number, 0, name, wrapped)
        sheet.write_string(row_number, 1, piece, wrapped)


def _cell_sized(text: str) -> list[str]:
    """The text in as many pieces as cells can hold it."""
    return [text[start : start + XLSX_TEXT] for start in range(0, len(text) or 1, XLSX_TEXT)]


def _cell_writer(book: Any, sheet: Any, dtype: pl.DataType) -> Callable[[int, int, Any], None]:
    """What writes a value of this type into a cell."""
    if dtype == pl.Boolean:
        return lambda row, column, value: sheet.write_boolean(row, column, value)
    if dtype.is_temporal():
        shown = "yyyy-mm-dd" if dtype == pl.Date else "yyyy-mm-dd hh:mm:ss"
        dated = book.add_format({"num_format": shown})
        return lambda row, column, value: sheet.write_datetime(row, column, _local(value), dated)
    if dtype.is_numeric():
        number = book.add_format({"num_format": _number_format(dtype)})
        return lambda row, column, value: _write_number(sheet, row, column, value, number)
    return lambda row, column, value: sheet.write_string(row, column, str(value))


def _write_number(sheet: Any, row: int, column: int, value: Any, number: Any) -> None:
    """A number where a spreadsheet keeps it exact, else its digits as text."""
    exact = Decimal(value)
    fits = len(exact.normalize().as_tuple().digits) <= XLSX_DIGITS
    if exact.is_finite() and (fits or isinstance(value, float)):
        sheet.write_number(row, column, value, number)
    else:
        sheet.write_string(row, column, str(value))


def _number_format(dtype: pl.DataType) -> str:
    """Money with all its decimals, finer numbers with as many as they need, whole ones plain."""
    if isinstance(dtype, pl.Decimal):
        return "#,##0.00" if dtype.scale == 2 else "General"
    return "0" if dtype.is_integer() else "General"


def _local(value: Any) -> Any:
    """The time without its zone, which a spreadsheet cannot hold."""
    return value.replace(tzinfo=None) if isinstance(value, dt.datetime) else value


def _width(column: pl.Series) -> int:
    """Characters a column needs, seen on its first rows; a Chinese character takes two."""
    shown = [column.name, *(str(value) for value in column.head(100) if value is not None)]
    widest = max(sum(2 if ord(character) > 0x2E7F else 1 for character in text) for text in shown)
    return min(max(widest + 2, 8), 60)
