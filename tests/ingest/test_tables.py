"""Records -> Parquet -> raw tables: nothing is rounded, nothing is half there."""

import dataclasses
import datetime as dt
from decimal import Decimal

import duckdb
import polars as pl
import pytest

from ingest import records
from ingest.folders import DataFolder
from ingest.tables import batches, columns_of, fill_raw, read_raw, to_frame, write_batch
from tests.ingest.synthetic import FILING_ID, LOADED_AT, load_one_form, one_form


@pytest.fixture
def folder(tmp_path):
    return DataFolder(tmp_path)


def filled(folder):
    connection = duckdb.connect()
    fill_raw(connection, folder)
    return connection


def test_types_come_from_the_records():
    types = {column.name: column for column in columns_of("funding")}
    assert types["amount_yuan"].polars_type == pl.Decimal(18, 2)
    assert types["amount_yuan"].declaration == "amount_yuan decimal(18, 2)"
    assert types["source_line"].declaration == "source_line bigint not null"
    assert {column.name: column for column in columns_of("filings")}[
        "loaded_at"
    ].declaration == "loaded_at timestamp not null"


@pytest.mark.parametrize("table", records.RAW_TABLES)
def test_every_table_is_there_and_typed_without_any_load(folder, table):
    described = filled(folder).execute(f"describe raw.{table}").fetchall()
    assert [row[0] for row in described] == [
        field.name for field in dataclasses.fields(records.RAW_TABLES[table])
    ]
    assert read_raw(folder, table).is_empty()


@pytest.mark.parametrize("table", records.RAW_TABLES)
def test_an_empty_frame_has_the_types_of_the_raw_table(folder, table):
    typed = to_frame(table, [])
    assert typed.schema == read_raw(folder, table).schema


def test_what_is_written_is_read_back(folder):
    made = load_one_form(folder)
    assert read_raw(folder, "funding").row(0, named=True) == dataclasses.asdict(made["funding"][0])
    filing = read_raw(folder, "filings").row(0, named=True)
    assert filing["loaded_at"] == LOADED_AT.replace(tzinfo=None)
    assert filing["page_count"] is None


def test_a_time_of_another_zone_is_stored_in_utc(folder):
    shanghai = dt.timezone(dt.timedelta(hours=8))
    load_one_form(folder, loaded_at=dt.datetime(2026, 1, 2, 11, 0, tzinfo=shanghai))
    assert read_raw(folder, "filings").item(0, "loaded_at") == dt.datetime(2026, 1, 2, 3, 0)


def test_a_batch_without_its_filings_row_counts_for_nothing(folder):
    made = one_form()
    write_batch(folder, "load-1", {**made, "filings": []})
    assert batches(folder, "forms")
    assert read_raw(folder, "forms").is_empty()
    assert filled(folder).execute("select count(*) from raw.forms").fetchone() == (0,)


def test_a_killed_write_leaves_nothing_to_be_read(folder):
    load_one_form(folder)
    (folder.raw / "forms" / ".load-2.parquet.99").write_bytes(b"PAR1 half a file")
    assert len(read_raw(folder, "forms")) == 1


def test_loads_are_added_and_none_is_changed(folder):
    load_one_form(folder)
    load_one_form(folder, load_id="load-2", amount="99.00")
    amounts = read_raw(folder, "funding").sort("load_id").get_column("amount_yuan").to_list()
    assert amounts == [Decimal("12600.00"), Decimal("99.00")]


def test_an_older_batch_may_lack_a_column_and_have_one_too_many(folder):
    load_one_form(folder)
    path = folder.raw / "forms" / "load-1.parquet"
    pl.read_parquet(path).drop("rating").with_columns(gone=pl.lit(1)).write_parquet(path)
    form = read_raw(folder, "forms").row(0, named=True)
    assert form["rating"] is None
    assert form["project_name"] == "=办公用房运行"


@pytest.mark.parametrize(
    "amount",
    [Decimal("0.005"), Decimal("1e16"), Decimal("NaN"), Decimal("Infinity"), 12.5, 12, "12"],
)
def test_an_amount_that_does_not_fit_is_refused_and_nothing_is_written(folder, amount):
    made = one_form()
    made["funding"] = [dataclasses.replace(made["funding"][0], amount_yuan=amount)]
    with pytest.raises(ValueError, match="amount_yuan"):
        write_batch(folder, "load-1", made)
    assert not batches(folder, "filings")


@pytest.mark.parametrize("amount", ["9999999999999999.99", "-0.01", "1E+3", "0"])
def test_an_amount_that_fits_is_exact(folder, amount):
    load_one_form(folder, amount=amount)
    assert read_raw(folder, "funding").item(0, "amount_yuan") == Decimal(amount)


def test_an_empty_key_is_refused(folder):
    made = one_form()
    made["forms"] = [dataclasses.replace(made["forms"][0], form_id=None)]
    with pytest.raises(ValueError, match="form_id must not be empty"):
        write_batch(folder, "load-1", made)


@pytest.mark.parametrize("load_id", ["", "../up", "a/b", ".hidden"])
def test_a_load_id_that_is_no_file_name_is_refused(folder, load_id):
    with pytest.raises(ValueError, match="cannot name a batch"):
        write_batch(folder, load_id, one_form())


def test_withdrawals_go_with_their_filing(folder):
    load_one_form(folder)
    withdrawal = records.Withdrawal(
        filing_id=FILING_ID, load_id="load-1", reason_text="double", withdrawn_at=LOADED_AT
    )
    write_batch(folder, "withdrawal-1", {"withdrawals": [withdrawal]})
    assert read_raw(folder, "withdrawals").item(0, "reason_text") == "double"
