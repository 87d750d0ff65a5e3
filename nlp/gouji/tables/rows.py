"""Grids to printed rows: a label, the figures after it, and the fragments printed around it.

A printed row is the same thing whether the grid has true columns, one cell a line, or a whole table on
one line: in the last two a new row begins where a label follows a figure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, pairwise, takewhile
from operator import attrgetter
from typing import Final, NamedTuple

from ..document import Grid, GridCell
from ..text import Span
from .folding import fold
from .label import LONGEST, NUMBER, normal
from .plan import Plan
from .value import Kind, kind

LABEL, EMPTY = Kind.LABEL, Kind.EMPTY  # asked of every cell, and a look into an enum takes a while
MOST_LINES: Final = 4  # that a label is wrapped over above or below its figures
MOST_PIECES: Final = 12  # of a label that is spelled letter by letter
# A label that swallowed the figure after it: 行政处罚5, 结转下年度继续办理 0 0.
FUSED: Final = re.compile(
    r"(?P<label>.*[^\d\s.,，、．）)])(?P<figures>\s*[\d０-９／/][\d０-９,，.．\s／/]*)", re.DOTALL
)


class Slot(NamedTuple):
    """A cell and what stands in it; ``filled`` where that is a figure or a sign for nothing."""

    cell: GridCell
    kind: Kind
    filled: bool


class PrintedRow(NamedTuple):
    """A row of figures as printed.

    Args:
        labels: the labels before the figures that stand in this row.
        label: the row's own, normalised; "" where none stands in the row.
        slots: the cells after the last label.
        filled: those of them with a figure or a sign for nothing.
        before: the label cells of the rows without figures since the row above.
        after: the same down to the row below.
        grid: number of the grid.
        stream: the grid has no true columns, an empty cell cannot be told from none.
    """

    labels: tuple[GridCell, ...]
    label: str
    slots: tuple[Slot, ...]
    filled: tuple[Slot, ...]
    before: tuple[GridCell, ...] = ()
    after: tuple[GridCell, ...] = ()
    grid: int = 0
    stream: bool = False


def printed_rows(grids: Sequence[Grid], plan: Plan) -> list[PrintedRow]:
    """All rows of figures of all grids, in order; the form's labels tell a label from an unreadable cell."""
    known = plan.words.__contains__
    bare: list[PrintedRow] = []
    for number, grid in enumerate(grids):
        lines, stream = _lines(grid)
        for line in lines:
            slots = list(_slots(line, known))
            parts = list(_parts(slots, known, stream or _holds_rows(slots, known)))
            bare += [_row(part, number, stream or len(parts) > 1, plan) for part in parts]
    return [_with_whole_label(row, plan) for row in _with_surroundings(bare)]


def _lines(grid: Grid) -> tuple[list[list[GridCell]], bool]:
    """The cells of each row, one single line where the grid has one column; whether columns mean nothing."""
    cells = sorted(grid.cells, key=attrgetter("row", "column"))
    if cells and all(c.column == cells[0].column for c in cells):
        return [cells], True
    lines = [list(row) for _, row in groupby(cells, key=attrgetter("row"))]
    return lines, len(lines) == 1


def _slots(cells: Sequence[GridCell], known: Callable[[str], bool]) -> Iterator[Slot]:
    """The cells with what they hold; cells that hold several things are cut."""
    for cell in cells:
        text = cell.text
        found = kind(text)
        if found is not LABEL:
            yield Slot(cell, found, found is not EMPTY)
        elif len(words := text.split()) > 1 and all(kind(w) is not LABEL for w in words):
            yield from _cut(cell, 0, text)
        elif len(text) < LONGEST and (match := FUSED.fullmatch(text)) and known(normal(match["label"])):
            yield Slot(_piece(cell, 0, match.end("label")), LABEL, False)
            yield from _cut(cell, match.end("label"), match["figures"])
        else:
            yield Slot(cell, found, False)


def _cut(cell: GridCell, offset: int, text: str) -> Iterator[Slot]:
    for word in re.finditer(r"\S+", text):
        piece = _piece(cell, offset + word.start(), offset + word.end())
        found = kind(piece.text)
        yield Slot(piece, found, found is not LABEL and found is not EMPTY)


def _piece(cell: GridCell, start: int, end: int) -> GridCell:
    span = Span(cell.span.start + start, cell.span.start + end)
    return GridCell(
        cell.text[start:end], span, cell.row, cell.column, place=cell.place, confidence=cell.confidence
    )


def _holds_rows(slots: Sequence[Slot], known: Callable[[str], bool]) -> bool:
    """Whether one line holds several rows: more than one known label follows a figure."""
    following = [b.cell.text for a, b in pairwise(slots) if a.filled and b.kind is LABEL]
    return len(following) > 1 and sum(known(normal(text)) for text in following) > 1


def _parts(slots: Sequence[Slot], known: Callable[[str], bool], stream: bool) -> Iterator[list[Slot]]:
    """Cut where a label follows a figure; an unknown label amid true columns is an unreadable cell."""
    part: list[Slot] = []
    figures = False
    for slot in slots:
        if slot.kind is LABEL and figures and (stream or known(normal(slot.cell.text))):
            yield part
            part, figures = [], False
        figures = figures or slot.filled
        part.append(slot)
    if part:
        yield part


def _row(slots: list[Slot], grid: int, stream: bool, plan: Plan) -> PrintedRow:
    """Labels to the left, what follows the last of them to the right."""
    named: list[int] = []
    has_figures = False
    for i, slot in enumerate(slots):
        if slot.filled:
            has_figures = True
            break
        if slot.kind is LABEL:
            named.append(i)
    last = named[-1] if named else -1
    if has_figures and not stream and (earlier := _before_words(slots, named, plan)) is not None:
        last = earlier
    labels = tuple([s.cell for s in slots[: last + 1] if s.kind is LABEL])
    cells = tuple(slots[last + 1 :])
    filled = tuple([s for s in cells if s.filled])
    return PrintedRow(
        labels, _own_label(labels, plan.words.__contains__), cells, filled, grid=grid, stream=stream
    )


def _before_words(slots: Sequence[Slot], named: Sequence[int], plan: Plan) -> int | None:
    """The label of a row whose first figures are words: all cells of the row stand behind it."""
    for i in reversed(named[:-1]):
        for target in plan.exact.get(normal(slots[i].cell.text), ()):
            if len(slots) - i - 1 == plan.targets[target].size:
                return i
    return None


def _own_label(labels: Sequence[GridCell], known: Callable[[str], bool]) -> str:
    """The last label, with as many of those before it as make it one of the form's."""
    if not labels:
        return ""
    last = normal(labels[-1].text)
    if known(last):
        return last
    words = labels[-1].text.split()
    for i in range(1, len(words)):  # several labels in one cell
        if known(whole := normal("".join(words[i:]))):
            return whole
    joined = labels[-1].text
    for cell in reversed(labels[-MOST_PIECES:-1]):
        joined = cell.text + joined
        if known(whole := normal(joined)):
            return whole
    return last


def _with_surroundings(bare: list[PrintedRow]) -> list[PrintedRow]:
    """Drop rows without cells for figures, and give their labels to the rows around them."""
    rows: list[PrintedRow] = []
    pending: list[GridCell] = []
    for row in bare:
        if row.slots:
            rows.append(row._replace(before=tuple(pending)) if pending else row)
            pending = [] if row.filled else [*pending, *row.labels]
        else:
            pending += row.labels
    following: tuple[GridCell, ...] = tuple(pending)
    for i in range(len(rows) - 1, -1, -1):
        if following:
            rows[i] = rows[i]._replace(after=following)
        beyond = () if rows[i].filled else (*rows[i].labels, *following)
        following = (*rows[i].before, *beyond)[:MOST_PIECES]
    return rows


def _with_whole_label(row: PrintedRow, plan: Plan) -> PrintedRow:
    """A label wrapped over the lines around its figures, put together from where its number stands."""
    if row.label in plan.exact or not row.filled:
        return row
    above, below = _last_of_lines(row.before), _last_of_lines(row.after)
    own = row.labels[-1].text if row.labels else ""
    head = [own]
    if not NUMBER.match(fold(own)):
        head = [*_back_to_number(above), own]
    if not any(head):
        return row
    tail = list(takewhile(lambda text: not NUMBER.match(fold(text)), below[:MOST_LINES]))
    for pieces in (head, *([*head, *tail[:n]] for n in range(1, len(tail) + 1))):
        if (whole := normal("".join(pieces))) in plan.exact:
            return row._replace(label=whole)
    return row


def _back_to_number(lines: Sequence[str]) -> list[str]:
    """The last lines from the nearest one that begins with a number; none where there is none near."""
    for n in range(1, min(len(lines), MOST_LINES) + 1):
        if NUMBER.match(fold(lines[-n])):
            return list(lines[-n:])
    return []


def _last_of_lines(cells: Sequence[GridCell]) -> list[str]:
    """The rightmost label of each line."""
    return [list(line)[-1].text for _, line in groupby(cells, key=lambda c: c.row)]
