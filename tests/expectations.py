"""What the four filings say, read by hand, beside what the reader makes of them.

The expectations in `tests/expected/<file stem>/` were typed from the filings and are never made
from the program's output. `FORMAT.md` there says what each file holds.
"""

import csv
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from ingest.read import FilingContent, read_document
from ingest.readers import read_bytes

ROOT = Path(__file__).parent
FILINGS = ROOT.parent / "data" / "filings"
EXPECTED = ROOT / "expected"
STEMS = tuple(sorted(path.stem for path in FILINGS.glob("*.txt")))
DAMAGED = "2023-songjiang-government-office.target"
_MEASURES = {
    "total": ("proposed", "project_total", "total"),
    "total_fiscal": ("proposed", "project_total", "fiscal"),
    "total_other": ("proposed", "project_total", "other"),
    "annual": ("proposed", "annual", "total"),
    "annual_fiscal": ("proposed", "annual", "fiscal"),
    "annual_carryover": ("proposed", "annual", "carryover"),
    "annual_other": ("proposed", "annual", "other"),
} | {
    f"{word}_{source}": (phase, "annual", source)
    for word, phase in (("initial", "approved"), ("adjusted", "adjusted"), ("executed", "executed"))
    for source in ("total", "fiscal", "carryover", "other")
}

Row = dict[str, str]


@dataclass
class Score:
    """How many facts of one kind agree, and where they do not."""

    kind: str
    expected: int = 0
    right: int = 0
    invented: int = 0
    differences: list[str] = field(default_factory=list)

    def add(self, is_right: bool, difference: str) -> None:
        self.expected += 1
        self.right += is_right
        if not is_right:
            self.differences.append(difference)

    @property
    def share(self) -> float:
        return self.right / self.expected if self.expected else 1.0


@cache
def content_of(stem: str) -> FilingContent:
    """What the reader makes of a committed filing."""
    data = (FILINGS / f"{stem}.txt").read_bytes()
    return read_document(read_bytes(data), "f" * 16, "test")


@cache
def expected_rows(stem: str, name: str) -> tuple[Row, ...]:
    """The hand-read rows of one file; none where the filing has no such form."""
    path = EXPECTED / stem / f"{name}.csv"
    if not path.exists():
        return ()
    with path.open(encoding="utf-8", newline="") as opened:
        return tuple(csv.DictReader(opened))


def expected_by_form(stem: str, name: str) -> dict[int, list[Row]]:
    """The hand-read rows by form number."""
    found: dict[int, list[Row]] = defaultdict(list)
    for row in expected_rows(stem, name):
        found[int(row["seq"])].append(row)
    return found


def read_by_form(stem: str, table: str) -> dict[int, list[Any]]:
    """The reader's records of one raw table by form number."""
    found: dict[int, list[Any]] = defaultdict(list)
    for record in content_of(stem).rows[table]:
        found[int(record.form_id.rsplit("-", 1)[1])].append(record)
    return found


def bare(text: str | None) -> str:
    """The text for comparing: brackets and other full-width forms folded, no white space."""
    return "".join(unicodedata.normalize("NFKC", text or "").split())


def number(text: Any) -> Decimal | None:
    """A printed number for comparing; None for blank."""
    return None if text in (None, "") else Decimal(str(text))


def score_projects(stem: str) -> list[Score]:
    """Header values: one score a field."""
    forms = {form.form_number: form for form in content_of(stem).rows["forms"]}
    getters: dict[str, Callable[[Any], Any]] = {
        "line": lambda form: form.source_line,
        "project_name": lambda form: form.project_name,
        "fiscal_year": lambda form: form.fiscal_year,
        "form_type": lambda form: form.form_type,
        "department": lambda form: form.department_name,
        "unit": lambda form: form.unit_name,
        "start_date": lambda form: form.start_date,
        "end_date": lambda form: form.end_date,
        "rating": lambda form: form.rating,
    }
    scores = []
    for name, get in getters.items():
        score = Score(f"header.{name}")
        for row in expected_rows(stem, "projects"):
            form = forms.get(int(row["seq"]))
            found = "" if form is None or get(form) is None else str(get(form))
            message = f"{row['seq']}: {found!r}, not {row[name]!r}"
            score.add(bare(found) == bare(row[name]), message)
        score.invented = max(0, len(forms) - score.expected)
        scores.append(score)
    return [*scores, _score_classes(stem, forms), _score_totals(stem, forms)]


def _score_classes(stem: str, forms: dict[int, Any]) -> Score:
    """Recurrence and category: 项目类别 of 2021 and 2023 holds the recurrence."""
    score = Score("header.class")
    for row in expected_rows(stem, "projects"):
        form = forms.get(int(row["seq"]))
        if row["nature"]:
            wanted = (row["nature"], row["category"])
        else:
            wanted = (row["category"], "")
        found = (form.recurrence_text or "", form.expenditure_category or "") if form else ("", "")
        score.add(found == wanted, f"{row['seq']}: {found}, not {wanted}")
    return score


def _score_totals(stem: str, forms: dict[int, Any]) -> Score:
    score = Score("header.score_total")
    for row in expected_rows(stem, "projects"):
        form = forms.get(int(row["seq"]))
        found = form.total_score if form else None
        score.add(found == number(row["score_total"]), f"{row['seq']}: {found}")
    return score


def score_funding(stem: str) -> Score:
    """Printed money cells: phase, basis, fund source and amount."""
    score = Score("funding")
    found = {
        (int(r.form_id[-3:]), r.phase, r.basis, r.fund_source): r.amount_yuan
        for r in content_of(stem).rows["funding"]
    }
    wanted = {
        (int(row["seq"]), *_MEASURES[row["measure"]]): Decimal(row["amount_yuan"])
        for row in expected_rows(stem, "funding")
    }
    for key, amount in wanted.items():
        score.add(found.get(key) == amount, f"{key}: {found.get(key)}, not {amount}")
    score.invented = len(set(found) - set(wanted))
    return score


def score_execution(stem: str) -> Score:
    """The execution rows of a self-evaluation."""
    score = Score("execution")
    found = {int(r.form_id[-3:]): r for r in content_of(stem).rows["execution"]}
    for row in expected_rows(stem, "execution"):
        record = found.get(int(row["seq"]))
        for name in ("execution_rate_pct", "weight", "score"):
            value = getattr(record, name, None)
            score.add(value == number(row[name]), f"{row['seq']}.{name}: {value}")
    return score


def aligned(wanted: list[Row], found: list[Any]) -> list[tuple[Row | None, Any | None]]:
    """Expected and read indicators side by side, in order; a missing partner is None."""
    import difflib

    left = [bare(row["level3"])[:6] + bare(row["target_raw"]) for row in wanted]
    right = [bare(r.indicator_name)[:6] + bare(r.target_text) for r in found]
    if len(left) == len(right):
        return list(zip(wanted, found))
    pairs: list[tuple[Row | None, Any | None]] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, left, right, False).get_opcodes():
        if tag == "equal":
            pairs += list(zip(wanted[a:b], found[c:d]))
        else:
            pairs += [(row, None) for row in wanted[a:b]] + [(None, r) for r in found[c:d]]
    return pairs


def score_indicators(stem: str) -> list[Score]:
    """Indicators: rows found, and one score a field over the rows found."""
    names = (
        "rows name target_text kind operator value unit level1 level2 actual_text actual_value "
        "weight score remark"
    ).split()
    scores = {name: Score(f"indicator.{name}") for name in names}
    wanted, found = expected_by_form(stem, "indicators"), read_by_form(stem, "indicators")
    for form in sorted(set(wanted) | set(found)):
        for row, record in aligned(wanted.get(form, []), found.get(form, [])):
            if row is None:
                scores["rows"].invented += 1
                continue
            place = f"{form}/{row['ord']}"
            scores["rows"].add(record is not None, f"{place} {row['level3']}")
            if record is not None:
                _score_indicator(place, row, record, scores)
    return [score for score in scores.values() if score.expected]


def _score_indicator(place: str, row: Row, record: Any, scores: dict[str, Score]) -> None:
    def check(name: str, found: Any, wanted: Any) -> None:
        scores[name].add(found == wanted, f"{place}: {found!r}, not {wanted!r}")

    check("name", bare(record.indicator_name), bare(row["level3"]))
    check("level1", record.level1_name, row["level1"])
    readings = row["level2"].split("|")
    scores["level2"].add(
        record.level2_name in readings, f"{place}: {record.level2_name}, not {row['level2']}"
    )
    if not row["target_raw"]:
        scores["kind"].add(record.target_kind in ("lost", "blank"), f"{place}: should be lost")
        return
    check("target_text", bare(record.target_text), bare(row["target_raw"]))
    check("operator", record.target_operator or "", row["operator"])
    check("value", record.target_value, number(row["target_value"]))
    check("unit", bare(record.target_unit), bare(row["target_unit"]))
    is_measured = record.target_kind in ("exact", "bound", "range", "frequency")
    scores["kind"].add(is_measured == bool(row["target_value"]), f"{place}: {record.target_kind}")
    if row["actual_raw"]:
        check("actual_text", bare(record.actual_text), bare(row["actual_raw"]))
        check("actual_value", record.actual_value, number(row["actual_value"]))
    if row["weight"]:
        check("weight", record.weight, number(row["weight"]))
        check("score", record.score, number(row["score"]))
        check("remark", bare(record.remark_text), bare(row["remark"]))


def score_goals(stem: str) -> Score:
    """Goals: whole; of the damaged filing the fragments that stand unbroken in it."""
    score = Score("goals")
    forms = {form.form_number: form for form in content_of(stem).rows["forms"]}
    fields = {
        "total": "total_goal_text",
        "annual": "annual_goal_text",
        "expected": "expected_result_text",
        "actual": "actual_result_text",
    }
    for row in expected_rows(stem, "goals"):
        form = forms.get(int(row["seq"]))
        found = bare(getattr(form, fields[row["kind"]])) if form else ""
        if stem == DAMAGED:
            for fragment in row["text"].splitlines():
                score.add(bare(fragment) in found, f"{row['seq']}.{row['kind']}: {fragment}")
        else:
            score.add(found == bare(row["text"]), f"{row['seq']}.{row['kind']}: {found}")
    return score


def score_costs(stem: str) -> list[Score]:
    """Cost items, stated sums and the department's statement."""
    items, sums = Score("cost_items"), Score("cost_totals")
    wanted, found = expected_by_form(stem, "components"), read_by_form(stem, "cost_items")
    for form in sorted(set(wanted) | set(found)):
        left, right = wanted.get(form, []), found.get(form, [])
        items.invented += max(0, len(right) - len(left))
        for row, record in zip(left, [*right, *[None] * len(left)]):
            is_right = record is not None and (
                bare(record.group_name) == bare(row["group"])
                and bare(record.item_name) == bare(row["name"])
                and record.quantity == number(row["quantity"])
                and record.unit_price_yuan == number(row["unit_price_yuan"])
                and record.amount_yuan == number(row["amount_yuan"])
            )
            items.add(is_right, f"{form}/{row['ord']}: {record}")
    stated = read_by_form(stem, "cost_totals")
    for form, rows in expected_by_form(stem, "totals").items():
        got = [(bare(r.total_name), r.amount_yuan) for r in stated.get(form, [])]
        for row in rows:
            pair = (bare(row["total_name"]), number(row["amount_yuan"]))
            sums.add(pair in got, f"{form}: {pair} not in {got}")
    sums.invented = max(0, sum(map(len, stated.values())) - sums.expected)
    return [score for score in (items, sums, _score_statement(stem)) if score.expected]


def _score_statement(stem: str) -> Score:
    score = Score("statement")
    found = content_of(stem).rows["department_statements"]
    for row, record in zip(expected_rows(stem, "statement"), found):
        got = (record.unit_count, record.project_count, record.amount_yuan)
        wanted = (int(row["unit_count"]), int(row["project_count"]), Decimal(row["amount_yuan"]))
        score.add(got == wanted, f"{got}, not {wanted}")
    return score


def score_narrative(stem: str) -> Score:
    """The narrative's sections 一 to 五."""
    score = Score("narrative")
    numbers = {"overview": 1, "basis": 2, "body": 3, "plan": 4, "period": 5}
    found = {
        (int(r.form_id[-3:]), r.section_number): r.section_text
        for r in content_of(stem).rows["narrative_sections"]
    }
    for row in expected_rows(stem, "narrative"):
        text = found.get((int(row["seq"]), numbers[row["section"]]))
        score.add(bare(text) == bare(row["text"]), f"{row['seq']}.{row['section']}: {text}")
    return score


def score_numbers(stem: str) -> Score:
    """Number conservation: every printed number token of a form has exactly one place."""
    content = content_of(stem)
    score = Score("number tokens", len(content.numbers), len(content.numbers))
    score.right -= len(content.misplaced)
    return score


def all_scores(stem: str) -> list[Score]:
    """Every score of a filing, in the order of the form."""
    scores: Iterable[Score] = [
        *score_projects(stem),
        score_funding(stem),
        score_execution(stem),
        *score_indicators(stem),
        score_goals(stem),
        *score_costs(stem),
        score_narrative(stem),
        score_numbers(stem),
    ]
    return [score for score in scores if score.expected]
