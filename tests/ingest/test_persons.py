"""Names of persons, telephone numbers and the like are starred; every other character stays."""

import re

import pytest

from ingest.persons import personal_stretches, withhold_persons
from ingest.read import FilingContent, read_document
from ingest.readers import read_bytes
from ingest.readers.assemble import assemble
from tests.ingest import made_up
from tests.ingest.test_outcomes import BUDGET, FORM, TITLE, paragraph, table


def starred(text: str) -> str:
    """The text of one line with a star for each character that is withheld."""
    hidden = {o for start, end in personal_stretches(text) for o in range(start, end)}
    return "".join("*" if o in hidden else c for o, c in enumerate(text))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("如有疑问请拨打13912345678咨询。", "如有疑问请拨打***********咨询。"),
        ("联系王老师139 1234 5678。", "联系王老师*************。"),
        ("手机：１３９－１２３４－５６７８", "手机：*************"),
        ("值班139-1234-5678（周末）", "值班*************（周末）"),
        ("电话：+86 13912345678", "电话：***************"),
        ("地址在某路1号，021-57812345", "地址在某路1号，************"),
        ("传真（021）57812345-801", "传真*****************"),
        ("传真：57812345转801", "传真：************"),
        ("联系电话：57812345、5781 2346", "联系电话：********、*********"),
        ("致电 0371 6512 3456。", "致电 **************。"),
        ("邮箱zhang.san@example.gov.cn，", "邮箱************************，"),
        ("身份证号：31011719800101123X", "身份证号：******************"),
        ("持证11010519491231002X者", "持证******************者"),
        ("联系人：张某某，电话：57812345", "联系人：***，电话：********"),
        ("项目负责人李某", "项目负责人**"),
        ("项目负责人（李明）负责实施", "项目负责人（**）负责实施"),
        ("填表人 王小明 经办人：赵 云", "填表人 *** 经办人：***"),
        ("经办人：张三、李四海", "经办人：**、***"),
        ("填报人（签字）：欧阳修文", "填报人（签字）：****"),
        ("负责人：周XX 审核：吴**", "负责人：*** 审核：***"),
        ("项目负责人及联系电话：张三 13912345678", "项目负责人及联系电话：** ***********"),
        ("联系人张三13912345678", "联系人*************"),
        ("咨询电话：57812345", "咨询电话：********"),
        ("咨询：57812345", "咨询：********"),
        ("市民热线号码 57812345、57812346", "市民热线号码 ********、********"),
        ("微信号57812345", "微信号********"),
        ("来电 ：5781 2345", "来电 ：*********"),
        ("联系13912345678", "联系***********"),
        ("填报人：张三 审核：单小明", "填报人：** 审核：***"),
        ("填表人 王小明 审核：史志强", "填表人 *** 审核：***"),
        ("制表：张三 复核：李四", "制表：** 复核：**"),
        ("审核：李四", "审核：**"),
        ("编制(盖章)：赵云、王小明", "编制(盖章)：**、***"),
        ("负责人：王志", "负责人：**"),
        ("负责人：林长青、方志敏", "负责人：***、***"),
        ("责任人：应伟明", "责任人：***"),
        ("负责人 于洋", "负责人 **"),
        ("联系人安志强13912345678", "联系人**************"),
        ("联系人查良镛 57812345", "联系人*** 57812345"),
    ],
)
def test_what_tells_a_person_is_starred(text: str, shown: str) -> None:
    assert starred(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "保障12345热线和962450热线电话全年运行",
        "接听热线电话1234567个",
        "电话费 13912345678 15812345678",
        "项目总投资13912345678元",
        "年度资金总额：13912345678",
        "金额13912345678.00",
        "合计 139 1234 5678 9012",
        "数量 138 1234 5678",
        "项目编码 13010122001",
        "13010122001-某项支出",
        "沪财预〔2020〕12号",
        "联系群众20240101起",
        "联系服务8000000人次",
        "2024-01-01至2024-12-31",
        "统一社会信用代码123101174250123456",
        "310117198001011234",
        "负责人应当，按规定管理",
        "由项目负责人管理，财务负责人审核。",
        "单位负责人：办公室 经办人：财务科",
        "填报人 时间 联系人 单位",
        "项目负责人 松江区 联系人：宝山镇",
        "负责人和财务人员",
        "项目负责人全面负责实施",
        "联系电话",
        "手机13912345678901",
        "主任办公会、局长办公会",
        "021年度",
        "电话会议、培训",
        "法律咨询 3526400",
        "项目咨询　2568300",
        "市民热线 3526400",
        "热线（2356800）",
        "热线2356800",
        "来电 2356812",
        "微信 2356812",
        "工程咨询及 2356812",
        "联系 5781 2345",
        "责任人：路长、林长",
        "负责人：林长",
        "负责人：田长制办公室",
        "编制：白皮书",
        "编制：单行本",
        "编制：简报",
        "编制：方志",
        "编制：水利年鉴、江堤志",
        "审核：单据",
        "复核：单价、数量",
        "复核：单价 审核：单据",
        "负责人应编制：高新志",
        "完成编制：李家志、王庄志等。",
        "责任人应知晓",
        "责任人应知晓，",
        "责任人：应知晓",
        "负责人 查房",
        "负责人于会后、",
        "负责人：安装数",
        "填报：万元表",
    ],
)
def test_what_tells_no_person_stays(text: str) -> None:
    assert starred(text) == text


def texts_of(content: FilingContent) -> str:
    """All text of all raw tables."""
    return "\n".join(
        str(value) for rows in content.rows.values() for row in rows for value in vars(row).values()
    )


SECRETS = ("13912345678", "57812345", "王小明", "张三", "a.b@example.cn")
GOAL = "提升水平，联系人：王小明，电话：021-57812345、139-1234-5678，邮箱a.b@example.cn。"


def test_no_raw_table_holds_what_a_goal_tells_of_persons() -> None:
    content = made_up.self_evaluation(goals=GOAL)
    (form,) = content.rows["forms"]
    assert form.expected_result_text == (
        "提升水平，联系人：***，电话：************、*************，邮箱**************。"
    )
    assert not any(secret in texts_of(content) for secret in (*SECRETS, "139-1234-5678"))
    withheld = [n for n in content.rows["number_places"] if n.place_name == "withheld"]
    assert [set(n.number_text) for n in withheld] == [{"*"}] * 5
    assert content.withheld_count == 4


def test_the_places_of_all_else_do_not_move() -> None:
    plain = made_up.self_evaluation(goals=re.sub("[王小明0-9a-z]", "某", GOAL))
    masked = made_up.self_evaluation(goals=GOAL)
    for name in ("funding", "indicators", "execution", "form_places"):
        places = [(r.source_line, r.source_start, r.source_end) for r in plain.rows[name]]
        assert places == [(r.source_line, r.source_start, r.source_end) for r in masked.rows[name]]


def test_labelled_cells_outside_forms_are_starred() -> None:
    list_of_persons = "序号 | 姓名 | 联系电话 | 金额\n1 | 张三 | 57812345 | 57812345\n"
    blocks = [
        paragraph("项目支出绩效目标执行监控表"),
        table(FORM + "联系人 | 王小明 | 联系电话 | 13912345678\n"),
        table(BUDGET),
        table(list_of_persons),
        paragraph(TITLE),
        table(FORM),
    ]
    content = read_document(assemble(blocks), "f" * 16, "load")
    lines = [row.line_text for row in content.rows["lines"]]
    assert "联系人\t***\t联系电话\t***********" in lines
    assert "1\t**\t********\t57812345" in lines
    assert content.withheld_count == 4


UNSIGNED = """
项目名称 | 某县河道清淤工程 | 实施单位 | 某县河道所 | 项目属性 | 延续
主管部门 | 某县水利局 | 项目负责人 | {person} | 联系电话 | {telephone}
年度资金总额（元） | | 2468135 | | 2468135 |
一级指标 | | 二级指标 | | 三级指标 | 指标值
产出指标 | | 安装数 | | 安装数 | 2468135
"""


def withheld(text: str) -> list[str]:
    """What is withheld of a document with one table."""
    return [run.text for run in withhold_persons(assemble([table(text)]))[1]]


def test_a_row_of_a_form_heads_no_columns() -> None:
    assert withheld(UNSIGNED.format(person="", telephone="")) == []
    assert withheld(UNSIGNED.format(person="王小明", telephone="")) == ["王小明"]
    assert withheld(UNSIGNED.format(person="", telephone="57812345")) == ["57812345"]


@pytest.mark.parametrize(
    "row",
    [
        "主管部门 | 单位名称 | 项目负责人 | | 联系电话 | ",
        "项目负责人 | 联系电话 | | 主管部门 | | ",
        "主管部门 | 水利局 | 项目负责人 | 联系电话 | 项目名称 | 清淤",
    ],
)
def test_labels_beside_a_blank_or_a_value_head_no_columns(row: str) -> None:
    names, amounts = ("安装数 | " * 5 + "安装数\n", "2468135 | " * 5 + "2468135\n")
    assert withheld(f"{row}\n{names}{amounts}") == []


def test_headings_of_persons_end_where_a_row_holds_another_label() -> None:
    rows = """
    序号 | 项目名称 | 项目负责人 | 联系电话 | 预算金额（万元）
    1 | 清淤 | 王小明 | 57812345 | 57812345
    2 | 加固 | 张三 | 57812346 | 57812346
    年度资金总额 | 清淤 | 安装数 | 2468135 | 2468135
    1 | 清淤 | 安装数 | 2468135 | 2468135
    """
    assert withheld(rows) == ["王小明", "57812345", "张三", "57812346"]


@pytest.mark.parametrize("heading", ["姓名 | 职务 | 手机", "姓名 | 工作单位 | 联系方式"])
def test_a_list_of_persons_may_begin_with_their_names(heading: str) -> None:
    assert withheld(f"{heading}\n王小明 | 科长 | 57812345\n") == ["王小明", "57812345"]


def test_a_tab_at_the_end_of_headings_is_no_room_for_a_value() -> None:
    text = "序号\t姓名\t联系电话\t\n1\t王小明\t57812345\t\n2\t张三\t57812346\t\n"
    assert withhold_persons(read_bytes(text.encode()))[0].text == (
        "序号\t姓名\t联系电话\t\n1\t***\t********\t\n2\t**\t********\t\n"
    )


def test_a_cost_that_speaks_of_advice_keeps_its_amount() -> None:
    document = read_bytes("六、年度预算安排\n法律咨询 3526400\n市民热线 2568300\n".encode())
    assert withhold_persons(document)[1] == []


def test_an_amount_beside_a_cost_named_telephone_stays() -> None:
    costs = "项目 | 数量 | 金额\n电话 | 12 | 1234500\n传真 | 2 | 7812345\n联系电话 | | 5781234\n"
    document = assemble([table(costs)])
    assert withhold_persons(document)[1] == []


def test_a_value_on_the_line_below_its_label_is_starred() -> None:
    document = read_bytes("联系人\n王小明\n联系电话\n57812345\n项目名称\n张江展厅\n".encode())
    assert withhold_persons(document)[0].text == (
        "联系人\n***\n联系电话\n********\n项目名称\n张江展厅\n"
    )
