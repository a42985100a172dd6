"""A form whose page was extracted into one line: labels and values interleaved.

The words of a cell that was set in two lines stand around its label; level labels stand in the
middle of the rows they span. Values are told by what they are and by what the narrative prints.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import product

from ingest.document import EMPTY, Row, Run, mend
from ingest.forms.columns import CharacterPairs, lines_of, tell_apart
from ingest.forms.header import Header, recurrence_in
from ingest.forms.indicators import IndicatorRow
from ingest.forms.levels import (
    is_level_tail,
    is_whole_level,
    level_words,
    meant_level,
    read_level,
)
from ingest.forms.money import Amount, looks_like_amount, request_amount
from ingest.labels import Item, labels_of, split_at_labels
from ingest.reading import LAYOUT, TEXT, TYPED, Reading
from ingest.targets import parse_target
from ingest.values import parse_date, parse_year

_LONGEST_TITLE_ROW = 60
_YEARS = re.compile(r"[（(]\s*20\d{2}\s*年\s*[-—~至]+\s*20\d{2}\s*年?\s*[)）]")
_BANDS = {"项目", "绩效", "目标", "指标", "标", "(元)", "（元）", "项目资金", "其中"}
_UNIT = re.compile(r"[^\d<>=≤≥]{1,3}")


@dataclass
class FlatForm:
    """What one line of a flattened form holds."""

    header: Header
    amounts: list[Amount]
    goals: dict[str, Run]
    indicators: list[IndicatorRow]


def is_flattened(row: Row) -> bool:
    """Whether a title row holds the whole form."""
    return not row.is_table and len(row.key) > _LONGEST_TITLE_ROW


def read_flattened(
    row: Row,
    project_name: str | None,
    unit_name: str | None,
    bodies: Sequence[str],
    reading: Reading,
) -> FlatForm:
    """The form in one line; name and unit as the narrative prints them help to tell the words."""
    labels = {}
    for part in ("header", "fund", "goal", "column"):
        labels.update({label: f"{part}.{name}" for label, name in labels_of(part).items()})
    items = split_at_labels(row, labels)
    for item in items:
        if item.field:
            reading.claim(item.run, LAYOUT, "label")
    header, money, goals, table = _parts(items)
    read_header = _header(header, project_name, unit_name, bodies, reading)
    year = parse_year(read_header.year.text) if read_header.year else None
    return FlatForm(
        read_header,
        _amounts(money, reading),
        _goals(goals, reading),
        _indicators(row, table, year, reading),
    )


def _parts(items: Sequence[Item]) -> tuple[list[Item], list[Item], list[Item], list[Item]]:
    """The items before the money, of the money, of the goals and of the indicator table."""
    first = {
        part: next((i for i, item in enumerate(items) if _is(item, part)), None)
        for part in ("fund", "goal", "column")
    }
    fund = first["fund"] if first["fund"] is not None else len(items)
    goal = first["goal"] if first["goal"] is not None else len(items)
    column = first["column"] if first["column"] is not None else len(items)
    fund, goal = min(fund, goal, column), min(goal, column)
    return (
        list(items[:fund]),
        list(items[fund:goal]),
        list(items[goal:column]),
        list(items[column:]),
    )


def _is(item: Item, part: str) -> bool:
    return item.field is not None and item.field.startswith(part + ".")


def _header(
    items: Sequence[Item],
    project_name: str | None,
    unit_name: str | None,
    bodies: Sequence[str],
    reading: Reading,
) -> Header:
    header = Header()
    pieces: list[Run] = []
    field_before: str | None = None
    for item in items:
        if item.field:
            field_before = item.field.removeprefix("header.")
            continue
        words = item.run.words() if field_before else _after_title(item.run, header, reading)
        for word in words:
            if field_before in ("start_date", "end_date") and parse_date(word.text):
                header.add(field_before, [word])
            elif recurrence_in(word) is not None and "category" not in header.values:
                header.add("category", [word])
            else:
                pieces.append(word)
    _deal_out(pieces, header, project_name, unit_name, bodies, reading)
    return header


def _after_title(run: Run, header: Header, reading: Reading) -> list[Run]:
    """The words after the title and the year that open the line."""
    words = run.words()
    kept = []
    for word in words:
        if header.year is None and parse_year(word.text) is not None:
            header.year = word
            reading.claim(word, TYPED, "fiscal_year")
        elif word.text.endswith("表") and header.year is None:
            reading.claim(word, LAYOUT, "title")
        else:
            kept.append(word)
    return kept


def _deal_out(
    pieces: list[Run],
    header: Header,
    project_name: str | None,
    unit_name: str | None,
    bodies: Sequence[str],
    reading: Reading,
) -> None:
    """Give the loose words to name, unit and department: by what the filing prints whole."""
    named = _spelling(pieces, project_name)
    header.add("project_name", named)
    left = [piece for piece in pieces if piece not in named]
    unit = next((piece for piece in left if mend(piece).text == unit_name), None)
    if unit is None:
        unit = next((piece for piece in left if mend(piece).text in bodies), None)
    if unit is not None:
        header.add("unit", [unit])
        left.remove(unit)
    for body in bodies:
        spelled = _spelling(left, body)
        if spelled:
            header.add("department", spelled)
            left = [piece for piece in left if piece not in spelled]
            break
    for piece in left:
        reading.reject("unread_header_word", piece)


def _spelling(pieces: Sequence[Run], text: str | None) -> list[Run]:
    """The pieces that together spell the text, in order; none where they do not."""
    if not text:
        return []
    spelled: list[Run] = []
    rest = text
    for piece in pieces:
        bare = mend(piece).text
        if rest.startswith(bare):
            spelled.append(piece)
            rest = rest[len(bare) :]
    return spelled if not rest else []


@dataclass
class _Run:
    """Labels side by side and the amounts that follow them."""

    labels: list[str] = field(default_factory=list)
    amounts: list[Run] = field(default_factory=list)


def _amounts(items: Sequence[Item], reading: Reading) -> list[Amount]:
    """The amounts by label: after it in order; what is left over goes to labels left without."""
    groups: list[_Run] = [_Run()]
    others = 0
    for item in items:
        if item.field:
            name = item.field.removeprefix("fund.")
            if name == "other":
                name = "annual_other" if others else "total_other"
                others += 1
            if groups[-1].amounts:
                groups.append(_Run())
            groups[-1].labels.append(name)
            continue
        for word in item.run.words():
            if looks_like_amount(word):
                groups[-1].amounts.append(word)
            elif any(character.isdigit() for character in word.text):
                reading.reject("unread_text", word)
            else:
                reading.claim(word, LAYOUT, "label")
    found = [
        (name, amount) for group in groups for name, amount in zip(group.labels, group.amounts)
    ]
    spare = [amount for group in groups for amount in group.amounts[len(group.labels) :]]
    waiting = [name for group in groups for name in group.labels[len(group.amounts) :]]
    if len(spare) == len(waiting):
        found.extend(zip(waiting, spare))
    else:
        for amount in spare:
            reading.reject("unlabelled_amount", amount)
    return [request_amount(name, amount) for name, amount in found]


def _goals(items: Sequence[Item], reading: Reading) -> dict[str, Run]:
    """The two goals, told apart line by line; a reading that is never certain."""
    names = [str(item.field).removeprefix("goal.") for item in items if item.field]
    run = Run.joined((item.run for item in items if not item.field), " ")
    years = _YEARS.search(run.text)
    if years:
        reading.claim(run[years.start() : years.end()], LAYOUT, "years_of_total_goal")
        run = run[years.end() :]
    words = [word for word in run.words() if word.text not in _BANDS]
    if not words:
        return {}
    for word in words:
        reading.claim(word, TEXT, "goal")
    whole = Run.joined(words)
    if len(names) < 2:
        return {names[0] if names else "annual": mend(whole)}
    pairs = CharacterPairs.of(reading.document.text)
    left, right = tell_apart(lines_of(words), pairs)
    reading.doubt("interleaved_goals", whole)
    told = {names[0]: mend(Run.joined(left)), names[1]: mend(Run.joined(right))}
    return {name: text for name, text in told.items() if text}


@dataclass
class _Table:
    """The indicator rows read so far and where second-level labels stand between them."""

    rows: list[IndicatorRow] = field(default_factory=list)
    labels: list[tuple[int, str]] = field(default_factory=list)
    name: Run = EMPTY


def _indicators(
    row: Row, items: Sequence[Item], year: int | None, reading: Reading
) -> list[IndicatorRow]:
    words = [word for item in items if not item.field for word in item.run.words()]
    table = _Table()
    position = 0
    while position < len(words):
        position += _read_word(table, words, position, row, year, reading)
    if table.name:
        table.rows.append(IndicatorRow(row, table.name, target_is_lost=True))
    for indicator in table.rows:
        if _is_in_pieces(indicator.name):
            indicator.doubts.append("name_in_pieces")
    _place_labels(table)
    return table.rows


def _is_in_pieces(name: Run) -> bool:
    """Whether a name was put together of words that do not stand side by side."""
    return name.end - name.start > len(name)


def _read_word(
    table: _Table,
    words: Sequence[Run],
    position: int,
    row: Row,
    year: int | None,
    reading: Reading,
) -> int:
    """Read one word, or a target of two; gives how many words were read."""
    word = words[position]
    if word.text in _BANDS or (is_level_tail(word.text) and not is_whole_level(word.text)):
        reading.claim(word, LAYOUT, "level")
        return 1
    names = [name for name in read_level(word.text) if name in level_words(2)]
    is_label = is_whole_level(word.text) or (names and not _opens_target(word))
    if is_label or read_level(word.text):
        reading.claim(word, LAYOUT, "level")
        if names and not (len(names) > 1 and word.text in level_words(1)):
            table.labels.append((len(table.rows), names[0]))
        return 1
    length = _target_length(words, position, year) if table.name else 0
    if length:
        target = Run.joined(words[position : position + length], " ")
        table.rows.append(IndicatorRow(row, table.name, target))
        table.name = EMPTY
        return length
    table.name = Run.joined([table.name, word])
    return 1


def _opens_target(word: Run) -> bool:
    return word.text[0] in "<>=≤≥＜＞＝"


def _target_length(words: Sequence[Run], position: int, year: int | None) -> int:
    """How many words a target takes: 2 with its unit apart, 1, or 0 where none stands here."""
    word = words[position].text
    after = words[position + 1].text if position + 1 < len(words) else ""
    starts_number = _opens_target(words[position]) or word.isdigit()
    if starts_number and after and _UNIT.fullmatch(after) and not read_level(after):
        if after not in _BANDS:
            return 2
    target = parse_target(word, fiscal_year=year)
    is_known = target.kind not in ("sentence", "unread", "blank") and not target.issues
    return 1 if is_known or _opens_target(words[position]) else 0


def _place_labels(table: _Table) -> None:
    """Give each second level to the first row of its group; a label stands at its middle."""
    names = [mend(row.name).text for row in table.rows]
    places = [place for place, _ in table.labels]
    sizes = _group_sizes(places, len(table.rows))
    if not sizes:
        for place, level2 in table.labels:
            if place < len(table.rows):
                table.rows[place].level2 = level2
        return
    best = max(sizes, key=lambda choice: _fit(choice, table.labels, names))
    start = 0
    for size, (_, level2) in zip(best, table.labels):
        if start < len(table.rows):
            table.rows[start].level2 = level2
        start += size


def _group_sizes(places: Sequence[int], row_count: int) -> list[tuple[int, ...]]:
    """The group sizes under which every label stands at the middle of its group."""
    if not places or len(places) > 16:
        return []
    found = []
    for halves in product((0, 1), repeat=len(places)):
        sizes, start = [], 0
        for place, odd in zip(places, halves):
            size = 2 * (place - start) + odd
            if size < 1:
                break
            sizes.append(size)
            start += size
        fits = len(sizes) == len(places) and sum(sizes[:-1]) < row_count
        if fits and (start == row_count or sizes[-1] == 1 or start <= row_count + 1):
            found.append(tuple(sizes))
    return found


def _fit(
    sizes: Iterable[int], labels: Sequence[tuple[int, str]], names: Sequence[str]
) -> tuple[int, int]:
    """How many names mean the level they fall under, less those that mean another."""
    start = agree = 0
    for size, (_, level2) in zip(sizes, labels):
        for name in names[start : start + size]:
            meant = meant_level(name, {})
            agree += (meant == level2) - (meant is not None and meant != level2)
        start += size
    return agree, -abs(start - len(names))
