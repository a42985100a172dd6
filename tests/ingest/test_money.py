"""The money of made-up forms: every printed cell is an exact amount, or NULL with a read issue."""

import pytest

from ingest.values import parse_money
from tests.ingest.made_up import HEADER, amounts, issues, self_evaluation, target_form

TOTAL = "proposed.annual.total"


def with_total(printed: str, unit: str = "元") -> str:
    return (
        f"项目资金 ({unit})→项目资金总额:→→年度资金申请总额:→{printed}→→\n"
        "→其中: 财政资金→→其中: 当年财政拨款→→379,000.00→\n"
        "→→→上年结转资金→→0.00→\n"
    )


@pytest.mark.parametrize(
    ("printed", "yuan"),
    [
        ("0", "0.00"),
        ("0.5", "0.50"),
        ("0.00", "0.00"),
        ("1,234.50 元", "1234.50"),
        ("1，234，567.00", "1234567.00"),
        ("１２３", "123.00"),
        ("¥880,000.50", "880000.50"),
        ("￥880,000.50", "880000.50"),
        ("人民币88万元", "880000.00"),
        ("人民币 88 万元", "880000.00"),
        ("RMB 1,000", "1000.00"),
        ("88 万元", "880000.00"),
        ("88→万元", "880000.00"),
        ("88.5（万元）", "885000.00"),
        ("880,000.50元整", "880000.50"),
        ("3.6千元", "3600.00"),
        ("-5000", "-5000.00"),
    ],
)
def test_an_amount_is_read_to_the_fen(printed: str, yuan: str) -> None:
    content = target_form(money=with_total(printed))
    assert amounts(content)[TOTAL] == yuan
    assert amounts(content)["proposed.annual.fiscal"] == "379000.00"
    assert issues(content) == []


@pytest.mark.parametrize(
    "printed",
    [
        "12 345.6789",
        "3 800 000",
        "3,800,→000",
        "379000→00",
        "3,800,000 .00",
        "3,800 ,000",
        "00",
        "007",
        "3,80,000",
        "1.234.567",
        "38O000",
        "约88万元",
        "约 88 万元",
        "5.",
        ".5",
        "(5000)",
        "10万元/年",
        "壹佰万元",
        "待定",
    ],
)
def test_a_broken_amount_is_null_with_one_read_issue(printed: str) -> None:
    content = target_form(money=with_total(printed))
    assert amounts(content)[TOTAL] is None
    assert amounts(content)["proposed.annual.fiscal"] == "379000.00"
    (issue,) = content.rows["read_issues"]
    assert issue.issue_code == "unread_amount"
    assert "".join(issue.raw_text.split()) == "".join(printed.replace("→", "").split())


@pytest.mark.parametrize("printed", ["-", "/", "—", "无"])
def test_a_dash_gives_a_row_without_an_amount(printed: str) -> None:
    content = target_form(money=with_total(printed))
    assert amounts(content)[TOTAL] is None
    assert issues(content) == []


def test_a_blank_cell_gives_no_row() -> None:
    assert TOTAL not in amounts(target_form(money=with_total("")))


def test_two_labels_in_one_cell_take_their_amounts_in_order() -> None:
    content = target_form(
        money="项目资金(元)→项目资金总额 900,000 年度资金申请总额 700,000\n"
        "→其中：财政资金 其中：当年财政拨款→800,000 600,000\n"
    )
    assert amounts(content) == {
        "proposed.project_total.total": "900000.00",
        "proposed.annual.total": "700000.00",
        "proposed.project_total.fiscal": "800000.00",
        "proposed.annual.fiscal": "600000.00",
    }


def test_what_follows_an_unknown_label_is_not_taken_for_the_label_before_it() -> None:
    content = target_form(
        money="项目资金(元)→年度资金申请总额→700,000→→→\n→其他资金→→代管资金→5,000→\n"
    )
    assert amounts(content) == {TOTAL: "700000.00"}
    assert ("unlabelled_amount", "5,000") in issues(content)


# --- the unit ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["智慧门店建设（300万元）", "信息化建设(万元)", "农贸市场改造（每户2万元）"]
)
def test_brackets_in_a_project_name_are_no_money_unit(name: str) -> None:
    header = HEADER.replace("市容环境整治", name)
    content = target_form(header, with_total("379,000.00", unit="不限"))
    assert amounts(content)[TOTAL] == "379000.00"
    assert {row.money_unit_basis for row in content.rows["funding"]} == {"assumed"}


def test_a_unit_in_an_amounts_bracket_is_not_the_forms() -> None:
    money = "项目资金(元)→年度资金申请总额→700,000→→\n→其他资金（自筹20万元）→0→→\n"
    assert amounts(target_form(money=money))[TOTAL] == "700000.00"


@pytest.mark.parametrize(
    ("line", "yuan"),
    [
        ("单位：万元", "379000.00"),
        ("金额单位：万元", "379000.00"),
        ("（单位：人民币万元）", "379000.00"),
        ("单 位 : 万 元", "379000.00"),
        ("单位：千元", "37900.00"),
        ("→→→→→→金额单位：元", "37.90"),
    ],
)
def test_a_line_that_prints_the_unit_is_used_and_no_issue(line: str, yuan: str) -> None:
    content = target_form(f"{line}\n{HEADER}", "项目资金→年度资金申请总额→37.9\n")
    assert amounts(content)[TOTAL] == yuan
    assert issues(content) == []


def test_the_unit_may_stand_beside_the_year_the_title_or_the_filing_body() -> None:
    money = "项目资金→年度资金申请总额→37.9\n"
    titles = (
        "财政项目支出绩效目标申报表\n（2024年度）    单位：万元\n",
        "财政项目支出绩效目标申报表（单位：万元）\n（2024年度）\n",
        "财政项目支出绩效目标申报表\n（2024年度）\n填报单位：某市某局    金额单位：万元\n",
    )
    for title in titles:
        content = target_form(HEADER, money, title=title)
        assert amounts(content)[TOTAL] == "379000.00"
        assert content.rows["forms"][0].fiscal_year == 2024
        assert issues(content) == []


def test_a_heading_may_print_the_unit() -> None:
    content = self_evaluation(
        "项目资金→→→年初预算数(万元)→全年预算数（万元）→全年执行数(万元)→分值→执行率→得分\n"
        "→→年度资金总额→320→298→241→10→80→8\n"
    )
    assert amounts(content)["executed.annual.total"] == "2410000.00"


def test_zero_is_zero_whatever_the_unit() -> None:
    money = "项目资金→项目资金总额→320→年度资金申请总额→0\n→其他资金→→其他资金→0.00\n"
    content = target_form(money=money)
    assert amounts(content) == {
        "proposed.project_total.total": None,
        "proposed.annual.total": "0.00",
        "proposed.annual.other": "0.00",
    }
    assert {(r.money_unit, r.money_unit_basis) for r in content.rows["funding"]} == {(None, None)}
    assert issues(content) == [("money_unit_unknown", "320")]


def test_a_form_of_zeros_leaves_no_unit_in_doubt() -> None:
    content = target_form(money="项目资金→年度资金申请总额→0\n→其中：当年财政拨款→0.00\n")
    assert amounts(content) == {TOTAL: "0.00", "proposed.annual.fiscal": "0.00"}
    assert issues(content) == []


def test_the_issue_on_the_unit_quotes_an_amount_whose_unit_is_not_printed() -> None:
    money = "项目资金→项目资金总额→20万元→年度资金申请总额→200,000\n"
    content = target_form(money=money)
    assert amounts(content) == {
        "proposed.project_total.total": "200000.00",
        TOTAL: "200000.00",
    }
    assert issues(content) == [("money_unit_not_printed", "200,000")]


# --- left and right ---------------------------------------------------------------------------

BOTH = "项目资金(元)→项目资金总额→900→年度资金申请总额→700→\n→其中：财政资金→800→其中：当年财政拨款→600→\n"
LEFT, RIGHT = "proposed.project_total.other", "proposed.annual.other"


@pytest.mark.parametrize(
    ("money", "place"),
    [
        (BOTH + "→其他资金→100→→→\n", LEFT),
        (BOTH + "→→→其他资金→100→\n", RIGHT),
        (BOTH + "→→→→其他资金→100\n", RIGHT),
        (BOTH + "→其他资金→100→上年结转资金→0→\n", LEFT),
        (BOTH + "→→→上年结转资金→0→其他资金→100\n", RIGHT),
        ("项目资金(元)→年度资金申请总额→700\n→其中：当年财政拨款→600\n→其他资金→100\n", RIGHT),
        ("项目资金(元)→项目资金总额→700\n→其中：财政资金→600\n→其他资金→100\n", LEFT),
    ],
)
def test_a_lone_other_fund_is_told_by_its_neighbours(money: str, place: str) -> None:
    content = target_form(money=money)
    assert amounts(content)[place] == "100.00"
    assert len({LEFT, RIGHT} & set(amounts(content))) == 1


def test_funds_below_each_other_belong_to_the_total_above_them() -> None:
    money = (
        "项目资金总额(元)→900\n其中：财政拨款→800\n其他资金→100\n"
        "年度资金申请总额→700\n其中：财政拨款→600\n其他资金→99\n"
    )
    assert amounts(target_form(money=money)) == {
        "proposed.project_total.total": "900.00",
        "proposed.project_total.fiscal": "800.00",
        LEFT: "100.00",
        TOTAL: "700.00",
        "proposed.annual.fiscal": "600.00",
        RIGHT: "99.00",
    }


def test_a_fund_between_both_sides_is_an_issue() -> None:
    content = target_form(money=BOTH + "→→其他资金→100→→\n")
    assert not {LEFT, RIGHT} & set(amounts(content))
    assert issues(content) == [("fund_side_unknown", "100")]


# --- self-evaluations -------------------------------------------------------------------------

HEADINGS = "项目资金 (万元)→→→年初预算数→全年预算数→全年执行数→分数→执行率(%)→得分\n"
FULL = "→→年度资金总额:→320.00→298.50→241.37→10.00→80.86→8.09\n"


def test_an_amount_broken_by_a_space_costs_its_own_cell() -> None:
    row = "→→其中：当年财政拨款→12 345.67→278.50→221.37→-→79.49→-\n"
    content = self_evaluation(HEADINGS + FULL + row)
    found = amounts(content)
    assert found["approved.annual.fiscal"] is None
    assert found["adjusted.annual.fiscal"] == "2785000.00"
    assert issues(content) == [("unread_amount", "12 345.67")]


@pytest.mark.parametrize(
    "cells",
    [
        "3,800,→000→278.50→221.37→-→79.49→-",
        "3,800,→000→278.50→221.37→79.49→-",
        "320→.00→278.50→221.37→-→79.49",
        "0→00→0.00→10.00→80.86→8.09",
    ],
)
def test_an_amount_cut_over_two_cells_moves_no_other(cells: str) -> None:
    content = self_evaluation(f"{HEADINGS}{FULL}→→其中：当年财政拨款→{cells}\n")
    assert {key for key in amounts(content) if "fiscal" in key} == set()
    assert amounts(content)["approved.annual.total"] == "3200000.00"
    assert [code for code, _ in issues(content)] == ["unaligned_money"]


def test_a_short_row_stands_as_far_from_its_headings_as_the_full_ones() -> None:
    moved = HEADINGS.replace("→→→年", "→→年")
    content = self_evaluation(f"{moved}{FULL}→→上年结转资金→→→20.00→→→\n")
    assert {k: v for k, v in amounts(content).items() if "carryover" in k} == {
        "executed.annual.carryover": "200000.00"
    }


def test_a_broken_number_is_no_money() -> None:
    assert parse_money("12 345") is None
    assert parse_money("012") is None
