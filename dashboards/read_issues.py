"""Read issues in a table, what prints each, and what a person decided about it."""

from typing import Any

import polars as pl
import streamlit as st

from dashboards import formats, reviews
from dashboards.facts import show_facts, show_place
from dashboards.kept_rows import RowsNotReadable
from dashboards.page import Page
from dashboards.warehouse import data_folder


def show_read_issues(here: Page, issues: pl.DataFrame, key: str) -> None:
    """The issues with their reviews; the one that is selected can be confirmed or corrected."""
    known = list(here.t.codes("issue_code"))
    unknown = pl.when(~pl.col("issue_code").is_in(known)).then("message_text")
    said = issues.with_columns(message_text=unknown)
    alt = here.t("project.issues")
    show_facts(here, _with_reviews(here, said), key, below=show_issue, alt=alt)


def _with_reviews(here: Page, issues: pl.DataFrame) -> pl.DataFrame:
    try:
        known = reviews.read_reviews(data_folder())
    except (RowsNotReadable, OSError):
        place = str(reviews.reviews_file(data_folder()))
        here.say(here.t("review.not_readable", path=place))
        return issues
    return reviews.with_reviews(issues, known)


def show_issue(here: Page, issue: dict[str, Any]) -> None:
    """One issue: what prints it, the review of it, and the form for a new one."""
    show_place(here, issue)
    st.markdown(f"**{here.t('review.title')}**")
    here.say(here.t("review.sentence"), small=True)
    if issue.get("decision"):
        show_review(here, issue)
    ask_review(here, issue)


def show_review(here: Page, issue: dict[str, Any]) -> None:
    """Printed and corrected side by side, and who decided, when and why."""
    printed, corrected = st.columns(2)
    with printed:
        here.say(here.t("review.printed"), small=True)
        st.text(issue["raw_text"] or formats.NOTHING)
    with corrected:
        here.say(here.t("review.corrected"), small=True)
        is_corrected = issue["decision"] == reviews.CORRECTED
        st.text(issue["corrected_text"] if is_corrected else here.t("review.as_read"))
    who, when = issue["reviewer_name"], issue["reviewed_at"]
    here.say(here.t("review.by", name=who, time=when, reason=issue["reason"] or formats.NOTHING))


def ask_review(here: Page, issue: dict[str, Any]) -> None:
    """The form for a person's decision; a new one stands beside the older ones."""
    t, key = here.t, f"review_{issue['issue_id']}_{here.t.language}"
    with st.form(key, clear_on_submit=False):
        words = t.codes("decision")
        decision = st.radio(
            t("review.decision"),
            reviews.DECISIONS,
            format_func=words.__getitem__,
            horizontal=True,
            key=f"{key}_decision",
        )
        corrected = _ask(here, "corrected_text", key, is_long=True)
        reason = _ask(here, "reason", key)
        st.session_state.setdefault(f"{key}_reviewer_name", st.session_state.get("reviewer", ""))
        name = _ask(here, "reviewer_name", key)
        is_sent = st.form_submit_button(t("review.keep"), key=f"{key}_keep")
    if is_sent:
        keep_review(here, reviews.made_review(issue, decision, corrected, reason, name))


def _ask(here: Page, field: str, key: str, *, is_long: bool = False) -> str:
    label = here.t(f"review.ask_{field}")
    ask = st.text_area if is_long else st.text_input
    return ask(label, key=f"{key}_{field}", max_chars=reviews.LONGEST[field]) or ""


def keep_review(here: Page, review: reviews.Review) -> None:
    """Write the review down and draw the page anew; a sentence says what it lacks."""
    if reason := reviews.lacking(review):
        st.warning(here.t(reason))
        return
    try:
        reviews.append_review(data_folder(), review)
    except (RowsNotReadable, OSError):
        place = str(reviews.reviews_file(data_folder()))
        st.warning(formats.plain(here.t("review.not_kept", path=place)))
        return
    st.session_state["reviewer"] = review.reviewer_name
    st.toast(here.t("review.kept"))
    st.rerun()
