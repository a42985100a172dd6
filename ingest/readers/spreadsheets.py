"""Excel workbooks, new and old: what their visible sheets show -> document."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ingest.document import EMPTY, Document, ReaderDoubt, Run
from ingest.readers.assemble import Block, assemble
from ingest.readers.sheets import Sheet, half_shown, sheet_blocks, unseen
from ingest.readers.spans import bounded
from ingest.readers.xls import sheets_of_xls
from ingest.readers.xlsx import sheets_of_xlsx

_MOST_NAMED = 20


def read_xlsx(data: bytes) -> Document:
    """The document of an Excel workbook. Raises BrokenFile where it cannot be read."""
    return _document(sheets_of_xlsx(data))


def read_xls(data: bytes) -> Document:
    """The document of an old Excel workbook. Raises BrokenFile where it cannot be read."""
    return _document(sheets_of_xls(data))


def _document(sheets: Iterable[Sheet]) -> Document:
    notes: list[ReaderDoubt] = []
    rounded: set[str] = set()
    document = assemble(bounded(_blocks(sheets, notes, rounded)))
    shown = (place for place in document.places if place.sheet in rounded)
    runs = (Run.printed(document.text[place.start : place.end], place.start) for place in shown)
    return replace(document, doubts=(*notes, *(ReaderDoubt("hidden_digits", run) for run in runs)))


def _blocks(
    sheets: Iterable[Sheet], notes: list[ReaderDoubt], rounded: set[str]
) -> Iterator[Block]:
    """The blocks of the sheets; what they hide is noted on the way."""
    for sheet in sheets:
        names = unseen(sheet)
        if sheet.is_hidden:
            notes.append(ReaderDoubt("hidden_sheet", EMPTY, f"（{sheet.name}）"))
        elif names:
            more = "等" if len(names) > _MOST_NAMED else ""
            told = "、".join(names[:_MOST_NAMED])
            notes.append(ReaderDoubt("hidden_cells", EMPTY, f"（{sheet.name}：{told}{more}）"))
        rounded.update(half_shown(sheet))
        yield from sheet_blocks(sheet)
