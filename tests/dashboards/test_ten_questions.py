"""Ten questions of an analyst, each answered within two clicks by figures read in the filings.

A click is a page of the navigation, a choice of a filter or of a page. The pages run
over a warehouse that is built from the four filings.
"""

import json
import shutil
from collections import Counter
from decimal import ROUND_DOWN, Decimal
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboards.texts import Words
from ingest.folders import DataFolder
from tests.findings_expected import read_expected
from tests.questions_expected import (
    CENTRE_2021,
    CENTRE_2026,
    OFFICE_2023,
    WATER_2023,
    Figure,
    common_names,
    figures,
    lines_of,
    printed_numbers,
    project_name,
    read_figures,
    reckoned,
    target_classes,
)

from .conftest import APP

MOST_CLICKS = 2
YEARS = {CENTRE_2026: 2026, OFFICE_2023: 2023, WATER_2023: 2023, CENTRE_2021: 2021}
T = Words("zh")
COST_KINDS = {
    "unit cost": "unit_price",
    "total cap above the request": "cap_above",
    "total cap equal to the request": "cap_equal",
    "no amount": "other_number",
    "words": "words",
    "none": "none",
}

Row = dict[str, Any]


class Visit:
    """A person who has opened 工作台, and counts clicks."""

    def __init__(self) -> None:
        self.app = AppTest.from_file(str(APP), default_timeout=120).run()
        self.clicks = 0

    def page(self, name: str) -> "Visit":
        self.app.switch_page(f"app_pages/{name}.py")
        return self._clicked()

    def phase(self, name: str) -> "Visit":
        self.app.sidebar.radio[0].set_value(name)
        return self._clicked()

    def year(self, year: int) -> "Visit":
        self.app.sidebar.multiselect[0].set_value([year])
        return self._clicked()

    def way(self, name: str, option: str) -> "Visit":
        key = f"choose_{name}_zh"
        (control,) = [group for group in self.app.get("button_group") if group.key == key]
        control.set_value(option)
        return self._clicked()

    def select(self, name: str, option: str) -> "Visit":
        self.app.selectbox(key=f"choose_{name}_zh").set_value(option)
        return self._clicked()

    def _clicked(self) -> "Visit":
        self.app.run()
        assert not self.app.exception
        self.clicks += 1
        return self

    def table(self, *columns: str) -> list[Row]:
        """The rows of the one table that has these columns, once no click too many was made."""
        assert self.clicks <= MOST_CLICKS
        found = [
            table.value.to_dict("records")
            for table in self.app.dataframe
            if set(columns) <= set(table.value.columns)
        ]
        assert len(found) == 1, [list(table.value.columns) for table in self.app.dataframe]
        return found[0]

    def charts(self, kind: str) -> list[list[Row]]:
        """The traces of each chart that has one of a kind."""
        assert self.clicks <= MOST_CLICKS
        drawn = [json.loads(chart.proto.spec)["data"] for chart in self.app.get("plotly_chart")]
        return [traces for traces in drawn if any(trace["type"] == kind for trace in traces)]


def yuan(shown_in_wan: object) -> Decimal:
    """An amount of a table, which shows 万元, in yuan to the fen."""
    return (Decimal(str(shown_in_wan)) * 10_000).quantize(Decimal("0.01"))


def is_filled(value: object) -> bool:
    return str(value) not in ("nan", "None", "NaT", "<NA>")


def form_number(row: Row) -> str:
    return str(int(row["form_id"].rpartition("-")[2]))


@pytest.fixture(scope="module")
def copied(built_filings: DataFolder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a copy of the build, which the pages open with settings of their own."""
    folder = tmp_path_factory.mktemp("questions")
    shutil.copy(built_filings.warehouse, folder / "warehouse.duckdb")
    return folder


@pytest.fixture
def visit(copied: Path, monkeypatch: pytest.MonkeyPatch) -> Visit:
    monkeypatch.setenv("JIXIAO_DATA", str(copied))
    return Visit()


@pytest.mark.parametrize("figure", read_figures(), ids=lambda f: f"{f.question} {f.part}")
def test_a_figure_is_what_its_lines_print(figure: Figure) -> None:
    """The expectations themselves: each number stands in its lines, and the reckoning is right."""
    text = lines_of(figure)
    assert [number for number in printed_numbers(figure.reckoning) if number not in text] == []
    rounding = {"rounding": ROUND_DOWN} if figure.unit == "pct" else {}
    assert reckoned(figure.reckoning).quantize(Decimal("0.01"), **rounding) == figure.value


def test_1_what_is_the_money_for_and_how_does_it_compare(visit: Visit) -> None:
    visit.page("spending")
    rows = visit.table("functional_class", "department_name", "amount_yuan", "form_count")
    bars = visit.charts("bar")
    for filing in (CENTRE_2026, OFFICE_2023, CENTRE_2021):
        found = {
            row["functional_class"]: yuan(row["amount_yuan"])
            for row in rows
            if row["fiscal_year"] == YEARS[filing]
        }
        expected = figures(1, filing)
        assert sum(found.values()) == expected.pop("all")
        assert found == {T.code("functional_class", name): e for name, e in expected.items()}
    compared = visit.table("comparable_state", "functional_class", "amount_yuan")
    alike = [row for row in compared if row["comparable_state"] == "同口径"]
    sums = {
        year: sum(yuan(row["amount_yuan"]) for row in alike if row["fiscal_year"] == year)
        for year in (2023, 2026)
    }
    of_2026 = sum(yuan(row["amount_yuan"]) for row in compared if row["fiscal_year"] == 2026)
    assert sums[2026] - sums[2023] == figures(3, OFFICE_2023, CENTRE_2026)["like for like"]
    assert of_2026 == figures(1, CENTRE_2026)["all"]
    assert len(bars) == 2


def test_1_the_money_of_the_self_evaluations(visit: Visit) -> None:
    rows = visit.page("spending").phase("approved").table("functional_class", "form_count")
    expected = figures(1, WATER_2023)
    assert sum(yuan(row["amount_yuan"]) for row in rows) == expected.pop("all")
    assert {row["functional_class"]: yuan(row["amount_yuan"]) for row in rows} == {
        T.code("functional_class", name): amount for name, amount in expected.items()
    }


def test_2_do_we_pay_more_for_the_same_service(visit: Visit) -> None:
    on_desk = visit.table("comparison_group", "comparability", "change_pct")
    visit.page("comparison")
    rows = visit.table("comparison_group", "change_yuan", "volume_effect_yuan", "left_quantity")
    columns = {
        "left": "left_amount_yuan",
        "right": "right_amount_yuan",
        "change": "change_yuan",
        "volume": "volume_effect_yuan",
        "price": "price_effect_yuan",
    }
    for part, expected in figures(2, OFFICE_2023, CENTRE_2026).items():
        name, _, column = part.rpartition(" ")
        (row,) = [
            row
            for row in rows
            if name in row["comparison_group"] and row["comparability"] == "同口径"
        ]
        assert yuan(row[columns[column]]) == expected
        assert row["comparison_group"] in {shown["comparison_group"] for shown in on_desk}
    assert len(visit.charts("scatter")) == 1


def test_3_what_drives_the_change(visit: Visit) -> None:
    visit.page("comparison")
    expected = figures(3, OFFICE_2023, CENTRE_2026)
    rows = visit.table("comparison_group", "change_yuan")
    ((waterfall,),) = visit.charts("waterfall")
    lengths = [yuan(length) for length in waterfall["x"]]
    assert (lengths[0], lengths[-1]) == (expected.pop("2023 all"), expected.pop("2026 all"))
    assert lengths[1] == expected.pop("like for like")
    assert sum(lengths[:-1]) == lengths[-1]
    for name, change in expected.items():
        assert change in [yuan(row["change_yuan"]) for row in rows if shares_name(row, name)]


def shares_name(row: Row, name: str) -> bool:
    return name in "".join(str(row[column]) for column in ("left_names", "right_names"))


def test_3_what_drives_the_change_since_2021(visit: Visit) -> None:
    visit.page("comparison").select("years", "2021-2026")
    rows = visit.table("comparison_group", "change_yuan")
    for name, change in figures(3, CENTRE_2021, CENTRE_2026).items():
        assert change in [yuan(row["change_yuan"]) for row in rows if shares_name(row, name)]


def test_4_which_requests_exceed_their_own_cost_target(visit: Visit) -> None:
    rows = visit.page("findings").table("request_yuan", "product_yuan", "excess_yuan")
    found = {form_number(row): row for row in rows}
    for part, expected in figures(4, CENTRE_2026).items():
        number, kind = part.split()
        assert yuan(found[number][f"{kind}_yuan"]) == expected, part
    shown = [yuan(row["excess_yuan"]) for row in rows if is_filled(row["excess_yuan"])]
    assert shown == sorted(shown, reverse=True)
    ((diagonal, *dots),) = visit.charts("scatter")
    assert diagonal["x"] == diagonal["y"]
    assert sum(len(trace["x"]) for trace in dots) == len(shown)


def test_5_how_much_money_has_no_real_cost_target(visit: Visit) -> None:
    rows = visit.table("cost_target_kind", "form_count", "amount_yuan")
    for filing in (CENTRE_2026, OFFICE_2023, CENTRE_2021):
        assert kinds_of(rows, YEARS[filing]) == expected_kinds(filing)
    visit.phase("approved")
    rows = visit.table("cost_target_kind", "form_count", "amount_yuan")
    assert kinds_of(rows, 2023) == expected_kinds(WATER_2023)


def kinds_of(rows: list[Row], year: int) -> dict[str, Decimal]:
    return {
        row["cost_target_kind"]: yuan(row["amount_yuan"])
        for row in rows
        if row["fiscal_year"] == year
    }


def expected_kinds(filing: str) -> dict[str, Decimal]:
    return {
        T.code("cost_target_kind", COST_KINDS[part]): amount
        for part, amount in figures(5, filing).items()
    }


@pytest.mark.parametrize("filing", [CENTRE_2026, CENTRE_2021])
def test_6_which_indicators_are_boilerplate(visit: Visit, filing: str) -> None:
    rows = visit.page("reuse").year(YEARS[filing]).table("standard_name", "form_count")
    found = {row["standard_name"]: row["form_count"] for row in rows if row["form_count"] >= 3}
    expected = common_names(filing, 3)
    assert len(found) == len(expected)
    for spellings, count in expected.items():
        assert [found[name] for name in spellings if name in found] == [count], spellings


def test_6_in_which_projects_the_boilerplate_stands(visit: Visit) -> None:
    page = visit.page("reuse").year(YEARS[CENTRE_2026])
    rows = page.table("standard_name", "project_name", "target_sharing")
    found = Counter(row["standard_name"] for row in rows)
    expected = common_names(CENTRE_2026, 3)
    assert len(found) == len(expected)
    for spellings, count in expected.items():
        assert [found[name] for name in spellings if name in found] == [count], spellings


def test_6_who_copies_whom(visit: Visit) -> None:
    rows = visit.page("findings").table("rule_code", "finding_text", "other_project_name")
    expected = {
        frozenset(project_name(row["filing"], row[side]) for side in ("project", "other_project"))
        for row in read_expected()
        if row["rule_code"] == "F19" and row["expectation"] == "finding"
    }
    assert pairs_of(rows, "F19") == expected


def pairs_of(rows: list[Row], rule_code: str) -> set[frozenset[str]]:
    return {
        frozenset((row["project_name"], row["other_project_name"]))
        for row in rows
        if row["rule_code"] == rule_code
    }


def test_7_can_the_targets_be_measured(visit: Visit) -> None:
    rows = visit.page("reuse").table("standard_level2", "target_class", "use_count")
    for filing, form_type in (
        (CENTRE_2026, "target"),
        (OFFICE_2023, "target"),
        (WATER_2023, "self_evaluation"),
        (CENTRE_2021, "target"),
    ):
        of_filing = [
            row
            for row in rows
            if row["fiscal_year"] == YEARS[filing]
            and row["form_type"] == T.code("form_type", form_type)
        ]
        found: dict[str, dict[str, int]] = {}
        for row in of_filing:
            name = "blank" if row["target_class"] in BLANK else CLASSES[row["target_class"]]
            of_level = found.setdefault(row["standard_level2"], {})
            of_level[name] = of_level.get(name, 0) + row["use_count"]
        assert found == {level: dict(counts) for level, counts in target_classes(filing).items()}
    (bars,) = visit.charts("bar")
    assert sum(sum(int(text) for text in trace["text"]) for trace in bars) == 829


CLASSES = {T.code("target_class", name): name for name in ("number", "words")}
BLANK = {T.code("target_class", name) for name in ("blank", "unread")}


def test_7_down_to_the_rows_that_are_blank(visit: Visit) -> None:
    visit.page("reuse").way("target_class", "blank")
    rows = visit.table("target_kind", "indicator_name", "source_line")
    lines = sorted(row["source_line"] for row in rows if row["fiscal_year"] == 2026)
    assert lines == [18, 396, 423, 577, 899, 916]


def test_8_did_they_spend_it_and_reach_it(visit: Visit) -> None:
    rows = {form_number(row): row for row in visit.table("computed_rate_pct", "approved_yuan")}
    lost = {
        form_number(row): Decimal(str(row["lost_score"]))
        for row in visit.table("lost_score", "score_part")
    }
    columns = {"adjusted": "computed_rate_pct", "initial": "execution_on_approved_pct"}
    for part, expected in figures(8, WATER_2023).items():
        number, _, said = part.partition(" ")
        if said.startswith("executed"):
            rate = Decimal(str(rows[number][columns[said.rpartition(" ")[2]]]))
            assert rate.quantize(Decimal("0.01"), rounding=ROUND_DOWN) == expected, part
        elif number == "lost":
            assert sum(lost.values()) == expected
        else:
            assert lost.get(number, Decimal(0)) == expected, part
    assert all(row["score_part"] == "预算执行" for row in visit.table("lost_score", "score_part"))


def test_9_which_filings_go_back_today(visit: Visit) -> None:
    on_desk = visit.table("rule_name", "difference_yuan", "stated_yuan")
    visit.page("findings").way("severity", "must_check")
    rows = visit.table("rule_code", "difference_yuan", "source_line")
    found = {
        (row["file_name"].removesuffix(".txt"), row["project_name"], exact(row["difference_yuan"]))
        for row in rows
    }
    expected = {
        (filing, project_name(filing, part.split()[1]), amount)
        for filing in (CENTRE_2026, OFFICE_2023)
        for part, amount in figures(9, filing).items()
    }
    assert {place for place in found if place[2]} == expected
    assert {place[:2] for place in found} >= {
        (row["filing"], project_name(row["filing"], row["project"]))
        for row in read_expected()
        if row["severity"] == "must_check" and row["expectation"] == "finding"
    }
    differences = [row["difference_yuan"] for row in on_desk]
    shown = [yuan(amount) for amount in differences if is_filled(amount)]
    assert max(amount for *_, amount in expected) in shown


def exact(written: object) -> Decimal | None:
    """An amount that the page writes in 元; None where a finding has none."""
    return Decimal(str(written).replace(",", "")) if is_filled(written) else None


def test_10_what_ended_was_merged_or_split(visit: Visit) -> None:
    visit.page("comparison").select("years", "2021-2026")
    alone = visit.table("lineage_item", "change_state", "amount_yuan")
    ended = {
        row["lineage_item"]: yuan(row["amount_yuan"])
        for row in alone
        if row["change_state"] == "已结束"
    }
    (of_2021,) = figures(10, CENTRE_2021).values()
    assert ended["业务培训"] == of_2021
    split = figures(10, CENTRE_2021, CENTRE_2026)
    (row,) = [
        row
        for row in visit.table("change_yuan", "left_names")
        if row["left_names"] == "窗口业务管理"
    ]
    assert yuan(row["left_amount_yuan"]) == split["split 2021 窗口业务管理"]
    assert yuan(row["right_amount_yuan"]) == split["split 2026 窗口业务管理"]


def test_10_what_was_merged_by_its_links(visit: Visit) -> None:
    links = visit.page("comparison").table("relation", "evidence_text")
    merged = [row for row in links if row["relation"] == T.code("relation", "part_of")]
    expected = figures(10, OFFICE_2023, CENTRE_2026)
    assert (
        sum(yuan(row["left_amount_yuan"]) for row in merged)
        == expected["merged 2023 电子政务光纤租用费"]
    )
    assert {yuan(row["right_amount_yuan"]) for row in merged} == {
        expected["merged 2026 电子政务光纤租用费"]
    }


def test_10_what_may_be_paid_twice(visit: Visit) -> None:
    rows = visit.page("findings").table("rule_code", "finding_text", "other_project_name")
    twice = {part.split()[1] for part in figures(10, CENTRE_2026)}
    assert {project_name(CENTRE_2026, number) for number in twice} in pairs_of(rows, "F23")


def test_8_on_the_page_of_execution_and_scores(visit: Visit) -> None:
    visit.page("execution")
    rates = {row["project_name"]: row for row in visit.table("computed_rate_pct", "approved_yuan")}
    lost: dict[str, Decimal] = {}
    for row in visit.table("lost_points", "lost_cause"):
        name = row["project_name"]
        lost[name] = lost.get(name, Decimal(0)) + Decimal(str(row["lost_points"]))
    columns = {"adjusted": "computed_rate_pct", "initial": "execution_on_approved_pct"}
    for part, expected in figures(8, WATER_2023).items():
        number, _, said = part.partition(" ")
        if number == "lost":
            assert sum(lost.values()) == expected
            continue
        name = project_name(WATER_2023, number)
        if said.startswith("executed"):
            rate = Decimal(str(rates[name][columns[said.rpartition(" ")[2]]]).rstrip("%"))
            assert rate.quantize(Decimal("0.01"), rounding=ROUND_DOWN) == expected, part
        else:
            assert lost.get(name, Decimal(0)) == expected, part


def test_10_the_diagram_holds_both_years_whole(visit: Visit) -> None:
    """Each item of either year is one band: together they are the requests of both."""
    visit.page("comparison").select("years", "2021-2026")
    traces = [trace for drawn in visit.charts("sankey") for trace in drawn]
    bands = sum(Decimal(str(value)) for trace in traces for value in trace["link"]["value"])
    both = sum(figures(1, filing)["all"] for filing in (CENTRE_2021, CENTRE_2026))
    assert (bands * 10_000).quantize(Decimal("0.01")) == both
