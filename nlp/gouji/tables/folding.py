"""The folded form of `gouji.language` with the punctuation of tables in ASCII."""

from __future__ import annotations

from typing import Final

from ..language import folding

ASCII: Final = str.maketrans("（）：，；〔〕！？", "():,;[]!?")


def fold(text: str) -> str:
    """The text in simplified script with plain digits, brackets and signs; inner spaces of words dropped.

    >>> fold("（一）予以公開"), fold("３，518．85")
    ('(一)予以公开', '3,518.85')
    """
    return text if text.isascii() else folding.fold(text).plain.translate(ASCII)
