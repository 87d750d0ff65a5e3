"""What every reader hands over: lines and grids in reading order, not yet a Document.

A reader of one format knows nothing of statutory forms; `assemble` lays the text, undoes hard wraps,
finds sections and hands the grids to `gouji.tables`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ..document import Place


@dataclass(frozen=True, slots=True)
class Line:
    """One line or paragraph of prose as the format gives it.

    Args:
        text: the characters, without the line end.
        whole: the format itself says this is a whole paragraph (HTML ``<p>``, DOCX paragraph); a line of
            plain text or of a PDF is not, and may be joined to the next.
        source: offset of its first character in the decoded input, or -1.
        sources: offset of each character where they do not simply count on from ``source``.
        heading: the format marks it as a heading.
    """

    text: str
    whole: bool = False
    source: int = -1
    sources: tuple[int, ...] | None = None
    heading: bool = False
    place: Place | None = None


class RawCell(NamedTuple):  # made by the hundred: four times as fast as a frozen dataclass
    """One cell as drawn, with its place in the expanded grid (rows and columns from 0)."""

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    place: Place | None = None
    confidence: float = 1.0
    source: int = -1


@dataclass(frozen=True, slots=True)
class RawGrid:
    """A table as drawn."""

    cells: tuple[RawCell, ...]


Blocks = Sequence[Line | RawGrid]
