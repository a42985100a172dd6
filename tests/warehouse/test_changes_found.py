"""F13: the same item a year later, by a link that is sure; what fires, what is near, what cannot be."""

import pytest

from ingest.folders import DataFolder
from ingest.warehouse import build_warehouse, open_current
from tests.warehouse.made_up_findings import (
    Made,
    evaluation,
    filing_id_of,
    load_findings,
    number,
    target,
)

BODY = "某区绿化管理中心"
GOAL = (
    "对{object}开展日常养护和病虫害防治，保持{object}生长良好、设施完好，市民游园舒适安全。{count}"
)


def project(thing, year, request, count=""):
    """A project of one thing, with an indicator and a goal that speak of it."""
    return target(
        f"{thing}养护",
        fiscal_year=year,
        department_name=BODY,
        unit_name=BODY,
        request=request,
        annual_goal_text=GOAL.format(object=thing, count=count),
        indicators=[number(f"{thing}养护合格数", "=4(次)", 4, "次")],
    )


THINGS = {
    # the thing: its amounts in two years, its counts, what the rule must say of the later year
    "滨江银杏": (("100000.00", "130100.00"), ("", ""), "finding"),
    "古树名木": (("100000.00", "130000.00"), ("", ""), "clear"),
    "街心花坛": (("100000.00", "69900.00"), ("", ""), "finding"),
    "行道悬铃": (("100000.00", "135000.00"), ("共40处绿地", "共60处绿地"), "not_applicable"),
    "湖面睡莲": (("100000.00", "210000.00"), ("", ""), "not_applicable"),
}
NEW = "屋顶草坪"


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    folder = DataFolder(tmp_path_factory.mktemp("changes"))
    years = {}
    for number_of_year, year in enumerate((2024, 2025)):
        forms = [
            project(thing, year, amounts[number_of_year], counts[number_of_year])
            for thing, (amounts, counts, _) in THINGS.items()
        ]
        forms += [project(NEW, year, "100000.00")] if year == 2025 else []
        years[str(year)] = Made(forms)
    load_findings(folder, years)
    build_warehouse(folder, print)
    with open_current(folder) as connection:
        yield lambda sql, *parameters: connection.execute(sql, list(parameters)).fetchall()


def test_change_of_the_same_item_is_told_from_one_that_is_explained(found):
    states = dict(
        found(
            "select replace(project_name, '养护', ''), check_state"
            " from marts.fct_rule_checks join marts.dim_forms using (form_id)"
            " where rule_code = 'F13' and fiscal_year = 2025"
        )
    )
    assert states == {thing: state for thing, (*_, state) in THINGS.items()} | {NEW: "cannot_check"}


def test_the_earlier_year_has_nothing_before_it(found):
    assert found(
        "select distinct check_state from marts.fct_rule_checks"
        " where rule_code = 'F13' and filing_id = ?",
        filing_id_of("2024"),
    ) == [("cannot_check",)]


def test_finding_shows_both_amounts(found):
    assert found(
        "select message_text, difference_yuan from marts.fct_findings"
        " join marts.dim_forms using (form_id)"
        " where rule_code = 'F13' and project_name = '滨江银杏养护'"
    ) == [
        (
            "2024 年“滨江银杏养护”100,000.00 元，2025 年 130,100.00 元，"
            "文中未见可以解释的数量变化，请说明",
            pytest.approx(30100),
        )
    ]


def test_rate_beyond_all_measure_is_empty_and_stops_no_build(tmp_path):
    """0.01 万元 adjusted, 9,999,999 executed: 99,999,990,000 percent."""
    folder = DataFolder(tmp_path)
    made = evaluation(amounts=("0.01", "0.01", "9999999"), execution=("100", "10"))
    load_findings(folder, {"beyond": Made([made])})
    build_warehouse(folder, print)
    with open_current(folder) as connection:
        assert connection.execute(
            "select computed_rate_pct, execution_on_approved_pct, score from marts.fct_execution"
        ).fetchall() == [(None, None, 10)]
