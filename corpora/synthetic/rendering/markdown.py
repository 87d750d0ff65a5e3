"""Markdown with pipe tables, spanning boxes repeated in every place they cover."""

from __future__ import annotations

from ..record import Record
from ..sheets import Sheet, expand
from .parts import Heading, Title, blocks


def _table(sheet: Sheet) -> list[str]:
    rows = [[p.box.text for p in row] for row in expand(sheet)]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return [lines[0], f"|{' --- |' * len(rows[0])}", *lines[1:]]


def render(record: Record) -> bytes:
    """The report as UTF-8 Markdown."""
    lines: list[str] = []
    for block in blocks(record):
        match block:
            case Title(text):
                lines += [f"# {text}", ""]
            case Heading(text):
                lines += [f"## {text}", ""]
            case str():
                lines += [block, ""]
            case _:
                lines += [*_table(block), ""]
    return "\n".join(lines).encode()
