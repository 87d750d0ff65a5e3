"""Tables with merged cells laid out on their full grid, within limits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from . import limits
from .blocks import RawCell, RawGrid


class Spanned(NamedTuple):
    """A cell as a format writes it: its text and how many rows and columns it covers."""

    text: str
    rows: int = 1
    columns: int = 1


def span_of(attribute: str | None, most: int) -> int:
    """A span as written: at least 1, at most ``most``; what is no number is 1.

    >>> span_of("3", 64), span_of("0", 64), span_of("1e9", 64), span_of("99999999999", 64), span_of(None, 64)
    (3, 1, 1, 64, 1)
    """
    if attribute is None:
        return 1
    digits = attribute.strip()
    if not (digits.isascii() and digits.isdigit()):
        return 1
    return min(max(int(digits[:9]), 1), most)


def lay_out(rows: Iterable[Iterable[Spanned]]) -> RawGrid:
    """Give each cell its place in the expanded grid; a cell stands once, with its spans.

    Raises:
        LimitExceeded: more cells than `limits.GRID_CELLS`.

    >>> grid = lay_out([[Spanned("a", rows=2), Spanned("b", columns=2)], [Spanned("c"), Spanned("d")]])
    >>> [(cell.text, cell.row, cell.column) for cell in grid.cells]
    [('a', 0, 0), ('b', 0, 1), ('c', 1, 1), ('d', 1, 2)]
    """
    return RawGrid(tuple(_placed(rows)))


def _placed(rows: Iterable[Iterable[Spanned]]) -> Iterator[RawCell]:
    open_until: dict[int, int] = {}  # column -> first row that is free again
    covered = 0
    for number, row in enumerate(rows):
        column = 0
        for text, deep, wide in row:
            while open_until.get(column, 0) > number:
                column += 1
            covered += deep * wide
            yield RawCell(text, number, column, deep, wide)
            if deep > 1:
                open_until |= dict.fromkeys(range(column, column + wide), number + deep)
            column += wide
        limits.at_most(covered, limits.GRID_CELLS, "个单元格", "cells in one table")


def cell_text(parts: Sequence[str]) -> str:
    """The text of a cell: parts of a broken label run on, figures keep apart.

    >>> cell_text(["结果", "\\n 维持"]), cell_text(["3", "5"])
    ('结果维持', '3 5')
    """
    if len(parts) == 1:
        return " ".join(parts[0].split())
    words = [" ".join(part.split()) for part in parts if part.strip()]
    text = ""
    for word in words:
        gap = " " if text and text[-1].isascii() and word[0].isascii() else ""
        text += gap + word
    return text
