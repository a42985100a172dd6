"""Small made-up forms as prepared text; an arrow stands for a tab, so that empty cells show."""

from ingest.read import FilingContent, read_document
from ingest.readers import read_bytes

HEADER = """项目名称→市容环境整治→→项目性质→经常性项目→项目类别→特定目标类
主管部门→某市城市管理局→→实施单位→某市绿化管理所→→
计划开始日期→2024-01-01→→计划完成日期→2024-12-31→→
"""
MONEY = """项目资金 (元)→项目资金总额:→→年度资金申请总额:→→379,000.00→
→其中: 财政资金→→其中: 当年财政拨款→→379,000.00→
→→→上年结转资金→→0.00→
→其他资金→→其他资金→→0.00→
"""
GOALS = """项目绩效目标→项目总目标→→→年度总体目标→→
→→→→提升服务水平。→→
"""
INDICATORS = """→一级指标→二级指标→三级指标→→年度(/项目)指标值→
绩效指标→产出指标→数量指标→整治道路数→→=12.00(条)→
→→质量指标→验收合格率→→≥98.50(%)→
"""
RESULT_MONEY = """项目资金 (万元)→→→年初预算数→全年预算数→全年执行数→分数→执行率(%)→得分
→→年度资金总额:→320.00→298.50→241.37→10.00→80.86→8.09
→→其中：当年财政拨款→300.00→278.50→221.37→-→79.49→-
"""
RESULT_INDICATORS = """产出指标→数量指标→筛查人数→≥8000.00(人)→7410.00(人)→90.00→80.89→受疫情影响→
"""


def target_form(
    header: str = HEADER,
    money: str = MONEY,
    goals: str = GOALS,
    indicators: str = INDICATORS,
    title: str = "财政项目支出绩效目标申报表\n(2024 年度)\n",
) -> FilingContent:
    """What is read of a filing with one target form of these parts."""
    return read(title + header + money + goals + indicators)


def self_evaluation(
    money: str = RESULT_MONEY, indicators: str = RESULT_INDICATORS, goals: str = "完成筛查。"
) -> FilingContent:
    """What is read of a filing with one self-evaluation of these parts."""
    return read(
        "财政项目支出绩效自评表\n\n(2024 年度)\n\n"
        "项目名称→→慢性病综合防控→→→→→→\n"
        "主管部门→→某区卫生健康委员会→→实施单位→→某区疾病预防控制中心→→\n"
        f"{money}"
        "年度总体目标→→预期目标→→→实际完成情况→→→\n"
        f"→→{goals}→→→完成。→→→\n"
        "一级指标→二级指标→三级指标→年度指标值→实际完成值→分值→得分→偏差原因分析及改进措施→\n"
        f"{indicators}"
        "总分→→→→→100.00→88.98→\n评分等级→良→→→→→→\n"
    )


def read(text: str) -> FilingContent:
    """What is read of a text in which arrows stand for tabs."""
    content = read_document(read_bytes(text.replace("→", "\t").encode()), "a" * 16, "test")
    assert content.misplaced == []
    return content


def amounts(content: FilingContent) -> dict[str, str | None]:
    """phase.basis.source -> yuan of the filing's amounts; None where there is no value."""
    return {
        f"{row.phase}.{row.basis}.{row.fund_source}": None
        if row.amount_yuan is None
        else str(row.amount_yuan)
        for row in content.rows["funding"]
    }


def issues(content: FilingContent) -> list[tuple[str, str]]:
    """(code, text) of the read issues, in order."""
    return [(row.issue_code, row.raw_text) for row in content.rows["read_issues"]]
