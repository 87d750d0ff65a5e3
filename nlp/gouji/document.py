"""A report as it was read: text, paragraphs, sections, grids and statutory cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from .text import Span


class State(StrEnum):
    """How sure the reading of a cell is; kept to the end."""

    READ = "read"  # stands where the form says
    REPAIRED = "repaired"  # put back by the only alignment that restores the identities
    BLANK = "blank"  # nothing, "/" or "-" stands there
    UNREADABLE = "unreadable"  # the row or table could not be settled


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands on a page.

    Args:
        page: counted from 1.
        box: left, top, right and bottom in points, from the top left corner.
        confidence: how sure the recogniser was of a line of a scan; 1 for born-digital text.
    """

    page: int
    box: tuple[float, float, float, float]
    confidence: float = 1.0


# Cells are made by the hundred: a named tuple takes a quarter of the time of a frozen dataclass.
class Cell(NamedTuple):
    """One figure of a statutory table.

    Args:
        name: ``table/row/column`` as contract.md lists them (``t3/new/total``).
        value: the figure, or None where blank or unreadable.
        state: see `State`.
        raw: the characters read.
        span: where they stand in the text, or None.
        confidence: 1 for born-digital text; the recogniser's own figure for a scan.
    """

    name: str
    value: Decimal | None
    state: State
    raw: str = ""
    span: Span | None = None
    place: Place | None = None
    confidence: float = 1.0


class GridCell(NamedTuple):
    """One cell of a table as drawn; ``row`` and ``column`` count from 0 in the expanded grid."""

    text: str
    span: Span
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    place: Place | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as drawn, before anyone says which statutory table it is."""

    span: Span
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One numbered section; number 0 is what stands before the first heading.

    Args:
        number: 0 to 6 in the annual report.
        title: the heading as written, without its number.
        span: heading and body.
        body: the body alone.
    """

    number: int
    title: str
    span: Span
    body: Span


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of prose without a line break, hard wraps undone; never part of a table."""

    span: Span
    section: int


@dataclass(frozen=True, slots=True)
class Document:
    """A report as it was read.

    Args:
        text: the reading text: page furniture dropped, hard wraps joined, paragraphs and table rows
            separated by one line feed, cells of a row by one tab.  All spans point into it.
        paragraphs: the prose, in order.
        sections: the sections found, in order.
        grids: the tables as drawn, in order.
        cells: the statutory cells by name, in the form's order; empty where no table was read.
        form: id of the form whose header words were met, or None.
        title, organisation, year: what the report calls itself.
        path, sha256, format: where the bytes came from.
        missing: keys of the form's tables that were not found or only as headings.
        source: offsets into the decoded input, one for each code point of ``text``, where known.
        places: the page and box of each line of the prose, by the span it has in ``text``, where known;
            cells know their own.
    """

    text: str
    paragraphs: tuple[Paragraph, ...] = ()
    sections: tuple[Section, ...] = ()
    grids: tuple[Grid, ...] = ()
    cells: Mapping[str, Cell] = field(default_factory=dict)
    form: str | None = None
    title: str = ""
    organisation: str = ""
    year: int | None = None
    path: str = ""
    sha256: str = ""
    format: str = "txt"
    missing: tuple[str, ...] = ()
    source: tuple[int, ...] | None = None
    places: tuple[tuple[Span, Place], ...] = ()

    def section_at(self, offset: int) -> Section | None:
        """The section that holds an offset of the text."""
        return next((s for s in self.sections if s.span.start <= offset < s.span.end), None)

    def places_of(self, span: Span) -> tuple[Place, ...]:
        """Where a span of the prose stands: a box for each line it touches, as narrow as can be told.

        Within a line every character counts as wide as the next of its kind: one full or one half width.

        >>> line = (Span(0, 5), Place(2, (90.0, 50.0, 130.0, 60.0)))
        >>> Document("共12条。", places=(line,)).places_of(Span(1, 3))
        (Place(page=2, box=(100.0, 50.0, 110.0, 60.0), confidence=1.0),)
        """
        found = []
        for line, place in self.places:
            if line.meets(span):
                left, top, right, low = place.box
                unit = (right - left) / max(_wide(line.of(self.text)), 1)
                start, end = max(span.start, line.start), min(span.end, line.end)
                x = left + unit * _wide(self.text[line.start : start])
                box = (x, top, x + unit * _wide(self.text[start:end]), low)
                found.append(Place(place.page, box, place.confidence))
        return tuple(found)


def _wide(text: str) -> int:
    return sum(1 if char.isascii() else 2 for char in text)
