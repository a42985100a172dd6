"""The department's statement about its own forms: how many units, projects and how much money."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.document import Row, Run, mend
from ingest.forms.find import is_statement
from ingest.reading import TEXT, TYPED, Reading
from ingest.values import fold, parse_number, to_yuan

_UNITS = re.compile(r"(\d+)\s*个\s*(?:预算)?单位")
_PROJECTS = re.compile(r"编报绩效目标的项目\s*(?:共)?\s*(\d+)\s*个")
_MONEY = re.compile(r"(?:预算资金|资金)\s*(?:共)?\s*([\d,，.]+)\s*(亿元|万元|元)")


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
    text = fold(run.text)
    found = {
        "unit_count": _UNITS.search(text),
        "project_count": _PROJECTS.search(text),
        "amount_yuan": _MONEY.search(text),
    }
    position = 0
    for name, match in sorted(found.items(), key=lambda item: item[1].start(1) if item[1] else 0):
        if match:
            reading.claim(run[position : match.start(1)], TEXT, "statement_text")
            reading.claim(run[match.start(1) : match.end(1)], TYPED, name)
            position = match.end(1)
    reading.claim(run[position:], TEXT, "statement_text")
    money = found["amount_yuan"]
    number = parse_number(money.group(1)) if money else None
    return Statement(
        run,
        mend(run).text,
        int(found["unit_count"].group(1)) if found["unit_count"] else None,
        int(found["project_count"].group(1)) if found["project_count"] else None,
        to_yuan(number, money.group(2)) if money and number is not None else None,
    )
