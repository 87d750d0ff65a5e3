"""Columns on a terminal or in a PDF's text dump: a Chinese character or sign is two wide."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Final


def width(text: str) -> int:
    """Display columns that the text takes: the bytes of China's own encoding, as such dumps count.

    >>> width("表三 t3"), width("“１”")
    (7, 6)
    """
    if text.isascii():
        return len(text)
    return len(text.replace("\u00a0", " ").encode("gb18030", "replace"))


class _Widths(dict[str, int]):
    """The width of each character, kept once it was asked for."""

    def __missing__(self, char: str) -> int:
        return self.setdefault(char, width(char))


_WIDTHS: Final = _Widths()


def edges(text: str) -> Sequence[int]:
    """The display column at which each character begins, and the one where the text ends.

    >>> list(edges("表三 t"))
    [0, 2, 4, 5, 6]
    """
    if text.isascii():
        return range(len(text) + 1)
    return [0, *accumulate(map(_WIDTHS.__getitem__, text))]
