"""Rows of a table whose places are told, made of lines of a cell each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ingest.document import Cell, ReaderDoubt, Row, Run

Spans = Mapping[int, tuple[int, int]]


@dataclass
class LaidRows:
    """The rows of one form's table in the making, the lines that stay undecided, and doubts."""

    table: int
    rows: list[Row] = field(default_factory=list)
    undecided: list[ReaderDoubt] = field(default_factory=list)
    doubts: list[ReaderDoubt] = field(default_factory=list)

    def add(self, cells: Iterable[Cell], lines: Sequence[Row]) -> None:
        """Add a row of the cells; it prints the lines."""
        made = tuple(sorted(cells, key=lambda cell: cell.column))
        width = max((cell.column + cell.column_span for cell in made), default=1)
        run = Run.joined((line.run for line in lines), "\t")
        place = len(self.rows)
        self.rows.append(
            Row(lines[0].line, run, made, width, True, False, table=self.table, table_row=place)
        )

    def put(self, columns: Mapping[int, Row]) -> None:
        """Add a row with a line in each of the columns."""
        if columns:
            self.add(
                [Cell(column, line.run) for column, line in columns.items()],
                list(columns.values()),
            )

    def leave(self, lines: Sequence[Row], code: str = "lines_not_told_apart") -> None:
        """Add a row without cells for lines that nothing tells apart, and say so."""
        if lines:
            self.add([], lines)
            run = Run.joined((line.run for line in lines), "\n")
            self.undecided.append(ReaderDoubt(code, run))

    def note(self, code: str, lines: Sequence[Row]) -> None:
        """Say of lines that were read what is not certain about them."""
        self.doubts.append(ReaderDoubt(code, Run.joined((line.run for line in lines), "\n")))
