"""Totals of years that do not hold the same bodies: what is said beside them."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import duckdb
import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboards.bodies_of_years import bodies_of_years, bodies_said
from dashboards.texts import Words

from .conftest import BUILD_ID, make_data_folder

OpenPage = Callable[..., AppTest]
ZH = Words("zh")
SAID = (
    "各年所含机构不同，合计不可直接相比：各年都有金额的机构 1 个"
    "（占2021年金额的 100.0%、2026年金额的 25.0%）；只见于2026年：乙局。"
)


def amounts(*rows: tuple[str | None, int, int | None]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "department_id": [body for body, _, _ in rows],
            "department_name": [body for body, _, _ in rows],
            "fiscal_year": [year for _, year, _ in rows],
            "amount_yuan": [None if yuan is None else Decimal(yuan) for _, _, yuan in rows],
        },
        schema_overrides={"amount_yuan": pl.Decimal(18, 2)},
    )


def said(*rows: tuple[str | None, int, int | None]) -> str:
    return bodies_said(bodies_of_years(amounts(*rows)), ZH)


def test_a_body_of_one_year_is_named_with_the_share_that_the_others_cover() -> None:
    assert said(
        ("甲局", 2021, 50), ("甲局", 2026, 40), ("甲局", 2026, 10), ("乙局", 2026, 150)
    ) == (SAID)


@pytest.mark.parametrize(
    "rows",
    [
        (("甲局", 2021, 1), ("甲局", 2026, 2)),
        (("甲局", 2021, 1), ("乙局", 2021, 2)),
        (("甲局", 2021, 1), ("甲局", 2026, 1), ("乙局", 2026, None)),
        (),
    ],
)
def test_the_same_bodies_or_one_year_need_no_word(
    rows: tuple[tuple[str | None, int, int | None], ...],
) -> None:
    assert said(*rows) == ""


def test_a_body_that_no_form_prints_is_the_same_in_no_two_years() -> None:
    assert "没有一个机构各年都有金额" in said((None, 2021, 1), (None, 2026, 1))


def test_bodies_of_the_same_years_are_told_together_and_counted() -> None:
    names = [(f"{name}局", 2026, 1) for name in "乙丙丁"]
    assert said(("甲局", 2021, 1), ("甲局", 2023, 1), *names).endswith(
        "；只见于2021年、2023年：甲局；只见于2026年：丁局、丙局等 3 个。"
    )


@pytest.fixture(scope="module")
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The second project of 2026, 12,323,857.31 yuan, is that of another body."""
    folder = make_data_folder(tmp_path_factory.mktemp("bodies"))
    with duckdb.connect(str(folder / "builds" / f"{BUILD_ID}.duckdb")) as connection:
        connection.execute(
            """
            update marts.dim_forms set department_id = 'org-water', department_name = '某市水务局'
            where form_id = 'f26-002';
            update marts.fct_lineage_items set department_id = 'org-water'
            where form_id = 'f26-002';
            """
        )
    return folder


@pytest.mark.parametrize(("name", "times"), [("home", 2), ("comparison", 2)])
def test_the_pages_say_it_beside_the_totals(open_page: OpenPage, name: str, times: int) -> None:
    page = open_page(name)
    assert not page.exception
    told = [caption.value for caption in page.caption if "各年所含机构不同" in caption.value]
    assert len(told) == times
    assert all("只见于2026年：某市水务局" in caption for caption in told)
    assert sum(expander.label == "逐个机构的各年金额" for expander in page.expander) == times
