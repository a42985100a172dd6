"""待人工确认: pairs of items that may be the same money; a person accepts, rejects, takes back."""

from typing import Any

import polars as pl
import streamlit as st

from dashboards import formats, link_decisions, page, queries_review
from dashboards.choice import choose_way
from dashboards.facts import show_facts, show_place
from dashboards.kept_rows import RowsNotReadable
from dashboards.page import Page
from dashboards.warehouse import data_folder

here = page.current()
t, build, filters = here.t, here.build, here.filters
QUEUES = ("waiting", "linked", "decided")


def with_decisions(pairs: pl.DataFrame) -> pl.DataFrame:
    """The pairs with the decision that stands about each; none where the file cannot be read."""
    try:
        decisions = link_decisions.standing_decisions(data_folder())
    except (RowsNotReadable, OSError):
        here.say(t("link_review.not_readable", path=str(place_of_decisions())))
        decisions = pl.DataFrame(schema=dict.fromkeys(link_decisions.COLUMNS, pl.String))
    known = decisions.select(
        *link_decisions.PAIR, "decision", "reason", "reviewer_name", "decided_at"
    )
    return pairs.join(known, on=link_decisions.PAIR, how="left", maintain_order="left")


def show_pair(here: Page, pair: dict[str, Any]) -> None:
    """Both places of a pair, the decision about it, and the form for a new one."""
    left, right = st.columns(2)
    for column, side in ((left, "left"), (right, "right")):
        with column:
            year, amount = pair[f"{side}_fiscal_year"], pair[f"{side}_amount_yuan"]
            said = t("link_review.side", year=year, amount=formats.yuan(amount))
            st.markdown(f"**{formats.plain(said)}**")
            st.text(pair[f"{side}_item_name"] or formats.NOTHING)
            show_place(here, side_of(pair, side))
    here.say(t("link_review.signs", signs=pair["evidence_text"]))
    if pair["decision"]:
        here.say(
            t(
                "link_review.by",
                decision=t.code("decision", pair["decision"]),
                name=pair["reviewer_name"],
                time=pair["decided_at"],
                reason=pair["reason"] or formats.NOTHING,
            )
        )
    ask_decision(pair)


def side_of(pair: dict[str, Any], side: str) -> dict[str, Any]:
    """The place of one item of a pair."""
    names = (*queries_review.PLACE, *queries_review.OFFSETS)
    return {name: pair[f"{side}_{name}"] for name in names}


def ask_decision(pair: dict[str, Any]) -> None:
    """The form for a decision: accept or reject, or take back the one that stands."""
    offered = (
        [link_decisions.UNDONE]
        if pair["decision"]
        else [link_decisions.ACCEPTED, link_decisions.REJECTED]
    )
    key = f"link_{pair['left_item_key']}_{pair['right_item_key']}_{t.language}"
    with st.form(key, clear_on_submit=False):
        words = t.codes("decision")
        decision = st.radio(
            t("link_review.decision"),
            offered,
            index=None,
            format_func=words.__getitem__,
            horizontal=True,
        )
        reason = st.text_input(t("link_review.reason"), max_chars=link_decisions.LONGEST["reason"])
        name = st.text_input(
            t("review.ask_reviewer_name"),
            value=st.session_state.get("reviewer", ""),
            max_chars=link_decisions.LONGEST["reviewer_name"],
        )
        is_sent = st.form_submit_button(t("link_review.keep"), key=f"{key}_keep")
    if is_sent:
        keep_decision(link_decisions.made_decision(pair, decision or "", reason or "", name or ""))


def keep_decision(decision: link_decisions.LinkDecision) -> None:
    """Write the decision down and draw the page anew; a sentence says what it lacks."""
    if lacking := link_decisions.lacking(decision):
        st.warning(t(lacking))
        return
    try:
        link_decisions.append_decision(data_folder(), decision)
    except (RowsNotReadable, OSError):
        st.warning(formats.plain(t("link_review.not_kept", path=str(place_of_decisions()))))
        return
    st.session_state["reviewer"] = decision.reviewer_name
    st.toast(t("link_review.kept"))
    st.rerun()


def place_of_decisions() -> object:
    """The file of decisions of the data folder."""
    return link_decisions.decisions_file(data_folder())


here.show_heading()
here.say(t("link_review.sentence"))
here.say(t("link_review.counts_later"), small=True)
pairs = with_decisions(queries_review.pairs_to_decide(build, filters))
queue = choose_way(t, "queue", QUEUES)
is_decided = pl.col("decision").is_not_null()
chosen = pairs.filter(
    is_decided if queue == "decided" else ~is_decided & (pl.col("queue_state") == queue)
)
here.stop_if_empty(chosen, t(f"link_review.none_{queue}"))
show_facts(
    here, chosen.drop("queue_state"), f"pairs_{queue}", below=show_pair, alt=t("review.headline")
)
