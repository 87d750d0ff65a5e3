"""Columns on a terminal or in a PDF's text dump: a Chinese character is two wide."""

from __future__ import annotations


def width(text: str) -> int:
    """Display columns that the text takes.

    >>> width("表三 t3"), width("１")
    (7, 2)
    """
    return len(text) if text.isascii() else len(text) + sum(_wide(c) for c in text)


def _wide(char: str) -> bool:
    """Whether a character takes two columns: CJK, kana, full-width forms and Chinese punctuation."""
    return "\u2e80" <= char <= "\uffef" and not "\uff61" <= char <= "\uffdc"
