"""`make accuracy`: what is read of the four filings against what was read by hand, as a table."""

import sys

from tests.expectations import STEMS, all_scores, content_of


def main() -> int:
    """0; prints one row a filing and kind of fact. With --why also every difference."""
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
    return 0


if __name__ == "__main__":
    sys.exit(main())
