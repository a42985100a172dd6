"""Filings -> the records that ingest would have read out of them, each with its printed place."""

import datetime as dt
import hashlib
from calendar import monthrange
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from ingest import records
from ingest.targets import parse_target
from tests.histories.projects import Project, plain_counts
from tests.histories.words import Indicator, Row

Records = dict[str, list[Any]]
LEVEL1 = {
    "数量": "产出指标",
    "质量": "产出指标",
    "时效": "产出指标",
    "经济成本": "成本指标",
    "经济效益": "效益指标",
    "社会效益": "效益指标",
    "生态效益": "效益指标",
    "可持续影响": "效益指标",
    "服务对象满意度": "满意度指标",
}
RECURRENCE_WORDS = {"recurring": "经常性项目", "one_off": "一次性项目"}


@dataclass
class Pages:
    """The text of one filing as it grows, and the records that stand in it."""

    filing_id: str
    load_id: str
    made: Records = field(default_factory=lambda: defaultdict(list))
    ids: dict[Project, str] = field(default_factory=dict)
    line_number: int = 0
    start: int = 0

    @property
    def keys(self) -> dict[str, str]:
        return {"filing_id": self.filing_id, "load_id": self.load_id}

    def print_line(self, *cells: str) -> list[dict[str, int]]:
        """The place of each cell of a new line."""
        self.line_number += 1
        text = "\t".join(cells)
        self.made["lines"].append(
            records.Line(
                **self.keys,
                line_number=self.line_number,
                line_text=text,
                source_start=self.start,
                source_end=self.start + len(text),
            )
        )
        places, start = [], self.start
        for cell in cells:
            end = start + len(cell)
            places.append(
                {"source_line": self.line_number, "source_start": start, "source_end": end}
            )
            start = end + 1
        self.start += len(text) + 1
        return places


def write_filing(
    body: Row, year: int, place: int, projects: Sequence[Project], load_id: str
) -> Pages:
    """The records of one filing, and the id that each project and cost item got."""
    name = f"{load_id}-{body['body']}-{year}"
    pages = Pages(hashlib.sha256(name.encode()).hexdigest()[:16], load_id)
    unit = body["unit_name_variant"] if place % 2 else body["unit_name"]
    for number, project in enumerate(projects, start=1):
        _write_form(pages, project, number, year, body["department_name"], unit)
    pages.made["filings"].append(_filing(pages, name, len(projects), year))
    return pages


def _filing(pages: Pages, name: str, form_count: int, year: int) -> records.Filing:
    counts = ("count", "typed_count", "text_count", "layout_count", "issue_count")
    return records.Filing(
        **pages.keys,
        **{f"number_{count}": 0 for count in counts},
        file_name=f"{name}.txt",
        source_path=f"filings/{name}.txt",
        document_stage="published",
        document_stage_basis="assumed",
        media_type="text/plain",
        byte_count=pages.start,
        form_count=form_count,
        status="loaded",
        reader_version="made up",
        loaded_at=dt.datetime(year, 2, 1, tzinfo=dt.UTC),
    )


def _write_form(
    pages: Pages, project: Project, number: int, year: int, department: str, unit: str
) -> None:
    form_id = pages.ids[project] = f"{pages.filing_id}-{number:03}"
    _write_narrative(pages, project, form_id)
    title = pages.print_line("财政项目支出绩效目标申报表")[0]
    pages.print_line(f"({year}年度)")
    pages.print_line("项目名称", project.name, "项目性质", RECURRENCE_WORDS[project.recurrence])
    pages.print_line("主管部门", department, "实施单位", unit)
    last_day = monthrange(year, project.months)[1]
    start, end = f"{year}-01-01", f"{year}-{project.months:02}-{last_day}"
    pages.print_line("计划开始日期", start, "计划完成日期", end)
    _write_funding(pages, project, form_id)
    pages.print_line("年度总体目标", project.goal_text)
    pages.made["forms"].append(
        records.Form(
            **pages.keys,
            **title,
            form_id=form_id,
            form_number=number,
            form_type="target",
            form_title="财政项目支出绩效目标申报表",
            project_name=project.name,
            project_name_text=project.name,
            fiscal_year=year,
            department_name=department,
            department_name_text=department,
            unit_name=unit,
            unit_name_text=unit,
            recurrence_text=RECURRENCE_WORDS[project.recurrence],
            start_date_text=start,
            end_date_text=end,
            start_date=dt.date.fromisoformat(start),
            end_date=dt.date.fromisoformat(end),
            annual_goal_text=project.goal_text,
            is_complete=True,
        )
    )
    pages.made["form_outcomes"].append(
        records.FormOutcome(
            **pages.keys,
            **title,
            form_id=form_id,
            outcome="complete",
            outcome_text="资金、指标均已读",
        )
    )
    _write_indicators(pages, project, form_id, year)


def _write_funding(pages: Pages, project: Project, form_id: str) -> None:
    for source, label in (("total", "年度资金申请总额"), ("fiscal", "其中:当年财政拨款")):
        text = f"{project.amount_yuan:,.2f}"
        place = pages.print_line(label, text)[1]
        pages.made["funding"].append(
            records.Funding(
                **pages.keys,
                **place,
                funding_id=f"{form_id}-proposed-annual-{source}",
                form_id=form_id,
                phase="proposed",
                basis="annual",
                fund_source=source,
                amount_text=text,
                amount_yuan=project.amount_yuan,
                money_unit="元",
                money_unit_basis="printed",
            )
        )


def _write_narrative(pages: Pages, project: Project, form_id: str) -> None:
    """项目概述 names the items with their counts, 年度预算安排 their amounts and the sum."""
    if not project.items:
        return
    pages.print_line(f"项目经费情况说明--{project.name}")
    parts = (f"{item.name}，{plain_counts(item.counts)}".rstrip("，") for item in project.items)
    _write_section(pages, form_id, 1, "项目概述", f"本项目包括：{'；'.join(parts)}。")
    names = "、".join(f"{item.name}{item.amount_yuan}元" for item in project.items)
    _write_section(pages, form_id, 6, "年度预算安排", f"{names}，合计{project.amount_yuan}元。")
    for number, item in enumerate(project.items, start=1):
        _write_item(pages, item, form_id, number)
    text = str(project.amount_yuan)
    pages.made["cost_totals"].append(
        records.CostTotal(
            **pages.keys,
            **pages.print_line("合计", text)[1],
            cost_total_id=f"{form_id}-t001",
            form_id=form_id,
            total_number=1,
            total_name="合计",
            amount_yuan=project.amount_yuan,
            amount_text=text,
            first_item_number=1,
            last_item_number=len(project.items),
        )
    )


def _write_section(pages: Pages, form_id: str, number: int, name: str, text: str) -> None:
    pages.print_line(name)
    pages.made["narrative_sections"].append(
        records.NarrativeSection(
            **pages.keys,
            **pages.print_line(text)[0],
            form_id=form_id,
            section_number=number,
            section_name=name,
            section_text=text,
        )
    )


def _write_item(pages: Pages, item: Project, form_id: str, number: int) -> None:
    item_id = pages.ids[item] = f"{form_id}-c{number:03}"
    text, monthly = str(item.amount_yuan), item.monthly_yuan
    formula = f"{monthly}元/月×{item.months}月" if monthly else None
    place = pages.print_line(item.name, *([formula] if formula else []), text)[0]
    pages.made["cost_items"].append(
        records.CostItem(
            **pages.keys,
            **place,
            cost_item_id=item_id,
            form_id=form_id,
            item_number=number,
            item_name=item.name,
            quantity=Decimal(item.months) if monthly else None,
            quantity_unit="月" if monthly else None,
            quantity_text=f"{item.months}月" if monthly else None,
            unit_price_yuan=monthly,
            unit_price_text=f"{monthly}元/月" if monthly else None,
            formula_text=formula,
            amount_yuan=item.amount_yuan,
            amount_text=text,
        )
    )


def _write_indicators(pages: Pages, project: Project, form_id: str, year: int) -> None:
    price = project.price_target
    printed = [*([price] if price else []), *project.indicators, *project.generic]
    for number, indicator in enumerate(printed, start=1):
        pages.made["indicators"].append(_indicator(pages, indicator, form_id, number, year))


def _indicator(
    pages: Pages, indicator: Indicator, form_id: str, number: int, year: int
) -> records.Indicator:
    level1, level2 = LEVEL1[indicator.level2], f"{indicator.level2}指标"
    target = parse_target(indicator.target_text, indicator_name=indicator.name, fiscal_year=year)
    return records.Indicator(
        **pages.keys,
        **pages.print_line(level1, level2, indicator.name, indicator.target_text)[2],
        indicator_id=f"{form_id}-i{number:03}",
        form_id=form_id,
        indicator_number=number,
        level1_name=level1,
        level1_basis="printed",
        level2_name=level2,
        level2_basis="printed",
        indicator_name=indicator.name,
        target_text=target.text,
        target_kind=target.kind,
        target_operator=target.operator,
        target_value=target.value,
        target_value_max=target.value_max,
        target_unit=target.unit,
        target_value_base=target.value_base,
        target_value_max_base=target.value_max_base,
        base_unit=target.base_unit,
        base_unit_basis=target.base_unit_basis,
        is_approximate=target.is_approximate,
        target_date=target.date,
    )
