"""The ways in which the cells of a printed row may stand for the cells of its row of the form."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from .label import normal
from .plan import Target
from .rows import PrintedRow, Slot
from .value import Kind, figure

MOST_MISSING: Final = 3  # cells that a row may have lost or gained and still be tried
FEW: Final = 3  # whole rows from which the columns of a table are known
Alignment = tuple[Slot | None, ...]


@dataclass(frozen=True, slots=True)
class Candidates:
    """What a printed row may say.

    Args:
        stages: sets of alignments, the more plausible set first; an alignment is one slot or None for
            each cell of the target.
        plain: the first stage is the row as printed: nothing was moved, it needs no proof.
        sure: there is no other way to read it.
        whole: it has all its cells, so that what it says is its author's.
    """

    row: PrintedRow
    target: Target
    stages: tuple[tuple[Alignment, ...], ...]
    plain: bool = False
    sure: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Mate:
    """A matched row of the same table in the same grid."""

    target: Target
    row: PrintedRow


def candidates(matched: Mapping[int, PrintedRow], targets: Sequence[Target]) -> list[Candidates]:
    """The alignments of every matched row; rows of one table lend each other their columns."""
    mates: dict[tuple[str, int], list[Mate]] = defaultdict(list)
    for i, row in matched.items():
        mates[targets[i].table.key, row.grid].append(Mate(targets[i], row))
    orders = {key: _order(group) for key, group in mates.items()}
    found = []
    for i, row in matched.items():
        key = targets[i].table.key, row.grid
        order = orders[key] if targets[i].size == len(orders[key]) else ()
        found.append(_reordered(row, targets[i], order) or _of_row(row, targets[i], mates[key]))
    return found


def _of_row(row: PrintedRow, target: Target, mates: Sequence[Mate]) -> Candidates:
    size, slots, filled = target.size, row.slots, row.filled
    if row.stream and len(slots) >= 2 * size and not any(s.filled for s in slots[:size]):
        slots, filled = slots[:size], ()  # a blank row, and another that has lost its label
    if len(filled) == size:
        plain = not _moved(row, target, mates)
        return Candidates(row, target, ((filled,),), plain, plain, whole=True)
    if not filled:
        return Candidates(row, target, (((*slots[:size], *[None] * (size - len(slots))),),), True, True)
    if size == 1 and len({s.cell.text for s in filled}) == 1:  # a spanned cell, repeated
        return Candidates(row, target, ((filled[:1],),), True, True)
    whole = len(slots) == size and _in_place(row, mates) and not _lacks_its_sum(row, target, mates)
    if whole:
        return Candidates(row, target, ((slots,),), True, True, whole)
    placed: tuple[Alignment, ...] = (slots,) if len(slots) == size else ()
    if not placed and not row.stream:
        placed = tuple(dict.fromkeys(_by_columns(row, target, mates)))
    windows = tuple(_windows(slots, size))
    stages = (placed, windows, tuple(_unrepeated(filled, size)), tuple(_moves(row, size)))
    alone = len(placed) == 1
    sure = alone and placed == windows and len(slots) > size
    return Candidates(row, target, tuple(stage for stage in stages if stage), alone, sure)


def _order(mates: Sequence[Mate]) -> tuple[int, ...]:
    """The grid columns of the form's columns where the head prints them in another order; else ()."""
    target = max((mate.target for mate in mates), key=lambda t: t.size)
    for mate in mates:
        printed = _heads(mate.row) if mate.row.before else {}
        found = [[c for c, text in printed.items() if text.endswith(wanted)] for wanted in target.names]
        if all(len(columns) == 1 for columns in found):
            order = tuple(columns[0] for columns in found)
            return () if list(order) == sorted(order) else order
    return ()


def _reordered(row: PrintedRow, target: Target, order: Sequence[int]) -> Candidates | None:
    if row.stream or not order:
        return None
    by_column = {s.cell.column: s for s in row.slots}
    if not by_column.keys() >= set(order):
        return None
    alignment = tuple(by_column[column] for column in order)
    return Candidates(row, target, ((alignment,),), True, True, whole=True)


def _in_place(row: PrintedRow, mates: Sequence[Mate]) -> bool:
    """Whether the cells of a row stand in the columns of some other whole row."""
    others = [columns for mate in mates if mate.row is not row and (columns := _columns_of(mate))]
    return len(others) < FEW or tuple(s.cell.column for s in row.slots) in others


def _columns_of(mate: Mate) -> tuple[int, ...]:
    """The grid columns of a whole row, () where it is not whole."""
    for cells in (mate.row.filled, mate.row.slots):
        if len(cells) == mate.target.size:
            return tuple(s.cell.column for s in cells)
    return ()


def _moved(row: PrintedRow, target: Target, mates: Sequence[Mate]) -> bool:
    """Whether the figures start in another column than those of the rows of the same kind."""
    block = target.rows[0].block
    if row.stream or not block:
        return False
    own = row.filled[0].cell.column
    starts = [
        mate.row.filled[0].cell.column
        for mate in mates
        if mate.row is not row
        and mate.target.rows[0].block == block
        and len(mate.row.labels) == len(row.labels)
        and len(mate.row.filled) == mate.target.size
    ]
    if all(start == own for start in starts):
        return False
    usual, times = Counter(starts).most_common(1)[0]
    return times > 1 and own != usual


def _lacks_its_sum(row: PrintedRow, target: Target, mates: Sequence[Mate]) -> bool:
    """Whether the sum of the figures is blank here and is not in most other rows: a cell may be lost."""
    if not row.filled or not _blank_sum(row, target):
        return False
    others = [m for m in mates if m.row is not row and m.row.filled and len(m.row.slots) == m.target.size]
    return 2 * sum(_blank_sum(m.row, m.target) for m in others) < len(others)


def _blank_sum(row: PrintedRow, target: Target) -> bool:
    return any(not row.slots[i].filled for i in target.sums)


def _by_columns(row: PrintedRow, target: Target, mates: Sequence[Mate]) -> Iterator[Alignment]:
    """Each figure to the column that it stands in, as whole rows or the head of the table name them."""
    cells = {s.cell.column: s for s in row.slots}
    printed = {column for column, s in cells.items() if s.kind is not Kind.EMPTY}
    for columns in _column_sets(row, target, mates):
        if not printed <= {c for group in columns for c in group}:
            continue
        groups = [[cells[c] for c in group if c in printed] for group in columns]
        if all(len({s.cell.text for s in group}) < 2 for group in groups):  # a spanned cell, repeated
            yield tuple(
                held[0] if held else cells.get(group[0]) for held, group in zip(groups, columns, strict=True)
            )


def _column_sets(
    row: PrintedRow, target: Target, mates: Sequence[Mate]
) -> Iterator[tuple[tuple[int, ...], ...]]:
    """The grid columns of each column of the form: those of whole rows, then those of the head above."""
    same = [mate for mate in mates if mate.target.columns == target.columns]
    whole = Counter(stands for mate in same if (stands := _columns_of(mate)))
    yield from (tuple((column,) for column in columns) for columns, _ in whole.most_common())
    above = [mate.row for mate in mates if mate.row is not row]
    for head in (row, *reversed(above)):
        if columns := _named(_heads(head), target.names):
            yield columns
            break
    first = row.slots[0].cell.column
    drawn = {c.column for c in row.before if c.column >= first} | {s.cell.column for s in row.slots}
    if len(drawn) == target.size:
        yield tuple((column,) for column in sorted(drawn))


def _named(heads: Mapping[int, str], names: Sequence[tuple[str, ...]]) -> tuple[tuple[int, ...], ...]:
    """The grid columns under each name, in order; a name over several neighbours is a merged cell.

    >>> _named({1: "项目数量", 2: "增减", 3: "增减"}, [("项目数量",), ("本年增减", "增减")])
    ((1,), (2, 3))
    """
    found: list[list[int]] = []
    last = ""
    for column, text in heads.items():
        if len(found) < len(names) and text.endswith(names[len(found)]):
            found.append([column])
            last = text
        elif found and text == last:
            found[-1].append(column)
    return tuple(map(tuple, found)) if len(found) == len(names) else ()


def _heads(row: PrintedRow) -> dict[int, str]:
    """What stands above each grid column, from the top down; a label may be broken over lines."""
    printed: dict[int, str] = defaultdict(str)
    for cell in row.before:
        for column in range(cell.column, cell.column + cell.colspan):
            printed[column] += normal(cell.text)
    return dict(sorted(printed.items()))


def _windows(slots: Sequence[Slot], size: int) -> Iterator[Alignment]:
    """Neighbouring cells that hold all figures: empty cells stand before or behind."""
    held = [i for i, s in enumerate(slots) if s.kind is not Kind.EMPTY]
    for start in range(max(held[-1] - size + 1, 0), min(held[0], len(slots) - size) + 1):
        yield tuple(slots[start : start + size])


def _unrepeated(filled: Sequence[Slot], size: int) -> Iterator[Alignment]:
    """Cells that repeat the one before them dropped, or zeros behind the only figure."""
    again = [i for i in range(1, len(filled)) if filled[i].cell.text == filled[i - 1].cell.text]
    surplus = len(filled) - size
    if 0 < surplus <= MOST_MISSING:
        for gone in combinations(again, surplus):
            yield tuple(s for i, s in enumerate(filled) if i not in gone)
    if size == 1 and not any(figure(s.cell.text) for s in filled[1:] if s.cell.text.strip("0０./ -")):
        yield tuple(filled[:1])


def _moves(row: PrintedRow, size: int) -> Iterator[Alignment]:
    """All ways to drop what is too much or to leave blank what is missing, no figure for a blank."""
    slots, filled = row.slots, row.filled
    if len(filled) > size:
        yield from _dropping(filled, range(len(filled)), len(filled) - size)
    elif len(slots) > size:
        yield from _dropping(
            slots, [i for i, s in enumerate(slots) if s.kind is Kind.EMPTY], len(slots) - size
        )
    for cells in dict.fromkeys((slots, filled)):
        missing = size - len(cells)
        if 0 < missing <= MOST_MISSING or 0 < len(cells) <= MOST_MISSING:
            for held in combinations(range(size), len(cells)):
                placed = dict(zip(held, cells, strict=True))
                yield tuple(placed.get(i) for i in range(size))


def _dropping(cells: Sequence[Slot], allowed: Sequence[int], surplus: int) -> Iterator[Alignment]:
    if surplus <= MOST_MISSING:
        for gone in combinations(allowed, surplus):
            yield tuple(c for i, c in enumerate(cells) if i not in gone)
