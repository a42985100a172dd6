"""Excel workbooks, new and old: what their visible sheets show -> document."""

from collections.abc import Iterable

from ingest.document import Document
from ingest.readers.assemble import assemble
from ingest.readers.sheets import Sheet, sheet_blocks
from ingest.readers.spans import bounded
from ingest.readers.xls import sheets_of_xls
from ingest.readers.xlsx import sheets_of_xlsx


def read_xlsx(data: bytes) -> Document:
    """The document of an Excel workbook. Raises BrokenFile where it cannot be read."""
    return _document(sheets_of_xlsx(data))


def read_xls(data: bytes) -> Document:
    """The document of an old Excel workbook. Raises BrokenFile where it cannot be read."""
    return _document(sheets_of_xls(data))


def _document(sheets: Iterable[Sheet]) -> Document:
    return assemble(bounded(block for sheet in sheets for block in sheet_blocks(sheet)))
