"""The header of made-up forms: values that are cut over rows, and cells that are no value."""

import pytest

from tests.ingest.made_up import HEADER, issues, read, target_form

NAME = "项目名称→大数据平台建设→→项目性质→经常性项目→项目类别→特定目标类\n"
BODIES = "主管部门→某市城市管理局→→实施单位→某市绿化管理所→→\n"
DATES = "计划开始日期→2024-01-01→→计划完成日期→2024-12-31→→\n"


def form_of(header: str):
    content = target_form(header)
    return content.rows["forms"][0], issues(content)


@pytest.mark.parametrize(
    ("rows", "name"),
    [
        (NAME + "→与运营项目→→→→→\n", "大数据平台建设与运营项目"),
        (NAME + "→与运营→→→→→\n→服务项目→→→→→\n", "大数据平台建设与运营服务项目"),
        (NAME + "\n→与运营项目→→→→→\n", "大数据平台建设与运营项目"),
        ("项目名称→大数据\n平台建设→→项目性质→经常性项目→项目类别→特定目标类\n", "大数据平台建设"),
        (
            "项目名称→大数据\n平台\n建设→→项目性质→经常性项目→项目类别→特定目标类\n",
            "大数据平台建设",
        ),
    ],
)
def test_a_name_cut_over_rows_is_whole(rows: str, name: str) -> None:
    form, said = form_of(rows + BODIES + DATES)
    assert form.project_name == name
    assert (form.recurrence_text, form.expenditure_category) == ("经常性项目", "特定目标类")
    assert said == [("header_value_in_pieces", name)]


def test_bodies_cut_over_rows_are_whole() -> None:
    rows = "主管部门→某市城市管理→→实施单位→某市绿化→→\n→行政执法局→→→管理所→→\n"
    form, said = form_of(NAME + rows + DATES)
    assert (form.department_name, form.unit_name) == ("某市城市管理行政执法局", "某市绿化管理所")
    assert said == [
        ("header_value_in_pieces", "某市城市管理行政执法局"),
        ("header_value_in_pieces", "某市绿化管理所"),
    ]


def test_the_last_cell_of_a_row_may_be_cut() -> None:
    rows = "主管部门→某市城市管理局→→实施单位→某市绿化\n管理所→→\n"
    assert form_of(NAME + rows + DATES)[0].unit_name == "某市绿化管理所"


def test_classes_and_dates_cut_over_rows_are_whole() -> None:
    rows = (
        "项目名称→平台→→项目性质→其他经常性→项目类别→特定目标\n→→→→项目→→类\n"
        + BODIES
        + "计划开始日期→2024-01-→→计划完成日期→2024-12-→→\n→05→→→31→→\n"
    )
    form, _ = form_of(rows)
    assert (form.recurrence_text, form.expenditure_category) == ("其他经常性项目", "特定目标类")
    assert (str(form.start_date), str(form.end_date)) == ("2024-01-05", "2024-12-31")


def test_a_value_may_stand_in_the_row_below_its_label() -> None:
    rows = "项目名称→污水→→项目性质→→项目类别→特定目标类\n→管网改造→→→其他一次性项目→→\n"
    form, _ = form_of(rows + BODIES + DATES)
    assert (form.project_name, form.recurrence_text) == ("污水管网改造", "其他一次性项目")


@pytest.mark.parametrize("year", ["(2022 年度)", "（二〇二二年度）", "二○二二年"])
def test_the_year_may_be_printed_in_chinese_numerals(year: str) -> None:
    content = target_form(title=f"财政项目支出绩效目标申报表\n{year}\n")
    assert content.rows["forms"][0].fiscal_year == 2022


@pytest.mark.parametrize(
    "row", ["资料编制→某处→→→→→\n", "（盖章）→→→→→→\n", "附：另有说明\n", "→→某处→→→→\n"]
)
def test_a_row_that_stands_under_no_value_is_reported_not_joined(row: str) -> None:
    form, said = form_of(NAME + row + BODIES + DATES)
    assert form.project_name == "大数据平台建设"
    assert [code for code, _ in said] == ["unread_header_line"]


def test_a_row_below_whole_dates_is_not_joined_to_them() -> None:
    form, said = form_of(
        NAME + BODIES + "计划开始日期→2024-01-01→→计划完成日期→2024-12-31\n见附件\n"
    )
    assert form.end_date_text == "2024-12-31"
    assert said == [("unread_header_line", "见附件")]


def test_persons_and_telephones_are_no_value_and_not_kept() -> None:
    header = (
        "项目名称→大数据平台→→项目负责人→李某某→联系电话→13800000000\n"
        + BODIES
        + DATES
        + "填报人→张某某→→→→→\n"
    )
    content = target_form(header)
    (form,) = content.rows["forms"]
    assert form.project_name == "大数据平台"
    kept = "".join(str(row) for table in content.rows.values() for row in table)
    for private in ("李某某", "13800000000", "张某某"):
        assert private not in kept


def test_persons_below_the_form_are_not_kept() -> None:
    content = read(
        "财政项目支出绩效目标申报表\n（2024年度）\n"
        + HEADER
        + "项目资金(元)→年度资金申请总额→500000\n"
        "一级指标→二级指标→三级指标→指标值\n产出指标→数量指标→道路数→=12条\n填表人：王某某\n"
    )
    assert "王某某" not in "".join(row.line_text for row in content.rows["lines"])
    assert [row.indicator_name for row in content.rows["indicators"]] == ["道路数"]


def test_another_label_in_the_same_cell_ends_the_value() -> None:
    header = "填报单位：某市某局    填报日期：2024-02-03\n" + NAME + DATES
    form, said = form_of(header)
    assert form.unit_name == "某市某局"
    assert said == [("unread_text", "2024-02-03")]


def test_a_code_in_a_cell_of_its_own_is_the_projects_code() -> None:
    header = NAME.replace("项目性质→经常性项目", "项目代码→31011700") + BODIES + DATES
    form, said = form_of(header)
    assert (form.project_name, form.project_code) == ("大数据平台建设", "31011700")
    assert said == []
