"""The folded form of `gouji.language` with the punctuation of tables in ASCII."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from ..language import folding

SHORT: Final = 100  # characters of a text that may come again and is kept
ASCII: Final = str.maketrans("（）：，；〔〕！？", "():,;[]!?")


def fold(text: str) -> str:
    """The text in simplified script with plain digits, brackets and signs; inner spaces of words dropped.

    >>> fold("（一）予以公開"), fold("３，518．85")
    ('(一)予以公开', '3,518.85')
    """
    if text.isascii():
        return text
    return _fold(text) if len(text) <= SHORT else _fold.__wrapped__(text)


@lru_cache(maxsize=4096)
def _fold(text: str) -> str:
    return folding.fold(text).plain.translate(ASCII)
