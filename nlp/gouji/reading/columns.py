"""The lines of a drawn table to a grid: where a line is cut, and which column each piece stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from ..tables.value import Kind, kind
from . import limits
from .blocks import Line, RawCell, RawGrid
from .lines import is_page_number
from .width import edges

# Drawn lines, and the | --- | --- | of Markdown; one dash in a cell is a sign for nothing.
RULED: Final = re.compile(r"[\s|+:\-=─━═┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬]+")
STROKE: Final = re.compile(r"[^\s|+:]+")
SHORTEST_STROKE: Final = 3
GAP: Final = re.compile(r"(?: |\u00a0){2,}|\u3000{2,}|[ \u00a0]+\u3000+")
WORD: Final = re.compile(r"\S+")
# Three figures or signs for nothing in a row tell a table on one line.
FIGURE: Final = r"(?:[+\-－＋]?[\d０-９][\d０-９,，.．]*(?:件|万元|元)?|[/／\-—－])"
FIGURE_RUN: Final = re.compile(rf"(?:^|\s){FIGURE}\s+{FIGURE}\s+{FIGURE}(?=\s|$)")
LABEL: Final = Kind.LABEL
SHORT: Final = 200  # characters of a line that may come again and is kept
MOST_COLUMNS: Final = 64
DRIFT: Final = 2  # display columns by which a head may stand beside its figures
SOME: Final = 0.1  # share of neighbours without a blank line from which blank lines are cells


class Piece(NamedTuple):
    """One cell of a line.

    Args:
        is_figure: a figure or a sign for nothing.
        offset: where it starts in the line.
        left, right: its display columns, where those count.
    """

    text: str
    is_figure: bool
    offset: int
    left: int = 0
    right: int = 0


def grid(run: Sequence[Line]) -> RawGrid:
    """The lines of a table as a grid; page numbers and drawn rules among them are dropped.

    >>> [(c.text, c.row, c.column) for c in grid([Line("规章  0"), Line("-3-"), Line("规范性文件  4")]).cells]
    [('规章', 0, 0), ('0', 0, 1), ('规范性文件', 1, 0), ('4', 1, 1)]
    """
    signs = sum(line.text.count("\t") + line.text.count("|") for line in run)
    limits.at_most(signs, limits.GRID_CELLS, "格", "cells")
    pages: list[list[Line]] = [[]]
    for line in run:
        if is_page_number(line.text.strip()):
            pages.append([])
        elif is_empty_row(line.text) or (line.text.strip() and not is_rule(line.text)):
            pages[-1].append(line)
    lines = [line for page in pages for line in page]
    cut = [[pieces(line.text) for line in page] for page in pages]
    flat = [row for page in cut for row in page]
    limits.at_most(sum(map(len, flat)), limits.GRID_CELLS, "格", "cells")
    lone = sum(len(row) == 1 and row[0].is_figure for row in flat)
    if lone > sum(len(row) > 1 and row[-1].is_figure for row in flat):
        return _single(run)
    if any("\t" in line.text.lstrip() or "|" in line.text for line in lines):
        numbers = [list(range(len(row))) for row in flat]
    else:
        numbers = _by_display(cut)
    return RawGrid(
        tuple(
            [
                RawCell(piece.text, i, column, source=_source(line, piece.offset))
                for i, (line, row, columns) in enumerate(zip(lines, flat, numbers, strict=True))
                for piece, column in zip(row, columns, strict=True)
            ]
        )
    )


def is_empty_row(text: str) -> bool:
    """Whether a line holds tabs and nothing else: a row of empty cells."""
    return text.count("\t") > 1 and not text.strip()


def is_rule(text: str) -> bool:
    """Whether a line only draws a rule.

    >>> [is_rule(t) for t in ("| --- | :---: |", "├────┼────┤", "| - | - |", "|  |  |")]
    [True, True, False, False]
    """
    strokes = STROKE.findall(text) if RULED.fullmatch(text) else []
    return bool(strokes) and all(len(stroke) >= SHORTEST_STROKE for stroke in strokes)


def _source(line: Line, offset: int) -> int:
    """Where a character of the line stands in the input, -1 where that is not known."""
    if line.sources:
        return line.sources[min(offset, len(line.sources) - 1)]
    return line.source + offset if line.source >= 0 else -1


# ---------------------------------------------------------------- one cell a line


def _single(run: Sequence[Line]) -> RawGrid:
    """One cell a line.  Blank lines are empty cells, but for those that part all cells alike."""
    shown = [i for i, line in enumerate(run) if line.text.strip() and not is_page_number(line.text.strip())]
    gaps = [b - a - 1 for a, b in pairwise(shown)]
    usual = 0 if gaps.count(0) >= SOME * len(gaps) else min(gaps)
    cells: list[RawCell] = []
    for i, gap in zip(shown, [usual, *gaps], strict=True):
        cells += [RawCell("", len(cells) + n, 0) for n in range((gap - usual) // (usual + 1))]
        for piece in [p for p in pieces(run[i].text) if p.text] or [Piece("", True, 0)]:
            cells.append(RawCell(piece.text, len(cells), 0, source=_source(run[i], piece.offset)))
    return RawGrid(tuple(cells))


# ---------------------------------------------------------------- cutting a line


def pieces(line: str) -> Sequence[Piece]:
    """Cut a line at its tabs, else its bars, else its wide gaps and around figures.

    >>> [p.text for p in pieces("行政许可 12")], [p.text for p in pieces("规章 0 0 0 规范性文件 4 11 36")]
    (['行政许可', '12'], ['规章', '0', '0', '0', '规范性文件', '4', '11', '36'])
    """
    return _pieces(line) if len(line) <= SHORT else tuple(_cut(line))


@lru_cache(maxsize=4096)
def _pieces(line: str) -> tuple[Piece, ...]:
    return tuple(_cut(line))


def _cut(line: str) -> Iterator[Piece]:
    if "\t" in line.lstrip() or is_empty_row(line):
        yield from _split(line, "\t", 0)
    elif "|" in line:
        body = line.strip()
        start = line.find(body) + body.startswith("|")
        yield from _split(line[start : len(line.rstrip()) - body.endswith("|")], "|", start)
    else:
        parts = list(_between_gaps(line))
        display = edges(line)
        for start, end in parts:
            yield from _around_figures(line, start, end, len(parts) > 1, display)


def _split(line: str, sign: str, start: int) -> Iterator[Piece]:
    """The cells between signs, empty ones too."""
    for part in line.split(sign):
        text = part.strip()
        yield Piece(text, kind(text) is not LABEL, start + (part.find(text) if text else 0))
        start += len(part) + 1


def _between_gaps(line: str) -> Iterator[tuple[int, int]]:
    start = 0
    for end, after in [*(m.span() for m in GAP.finditer(line)), (len(line), len(line))]:
        if line[start:end].strip():
            yield start, end
        start = after


def _around_figures(line: str, start: int, end: int, gaps: bool, display: Sequence[int]) -> Iterator[Piece]:
    """Labels and figures that only single spaces part.

    Args:
        gaps: wide gaps part the cells of this line, so that the words of a label belong together.
        display: the display column of each character of the line.
    """
    words = [m.span() for m in WORD.finditer(line, start, end)]
    figures = [kind(line[left:right]) is not LABEL for left, right in words]
    if True not in figures or (gaps and not figures[-1] and not FIGURE_RUN.search(line, start, end)):
        cuts = [(words[0][0], words[-1][1])]
    else:
        cuts = []
        opened: int | None = None
        for n, (left, right) in enumerate(words):
            opened = left if opened is None else opened
            if gaps and not figures[n] and n + 1 < len(words) and not figures[n + 1]:
                continue
            cuts.append((opened, right))
            opened = None
    for left, right in cuts:
        text = line[left:right]
        yield Piece(text, kind(text) is not LABEL, left, display[left], display[right])


# ---------------------------------------------------------------- columns by display


Stretch = tuple[float, float]  # display columns, left and right


def _by_display(pages: Sequence[Sequence[Sequence[Piece]]]) -> list[list[int]]:
    """Columns of figures from where they stand in the lines; labels keep to the left of them.

    A page sets its columns anew, unless its figures stand in the columns of the page before.  Where
    the figures stand in no columns at all, they are numbered as they come.
    """
    rows = [row for page in pages for row in page]
    base = max((_labels_before(row) for row in rows if any(p.is_figure for p in row)), default=0)
    found: list[list[int]] = []
    columns: list[Stretch] = []
    for page in pages:
        figures = [[p for p in row if p.is_figure] for row in page]
        if not columns or not _stand_in(columns, figures):
            columns = _edges(page)
            if not _stand_in(columns, figures):
                columns = []
        found += _page_columns(page, columns, base)
    return found


def _stand_in(columns: Sequence[Stretch], rows: Sequence[Sequence[Piece]]) -> bool:
    """Whether every figure stands in or beside a column, no two of a row in the same one."""
    for row in rows:
        nearest = [_nearest(columns, piece) for piece in row] if columns else []
        if len(set(nearest)) < len(row) or not all(
            _beside(p, columns[i]) for p, i in zip(row, nearest, strict=True)
        ):
            return False
    return True


def _labels_before(row: Sequence[Piece]) -> int:
    return next((i for i, piece in enumerate(row) if piece.is_figure), len(row))


def _page_columns(
    page: Sequence[Sequence[Piece]], columns: Sequence[Stretch], base: int
) -> Iterator[list[int]]:
    for row in page:
        numbers: list[int] = []
        figures = sum(p.is_figure for p in row)
        labels = _labels_before(row) if figures else 0
        whole = figures == len(columns) == len(row) - labels
        for i, piece in enumerate(row):
            least = numbers[-1] + 1 if numbers else 0
            if i < labels or (not figures and columns and piece.right < columns[0][0] and least < base):
                numbers.append(least)
            elif whole or not columns:
                numbers.append(max(base if figures else 0, least))
            else:
                numbers.append(max(base + _nearest(columns, piece), least))
        yield numbers


def _edges(page: Sequence[Sequence[Piece]]) -> list[Stretch]:
    """The columns of figures: those of full lines, else where any figure or head stands."""
    rows = [[p for p in row if p.is_figure] for row in page]
    most = max(map(len, rows), default=0)
    full = [row for row in rows if most and len(row) == most]
    several = [row for row in rows if len(row) > 1]
    if most <= MOST_COLUMNS and len(full) > 1 and 2 * len(full) >= len(several):
        return [
            (sum(p.left for p in column) / len(full), sum(p.right for p in column) / len(full))
            for column in zip(*full, strict=True)
        ]
    stretches = _merged([p for row in rows for p in row])
    if not 0 < len(stretches) <= MOST_COLUMNS:
        return []
    left = stretches[0][0] - DRIFT
    heads = [p for row in page if not any(q.is_figure for q in row) for p in row if p.left >= left]
    for head in sorted(heads, key=lambda p: p.right - p.left):  # the narrow ones head one column each
        if len(stretches) < MOST_COLUMNS and not any(_beside(head, stretch) for stretch in stretches):
            stretches.append((head.left, head.right))
    return sorted(stretches)


def _beside(piece: Piece, stretch: Stretch) -> bool:
    return piece.left < stretch[1] + DRIFT and stretch[0] - DRIFT < piece.right


def _merged(pieces: Sequence[Piece]) -> list[Stretch]:
    """The stretches that pieces cover together."""
    stretches: list[Stretch] = []
    for left, right in sorted((p.left, p.right) for p in pieces):
        if stretches and left < stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], max(stretches[-1][1], right))
        else:
            stretches.append((left, right))
    return stretches


def _nearest(columns: Sequence[Stretch], piece: Piece) -> int:
    _, _, _, start, end = piece
    least = (float("inf"), float("inf"))
    nearest = 0
    for i, (left, right) in enumerate(columns):
        apart = left - end if left > end else start - right if start > right else 0
        distance = apart, abs(left + right - start - end)
        if distance < least:
            least, nearest = distance, i
    return nearest
