"""What the programs say of files is said in Chinese too; nothing they can say is forgotten."""

import ast
import re
from pathlib import Path

import pytest

from dashboards.reasons import said_in

INGEST = Path(__file__).parent.parent.parent / "ingest"
FILES = (
    *sorted((INGEST / "readers").glob("*.py")),
    *(INGEST / f"{name}.py" for name in ("load", "receive", "apart")),
)
REFUSALS = re.compile(
    r"(?:its?|a page|the (?:picture|parts|same)|what was|no 绩效\S+|page|form|1) [a-z A-Z,绩0-9]"
)
LATIN_WORD = re.compile(r"[a-z]{3,}")


def sentences(tree: ast.AST) -> list[str]:
    """The texts of a module as the program says them, `1` in each place."""
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)
              for part in node.values}  # fmt: skip
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            parts = [part.value if isinstance(part, ast.Constant) else "1" for part in node.values]
            found.append("".join(map(str, parts)))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found += [] if id(node) in inside else [node.value]
    return [text for text in found if "\n" not in text and REFUSALS.match(text)]


def refusals() -> list[str]:
    """All that a reader or a load can say against a file."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in FILES]
    found = {text for tree in trees for text in sentences(tree)}
    return sorted(
        text for text in found if not text.startswith("1 ")
    )  # said of a command, not a file


def test_all_refusals_are_found() -> None:
    too_large = "it is larger than 1 MB: split it into smaller files"
    assert {"it is empty", too_large, "the same bytes as 1"} <= set(refusals())
    assert len(refusals()) > 50


@pytest.mark.parametrize("said", refusals())
def test_every_refusal_has_chinese_words(said: str) -> None:
    assert said_in("zh", said) != said


def test_a_reason_within_a_reason_is_said_in_chinese() -> None:
    said = "it is no text that can be read: it holds NUL bytes, so it is no text file"
    assert not LATIN_WORD.search(said_in("zh", said))


def test_titles_with_the_mark_between_sentences_stay_in_one() -> None:
    said = (
        "no 绩效目标表, 绩效自评表 or 项目经费情况说明 was found in it, though it prints 项目名称;"
        " it holds forms of another kind, which are not read (执行监控表; 部门整体支出表);"
        " page 2, 3 is a picture that was not read"
    )
    assert said_in("zh", said) == (
        "没有找到绩效目标表、绩效自评表或项目经费情况说明，但印有：项目名称；"
        "含有本系统不读的其他表：执行监控表; 部门整体支出表；第 2, 3 页是图片，没有读出"
    )
