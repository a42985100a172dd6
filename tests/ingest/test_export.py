"""Rows of several stages never go into one extract."""

import datetime as dt
from collections.abc import Iterator

import duckdb
import pytest

from ingest.errors import CannotProceed
from ingest.extracts import Wanted, describe_rows, select_rows
from ingest.warehouse import Build

BUILD = Build(
    build_id="20260302T090000000Z",
    input_fingerprint="",
    filing_count=3,
    test_count=1,
    tests_passed=1,
    built_at=dt.datetime(2026, 3, 2, 9),
)
MARTS = """
    create schema marts;
    create table marts.dim_filings as
    select * from (values
        ('a', 'a.txt', 'submitted', 'told'),
        ('b', 'b.txt', 'published', 'told'),
        ('c', 'c.txt', 'published', 'assumed')
    ) as rows (filing_id, file_name, document_stage, document_stage_basis);
    create table marts.dim_forms as
    select filing_id || '-001' as form_id, filing_id, 2025 + (filing_id > 'a')::integer as fiscal_year,
        document_stage
    from marts.dim_filings;
    create table marts.fct_funding as
    select form_id, filing_id, 1.00::decimal(18, 2) as amount_yuan from marts.dim_forms;
    create table marts.fct_spending_by_category as
    select distinct document_stage, fiscal_year, 2.00::decimal(18, 2) as amount_yuan
    from marts.dim_forms;
    create table marts.dim_indicators as select 'i' as standard_indicator_id, 3 as use_count;
    create table marts.fct_read_issues as select 'x' as issue_id, 'a' as filing_id;
"""


@pytest.fixture
def marts() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute(MARTS)
        yield connection


@pytest.mark.parametrize(
    "table", ["fct_funding", "fct_spending_by_category", "dim_forms", "dim_filings"]
)
def test_rows_of_several_stages_are_refused_with_what_to_choose(marts, table) -> None:
    with pytest.raises(CannotProceed, match=r"--stage, published .公开稿., submitted .送审稿."):
        select_rows(marts, Wanted(table))
    chosen = select_rows(marts, Wanted(table, stage="submitted"))
    assert len(chosen) == 1


def test_filters_that_leave_one_stage_need_no_choice(marts) -> None:
    rows = select_rows(marts, Wanted("fct_funding", fiscal_year=2026))
    assert set(rows["filing_id"]) == {"b", "c"}


def test_the_notes_say_the_stage_and_what_was_not_told(marts) -> None:
    wanted = Wanted("fct_funding", stage="published")
    notes = describe_rows(marts, select_rows(marts, wanted), wanted, BUILD)
    assert notes["文件阶段 (stage)"].startswith("公开稿 (published); 其中 1 份未注明")
    wanted = Wanted("dim_indicators")
    notes = describe_rows(marts, select_rows(marts, wanted), wanted, BUILD)
    assert notes["文件阶段 (stage)"].startswith("本表不分阶段")


def test_a_table_without_stages_cannot_be_cut_to_one(marts) -> None:
    with pytest.raises(CannotProceed, match="dim_indicators has nothing to filter by stage"):
        select_rows(marts, Wanted("dim_indicators", stage="published"))
