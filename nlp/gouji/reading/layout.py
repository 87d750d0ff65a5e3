"""One page: glyphs and rulings -> lines and tables in reading order.

Used by every reader that knows where ink stands but not what it means (PDF, scans).  Coordinates are points
from the top left corner of the page as seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

from .lattice import Box, Frame, FrameCell, Ruling, clusters, frames

# Gaps between neighbours of one line, in widths of a full character (em).
SPACE: Final = 0.8  # between Chinese characters: below this it is justification, not a space
WORD_SPACE: Final = 0.18  # between two ASCII letters or digits
COLUMN_GAP: Final = 1.2  # this wide, the next run may belong to another column
FILLED: Final = 2.2  # a line ending within this of its cell's edge may go on in the next line

TOUCHING: Final = 0.5  # points between the digits of one figure
FIGURE_SIGNS: Final = frozenset("0123456789.,")
WIDE: Final = "\u2e80"  # from here on characters are as wide as an em
_WORD = re.compile(r"[0-9A-Za-z]")


class Glyph(NamedTuple):
    """A character (or, from a recogniser, a short run of them) and its box; ``base`` is its base line."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    base: float
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a reader found on one page; ``number`` counts from 1, sizes in points."""

    number: int
    width: float
    height: float
    glyphs: Sequence[Glyph]
    across: Sequence[Ruling] = ()
    down: Sequence[Ruling] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one line that stand close together."""

    text: str
    box: Box
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Row:
    """The runs of one line, left to right; ``em`` is the width of a full character, in points."""

    runs: tuple[Run, ...]
    em: float
    page: int = 0
    indent: bool = False

    @property
    def text(self) -> str:
        """The whole line."""
        return " ".join(run.text for run in self.runs)

    @property
    def box(self) -> Box:
        """The box of all runs."""
        return hull(run.box for run in self.runs)


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell of a table on one page; ``full`` says that its last line reaches the edge and may go on."""

    text: str
    row: int
    column: int
    rowspan: int
    colspan: int
    page: int
    box: Box
    full: bool = False
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Table:
    """A table, or the part of it on one page; the cuts are in points."""

    page: int
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    slots: tuple[Slot, ...]

    @property
    def box(self) -> Box:
        """The outer edge."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]


Item = Row | Table


def hull(boxes: Iterable[Box]) -> Box:
    """The smallest box around some boxes.

    >>> hull([(0, 0, 1, 1), (5, 2, 6, 3)])
    (0, 0, 6, 3)
    """
    lefts, tops, rights, lows = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(lows)


def arrange(sheet: Sheet) -> list[Item]:
    """The lines and tables of a page in reading order.

    >>> page = Sheet(1, 100, 100, [Glyph("件", 20, 10, 30, 20, 18), Glyph("1", 10, 10, 15, 20, 18)])
    >>> [row.text for row in arrange(page)]
    ['1件']
    """
    tables, free = _tables(sheet)
    found = [replace(row, page=sheet.number) for row in rows(free)]
    items: list[Item] = []
    for stretch in _columns(found, tables):
        items += _with_plain_tables(_indented(stretch), sheet.number)
    return items


# ---- lines -------------------------------------------------------------------------------------------


def rows(glyphs: Iterable[Glyph]) -> list[Row]:
    """Glyphs gathered into lines by their base line, top to bottom, each line left to right."""
    lines: list[list[Glyph]] = []
    base = 0.0
    for glyph in sorted(glyphs, key=lambda g: (g.base, g.x0)):
        if lines and glyph.base - base <= 0.35 * (glyph.y1 - glyph.y0):
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
            base = glyph.base
    return [_row(line) for line in lines]


def _row(line: list[Glyph]) -> Row:
    line.sort(key=lambda g: g.x0)
    wide = [(g.x1 - g.x0) / len(g.text) for g in line if g.text >= WIDE]
    em = median(wide) if wide else 0.85 * median(g.y1 - g.y0 for g in line)
    runs: list[list[Glyph]] = []
    texts: list[str] = []
    last: Glyph | None = None
    for glyph in line:
        if last is not None and _doubled(last, glyph):
            continue
        gap = COLUMN_GAP * em if last is None else glyph.x0 - last.x1
        if last is None or gap >= COLUMN_GAP * em:
            runs.append([glyph])
            texts.append(glyph.text)
        else:
            runs[-1].append(glyph)
            words = _WORD.match(last.text[-1]) and _WORD.match(glyph.text[0])
            texts[-1] += " " * (gap >= (WORD_SPACE if words else SPACE) * em) + glyph.text
        last = glyph
    return Row(tuple(_run(t, g) for t, g in zip(texts, runs, strict=True)), em)


def _doubled(a: Glyph, b: Glyph) -> bool:
    """Bold drawn by printing the same character twice, a hair apart."""
    return a.text == b.text and abs(b.x0 - a.x0) < 0.25 * (a.x1 - a.x0) and abs(a.y0 - b.y0) < 1


def _run(text: str, glyphs: Sequence[Glyph]) -> Run:
    return Run(text, hull(g[1:5] for g in glyphs), min(g.confidence for g in glyphs))


def joined(lines: Sequence[Row], width: float) -> str:
    """The lines of a cell as one text: a wrapped number grows together, two words keep a space."""
    text = ""
    for i, line in enumerate(lines):
        after = line.text
        if i and _WORD.match(text[-1]) and _WORD.match(after[0]) and not reaches(lines[i - 1], width):
            text += " "
        text += after
    return text


def reaches(line: Row, width: float) -> bool:
    """Whether a line fills a cell of that width, so that what follows may be its continuation."""
    left, _, right, _ = line.box
    return right - left >= width - FILLED * line.em


# ---- ruled tables ------------------------------------------------------------------------------------


def _tables(sheet: Sheet) -> tuple[list[Table], list[Glyph]]:
    """The ruled tables of a page, and the glyphs that stand in none."""
    free = list(_whole(sheet.glyphs))
    tables: list[Table] = []
    for frame in frames(sheet.across, sheet.down):
        held: dict[int, list[Glyph]] = {}
        outside: list[list[Glyph]] = []
        for piece in free:
            first, last = piece[0], piece[-1]
            cell = frame.cell_at((first.x0 + last.x1) / 2, (first.y0 + first.y1) / 2)
            if cell is None:
                outside.append(piece)
            else:
                held.setdefault(cell, []).extend(piece)
        # One filled cell, or one column, is a box drawn round prose, or the border of a page.
        if len(held) > 1 and len({frame.cells[i].column for i in held}) > 1:
            tables.append(_table(frame, held, sheet.number))
            free = outside
    return tables, [glyph for piece in free for glyph in piece]


def _whole(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Glyphs one by one, but the digits of a figure together: it may be wider than its cell."""
    piece: list[Glyph] = []
    for glyph in glyphs:
        if piece and not (
            glyph.text in FIGURE_SIGNS
            and piece[-1].text in FIGURE_SIGNS
            and glyph.base == piece[-1].base
            and abs(glyph.x0 - piece[-1].x1) <= TOUCHING
        ):
            yield piece
            piece = []
        piece.append(glyph)
    if piece:
        yield piece


def _table(frame: Frame, held: dict[int, list[Glyph]], page: int) -> Table:
    lines = {i: rows(glyphs) for i, glyphs in held.items()}
    slots: list[Slot] = []
    ys = [frame.ys[0]]
    moved = {}  # the row that a row of the frame becomes
    for row in range(len(frame.ys) - 1):
        moved[row] = len(ys) - 1
        cells = {i: c for i, c in enumerate(frame.cells) if c.row == row and c.rowspan == 1}
        unruled = _unruled(cells, lines)
        if unruled:
            bands = _row_bands(*unruled)
            slots += [
                s
                for n, band in enumerate(bands, moved[row])
                for s in _slots(band, n, frame.xs, unruled[2], page)
            ]
            ys += [max(line.box[3] for line in band) for band in bands[:-1]]
            lines = {i: found for i, found in lines.items() if i not in cells}
            cells = {}
        ys.append(frame.ys[row + 1])
        slots += [_slot(frame.cells[i], moved[row], lines.get(i, []), page) for i in cells]
    moved[len(frame.ys) - 1] = len(ys) - 1
    for i, cell in enumerate(frame.cells):
        if cell.rowspan > 1:
            slot = _slot(cell, moved[cell.row], lines.get(i, []), page)
            slots.append(replace(slot, rowspan=moved[cell.row + cell.rowspan] - slot.row))
    return Table(page, frame.xs, tuple(ys), tuple(slots))


def _slot(cell: FrameCell, row: int, lines: Sequence[Row], page: int) -> Slot:
    width = cell.box[2] - cell.box[0]
    return Slot(
        joined(lines, width),
        row,
        cell.column,
        cell.rowspan,
        cell.colspan,
        page,
        cell.box,
        bool(lines) and reaches(lines[-1], width),
        min((run.confidence for line in lines for run in line.runs), default=1.0),
    )


def _unruled(
    cells: Mapping[int, FrameCell], lines: Mapping[int, Sequence[Row]]
) -> tuple[list[Row], list[Row], float] | None:
    """Rows of figures that no line parts, drawn as one: all lines, those with figures, end of the labels.

    They are told from wrapped figures by the room that is left beside them.
    """
    stacks = [
        (cell.box[0], lines[i])
        for i, cell in cells.items()
        if len(lines.get(i, ())) > 1
        and all(is_figure(line.text) for line in lines[i])
        and not any(reaches(line, cell.box[2] - cell.box[0]) for line in lines[i])
    ]
    if len(stacks) < 2 or len({len(stack) for _, stack in stacks}) > 1:
        return None
    return [line for i in cells for line in lines.get(i, ())], list(stacks[0][1]), min(x for x, _ in stacks)


# ---- columns of prose --------------------------------------------------------------------------------


def _columns(lines: Sequence[Row], tables: Sequence[Table]) -> list[list[Item]]:
    """Stretches in reading order: the whole page, or left and right column between what spans both."""
    if not (lines or tables):
        return []
    gutter = _gutter(lines)
    if gutter is None:
        return [sorted([*lines, *tables], key=lambda item: item.box[1])]
    sides: list[Item] = [*tables]
    for line in lines:
        left = tuple(run for run in line.runs if run.box[2] <= gutter)
        right = tuple(run for run in line.runs if run.box[0] >= gutter)
        whole = len(left) + len(right) < len(line.runs)
        sides += [line] if whole else [replace(line, runs=part) for part in (left, right) if part]
    stretches: list[list[Item]] = [[]]
    columns: tuple[list[Item], list[Item]] = ([], [])
    for item in sorted(sides, key=lambda item: item.box[1]):
        box = item.box
        if box[0] < gutter < box[2]:
            stretches += [*columns, [item]]
            columns = ([], [])
        else:
            columns[box[0] >= gutter].append(item)
    return [stretch for stretch in [*stretches, *columns] if stretch]


def _gutter(lines: Sequence[Row]) -> float | None:
    """Where the white strip between two columns of prose runs, or None on a page of one column."""
    runs = [run.box for line in lines for run in line.runs]
    if len(runs) < 12:
        return None
    left, _, right, _ = hull(runs)
    for share in (0.5, 0.48, 0.52, 0.46, 0.54, 0.44, 0.56, 0.42, 0.58, 0.4, 0.6):
        x = left + share * (right - left)
        before = [b for b in runs if b[2] <= x]
        after = [b for b in runs if b[0] >= x]
        crossing = len(runs) - len(before) - len(after)
        if crossing <= 0.2 * len(runs) and _is_prose(before) and _is_prose(after):
            return x
    return None


def _is_prose(boxes: Sequence[Box]) -> bool:
    """Whether boxes fill a column as prose does: most lines reach from edge to edge."""
    if len(boxes) < 6:
        return False
    left, _, right, _ = hull(boxes)
    return median(b[2] - b[0] for b in boxes) >= 0.75 * (right - left)


def _indented(stretch: Sequence[Item]) -> list[Item]:
    """Marks the lines that start further right than their column does: they begin a paragraph."""
    starts = sorted(item.box[0] for item in stretch)
    margin = starts[len(starts) // 10]
    return [
        replace(item, indent=item.box[0] - margin > 1.2 * item.em) if isinstance(item, Row) else item
        for item in stretch
    ]


# ---- tables without rulings --------------------------------------------------------------------------

_FIGURE = re.compile(r"[+-]?[\d,，.．]*\d%?|[/／\-－—–]+")
_NUMBER = "[一二三四五六七八九十]+"
_HEADING = re.compile(rf"(?:{_NUMBER}、|第{_NUMBER}(?:[章节]|部分))\S*(?:情况|事项|说明|概况)")
_ENUMERATOR = re.compile(r"[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十]+[)）]|\d{1,2}[.．、]\D")
APART: Final = 4  # lines of labels that may stand between two lines with figures
EDGE: Final = 2.0  # points by which a label may reach over the cut beside it
HEADER: Final = 8  # lines above the first figures that may be the header


def is_figure(text: str) -> bool:
    """Whether a cell holds a figure or a mark for none.

    >>> [is_figure(t) for t in ("1,050", "-", "96171.6", "1.重复申请", "")]
    [True, True, True, False, False]
    """
    return _FIGURE.fullmatch(text.replace(" ", "")) is not None


def is_numbered(text: str) -> bool:
    """Whether a label starts with a number of its own, so that it continues nothing.

    >>> is_numbered("（六）其他处理"), is_numbered("2.重复申请"), is_numbered("求缴纳费用")
    (True, True, False)
    """
    return _ENUMERATOR.match(text) is not None


def _with_plain_tables(stretch: Sequence[Item], page: int) -> list[Item]:
    """The stretch with each run of lines that stand in columns of figures turned into a table."""
    items: list[Item] = []
    pending: list[Row] = []
    for item in [*stretch, None]:
        if isinstance(item, Row):
            pending.append(item)
            continue
        items += _split(pending, page)
        pending = []
        if item is not None:
            items.append(item)
    return items


def _split(lines: Sequence[Row], page: int) -> list[Item]:
    items: list[Item] = []
    start = 0
    for first, last in _figure_runs(lines):
        if first >= start and (table := _plain_table(lines[first : last + 1], page)) is not None:
            items += [*lines[start:first], table]
            start = last + 1
    return [*items, *lines[start:]]


def _figures(line: Row) -> list[Run]:
    """The figures of a line that stand in a column of their own; a lone one needs a label beside it."""
    found = [run for run in line.runs if is_figure(run.text)]
    return found if len(line.runs) > 1 else []


def _figure_runs(lines: Sequence[Row]) -> list[tuple[int, int]]:
    """Stretches (first and last line) with figures in columns: three lines of them, or six figures.

    A few lines of labels may stand between, but no heading.
    """
    found: list[tuple[int, int]] = []
    group: list[int] = []
    for i in [*(i for i, line in enumerate(lines) if _figures(line)), None]:
        if group and (i is None or i - group[-1] > APART + 1 or any(map(_ends, lines[group[-1] + 1 : i]))):
            if len(group) >= 3 or sum(len(_figures(lines[k])) for k in group) >= 6:
                last = group[-1]
                # The lower half of a label whose figures stand at half its height.
                last += last + 1 < len(lines) and lines[last + 1].box[1] < lines[last].box[3]
                found.append((_with_header(lines, group[0]), last))
            group = []
        if i is not None:
            group.append(i)
    return found


def _ends(line: Row) -> bool:
    return _HEADING.match(line.text) is not None


def _with_header(lines: Sequence[Row], first: int) -> int:
    """The first line of the header above: lines of several runs, or short lines among such."""
    top = first
    for i in range(first - 1, max(first - HEADER, -1), -1):
        if _ends(lines[i]) or lines[i].text.endswith(("。", "：")):
            break
        if len(lines[i].runs) > 1 or lines[i].box[3] > lines[first].box[1]:
            top = i
    return top


def _plain_table(lines: Sequence[Row], page: int) -> Table | None:
    """A table from lines alone: columns where figures line up and labels part, rows where figures stand."""
    anchors = [line for line in lines if any(is_figure(run.text) for run in line.runs)]
    figures = _figure_columns(anchors)
    left, _, right, _ = hull(line.box for line in lines)
    cuts = [*_label_columns(lines, figures[0]), *figures]
    xs = (min(left, cuts[0] - 1), *cuts, max(right, cuts[-1] + 1))
    bands = _row_bands(lines, anchors, figures[0])
    slots = [slot for row, band in enumerate(bands) for slot in _slots(band, row, xs, figures[0], page)]
    tops = [min(line.box[1] for line in band) for band in bands]
    return Table(page, xs, (*tops, max(line.box[3] for line in bands[-1])), tuple(slots))


def _slots(band: Sequence[Row], row: int, xs: Sequence[float], labels_end: float, page: int) -> list[Slot]:
    """The cells of one row; a label may span several of the columns of labels."""
    top, low = min(line.box[1] for line in band), max(line.box[3] for line in band)
    held: dict[int, list[Row]] = {}
    ends: dict[int, int] = {}
    for line in band:
        for run in line.runs:
            left, _, right, _ = run.box
            middle = (left + right) / 2
            first, last = (
                _column(xs, x) for x in ((left + 2, right - 2) if middle < labels_end else (middle,) * 2)
            )
            first = next(
                (c for c in held if c <= first <= ends[c]), first
            )  # under a label that spans this column
            held.setdefault(first, []).append(Row((run,), line.em))
            ends[first] = max(last, ends.get(first, last))
    slots = []
    column = 0
    while column < len(xs) - 1:
        parts = held.get(column, [])
        last = max([column, *(ends[c] for c in range(column, ends.get(column, column) + 1) if c in ends)])
        for inner in range(column + 1, last + 1):
            parts = parts + held.get(inner, [])
        box = (xs[column], top, xs[last + 1], low)
        doubt = min((p.runs[0].confidence for p in parts), default=1.0)
        text = joined(parts, box[2] - box[0])
        slots.append(Slot(text, row, column, 1, last - column + 1, page, box, False, doubt))
        column = last + 1
    return slots


def _column(xs: Sequence[float], x: float) -> int:
    """Which column a point stands in; the outer ones reach on."""
    return sum(cut <= x for cut in xs[1:-1])


def _figure_columns(anchors: Sequence[Row]) -> list[float]:
    """Left edges of the columns of figures: the middles of the white strips that separate them."""
    spans: list[list[float]] = []
    for left, _, right, _ in sorted(run.box for line in anchors for run in line.runs if is_figure(run.text)):
        if spans and left <= spans[-1][1]:
            spans[-1][1] = max(spans[-1][1], right)
        else:
            spans.append([left, right])
    labels = [r.box[2] for line in anchors for r in line.runs if not is_figure(r.text)]
    edge = max((x for x in labels if x < spans[0][0]), default=spans[0][0] - 10.0)
    rights = [edge, *(span[1] for span in spans)]
    return [(right + span[0]) / 2 for right, span in zip(rights, spans, strict=False)]


def _label_columns(lines: Sequence[Row], end: float) -> list[float]:
    """Cuts between labels that stand side by side before the first figures."""
    between = [
        (a.box[2] + b.box[0]) / 2 for line in lines for a, b in pairwise(line.runs) if b.box[2] <= end + 2
    ]
    return clusters(between, 3 * lines[0].em)


def _row_bands(lines: Sequence[Row], anchors: Sequence[Row], labels_end: float) -> list[list[Row]]:
    """The lines of each row: one with figures and the labels nearest to it, or one of the header."""
    middles = [(a.box[1] + a.box[3]) / 2 for a in anchors]
    bands: list[list[Row]] = [[] for _ in anchors]
    for line in lines:
        middle = (line.box[1] + line.box[3]) / 2
        if not any(is_figure(run.text) for run in line.runs) and line.runs[-1].box[2] > labels_end + line.em:
            bands.append([line])
            continue
        distances = [abs(middle - m) - 0.01 * is_numbered(line.text) * (m > middle) for m in middles]
        bands[distances.index(min(distances))].append(line)
    return sorted(bands, key=lambda band: median(line.box[1] for line in band))
