"""What every page is made of: heading, sentence, chart, table with download, footer.

A page file reads from top to bottom::

    here = page.current()
    here.show_heading()
    frame = queries_spending.projects(here.build, here.filters)
    here.stop_if_empty(frame)
    here.show_chart(charts.stacked_bars(frame, "recurrence", here.t), "spending")
    here.show_table(frame, "projects")

Words of ours come from `texts.csv`. A filing's text goes through `say`, `st.text` or a table,
never through Markdown as it is.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import plotly.graph_objects as go
import polars as pl
import streamlit as st

from dashboards import address, charts, formats, queries
from dashboards.extracts import FORMATS, XLSX_ROWS, Format, notes_text, write_extract
from dashboards.filters import Filters
from dashboards.finding_sentences import finding_said
from dashboards.reasons import said_in
from dashboards.texts import Words
from dashboards.warehouse import Build, WarehouseMissing, current_build

PAGES = (
    "home",
    "findings",
    "spending",
    "comparison",
    "review",
    "reuse",
    "execution",
    "project",
    "data",
    "upload",
)
# how a page states its amounts, and what it says where it does not follow the chosen phase
UNITS = {
    "findings": "yuan",
    "review": "yuan",
    "reuse": "none",
    "execution": "yuan",
    "project": "yuan",
    "data": "yuan",
    "upload": "yuan",
}
OWN_PHASES = {
    "findings": "findings.all_phases",
    "reuse": "reuse.no_phase",
    "execution": "execution.all_phases",
    "project": "project.all_phases",
    "data": "data.phase_of_table",
    "upload": "project.all_phases",
}
STYLE = Path(__file__).with_name("style.css")
CHART_SETTINGS = {"displaylogo": False, "displayModeBar": False, "responsive": True}
ROW_HEIGHT, TABLE_ROWS, WIDTH_ROWS = 35, 14, 500
STYLED_CELLS = 50_000  # above, a column of numbers has the decimals of its finest one
# pixels: so that what is looked for first stands side by side on a screen of 1440
WIDEST_TEXT = 420
WIDEST = {
    "department_name": 205,
    "unit_name": 217,
    "project_name": 160,
    "other_project_name": 160,
    "left_project_name": 160,
    "right_project_name": 160,
    "phase": 216,
    "indicator_name": 230,
    "target_text": 150,
    "left_target_text": 120,
    "right_target_text": 120,
    "actual_text": 150,
    "group_name": 170,
    "item_name": 230,
    "left_item_name": 230,
    "right_item_name": 230,
    "lineage_item": 300,
    "evidence_text": 300,
    "file_name": 150,
}
# columns of sentences that are put into the words of the language
SAID: dict[str, Callable[[str, str], str]] = {
    "status_reason": said_in,
    "finding_text": finding_said,
}
HIDDEN = ("department_id", "part")  # where they tell nothing that the rest does not

# asked for when a download is clicked
Notes = Callable[[], dict[str, str]]
Sources = Callable[[], list[str]]


class PageEnded(Exception):
    """A page has said all; unlike `st.stop`, it leaves the address to be written."""


@dataclass(frozen=True)
class Page:
    """The run of one page: the words, the build that is read and the filters set."""

    t: Words
    build: Build
    filters: Filters
    name: str = PAGES[0]

    def show_heading(self) -> None:
        """The headline of a page and the sentence that says what is measured and covered."""
        st.title(self.t(f"{self.name}.headline"), anchor=False)
        said = (*self.view_said(), self.unit, self.coverage())
        self.say(" · ".join(said), small=True)

    def view_said(self, phase: str | None = None) -> list[str]:
        """The phase, and the stage unless all filings are 公开稿."""
        stage = self.stage()
        is_usual = queries.choices(self.build).stages in ((), ("published",))
        said = [] if is_usual else [self.t("footer.stage", stage=stage)]
        return [self.t("footer.phase", phase=phase or self.phase), *said]

    def stage(self) -> str:
        """The stage that is shown, and how many of its filings were told none."""
        shown = [row for row in queries.stages(self.build).to_dicts() if self._is_shown(row)]
        said = [
            self.t(
                "stage.assumed",
                stage=self.t.code("document_stage", row["document_stage"]),
                count=row["assumed_count"],
            )
            if row["assumed_count"]
            else self.t.code("document_stage", row["document_stage"])
            for row in shown
        ]
        return self.t.join(said)

    def other_stages(self) -> str:
        """What is left out as of another stage; empty where nothing is."""
        others = [row for row in queries.stages(self.build).to_dicts() if not self._is_shown(row)]
        said = [
            self.t(
                "coverage.stage",
                stage=self.t.code("document_stage", row["document_stage"]),
                filings=row["filing_count"],
                forms=row["form_count"],
            )
            for row in others
        ]
        return self.t("coverage.other_stages", stages=self.t.join(said)) if said else ""

    def _is_shown(self, row: dict[str, Any]) -> bool:
        return self.filters.stage in (None, row["document_stage"])

    def show_part(self, title: str, sentence: str = "") -> None:
        """The headline of a part of a page, with a sentence under it."""
        st.header(formats.plain(title), anchor=False)
        if sentence:
            self.say(sentence)

    def show_section(self, title: str) -> None:
        """The headline of a section of a part."""
        st.subheader(formats.plain(title), anchor=False)

    def say(self, sentence: str, *, small: bool = False) -> None:
        """A sentence shown exactly as it is, also where it holds a filing's text."""
        (st.caption if small else st.markdown)(formats.plain(sentence))

    def say_left_out(self, named: Sequence[tuple[str, str]]) -> None:
        """The filters that a link asks for and the data does not offer; nothing where all are."""
        said = [
            self.t("coverage.filter", name=self.t(f"filter.{name}"), value=value)
            for name, value in named
        ]
        if said:
            st.warning(formats.plain(self.t("address.left_out", filters=self.t.join(said))))

    def coverage(self) -> str:
        """Filings and projects of the present filters, those left out, and the filters."""
        counts = queries.coverage(self.build, self.filters)
        key = "without_phase" if self.name in OWN_PHASES else "with_phase"
        said = (
            self.t(f"coverage.{key}", **counts),
            self.superseded(),
            self.other_stages(),
            self.restrictions(),
        )
        return " ".join(part for part in said if part)

    def superseded(self) -> str:
        """How many forms of the present filters a later filing supersedes; empty where none."""
        counts = queries.superseded(self.build, self.filters)
        return self.t("coverage.superseded", **counts) if counts["forms"] else ""

    @property
    def phase(self) -> str:
        """The phase in the words of the forms, or what the page shows instead of one phase."""
        own = OWN_PHASES.get(self.name)
        return self.t(own) if own else self.t.code("phase", self.filters.phase)

    @property
    def unit(self) -> str:
        """The unit that the page shows amounts in."""
        return self.t(f"unit_said.{UNITS.get(self.name, 'wan')}")

    def restrictions(self) -> str:
        """The filters that are set, in words; empty where none is."""
        said = [self.t("coverage.filter", name=name, value=v) for name, v in self._filters_said()]
        return self.t("coverage.filters", filters=self.t.list_items(said)) if said else ""

    def show_chart(
        self,
        figure: go.Figure,
        key: str,
        alt: str | None = None,
        *,
        phase: str | None = None,
        unit: str = "wan",
    ) -> None:
        """A figure in the width of the page, signed; `alt` is read out in its place.

        `phase` is said instead of the filter's where a figure does not follow it; `unit` is a
        key of the texts `unit_said`.
        """
        counts = queries.coverage(self.build, self.filters)
        signature = (
            self.t("chart.notice", unit=self.t(f"unit_said.{unit}")),
            " · ".join(self.view_said(phase)),
            self.t("chart.coverage", build=self.build.build_id, **counts),
        )
        st.plotly_chart(
            charts.signed(figure, signature),
            theme=None,
            key=f"chart_{key}",
            config=CHART_SETTINGS,
            alt=alt or self.t("chart.alt"),
        )

    def show_table(
        self,
        frame: pl.DataFrame,
        key: str,
        *,
        as_shown: pl.DataFrame | None = None,
        sources: Sources | None = None,
        phase: str | None = None,
    ) -> None:
        """A frame as a table in the words of the language, and its download, whole and exact.

        `as_shown` is another shape of the same rows for the eye (years as columns). `sources` and
        `phase` are those of `notes`.
        """
        frame = frame.drop(name for name in HIDDEN if _says_nothing(frame, name))
        shown = self.in_words(frame if as_shown is None else as_shown)
        st.dataframe(
            _written(_with_wan(shown)) if _is_written(shown) else _with_wan(shown),
            key=f"table_{key}",
            hide_index=True,
            height=int(min(len(shown) + 1, TABLE_ROWS + 0.5) * ROW_HEIGHT) + 3,
            column_config=self._columns(shown),
            placeholder=formats.NOTHING,
        )
        if len(shown) >= TABLE_ROWS:
            self.say(self.t("table.rows", count=len(shown)), small=True)
        self.show_downloads(frame, key, lambda: self.notes(frame, sources=sources, phase=phase))

    def show_downloads(self, frame: pl.DataFrame, key: str, notes: Notes) -> None:
        """Buttons that write the whole frame, amounts in 元, and the notes of this view."""
        row = st.container(
            horizontal=True, vertical_alignment="center", gap="small", key=f"downloads_{key}"
        )
        with row:
            st.caption(self.t("download.heading"), width="content")
            for kind in FORMATS:
                self._show_download(frame, key, kind, notes)
            st.download_button(
                self.t("download.notes"),
                data=lambda: notes_text(notes()),
                file_name=f"{self._file_name(key)}.txt",
                on_click="ignore",
                type="tertiary",
                key=f"download_{key}_notes",
            )

    def _show_download(self, frame: pl.DataFrame, key: str, kind: Format, notes: Notes) -> None:
        too_long = kind == "xlsx" and len(frame) >= XLSX_ROWS

        def written() -> bytes:
            named = self.in_words(frame).rename(self._column_name)
            return write_extract(named, kind, notes())

        st.download_button(
            kind.upper(),
            data=written,
            file_name=f"{self._file_name(key)}.{kind}",
            help=self.t("download.too_long" if too_long else "download.help", format=kind.upper()),
            disabled=too_long,
            on_click="ignore",
            type="tertiary",
            icon=":material/download:",
            key=f"download_{key}_{kind}",
        )

    def _file_name(self, key: str) -> str:
        return f"jixiao-{key}-{self.build.build_id}"

    def show_empty(self, reason: str = "") -> None:
        """What to say instead of an empty chart."""
        st.info(formats.plain(reason or self.t("empty.filters", phase=self.phase)))

    def stop_if_empty(self, frame: pl.DataFrame, reason: str = "") -> None:
        """End the page with a sentence where a frame has no rows (the footer is there already)."""
        if frame.is_empty():
            self.show_empty(reason)
            raise PageEnded

    def in_words(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The frame with codes and reasons as their words and lists as one text."""
        coded = {name: self.t.codes(name) for name in frame.columns}
        return (
            self._with_reasons(frame)
            .with_columns(
                pl.col(name).cast(pl.String).replace(dict(words))
                for name, words in coded.items()
                if words
            )
            .with_columns(pl.col(pl.List(pl.String)).list.join(self.t.join(["", ""])))
        )

    def _with_reasons(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The frame with what the programs and the rules say in the words of the language."""
        return frame.with_columns(
            pl.col(name).map_elements(partial(say, self.t.language), return_dtype=pl.String)
            for name, say in SAID.items()
            if name in frame.columns
        )

    def notes(
        self,
        frame: pl.DataFrame,
        *,
        sources: Sources | None = None,
        phase: str | None = None,
    ) -> dict[str, str]:
        """What stands beside a download: filter, phase, unit, build, sources, coverage.

        `sources` asks for the files that the frame is read from where it does not name them,
        `phase` is what the frame holds where it does not follow the filter.
        """
        t = self.t
        files = sources() if sources else sorted(set(frame["file_name"]))
        return {
            t("notes.notice"): t("footer.notice"),
            t("notes.phase"): phase or self.phase,
            t("notes.stage"): self.stage(),
            t("notes.filters"): self.restrictions() or t("filter.all"),
            t("notes.unit"): self.unit_of_file(frame.columns),
            t("notes.coverage"): self.coverage(),
            t("notes.build"): self.build.build_id,
            t("notes.sources"): t.join(files),
            t("notes.written_at"): dt.datetime.now().astimezone().isoformat(timespec="seconds"),
        }

    def unit_of_file(self, columns: Sequence[str]) -> str:
        """The unit of the amounts in a download; a file without amounts says so."""
        has_amounts = any(column.endswith("_yuan") for column in columns)
        return self.t("notes.unit_yuan" if has_amounts else "notes.unit_none")

    def show_footer(self) -> None:
        """The notice under every page: no verdict, phase, unit, build."""
        st.divider()
        build = self.t("footer.build", build=self.build.build_id)
        parts = (self.t("footer.notice"), *self.view_said(), self.unit, build)
        self.say(" · ".join(parts), small=True)

    def _filters_said(self) -> list[tuple[str, str]]:
        t, filters = self.t, self.filters
        bodies = queries.choices(self.build).departments
        said = {
            "filter.year": [str(year) for year in filters.fiscal_years],
            "filter.body": [bodies.get(body, body) for body in filters.department_ids],
            "filter.class": [t.code("functional_class", c) for c in filters.functional_classes],
            "filter.recurrence": [t.code("recurrence", r) for r in filters.recurrences],
            "filter.form": [t.code("form_type", filters.form_type)] if filters.form_type else [],
            "filter.text": [filters.text] if filters.text else [],
        }
        return [(t(key), t.join(values)) for key, values in said.items() if values]

    def _column_name(self, column: str, unit: str = "yuan") -> str:
        name = self.t.code("column", column)
        return f"{name}{self.t(f'unit.{unit}')}" if column.endswith("_yuan") else name

    def _columns(self, frame: pl.DataFrame) -> dict[str, Any]:
        is_written = _is_written(frame)
        columns = {name: self._column(frame[name], is_written) for name in frame.columns}
        return columns | {name: {**columns[name], "pinned": True} for name in frame.columns[:1]}

    def _column(self, values: pl.Series, is_written: bool) -> Any:
        name = self._column_name(values.name, _shown_unit(values.name))
        if values.name.endswith("fiscal_year"):
            width = formats.column_pixels([name])
            return st.column_config.NumberColumn(name, format="%d", width=width)
        if not values.dtype.is_numeric():
            return st.column_config.Column(
                name,
                width=text_width(name, values),
                alignment="right" if values.name.isdecimal() else None,  # a year's amounts
            )
        if is_written and values.dtype.is_decimal():
            return st.column_config.NumberColumn(name)
        in_wan = values.name in _wan_columns([values.name])
        shown = formats.in_wan(values.name) if in_wan else pl.col(values.name)
        places = formats.decimal_places(values.to_frame().select(shown).to_series())
        step = 10.0**-places if values.dtype.is_decimal() else 1
        return st.column_config.NumberColumn(name, format="localized", step=step)


def text_width(label: str, values: pl.Series) -> int | None:
    """The width of a column of texts under its label; the table decides for anything else."""
    if values.dtype != pl.String:
        return None
    widest = WIDEST.get(values.name, WIDEST_TEXT)
    return formats.column_pixels([label, *values.head(WIDTH_ROWS)], widest=widest)


def apply_style() -> None:
    """The few rules of our own on top of the theme."""
    st.html(STYLE)


def open_build(t: Words) -> Build:
    """The current build; where there is none, one sentence says what to do and the run ends."""
    try:
        build = current_build()
        queries.choices(build)
        is_older = queries.lacks_tables(build)
    except WarehouseMissing as missing:
        st.warning(t("warehouse.missing", path=formats.plain(str(missing))))
        st.stop()
    except (duckdb.Error, OSError) as broken:
        st.warning(t("warehouse.broken", reason=formats.plain(type(broken).__name__)))
        st.stop()
    if is_older:
        st.warning(t("warehouse.older", build=build.build_id))
        st.stop()
    return build


def run(t: Words, build: Build, filters: Filters, name: str, shown: Any) -> None:
    """Run the page that is shown, its footer drawn first so that a page may stop early."""
    st.session_state["page"] = here = Page(t, build, filters, name)
    body, footer = st.container(), st.container()
    with footer:
        here.show_footer()
    with body, suppress(PageEnded):
        here.say_left_out(st.session_state.get("left_out", []))
        shown.run()
    address.write()


def current() -> Page:
    """The page that is being run."""
    here: Page = st.session_state["page"]
    return here


def _wan_columns(names: Sequence[str]) -> list[str]:
    """The columns that are shown in 万元: all amounts; a unit price stays in 元."""
    return [name for name in names if name.endswith("_yuan") and "unit_price" not in name]


def _shown_unit(name: str) -> str:
    return "wan" if _wan_columns([name]) else "yuan"


def _with_wan(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(formats.in_wan(name) for name in _wan_columns(frame.columns))


def _is_written(frame: pl.DataFrame) -> bool:
    """Whether a table is small enough for each of its numbers to be written by itself."""
    has_decimals = any(dtype.is_decimal() for dtype in frame.dtypes)
    return has_decimals and frame.width * len(frame) <= STYLED_CELLS


def _written(frame: pl.DataFrame) -> Any:
    """The frame with each number written by the rule for its column; sorting stays by number."""
    writers = {name: _writer(name) for name in frame.columns if frame[name].dtype.is_decimal()}
    exact = frame.to_pandas(use_pyarrow_extension_array=True)
    return exact.style.format(writers, na_rep=formats.NOTHING)


def _writer(name: str) -> Callable[[Any], str]:
    """How a decimal of a column is written: an amount, a share or another number."""
    if name.endswith("_yuan"):
        return formats.exact
    return formats.percent if name.endswith("share_pct") else formats.trimmed


def _says_nothing(frame: pl.DataFrame, name: str) -> bool:
    """A key beside its name, or the part of an amount that was not cut."""
    if name not in frame.columns:
        return False
    return name != "part" or frame[name].unique().to_list() == ["whole"]
