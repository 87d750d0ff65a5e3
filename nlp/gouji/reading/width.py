"""Columns on a terminal or in a PDF's text dump: a Chinese character or sign is two wide."""

from __future__ import annotations


def width(text: str) -> int:
    """Display columns that the text takes.

    Characters that UTF-8 writes in three bytes are those that such dumps set two columns wide.

    >>> width("表三 t3"), width("１"), width("é")
    (7, 2, 1)
    """
    return (
        len(text) if text.isascii() else len(text) + (len(text.encode("utf-8", "replace")) - len(text)) // 2
    )
