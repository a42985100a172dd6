"""Every word is in both languages, used, and a filing's text never reaches Markdown as it is."""

import ast
import csv
import re
import string
from pathlib import Path

import pytest

from dashboards.texts import TEXTS

DASHBOARDS = TEXTS.parent
MODULES = sorted(DASHBOARDS.rglob("*.py"))
ROWS = list(csv.DictReader(TEXTS.open(encoding="utf-8", newline="")))
MARKDOWN = {
    "markdown",
    "caption",
    "title",
    "header",
    "subheader",
    "write",
    "info",
    "warning",
    "error",
    "success",
    "metric",
}
# what may be shown as HTML: our own style sheet, and lines whose every character is escaped
OWN_HTML = {
    "STYLE",
    "CLOSE_ON_PHONES % changes",
    "LINES_STYLE + lines_html(lines, line, start, end)",
    "MARKED_STYLE + marked_html(text, stretches)",
    "field_style(bounds)",
}


def test_keys_are_unique_and_every_text_is_in_both_languages() -> None:
    keys = [row["key"] for row in ROWS]
    assert len(keys) == len(set(keys))
    assert [row["key"] for row in ROWS if bool(row["zh"]) != bool(row["en"])] == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["key"])
def test_both_languages_have_the_same_places(row: dict[str, str]) -> None:
    places = [
        {name for _, name, _, _ in string.Formatter().parse(row[tongue]) if name}
        for tongue in ("zh", "en")
    ]
    assert places[0] == places[1]


def test_words_that_mislead_are_not_used() -> None:
    misleading = ("功能分类", "同比", "年均增长", "预算调整", "问题金额", "评价等级")
    assert [row["key"] for row in ROWS if any(word in row["zh"] for word in misleading)] == []


def test_every_key_in_the_code_is_known() -> None:
    known = {row["key"] for row in ROWS}
    asked = {
        key
        for module in MODULES
        for key in re.findall(r"\bt\(\s*\"([a-z_.]+)\"", module.read_text(encoding="utf-8"))
    }
    assert asked - known == set()


def is_own_words(node: ast.expr) -> bool:
    """A literal, a text of ours or a text made plain."""
    if isinstance(node, ast.Constant):
        return True
    if isinstance(node, ast.JoinedStr):
        return all(is_own_words(part) for part in node.values)
    if isinstance(node, ast.FormattedValue):
        return is_own_words(node.value)
    return isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in {"t", "plain"}


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_no_data_reaches_markdown(module: Path) -> None:
    found = []
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        shown = ast.unparse(node.func)
        if (
            shown.startswith("st.")
            and node.func.attr in MARKDOWN
            and node.args
            and not is_own_words(node.args[0])
        ):
            found.append(f"{module.name}:{node.lineno} {shown}")
        if any(word.arg == "unsafe_allow_html" for word in node.keywords):
            found.append(f"{module.name}:{node.lineno} unsafe_allow_html")
        if shown == "st.html" and ast.unparse(node.args[0]) not in OWN_HTML:
            found.append(f"{module.name}:{node.lineno} st.html")
    assert found == []


@pytest.mark.parametrize("table", ["read_issues.csv", "target_issues.csv"])
def test_every_read_issue_has_words(table: str) -> None:
    vocabulary = DASHBOARDS.parent / "ingest" / "vocabulary" / table
    codes = {row["code"] for row in csv.DictReader(vocabulary.open(encoding="utf-8"))}
    known = {row["key"] for row in ROWS}
    assert codes and {code for code in codes if f"issue_code.{code}" not in known} == set()
