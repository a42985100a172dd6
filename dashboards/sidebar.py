"""The sidebar: language and shared filters, kept in the address."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from dashboards import address, queries
from dashboards.choice import kept_choices
from dashboards.filters import (
    FORM_TYPES,
    PARAMETERS,
    PHASES,
    TEXT_LIMIT,
    Choices,
    Filters,
    clean_text,
    left_out,
    read_filters,
    write_filters,
)
from dashboards.texts import LANGUAGES, Words, choose_language
from dashboards.warehouse import Build

OWN = (*PARAMETERS, "lang")
# the parameters that belong to a page
OWN_CHOICES = {
    "findings": ("severity",),
    "spending": ("by", "grain", "years"),
    "comparison": ("years", "link_confidence", "by"),
    "review": ("queue",),
    "reuse": (
        "aspect",
        "find",
        "every",
        "indicator",
        "pair_scope",
        "boilerplate",
        "sets_pair",
        "goals_pair",
        "target_class",
        "level2",
    ),
    "project": ("project",),
    "data": ("table", "all_phases", "funding_basis", "funding_source"),
}
CLOSE_ON_PHONES = """<script>
if (window.innerWidth < 768 && !document.querySelector('[data-testid="stExpandSidebarButton"]'))
    document.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click();
// page %d
</script>"""


def choose_words() -> Words:
    """The words of the language in the address, else the browser's; a switch overrides."""
    if "lang" not in st.session_state:
        accepted = st.context.headers.get("Accept-Language")
        named = st.query_params.get("lang")
        usual = choose_language(None, st.context.locale, accepted)
        st.session_state["browser_language"] = usual
        st.session_state["lang"] = choose_language(named, usual, None)
    language = st.sidebar.segmented_control(
        "语言 Language",
        LANGUAGES,
        key="lang",
        required=True,
        format_func={"zh": "中文", "en": "English"}.__getitem__,
        label_visibility="collapsed",
    )
    return Words(language or LANGUAGES[0])


def choose_filters(t: Words, build: Build) -> Filters:
    """The shared filters as set in the sidebar; the address is read when it is new and kept up."""
    choices = queries.choices(build)
    params = _address()
    shown_in = st.session_state.setdefault("filters_language", t.language)
    is_new = bool(params) and params not in st.session_state.setdefault("addresses", [])
    st.session_state["left_out"] = left_out(params, choices) if is_new else []
    if is_new:
        _fill_widgets(read_filters(params, choices), t)
    elif shown_in != t.language:
        _fill_widgets(_filters_shown(Words(shown_in)), t)
    st.session_state["filters_language"] = t.language
    _drop_unknown(choices, t)
    filters = _show_widgets(t, choices)
    _keep_address({**write_filters(filters), "lang": [t.language]})
    return filters


def show_links(pages: Mapping[str, Any], filters: Filters, t: Words) -> None:
    """A link to each page that carries the filters and what was chosen there before.

    The page opens at its whole address: one entry of the browser's history.
    """
    shared = write_filters(filters)
    for name, target in pages.items():
        params = {**shared, **kept_choices(OWN_CHOICES.get(name, ()))}
        if params or t.language != st.session_state.get("browser_language"):
            params["lang"] = [t.language]
        st.page_link(target, query_params=params, width="stretch")


def close_on_phones(name: str) -> None:
    """Close the sidebar after a link in it led to another page: on a phone it covers the page."""
    before, count = st.session_state.get("page_before", (name, 0))
    changes = count + (before != name)
    st.session_state["page_before"] = (name, changes)
    if before != name:  # a script runs again only where it is another one
        st.html(CLOSE_ON_PHONES % changes, unsafe_allow_javascript=True)


def _address() -> dict[str, list[str]]:
    return {name: st.query_params.get_all(name) for name in OWN if name in st.query_params}


def _keep_address(params: dict[str, list[str]]) -> None:
    """Keep the filters for the address; parameters that belong to a page stay as they are.

    All addresses of a session are remembered: a click that overtakes the answer to the one
    before it still carries an older address, which must not undo the newer choice.
    """
    for name in OWN:
        address.keep(name, params.get(name, ()))
    written: list[dict[str, list[str]]] = st.session_state.setdefault("addresses", [])
    if params not in written:
        written.append(params)


def _key(name: str, t: Words) -> str:
    """Each language has its own widgets: see `choice`."""
    return f"filter_{name}_{t.language}"


def _fill_widgets(filters: Filters, t: Words) -> None:
    state = st.session_state
    state[_key("year", t)] = list(filters.fiscal_years)
    state[_key("phase", t)] = filters.phase
    state[_key("stage", t)] = filters.stage
    state[_key("body", t)] = list(filters.department_ids)
    state[_key("class", t)] = list(filters.functional_classes)
    state[_key("recurrence", t)] = list(filters.recurrences)
    state[_key("form", t)] = filters.form_type
    state[_key("text", t)] = filters.text


def _filters_shown(t: Words) -> Filters:
    """What the widgets of a language hold."""
    state = st.session_state
    return Filters(
        phase=state.get(_key("phase", t)) or PHASES[0],
        stage=state.get(_key("stage", t)),
        fiscal_years=tuple(state.get(_key("year", t), ())),
        department_ids=tuple(state.get(_key("body", t), ())),
        functional_classes=tuple(state.get(_key("class", t), ())),
        recurrences=tuple(state.get(_key("recurrence", t), ())),
        form_type=state.get(_key("form", t)),
        text=state.get(_key("text", t)) or "",
    )


def _drop_unknown(choices: Choices, t: Words) -> None:
    """A new build may offer other choices than the widgets remember."""
    offered = {
        "year": choices.fiscal_years,
        "body": tuple(choices.departments),
        "class": choices.functional_classes,
        "recurrence": choices.recurrences,
    }
    for name, values in offered.items():
        kept = st.session_state.get(_key(name, t), [])
        if any(value not in values for value in kept):
            st.session_state[_key(name, t)] = [value for value in kept if value in values]
    if st.session_state.get(_key("stage", t)) not in choices.stages:
        st.session_state[_key("stage", t)] = next(iter(choices.stages), None)


def _show_widgets(t: Words, choices: Choices) -> Filters:
    """The widgets, and what they hold, in the order of the choices."""
    st.session_state.setdefault(_key("phase", t), PHASES[0])
    with st.sidebar:
        st.subheader(t("filter.heading"), anchor=False)
        _ask_text(t)
        st.radio(
            t("filter.phase"),
            PHASES,
            key=_key("phase", t),
            format_func=t.codes("phase").__getitem__,
        )
        _choose_stage(t, choices.stages)
        _choose_many(t, "year", choices.fiscal_years, {})
        _choose_many(t, "body", tuple(choices.departments), choices.departments)
        _choose_many(t, "class", choices.functional_classes, t.codes("functional_class"))
        _choose_many(t, "recurrence", choices.recurrences, t.codes("recurrence"))
        st.selectbox(
            t("filter.form"),
            FORM_TYPES,
            index=None,
            key=_key("form", t),
            format_func=t.codes("form_type").__getitem__,
            placeholder=t("filter.all"),
        )
        st.button(t("filter.clear"), on_click=_fill_widgets, args=(read_filters({}, choices), t))
    shown = _filters_shown(t)
    return read_filters(write_filters(replace(shown, text=clean_text(shown.text))), choices)


def _ask_text(t: Words) -> None:
    st.text_input(
        t("filter.text"),
        key=_key("text", t),
        max_chars=TEXT_LIMIT,
        placeholder=t("filter.text_example"),
        help=t("filter.text_help"),
    )


def _choose_stage(t: Words, stages: Sequence[str]) -> None:
    """One stage at a time, like the phase; nothing to choose where only one is loaded."""
    if len(stages) > 1:
        st.radio(
            t("filter.stage"),
            stages,
            key=_key("stage", t),
            format_func=t.codes("document_stage").__getitem__,
            help=t("filter.stage_help"),
        )


def _choose_many(t: Words, name: str, offered: Sequence[Any], words: Mapping[str, str]) -> None:
    """A choice of any of `offered`; nothing chosen means all."""
    st.multiselect(
        t(f"filter.{name}"),
        offered,
        key=_key(name, t),
        format_func=lambda value: words.get(value, str(value)),
        placeholder=t("filter.all"),
        select_all=False,
    )
