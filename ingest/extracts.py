"""Rows of a mart, filtered, with the notes that say what they are."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl

from ingest.errors import CannotProceed
from ingest.warehouse import Build

FORM_FILTERS = {
    "fiscal_year": "fiscal_year = $value",
    "form_type": "form_type = $value",
    "department": "(department_id = $value or department_name = $value)",
}
STAGE_FILTER = "document_stage = $value"
STAGE_NAMES = {"submitted": "送审稿", "approved": "批复稿", "published": "公开稿"}
OWN_COLUMN = {"fiscal_year": "fiscal_year", "form_type": "form_type", "department": "department_id"}
NOTICE = "系统提示，非审核结论"
TEXT_RULE = "CSV 中以 = + - @ 等开头的文本前加单引号 (in CSV an apostrophe stands before such text)"


@dataclass(frozen=True)
class Wanted:
    """A mart and what its rows must have; a filter that is None lets every row pass."""

    table: str
    fiscal_year: int | None = None
    phase: str | None = None
    department: str | None = None
    form_type: str | None = None
    stage: str | None = None

    @property
    def filters(self) -> dict[str, str | int]:
        """The filters that are set, by name."""
        named = {name: value for name, value in vars(self).items() if name != "table"}
        return {name: value for name, value in named.items() if value is not None}

    @property
    def described(self) -> str:
        """The filters in words."""
        return (
            ", ".join(f"{name} = {value}" for name, value in self.filters.items()) or "全部 (all)"
        )


def select_rows(connection: duckdb.DuckDBPyConnection, wanted: Wanted) -> pl.DataFrame:
    """The rows, all of one stage.

    Raises CannotProceed for a table or filter that is not there, for no row, and for rows of
    several stages, which are never mixed.
    """
    columns = _columns(connection, wanted.table)
    frame: pl.DataFrame = connection.sql(f"from marts.{wanted.table}").pl()
    for name, value in wanted.filters.items():
        key = _filtered_column(wanted.table, columns, name)
        frame = frame.join(_passing_keys(connection, key, name, value), on=key, how="semi")
    if frame.is_empty():
        raise CannotProceed(
            f"No row of {wanted.table} passes the filter ({wanted.described}): nothing was written."
        )
    _refuse_mixed(_stages(connection, frame), wanted.table)
    return frame


def _refuse_mixed(stages: dict[str, int], table: str) -> None:
    if len(stages) > 1:
        named = ", ".join(f"{stage} ({STAGE_NAMES[stage]})" for stage in stages)
        raise CannotProceed(
            f"The rows of {table} are of several stages, which are never mixed in one extract:"
            f" choose one with --stage, {named}."
        )


def _stages(connection: duckdb.DuckDBPyConnection, frame: pl.DataFrame) -> dict[str, int]:
    """stage -> filings that were told none, of the filings that the rows come from.

    Empty where the rows name neither a stage nor a filing.
    """
    filings: pl.DataFrame = connection.sql(
        "select filing_id, document_stage, document_stage_basis = 'assumed' as is_assumed"
        " from marts.dim_filings"
    ).pl()
    keys = [key for key in ("filing_id", "document_stage") if key in frame.columns][:1]
    if not keys:
        return {}
    filings = filings.join(frame.select(keys).unique(), on=keys, how="semi")
    counted = filings.group_by("document_stage").agg(pl.col("is_assumed").sum())
    return dict(counted.sort("document_stage").rows())


def _columns(connection: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    """The columns of a mart, which its name is checked by before it goes into any SQL."""
    found = connection.execute(
        "select table_name, column_name from information_schema.columns"
        " where table_schema = 'marts' order by table_name, ordinal_position"
    ).fetchall()
    if table not in {name for name, _ in found}:
        names = ", ".join(sorted({name for name, _ in found}))
        raise CannotProceed(f"There is no table {table!r} to export; there are: {names}.")
    return [column for name, column in found if name == table]


def _filtered_column(table: str, columns: list[str], name: str) -> str:
    """The column that a filter goes by: the table's own, else that of its form or its filing."""
    candidates = {"phase": ["phase"], "stage": ["document_stage", "filing_id"]}
    for column in candidates.get(name) or [OWN_COLUMN[name], "form_id", "filing_id"]:
        if column in columns:
            return column
    raise CannotProceed(f"{table} has nothing to filter by {name.replace('_', ' ')}.")


def _passing_keys(
    connection: duckdb.DuckDBPyConnection, key: str, name: str, value: str | int
) -> pl.DataFrame:
    if name == "phase":
        return pl.DataFrame({key: [value]})
    table = "dim_filings" if name == "stage" else "dim_forms"
    condition = STAGE_FILTER if name == "stage" else FORM_FILTERS[name]
    keys: pl.DataFrame = connection.sql(
        f"select distinct {key} from marts.{table} where {condition}",
        params={"value": value},
    ).pl()
    return keys


def describe_rows(
    connection: duckdb.DuckDBPyConnection, frame: pl.DataFrame, wanted: Wanted, build: Build
) -> dict[str, str]:
    """The notes that go with the rows: filter, phase, time, build, source files, coverage."""
    files = _source_files(connection, frame)
    return {
        "提示 (notice)": NOTICE,
        "数据表 (table)": f"marts.{wanted.table}",
        "筛选 (filter)": wanted.described,
        "口径 (phase)": _phases(frame),
        "文件阶段 (stage)": _stage_said(_stages(connection, frame)),
        "单位 (unit)": "元 (yuan)",
        "行数 (rows)": str(len(frame)),
        "数据版本 (build)": f"{build.build_id}; 校验通过 {build.tests_passed}/{build.test_count}",
        "导出时间 (written at)": dt.datetime.now().astimezone().isoformat(timespec="seconds"),
        "来源文件 (source files)": "; ".join(files),
        "本版全部 (the whole build)": _coverage(connection),
        "文本 (text)": TEXT_RULE,
    }


def _phases(frame: pl.DataFrame) -> str:
    if "phase" not in frame.columns:
        return "不适用 (none in this table)"
    return ", ".join(frame.get_column("phase").drop_nulls().unique().sort().to_list())


def _stage_said(stages: dict[str, int]) -> str:
    said = []
    for stage, assumed in stages.items():
        untold = f"; 其中 {assumed} 份未注明，按公开稿计 (told no stage)" if assumed else ""
        said.append(f"{STAGE_NAMES[stage]} ({stage}){untold}")
    return ", ".join(said) or "本表不分阶段 (none in this table)"


def _source_files(connection: duckdb.DuckDBPyConnection, frame: pl.DataFrame) -> list[str]:
    """The names of the filings the rows come from; all of them where rows name none."""
    filings: pl.DataFrame = connection.sql(
        "select filing_id, file_name from marts.dim_filings order by file_name"
    ).pl()
    if "filing_id" in frame.columns:
        filings = filings.join(frame.select("filing_id").unique(), on="filing_id", how="semi")
    return [str(name) for name in filings.sort("file_name").get_column("file_name")]


def _coverage(connection: duckdb.DuckDBPyConnection) -> str:
    counts = connection.execute(
        """
        select
            (select count(*) from marts.dim_filings),
            (select count(*) from marts.dim_forms),
            (select count(*) from marts.fct_read_issues)
        """
    ).fetchone()
    filings, forms, issues = counts or (0, 0, 0)
    return (
        f"资料 {filings} 份 (filings), 项目表 {forms} 份 (forms), 未读清 {issues} 处 (read issues)"
    )


def write_files(frame: pl.DataFrame, notes: dict[str, str], path: Path, kind: str) -> list[Path]:
    """The files written: the extract, and beside a CSV or Parquet file its notes."""
    # The one place where ingest uses dashboards: docs/decisions/0001-extract-writer.md
    from dashboards.extracts import FORMATS, ExtractTooLarge, notes_text, write_extract

    chosen = next(known for known in FORMATS if known == kind)
    try:
        files = {path: write_extract(frame, chosen, notes)}
    except ExtractTooLarge as error:
        raise CannotProceed(str(error)) from None
    if kind != "xlsx":
        files[path.with_name(f"{path.name}.notes.txt")] = notes_text(notes)
    for name, content in files.items():
        _write_whole(name, content)
    return list(files)


def _write_whole(path: Path, content: bytes) -> None:
    """Write beside, then rename: no half file is left under the name."""
    beside = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        raise CannotProceed(f"{path} cannot be written: {error.strerror}.") from None
