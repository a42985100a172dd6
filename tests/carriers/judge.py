"""What the readers make of every sample: `make judge`, or for some carriers
`python -m tests.carriers.judge [--why N] CARRIER…`. Precision and recall by carrier and layout.
"""

import argparse
from collections import defaultdict
from functools import cache

from ingest.forms.find import may_hold_forms
from ingest.read import read_document
from ingest.readers import NotReadable, read_bytes
from tests.carriers.compare import Scores, compare
from tests.carriers.samples import CARRIERS, Sample, samples

READ_WHOLE = (
    "docx",
    "docx-edited",
    "xlsx-text",
    "xlsx-numbers",
    "xlsx-handled",
    "html",
    "html-word",
    "html-site",
    "pdf",
    "pdf-drawn",
    "pdf-watermark",
)
SET_ASIDE = ("pdf-unruled",)


def judge(sample: Sample) -> Scores:
    """What is read of one sample beside what it says."""
    try:
        document = read_bytes(sample.data, may_hold_forms)
    except NotReadable:
        return compare({"forms": []}, sample.forms)
    return compare(read_document(document, "f" * 16, "judged").rows, sample.forms)


@cache
def scores_of(carrier: str) -> dict[str, Scores]:
    """layout -> the scores of a carrier's samples."""
    by_layout: dict[str, Scores] = defaultdict(Scores)
    for sample in samples([carrier]):
        by_layout[sample.layout].extend(judge(sample))
    return dict(by_layout)


def totals(scores: Scores) -> tuple[int, int, int, int]:
    """Facts expected, right, wrong and invented, of all kinds together."""
    kinds = list(scores.values())
    return (
        sum(score.expected for score in kinds),
        sum(score.right for score in kinds),
        sum(score.wrong for score in kinds),
        sum(score.invented for score in kinds),
    )


def line(name: str, scores: Scores) -> str:
    """A row of the table."""
    expected, right, wrong, invented = totals(scores)
    read = right + wrong + invented
    precision = right / read if read else 1.0
    recall = right / expected if expected else 1.0
    return f"{name:52} {expected:7,} {right:7,} {wrong:6,} {invented:8,} {precision:9.2%} {recall:8.2%}"


def main() -> int:
    """0; prints a row a carrier and layout, then one a carrier."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("carriers", nargs="*", default=CARRIERS)
    parser.add_argument("--why", type=int, default=0, metavar="N", help="differences of each kind")
    given = parser.parse_args()
    header = f"{'carrier and layout':52} {'facts':>7} {'right':>7} {'wrong':>6} {'invented':>8}"
    print(f"{header} {'precision':>9} {'recall':>8}")
    for carrier in given.carriers:
        whole = Scores()
        for layout, scores in scores_of(carrier).items():
            print(line(f"{carrier} {layout}", scores))
            whole.extend(scores)
            for score in scores.values() if given.why else ():
                for difference in score.differences[: given.why]:
                    print(f"    {score.kind}: {difference}")
        print(line(carrier, whole), flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
