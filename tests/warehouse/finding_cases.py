"""Each rule of findings on made-up forms: what must fire, what is near and must not, what is not known.

A case is a rule, what it must say of the first form of the case (or of its filing), and the filing. What it
says is a state of fct_rule_checks, or the severity of its findings.
"""

import datetime as dt
from decimal import Decimal

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
    return item(
        "座椅",
        amount,
        quantity=Decimal(quantity),
        quantity_text=quantity,
        unit_price_yuan=Decimal(price),
        unit_price_text=price,
        **more,
    )


def costs(*items, request="100000", **more):
    return one(items=list(items), request=request, **more)


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


NAMES = ("道路清扫次数", "垃圾清运次数", "公厕保洁次数", "绿地养护次数", "桥梁检测次数")
PASSAGE = "保障全区公共文化场馆全年正常开放并为市民提供优质的阅览展演与培训等各项服务"
GOAL = PASSAGE + "，按时完成年度任务。"
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
            request="100090",
        ),
    ),
    "items in 万元 are further off": (
        "F01",
        "finding",
        costs(
            item("甲", "33300", amount_text="3.33万元"),
            item("乙", "66700", amount_text="6.67万元"),
            request="100200",
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
    "execution of 94 percent": (
        "F07",
        "finding",
        Made([judged(("100", "100", "94"), ("94", "9.4"))]),
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
    "a form of 2019": ("F10", "not_applicable", one(indicators=mixed(0, 3), fiscal_year=2019)),
    "more words than numbers": ("F11", "finding", one(indicators=mixed(3, 2))),
    "as many words as numbers": ("F11", "clear", one(indicators=mixed(2, 2))),
    "words only": ("F11", "finding", one(indicators=mixed(2, 0))),
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
    "satisfaction of 100 percent": ("F14", "finding", one(indicators=[satisfied("=", 100)])),
    "satisfaction of 84 percent": ("F14", "finding", one(indicators=[satisfied(">=", 84)])),
    "satisfaction of 85 percent": ("F14", "clear", one(indicators=[satisfied(">=", 85)])),
    "complaints up to 10 percent": (
        "F14",
        "finding",
        one(indicators=[number("居民投诉率", "<10(%)", 10, "%", "<", SATISFACTION)]),
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
    "names of two projects": (
        "F18",
        "clear",
        Made([named(*NAMES[:2]), named(*NAMES[:2]), named(*NAMES[3:])]),
    ),
    "a filing of two projects": ("F18", "not_applicable", Made([named(*NAMES)] * 2)),
    "the same names": ("F19", "finding", Made([named(*NAMES)] * 2)),
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
    "no unit": ("F25", "finding", one(unit_name=None)),
    "no unit in a damaged header": (
        "F25",
        "cannot_check",
        one(unit_name=None, issues=["unread_header_word"]),
    ),
    "another body carries it out": (
        "F25",
        "finding",
        one(unit_name="乙区档案局", sections={3: "乙区数据中心。"}),
    ),
    "the body itself carries it out": (
        "F25",
        "clear",
        one(unit_name="甲区档案局", sections={3: "甲区档案局(本级)"}),
    ),
}

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
