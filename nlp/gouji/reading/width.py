"""Columns on a terminal or in a PDF's text dump: a Chinese character or sign is two wide."""

from __future__ import annotations


def width(text: str) -> int:
    """Display columns that the text takes: the bytes of China's own encoding, as such dumps count.

    >>> width("表三 t3"), width("“１”")
    (7, 6)
    """
    if text.isascii():
        return len(text)
    return len(text.replace("\u00a0", " ").encode("gb18030", "replace"))
