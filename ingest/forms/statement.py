"""The department's statement about its own forms: how many units, projects and how much money."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.document import Row, Run, mend
from ingest.forms.find import is_statement
from ingest.reading import TEXT, TYPED, Reading
from ingest.values import fold_in_place, parse_number, to_yuan

_UNITS = re.compile(
    r"(?:预算)?单位\s*(?:共计|合计|共)?\s*(?P<after>\d+)\s*[个家]"
    r"|(?P<before>\d+)\s*[个家]\s*(?:预算)?单位"
)
_PROJECTS = re.compile(r"编报绩效目标的项目\s*(?:共)?\s*(?P<after>\d+)\s*个")
_MONEY = re.compile(r"(?:预算资金|资金)\s*(?:共)?\s*(?P<after>[\d,.]+)\s*(?P<unit>亿元|万元|元)")
_LARGEST_COUNT = 2**31 - 1


@dataclass(frozen=True)
class Statement:
    """What a department states: counts, and the money in yuan; None where it does not say."""

    run: Run
    text: str
    unit_count: int | None
    project_count: int | None
    amount_yuan: Decimal | None


def read_statements(rows: Sequence[Row], reading: Reading) -> list[Statement]:
    """The statements among the rows, in order."""
    return [_read(row.run, reading) for row in rows if is_statement(row)]


def _read(run: Run, reading: Reading) -> Statement:
    text = fold_in_place(run.text)
    patterns = {"unit_count": _UNITS, "project_count": _PROJECTS, "amount_yuan": _MONEY}
    found = {name: match for name, p in patterns.items() if (match := p.search(text))}
    numbers = {name: run[slice(*match.span(_place(match)))] for name, match in found.items()}
    rest = 0
    for name, match in sorted(found.items(), key=lambda item: item[1].start()):
        start, end = match.span(_place(match))
        reading.claim(run[rest:start], TEXT, "statement_text")
        reading.claim(numbers[name], TYPED, name)
        rest = end
    reading.claim(run[rest:], TEXT, "statement_text")
    return Statement(
        run,
        mend(run).text,
        _count(numbers.get("unit_count"), reading),
        _count(numbers.get("project_count"), reading),
        _yuan(numbers.get("amount_yuan"), found.get("amount_yuan"), reading),
    )


def _place(match: re.Match[str]) -> str:
    """The group that holds the number: before or after the word it counts."""
    return "before" if match.groupdict().get("before") else "after"


def _count(printed: Run | None, reading: Reading) -> int | None:
    number = parse_number(printed.text) if printed else None
    if printed is None or number is None:
        return None
    if number > _LARGEST_COUNT:
        reading.doubt("number_does_not_fit", printed)
        return None
    return int(number)


def _yuan(printed: Run | None, match: re.Match[str] | None, reading: Reading) -> Decimal | None:
    number = parse_number(printed.text) if printed else None
    if printed is None or match is None or number is None:
        return None
    yuan = to_yuan(number, match["unit"])
    if yuan is None:
        reading.doubt("amount_does_not_fit", printed)
    return yuan
