"""Ruled lines of a page -> tables: which cells they enclose, merged cells included.

Knows nothing of PDF or pictures: a reader hands over straight rulings in points, top-down, and gets frames.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import sub
from statistics import median
from typing import Final, NamedTuple

Box = tuple[float, float, float, float]

NEAR: Final = 2.5  # points: two parallel rulings closer than this are one (double lines, cell-wise drawing)
REACH: Final = 3.0  # points: a ruling that ends this close to another meets it; also the gap of a dashed line
OPEN: Final = 8.0  # points: rulings that run on this far past the last crossing leave an open side
TOO_MANY: Final = 1500  # merged rulings on a page: more is a drawing, not tables
NARROW: Final = 6.0  # points: where most columns are narrower, it is a hatching too
TOO_FINE: Final = 40_000  # unit cells of one frame: more is a hatching, not a table


class Ruling(NamedTuple):
    """A straight line: where it lies (x of a vertical, y of a horizontal) and from where to where it runs."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class FrameCell:
    """A cell of a frame, its place in the expanded grid and on the page."""

    row: int
    column: int
    rowspan: int
    colspan: int
    box: Box


@dataclass(frozen=True, slots=True)
class Frame:
    """A drawn table.

    Args:
        xs, ys: the cuts between columns and rows, outer edges included, in points.
        cells: in reading order; together they tile the frame.
        units: index into ``cells`` for each unit of the grid, row by row.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[FrameCell, ...]
    units: tuple[int, ...]

    @property
    def box(self) -> Box:
        """The outer edge."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def cell_at(self, x: float, y: float) -> int | None:
        """Index of the cell that holds a point, or None outside."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        columns = len(self.xs) - 1
        if 0 <= column < columns and 0 <= row < len(self.ys) - 1:
            return self.units[row * columns + column]
        return None


def frames(horizontals: Iterable[Ruling], verticals: Iterable[Ruling]) -> list[Frame]:
    """The tables that the rulings of one page draw, smallest first.

    Source: the lattice idea is pdfplumber's and Camelot's; merging, open sides and tiling are our own.

    >>> table = frames([Ruling(0, 0, 90), Ruling(20, 30, 90), Ruling(40, 0, 90)],
    ...                [Ruling(0, 0, 40), Ruling(30, 0, 40), Ruling(90, 0, 40)])[0]
    >>> [(c.row, c.column, c.rowspan) for c in table.cells]
    [(0, 0, 2), (0, 1, 1), (1, 1, 1)]
    """
    across, down = merged(horizontals), merged(verticals)
    if len(across) + len(down) > TOO_MANY:
        return []
    found = [frame for group in _connected(across, down) if (frame := _frame(*group)) is not None]
    return sorted(found, key=lambda f: (f.xs[-1] - f.xs[0]) * (f.ys[-1] - f.ys[0]))


def merged(rulings: Iterable[Ruling]) -> list[Ruling]:
    """Rulings on one line joined into one: touching, overlapping, dashed, or drawn twice side by side.

    >>> merged([Ruling(10, 0, 5), Ruling(10.4, 5.2, 9), Ruling(10, 40, 50)])
    [Ruling(at=10.2, start=0, end=9), Ruling(at=10.0, start=40, end=50)]
    """
    joined: list[Ruling] = []
    for band in _bands(sorted(rulings)):
        run: list[Ruling] = []
        end = 0.0
        for ruling in sorted(band, key=lambda r: r.start):
            if run and ruling.start > end + REACH:
                joined.append(_one(run))
                run = []
            end = max(end, ruling.end) if run else ruling.end
            run.append(ruling)
        joined.append(_one(run))
    return joined


def clusters(values: Iterable[float], near: float = NEAR) -> list[float]:
    """Mean of each group of values that lie within ``near`` of the group's first.

    >>> clusters([1.0, 2.0, 50.0])
    [1.5, 50.0]
    """
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][0] <= near:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def _bands(rulings: Sequence[Ruling]) -> Iterator[list[Ruling]]:
    band: list[Ruling] = []
    for ruling in rulings:
        if band and ruling.at - band[0].at > NEAR:
            yield band
            band = []
        band.append(ruling)
    if band:
        yield band


def _one(run: Sequence[Ruling]) -> Ruling:
    at = sum(r.at for r in run) / len(run)
    return Ruling(at, min(r.start for r in run), max(r.end for r in run))


def _connected(
    across: Sequence[Ruling], down: Sequence[Ruling]
) -> Iterator[tuple[list[Ruling], list[Ruling]]]:
    """Groups of rulings that cross or touch one another."""
    parent = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for j, v in enumerate(down, len(across)):
        for i, h in enumerate(across):
            if h.start - REACH <= v.at <= h.end + REACH and v.start - REACH <= h.at <= v.end + REACH:
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = {}
    for i, ruling in enumerate([*across, *down]):
        groups.setdefault(root(i), ([], []))[i >= len(across)].append(ruling)
    return iter(groups.values())


def _frame(across: Sequence[Ruling], down: Sequence[Ruling]) -> Frame | None:
    xs = _cuts([r.at for r in down], across)
    ys = _cuts([r.at for r in across], down)
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 1 or rows * columns > TOO_FINE or median(map(sub, xs[1:], xs)) < NARROW:
        return None
    walls = _covered(down, xs, ys)
    floors = _covered(across, ys, xs)
    units = [-1] * (rows * columns)
    cells: list[FrameCell] = []
    for row in range(rows):
        for column in range(columns):
            if units[row * columns + column] >= 0:
                continue
            right = column + 1
            while right < columns and not walls[right][row] and units[row * columns + right] < 0:
                right += 1
            low = row + 1
            while low < rows and not any(floors[low][c] for c in range(column, right)):
                # A wall inside the row below means that the shape is no rectangle: the cell ends here.
                if any(walls[c][low] for c in range(column + 1, right)):
                    break
                low += 1
            box = (xs[column], ys[row], xs[right], ys[low])
            for r in range(row, low):
                units[r * columns + column : r * columns + right] = [len(cells)] * (right - column)
            cells.append(FrameCell(row, column, low - row, right - column, box))
    return Frame(tuple(xs), tuple(ys), tuple(cells), tuple(units))


def _cuts(positions: Sequence[float], crossing: Sequence[Ruling]) -> list[float]:
    """Cuts of one direction, with an edge added where the crossing rulings run on past the last of them."""
    if not crossing:
        return []
    cuts = clusters(positions)
    first, last = min(r.start for r in crossing), max(r.end for r in crossing)
    if not cuts or first < cuts[0] - OPEN:
        cuts.insert(0, first)
    if last > cuts[-1] + OPEN:
        cuts.append(last)
    return cuts


def _covered(rulings: Sequence[Ruling], at: Sequence[float], along: Sequence[float]) -> list[list[bool]]:
    """Whether a ruling stands at each cut, beside the middle of each stretch."""
    middles = [(a + b) / 2 for a, b in pairwise(along)]
    table = [[False] * len(middles) for _ in at]
    for ruling in rulings:
        nearest = min(range(len(at)), key=lambda i: abs(at[i] - ruling.at))
        line = table[nearest]
        for i, middle in enumerate(middles):
            if ruling.start <= middle <= ruling.end:
                line[i] = True
    return table
