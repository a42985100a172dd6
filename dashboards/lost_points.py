"""What is said of points that nobody can tell were lost, alike on every page and in documents."""

from collections.abc import Mapping

from dashboards.texts import Words

PARTS = ("unscored", "unscored_execution")


def points_not_known(counts: Mapping[str, int], t: Words) -> list[str]:
    """A sentence for the indicators and one for the forms whose scores are not known.

    `counts` holds `unscored_count` (indicators) and `unscored_execution_count` (forms).
    """
    found = {part: counts[f"{part}_count"] for part in PARTS}
    return [t(f"execution.{part}", count=count) for part, count in found.items() if count]
