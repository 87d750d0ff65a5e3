"""The ways in which the cells of a printed row may stand for the cells of its row of the form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from .label import normal
from .plan import Target
from .rows import PrintedRow, Slot
from .value import Kind

MOST_MISSING: Final = 3  # cells that a row may have lost or gained and still be tried
Alignment = tuple[Slot | None, ...]


@dataclass(frozen=True, slots=True)
class Candidates:
    """What a printed row may say.

    Args:
        alignments: one slot or None for each cell of the target, in order of plausibility.
        plain: the first alignment is as printed, nothing was moved.
    """

    row: PrintedRow
    target: Target
    alignments: tuple[Alignment, ...]
    plain: bool


def candidates(matched: Mapping[int, PrintedRow], targets: Sequence[Target]) -> list[Candidates]:
    """The alignments of every matched row; rows of one table lend each other their columns."""
    found = []
    pairs = [(targets[i], row) for i, row in matched.items()]
    for target, row in pairs:
        mates = [(t, r) for t, r in pairs if t.table is target.table and r.grid == row.grid and r is not row]
        found.append(_of_row(row, target, mates))
    return found


def _of_row(row: PrintedRow, target: Target, mates: Sequence[tuple[Target, PrintedRow]]) -> Candidates:
    size, slots, filled = target.size, row.slots, row.filled
    if len(filled) == size:
        return Candidates(row, target, (filled,), not _moved(row, target, mates))
    if len(slots) == size:
        return Candidates(row, target, (slots,), True)
    if size == 1 and len({s.cell.text for s in filled}) == 1:  # a spanned cell, repeated
        return Candidates(row, target, (filled[:1],), True)
    if not filled:
        return Candidates(row, target, (_padded(slots[:size], size),), True)
    if not row.stream and (placed := _by_columns(row, target, mates)):
        return Candidates(row, target, (placed,), True)
    return Candidates(row, target, tuple(dict.fromkeys(_moves(row, size))), False)


def _padded(slots: Sequence[Slot], size: int) -> Alignment:
    return (*slots, *[None] * (size - len(slots)))


def _moved(row: PrintedRow, target: Target, mates: Sequence[tuple[Target, PrintedRow]]) -> bool:
    """Whether the figures start in another column than those of the rows of the same kind."""
    block = target.rows[0].block
    if row.stream or not block:
        return False
    starts = Counter(
        mate.filled[0].cell.column
        for t, mate in mates
        if t.rows[0].block == block and len(mate.labels) == len(row.labels) and len(mate.filled) == t.size
    )
    if not starts:
        return False
    usual, times = starts.most_common(1)[0]
    return times > 1 and row.filled[0].cell.column != usual


def _by_columns(
    row: PrintedRow, target: Target, mates: Sequence[tuple[Target, PrintedRow]]
) -> Alignment | None:
    """Each figure to the column that it stands in, if whole rows or the head of the table name them."""
    filled = {s.cell.column: s for s in row.slots if s.kind is not Kind.EMPTY}
    for columns in _column_sets(row, target, mates):
        if set(filled) <= set(columns):
            return tuple(filled.get(c) for c in columns)
    return None


def _column_sets(
    row: PrintedRow, target: Target, mates: Sequence[tuple[Target, PrintedRow]]
) -> Iterator[tuple[int, ...]]:
    whole = Counter(
        tuple(s.cell.column for s in (r.filled if len(r.filled) == t.size else r.slots))
        for t, r in mates
        if t.columns == target.columns and t.size in (len(r.filled), len(r.slots))
    )
    yield from (columns for columns, _ in whole.most_common())
    heads = [c for _, mate in [*mates, (target, row)] for c in mate.before]
    names = [{normal(n) for n in (column.label, *column.aliases)} for column in target.columns]
    columns = [next((c.column for c in heads if normal(c.text) in wanted), -1) for wanted in names]
    if -1 not in columns and columns == sorted(set(columns)):
        yield tuple(columns)


def _moves(row: PrintedRow, size: int) -> Iterator[Alignment]:
    """All ways to drop what is too much or to leave blank what is missing."""
    for cells in (row.slots, row.filled):
        surplus = len(cells) - size
        if 0 < surplus <= MOST_MISSING:
            for gone in combinations(range(len(cells)), surplus):
                yield tuple(c for i, c in enumerate(cells) if i not in gone)
        elif surplus < 0 and (-surplus <= MOST_MISSING or len(cells) <= MOST_MISSING):
            for held in combinations(range(size), len(cells)):
                placed = dict(zip(held, cells, strict=True))
                yield tuple(placed.get(i) for i in range(size))
