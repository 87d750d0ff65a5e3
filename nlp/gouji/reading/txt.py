"""Plain text: its lines; tables drawn in them are found by `drawn`, hard wraps undone by `unwrap`."""

from __future__ import annotations

from typing import Final

from . import limits
from .blocks import Line
from .decode import decode

BARS: Final = "｜│┃║"


def read_txt(data: bytes) -> list[Line]:
    """The lines of a text file.

    >>> [(line.text, line.source) for line in read_txt("表二\\n规章｜0".encode())]
    [('表二', 0), ('规章|0', 3)]
    """
    return lines(decode(data))


def lines(text: str) -> list[Line]:
    """The lines of a text, each with its offset; form feeds become spaces, bars of all shapes ``|``.

    Raises:
        LimitExceeded: more lines than `limits` allows.
    """
    limits.at_most(text.count("\n"), limits.TEXT_LINES, "行", "lines")
    for bar in BARS:
        text = text.replace(bar, "|")
    found: list[Line] = []
    offset = 0
    for line in text.split("\n"):
        shown = line.lstrip("\f\v")  # a page begins: no indentation
        start = offset + len(line) - len(shown)
        found.append(Line(shown.replace("\f", " ").replace("\v", " "), source=start))
        offset += len(line) + 1
    return found
