"""六、年度预算安排: its leaf items and stated sums, from tables, prose and formulas."""

import re
from collections.abc import Iterable, Iterator, Sequence

from ingest.document import Row, Run, mend
from ingest.forms.costs.amounts import value_entries
from ingest.forms.costs.entries import BARE_HEADING_RANK, Entry, Item, StatedSum
from ingest.forms.costs.phrases import Phrase, claim_ordinal, ordinal_of, read_phrase, unit_line
from ingest.forms.costs.prose import ProseReader
from ingest.forms.costs.spaced import with_spaced_tables
from ingest.forms.costs.sums import tell_sums_apart
from ingest.forms.costs.tables import TableReader
from ingest.forms.costs.tokens import holds_money, money_printed_in
from ingest.forms.costs.words import folded, plain
from ingest.forms.narrative import Section
from ingest.reading import TEXT, TYPED, Reading

_LONGEST_HEADING = 30
_SHORTEST_FULL_LINE = 20
_MIDDLES = tuple(",，、")
_ENDS = tuple("。；;：:！!？?")
_GOES_ON = re.compile(r"[,，、。；;]|(?!20[0-9]{2}年)[0-9]")


def read_costs(
    section: Section,
    reading: Reading,
    money_unit: str | None = None,
    year: int | None = None,
) -> tuple[list[Item], list[StatedSum]]:
    """The leaf items in document order, and the stated sums with the items they cover.

    `money_unit` is the unit printed for the form's money, `year` the form's fiscal year.
    """
    entries: list[Entry] = []
    prose = ProseReader(entries, reading, year)
    rows = with_spaced_tables(section.rows, reading)
    _read_rows(rows, entries, prose, TableReader(entries, reading, year), reading)
    entries = value_entries(entries, money_unit, reading)
    items, sums = tell_sums_apart(entries)
    for item in items:
        _claim_item(item.entry, reading)
    for stated in sums:
        reading.claim_rest(stated.entry.figure, TYPED, "cost_total.amount")
    _reject_unplaced(prose, has_costs=bool(entries), reading=reading)
    for row in section.rows:
        reading.claim_rest(row.run, TEXT, "section_6")
    return items, sums


def _claim_item(entry: Entry, reading: Reading) -> None:
    reading.claim_rest(entry.figure, TYPED, "cost_item.amount")
    named = {
        "quantity": entry.parts.quantity,
        "unit_price": entry.parts.price,
        "period_count": entry.parts.periods,
    }
    for name, part in named.items():
        if part and part.number is not None:
            reading.claim_rest(part.run, TYPED, f"cost_item.{name}")
    reading.claim_rest(entry.parts.formula, TYPED, "cost_item.formula")


def _reject_unplaced(prose: ProseReader, has_costs: bool, reading: Reading) -> None:
    """Note each amount of the paragraphs that is in no item and no sum; sums keep no prices.

    Where there are costs, those of other years, sources of money and the like stay text.
    """
    if has_costs:
        for run in prose.asides:
            reading.claim_rest(run, TEXT, "section_6")
    for text in prose.texts:
        for run in money_printed_in(text):
            if not any(reading.claims_on(offset, offset + 1) for offset in run.offsets):
                reading.reject("unread_cost_amount", run)


def _read_rows(
    rows: Sequence[Row],
    entries: list[Entry],
    prose: ProseReader,
    tables: TableReader,
    reading: Reading,
) -> None:
    """Add the entries of tables, paragraphs and headings in document order."""
    for stretch in _stretches(rows):
        if stretch[0].is_table and tables.read(stretch[0]):
            continue
        text = mend(plain(Run.joined(row.run for row in stretch)))
        if holds_money(text):
            tables.caption = None
            prose.read(text)
        else:
            _read_heading(text, entries, prose, tables, reading)


def _stretches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Each row of a table alone; the rows of a paragraph that a page or a line's end breaks."""
    open_rows: list[Row] = []
    for row in rows:
        if open_rows and not _goes_on(open_rows[-1], row):
            yield open_rows
            open_rows = []
        open_rows.append(row)
    if open_rows:
        yield open_rows


def _goes_on(before: Row, row: Row) -> bool:
    """Whether a line goes on with the line before: it has no end, and was full or is cut."""
    if before.is_table or row.is_table or before.key.endswith(_ENDS):
        return False
    if ordinal_of(folded(row.key)) is not None:
        return False
    is_cut = before.key.endswith(_MIDDLES) or _GOES_ON.match(row.key) is not None
    return is_cut or len(before.key) >= _SHORTEST_FULL_LINE


def _read_heading(
    text: Run, entries: list[Entry], prose: ProseReader, tables: TableReader, reading: Reading
) -> None:
    """A paragraph without amounts: a unit for the tables below, a heading, or a caption."""
    unit = unit_line(folded(text.text))
    if unit:
        tables.unit = unit.group(1)
        text = Run.joined([text[: unit.start()], text[unit.end() :]])
    phrase = read_phrase(text, follows_amount=False)
    ends_in_colon = folded(text.text).endswith(":")
    if ends_in_colon and entries and (phrase.is_part or phrase.is_filler):
        prose.expect_parts()
    elif _is_short_name(phrase) and (phrase.rank is not None or ends_in_colon):
        claim_ordinal(phrase, reading)
        rank = phrase.rank or BARE_HEADING_RANK
        entries.append(Entry(phrase.full, phrase.full, kind="heading", rank=rank))
    elif text:
        tables.caption = text


def _is_short_name(phrase: Phrase) -> bool:
    is_sentence = re.search(r"[,，。；;]", phrase.full.text) is not None
    return not phrase.is_filler and not is_sentence and len(phrase.full) <= _LONGEST_HEADING


__all__ = ["Item", "StatedSum", "read_costs"]
