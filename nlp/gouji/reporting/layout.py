"""The document in reading order as blocks, for every output that shows it whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from ..document import Document, Grid, GridCell
from ..form import TableForm
from ..text import Span
from .view import form_of

Level = Literal["title", "section", "heading", "line"]

SHORT: Final = 24  # code points; a longer numbered line is a sentence, not a heading


@dataclass(frozen=True, slots=True)
class Prose:
    """A line of the text and what it is."""

    level: Level
    span: Span


@dataclass(frozen=True, slots=True)
class Statutory:
    """A table of the form, to be drawn as the statute prints it."""

    table: TableForm


@dataclass(frozen=True, slots=True)
class Other:
    """A table that is none of the form's, as it was drawn."""

    cells: tuple[GridCell, ...]


Block = Prose | Statutory | Other


def blocks(document: Document) -> Iterator[Block]:
    """Lines and tables in reading order; a statutory table without a place of its own ends its section."""
    form = form_of(document)
    left = {
        t.key: Statutory(t)
        for t in (form.tables if form else ())
        if any(name in document.cells for name in t.cells)
    }
    homes = _homes(document)
    sections = {s.span.start: s.number for s in document.sections if s.number}
    grids = sorted(document.grids, key=lambda g: g.span)
    number = 0
    for line in _lines(document.text):
        while grids and grids[0].span.end <= line.start and grids[0].span != line:
            grids.pop(0)
        if grids and grids[0].span.start <= line.start:
            if grids[0].span.start == line.start:
                yield from _grid(grids[0], homes, left)
            continue
        following = sections.get(line.start, 0)
        if following and number:
            for block in [b for b in left.values() if number <= b.table.section < following]:
                yield left.pop(block.table.key)
        number = following or number
        if len(line):
            yield Prose(_level(document, line, bool(following)), line)
    yield from left.values()


def _grid(grid: Grid, homes: dict[Span, str], left: dict[str, Statutory]) -> Iterator[Block]:
    """The statutory table that the grid holds, once; a grid that holds none as it is."""
    home = homes.get(grid.span)
    if home is None:
        if grid.cells:
            yield Other(grid.cells)
    elif home in left:
        yield left.pop(home)


def _homes(document: Document) -> dict[Span, str]:
    """Which statutory table each grid holds cells of."""
    homes: dict[Span, str] = {}
    for cell in document.cells.values():
        for grid in document.grids:
            if cell.span is not None and grid.span.holds(cell.span):
                homes.setdefault(grid.span, cell.name.split("/", 1)[0])
    return homes


def _lines(text: str) -> Iterator[Span]:
    start = 0
    for line in text.split("\n"):
        yield Span(start, start + len(line))
        start += len(line) + 1


def _level(document: Document, line: Span, is_section: bool) -> Level:
    words = "".join(line.of(document.text).split())
    if is_section:
        return "section"
    first = next((s.span.start for s in document.sections if s.number), len(document.text))
    names = ("".join(document.title.split()), "".join(document.organisation.split()))
    if line.end <= first and words and any(words in name for name in names):
        return "title"
    if len(words) <= SHORT and words[:1] in "（(" and not words.endswith(("。", "；")):
        return "heading"
    return "line"
