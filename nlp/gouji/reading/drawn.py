"""Tables drawn with tabs, bars, spaces or one cell a line, cut out of the lines as grids."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ..tables.value import Kind, kind
from .blocks import Blocks, Line, RawCell, RawGrid
from .lines import ENDS, INNER, is_page_number, section_like
from .width import width

BARS: Final = str.maketrans({"｜": "|", "│": "|", "┃": "|", "║": "|"})
RULE: Final = re.compile(r"[\s|+\-=─━═┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬:]+")  # drawn lines, and the | --- | of Markdown
GAP: Final = re.compile(r"(?: |\u00a0){2,}|\u3000{2,}|[ \u00a0]+\u3000+")


LONG: Final = 50  # display columns from which a line without gaps is prose
WORD_GAP: Final = re.compile(r"\s+")
RUN: Final = 3  # figures in a row that tell a table on one line


@dataclass(frozen=True, slots=True)
class Piece:
    """One cell of a line: its text, where it starts in the line, and its display columns where those count."""

    text: str
    offset: int
    left: int = 0
    right: int = 0


def cut_tables(blocks: Blocks) -> list[Line | RawGrid]:
    """The blocks with every run of lines that draws a table replaced by a grid.

    >>> rows = ["情况如下。", "规章\\t0\\t0\\t0", "行政规范性文件\\t0\\t1\\t10"]
    >>> [type(b).__name__ for b in cut_tables([Line(row) for row in rows])]
    ['Line', 'RawGrid']
    """
    found: list[Line | RawGrid] = []
    run: list[Line] = []
    for block, below in zip(blocks, [*blocks[1:], Line("")], strict=True):
        if isinstance(block, Line) and _belongs(block, below):
            run.append(block)
        else:
            found += _run_blocks(run)
            run = []
            found.append(block)
    return found + _run_blocks(run)


def _belongs(line: Line, below: Line | RawGrid) -> bool:
    if line.heading:
        return False
    return _may_be_table(line.text) or (isinstance(below, Line) and _is_label(line.text, below.text))


def _may_be_table(text: str) -> bool:
    """Blank lines, page numbers and anything that is neither prose nor the heading of a section."""
    bare = text.strip()
    if not bare or is_page_number(bare):
        return True
    if "\t" in bare or bare.count("|") > 1 or _has_run(bare):
        return True
    if any(weight > 1 for _, weight, _ in section_like(bare)):
        return False
    if GAP.search(bare):
        return True
    return (width(bare) < LONG and not re.search(r"[。；！？!?;]", bare)) or kind(bare) is not Kind.LABEL


def _is_label(text: str, below: str) -> bool:
    """Whether a long line is a label: a figure stands below it, or brackets hold all of it."""
    bare = text.strip()
    if ENDS.search(bare) or any(weight > 1 for _, weight, _ in section_like(bare)):
        return False
    return (bare[0] in "（(" and bare[-1] in "）)") or kind(below.strip()) in (Kind.VALUE, Kind.MARK)


def _has_run(text: str) -> bool:
    """Whether figures follow one another, parted by single spaces only."""
    words = text.split()
    if len(words) < RUN:
        return False
    row = 0
    for word in words:
        row = row + 1 if kind(word) in (Kind.VALUE, Kind.MARK) else 0
        if row == RUN:
            return True
    return False


def _strong(text: str) -> bool:
    """Whether the line can only be part of a table."""
    bare = text.strip()
    if not bare or is_page_number(bare):
        return False
    if "\t" in bare or bare.count("|") > 1 or kind(bare) is not Kind.LABEL or _has_run(bare):
        return True
    return len(pieces := GAP.split(bare)) > 1 and kind(pieces[-1]) is not Kind.LABEL


def _run_blocks(run: Sequence[Line]) -> list[Line | RawGrid]:
    """A run of lines that may be a table: the table in it, if any, and the lines around it."""
    strong = [i for i, row in enumerate(run) if _strong(row.text)]
    if len(strong) < 2 and not any(_has_run(run[i].text) for i in strong):
        return list(run)
    first, last = strong[0], strong[-1]
    while first > 0 and _is_head(run[first - 1].text):
        first -= 1
    while last + 1 < len(run) and run[last + 1].text.strip() and not INNER.search(run[last + 1].text):
        last += 1
    lines = [*run[:first], *run[last + 1 :]]
    return [*lines[:first], _grid(run[first : last + 1]), *lines[first:]]


def _is_head(text: str) -> bool:
    """Lines above the first figures belong to the table's head unless they are prose."""
    bare = text.strip()
    opened, closed = len(re.findall(r"[（(]", bare)), len(re.findall(r"[）)]", bare))
    return not INNER.search(bare) or bool(GAP.search(bare)) or bare[0] in "（(" or opened != closed


def _grid(run: Sequence[Line]) -> RawGrid:
    pages: list[list[Line]] = [[]]
    for row in run:
        if is_page_number(row.text.strip()):
            pages.append([])
        elif row.text.strip() and not RULE.fullmatch(row.text):
            pages[-1].append(row)
    rows = [row for page in pages for row in page]
    cut = [_pieces(row.text) for row in rows]
    if all(len(pieces) < 2 for pieces in cut):
        return _single(run)
    if any("\t" in row.text.strip() or "|" in row.text for row in rows):
        columns = [list(range(len(pieces))) for pieces in cut]
    else:
        columns = _by_display([[_pieces(row.text) for row in page] for page in pages])
    return RawGrid(
        tuple(
            RawCell(piece.text, i, column, source=_source(row, piece.offset))
            for i, (row, pieces, numbers) in enumerate(zip(rows, cut, columns, strict=True))
            for piece, column in zip(pieces, numbers, strict=True)
        )
    )


def _source(line: Line, offset: int) -> int:
    """Where a character of the line stands in the input, -1 where that is not known."""
    if line.sources:
        return line.sources[min(offset, len(line.sources) - 1)]
    return line.source + offset if line.source >= 0 else -1


def _single(run: Sequence[Line]) -> RawGrid:
    """One cell a line; blank lines are empty cells unless they stand between all the others."""
    bare = [row.text.strip().strip("|").strip() for row in run]
    drop = [is_page_number(text) for text in bare]
    gaps = Counter(bool(bare[i]) and bool(bare[i + 1]) for i in range(len(bare) - 1) if bare[i])
    blanks_tell = gaps[True] > gaps[False]
    cells: list[RawCell] = []
    for row, text, dropped in zip(run, bare, drop, strict=True):
        if dropped or (not text and not blanks_tell):
            continue
        start = row.text.find(text) if text else 0
        cells.append(RawCell(text, len(cells), 0, source=_source(row, start)))
    return RawGrid(tuple(cells))


def _pieces(line: str) -> list[Piece]:
    """Cut a line at its tabs, else its bars, else its wide gaps and before its closing figures."""
    if "\t" in line.strip():
        return list(_split(line, "\t", 0))
    if "|" in line:
        body = line.strip()
        start = line.find(body) + body.startswith("|")
        return list(_split(line[start : len(line.rstrip()) - body.endswith("|")], "|", start))
    if _has_run(line) and not GAP.search(line.strip()):
        return list(_cut(line, WORD_GAP))
    return [q for p in _cut(line, GAP) for q in _figures_off(p)]


def _split(line: str, sign: str, start: int) -> Iterator[Piece]:
    """The cells between signs, empty ones too."""
    for part in line.split(sign):
        text = part.strip()
        yield Piece(text, start + (part.find(text) if text else 0))
        start += len(part) + 1


def _cut(line: str, gap: re.Pattern[str]) -> Iterator[Piece]:
    """What stands between gaps, with its display columns."""
    start = 0
    for end, after in [*(m.span() for m in gap.finditer(line)), (len(line), len(line))]:
        part = line[start:end]
        if text := part.strip():
            offset = start + part.find(text)
            left = width(line[:offset])
            yield Piece(text, offset, left, left + width(text))
        start = after


def _figures_off(piece: Piece) -> Iterator[Piece]:
    """A label and the figures that follow it after one space only."""
    words = list(re.finditer(r"\S+", piece.text))
    first = len(words)
    while first > 0 and kind(words[first - 1][0]) is not Kind.LABEL:
        first -= 1
    if first == len(words) or len(words) == 1:
        yield piece
        return
    cuts = [(0, words[first - 1].end())] if first else []
    for start, end in [*cuts, *((w.start(), w.end()) for w in words[first:])]:
        left = piece.left + width(piece.text[:start])
        text = piece.text[start:end]
        yield Piece(text, piece.offset + start, left, left + width(text))


def _by_display(pages: Sequence[Sequence[Sequence[Piece]]]) -> list[list[int]]:
    """Columns of figures from where they stand in the lines; labels keep to the left of them.

    Every page sets its columns anew.  Full lines number their figures; where a line has fewer, each
    goes to the nearest column of the full lines.
    """
    lines = [pieces for page in pages for pieces in page]
    base = max((sum(not _is_figure(p) for p in pieces) for pieces in lines if _figures(pieces)), default=0)
    return [numbers for page in pages for numbers in _page_columns(page, base)]


def _page_columns(page: Sequence[Sequence[Piece]], base: int) -> list[list[int]]:
    most = max((len(_figures(pieces)) for pieces in page), default=0)
    full = [_figures(pieces) for pieces in page if most and len(_figures(pieces)) == most]
    edges = [sum(p.left + p.right for p in column) / (2 * len(full)) for column in zip(*full, strict=True)]
    found = []
    for pieces in page:
        whole = len(_figures(pieces)) == most
        numbers: list[int] = []
        for piece in pieces:
            least = numbers[-1] + 1 if numbers else 0
            if not edges or (not _is_figure(piece) and piece.right < edges[0] and least < base):
                numbers.append(least)
            elif whole and _is_figure(piece):
                numbers.append(max(base, least))
            else:
                middle = (piece.left + piece.right) / 2
                nearest = min(range(most), key=lambda i: abs(edges[i] - middle))
                numbers.append(max(base + nearest, least))
        found.append(numbers)
    return found


def _is_figure(piece: Piece) -> bool:
    return kind(piece.text) is not Kind.LABEL


def _figures(pieces: Sequence[Piece]) -> list[Piece]:
    return [p for p in pieces if _is_figure(p)]
