"""Markdown: its marks taken off, headings kept as such; the rest is lines as in plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from typing import Final

from .blocks import Line, RawGrid
from .decode import decode
from .txt import lines

HEADING: Final = re.compile(r"\s{0,3}#{1,6}\s+(?P<text>.*?)\s*#*\s*$")
QUOTE: Final = re.compile(r"\s{0,3}>\s?")
BULLET: Final = re.compile(r"\s*[*+-]\s+(?=\S)")
FENCE: Final = re.compile(r"\s*(?:```|~~~)")
MARK: Final = re.compile(
    r"""\*{1,3}(?=\S) | (?<=\S)\*{1,3}                     # **bold**
      | (?<![A-Za-z0-9])_{1,2} | _{1,2}(?![A-Za-z0-9])  # __bold__, not the line in a name
      | `+
      | \\(?=[^\w\s]) | \\$                              # an escaped sign, a line break at the end
      | <br\s*/?>""",
    re.VERBOSE | re.IGNORECASE,
)
TABLE: Final = re.compile(r"<table\b.*?</table\s*>", re.IGNORECASE | re.DOTALL)


def read_markdown(data: bytes) -> list[Line | RawGrid]:
    """The lines and HTML tables of a Markdown file; its own tables stay lines, drawn with bars.

    >>> [b.text for b in read_markdown("## 一、总体情况\\n**公开**信息3条".encode()) if isinstance(b, Line)]
    ['一、总体情况', '公开信息3条']
    """
    text = decode(data)
    found: list[Line | RawGrid] = []
    start = 0
    for match in TABLE.finditer(text):
        found += _lines(text[start : match.start()], start)
        found += _table(match[0])
        start = match.end()
    return [*found, *_lines(text[start:], start)]


def _table(markup: str) -> list[Line | RawGrid]:
    from .html import pieces  # lxml is only loaded where a table needs it

    return [piece.block for piece in pieces(markup)]


def _lines(text: str, start: int) -> Iterator[Line]:
    for line in lines(text):
        if not FENCE.match(line.text):
            yield _plain(replace(line, source=line.source + start))


def _plain(line: Line) -> Line:
    """The line without its marks, its way back to the input kept."""
    text = line.text
    first, last, heading = 0, len(text), False
    if match := HEADING.match(text):
        first, last, heading = match.start("text"), match.end("text"), True
    elif match := QUOTE.match(text) or BULLET.match(text):
        first = match.end()
    kept = list(_between_marks(text, first, last))
    bare = "".join(text[start:end] for start, end in kept)
    changed = len(bare) < last - first
    plain = unescape(bare).replace("\u00a0", " ") if "&" in bare else bare
    same = len(plain) == len(bare)  # an entity has no one place in the input
    offsets = tuple(line.source + i for start, end in kept for i in range(start, end))
    return replace(
        line,
        text=plain,
        source=line.source + first if same and not changed else -1,
        sources=offsets if same and changed else None,
        heading=heading,
    )


def _between_marks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches of a line that are no marks."""
    for match in MARK.finditer(text, start, end):
        if match.start() > start:
            yield start, match.start()
        start = match.end()
    if start < end:
        yield start, end
