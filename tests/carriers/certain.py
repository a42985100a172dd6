"""Of what is printed: how much is read right, how much is flagged, and what is wrong unsaid.

`python -m tests.carriers.certain [--why N] [--of N] [CARRIER…]` prints it for scans. A number that
is not read is flagged where a read issue stands on its row; one that is read wrong is wrong with
an issue, too. Names are counted by characters; one that is read wrong is flagged by an issue.
"""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from ingest.forms.find import may_hold_forms
from ingest.read import read_document
from ingest.readers import NotReadable, read_bytes
from ingest.targets import parse_target
from tests.carriers.compare import aligned, folded, number, paired
from tests.carriers.facts import Form
from tests.carriers.samples import Sample, samples

Rows = Mapping[str, Sequence[Any]]
_NO_UNIT = {"money_unit_unknown", "money_units_differ"}
_SCORES = ("weight", "score")
_FORM_NAMES = {
    "project_name": "project_name",
    "department": "department_name_text",
    "unit": "unit_name_text",
}


class Fact(NamedTuple):
    """One printed thing beside what was read of it; `line` is where it was read, None nowhere."""

    kind: str
    name: str
    expected: Any
    read: Any
    line: int | None


@dataclass
class Count:
    """How many things of a kind are printed, right, flagged, lost in silence and wrong."""

    expected: int = 0
    right: int = 0
    flagged: int = 0
    silent: int = 0
    wrong: int = 0
    unsaid: list[str] = field(default_factory=list)

    def extend(self, other: "Count") -> None:
        for name in ("expected", "right", "flagged", "silent", "wrong"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.unsaid += other.unsaid


def counts_of(sample: Sample) -> dict[str, Count]:
    """kind -> counts of one sample."""
    try:
        document = read_bytes(sample.data, may_hold_forms)
    except NotReadable:
        return {}
    return count(read_document(document, "f" * 16, "judged").rows, sample.forms)


def count(rows: Rows, forms: Sequence[Form]) -> dict[str, Count]:
    """kind -> counts of the records of one document beside its forms."""
    counts: dict[str, Count] = {}
    read_forms = sorted(rows["forms"], key=lambda each: each.form_number)
    for form, read in paired(forms, read_forms):
        form_id = read.form_id if read else None
        own = {
            table: [each for each in records if getattr(each, "form_id", None) == form_id]
            for table, records in rows.items()
            if form_id is not None
        }
        issues = own.get("read_issues", ())
        lines = {issue.source_line for issue in issues}
        has_no_unit = any(issue.issue_code in _NO_UNIT for issue in issues)
        for fact in _facts(form or Form(), read, own):
            is_said = fact.line in lines if fact.line is not None else bool(lines) or not read
            is_said = is_said or (has_no_unit and fact.kind == "amounts")
            _add(counts.setdefault(fact.kind, Count()), fact, is_said)
    return counts


def _add(count: Count, fact: Fact, is_said: bool) -> None:
    weight = len(str(fact.expected)) if fact.kind == "names" and fact.expected else 1
    count.expected += weight if fact.expected is not None else 0
    if fact.read == fact.expected:
        count.right += weight
        return
    if fact.kind == "names":
        same = _same_characters(str(fact.expected or ""), str(fact.read or ""))
        count.right += same
        weight = max(1, weight - same)
    if is_said and (fact.read is None or fact.kind == "names"):
        count.flagged += weight
        return
    count.silent += weight if fact.read is None else 0
    count.wrong += weight if fact.read is not None else 0
    count.unsaid.append(f"{fact.kind} {fact.name}: printed {fact.expected}, read {fact.read}")


def _same_characters(one: str, other: str) -> int:
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks)


def _facts(form: Form, read: Any, own: Rows) -> Iterator[Fact]:
    places = {each.field_name: each.source_line for each in own.get("form_places", ())}
    for name, column in _FORM_NAMES.items():
        expected, found = folded(getattr(form, name)), folded(getattr(read, column, None))
        if expected or found:
            place = places.get(column.removesuffix("_name_text").removesuffix("_text"))
            yield Fact("names", name, expected, found, place)
    yield from _amounts(form, own)
    yield from _scores_of_form(form, read, own, places)
    yield from _indicators(form, own)


def _amounts(form: Form, own: Rows) -> Iterator[Fact]:
    expected = {key: money for key, money in form.money if key not in form.unsettled}
    read = {(a.phase, a.basis, a.fund_source): a for a in own.get("funding", ())}
    for key in expected | {key: None for key in read if key not in form.unsettled}:
        printed, found = expected.get(key), read.get(key)
        yuan = printed.yuan if printed else None
        value = found.amount_yuan if found else None
        if yuan is not None or value is not None:
            line = found.source_line if found else None
            yield Fact("amounts", f"{form.project_name} {'/'.join(key)}", yuan, value, line)


def _scores_of_form(form: Form, read: Any, own: Rows, places: Mapping[str, int]) -> Iterator[Fact]:
    found = next(iter(own.get("execution", ())), None)
    pairs = [
        (getattr(form.execution, name, None), getattr(found, column, None))
        for name, column in (
            ("rate", "execution_rate_pct"),
            ("weight", "weight"),
            ("score", "score"),
        )
    ]
    line = found.source_line if found else None
    yield from _numbers(form, "execution", pairs, line)
    total = [(form.total_score, getattr(read, "total_score", None))]
    yield from _numbers(form, "total score", total, places.get("total_score"))


def _numbers(
    form: Form, name: str, pairs: Sequence[tuple[Any, Any]], line: int | None
) -> Iterator[Fact]:
    for printed, value in pairs:
        expected = number(printed)
        expected = expected if isinstance(expected, Decimal) else None
        if expected is not None or value is not None:
            yield Fact("scores", f"{form.project_name} {name}", expected, value, line)


def _indicators(form: Form, own: Rows) -> Iterator[Fact]:
    records = sorted(own.get("indicators", ()), key=lambda each: each.indicator_number)
    keys = (
        [folded(item.name) for item in form.indicators],
        [folded(each.indicator_name) for each in records],
    )
    for item, record in aligned(form.indicators, records, keys):
        line = record.source_line if record else None
        name = f"{form.project_name} {item.name if item else record.indicator_name}"
        printed = folded(item.name) if item else None
        yield Fact("names", name, printed, folded(getattr(record, "indicator_name", None)), line)
        if item is None:
            continue
        target = parse_target(item.target, indicator_name=item.name, fiscal_year=form.fiscal_year)
        value = getattr(record, "target_value", None)
        if target.value is not None or value is not None:
            yield Fact("targets", name, target.value, value, line)
        pairs = [(getattr(item, each), getattr(record, each, None)) for each in _SCORES]
        yield from _numbers(form, item.name, pairs, line)


def main() -> int:
    """0 where nothing is wrong or lost unsaid, else 1; prints a row a carrier and kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("carriers", nargs="*", default=["scan", "scan-150"])
    parser.add_argument("--why", type=int, default=0, metavar="N", help="what is unsaid")
    parser.add_argument("--of", type=int, default=1, metavar="N", help="one sample of N")
    given = parser.parse_args()
    print(
        f"{'carrier':12}{'kind':10}{'printed':>9}{'right':>8}{'flagged':>9}{'lost':>6}{'wrong':>7}"
    )
    is_clean = True
    for carrier in given.carriers:
        whole: dict[str, Count] = {}
        for sample in list(samples([carrier]))[:: given.of]:
            for kind, found in counts_of(sample).items():
                whole.setdefault(kind, Count()).extend(found)
        show(carrier, whole, given.why)
        is_clean = is_clean and not any(found.silent or found.wrong for found in whole.values())
    return 0 if is_clean else 1


def show(carrier: str, counts: Mapping[str, Count], why: int) -> None:
    """Print the counts of a carrier, with up to so many things that are unsaid."""
    for kind, found in counts.items():
        numbers = f"{found.expected:9,}{found.right:8,}{found.flagged:9,}"
        print(f"{carrier:12}{kind:10}{numbers}{found.silent:6,}{found.wrong:7,}", flush=True)
        for words in found.unsaid[:why]:
            print(f"    {words}")


if __name__ == "__main__":
    raise SystemExit(main())
