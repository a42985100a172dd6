"""What a reviewer finds in the four filings beside what the rules find: the pairs and the differences."""

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

EXPECTED = Path(__file__).parent / "expected" / "findings.csv"
OPEN_RULES = {"F18"}
FOUND = """
    select
        findings.rule_code, file_name, forms.form_number, others.form_number, severity,
        printed_value, computed_value, difference_yuan, findings.source_line, other_source_line,
        message_text
    from marts.fct_findings as findings
    inner join marts.dim_filings as filings on findings.filing_id = filings.filing_id
    left join marts.dim_forms as forms on findings.form_id = forms.form_id
    left join marts.dim_forms as others on findings.other_form_id = others.form_id
    order by all
"""


@dataclass(frozen=True)
class Found:
    """One row of `fct_findings`, by the numbers of its projects."""

    rule_code: str
    filing: str
    project: str
    other_project: str
    severity: str
    values: tuple[Decimal | None, Decimal | None, Decimal | None]
    lines: frozenset[int]
    message_text: str


@dataclass
class RuleScore:
    """How one rule does: `wrong` has what no reader expects, `missed` what a reader expects."""

    expected: int = 0
    right: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    differing: list[str] = field(default_factory=list)


def read_expected() -> list[dict[str, str]]:
    with EXPECTED.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def read_found(execute: Callable[[str], Sequence[tuple]]) -> list[Found]:
    return [
        Found(
            rule_code,
            file_name.removesuffix(".txt"),
            *(str(number or "") for number in numbers),
            severity,
            tuple(values),
            frozenset(line for line in lines if line),
            message_text,
        )
        for rule_code, file_name, *numbers, severity, v1, v2, v3, l1, l2, message_text in execute(
            FOUND
        )
        for values, lines in [((v1, v2, v3), (l1, l2))]
    ]


def lines_of(row: dict[str, str]) -> set[int]:
    """The lines that a row names: `49 52 53` or `34-45`."""
    named: set[int] = set()
    for part in row["lines"].split():
        first, _, last = part.partition("-")
        named.update(range(int(first), int(last or first) + 1))
    return named


def is_about(row: dict[str, str], found: Found) -> bool:
    """The same rule, filing and projects, and one line in common where the row names lines."""
    same = (row["rule_code"], row["filing"], row["project"], row["other_project"]) == (
        found.rule_code,
        found.filing,
        found.project,
        found.other_project,
    )
    return same and (not row["lines"] or bool(lines_of(row) & found.lines))


def differences(row: dict[str, str], found: Found) -> list[str]:
    """Where severity or a figure of the finding is not what was read."""
    pairs = [("severity", row["severity"], found.severity)]
    names = ("printed_value", "computed_value", "difference_yuan")
    pairs += [
        (name, Decimal(row[name]), value)
        for name, value in zip(names, found.values)
        if row[name] and (name == "difference_yuan" or is_money(row))
    ]
    return [
        f"{name}: {read} read, {said} found" for name, read, said in pairs if read and read != said
    ]


def is_money(row: dict[str, str]) -> bool:
    return bool(row["difference_yuan"])


def score_rules(found: list[Found], expected: list[dict[str, str]]) -> dict[str, RuleScore]:
    """A score for each rule that is expected or found."""
    scores: dict[str, RuleScore] = {}
    for row in expected:
        score = scores.setdefault(row["rule_code"], RuleScore())
        about = [one for one in found if is_about(row, one)]
        place = f"{row['filing']} {row['project']} {row['other_project']} L{row['lines']}"
        if row["expectation"] == "finding":
            score.expected += 1
            if about:
                score.right += 1
                score.differing += [f"{place}: {said}" for said in differences(row, about[0])]
            else:
                score.missed.append(f"{place}: {row['evidence']}")
        if row["expectation"] == "not":
            score.wrong += [f"{place}: {one.message_text}" for one in about]
    for one in found:
        rows = [row for row in expected if row["expectation"] != "not" and is_about(row, one)]
        if not rows and one.rule_code not in OPEN_RULES:
            score = scores.setdefault(one.rule_code, RuleScore())
            score.wrong.append(
                f"{one.filing} {one.project} {one.other_project} {sorted(one.lines)}: {one.message_text}"
            )
    return dict(sorted(scores.items()))
