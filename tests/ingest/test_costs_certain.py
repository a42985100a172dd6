"""六、年度预算安排: amounts that are not certain, no cost, or without a place of their own."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.read import FilingContent
from tests.ingest.test_costs import (
    Case,
    Item,
    Sum,
    content_of,
    decimal,
    exact,
    issues_of,
    items_of,
    names,
    sums_of,
)

APPROXIMATE = [
    Case(
        f"{before}50万元{after}",
        f"保洁费{before}50万元{after}，维修费3万元。",
        (Item("保洁费", None), Item("维修费", 30000)),
        issues=("approximate_amount",),
    )
    for before, after in (
        ("约", ""),
        ("约为", ""),
        ("大约需", ""),
        ("近", ""),
        ("将近", ""),
        ("不超过", ""),
        ("不超过人民币", ""),
        ("约不超过", ""),
        ("不高于", ""),
        ("不低于", ""),
        ("不少于", ""),
        ("不足", ""),
        ("至少", ""),
        ("最高", ""),
        ("上限为", ""),
        ("控制在", "以内"),
        ("控制在", ""),
        ("≤", ""),
        ("＜", ""),
        ("", "左右"),
        ("为", "以内"),
        ("", "（含）以内"),
        ("", "以上"),
        ("", "以下"),
        ("", "上下"),
        ("", "内"),
        ("", "起"),
        ("：约", ""),
    )
]

CASES = [
    Case(
        "a number that is not told in full",
        "设备费50多万元，培训费30余万元，会议费2万余元，补助十余万元，奖励数十万元。",
        tuple(Item(name, None) for name in ("设备费", "培训费", "会议费", "补助", "奖励")),
        issues=("approximate_amount",) * 5,
    ),
    Case("a bound that nothing names is no item", "不超过50万元。", issues=("approximate_amount",)),
    Case(
        "words that only hold 约 or 近",
        "附近绿化费5万元，近三年审计费6万元，服务合约7万元，最近项目经费8万元。",
        (
            Item("附近绿化费", 50000),
            Item("近三年审计费", 60000),
            Item("服务合约", 70000),
            Item("最近项目经费", 80000),
        ),
    ),
    Case("what is saved is no cost", "维修费20万元，节约5万元。", (Item("维修费", 200000),)),
    Case(
        "a sum that is approximate, and a price",
        "设备费30万元，保安费每人约500元，共20人，计1万元，合计约31万元。",
        (Item("设备费", 300000), Item("保安费", 10000, 20, "人")),
        (Sum("合计", None, 1, 2),),
        issues=("approximate_amount",) * 2,
    ),
    Case(
        "an approximate amount in brackets",
        "会议费（不超过3万元）、培训费（5万元以内）、差旅费2万元。",
        (Item("会议费", None), Item("培训费", None), Item("差旅费", 20000)),
        issues=("approximate_amount",) * 2,
    ),
    Case(
        "万 between two numbers is a range",
        "设备费10万至20万元，维修费5万-8万元。",
        (Item("设备费", None), Item("维修费", None)),
        issues=("unread_amount",) * 2,
    ),
    Case(
        "the mark of a footnote behind an amount",
        "物业费120万①，保安费60万②，水费5万元③，计185万元[1]。",
        (Item("物业费", 1200000), Item("保安费", 600000), Item("水费", 50000)),
        (Sum("计", 1850000, 1, 3),),
        issues=("money_unit_not_printed",) * 2,
    ),
    Case(
        "a formula without its amount",
        "印刷费0.5元/份×10000份。",
        (Item("印刷费", None, 10000, "份", "0.5", None, "0.5元/份×10000份"),),
        issues=("price_without_amount",),
    ),
    Case(
        "formulas without their amounts, and their sum",
        "电费0.5元/度×10000度，水费3元/吨×1000吨，合计8000元。",
        (
            Item("电费", None, 10000, "度", "0.5", None, "0.5元/度×10000度"),
            Item("水费", None, 1000, "吨", 3, None, "3元/吨×1000吨"),
        ),
        (Sum("合计", 8000, 1, 2),),
        issues=("price_without_amount",) * 2,
    ),
    Case(
        "万 after what may be money or not",
        "服务器80万，差旅费2万元。受众5万。",
        (Item("差旅费", 20000),),
        issues=("unread_cost_amount",),
    ),
    Case(
        "units that are not known",
        "设备费3千万元，考察费50美元，差旅费2万元。",
        (Item("差旅费", 20000),),
        issues=("unread_cost_amount",) * 2,
    ),
    Case(
        "sources of money are no costs",
        "上级资金50万元，本级资金50万元，用于道路维修100万元。",
        (Item("道路维修", 1000000),),
    ),
    Case(
        "what is done with a source of money",
        "申请区级财政资金80万元，单位自筹15万元，上年结转5万元，由一般公共预算安排3万元。设备费100万元。",
        (Item("设备费", 1000000),),
    ),
    Case(
        "a source of money with its use",
        "财政拨款30万元用于桥梁检测，自筹资金20万元用于桥梁维修。",
        (Item("桥梁检测", 300000), Item("桥梁维修", 200000)),
    ),
    Case(
        "a source of money and no cost at all",
        "财政拨款100万元。",
        issues=("unread_cost_amount",),
    ),
    Case(
        "instalments by their shares",
        "首付30%，计30万元，尾款70%，计70万元。",
        (Item("首付", 300000), Item("尾款", 700000)),
    ),
    Case(
        "instalments by their shares of a contract, and their sum",
        "首付款为合同价的30%，计30万元；尾款70%计70万元。合计100万元。",
        (Item("首付款", 300000), Item("尾款", 700000)),
        (Sum("合计", 1000000, 1, 2),),
    ),
    Case(
        "instalments without shares",
        "首付，计30万元，尾款，计70万元。",
        (Item("首付", 300000), Item("尾款", 700000)),
    ),
    Case(
        "计 after a name that the items before add up to",
        "设备10万元，软件5万元，硬软件投入，计15万元。",
        (Item("设备", 100000), Item("软件", 50000)),
        (Sum("计", 150000, 1, 2),),
    ),
]


@pytest.mark.parametrize("case", APPROXIMATE + CASES, ids=names)
def test_section_says_what_a_person_reads(case: Case) -> None:
    content = content_of(case.costs)
    assert items_of(content) == [exact(item) for item in case.items]
    assert sums_of(content) == [
        Sum(total.name, decimal(total.yuan), total.first, total.last) for total in case.sums
    ]
    assert issues_of(content) == case.issues
    assert content.misplaced == []


@pytest.mark.parametrize("amount", ["约50万元", "50万元左右", "不超过50万元", "50余万元"])
def test_a_cell_with_an_approximate_amount_is_not_read(amount: str) -> None:
    content = content_of(f"项目\t金额\n海报\t{amount}\n展板\t3万元")
    assert items_of(content) == [exact(Item("海报", None)), exact(Item("展板", 30000))]
    assert issues_of(content) == ("unread_amount",)


PRINTED = re.compile(r"1[0-9]{3}")


def unplaced(content: FilingContent, prose: str) -> list[str]:
    """The numbers of the prose that became neither a fact nor part of a read issue."""
    numbers = set(PRINTED.findall(prose))
    return [
        row.number_text
        for row in content.rows["number_places"]
        if row.number_text in numbers and row.place_kind not in ("typed", "issue")
    ]


UNITS = "元|万元|亿元|千元|百万元|余元|多万元|万余元|千万元|美元| 元|万元/年|元/人|元/月|万"
BEFORE = "|约|不超过|近|为|共计|小计|合计|其中|包括|单价|每人|每月|计|分别为|(|（约|：|，|和|按|用于|预计需|×|-"
BEHIND = "|左右|以内|①|[1]|)|（含税）|以上|×12月|×20人|/座|用于检测|、|和|至|起|整|×3=|多"
MARKS = "，|。|；|、|：|\n|)|，其中：|和|。\n一、| "
THINGS = "检测费|维修费|物业费|培训费|补助资金|桥梁预算|会议经费|首付款|(一)材料费|1.人工费"


@st.composite
def prose_with_money(draw: st.DrawFn) -> str:
    """Clauses of a name and an amount; each number is printed once."""
    numbers = draw(
        st.lists(st.integers(1001, 1899), min_size=1, max_size=7, unique=True).map(sorted)
    )
    pieces = []
    for number in numbers:
        name, before, unit, behind, mark = (
            draw(st.sampled_from(choices.split("|")))
            for choices in (THINGS, BEFORE, UNITS, BEHIND, MARKS)
        )
        name = name if unit == "万" or draw(st.booleans()) else ""
        before = before if unit != "万" or before in ("约", "为") else ""
        pieces.append(f"{name}{before}{number}{unit}{behind}{mark}")
    return "".join(pieces)


@settings(max_examples=150, deadline=None)
@given(prose_with_money())
def test_no_amount_of_money_is_lost_in_silence(prose: str) -> None:
    content = content_of(prose)
    assert unplaced(content, prose) == []
    assert content.misplaced == []
