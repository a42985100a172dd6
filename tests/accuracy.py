"""`make accuracy`: what is read of the four filings against what was read by hand, as tables.

Below it the findings, the use of money, the standard indicators and the links over years that the rules
make of them beside those a reader made by hand, links of made-up histories, and the facts of made-up forms in every carrier and layout with
how many of their printed numbers have a place; `make judge` is the whole of that.
"""

import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from ingest.folders import PROJECT_ROOT, DataFolder
from ingest.forms.find import may_hold_forms
from ingest.load import load_paths
from ingest.read import read_document
from ingest.readers import NotReadable, read_bytes
from ingest.tables import write_batch
from ingest.warehouse import build_warehouse, open_current
from tests.agreement import RULE_LINKS, Agreement, link_agreement
from tests.alike import AlikeScore, alike_scores
from tests.carriers.compare import Scores, compare
from tests.carriers.judge import READ_WHOLE, line
from tests.carriers.samples import Sample, in_carrier, sample_of
from tests.expectations import STEMS, all_scores, content_of
from tests.findings_expected import RuleScore, read_expected, read_found, score_rules
from tests.histories.judge import Judgement, judge_links
from tests.histories.maker import make_history
from tests.standards_expected import (
    UNSEEN,
    Answers,
    class_agreements,
    read_rows,
    standard_agreements,
    unseen_agreement,
)
from tests.warehouse.made_up import load_rows

TEXTS = ("text-tabs", "text-lines", "text-pipes")
BY_CARRIER = (*READ_WHOLE, *TEXTS, "pdf-rects")
EVERY = 2
ALIKE_KINDS = {
    "set": "sets of indicators, 60% or more",
    "passage": "passages of goals, 30 characters or more",
    "target": "targets inside confirmed links",
}
HISTORIES = (1, 2, 3)


def main() -> int:
    """0; prints the tables. With --why also every difference in the four filings."""
    show_filings()
    show_rules()
    show_made_up()
    return 0


def show_filings() -> None:
    """A row for each filing and kind of fact, and what became of the numbers printed."""
    print(f"{'filing':55} {'fact':24} {'expected':>8} {'right':>7} {'invented':>8} {'share':>8}")
    for stem in STEMS:
        for score in all_scores(stem):
            print(
                f"{stem:55} {score.kind:24} {score.expected:8,} {score.right:7,}"
                f" {score.invented:8,} {score.share:8.2%}"
            )
            if "--why" in sys.argv:
                for difference in score.differences:
                    print(f"    {difference}")
        content = content_of(stem)
        shares = ", ".join(
            f"{kind} {content.count(kind) / max(1, len(content.numbers)):.1%}"
            for kind in ("typed", "text", "layout", "issue")
        )
        print(f"{stem:55} numbers printed {len(content.numbers):,}: {shares}\n")


def show_rules() -> None:
    """The findings and links of the four filings, then the links of made-up histories."""
    with TemporaryDirectory() as name:
        with four_filings(Path(name)) as connection:

            def execute(sql: str) -> list[tuple]:
                return connection.execute(sql).fetchall()

            show_findings(score_rules(read_found(execute), read_expected()))
            classes, standards = class_agreements(execute), standard_agreements(execute)
            agreement = link_agreement(connection)
            alike = alike_scores(execute)
        unseen = {"use of money, made-up projects": unseen_classes(Path(name) / "unseen")}
        show_standards({**classes, **unseen, **standards})
        show_alike(alike)
        _show_head("links over years")
        _show_agreement("the four filings, read by hand", agreement)
        for seed in HISTORIES:
            history = make_history(seed)
            folder = DataFolder(Path(name) / str(seed))
            write_batch(folder, history.load_id, history.records)
            with built(folder) as connection:
                pairs = connection.execute(RULE_LINKS).fetchall()
            _show_agreement(f"made-up history {seed}", judge_links(history, pairs))
    print()


def show_findings(scores: dict[str, RuleScore]) -> None:
    """A row for each rule: what a reviewer expects, what is found of it, what is found beside it."""
    _show_head("findings")
    for rule, score in scores.items():
        _show_counts(rule, score.right, len(score.wrong), len(score.missed))
        if "--why" in sys.argv:
            for kind in ("wrong", "missed", "differing"):
                for said in getattr(score, kind):
                    print(f"    {kind}: {said}")
    _show_counts(
        "all rules",
        sum(score.right for score in scores.values()),
        sum(len(score.wrong) for score in scores.values()),
        sum(len(score.missed) for score in scores.values()),
    )
    print()


def _show_counts(name: str, right: int, wrong: int, missed: int) -> None:
    precision = right / (right + wrong) if right + wrong else 1.0
    recall = right / (right + missed) if right + missed else 1.0
    print(f"{name:55} {right:7,} {wrong:7,} {missed:7,} {precision:9.2%} {recall:7.2%}")


def show_standards(agreements: dict[str, Answers]) -> None:
    """A row for each list of what a reader gives projects, cost items and indicators."""
    _show_head("classes and standard indicators")
    for name, agreement in agreements.items():
        _show_agreement(name, agreement)
        if "--why" in sys.argv:
            for kind in ("wrong", "missed"):
                for said in getattr(agreement, kind):
                    print(f"    {kind}: {said}")
    print()


def unseen_classes(folder: Path) -> Answers:
    """The use of money of made-up projects of all kinds of bodies, labelled by a reader."""
    made = DataFolder(folder)
    load_rows(made, read_rows(UNSEEN))
    with built(made) as connection:
        return unseen_agreement(lambda sql: connection.execute(sql).fetchall())


def show_alike(scores: dict[str, AlikeScore]) -> None:
    """A row for each kind of alikeness between forms, beside what a reader finds alike."""
    _show_head("alike between forms")
    for kind, score in scores.items():
        print(
            f"{ALIKE_KINDS[kind]:55} {len(score.right):7,} {len(score.wrong):7,}"
            f" {len(score.missed):7,} {score.precision:9.2%} {score.recall:7.2%}"
        )
        if "--why" in sys.argv:
            for name in ("wrong", "missed", "differing"):
                for said in getattr(score, name):
                    print(f"    {name}: {said}")
    print()


def _show_head(title: str) -> None:
    head = f"{title:55} {'right':>7} {'wrong':>7} {'missed':>7}"
    print(f"{head} {'precision':>9} {'recall':>7}")


def _show_agreement(
    name: str, agreement: Agreement[str] | Agreement[tuple[str, str]] | Judgement
) -> None:
    print(
        f"{name:55} {len(agreement.right):7,} {len(agreement.wrong):7,} {len(agreement.missed):7,}"
        f" {float(agreement.precision):9.2%} {float(agreement.recall):7.2%}"
    )


@contextmanager
def four_filings(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The warehouse of the four filings: the one that tests have built, else one made here."""
    tested = os.environ.get("JIXIAO_TEST_DATA")
    if tested:
        with open_current(DataFolder.chosen(tested)) as connection:
            yield connection
        return
    made = DataFolder(folder / "filings")
    load_paths([PROJECT_ROOT / "data" / "filings"], made, report=lambda progress: None)
    with built(made) as connection:
        yield connection


@contextmanager
def built(folder: DataFolder) -> Iterator[duckdb.DuckDBPyConnection]:
    """The warehouse of a folder, built now."""
    build_warehouse(folder, report=lambda said: None)
    with open_current(folder) as connection:
        yield connection


def show_made_up() -> None:
    """A row for each carrier and for each layout, over a part of the made-up documents."""
    carriers: dict[str, Scores] = defaultdict(Scores)
    layouts: dict[str, Scores] = defaultdict(Scores)
    numbers: Counter[str] = Counter()
    for shift, carrier in enumerate(BY_CARRIER):
        for number in range(shift % EVERY, len(in_carrier(carrier)), EVERY):
            sample = sample_of(carrier, number)
            scores = read_sample(sample, numbers)
            carriers[carrier].extend(scores)
            layouts[sample.layout].extend(scores)
    for title, found in (("made-up forms by carrier", carriers), ("by layout", layouts)):
        head = f"{title:52} {'facts':>7} {'right':>7} {'wrong':>6} {'invented':>8}"
        print(f"{head} {'precision':>9} {'recall':>8}")
        for name, scores in found.items():
            print(line(name, scores))
        print()
    placed = sum(numbers[kind] for kind in ("typed", "text", "layout", "issue"))
    print(f"numbers printed {numbers['printed']:,}: {placed / numbers['printed']:.3%} have a place")


def read_sample(sample: Sample, numbers: Counter[str]) -> Scores:
    """What is read of one file beside what it says; counts its printed numbers by their place."""
    try:
        document = read_bytes(sample.data, may_hold_forms)
    except NotReadable:
        return compare({"forms": []}, sample.forms)
    content = read_document(document, "f" * 16, "measured")
    numbers["printed"] += len(content.numbers)
    numbers.update({kind: content.count(kind) for kind in ("typed", "text", "layout", "issue")})
    return compare(content.rows, sample.forms)


if __name__ == "__main__":
    sys.exit(main())
