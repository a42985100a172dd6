"""Document -> records: all that the forms of one filing say, and what is in doubt."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, partial
from typing import Any

from ingest import records
from ingest.document import EMPTY, Document, Place, Row, Run, box_text, mend
from ingest.forms.costs import Item, StatedSum, read_costs
from ingest.forms.find import (
    FormSource,
    find_forms,
    narrative_project_name,
    set_aside_forms,
    title_of,
)
from ingest.forms.flattened import is_flattened, read_flattened
from ingest.forms.goals import read_goals
from ingest.forms.gridded import with_grids
from ingest.forms.header import (
    Header,
    read_header,
    recurrence_in,
    settle_choice,
    split_code,
)
from ingest.forms.indicators import (
    Columns,
    IndicatorRow,
    claim_cells,
    mended_name,
    read_indicators,
)
from ingest.forms.levels import LevelCells, Levels, known_places, recover
from ingest.forms.lined.costs import lay_costs
from ingest.forms.money import (
    Amount,
    ExecutionRow,
    read_rate,
    read_request,
    read_result,
    units_in,
    value_amounts,
)
from ingest.forms.narrative import Section, claim_text, is_cut, read_sections, section_text
from ingest.forms.one_cell import lines_of_costs
from ingest.forms.organisations import (
    body_in_section,
    body_in_title,
    known_bodies,
    whole_name,
)
from ingest.forms.page_numbers import without_page_numbers
from ingest.forms.ruled import is_ruled, read_listed, read_ruled
from ingest.forms.ruled.sides import with_sides_apart
from ingest.forms.sections import FormParts, names_person, split_into_parts
from ingest.forms.statement import Statement, read_statements
from ingest.forms.sub_projects import sub_projects
from ingest.forms.unmoved import foreign_labels, printed_labels
from ingest.labels import labels_of, split_at_labels, titles, vocabulary
from ingest.outcomes import (
    COMPLETE,
    INCOMPLETE,
    outcome_messages,
    page_outcomes,
    reasons_said,
)
from ingest.persons import starred, withhold_persons
from ingest.reading import ISSUE, LAYOUT, TEXT, TYPED, Doubt, PlacedNumber, Reading, placed_numbers
from ingest.targets import Target, parse_actual, parse_target
from ingest.values import (
    FULL_DATE,
    exactly,
    fold,
    join_cut_date,
    parse_dates,
    parse_number,
    parse_year,
    printed_years,
)

_BARE_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_LAYOUT_ISSUES = {"unknown_labels", "lines_not_told_apart", "goals_not_told_apart"}
_MEASURED_KINDS = ("exact", "bound", "range", "frequency", "deadline")


@dataclass
class FormContent:
    """What was read of one form before it becomes records."""

    source: FormSource
    sections: list[Section] = field(default_factory=list)
    header: Header = field(default_factory=Header)
    amounts: list[Amount] = field(default_factory=list)
    money_units: list[tuple[str, Run]] = field(default_factory=list)
    execution: ExecutionRow | None = None
    goals: dict[str, Run] = field(default_factory=dict)
    indicators: list[IndicatorRow] = field(default_factory=list)
    levels: list[Levels] = field(default_factory=list)
    total_weight: Run | None = None
    total_score: Run | None = None
    rating: Run | None = None
    is_put_aside: bool = False

    @property
    def texts(self) -> list[str]:
        """The goals and the narrative's sections."""
        return [run.text for run in (*self.goals.values(), *map(section_text, self.sections))]

    @property
    def narrative_name(self) -> Run | None:
        title = self.source.narrative_title
        return narrative_project_name(title) if title else None

    @property
    def narrative_body(self) -> str | None:
        section = next((s for s in self.sections if s.number == 3), None)
        is_whole = section is not None and not is_cut(section)
        return body_in_section(section_text(section).text) if section and is_whole else None

    @property
    def narrative_unit(self) -> Run:
        """Where 三、实施主体 prints the body; empty where it names none with certainty."""
        section = next((s for s in self.sections if s.number == 3), None)
        text = section_text(section) if section else EMPTY
        start = text.text.find(self.narrative_body or "\n")
        return text[start : start + len(self.narrative_body or "")] if start >= 0 else EMPTY


@dataclass(frozen=True)
class FilingContent:
    """The records of a filing by raw table, and the number tokens with their places."""

    rows: Mapping[str, Sequence[Any]]
    numbers: Sequence[PlacedNumber]
    form_count: int
    incomplete_forms: Sequence[int]
    page_count: int | None = None
    refused: Sequence[str] = ()
    unread_pages: Sequence[int] = ()
    labels_found: Sequence[str] = ()
    withheld_count: int = 0

    @property
    def misplaced(self) -> list[PlacedNumber]:
        """The number tokens that no place took, or more than one: the reader's own fault."""
        return [number for number in self.numbers if len(number.claims) != 1]

    def count(self, kind: str) -> int:
        """How many number tokens went to places of one kind."""
        return sum(1 for n in self.numbers if len(n.claims) == 1 and n.claims[0].kind == kind)


def read_document(document: Document, filing_id: str, load_id: str) -> FilingContent:
    """The records of all forms of a document; a document without forms gives none."""
    printed = document.text
    document, withheld = withhold_persons(document)
    document = with_sides_apart(with_grids(without_page_numbers(document)))
    reading = Reading(document, printed, withheld)
    sources = find_forms(document)
    inside = {row.line for source in sources for row in source.all_rows}
    outside = [row for row in document.rows if row.line not in inside]
    statements = read_statements(outside, reading)
    contents = _read_contents(sources, outside, reading)
    writer = _Writer(filing_id, load_id, reading)
    places = known_places([_level_cells(content.indicators) for content in contents])
    bodies = _bodies(outside, contents)
    for content in contents:
        writer.write(content, places, bodies)
    for number, statement in enumerate(statements, start=1):
        writer.add(
            "department_statements",
            records.DepartmentStatement,
            statement.run,
            statement_id=f"{filing_id}-s{number:03}",
            statement_number=number,
            unit_count=statement.unit_count,
            project_count=statement.project_count,
            amount_yuan=statement.amount_yuan,
            statement_text=statement.text,
        )
    stretches = [(row.run.start, row.run.end) for s in sources for row in s.all_rows]
    stretches += [(statement.run.start, statement.run.end) for statement in statements]
    for run in document.page_numbers:
        reading.claim(run, LAYOUT, "page_number")
    writer.claim_leftovers(contents)
    writer.doubt_faint(document, contents)
    writer.doubt_reader(document, contents)
    numbers = placed_numbers(reading, sorted(stretches))
    writer.write_numbers(numbers, sources)
    writer.write_doubts()
    writer.write_lines(document)
    refused = set_aside_forms(document)
    writer.write_pages(document, sources, statements, refused)
    incomplete = [form.form_number for form in writer.rows["forms"] if not form.is_complete]
    return FilingContent(
        writer.rows,
        numbers,
        len(sources),
        incomplete,
        document.page_count,
        [rows[0].run.text for rows in refused],
        document.unread_pages,
        () if sources else printed_labels(document.rows),
        len(reading.withheld),
    )


def _read_contents(
    sources: Sequence[FormSource], outside: Sequence[Row], reading: Reading
) -> list[FormContent]:
    contents = []
    for source in sources:
        reading.form = source.number
        content = FormContent(source)
        if source.narrative:
            reading.claim(source.narrative[0].run, LAYOUT, "narrative_title")
            content.sections = read_sections(source.narrative[1:], reading)
            for section in content.sections:
                section.rows = lay_costs(section.rows) or section.rows
        contents.append(content)
    bodies = known_bodies(
        [body_in_title(row.run) for row in outside if not row.is_table],
        [content.narrative_body for content in contents],
    )
    for content in contents:
        reading.form = content.source.number
        _read_form(content, bodies, reading)
    reading.form = None
    return contents


def _bodies(outside: Sequence[Row], contents: Sequence[FormContent]) -> tuple[str, ...]:
    return known_bodies(
        [body_in_title(row.run) for row in outside if not row.is_table],
        [content.narrative_body for content in contents],
    )


def _read_form(content: FormContent, bodies: Sequence[str], reading: Reading) -> None:
    source = content.source
    if source.title is None:
        content.header.add("unit", [content.narrative_unit])
        return
    if is_flattened(source.title):
        name = content.narrative_name
        if _prints_measures(source.title):
            lines = Run.joined((row.run for row in source.all_rows), "\n")
            reading.reject("lines_not_told_apart", lines)
            return
        flat = read_flattened(source.title, _text(name), content.narrative_body, bodies, reading)
        content.header, content.amounts, content.goals = flat.header, flat.amounts, flat.goals
        content.money_units = units_in([source.title])[:1]
        rest = read_indicators(source.rows, Columns.of(None, source.form_type), reading)
        content.indicators = flat.indicators + rest
        return
    if source.title not in source.rows:
        reading.claim(source.title.run, LAYOUT, "title")
    if is_ruled(source.rows):
        _read_ruled_form(content, reading)
        return
    if reading.document.page_count is not None:
        for row in source.rows:
            reading.claim(row.run, ISSUE, "unruled_form")
        reading.doubt("unruled_form", source.title.run)
        return
    parts = split_into_parts(source.rows)
    content.header = read_header(parts.header, reading)
    content.header.year = content.header.year or _year_above(source)
    unknown = foreign_labels(source.rows)
    if unknown:
        _put_aside(unknown, reading)
        content.is_put_aside = True
        return
    _read_moved_form(content, source.title, parts, reading)


def _prints_measures(title: Row) -> bool:
    """Whether a form in one line prints 年初预算数 and its like: no place tells their amounts."""
    items = split_at_labels(title, labels_of("measure"))
    return len({item.field for item in items if item.field in ("approved", "executed")}) > 1


def _put_aside(unknown: Sequence[Run], reading: Reading) -> None:
    """Say that no more is read of a form whose cells have moved in a layout that is not known."""
    names = dict.fromkeys(mend(run).text for run in unknown)
    reading.doubt("unknown_labels", unknown[0], f"：{'、'.join(names)}")


def _read_moved_form(content: FormContent, title: Row, parts: FormParts, reading: Reading) -> None:
    """Read what stands below the header of a form whose cells may have moved."""
    form_type = content.source.form_type
    content.money_units = units_in(parts.money, (title, *parts.header))
    if form_type == "self_evaluation":
        content.amounts, content.execution = read_result(parts.money, reading)
    else:
        content.amounts = read_request(parts.money, reading)
    if parts.columns is not None and not parts.columns.is_table:
        _put_lines_aside(parts, reading)
        return
    content.goals = read_goals(parts.goal_header, parts.goals, form_type, reading)
    if parts.columns is not None:
        reading.claim(parts.columns.run, LAYOUT, "heading")
    columns = Columns.of(parts.columns, form_type)
    content.indicators = read_indicators(parts.indicators, columns, reading)
    _read_closing(content, parts.closing, columns, reading)


def _put_lines_aside(parts: FormParts, reading: Reading) -> None:
    """Report goals and indicators in lines whose cells nothing but a space parts."""
    headings = [row for row in (parts.goal_header, parts.columns) if row is not None]
    for row in headings:
        reading.claim(row.run, LAYOUT, "heading")
    lines = [*parts.goals, *parts.indicators, *parts.closing]
    if lines:
        reading.reject("lines_not_told_apart", Run.joined((row.run for row in lines), "\n"))


def _year_above(source: FormSource) -> Run | None:
    """The line above a form without a title of its own that prints the year."""
    return next((row.run for row in source.above if parse_year(row.key)), None)


def _put_undecided_aside(source: FormSource, reading: Reading) -> None:
    """Report the lines of a form whose place in its table nothing tells."""
    lines = {reading.line_of(place) for row in source.all_rows for place in row.run.offsets[:1]}
    lines |= {reading.line_of(row.run.start) for row in source.headings}
    for doubt in reading.document.undecided:
        if reading.line_of(doubt.run.start) in lines:
            reading.reject(doubt.code, doubt.run)


def _read_ruled_form(content: FormContent, reading: Reading) -> None:
    source = content.source
    _put_undecided_aside(source, reading)
    if source.listed:
        form = read_listed(source.above, source.headings, source.listed, reading)
    else:
        form = read_ruled(source.rows, source.form_type, reading)
    form.header.year = form.header.year or _year_above(source)
    titled = [source.title] if source.title else []
    form.money_units = form.money_units or units_in([], (*titled, *source.above))
    content.header, content.amounts, content.execution = form.header, form.amounts, form.execution
    content.money_units, content.goals = form.money_units, form.goals
    content.indicators, content.levels = form.indicators, form.levels
    content.total_weight, content.total_score = form.total_weight, form.total_score
    content.rating = form.rating


def _read_closing(
    content: FormContent, rows: Sequence[Row], columns: Columns, reading: Reading
) -> None:
    for row in rows:
        if names_person(row):
            read_header([row], reading)
        cells = row.cells[1:]
        found = (name for label, name in labels_of("closing").items() if row.key.startswith(label))
        closing = next(found, None)
        if closing == "total" and cells:
            content.total_weight, content.total_score = _totals(row, columns)
        elif closing == "rating" and cells:
            content.rating = cells[0].run


def _totals(row: Row, columns: Columns) -> tuple[Run | None, Run | None]:
    """The total weight and score; one number alone is what its column says, else neither."""
    numbers = [cell for cell in row.cells[1:] if parse_number(cell.key) is not None]
    if len(numbers) >= 2:
        return numbers[-2].run, numbers[-1].run
    is_aligned = row.column_count == columns.column_count
    placed = {cell.column: cell.run for cell in numbers if is_aligned}
    names = ("weight", "score")
    weight, score = (placed.get(columns.places.get(name, -1)) for name in names)
    return weight, score


def _level_cells(rows: Iterable[IndicatorRow]) -> list[LevelCells]:
    return [
        LevelCells(
            mended_name(row).text,
            row.level1,
            row.level2,
            row.label_is_misplaced,
            row.label_is_unknown,
        )
        for row in rows
    ]


class _Writer:
    """Gathers the records of one filing."""

    def __init__(self, filing_id: str, load_id: str, reading: Reading) -> None:
        self.filing_id = filing_id
        self.load_id = load_id
        self.reading = reading
        self.rows: dict[str, list[Any]] = {table: [] for table in records.RAW_TABLES}
        self.form_id = ""

    def add(self, table: str, kind: type, run: Run, **values: Any) -> None:
        """Add a record that was printed at the run's place."""
        places = self.reading.document.places_of(run)
        first = places[0] if places else Place(run.start, run.end)
        place = {
            "source_page": first.page,
            "source_sheet": first.sheet,
            "source_box": _box_text(places),
            "source_line": self.reading.line_of(run.start),
            "source_start": run.start,
            "source_end": run.end,
        }
        record = kind(filing_id=self.filing_id, load_id=self.load_id, **{**place, **values})
        self.rows[table].append(record)

    def write(self, content: FormContent, places: Mapping[str, str], bodies: Sequence[str]) -> None:
        """Write the records of one form."""
        self.form_id = f"{self.filing_id}-{content.source.number:03}"
        self.reading.form = content.source.number
        settle_choice(content.header, self.reading)
        year = self._write_form(content, bodies)
        self._write_sections(content, year)
        self._write_money(content)
        self._write_indicators(content, places, year)
        self.reading.form = None

    def _write_form(self, content: FormContent, bodies: Sequence[str]) -> int | None:
        header, source = content.header, content.source
        name_text = header.run("project_name")
        code, name = split_code(name_text)
        year = self._year(content)
        department, unit = header.run("department"), header.run("unit")
        recurrence, category = self._classes(header)
        start, end = self._dates(content)
        reasons = self._reasons(content)
        title_run = source.first_row.run
        self.add(
            "forms",
            records.Form,
            title_run,
            form_id=self.form_id,
            form_number=source.number,
            form_type=source.form_type,
            form_title=_title_text(source),
            project_name=self._project_name(content, name),
            project_name_text=name_text.text or None,
            project_code=self._code(header) or code,
            fiscal_year=year,
            department_name=self._body(department, "department_name", bodies),
            department_name_text=department.text or None,
            unit_name=self._body(unit, "unit_name", bodies),
            unit_name_text=unit.text or None,
            recurrence_text=recurrence,
            expenditure_category=category,
            start_date_text=(header.run("start_date") or header.run("period")).text or None,
            end_date_text=(header.run("end_date") or header.run("period")).text or None,
            total_goal_text=_text(content.goals.get("total")),
            annual_goal_text=_text(content.goals.get("annual")),
            expected_result_text=_text(content.goals.get("expected")),
            actual_result_text=_text(content.goals.get("actual")),
            total_weight=read_rate(content.total_weight, "total_weight", self.reading),
            total_score=read_rate(content.total_score, "total_score", self.reading),
            rating=_text(content.rating and mend(content.rating)),
            is_complete=not reasons,
            start_date=start,
            end_date=end,
        )
        self.add(
            "form_outcomes",
            records.FormOutcome,
            title_run,
            form_id=self.form_id,
            outcome=INCOMPLETE if reasons else COMPLETE,
            outcome_text=reasons_said(reasons),
            reason_codes=";".join(reasons) or None,
        )
        self._write_places(content)
        if content.is_put_aside:
            for row in source.rows:
                self.reading.claim_rest(row.run, ISSUE, "unknown_labels")
        return year

    def _reasons(self, content: FormContent) -> list[str]:
        """Why the form is not complete; nothing where it is."""
        if content.source.title is None:
            return ["narrative_alone"]
        number = content.source.number
        codes = {doubt.code for doubt in self.reading.doubts if doubt.form == number}
        costs = (lines_of_costs(s.rows) for s in content.sections if s.number == 6)
        lacks = {
            "unruled": "unruled_form" in codes,
            "no_amounts": not content.amounts,
            "no_indicators": not content.indicators,
            "layout_unknown": bool(codes & _LAYOUT_ISSUES),
            "costs_unread": any(costs),
        }
        return [code for code, is_so in lacks.items() if is_so]

    def _write_places(self, content: FormContent) -> None:
        header = content.header
        runs = {name: Run.joined(parts) for name, parts in header.values.items()}
        blank = {name: run for name, run in header.labels.items() if not runs.get(name)}
        runs.update({f"{name}_label": run for name, run in blank.items()})
        runs["fiscal_year"] = header.year or EMPTY
        runs.update({f"{name}_goal": run for name, run in content.goals.items()})
        runs["total_score"] = content.total_score or EMPTY
        runs["rating"] = content.rating or EMPTY
        for name, run in runs.items():
            if run and not self.reading.hidden.issuperset(run.offsets):
                self.add(
                    "form_places",
                    records.FormPlace,
                    run,
                    form_id=self.form_id,
                    field_name=name,
                    printed_text=starred(mend(run), self.reading.hidden).text,
                )

    def _code(self, header: Header) -> str | None:
        code = header.run("project_code")
        self.reading.claim(code, TEXT, "project_code")
        return "".join(code.text.split()) or None

    def _year(self, content: FormContent) -> int | None:
        printed = content.header.year
        title = content.source.title
        if printed is None and title is not None and not is_flattened(title):
            printed = title.run
        years = printed_years("".join(printed.text.split())) if printed else set()
        if printed and _BARE_YEAR.fullmatch(printed.text.strip()):
            years = {int(printed.text)}
        if len(years) == 1 and printed and not self.reading.is_faint(printed):
            return years.pop()
        dates = [content.header.values.get(name, []) for name in ("start_date", "end_date")]
        told = [self._date(runs) for runs in dates]
        if told[0] is not None:
            is_of_one_year = told[1] is None or told[1].year == told[0].year
            code = "fiscal_year_from_dates" if is_of_one_year else "fiscal_year_not_printed"
            self.reading.doubt(code, Run.joined(dates[0]))
            return told[0].year if is_of_one_year else None
        period = next((s for s in content.sections if s.number == 5), None)
        years = printed_years(section_text(period).text) if period else set()
        if len(years) == 1:
            return years.pop()
        place = printed or (title.run if title else content.source.narrative_title)
        if place:
            self.reading.doubt("fiscal_year_not_printed", place)
        return None

    def _project_name(self, content: FormContent, name: Run) -> str | None:
        self.reading.claim(Run.joined(content.header.values.get("project_name", [])), TEXT, "name")
        told = content.narrative_name
        if told is None or not name:
            return (name.text if name else None) or _text(told)
        if name.text != told.text and _is_part_of(name.text, told.text):
            self.reading.doubt("header_value_from_elsewhere", name)
            return told.text
        if name.text != told.text:
            self.reading.doubt("names_differ", name)
        return name.text

    def _body(self, run: Run, name: str, bodies: Sequence[str]) -> str | None:
        if not run:
            return None
        self.reading.claim_rest(run, TEXT, name)
        whole = None if run.text in bodies else whole_name(run.text, bodies)
        if whole is None:
            return split_code(run, is_body=True)[1].text
        self.reading.doubt("header_value_from_elsewhere", run)
        return whole

    def _classes(self, header: Header) -> tuple[str | None, str | None]:
        """The recurrence and the expenditure category: 项目类别 holds the one or the other.

        Whether a project is new or goes on is its nature, too, and no category.
        """
        nature, category = header.run("nature"), header.run("category")
        for run in (nature, category):
            self.reading.claim_rest(run, TEXT, "class")
        if nature:
            return nature.text, category.text or None
        if "".join(category.text.split()) in _nature_words():
            return category.text, None
        recurrence = recurrence_in(category) if category else None
        if recurrence is None:
            return None, category.text or None
        if recurrence.text != category.text:
            self.reading.doubt("damaged_class", category)
        return recurrence.text, None

    def _dates(self, content: FormContent) -> tuple[Any, Any]:
        period = next((s for s in content.sections if s.number == 5), None)
        told = parse_dates(section_text(period).text) if period else []
        self._split_period(content.header)
        dates = []
        for index, name in enumerate(("start_date", "end_date")):
            runs = content.header.values.get(name, [])
            self.reading.claim(Run.joined(runs), TYPED, name)
            date = self._date(runs) if runs else None
            if date is None and len(told) == 2:
                date = told[index]
                if content.source.title is not None:
                    place = Run.joined(runs) or content.source.first_row.run
                    self.reading.doubt("header_value_from_elsewhere", place)
            elif date is None and runs:
                self.reading.doubt("no_full_date", Run.joined(runs))
            dates.append(date)
        return dates[0], dates[1]

    def _date(self, runs: Sequence[Run]) -> Any:
        """The date of a cell's runs; None where they hold no full date, or no certain one."""
        is_faint = any(map(self.reading.is_faint, runs))
        return None if is_faint else join_cut_date([run.text for run in runs])

    def _split_period(self, header: Header) -> None:
        """Give the two dates of a cell `2024.1.1-2024.12.31` to the start and the end."""
        period = header.run("period")
        found = list(FULL_DATE.finditer(period.text))
        if len(found) == 2 and len(fold(period.text)) == len(period.text):
            header.values.setdefault("start_date", [period[found[0].start() : found[0].end()]])
            header.values.setdefault("end_date", [period[found[1].start() : found[1].end()]])
        elif period:
            self.reading.claim(period, TEXT, "period")
            self.reading.doubt("no_full_date", period)

    def _write_sections(self, content: FormContent, year: int | None) -> None:
        for section in content.sections:
            if section.number == 6:
                self._write_costs(section, _only(content.money_units), year)
            else:
                claim_text(section, self.reading)
            text = section_text(section)
            if text:
                self.add(
                    "narrative_sections",
                    records.NarrativeSection,
                    Run.joined([section.heading, text]),
                    form_id=self.form_id,
                    section_number=section.number,
                    section_name=section.name,
                    section_text=text.text,
                )

    def _write_costs(
        self, section: Section, unit: tuple[str, Run] | None, year: int | None
    ) -> None:
        lines = lines_of_costs(section.rows)
        if lines:
            self.reading.reject("lines_not_told_apart", Run.joined((r.run for r in lines), "\n"))
            claim_text(section, self.reading)
            return
        items, sums = read_costs(section, self.reading, unit[0] if unit else None, year)
        for number, item in enumerate(items, start=1):
            self._write_item(number, item)
        for number, stated in enumerate(sums, start=1):
            self._write_sum(number, stated)

    def _write_item(self, number: int, item: Item) -> None:
        entry = item.entry
        quantity, price, periods = entry.parts.quantity, entry.parts.price, entry.parts.periods
        self.add(
            "cost_items",
            records.CostItem,
            entry.run,
            cost_item_id=f"{self.form_id}-c{number:03}",
            form_id=self.form_id,
            item_number=number,
            group_name=item.group_name,
            item_name=entry.name.text or None,
            quantity=quantity.number if quantity else None,
            quantity_unit=quantity.unit if quantity else None,
            quantity_text=quantity.text if quantity else None,
            unit_price_yuan=price.number if price else None,
            unit_price_text=price.text if price else None,
            period_count=periods.number if periods else None,
            formula_text=entry.parts.formula.text or None,
            amount_yuan=entry.yuan,
            amount_text=entry.amount.text,
        )

    def _write_sum(self, number: int, stated: StatedSum) -> None:
        self.add(
            "cost_totals",
            records.CostTotal,
            stated.entry.run,
            cost_total_id=f"{self.form_id}-t{number:03}",
            form_id=self.form_id,
            total_number=number,
            total_name=stated.name,
            amount_yuan=stated.entry.yuan,
            amount_text=stated.entry.amount.text,
            first_item_number=stated.first,
            last_item_number=stated.last,
        )

    def _write_money(self, content: FormContent) -> None:
        seen: dict[tuple[str, str, str], int] = {}
        for read in value_amounts(content.amounts, content.money_units, self.reading):
            amount = read.amount
            key = (amount.phase, amount.basis, amount.fund_source)
            if key in seen:
                self.reading.doubt("amount_printed_twice", amount.run)
                continue
            seen[key] = 1
            self.add(
                "funding",
                records.Funding,
                amount.run,
                funding_id=f"{self.form_id}-{amount.phase}-{amount.basis}-{amount.fund_source}",
                form_id=self.form_id,
                phase=amount.phase,
                basis=amount.basis,
                fund_source=amount.fund_source,
                amount_text=read.text,
                amount_yuan=read.yuan,
                money_unit=read.unit,
                money_unit_basis=read.unit_basis,
            )
        if content.source.form_type == "self_evaluation" and content.execution:
            execution = content.execution
            self.add(
                "execution",
                records.Execution,
                execution.row,
                form_id=self.form_id,
                execution_rate_text=_text(execution.rate),
                execution_rate_pct=read_rate(execution.rate, "execution_rate", self.reading),
                weight=read_rate(execution.weight, "execution_weight", self.reading),
                score=read_rate(execution.score, "execution_score", self.reading),
            )

    def _write_indicators(
        self, content: FormContent, places: Mapping[str, str], year: int | None
    ) -> None:
        levels = content.levels or recover(_level_cells(content.indicators), places)
        names = [mended_name(row).text for row in content.indicators]
        parts = sub_projects(names, content.texts)
        rows = zip(content.indicators, levels, parts)
        for number, (row, level, part) in enumerate(rows, start=1):
            self._write_indicator(number, row, level, part, year)

    def _write_indicator(
        self, number: int, row: IndicatorRow, level: Levels, part: str | None, year: int | None
    ) -> None:
        name = mended_name(row)
        target = self._certain(_target(row, name.text, year), row.target)
        told = row.actual.text if row.actual else None
        actual = parse_actual(told, indicator_name=name.text) if told else None
        actual = actual and self._certain(actual, row.actual)
        claim_cells(row, _is_typed(target), bool(actual and _is_typed(actual)), self.reading)
        self._doubt_indicator(row, target, actual, level)
        parts = _NumberParts(self.reading, row)
        self.add(
            "indicators",
            records.Indicator,
            row.runs(),
            indicator_id=f"{self.form_id}-i{number:03}",
            form_id=self.form_id,
            indicator_number=number,
            level1_name=level.level1,
            level1_basis=level.level1_basis,
            level2_name=level.level2,
            level2_basis=level.level2_basis,
            level2_alternative_name=level.alternative,
            indicator_name=name.text or None,
            sub_project_name=part,
            target_text=target.text,
            target_kind=target.kind,
            target_operator=target.operator,
            target_value=parts.fitted(target.value),
            target_value_max=parts.fitted(target.value_max),
            target_unit=target.unit,
            target_value_base=parts.fitted(target.value_base),
            target_value_max_base=parts.fitted(target.value_max_base),
            base_unit=target.base_unit,
            base_unit_basis=target.base_unit_basis,
            is_approximate=target.is_approximate,
            actual_text=actual.text if actual else None,
            actual_value=parts.fitted(actual.value) if actual else None,
            actual_operator=_operator_of(actual) if actual else None,
            actual_unit=actual.unit if actual else None,
            actual_value_base=parts.fitted(actual.value_base) if actual else None,
            weight=read_rate(row.weight or None, "indicator_weight", self.reading),
            score=read_rate(row.score or None, "indicator_score", self.reading),
            remark_text=mend(row.remark).text or None,
            target_date=target.date,
        )

    def _certain(self, target: Target, run: Run) -> Target:
        """The target; its text alone where the cell is not certain."""
        is_measured = target.value is not None or target.date is not None
        is_doubted = is_measured and self.reading.is_faint(run)
        return Target(target.text, "unread") if is_doubted else target

    def _doubt_indicator(
        self, row: IndicatorRow, target: Target, actual: Target | None, level: Levels
    ) -> None:
        place = row.runs()
        doubt = partial(self.reading.doubt, run=place)
        for code in row.doubts:
            doubt(code)
        if target.kind == "lost":
            doubt("lost_target")
        elif target.kind == "blank" and not row.target:
            doubt("blank_target")
        for issue in (*target.issues, *(actual.issues if actual else ())):
            doubt(issue.code)
        if level.alternative:
            doubt("level2_two_readings", detail=level.alternative)
        if level.level2 is None:
            doubt("level2_not_found")

    def claim_leftovers(self, contents: Sequence[FormContent]) -> None:
        """Report every number of a form that no reader took: the last resort, never silent."""
        for content in contents:
            self.reading.form = content.source.number
            for part in (content.total_weight, content.total_score):
                if part is not None:
                    self.reading.claim_rest(part, ISSUE, "unread_number")
            stretches = [(row.run.start, row.run.end) for row in content.source.all_rows]
            for number in placed_numbers(self.reading, stretches):
                if not number.claims:
                    run = Run.printed(number.text, number.start)
                    self.reading.reject("unplaced_number", run)
        self.reading.form = None

    def doubt_faint(self, document: Document, contents: Sequence[FormContent]) -> None:
        """Report what recognition is not certain of within the forms, and pages nobody read."""
        lines = {row.line: c.source.number for c in contents for row in c.source.all_rows}
        for run in document.faint:
            form = lines.get(self.reading.line_of(run.start))
            if form is not None and run:
                self.reading.form = form
                self.reading.doubt("faint_text", run)
        self.reading.form = None
        for page in document.unread_pages:
            self.reading.doubt_page("unread_page", page, _opening_after(page, document))

    def doubt_reader(self, document: Document, contents: Sequence[FormContent]) -> None:
        """Report what the format's reader left in doubt."""
        lines = {row.line: c.source.number for c in contents for row in c.source.all_rows}
        for doubt in document.doubts:
            place = doubt.run or Run.printed(document.text[:1], 0)
            line = self.reading.line_of(place.start)
            self.reading.form = lines.get(line) if doubt.run else None
            self.reading.doubt(doubt.code, place, doubt.detail)
        self.reading.form = None

    def write_pages(
        self,
        document: Document,
        sources: Sequence[FormSource],
        statements: Sequence[Statement],
        refused: Sequence[Sequence[Row]],
    ) -> None:
        """Write what became of each page or sheet."""
        form_rows = ((source.number, row) for source in sources for row in source.all_rows)
        statement_lines = {self.reading.line_of(each.run.start) for each in statements}
        refused_lines = {row.line for rows in refused for row in rows}
        withheld, printed = self.reading.withheld, self.reading.printed
        outcomes = page_outcomes(
            document, form_rows, statement_lines, refused_lines, withheld, printed
        )
        messages = outcome_messages("page")
        self.rows["page_outcomes"] = [
            records.PageOutcome(
                filing_id=self.filing_id,
                load_id=self.load_id,
                page_id=f"{self.filing_id}-p{number:04}",
                page_number=number,
                outcome_text=messages[page.outcome],
                **vars(page),
            )
            for number, page in enumerate(outcomes, start=1)
        ]

    def write_numbers(self, numbers: Sequence[PlacedNumber], sources: Sequence[FormSource]) -> None:
        """Write where each number token went."""
        form_of_line = {row.line: s.number for s in sources for row in s.all_rows}
        for index, number in enumerate(numbers, start=1):
            form = form_of_line.get(self.reading.line_of(number.start))
            claim = number.claims[0] if len(number.claims) == 1 else None
            self.add(
                "number_places",
                records.NumberPlace,
                Run.printed(number.text, number.start),
                form_id=f"{self.filing_id}-{form:03}" if form else None,
                number_index=index,
                number_text=number.text,
                place_kind=claim.kind if claim else "unplaced",
                place_name=claim.name if claim else "、".join(c.name for c in number.claims),
            )

    def write_doubts(self) -> None:
        """Write the read issues, in the order of their places."""
        counts: dict[str, int] = {}
        for doubt in sorted(self.reading.doubts, key=lambda d: (d.form or 0, d.run.start, d.code)):
            form_id = f"{self.filing_id}-{doubt.form:03}" if doubt.form else None
            owner = form_id or self.filing_id
            counts[owner] = counts.get(owner, 0) + 1
            self.add(
                "read_issues",
                records.ReadIssue,
                doubt.run,
                issue_id=f"{owner}-r{counts[owner]:03}",
                form_id=form_id,
                issue_code=doubt.code,
                message_text=doubt.message,
                **{"raw_text": starred(doubt.run, self.reading.hidden).text, **_whole_page(doubt)},
            )

    def write_lines(self, document: Document) -> None:
        """Write the extracted text line by line; what is withheld is masked."""
        start = 0
        shown = starred(Run.printed(document.text, 0), self.reading.hidden).text
        for number, line in enumerate(shown.split("\n"), start=1):
            self.rows["lines"].append(
                records.Line(
                    filing_id=self.filing_id,
                    load_id=self.load_id,
                    line_number=number,
                    line_text=line,
                    source_start=start,
                    source_end=start + len(line),
                )
            )
            start += len(line) + 1


def _whole_page(doubt: Doubt) -> dict[str, Any]:
    """The place of a doubt about a whole page, which prints no text."""
    if doubt.page is None:
        return {}
    place = {"source_page": doubt.page, "source_box": None, "source_end": doubt.run.start}
    return {**place, "raw_text": ""}


def _opening_after(page: int, document: Document) -> Run:
    """The first character printed after a page without text, else the text's last."""
    last = max(0, len(document.text) - 1)
    later = (place.start for place in document.places if (place.page or 0) > page)
    start = next(later, last)
    return Run.printed(document.text[start : start + 1], start)


def _box_text(places: Sequence[Place]) -> str | None:
    """The box around the places on their first page, as `source_box` holds it."""
    boxes = [place.box for place in places if place.box and place.page == places[0].page]
    if not boxes:
        return None
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return box_text((min(lefts), min(bottoms), max(rights), max(tops)))


@dataclass(frozen=True)
class _NumberParts:
    """Fits a target's numbers to their column; one that does not fit is a doubt, not rounded."""

    reading: Reading
    row: IndicatorRow

    def fitted(self, number: Decimal | None) -> Decimal | None:
        fitted = exactly(number, 28, 8)
        if number is not None and fitted is None:
            self.reading.doubt("number_does_not_fit", self.row.runs())
        return fitted


def _target(row: IndicatorRow, name: str, year: int | None) -> Target:
    if not row.target and row.target_is_lost:
        return Target(None, "lost")
    return parse_target(row.target.text, indicator_name=name, fiscal_year=year)


def _is_typed(target: Target) -> bool:
    return target.value is not None or (target.kind in _MEASURED_KINDS and target.date is not None)


def _text(run: Run | None) -> str | None:
    return run.text or None if run else None


def _title_text(source: FormSource) -> str | None:
    if source.headings:
        above = [row for row in source.above if title_of(row)]
        return above[-1].run.text if above else None
    if source.title is None or source.title in source.rows:
        return None
    words = source.title.run.text.split()
    titled = (word for word in words if any(title in word for title in titles()))
    return next(titled, words[0] if words else None)


def _is_part_of(printed: str, whole: str) -> bool:
    """Whether the printed characters all stand in the whole name, in order."""
    position = 0
    for character in printed:
        position = whole.find(character, position) + 1
        if position == 0:
            return False
    return len(printed) >= 2


@cache
def _nature_words() -> set[str]:
    """The words for a project that is new or goes on."""
    return {row["word"] for row in vocabulary("nature_words")}


def _only(units: Sequence[tuple[str, Run]]) -> tuple[str, Run] | None:
    """The one unit that is printed; None where there are several."""
    return units[0] if len(units) == 1 else None


def _operator_of(actual: Target) -> str | None:
    """How an actual value bounds what was reached; `~` where it is no one certain number."""
    if actual.is_approximate or actual.value_max is not None:
        return "~"
    return None if actual.operator == "=" else actual.operator
