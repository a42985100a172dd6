"""The indicator table of a form: its rows as name, target, actual, weight, score and remark."""

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from ingest.document import EMPTY, Cell, Row, Run, is_chinese, mend
from ingest.forms.columns import CharacterPairs
from ingest.forms.levels import is_level_tail, is_whole_level, level_words, read_level
from ingest.forms.sections import opens_indicators
from ingest.labels import labels_of, split_at_labels, vocabulary
from ingest.reading import ISSUE, LAYOUT, TEXT, Reading
from ingest.values import fold, parse_number, says_no_amount

_BANDS = {"绩效", "指标", "绩效指标", "标", "项目"}
_SCORED = ("weight", "score")
_TEMPLATE = re.compile(r"^(?:…+|\.{3,}|指标\d+[:：]?|[-—_]+)$")
_MARKS = "·• ^_'`´ˆ~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ "
_WIDEST_STUMP = 3
_TEXTS_OF_TARGET = 2
_FEWEST_CELLS_AFTER_LEVELS = 2
_SHORTEST_STRANGER = 4
_LONGEST_TAIL = 4
_SENTENCE = re.compile(r"[。；：:;]")
_TWO_TARGETS = re.compile(r"^([<>=≤≥＜＞＝]+\s*[\d.,]+\s*[^\s\d]{0,6})\s+(\D{2,8})$")


@cache
def name_ends() -> tuple[str, ...]:
    """What the name of an indicator ends with where it is whole."""
    return tuple(row["end"] for row in vocabulary("name_ends"))


@cache
def _name_tails() -> tuple[str, ...]:
    """Those of the ends that stand alone where a name was cut before its end."""
    return tuple(row["end"] for row in vocabulary("name_ends") if row["use"] == "tail")


@dataclass
class IndicatorRow:
    """An indicator as printed: its cells' runs, its level labels and its row."""

    row: Row
    name: Run
    target: Run = EMPTY
    actual: Run = EMPTY
    weight: Run = EMPTY
    score: Run = EMPTY
    remark: Run = EMPTY
    level1: str | None = None
    level2: str | None = None
    label_is_misplaced: bool = False
    label_is_unknown: bool = False
    target_is_lost: bool = False
    doubts: list[str] = field(default_factory=list)

    def runs(self) -> Run:
        """All that the indicator prints, for its place."""
        parts = (self.name, self.target, self.actual, self.weight, self.score, self.remark)
        return Run.joined(part for part in parts if part)


@dataclass(frozen=True)
class Columns:
    """Where the table's headings stand: field -> column, and the fields from 三级指标 on."""

    places: dict[str, int]
    fields: tuple[str, ...]
    column_count: int

    @staticmethod
    def of(row: Row | None, form_type: str) -> "Columns":
        """The columns of a heading row; the form type's usual ones where the row is missing."""
        items = [i for i in split_at_labels(row, labels_of("column")) if i.field] if row else []
        places = {str(item.field): item.column for item in items}
        names = [str(item.field) for item in items if item.field not in ("level1", "level2")]
        if "name" not in names:
            names.insert(0, "name")
        if len(names) < 2:
            names = ["name", "target"]
            if form_type == "self_evaluation":
                names += ["actual", "weight", "score", "remark"]
        return Columns(places, tuple(dict.fromkeys(names)), row.column_count if row else 0)


def read_indicators(rows: Sequence[Row], columns: Columns, reading: Reading) -> list[IndicatorRow]:
    """The indicators of a table, in order; rows cut by a page are joined."""
    found: list[IndicatorRow] = []
    blocks = _blocks(rows)
    for block in blocks:
        target_column = _target_column(block, columns)
        for row in block:
            _read_row(row, columns, target_column, found, reading)
    return _split_and_shared(found, reading)


def _blocks(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows between gaps: a gap is where a page ends and the columns may move."""
    blocks: list[list[Row]] = []
    for row in rows:
        if row.follows_gap or not blocks:
            blocks.append([])
        blocks[-1].append(row)
    return blocks


def _target_column(block: Sequence[Row], columns: Columns) -> int | None:
    """The column the block's targets stand in: the heading's, else where most rows end."""
    if "target" in columns.places and block[0].column_count == columns.column_count:
        return columns.places["target"]
    ends = Counter(row.cells[-1].column for row in block if len(row.cells) >= 2)
    return ends.most_common(1)[0][0] if ends else None


def _read_row(
    row: Row,
    columns: Columns,
    target_column: int | None,
    found: list[IndicatorRow],
    reading: Reading,
) -> None:
    if opens_indicators(row):
        reading.claim(row.run, LAYOUT, "heading")
        return
    if not row.is_table and (parse_number(row.key) is not None or _SENTENCE.search(row.key)):
        reading.reject("unread_text", row.run)
        return
    parts = [part for cell in row.cells for part in _split_label(cell)]
    cells, labels = _take_labels(parts, row, columns, reading)
    level1, level2 = labels.read(found)
    if cells and (rests := _rests_in_place(row, cells, labels, columns, found)):
        _put_rests(found[-1], rests, reading)
        return
    printed = len(cells)
    has_stranger = any(_may_be_level(cell) for cell in cells[:-_FEWEST_CELLS_AFTER_LEVELS])
    cells = _without_marks(cells, row, columns, reading)
    if not cells:
        _extend_label(labels, found)
        return
    if _continues(row, cells, labels, columns, found):
        _continue_row(found, cells, reading)
        return
    indicator = _from_cells(row, cells, columns, target_column, reading)
    indicator.level1, indicator.level2 = level1, level2
    is_joined = not found and "name_in_pieces" in indicator.doubts
    indicator.label_is_unknown = has_stranger and (is_joined or len(cells) < printed)
    indicator.label_is_misplaced = _is_misplaced(row, columns)
    if _is_rest_of_name(indicator, labels, columns, found):
        _put_rest_of_name(found[-1], indicator, reading)
        return
    if _is_printed_twice(indicator, found):
        reading.claim(found[-1].runs(), ISSUE, "row_printed_twice")
        reading.doubt("row_printed_twice", row.run)
        found.pop()
    found.append(indicator)


def _rests_in_place(
    row: Row,
    cells: Sequence[Cell],
    labels: "Labels",
    columns: Columns,
    found: Sequence[IndicatorRow],
) -> dict[str, Run]:
    """field -> the rest of a cell of the row above, where the row prints rests and nothing else.

    A remark goes on under its heading, a name beside the rests of its levels where every row has
    a weight; a name or a target until its bracket is closed.
    """
    if not found or row.column_count != columns.column_count:
        return {}
    fields = {column: name for name, column in columns.places.items()}
    is_below_levels = bool(labels.tails) and not labels.whole and "weight" in columns.fields
    rests = {fields.get(cell.column, ""): cell.run for cell in cells}
    is_each = all(
        bool(found[-1].remark)
        if name == "remark"
        else (name == "name" and is_below_levels) or _closes_bracket(found[-1], name, rest)
        for name, rest in rests.items()
    )
    return rests if is_each else {}


def _closes_bracket(above: IndicatorRow, name: str, rest: Run) -> bool:
    """Whether the rest closes a bracket that the cell above it leaves open."""
    if name not in ("name", "target", "actual"):
        return False
    upper, lower = fold(getattr(above, name).text), fold(rest.text)
    return upper.count("(") - upper.count(")") == lower.count(")") - lower.count("(") == 1


def _put_rests(above: IndicatorRow, rests: dict[str, Run], reading: Reading) -> None:
    for name, rest in rests.items():
        setattr(above, name, Run.joined([getattr(above, name), rest]))
    reading.doubt("cell_in_pieces", Run.joined(rests.values()))


def _is_rest_of_name(
    lower: IndicatorRow, labels: "Labels", columns: Columns, found: Sequence[IndicatorRow]
) -> bool:
    """Whether a row goes on with the name of the row above, whose line ends with it.

    The name's open bracket is closed; or no name ends as the upper part does, as one does as both.
    """
    if not found or labels.whole or labels.heads or not lower.target:
        return False
    upper = found[-1]
    last = upper.row.cells[-1].column
    is_cut = last + 1 == upper.row.column_count < columns.column_count or lower.row.follows_gap
    if not is_cut or not upper.name or any((upper.target, upper.actual, upper.weight)):
        return False
    above, below = upper.name.without_space().text, lower.name.without_space().text
    is_tail = len(below) <= _LONGEST_TAIL and below.endswith(_name_tails())
    return _closes_bracket(upper, "name", lower.name) or (
        is_tail and bool(above) and not above.endswith(name_ends())
    )


def _put_rest_of_name(above: IndicatorRow, lower: IndicatorRow, reading: Reading) -> None:
    """Join the rest of a name, and take the cells that stand beside it."""
    reading.doubt("cell_in_pieces", lower.name)
    above.name = Run.joined([above.name, lower.name])
    for name in ("target", "actual", "weight", "score", "remark", "target_is_lost", "doubts"):
        setattr(above, name, getattr(lower, name))


def _may_be_level(cell: Cell) -> bool:
    """Whether a cell among the levels is a name of its own, no piece of a label that is known."""
    is_long = len(cell.key) >= _SHORTEST_STRANGER and all(map(is_chinese, cell.key))
    return is_long and not _is_piece(cell.key)


def _is_misplaced(row: Row, columns: Columns) -> bool:
    """Whether a second-level label, or a name, stands outside its heading's column."""
    place = columns.places.get("level2")
    if place is None or row.column_count != columns.column_count:
        return False
    seconds = [c for c in row.cells if c.key in level_words(2) and c.key not in level_words(1)]
    others = [cell for cell in row.cells if not _is_piece(cell.key)]
    return any(cell.column != place for cell in seconds) or any(
        cell.column <= place for cell in others
    )


def _is_printed_twice(indicator: IndicatorRow, found: Sequence[IndicatorRow]) -> bool:
    """Whether the row before prints the same level 2, name and target: groups are named once."""
    if not found or indicator.level2 is None or found[-1].level2 != indicator.level2:
        return False
    before = found[-1]
    return bool(indicator.target) and (
        mend(before.name).text == mend(indicator.name).text
        and mend(before.target).text == mend(indicator.target).text
    )


@dataclass
class Labels:
    """The level labels of a row: whole names and heads of names that were cut."""

    whole: list[str] = field(default_factory=list)
    heads: list[tuple[str, ...]] = field(default_factory=list)
    tails: list[str] = field(default_factory=list)

    def read(self, found: Sequence[IndicatorRow]) -> tuple[str | None, str | None]:
        """The level 1 and level 2 that the row prints (None: none).

        成本指标 is a first level where a second level stands beside it, else a second level.
        """
        level1 = level2 = None
        for name in self.whole:
            if name in level_words(2) and name not in level_words(1):
                level2 = name
            elif name in level_words(1) and name not in level_words(2):
                level1 = name
        ambiguous = [n for n in self.whole if n in level_words(1) and n in level_words(2)]
        if ambiguous and level2 is None:
            level2 = ambiguous[0]
        elif ambiguous and level1 is None:
            level1 = ambiguous[0]
        for candidates in self.heads:
            firsts = [name for name in candidates if name in level_words(1)]
            seconds = [name for name in candidates if name in level_words(2)]
            if seconds and not firsts and level2 is None:
                level2 = _likely(seconds, found)
            elif firsts and level1 is None and len(firsts) == 1:
                level1 = firsts[0]
        return level1, level2


def _likely(names: list[str], found: Sequence[IndicatorRow]) -> str:
    """Of second levels that a cut label may stand for, the one not under a first level past."""
    used = {indicator.level2 for indicator in found}
    later = [name for name in names if name not in used and not name.endswith("成本指标")]
    return later[0] if later else names[0]


def _split_label(cell: Cell) -> list[Cell]:
    """A cell that holds a level label and then the name, as two cells."""
    words = cell.run.words()
    for count in range(len(words) - 1, 0, -1):
        head = "".join(word.text for word in words[:count])
        if head in level_words(2) or head in level_words(1):
            start = cell.run.text.index(words[count].text, len(words[count - 1].text))
            return [
                Cell(cell.column, cell.run[:start].strip()),
                Cell(cell.column + 1, cell.run[start:].strip()),
            ]
    return [cell]


def _take_labels(
    cells: list[Cell], row: Row, columns: Columns, reading: Reading
) -> tuple[list[Cell], Labels]:
    """The cells after the level labels, and the labels; stray pieces before a label go too."""
    labels = Labels()
    is_aligned = row.column_count == columns.column_count
    names_from = columns.places.get("name", 0) if is_aligned else 0
    last = max((i for i in range(len(cells)) if _is_label(cells, i, names_from)), default=-1)
    for cell in cells[: last + 1]:
        names = read_level(cell.key)
        if is_whole_level(cell.key):
            labels.whole.extend(names)
            reading.claim(cell.run, LAYOUT, "level")
        elif cell.key in _BANDS or is_level_tail(cell.key):
            labels.tails.append(cell.key)
            reading.claim(cell.run, LAYOUT, "level")
        elif names:
            labels.heads.append(names)
            reading.claim(cell.run, LAYOUT, "level")
        else:
            reading.reject("unread_text", cell.run)
    return cells[last + 1 :], labels


def _is_label(cells: list[Cell], index: int, names_from: int) -> bool:
    """Whether a cell is a level label, not an indicator's name that reads like one."""
    key = cells[index].key
    left = len(cells) - index - 1
    before = [cell.key for cell in cells[:index]]
    if is_whole_level(key):
        has_second = any(read_level(k)[:1] == (key,) for k in before if is_whole_level(k))
        return left >= (2 if has_second else 1) or all(_is_piece(k) for k in before)
    if any(is_whole_level(k) and read_level(k)[0] in level_words(2) for k in before):
        return is_level_tail(key) and left >= 2
    if key in _BANDS or is_level_tail(key):
        return (
            cells[index].column < names_from
            or left >= 2
            or all(_is_piece(cell.key) for cell in cells)
        )
    return bool(read_level(key)) and left >= 2 and not _is_target(cells[index + 1])


def _is_piece(key: str) -> bool:
    return key in _BANDS or is_level_tail(key) or bool(read_level(key))


def _is_target(cell: Cell) -> bool:
    return bool(re.match(r"[<>=≤≥＜＞＝]", cell.key))


def _without_marks(cells: list[Cell], row: Row, columns: Columns, reading: Reading) -> list[Cell]:
    """The cells that hold words or numbers; stray marks and damaged pieces are reported."""
    kept = []
    level2_column = columns.places.get("level2")
    is_aligned = row.column_count == columns.column_count
    extra = len(cells) > len(columns.fields)
    has_more = _has_more_than_its_texts(cells, columns)
    for index, cell in enumerate(cells):
        has_words = any(c.isalnum() for c in cell.key)
        more = any(any(is_chinese(c) for c in later.key) for later in cells[index + 1 :])
        at_levels = is_aligned and level2_column is not None and cell.column <= level2_column
        at_name = is_aligned and _is_all_of_name(cells, index, columns)
        if is_aligned and _is_dash(cell, columns):
            kept.append(cell)
        elif _TEMPLATE.match(cell.key):
            reading.claim(cell.run, LAYOUT, "template")
        elif (
            not has_words
            or (index == 0 and more and not at_name and _is_stray(cell, has_more))
            or (extra and at_levels and index < len(cells) - 2)
        ):
            reading.reject("unread_text", cell.run)
        else:
            kept.append(cell)
    return kept


def _is_all_of_name(cells: Sequence[Cell], index: int, columns: Columns) -> bool:
    """Whether a cell stands under 三级指标 and the next one no longer does."""
    target = columns.places.get("target", 0)
    after = cells[index + 1].column if index + 1 < len(cells) else target
    return cells[index].column == columns.places.get("name") and after >= target


def _is_dash(cell: Cell, columns: Columns) -> bool:
    """Whether a cell prints a dash in the place of a target, an actual value or a score."""
    places = [columns.places.get(name) for name in ("target", "actual", "score")]
    return says_no_amount(cell.run.text) and cell.column in places


def _is_stray(cell: Cell, has_more: bool) -> bool:
    """Whether a row's first cell is a damaged piece: no letter in it, or a name left without it."""
    if any(is_chinese(c) for c in cell.key) or _is_target(cell):
        return False
    return has_more or not any(c.isalpha() for c in cell.key)


def _has_more_than_its_texts(cells: Sequence[Cell], columns: Columns) -> bool:
    """Whether a cell more than name, target and actual stands before the weight.

    Only then the first one can be a stray piece: a name may be all in Latin letters (`PM2.5`).
    """
    if "weight" not in columns.fields:
        return len(cells) > _TEXTS_OF_TARGET
    weight_at = columns.fields.index("weight")
    at = _weight_place(cells, weight_at)
    if at is None:
        bare = (i for i, cell in enumerate(cells) if parse_number(cell.key) is not None)
        at = next(bare, len(cells))
    return at > weight_at


def _weight_place(cells: Sequence[Cell], weight_at: int) -> int | None:
    """Where the weight and the score stand side by side; None where they do not."""
    numbers = [parse_number(cell.key) is not None for cell in cells]
    sides = [i for i in range(1, len(cells) - 1) if numbers[i] and numbers[i + 1]]
    return max((i for i in sides if i >= weight_at - 1), default=None)


def _continues(
    row: Row,
    cells: list[Cell],
    labels: Labels,
    columns: Columns,
    found: Sequence[IndicatorRow],
) -> bool:
    """Whether the row is the rest of the row before the page's end."""
    if not found or not row.follows_gap or labels.whole:
        return False
    if "weight" in columns.fields:
        return not any(parse_number(cell.key) is not None for cell in cells)
    return len(cells) == 1 and bool(found[-1].target)


def _continue_row(found: list[IndicatorRow], cells: list[Cell], reading: Reading) -> None:
    """Put the rest of a row that a page's end cut to its upper half.

    Extraction may have filled the upper half from the row above it: then the rest takes the
    place of the last printed line of the cell.
    """
    above = found[-1]
    copied = len(found) > 1 and above.name.text == found[-2].name.text
    rests = [cell.run for cell in cells]
    above.name = _joined_at_cut(above.name, rests[0], copied)
    if len(rests) > 1:
        above.target = _joined_at_cut(above.target, rests[1], copied)
    for rest in rests[2:]:
        above.remark = Run.joined([above.remark, rest])
    reading.doubt("row_cut_by_page", Run.joined(rests))


def _joined_at_cut(upper: Run, rest: Run, copied: bool) -> Run:
    if not copied:
        return Run.joined([upper, rest])
    if upper.without_space().text.endswith(rest.without_space().text):
        return upper
    words = upper.words()
    kept = upper[: upper.text.rindex(words[-1].text)] if len(words) > 1 else upper
    return Run.joined([kept.strip(), rest])


def _extend_label(labels: Labels, found: list[IndicatorRow]) -> None:
    """A row of label tails completes the label head of the row before it (`经济` + `效益指标`)."""
    if not found or found[-1].level2 is None:
        return
    for tail in labels.tails:
        whole = [n for n in level_words(2) if n.endswith(tail)]
        if len(whole) == 1 and found[-1].level2 != whole[0]:
            head = whole[0][: -len(tail)]
            if head and found[-1].level2.startswith(head):
                found[-1].level2 = whole[0]


def _from_cells(
    row: Row,
    cells: list[Cell],
    columns: Columns,
    target_column: int | None,
    reading: Reading,
) -> IndicatorRow:
    pairs = CharacterPairs.of(reading.document.text)
    if "weight" in columns.fields:
        return _scored(row, cells, columns, pairs)
    runs = [cell.run for cell in cells]
    if len(runs) == 1 and _is_target(cells[0]):
        return IndicatorRow(row, EMPTY, runs[0], doubts=["lost_cell"])
    if len(runs) >= 2 and not _repeats(runs[-2], runs[-1]):
        indicator = IndicatorRow(row, join_cut(runs[:-1], pairs), runs[-1])
        if len(runs) > 2:
            indicator.doubts.append("name_in_pieces")
        return indicator
    indicator = IndicatorRow(row, join_cut(runs, pairs))
    if len(runs) > 1:
        indicator.doubts.append("name_in_pieces")
    filled_to_end = target_column is not None and cells[-1].column >= target_column
    indicator.target_is_lost = filled_to_end or len(runs) >= 2
    return indicator


def _repeats(first: Run, second: Run) -> bool:
    """Whether a cell prints the start of the next one again (its last character may be cut)."""
    one, two = first.without_space().text, second.without_space().text
    head = one if two.startswith(one) else one[:-1]
    return len(head) >= 2 and two.startswith(head) and len(two) > len(one)


def join_cut(runs: Sequence[Run], pairs: CharacterPairs) -> Run:
    """The runs of a cell that was cut where it stood; what both halves print is printed once."""
    joined = EMPTY
    for run in runs:
        if joined and _repeats(joined, run):
            joined = run
            continue
        if joined:
            run = _without_halved_glyph(joined, run, pairs)
        joined = Run.joined([joined, run])
    return joined


def _without_halved_glyph(first: Run, run: Run, pairs: CharacterPairs) -> Run:
    """The second half of a cut cell without the stump of the character that was cut.

    A stump is a mark that is no Chinese character, or one that the filing nowhere prints beside
    its neighbours, while it prints the neighbours together (`规范性文|工件` beside `文件`).
    """
    marks = len(run.text) - len(run.text.lstrip(_MARKS))
    if 0 < marks <= _WIDEST_STUMP and is_chinese(run.text[marks : marks + 1] or " "):
        return run[marks:]
    if len(run) <= _WIDEST_STUMP or marks:
        return run
    last, stump, after = first.text[-1], *run.without_space().text[:2]
    elsewhere = pairs.count(last + stump) + pairs.count(stump + after) - 1
    return run[1:] if pairs.count(last + after) and elsewhere <= 0 else run


def _scored(row: Row, cells: list[Cell], columns: Columns, pairs: CharacterPairs) -> IndicatorRow:
    """A row of a self-evaluation: the two numbers side by side are weight and score."""
    fields = columns.fields
    weight_at = fields.index("weight")
    placed = _by_place(row, cells, columns)
    if placed is not None:
        return placed
    at = weight_at if _is_whole(cells, fields) else _weight_place(cells, weight_at)
    if at is None:
        runs = _after_lost_name(cells)
        indicator = IndicatorRow(row, runs[0])
        for name, run in zip(fields[1:], runs[1:]):
            if parse_number(run.text) is not None:
                break  # a weight as well as a target
            setattr(indicator, name, run)
        indicator.target_is_lost = not indicator.target
        indicator.doubts.append("unaligned_row" if indicator.name else "lost_cell")
        return indicator
    before = _after_lost_name(cells[:at])
    between = list(fields[1:weight_at])
    indicator = IndicatorRow(row, EMPTY, weight=cells[at].run, score=cells[at + 1].run)
    while between and len(before) > 1:
        setattr(indicator, between.pop(), before.pop())
    indicator.name = join_cut(before, pairs)
    if between:
        indicator.doubts.append("lost_cell")
        indicator.target_is_lost = "target" in between
    indicator.remark = Run.joined(cell.run for cell in cells[at + 2 :])
    return indicator


def _is_whole(cells: Sequence[Cell], fields: Sequence[str]) -> bool:
    """Whether a row prints a cell for each field and its remark is a number, as scores are."""
    if len(cells) != len(fields) or fields[-1] != "remark" or "score" not in fields:
        return False
    is_number = [parse_number(cell.run.text) is not None for cell in cells]
    scored = [is_number[fields.index(name)] for name in _SCORED]
    return all(scored) and is_number[-1] and (is_number[1] or _is_target(cells[1]))


def _after_lost_name(cells: Sequence[Cell]) -> list[Run]:
    """The cells' runs, with an empty one for the name where the first is a target (`≤40`)."""
    runs = [cell.run for cell in cells]
    return [EMPTY, *runs] if _is_target(cells[0]) else runs


def _by_place(row: Row, cells: list[Cell], columns: Columns) -> IndicatorRow | None:
    """The row where each cell stands under its own heading; None where one does not.

    Scores may not be filled in yet: then a name, a target and a number under 分值 are needed.
    """
    fields = {column: name for name, column in columns.places.items() if name in columns.fields}
    found = {fields.get(cell.column, ""): cell.run for cell in cells}
    is_aligned = row.column_count == columns.column_count and len(found) == len(cells)
    needed = {"name", "weight"} | ({"score"} if "score" in found else {"target"})
    if not is_aligned or "" in found or not needed <= set(found):
        return None
    if "score" not in found and parse_number(found["weight"].text) is None:
        return None
    indicator = IndicatorRow(row, found["name"])
    for name in found:
        setattr(indicator, name, found[name])
    return indicator


def _split_and_shared(found: list[IndicatorRow], reading: Reading) -> list[IndicatorRow]:
    """The rows with two names in one cell parted, and a target printed a row too high moved."""
    result: list[IndicatorRow] = []
    for indicator in found:
        result.extend(_two_names(indicator))
    for above, below in itertools.pairwise(result):
        shared = _TWO_TARGETS.match(above.target.text)
        if shared and not below.target:
            below.target = above.target[shared.start(2) :]
            above.target = above.target[: shared.end(1)]
            below.target_is_lost = False
            for indicator in (above, below):
                indicator.doubts.append("shared_cell")
    return result


def _two_names(indicator: IndicatorRow) -> list[IndicatorRow]:
    words = indicator.name.words()
    whole = [word for word in words if word.text.endswith(_name_tails()) and len(word) >= 4]
    if indicator.target or len(words) < 2 or len(whole) != len(words):
        return [indicator]
    parts = [IndicatorRow(indicator.row, word, target_is_lost=True) for word in words]
    parts[0].level1, parts[0].level2 = indicator.level1, indicator.level2
    for part in parts:
        part.doubts.append("shared_cell")
    return parts


def claim_cells(
    indicator: IndicatorRow, typed_target: bool, typed_actual: bool, reading: Reading
) -> None:
    """Note where each cell of the indicator went."""
    reading.claim(indicator.name, TEXT, "indicator_name")
    reading.claim(indicator.remark, TEXT, "remark_text")
    for run, typed, name in (
        (indicator.target, typed_target, "target"),
        (indicator.actual, typed_actual, "actual"),
    ):
        reading.claim(run, "typed" if typed else TEXT, f"{name}_value" if typed else f"{name}_text")


def mended_name(indicator: IndicatorRow) -> Run:
    """The indicator's name as it was set."""
    return mend(indicator.name)
