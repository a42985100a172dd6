"""六、年度预算安排: made-up sections and the items and stated sums a person reads in them."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.read import FilingContent, read_document
from ingest.readers.text import read_text

FORM = """项目经费情况说明--桥梁养护

一、项目概述

桥梁养护。

六、年度预算安排

{costs}

七、绩效目标

财政项目支出绩效目标填报表
(2025年度)
项目名称\t桥梁养护\t项目类别\t经常性项目
主管部门\t交通委员会\t实施单位\t交通委员会
计划开始日期\t2025-01-01\t计划完成日期\t2025-12-31
项目资金{unit}\t项目资金总额\t3000000\t年度资金申请总额\t3000000
\t其中: 财政资金\t3000000\t其中: 当年财政拨款\t3000000
项目绩效目标\t项目总目标\t年度总目标
\t按期完成。\t按期完成。
绩效指标\t一级指标\t二级指标\t三级指标\t指标目标值
\t产出指标\t数量指标\t检测数\t>=20座
"""


@dataclass(frozen=True)
class Item:
    """A leaf item as a person reads it; what is not told is not printed."""

    name: str | None
    yuan: str | int | None
    quantity: str | int | None = None
    unit: str | None = None
    price: str | int | None = None
    periods: str | int | None = None
    formula: str | None = None
    group: str | None = None


@dataclass(frozen=True)
class Sum:
    """A stated sum and the numbers of the first and the last item it covers."""

    name: str | None
    yuan: str | int | None
    first: int | None = None
    last: int | None = None


@dataclass(frozen=True)
class Case:
    """A section's text and what it says; `issues` are the codes of its read issues, in order."""

    about: str
    costs: str
    items: tuple[Item, ...] = ()
    sums: tuple[Sum, ...] = ()
    issues: tuple[str, ...] = ()
    unit: str = "(元)"


def content_of(costs: str, unit: str = "(元)") -> FilingContent:
    text = FORM.format(costs=costs, unit=unit)
    return read_document(read_text(text.encode()), "a" * 16, "test")


def decimal(number: Any) -> Decimal | None:
    return None if number is None else Decimal(str(number))


def items_of(content: FilingContent) -> list[Item]:
    return [
        Item(
            row.item_name,
            row.amount_yuan,
            row.quantity,
            row.quantity_unit,
            row.unit_price_yuan,
            row.period_count,
            row.formula_text,
            row.group_name,
        )
        for row in content.rows["cost_items"]
    ]


def sums_of(content: FilingContent) -> list[Sum]:
    return [
        Sum(row.total_name, row.amount_yuan, row.first_item_number, row.last_item_number)
        for row in content.rows["cost_totals"]
    ]


def exact(item: Item) -> Item:
    return Item(
        item.name,
        decimal(item.yuan),
        decimal(item.quantity),
        item.unit,
        decimal(item.price),
        decimal(item.periods),
        item.formula,
        item.group,
    )


def issues_of(content: FilingContent) -> tuple[str, ...]:
    return tuple(row.issue_code for row in content.rows["read_issues"])


SPACED = [
    Case(
        "a table whose cells only spaces part",
        "项目组成 数量 单价 资金需求\n桥梁检测 4座 2万元 8万元\n护栏更换 50米 200元 10000元",
        (
            Item("桥梁检测", 80000, 4, "座", 20000),
            Item("护栏更换", 10000, 50, "米", 200),
        ),
    ),
    Case(
        "a row that has lost a blank cell",
        "项目组成 数量 单价 资金需求\n桥梁检测 4座 2万元 8万元\n护栏更换 1万元",
        (Item("桥梁检测", 80000, 4, "座", 20000),),
        issues=("unread_cost_row",),
    ),
    Case(
        "a name that holds a space",
        "项目组成 数量 单价 资金需求\nBIM 建模 4座 2万元 8万元",
        issues=("unread_cost_row",),
    ),
    Case(
        "a parted name beside a blank price",
        "名称 单价 数量 金额\n办公 桌椅 10套 2000元\n打印机 100元 2台 200元",
        (Item("打印机", 200, 2, "台", 100),),
        issues=("unread_cost_row",),
    ),
    Case(
        "a sum of as many words as headings",
        "名称 单价 数量 金额\n打印机 100元 2台 200元\n以上 费用 共计 200元",
        (Item("打印机", 200, 2, "台", 100),),
        issues=("unread_cost_row",),
    ),
    Case(
        "a row without a unit that lacks a cell",
        "名称 单价（万元） 数量 金额（万元）\n打印机 0.2 3 0.6\n电脑 1 0.5",
        (Item("打印机", 6000, 3, price=2000),),
        issues=("unread_cost_row",),
    ),
    Case(
        "a sentence that holds spaces",
        "桥梁检测 4座，每座 2万元，共 8万元。",
        (Item("桥梁检测", 80000, 4, "座", 20000),),
    ),
]

PROSE = [
    Case("one item", "桥梁年度检测100万元。", (Item("桥梁年度检测", 1000000),)),
    Case(
        "a quantity after a name is not the name",
        "1、楼道整治:31个居民区,每个居民区8万元,共248万元。",
        (Item("楼道整治", 2480000, price=80000),),
    ),
    Case(
        "what is paid in another year is no cost of this one",
        "项目合同总价2150万元,2025年计划支付1075万元,剩余430万元于2026年支付。",
        (Item("2025年计划支付", 10750000),),
        (Sum("项目合同总价", 21500000),),
    ),
    Case(
        "a sum in brackets counts what it stands before",
        "差旅费：(5+3)人×2,000元=1.6万元。",
        (Item("差旅费", 16000, formula="(5+3)人×2,000元=1.6万元"),),
    ),
    Case(
        "a factor of a formula that is not understood is no amount",
        "差旅费：8名一线防汛抢险队员×2,000元=1.6万元。",
        (Item("差旅费", 16000),),
        issues=("unread_cost_amount",),
    ),
    Case(
        "what is named after the sum as a source is no item",
        "设计费8万元、监理费4.6万元。总投资12.6万元，其中区级财政资金10万元，街道自筹2.6万元。",
        (Item("设计费", 80000), Item("监理费", 46000)),
        (Sum("总投资", 126000),),
    ),
    Case(
        "what is said to be no part of the project is no item",
        "云资源租用20万元。另：短信通知费0.045元/条×50万条=2.25万元，不纳入本项目。场地费3万元（另行申请）。",
        (Item("云资源租用", 200000),),
    ),
    Case(
        "an amount below zero is in doubt",
        "午餐补贴100万元，食堂检测经费 -2.685 万元由上年结转抵扣。",
        (Item("午餐补贴", 1000000),),
        issues=("unread_cost_amount",),
    ),
    Case(
        "a dash between name and amount is no sign",
        "设备购置-12万元；安装调试-3万元。",
        (Item("设备购置", 120000), Item("安装调试", 30000)),
    ),
    Case(
        "a contract's share of the year said once more",
        "场站管理服务费9,500万元。按照中标价2.85亿元÷3年=9,500万元计列；保安费108万元。",
        (Item("场站管理服务费", 95000000), Item("保安费", 1080000)),
    ),
    Case(
        "a contract's share of the year",
        "按照中标价900万元÷3年=300万元计列。",
        (Item("按照中标价", 3000000, formula="900万元÷3年=300万元"),),
    ),
    Case(
        "a whole with no finer breakdown is the leaf",
        "桥梁养护项目年度预算100万元。",
        (Item("桥梁养护项目年度预算", 1000000),),
    ),
    Case(
        "one item and its sum",
        "桥梁检测费30万元。合计30万元。",
        (Item("桥梁检测费", 300000),),
        (Sum("合计", 300000, 1, 1),),
    ),
    Case(
        "共计 after a comma",
        "编制费50万元,评审费4.5万元,共计54.5万元。",
        (Item("编制费", 500000), Item("评审费", 45000)),
        (Sum("共计", 545000, 1, 2),),
    ),
    Case(
        "a sum that does not add up stays a sum",
        "编制费50万元、评审费4.5万元。以上两项合计55万元。",
        (Item("编制费", 500000), Item("评审费", 45000)),
        (Sum("以上两项合计", 550000, 1, 2),),
    ),
    Case(
        "其中 makes the amount before it a sum",
        "河道保洁费为1260.5万元,设备租赁费为30万元,其中无人机租赁10万元、清淤船租赁20万元。以上费用合计1290.5万元。",
        (
            Item("河道保洁费", 12605000),
            Item("无人机租赁", 100000),
            Item("清淤船租赁", 200000),
        ),
        (Sum("设备租赁费", 300000, 2, 3), Sum("以上费用合计", 12905000, 1, 3)),
    ),
    Case(
        "其中 whose parts do not add up is a sum too",
        "设备租赁费为30万元,其中无人机租赁10万元、清淤船租赁15万元。",
        (Item("无人机租赁", 100000), Item("清淤船租赁", 150000)),
        (Sum("设备租赁费", 300000, 1, 2),),
    ),
    Case(
        "what follows the parts of 其中 after a comma is no part",
        "设备租赁费30万元,其中无人机10万元、清淤船20万元,桥梁检测费12万元。",
        (Item("无人机", 100000), Item("清淤船", 200000), Item("桥梁检测费", 120000)),
        (Sum("设备租赁费", 300000, 1, 2),),
    ),
    Case(
        "总预算 with its parts",
        "总预算120万元,其中:材料费80万元,人工费40万元。",
        (Item("材料费", 800000), Item("人工费", 400000)),
        (Sum("总预算", 1200000, 1, 2),),
    ),
    Case(
        "其中 before a numbered list",
        "2025年总预算120万元,其中:\n1.材料费80万元;\n2.人工费40万元。",
        (Item("材料费", 800000), Item("人工费", 400000)),
        (Sum("2025年总预算", 1200000, 1, 2),),
    ),
    Case(
        "分别为",
        "宣传费15万元,分别为海报制作10万元和展板制作5万元。",
        (Item("海报制作", 100000), Item("展板制作", 50000)),
        (Sum("宣传费", 150000, 1, 2),),
    ),
    Case(
        "包括",
        "养护费50万元,包括保洁20万元、维修30万元;检测费12万元。",
        (Item("保洁", 200000), Item("维修", 300000), Item("检测费", 120000)),
        (Sum("养护费", 500000, 1, 2),),
    ),
    Case(
        "parts in brackets",
        "设备租赁费30万元(无人机租赁10万元、清淤船租赁20万元),检测费12万元。",
        (Item("无人机租赁", 100000), Item("清淤船租赁", 200000), Item("检测费", 120000)),
        (Sum("设备租赁费", 300000, 1, 2),),
    ),
    Case(
        "a whole before its parts, in a sentence of its own",
        "本项目总预算120万元。材料费80万元,人工费40万元。",
        (Item("材料费", 800000), Item("人工费", 400000)),
        (Sum("本项目总预算", 1200000, 1, 2),),
    ),
    Case(
        "three items of which one is by chance the sum of the others",
        "设备费50万元,培训费30万元,宣传费20万元。",
        (Item("设备费", 500000), Item("培训费", 300000), Item("宣传费", 200000)),
    ),
    Case(
        "小计 of each part and 总计 of all",
        "保洁费20万元、维修费30万元,小计50万元;海报3万元、展板2万元,小计5万元。总计55万元。",
        (
            Item("保洁费", 200000),
            Item("维修费", 300000),
            Item("海报", 30000),
            Item("展板", 20000),
        ),
        (Sum("小计", 500000, 1, 2), Sum("小计", 50000, 3, 4), Sum("总计", 550000, 1, 4)),
    ),
    Case(
        "named 小计 with nothing before them are items",
        "设备费小计30万元;服务费小计20万元;培训费5万元。合计55万元。",
        (Item("设备费", 300000), Item("服务费", 200000), Item("培训费", 50000)),
        (Sum("合计", 550000, 1, 3),),
    ),
    Case(
        "a named 小计 of what stands before it",
        "工资20万元,社保10万元,人员费用小计30万元;印刷费5万元。合计35万元。",
        (Item("工资", 200000), Item("社保", 100000), Item("印刷费", 50000)),
        (Sum("人员费用小计", 300000, 1, 2), Sum("合计", 350000, 1, 3)),
    ),
    Case(
        "a comparison with another year is text",
        "2025年信号灯维护预算1,250,000元,较2024年1,100,000元增加150,000元,增幅13.6%。",
        (Item("2025年信号灯维护预算", 1250000),),
    ),
    Case(
        "上年 and 减少",
        "维护费30万元,比上年减少5万元;检测费12万元,上年为10万元。",
        (Item("维护费", 300000), Item("检测费", 120000)),
    ),
    Case(
        "the parts of a comparison are text",
        "维护费30万元,较上年增加5万元,其中人工费增加3万元、材料费2万元。",
        (Item("维护费", 300000),),
    ),
    Case(
        "another year's budget is text",
        "2024年预算110万元。2025年预算125万元。",
        (Item("2025年预算", 1250000),),
    ),
    Case(
        "work of another year paid this year is an item",
        "2024年度审计尾款5万元,2025年度审计费20万元。",
        (Item("2024年度审计尾款", 50000), Item("2025年度审计费", 200000)),
    ),
    Case(
        "a new thing is an item, though 增 stands there",
        "新增无人机巡查费8万元。",
        (Item("新增无人机巡查费", 80000),),
    ),
    Case(
        "较 as a plain word is no comparison",
        "较大桥梁检测费8万元,比赛组织费3万元。",
        (Item("较大桥梁检测费", 80000), Item("比赛组织费", 30000)),
    ),
    Case(
        "a contract over several years and what is paid already",
        "合同金额300万元,分三年支付,已支付100万元,2025年支付金额为100万元。",
        (Item("2025年支付金额", 1000000),),
        (Sum("合同金额", 3000000),),
    ),
    Case(
        "what is paid already, and names that only sound so",
        "已支付合同款100万元,已完成项目审计费5万元,竣工决算审计费3万元,概算编制费2万元,合同价款审核费1万元。",
        (
            Item("已完成项目审计费", 50000),
            Item("竣工决算审计费", 30000),
            Item("概算编制费", 20000),
            Item("合同价款审核费", 10000),
        ),
    ),
    Case(
        "上年 in a name and as another year",
        "上年度审计费5万元,往年档案整理费3万元,上年预算25万元,比去年决算数24万元多6万元。",
        (Item("上年度审计费", 50000), Item("往年档案整理费", 30000)),
    ),
    Case(
        "days and months that are no quantities",
        "12月31日前支付30万元,2025年1月至6月物业费30万元,6个月物业费5万元。",
        (
            Item("12月31日前支付", 300000),
            Item("2025年1月至6月物业费", 300000),
            Item("6个月物业费", 50000),
        ),
    ),
    Case(
        "a heading and a sentence that opens with the year",
        "(一)日常养护情况\n2025年维护费100万元,较上年减少20万元,下降16.7%。",
        (Item("2025年维护费", 1000000, group="日常养护情况"),),
    ),
    Case(
        "headings within a paragraph",
        "项目资金测算：1.人员经费：(1)工资：12人×6000元/月×12月=86.4万元；(2)社保：86.4万元×30%=25.92万元。2.办公经费5万元。合计117.32万元。",
        (
            Item("工资", 864000, 12, "人", 6000, 12, "12人×6000元/月×12月=86.4万元", "人员经费"),
            Item("社保", 259200, formula="86.4万元×30%=25.92万元", group="人员经费"),
            Item("办公经费", 50000),
        ),
        (Sum("合计", 1173200, 1, 3),),
    ),
    Case(
        "每月 before a formula, 约 in it, prices for two things at once",
        "1.物业费:每月3万元×12个月=36万元\n2.电费:约40万度×0.8元/度=32万元\n3.租金:500㎡×3元/㎡/天×365天=54.75万元",
        (
            Item("物业费", 360000, None, None, 30000, 12, "3万元×12个月=36万元"),
            Item("电费", 320000, 40, "万度", "0.8", None, "40万度×0.8元/度=32万元"),
            Item("租金", 547500, 500, "㎡", 3, 365, "500㎡×3元/㎡/天×365天=54.75万元"),
        ),
    ),
    Case(
        "the unit stands with the name",
        "预算金额(万元)：50",
        (Item("预算金额(万元)", 500000),),
    ),
    Case(
        "one sum for two things that have only prices",
        "投影仪2台，单价8000元；音响1套，单价5000元，共计2.1万元。",
        (Item(None, 21000),),
        issues=("price_without_amount", "price_without_amount"),
    ),
    Case(
        "brackets with the sources of the money before the parts",
        "项目总预算500万元（财政拨款400万元、自筹100万元），其中设备费300万元，安装费200万元。",
        (Item("设备费", 3000000), Item("安装费", 2000000)),
        (Sum("项目总预算", 5000000, 1, 2),),
    ),
    Case(
        "fund sources are no items",
        "桥梁检测费120万元,其中财政资金100万元,自筹资金20万元。",
        (Item("桥梁检测费", 1200000),),
    ),
    Case(
        "numbered list with unit prices",
        "1.执法记录仪20台,单价3500元,小计7万元;\n2.无人机2架,每架4.5万元,计9万元;\n3.培训费5000元。\n总计16.5万元。",
        (
            Item("执法记录仪", 70000, 20, "台", 3500),
            Item("无人机", 90000, 2, "架", 45000),
            Item("培训费", 5000),
        ),
        (Sum("总计", 165000, 1, 3),),
    ),
    Case(
        "numbered list in one paragraph",
        "(1)执法记录仪20台,单价3500元,小计7万元;(2)培训费5000元。",
        (Item("执法记录仪", 70000, 20, "台", 3500), Item("培训费", 5000)),
    ),
    Case(
        "a formula for an item and a price a month",
        "2025年预算1,200元/座×100座=12万元;维护费每月0.5万元,共6万元。",
        (
            Item("2025年预算", 120000, 100, "座", 1200, None, "1,200元/座×100座=12万元"),
            Item("维护费", 60000, None, None, 5000),
        ),
    ),
    Case(
        "months are printed",
        "维护费每月0.5万元,12个月,共6万元。",
        (Item("维护费", 60000, None, None, 5000, 12),),
    ),
    Case(
        "people, price and months",
        "聘请保安12人,每人每月8500元,12个月,计122.4万元。",
        (Item("聘请保安", 1224000, 12, "人", 8500, 12),),
    ),
    Case(
        "a formula with people and months",
        "人工费测算:12人×8500元/月×12月=1224000元。",
        (Item("人工费测算", 1224000, 12, "人", 8500, 12, "12人×8500元/月×12月=1224000元"),),
    ),
    Case(
        "a price of which the formula says so",
        "电费测算:单价0.68元/度×500000度=340000元。",
        (Item("电费测算", 340000, 500000, "度", "0.68", None, "0.68元/度×500000度=340000元"),),
    ),
    Case(
        "bare factors do not say what they are",
        "保安费8500×12×12=1224000元。",
        (Item("保安费", 1224000, formula="8500×12×12=1224000元"),),
    ),
    Case(
        "brackets in a formula",
        "补贴(3000+200)×12=38400元。",
        (Item("补贴", 38400, formula="(3000+200)×12=38400元"),),
    ),
    Case(
        "other signs and spaces in a formula",
        "保安费:12人 * 8500元/月 * 12月 ＝ 122.4万元。",
        (Item("保安费", 1224000, 12, "人", 8500, 12, "12人*8500元/月*12月＝122.4万元"),),
    ),
    Case(
        "the letter x in a formula",
        "补贴30人x100元=3000元。",
        (Item("补贴", 3000, 30, "人", 100, None, "30人x100元=3000元"),),
    ),
    Case(
        "a formula behind the amount",
        "工资122.4万元(12人×8500元/月×12月)。",
        (Item("工资", 1224000, 12, "人", 8500, 12, "12人×8500元/月×12月"),),
    ),
    Case(
        "a formula before the amount",
        "工资按12人×8500元/月×12月测算,共计122.4万元。",
        (Item("工资", 1224000, 12, "人", 8500, 12, "12人×8500元/月×12月"),),
    ),
    Case(
        "a quantity in brackets",
        "执法记录仪(20台)7万元。",
        (Item("执法记录仪", 70000, 20, "台"),),
    ),
    Case(
        "brackets that are part of the name",
        "网站英文版(运维)1.5万元,平台(二期)3万元。",
        (Item("网站英文版(运维)", 15000), Item("平台(二期)", 30000)),
    ),
    Case(
        "7×24小时 is a name",
        "7×24小时值守服务费10万元。",
        (Item("7×24小时值守服务费", 100000),),
    ),
    Case(
        "a number inside a name is no quantity",
        "12条线路补贴600万元。",
        (Item("12条线路补贴", 6000000),),
    ),
    Case(
        "a number of another clause is no quantity",
        "全区共有桥梁120座,桥梁检测费30万元。",
        (Item("桥梁检测费", 300000),),
    ),
    Case(
        "the price of a year alone is the year's amount",
        "电子政务光纤租用费97万元/年。",
        (Item("电子政务光纤租用费", 970000, None, None, 970000),),
    ),
    Case(
        "a unit price without an amount",
        "培训按每人500元标准执行。场地费3万元。",
        (Item("场地费", 30000),),
        issues=("price_without_amount",),
    ),
    Case(
        "sum after formulas in lines of their own",
        "电费0.5元/度×10000度=5000元。\n水费3元/吨×1000吨=3000元。\n合计8000元。",
        (
            Item("电费", 5000, 10000, "度", "0.5", None, "0.5元/度×10000度=5000元"),
            Item("水费", 3000, 1000, "吨", 3, None, "3元/吨×1000吨=3000元"),
        ),
        (Sum("合计", 8000, 1, 2),),
    ),
    Case(
        "an amount broken by a space",
        "检测费12 345.67元,维修费3万元。",
        (Item("检测费", None), Item("维修费", 30000)),
        issues=("unread_amount",),
    ),
    Case(
        "a range is no amount",
        "检测费10-20万元,维修费3万元。",
        (Item("检测费", None), Item("维修费", 30000)),
        issues=("unread_amount",),
    ),
    Case(
        "thousands and full width",
        "检测费１，２００．５０元。",
        (Item("检测费", "1200.50"),),
    ),
    Case(
        "a printed zero",
        "检测费0元,维修费3万元。",
        (Item("检测费", 0), Item("维修费", 30000)),
    ),
    Case(
        "headings over lists",
        "一、人员费用\n1.工资20万元;\n2.社保10万元。\n二、公用费用\n1.办公费5万元。\n合计35万元。",
        (
            Item("工资", 200000, group="人员费用"),
            Item("社保", 100000, group="人员费用"),
            Item("办公费", 50000, group="公用费用"),
        ),
        (Sum("合计", 350000, 1, 3),),
    ),
    Case(
        "headings with amounts over lists",
        "(一)人员费用30万元\n1.工资20万元\n2.社保10万元\n(二)办公费5万元",
        (
            Item("工资", 200000, group="人员费用"),
            Item("社保", 100000, group="人员费用"),
            Item("办公费", 50000),
        ),
        (Sum("人员费用", 300000, 1, 2),),
    ),
    Case("no money at all", "按实际需要安排。"),
    Case(
        "an amount of money as part of a name in brackets",
        "桥梁(100万元以上)检测费30万元。",
        (Item("桥梁(100万元以上)检测费", 300000),),
        issues=("unread_cost_amount",),
    ),
    Case(
        "a sum before the list of its uses",
        "2025年度预算安排资金共计356.8万元,主要用于:道路清扫保洁210万元,垃圾清运96.8万元,公厕管理50万元。",
        (
            Item("道路清扫保洁", 2100000),
            Item("垃圾清运", 968000),
            Item("公厕管理", 500000),
        ),
        (Sum("2025年度预算安排资金共计", 3568000, 1, 3),),
    ),
    Case(
        "formulas in brackets behind parts",
        "经测算,2025年需经费38.5万元,其中:专家评审费12万元(20人次×6000元/人次)、会议费6.5万元、资料印刷费20万元。",
        (
            Item("专家评审费", 120000, 20, "人次", 6000, None, "20人次×6000元/人次"),
            Item("会议费", 65000),
            Item("资料印刷费", 200000),
        ),
        (Sum("2025年需经费", 385000, 1, 3),),
    ),
    Case(
        "parts of parts",
        "总预算120万元,其中:材料费80万元,其中钢材50万元、水泥20万元;人工费30万元。",
        (Item("钢材", 500000), Item("水泥", 200000), Item("人工费", 300000)),
        (Sum("总预算", 1200000, 1, 3), Sum("材料费", 800000, 1, 2)),
    ),
    Case(
        "two amounts each with 其中",
        "设备费100万元,其中甲30万元,维修费50万元,其中乙20万元。",
        (Item("甲", 300000), Item("乙", 200000)),
        (Sum("设备费", 1000000, 1, 1), Sum("维修费", 500000, 2, 2)),
    ),
    Case(
        "numbers of two depths in one paragraph",
        "1.设备费30万元:(1)无人机10万元;(2)清淤船20万元;2.检测费12万元。",
        (
            Item("无人机", 100000, group="设备费"),
            Item("清淤船", 200000, group="设备费"),
            Item("检测费", 120000),
        ),
        (Sum("设备费", 300000, 1, 2),),
    ),
    Case(
        "一是, 二是",
        "一是设备费30万元,二是检测费12万元,三是培训费3万元,共45万元。",
        (Item("设备费", 300000), Item("检测费", 120000), Item("培训费", 30000)),
        (Sum("共", 450000, 1, 3),),
    ),
    Case(
        "分别 shares names out",
        "绿化养护费、保洁费和绿植费分别为30万元、20万元和5万元。",
        (Item("绿化养护费", 300000), Item("保洁费", 200000), Item("绿植费", 50000)),
    ),
    Case(
        "由 and 组成",
        "该项目预算由人工费30万元、材料费20万元组成,合计50万元。",
        (Item("人工费", 300000), Item("材料费", 200000)),
        (Sum("合计", 500000, 1, 2),),
    ),
    Case(
        "the name stands behind the amount",
        "本年度安排30万元用于桥梁检测,20万元用于桥梁维修。",
        (Item("桥梁检测", 300000), Item("桥梁维修", 200000)),
    ),
    Case(
        "prices of a year and their sum",
        "保安服务费42万元/年,保洁服务费28万元/年,共计70万元/年。",
        (
            Item("保安服务费", 420000, price=420000),
            Item("保洁服务费", 280000, price=280000),
        ),
        (Sum("共计", 700000, 1, 2),),
    ),
    Case(
        "how an amount is reckoned, said behind it",
        "会议费2.4万元,按照400元/人/天标准,60人1天测算。",
        (Item("会议费", 24000, 60, "人", 400, 1),),
    ),
    Case(
        "four factors: periods of two kinds are not certain",
        "培训费:2期×50人×400元/人·天×3天=12万元。",
        (Item("培训费", 120000, 50, "人", 400, None, "2期×50人×400元/人·天×3天=12万元"),),
    ),
    Case(
        "a price for people of whom the number is said later",
        "补助标准为每人每年1200元,补助人数500人,共计60万元。",
        (Item("补助标准", 600000, 500, "人", 1200),),
    ),
    Case(
        "two things with one amount",
        "电脑20台、打印机5台,共计15万元。",
        (Item("电脑20台、打印机5台", 150000),),
    ),
    Case(
        "an amount in brackets, in words, and with ¥",
        "检测费(5万元)、维修费(约3万元),培训费五万元,会议费¥2,000.50。预算人民币壹拾伍万贰仟元整(¥152,000.50)。",
        (
            Item("检测费", 50000),
            Item("维修费", None),
            Item("培训费", 50000),
            Item("会议费", "2000.50"),
            Item("预算", "152000.50"),
        ),
        issues=("approximate_amount",),
    ),
    Case(
        "the amount once more in brackets",
        "养护费30万元(300000元),检测费10.6万元(不含税10万元)。",
        (Item("养护费", 300000), Item("检测费", 106000)),
    ),
    Case(
        "万 without 元",
        "培训费5万、宣传费3万,合计8万。受众5万。",
        (Item("培训费", 50000), Item("宣传费", 30000)),
        (Sum("合计", 80000, 1, 2),),
        issues=("money_unit_not_printed",) * 3,
    ),
    Case(
        "a formula on a line of its own under its name, without a unit",
        "人工费\n8500×12×12 = 1224000",
        (Item("人工费", 1224000, formula="8500×12×12=1224000"),),
        issues=("cost_unit_of_form",),
    ),
    Case(
        "brackets before a unit in a formula",
        "劳务费:(8000+1500)元/月×12月×3人=34.2万元",
        (Item("劳务费", 342000, formula="(8000+1500)元/月×12月×3人=34.2万元"),),
    ),
    Case(
        "a number cut by a line's end is not read",
        "河道保洁费用以及水生植物养护费用共计12\n60.5万元。",
        (Item("河道保洁费用以及水生植物养护费用", None),),
        issues=("unread_amount",),
    ),
    Case(
        "a sentence cut by a line's end",
        "2025年预算安排用于本区所有桥梁的年度检测和日\n常养护费30万元。",
        (Item("2025年预算安排用于本区所有桥梁的年度检测和日常养护费", 300000),),
    ),
    Case(
        "a sentence that says the rows of the table below",
        "人员经费8万元,公用经费5万元。\n项目\t金额（万元）\n一、人员经费\t8\n工资\t5\n社保\t3\n二、公用经费\t5\n合计\t13",
        (
            Item("工资", 50000, group="人员经费"),
            Item("社保", 30000, group="人员经费"),
            Item("公用经费", 50000),
        ),
        (
            Sum("人员经费", 80000, 1, 2),
            Sum("公用经费", 50000, 3, 3),
            Sum("人员经费", 80000, 1, 2),
            Sum("合计", 130000, 1, 3),
        ),
    ),
]

TABLES = [
    Case(
        "序号 is layout, 测算依据 stays text, 小计 covers what stands above it",
        "序号\t费用名称\t测算依据\t金额（万元）\n1\t线路补贴\t12条线路\t600\n2\t老年卡补贴\t3万人\t240.5\n小计\t\t\t840.5\n3\t审计费\t\t9.5\n合计\t\t\t850",
        (Item("线路补贴", 6000000), Item("老年卡补贴", 2405000), Item("审计费", 95000)),
        (Sum("小计", 8405000, 1, 2), Sum("合计", 8500000, 1, 3)),
    ),
    Case(
        "columns in another order, with a gap",
        "项目组成\t单价（元）\t数量\t金额（元）\n沥青\t450\t2000\t900000\n标线\t35.5\t4000\t142000\n\n机械\t1200\t50\t60000\n合计\t\t\t1102000",
        (
            Item("沥青", 900000, 2000, None, 450),
            Item("标线", 142000, 4000, None, "35.5"),
            Item("机械", 60000, 50, None, 1200),
        ),
        (Sum("合计", 1102000, 1, 3),),
    ),
    Case(
        "two tables, each with 小计, and one 合计",
        "停车引导项目组成\t数量\t单价\t资金需求\n引导屏\t15\t2万元\t30万元\n网络费\t15\t0.12万元\t1.8万元\n小计\t\t\t31.8万元\n宣传项目组成\t数量\t单价\t资金需求\n海报\t500\t20元\t1万元\n小计\t\t\t1万元\n合计\t\t\t32.8万元",
        (
            Item("引导屏", 300000, 15, None, 20000, group="停车引导"),
            Item("网络费", 18000, 15, None, 1200, group="停车引导"),
            Item("海报", 10000, 500, None, 20, group="宣传"),
        ),
        (
            Sum("小计", 318000, 1, 2),
            Sum("小计", 10000, 3, 3),
            Sum("合计", 328000, 1, 3),
        ),
    ),
    Case(
        "two tables, each with 合计 that does not add up",
        "项目\t金额（元）\n海报\t500\n展板\t300\n合计\t900\n\n设备表\n\n名称\t预算（元）\n水泵\t7000\n合计\t8000",
        (Item("海报", 500), Item("展板", 300), Item("水泵", 7000)),
        (Sum("合计", 900, 1, 2), Sum("合计", 8000, 3, 3)),
    ),
    Case(
        "the first column is a price, nothing names the item",
        "单座泵闸维护费(元)\t泵闸数量(座)\t总计维护费(元)\n45600\t42\t$45600 \\times 42 = 1915200$",
        (Item(None, 1915200, 42, "座", 45600, None, "45600×42=1915200"),),
    ),
    Case(
        "a price before the name",
        "单次检测费(元)\t检测内容\t次数\t小计(元)\n5000\t桥梁检测\t4\t20000",
        (Item("桥梁检测", 20000, None, None, 5000, 4),),
    ),
    Case(
        "a table and formulas below it have one sum",
        "单座泵闸维护费(元)\t泵闸数量(座)\t总计维护费(元)\n45600\t42\t1915200\n\n电费测算:单价0.68元/度×500000度=340000元。\n合计2255200元。",
        (
            Item(None, 1915200, 42, "座", 45600),
            Item("电费测算", 340000, 500000, "度", "0.68", None, "0.68元/度×500000度=340000元"),
        ),
        (Sum("合计", 2255200, 1, 2),),
    ),
    Case(
        "a column of its own for the unit, and months",
        "名称\t单位\t数量\t单价（元）\t月数\t金额（元）\n保安\t人\t12\t8500\t12\t1224000",
        (Item("保安", 1224000, 12, "人", 8500, 12),),
    ),
    Case(
        "a column of formulas",
        "费用名称\t测算过程\t金额（元）\t备注\n人工费\t12人×8500元/月×12月\t1224000\t按2024年标准\n电费\t按实结算\t5000\t",
        (
            Item("人工费", 1224000, 12, "人", 8500, 12, "12人×8500元/月×12月"),
            Item("电费", 5000),
        ),
    ),
    Case(
        "a formula gives the amount where no column does",
        "费用名称\t测算过程\n人工费\t12人×8500元/月×12月=1224000元",
        (Item("人工费", 1224000, 12, "人", 8500, 12, "12人×8500元/月×12月=1224000元"),),
    ),
    Case(
        "a unit line above the table",
        "单位：万元\n\n项目\t金额\n海报\t1.5\n展板\t2\n合计\t3.5",
        (Item("海报", 15000), Item("展板", 20000)),
        (Sum("合计", 35000, 1, 2),),
    ),
    Case(
        "a unit in a cell of its own beside the table",
        "序号\t项目\t预算数\t\n1\t差旅费\t2.00\t单位：万元\n2\t会议费\t3.00\t",
        (Item("差旅费", 20000), Item("会议费", 30000)),
    ),
    Case(
        "a unit in a cell above the table",
        "\t\t单位：万元\n项目\t金额\t备注\n差旅费\t2.00\t",
        (Item("差旅费", 20000),),
    ),
    Case(
        "no unit is printed for the costs: the form's own, with a read issue",
        "项目\t金额\n海报\t15000\n展板\t2000",
        (Item("海报", 15000), Item("展板", 2000)),
        issues=("cost_unit_of_form",),
    ),
    Case(
        "no unit is printed anywhere: yuan where the amounts allow it",
        "项目\t金额\n海报\t15000\n展板\t2000",
        (Item("海报", 15000), Item("展板", 2000)),
        issues=("money_unit_not_printed", "money_unit_not_printed"),
        unit="",
    ),
    Case(
        "no heading row, one amount a row",
        "海报\t1.5万元\n展板\t2万元\n合计\t3.5万元",
        (Item("海报", 15000), Item("展板", 20000)),
        (Sum("合计", 35000, 1, 2),),
    ),
    Case(
        "no heading row, but numbers, quantities and prices",
        "1\t海报\t500张\t30元/张\t1.5万元\n2\t展板\t20块\t1000元/块\t2万元",
        (
            Item("海报", 15000, 500, "张", 30),
            Item("展板", 20000, 20, "块", 1000),
        ),
    ),
    Case(
        "no heading row and two amounts a row are not certain",
        "海报\t1.5万元\t2万元",
        issues=("unread_cost_row",),
    ),
    Case(
        "dash, blank and zero",
        "项目\t数量\t金额（元）\n海报\t500\t-\n展板\t20\t0\n水泵\t6\t\n沙袋\t9\t30",
        (
            Item("海报", None, 500),
            Item("展板", 0, 20),
            Item("沙袋", 30, 9),
        ),
        issues=("lost_amount",),
    ),
    Case(
        "an amount broken by a space in a cell",
        "项目\t金额（元）\n海报\t12 345.67\n展板\t300",
        (Item("海报", None), Item("展板", 300)),
        issues=("unread_amount",),
    ),
    Case(
        "an amount that is no number",
        "项目\t金额（元）\n海报\t待定\n展板\t300",
        (Item("海报", None), Item("展板", 300)),
        issues=("unread_amount",),
    ),
    Case(
        "group headings without amounts",
        "项目\t数量\t金额（元）\n一、人员费用\t\t\n工资\t12\t102000\n社保\t12\t30000\n二、公用费用\t\t\n办公费\t\t5000\n合计\t\t137000",
        (
            Item("工资", 102000, 12, group="人员费用"),
            Item("社保", 30000, 12, group="人员费用"),
            Item("办公费", 5000, group="公用费用"),
        ),
        (Sum("合计", 137000, 1, 3),),
    ),
    Case(
        "group headings with amounts",
        "序号\t项目\t金额（元）\n一\t人员费用\t132000\n1\t工资\t102000\n2\t社保\t30000\n二\t公用费用\t6000\n1\t办公费\t5000\n合计\t\t138000",
        (
            Item("工资", 102000, group="人员费用"),
            Item("社保", 30000, group="人员费用"),
            Item("办公费", 5000, group="公用费用"),
        ),
        (
            Sum("人员费用", 132000, 1, 2),
            Sum("公用费用", 6000, 3, 3),
            Sum("合计", 138000, 1, 3),
        ),
    ),
    Case(
        "小计 under group headings",
        "项目\t金额（元）\n一、人员费用\t\n工资\t102000\n社保\t30000\n小计\t132000\n二、公用费用\t\n办公费\t5000\n小计\t5000\n合计\t137000",
        (
            Item("工资", 102000, group="人员费用"),
            Item("社保", 30000, group="人员费用"),
            Item("办公费", 5000, group="公用费用"),
        ),
        (
            Sum("小计", 132000, 1, 2),
            Sum("小计", 5000, 3, 3),
            Sum("合计", 137000, 1, 3),
        ),
    ),
    Case(
        "合计 above its rows",
        "项目\t金额（元）\n合计\t800\n海报\t500\n展板\t300",
        (Item("海报", 500), Item("展板", 300)),
        (Sum("合计", 800, 1, 2),),
    ),
    Case(
        "其中 in a table",
        "项目\t金额（元）\n设备费\t30000\n其中：水泵\t10000\n沙袋\t20000\n检测费\t5000",
        (Item("水泵", 10000), Item("沙袋", 20000), Item("检测费", 5000)),
        (Sum("设备费", 30000, 1, 2),),
    ),
    Case(
        "a column of groups",
        "类别\t支出内容\t金额（元）\n宣传\t海报\t500\n\t展板\t300\n设备\t水泵\t7000",
        (
            Item("海报", 500, group="宣传"),
            Item("展板", 300, group="宣传"),
            Item("水泵", 7000, group="设备"),
        ),
    ),
    Case(
        "columns of two years",
        "项目\t2024年预算（元）\t2025年预算（元）\t增减（元）\n海报\t400\t500\t100\n展板\t300\t300\t0\n合计\t700\t800\t100",
        (Item("海报", 500), Item("展板", 300)),
        (Sum("合计", 800, 1, 2),),
    ),
    Case(
        "the heading comes again after a page",
        "项目\t金额（元）\n海报\t500\n项目\t金额（元）\n展板\t300\n合计\t800",
        (Item("海报", 500), Item("展板", 300)),
        (Sum("合计", 800, 1, 2),),
    ),
    Case(
        "the unit of a bare price beside amounts in 万元 is what makes the amount",
        "项目\t数量\t单价\t金额（万元）\n水泵\t6\t4000\t2.4\n沙袋\t10\t0.3\t3\n船\t7\t5\t9",
        (
            Item("水泵", 24000, 6, None, 4000),
            Item("沙袋", 30000, 10, None, 3000),
            Item("船", 90000, 7),
        ),
        issues=("money_unit_unknown",),
    ),
    Case(
        "a name that goes on in the next row",
        "项目\t数量\t金额（元）\n信息公开申请专家咨\t15\t12000\n询\t\t\n评估\t3\t600",
        (Item("信息公开申请专家咨询", 12000, 15), Item("评估", 600, 3)),
    ),
    Case(
        "a sum said before the table that lists its parts",
        "业务培训项目的预算为5万元。\n\n内容\t讲课费(元)\t合计\n政务公开\t15000\t\n建议提案\t15000\t50000\n公文\t20000\t",
        (Item("政务公开", 15000), Item("建议提案", 15000), Item("公文", 20000)),
        (Sum("业务培训项目的预算", 50000, 1, 3), Sum("合计", 50000, 1, 3)),
    ),
    Case(
        "a total in one cell",
        "项目\t金额（元）\n海报\t500\n展板\t300\n合计：800元\t",
        (Item("海报", 500), Item("展板", 300)),
        (Sum("合计", 800, 1, 2),),
    ),
    Case(
        "a named 小计",
        "项目\t金额（元）\n工资\t500\n社保\t300\n人员费用小计\t800\n办公费\t70\n合计（元）\t870",
        (Item("工资", 500), Item("社保", 300), Item("办公费", 70)),
        (Sum("人员费用小计", 800, 1, 2), Sum("合计（元）", 870, 1, 3)),
    ),
    Case(
        "a row before any heading",
        "海报\t待定",
        issues=("unread_cost_row",),
    ),
    Case(
        "size and type are text, 小计 is the amount",
        "项目\t规格型号\t单位\t数量\t单价（万元）\t小计（万元）\t备注\n服务器\t2U机架式\t台\t4\t5\t20\t\n交换机\t48口\t台\t2\t1.5\t3\t含三年质保\n合计\t\t\t\t\t23\t",
        (
            Item("服务器", 200000, 4, "台", 50000),
            Item("交换机", 30000, 2, "台", 15000),
        ),
        (Sum("合计", 230000, 1, 2),),
    ),
    Case(
        "groups with 小计 in the column of names",
        "费用类别\t项目明细\t数量（人）\t标准（元/人/月）\t月数\t金额（万元）\n人员费\t项目经理\t1\t15000\t12\t18\n\t工程师\t5\t8000\t12\t48\n\t小计\t\t\t\t66\n差旅费\t调研\t\t\t\t10\n合计\t\t\t\t\t76",
        (
            Item("项目经理", 180000, 1, "人", 15000, 12, group="人员费"),
            Item("工程师", 480000, 5, "人", 8000, 12, group="人员费"),
            Item("调研", 100000, group="差旅费"),
        ),
        (Sum("小计", 660000, 1, 2), Sum("合计", 760000, 1, 3)),
    ),
    Case(
        "two columns of names, the first blank where it goes on",
        "项目\t内容\t金额（元）\n培训\t师资费\t500\n\t场地费\t300\n宣传\t海报\t200\n合计\t\t1000",
        (
            Item("师资费", 500, group="培训"),
            Item("场地费", 300, group="培训"),
            Item("海报", 200, group="宣传"),
        ),
        (Sum("合计", 1000, 1, 3),),
    ),
    Case(
        "two columns of names with a row without amount",
        "项目\t内容\t金额（元）\n培训\t师资费\t\n\t场地费\t300",
        (Item("场地费", 300, group="培训"),),
        issues=("lost_amount",),
    ),
    Case(
        "sources of the money beside the amount",
        "支出项目\t财政资金（万元）\t自筹资金（万元）\t合计（万元）\n海报\t5\t1\t6\n展板\t3\t0\t3\n合计\t8\t1\t9",
        (Item("海报", 60000), Item("展板", 30000)),
        (Sum("合计", 90000, 1, 2),),
    ),
    Case(
        "two rows of headings",
        "项目名称\t资金来源\t\t合计（万元）\n\t财政资金\t自筹资金\t\n海报\t5\t1\t6",
        (Item("海报", 60000),),
    ),
    Case(
        "the cost of one as a price",
        "内容\t场次\t每场费用（元）\t总费用（元）\n讲座\t10\t3000\t30000\n演出\t2\t25000\t50000\n总计\t\t\t80000",
        (Item("讲座", 30000, 10, None, 3000), Item("演出", 50000, 2, None, 25000)),
        (Sum("总计", 80000, 1, 2),),
    ),
    Case(
        "numbers of two depths in the names, and parts that do not add up",
        "项目\t金额（万元）\n（一）人员经费\t100\n1、工资\t60\n2、社保\t35\n（二）公用经费\t20\n合计\t120",
        (
            Item("工资", 600000, group="人员经费"),
            Item("社保", 350000, group="人员经费"),
            Item("公用经费", 200000),
        ),
        (Sum("人员经费", 1000000, 1, 2), Sum("合计", 1200000, 1, 3)),
    ),
    Case(
        "1 and 1.1",
        "序号\t项目\t金额（万元）\n1\t人员经费\t100\n1.1\t工资\t60\n1.2\t社保\t40\n2\t公用经费\t20\n\t合计\t120",
        (
            Item("工资", 600000, group="人员经费"),
            Item("社保", 400000, group="人员经费"),
            Item("公用经费", 200000),
        ),
        (Sum("人员经费", 1000000, 1, 2), Sum("合计", 1200000, 1, 3)),
    ),
    Case(
        "a group without a name is the name of its row",
        "序号\t费用大类\t明细内容\t金额（元）\n1\t设施维护\t电梯维保\t90000\n2\t\t消防检测\t57000\n小计\t\t\t147000\n3\t不可预见费\t\t12360",
        (
            Item("电梯维保", 90000, group="设施维护"),
            Item("消防检测", 57000, group="设施维护"),
            Item("不可预见费", 12360),
        ),
        (Sum("小计", 147000, 1, 2),),
    ),
    Case(
        "no heading over the names",
        "\t金额（元）\n海报\t500\n合　计\t500",
        (Item("海报", 500),),
        (Sum("合计", 500, 1, 1),),
    ),
    Case(
        "小计 of a row beside 合计 over rows",
        "单位名称\t费用名称\t单价(元)\t数量\t小计（元）\t合计\n河长办\t海报\t10\t50\t500\t\n河长办\t展板\t30\t10\t300\t800",
        (Item("海报", 500, 50, None, 10), Item("展板", 300, 10, None, 30)),
        (Sum("合计", 800, 1, 2),),
    ),
    Case(
        "rows called 合计 that add up nothing",
        "项目\t金额（元）\n设备合计\t500\n培训合计\t500\n合计\t1000",
        (Item("设备合计", 500), Item("培训合计", 500)),
        (Sum("合计", 1000, 1, 2),),
    ),
    Case(
        "amounts too small to be yuan where nothing prints a unit",
        "项目\t金额\n海报\t1.5\n展板\t200",
        (Item("海报", None), Item("展板", None)),
        issues=("money_unit_unknown", "money_unit_not_printed"),
        unit="",
    ),
    Case(
        "an amount finer than a fen",
        "项目\t金额（元）\n海报\t0.125\n展板\t200",
        (Item("海报", None), Item("展板", 200)),
        issues=("amount_does_not_fit",),
    ),
    Case(
        "an amount that no project can have",
        "项目\t金额（元）\n海报\t9999999999999999.99\n展板\t1000000000000",
        (Item("海报", None), Item("展板", 1000000000000)),
        issues=("amount_does_not_fit",),
    ),
]


def names(case: Case) -> str:
    return case.about


@pytest.mark.parametrize("case", SPACED + PROSE + TABLES, ids=names)
def test_section_says_what_a_person_reads(case: Case) -> None:
    content = content_of(case.costs, case.unit)
    assert items_of(content) == [exact(item) for item in case.items]
    assert sums_of(content) == [
        Sum(total.name, decimal(total.yuan), total.first, total.last) for total in case.sums
    ]
    assert issues_of(content) == case.issues
    assert content.misplaced == []


def test_the_printed_parts_of_an_item_stay_beside_it() -> None:
    content = content_of("人工费:12人×8500元/月×12月=122.4万元。")
    (row,) = content.rows["cost_items"]
    assert (row.quantity_text, row.unit_price_text, row.amount_text) == (
        "12人",
        "8500元/月",
        "122.4万元",
    )


def test_text_columns_lose_no_number() -> None:
    content = content_of("名称\t测算依据\t金额（元）\n补贴\t按2024年3万人\t500")
    places = {row.number_text: row.place_kind for row in content.rows["number_places"]}
    assert (places["2024"], places["3"], places["500"]) == ("text", "text", "typed")


def test_an_amount_stands_anywhere_under_its_heading() -> None:
    document = read_text(FORM.format(costs="项目\t金额（元）\t\n海报\t\t500", unit="").encode())
    rows = [
        replace(row, cells=(row.cells[0], replace(row.cells[1], column_span=2)))
        if row.key == "项目金额（元）"
        else row
        for row in document.rows
    ]
    content = read_document(replace(document, rows=tuple(rows)), "a" * 16, "test")
    assert items_of(content) == [exact(Item("海报", 500))]


def test_a_broken_amount_goes_to_its_read_issue() -> None:
    content = content_of("检测费13 345.67元。")
    places = {row.number_text: row.place_kind for row in content.rows["number_places"]}
    assert (places["13"], places["345.67"]) == ("issue", "issue")


NAMES = "检测费 维修费 印刷费 保安服务 桥梁加固 网站运维(二期) 海报制作、张贴 IT设备租赁 较大修缮 会计核算"


@st.composite
def item_lists(draw: st.DrawFn) -> list[Item]:
    """Items with a quantity, a price and their amount, in whole yuan."""
    found = []
    names = st.lists(st.sampled_from(NAMES.split()), min_size=1, max_size=6, unique=True)
    for name in draw(names):
        quantity, price = draw(st.integers(1, 400)), draw(st.integers(1, 90_000))
        unit = draw(st.sampled_from(["台", "座", "人次", "平方米", "个"]))
        found.append(exact(Item(name, quantity * price, quantity, unit, price)))
    return found


def in_prose(items: list[Item], mark: str, opening: str) -> str:
    """`检测费3台,单价20元,计60元` one after another."""
    return mark.join(
        f"{opening.format(number)}{item.name}{item.quantity}{item.unit},单价{item.price}元,计{item.yuan}元"
        for number, item in enumerate(items, start=1)
    )


def in_table(items: list[Item], order: list[str], has_total: bool) -> str:
    """A table with the columns in an order."""
    cells = {
        "序号": lambda number, item: number,
        "费用名称": lambda number, item: item.name,
        "数量": lambda number, item: item.quantity,
        "单位": lambda number, item: item.unit,
        "单价(元)": lambda number, item: item.price,
        "金额(元)": lambda number, item: item.yuan,
        "备注": lambda number, item: "2024年延续" if number % 2 else "",
    }
    rows = [
        "\t".join(str(cells[column](number, item)) for column in order)
        for number, item in enumerate(items, start=1)
    ]
    total = {"费用名称": "合计", "金额(元)": str(sum(item.yuan for item in items))}
    last = ["\t".join(total.get(column, "") for column in order)] if has_total else []
    return "\n".join(["\t".join(order), *rows, *last])


@st.composite
def sections(draw: st.DrawFn) -> tuple[str, list[Item], bool]:
    """A section's text in some layout, its items, and whether it states their sum."""
    items, has_total = draw(item_lists()), draw(st.booleans())
    layout = draw(st.sampled_from(["prose", "list", "amounts", "table"]))
    total = f"合计{sum(item.yuan for item in items)}元。" if has_total else ""
    if layout == "prose":
        text = in_prose(items, draw(st.sampled_from([";", "。", "；"])), "") + "。" + total
    elif layout == "list":
        opening = draw(st.sampled_from(["{}.", "{}、", "({})", "（{}）"]))
        text = in_prose(items, ";\n", opening) + "。\n" + total
    elif layout == "amounts":
        items = [Item(item.name, item.yuan) for item in items]
        mark = draw(st.sampled_from(["、", ",", ";", "。"]))
        text = mark.join(f"{item.name}{item.yuan}元" for item in items) + "。" + total
    else:
        columns = ["序号", "费用名称", "数量", "单位", "单价(元)", "金额(元)", "备注"]
        text = in_table(items, draw(st.permutations(columns)), has_total)
    return text, items, has_total


@settings(max_examples=60, deadline=None)
@given(sections())
def test_composed_items_are_read_back(section: tuple[str, list[Item], bool]) -> None:
    text, items, has_total = section
    content = content_of(text)
    assert items_of(content) == items
    total = sum(item.yuan for item in items)
    wanted = [Sum("合计", total, 1, len(items))] if has_total else []
    assert sums_of(content) == wanted
    assert content.misplaced == []


PIECES = (
    "检测费|维修费|桥梁|预算|合计|共|小计|其中|包括|:|,|;|。|、|(|)|\n|\t|1.|(一)|一、|30万元|5元|10元/座|20座|12月|"
    "×|=|+|每座|单价|较2024年|增加|12 345元|10-20万元|-|0|2025年|序号|项目|金额(元)|数量|单位：万元|100|800×47=38000|合同金额"
).split("|")


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_section_is_read_and_nothing_is_invented(pieces: list[str]) -> None:
    content = content_of("".join(pieces))
    assert content.misplaced == []
    printed = "".join("".join(pieces).split())
    for row in content.rows["cost_items"] + content.rows["cost_totals"]:
        assert "".join(row.amount_text.split()) in printed
        assert row.amount_yuan is None or any(c.isdigit() for c in row.amount_text)
    for row in content.rows["cost_totals"]:
        assert (row.first_item_number is None) == (row.last_item_number is None)
