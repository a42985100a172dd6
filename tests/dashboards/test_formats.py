"""Amounts keep every digit; a filing's text stays text."""

import doctest
from decimal import Decimal
from types import ModuleType

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as some

from dashboards import folding, formats, source_lines, texts
from dashboards.formats import (
    MARKUP,
    execution_rate,
    in_wan,
    percent,
    plain,
    unmarked,
    wan,
    wrapped,
    yuan,
)


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        ("0", "0.00"),
        ("469997", "46.9997"),
        ("37800000.00", "3,780.00"),
        ("12323857.31", "1,232.385731"),
        ("-300000", "-30.00"),
        ("50", "0.005"),
    ],
)
def test_wan_is_exact(amount: str, shown: str) -> None:
    assert wan(Decimal(amount)) == shown


@given(some.decimals(min_value=-(10**14), max_value=10**14, places=2))
def test_wan_loses_nothing(amount: Decimal) -> None:
    assert Decimal(wan(amount).replace(",", "")) * 10_000 == amount


@given(some.lists(some.decimals(min_value=-(10**11), max_value=10**11, places=2)))
def test_a_column_in_wan_loses_nothing(amounts: list[Decimal]) -> None:
    frame = pl.DataFrame({"amount_yuan": amounts}, schema={"amount_yuan": pl.Decimal(18, 2)})
    shown = frame.select(in_wan("amount_yuan"))["amount_yuan"].to_list()
    assert [value * 10_000 for value in shown] == amounts


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        ("47.3973", "47.4%"),
        ("38.685", "38.7%"),
        ("38.65", "38.7%"),
        ("38.649", "38.6%"),
        ("38", "38.0%"),
        ("99.995", ">99.9%"),
        ("99.949", "99.9%"),
        ("100", "100.0%"),
        ("0.04", "<0.1%"),
        ("0.05", "0.1%"),
        ("0", "0.0%"),
    ],
)
def test_a_share_has_one_decimal_and_a_part_is_neither_nothing_nor_all(
    share: str, shown: str
) -> None:
    assert percent(Decimal(share)) == shown


def test_an_execution_rate_is_cut_as_the_forms_cut_it() -> None:
    assert execution_rate(Decimal("94.6869")) == "94.68%"  # 1045.94 of 1104.63, printed 94.68
    assert yuan(None) == wan(None) == percent(None) == execution_rate(None) == "—"


@given(some.text())
def test_plain_leaves_no_sign_of_markdown_alone(text: str) -> None:
    shown = plain(text)
    assert "\n" not in shown
    assert MARKUP.search(shown.replace("\\\\", "").translate({92: None})) is None or all(
        shown[place.start() - 1] == "\\" or place[0] == "\\" for place in MARKUP.finditer(shown)
    )


@given(some.text(), some.integers(min_value=1, max_value=30))
def test_a_label_holds_no_tag_but_our_line_break(text: str, width: int) -> None:
    assert "<" not in unmarked(text) and ">" not in unmarked(text)
    assert "<" not in wrapped(text, width).replace("<br>", "")


def test_a_label_breaks_between_latin_words_and_anywhere_in_chinese() -> None:
    assert wrapped("links come later", 5) == "links come<br>later"
    assert wrapped("上海市松江区", 4) == "上海市松<br>江区"


@pytest.mark.parametrize(
    "module", [folding, formats, source_lines, texts], ids=lambda module: module.__name__
)
def test_examples_hold(module: ModuleType) -> None:
    outcome = doctest.testmod(module)
    assert outcome.attempted and not outcome.failed
