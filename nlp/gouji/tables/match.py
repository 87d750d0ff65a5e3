"""Which printed row is which row of the form: the order-keeping pairing with the greatest weight."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Final

from .label import likeness, normal
from .plan import Plan, Target
from .plan import plan as plan_of
from .rows import PrintedRow
from .value import squeeze

LEAST_LIKE: Final = 0.45  # below this a label says nothing
FITS: Final = 0.3  # the row has as many figures as the form's
BLANK_FITS: Final = 0.1  # the row has as many cells, all empty
IN_SECTION: Final = 0.1  # the grid stands in the section of the table
OFF_SECTION: Final = -0.2
PART_LIKE: Final = 0.8  # the block of a strip that the head above names
MOST_LABELS: Final = 3  # levels of labels before the figures
SHORT: Final = 0.6  # share of its figures that a strip must have at least


def match(rows: Sequence[PrintedRow], plan: Plan, sections: Sequence[int]) -> dict[int, int]:
    """Pair printed rows with the targets of a plan.

    Args:
        sections: number of the section of each grid, 0 where unknown.

    Returns:
        the number of the printed row of each target that has one.
    """
    pairs = [
        (i, target.index, weight + _place(target, sections[row.grid]))
        for i, row in enumerate(rows)
        for target, weight in _weights(row, plan)
    ]
    chain = heaviest_chain(pairs)
    return {target: i for i, target in _fill_gaps(chain, rows, plan).items()}


def heaviest_chain(pairs: Sequence[tuple[int, int, float]]) -> dict[int, int]:
    """The set of pairs, rising in both members, with the greatest sum of weights.

    Args:
        pairs: (left, right, weight), sorted by left; the right members are few.

    >>> heaviest_chain([(0, 5, 1.0), (1, 2, 0.8), (2, 3, 0.8)])
    {1: 2, 2: 3}
    """
    # Best chains by their last right member, each heavier than all that end before it.
    ends: list[int] = []
    tops: list[tuple[float, int]] = []  # weight, and number of the last pair
    back: list[int] = []
    for _, group in groupby(enumerate(pairs), key=lambda numbered: numbered[1][0]):
        fresh: list[tuple[int, float, int]] = []
        for n, (_, right, weight) in group:
            before = bisect_left(ends, right)
            top, last = tops[before - 1] if before else (0.0, -1)
            back.append(last if top > 0 else -1)
            fresh.append((right, max(top, 0.0) + weight, n))
        for right, total, n in fresh:
            at = bisect_right(ends, right)
            if at and tops[at - 1][0] >= total:
                continue
            beaten = at
            while beaten < len(ends) and tops[beaten][0] < total:
                beaten += 1
            at = bisect_left(ends, right)
            ends[at:beaten] = [right]
            tops[at:beaten] = [(total, n)]
    at = tops[-1][1] if tops else -1
    chain: dict[int, int] = {}
    while at >= 0:
        chain[pairs[at][0]] = pairs[at][1]
        at = back[at]
    return dict(sorted(chain.items()))


def fits(row: PrintedRow, size: int) -> float:
    """Weight of a row having the right number of figures or cells."""
    filled = len(row.filled)
    if filled == size or (filled and len(row.slots) == size):
        return FITS
    if size == 1 and filled > 1 and len({s.cell.text for s in row.filled}) == 1:
        return FITS
    return BLANK_FITS if not filled and 2 * len(row.slots) >= size else 0.0  # the last may be cut off


def _place(target: Target, section: int) -> float:
    if not section:
        return 0.0
    return IN_SECTION if section == target.table.section else OFF_SECTION


def _weights(row: PrintedRow, plan: Plan) -> list[tuple[Target, float]]:
    """The targets that a row may be, each with how well it fits."""
    label = row.label
    exact = plan.exact.get(label, ())
    found = [(plan.targets[i], 1.0) for i in exact]
    if not exact and label not in plan.words and (label or row.filled):  # else it heads a column or a block
        near = "".join(normal(c.text) for c in (*row.before[-4:], *row.labels[:-1], *row.after[:4]))
        found += [
            (target, like)
            for target, like in _like(plan.form.id, label, near)
            if row.filled or fits(row, target.size)
        ]
    found += [(target, like) for target in plan.strips if (like := _strip_like(row, target))]
    if not label:
        above = {normal(c.text) for c in row.before}
        found += [(target, PART_LIKE) for target in plan.parts if above & target.keys]
    weighed = [(target, like, fits(row, target.size)) for target, like in found]
    return [
        (target, like + fit)
        for target, like, fit in weighed
        # The head of a strip names its blocks too: only figures make a row of it.
        if (row.filled and (fit or not target.part)) or (fit and not target.part)
    ]


@lru_cache(maxsize=4096)
def _like(form_id: str, label: str, near: str) -> tuple[tuple[Target, float], ...]:
    """The rows of a form whose labels are like a printed one."""
    likest = (
        (target, max(likeness(label, near, key) for key in target.keys)) for target in plan_of(form_id).lone
    )
    return tuple((target, like) for target, like in likest if like >= LEAST_LIKE)


def _strip_like(row: PrintedRow, target: Target) -> float:
    """A strip has no label of its own: its head and the number of its figures tell it."""
    empty = not row.labels and not row.filled and len(row.slots) >= SHORT * target.size
    if len(row.filled) < SHORT * target.size and len(row.slots) < target.size and not empty:
        return 0.0
    head = squeeze("".join(c.text for c in (*row.before, *row.labels)))
    marks = sum(mark in head for mark in target.table.marks)
    return 0.5 + 0.5 * marks / len(target.table.marks)


def _fill_gaps(chain: Mapping[int, int], rows: Sequence[PrintedRow], plan: Plan) -> dict[int, int]:
    """Rows whose label says nothing, by position: as many between two settled rows as the form has."""
    filled = dict(chain)
    for (i, a), (j, b) in zip(list(chain.items())[:-1], list(chain.items())[1:], strict=True):
        gap = plan.targets[a + 1 : b]
        between = [k for k in range(i + 1, j) if rows[k].filled]
        if len(gap) == len(between) and all(
            t.table is plan.targets[a].table and not t.strip and _may_fit(rows[k], t.size)
            for t, k in zip(gap, between, strict=True)
        ):
            filled |= {k: t.index for k, t in zip(between, gap, strict=True)}
    return filled


def _may_fit(row: PrintedRow, size: int) -> bool:
    """Whether the row has the right number of figures, or of cells with those of its labels."""
    return fits(row, size) > 0 or size <= len(row.slots) <= size + MOST_LABELS
