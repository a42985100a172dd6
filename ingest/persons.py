"""Names of persons, telephone numbers, addresses of mail and identity numbers: withheld on reading.

A character of them becomes a star before anything is read, so that no place of a fact moves. What
introduces them is in `vocabulary/person_words.csv`; a name begins with one of `surnames.csv`.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from ingest.document import EMPTY, Cell, Document, Row, Run
from ingest.forms.cell_labels import is_label
from ingest.labels import vocabulary

_HAN = "\u3400-\u9fff"
_HIDDEN = "\ue000"
_FULL_WIDTH = {code + 0xFEE0: chr(code) for code in range(0x21, 0x7F)}
_ALIKE = str.maketrans(
    _FULL_WIDTH | dict.fromkeys(map(ord, "‐‑‒–—−"), "-") | dict.fromkeys((0x3000, 0xA0), " ")
)
_FIGURES = re.compile(r"[\d.,% ]+")
_SEGMENT = re.compile(r"[^\t\n]+")
_FREE = r"(?<![0-9A-Za-z-])(?<!\d[.,])"
_ENDS = r"(?![0-9A-Za-z]|[.,]\d)"
_CHINA = r"(?:\+?86[ -]?)?"
_AREA = r"0(?:10|2\d|[3-9]\d\d)"
_MOBILE = re.compile(rf"{_FREE}{_CHINA}1[3-9]\d{{9}}{_ENDS}(?!-[{_HAN}])")
_PARTED_MOBILE = re.compile(rf"{_FREE}{_CHINA}1[3-9]\d-\d{{4}}-\d{{4}}{_ENDS}")
_LANDLINE = re.compile(rf"{_FREE}{_CHINA}(?:\({_AREA}\) ?|{_AREA}-)\d{{3,4}}[ -]?\d{{4}}{_ENDS}")
_SPREAD = re.compile(
    rf"{_FREE}{_CHINA}(?:1[3-9](?:[ -]?\d){{9}}|{_AREA} ?[2-9]\d{{2,3}}[ -]?\d{{4}}){_ENDS}"
)
_LOCAL = re.compile(rf"{_FREE}(?!\d*000(?!\d))[2-9]\d{{2,3}}[ -]?\d{{4}}{_ENDS}")
_DATE = re.compile(r"20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_EXTENSION = re.compile(rf"(?<={_HIDDEN}) ?(?:转|-|分机:?|[Ee]xt\.?) ?\d{{1,6}}(?!\d)")
_NUMBER_BEHIND = re.compile(r"[ :(]{0,3}\d{7}")
_MAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_IDENTITY = re.compile(
    rf"{_FREE}[1-9]\d{{5}} ?(?:19[2-9]\d|20[01]\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]) ?"
    rf"\d{{3}}[\dXx]{_ENDS}"
)
_OLD_IDENTITY = re.compile(rf"{_FREE}[1-9]\d{{14}}{_ENDS}")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_BETWEEN = 12
_LONGEST_LABEL = 16
_FEWEST_HEADINGS = 3
_PARTS_OF_FORM = ("header", "fund", "measure", "goal", "column", "closing", "band")
Stretch = tuple[int, int]
Test = Callable[[str, int, int], bool]


def withhold_persons(document: Document) -> tuple[Document, list[Run]]:
    """The document with stars for what tells a person, and the runs of it as printed."""
    has_labels = _label().search(document.text.translate(_ALIKE)) is not None
    labelled = _in_labelled_cells(document.rows) if has_labels else ()
    found = sorted({*_in_text(document.text), *labelled})
    stretches = [s for s, before in zip(found, [(0, 0), *found]) if s[0] >= before[1]]
    if not stretches:
        return document, []
    hidden = {offset for start, end in stretches for offset in range(start, end)}
    runs = [Run.printed(document.text[start:end], start) for start, end in stretches]
    text = starred(Run.printed(document.text, 0), hidden).text
    return replace(
        document,
        text=text,
        rows=tuple(_starred_row(row, hidden) for row in document.rows),
        page_numbers=tuple(starred(run, hidden) for run in document.page_numbers),
        faint=tuple(starred(run, hidden) for run in document.faint),
        doubts=tuple(replace(d, run=starred(d.run, hidden)) for d in document.doubts),
    ), runs


def starred(run: Run, hidden: set[int]) -> Run:
    """The run with a star for each character, but white space, at one of the offsets."""
    if hidden.isdisjoint(run.offsets):
        return run
    characters = zip(run.text, run.offsets)
    return Run(
        "".join("*" if o in hidden and not c.isspace() else c for c, o in characters), run.offsets
    )


def _starred_row(row: Row, hidden: set[int]) -> Row:
    run = starred(row.run, hidden)
    if run is row.run:
        return row
    cells = tuple(replace(cell, run=starred(cell.run, hidden)) for cell in row.cells)
    return replace(row, run=run, cells=cells)


def _in_text(text: str) -> Iterator[Stretch]:
    """The stretches of a text whose cells are parted by tabs and lines by line feeds."""
    if not _may_tell().search(text.translate(_ALIKE)):
        return
    for segment in _SEGMENT.finditer(text):
        if _FIGURES.fullmatch(segment.group()):
            continue
        for start, end in personal_stretches(segment.group()):
            yield segment.start() + start, segment.start() + end


def personal_stretches(text: str) -> list[Stretch]:
    """The stretches of a line or a cell that tell a person, in order.

    >>> personal_stretches("联系人：张某某，电话：57812345")
    [(4, 7), (11, 19)]
    """
    plain = text.translate(_ALIKE)
    if not _may_tell().search(plain):
        return []
    names = list(_names(plain))
    shown = plain
    for start, end in names:
        shown = _hidden(shown, start, end)
    found = list(names)
    for pattern, is_certain in _TESTS:
        for start, end in _passing(pattern, is_certain, shown):
            shown = _hidden(shown, start, end)
            found.append((start, end))
    return sorted([*_with_extensions(found, shown), *_names_before_numbers(shown)])


def _hidden(text: str, start: int, end: int) -> str:
    return text[:start] + _HIDDEN * (end - start) + text[end:]


def _passing(pattern: re.Pattern[str], is_certain: Test, text: str) -> Iterator[Stretch]:
    """The stretches that fit and pass; each is hidden for those after it."""
    position = 0
    while found := pattern.search(text, position):
        position = found.end()
        if is_certain(text, *found.span()):
            text = _hidden(text, *found.span())
            yield found.span()
        else:
            position = found.start() + 1


def _with_extensions(found: Sequence[Stretch], text: str) -> Iterator[Stretch]:
    """The stretches, a telephone number with its extension."""
    for start, end in found:
        extension = _EXTENSION.match(text, end)
        yield start, extension.end() if extension else end


def _names_before_numbers(text: str) -> Iterator[Stretch]:
    for found in _name_before_number().finditer(text):
        if _is_name(found.group()):
            yield found.span()


def _names(text: str) -> Iterator[Stretch]:
    """The names that words for a person's part introduce, several after one word too."""
    for role in _telling(text):
        position = role.end()
        while (found := _name().match(text, position)) and _is_name(found.group()):
            if position == role.end() and _reads_as_word(role, found):
                break
            yield found.span()
            position = _between_names().match(text, found.end()).end()  # type: ignore[union-attr]
            if position == found.end():
                break


def _telling(text: str) -> list[re.Match[str]]:
    """The words for a person's part.

    A verb (审核：) is one beside a person's label or in a line of nothing but such words and names,
    as long as no thing stands behind it there.
    """
    roles = list(_role().finditer(text))
    nouns = [role for role in roles if not role.group("verb")]
    if len(nouns) == len(roles) or any(map(_tells_person, nouns)):
        return roles
    if not _signatures().fullmatch(text):
        return nouns
    return [role for role in roles if not role.group("verb") or not _opens_thing(role)]


def _tells_person(role: re.Match[str]) -> bool:
    """Whether a word for a person's part has its colon, or a name behind it."""
    name = _name().match(role.string, role.end())
    is_named = name and _is_name(name.group()) and not _reads_as_word(role, name)
    return role.group().endswith(":") or bool(is_named)


def _opens_thing(verb: re.Match[str]) -> bool:
    """Whether what stands behind a verb may be what is done rather than who does it."""
    name = _name().match(verb.string, verb.end())
    told = name.group() if name else ""
    return told.startswith(_words("word_surname")) or told.endswith(_words("verb_thing_end"))


def _reads_as_word(role: re.Match[str], name: re.Match[str]) -> bool:
    """Whether a name without a colon before it may go on a sentence: 责任人应知晓."""
    if role.group().endswith((":", "(")) or _NUMBER_BEHIND.match(name.string, name.end()):
        return False
    adjoined = () if role.group().endswith(" ") else _words("adjoined_surname")
    return name.group().startswith((*_words("word_surname"), *adjoined))


def _is_name(text: str) -> bool:
    """Whether what looks like a name is not an everyday word or a label that looks like one."""
    whole = "".join(text.split())
    ends = (*_words("body_end"), *_words("thing_end"))
    if whole.startswith(_words("not_name")) or whole.endswith(ends) or whole in _words("thing"):
        return False
    return not any(label.startswith(whole) for label in _labels())


def _is_mobile(text: str, start: int, end: int) -> bool:
    """Whether 11 digits are a mobile telephone: said to be one, or closed up to a sentence."""
    if _is_measured(text, end, "amount_unit"):
        return False
    if _is_introduced(text, start):
        return True
    before = text[max(0, start - _BETWEEN) : start]
    is_closed_up = bool(before) and not before[-1].isspace()
    return is_closed_up and not _holds(before, "amount", "code")


def _is_no_code(text: str, start: int, end: int) -> bool:
    return not _holds(text[max(0, start - _BETWEEN) : start], "code")


def _is_spread_number(text: str, start: int, end: int) -> bool:
    return _is_introduced(text, start) and not _is_measured(text, end, "amount_unit")


def _is_local_number(text: str, start: int, end: int) -> bool:
    """Whether 7 or 8 digits stand right behind a word for a telephone, and are no date or count.

    What is also the topic of a cost (热线, 咨询) is such a word only before a colon or 号码.
    """
    if _DATE.fullmatch(text, start, end) or _is_measured(text, end):
        return False
    return _introduction().search(_without_numbers(text[:start])) is not None


def _is_identity(text: str, start: int, end: int) -> bool:
    """Whether 18 digits are an identity number: said to be, or right by their check digit."""
    if _holds(text[max(0, start - _BETWEEN) : start], "identity"):
        return True
    digits = text[start:end].replace(" ", "")
    is_alone = start == 0 and end == len(text)
    rest = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS)) % 11
    is_right = "10X98765432"[rest] == digits[-1].upper()
    return is_right and not is_alone and _is_no_code(text, start, end)


def _is_said_identity(text: str, start: int, end: int) -> bool:
    return _holds(text[max(0, start - _BETWEEN) : start], "identity")


def _always(text: str, start: int, end: int) -> bool:
    return True


_TESTS: tuple[tuple[re.Pattern[str], Test], ...] = (
    (_MAIL, _always),
    (_IDENTITY, _is_identity),
    (_OLD_IDENTITY, _is_said_identity),
    (_PARTED_MOBILE, _is_no_code),
    (_LANDLINE, _is_no_code),
    (_MOBILE, _is_mobile),
    (_SPREAD, _is_spread_number),
    (_LOCAL, _is_local_number),
)


def _is_introduced(text: str, start: int) -> bool:
    """Whether a word for a telephone or a person stands before, and none for an amount between."""
    before = _without_numbers(text[:start])
    found = _contact().search(before)
    return found is not None and not _holds(found.group("between"), "amount", "code")


def _without_numbers(before: str) -> str:
    """What stands before a number and the hidden names and numbers beside it."""
    return re.sub(rf"[{_HIDDEN}、,/;或及和与转 -]+$", "", before) if _HIDDEN in before else before


def _is_measured(text: str, end: int, kind: str = "") -> bool:
    """Whether a unit stands behind the number; `kind` names the words, else any unit counts."""
    units = _words(kind) if kind else (*_units(), *_words("amount_unit"))
    return text[end:].lstrip().startswith(units)


def _holds(text: str, *kinds: str) -> bool:
    return any(word in text for kind in kinds for word in _words(kind))


def _in_labelled_cells(rows: Sequence[Row]) -> Iterator[Stretch]:
    """What stands beside, below or on the line after a label of persons or telephones."""
    headings: dict[int, str] = {}
    table: int | None = None
    above: Row | None = None
    for row in rows:
        if row.table != table or not row.is_table:
            headings, table = {}, row.table
        elif headings and any(_is_other_label(cell.key) for cell in row.cells):
            headings = {}
        yield from _beside_labels(row)
        yield from _below_label(above, row)
        for cell in row.cells:
            if cell.column in headings:
                yield from _in_cell(headings[cell.column], cell)
        headings = headings | _headings(row)
        above = row


def _beside_labels(row: Row) -> Iterator[Stretch]:
    for label, value in zip(row.cells, row.cells[1:]):
        kind = _kind_of_label(label.key)
        is_beside = value.column == label.column + label.column_span
        if kind == "联系人" or (kind and (is_beside or len(value.key) > _BETWEEN - 2)):
            yield from _in_cell(kind, value)


def _below_label(above: Row | None, row: Row) -> Iterator[Stretch]:
    """The value of a label that fills the line before."""
    if above and not above.is_table and not row.is_table and len(above.key) <= _BETWEEN:
        kind = _kind_of_label(above.key)
        if kind:
            yield from _in_cell(kind, row.cells[0])


def _headings(row: Row) -> dict[int, str]:
    """column -> kind of the labels in a row of headings that names persons.

    Such a row holds labels alone, and no blank beside one of a person or a telephone.
    """
    if not row.is_table or len(row.cells) < _FEWEST_HEADINGS:
        return {}
    told = {cell.column: kind for cell in row.cells if (kind := _kind_of_label(cell.key))}
    if "联系人" not in told.values() or not all(_is_heading(cell.key) for cell in row.cells):
        return {}
    ends = [] if row.table is None else [row.column_count]
    starts = [*(cell.column for cell in row.cells[1:]), *ends]
    gaps = [c for c, start in zip(row.cells, starts) if start > c.column + c.column_span]
    has_room = any(cell.column in told for cell in gaps)
    return {} if has_room or list(_beside_labels(row)) else told


def _is_heading(key: str) -> bool:
    told = _kind_of_label(key) or key in _words("list_heading")
    return bool(told) or _is_other_label(key)


def _is_other_label(key: str) -> bool:
    """Whether a cell is a label of a form, but none of a person or a telephone."""
    return not _kind_of_label(key) and is_label(key, _PARTS_OF_FORM)


def _in_cell(kind: str, cell: Cell) -> Iterator[Stretch]:
    """What a cell tells of persons, read as if its label stood before it."""
    opening = f"{kind}："
    width = len(opening)
    for start, end in personal_stretches(opening + cell.run.text):
        part = cell.run[start - width : end - width] if start >= width else EMPTY
        if part and part.end - part.start == len(part):
            yield part.start, part.end


def _kind_of_label(key: str) -> str:
    """`联系人` or `电话` where a whole cell is a label of the one or the other; else empty."""
    if key.isascii() or len(key) > _LONGEST_LABEL:
        return ""
    found = _label().fullmatch(key.translate(_ALIKE).rstrip(":"))
    if not found:
        return ""
    return "联系人" if found.group("person") else "电话"


@cache
def _words(kind: str) -> tuple[str, ...]:
    """The words of a kind, longest first."""
    found = [row["word"] for row in vocabulary("person_words") if row["kind"] == kind]
    return tuple(sorted(found, key=len, reverse=True))


@cache
def _units() -> tuple[str, ...]:
    return tuple(row["unit"] for row in vocabulary("target_units"))


@cache
def _labels() -> tuple[str, ...]:
    rows = (*vocabulary("labels"), *vocabulary("cell_labels"))
    return tuple(dict.fromkeys(row["label"] for row in rows))


def _any_of(*kinds: str) -> str:
    words = sorted({w for kind in kinds for w in _words(kind)}, key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, words))})"


@cache
def _may_tell() -> re.Pattern[str]:
    """What stands in every text that tells of a person: a role, seven digits, or an @."""
    return re.compile(rf"(?:\d[ -]?){{7}}|@|{_any_of('role', 'role_before_colon', 'verb')}")


def _role_pattern() -> str:
    signed = rf"(?:\({_any_of('signature')}\)|{_any_of('signature')})*"
    phone = rf"(?:[及和与/、]?{_any_of('telephone', 'topic')})?"
    return (
        rf"(?:{_any_of('role')}{signed}(?:{phone} *: *| *\( *| *)"
        rf"|(?:{_any_of('role_before_colon')}|(?P<verb>{_any_of('verb')})){signed}{phone} *: *)"
    )


@cache
def _role() -> re.Pattern[str]:
    """A word for a person's part, up to where the name begins."""
    return re.compile(_role_pattern())


@cache
def _signatures() -> re.Pattern[str]:
    """A line of nothing but persons' parts and their names."""
    names = rf"{_name_pattern()}(?: *[、,/] *{_name_pattern()})*"
    return re.compile(rf"(?: *{_role_pattern()}{names}[ ;,。]*)+")


@cache
def _label() -> re.Pattern[str]:
    person = _any_of("role", "role_label")
    return re.compile(
        rf"(?P<person>{person}(?:\({_any_of('signature')}\)|{_any_of('signature')})*"
        rf"(?:[及和与/、]?{_any_of('telephone', 'topic')})?)|{_any_of('telephone_label')}"
    )


def _name_pattern() -> str:
    """A surname and one or two characters, or a name with a middle dot."""
    rows = [row["surname"] for row in vocabulary("surnames")]
    single = "".join(name for name in rows if len(name) == 1)
    compound = "|".join(name for name in rows if len(name) > 1)
    words = _any_of("after_name", "role", "role_before_colon", "verb", "telephone", "topic")
    ends = rf"(?=$|[^{_HAN}]|{words})"
    return (
        rf"(?:(?:{compound}|[{single}])(?:某{{1,2}}|(?: {{0,3}}[{_HAN}Xx×*]){{1,2}}{ends})"
        rf"|[{_HAN}]{{1,8}}(?:·[{_HAN}]{{1,8}})+{ends})"
    )


@cache
def _name() -> re.Pattern[str]:
    return re.compile(_name_pattern())


@cache
def _between_names() -> re.Pattern[str]:
    return re.compile(r"(?: *[、,/] *)?")


@cache
def _name_before_number() -> re.Pattern[str]:
    return re.compile(rf"(?<![{_HAN}{_HIDDEN}]){_name_pattern()}(?=[ :(]{{0,3}}{_HIDDEN}{{7}})")


@cache
def _contact() -> re.Pattern[str]:
    words = _any_of("telephone", "topic", "role")
    return re.compile(rf"{words}(?P<between>(?:(?!{words})\D){{0,{_BETWEEN}}})$")


@cache
def _introduction() -> re.Pattern[str]:
    told = rf"{_any_of('telephone')}|{_any_of('topic')}(?:号码?|\s*:)"
    return re.compile(rf"(?:{told})(?:{_any_of('connector')}|[:().\s])*$")
