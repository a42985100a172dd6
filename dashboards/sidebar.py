"""The sidebar: language and shared filters, kept in the address."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from dashboards import queries
from dashboards.filters import (
    FORM_TYPES,
    PARAMETERS,
    PHASES,
    TEXT_LIMIT,
    Choices,
    Filters,
    clean_text,
    read_filters,
    write_filters,
)
from dashboards.texts import LANGUAGES, Words, choose_language
from dashboards.warehouse import Build

OWN = (*PARAMETERS, "lang")


def choose_words() -> Words:
    """The words of the language in the address, else the browser's; a switch overrides."""
    if "lang" not in st.session_state:
        accepted = st.context.headers.get("Accept-Language")
        named = st.query_params.get("lang")
        st.session_state["lang"] = choose_language(named, st.context.locale, accepted)
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
    if params and params not in st.session_state.setdefault("addresses", []):
        _fill_widgets(read_filters(params, choices))
    _drop_unknown(choices)
    filters = _show_widgets(t, choices)
    _keep_address({**write_filters(filters), "lang": [t.language]})
    return filters


def _address() -> dict[str, list[str]]:
    return {name: st.query_params.get_all(name) for name in OWN if name in st.query_params}


def _keep_address(params: dict[str, list[str]]) -> None:
    """Write what changed; parameters that belong to a page stay as they are.

    All addresses of a session are remembered: a click that overtakes the answer to the one
    before it still carries an older address, which must not undo the newer choice.
    """
    if params != _address():
        for name in OWN:
            if name in params:
                st.query_params[name] = params[name]
            elif name in st.query_params:
                del st.query_params[name]
    written: list[dict[str, list[str]]] = st.session_state.setdefault("addresses", [])
    if params not in written:
        written.append(params)


def _fill_widgets(filters: Filters) -> None:
    state = st.session_state
    state["filter_year"] = list(filters.fiscal_years)
    state["filter_phase"] = filters.phase
    state["filter_body"] = list(filters.department_ids)
    state["filter_class"] = list(filters.functional_classes)
    state["filter_recurrence"] = list(filters.recurrences)
    state["filter_form"] = filters.form_type
    state["filter_text"] = filters.text


def _drop_unknown(choices: Choices) -> None:
    """A new build may offer other choices than the widgets remember."""
    offered = {
        "filter_year": choices.fiscal_years,
        "filter_body": tuple(choices.departments),
        "filter_class": choices.functional_classes,
        "filter_recurrence": choices.recurrences,
    }
    for key, values in offered.items():
        kept = st.session_state.get(key, [])
        if any(value not in values for value in kept):
            st.session_state[key] = [value for value in kept if value in values]


def _show_widgets(t: Words, choices: Choices) -> Filters:
    st.session_state.setdefault("filter_phase", PHASES[0])
    with st.sidebar:
        st.subheader(t("filter.heading"))
        text = st.text_input(
            t("filter.text"),
            key="filter_text",
            max_chars=TEXT_LIMIT,
            placeholder=t("filter.text_example"),
        )
        phase = st.radio(
            t("filter.phase"), PHASES, key="filter_phase", format_func=t.codes("phase").__getitem__
        )
        years = _choose_many(t, "year", choices.fiscal_years, {})
        bodies = _choose_many(t, "body", tuple(choices.departments), choices.departments)
        classes = _choose_many(t, "class", choices.functional_classes, t.codes("functional_class"))
        recurrences = _choose_many(t, "recurrence", choices.recurrences, t.codes("recurrence"))
        form_type = st.selectbox(
            t("filter.form"),
            FORM_TYPES,
            index=None,
            key="filter_form",
            format_func=t.codes("form_type").__getitem__,
            placeholder=t("filter.all"),
        )
        st.button(t("filter.clear"), on_click=_fill_widgets, args=(Filters(),))
    return Filters(
        phase=phase or PHASES[0],
        fiscal_years=tuple(year for year in choices.fiscal_years if year in years),
        department_ids=tuple(body for body in choices.departments if body in bodies),
        functional_classes=tuple(c for c in choices.functional_classes if c in classes),
        recurrences=tuple(r for r in choices.recurrences if r in recurrences),
        form_type=form_type,
        text=clean_text(text or ""),
    )


def _choose_many(
    t: Words, name: str, offered: Sequence[Any], words: Mapping[str, str]
) -> list[Any]:
    """What is chosen of `offered`; nothing chosen means all."""
    return st.multiselect(
        t(f"filter.{name}"),
        offered,
        key=f"filter_{name}",
        format_func=lambda value: words.get(value, str(value)),
        placeholder=t("filter.all"),
    )
