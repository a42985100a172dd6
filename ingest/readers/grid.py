"""Ruling lines -> grids of cells with their true spans: the geometry of a printed table."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from ingest.document import Box

_SAME_LINE = 3.0
_TOUCH = 3.0
_MOST_RULINGS = 3_000
_MOST_SQUARES = 40_000


class Ruling(NamedTuple):
    """A drawn line; `at` is its y where it is horizontal, else its x; in PDF points."""

    is_horizontal: bool
    at: float
    start: float
    end: float


class Region(NamedTuple):
    """A cell of a grid: its first row (from the top) and column from 0, and its spans."""

    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(frozen=True)
class Grid:
    """The cells of one table; `xs` from left to right, `ys` from top to bottom."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    regions: tuple[Region, ...]

    @cached_property
    def box(self) -> Box:
        """Left, bottom, right, top."""
        return self.xs[0], self.ys[-1], self.xs[-1], self.ys[0]

    def box_of(self, region: Region) -> Box:
        """The place of one cell."""
        return (
            self.xs[region.column],
            self.ys[region.row + region.row_span],
            self.xs[region.column + region.column_span],
            self.ys[region.row],
        )

    def region_at(self, x: float, y: float) -> Region | None:
        """The cell around a point; None outside the grid."""
        left, bottom, right, top = self.box
        if not (left <= x <= right and bottom <= y <= top):
            return None
        column = min(bisect_right(self.xs, x), len(self.xs) - 1) - 1
        row = min(bisect_right(self._depths, -y), len(self.ys) - 1) - 1
        return self._region_of_square.get((row, column))

    @cached_property
    def _depths(self) -> tuple[float, ...]:
        return tuple(-y for y in self.ys)

    @cached_property
    def _region_of_square(self) -> dict[tuple[int, int], Region]:
        return {
            (row, column): region
            for region in self.regions
            for row in range(region.row, region.row + region.row_span)
            for column in range(region.column, region.column + region.column_span)
        }


class TooManyLines(Exception):
    """A page draws more lines than tables have: a picture made of lines, or a hostile page."""


def find_grids(rulings: Iterable[Ruling]) -> list[Grid]:
    """The tables that ruling lines draw, from top to bottom; a single frame is none.

    Raises TooManyLines for pages beyond any form.
    """
    lines = _merged(list(rulings))
    if len(lines) > _MOST_RULINGS:
        raise TooManyLines
    grids = [grid for group in _touching(lines) if (grid := _grid(group)) is not None]
    return sorted(grids, key=lambda grid: (-grid.ys[0], grid.xs[0]))


def _merged(rulings: Sequence[Ruling]) -> list[Ruling]:
    """The rulings with those that continue or repeat each other made one."""
    merged = []
    for is_horizontal in (True, False):
        found = sorted((r for r in rulings if r.is_horizontal == is_horizontal), key=lambda r: r.at)
        for cluster in _clusters(found):
            at = sum(ruling.at for ruling in cluster) / len(cluster)
            for start, end in _stretches(cluster):
                merged.append(Ruling(is_horizontal, at, start, end))
    return merged


def _clusters(rulings: Sequence[Ruling]) -> Iterable[list[Ruling]]:
    """Rulings, sorted by `at`, in groups that lie on one line."""
    cluster: list[Ruling] = []
    for ruling in rulings:
        if cluster and ruling.at - cluster[0].at > _SAME_LINE:
            yield cluster
            cluster = []
        cluster.append(ruling)
    if cluster:
        yield cluster


def _stretches(rulings: Iterable[Ruling]) -> list[tuple[float, float]]:
    stretches: list[tuple[float, float]] = []
    for start, end in sorted((ruling.start, ruling.end) for ruling in rulings):
        if stretches and start <= stretches[-1][1] + _TOUCH:
            stretches[-1] = (stretches[-1][0], max(end, stretches[-1][1]))
        else:
            stretches.append((start, end))
    return stretches


def _touching(lines: Sequence[Ruling]) -> list[list[Ruling]]:
    """The lines in groups that cross or touch each other."""
    parents = list(range(len(lines)))

    def root(index: int) -> int:
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    rows = [index for index, line in enumerate(lines) if line.is_horizontal]
    for column in (index for index, line in enumerate(lines) if not line.is_horizontal):
        upright = lines[column]
        for row in rows:
            if _meet(lines[row], upright) and parents[row] != parents[column]:
                parents[root(row)] = root(column)
    groups: dict[int, list[Ruling]] = defaultdict(list)
    for index, line in enumerate(lines):
        groups[root(index)].append(line)
    return list(groups.values())


def _meet(flat: Ruling, upright: Ruling) -> bool:
    return (
        flat.start - _TOUCH <= upright.at <= flat.end + _TOUCH
        and upright.start - _TOUCH <= flat.at <= upright.end + _TOUCH
    )


def _grid(lines: Sequence[Ruling]) -> Grid | None:
    """The grid of lines that touch each other; sides that are not drawn are taken as closed."""
    flats = [line for line in lines if line.is_horizontal]
    uprights = [line for line in lines if not line.is_horizontal]
    if len(flats) < 2 or not uprights:
        return None
    xs = _edges([u.at for u in uprights], [f.start for f in flats], [f.end for f in flats])
    ys = _edges([f.at for f in flats], [u.start for u in uprights], [u.end for u in uprights])[::-1]
    columns, rows = len(xs) - 1, len(ys) - 1
    if rows * columns < 2 or rows * columns > _MOST_SQUARES:
        return None
    borders = _Borders(xs, ys)
    for line in lines:
        borders.draw(line)
    regions = tuple(_regions(rows, columns, borders))
    return Grid(tuple(xs), tuple(ys), regions) if len(regions) > 1 else None


def _edges(drawn: list[float], starts: list[float], ends: list[float]) -> list[float]:
    """The coordinates between the cells: those drawn, and the outer ends of the cross lines."""
    outer = [min(starts), max(ends)]
    edges: list[float] = []
    for at in sorted([*drawn, *(o for o in outer if _far(o, drawn))]):
        if not edges or at - edges[-1] > _SAME_LINE:
            edges.append(at)
    return edges


def _far(at: float, others: Iterable[float]) -> bool:
    return all(abs(at - other) > 2 * _TOUCH for other in others)


class _Borders:
    """Which borders between neighbouring squares are drawn."""

    def __init__(self, xs: Sequence[float], ys: Sequence[float]) -> None:
        self.xs, self.ys = xs, ys
        self.columns = [(left + right) / 2 for left, right in pairwise(xs)]
        self.rows = [(top + bottom) / 2 for top, bottom in pairwise(ys)]
        self.left_of: set[tuple[int, int]] = set()
        self.above: set[tuple[int, int]] = set()

    def draw(self, line: Ruling) -> None:
        """Note the borders that a line draws: those whose middle it covers."""
        is_horizontal, here, start, end = line
        across, middles = (self.ys, self.columns) if is_horizontal else (self.xs, self.rows)
        distances = [abs(at - here) for at in across]
        edge = distances.index(min(distances))
        covered = [index for index, middle in enumerate(middles) if start <= middle <= end]
        if is_horizontal:
            self.above.update((edge, index) for index in covered)
        else:
            self.left_of.update((index, edge) for index in covered)


def _regions(rows: int, columns: int, borders: _Borders) -> Iterable[Region]:
    """The cells: squares without a border between them are one, as far as they are oblong."""
    taken: set[tuple[int, int]] = set()
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            width = 1
            while (
                column + width < columns
                and (row, column + width) not in taken
                and (row, column + width) not in borders.left_of
            ):
                width += 1
            height = 1
            while row + height < rows and _goes_on(row + height, column, width, borders):
                height += 1
            taken.update(
                (row + down, column + right) for down in range(height) for right in range(width)
            )
            yield Region(row, column, height, width)


def _goes_on(row: int, column: int, width: int, borders: _Borders) -> bool:
    """Whether a row of squares belongs to the cell above it."""
    return not any((row, column + right) in borders.above for right in range(width)) and not any(
        (row, column + right) in borders.left_of for right in range(1, width)
    )
