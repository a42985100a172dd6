"""Made-up narratives (项目经费情况说明): a narrative alone, its body, its years, its tables' text."""

import pytest

from tests.ingest.made_up import issues, read

NARRATIVE = """项目经费情况说明--少年宫运行

一、项目概述

少年宫日常运行。

三、实施主体

{body}

五、实施周期

{period}

六、年度预算安排

{costs}
"""


def narrative(body="某区教育局", period="2024年1月1日—2024年12月31日", costs="设备采购为26万元。"):
    return read(NARRATIVE.format(body=body, period=period, costs=costs))


@pytest.mark.parametrize(
    ("body", "unit"),
    [
        ("上海市松江区大数据中心。", "上海市松江区大数据中心"),
        ("上海市松江区人民政府办公室(本级)", "上海市松江区人民政府办公室"),
        ("本项目由松江区青少年活动中心组织实施。", "松江区青少年活动中心"),
        ("实施主体：松江区教育局", "松江区教育局"),
        ("本项目的实施主体为松江区教育局，项目负责人另定", "松江区教育局"),
        ("由松江区文化和旅游局负责", "松江区文化和旅游局"),
        ("松江区第二中学", "松江区第二中学"),
        ("由中国（上海）自由贸易试验区管理委员会组织实施", "中国（上海）自由贸易试验区管理委员会"),
        ("由区文化局和区体育局负责实施", None),
        ("松江区教育局、松江区体育局", None),
        ("由松江区教育局牵头，各学校配合。", None),
        ("教育局会同财政局实施", None),
        ("松江区教育局\n\n松江区体育局", None),
        ("本项目由我中心实施", None),
        ("项目由第三方公司实施", None),
        ("各街镇", None),
        ("待定", None),
    ],
)
def test_a_narrative_alone_takes_the_one_body_it_names(body: str, unit: str | None) -> None:
    content = narrative(body)
    (form,) = content.rows["forms"]
    assert (form.unit_name, form.unit_name_text) == (unit, unit)
    assert form.department_name is None
    assert not form.is_complete


def test_a_narrative_alone_reads_its_dates_without_doubt() -> None:
    content = narrative()
    (form,) = content.rows["forms"]
    assert (str(form.start_date), str(form.end_date)) == ("2024-01-01", "2024-12-31")
    assert issues(content) == []


@pytest.mark.parametrize(
    ("period", "year"),
    [
        ("2024年1月-12月", 2024),
        ("2024年全年", 2024),
        ("2023年7月至2024年6月", None),
        ("长期", None),
    ],
)
def test_the_year_is_the_one_year_that_the_period_prints(period: str, year: int | None) -> None:
    (form,) = narrative(period=period).rows["forms"]
    assert (form.fiscal_year, form.start_date, form.end_date) == (year, None, None)


def test_the_body_of_a_narrative_has_its_place() -> None:
    content = narrative("本项目由松江区教育局组织实施。")
    (place,) = (row for row in content.rows["form_places"] if row.field_name == "unit")
    lines = content.rows["lines"]
    text = "\n".join(row.line_text for row in lines)
    assert text[place.source_start : place.source_end] == "松江区教育局"


def test_the_cells_of_a_table_stay_apart_in_the_section_text() -> None:
    costs = "经费测算如下：\n\n项目组成→数量→单价→资金需求\n餐费→2000人→150元/人→30万元\n租车费→→→5万元\n\n合计35万元。"
    content = narrative(costs=costs)
    text = {row.section_number: row.section_text for row in content.rows["narrative_sections"]}
    assert text[6].split("\n") == [
        "经费测算如下：",
        "项目组成\t数量\t单价\t资金需求",
        "餐费\t2000人\t150元/人\t30万元",
        "租车费\t5万元",
        "合计35万元。",
    ]
