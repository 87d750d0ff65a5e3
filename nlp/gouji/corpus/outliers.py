"""Figures that stand out among bodies of the same kind (Y6); marked for a look, no more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from statistics import median, quantiles
from typing import Final

from .. import form as forms
from ..text import Text
from .chains import WATCHED, Break
from .panel import Entry

PEERS: Final = 12  # fewer say nothing of what is usual
FEW: Final = 0.05  # share of bodies with a zero up to which a zero is strange; a single one always may be
MANY: Final = 20  # what three quarters of the peers must have


def zeros(current: Iterable[Entry]) -> Iterator[Break]:
    """Y6: zero where nearly all peers (same level, same function, same year) have many."""
    peers: defaultdict[tuple[str, str, int], list[Entry]] = defaultdict(list)
    for entry in current:
        peers[entry.body.level, entry.body.function, entry.year].append(entry)
    for group in peers.values():
        for cell in WATCHED:
            figures = [v for e in group if (v := e.value(cell)) is not None]
            if strange(figures):
                yield from (
                    _zero(e, cell, median(figures), len(figures) - 1) for e in group if e.value(cell) == 0
                )


def strange(figures: Sequence[float]) -> bool:
    """Whether a zero among the figures of like bodies is worth a look.

    >>> strange([0] + [30] * 12), strange([0] * 4 + [30] * 12), strange([0] + [30] * 5)
    (True, False, False)
    """
    if len(figures) < PEERS or not 0 < figures.count(0) <= max(1, FEW * len(figures)):
        return False
    return quantiles(figures, n=4)[0] >= MANY


def _zero(entry: Entry, cell: str, middle: float, others: int) -> Break:
    label = forms.load(entry.form or "2021").label(cell)
    message = Text(
        f"{label} 为 0，同级同类 {others} 个机关的中位数为 {middle:g}",
        f"{label} is 0, the median of {others} like bodies is {middle:g}",
    )
    return Break("Y6", entry, None, message, (cell,), "0", f"{middle:g}")
