"""Choices of a page that are kept in the address, so that a copied link opens the same view.

A browser sends the words that a widget shows, and the words of one language cannot be read back
in the other: so each language has its own widgets, and a switch hands the value over.
"""

from collections.abc import Callable, Sequence

import streamlit as st

from dashboards import address
from dashboards.texts import Words

ON = "1"


def widget_key(name: str, t: Words) -> str:
    """The key of a widget in the language it is shown in."""
    return f"choose_{name}_{t.language}"


def choose_one(
    t: Words,
    name: str,
    options: Sequence[str],
    label: str,
    words: Callable[[str], str],
    *,
    wanted: str | None,
    usual: str | None = None,
) -> str | None:
    """A searchable select of `options`; `wanted` (or the first) is chosen until another one is.

    `name` is the parameter of the address, to which the `usual` one is not written; what is typed
    to search is taken literally.
    """
    key = widget_key(name, t)
    if st.session_state.get(key) not in options:
        start = wanted if wanted in options else next(iter(options), None)
        st.session_state[key] = start
    chosen = st.selectbox(label, options, key=key, format_func=words, filter_mode="contains")
    keep_choice(name, chosen if chosen != usual else None)
    return chosen


def choose_way(t: Words, name: str, options: Sequence[str]) -> str:
    """One of a few ways to show a page; the first is usual and is not written to the address.

    The words are the texts `{name}` and `{name}.{option}`.
    """
    key = widget_key(name, t)
    if st.session_state.get(key) not in options:
        wanted = wanted_choice(name, t)
        st.session_state[key] = wanted if wanted in options else options[0]
    words = t.codes(name)
    chosen = st.segmented_control(
        t(name), options, key=key, required=True, format_func=words.__getitem__
    )
    chosen = chosen or options[0]
    keep_choice(name, chosen if chosen != options[0] else None)
    return chosen


def choose_switch(t: Words, name: str, label: str, hint: str | None = None) -> bool:
    """A switch that is off until it is turned on, by hand or in the address."""
    key = widget_key(name, t)
    if key not in st.session_state:
        st.session_state[key] = wanted_choice(name, t) == ON
    is_on = st.toggle(label, key=key, help=hint)
    keep_choice(name, ON if is_on else None)
    return is_on


def choose_text(t: Words, name: str, label: str, max_chars: int) -> str:
    """A short text to search for."""
    key = widget_key(name, t)
    if key not in st.session_state:
        st.session_state[key] = (wanted_choice(name, t) or "")[:max_chars]
    text = st.text_input(label, key=key, max_chars=max_chars) or ""
    keep_choice(name, text or None)
    return text


def wanted_choice(name: str, t: Words) -> str | None:
    """What is chosen, else what the address names, else what was chosen on this page before."""
    chosen = st.session_state.get(widget_key(name, t))
    named = st.query_params.get(name)
    kept = st.session_state.get(f"kept_{name}")
    return next((str(value) for value in (chosen, named, kept) if value), None)


def keep_choice(name: str, chosen: str | None) -> None:
    """Keep the choice for the address and for when the page is opened again."""
    st.session_state[f"kept_{name}"] = chosen
    address.keep(name, [chosen] if chosen else [])


def kept_choices(names: Sequence[str]) -> dict[str, str]:
    """Those of the choices that are remembered, for a link to the page they belong to."""
    kept = {name: st.session_state.get(f"kept_{name}") for name in names}
    return {name: str(chosen) for name, chosen in kept.items() if chosen}
