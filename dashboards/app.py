"""The dashboard's entry: page settings, language, shared filters, navigation."""

import streamlit as st

from dashboards import address, page, sidebar

st.set_page_config(page_title="Jixiao 绩效", layout="wide", initial_sidebar_state="auto")
page.apply_style()

address.begin()
links = st.sidebar.container(key="links", gap="small")
t = sidebar.choose_words()
build = page.open_build(t)
pages = {
    name: st.Page(
        f"app_pages/{name}.py",
        title=t(f"page.{name}"),
        url_path=name,
        default=name == page.PAGES[0],
    )
    for name in page.PAGES
}
shown = st.navigation(list(pages.values()), position="hidden")
filters = sidebar.choose_filters(t, build)
with links:
    sidebar.show_links(pages, filters, t)
name_shown = next(name for name in pages if pages[name] == shown)
with st.sidebar:
    sidebar.close_on_phones(name_shown)
page.run(t, build, filters, name_shown, shown)
