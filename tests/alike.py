"""What a reader finds alike between forms of the four filings beside what the marts say."""

import csv
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.agreement import Agreement

EXPECTED = Path(__file__).parent / "expected" / "alike.csv"
PAIR = ("left_filing", "left_project", "right_filing", "right_project")
FOUND_OF_KIND = {
    "set": """
        select
            replace(left_filings.file_name, '.txt', ''), left_forms.form_number::varchar,
            replace(right_filings.file_name, '.txt', ''), right_forms.form_number::varchar,
            null, shared_count, either_count, same_target_count
        from marts.fct_indicator_sets_alike as found
    """,
    "passage": """
        select
            replace(left_filings.file_name, '.txt', ''), left_forms.form_number::varchar,
            replace(right_filings.file_name, '.txt', ''), right_forms.form_number::varchar,
            null, arg_max(passage_text, passage_length)
        from marts.fct_goal_passages as found
    """,
    "target": """
        select
            replace(left_filings.file_name, '.txt', ''), left_forms.form_number::varchar,
            replace(right_filings.file_name, '.txt', ''), right_forms.form_number::varchar,
            left_indicator_name, left_target_text, right_target_text, target_change,
            left_source_line, right_source_line
        from marts.fct_target_changes as found
    """,
}
JOINED = """
    inner join marts.dim_forms as left_forms on found.{left} = left_forms.form_id
    inner join marts.dim_forms as right_forms on found.{right} = right_forms.form_id
    inner join marts.dim_filings as left_filings on left_forms.filing_id = left_filings.filing_id
    inner join marts.dim_filings as right_filings on right_forms.filing_id = right_filings.filing_id
    group by all
"""

KEYS = {"target": ("left_form_id", "right_form_id")}

Key = tuple[str, ...]
Execute = Callable[[str], Sequence[tuple[Any, ...]]]


@dataclass
class AlikeScore(Agreement[str]):
    """Pairs of one kind; `differing` in their figures."""

    differing: list[str] = field(default_factory=list)


def alike_scores(execute: Execute) -> dict[str, AlikeScore]:
    """A score for each kind of alikeness, over the four filings."""
    with EXPECTED.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return {
        kind: score_kind([row for row in rows if row["kind"] == kind], found_of_kind(execute, kind))
        for kind in FOUND_OF_KIND
    }


def found_of_kind(execute: Execute, kind: str) -> dict[Key, list[tuple[Any, ...]]]:
    """Pair of forms, and name of the indicator where it is of one -> what the marts say of it."""
    found: dict[Key, list[tuple[Any, ...]]] = {}
    left, right = KEYS.get(kind, ("form_id", "other_form_id"))
    for row in execute(FOUND_OF_KIND[kind] + JOINED.format(left=left, right=right)):
        found.setdefault((*row[:4], row[4] or ""), []).append(row[5:])
    return found


def score_kind(rows: list[dict[str, str]], found: dict[Key, list[tuple[Any, ...]]]) -> AlikeScore:
    score = AlikeScore()
    expected = {(*(row[name] for name in PAIR), row["indicator"]): row for row in rows}
    for key, row in expected.items():
        if row["expectation"] in ("either", "not"):
            continue
        if key not in found:
            score.missed.append(said(key))
            continue
        score.right.append(said(key))
        score.differing += [
            f"{said(key)}: {read} read, {figures} found"
            for figures in found[key]
            if (read := read_figures(row)) != found_figures(row["kind"], figures)
        ]
    score.wrong += [
        said(key) for key in found if key not in expected or expected[key]["expectation"] == "not"
    ]
    return score


def read_figures(row: dict[str, str]) -> tuple[str, ...]:
    """What a row says of a pair, as it can be compared."""
    if row["kind"] == "set":
        return (row["shared_names"], row["all_names"], row["shared_targets"])
    if row["kind"] == "passage":
        return (folded(row["passage"]),)
    targets = (folded_target(row["left_target"]), folded_target(row["right_target"]))
    return (*targets, row["change"], row["left_lines"], row["right_lines"])


def found_figures(kind: str, figures: tuple[Any, ...]) -> tuple[str, ...]:
    if kind == "set":
        return tuple(str(figure) for figure in figures)
    if kind == "passage":
        return (folded(figures[0]),)
    return (
        *(folded_target(text) for text in figures[:2]),
        *(str(figure) for figure in figures[2:]),
    )


def folded(text: str) -> str:
    """Letters, digits and % alone."""
    return re.sub(r"[^\w%]|_", "", unicodedata.normalize("NFKC", text)).lower()


def folded_target(text: str | None) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text or ""))


def said(key: Key) -> str:
    left, left_project, right, right_project, name = key
    return f"{left} {left_project} | {right} {right_project} {name}".rstrip()
