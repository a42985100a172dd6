"""Tables of costs printed a cell a line: they are found, and not read."""

import itertools
from collections.abc import Sequence

from ingest.document import Row
from ingest.labels import vocabulary

_LONGEST_HEADING = 12


def lines_of_costs(rows: Sequence[Row]) -> list[Row]:
    """The lines of a cost table that was printed a cell a line, from its headings on."""
    heads = [not row.is_table and _heads_costs(row) for row in rows]
    at = next((i for i, (one, two) in enumerate(itertools.pairwise(heads)) if one and two), None)
    return [] if at is None else [row for row in rows[at:] if not row.is_table]


def _heads_costs(row: Row) -> bool:
    """Whether a line is a heading of quantities, prices or amounts."""
    if len(row.key) > _LONGEST_HEADING or any(character.isdigit() for character in row.key):
        return False
    rows = vocabulary("cost_words")
    return any(r["word"] in row.key for r in rows if r["role"] in ("quantity", "price", "amount"))
