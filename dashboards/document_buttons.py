"""生成情况报告 · 导出审核意见表 · 导出明细: documents for the chosen filters, made when asked."""

import datetime as dt

import streamlit as st

from dashboards import queries_findings
from dashboards.briefing import briefing
from dashboards.filters import write_filters
from dashboards.page import Page
from dashboards.review_sheet import ROOM, review_sheet
from dashboards.word_file import word_file

EXTRACTS_PAGE = "app_pages/data.py"


def show_documents(here: Page) -> None:
    """The row of buttons; nothing is made before one is pressed."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="documents"):
        st.download_button(
            here.t("documents.briefing"),
            data=lambda: word_file(briefing(here, _now())),
            file_name=f"jixiao-briefing-{here.build.build_id}.docx",
            help=here.t("documents.briefing_help"),
            icon=":material/description:",
            on_click="ignore",
            key="make_briefing",
        )
        show_review_sheet(here)
        st.page_link(
            EXTRACTS_PAGE,
            label=here.t("documents.extracts"),
            icon=":material/table_view:",
            help=here.t("documents.extracts_help"),
            query_params={**write_filters(here.filters), "lang": [here.t.language]},
        )


def show_review_sheet(here: Page, severity: str | None = None) -> None:
    """The button that writes the findings, of one severity or all, for a person to fill in."""
    count = queries_findings.count(here.build, here.filters, severity)
    is_too_long = count > ROOM
    st.download_button(
        here.t("documents.review_sheet"),
        data=lambda: review_sheet(
            here, queries_findings.findings(here.build, here.filters, severity), _now()
        ),
        file_name=f"jixiao-review-sheet-{here.build.build_id}.xlsx",
        help=here.t("download.too_long" if is_too_long else "documents.review_sheet_help"),
        disabled=is_too_long or not count,
        icon=":material/rule:",
        on_click="ignore",
        key="make_review_sheet",
    )


def _now() -> dt.datetime:
    return dt.datetime.now().astimezone()
