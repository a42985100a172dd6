"""`make accuracy`: what is read of the four filings against what was read by hand, as tables.

Below it the findings that the rules make of them beside those a reviewer made by hand, and the
facts of made-up forms in every carrier and layout with how many of their printed numbers have a
place; `make judge` is the whole of that.
"""

import os
import sys
from collections import Counter, defaultdict
from tempfile import TemporaryDirectory

from ingest.folders import PROJECT_ROOT, DataFolder
from ingest.forms.find import may_hold_forms
from ingest.load import load_paths
from ingest.read import read_document
from ingest.readers import NotReadable, read_bytes
from ingest.warehouse import build_warehouse, open_current
from tests.carriers.compare import Scores, compare
from tests.carriers.judge import READ_WHOLE, line
from tests.carriers.samples import Sample, in_carrier, sample_of
from tests.expectations import STEMS, all_scores, content_of
from tests.findings_expected import RuleScore, read_expected, read_found, score_rules

TEXTS = ("text-tabs", "text-lines", "text-pipes")
BY_CARRIER = (*READ_WHOLE, *TEXTS, "pdf-rects")
EVERY = 2


def main() -> int:
    """0; prints the tables. With --why also every difference in the four filings."""
    show_filings()
    show_findings()
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


def show_findings() -> None:
    """A row for each rule: what a reviewer expects, what is found of it, what is found beside it."""
    print(f"{'rule':6} {'expected':>8} {'right':>7} {'wrong':>7} {'missed':>7}")
    for rule, score in findings_scored().items():
        print(
            f"{rule:6} {score.expected:8,} {score.right:7,}"
            f" {len(score.wrong):7,} {len(score.missed):7,}"
        )
        if "--why" in sys.argv:
            for kind in ("wrong", "missed", "differing"):
                for said in getattr(score, kind):
                    print(f"    {kind}: {said}")
    print()


def findings_scored() -> dict[str, RuleScore]:
    """The rules on the four filings, in the data folder that tests have built, else in one made here."""
    built = os.environ.get("JIXIAO_TEST_DATA")
    with TemporaryDirectory() as made:
        folder = DataFolder.chosen(built or made)
        if not built:
            load_paths([PROJECT_ROOT / "data" / "filings"], folder, report=_unsaid)
            build_warehouse(folder, report=_unsaid)
        with open_current(folder) as connection:
            found = read_found(lambda sql: connection.execute(sql).fetchall())
    return score_rules(found, read_expected())


def _unsaid(line: str) -> None:
    """Loading and building are no part of the tables."""


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
