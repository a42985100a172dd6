"""The header of a form: name, class, bodies and dates."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from ingest.document import EMPTY, Row, Run, is_chinese, mend
from ingest.forms.cell_labels import is_label
from ingest.forms.choices import ticked
from ingest.forms.money import without_unit_line
from ingest.labels import Item, labels_of, split_at_labels, vocabulary
from ingest.reading import LAYOUT, TEXT, TYPED, Reading
from ingest.values import fold, fold_in_place, parse_date, parse_year

_RECURRENCE = re.compile(r"(其他)?(经常性|一次性|阶段性)(项目)?")
_COLON_LABEL = re.compile(r"(?:^|(?<=\s))([^\s:：\d]{2,8})[:：]")
_LONGEST_YEAR = 12
_LONGEST_PIECE = 4
_LONGEST_STUMP = 2
_WITHHELD = ("person", "telephone")
_NAMES = ("project_name", "department", "unit")
_SPLIT = (*_NAMES, "nature", "category", "start_date", "end_date")
_UNKNOWN = "unknown"
_WORD = re.compile(r"\S+")
_SHORTEST_LABEL = 4
_OPTION_NUMBER = re.compile(r"\d{1,2}[、.．]\s*(?=\S)")
_SEAL = re.compile(r"[（(]\s*(?:盖\s*章|公\s*章|签\s*章|签字|签名)\s*[)）]\s*[:：]?\s*")
OTHER_PARTS = ("fund", "measure", "goal", "column", "band", "closing")
_UNKEPT = ("other", "parent_project", _UNKNOWN)
_BRACKETED_CODE = re.compile(
    r"[\[(【](?!(?:19|20)\d\d[\])】])([0-9][0-9A-Za-z-]{2,})[\])】]\s*-?\s*(?=\S)"
)
_LONG_CODE = re.compile(
    r"([0-9]{6}[0-9A-Za-z]*(?:-[0-9A-Za-z]+)*?)\s*[-_]\s*(?=[^\d\s-]|(?:19|20)\d\d年)"
    r"|([0-9]{10,})(?=[^\d.,%])"
)
_CUT_CODE = re.compile(
    r"([0-9]{4,}[0-9A-Za-z]*(?: [0-9A-Za-z]+)+) ?- ?(?=[\u4e00-\u9fff]|(?:19|20)\d\d年)"
)
_SHORTEST_CUT_CODE = 15
_CODE_BEHIND = re.compile(r"(?<=[^\d\s(\[])\s*[(\[]?([0-9]{5,})[)\]]?$")
_SHORT_CODE = re.compile(r"(?!(?:19|20)\d\d-)([0-9]{3,})\s*[-_]\s*(?=[^\d\s-])")
_GLUED_CODE = re.compile(r"(?!(?:19|20)\d\d)([0-9]{6,9})(?=[\u4e00-\u9fff])")


@dataclass
class Header:
    """What the header prints: field -> the runs of its cells; `year` where one is printed.

    `labels` are the labels of the fields as printed, `in_pieces` the fields whose values go on in
    another row.
    """

    values: dict[str, list[Run]] = field(default_factory=dict)
    labels: dict[str, Run] = field(default_factory=dict)
    year: Run | None = None
    in_pieces: set[str] = field(default_factory=set)
    told_above: set[str] = field(default_factory=set)
    set_aside: list[Run] = field(default_factory=list)

    def open(self, name: str, label: Run, is_own: bool) -> None:
        """Begin the value of a label; the form's own unit counts more than one told above it.

        The one above is who files the form (填报单位), its own who does the work (实施单位).
        """
        if not is_own:
            self.told_above.add(name)
        elif name in self.told_above:
            self.told_above.discard(name)
            if name == "unit" and self.values.get(name):
                self.set_aside = self.values.pop(name)
        self.labels[name] = label
        self.values.setdefault(name, [])

    def settle(self, reading: Reading) -> None:
        """Take the unit that was set aside where the form's own is blank; else it is a text."""
        if self.set_aside and not self.values.get("unit"):
            self.values["unit"] = self.set_aside
        elif self.set_aside:
            reading.claim_rest(Run.joined(self.set_aside), TEXT, "header_unit")
        self.set_aside = []

    def add(self, name: str, runs: Iterable[Run]) -> None:
        self.values.setdefault(name, []).extend(run for run in runs if run)

    def go_on(self, name: str, run: Run) -> None:
        """Add what the next row prints of a field's value."""
        self.add(name, [run])
        self.in_pieces.add(name)

    def run(self, name: str) -> Run:
        """The field's cells joined and mended; empty where the header prints nothing."""
        return mend(Run.joined(self.values.get(name, []))) if name in self.values else EMPTY


@dataclass
class _Above:
    """Where the values of the row above stand: one that is cut goes on in the next row.

    `columns` says whose value stands in a column; `last` whose value ends the row, so that the
    rest of a cell that holds a line feed opens the next one; `width` counts the columns so far.
    """

    columns: dict[int, str] = field(default_factory=dict)
    last: str | None = None
    width: int = 0


def read_header(rows: Sequence[Row], reading: Reading) -> Header:
    """The header's cells by field; a row without labels goes on above, or is reported."""
    header = Header()
    above = _Above()
    width = max((row.column_count for row in rows), default=0)
    for row in (_without_unit(row, reading) for row in rows):
        key = "".join(cell.key for cell in row.cells)
        if header.year is None and parse_year(key) and len(key) <= _LONGEST_YEAR:
            header.year = Run.joined(cell.run for cell in row.cells)
            reading.claim(header.year, TYPED, "fiscal_year")
        elif row.cells:
            above = _read_row(row, above, width, header, reading)
    header.settle(reading)
    for name in sorted(header.in_pieces):
        reading.doubt("header_value_in_pieces", header.run(name))
    return header


def _without_unit(row: Row, reading: Reading) -> Row:
    """The row without a `金额单位：万元` in it."""
    cells = [(cell, without_unit_line(cell.run, reading)) for cell in row.cells]
    kept = tuple(replace(cell, run=run) for cell, run in cells if run)
    return replace(row, cells=kept)


def _read_row(row: Row, above: _Above, width: int, header: Header, reading: Reading) -> _Above:
    """Read one row; what the next row may go on with."""
    split = _whole_labels(row, split_at_labels(row, labels_of("header")))
    items = [part for item in split for part in _parts(item)]
    if _is_rest(row, items, above, width, header):
        assert above.last is not None
        header.go_on(above.last, items[0].run)
        if len(items) == 1:
            return replace(above, width=above.width + row.column_count - 1)
        items = items[1:]
    elif all(item.field is None or item.is_damaged for item in items):
        stands_below = all(cell.column in above.columns for cell in row.cells) and row.is_table
        if stands_below:
            for cell in row.cells:
                header.go_on(above.columns[cell.column], cell.run)
            return above
        if not any(item.field for item in items):
            reading.reject("unread_header_line", Run.joined((i.run for i in items), "\t"))
            return _Above()
    return _read_items(row, items, header, reading)


def _whole_labels(row: Row, items: Sequence[Item]) -> list[Item]:
    """The items; those of a cell that is one label of two words (`主管部门 编码`) are one."""
    known = _labels_elsewhere()
    whole = {
        cell.column: Item(cell.run, known[key], cell.column)
        for cell in row.cells
        if (key := cell.key.strip(":：")) in known and " " in cell.run.text.strip()
    }
    found = [whole.get(item.column, item) for item in items]
    return [item for item, before in zip(found, [None, *found]) if item is not before]


def _is_rest(row: Row, items: Sequence[Item], above: _Above, width: int, header: Header) -> bool:
    """Whether the row opens with the rest of the cell that ends the row above."""
    if above.last is None or above.width < 2 or items[0].field or items[0].column:
        return False
    if above.last.endswith("_date") and parse_date(header.run(above.last).text):
        return False
    if any(is_label(cell.key, OTHER_PARTS) for cell in row.cells):
        return False
    if row.column_count == 1:
        return above.width < width or _is_bracketed(row.key)
    return above.width + row.column_count - 1 == width


def _is_bracketed(key: str) -> bool:
    """Whether a line is all in brackets: an addition to the name above it."""
    text = fold(key)
    return text.startswith("(") and text.find(")") == len(text) - 1


def _read_items(row: Row, items: Sequence[Item], header: Header, reading: Reading) -> _Above:
    """Give each cell to the label before it."""
    above = _Above(width=row.column_count)
    name: str | None = None
    before = 0
    for item in items:
        is_far = item.column - before > 1 and len(item.run) > _LONGEST_STUMP and name in _NAMES
        if item.field is not None:
            name = item.field
            header.open(name, item.run, row.is_table or "project_name" in header.values)
            reading.claim(item.run, LAYOUT, "label")
        elif name is None:
            _put_aside(item.run, reading)
        elif name in _WITHHELD:
            reading.withhold(item.run)
        elif name in _UNKEPT or _is_junk(item.run, name) or (header.values[name] and is_far):
            reading.reject("unread_text", item.run)
        else:
            header.add(name, [without_seal(item.run, reading)])
            above.columns[item.column] = name
        before = item.column
    above.columns |= _blank_columns(items, row.column_count)
    ends_row = items[-1].field is None and items[-1].column == row.column_count - 1
    above.last = above.columns.get(items[-1].column) if ends_row else None
    return above


def _blank_columns(items: Sequence[Item], column_count: int) -> dict[int, str]:
    """The columns after each label that no value follows: it may stand in the next row."""
    stops = [*(item.column for item in items[1:]), column_count]
    return {
        column: item.field
        for place, (item, stop) in enumerate(zip(items, stops))
        if item.field in _SPLIT and (place + 1 == len(items) or items[place + 1].field)
        for column in range(item.column + 1, stop)
    }


def _parts(item: Item) -> list[Item]:
    """A stretch between labels, parted where a label stands in it that others forms print."""
    if item.field is not None:
        return [item]
    known = _labels_elsewhere()
    whole = item.run.without_space().strip(":：").text
    if whole in known:
        return [Item(item.run, known[whole], item.column)]
    if is_label(whole, ("closing", "fund", "measure", "column")) and len(whole) >= _SHORTEST_LABEL:
        return [Item(item.run, _UNKNOWN, item.column)]
    parts = _at_whole_words(item, known)
    if len(parts) > 1:
        return [part for piece in parts for part in _parts(piece)]
    parts = []
    position = 0
    for found in _COLON_LABEL.finditer(item.run.text):
        label = _SEAL.sub("", found.group(1))
        name = known.get(label, _UNKNOWN if found.start() or item.column else None)
        if name is None:
            continue
        parts.append(Item(item.run[position : found.start()].strip(), None, item.column))
        parts.append(Item(item.run[found.start() : found.end()], name, item.column))
        position = found.end()
    parts.append(Item(item.run[position:].strip(), None, item.column))
    return [part for part in parts if part.run]


def _at_whole_words(item: Item, known: Mapping[str, str]) -> list[Item]:
    """A stretch parted at words that are labels of any form, where white space parts them."""
    parts: list[Item] = []
    position = 0
    for found in _WORD.finditer(item.run.text):
        word = _SEAL.sub("", found.group()).strip(":：")
        name = known.get(word) or (_UNKNOWN if is_label(word, OTHER_PARTS) else None)
        if (
            name is None
            or len(word) < _SHORTEST_LABEL
            or found.end() == len(item.run.text) > len(word)
        ):
            continue
        parts.append(Item(item.run[position : found.start()].strip(), None, item.column))
        parts.append(Item(item.run[found.start() : found.end()], name, item.column))
        position = found.end()
    parts.append(Item(item.run[position:].strip(), None, item.column))
    return [part for part in parts if part.run]


@cache
def _labels_elsewhere() -> dict[str, str]:
    """The header labels that any form may print, by the whole cell they fill."""
    rows = vocabulary("cell_labels")
    return {row["label"]: row["field"] for row in rows if row["part"] == "header"}


def _put_aside(run: Run, reading: Reading) -> None:
    """Pieces before the first label are pieces of labels: they hold no number."""
    if any(character.isdigit() for character in run.text):
        reading.reject("unread_header_number", run)
    elif len(run.without_space()) > _LONGEST_PIECE:
        reading.reject("unread_header_word", run)
    else:
        reading.claim(run, LAYOUT, "label")


def _is_junk(run: Run, name: str) -> bool:
    """Whether a piece can be no part of the value: no date, no Chinese character."""
    if name.endswith("_date"):
        return not any(character.isdigit() for character in run.text)
    if name == "project_code":
        return not any(character.isalnum() for character in run.text)
    return not any(is_chinese(character) or character.isalpha() for character in run.text)


def without_seal(run: Run, reading: Reading) -> Run:
    """The run without a place for a seal before it (`(盖章)`); empty where it is no more."""
    found = _SEAL.match(run.text)
    if found is None:
        return run
    reading.claim(run[: found.end()], LAYOUT, "label")
    return run[found.end() :]


def recurrence_in(run: Run) -> Run | None:
    """The recurrence a class cell prints (经常性项目, 其他一次性项目 …); None for other classes.

    A cell that was cut and printed twice gives its longest reading.
    """
    found = list(_RECURRENCE.finditer(run.text))
    kinds = {match.group(2) for match in found}
    if len(kinds) != 1:
        return None
    best = max(found, key=lambda match: len(match.group()))
    leftover = run.text.replace("项目", "").replace("目", "").replace("项", "")
    for match in found:
        leftover = leftover.replace(match.group().removesuffix("项目"), "")
    return run[best.start() : best.end()] if not leftover else None


def settle_choice(header: Header, reading: Reading) -> None:
    """Keep of options with boxes in the class the one that is ticked; several are reported."""
    printed = Run.joined(header.values.get("category", []), " ")
    try:
        options = ticked(printed)
    except ValueError:
        options = [printed, printed]
    if options is None:
        return
    if len(options) > 1:
        reading.reject("choice_not_told", printed)
    header.values["category"] = []
    if len(options) == 1:
        chosen = _without_number(options[0])
        header.values["category"] = [chosen]
        rest = [i for i, offset in enumerate(printed.offsets) if offset not in set(chosen.offsets)]
        left = Run("".join(printed.text[i] for i in rest), tuple(printed.offsets[i] for i in rest))
        reading.claim_rest(left, LAYOUT, "choice")


def _without_number(option: Run) -> Run:
    """The option without the number of it (`1、`)."""
    number = _OPTION_NUMBER.match(option.text)
    return option[number.end() :] if number else option


def _split_cut_code(run: Run) -> tuple[str | None, Run]:
    """The long code that the width of its cell cut, without the spaces, and the name behind it."""
    found = _CUT_CODE.match(fold_in_place(run.text))
    code = "".join(found.group(1).split()) if found else ""
    if found is None or len(code) < _SHORTEST_CUT_CODE:
        return None, run
    return code, run[found.end() :]


def split_code(run: Run, is_body: bool = False) -> tuple[str | None, Run]:
    """The code before a name, None without one, and the name.

    A code stands in brackets, is long, or short before the name of a body, where one of six digits
    or more needs no dash; years are none.

    >>> [split_code(Run.printed(t, 0))[0] for t in ("[123]某局", "5100123-某支出", "2024-25年")]
    ['123', '5100123', None]
    >>> [split_code(Run.printed(t, 0))[0] for t in ("110kV-变电站", "[2024]1号", "12345热线")]
    [None, None, None]
    """
    text = fold_in_place(run.text).replace("—", "-").replace("–", "-")
    patterns = (_BRACKETED_CODE, _LONG_CODE, *([_SHORT_CODE, _GLUED_CODE] if is_body else []))
    found = next((match for p in patterns if (match := p.match(text))), None)
    behind = _CODE_BEHIND.search(text) if found is None and is_body else None
    if behind is not None:
        return behind.group(1), run[: behind.start()]
    if found is None:
        return _split_cut_code(run)
    return next(code for code in found.groups() if code), run[found.end() :]
