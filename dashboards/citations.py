"""Places in filings as short references: a number for the file, then line, page or cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dashboards.formats import NOTHING
from dashboards.texts import Words

NAMED_PLACES = 3

Row = Mapping[str, Any]


def place_said(t: Words, place: Row, prefix: str = "") -> str:
    """Sheet and cell, page and line of a place; its columns start with the prefix."""
    sheet, page, line = (place.get(f"{prefix}source_{part}") for part in ("sheet", "page", "line"))
    parts = [
        t("place.sheet", cell=sheet) if sheet else "",
        t("place.page", page=page) if page is not None else "",
        t("place.line", line=line) if line is not None else "",
    ]
    return t("place.parted").join(part for part in parts if part) or NOTHING


@dataclass
class Citations:
    """The files that a document cites, numbered as they are first cited."""

    t: Words
    files: list[str] = field(default_factory=list)

    def number(self, file_name: str) -> str:
        """The reference of a file, `[1]` for the first one cited."""
        if file_name not in self.files:
            self.files.append(file_name)
        return f"[{self.files.index(file_name) + 1}]"

    def cite(self, places: Sequence[Row], named: int = NAMED_PLACES) -> str:
        """The places, the first few of each file by line; how many more there are is said."""
        by_file: dict[str, list[str]] = {}
        for place in places:
            said = by_file.setdefault(str(place["file_name"]), [])
            if (where := place_said(self.t, place)) not in said:
                said.append(where)
        return self.t.list_items(
            [f"{self.number(name)} {self._first(said, named)}" for name, said in by_file.items()]
        )

    def _first(self, said: list[str], named: int) -> str:
        first = self.t.join(said[:named])
        return first if len(said) <= named else self.t("place.more", places=first, count=len(said))
