"""Plain text in the layouts met in the wild."""

from __future__ import annotations

from ..record import Record
from ..sheets import Sheet, expand
from .parts import Heading, Title, blocks


def _tabs(sheet: Sheet) -> list[str]:
    """Cells parted by tabs; what a box covers beyond its first place stays empty."""
    return ["\t".join(p.box.text if p.first else "" for p in row) for row in expand(sheet)]


def render(record: Record) -> bytes:
    """The report as UTF-8 text."""
    lines: list[str] = []
    for block in blocks(record):
        if isinstance(block, Title | Heading):
            lines += [block.text, ""]
        elif isinstance(block, str):
            lines += [block, ""]
        else:
            lines += [*_tabs(block), ""]
    return "\n".join(lines).encode()
