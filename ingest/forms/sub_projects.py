"""Sub-projects: some forms print theirs in brackets at the end of each indicator's name.

Other brackets there say what is counted (`设备完好率（冷藏车、冰箱）`). One is a sub-project only
where the form names it elsewhere: as a heading in its goals or narrative (`窗口终端采购：…`), or at
the end of several names where most names of the form end so.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from ingest.values import fold

_SHORTEST_HEADING = 4
_FEWEST_NAMES = 3


def sub_projects(names: Sequence[str], texts: Iterable[str]) -> list[str | None]:
    """The sub-project that each name ends with, None where it ends with none.

    >>> sub_projects(["验收合格率（档案整理）", "完好率（冷藏车、冰箱）"], ["1、档案整理：归档。"])
    ['档案整理', None]
    """
    endings = [bracket_at_end(name) for name in names]
    told = "".join("".join(fold(text).split()) for text in texts)
    counts = Counter(_bare(ending) for ending in endings if ending)
    is_usual = 2 * counts.total() >= len(names)
    repeated = {bare for bare, count in counts.items() if count >= _FEWEST_NAMES and is_usual}
    headed = {b for b in counts if len(b) >= _SHORTEST_HEADING and f"{b}:" in told}
    return [ending if ending and _bare(ending) in repeated | headed else None for ending in endings]


def bracket_at_end(name: str) -> str | None:
    """What stands in the brackets that close a name; None where no name stands before them."""
    if not name.endswith((")", "）")):
        return None
    depth = 0
    for index in range(len(name) - 1, 0, -1):
        depth += (name[index] in ")）") - (name[index] in "(（")
        if depth == 0:
            return name[index + 1 : -1] or None
    return None


def _bare(text: str) -> str:
    return "".join(fold(text).split())
