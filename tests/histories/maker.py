"""A made-up history of several bodies over the years, with the pairs that are the same money."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import permutations
from random import Random

from tests.histories.bodies import make_body
from tests.histories.fates import Edge
from tests.histories.projects import Project, find_signs
from tests.histories.words import read_words
from tests.histories.writing import Records, write_filing

FEWEST_SIGNS = 2
KIND_OF_SIGN = {"amount": "money", "price": "money"}


@dataclass(frozen=True, kw_only=True)
class Label:
    """One pair of items of different years; every pair without a label is other money.

    `expectation` is `link`, `either` or `not`; `signs` are what both print, by kind of sign.
    """

    left_item_id: str
    left_fiscal_year: int
    right_item_id: str
    right_fiscal_year: int
    expectation: str
    relation: str
    comparability: str
    fate: str
    reason: str
    signs: dict[str, str]


@dataclass(frozen=True)
class History:
    """Records by raw table, ready for `write_batch`, and the labels of their pairs."""

    load_id: str
    records: Records
    labels: tuple[Label, ...]


@dataclass(frozen=True)
class Entry:
    """One printed thing: a form or a cost item, and the project that it prints."""

    body: str
    year: int
    item_id: str
    project: Project

    @property
    def printed(self) -> Project:
        """The project without what a cost item does not print: its goal, indicators and price."""
        if "-c" not in self.item_id:
            return self.project
        return replace(self.project, clauses=(), boilerplate="", indicators=(), monthly_yuan=None)


def make_history(seed: int) -> History:
    """The history of a seed: seven bodies, two to four filings each."""
    random = Random(seed)
    load_id = f"history-{seed}"
    bodies = [make_body(row, place, random) for place, row in enumerate(read_words("bodies"))]
    made: Records = defaultdict(list)
    entries: list[Entry] = []
    for body in bodies:
        for place, (year, projects) in enumerate(body.filings):
            pages = write_filing(body.row, year, place, projects, load_id)
            for table, rows in pages.made.items():
                made[table].extend(rows)
            entries += [
                Entry(body.name, year, item_id, project) for project, item_id in pages.ids.items()
            ]
    edges = [edge for body in bodies for edge in body.edges]
    return History(load_id, dict(made), tuple(_list_labels(edges, entries)))


def _list_labels(edges: Sequence[Edge], entries: Sequence[Entry]) -> Iterator[Label]:
    """The labels of the edges, then of all other pairs that need one."""
    of_project = {entry.project: entry for entry in entries}
    labelled = set()
    for edge in edges:
        left, right = of_project[edge.left], of_project[edge.right]
        labelled.add((left.item_id, right.item_id))
        yield _label_of_edge(edge, left, right)
    for left, right in permutations(entries, 2):
        if left.year < right.year and (left.item_id, right.item_id) not in labelled:
            yield from _label_of_pair(left, right)


def _label_of_edge(edge: Edge, left: Entry, right: Entry) -> Label:
    signs = find_signs(left.printed, right.printed)
    kinds = {KIND_OF_SIGN.get(sign, sign) for sign in signs}
    is_bare = edge.expectation == "link" and len(kinds) < FEWEST_SIGNS
    return _label(
        left,
        right,
        expectation="either" if is_bare else edge.expectation,
        relation=edge.relation,
        comparability=edge.comparability,
        fate=edge.fate,
        reason="only one sign is left" if is_bare else edge.reason,
        signs=signs,
    )


def _label_of_pair(left: Entry, right: Entry) -> Iterator[Label]:
    if left.body == right.body and _is_same_money(left.project, right.project):
        reason = "the same money at another grain or over more than one filing"
        yield _label(left, right, expectation="either", fate="same_money", reason=reason)
    elif _is_other_part(left.project, right.project):
        reason = "another part of the same project"
        yield _label(left, right, expectation="not", fate="other_part", reason=reason)
    elif left.body != right.body and left.project.name == right.project.name:
        reason = "the same name, another body"
        yield _label(left, right, expectation="not", fate="other_body", reason=reason)


def _is_same_money(left: Project, right: Project) -> bool:
    """A thread in common; what was bought is kin to its upkeep, a package to its next one."""
    is_package = left.kind == right.kind == "package"
    return is_package or any(
        thread == other or (_base(thread) == _base(other) and "#purchase" in thread + other)
        for thread in left.threads
        for other in right.threads
    )


def _is_other_part(left: Project, right: Project) -> bool:
    """Money of one base project, and none of it in common."""
    bases = {_base(thread) for thread in left.threads}
    return any(_base(thread) in bases for thread in right.threads)


def _base(thread: str) -> str:
    return thread.partition("#")[0]


def _label(
    left: Entry,
    right: Entry,
    *,
    expectation: str,
    fate: str,
    reason: str,
    relation: str = "",
    comparability: str = "",
    signs: dict[str, str] | None = None,
) -> Label:
    return Label(
        left_item_id=left.item_id,
        left_fiscal_year=left.year,
        right_item_id=right.item_id,
        right_fiscal_year=right.year,
        expectation=expectation,
        relation=relation,
        comparability=comparability,
        fate=fate,
        reason=reason,
        signs=signs or {},
    )
