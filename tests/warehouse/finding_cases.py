"""Each rule of findings on made-up forms: what must fire, what is near and must not, what is not known.

A case is a rule, what it must say of the first form of the case (or of its filing), and the filing. What it
says is a state of fct_rule_checks, or the severity of its findings.
"""

import csv
import datetime as dt
import itertools
from decimal import Decimal
from pathlib import Path

from tests.warehouse.made_up_findings import (
    Made,
    evaluation,
    item,
    number,
    target,
    words,
)

COST = "成本/经济成本"
SATISFACTION = "满意度/服务对象满意度"
NATURE = "效益/生态效益"
SOCIAL = "效益/社会效益"


def one(**parts):
    return Made([target(**parts)])


def priced(quantity, price, amount, **more):
    """A cost item of a quantity and a price."""
    return {
        **item("座椅", amount),
        "quantity": Decimal(quantity),
        "quantity_text": quantity,
        "unit_price_yuan": Decimal(price),
        "unit_price_text": price,
        **more,
    }


def costs(*items, request="100000", **more):
    return one(items=list(items), request=request, **more)


def funded(request="100000", unit="元", basis="annual", **parts):
    """A request and its parts by fund source, in yuan."""
    funds = [("proposed", basis, source, unit, amount) for source, amount in parts.items()]
    if unit == "元" and basis == "annual":
        return one(request=request, funds=funds)
    return one(funds=[("proposed", basis, "total", unit, request), *funds])


def with_funds_damaged(code):
    """Funds that make less than the request, and a read issue."""
    funds = [("proposed", "annual", source, "元", "30000") for source in ("fiscal", "other")]
    return one(request="100000", funds=funds, issues=[code])


def instalment(payment_text, payment):
    said = f"合同金额为300万元。费用分期支付,均分三年进行支付,本年支付金额为{payment_text}。"
    return costs(item("本年支付金额", payment), request=payment, sections={6: said})


def capped(*indicators, request, **more):
    return one(indicators=list(indicators), request=request, **more)


def monthly(value, **more):
    return number("月租费", f"≤{value}(元/月)", value, "元/月", "<=", COST, **more)


def unit_price(value, unit="元/套"):
    return number("印章刻制成本", f"≤{value}({unit})", value, unit, "<=", COST)


def whole_cap(value, name="项目成本"):
    return number(name, f"≤{value}(元)", value, "元", "<=", COST)


def scored(weight="90", score="90", **more):
    return number(
        "巡查次数", "=4(次)", 4, "次", weight=Decimal(weight), score=Decimal(score), **more
    )


def judged(
    amounts=("100", "100", "100"), execution=("100", "10"), total="100", rating="优", **more
):
    """A self-evaluation that agrees with itself unless told otherwise."""
    more = {"indicators": [scored()], **more}
    return evaluation(
        amounts=amounts, execution=execution, total_score=Decimal(total), rating=rating, **more
    )


def totalled(score, rating):
    """A self-evaluation whose indicators score so much and whose execution scores 10."""
    total = str(Decimal(score) + 10)
    return Made([judged(indicators=[scored("90", score)], total=total, rating=rating)])


def remarked(actual_text, actual_value, remark):
    value = None if actual_value is None else Decimal(actual_value)
    return Made(
        [
            judged(
                indicators=[scored(actual_text=actual_text, actual_value=value, remark_text=remark)]
            )
        ]
    )


def mixed(word_count, number_count):
    """Indicators of which so many have words and so many a number."""
    return [words(f"制度健全{place}", "健全", SOCIAL) for place in range(word_count)] + [
        number(f"巡查次数{place}", "=4(次)", 4, "次") for place in range(number_count)
    ]


def satisfied(operator, value):
    return number("群众满意度", f"{operator}{value}(%)", value, "%", operator, SATISFACTION)


def named(*names, **more):
    return target(indicators=[number(name, "=4(次)", 4, "次") for name in names], **more)


def of_thing(
    thing, project_name=None, ends=("养护面积", "存活率", "巡查次数", "病虫害处置率", "修剪次数")
):
    """A project whose indicators all name one thing, as its own name does."""
    return named(*(f"{thing}{end}" for end in ends), project_name=project_name or f"{thing}维护")


def yearly(request, count_before="", count="", before="100000.00"):
    """A project of this year, and the same a year before, at 100,000 yuan unless told otherwise."""
    return Made(
        [
            target(
                "滨江银杏养护",
                fiscal_year=year,
                request=amount,
                annual_goal_text="对滨江银杏开展日常养护和病虫害防治，保持生长良好、设施完好，"
                f"市民游园舒适安全。{counted}",
                indicators=[number("滨江银杏养护合格数", "=4(次)", 4, "次")],
            )
            for year, amount, counted in (
                (2026, request, count),
                (2025, before, count_before),
            )
        ]
    )


def with_own(count, *shared):
    """Forms of one filing that share names, each with so many names of its own."""
    return Made(
        [
            named(*shared, *(f"{own}{place}" for place in NUMERALS[:count]))
            for own in ("路灯维修", "水位监测", "泵站巡查")
        ]
    )


NUMERALS = "甲乙丙丁戊己庚辛"
ENDS = ("养护面积", "存活率", "巡查次数", "病虫害处置率", "修剪次数", "施肥量", "补植数", "检测率")
SHARED = tuple(f"{place}区{work}次数" for place in "东西南北" for work in ("清扫", "清运"))


def overlapping(shared_count, own_count):
    """Two forms that share so many names."""
    return Made(
        [
            named(*SHARED[:shared_count], *(f"{own}{place}" for place in NUMERALS[:own_count]))
            for own in ("路灯维修", "水位监测")
        ]
    )


NAMES = ("道路清扫次数", "垃圾清运次数", "公厕保洁次数", "绿地养护次数", "桥梁检测次数")
PASSAGE = "保障全区公共文化场馆全年正常开放并为市民提供优质的阅览展演与培训等各项服务"
GOAL = PASSAGE + "，按时完成年度任务。"
MANY = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"


def goals(*texts):
    """A form for each goal."""
    return Made([target(annual_goal_text=text) for text in texts])


def in_pieces(length):
    """Two forms that share a passage, and ten that print all its pieces of so many characters."""
    passage = PASSAGE[:30]
    pieces = [passage[start : start + length] for start in range(len(passage) - length + 1)]
    return goals(passage, passage + "等", *(own + own.join(pieces) for own in MANY[:10]))


def own_text(seed, length):
    """So many characters that no other case prints."""
    return "".join(chr(0x5000 + 60 * seed + place) for place in range(length))


WRITTEN = own_text(20, 51)
ANEW_IN_40_OF_50_PAIRS = (13, 27, 33, 39, 45)


def written_anew(places):
    """The same with other characters in these places: an inner one is in two of the 50 pairs."""
    other = own_text(21, 51)
    return "".join(other[n] if n in places else WRITTEN[n] for n in range(len(WRITTEN)))


def rewritten(places, form_count=2):
    """A form of this goal, and others that have it written anew."""
    return goals(WRITTEN, *[written_anew(places)] * (form_count - 1))


CENTRES = itertools.count(1)


def of_centre(goal):
    """A form of a centre for 政务, another for each case, with this goal."""
    return one(unit_name=f"第{next(CENTRES)}区政务服务中心", annual_goal_text=goal)


def of_two_uses(goal):
    """A form of training with this goal, and one of maintenance that shares 32 characters of it."""
    return Made(
        [
            target("干部培训", annual_goal_text=goal),
            target("信息系统运维", annual_goal_text=PASSAGE[:32] + "等十项服务并做好其他日常工作"),
        ]
    )


def named_alike(common):
    """Two projects of one goal whose names share these characters."""
    return Made(
        [target(name, annual_goal_text=GOAL) for name in (f"{common}甲乙", f"丙丁{common}")]
    )


PRICED = {"quantity_unit": "件", "quantity_text": "50", "unit_price_text": "800"}
REVIEWED = {**PRICED, "quantity": Decimal(50), "unit_price_yuan": Decimal(800)}

CASES: dict[str, tuple[str, str, Made]] = {
    "items sum to the request": ("F01", "clear", costs(item("甲", "60000"), item("乙", "40000"))),
    "one digit of an item is another": (
        "F01",
        "finding",
        costs(item("甲", "60000"), item("乙", "40001")),
    ),
    "items in 万元 with two decimals are 50 yuan off each": (
        "F01",
        "clear",
        costs(
            item("甲", "33300", amount_text="3.33万元"),
            item("乙", "66700", amount_text="6.67万元"),
            request="100100",
        ),
    ),
    "items in 万元 are one yuan further off": (
        "F01",
        "finding",
        costs(
            item("甲", "33300", amount_text="3.33万元"),
            item("乙", "66700", amount_text="6.67万元"),
            request="100101",
        ),
    ),
    "an item has no amount": (
        "F01",
        "cannot_check",
        costs(item("甲", "60000"), item("乙", None, amount_text="若干")),
    ),
    "a row of the costs was not read": (
        "F01",
        "cannot_check",
        costs(item("甲", "60000"), issues=["unread_cost_row"]),
    ),
    "items of a project of several years": (
        "F01",
        "clear",
        costs(item("甲", "60000"), item("乙", "240000"), whole="300000"),
    ),
    "a subtotal may be among the items": (
        "F01",
        "cannot_check",
        costs(item("甲", "100000"), item("乙", "40000"), item("丙", "60000")),
    ),
    "funds that make less than the request": (
        "F01",
        "explain",
        funded(fiscal="80000", carryover="0", other="19999"),
    ),
    "funds that make the request": (
        "F01",
        "not_applicable",
        funded(fiscal="80000", carryover="5000", other="15000"),
    ),
    "what was carried over within the fiscal part": (
        "F01",
        "not_applicable",
        funded(fiscal="80000", carryover="5000", other="20000"),
    ),
    "what was carried over left out": (
        "F01",
        "explain",
        funded(fiscal="80000", carryover="5000", other="16000"),
    ),
    "a part that is not printed": ("F01", "not_applicable", funded(fiscal="80000")),
    "funds of the whole project": (
        "F01",
        "explain",
        funded(basis="project_total", fiscal="80000", other="0"),
    ),
    "funds cut at two decimals of 万元": (
        "F01",
        "not_applicable",
        funded(unit="万元", fiscal="79950", other="19900"),
    ),
    "funds in 万元 that make less": (
        "F01",
        "explain",
        funded(unit="万元", fiscal="79950", other="19899"),
    ),
    "executed funds that make more": (
        "F01",
        "explain",
        Made(
            [
                judged(
                    funds=[
                        ("executed", "annual", "fiscal", "万元", "1000000"),
                        ("executed", "annual", "other", "万元", "100000"),
                    ]
                )
            ]
        ),
    ),
    "a form without costs": ("F01", "not_applicable", one(request="100000")),
    "quantity times price is the amount": ("F02", "clear", costs(priced("50", "2000", "100000"))),
    "quantity times price is not the amount": (
        "F02",
        "finding",
        costs(priced("50", "2100", "100000")),
    ),
    "a number of months that is not read": (
        "F02",
        "cannot_check",
        costs(priced("50", "500", "300000")),
    ),
    "three months of a price": (
        "F02",
        "clear",
        costs(priced("50", "500", "75000", period_count=Decimal(3))),
    ),
    "a price in 万元 is rounded": (
        "F02",
        "clear",
        costs(
            item(
                "座椅",
                "10000",
                amount_text="1万元",
                quantity=Decimal(3),
                quantity_text="3",
                unit_price_yuan=Decimal(3300),
                unit_price_text="0.33万元",
            )
        ),
    ),
    "quantity times price is half a yuan off": (
        "F02",
        "clear",
        costs(priced("50", "2000.01", "100000")),
    ),
    "quantity times price is 51 fen off": (
        "F02",
        "note",
        costs(priced("50", "2000.0102", "100000")),
    ),
    "quantity times price is a hundredth off": (
        "F02",
        "note",
        costs(priced("50", "2020", "100000")),
    ),
    "quantity times price is more than a hundredth off": (
        "F02",
        "must_check",
        costs(priced("50", "2021", "100000")),
    ),
    "an amount in 万元 with two decimals is rounded": (
        "F02",
        "clear",
        costs(priced("3", "5010", "15000", amount_text="1.50万元")),
    ),
    "an amount in 万元 with one decimal is exact": (
        "F02",
        "note",
        costs(priced("3", "5010", "15000", amount_text="1.5万元")),
    ),
    "a printed formula is true": (
        "F02",
        "clear",
        costs(item("审核", "37600", formula_text="800×47=37600")),
    ),
    "a printed formula is false": (
        "F02",
        "finding",
        costs(item("审核", "38000", formula_text="800×47=38000")),
    ),
    "a product too large to hold": (
        "F02",
        "cannot_check",
        costs(priced("45600000000000000", "420000000000", "100000")),
    ),
    "equal instalments agree": ("F02", "clear", instalment("100万元", "1000000")),
    "equal instalments do not agree": ("F02", "finding", instalment("101万元", "1010000")),
    "request above price times quantity": (
        "F04",
        "finding",
        capped(unit_price(80), number("刻制数量", "=1000(套)", 1000, "套"), request="100000"),
    ),
    "request within a hundredth of price times quantity": (
        "F04",
        "clear",
        capped(unit_price(80), number("刻制数量", "=1000(套)", 1000, "套"), request="80700"),
    ),
    "request one hundredth above price times quantity": (
        "F04",
        "clear",
        capped(unit_price(200), number("刻制数量", "=1000(套)", 1000, "套"), request="202000"),
    ),
    "request more than one hundredth above price times quantity": (
        "F04",
        "must_check",
        capped(unit_price(200), number("刻制数量", "=1000(套)", 1000, "套"), request="202100"),
    ),
    "request a thousand yuan above price times quantity": (
        "F04",
        "clear",
        capped(unit_price(80), number("刻制数量", "=1000(套)", 1000, "套"), request="81000"),
    ),
    "request more than a thousand yuan above price times quantity": (
        "F04",
        "must_check",
        capped(unit_price(80), number("刻制数量", "=1000(套)", 1000, "套"), request="81050"),
    ),
    "request twice the price times quantity may hold other costs": (
        "F04",
        "note",
        capped(unit_price(80), number("刻制数量", "=1000(套)", 1000, "套"), request="160000"),
    ),
    "request nearly twice the price times quantity": (
        "F04",
        "must_check",
        capped(unit_price(80), number("刻制数量", "=1000(套)", 1000, "套"), request="150000"),
    ),
    "request above the price of one thing times those that are counted": (
        "F04",
        "finding",
        capped(
            whole_cap(20000, "单个系统测评服务费"),
            number("完成测评系统数量", "=3(个)", 3, "个"),
            request="100000",
        ),
    ),
    "the price of one thing and another that is counted": (
        "F04",
        "cannot_check",
        capped(
            whole_cap(20000, "单个系统测评服务费"),
            number("投诉处理数", "=3(个)", 3, "个"),
            request="100000",
        ),
    ),
    "request above twelve months": ("F04", "finding", capped(monthly(5000), request="66000")),
    "request is twelve months": ("F04", "clear", capped(monthly(5000), request="60004")),
    "a project of part of the year": (
        "F04",
        "cannot_check",
        capped(
            monthly(5000),
            request="66000",
            start_date=dt.date(2026, 7, 1),
            end_date=dt.date(2026, 12, 31),
        ),
    ),
    "a project of which no dates are printed": (
        "F05",
        "cannot_check",
        capped(monthly(5000), request="50000", start_date=None, end_date=None),
    ),
    "two quantities of the unit": (
        "F04",
        "cannot_check",
        capped(
            unit_price(80),
            number("刻制数量", "=1000(套)", 1000, "套"),
            number("备用数量", "=100(套)", 100, "套"),
            request="100000",
        ),
    ),
    "the quantity is lost": (
        "F04",
        "cannot_check",
        capped(
            unit_price(80),
            {**words("刻制数量", None, "产出/数量"), "target_kind": "lost"},
            request="100000",
        ),
    ),
    "a cap of a part is no cap of the whole": (
        "F04",
        "cannot_check",
        capped(whole_cap(20000, "宣传制作费"), request="100000"),
    ),
    "two caps of parts": (
        "F04",
        "cannot_check",
        capped(whole_cap(20000, "调研费"), whole_cap(30000, "印刷费"), request="100000"),
    ),
    "twelve months above the request": ("F05", "finding", capped(monthly(5000), request="50000")),
    "twelve months a little above the request": (
        "F05",
        "clear",
        capped(monthly(5000), request="58000"),
    ),
    "price times quantity five hundredths above the request": (
        "F05",
        "clear",
        capped(unit_price(105), number("刻制数量", "=1000(套)", 1000, "套"), request="100000"),
    ),
    "price times quantity more than five hundredths above the request": (
        "F05",
        "finding",
        capped(unit_price("105.2"), number("刻制数量", "=1000(套)", 1000, "套"), request="100000"),
    ),
    "a cap far above the request": (
        "F05",
        "finding",
        capped(whole_cap(150000), request="100000"),
    ),
    "persons against two counts of posts and people": (
        "F05",
        "cannot_check",
        capped(
            unit_price(20000, "元/人"),
            number("志愿者岗位数", "=7(个)", 7, "个"),
            number("志愿者人数", "=9(名)", 9, "名"),
            request="100000",
        ),
    ),
    "a price of one thing by its name": (
        "F05",
        "cannot_check",
        capped(whole_cap(90000, "单个系统测评费"), request="450000"),
    ),
    "scores agree": ("F06", "clear", Made([judged()])),
    "a rate is cut and not rounded": (
        "F06",
        "clear",
        Made([judged(("1204.93", "1104.63", "1045.94"), ("94.68", "9.46"), "99.46")]),
    ),
    "weights make 99": ("F06", "finding", Made([judged(indicators=[scored("89", "89")])])),
    "a score above its weight": (
        "F06",
        "finding",
        Made([judged(indicators=[scored("80", "80"), scored("10", "11")], total="101")]),
    ),
    "the total is not the sum": ("F06", "finding", Made([judged(total="99")])),
    "the rating is not that of the total": ("F06", "finding", Made([judged(rating="良")])),
    "89.99 is 良": (
        "F06",
        "clear",
        Made([judged(indicators=[scored("90", "79.99")], total="89.99", rating="良")]),
    ),
    "90 is 优": ("F06", "clear", totalled("80", "优")),
    "80 is 良": ("F06", "clear", totalled("70", "良")),
    "79.99 is 中": ("F06", "clear", totalled("69.99", "中")),
    "60 is 中": ("F06", "clear", totalled("50", "中")),
    "59.99 is 差": ("F06", "clear", totalled("49.99", "差")),
    "the total is a hundredth off": ("F06", "clear", Made([judged(total="99.99")])),
    "the total is more than a hundredth off": ("F06", "finding", Made([judged(total="99.9895")])),
    "the execution score is not that of the rate": (
        "F06",
        "finding",
        Made([judged(("100", "100", "90"), ("90", "10"), "100")]),
    ),
    "a score is not read": (
        "F06",
        "cannot_check",
        Made([judged(indicators=[number("巡查次数", "=4(次)", 4, "次", weight=Decimal(90))])]),
    ),
    "execution above the budget": (
        "F07",
        "finding",
        Made([judged(("100", "100", "103"), ("103", "10"))]),
    ),
    "execution above the budget by rounding alone": (
        "F07",
        "clear",
        Made([judged(("100", "100", "100.01"), ("100", "10"))]),
    ),
    "execution of 96 percent": (
        "F07",
        "clear",
        Made([judged(("100", "100", "96"), ("96", "9.6"))]),
    ),
    "execution of 20 billion": (
        "F07",
        "clear",
        Made([judged(("2000000", "2000000", "2000000"))]),
    ),
    "execution of 94 percent": (
        "F07",
        "finding",
        Made([judged(("100", "100", "94"), ("94", "9.4"))]),
    ),
    "execution of 95 percent but for rounding": (
        "F07",
        "clear",
        Made([judged(("100", "100", "94.99"))]),
    ),
    "execution of 80 percent but for rounding": (
        "F07",
        "explain",
        Made([judged(("100", "100", "79.99"))]),
    ),
    "execution below 80 percent": ("F07", "must_check", Made([judged(("100", "100", "79.98"))])),
    "execution five points from that of the first budget": (
        "F07",
        "explain",
        Made([judged(("100", "95", "95"))]),
    ),
    "execution less than five points from that of the first budget": (
        "F07",
        "clear",
        Made([judged(("100", "95.1", "95.1"))]),
    ),
    "execution far from that of the first budget": (
        "F07",
        "finding",
        Made([judged(("100", "90", "90"))]),
    ),
    "no budget after changes": (
        "F07",
        "cannot_check",
        Made([judged(("100", None, "96"), None)]),
    ),
    "a change without a word": ("F08", "finding", Made([judged(("100", "96", "96"))])),
    "a change of two hundredths without a word": (
        "F08",
        "explain",
        Made([judged(("100", "98", "98"))]),
    ),
    "a change of less than two hundredths without a word": (
        "F08",
        "note",
        Made([judged(("100", "98.1", "98.1"))]),
    ),
    "a change with word and amount": (
        "F08",
        "clear",
        Made([judged(("100", "96", "96"), actual_result_text="年中调减4万元，其余按计划执行。")]),
    ),
    "a change with a word but no amount": (
        "F08",
        "finding",
        Made([judged(("100", "96", "96"), actual_result_text="年中调减，完成率为96%。")]),
    ),
    "no change": ("F08", "clear", Made([judged()])),
    "a cap in words": (
        "F09",
        "finding",
        capped(words("项目成本", "控制于预算内", COST, "relation"), request="100000"),
    ),
    "a cap in words beside a price": (
        "F09",
        "clear",
        capped(words("项目成本", "控制于预算内", COST, "relation"), monthly(5000), request="50000"),
    ),
    "a cap equal to the request": ("F09", "finding", capped(whole_cap(100000), request="99999")),
    "a cap a thousandth above the request": (
        "F09",
        "finding",
        capped(whole_cap(100100), request="100000"),
    ),
    "a cap more than a thousandth above the request": (
        "F09",
        "clear",
        capped(whole_cap(100105), request="100000"),
    ),
    "a cap one percent above the request": (
        "F09",
        "clear",
        capped(whole_cap(101000), request="100000"),
    ),
    "a price of a month equal to the request": (
        "F09",
        "clear",
        capped(monthly(5000), request="60000"),
    ),
    "no cost indicator": ("F10", "finding", one(indicators=mixed(0, 3))),
    "no cost indicator where rows may be lost": (
        "F10",
        "cannot_check",
        one(indicators=mixed(0, 3), issues=["unread_text"]),
    ),
    "a cost indicator that is no cost": (
        "F10",
        "finding",
        one(indicators=[number("资金使用率", ">=90%", 90, "%", ">=", "产出/成本")]),
    ),
    "a cost indicator of 产出": (
        "F10",
        "clear",
        one(indicators=[words("成本价", "合理", "产出/成本")]),
    ),
    "a form of 2020": ("F10", "not_applicable", one(indicators=mixed(0, 3), fiscal_year=2020)),
    "a form of 2021": ("F10", "finding", one(indicators=mixed(0, 3), fiscal_year=2021)),
    "eight words of fifteen": ("F11", "note", one(indicators=mixed(8, 7))),
    "three words of five": ("F11", "note", one(indicators=mixed(3, 2))),
    "five words of eight": ("F11", "explain", one(indicators=mixed(5, 3))),
    "as many words as numbers": ("F11", "clear", one(indicators=mixed(2, 2))),
    "words only": ("F11", "must_check", one(indicators=mixed(2, 0))),
    "a lost target may be words": (
        "F11",
        "cannot_check",
        one(
            indicators=[
                *mixed(2, 2),
                {**words("巡查", None), "target_kind": "lost"},
            ]
        ),
    ),
    "a blank target": (
        "F12",
        "finding",
        one(indicators=[{**words("巡查", None), "target_kind": "blank"}]),
    ),
    "a target lost in a damaged table": (
        "F12",
        "cannot_check",
        one(indicators=[{**words("巡查", None), "target_kind": "lost"}], issues=["shared_cell"]),
    ),
    "a blank target without a name": (
        "F12",
        "finding",
        one(indicators=[{**words(None, None), "target_kind": "blank"}]),
    ),
    "every target is there": ("F12", "clear", one(indicators=mixed(1, 1))),
    "years are not linked": ("F13", "cannot_check", one(request="1")),
    "an item three tenths dearer than a year before": ("F13", "clear", yearly("130000")),
    "an item more than three tenths dearer": ("F13", "finding", yearly("130100")),
    "an item more than three tenths cheaper": ("F13", "finding", yearly("69900")),
    "an item dearer that counts more": (
        "F13",
        "not_applicable",
        yearly("135000", "共40处绿地", "共60处绿地"),
    ),
    "an item of 40 billion in both years": (
        "F13",
        "clear",
        yearly("40000000000", before="40000000000"),
    ),
    "an item more than twice as dear": ("F13", "not_applicable", yearly("210000")),
    "satisfaction of 100 percent": ("F14", "finding", one(indicators=[satisfied("=", 100)])),
    "satisfaction of 84 percent": ("F14", "finding", one(indicators=[satisfied(">=", 84)])),
    "satisfaction of 85 percent": ("F14", "clear", one(indicators=[satisfied(">=", 85)])),
    "complaints up to 10 percent": (
        "F14",
        "finding",
        one(indicators=[number("居民投诉率", "<10(%)", 10, "%", "<", SATISFACTION)]),
    ),
    "complaints below 10 percent": (
        "F14",
        "clear",
        one(indicators=[number("居民投诉率", "<9.5(%)", 9.5, "%", "<", SATISFACTION)]),
    ),
    "complaints up to 5 percent": (
        "F14",
        "clear",
        one(indicators=[number("居民投诉率", "<5(%)", 5, "%", "<", SATISFACTION)]),
    ),
    "satisfaction with complaints handled of 90 percent": (
        "F14",
        "clear",
        one(indicators=[number("投诉处置满意度", "≥90(%)", 90, "%", ">=", SATISFACTION)]),
    ),
    "the target is below what the goal says": (
        "F15",
        "finding",
        one(
            annual_goal_text="为32个使用单位提供服务。",
            indicators=[number("服务单位数量", "≥30(个)", 30, "个", ">=")],
        ),
    ),
    "both goals say more than the target": (
        "F15",
        "finding",
        one(
            total_goal_text="为32个使用单位提供服务。",
            annual_goal_text="今年为32个使用单位提供服务。",
            indicators=[number("服务单位数量", "≥30(个)", 30, "个", ">=")],
        ),
    ),
    "the target is what the goal says": (
        "F15",
        "clear",
        one(
            annual_goal_text="为30个使用单位提供服务。",
            indicators=[number("服务单位数量", "≥30(个)", 30, "个", ">=")],
        ),
    ),
    "the goal counts something else": (
        "F15",
        "not_applicable",
        one(
            annual_goal_text="为32个行政村提供服务。",
            indicators=[number("服务单位数量", "≥30(个)", 30, "个", ">=")],
        ),
    ),
    "nature without nature": (
        "F16",
        "finding",
        one(indicators=[words("制度健全性", "健全", NATURE)]),
    ),
    "two rows in the wrong place": (
        "F16",
        "note",
        one(indicators=[words(f"制度健全性{place}", "健全", NATURE) for place in "甲乙"]),
    ),
    "three rows in the wrong place": (
        "F16",
        "explain",
        one(indicators=[words(f"制度健全性{place}", "健全", NATURE) for place in "甲乙丙"]),
    ),
    "nature with paper": (
        "F16",
        "clear",
        one(indicators=[words("减少纸质材料", "减少", NATURE)]),
    ),
    "a level that was guessed": (
        "F16",
        "clear",
        one(indicators=[{**words("制度健全性", "健全", NATURE), "level2_basis": "inferred"}]),
    ),
    "a rate in words": ("F16", "finding", one(indicators=[words("验收合格率", "合格")])),
    "efficiency in words": ("F16", "clear", one(indicators=[words("办事效率", "提升")])),
    "a count in percent": (
        "F16",
        "finding",
        one(indicators=[number("评审数量", "=100(%)", 100, "%")]),
    ),
    "an index in percent": (
        "F16",
        "clear",
        one(indicators=[number("服务指数", "=95(%)", 95, "%")]),
    ),
    "satisfaction that is none": (
        "F16",
        "finding",
        one(indicators=[words("年度考核情况", "合格", SATISFACTION)]),
    ),
    "an empty unit": (
        "F16",
        "finding",
        one(indicators=[number("群众满意度", "≥95.00(null)", 95, None, ">=", SATISFACTION)]),
    ),
    "harm that must be reached": (
        "F16",
        "finding",
        one(indicators=[number("故障发生率", "≥5(%)", 5, "%", ">=")]),
    ),
    "handled faults that must be reached": (
        "F16",
        "clear",
        one(indicators=[number("故障处理率", "≥95(%)", 95, "%", ">=")]),
    ),
    "no indicator speaks of the largest item": (
        "F17",
        "finding",
        costs(item("沥青摊铺", "100000"), indicators=mixed(0, 2)),
    ),
    "an indicator speaks of the largest item": (
        "F17",
        "clear",
        costs(item("沥青摊铺", "100000"), indicators=[number("沥青路面面积", "=4(个)", 4, "个")]),
    ),
    "an item that names no object": (
        "F17",
        "cannot_check",
        costs(item("项目经费", "100000"), indicators=mixed(0, 2)),
    ),
    "names of three projects": ("F18", "finding", Made([named(*NAMES[:2])] * 3)),
    "half of the names in three projects": ("F18", "note", with_own(2, *NAMES[:2])),
    "five names of eleven in three projects": ("F18", "clear", with_own(6, *NAMES)),
    "three names of four in three projects": ("F18", "note", with_own(1, *NAMES[:3])),
    "four names of five in three projects": ("F18", "explain", with_own(1, *NAMES[:4])),
    "names of two projects": (
        "F18",
        "clear",
        Made([named(*NAMES[:2]), named(*NAMES[:2]), named(*NAMES[3:])]),
    ),
    "a filing of two projects": ("F18", "not_applicable", Made([named(*NAMES)] * 2)),
    "the same names": ("F19", "finding", Made([named(*NAMES)] * 2)),
    "four names, all the same": ("F19", "clear", Made([named(*NAMES[:4])] * 2)),
    "eight of ten names": ("F19", "finding", overlapping(8, 1)),
    "six of eight names": ("F19", "clear", overlapping(6, 1)),
    "four of six names": (
        "F19",
        "clear",
        Made([named(*NAMES), named(*NAMES[:4], "路灯维修次数")]),
    ),
    "the same names but for the project's own words": (
        "F19",
        "finding",
        Made([of_thing("古树名木"), of_thing("街心花坛")]),
    ),
    "the same names but for words that no project's name holds": (
        "F19",
        "clear",
        Made([of_thing("古树名木", "绿地养护甲"), of_thing("街心花坛", "绿地养护乙")]),
    ),
    "other names of each project's own words": (
        "F19",
        "clear",
        Made(
            [
                of_thing("古树名木"),
                of_thing("街心花坛", ends=("换花次数", "浇水量", "施肥量", "草花成活率", "配色数")),
            ]
        ),
    ),
    "names of the project's own words and one character": (
        "F19",
        "clear",
        Made(
            [
                target(name, indicators=[number(f"{word}{end}", "=4", 4) for word, end in pairs])
                for name, pairs in (
                    ("花坛树木养护", zip(("花坛", "树木", "花坛树木"), "数率度", strict=True)),
                    ("路灯桥梁维护", zip(("路灯", "桥梁", "路灯桥梁"), "数率度", strict=True)),
                )
            ]
        ),
    ),
    "eight of ten names but for the project's own words": (
        "F19",
        "finding",
        Made(
            [
                of_thing("古树名木", ends=(*ENDS, "浇水次数")),
                of_thing("街心花坛", ends=(*ENDS, "换花次数")),
            ]
        ),
    ),
    "eight of ten names that are seven of nine without the project's own words": (
        "F19",
        "finding",
        Made(
            [
                named(
                    "古树数量", "银杏数量", *SHARED[:6], f"{own}次数", project_name="古树银杏养护"
                )
                for own in ("浇水", "换土")
            ]
        ),
    ),
    "a target form and its self-evaluation": (
        "F19",
        "clear",
        Made([named(*NAMES), evaluation(indicators=[words(name, "完成") for name in NAMES])]),
    ),
    "the same names in a filing with lost rows": (
        "F19",
        "cannot_check",
        Made([named(*NAMES, issues=["lost_cell"]), named("路灯维修次数")]),
    ),
    "a passage of two goals": (
        "F20",
        "finding",
        Made([target(annual_goal_text=GOAL), target(annual_goal_text="为此" + PASSAGE)]),
    ),
    "a passage of 30 characters": ("F20", "finding", goals(PASSAGE[:30] + "等", PASSAGE[:30])),
    "a passage in ten forms": (
        "F20",
        "finding",
        goals(*(f"{place}馆：{PASSAGE}" for place in MANY[:10])),
    ),
    "a passage in eleven forms": (
        "F20",
        "clear",
        goals(*(f"{place}馆：{PASSAGE}" for place in MANY[:11])),
    ),
    "the same goal of 20 characters": ("F20", "finding", goals(PASSAGE[:20], PASSAGE[:20])),
    "the same goal of 19 characters": ("F20", "clear", goals(PASSAGE[:19], PASSAGE[:19])),
    "every twelve characters of a passage in twelve forms": ("F20", "clear", in_pieces(12)),
    "every eleven characters of a passage in twelve forms": ("F20", "explain", in_pieces(11)),
    "four fifths of a goal of another use": (
        "F20",
        "must_check",
        of_two_uses(PASSAGE[:32] + "甲乙丙丁戊己庚辛"),
    ),
    "less than four fifths of a goal of another use": (
        "F20",
        "explain",
        of_two_uses(PASSAGE[:32] + "甲乙丙丁戊己庚辛壬"),
    ),
    "a passage of 29 characters": (
        "F20",
        "clear",
        Made(
            [
                target(annual_goal_text=PASSAGE[:29] + "等"),
                target(annual_goal_text=PASSAGE[:29] + "。"),
            ]
        ),
    ),
    "four fifths of the pairs of a goal written anew": (
        "F20",
        "explain",
        rewritten(ANEW_IN_40_OF_50_PAIRS),
    ),
    "less than four fifths of the pairs of a goal written anew": (
        "F20",
        "clear",
        rewritten((*ANEW_IN_40_OF_50_PAIRS, 50)),
    ),
    "a goal of another use written anew": (
        "F20",
        "explain",
        Made(
            [
                target("干部培训", annual_goal_text=WRITTEN),
                target("信息系统运维", annual_goal_text=written_anew(ANEW_IN_40_OF_50_PAIRS)),
            ]
        ),
    ),
    "a goal written anew in ten forms": ("F20", "explain", rewritten(ANEW_IN_40_OF_50_PAIRS, 10)),
    "a goal written anew in eleven forms": ("F20", "clear", rewritten(ANEW_IN_40_OF_50_PAIRS, 11)),
    "a goal of another centre": ("F20", "explain", of_centre("保证区科创服务中心网络正常运行")),
    "a goal of a centre that ends in five characters alike": (
        "F20",
        "explain",
        of_centre("保证区税务服务中心网络正常运行"),
    ),
    "a goal of one's own centre": ("F20", "clear", of_centre("保证区政务服务中心网络正常运行")),
    "a goal of the centres of all towns": (
        "F20",
        "clear",
        of_centre("保证区两级政务服务中心网络正常运行"),
    ),
    "a goal of a centre of another kind": (
        "F20",
        "clear",
        of_centre("保证区公益劳务中心网络正常运行"),
    ),
    "a goal of one's own centre by its former name": (
        "F20",
        "clear",
        one(
            unit_name="上海市松江区政务服务中心",
            annual_goal_text="保证区行政服务中心网络正常运行",
        ),
    ),
    "a goal of the department's centre": (
        "F20",
        "clear",
        one(
            unit_name="某区科创服务中心",
            department_name="某区政务服务中心",
            annual_goal_text="保证区政务服务中心网络正常运行",
        ),
    ),
    "a goal of a centre that is served": (
        "F20",
        "clear",
        of_centre("为区科创服务中心网络提供维护"),
    ),
    "a goal of the past": (
        "F20",
        "finding",
        one(annual_goal_text="完成了机房维护，确保了稳定运行。"),
    ),
    "a goal upon the past": (
        "F20",
        "clear",
        one(annual_goal_text="在完成了一期建设的基础上，继续推进二期。"),
    ),
    "a goal of another year": ("F20", "finding", one(annual_goal_text="2025年完成修缮。")),
    "a goal of this year": ("F20", "clear", one(annual_goal_text="2026年完成修缮。")),
    "a cancelled item with a value": ("F22", "finding", remarked("95.00(%)", "95", "该项目已取消")),
    "one of several cancelled": (
        "F22",
        "clear",
        remarked("5.00(场)", "5", "1.台风取消1场；2.下年提前安排。"),
    ),
    "a cancelled item without a value": ("F22", "clear", remarked("-", None, "该项目已取消")),
    "an item with another remark": ("F22", "clear", remarked("95.00(%)", "95", "合同延期")),
    "one thing claimed twice": (
        "F23",
        "finding",
        Made(
            [
                target("旗舰店运维", indicators=[number("运维旗舰店数量", "=1(个)", 1, "个")]),
                target("打造旗舰店", indicators=[number("运维旗舰店数量", "=1(个)", 1, "个")]),
            ]
        ),
    ),
    "as many times of work": (
        "F23",
        "clear",
        Made(
            [
                target("旗舰店巡检", indicators=[number("旗舰店巡检次数", "=12(次)", 12, "次")]),
                target("旗舰店保洁", indicators=[number("旗舰店巡检次数", "=12(次)", 12, "次")]),
            ]
        ),
    ),
    "one work at one price": (
        "F23",
        "finding",
        Made(
            [
                target(items=[item("规范性文件审核", "40000", **REVIEWED)]),
                target(items=[item("规范性文件清理", "40000", **REVIEWED)]),
            ]
        ),
    ),
    "names of six common characters and a common goal": (
        "F23",
        "finding",
        named_alike("滨江银杏养护"),
    ),
    "names of five common characters and a common goal": (
        "F23",
        "clear",
        named_alike("滨江银杏养"),
    ),
    "one rate of two courses": (
        "F23",
        "clear",
        Made(
            [
                target(items=[item("专家讲课费用", "40000", **REVIEWED)]),
                target(items=[item("专家讲课费用", "40000", **REVIEWED)]),
            ]
        ),
    ),
    "another work at that price": (
        "F23",
        "clear",
        Made(
            [
                target(items=[item("规范性文件审核", "40000", **REVIEWED)]),
                target(items=[item("咨询意见整理", "40000", **REVIEWED)]),
            ]
        ),
    ),
    "a period that is over": (
        "F24",
        "finding",
        one(project_name="网络租赁（2024-2025年度）", recurrence_text="经常性项目"),
    ),
    "a period that holds the year": (
        "F24",
        "clear",
        one(project_name="网络租赁（2025-2026年度）", recurrence_text="经常性项目"),
    ),
    "building as recurring": (
        "F24",
        "finding",
        one(project_name="服务大厅建设项目", recurrence_text="经常性项目"),
    ),
    "building of no works": (
        "F24",
        "clear",
        one(project_name="平安建设经费", recurrence_text="经常性项目"),
    ),
    "building as one-off": (
        "F24",
        "clear",
        one(project_name="服务大厅建设项目", recurrence_text="一次性项目"),
    ),
    "maintenance of what was built": (
        "F24",
        "clear",
        one(project_name="管理平台建设(运维)", recurrence_text="经常性项目"),
    ),
    "no recurrence is printed": (
        "F24",
        "cannot_check",
        one(project_name="服务大厅建设项目"),
    ),
    "no unit": ("F25", "finding", one(unit_name=None, blank="unit")),
    "no field for a unit": ("F25", "not_applicable", one(unit_name=None)),
    "no unit in a damaged header": (
        "F25",
        "cannot_check",
        one(unit_name=None, blank="unit", issues=["unread_header_word"]),
    ),
    "another body carries it out": (
        "F25",
        "finding",
        one(unit_name="乙区档案局", sections={3: "乙区数据中心。"}),
    ),
    "another body in 40 characters": (
        "F25",
        "finding",
        one(unit_name="丙区档案局", sections={3: "由" + "甲" * 35 + "数据中心"}),
    ),
    "a sentence of 41 characters": (
        "F25",
        "clear",
        one(unit_name="丁区档案局", sections={3: "由" + "甲" * 36 + "数据中心"}),
    ),
    "the body itself carries it out": (
        "F25",
        "clear",
        one(unit_name="甲区档案局", sections={3: "甲区档案局(本级)"}),
    ),
}


def stated(amount):
    """A department's statement of this sum over requests of 100,000 yuan."""
    return Made(
        [target(request="60000"), target(request="40000")],
        {
            "project_count": 2,
            "unit_count": 1,
            "amount_yuan": Decimal(amount),
            "statement_text": f"本部门1个单位,项目2个,涉及资金{amount}元。",
        },
    )


FILING_CASES: dict[str, tuple[str, str, Made]] = {
    "a statement that agrees": (
        "F03",
        "clear",
        Made(
            [target(request="60000"), target(request="40000")],
            {
                "project_count": 2,
                "unit_count": 1,
                "amount_yuan": Decimal(100000),
                "statement_text": "本部门1个单位,项目2个,涉及资金10.00万元。",
            },
        ),
    ),
    "a statement of another sum": (
        "F03",
        "finding",
        Made(
            [target(request="60000"), target(request="40000")],
            {
                "project_count": 2,
                "unit_count": 1,
                "amount_yuan": Decimal(101000),
                "statement_text": "本部门1个单位,项目2个,涉及资金10.10万元。",
            },
        ),
    ),
    "a statement 99 yuan off": ("F03", "note", stated(100099)),
    "a statement 100 yuan off": ("F03", "explain", stated(100100)),
    "a statement of more projects": (
        "F03",
        "finding",
        Made(
            [target(request="60000"), target(request="40000")],
            {
                "project_count": 3,
                "unit_count": 1,
                "amount_yuan": Decimal(100000),
                "statement_text": "本部门1个单位,项目3个,涉及资金10.00万元。",
            },
        ),
    ),
    "a statement over requests not read": (
        "F03",
        "cannot_check",
        Made(
            [target(request="60000"), target()],
            {
                "project_count": 2,
                "amount_yuan": Decimal(60000),
                "statement_text": "项目2个,涉及资金6万元。",
            },
        ),
    ),
    "every score is full": ("F21", "finding", Made([judged()] * 3)),
    "one score is not full": (
        "F21",
        "clear",
        Made(
            [judged(), judged(), judged(indicators=[scored("90", "89")], total="99")],
        ),
    ),
    "two self-evaluations": ("F21", "not_applicable", Made([judged()] * 2)),
}


def price_named(name):
    return capped(whole_cap(90000, name), request="50000")


def doubtful(text):
    """A price for each person, and something else that is counted: name/unit."""
    name, unit = text.split("/")
    return capped(
        unit_price(20000, "元/人"), number(name, f"=5({unit})", 5, unit), request="120000"
    )


def changed_and_said(text):
    return Made([judged(("100", "96", "96"), actual_result_text=text)])


def planned(text):
    indicators = [number("服务单位数量", "=30(个)", 30, "个")]
    return one(annual_goal_text=text, indicators=indicators)


def sharing(word):
    """The largest item and the indicator have this word in common and no other."""
    return costs(item(f"沥青{word}", "100000"), indicators=[number(f"道路{word}", "=4(次)", 4)])


def paid_twice(name):
    return Made([target(items=[item(name, "40000", **REVIEWED)]) for _ in range(2)])


def bought(project_name):
    return one(
        project_name=project_name,
        expenditure_category="其他运转类",
        recurrence_text="经常性项目",
    )


def with_indicator(level, target_text):
    return lambda name: one(indicators=[words(name, target_text, level)])


def in_percent(name):
    return one(indicators=[number(name, "=95(%)", 95, "%")])


# what is made of a text that holds one word of a list and no other
WORDED = {
    "all indicator_damage": ("F10", lambda code: one(indicators=mixed(0, 3), issues=[code])),
    "all cost_damage": ("F01", lambda code: costs(item("甲", "60000"), issues=[code])),
    "all fund_damage": ("F01", with_funds_damaged),
    "all header_damage": ("F25", lambda code: one(unit_name=None, blank="unit", issues=[code])),
    "F04 unit_price_word": ("F04", price_named),
    "F04 whole_cost_word": ("F04", lambda name: capped(whole_cap(20000, name), request="100000")),
    "F04 doubtful_unit": ("F04", doubtful),
    "F08 change_word": ("F08", changed_and_said),
    "F09 cap_word": ("F09", lambda cap: capped(words("项目成本", cap, COST), request="100000")),
    "F10 cost_word": ("F10", with_indicator(COST, "合理")),
    "F15 approximate_word": ("F15", planned),
    "F16 nature_word": ("F16", with_indicator(NATURE, "良好")),
    "F16 satisfaction_word": ("F16", with_indicator(SATISFACTION, "良好")),
    "F16 rate_ending": ("F16", with_indicator(SOCIAL, "良好")),
    "F16 no_rate_ending": ("F16", with_indicator(SOCIAL, "良好")),
    "F16 count_ending": ("F16", in_percent),
    "F16 no_count_ending": ("F16", in_percent),
    "F17 general_word": ("F17", sharing),
    "F20 kept_word": ("F20", lambda word: of_centre(f"{word}区科创服务中心网络正常运行")),
    "F20 not_body_word": ("F20", lambda word: of_centre(f"保证区{word}便民服务中心网络正常运行")),
    "F22 cancelled_word": ("F22", lambda remark: remarked("95.00(%)", "95", remark)),
    "F22 not_cancelled_word": ("F22", lambda remark: remarked("95.00(%)", "95", remark)),
    "F22 reached_word": ("F22", lambda actual: remarked(actual, None, "该项目已取消")),
    "F23 rate_word": ("F23", paid_twice),
    "F24 purchase_ending": ("F24", bought),
}

RULE_OF_DAMAGE = {
    parameter.removeprefix("all "): rule
    for parameter, (rule, _) in WORDED.items()
    if parameter.startswith("all ")
}

with (Path(__file__).parent / "worded_cases.csv").open(encoding="utf-8", newline="") as lines:
    for row in csv.DictReader(lines):
        rule_of_word, made_of = WORDED[row["parameter"]]
        CASES[f"{row['parameter']} {row['text']}"] = (
            rule_of_word,
            row["said"],
            made_of(row["text"]),
        )


def of_goal(text, *form_counts):
    """A filing for each count, with so many forms of this goal, each with a character of its own."""
    ends = iter(MANY)
    return [goals(*(f"{text}，{next(ends)}" for _ in range(count))) for count in form_counts]


def short(text, *form_counts):
    """The same with nothing but this goal."""
    return [goals(*[text] * count) for count in form_counts]


def common(own, form_count):
    """Two forms of the same names, and a filing of so many that print them among others."""
    names = [f"{own}{name}" for name in NAMES]
    others = [
        named(*names, *(f"{own}{place}{name}" for name in NAMES)) for place in range(form_count)
    ]
    return [Made([named(*names)]), Made([named(*names)]), Made(others)]


def reported(target_value, actual_value, weight="10"):
    """A self-evaluation of one indicator, at least so much, with so much done."""
    return Made(
        [
            judged(
                indicators=[
                    number(
                        "巡查次数",
                        f"≥{target_value}(次)",
                        target_value,
                        "次",
                        ">=",
                        actual_text=f"{actual_value}(次)",
                        actual_value=Decimal(actual_value),
                        actual_unit="次",
                        weight=Decimal(weight),
                    )
                ]
            )
        ]
    )


def felt(actual_value):
    """A self-evaluation of a satisfaction that has a target in words."""
    return Made(
        [
            judged(
                indicators=[
                    words(
                        "群众满意度",
                        "满意",
                        SATISFACTION,
                        actual_text=f"{actual_value}(%)",
                        actual_value=Decimal(actual_value),
                        actual_unit="%",
                        weight=Decimal(10),
                    )
                ]
            )
        ]
    )


def graded(grade):
    return Made([judged(indicators=[words("制度", "完善", actual_text=grade, weight=Decimal(10))])])


# least and most points of ten that the formulas give, and whether the target is overshot
SCORE_CASES = {
    "a third is cut": (reported(3, 1), ("3.33", "3.33", False)),
    "three tenths more than planned": (reported(100, 130), ("10", "10", False)),
    "more than three tenths more than planned": (reported(100, 132), ("10", "10", True)),
    "satisfaction of 90 percent is full": (felt(90), ("10", "10", None)),
    "satisfaction of 72 percent": (felt(72), ("8", "8", None)),
    "satisfaction of 60 percent": (felt(60), ("6.66", "6.66", None)),
    "satisfaction of 59 percent": (felt(59), ("0", "0", None)),
    "reached": (graded("达成预期指标"), ("8", "10", None)),
    "reached in short": (graded("达成指标"), ("8", "10", None)),
    "reached in part": (graded("部分达成预期指标并具有一定效果"), ("6", "8", None)),
    "reached in the words of the rule": (graded("达成年度指标"), ("8", "10", None)),
    "nearly reached is no grade of the rule": (graded("基本达成"), (None, None, None)),
    "not reached": (graded("未达成预期指标且效果较差"), ("0", "6", None)),
}

LARGEST = "1000000000000.00"


def largest(*project_names, **more):
    """Forms with the largest amounts that are read, and quantities and prices that are larger."""
    paid = item(
        "乙",
        LARGEST,
        quantity=Decimal("9999999999999999.99"),
        quantity_text="9999999999999999.99",
        unit_price_yuan=Decimal("999999999999.999999"),
        unit_price_text="999999999999.999999",
        period_count=Decimal(12),
    )
    return Made(
        [
            target(
                name,
                request=LARGEST,
                whole=LARGEST,
                items=[item("甲", LARGEST), paid],
                indicators=[whole_cap(LARGEST), number("巡查次数", "=1(次)", 1, "次")],
                department_name="某区财政局",
                unit_name="某区财政局",
                recurrence_text="经常性项目",
                annual_goal_text=own_text(9, 40),
                **more,
            )
            for name in project_names
        ]
        + [judged(("100000000", "100000000", "99999999.99"), fiscal_year=more["fiscal_year"])]
    )


# amounts whose sums, products and rates must stop no build
FILINGS_OF_LARGEST = {
    f"largest {year}": largest("银杏养护", "睡莲养护", "滨江养护", fiscal_year=year)
    for year in (2025, 2026)
} | {
    # 0.01 万元 adjusted, 9,999,999 executed: 99,999,990,000 percent
    "rate beyond all measure": Made(
        [evaluation(amounts=("0.01", "0.01", "9999999"), execution=("100", "10"))]
    )
}

# what stands in the list of sets alike, and in that of passages, about two forms: each a filing and a form
SECOND_FORMS = ((0, 2), (1, 2))
OF_ONE_FILING = ((0, 2), (0, 3))
FIRST_FORMS = ((0, 1), (1, 1))
PAIR_CASES = {
    "six of ten names": (
        "F19",
        FIRST_FORMS,
        ["listed"],
        [
            Made([named(*SHARED[:6])]),
            Made([named(*SHARED[:6], *(f"路灯{own}" for own in "甲乙丙丁"))]),
        ],
    ),
    "four of seven names": (
        "F19",
        FIRST_FORMS,
        [],
        [Made([named(*NAMES)]), Made([named(*NAMES[:4], "河道甲", "河道乙")])],
    ),
    "names of 50 forms": ("F19", FIRST_FORMS, ["listed"], common("早班", 48)),
    "names of 51 forms": ("F19", FIRST_FORMS, [], common("晚班", 49)),
    "a passage of 10 forms": ("F20", OF_ONE_FILING, ["passage"], of_goal(own_text(0, 30), 10)),
    "a passage of 11 forms": ("F20", OF_ONE_FILING, [], of_goal(own_text(1, 30), 11)),
    "a passage of 20 forms": ("F20", SECOND_FORMS, ["passage"], of_goal(own_text(2, 30), 2, 2, 16)),
    "a passage of 21 forms": ("F20", SECOND_FORMS, [], of_goal(own_text(3, 30), 2, 2, 17)),
    "a short goal of 10 forms": ("F20", OF_ONE_FILING, ["passage"], short(own_text(4, 29), 10)),
    "a short goal of 11 forms": ("F20", OF_ONE_FILING, [], short(own_text(5, 29), 11)),
    "a short goal of 20 forms": (
        "F20",
        SECOND_FORMS,
        ["passage"],
        short(own_text(6, 29), 2, 2, 16),
    ),
    "a short goal of 21 forms": ("F20", SECOND_FORMS, [], short(own_text(7, 29), 2, 2, 17)),
    "a whole goal of 30 characters": (
        "F20",
        FIRST_FORMS,
        ["passage"],
        short(own_text(8, 30), 1, 1),
    ),
}
