"""A frame in, the figure's data out."""

import json
from decimal import Decimal
from pathlib import Path

import duckdb
import plotly.graph_objects as go
import polars as pl
import pytest

from dashboards import charts, comparisons, queries, queries_home, queries_spending
from dashboards.filters import Filters
from dashboards.texts import Words
from dashboards.warehouse import Build, current_build

from .conftest import BUILD_ID, make_data_folder

ZH = Words("zh")


def shown_text(figure: go.Figure) -> str:
    return json.dumps(figure.to_plotly_json(), ensure_ascii=False, default=str)


def drawn(figure: go.Figure) -> list[go.Bar]:
    """The traces with bars of their own (the others only explain colours)."""
    return [trace for trace in figure.data if trace.x[0] is not None]


def test_bars_are_as_long_as_the_amounts_and_say_them_to_the_fen(build: Build) -> None:
    frame = queries_spending.spending_by_form(build, Filters(), "functional_class")
    figure = charts.stacked_bars(frame, "functional_class", ZH)
    cloud = next(trace for trace in drawn(figure) if trace.name == "信息化运维")
    assert cloud.x[0] == pytest.approx(1232.385731)
    assert cloud.customdata[0][2:4] == ["1,232.385731", "12,323,857.31"]
    assert "万元" in figure.layout.xaxis.title.text


def test_no_axis_runs_through_the_name_of_a_bar(build: Build) -> None:
    frame = queries_spending.spending_by_cost_item(build, Filters(), "functional_class")
    figure = charts.stacked_bars(frame, "functional_class", ZH)
    assert {note.bgcolor for note in figure.layout.annotations} == {"white"}


def test_a_superseded_form_is_not_drawn(build: Build) -> None:
    frame = queries_spending.spending_by_form(build, Filters(), "functional_class")
    amounts = dict(frame.filter(fiscal_year=2026).select("functional_class", "amount_yuan").rows())
    assert amounts["it_operations"] == Decimal("12323857.31")


def test_remainder_and_surplus_are_apart_and_hatched(build: Build) -> None:
    frame = queries_spending.spending_by_cost_item(
        build, Filters(fiscal_years=(2021,)), "functional_class"
    )
    parts = {(row["functional_class"], row["part"]): row["amount_yuan"] for row in frame.to_dicts()}
    assert parts == {
        ("public_service", "items"): Decimal("2100000.00"),
        ("it_operations", "items"): Decimal("2300000.00"),
        ("public_service", "remainder"): Decimal("496500.00"),
        ("it_operations", "surplus"): Decimal("-300000.00"),
    }
    figure = charts.stacked_bars(frame, "functional_class", ZH)
    hatches = {trace.name: trace.marker.pattern.shape for trace in drawn(figure)}
    assert hatches["公共服务供给与补贴"] == ""
    assert hatches["公共服务供给与补贴·未列明细"] == "/"
    assert hatches["信息化运维·明细超出"] == "x"


def test_both_grains_add_up_to_the_same(build: Build) -> None:
    for dimension in queries.DIMENSIONS:
        by_form = queries_spending.spending_by_form(build, Filters(), dimension)
        by_item = queries_spending.spending_by_cost_item(build, Filters(), dimension)
        assert by_form["amount_yuan"].sum() == by_item["amount_yuan"].sum()


def test_a_class_has_its_colour_whatever_else_is_shown() -> None:
    alone = charts.colours_of("functional_class", ["training"])
    among = charts.colours_of("functional_class", ["unclassified", "training", "personnel"])
    assert alone["training"] == among["training"] == charts.CLASS_COLOURS["training"]
    assert len(set(charts.CLASS_COLOURS.values())) == len(charts.CLASS_COLOURS)


def test_a_filed_name_is_no_markup(build: Build) -> None:
    frame = queries_home.self_evaluations(build, Filters()).with_columns(project_name=_hostile())
    text = shown_text(charts.execution_dots(frame, ZH))
    assert "<a" not in text and "&lt;a" in text


def _hostile() -> pl.Expr:
    return pl.lit('<a href="http://example.org">x</a>')


def test_execution_is_shown_on_both_budgets(build: Build) -> None:
    figure = charts.execution_dots(queries_home.self_evaluations(build, Filters()), ZH)
    assert [trace.x[0] for trace in figure.data] == pytest.approx([94.6869, 86.805])
    assert figure.data[0].customdata[0][1] == "94.68%"


def compared(build: Build, dimension: str, filters: Filters, language: Words = ZH) -> go.Figure:
    coverage = queries_spending.coverage_of_years(build, filters)
    amounts = queries_spending.spending_by_form(build, filters, dimension)
    body, of_body = next(comparisons.by_body(amounts))
    years = sorted(of_body["fiscal_year"].unique())
    note = comparisons.note(coverage, body, of_body, dimension, filters, language)
    return charts.comparison_bars(of_body, dimension, years, note, language)


def test_the_picture_says_what_is_covered_and_what_is_no_change(build: Build) -> None:
    text = shown_text(compared(build, "functional_class", Filters()))
    assert "2021年：项目 2 个" in text and "2026年：项目 2 个" in text
    assert "2023年：资料未见" in text
    assert "差额不等于增减" in text


def test_a_category_that_did_not_exist_is_not_zero(build: Build) -> None:
    figure = compared(build, "expenditure_category", Filters())
    texts = [trace.text[0] for trace in figure.data]
    assert texts.count("当年未设此分类") == 2
    assert "0.00" not in texts


def test_a_body_of_one_year_is_named_and_not_drawn(build: Build) -> None:
    filters = Filters(phase="executed")
    amounts = queries_spending.spending_by_form(build, filters, "functional_class")
    assert comparisons.single_years(amounts, ZH) == ["某市水务局（2023年）"]
    requests = queries_spending.spending_by_form(build, Filters(), "functional_class")
    assert comparisons.single_years(requests, ZH) == []


def test_years_come_from_the_data(build: Build) -> None:
    coverage = queries_spending.coverage_of_years(build, Filters())
    shown = comparisons.coverage_by_year(coverage, ZH)
    assert shown.columns == ["department_name", "2021", "2023", "2026"]
    assert shown.row(by_predicate=_is("某市水务局"), named=True)["2023"] == "自评 1 个"


def _is(name: str) -> pl.Expr:
    return pl.col("department_name") == name


def test_kinds_of_cost_target(build: Build) -> None:
    frame = queries_home.money_by_cost_target(build, Filters())
    kinds = {
        (row["fiscal_year"], row["cost_target_kind"]): row["share_pct"] for row in frame.to_dicts()
    }
    assert set(kinds) == {
        (2026, "unit_price"),
        (2026, "words"),
        (2021, "other_number"),
        (2021, "none"),
    }
    assert kinds[2026, "unit_price"] + kinds[2026, "words"] == pytest.approx(
        Decimal(100), abs=Decimal("0.001")
    )


@pytest.mark.parametrize(
    ("name", "unit", "base_unit", "value", "kind"),
    [
        ("印章刻制成本", "元/套", "元/套", 83, "unit_price"),
        ("月租费", "万元", "元/月", 70800, "unit_price"),  # 002 L218: the month is in the name
        ("非编人员人均工资成本", "万/人", "/人", 169200, "unit_price"),  # 002 L82: 元 not printed
        ("单个系统测评服务费", "万元", "元", 90000, "unit_price"),  # 002 L173
        ("项目成本", "万元", "元", 8800000, "cap_above"),  # 002 L717
        ("项目成本", "万元", "元", 2200000, "cap_equal"),
        ("项目成本", "万元", "元", 2202200, "cap_equal"),  # within 0.1%
        ("项目成本", "万元", "元", 2202201, "cap_above"),
        ("项目成本", "万元", "元", 40000, "cap_below"),
        ("资金使用率", "%", "%", 90, "other_number"),  # 004 L25: use of a budget is no cost
    ],
)
def test_a_cost_target_has_one_kind(
    tmp_path: Path, name: str, unit: str, base_unit: str, value: int, kind: str
) -> None:
    folder = make_data_folder(tmp_path)
    with duckdb.connect(str(folder / "builds" / f"{BUILD_ID}.duckdb")) as connection:
        connection.execute(
            """
            update marts.fct_indicators
            set indicator_name = ?, target_unit = ?, base_unit = ?, target_value_base = ?
            where form_id = 'f26-001'
            """,
            [name, unit, base_unit, value],
        )
    frame = queries_home.cost_targets(current_build(folder), Filters())
    assert frame.filter(form_id="f26-001")["cost_target_kind"].to_list() == [kind]
