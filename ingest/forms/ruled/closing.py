"""The rows below the indicators: the total weight and score, the rating, notes and persons."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.document import Cell, Row, Run
from ingest.forms.cell_labels import field_named
from ingest.forms.ruled.cells import end_of, labelled, overlap
from ingest.forms.ruled.parts import names_person
from ingest.reading import LAYOUT, TEXT, TYPED, Reading
from ingest.values import fold, parse_number, says_no_amount

_SUMS = ("weight", "score")
_RATINGS = ("优", "优秀", "良", "良好", "中", "合格", "差", "较差", "不合格")


@dataclass
class Closing:
    """What closes a form: each as it is printed, None where it is not."""

    total_weight: Run | None = None
    total_score: Run | None = None
    rating: Run | None = None


@dataclass
class _Sums:
    """The numbers of a row of totals, each with the sum that a label before it names, if any."""

    cells: list[tuple[Cell, str | None]] = field(default_factory=list)

    def names(self, heads: Sequence[tuple[str, Cell]], is_scored: bool) -> list[str | None]:
        """Which sum each number is: by the label before it, its heading, or the other number.

        What no heading tells is a score only where the indicators have scores.
        """
        found = [told or _sum_over(cell, heads) for cell, told in self.cells]
        if not is_scored:
            return found
        order = list(dict.fromkeys(name for name, _ in heads))
        order = order if len(order) == len(_SUMS) else list(_SUMS)
        if found == [None]:
            return ["score"]
        is_pair = len(found) == len(order)
        is_in_order = is_pair and all(told in (None, name) for told, name in zip(found, order))
        return list(order) if is_in_order else found


def read_closing(
    rows: Sequence[Row], headings: Sequence[Row], is_scored: bool, form: Closing, reading: Reading
) -> None:
    """Read the rows into the form; `is_scored` unless the indicators' scores are all blank."""
    for row in rows:
        above = [heading for heading in headings if heading.table == row.table]
        labels = [item for heading in above for item in labelled(heading, "column")]
        heads = [(item.field, item.cell) for item in labels if item.field in _SUMS]
        sums = _read_row(row, form, reading)
        for (cell, _), name in zip(sums.cells, sums.names(heads, is_scored)):
            _take_sum(name, cell.run, form, reading)


def _read_row(row: Row, form: Closing, reading: Reading) -> _Sums:
    """Read the row's rating, notes and persons; the numbers beside a total are returned."""
    sums = _Sums()
    kind: str | None = None
    named: str | None = None
    for item in labelled(row, "closing"):
        run = item.cell.run
        column = field_named(run.text, "column") if kind == "total" else None
        if column in _SUMS or item.field is not None:
            kind, named = ("total", column) if column in _SUMS else (item.field, None)
            reading.claim(run, LAYOUT, "label")
        elif kind == "conclusion":
            is_rating = run.text.strip() in _RATINGS
            kind = _read_value("rating" if is_rating else "note", run, form, reading)
        elif kind == "total" and form.rating is None and run.text.strip() in _RATINGS:
            _read_value("rating", run, form, reading)
        elif kind != "total":
            kind = _read_value(kind, run, form, reading)
        else:
            _read_sum(item.cell, named, sums, reading)
            named = None
    return sums


def _read_value(kind: str | None, run: Run, form: Closing, reading: Reading) -> str | None:
    """Read a cell that is no sum; what the next cell is part of."""
    if names_person(run.text):
        _withhold_person(run, reading)
        return "withheld"
    if kind == "withheld":
        reading.withhold(run)
    elif kind == "rating" and form.rating is None:
        form.rating = run
        reading.claim(run, TEXT, "rating")
    elif not field_named(run.text, "band"):
        reading.claim_rest(run, TEXT, "closing_note")
    return kind


def _withhold_person(run: Run, reading: Reading) -> None:
    """Mask what stands after the colon of `填报人：…`, where one stands in the cell."""
    colon = max(run.text.find("："), run.text.find(":"))
    reading.claim(run[: colon + 1] if colon >= 0 else run, LAYOUT, "label")
    if colon >= 0:
        reading.withhold(run[colon + 1 :])


def _read_sum(cell: Cell, named: str | None, sums: _Sums, reading: Reading) -> None:
    if parse_number(fold(cell.run.text).strip().rstrip("%分")) is not None:
        sums.cells.append((cell, named))
    elif not says_no_amount(cell.run.text):
        reading.reject("unkept_column", cell.run)


def _sum_over(cell: Cell, heads: Sequence[tuple[str, Cell]]) -> str | None:
    """The one sum whose heading stands over the cell; None where both or none do."""
    over = {name for name, head in heads if overlap(cell, head.column, end_of(head)) > 0}
    return over.pop() if len(over) == 1 else None


def _take_sum(name: str | None, run: Run, form: Closing, reading: Reading) -> None:
    """Keep a total; of several the last counts, which is the whole form's."""
    if name is None:
        reading.reject("unkept_column", run)
        return
    field_name = f"total_{name}"
    before: Run | None = getattr(form, field_name)
    if before is not None and before.text == run.text:
        reading.claim(before, TYPED, field_name)
    elif before is not None:
        reading.reject("unkept_column", before)
    setattr(form, field_name, run)
