"""The forms of the committed filings, as they were read by hand from their text."""

import csv
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

from tests.carriers.facts import (
    PHASES,
    CostItem,
    Execution,
    Form,
    Indicator,
    Key,
    Money,
    Section,
)

EXPECTED = Path(__file__).parent.parent / "expected"
Rows = dict[int, list[dict[str, str]]]
_BASES = {"total": ("project_total", "total"), "annual": ("annual", "total")}
_PHASES = dict(zip(("initial", "adjusted", "executed"), PHASES))
_SECTIONS = {
    "overview": "项目概述",
    "basis": "立项依据",
    "body": "实施主体",
    "plan": "实施方案",
    "period": "实施周期",
}
_GOALS = {
    "total": "total_goal",
    "annual": "annual_goal",
    "expected": "expected_result",
    "actual": "actual_result",
}


def stems() -> list[str]:
    """The names of the filings that were read by hand."""
    return sorted(path.name for path in EXPECTED.iterdir() if path.is_dir())


def _rows(stem: str, name: str) -> Rows:
    found: Rows = defaultdict(list)
    path = EXPECTED / stem / f"{name}.csv"
    if path.exists():
        with path.open(encoding="utf-8", newline="") as opened:
            for row in csv.DictReader(opened):
                found[int(row["seq"])].append(row)
    return found


def _money(row: dict[str, str], in_yuan: bool) -> tuple[Key, Money]:
    head, _, source = row["measure"].partition("_")
    key: Key
    if head in _PHASES:
        key = (_PHASES[head], "annual", source)
    else:
        basis, total = _BASES[head]
        key = ("proposed", basis, source or total)
    amount = Decimal(row["amount_yuan"])
    if in_yuan:
        return key, Money(f"{amount:,.2f}")
    return key, Money(f"{amount / 10000:,.2f}", "万元")


def _indicator(row: dict[str, str]) -> Indicator:
    return Indicator(
        level1=row["level1"] or None,
        level2=row["level2"].split("|")[0] or None,
        name=row["level3"],
        target=row["target_raw"],
        operator=row["operator"],
        value=row["target_value"] or row["target_raw"],
        unit=row["target_unit"],
        actual=row["actual_raw"] or None,
        weight=row["weight"] or None,
        score=row["score"] or None,
        remark=row["remark"] or None,
    )


def _cost(row: dict[str, str]) -> CostItem:
    def value(name: str) -> Decimal | None:
        return Decimal(row[name]) if row[name] else None

    price, amount = value("unit_price_yuan"), value("amount_yuan")
    return CostItem(
        group=row["group"] or None,
        name=row["name"] or None,
        quantity=row["quantity"],
        unit_price=f"{price}元" if price is not None else "",
        amount=f"{amount}元" if amount is not None else "",
        quantity_value=value("quantity"),
        unit_price_yuan=price,
        amount_yuan=amount,
    )


def _header(row: dict[str, str]) -> dict[str, object]:
    """The header values; 项目类别 is the recurrence where the filing prints no 项目性质."""
    nature, category = row["nature"] or None, row["category"] or None
    names = ("form_type", "project_name", "department", "unit", "start_date", "end_date", "rating")
    found: dict[str, object] = {name: row[name] or None for name in names}
    return found | {
        "fiscal_year": int(row["fiscal_year"]),
        "total_score": row["score_total"] or None,
        "recurrence": nature or category,
        "expenditure_category": category if nature else None,
    }


def filed_forms(stem: str) -> list[Form]:
    """The forms of one filing in their order."""
    names = ("funding", "execution", "indicators", "goals", "narrative", "components")
    parts = {name: _rows(stem, name) for name in names}
    found = []
    for number, (project,) in _rows(stem, "projects").items():
        rows = {name: part[number] for name, part in parts.items()}
        rate = rows["execution"]
        found.append(
            Form(
                **_header(project),
                **{_GOALS[row["kind"]]: row["text"] for row in rows["goals"]},
                money=tuple(
                    _money(row, project["form_type"] == "target") for row in rows["funding"]
                ),
                indicators=tuple(_indicator(row) for row in rows["indicators"]),
                execution=_execution(rate[0]) if rate else None,
                sections=tuple(_sections(rows["narrative"])),
                cost_items=tuple(_cost(row) for row in rows["components"]),
            )
        )
    return found


def _execution(row: dict[str, str]) -> Execution:
    return Execution(row["execution_rate_pct"], row["weight"], row["score"])


def _sections(rows: list[dict[str, str]]) -> list[Section]:
    texts = {row["section"]: row["text"] for row in rows}
    return [
        Section(number, name, texts[key])
        for number, (key, name) in enumerate(_SECTIONS.items(), 1)
        if texts.get(key)
    ]
