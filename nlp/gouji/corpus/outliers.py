"""Figures that stand out among bodies of the same kind (Y6); marked for a look, no more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from statistics import median
from typing import Final

from .. import form as forms
from ..text import Text
from .chains import WATCHED, Break
from .panel import Entry, Panel

PEERS: Final = 8  # fewer say nothing of what is usual
MANY: Final = 20  # what peers must have in the middle for a zero to be strange


def zeros(panel: Panel) -> Iterator[Break]:
    """Y6: zero where the middle one of the peers (same level, same function, same year) has many."""
    peers: defaultdict[tuple[str, str, int], list[Entry]] = defaultdict(list)
    for entry in panel.current().values():
        peers[entry.body.level, entry.body.function, entry.year].append(entry)
    for group in peers.values():
        for cell in WATCHED:
            figures = [(e, v) for e in group if (v := e.value(cell)) is not None]
            if len(figures) < PEERS:
                continue
            middle = median(v for _, v in figures)
            if middle < MANY:
                continue
            for entry, value in figures:
                if value == 0:
                    yield _zero(entry, cell, middle, len(figures) - 1)


def _zero(entry: Entry, cell: str, middle: float, others: int) -> Break:
    label = forms.load(entry.form or "2021").label(cell)
    message = Text(
        f"{label} 为 0，同级同类 {others} 个机关的中位数为 {middle:g}",
        f"{label} is 0, the median of {others} like bodies is {middle:g}",
    )
    return Break("Y6", entry, None, message, (cell,), "0", f"{middle:g}")
