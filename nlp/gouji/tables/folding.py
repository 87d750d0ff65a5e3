"""Full width to half width, one character for one."""

from __future__ import annotations

from typing import Final

FULL: Final = {0xFF01 + i: 0x21 + i for i in range(94)} | {
    0x3000: 0x20,
    0x00A0: 0x20,
    0xFE30: 0x3A,
    0x2236: 0x3A,
}


def fold(text: str) -> str:
    """The text with plain digits, Latin letters, signs and spaces."""
    return text if text.isascii() else text.translate(FULL)
