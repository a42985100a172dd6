"""Excel workbooks, new and old: what their visible sheets show -> document."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ingest.document import EMPTY, Document, ReaderDoubt, Run
from ingest.readers.assemble import Block, assemble
from ingest.readers.marks import STRUCK
from ingest.readers.sheets import Sheet, all_struck, half_shown, sheet_blocks, unseen
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
    codes: dict[str, tuple[str, ...]] = {}
    names: dict[str, bool] = {}
    document = assemble(bounded(_blocks(sheets, notes, codes, names)))
    doubts = (
        ReaderDoubt(code, Run.printed(document.text[place.start : place.end], place.start))
        for place in document.places
        for code in codes.get(place.sheet or "", ())
    )
    return replace(
        document,
        doubts=(*notes, *doubts),
        sheets=tuple(names),
        hidden_sheets=tuple(name for name, is_hidden in names.items() if is_hidden),
    )


def _blocks(
    sheets: Iterable[Sheet],
    notes: list[ReaderDoubt],
    codes: dict[str, tuple[str, ...]],
    names: dict[str, bool],
) -> Iterator[Block]:
    """The blocks of the sheets; their names and what they hide are noted on the way."""
    for sheet in sheets:
        names[sheet.name] = sheet.is_hidden
        if sheet.is_hidden:
            notes.append(ReaderDoubt("hidden_sheet", EMPTY, f"（{sheet.name}）"))
        notes.extend(_named("hidden_cells", sheet, unseen(sheet)))
        notes.extend(_named(STRUCK, sheet, all_struck(sheet)))
        codes.update(half_shown(sheet))
        yield from sheet_blocks(sheet)


def _named(code: str, sheet: Sheet, names: Sequence[str]) -> Iterator[ReaderDoubt]:
    """The doubt about what a sheet names, if it names anything."""
    if names:
        more = "等" if len(names) > _MOST_NAMED else ""
        told = "、".join(names[:_MOST_NAMED])
        yield ReaderDoubt(code, EMPTY, f"（{sheet.name}：{told}{more}）")
