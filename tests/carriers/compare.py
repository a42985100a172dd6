"""What a reader made of a document beside what the document says, fact by fact.

Texts are compared without white space and with full-width forms folded, levels without 指标,
money in exact yuan, weights and scores as numbers.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from difflib import SequenceMatcher
from typing import Any

from tests.carriers.facts import CostItem, Form, Indicator

Pair = tuple[Any, Any]


@dataclass
class Score:
    """The facts of one kind: how many are expected, right, wrong, missing and invented."""

    kind: str
    expected: int = 0
    right: int = 0
    wrong: int = 0
    missing: int = 0
    invented: int = 0
    differences: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Of what was read, the share that is right; 1 where nothing was read."""
        read = self.right + self.wrong + self.invented
        return self.right / read if read else 1.0

    @property
    def recall(self) -> float:
        """Of what is expected, the share that was read right; 1 where nothing is expected."""
        return self.right / self.expected if self.expected else 1.0


class Scores(dict[str, Score]):
    """Scores by kind."""

    def add(
        self, kind: str, expected: Any, read: Any, place: str, also: Iterable[Any] = ()
    ) -> None:
        """One fact: None is not printed on the expected side and not read on the other."""
        if expected is None and read is None:
            return
        score = self.setdefault(kind, Score(kind))
        score.expected += expected is not None
        if expected is None:
            score.invented += 1
        elif read is None:
            score.missing += 1
        elif read == expected or read in also:
            score.right += 1
            return
        else:
            score.wrong += 1
        score.differences.append(f"{place}: expected {_shown(expected)}, read {_shown(read)}")

    def extend(self, others: Mapping[str, Score]) -> None:
        """Adds the counts and differences of other scores."""
        for kind, other in others.items():
            score = self.setdefault(kind, Score(kind))
            for name in ("expected", "right", "wrong", "missing", "invented"):
                setattr(score, name, getattr(score, name) + getattr(other, name))
            score.differences += other.differences


def _shown(value: Any) -> str:
    if value is None:
        return "nothing"
    return f"`{value:f}`" if isinstance(value, Decimal) else f"`{value}`"


def folded(words: object) -> str | None:
    """The text without white space and full-width forms; None for a blank."""
    printed = "" if words is None else str(words)
    return "".join(unicodedata.normalize("NFKC", printed).split()) or None


def level(words: str | None) -> str | None:
    """A level's name without 指标."""
    found = folded(words)
    return found.removesuffix("指标") if found else None


def number(words: object) -> Decimal | str | None:
    """A number, or the folded text where it is none."""
    found = folded(words)
    if found is None:
        return None
    try:
        return Decimal(found.replace(",", "").removesuffix("%"))
    except InvalidOperation:
        return found


HEADER: dict[str, str] = {
    "project_name": "project_name",
    "code": "project_code",
    "fiscal_year": "fiscal_year",
    "form_type": "form_type",
    "department": "department_name",
    "unit": "unit_name",
    "recurrence": "recurrence_text",
    "expenditure_category": "expenditure_category",
    "start_date": "start_date",
    "end_date": "end_date",
    "rating": "rating",
}
GOALS = {
    "total_goal": "total_goal_text",
    "annual_goal": "annual_goal_text",
    "expected_result": "expected_result_text",
    "actual_result": "actual_result_text",
}


def compare(rows: Mapping[str, Sequence[Any]], forms: Sequence[Form]) -> Scores:
    """The scores of one document: `rows` holds the records read, by raw table name."""
    scores = Scores()
    for expected, read in paired(forms, sorted(rows["forms"], key=lambda each: each.form_number)):
        name = expected.project_name if expected else read.project_name
        scores.add("form", name if expected else None, name if read else None, f"form {name}")
        form_id = read.form_id if read else None
        own = {
            table: [record for record in records if getattr(record, "form_id", None) == form_id]
            for table, records in rows.items()
            if form_id is not None
        }
        _compare_form(scores, expected or Form(), read, own, str(name))
    return scores


def paired(forms: Sequence[Form], read: Sequence[Any]) -> list[Pair]:
    """Expected forms with read ones: first those of one name, the rest in order."""
    left, right = list(forms), list(read)
    found: list[Pair] = []
    for form in forms:
        same = [each for each in right if folded(each.project_name) == folded(form.project_name)]
        if same:
            found.append((form, same[0]))
            left.remove(form)
            right.remove(same[0])
    longest = max(len(left), len(right))
    return [*found, *zip(_filled(left, longest), _filled(right, longest))]


def _filled(values: list[Any], length: int) -> list[Any]:
    return values + [None] * (length - len(values))


def _compare_form(
    scores: Scores, form: Form, read: Any, own: Mapping[str, Sequence[Any]], name: str
) -> None:
    for fields, kind in ((HEADER, "header"), (GOALS, "goal")):
        for expected, record in fields.items():
            values = folded(getattr(form, expected)), folded(getattr(read, record, None))
            scores.add(f"{kind}.{expected}", *values, f"{name} {expected}")
    scores.add(
        "result.total_score",
        number(form.total_score),
        number(getattr(read, "total_score", None)),
        f"{name} total score",
    )
    _compare_money(scores, form, own.get("funding", ()), name)
    _compare_execution(scores, form, own.get("execution", ()), name)
    _compare_indicators(scores, form, own.get("indicators", ()), name)
    _compare_costs(scores, form, own.get("cost_items", ()), name)
    _compare_sections(scores, form, own.get("narrative_sections", ()), name)


def _compare_money(scores: Scores, form: Form, read: Sequence[Any], name: str) -> None:
    cells = {
        (each.phase, each.basis, each.fund_source): _amount(each.amount_yuan, each.amount_text)
        for each in read
    }
    expected = {key: _amount(money.yuan, money.text) for key, money in form.money}
    for key in expected | cells:
        if key not in form.unsettled:
            scores.add("money", expected.get(key), cells.get(key), f"{name} {'/'.join(key)}")


def _amount(yuan: Decimal | None, words: str) -> Decimal | str | None:
    """The amount; the printed sign where a cell holds a dash or slash."""
    return folded(words) if yuan is None else yuan.normalize()


def _compare_execution(scores: Scores, form: Form, read: Sequence[Any], name: str) -> None:
    expected, record = form.execution, read[0] if read else None
    for field_name, column in (
        ("rate", "execution_rate_pct"),
        ("weight", "weight"),
        ("score", "score"),
    ):
        values = number(getattr(expected, field_name, None)), number(getattr(record, column, None))
        scores.add(f"execution.{field_name}", *values, f"{name} execution {field_name}")


def aligned(
    expected: Sequence[Any], read: Sequence[Any], keys: tuple[list[Any], list[Any]]
) -> list[Pair]:
    """Both sequences side by side by their keys; None where one side has no partner."""
    found: list[Pair] = []
    matcher = SequenceMatcher(None, *keys, autojunk=False)
    for _, start, end, read_start, read_end in matcher.get_opcodes():
        left, right = list(expected[start:end]), list(read[read_start:read_end])
        longest = max(len(left), len(right))
        found += zip(_filled(left, longest), _filled(right, longest))
    return found


def _compare_indicators(scores: Scores, form: Form, read: Sequence[Any], name: str) -> None:
    records = sorted(read, key=lambda each: each.indicator_number)
    keys = (
        [folded(item.name) for item in form.indicators],
        [folded(each.indicator_name) for each in records],
    )
    for item, record in aligned(form.indicators, records, keys):
        _compare_indicator(
            scores,
            item or Indicator(),
            record,
            f"{name} {item.name if item else record.indicator_name}",
        )


def _compare_indicator(scores: Scores, item: Indicator, read: Any, place: str) -> None:
    def add(
        kind: str, expected: Any, column: str, fold: Any = folded, also: Iterable[Any] = ()
    ) -> None:
        scores.add(
            f"indicator.{kind}",
            fold(expected),
            fold(getattr(read, column, None)),
            f"{place} {kind}",
            also,
        )

    add("name", item.name, "indicator_name")
    add("target", item.target, "target_text", also=[folded(words) for words in item.also])
    for kind in ("level1", "level2"):
        if getattr(item, kind) is not None or getattr(read, f"{kind}_basis", None) != "inferred":
            add(kind, getattr(item, kind), f"{kind}_name", level)
    add("actual", item.actual, "actual_text")
    add("weight", item.weight, "weight", number)
    add("score", item.score, "score", number)
    add("remark", item.remark, "remark_text")


def _compare_costs(scores: Scores, form: Form, read: Sequence[Any], name: str) -> None:
    records = sorted(read, key=lambda each: each.item_number)
    keys = (
        [(folded(item.name), item.amount_yuan) for item in form.cost_items],
        [(folded(each.item_name), each.amount_yuan) for each in records],
    )
    for item, record in aligned(form.cost_items, records, keys):
        expected = item or CostItem()
        place = f"{name} cost {expected.name or getattr(record, 'item_name', None)}"
        for kind, value, column, fold in (
            ("name", expected.name, "item_name", folded),
            ("group", expected.group, "group_name", folded),
            ("quantity", expected.quantity_value, "quantity", number),
            ("unit_price", expected.unit_price_yuan, "unit_price_yuan", number),
            ("amount", expected.amount_yuan, "amount_yuan", number),
        ):
            scores.add(
                f"cost.{kind}", fold(value), fold(getattr(record, column, None)), f"{place} {kind}"
            )


def _compare_sections(scores: Scores, form: Form, read: Sequence[Any], name: str) -> None:
    """Sections 1 to 5; the sixth is compared as cost items, the seventh is the form."""
    texts = {
        each.section_number: folded(each.section_text) for each in read if each.section_number < 6
    }
    expected = {section.number: folded(section.text) for section in form.sections}
    for key in expected | texts:
        scores.add("section", expected.get(key), texts.get(key), f"{name} section {key}")


def report(scores: Mapping[str, Score], differences: int = 0) -> str:
    """A line for each kind, with up to so many differences below it."""
    lines = [
        f"{'kind':<26}{'expected':>9}{'right':>7}{'wrong':>7}{'missing':>9}{'invented':>10}{'precision':>11}{'recall':>9}"
    ]
    for kind, score in sorted(scores.items()):
        counts = f"{score.expected:>9}{score.right:>7}{score.wrong:>7}{score.missing:>9}{score.invented:>10}"
        lines.append(f"{kind:<26}{counts}{score.precision:>11.2%}{score.recall:>9.2%}")
        lines += [f"    {words}" for words in score.differences[:differences]]
    return "\n".join(lines)
