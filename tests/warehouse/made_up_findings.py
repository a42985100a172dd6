"""Made-up filings for the rules of findings: each case is a filing of its own, all of one batch."""

import datetime as dt
import hashlib
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from ingest import records
from ingest.folders import DataFolder
from ingest.tables import write_batch

LOAD_ID = "load-findings"
YEAR = 2026
RATES = ("approved", "adjusted", "executed")


@dataclass
class Made:
    """The forms of one filing, and its department's statement."""

    forms: list[dict[str, Any]]
    statement: dict[str, Any] | None = None


@dataclass
class Batch:
    """Records by raw table, with a line for each as it comes."""

    made: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))
    line: int = 0

    def place(self) -> dict[str, int]:
        self.line += 1
        return {"source_line": self.line, "source_start": self.line, "source_end": self.line + 1}


def target(project_name="办公用房修缮", **parts: Any) -> dict[str, Any]:
    """A target form of a whole year: `request` in yuan, `items`, `indicators`, `issues`, and columns of the form.

    `funds` are other amounts in yuan as (phase, basis, fund source, printed unit, amount),
    `blank` is a field of the header whose cell is blank.
    """
    return {"form_type": "target", "project_name": project_name, **parts}


def evaluation(project_name="办公用房修缮", **parts: Any) -> dict[str, Any]:
    """A self-evaluation: `amounts` in 万元 as (approved, adjusted, executed), `execution` as (rate, score)."""
    return {"form_type": "self_evaluation", "project_name": project_name, **parts}


def number(name, text, value, unit=None, operator="=", level="产出/数量", **more: Any):
    """An indicator with a number as its target."""
    return indicator(
        name,
        text,
        level,
        target_kind="exact" if operator == "=" else "bound",
        target_operator=operator,
        target_value=Decimal(str(value)),
        target_unit=unit,
        base_unit=unit,
        target_value_base=Decimal(str(value)),
        **more,
    )


def words(name, text, level="产出/质量", kind="word", **more: Any):
    """An indicator with words as its target."""
    return indicator(name, text, level, target_kind=kind, **more)


def indicator(name, text, level, **more: Any):
    level1, _, level2 = level.partition("/")
    return {
        "indicator_name": name,
        "target_text": text,
        "level1_name": f"{level1}指标",
        "level2_name": f"{level2 or level1}指标",
        "level1_basis": "printed",
        "level2_basis": "printed",
        "is_approximate": False,
        **more,
    }


def item(name, amount, **more: Any):
    """A cost item; `amount` in yuan, printed as it is."""
    return {"item_name": name, "amount_yuan": amount, "amount_text": amount, **more}


def filing_id_of(case: str) -> str:
    return hashlib.sha256(case.encode()).hexdigest()[:16]


def load_findings(folder: DataFolder, cases: dict[str, Made]) -> None:
    """A filing for each case, named by it, written as one batch."""
    batch = Batch()
    for case, made in cases.items():
        add_filing(batch, case, made)
    write_batch(folder, LOAD_ID, dict(batch.made))


def add_filing(batch: Batch, case: str, made: Made) -> None:
    keys = {"filing_id": filing_id_of(case), "load_id": LOAD_ID}
    counts = ("count", "typed_count", "text_count", "layout_count", "issue_count")
    batch.made["filings"].append(
        records.Filing(
            **keys,
            **{f"number_{count}": 0 for count in counts},
            file_name=f"{case}.txt",
            source_path=f"filings/{case}.txt",
            document_stage="published",
            media_type="text/plain",
            byte_count=1,
            form_count=len(made.forms),
            status="loaded",
            reader_version="test",
            loaded_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
        )
    )
    if made.statement:
        batch.made["department_statements"].append(
            records.DepartmentStatement(
                **keys,
                **batch.place(),
                **made.statement,
                statement_id=f"{keys['filing_id']}-s001",
                statement_number=1,
            )
        )
    for form_number, parts in enumerate(made.forms, start=1):
        add_form(batch, keys, case, form_number, dict(parts))


def add_form(batch: Batch, keys, case: str, form_number: int, parts: dict[str, Any]) -> None:
    form_id = f"{keys['filing_id']}-{form_number:03}"
    ids = {**keys, "form_id": form_id}
    rows = {
        name: parts.pop(name, None)
        for name in (
            "request",
            "whole",
            "items",
            "indicators",
            "issues",
            "amounts",
            "execution",
            "sections",
            "funds",
            "blank",
        )
    }
    defaults = {
        "fiscal_year": YEAR,
        "department_name": f"{case}局",
        "unit_name": f"{case}局",
        "start_date": dt.date(YEAR, 1, 1),
        "end_date": dt.date(YEAR, 12, 31),
    }
    form = records.Form(
        **ids,
        **batch.place(),
        **{**defaults, "form_number": form_number, "is_complete": True, **parts},
    )
    batch.made["forms"].append(form)
    add_places(batch, ids, form, rows["blank"])
    add_money(batch, ids, rows)
    add_rows(batch, ids, rows)


def add_places(batch: Batch, ids, form: records.Form, blank: str | None) -> None:
    if blank:
        batch.made["form_places"].append(
            records.FormPlace(**ids, **batch.place(), field_name=f"{blank}_label", printed_text="")
        )
    fields = {
        "total_goal": "total_goal_text",
        "annual_goal": "annual_goal_text",
        "expected_goal": "expected_result_text",
    }
    for field_name, column in fields.items():
        if getattr(form, column):
            batch.made["form_places"].append(
                records.FormPlace(
                    **ids,
                    **batch.place(),
                    field_name=field_name,
                    printed_text=getattr(form, column),
                )
            )


def add_money(batch: Batch, ids, rows: dict[str, Any]) -> None:
    amounts = [
        ("proposed", basis, "total", "元", rows[name])
        for name, basis in (("request", "annual"), ("whole", "project_total"))
        if rows[name]
    ]
    amounts += [
        (phase, "annual", "total", "万元", str(Decimal(amount) * 10000))
        for phase, amount in zip(RATES, rows["amounts"] or ())
        if amount
    ]
    amounts += rows["funds"] or []
    for funding_number, (phase, basis, source, unit, yuan) in enumerate(amounts, start=1):
        batch.made["funding"].append(
            records.Funding(
                **ids,
                **batch.place(),
                funding_id=f"{ids['form_id']}-f{funding_number:03}",
                phase=phase,
                basis=basis,
                fund_source=source,
                amount_text=yuan,
                amount_yuan=Decimal(yuan),
                money_unit=unit,
                money_unit_basis="printed",
            )
        )
    if rows["execution"]:
        rate, score = rows["execution"]
        batch.made["execution"].append(
            records.Execution(
                **ids,
                **batch.place(),
                execution_rate_text=rate,
                execution_rate_pct=Decimal(rate),
                weight=Decimal(10),
                score=Decimal(score),
            )
        )


def add_rows(batch: Batch, ids, rows: dict[str, Any]) -> None:
    for place, row in enumerate(rows["items"] or (), start=1):
        batch.made["cost_items"].append(
            records.CostItem(
                **ids,
                **batch.place(),
                **{**row, "amount_yuan": row["amount_yuan"] and Decimal(row["amount_yuan"])},
                cost_item_id=f"{ids['form_id']}-c{place:03}",
                item_number=place,
            )
        )
    for place, row in enumerate(rows["indicators"] or (), start=1):
        batch.made["indicators"].append(
            records.Indicator(
                **ids,
                **batch.place(),
                **row,
                indicator_id=f"{ids['form_id']}-i{place:03}",
                indicator_number=place,
            )
        )
    for section_number, text in (rows["sections"] or {}).items():
        batch.made["narrative_sections"].append(
            records.NarrativeSection(
                **ids,
                **batch.place(),
                section_number=section_number,
                section_name=f"section {section_number}",
                section_text=text,
            )
        )
    for place, code in enumerate(rows["issues"] or (), start=1):
        batch.made["read_issues"].append(
            records.ReadIssue(
                **ids,
                **batch.place(),
                issue_id=f"{ids['form_id']}-r{place:03}",
                issue_code=code,
                message_text=code,
                raw_text="",
            )
        )
