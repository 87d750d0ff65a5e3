"""Which page and box each run of the finished text came from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import groupby

from ..document import Place
from ..text import Span
from .blocks import Blocks, Line


def places(blocks: Blocks, source: Sequence[int]) -> tuple[tuple[Span, Place], ...]:
    """The place of each line, by the span that its characters have in the text.

    Args:
        blocks: what the reader handed over; its lines count their characters on from one to the next.
        source: for each character of the text its offset in those lines, -1 for none.

    >>> line = Line("办结3件", source=0, place=Place(1, (0.0, 0.0, 9.0, 9.0)))
    >>> [(span, place.page) for span, place in places([line], [-1, 0, 1, 2, 3])]
    [(Span(start=1, end=5), 1)]
    """
    lines = [(b.source, b.place) for b in blocks if isinstance(b, Line) and b.place and b.source >= 0]
    if not lines:
        return ()
    starts = [start for start, _ in lines]
    found, at = [], 0
    for line, run in groupby(bisect_right(starts, offset) - 1 if offset >= 0 else -1 for offset in source):
        end = at + len(list(run))
        if line >= 0:
            found.append((Span(at, end), lines[line][1]))
        at = end
    return tuple(found)
