"""Made-up projects that a layout prints in whole or in part; nothing here is a real filing.

Each project holds both its request and its result, so that target and self-evaluation layouts
can print it. Indicators are lines of `level1|level2|name|operator|value|unit|actual|weight|score|
remark`; a level left empty is the one above.
"""

from decimal import Decimal

from tests.carriers.facts import (
    REQUEST,
    RESULT,
    CostItem,
    Execution,
    Form,
    Indicator,
    Key,
    Money,
    Section,
)


def indicators(lines: str, brackets: bool = False) -> tuple[Indicator, ...]:
    """The indicators of the lines; with brackets the unit is printed as `(unit)`."""
    found: list[Indicator] = []
    for line in lines.strip().splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        level1, level2, name, operator, value, unit, *rest = cells + [""] * (10 - len(cells))
        last = found[-1] if found else Indicator()
        shown = f"({unit})" if brackets and unit else unit
        found.append(
            Indicator(
                level1=level1 or last.level1,
                level2=level2 or last.level2,
                name=name,
                target=f"{operator}{value}{shown}",
                operator=operator,
                value=value,
                unit=unit,
                **{
                    field: cell or None
                    for field, cell in zip(("actual", "weight", "score", "remark"), rest)
                },
            )
        )
    return tuple(found)


def amounts(keys: tuple[Key, ...], texts: str, unit: str = "元") -> tuple[tuple[Key, Money], ...]:
    """Money cells from texts parted by spaces in the order of the keys; `_` is a blank cell."""
    cells = texts.split()
    assert len(cells) == len(keys), texts
    return tuple((key, Money(text, unit)) for key, text in zip(keys, cells) if text != "_")


def sections(*texts: str) -> tuple[Section, ...]:
    """Sections 一 to 五 of a narrative."""
    names = ("项目概述", "立项依据", "实施主体", "实施方案", "实施周期")
    return tuple(Section(number, name, text) for number, (name, text) in enumerate(zip(names, texts), 1))


def cost(
    group: str | None, name: str, quantity: str, unit_price: str, amount: str, *values: str
) -> CostItem:
    """One cost item with its printed cells and the values they stand for (in yuan)."""
    found: list[Decimal | None] = [Decimal(value) if value else None for value in values]
    return CostItem(
        group=group,
        name=name,
        quantity=quantity,
        unit_price=unit_price,
        amount=amount,
        quantity_value=found[0],
        unit_price_yuan=found[1],
        amount_yuan=found[2],
    )


WINDOW_SERVICE = Form(
    project_name="窗口服务外包",
    code="310226240000000100117",
    fiscal_year=2024,
    department="云溪市南屏区政务服务局",
    department_code="114",
    unit="云溪市南屏区政务服务中心",
    recurrence="经常性项目",
    expenditure_category="其他运转类",
    start_date="2024-01-01",
    end_date="2024-12-31",
    money=amounts(REQUEST, "4,867,300.00 4,867,300.00 0.00 4,867,300.00 4,867,300.00 0.00 0.00")
    + amounts(
        RESULT, "486.73 486.73 0.00 0.00 472.18 472.18 0.00 0.00 469.05 469.05 0.00 0.00", "万元"
    ),
    total_goal="通过购买服务充实窗口力量，保障区政务服务大厅和7个街镇分中心正常运转，持续提升群众办事体验。",
    annual_goal="1、全年窗口受理业务不少于26.5万件；\n2、即办件当场办结率达到98%以上；\n3、群众满意度不低于95%。",
    expected_result="1、全年窗口受理业务不少于26.5万件；\n2、即办件当场办结率达到98%以上；\n3、群众满意度不低于95%。",
    actual_result="1、全年窗口受理业务27.13万件；\n2、即办件当场办结率98.6%；\n3、第三方测评群众满意度96.2%。",
    indicators=indicators(
        """
        成本指标|经济成本指标|窗口人员人均年费用|≤|10.80|万元/人|10.42|10.00|10.00
        产出指标|数量指标|窗口服务人员数量|=|45|人|45|10.00|10.00
        ||窗口受理业务量|≥|265000|件|271346|10.00|10.00
        |质量指标|即办件当场办结率|≥|98.00|%|98.60|10.00|10.00
        ||业务差错率|≤|0.50|%|0.62|10.00|8.06|新入职人员业务不熟，已组织2次集中培训
        |时效指标|咨询电话接听及时率|≥|95.00|%|97.00|10.00|10.00
        效益指标|社会效益指标|窗口服务形象||提升||达成指标|10.00|10.00
        |可持续影响指标|窗口管理制度健全性||健全||达成指标|10.00|10.00
        满意度指标|服务对象满意度指标|办事群众满意度|≥|95.00|%|96.20|10.00|10.00
        """,
        brackets=True,
    ),
    execution=Execution("99.33", "10.00", "9.93"),
    total_score="97.99",
    rating="优",
    sections=sections(
        "主要实施内容为区政务服务大厅综合窗口人员外包服务，含服装与培训。",
        "《云溪市政务服务管理办法》（云府办〔2021〕36号）；南屏区政务服务局2023年第8次局长办公会纪要。",
        "云溪市南屏区政务服务中心",
        "通过公开招标确定服务单位，合同一年一签，按季度考核后支付服务费。",
        "2024年1月1日—2024年12月31日",
    ),
    cost_items=(
        cost("人员外包服务", "综合窗口人员", "45人", "9.6万元", "432万元", "45", "96000", "4320000"),
        cost("人员外包服务", "带班主管", "3人", "12.5万元", "37.5万元", "3", "125000", "375000"),
        cost("服装与培训", "工作服", "96套", "1200元", "11.52万元", "96", "1200", "115200"),
        cost("服装与培训", "业务培训", "", "", "5.71万元", "", "", "57100"),
    ),
)

DATA_PLATFORM = Form(
    project_name="公共数据资源平台（三期）建设项目",
    code="330109250110000003471",
    fiscal_year=2025,
    department="云溪市数据局",
    department_code="272001",
    unit="云溪市大数据中心",
    recurrence="一次性项目",
    expenditure_category="特定目标类",
    start_date="2025-03-01",
    end_date="2025-11-30",
    money=amounts(REQUEST, "12603590.45 12103590.45 500000.00 12603590.45 12103590.45 0 500000.00")
    + amounts(
        RESULT,
        "1,260.36 1,210.36 0.00 50.00 1,180.00 1,130.00 0.00 50.00 1,062.47 1,012.47 0.00 50.00",
        "万元",
    ),
    total_goal=None,
    annual_goal="为支撑全市数字化改革，在前两期平台基础上启动三期建设，目标如下：底层框架层面，对原有平台进行整体架构升级，构建异构数据平台和多租户管理模式，加强数据层面的技术底座支撑水平；数据治理层面，通过“统一目录、统一授权、统一调度”三个统一，强化跨平台数据管理能力，提升整体数据资产的管理水平；业务支撑层面，支持多样化的智能化服务能力，支撑各单位18个应用场景搭建；安全运营层面，基于零信任机制，形成对数据、平台的全生命周期安全防护能力与运营监管能力。\n项目建成后日均数据交换量达到1.2亿条，接口平均响应时间控制在0.5秒以内，全年安全事件为0。",
    expected_result="完成平台整体架构升级，接入部门62个，建成应用场景18个，通过等级保护三级测评。",
    actual_result="平台架构升级已于10月完成，接入部门64个，建成应用场景17个（1个场景因需求变更调减），通过等级保护三级测评。",
    indicators=indicators(
        """
        成本指标|经济成本指标|项目建设成本|≤|1260.36|万元|1062.47|5|5
        ||软件开发人月单价|≤|1.85|万元/人月|1.80|5|5
        |社会成本指标|对既有业务系统的影响||可控||达成指标|5|5
        |生态环境成本指标|机房能耗增幅|≤|3|%|2.1|5|5
        产出指标|数量指标|接入部门数量|≥|62|个|64|5|5
        ||建成应用场景数量|=|18|个|17|6|5.67|1个场景因需求变更调减
        ||数据接口开发数量|≥|320|个|335|5|5
        |质量指标|系统测试、安全测评通过率|=|100|%|100|6|6
        ||数据安全事故发生率|=|0|%|0|5|5
        |时效指标|项目完成时间||2025年11月底前||11月20日|5|5
        ||系统故障响应时间|≤|30|分钟|18|6|6
        效益指标|经济效益指标|重复建设节约资金|≥|200|万元|215|6|6
        |社会效益指标|群众办事材料减少比例|≥|15|%|15.4|8|8
        |生态效益指标|无纸化办件占比|≥|80|%|83|6|6
        |可持续影响指标|数据更新机制||健全||达成指标|4|4
        满意度指标|服务对象满意度指标|使用部门满意度|≥|90|%|92|8|8
        """
    ),
    execution=Execution("90.04", "10", "9.00"),
    total_score="98.67",
    rating="优",
)

RIVER_PARK = Form(
    project_name="环湖绿道及滨水公园提升工程",
    code=None,
    fiscal_year=2024,
    department="青峦县住房和城乡建设局",
    department_code="321",
    unit="青峦县园林绿化管理所",
    recurrence="阶段性项目",
    expenditure_category="特定目标类",
    start_date="2024-03-01",
    end_date="2026-10-31",
    money=amounts(REQUEST, "36000000 28000000 8000000 12500000 10000000 500000 2000000")
    + amounts(
        RESULT,
        "1250.00 1000.00 50.00 200.00 1250.00 1000.00 50.00 200.00 987.60 800.00 50.00 137.60",
        "万元",
    ),
    total_goal="用三年时间建成环湖绿道23.6公里、滨水公园4座，形成15分钟亲水生活圈。",
    annual_goal="2024年完成绿道一期8.2公里和1座滨水公园的施工，完成二期施工图设计。",
    expected_result="完成绿道一期8.2公里和1座滨水公园的施工。",
    actual_result="绿道一期完成7.4公里，滨水公园主体完工，受汛期影响0.8公里结转至次年。",
    indicators=indicators(
        """
        产出指标|数量指标|新建绿道长度|≥|8.2|公里|7.4|12|10.83|受6月至8月汛期影响，剩余0.8公里结转至2025年
        ||新建滨水公园|=|1|座|1|8|8
        ||乔木种植数量|≥|1260|株|1302|10|10
        |质量指标|工程一次性验收合格率|=|100|%|100|10|10
        |时效指标|一期工程完工时间||2024年12月底前||未完成|5|2|汛期停工42天
        |成本指标|绿道每公里造价|≤|105|万元/公里|104.2|5|5
        效益指标|社会效益指标|受益居民人数|≥|3.5|万人|3.6|15|15
        |生态效益指标|新增绿化面积|≥|46000|平方米|45800|15|14.5|
        满意度指标|服务对象满意度指标|周边居民满意度|≥|85|%|88.7|10|10
        """
    ),
    execution=Execution("79.00", "10", "7.90"),
    total_score="93.23",
    rating="优",
    sections=sections(
        "建设环湖绿道及配套滨水公园，改善居民亲水休闲条件。",
        "《青峦县国土空间总体规划（2021-2035年）》；青发改〔2023〕118号。",
        "青峦县园林绿化管理所",
        "分三期实施，一期2024年3月开工，监理和检测另行招标。",
        "2024年3月1日—2026年10月31日",
    ),
    cost_items=(
        cost(None, "绿道一期施工", "8.2公里", "104万元", "852.8万元", "8.2", "1040000", "8528000"),
        cost(None, "滨水公园施工", "1座", "286万元", "286万元", "1", "2860000", "2860000"),
        cost(None, "二期施工图设计", "1项", "111.2万元", "111.2万元", "1", "1112000", "1112000"),
    ),
)

MIXED_CELLS = Form(
    project_name="“两癌”筛查与健康促进专项（县级配套）",
    code="511425230000000088",
    fiscal_year=2023,
    department="石泉县卫生健康局",
    department_code="361",
    unit=None,
    recurrence="经常性项目",
    expenditure_category=None,
    start_date="2023-01-01",
    end_date="2023-12-31",
    money=amounts(REQUEST, "_ _ _ 846000.5 846000.5 0 -")
    + amounts(RESULT, "84.60 84.60 - 0.00 84.60 84.60 - 0.00 84.6 84.6 - 0", "万元"),
    total_goal="",
    annual_goal="完成农村适龄妇女“两癌”免费筛查6800人，早诊率达到90%及以上。",
    expected_result="完成农村适龄妇女“两癌”免费筛查6800人。",
    actual_result="全年筛查6817人，确诊病例均已转诊。",
    indicators=indicators(
        """
        产出指标|数量指标|宫颈癌筛查人数|≥|3400|人|3406|10|10
        ||乳腺癌筛查人数|≥|3400|人|3411|10|10
        ||健康讲座|不少于|12|场|12|10|10
        |质量指标|早诊率|≥|90|%|93.1|10|10
        ||筛查信息录入完整率|||||10|10
        |时效指标|结果反馈时限||15个工作日内||12个工作日|10|10
        效益指标|社会效益指标|适龄妇女健康知识知晓率||75%-80%||78.2%|10|10
        ||重大医疗差错|=|0|例|0|10|10
        满意度指标|社会公众或服务对象满意度指标|受检妇女满意度|≥|90|%|96|10|10
        """
    ),
    execution=Execution("100.00", "10", "10"),
    total_score="100",
    rating="优",
)

ROAD_CARE = Form(
    project_name="市政道路桥梁及照明设施日常养护",
    code="410105240000000256",
    fiscal_year=2024,
    department="临江市城市管理局",
    department_code="403",
    unit="临江市市政设施管理处",
    recurrence="经常性项目",
    expenditure_category="其他运转类",
    start_date="2024-01-01",
    end_date="2024-12-31",
    money=amounts(REQUEST, "98,765,432.10 90,000,000.00 8,765,432.10 98,765,432.10 90,000,000.00 0.00 8,765,432.10")
    + amounts(
        RESULT,
        "9,876.54 9,000.00 0.00 876.54 9,912.30 9,035.76 0.00 876.54 9,912.29 9,035.76 0.00 876.53",
        "万元",
    ),
    total_goal="保障全市已移交市政道路、桥梁、隧道和路灯设施完好，及时消除病害和安全隐患。",
    annual_goal="按照《城镇道路养护技术规范》（CJJ 36-2016）对所辖设施进行巡查、保洁、小修和应急处置，其中：道路设施量1,286.4万平方米、桥梁214座、路灯61,530盏。",
    expected_result="道路完好率不低于95%，路灯亮灯率不低于98%，桥梁检测全覆盖。",
    actual_result="道路完好率96.4%，路灯亮灯率98.9%，214座桥梁全部完成常规检测。",
    indicators=indicators(
        """
        成本指标|经济成本指标|沥青路面修补单价|≤|186.50|元/平方米|186.50|2|2
        ||路灯单灯年养护费|≤|168|元/盏·年|165.2|2|2
        ||桥梁常规检测单价|≤|1.2|万元/座|1.15|2|2
        产出指标|数量指标|养护道路面积|≥|1286.4|万平方米|1286.4|2|2
        ||养护桥梁数量|=|214|座|214|2|2
        ||养护隧道数量|=|9|座|9|2|2
        ||养护路灯数量|≥|61530|盏|61602|2|2
        ||人行道整修面积|≥|8.6|万平方米|8.91|2|2
        ||雨水篦子清掏次数|≥|4|次/年|4|2|2
        ||道路标线复划长度|≥|126|千米|131|2|2
        ||桥梁常规检测数量|=|214|座|214|2|2
        ||巡查频次||每日1次||达成指标|2|2
        |质量指标|道路设施完好率|≥|95|%|96.4|3|3
        ||桥梁技术状况B级及以上比例|≥|98|%|98.6|3|3
        ||路灯亮灯率|≥|98|%|98.9|3|3
        ||小修工程验收合格率|=|100|%|100|3|3
        ||材料抽检合格率|≥|97|%|99.2|3|3
        ||井盖缺损率|≤|0.1|%|0.08|3|3
        |时效指标|一般病害处置时限|≤|48|小时|36|3|3
        ||应急抢险到场时间|≤|30|分钟|26|3|3
        ||12345工单按期办结率|=|100|%|99.7|3|2.99|1件工单因权属争议延期
        ||季度养护计划完成时间||每季度末月25日前||达成指标|3|3
        效益指标|经济效益指标|因设施缺陷引发的赔偿金额|≤|20|万元|6.4|4|4
        |社会效益指标|因养护不到位发生的责任事故|=|0|起|0|4|4
        ||夜间出行安全保障水平||提升||达成指标|4|4
        ||主干道平均车速|≥|32|公里/小时|33.1|4|4
        |生态效益指标|旧料再生利用率|≥|60|%|63|4|4
        ||施工扬尘PM2.5浓度|≤|35|微克/立方米|31|4|4
        |可持续影响指标|设施数字化建档率|≥|90|%|94|4|4
        ||养护管理制度||健全||达成指标|4|4
        满意度指标|服务对象满意度指标|市民满意度|≥|85|%|90.3|2|2
        ||街道（镇）满意度|≥|90|%|95|2|2
        """,
        brackets=True,
    ),
    execution=Execution("99.99", "10", "9.99"),
    total_score="99.98",
    rating="优",
)

SMART_CITY = Form(
    project_name="Smart City 2.0 运行维护（AI+物联感知）",
    code="440306260000000012",
    fiscal_year=2026,
    department="南浦新区信息化和大数据管理办公室",
    department_code="018002",
    unit="南浦新区城市运行管理中心",
    recurrence="经常性项目",
    expenditure_category="其他运转类",
    start_date="2026-01-01",
    end_date="2026-12-31",
    money=amounts(REQUEST, "3,204,918.76 3,204,918.76 0.00 3,204,918.76 3,104,918.76 100,000.00 0.00")
    + amounts(
        RESULT, "320.49 310.49 10.00 0.00 320.49 310.49 10.00 0.00 318.00 308.00 10.00 0.00", "万元"
    ),
    total_goal="保障 Smart City 2.0 平台 7×24 小时稳定运行。",
    annual_goal="（一）平台可用性达到99.95%；（二）AI 算法识别准确率≥92%；（三）完成 IPv6 改造与 5G 专网巡检。",
    expected_result="平台可用性达到99.95%，AI 算法识别准确率≥92%。",
    actual_result="平台可用性99.97%，AI 算法识别准确率93.4%。",
    indicators=indicators(
        """
        成本指标|经济成本指标|单路视频AI分析费用|≤|38.50|元/路/月|38.50|10|10
        ||驻场人员单价|≤|20.00|万元/年/人|19.80|10|10
        产出指标|数量指标|运维系统数量|=|6.00|套|6|10|10
        ||API接口维护数量|≥|240.00|个|244|10|10
        |质量指标|平台可用性|≥|99.95|%|99.97|10|10
        ||PM2.5传感器在线率|>|95.00|%|97.20|5|5
        |时效指标|一级故障恢复时长|≤|2.00|小时|1.50|10|10
        效益指标|社会效益指标|事件自动发现占比|≥|60.00|%|66|10|10
        |可持续影响指标|IPv6改造支撑度||支撑||达成指标|5|5
        满意度指标|服务对象满意度指标|使用部门满意度|≥|90.00|%|93|10|10
        """,
        brackets=True,
    ),
    execution=Execution("99.22", "10", "9.92"),
    total_score="99.92",
    rating="优",
    sections=sections(
        "对 Smart City 2.0 平台及 1,860 路物联感知终端提供运维服务。",
        "《南浦新区“十四五”数字政府规划》；南数办〔2025〕9号。",
        "南浦新区城市运行管理中心",
        "由中标单位提供驻场与远程运维，按月出具运维报告。",
        "2026年1月1日—2026年12月31日",
    ),
    cost_items=(
        cost(None, "平台驻场运维", "6人", "198000元", "1188000.00元", "6", "198000", "1188000"),
        cost(None, "感知终端运维", "1860路", "960元", "1785600.00元", "1860", "960", "1785600"),
        cost(None, "等保测评", "2次", "115659.38元", "231318.76元", "2", "115659.38", "231318.76"),
    ),
)

STAFF_COSTS = Form(
    project_name="编外辅助人员经费",
    code="230722230000000031",
    fiscal_year=2023,
    department="松岭市公安局（市公安消防支队）",
    department_code="025",
    unit="松岭市公安局交通警察支队",
    recurrence="其他经常性项目",
    expenditure_category="人员类",
    start_date="2023-01-01",
    end_date="2023-12-31",
    money=amounts(REQUEST, "8,460,000 8,460,000 _ 8,460,000 8,460,000 _ _")
    + amounts(RESULT, "846 846 0 0 866.4 866.4 0 0 861.25 861.25 0 0", "万元"),
    total_goal="保障辅警队伍稳定。",
    annual_goal="按时足额发放120名辅警工资并缴纳社会保险。",
    expected_result="按时足额发放120名辅警工资并缴纳社会保险。",
    actual_result="全年平均在岗118人，工资按月发放。",
    indicators=indicators(
        """
        产出指标|数量指标|在岗辅警人数|≤|120|人|118|20|20
        |质量指标|工资发放准确率|=|100|%|100%|15|15
        |时效指标|工资发放及时率||每月10日前||达成预期指标|15|15
        效益指标|社会效益指标|道路交通事故起数下降率|≥|5|%|3.8%|15|11.4|11月恶劣天气多发，简易事故增加
        ||路面见警率||提高||部分达成预期指标|15|12|
        满意度指标|服务对象满意度指标|辅警满意度|≥|90|%|91.5%|10|10
        """
    ),
    execution=Execution("99.40", "10", "9.94"),
    total_score="93.34",
    rating="优",
)

LAW_ADVICE = Form(
    project_name="法律顾问及普法宣传",
    code=None,
    fiscal_year=2021,
    department="白石镇人民政府",
    department_code=None,
    unit="白石镇人民政府（本级）",
    recurrence="一次性项目",
    expenditure_category=None,
    start_date="2021-01-01",
    end_date="2021-12-31",
    money=amounts(REQUEST, "60,000 60,000 0 60,000 60,000 0 0")
    + amounts(RESULT, "6.00 6.00 0.00 0.00 5.20 5.20 0.00 0.00 5.20 5.20 0.00 0.00", "万元"),
    total_goal="依法行政。",
    annual_goal="聘请2名法律顾问，开展普法宣传4次。",
    expected_result="聘请2名法律顾问，开展普法宣传4次。",
    actual_result="聘请2名法律顾问，开展普法宣传3次，1次因疫情取消。",
    indicators=indicators(
        """
        产出指标|数量指标|聘请法律顾问|=|2|名|2|30|30
        ||普法宣传次数|=|4|次|3|30|22.5|1次因疫情取消
        效益指标|社会效益指标|群众法律意识||增强||基本达成|20|16
        满意度指标|服务对象满意度指标|村民满意度|≥|80|%|82|10|10
        """
    ),
    execution=Execution("100.00", "10.00", "10.00"),
    total_score="88.50",
    rating="良",
    sections=sections(
        "聘请法律顾问，开展普法宣传。",
        "白府发〔2020〕14号。",
        "白石镇人民政府（本级）",
        "与律师事务所签订年度合同，每季度开展一次普法宣传。",
        "2021年1月1日—2021年12月31日",
    ),
    cost_items=(
        cost(None, "法律顾问费", "2名", "20000元", "40000元", "2", "20000", "40000"),
        cost(None, "普法宣传费", "4次", "5000元", "20000元", "4", "5000", "20000"),
    ),
)

BIG_TRANSFER = Form(
    project_name="城乡居民基本养老保险财政补助",
    code="000000231000000000007",
    fiscal_year=2024,
    department="全省人力资源和社会保障厅",
    department_code="080",
    unit="全省社会保险事业管理中心",
    recurrence="其他经常性项目",
    expenditure_category="特定目标类",
    start_date="2024-01-01",
    end_date="2024-12-31",
    money=amounts(
        REQUEST,
        "1,234,567,890.12 1,234,567,890.12 0.00 1,234,567,890.12 1,200,000,000.00 34,567,890.12 0.00",
    )
    + amounts(
        RESULT,
        "123,456.79 120,000.00 3,456.79 0.00 123,456.79 120,000.00 3,456.79 0.00 123,456.79 120,000.00 3,456.79 0.00",
        "万元",
    ),
    total_goal="确保待遇按时足额发放，参保率稳步提高。",
    annual_goal="参保人数稳定在1,860万人以上，待遇领取人数约612.4万人，基础养老金最低标准提高到每人每月138元。",
    expected_result="参保人数稳定在1,860万人以上，待遇按时足额发放。",
    actual_result="年末参保1,873.5万人，待遇按时足额发放率100%。",
    indicators=indicators(
        """
        成本指标|经济成本指标|基础养老金最低标准|=|138|元/人·月|138|10|10
        产出指标|数量指标|年末参保人数|≥|1860|万人|1873.5|15|15
        ||待遇领取人数|≥|612.4|万人|615.02|15|15
        |质量指标|待遇发放准确率|≥|99.9|%|99.98|10|10
        |时效指标|待遇发放及时率|=|100|%|100|10|10
        效益指标|社会效益指标|参保率|≥|95|%|96.1|10|10
        |可持续影响指标|制度可持续性||增强||达成指标|10|10
        满意度指标|服务对象满意度指标|参保对象满意度|≥|90|%|94|10|10
        """
    ),
    execution=Execution("100.00", "10", "10.00"),
    total_score="100.00",
    rating="优",
)

PROJECTS: dict[str, Form] = {
    "window": WINDOW_SERVICE,
    "data": DATA_PLATFORM,
    "park": RIVER_PARK,
    "mixed": MIXED_CELLS,
    "road": ROAD_CARE,
    "smart": SMART_CITY,
    "staff": STAFF_COSTS,
    "law": LAW_ADVICE,
    "big": BIG_TRANSFER,
}
