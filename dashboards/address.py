"""The address of a page: collected while the page runs, written once, and only where it changed.

Every writing is an entry of the browser's history, so a view takes one, not one a parameter.
What a reader has not chosen is not written: the plain address of a page stays as it is.
"""

from collections.abc import Mapping, Sequence

import streamlit as st

Params = dict[str, list[str]]
STATE = "address"
LANGUAGE = "lang"


def begin() -> None:
    """Take the address as it came; what the run chooses is changed in this copy."""
    st.session_state[STATE] = _shown()


def keep(name: str, values: Sequence[str]) -> None:
    """Set a parameter for the end of the run; without values it goes."""
    params: Params = st.session_state.setdefault(STATE, _shown())
    if values:
        params[name] = list(values)
    else:
        params.pop(name, None)


def write() -> None:
    """Write the address where the run changed it."""
    params: Params = st.session_state.get(STATE, _shown())
    shown = _shown()
    if params != shown and not _is_only_language(params, shown):
        st.query_params.from_dict(params)


def _shown() -> Params:
    return {name: st.query_params.get_all(name) for name in st.query_params}


def _is_only_language(params: Mapping[str, list[str]], shown: Mapping[str, list[str]]) -> bool:
    """Whether nothing was chosen yet: the browser's own language is not worth an entry."""
    return not shown and params == {LANGUAGE: [st.session_state.get("browser_language")]}
