"""Any address gives valid filters, and filters survive the address."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as some

from dashboards import queries, queries_spending
from dashboards.filters import (
    FORM_TYPES,
    PARAMETERS,
    PHASES,
    TEXT_LIMIT,
    Choices,
    Filters,
    clean_text,
    read_filters,
    where,
    write_filters,
)
from dashboards.warehouse import Build

CHOICES = Choices(
    fiscal_years=(2026, 2023, 2021),
    departments={"org-centre": "某区政务服务中心", "org-water": "某市水务局"},
    functional_classes=("it_operations", "public_service"),
    recurrences=("not_filed", "recurring"),
)
HOSTILE = [
    "' or 1=1 --",
    "%",
    "_",
    "\\",
    "'; drop table marts.dim_forms; --",
    "\x00",
    "😀" * 200,
    "a" * 10_000,
    "９９９",
    "{alias}",
    "?",
    "<script>alert(1)</script>",
]

words = some.text() | some.sampled_from(HOSTILE) | some.sampled_from(["2026", "executed", "target"])
addresses = some.dictionaries(some.sampled_from(PARAMETERS) | some.text(), some.lists(words))


def some_of(values: tuple) -> some.SearchStrategy:
    return some.lists(some.sampled_from(values), unique=True).map(
        lambda chosen: tuple(value for value in values if value in chosen)
    )


filters_chosen = some.builds(
    Filters,
    phase=some.sampled_from(PHASES),
    fiscal_years=some_of(CHOICES.fiscal_years),
    department_ids=some_of(tuple(CHOICES.departments)),
    functional_classes=some_of(CHOICES.functional_classes),
    recurrences=some_of(CHOICES.recurrences),
    form_type=some.none() | some.sampled_from(FORM_TYPES),
    text=some.text().map(clean_text),
)


@given(addresses)
def test_any_address_gives_valid_filters(params: dict[str, list[str]]) -> None:
    filters = read_filters(params, CHOICES)
    assert filters.phase in PHASES
    assert set(filters.fiscal_years) <= set(CHOICES.fiscal_years)
    assert set(filters.department_ids) <= set(CHOICES.departments)
    assert set(filters.functional_classes) <= set(CHOICES.functional_classes)
    assert filters.form_type in (None, *FORM_TYPES)
    assert len(filters.text) <= TEXT_LIMIT and filters.text == filters.text.strip()


@given(filters_chosen)
def test_filters_survive_the_address(filters: Filters) -> None:
    assert read_filters(write_filters(filters), CHOICES) == filters


def test_an_address_without_restrictions_is_empty() -> None:
    assert write_filters(Filters()) == {}


@given(filters_chosen)
def test_values_never_stand_in_the_sql(filters: Filters) -> None:
    sql, params = where(filters)
    assert sql.count("?") == len(params)
    assert all(body not in sql for body in filters.department_ids)


def found(build: Build, filters: Filters) -> set[str]:
    sql, params = where(filters)
    frame = build.query(f"select forms.form_id from marts.dim_forms as forms where {sql}", params)
    return set(frame["form_id"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("刻章", {"f26-001"}),
        ("印章刻制", {"f26-001"}),  # an indicator
        ("志愿者", {"f21-001"}),  # a cost item
        ("云租用目标", {"f26-002"}),  # a goal
        ("(运维)", {"f21-002"}),  # printed full-width
        ("（运维）", {"f21-002"}),
        ("100%_A", {"f21-002"}),  # % and _ mean themselves, letters of any size
        ("%", {"f21-002"}),
        ("印章 刻制", {"f26-001"}),  # white space does not matter
        ("　印 章\t刻制　", {"f26-001"}),
        ("完成迁移１００％＿ａ", {"f21-002"}),  # nor does width
        ("＝HYPERLINK", {"f23-001"}),
        ("旧版本", set()),  # superseded
        ("没有这个词", set()),
    ],
)
def test_text_finds_what_holds_it(build: Build, text: str, expected: set[str]) -> None:
    assert found(build, Filters(text=text)) == expected


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_only_text(build: Build, text: str) -> None:
    filters = read_filters({"q": [text]}, queries.choices(build))
    assert not filters.text or found(build, filters) <= {"f21-002"}
    assert build.query("select count(*) from marts.dim_forms").item() == 6


def test_each_filter_restricts(build: Build) -> None:
    assert found(build, Filters(fiscal_years=(2021,))) == {"f21-001", "f21-002"}
    assert found(build, Filters(department_ids=("org-water",))) == {"f23-001"}
    assert found(build, Filters(functional_classes=("it_operations",))) == {"f21-002", "f26-002"}
    assert found(build, Filters(recurrences=("not_filed",))) == {"f23-001"}
    assert found(build, Filters(form_type="self_evaluation")) == {"f23-001"}


def test_choices_are_what_the_data_holds(build: Build) -> None:
    choices = queries.choices(build)
    assert choices.fiscal_years == (2026, 2023, 2021)
    assert choices.departments == {"org-centre": "某区政务服务中心", "org-water": "某市水务局"}
    assert isinstance(queries_spending.projects(build, Filters()), pl.DataFrame)
