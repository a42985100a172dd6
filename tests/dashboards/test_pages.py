"""Each page opened through `app.py` on a small warehouse."""

import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import duckdb
import pyarrow
import pytest
from streamlit.testing.v1 import AppTest

from dashboards.page import PAGES

from .conftest import APP, BUILD_ID, make_rich_data_folder

OpenPage = Callable[..., AppTest]
FILTERED = [name for name in PAGES if name != "upload"]  # an upload is shown whole


def all_text(app: AppTest) -> str:
    shown = [
        *app.title,
        *app.header,
        *app.subheader,
        *app.caption,
        *app.markdown,
        *app.info,
        *app.warning,
    ]
    return "\n".join(str(element.value) for element in shown).replace("\\", "")


def address(app: AppTest) -> str:
    return urlencode(sorted(app.query_params.items()), doseq=True)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_opens_and_says_what_it_shows(
    open_page: OpenPage, name: str, language: str
) -> None:
    app = open_page(name, lang=language)
    assert not app.exception
    assert app.title[0].value
    notice = {"zh": "系统提示，非审核结论", "en": "not an audit conclusion"}[language]
    assert notice in all_text(app) and BUILD_ID in all_text(app)


@pytest.mark.parametrize("name", FILTERED)
def test_a_filter_that_leaves_nothing_is_said(open_page: OpenPage, name: str) -> None:
    app = open_page(name, q="没有这个词")
    assert not app.exception
    assert app.info
    assert not app.get("plotly_chart")


@pytest.mark.parametrize("name", PAGES)
def test_a_hostile_address_opens_the_page(open_page: OpenPage, name: str) -> None:
    hostile = "'; drop table x; --<b>%\\"
    params = dict.fromkeys(["year", "phase", "body", "class", "recurrence", "form", "q"], hostile)
    app = open_page(name, lang=hostile, by=hostile, grain=hostile, **params)
    assert not app.exception
    assert "phase" not in app.query_params


@pytest.mark.parametrize("name", PAGES)
def test_a_link_that_asks_for_what_is_not_there_is_told_so_once(
    open_page: OpenPage, name: str
) -> None:
    app = open_page(name, year=["2021", "9999"], body="org-gone")
    (said,) = [w.value.replace("\\", "") for w in app.warning if "未采用" in w.value]
    assert "预算年度＝9999、主管部门（机构沿革）＝org-gone" in said and "2021" not in said
    assert not [w for w in app.run().warning if "未采用" in w.value]


def test_a_link_that_asks_for_what_is_there_is_told_nothing(open_page: OpenPage) -> None:
    assert not open_page("spending", year="2021", phase="proposed", q="无此文字").warning


def test_a_table_that_is_cut_says_how_many_rows_it_has(
    data_folder: Path, monkeypatch: pytest.MonkeyPatch, open_page: OpenPage
) -> None:
    assert "可在表内滚动查看" not in all_text(open_page("spending"))
    monkeypatch.setattr("dashboards.page.TABLE_ROWS", 3)
    assert "共 4 行，可在表内滚动查看" in all_text(open_page("spending"))


def test_the_first_page_says_how_many_projects_have_the_phase(open_page: OpenPage) -> None:
    said = all_text(open_page(phase="executed"))
    assert "（2023年，其中 1 个项目有该口径金额）" in said


def test_the_first_page_shows_the_newest_year_and_all_filings(open_page: OpenPage) -> None:
    app = open_page()
    strip = {metric.label: metric.value for metric in app.metric}
    assert strip["预算年度"] == "2026"
    assert strip["项目"] == "2 个"
    assert strip["数据截至"] == "2026-03-02"
    assert strip["校验通过"] == "412/412"
    assert strip["未读清（2026）"] == "1 处"
    scope = app.dataframe[0].value
    assert sorted(scope["fiscal_year"]) == [2021, 2023, 2026]
    assert "不合计" in all_text(app)
    assert "失分共 1.04 分：预算执行 0.54 分，指标 0.5 分" in all_text(app)


def test_a_year_without_self_evaluation_says_which_has_one(open_page: OpenPage) -> None:
    assert "最近的自评表为 2023年" in all_text(open_page(year="2026"))


def test_filters_of_the_address_fill_the_widgets_and_survive_a_page_switch(
    open_page: OpenPage,
) -> None:
    app = open_page("home", year="2021", body="org-centre", lang="en", **{"class": "it_operations"})
    app.switch_page("app_pages/spending.py").run()
    assert address(app) == "body=org-centre&class=it_operations&lang=en&year=2021"
    assert list(app.dataframe[0].value["fiscal_year"]) == [2021]


def test_a_widget_writes_the_address(open_page: OpenPage) -> None:
    app = open_page("spending")
    app.sidebar.radio[0].set_value("executed").run()
    app.sidebar.multiselect[0].set_value([2023]).run()
    assert address(app) == "lang=zh&phase=executed&year=2023"
    assert float(app.dataframe[0].value["amount_yuan"].iloc[0]) == 1045.94
    app.sidebar.button[0].click().run()
    assert address(app) == "lang=zh"


def test_the_language_switch_overrides_the_browser(open_page: OpenPage) -> None:
    app = open_page()
    app.sidebar.get("button_group")[0].set_value("en").run()
    assert address(app) == "lang=en"
    assert app.title[0].value.startswith("Desk")


def test_cost_items_of_a_phase_without_items_are_said(open_page: OpenPage) -> None:
    app = open_page("spending", phase="executed", grain="cost_item")
    assert not app.get("plotly_chart")
    assert "测算明细只见于绩效目标申报表" in all_text(app)


def test_a_missing_warehouse_is_one_clear_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JIXIAO_DATA", str(tmp_path))
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    assert not app.exception
    assert "jixiao build" in app.warning[0].value
    assert len(app.warning) == 1


def test_a_file_that_is_no_warehouse_is_one_clear_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "warehouse.duckdb").write_text("not a database")
    monkeypatch.setenv("JIXIAO_DATA", str(tmp_path))
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    assert not app.exception
    assert "jixiao build" in app.warning[0].value


@pytest.fixture
def with_nameless_forms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Forms that print no body and no name, one of them no year, but an amount and indicators."""
    folder = make_rich_data_folder(tmp_path)
    with duckdb.connect(str(folder / "builds" / f"{BUILD_ID}.duckdb")) as connection:
        connection.execute(
            """
            insert into marts.dim_forms by name
            select 'f26-009' as form_id, 'f26' as filing_id, 9 as form_number,
                'target' as form_type, 'unclassified' as functional_class, 60 as source_line,
                'published' as document_stage, true as is_complete, true as is_current,
                true as is_current_in_stage;
            insert into marts.dim_forms by name
            select forms.* replace ('f26-010' as form_id, 2026 as fiscal_year)
            from marts.dim_forms as forms where forms.form_id = 'f26-009';
            insert into marts.fct_funding by name
            select concat(form_id, '-a') as funding_id, form_id, 'f26' as filing_id,
                'proposed' as phase, 'annual' as basis, 'total' as fund_source,
                7000000.00 as amount_yuan, '7000000' as amount_text
            from (values ('f26-009'), ('f26-010')) as rows (form_id);
            insert into marts.fct_indicators by name
            select 'f26-009-i001' as indicator_id, 'f26-009' as form_id, 'f26' as filing_id,
                'ind-m' as standard_indicator_id, '用户满意度' as indicator_name,
                1 as indicator_number, '满意' as target_text;
            """
        )
    monkeypatch.setenv("JIXIAO_DATA", str(folder))


@pytest.mark.usefixtures("with_nameless_forms")
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_a_form_without_year_body_or_name_is_shown(name: str, language: str) -> None:
    app = AppTest.from_file(str(APP), default_timeout=60)
    if name != PAGES[0]:
        app.switch_page(f"app_pages/{name}.py")
    app.query_params.update({"lang": language, "project": "f26-009"})
    app.run()
    assert not app.exception
    assert "None" not in all_text(app)
    drawn = "".join(chart.proto.spec for chart in app.get("plotly_chart"))
    assert "None" not in drawn


UNITS = {
    "findings": "单位：元",
    "review": "单位：元",
    "reuse": "不涉及金额",
    "execution": "单位：元",
    "project": "单位：元",
    "data": "单位：元",
}


@pytest.mark.parametrize("name", FILTERED)
def test_a_page_says_its_own_unit(open_page: OpenPage, name: str) -> None:
    unit = UNITS.get(name, "单位：万元")
    captions = [caption.value.replace("\\", "") for caption in open_page(name).caption]
    framing = [text for text in captions if text.startswith(("口径：", "系统提示"))]
    assert len(framing) == 2  # under the headline and at the foot
    assert all(f" · {unit} · " in text for text in framing)
    assert name not in UNITS or "万元" not in "".join(framing)


@pytest.mark.parametrize(
    ("name", "params", "units"),
    [
        ("home", {"year": "2023", "phase": "executed"}, ["单位：万元", "单位：%"]),
        ("spending", {}, ["单位：万元"] * 2),
        ("findings", {}, ["单位：万元"]),
        ("comparison", {}, ["单位：万元"] * 4),
        ("reuse", {}, ["单位：张表", "每格：一个项目的一个指标", "单位：指标行"]),
        ("execution", {}, ["单位：%", "单位：分", "单位：分", "单位：张表"]),
    ],
)
def test_a_picture_says_its_own_unit(
    rich_page: OpenPage, name: str, params: dict[str, str], units: list[str]
) -> None:
    charts = rich_page(name, **params).get("plotly_chart")
    signatures = [json.loads(chart.proto.spec)["layout"]["title"]["text"] for chart in charts]
    assert len(signatures) == len(units)
    assert [unit in text for unit, text in zip(units, signatures, strict=True)] == [True] * len(
        units
    )


@pytest.fixture
def rich_page(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> OpenPage:
    """`rich_page("reuse")`: the page on the warehouse that has indicators in common."""
    folder = make_rich_data_folder(tmp_path_factory.mktemp("rich"))
    monkeypatch.setenv("JIXIAO_DATA", str(folder))

    def opened(name: str, **params: str) -> AppTest:
        app = AppTest.from_file(str(APP), default_timeout=60)
        if name != PAGES[0]:
            app.switch_page(f"app_pages/{name}.py")
        app.query_params.update(params)
        return app.run()

    return opened


@pytest.mark.parametrize("name", FILTERED)
def test_what_is_superseded_and_left_out_is_said(open_page: OpenPage, name: str) -> None:
    said = "另有 1 张表（1 份资料）已被后来公开的文件取代，未计入。"
    assert said in all_text(open_page(name))
    assert "取代" not in all_text(open_page(name, year="2021"))


def test_the_first_page_lists_the_superseded_forms(open_page: OpenPage) -> None:
    tables = [table.value for table in open_page().dataframe]
    listed = next(table for table in tables if "superseding_file_name" in table.columns)
    assert list(listed["form_id"]) == ["f26-003"]


def test_one_of_a_thing_is_no_plural(open_page: OpenPage, rich_page: OpenPage) -> None:
    text = all_text(open_page("spending", year="2023", phase="executed", lang="en"))
    assert "1 filing, 1 project, 1 of them" in text
    reuse = rich_page("reuse", lang="en", indicator="ind-h", every="1")
    assert "1 different target. " in all_text(reuse)


def all_cells(app: AppTest, column: str) -> list[object]:
    """What stands in a column of any table of the page."""
    tables = [table.value for table in app.dataframe if column in table.value.columns]
    return [value for table in tables for value in table[column]]


def test_years_are_listed_as_the_language_lists(rich_page: OpenPage) -> None:
    assert "2021, 2026" in all_cells(rich_page("reuse", lang="en"), "fiscal_years")
    assert "2021、2026" in all_cells(rich_page("reuse"), "fiscal_years")


@pytest.mark.parametrize(
    ("name", "switched"),
    [("home", "spending"), ("data", "comparison"), ("project", "reuse")],
)
def test_a_language_switch_then_a_page_keeps_every_filter(
    open_page: OpenPage, name: str, switched: str
) -> None:
    chosen = {
        "year": "2021",
        "phase": "executed",
        "body": "org-centre",
        "class": "it_operations",
        "recurrence": "one_off",
        "form": "target",
        "q": "迁 移",
    }
    app = open_page(name, lang="zh", **chosen)
    app.sidebar.get("button_group")[0].set_value("en").run()
    app.query_params.clear()
    app.switch_page(f"app_pages/{switched}.py").run()
    kept = {key: value for key, value in app.query_params.items() if key in chosen}
    assert urlencode(sorted(kept.items()), doseq=True) == urlencode(sorted(chosen.items()))
    assert app.sidebar.radio[0].value == "executed"


@pytest.mark.parametrize("name", PAGES)
def test_one_stage_is_no_choice(open_page: OpenPage, name: str) -> None:
    app = open_page(name, stage="submitted")
    assert [radio.label for radio in app.radio if radio.label == "文件阶段"] == []
    assert "stage" not in app.query_params


def test_filters_are_parted_as_the_language_parts_them(open_page: OpenPage) -> None:
    assert "预算年度＝2021；表种＝绩效目标申报表" in all_text(open_page(year="2021", form="target"))
    said = all_text(open_page(year="2021", form="target", lang="en"))
    assert "Fiscal year = 2021; " in said


def test_amounts_of_a_table_are_written_whole_without_idle_zeros(open_page: OpenPage) -> None:
    table = open_page("spending").dataframe[0].proto
    written = pyarrow.ipc.open_stream(table.arrow_data.styler.display_values).read_all()
    amounts = [str(text) for text in written.to_pydict()["amount_yuan"]]
    assert all(len(text.split(".")[1]) == 2 or text[-1] != "0" for text in amounts)
    assert "1,045.94" in amounts or "359.65" in amounts


def test_amounts_of_years_stand_right(open_page: OpenPage) -> None:
    columns = json.loads(open_page("comparison").dataframe[-1].proto.columns)
    assert {columns[year]["alignment"] for year in ("2021", "2023", "2026")} == {"right"}
