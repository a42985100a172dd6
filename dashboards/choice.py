"""One choice of a page that is kept in the address, so that a copied link opens it again."""

from collections.abc import Callable, Sequence

import streamlit as st


def choose_one(
    name: str,
    options: Sequence[str],
    label: str,
    words: Callable[[str], str],
    *,
    wanted: str | None,
) -> str | None:
    """A searchable select of `options`; `wanted` (or the first) is chosen until another one is.

    `name` is the parameter of the address; what is typed to search is taken literally.
    """
    key = f"choose_{name}"
    if st.session_state.get(key) not in options:
        start = wanted if wanted in options else next(iter(options), None)
        st.session_state[key] = start
    chosen = st.selectbox(label, options, key=key, format_func=words, filter_mode="contains")
    keep_choice(name, chosen)
    return chosen


def wanted_choice(name: str) -> str | None:
    """What the address names, else what was chosen on this page before."""
    chosen = st.session_state.get(f"choose_{name}")
    named = st.query_params.get(name)
    kept = st.session_state.get(f"kept_{name}")
    return next((str(value) for value in (chosen, named, kept) if value), None)


def keep_choice(name: str, chosen: str | None) -> None:
    """Write the choice to the address and remember it for when the page is opened again."""
    st.session_state[f"kept_{name}"] = chosen
    if chosen and st.query_params.get(name) != chosen:
        st.query_params[name] = chosen
