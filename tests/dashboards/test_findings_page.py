"""疑点: the list by difference, the severities, what the rules came to, and the page itself."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboards import queries_findings
from dashboards.filters import Filters
from dashboards.warehouse import Build

from .conftest import make_data_folder

OpenPage = Callable[..., AppTest]


@pytest.fixture(scope="module")
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_data_folder(tmp_path_factory.mktemp("findings"))


def test_the_gravest_come_first_then_the_greatest_difference(build: Build) -> None:
    found = queries_findings.findings(build, Filters())
    assert found.select("severity", "difference_yuan", "rule_code").rows() == [
        ("must_check", Decimal("42000.00"), "F04"),
        ("explain", None, "F21"),
        ("note", Decimal("1250.50"), "F04"),
        ("note", None, "F19"),
    ]


def test_values_have_their_unit_beside_them(build: Build) -> None:
    found = queries_findings.findings(build, Filters())
    assert found["value_unit"].to_list() == ["yuan", None, "yuan", "indicators"]
    assert found.columns.index("value_unit") == found.columns.index("reckoned_value") + 1


def test_findings_of_superseded_forms_are_left_out(build: Build) -> None:
    assert "F25" not in queries_findings.findings(build, Filters())["rule_code"].to_list()


@pytest.mark.parametrize(
    ("filters", "rules"),
    [
        (Filters(fiscal_years=(2023,)), ["F21"]),
        (Filters(fiscal_years=(2021,)), []),
        (Filters(recurrences=("recurring",)), ["F04", "F04", "F19"]),
        (Filters(text="刻章"), ["F04", "F19"]),
    ],
)
def test_the_shared_filters_choose(build: Build, filters: Filters, rules: list[str]) -> None:
    assert queries_findings.findings(build, filters)["rule_code"].to_list() == rules


@pytest.mark.parametrize(
    ("severity", "count"), [("must_check", 1), ("explain", 1), ("note", 2), (None, 4)]
)
def test_a_severity_chooses(build: Build, severity: str | None, count: int) -> None:
    assert len(queries_findings.findings(build, Filters(), severity)) == count


def test_every_rule_says_what_it_came_to(build: Build) -> None:
    rules = queries_findings.rules(build, Filters())
    assert rules.select(
        "rule_code", "finding_forms", "clear_forms", "cannot_check_forms"
    ).rows() == [
        ("F04", 2, 1, 1),
        ("F13", 0, 0, 2),
        ("F19", 2, 0, 0),
        ("F21", 1, 0, 0),
    ]


def said(app: AppTest) -> str:
    return " ".join(element.value.replace("\\", "") for element in [*app.markdown, *app.info])


def test_the_page_says_how_many_rules_ran(open_page: OpenPage) -> None:
    app = open_page("findings")
    assert not app.exception
    assert "已核 3 条规则，1 条无法核验" in said(app)
    table = app.dataframe[0].value
    assert table["difference_yuan"].to_list()[::2] == ["42,000.00", "1,250.50"]
    assert table["severity"].to_list() == ["必核", "请说明", "提示", "提示"]
    assert table["value_unit"].to_list()[::2] == ["元", "元"]


def test_in_english_the_sentence_and_the_rule_are_english(open_page: OpenPage) -> None:
    table = open_page("findings", lang="en").dataframe[0].value
    assert table["rule_name"].to_list()[0] == "Request above its cost target"
    assert table["finding_text"].to_list()[3] == (
        "Indicator names beside those of the project “政务云租用”: 4 of 4 are the same"
        " (different use of money)"
    )


def test_silence_says_what_was_checked(open_page: OpenPage) -> None:
    app = open_page("findings", year="2021")
    assert "未发现疑点（已核 1 条规则，1 条无法核验）" in said(app)


def test_the_address_names_a_severity(open_page: OpenPage) -> None:
    app = open_page("findings", severity="must_check")
    assert app.dataframe[0].value["severity"].to_list() == ["必核"]


def test_a_selected_finding_shows_both_places(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = st.dataframe

    def selected(*args: object, **more: object) -> object:
        drawn(*args, **more)
        return {"selection": {"rows": [0]}}

    monkeypatch.setattr(st, "dataframe", selected)
    app = open_page("findings")
    assert not app.exception
    shown = " ".join(caption.value for caption in app.caption)
    assert "出处" in shown and "另一处" in shown
    assert "<b>" not in "".join(html.value for html in app.get("html") if hasattr(html, "value"))
    assert len(app.get("link_button")) == 1
