"""Cells of a prepared text that are cut over lines and pages go on in their own place."""

from decimal import Decimal

from ingest.read import FilingContent
from tests.ingest.made_up import issues, read, self_evaluation, target_form

HEADING = "→一级指标→二级指标→三级指标→→年度(/项目)指标值→\n"


def rows_of(content: FilingContent) -> list[tuple[str | None, str | None, str | None]]:
    """Name, target and remark of the indicators."""
    found = content.rows["indicators"]
    return [(row.indicator_name, row.target_text, row.remark_text) for row in found]


def test_a_page_of_pages_between_the_halves_of_a_name_is_no_part_of_it() -> None:
    content = target_form(
        indicators=HEADING + "→产出指标→数量指标→接入视频监→→=12500.00(路)→\n"
        "\n12 / 86\n\n→→→控数量→→→\n"
        "→→质量指标→可用率→→≥99.50(%)→\n"
    )
    assert rows_of(content) == [
        ("接入视频监控数量", "=12500.00(路)", None),
        ("可用率", "≥99.50(%)", None),
    ]


def test_a_page_of_pages_inside_a_goal_is_no_part_of_it() -> None:
    content = target_form(
        goals="项目绩效目标→项目总目标→→→年度总体目标→→\n"
        "→→→→全年可用率不低于→→\n\n11/86\n\n→→→→99.5%。→→\n"
    )
    assert content.rows["forms"][0].annual_goal_text == "全年可用率不低于99.5%。"


def test_lines_of_a_goal_go_on_in_the_cell_that_was_broken() -> None:
    content = target_form(
        goals="项目绩效目标→项目总目标→→→年度总体目标→→\n"
        "→提升查阅效率。→→→1、扫描档案；\n2、图像合格；\n3、建立制度。→→\n"
    )
    form = content.rows["forms"][0]
    assert form.total_goal_text == "提升查阅效率。"
    assert form.annual_goal_text == "1、扫描档案；2、图像合格；3、建立制度。"


def test_the_cell_right_of_a_broken_goal_keeps_its_column() -> None:
    content = self_evaluation(goals="1.新增图书；\n2.建设书房。")
    form = content.rows["forms"][0]
    assert form.expected_result_text == "1.新增图书；2.建设书房。"
    assert form.actual_result_text == "完成。"


def test_the_rest_of_a_remark_below_a_page_end_is_no_part_of_the_name() -> None:
    content = self_evaluation(
        indicators="产出指标→质量指标→整改率→=100.00(%)→95.12(%)→90.00→80.89→涉及产权纠纷，→\n"
        "\n→→→→→→→正在整改→\n"
        "→时效指标→及时率→=100.00(%)→100.00(%)→0.00→0.00→→\n"
    )
    assert rows_of(content)[0] == ("整改率", "=100.00(%)", "涉及产权纠纷，正在整改")
    assert len(content.rows["indicators"]) == 2


def test_the_rest_of_a_remark_beside_the_rest_of_a_level_is_no_indicator() -> None:
    content = self_evaluation(
        indicators="产出指标→质量指标→整改率→=100.00(%)→95.12(%)→50.00→45.00→→\n"
        "效益→社会→到馆人次→≥120.00(万人次)→98.70(万人次)→40.00→35.89→受疫情影响→\n"
        "→效益 指标→→→→→→，闭馆两月→\n"
    )
    assert rows_of(content)[1] == ("到馆人次", "≥120.00(万人次)", "受疫情影响，闭馆两月")
    assert len(content.rows["indicators"]) == 2


def test_a_name_that_ends_its_line_before_its_values_goes_on_in_the_next_row() -> None:
    content = target_form(
        indicators=HEADING + "→产出指标→质量指标→淤泥无害化处\n"
        "\n4\n\n→→→置率→→≥95.00(%)→\n→→时效指标→完成时间→→12月底前→\n"
    )
    assert rows_of(content) == [
        ("淤泥无害化处置率", "≥95.00(%)", None),
        ("完成时间", "12月底前", None),
    ]
    assert {row.level2_name for row in content.rows["indicators"][:1]} == {"质量指标"}
    assert "cell_in_pieces" in {code for code, _ in issues(content)}


def test_a_name_with_an_open_bracket_goes_on_in_the_row_that_closes_it() -> None:
    content = self_evaluation(
        indicators="产出指标→质量指标→验收合格率（视频监控更\n"
        "\n→→新）→合格→达成指标→45.00→45.00→→\n"
        "→时效指标→及时率→=100.00(%)→100.00(%)→45.00→45.00→→\n"
    )
    assert rows_of(content) == [
        ("验收合格率（视频监控更新）", "合格", None),
        ("及时率", "=100.00(%)", None),
    ]
    assert [row.weight for row in content.rows["indicators"]] == [45, 45]


def test_an_indicator_without_a_target_at_the_end_of_a_page_stays_one() -> None:
    content = target_form(
        indicators=HEADING + "→产出指标→质量指标→设备完好率\n"
        "\n4\n\n→→→验收合格率→→≥95.00(%)→\n→→时效指标→完成时间→→12月底前→\n"
    )
    assert rows_of(content)[:2] == [("设备完好率", None, None), ("验收合格率", "≥95.00(%)", None)]


def test_the_rest_of_a_name_beside_the_rests_of_levels_is_no_indicator() -> None:
    content = self_evaluation(
        indicators="产出 指标→质量 指标→合格率→=100.00(%)→100.00(%)→45.00→45.00→→\n"
        "效益→社会 效益→游客→≥3.00(%)→-1.20(%)→45.00→0.00→极端高温→\n"
        "指标→指标→增长率→→→→→→\n"
    )
    assert rows_of(content)[-1] == ("游客增长率", "≥3.00(%)", "极端高温")
    assert len(content.rows["indicators"]) == 2


def test_a_sentence_below_the_indicators_is_no_part_of_a_name() -> None:
    content = target_form(
        indicators=HEADING + "→产出指标→质量指标→合格率→→≥95.00(%)→\n"
        "满意度指标→服务对象满意度指标→居民满意度→→≥90.00(%)\n"
        "\n情况说明：2024年，本部门实行绩效管理的项目1个，涉及资金5000元。\n"
    )
    assert rows_of(content)[-1] == ("居民满意度", "≥90.00(%)", None)
    assert len(content.rows["indicators"]) == 2


def test_a_target_goes_on_until_its_bracket_is_closed() -> None:
    content = target_form(
        indicators=HEADING + "→产出指标→数量指标→演练次数→→≥4.00(次→\n→→→→→)→\n"
        "→→时效指标→响应时间→→≤30.00(分→\n→→→→→钟)→\n"
    )
    assert rows_of(content) == [("演练次数", "≥4.00(次)", None), ("响应时间", "≤30.00(分钟)", None)]
    units = [row.target_unit for row in content.rows["indicators"]]
    assert units == ["次", "分钟"]
    assert {code for code, _ in issues(content)} == {"cell_in_pieces"}


FLAT = (
    "财政项目支出绩效目标填报表 (2023年度) 项目名称 垃圾清运 项目类别 经常性项目 实施单位 某镇人民政府 "
    "主管部门 计划开始日期 2023-01-01 计划完成日期 2023-12-31 项目资金总额 100.00 年度资金申请总额 100 "
    "项目总目标 年度总目标 整洁。 整洁。 一级指标 二级指标 三级指标 年度指标值 {} "
    "满意度 服务对象 满意度指 居民满意度 >=90% 指标 标\n"
)


def test_a_mechanism_that_is_set_up_is_an_indicator_of_its_own() -> None:
    content = read(FLAT.format("可持续影 响指标 长效管理机制 建立"))
    assert rows_of(content) == [("长效管理机制", "建立", None), ("居民满意度", ">=90%", None)]


def test_a_name_put_together_across_labels_is_in_doubt() -> None:
    content = read(FLAT.format("可持续影 响指标 长效管理机制 某某词"))
    assert "name_in_pieces" in {code for code, _ in issues(content)}


def test_a_list_headed_with_the_amount_of_the_year_keeps_its_columns() -> None:
    content = read(
        "某区2024年项目支出绩效目标表\n\n单位：万元\n\n"
        "项目名称→预算单位→年度预算金额→一级指标→二级指标→三级指标→指标性质→指标值→度量单位→权重\n"
        "危桥改造→某中心→2,450.00→产出指标→数量指标→改造危桥→＝→8→座→30\n"
        "→→→→质量指标→合格率→＝→100→%→20\n"
    )
    assert [(r.target_text, r.target_value, r.weight) for r in content.rows["indicators"]] == [
        ("＝8座", 8, 30),
        ("＝100%", 100, 20),
    ]
    assert [row.amount_yuan for row in content.rows["funding"]] == [24500000]


def test_a_body_printed_without_its_province_is_whole() -> None:
    named = target_form(
        header="项目名称→市容环境整治→→项目性质→经常性项目→项目类别→特定目标类\n"
        "主管部门→晋中市榆次区林业局→→实施单位→某市绿化管理所→→\n",
        title="山西省晋中市榆次区林业局 2024 年绩效目标公开\n\n项目支出绩效目标申报表\n(2024年度)\n",
    )
    assert named.rows["forms"][0].department_name == "晋中市榆次区林业局"


def test_a_line_in_brackets_goes_on_with_the_name_that_ends_the_row_above() -> None:
    content = target_form(
        header="项目名称→书房建设→→项目性质→经常性项目→项目类别→特定目标类\n"
        "主管部门→某市文化局→→→→实施单位→某市图书馆\n（某市古籍保护中心）\n"
    )
    form = content.rows["forms"][0]
    assert form.unit_name == "某市图书馆（某市古籍保护中心）"
    assert "header_value_in_pieces" in {code for code, _ in issues(content)}


def test_rows_that_have_moved_between_the_headings_and_the_total_are_read() -> None:
    content = self_evaluation(
        indicators="产出指标→质量指标→合格率→=100.00(%)→100.00(%)→45.00→45.00\n"
        "→时效指标→及时率→=100.00(%)→100.00(%)→45.00→45.00\n"
    )
    assert [row.weight for row in content.rows["indicators"]] == [45, 45]


def test_lines_of_two_goals_take_turns() -> None:
    text = (
        FLAT.format("可持续影 响指标 长效管理机制 建立")
        .replace(
            " 整洁。 整洁。",
            " 通过河道保洁,保持水面清洁、岸坡 保洁河道 218 条段、316 公里,镇域水{}",
        )
        .format(
            " 整洁,改善水环境质量,提升群众满 质达标率达到 95%,群众满意度不低 项目 意度。 于 90%。 绩效 目标"
        )
    )
    form = read(text).rows["forms"][0]
    assert (
        form.total_goal_text
        == "通过河道保洁,保持水面清洁、岸坡整洁,改善水环境质量,提升群众满意度。"
    )
    assert (
        form.annual_goal_text
        == "保洁河道218条段、316公里,镇域水质达标率达到95%,群众满意度不低于90%。"
    )


def test_measures_with_their_letters_are_known_where_a_remark_has_moved() -> None:
    content = self_evaluation(
        money="项目资金 (万元)→→→年初预算数→全年预算数（A）→全年执行数（B）→分值→执行率（B/A）→得分\n"
        "→→年度资金总额:→320.00→298.50→241.37→10.00→80.86→8.09\n",
        indicators="产出指标→质量指标→整改率→=100.00(%)→95.12(%)→90.00→80.89→涉及产权纠纷，→\n"
        "→→→→→→→正在整改→\n合计→→→→→100.00→88.98→→\n",
    )
    assert content.rows["forms"][0].total_score == Decimal("88.98")
    assert [str(row.amount_yuan) for row in content.rows["funding"]] == [
        "3200000.00",
        "2985000.00",
        "2413700.00",
    ]
    assert rows_of(content) == [("整改率", "=100.00(%)", "涉及产权纠纷，正在整改")]


def test_the_dates_of_a_form_that_is_set_aside_have_one_place() -> None:
    content = target_form(
        money="项目资金 (元)→年度资金申请总额:→379,000.00→中央补助→100.00\n",
        indicators=HEADING + "→产出指标→质量指标→合格率→→≥95.00(%)→\n数量指标→→→次数→→≥4.00(次)\n",
    )
    assert [code for code, _ in issues(content)] == ["unknown_labels"]
    assert content.rows["forms"][0].start_date_text == "2024-01-01"
