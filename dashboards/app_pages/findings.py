"""疑点: what does not agree in the filings, both its places, and what each rule came to."""

from typing import Any
from urllib.parse import urlencode

import polars as pl
import streamlit as st

from dashboards import page, queries
from dashboards import queries_findings as asked
from dashboards.choice import choose_way
from dashboards.cost_caps import show_cost_caps
from dashboards.document_buttons import show_review_sheet
from dashboards.facts import show_facts, show_place
from dashboards.filters import write_filters
from dashboards.finding_sentences import finding_said
from dashboards.page import Page

SEVERITIES = ("all", *asked.SEVERITIES)
PLACE = ("page", "sheet", "box", "line", "start", "end")

here = page.current()
t = here.t


def show_rules_in_short(rules: pl.DataFrame) -> None:
    """How many rules ran, how many could nowhere be checked."""
    here.say(t("findings.ran", **asked.counted(rules)))


def show_findings(rules: pl.DataFrame) -> None:
    """The list of one severity or all, the gravest and then the greatest difference first."""
    here.show_part(t("findings.list"), t("findings.list_sentence"))
    severity = choose_way(t, "severity", SEVERITIES)
    found = asked.findings(here.build, here.filters, None if severity == "all" else severity)
    if found.is_empty():
        here.show_empty(t("findings.none", **asked.counted(rules)))
        return
    here.say(t("findings.count", count=len(found)), small=True)
    show_review_sheet(here, None if severity == "all" else severity)
    show_facts(here, found, "findings", below=show_both_places, alt=t("findings.list"))
    here.show_downloads(
        found, "findings", lambda: here.notes(found, phase=t("findings.all_phases"))
    )


def show_both_places(here: Page, finding: dict[str, Any]) -> None:
    """The sentence, and the filing's own lines at the one place and the other."""
    here.say(finding_said(t.language, str(finding["finding_text"])))
    for label, prefix in ((t("findings.place"), ""), (t("findings.other_place"), "other_")):
        place = {f"source_{part}": finding[f"{prefix}source_{part}"] for part in PLACE}
        if place["source_line"] is not None:
            here.say(label, small=True)
            show_place(here, {**place, "filing_id": finding["filing_id"]})
    for form_id in (finding["form_id"], finding["other_form_id"]):
        if form_id:
            st.link_button(t("findings.open_project"), project_address(str(form_id)))


def project_address(form_id: str) -> str:
    """The project page of a form, with the filters as they are."""
    params = {**write_filters(here.filters), "lang": [t.language], "project": [form_id]}
    return f"project?{urlencode(params, doseq=True)}"


def show_rules(rules: pl.DataFrame) -> None:
    """Every rule with what it came to, and why it could not be checked where it could not."""
    here.show_part(t("findings.rules"), t("findings.rules_sentence"))
    here.show_table(
        rules,
        "rules",
        sources=lambda: queries.source_files(here.build, here.filters),
        phase=t("findings.all_phases"),
    )


here.show_heading()
checked = asked.rules(here.build, here.filters)
here.stop_if_empty(checked, t("findings.empty"))
show_rules_in_short(checked)
show_findings(checked)
show_cost_caps(here)
show_rules(checked)
