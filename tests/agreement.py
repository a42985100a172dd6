"""How the links that the rules find agree with those that were read by hand in the filings."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

import duckdb

EXPECTED_LINKS = Path(__file__).parent / "expected" / "links.csv"

# the links of the rules alone, the curated ones left aside
RULE_LINKS = """
    select left_item_id, right_item_id
    from intermediate.int_link_signs_judged_to_links where confidence != 'low'
"""

Pair = tuple[str, str]
T = TypeVar("T")


@dataclass
class Agreement(Generic[T]):
    """What is found beside what a reader finds: `wrong` no reader finds, `missed` a reader does."""

    right: list[T] = field(default_factory=list)
    wrong: list[T] = field(default_factory=list)
    missed: list[T] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Share of what is found that a reader finds as well."""
        found = len(self.right) + len(self.wrong)
        return len(self.right) / found if found else 1.0

    @property
    def recall(self) -> float:
        """Share of what a reader finds that is found."""
        expected = len(self.right) + len(self.missed)
        return len(self.right) / expected if expected else 1.0


@dataclass
class LinkAgreement(Agreement[Pair]):
    """Pairs of items; those that both find and tell differently are right and told apart."""

    differently_told: list[Pair] = field(default_factory=list)


def link_agreement(connection: duckdb.DuckDBPyConnection) -> LinkAgreement:
    """The links of the rules alone, the curated ones left aside, against the hand-read ones."""
    found = {
        (left, right): (relation, comparability)
        for left, right, relation, comparability in connection.execute(
            "select left_item_id, right_item_id, relation, comparability"
            " from intermediate.int_link_signs_judged_to_links where confidence != 'low'"
        ).fetchall()
    }
    expected = dict(_expected(connection))
    agreement = LinkAgreement()
    for pair, row in expected.items():
        if row["expectation"] != "link":
            continue
        if pair not in found:
            agreement.missed.append(pair)
            continue
        agreement.right.append(pair)
        if found[pair] != (row["relation"], row["comparability"]):
            agreement.differently_told.append(pair)
    agreement.wrong += [
        pair for pair in found if expected.get(pair, {"expectation": "not"})["expectation"] == "not"
    ]
    return agreement


def _expected(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[Pair, dict[str, str]]]:
    filings = dict(
        connection.execute("select file_name, filing_id from marts.dim_filings").fetchall()
    )
    items = {
        (form_id, name): item_id
        for form_id, name, item_id in connection.execute(
            "select form_id, item_name, cost_item_id from marts.fct_cost_items"
        ).fetchall()
    }
    with EXPECTED_LINKS.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            left = f"{filings[row['left_filing'] + '.txt']}-{int(row['left_project']):03d}"
            right = f"{filings[row['right_filing'] + '.txt']}-{int(row['right_project']):03d}"
            yield (items[left, row["left_item"]] if row["left_item"] else left, right), row
