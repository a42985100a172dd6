"""Ruling lines -> grids: any table that can be drawn comes back with its spans."""

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from ingest.readers.grid import Region, Ruling, TooManyLines, find_grids

WIDTH, HEIGHT = 50.0, 20.0


@st.composite
def tilings(draw) -> tuple[int, int, list[Region]]:
    """A table of rows and columns whose squares are joined to oblong cells at random."""
    rows, columns = draw(st.integers(1, 7)), draw(st.integers(1, 7))
    free = {(row, column) for row in range(rows) for column in range(columns)}
    regions = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) not in free:
                continue
            width, height = draw(st.integers(1, 3)), draw(st.integers(1, 3))
            while any((row, column + right) not in free for right in range(width)):
                width -= 1
            while any(
                (row + down, column + right) not in free
                for down in range(height)
                for right in range(width)
            ):
                height -= 1
            regions.append(Region(row, column, height, width))
            free -= {(row + d, column + r) for d in range(height) for r in range(width)}
    return rows, columns, regions


def drawn(regions: list[Region], rows: int, left: float = 30.0) -> list[Ruling]:
    """The four sides of every cell, each as a line of its own; the top of the table is y 700."""
    lines = []
    for region in regions:
        x0, x1 = left + region.column * WIDTH, left + (region.column + region.column_span) * WIDTH
        y1, y0 = 700 - region.row * HEIGHT, 700 - (region.row + region.row_span) * HEIGHT
        lines += [Ruling(True, y, x0, x1) for y in (y0, y1)]
        lines += [Ruling(False, x, y0, y1) for x in (x0, x1)]
    return lines


def at_edges(regions: list[Region]) -> list[Region]:
    """The regions on the rows and columns that are drawn: one that no cell ends at is no edge."""
    row_edges = sorted({r.row for r in regions} | {r.row + r.row_span for r in regions})
    column_edges = sorted({r.column for r in regions} | {r.column + r.column_span for r in regions})
    kept = []
    for region in regions:
        top, bottom = row_edges.index(region.row), row_edges.index(region.row + region.row_span)
        left = column_edges.index(region.column)
        right = column_edges.index(region.column + region.column_span)
        kept.append(Region(top, left, bottom - top, right - left))
    return kept


@settings(deadline=None)
@given(tilings(), st.floats(-0.4, 0.4))
def test_a_drawn_table_comes_back_with_its_spans(tiling, shake) -> None:
    rows, _, regions = tiling
    lines = drawn(regions, rows)
    shaken = [
        Ruling(line.is_horizontal, line.at + shake * (number % 3), line.start, line.end + shake)
        for number, line in enumerate(lines)
    ]
    grids = find_grids(shaken)
    if len(regions) == 1:
        assert grids == []  # a frame around text is no table
        return
    assert len(grids) == 1
    assert sorted(map(repr, grids[0].regions)) == sorted(map(repr, at_edges(regions)))


@settings(deadline=None)
@given(tilings())
def test_every_point_of_a_table_lies_in_the_cell_that_covers_it(tiling) -> None:
    rows, _, regions = tiling
    for grid in find_grids(drawn(regions, rows)):
        for region in grid.regions:
            left, bottom, right, top = grid.box_of(region)
            assert grid.region_at((left + right) / 2, (bottom + top) / 2) == region
        assert grid.region_at(grid.box[0] - 5, grid.box[1] + 1) is None


def test_two_tables_and_an_underline_are_two_tables() -> None:
    two = [Region(0, column, 1, 1) for column in range(2)]
    lines = drawn(two, 1) + drawn(two, 1, left=300.0) + [Ruling(True, 500.0, 30.0, 90.0)]
    assert [len(grid.regions) for grid in find_grids(lines)] == [2, 2]


def test_sides_that_are_not_drawn_are_closed() -> None:
    lines = [Ruling(True, y, 30.0, 230.0) for y in (700.0, 680.0, 660.0)]
    lines += [Ruling(False, 130.0, 660.0, 700.0)]
    (grid,) = find_grids(lines)
    assert len(grid.regions) == 4
    assert grid.box == (30.0, 660.0, 230.0, 700.0)


def test_a_page_of_countless_lines_is_refused() -> None:
    lines = [Ruling(True, 4.0 * number, 0.0, 9.0) for number in range(4_000)]
    with pytest.raises(TooManyLines):
        find_grids(lines)
